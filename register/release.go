package register

import (
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// Proposal is where a proposal to release or to redact stands.
type Proposal struct {
	Hand string    `json:"hand"`              // whose it is: a key, or a session that the desk vouches for
	Done record.ID `json:"done_by,omitempty"` // the entry by which it took effect
}

// Erasing is a first person's word that the content of an entry has to go.
type Erasing struct {
	Hand string    `json:"hand"` // whose it is
	By   record.ID `json:"by"`   // the entry that says so; withdrawn, it asks no more
}

// asked reports whether a first person has asked that an entry be erased, and has not
// taken it back.
func (s *State) asked(t *Object) bool {
	return t.Erasing != nil && s.objects[t.Erasing.By].WithdrawnBy == ""
}

// Release is one widening of who may read an entry.
type Release struct {
	By       record.ID     `json:"by"`
	Index    int64         `json:"index"` // of the entry by which it took effect
	To       []record.Seat `json:"to"`
	Withheld []string      `json:"withheld,omitempty"` // fields that stay closed to them
}

// Redaction is one closing of fields to seats that may read the entry.
type Redaction struct {
	By     record.ID     `json:"by"`
	Fields []string      `json:"fields"`
	From   []record.Seat `json:"from"`
}

// Readers gives who may read the entry: its audience, and whom it was released
// to since; sorted.
func (o *Object) Readers() []record.Seat {
	if len(o.Released) == 0 {
		return o.Audience
	}
	all := slices.Clone(o.Audience)
	for _, r := range o.Released {
		all = append(all, r.To...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Shows reports whether a viewer, who may read the entry, may read a field of it.
func (o *Object) Shows(v Viewer, field string) bool {
	for _, seat := range append(slices.Clone(v.Seats), record.Public) {
		granted := slices.Contains(o.Audience, seat)
		for _, r := range o.Released {
			granted = granted || slices.Contains(r.To, seat) && !slices.Contains(r.Withheld, field)
		}
		for _, r := range o.Redacted {
			granted = granted && !(slices.Contains(r.From, seat) && slices.Contains(r.Fields, field))
		}
		if granted {
			return v.As == nil || o.Shows(*v.As, field)
		}
	}
	return false
}

// hand gives who an entry is by: a key of their own, or a session.
func hand(ev Event) string {
	if ev.Mode == "desk" {
		return "session " + ev.Head.Author.Session
	}
	return "key " + ev.Key
}

// ProposedRelease gives what a proposal to release says; nil for another kind.
func (o *Object) ProposedRelease() (*record.ReleaseProposed, error) {
	body, err := o.body()
	b, _ := body.(*record.ReleaseProposed)
	return b, err
}

// targetsOf gives the objects that an entry names as its targets.
func (s *State) targetsOf(refs []record.Ref) (all []*Object) {
	for _, r := range refs {
		if r.Role == record.Target {
			all = append(all, s.objects[r.ID])
		}
	}
	return all
}

// refuseRelease says why an entry about who may read another counts for nothing,
// and whether it is one.
func (s *State) refuseRelease(ev Event) (reason string, is bool) {
	h := ev.Head
	switch b := h.Body.(type) {
	case *record.ReleaseProposed:
		if q := b.Harmful(h.Has("one_sided")); q != "" {
			return fmt.Sprintf("the question %s is answered with yes: coarsen it first, and withhold what does harm", q), true
		}
		if reason := s.refuseProposal(ev); reason != "" {
			return reason, true
		}
		return s.refuseOneSided(ev, b), true
	case *record.RedactionProposed:
		if reason := s.refuseProposal(ev); reason != "" {
			return reason, true
		}
		for _, t := range s.targetsOf(h.Refs) {
			if slices.Contains(b.From, t.Seat) {
				return fmt.Sprintf("nothing of an entry is closed to %s, which made it", t.Seat), true
			}
		}
		return "", true
	case *record.ContentReleased:
		return s.refuseDecision(ev, record.KindReleaseProposed), true
	case *record.ContentRedacted:
		return s.refuseDecision(ev, record.KindRedactionProposed), true
	}
	return "", false
}

// refuseProposal checks a proposal to release or to redact.
func (s *State) refuseProposal(ev Event) string {
	all := s.targetsOf(ev.Head.Refs)
	if len(all) == 0 {
		return "it does not name the entry that it is about"
	}
	for _, t := range all {
		switch {
		case t.Kind.Founding() || t.Kind.Attestation():
			return fmt.Sprintf("a %s is for everybody, or nobody else's, from the beginning", t.Kind)
		case t.ErasedBy != "":
			return "the content was erased"
		case !s.reads(t.Readers(), ev.Head.Author.Seat):
			return fmt.Sprintf("%s may not read %s", ev.Head.Author.Seat, t.ID)
		}
		for _, seat := range ev.Head.Audience {
			if !s.reads(t.Readers(), seat) {
				return fmt.Sprintf("%s could read the proposal, and not what it is about", seat)
			}
		}
	}
	return ""
}

// refuseOneSided says why a release that gives one party what another does not get
// counts for nothing: what one side gets the other gets, or the log says that it did
// not, and that somebody thought of it.
func (s *State) refuseOneSided(ev Event, b *record.ReleaseProposed) string {
	m, ok := s.Mechanism()
	if !ok || ev.Head.Has("one_sided") && b.Harms["one_side_first"] == "yes" {
		return ""
	}
	for _, t := range s.targetsOf(ev.Head.Refs) {
		if access.Favours(m.Constitution, t.Readers(), b.To) {
			_, lacks := access.Sides(m.Constitution, append(slices.Clone(t.Readers()), b.To...))
			return fmt.Sprintf("%s would not get what another party gets: answer one_side_first with yes, and say in one_sided why it is so", strings.Join(lacks, ", "))
		}
	}
	return ""
}

// machineDraft is the field in which an entry keeps the draft that it was made of.
const machineDraft = "machine"

// refuseDecision checks the second person's entry, by which a proposal takes effect.
func (s *State) refuseDecision(ev Event, kind record.Kind) string {
	h := ev.Head
	p := s.objects[h.First(record.OfProposal)]
	switch {
	case p == nil || p.Proposal == nil || p.Kind != kind:
		return fmt.Sprintf("it does not name the %s that it lets take effect", kind)
	case p.WithdrawnBy != "":
		return "the proposal was withdrawn"
	case p.Proposal.Done != "":
		return "the proposal took effect before"
	case p.Proposal.Hand == hand(ev):
		return "nobody does this alone: the second person is the first"
	case !s.reads(p.Readers(), h.Author.Seat):
		return fmt.Sprintf("%s may not read the proposal", h.Author.Seat)
	}
	all := s.targetsOf(p.Refs)
	body, err := p.body()
	if err != nil {
		return "the proposal cannot be read"
	}
	open, _ := body.(*record.ReleaseProposed)
	for _, t := range all {
		if t.ErasedBy != "" {
			return "the content was erased since"
		}
		if reason := s.mayDecide(t, open != nil && slices.Contains(open.To, record.Public), p.Seat, h.Author.Seat); reason != "" {
			return reason
		}
		fields := []string(nil)
		switch b := body.(type) {
		case *record.ReleaseProposed:
			fields = b.Withheld
		case *record.RedactionProposed:
			fields = b.Fields
		}
		if len(fields) > 0 && slices.Contains(t.Present, machineDraft) && !slices.Contains(fields, machineDraft) {
			return fmt.Sprintf("the draft in %s says again what is closed: close the field %s too", t.ID, machineDraft)
		}
		if open == nil {
			continue
		}
		if reason := s.refuseOpening(t, all, open); reason != "" {
			return reason
		}
	}
	return s.refuseAudience(h.Audience, all, open)
}

// mayDecide checks that two seats may decide together about an entry. Who speaks
// for itself is one of the two where it is about what it said.
func (s *State) mayDecide(t *Object, public bool, one, other record.Seat) string {
	own := one == t.Seat || other == t.Seat
	if s.speaksForItself(t.Seat) && !own {
		return fmt.Sprintf("%s made the entry and speaks for itself: it has to be one of the two", t.Seat)
	}
	stage := "release"
	if public {
		stage = "publication"
	}
	m, _ := s.Mechanism()
	if m.Constitution == nil {
		if own {
			return ""
		}
		return fmt.Sprintf("%s, which made the entry, has to be one of the two", t.Seat)
	}
	rule, ok := m.Constitution.Decision(stage)
	if !ok || len(rule.Seats) == 0 {
		if own || m.Constitution.Role(one) == "chair" || m.Constitution.Role(other) == "chair" {
			return ""
		}
		return fmt.Sprintf("the chair, or %s, which made the entry, has to be one of the two", t.Seat)
	}
	for _, seat := range []record.Seat{one, other} {
		if seat != t.Seat && !slices.Contains(rule.Seats, seat) {
			return fmt.Sprintf("by the charter's rule of %s, %s has no part in it", stage, seat)
		}
	}
	return ""
}

// refuseOpening checks that new readers learn of nothing that they may not read,
// and that what they read is what it says now.
func (s *State) refuseOpening(t *Object, all []*Object, b *record.ReleaseProposed) string {
	along := func(id record.ID) bool { return slices.ContainsFunc(all, func(o *Object) bool { return o.ID == id }) }
	unread := func(o *Object) bool {
		return !along(o.ID) && slices.ContainsFunc(b.To, func(seat record.Seat) bool { return !s.reads(o.Readers(), seat) })
	}
	for _, r := range t.Refs {
		if o := s.objects[r.ID]; o != nil && unread(o) {
			return fmt.Sprintf("%s refers to %s, which they may not read: release that first, or together", t.ID, r.ID)
		}
	}
	for _, id := range t.CorrectedBy {
		o := s.objects[id]
		if unread(o) {
			return fmt.Sprintf("%s was corrected by %s, which they may not read: release both together", t.ID, id)
		}
		if c, err := o.body(); err == nil && !slices.Contains(b.Withheld, "values") {
			for _, field := range c.(*record.EntryCorrected).Fields {
				if slices.Contains(b.Withheld, field) {
					return fmt.Sprintf("the correction %s says %s again, which is withheld: withhold its values too", id, field)
				}
			}
		}
	}
	return ""
}

// refuseAudience checks who may read of a decision: those whom it concerns, and
// nobody to whom it would tell of something else.
func (s *State) refuseAudience(audience []record.Seat, all []*Object, open *record.ReleaseProposed) string {
	may := func(seat record.Seat) bool {
		if open != nil && (slices.Contains(open.To, seat) || slices.Contains(open.To, record.Public)) {
			return true
		}
		return !slices.ContainsFunc(all, func(t *Object) bool { return !s.reads(t.Readers(), seat) })
	}
	for _, seat := range audience {
		if !may(seat) {
			return fmt.Sprintf("%s could read that it was decided, and not what it is about", seat)
		}
	}
	if open == nil {
		return ""
	}
	for _, seat := range open.To {
		if !s.reads(audience, seat) {
			return fmt.Sprintf("%s gets something to read, and could not see by which decision", seat)
		}
	}
	return ""
}

// takeRelease lets a valid entry about who may read another have its effect.
func (s *State) takeRelease(o *Object, ev Event) ([]Change, bool) {
	switch ev.Head.Body.(type) {
	case *record.ReleaseProposed, *record.RedactionProposed:
		o.Proposal = &Proposal{Hand: hand(ev)}
		return s.put(o), true
	case *record.ContentReleased, *record.ContentRedacted:
	default:
		return nil, false
	}
	p := *s.objects[ev.Head.First(record.OfProposal)]
	p.Proposal = &Proposal{Hand: p.Proposal.Hand, Done: o.ID}
	body, _ := p.body() // refuse has read it
	out := []*Object{o}
	for _, t := range s.targetsOf(p.Refs) {
		c := *t
		switch b := body.(type) {
		case *record.ReleaseProposed:
			c.Released = append(slices.Clone(c.Released), Release{By: o.ID, Index: o.Index, To: b.To, Withheld: b.Withheld})
		case *record.RedactionProposed:
			c.Redacted = append(slices.Clone(c.Redacted), Redaction{By: o.ID, Fields: b.Fields, From: b.From})
		}
		out = append(out, &c)
	}
	if b, ok := body.(*record.ReleaseProposed); ok {
		// The new readers see that it was proposed, and by whom; what the danger was
		// thought to be stays with those who weighed it.
		p.Released = append(slices.Clone(p.Released), Release{By: o.ID, Index: o.Index, To: b.To, Withheld: []string{"by", "one_sided", "risk"}})
	}
	return s.put(append(out, &p)...), true
}
