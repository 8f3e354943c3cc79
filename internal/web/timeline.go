package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// timelineKinds are the kinds that stand on the timeline, by the word that an
// address has for them.
var timelineKinds = []struct {
	Name string
	Kind record.Kind
}{
	{"undertakings", record.KindUndertakingRecorded}, {"incidents", record.KindIncidentRecorded}, {"talks", record.KindTalksRecorded},
	{"agreements", record.KindInstrumentRecorded}, {"crossings", record.KindCrossingStatusRecorded}, {"statements", record.KindStatementRecorded},
}

// timelineDepth is how many moments, the latest, the timeline shows, and
// timelineWords how many letters of each one's words: what a slow line carries. The
// object's own page has the words whole.
const (
	timelineDepth = 200
	timelineWords = 280
)

// moment is one thing on the timeline.
type moment struct {
	register.Item
	Name      string // of its kind
	From, To  string // YYYY-MM-DD; From is never ""
	Published bool   // the day is that of the source: its own is not known
	Words     string
	Source    *filed
}

// month is a month of the timeline, newest first.
type month struct {
	Key     string // YYYY-MM
	Moments []moment
}

// timelineView is the timeline under its filter.
type timelineView struct {
	filter
	Months  []month
	Undated []moment
	Band    *band
	Most    int  // moments of the fullest month
	Cut     bool // there are earlier ones than the timeline shows
}

// timeline puts everything in the order in which it is said to have happened.
func (s *site) timeline(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	view := timelineView{filter: filterOf(r)}
	all, cut, err := g.moments(view.filter)
	if err != nil {
		return err
	}
	view.Cut, view.Band = cut, bandOf(all, view.filter, v.Dir == "rtl")
	slices.SortStableFunc(all, func(a, b moment) int { return strings.Compare(b.From, a.From) })
	for _, m := range all {
		if len(m.From) < 7 {
			view.Undated = append(view.Undated, m)
			continue
		}
		if n := len(view.Months); n == 0 || view.Months[n-1].Key != m.From[:7] {
			view.Months = append(view.Months, month{Key: m.From[:7]})
		}
		last := &view.Months[len(view.Months)-1]
		last.Moments = append(last.Moments, m)
		view.Most = max(view.Most, len(last.Moments))
	}
	v.Title = v.T("timeline.title")
	return s.draw(w, r, http.StatusOK, timelinePage(v, view))
}

// moments gives what a filter lets through, the latest first; cut reports that
// there is more.
func (g *gather) moments(f filter) (all []moment, cut bool, err error) {
	q := f.query()
	names := map[record.Kind]string{}
	for _, k := range timelineKinds {
		if f.Show[k.Name] {
			q.Kinds = append(q.Kinds, k.Kind)
			names[k.Kind] = k.Name
		}
	}
	if len(q.Kinds) == 0 {
		return nil, false, nil
	}
	items, cut, err := g.find(q, timelineDepth)
	if err != nil {
		return nil, false, err
	}
	if err := g.sourcesOf(items); err != nil {
		return nil, false, err
	}
	for _, it := range items {
		m := moment{Item: it, Name: names[it.Kind]}
		if m.Source, err = g.source(it); err != nil {
			return nil, false, err
		}
		words, _ := wordsOf(it.Body)
		m.Words = words.Readable()
		if short := clipped(m.Words, timelineWords); short != m.Words {
			m.Words = short + "…"
		}
		if m.From, m.To = register.Days(it.Body); m.From == "" {
			m.From = m.To
		}
		if m.From == "" && m.Source != nil {
			m.From, m.Published = m.Source.Published, true
		}
		if f.Holds(m.From, m.To) {
			all = append(all, m)
		}
	}
	return all, cut, nil
}

// Month names a month given as YYYY-MM.
func (t *tongue) Month(key string) string {
	if len(key) != 7 {
		return key
	}
	return t.T("date.month", "month", t.T("month.gregorian."+strings.TrimPrefix(key[5:], "0")), "year", t.digitsOf(key[:4]))
}
