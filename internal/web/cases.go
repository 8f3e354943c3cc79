package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// dossier is one case at a glance: the allegation and what has become of it.
type dossier struct {
	thing[*record.AllegationMade]
	S   casework.Case
	Now time.Time
}

// dossierOf gives the case of an allegation; false for an object that opened none.
func dossierOf(it register.Item, now time.Time) (dossier, bool) {
	b, ok := it.Body.(*record.AllegationMade)
	if !ok || it.Case == nil {
		return dossier{}, false
	}
	return dossier{thing[*record.AllegationMade]{Item: it, B: b}, *it.Case, now}, true
}

// stateOf gives what became of an allegation; what it says itself, where it
// opened no case.
func stateOf(it register.Item) casework.Case {
	if it.Case != nil {
		return *it.Case
	}
	if b, ok := it.Body.(*record.AllegationMade); ok {
		return casework.Case{Against: b.Against}
	}
	return casework.Case{}
}

// Age gives how long the case has been there, up to its closing.
func (d dossier) Age() time.Duration {
	first := d.S.Since
	if len(d.S.History) > 0 {
		first = d.S.History[0].At
	}
	if d.S.Closed() {
		return d.S.Since.Sub(first)
	}
	return d.Now.Sub(first)
}

// Next gives the clock that falls due first of those that run, late ones before
// others; nil where none runs.
func (d dossier) Next() *deadline.Deadline {
	var next *deadline.Deadline
	for i := range d.S.Deadlines {
		one := &d.S.Deadlines[i]
		if one.Open() && (next == nil || one.DueAt(d.Now).Before(next.DueAt(d.Now))) {
			next = one
		}
	}
	return next
}

// totals are the cases counted: every outcome, all cases and those against
// each party. Its parts sum to the whole, or there is none.
type totals struct {
	survey.Outcomes
	Against []against // of the parties whose counts are told
}

type against struct {
	Party string
	Tally casework.Tally
}

// totalsOf counts cases.
func totalsOf(v *view, r survey.Reader, all survey.Glanced) (t totals, err error) {
	t.Outcomes, err = r.Outcomes(all.States())
	for _, p := range v.parties() {
		if one, told := t.Outcomes.Against[p.ID]; told {
			t.Against = append(t.Against, against{p.ID, one})
		}
	}
	return t, err
}

// shown are the outcomes that a table of totals has a line for: those that there
// are, and always those that nobody may leave out.
func (t totals) shown() []string {
	return slices.DeleteFunc(slices.Clone(record.Outcomes), func(o string) bool {
		return t.All.Outcomes[o] == 0 && o != "unable_to_rule" && o != "pending"
	})
}

// none are the outcomes that nothing came to.
func (t totals) none() []string {
	return slices.DeleteFunc(slices.Clone(record.Outcomes), func(o string) bool {
		return t.All.Outcomes[o] != 0 || o == "unable_to_rule" || o == "pending"
	})
}

// casesEach is how many cases a page of the list shows.
const casesEach = 50

// chosen are the cases of a page of the list, what is open before what is closed:
// those that its address asks for, after the one whose index it gives. next is the
// index that the next page begins after, 0 where there is none.
func chosen(all []*register.Glance, party, which string, after int64) (page []*register.Glance, next int64) {
	all = slices.DeleteFunc(slices.Clone(all), func(g *register.Glance) bool {
		return party != "" && !slices.Contains(g.Case.Against, party) || which == "open" && g.Case.Closed() || which == "closed" && !g.Case.Closed()
	})
	slices.SortStableFunc(all, func(a, b *register.Glance) int { return cmp.Compare(rank(a), rank(b)) })
	if after > 0 {
		all = all[slices.IndexFunc(all, func(g *register.Glance) bool { return g.Index == after })+1:]
	}
	if len(all) <= casesEach {
		return all, 0
	}
	return all[:casesEach], all[casesEach-1].Index
}

// olderCases is the next page of the list, as it was asked for.
func (v *view) olderCases(next int64) templ.SafeURL {
	q := url.Values{"before": {strconv.FormatInt(next, 10)}}
	for _, name := range []string{"which", "against"} {
		if value := v.Query.Get(name); value != "" {
			q.Set(name, value)
		}
	}
	return templ.SafeURL(v.Path + "?" + q.Encode())
}

// cases lists every case, with totals.
func (s *site) cases(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	reader := s.Views.Survey(v.Who.Viewer)
	all, err := reader.Cases(r.Context())
	if err != nil {
		return err
	}
	m, err := s.Views.Standing(r.Context())
	if err != nil {
		return err
	}
	t, err := totalsOf(v, reader, all)
	if err != nil {
		return err
	}
	page, next := chosen(all.Cases, v.Query.Get("against"), v.Query.Get("which"), before(r))
	ids := make([]record.ID, len(page))
	for i, g := range page {
		ids[i] = g.ID
	}
	list, err := s.gather(r, v).dossiers(ids, s.Now().UTC())
	if err != nil {
		return err
	}
	v.Title = v.T("cases.title")
	return s.draw(w, r, http.StatusOK, casesPage(v, m, list, t, next))
}

// dossiers gives cases whole, in the order of their ids; one that the reader may not
// read, or that is none, is left out.
func (g *gather) dossiers(ids []record.ID, now time.Time) ([]dossier, error) {
	at := map[record.ID]int{}
	for i, id := range ids {
		at[id] = i
	}
	items, err := g.views.Several(g.ctx, g.who, ids)
	if err != nil {
		return nil, err
	}
	var list []dossier
	for _, it := range items {
		if d, ok := dossierOf(it, now); ok {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b dossier) int { return at[a.ID] - at[b.ID] })
	return list, nil
}

// rank puts what is open before what is closed.
func rank(g *register.Glance) int {
	if g.Case.Closed() {
		return 1
	}
	return 0
}

// caseHead names a case: who alleges what.
func caseHead(v *view, d dossier) string {
	what := v.T("case.something")
	if d.B.Category != "" {
		what = v.Term("category", d.B.Category)
	}
	if len(d.S.Against) == 0 {
		return v.T("case.head", "who", v.Seat(d.Seat), "what", what)
	}
	return v.T("case.head.against", "who", v.Seat(d.Seat), "whom", v.SideNames(d.S.Against), "what", what)
}

// clockStands tells how a clock stands now.
func clockStands(v *view, d deadline.Deadline, now time.Time) string {
	word, late := d.Standing(now)
	return v.T("standing."+word, "time", v.Span(late))
}
