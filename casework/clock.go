package casework

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// Ends gives what ends a clock: what its rule says, or what ends such a clock by
// default. "" is for clocks that are none of a case's.
func Ends(r record.ClockRule) string {
	if r.EndsOn != "" {
		return r.EndsOn
	}
	switch r.StartsOn {
	case "submitted":
		if r.Body == "chair" {
			return "triaged"
		}
		return "acknowledged"
	case "notice_given":
		return "responded"
	case "acknowledged":
		return "triaged"
	case "triaged":
		return "tasked"
	case "tasked":
		return "preliminary_finding"
	case "information_requested", "explanation_requested":
		return "answered"
	case "access_requested":
		if r.Body == "monitor" {
			return "" // the notice that a visit needs, not a time to answer
		}
		return "answered"
	case "preliminary_finding", "comments_opened":
		return "commented"
	case "comments_closed":
		return "final_finding"
	case "final_finding":
		return "published"
	case "published", "recommended":
		return "remedied"
	case "referred":
		return "decided"
	}
	return ""
}

// Owes reports whether a seat is of the body that has to act before a clock
// runs out.
func (m Mechanism) Owes(seat record.Seat, d deadline.Deadline) bool {
	rule, ok := m.Constitution.Seat(seat)
	switch {
	case !ok:
		return false
	case d.Rule.Body == "accused" || d.Rule.Body == "party":
		return rule.Role == "party" && rule.Of == d.Of
	case d.Rule.ID == "rung":
		i := slices.IndexFunc(m.Constitution.Ladder, func(r record.RungRule) bool { return r.ID == d.Rule.Body })
		return i >= 0 && slices.Contains(m.Constitution.Ladder[i].Seats, seat)
	case d.Rule.Body == "chair":
		return slices.Contains(m.presiding(), seat)
	}
	return rule.Role == d.Rule.Body && !m.empty(seat)
}

// fire lets something happen to the clocks: those that it ends are met, those
// that it starts begin. of is the party that it is about, or "" for none: then
// clocks of the accused begin for each of them, of the parties for all.
func (s *Case) fire(m Mechanism, event, of string, e Entry) {
	for i, d := range s.Deadlines {
		if Ends(d.Rule) == event && (d.Of == "" || of == "" || d.Of == of) {
			s.Deadlines[i] = d.Meet(e.ID, e.At)
		}
	}
	for _, r := range m.Constitution.Clocks {
		if r.StartsOn != event || Ends(r) == "" {
			continue
		}
		for _, one := range s.bodies(m, r, of) {
			s.Deadlines = append(s.Deadlines, deadline.Begin(r, one, e.ID, e.At, m.Constitution))
		}
	}
	if event == "preliminary_finding" || event == "comments_opened" {
		s.afterComments(m, e)
	}
}

// bodies gives the parties that a clock runs for, or one empty name where its
// body is no party.
func (s *Case) bodies(m Mechanism, r record.ClockRule, of string) []string {
	switch {
	case r.Body != "accused" && r.Body != "party":
		return []string{""}
	case of != "":
		return []string{of}
	case r.Body == "accused":
		return s.Against
	}
	return m.Constitution.Parties
}

// afterComments starts what follows the comments at the time at which the last
// of them is due, or at once where there are none to wait for.
func (s *Case) afterComments(m Mechanism, e Entry) {
	end := s.commentsEnd(e.At)
	for _, r := range m.Constitution.Clocks {
		open := slices.ContainsFunc(s.Deadlines, func(d deadline.Deadline) bool { return d.Rule.ID == r.ID && d.Open() })
		if r.StartsOn == "comments_closed" && !open {
			s.Deadlines = append(s.Deadlines, deadline.Begin(r, "", e.ID, end, m.Constitution))
		}
	}
}

// commentsEnd gives when the last comment is due, not before at.
func (s *Case) commentsEnd(at time.Time) time.Time {
	for _, d := range s.Deadlines {
		if Ends(d.Rule) == "commented" && d.Due.After(at) {
			at = d.Due
		}
	}
	return at
}

// follow moves the clock after the comments when theirs was extended.
func (s *Case) follow(m Mechanism, at time.Time) {
	end := s.commentsEnd(at)
	for i, d := range s.Deadlines {
		if d.Rule.StartsOn == "comments_closed" {
			s.Deadlines[i] = d.Follow(end, m.Constitution)
		}
	}
}

// startRung starts the time that a rung of the ladder has.
func (s *Case) startRung(m Mechanism, r record.RungRule, e Entry) {
	if r.Within == "" {
		return
	}
	rule := record.ClockRule{ID: "rung", Body: r.ID, StartsOn: "escalated", EndsOn: "final_finding", Duration: r.Within}
	s.Deadlines = append(s.Deadlines, deadline.Begin(rule, "", e.ID, e.At, m.Constitution))
}

func (s *Case) meetClock(id string, e Entry) {
	for i, d := range s.Deadlines {
		if d.Rule.ID == id {
			s.Deadlines[i] = d.Meet(e.ID, e.At)
		}
	}
}

// drop ends every clock of a case that is closed.
func (s *Case) drop(at time.Time) {
	for i, d := range s.Deadlines {
		s.Deadlines[i] = d.Drop(at)
	}
}

// pauseAll pauses every clock that knows the reason, but not that of a party
// that the reason is of: nobody gains time by his own silence.
func (s *Case) pauseAll(reason, but string, by record.ID, from, latest time.Time) {
	for i, d := range s.Deadlines {
		if but == "" || d.Of != but {
			s.Deadlines[i] = d.Pause(reason, by, from, latest)
		}
	}
}

func (s *Case) resumeAll(reason string, at time.Time) {
	for i, d := range s.Deadlines {
		s.Deadlines[i] = d.Resume(reason, at)
	}
}

func (s *Case) pause(m Mechanism, b *record.DeadlinePaused, e Entry) error {
	if err := leads(m, e.Seat, false); err != nil {
		return err
	}
	until, err := time.Parse(time.RFC3339, b.Until)
	if err != nil || !until.After(e.At) {
		return fmt.Errorf("the pause would end, %s, before it begins", b.Until)
	}
	paused := false
	for i, d := range s.Deadlines {
		if d.Rule.ID != b.Clock {
			continue
		}
		s.Deadlines[i] = d.Pause(b.Reason, e.ID, e.At, until.UTC())
		paused = paused || len(s.Deadlines[i].Pauses) > len(d.Pauses)
	}
	if !paused {
		return fmt.Errorf("no clock %q runs in this case that %q can pause; running are %q", b.Clock, b.Reason, s.runningNow())
	}
	s.follow(m, e.At)
	return nil
}

func (s *Case) extend(m Mechanism, b *record.DeadlineExtended, e Entry) error {
	rule, ok := m.Constitution.Decision("extension")
	if !ok {
		rule = record.DecisionRule{Rule: "consensus"}
	}
	if !slices.Contains(eligible(m, rule, Ballot{}), e.Seat) {
		return fmt.Errorf("the seat %s has no part in extending a deadline", e.Seat)
	}
	until, err := time.Parse(time.RFC3339, b.Until)
	if err != nil {
		return fmt.Errorf("%q is no time", b.Until)
	}
	i := slices.IndexFunc(s.Deadlines, func(d deadline.Deadline) bool { return d.Rule.ID == b.Clock && d.Of == b.Of && d.Open() })
	if i < 0 {
		return fmt.Errorf("no clock %q of %q runs in this case; running are %q", b.Clock, b.Of, s.runningNow())
	}
	open := s.Deadlines[i]
	open.Rule.Extended = access.Least("extension", open.Rule.Extended)
	d, err := open.Extend(e.Seat, until.UTC(), e.At)
	if err != nil {
		return err
	}
	s.Deadlines[i] = d
	s.follow(m, e.At)
	return nil
}

// passed reports whether everything that ends with an event has come, or its
// time is over: those who were silent have had their time.
func (s *Case) passed(event string, at time.Time) (bool, []deadline.Deadline) {
	var silent []deadline.Deadline
	for _, d := range s.Deadlines {
		if Ends(d.Rule) != event || !d.Open() {
			continue
		}
		if !at.After(d.DueAt(at)) {
			return false, nil
		}
		silent = append(silent, d)
	}
	return true, silent
}

// runningNow gives which clocks run in a case, and whose.
func (s *Case) runningNow() []string {
	var all []string
	for _, d := range s.Deadlines {
		switch {
		case !d.Open():
		case d.Of == "":
			all = append(all, d.Rule.ID)
		default:
			all = append(all, d.Rule.ID+" of "+d.Of)
		}
	}
	return all
}
