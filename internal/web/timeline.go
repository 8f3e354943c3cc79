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

// timelineDepth is how many of each kind, the newest entries, the timeline looks at.
const timelineDepth = 400

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
	Cut     bool // there are older entries than the timeline looks at
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

// moments gives what a filter lets through; cut reports that there are older
// entries, which were not looked at.
func (g *gather) moments(f filter) (all []moment, cut bool, err error) {
	for _, k := range timelineKinds {
		if !f.Show[k.Name] {
			continue
		}
		items, err := g.views.Items(g.ctx, g.who, k.Kind, register.Page{Limit: timelineDepth})
		if err != nil {
			return nil, false, err
		}
		cut = cut || len(items) == timelineDepth
		for _, it := range items {
			if f.Side != "" && !slices.Contains(sidesOf(it.Body), f.Side) {
				continue
			}
			m := moment{Item: it, Name: k.Name}
			if m.Source, err = g.source(it); err != nil {
				return nil, false, err
			}
			words, _ := wordsOf(it.Body)
			m.Words = words.Readable()
			if m.From, m.To = daysOf(it.Body); m.From == "" {
				m.From = m.To
			}
			if m.From == "" && m.Source != nil {
				m.From, m.Published = m.Source.Published, true
			}
			if f.Holds(m.From, m.To) {
				all = append(all, m)
			}
		}
	}
	return all, cut, nil
}

// daysOf gives the days that a record is about.
func daysOf(b record.Body) (from, to string) {
	switch b := b.(type) {
	case *record.StatementRecorded:
		return b.From, b.To
	case *record.IncidentRecorded:
		return b.From, b.To
	case *record.TalksRecorded:
		return b.From, b.To
	case *record.InstrumentRecorded:
		return b.Date, b.Date
	case *record.CrossingStatusRecorded:
		return b.From, b.From
	}
	return "", ""
}

// sidesOf gives the sides that a record names in a part of its own.
func sidesOf(b record.Body) []string {
	var all []record.Party
	switch b := b.(type) {
	case *record.StatementRecorded:
		all = append(append(all, b.Speaker, b.Addressee), b.Others...)
	case *record.TalksRecorded:
		all = append(append(append(all, b.Parties...), b.Mediators...), b.Hosts...)
	case *record.InstrumentRecorded:
		all = append(append(all, b.Parties...), b.Brokers...)
	case *record.CrossingStatusRecorded:
		all = append(all, b.DeclaredBy)
	case *record.UndertakingRecorded:
		all = append(all, b.By, b.To)
	}
	var sides []string
	for _, p := range all {
		if p.Side != "" {
			sides = append(sides, p.Side)
		}
	}
	return sides
}

// Month names a month given as YYYY-MM.
func (t *tongue) Month(key string) string {
	if len(key) != 7 {
		return key
	}
	return t.T("date.month", "month", t.T("month.gregorian."+strings.TrimPrefix(key[5:], "0")), "year", t.digitsOf(key[:4]))
}
