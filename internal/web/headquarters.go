package web

import (
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// headquarters is a party's own page: what is alleged and said of it, and its time.
type headquarters struct {
	*overview
	Party      string
	Clocks     part[running]
	Against    part[dossier]
	By         part[dossier]
	Replies    part[replied]
	Late       []casework.Lateness
	Conduct    *casework.Conduct
	SaidOf     []thing[*record.StatementRecorded]
	Attributed []thing[*record.ClaimRecorded]
	Said       []thing[*record.StatementRecorded]
}

// How much of what is said a headquarters' page shows, and how far back it looks
// among what names the party.
const (
	hqShown  = 12
	hqLooked = 100
)

// headquarters shows one party's page.
func (s *site) headquarters(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	id := r.PathValue("party")
	if !slices.ContainsFunc(v.parties(), func(p Side) bool { return p.ID == id }) {
		return fault.New(fault.NotFound, "the charter has no party %q", id)
	}
	o, g, err := s.overlook(r, v)
	if err != nil {
		return err
	}
	h := headquarters{overview: o, Party: id}
	if h.Clocks, err = o.open(func(d *deadline.Deadline) bool { return d.Of == id }); err != nil {
		return err
	}
	if h.Against, err = o.cases(slices.All(o.All.Cases), func(c *casework.Case) bool { return slices.Contains(c.Against, id) }); err != nil {
		return err
	}
	if h.By, err = o.cases(slices.All(o.All.Cases), func(c *casework.Case) bool { return o.M.Constitution != nil && o.M.Constitution.Party(c.By) == id }); err != nil {
		return err
	}
	if h.Replies, err = o.replies(id); err != nil {
		return err
	}
	h.Late = slices.DeleteFunc(casework.Late(o.All.Clocks(), o.Now), func(l casework.Lateness) bool { return l.Of != id })
	for _, c := range casework.Requests(o.All.States(), o.Now) {
		if c.Of == id {
			h.Conduct = &c
		}
	}
	if err := h.gatherSaid(g); err != nil {
		return err
	}
	v.Title = v.T("hq.title", "who", v.side(id))
	return s.draw(w, r, http.StatusOK, headquartersPage(v, h))
}

// replied is what a party said to an allegation or a preliminary finding.
type replied struct {
	In    record.ID
	D     *dossier
	Reply casework.Reply
}

// replies gives what a party replied, in the newest cases first.
func (o *overview) replies(party string) (part[replied], error) {
	var all []replied
	for _, g := range o.All.Cases {
		for _, r := range g.Case.Replies {
			if r.Of == party {
				all = append(all, replied{In: g.ID, Reply: r})
			}
		}
	}
	return listing(o, all, func(r replied) record.ID { return r.In }, func(r *replied, d *dossier) { r.D = d })
}

// naming gives the latest objects of a kind that name the party.
func (h *headquarters) naming(g *gather, kind record.Kind) (items []register.Item, err error) {
	found, err := g.views.Find(g.ctx, g.who, register.Query{Kinds: []record.Kind{kind}, Labels: []string{register.Label(register.BySide, h.Party)}, Limit: hqLooked})
	for _, f := range found {
		items = append(items, f.Item)
	}
	return items, err
}

// gatherSaid reads what was said to the party and of it, latest first.
func (h *headquarters) gatherSaid(g *gather) error {
	items, err := h.naming(g, record.KindStatementRecorded)
	if err != nil {
		return err
	}
	var of, by []register.Item
	for _, it := range items {
		b, ok := it.Body.(*record.StatementRecorded)
		if !ok {
			continue
		}
		if b.Addressee.Side == h.Party && b.Speaker.Side != h.Party && len(of) < hqShown {
			of = append(of, it)
		}
		if b.Speaker.Side == h.Party && len(by) < hqShown {
			by = append(by, it)
		}
	}
	if h.SaidOf, err = things[*record.StatementRecorded](g, of); err != nil {
		return err
	}
	if h.Said, err = things[*record.StatementRecorded](g, by); err != nil {
		return err
	}
	if items, err = h.naming(g, record.KindClaimRecorded); err != nil {
		return err
	}
	var claims []register.Item
	for _, it := range items {
		if b, ok := it.Body.(*record.ClaimRecorded); ok && b.AttributedTo.Side == h.Party && len(claims) < hqShown {
			claims = append(claims, it)
		}
	}
	h.Attributed, err = things[*record.ClaimRecorded](g, claims)
	return err
}

// asked tells how often a party was asked, and what came.
func asked(v *view, c *casework.Conduct) string {
	out := ""
	for _, answer := range append([]string{"given", "silence", "waiting"}, record.AccessAnswers...) {
		if n := c.Answers[answer]; n > 0 {
			if out != "" {
				out += v.T("list.and")
			}
			out += v.Int(n) + " " + v.Word("answer", answer)
		}
	}
	return out
}
