package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// caseView is one case, whole.
type caseView struct {
	dossier
	M        casework.Mechanism
	Steps    []register.Item // the entries of the case, in the order of the log, the allegation first
	About    []event         // the incidents that it is about
	Evidence map[record.ID]register.Item
	Sources  map[record.ID]*filed // of the evidence, by the evidence's id
}

// caseOf gathers a case with everything that its reader may know of it.
func (s *site) caseOf(r *http.Request, v *view) (*caseView, error) {
	g := s.gather(r, v)
	t, err := one[*record.AllegationMade](g, r)
	if err != nil {
		return nil, err
	}
	c := &caseView{Evidence: map[record.ID]register.Item{}, Sources: map[record.ID]*filed{}}
	c.dossier = dossier{thing: t, Now: s.Now().UTC()}
	c.S = stateOf(t.Item)
	if c.M, err = s.Views.Standing(r.Context()); err != nil {
		return nil, err
	}
	steps, err := s.Views.Linked(r.Context(), v.Who.Viewer, t.ID, record.InCase)
	if err != nil {
		return nil, err
	}
	c.Steps = append([]register.Item{t.Item}, steps...)
	incidents, err := referred[*record.IncidentRecorded](g, t.Item, record.AboutObject)
	if err != nil {
		return nil, err
	}
	if c.About, err = g.events(v, incidents); err != nil {
		return nil, err
	}
	return c, c.gatherEvidence(g)
}

// gatherEvidence reads what findings and dissents rest on; what this reader may
// not know of stays out.
func (c *caseView) gatherEvidence(g *gather) error {
	var ids []record.ID
	for _, f := range c.S.Findings {
		for _, p := range f.Propositions {
			ids = append(ids, p.Evidence...)
		}
		for _, d := range f.Dissents {
			if b, ok := bodyOf[*record.DissentFiled](c, d.By); ok {
				ids = append(ids, b.Evidence...)
			}
		}
	}
	for _, id := range ids {
		if _, ok := c.Evidence[id]; ok {
			continue
		}
		it, found, err := g.maybe(id)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		c.Evidence[id] = it
		if c.Sources[id], err = g.source(it); err != nil {
			return err
		}
	}
	return nil
}

// step gives the entry of a case by its id; false where this reader may not read it.
func (c *caseView) step(id record.ID) (register.Item, bool) {
	i := slices.IndexFunc(c.Steps, func(it register.Item) bool { return it.ID == id })
	if i < 0 {
		return register.Item{}, false
	}
	return c.Steps[i], true
}

// bodyOf gives what an entry of the case says; false where it is not open.
func bodyOf[B record.Body](c *caseView, id record.ID) (b B, ok bool) {
	it, found := c.step(id)
	if !found {
		return b, false
	}
	b, ok = it.Body.(B)
	return b, ok
}

// of gives the entries of a kind, in the order of the log.
func (c *caseView) of(kind record.Kind) []register.Item {
	var all []register.Item
	for _, it := range c.Steps {
		if it.Kind == kind {
			all = append(all, it)
		}
	}
	return all
}

// accused is a party against which the allegation is, with its notice and what it
// said, or did not say, in its time.
type accused struct {
	Party   string
	Notice  *casework.Notice
	Clock   *deadline.Deadline // its time for a first answer
	Replies []casework.Reply
}

// accused gives every side that the allegation is against.
func (c *caseView) accused() []accused {
	var all []accused
	for _, p := range c.S.Against {
		one := accused{Party: p}
		for i := range c.S.Notices {
			if c.S.Notices[i].To == p {
				one.Notice = &c.S.Notices[i]
			}
		}
		for i := range c.S.Deadlines {
			if d := &c.S.Deadlines[i]; d.Of == p && casework.Ends(d.Rule) == "responded" && one.Clock == nil {
				one.Clock = d
			}
		}
		for _, r := range c.S.Replies {
			if r.Of == p && r.On == "allegation" {
				one.Replies = append(one.Replies, r)
			}
		}
		all = append(all, one)
	}
	return all
}

// findings gives the findings, the one that holds first, then the newest.
func (c *caseView) findings() []casework.Finding {
	all := slices.Clone(c.S.Findings)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b casework.Finding) int { return weight(a) - weight(b) })
	return all
}

func weight(f casework.Finding) int {
	return slices.Index([]string{casework.FinalFinding, casework.UndecidedFinding, casework.ProposedFinding, casework.PreliminaryFinding, casework.DefeatedFinding,
		casework.Superseded}, f.Status)
}

// caseFile shows one case.
func (s *site) caseFile(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	c, err := s.caseOf(r, v)
	if err != nil {
		return err
	}
	v.Title = caseHead(v, c.dossier)
	return s.draw(w, r, http.StatusOK, casePage(v, c))
}

// ballot is a stage in which a finding is or was decided.
type ballot struct {
	Stage   string
	Rule    record.DecisionRule
	Decided string // the rule that decided, "" while none has
	At      time.Time
	Votes   []casework.Vote // the last of each seat, in the order given
	Earlier []casework.Vote // that were changed
	Waiting []record.Seat   // who takes part and has not said
}

// ballots gives the stages of a finding.
func (c *caseView) ballots(f casework.Finding) []ballot {
	if c.M.Constitution == nil {
		return nil
	}
	stages := []string{"final_finding"}
	if f.Preliminary {
		stages = []string{"preliminary_finding"}
	}
	if f.Status == casework.FinalFinding {
		stages = append(stages, "publication")
	}
	var all []ballot
	for _, stage := range stages {
		b := ballot{Stage: stage, Decided: f.Rule, At: f.Decided}
		if stage == "publication" {
			b.Decided, b.At = f.PublishRule, f.Published
		}
		var voters []record.Seat
		b.Rule, voters = casework.Voters(c.M, c.S, f, stage)
		for _, vote := range f.Votes {
			if vote.Stage != stage {
				continue
			}
			if i := slices.IndexFunc(b.Votes, func(o casework.Vote) bool { return o.Seat == vote.Seat }); i >= 0 {
				b.Earlier = append(b.Earlier, b.Votes[i])
				b.Votes = slices.Delete(b.Votes, i, i+1)
			}
			b.Votes = append(b.Votes, vote)
		}
		for _, seat := range voters {
			if b.At.IsZero() && !slices.ContainsFunc(b.Votes, func(o casework.Vote) bool { return o.Seat == seat }) {
				b.Waiting = append(b.Waiting, seat)
			}
		}
		if f.Preliminary && len(b.Votes) == 0 && !b.At.IsZero() && b.Decided == "" {
			continue // the charter has no vote on a preliminary finding
		}
		all = append(all, b)
	}
	return all
}

// ruleSays tells a decision rule in words.
func ruleSays(v *view, r record.DecisionRule) string {
	first := v.Word("rule", r.Rule)
	if r.Rule == "k_of_n" {
		first = v.T("rule.some", "k", v.Int(r.K), "n", v.Int(len(r.Seats)))
	}
	if r.Then == "" {
		return first
	}
	return v.T("rule.then", "first", first, "then", v.Word("rule", r.Then))
}

// propositionText gives the words of a proposition, where they are open.
func propositionText(b *record.FindingProposed, n int) record.PropositionText {
	for _, t := range b.Texts {
		if t.N == n {
			return t
		}
	}
	return record.PropositionText{}
}

// dissenting gives the seats that dissent from a proposition.
func dissenting(f casework.Finding, n int) []record.Seat {
	var all []record.Seat
	for _, d := range f.Dissents {
		if slices.Contains(d.Propositions, n) && !slices.Contains(all, d.Seat) {
			all = append(all, d.Seat)
		}
	}
	return all
}

// ints writes several whole numbers.
func (v *view) ints(list []int) string {
	out := ""
	for i, n := range list {
		if i > 0 {
			out += v.T("list.and")
		}
		out += v.Int(n)
	}
	return out
}
