package undertaking

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// Entry is an entry about an undertaking, as this package sees it.
type Entry struct {
	ID        record.ID
	At        time.Time // the log's
	Seat      record.Seat
	Body      record.Body       // control alone
	Has       func(string) bool // whether a content field is there, open or not
	Source    record.ID         // the document it was read in, or ""
	Earlier   record.ID         // the earlier promise, in a lineage
	DependsOn record.ID         // the undertaking that a condition is on
	Answers   record.ID         // the declaration that a conclusion is about
	Successor record.ID         // the clause that takes its place
}

// Grade is what one grader says on one axis. Grades stand side by side.
type Grade struct {
	ID       record.ID   `json:"id"`
	By       record.Seat `json:"by"`
	Reported string      `json:"reported,omitempty"` // the party whose grade it is, as a source reports it
	At       time.Time   `json:"at"`
	Axis     string      `json:"axis"`
	Value    string      `json:"value"`
	Level    string      `json:"level"`
	Method   string      `json:"method,omitempty"`
}

// Obligation is what an undertaking obliges to, without its words.
type Obligation struct {
	ID         record.ID   `json:"id"`
	Kind       string      `json:"kind"`
	Continuous bool        `json:"continuous,omitempty"`
	Due        string      `json:"due,omitempty"`        // YYYY-MM-DD
	DependsOn  record.ID   `json:"depends_on,omitempty"` // suspended while that is graded
	Below      int         `json:"below,omitempty"`      // below this
	GradedBy   record.Seat `json:"graded_by,omitempty"`  // by this seat
}

// Contest is a denial, or a contrary reading.
type Contest struct {
	ID   record.ID `json:"id"`
	What string    `json:"what"`
	Of   string    `json:"of"` // the party
	At   time.Time `json:"at"`
}

// Lineage is what an undertaking is to an earlier one, as somebody sees it.
type Lineage struct {
	ID       record.ID   `json:"id"`
	Earlier  record.ID   `json:"earlier"`
	Relation string      `json:"relation"`
	By       record.Seat `json:"by"`
}

// Declaration is what a party declared, and what verifiers concluded of it.
type Declaration struct {
	ID          record.ID    `json:"id"`
	What        string       `json:"what"`
	Of          string       `json:"of"`
	At          time.Time    `json:"at"`
	Conclusions []Conclusion `json:"conclusions,omitempty"`
}

// Conclusion is one verifier's: whether it is true, and whether it is all.
type Conclusion struct {
	ID           record.ID   `json:"id"`
	By           record.Seat `json:"by"`
	Correctness  string      `json:"correctness"`
	Completeness string      `json:"completeness"`
	Level        string      `json:"level"`
}

// Apply gives an undertaking after one more entry about it, or says why that
// entry counts for nothing.
func Apply(c *record.Constitution, s State, e Entry) (State, error) {
	seat, ok := c.Seat(e.Seat)
	if !ok {
		return s, fmt.Errorf("the charter has no seat %q; it has %q", e.Seat, c.SeatIDs())
	}
	if seat.Observes {
		return s, fmt.Errorf("the seat %s observes: it submits and reads, but does not rate", e.Seat)
	}
	switch b := e.Body.(type) {
	case *record.ClauseMoved:
		if s.Clause == nil {
			return s, fmt.Errorf("only a clause goes to another state by itself")
		}
		moved, err := s.Clause.move(b, e, c.Offset)
		if err != nil {
			return s, err
		}
		s.Clause = &moved
	case *record.ObligationSpecified:
		return s.specify(c, b, e)
	case *record.LineageLinked:
		if e.Earlier == "" {
			return s, fmt.Errorf("it does not name the earlier promise")
		}
		s.Lineage = append(slices.Clone(s.Lineage), Lineage{ID: e.ID, Earlier: e.Earlier, Relation: b.Relation, By: e.Seat})
	case *record.GradeGiven:
		if err := reported(c, b.Reported, e); err != nil {
			return s, err
		}
		s.Grades = append(slices.Clone(s.Grades), Grade{ID: e.ID, By: e.Seat, Reported: b.Reported, At: e.At, Axis: b.Axis, Value: b.Value,
			Level: b.Level, Method: b.Method})
	case *record.ReadingContested:
		if err := reported(c, b.Reported, e); err != nil {
			return s, err
		}
		of := b.Reported
		if of == "" {
			if of = c.Party(e.Seat); of == "" {
				return s, fmt.Errorf("a reading is contested by a party, and the seat %s is no party's", e.Seat)
			}
		}
		s.Contests = append(slices.Clone(s.Contests), Contest{ID: e.ID, What: b.What, Of: of, At: e.At})
	case *record.DeclarationMade:
		of := c.Party(e.Seat)
		if of == "" {
			return s, fmt.Errorf("a declaration is a party's own, and the seat %s is no party's", e.Seat)
		}
		s.Declarations = append(slices.Clone(s.Declarations), Declaration{ID: e.ID, What: b.What, Of: of, At: e.At})
	case *record.DeclarationConcluded:
		return s.conclude(c, b, e)
	case *record.CountReported, *record.IndicatorRead: // numbers are content: they stand beside it and move nothing
	default:
		return s, fmt.Errorf("a %s does nothing to an undertaking", e.Body.EntryKind())
	}
	return s, nil
}

// reported checks that somebody else's view is told with its source, and not in
// place of one's own.
func reported(c *record.Constitution, party string, e Entry) error {
	switch {
	case party == "":
		return nil
	case !slices.Contains(c.Parties, party):
		return fmt.Errorf("there is no party %q; the charter has %q", party, c.Parties)
	case c.Party(e.Seat) != "":
		return fmt.Errorf("a party speaks for itself, and reports nobody")
	case e.Source == "":
		return fmt.Errorf("what is reported of %s names the source that reports it", party)
	}
	return nil
}

func (s State) specify(c *record.Constitution, b *record.ObligationSpecified, e Entry) (State, error) {
	if (b.Below > 0) != (e.DependsOn != "") {
		return s, fmt.Errorf("a conditional obligation names the one that it depends on")
	}
	if _, ok := c.Seat(b.GradedBy); b.GradedBy != "" && !ok {
		return s, fmt.Errorf("there is no seat %q", b.GradedBy)
	}
	s.Missing = nil
	for _, part := range record.ObligationParts {
		if !e.Has(part) {
			s.Missing = append(s.Missing, part)
		}
	}
	s.Obligation = &Obligation{ID: e.ID, Kind: b.Kind, Continuous: b.Continuous, Due: b.Due, DependsOn: e.DependsOn, Below: b.Below, GradedBy: b.GradedBy}
	return s, nil
}

func (s State) conclude(c *record.Constitution, b *record.DeclarationConcluded, e Entry) (State, error) {
	i := slices.IndexFunc(s.Declarations, func(d Declaration) bool { return d.ID == e.Answers })
	switch {
	case i < 0:
		return s, fmt.Errorf("it does not name the declaration that it is about")
	case c.Party(e.Seat) == s.Declarations[i].Of:
		return s, fmt.Errorf("nobody concludes on his own declaration")
	}
	s.Declarations = slices.Clone(s.Declarations)
	d := &s.Declarations[i]
	d.Conclusions = append(slices.Clone(d.Conclusions), Conclusion{ID: e.ID, By: e.Seat, Correctness: b.Correctness, Completeness: b.Completeness, Level: b.Level})
	return s, nil
}

// Latest gives the last grade of a grader on an axis, and whether there is one.
// Where a party's grade is only reported, it is none of the seat that reports it.
func (s State) Latest(by record.Seat, axis string) (Grade, bool) {
	for _, g := range slices.Backward(s.Grades) {
		if g.By == by && g.Axis == axis && g.Reported == "" {
			return g, true
		}
	}
	return Grade{}, false
}

// Suspends reports whether a conditional obligation is suspended, by the grade
// that its condition names of the undertaking it depends on. Where that grader
// has said nothing, it is not.
func (o *Obligation) Suspends(on State) bool {
	if o == nil || o.Below == 0 {
		return false
	}
	g, ok := on.Latest(o.GradedBy, "implementation")
	return ok && int(g.Value[0]-'0') < o.Below
}

// Overdue reports whether what was to be done by a day was to be done before now.
// It does not say whether it was done.
func (o *Obligation) Overdue(now time.Time, offset int) bool {
	return o != nil && o.Due != "" && now.In(time.FixedZone("", offset*60)).Format(time.DateOnly) > o.Due
}

// Guarantee gives the state after a guarantor's commitment moved, or why it
// cannot. What only the guarantor can do is done by a seat of the third party
// that it says it is; the first that does so answers for the handle from then on.
func (s State) Guarantee(c *record.Constitution, b *record.GuaranteeMoved, e Entry) (State, error) {
	seat, ok := c.Seat(e.Seat)
	if !ok {
		return s, fmt.Errorf("the charter has no seat %q; it has %q", e.Seat, c.SeatIDs())
	}
	if OwnAct(b.State) {
		bound, taken := s.Bound[b.Handle]
		switch {
		case seat.Of == "" || seat.Role == "party" || seat.Observes:
			return s, fmt.Errorf("to be %q is the guarantor's own act, and the seat %s is no guarantor's", b.State, e.Seat)
		case b.As != seat.Of:
			return s, fmt.Errorf("the seat %s speaks for %s, not for %q", e.Seat, seat.Of, b.As)
		case taken && bound != e.Seat:
			return s, fmt.Errorf("the guarantor %s is spoken for by the seat %s", b.Handle, bound)
		}
		for handle, other := range s.Bound {
			if other == e.Seat && handle != b.Handle {
				return s, fmt.Errorf("the seat %s speaks for the guarantor %s already", e.Seat, handle)
			}
		}
	}
	next, err := s.MoveGuarantor(b.Handle, b.State)
	if err != nil {
		return s, err
	}
	if OwnAct(b.State) {
		if next.Bound = maps.Clone(s.Bound); next.Bound == nil {
			next.Bound = map[string]record.Seat{}
		}
		next.Bound[b.Handle] = e.Seat
	}
	next.Clocks = slices.Clone(s.Clocks)
	switch b.State {
	case "trigger_notified":
		for _, r := range c.Clocks {
			if r.StartsOn == "trigger_notified" {
				next.Clocks = append(next.Clocks, deadline.Begin(r, string(s.Bound[b.Handle]), e.ID, e.At, c))
			}
		}
	case "acted", "declined_to_act", "withdrawn":
		for i, d := range next.Clocks {
			if d.Of == string(s.Bound[b.Handle]) {
				next.Clocks[i] = d.Meet(e.ID, e.At)
			}
		}
	}
	return next, nil
}
