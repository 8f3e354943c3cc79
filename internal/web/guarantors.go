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
	Todos  []todo
	Named  []unconfirmed // undertakings whose guarantee the reader's own side was asked for
	Shared shared
	Root   []string // the checkpoint in words
	States []attested
}

// unconfirmed is a guarantor that was named and has not said that it is one.
type unconfirmed struct {
	promise
	Guarantor guarantor
}

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
	if err := o.source(g); err != nil { // their words are in the documents' languages
		return err
	}
	c := capital{overview: o, Todos: o.todos(v, v.Seated())}
	own := ""
	if o.M.Constitution != nil {
		seat, _ := o.M.Constitution.Seat(v.Seated())
		own = v.side(seat.Of)
	}
	for _, p := range o.Promises {
		for _, g := range p.Guarantors {
			if g.State == "named_by_party" && own != "" && v.SideNamed(g.Name) == own {
				c.Named = append(c.Named, unconfirmed{p, g})
			}
		}
	}
	items, err := s.Views.Entries(r.Context(), v.Who.Viewer, register.Page{Limit: sameRecord})
	if err != nil {
		return err
	}
	c.Shared = sharedOf(o.M, items)
	if v.M.Checkpoint.Size > 0 {
		c.Root = rootWords(v.M.Checkpoint.Note)
	}
	if c.States, err = s.attestedStates(r, v, o); err != nil {
		return err
	}
	v.Title = v.T("guarantors.page")
	return s.draw(w, r, http.StatusOK, guarantorsPage(v, c))
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
