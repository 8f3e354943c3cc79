package web

import (
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// capital is the guarantors' page: what a capital needs to know, on one page.
type capital struct {
	*overview
	Todos     part[todo]
	Named     []unconfirmed                   // undertakings whose guarantee the reader's own side was asked for
	NamedCut  bool                            // there are more in which a guarantor was named than were looked at
	Clauses   []thing[*record.ClauseRecorded] // the newest
	Promises  []promise                       // the newest
	More      struct{ Clauses, Promises bool }
	Late      part[running]
	Unsigned  part[waiting]
	Undecided part[dossier]
	Shared    shared
	Root      []string // the checkpoint in words
	States    []attested
}

// unconfirmed is a guarantor that was named and has not said that it is one.
type unconfirmed struct {
	promise
	Guarantor guarantor
}

// How many of the newest undertakings in which a guarantor was named and has not
// confirmed are looked at for the reader's own side.
const namedLooked = 100

// sameRecord is how many of the newest entries are looked at for who may read them.
const sameRecord = 1000

// guarantors shows the state of every clause, who is late, what waits to be
// signed, and whether both sides are shown the same record.
func (s *site) guarantors(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	o, g, err := s.overlook(r, v)
	if err != nil {
		return err
	}
	c := capital{overview: o}
	if err := c.gather(g); err != nil {
		return err
	}
	if c.Todos, err = o.todos(v, v.Seated()); err != nil {
		return err
	}
	own := ""
	if o.M.Constitution != nil {
		seat, _ := o.M.Constitution.Seat(v.Seated())
		own = v.side(seat.Of)
	}
	if own != "" {
		if c.Named, c.NamedCut, err = g.named(v, own); err != nil {
			return err
		}
	}
	readers, err := s.Views.Readership(r.Context(), v.Who.Viewer, sameRecord)
	if err != nil {
		return err
	}
	c.Shared = sharedOf(o.M, readers)
	if v.M.Checkpoint.Size > 0 {
		c.Root = rootWords(v.M.Checkpoint.Note)
	}
	if c.States, err = s.attestedStates(r, v, o); err != nil {
		return err
	}
	v.Title = v.T("guarantors.page")
	return s.draw(w, r, http.StatusOK, guarantorsPage(v, c))
}

// gather reads what the page lists: of clauses and undertakings the newest.
func (c *capital) gather(g *gather) (err error) {
	var next int64
	if c.Clauses, next, err = list[*record.ClauseRecorded](g, record.KindClauseRecorded, 0, listEach); err != nil {
		return err
	}
	c.More.Clauses = next > 0
	promises, next, err := list[*record.UndertakingRecorded](g, record.KindUndertakingRecorded, 0, listEach)
	if err != nil {
		return err
	}
	c.More.Promises = next > 0
	for _, t := range promises {
		c.Promises = append(c.Promises, promiseOf(t))
	}
	if c.Late, err = c.late(); err != nil {
		return err
	}
	if c.Unsigned, err = c.unsigned(); err != nil {
		return err
	}
	c.Undecided, err = c.undecided()
	return err
}

// named gives the undertakings for which a side was named as guarantor and has not
// said that it is one, of the newest in which anybody was; more says that there are
// older ones.
func (g *gather) named(v *view, side string) (all []unconfirmed, more bool, err error) {
	items, more, err := g.find(register.Query{Kinds: []record.Kind{record.KindUndertakingRecorded},
		Labels: []string{register.Label(register.ByGuarantee, "named_by_party")}}, namedLooked)
	if err != nil {
		return nil, false, err
	}
	promises, err := things[*record.UndertakingRecorded](g, items)
	for _, t := range promises {
		p := promiseOf(t)
		for _, one := range p.Guarantors {
			if one.State == "named_by_party" && v.SideNamed(one.Name) == side {
				all = append(all, unconfirmed{p, one})
			}
		}
	}
	return all, more, err
}

// clauseHead names a clause.
func clauseHead(v *view, b *record.ClauseRecorded) string {
	if b.Number != "" {
		return v.T("finding.clause", "clause", b.Number)
	}
	text := []rune(b.Text)
	if len(text) > 80 {
		text = append(text[:80], '…')
	}
	return v.isolate(string(text))
}

// clauseState gives how a clause stands.
func clauseState(t thing[*record.ClauseRecorded]) string {
	if t.Undertaking != nil && t.Undertaking.Clause != nil {
		return t.Undertaking.Clause.State
	}
	return t.B.State
}

// onlyOne reports whether there is an entry that one side may read and another
// may not.
func (s shared) onlyOne() bool {
	return slices.ContainsFunc(s.Only, func(c sideCount) bool { return c.N > 0 })
}

// attested is what the log came to in a side's view, as last attested.
type attested struct {
	Side string // the charter's id; "" for what everyone may read
	It   register.Item
	B    *record.StateAttested // nil: there is none that the reader may read
}

// attestationsLooked is how many of the newest attestations are looked at: each
// time there is one for everyone and one for each group of seats that read alike.
const attestationsLooked = 100

// attestedStates gives the newest state that was attested to everyone, and to
// each party.
func (s *site) attestedStates(r *http.Request, v *view, o *overview) ([]attested, error) {
	items, err := s.Views.Items(r.Context(), v.Who.Viewer, record.KindStateAttested, register.Page{Limit: attestationsLooked})
	if err != nil {
		return nil, err
	}
	all := []attested{{}}
	for _, p := range v.parties() {
		all = append(all, attested{Side: p.ID})
	}
	for _, it := range items {
		b, ok := it.Body.(*record.StateAttested)
		if !ok {
			continue
		}
		everyone := slices.Contains(it.Audience, record.Public)
		for i := range all {
			if all[i].B != nil || everyone != (all[i].Side == "") {
				continue
			}
			if everyone || o.M.Constitution != nil && slices.ContainsFunc(o.M.Constitution.SeatsOf(all[i].Side), func(s record.Seat) bool { return slices.Contains(it.Audience, s) }) {
				all[i].It, all[i].B = it, b
			}
		}
	}
	return all, nil
}
