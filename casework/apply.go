package casework

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// OpenCase gives the case that an allegation opens, or says why it opens none.
func OpenCase(m Mechanism, e Entry) (Case, error) {
	b := e.Body.(*record.AllegationMade)
	if reason := m.refused(b); reason != "" {
		return Case{}, fmt.Errorf("%s", reason)
	}
	c := m.Constitution
	seat, ok := c.Seat(e.Seat)
	if !ok {
		return Case{}, fmt.Errorf("the charter has no seat %q; it has %q", e.Seat, c.SeatIDs())
	}
	if b.Submitter == record.SubmitterParty && seat.Role != "party" && seat.Role != "secretariat" {
		return Case{}, fmt.Errorf("a party's allegation is handed in by the party, or by the secretariat that received it")
	}
	for _, party := range b.Against {
		if !slices.Contains(c.Parties, party) {
			return Case{}, fmt.Errorf("there is no party %q: an allegation is against one of %q, or against nobody yet", party, c.Parties)
		}
	}
	if b.Category != "" && !slices.Contains(c.Categories, b.Category) {
		return Case{}, fmt.Errorf("the charter has no category %q; it has %q", b.Category, c.Categories)
	}
	s := Case{State: "received", Since: e.At, Outcome: "pending", By: e.Seat, Submitter: b.Submitter, Batch: b.Batch, Against: slices.Clone(b.Against)}
	s.came("", e.ID)
	s.fire(m, "submitted", "", e)
	return s, nil
}

// Apply gives the case after one more entry, or says why that entry counts for
// nothing. Then the case is as it was.
func Apply(m Mechanism, s Case, e Entry) (Case, error) {
	if reason := m.refused(e.Body); reason != "" {
		return s, fmt.Errorf("%s", reason)
	}
	if _, ok := m.Constitution.Seat(e.Seat); !ok {
		return s, fmt.Errorf("the charter has no seat %q; it has %q", e.Seat, m.Constitution.SeatIDs())
	}
	next := s.clone()
	next.silence(m, e.At)
	next.came(s.State, "")
	waited := next.State
	if err := next.take(m, e); err != nil {
		return s, err
	}
	next.came(waited, e.ID)
	return next, nil
}

func (s *Case) take(m Mechanism, e Entry) error {
	if s.Closed() {
		switch b := e.Body.(type) {
		case *record.CaseMoved:
			if b.To != "reopened" {
				return fmt.Errorf("the case is %q; it has to be reopened first", s.State)
			}
		case *record.DissentFiled, *record.RemedyReported: // what was found stays open to dissent, what was asked for to an answer
		default:
			return fmt.Errorf("the case is %q; it has to be reopened first", s.State)
		}
	}
	switch b := e.Body.(type) {
	case *record.CaseNotified:
		return s.notify(m, b, e)
	case *record.ResponseMade:
		return s.respond(m, b, e)
	case *record.InformationRequested:
		return s.ask(m, "information", b.Of, b.Until, e)
	case *record.AccessRequested:
		return s.ask(m, "access", b.Of, b.Until, e)
	case *record.AccessAnswered:
		return s.answerAccess(m, b, e)
	case *record.TaskGiven:
		return s.task(m, b, e)
	case *record.CaseMoved:
		return s.moved(m, b, e)
	case *record.DeadlinePaused:
		return s.pause(m, b, e)
	case *record.DeadlineExtended:
		return s.extend(m, b, e)
	case *record.FindingProposed:
		return s.propose(m, b, e)
	case *record.VoteCast:
		return s.vote(m, b, e)
	case *record.DissentFiled:
		return s.dissent(m, b, e)
	case *record.RecusalDeclared:
		return s.recuse(m, b, e)
	case *record.RecommendationMade:
		return s.recommend(m, b, e)
	case *record.ReferralMade:
		return s.refer(m, b, e)
	case *record.PenaltyDecided:
		return s.penalty(m, b, e)
	case *record.RemedyReported:
		return s.remedy(m, b, e)
	}
	return fmt.Errorf("a %s does nothing to a case", e.Body.EntryKind())
}

// leads says why a seat may not lead the procedure, or nil.
func leads(m Mechanism, seat record.Seat, alsoSecretariat bool) error {
	if slices.Contains(m.presiding(), seat) || alsoSecretariat && m.Constitution.Role(seat) == "secretariat" {
		return nil
	}
	return fmt.Errorf("this is for the chair to do, not for the seat %s", seat)
}

// works says why a seat may not verify, or nil: monitors, lawyers, chair and
// secretariat may, observers and parties may not.
func works(m Mechanism, seat record.Seat) error {
	s, _ := m.Constitution.Seat(seat)
	if !s.Observes && slices.Contains([]string{"monitor", "legal", "chair", "secretariat"}, s.Role) {
		return nil
	}
	return fmt.Errorf("this is for those who verify to do, not for the seat %s", seat)
}

func within(state string, allowed ...string) error {
	if slices.Contains(allowed, state) {
		return nil
	}
	return fmt.Errorf("the case is %q, and this comes only after it is one of %q", state, allowed)
}

func (s *Case) notify(m Mechanism, b *record.CaseNotified, e Entry) error {
	if err := leads(m, e.Seat, true); err != nil {
		return err
	}
	if !e.Has("summary") {
		return fmt.Errorf("a notice needs a summary that is safe for the source")
	}
	for _, to := range b.To {
		switch {
		case !slices.Contains(m.Constitution.Parties, to):
			return fmt.Errorf("there is no party %q; the charter has %q", to, m.Constitution.Parties)
		case s.notified(to):
			return fmt.Errorf("%s has been notified before", to)
		}
	}
	for _, to := range b.To {
		s.Notices = append(s.Notices, Notice{To: to, By: e.ID, At: e.At})
		if !slices.Contains(s.Against, to) {
			s.Against = append(s.Against, to)
		}
		s.fire(m, "notice_given", to, e)
	}
	s.fire(m, "acknowledged", "", e)
	if s.State == "received" {
		s.move("acknowledged", e.At)
	}
	return nil
}

func (s *Case) notified(party string) bool {
	return slices.ContainsFunc(s.Notices, func(n Notice) bool { return n.To == party })
}

// respond takes a party's answer: to a request it names, else to a preliminary
// finding that is open to comments, else to the allegation.
func (s *Case) respond(m Mechanism, b *record.ResponseMade, e Entry) error {
	party := m.Constitution.Party(e.Seat)
	if party == "" {
		return fmt.Errorf("a response is a party's own, and the seat %s is no party's", e.Seat)
	}
	if e.Answers != "" {
		i := slices.IndexFunc(s.Asks, func(a Ask) bool { return a.ID == e.Answers })
		switch {
		case i < 0 || s.Asks[i].Kind != "information":
			return fmt.Errorf("%s is no request for information in this case", e.Answers)
		case s.Asks[i].Of != party:
			return fmt.Errorf("the request was made to %s", s.Asks[i].Of)
		case !s.Asks[i].Answered.IsZero():
			return fmt.Errorf("the request has been answered before")
		}
		s.answer(m, i, "given", 0, e)
		return nil
	}
	on := "allegation"
	if s.base() == "comments_period" {
		on = "comments"
	}
	s.Replies = append(s.Replies, Reply{Of: party, By: e.ID, At: e.At, Denies: b.Denies, On: on})
	if on == "comments" {
		s.fire(m, "commented", party, e)
	} else {
		s.fire(m, "responded", party, e)
	}
	return nil
}

func (s *Case) ask(m Mechanism, kind, of, until string, e Entry) error {
	if err := works(m, e.Seat); err != nil {
		return err
	}
	if err := within(s.base(), "acknowledged", "triaged", "reopened", "under_verification", "under_investigation", "preliminary_finding",
		"comments_period", "dispute", "escalated"); err != nil {
		return err
	}
	if !slices.Contains(m.Constitution.Parties, of) {
		return fmt.Errorf("there is no party %q; the charter has %q", of, m.Constitution.Parties)
	}
	by, err := time.Parse(time.RFC3339, until)
	if err != nil || !by.After(e.At) {
		return fmt.Errorf("the time to answer, %s, lies before the request", until)
	}
	s.Asks = append(s.Asks, Ask{ID: e.ID, Kind: kind, Of: of, By: e.Seat, At: e.At, Until: by.UTC()})
	if s.Held == "" {
		s.Held = s.State
	}
	if kind == "access" {
		s.wait("access_requested", e.At)
		s.fire(m, "access_requested", of, e)
		return nil
	}
	if s.State != "access_requested" {
		s.wait("awaiting_information_from_party", e.At)
	}
	s.fire(m, "information_requested", of, e)
	s.pauseAll("information_awaited", of, e.ID, e.At, by)
	return nil
}

// wait puts the case into a state that it will leave by itself.
func (s *Case) wait(state string, at time.Time) {
	held := s.Held
	s.move(state, at)
	s.Held = held
}

// answer closes a request and lets the case go on where it stood.
func (s *Case) answer(m Mechanism, i int, answer string, minutes int, e Entry) {
	a := &s.Asks[i]
	silent := a.Answer == "silence"
	a.Answer, a.Answered, a.AnswerBy, a.Minutes = answer, e.At, e.ID, minutes
	s.fire(m, "answered", a.Of, e)
	if silent && answer != "granted" { // its silence was taken note of when it fell due
		return
	}
	s.settleAsk(*a, e.At)
}

// settleAsk moves clocks and state after a request has been answered, or not.
func (s *Case) settleAsk(a Ask, at time.Time) {
	reason := "information_awaited"
	if a.Kind == "access" {
		reason = "access_denied"
		switch a.Answer {
		case "denied", "silence":
			s.pauseAll(reason, "", a.ID, at, time.Time{})
			if s.Held != "" {
				s.wait("access_denied", at)
			}
			return
		}
	}
	if !slices.ContainsFunc(s.Asks, func(o Ask) bool {
		return o.Kind == a.Kind && (o.open() || a.Kind == "access" && o.Answer == "denied" && o.ID != a.ID)
	}) {
		s.resumeAll(reason, at)
	}
	if s.Held == "" {
		return
	}
	switch {
	case slices.ContainsFunc(s.Asks, func(o Ask) bool { return o.Kind == "access" && o.open() }):
		s.wait("access_requested", at)
	case slices.ContainsFunc(s.Asks, func(o Ask) bool { return o.Kind == "information" && o.open() }):
		s.wait("awaiting_information_from_party", at)
	default:
		s.move(s.Held, at)
	}
}

// silence takes note of what was to come by now and has not.
func (s *Case) silence(m Mechanism, now time.Time) {
	for i := range s.Asks {
		if a := &s.Asks[i]; a.open() && now.After(a.Until) {
			a.Answer = "silence"
			s.settleAsk(*a, a.Until)
		}
	}
}

func (s *Case) answerAccess(m Mechanism, b *record.AccessAnswered, e Entry) error {
	i := slices.IndexFunc(s.Asks, func(a Ask) bool { return a.ID == e.Answers && a.Kind == "access" })
	if i < 0 {
		return fmt.Errorf("it does not name the request for access that it answers")
	}
	if m.Constitution.Party(e.Seat) != s.Asks[i].Of {
		if err := works(m, e.Seat); err != nil {
			return fmt.Errorf("access is answered by %s, or told by the monitors who met the answer", s.Asks[i].Of)
		}
	}
	if !s.Asks[i].Answered.IsZero() && s.Asks[i].Answer == "granted" {
		return fmt.Errorf("access was granted before")
	}
	s.answer(m, i, b.Answer, b.Minutes, e)
	return nil
}

func (s *Case) task(m Mechanism, b *record.TaskGiven, e Entry) error {
	if err := leads(m, e.Seat, true); err != nil {
		return err
	}
	if err := within(s.base(), "triaged", "reopened", "under_verification", "under_investigation", "comments_period", "dispute", "escalated"); err != nil {
		return err
	}
	if err := works(m, b.To); err != nil {
		return err
	}
	if base := s.base(); base == "triaged" || base == "reopened" {
		s.move("under_verification", e.At)
	}
	s.fire(m, "tasked", "", e)
	return nil
}

func (s *Case) recuse(m Mechanism, b *record.RecusalDeclared, e Entry) error {
	if slices.ContainsFunc(s.Recusals, func(r Recusal) bool { return r.Seat == e.Seat }) {
		return fmt.Errorf("%s has stood aside before", e.Seat)
	}
	if b.StandIn != "" {
		seat, ok := m.Constitution.Seat(b.StandIn)
		self, _ := m.Constitution.Seat(e.Seat)
		if !ok || seat.Role != self.Role || seat.Of != self.Of || b.StandIn == e.Seat {
			return fmt.Errorf("%q cannot stand in for %s: it is no other seat of the same role and side", b.StandIn, e.Seat)
		}
	}
	s.Recusals = append(s.Recusals, Recusal{Seat: e.Seat, StandIn: b.StandIn, At: e.At})
	return nil
}
