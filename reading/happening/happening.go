// Package happening finds the incidents that a document tells of: what kind of
// incident, where and when, done by whom according to whom, with how many
// victims according to whom.
//
// Mentions of one incident become one record; figures of different claimants
// stay apart in it, and where they contradict each other a conflict links them.
// Attacks that are only feared, demanded to stop or spoken of in general make no
// record. The package decides nothing about what is true.
package happening

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/figures"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// Read adds the incidents of a to its draft.
func Read(a *analysis.Analysis) {
	var names, times []text.Span
	for _, m := range a.Cast.Mentions {
		if m.Form == who.Named && m.Actor.Kind == "person" && m.Name.Len() > 0 {
			names = append(names, m.Name)
		}
	}
	for _, x := range a.Times {
		times = append(times, x.At)
	}
	figs := figures.Find(a.Text, a.Language, names, times)
	r := recorder{a: a, all: figs}
	figs = slices.DeleteFunc(slices.Clone(figs), r.total)
	item := items(a.Text)
	all := group(a, item, mentions(a), figs)
	settle(a, item, all)
	for _, x := range all {
		r.record(x)
	}
}

// recorder turns incidents into drafts.
type recorder struct {
	a       *analysis.Analysis
	all     []figures.Figure // of the document, in order
	figures int              // the number of the last figure
}

func (r *recorder) record(x *incident) {
	at, ok := r.extent(x)
	if !ok {
		return
	}
	span, ok := r.a.Text.Draft(at)
	if !ok || r.a.Text.IsMasked(at) {
		return
	}
	d := draft.Incident{ID: fmt.Sprintf("i%d", len(r.a.Draft.Incidents)+1), Rule: x.rule(), Type: x.kind, Span: span, DatePrecision: 5}
	if x.place >= 0 {
		p := x.place
		d.Place = &p
	}
	if x.time >= 0 {
		t := r.a.Times[x.time]
		d.From, d.To, d.DatePrecision = t.From, t.To, precision(t.From, t.To)
	}
	d.Attributions = r.attributions(x)
	claims := r.claims(x, d.Attributions)
	if len(claims) == 0 && d.Rule == victims {
		return // those it counts are counted elsewhere
	}
	for _, c := range claims {
		d.Figures = append(d.Figures, c.Figure)
	}
	d.Conflicts = r.conflicts(claims, d.Attributions)
	r.a.Draft.Incidents = append(r.a.Draft.Incidents, d)
}

// victims is the rule of an incident that only its figures tell of.
const victims = "victims"

// rule names what made the record.
func (x *incident) rule() string {
	for _, m := range x.mentions {
		if m.opens && m.verb {
			return "verb of an incident"
		}
		if m.opens {
			return "noun of an incident"
		}
	}
	return victims
}

// extent gives where an incident is told: the words for it, its figures and
// place in the first sentence that says much of it.
func (r *recorder) extent(x *incident) (text.Span, bool) {
	best, most := -1, 0
	weight := map[int]int{}
	for _, m := range x.mentions {
		weight[m.sentence] += 2
		if m.opens {
			weight[m.sentence]++
		}
	}
	for _, f := range x.figures {
		weight[f.Sentence] += 2
	}
	for n, w := range weight {
		if r.a.Title.Overlaps(r.a.Text.Sentences[n].Span) {
			weight[n], w = 1, 1
		}
		most = max(most, w)
	}
	for n, w := range weight {
		if 2*w >= most && (best < 0 || n < best) {
			best = n
		}
	}
	if best < 0 {
		return text.Span{}, false
	}
	var at text.Span
	grow := func(s text.Span) {
		if at.Len() == 0 {
			at = s
		}
		at = text.Span{Start: min(at.Start, s.Start), End: max(at.End, s.End)}
	}
	for _, m := range x.mentions {
		if m.sentence == best {
			grow(m.Span)
			if m.place >= 0 && r.a.Places[m.place].At.Start > m.Start {
				grow(r.a.Places[m.place].At)
			}
		}
	}
	for _, f := range x.figures {
		if f.Sentence == best {
			grow(f.Span)
		}
	}
	return at, at.Len() > 0
}

// precision gives UCDP's date_prec of an interval: 1 a day, 2 up to six days, 3
// a week, 4 a month, 5 more or unknown.
func precision(from, to *string) int {
	if from == nil || to == nil {
		return 5
	}
	a, err := time.Parse(time.DateOnly, *from)
	b, err2 := time.Parse(time.DateOnly, *to)
	if err != nil || err2 != nil {
		return 5
	}
	switch days := int(b.Sub(a).Hours()/24) + 1; {
	case days <= 1:
		return 1
	case days <= 6:
		return 2
	case days == 7:
		return 3
	case days <= 31:
		return 4
	}
	return 5
}
