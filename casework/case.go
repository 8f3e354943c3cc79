// Package casework is the life of an allegation: its states and clocks, what
// was asked of whom and whether it was answered, the findings put and the votes
// on them, dissent, referral, remedy. It is a function of the charter and of the
// entries of one case, in order: Open makes a case, Apply gives it after one
// more entry, or says why that entry counts for nothing.
//
// It decides nothing: it counts signatures by the rule that the charter gives.
// It reads control only, and takes the time from the log.
package casework

import (
	"slices"
	"time"

	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// Case is what has become of an allegation. It is a value; Apply gives a new one
// and leaves the old as it was.
type Case struct {
	State   string    `json:"state"`   // record.CaseStates
	Since   time.Time `json:"since"`   // of the state, by the log
	Outcome string    `json:"outcome"` // record.Outcomes; pending until there is one
	Held    string    `json:"held,omitempty"`
	History []Step    `json:"history,omitempty"` // the states before and up to this one, in order
	Rung    string    `json:"rung,omitempty"`    // of the ladder it was escalated to

	By        record.Seat      `json:"by"` // the seat that handed it in
	Submitter record.Submitter `json:"submitter"`
	Batch     string           `json:"batch,omitempty"`
	Against   []string         `json:"against,omitempty"` // parties

	Notices         []Notice            `json:"notices,omitempty"`
	Replies         []Reply             `json:"replies,omitempty"`
	Asks            []Ask               `json:"asks,omitempty"`
	Findings        []Finding           `json:"findings,omitempty"`
	Recusals        []Recusal           `json:"recusals,omitempty"`
	Settling        []string            `json:"settling,omitempty"` // parties that have signed a settlement
	Recommendations []Recommendation    `json:"recommendations,omitempty"`
	Referrals       []Referral          `json:"referrals,omitempty"`
	Deadlines       []deadline.Deadline `json:"deadlines,omitempty"`
}

// Step is a state that a case came to.
type Step struct {
	State string    `json:"state"`
	At    time.Time `json:"at"`
	By    record.ID `json:"by,omitempty"` // the entry that brought it there; "" where time alone did
}

// Notice tells a party of the allegation.
type Notice struct {
	To string    `json:"to"`
	By record.ID `json:"by"`
	At time.Time `json:"at"`
}

// Reply is what a party said to the allegation, or to a preliminary finding.
type Reply struct {
	Of     string    `json:"of"`
	By     record.ID `json:"by"`
	At     time.Time `json:"at"`
	Denies bool      `json:"denies,omitempty"`
	On     string    `json:"on"` // allegation, or comments on a preliminary finding
}

// Ask is a request to a party, for information or for access, and its answer.
type Ask struct {
	ID       record.ID   `json:"id"`
	Kind     string      `json:"kind"` // information or access
	Of       string      `json:"of"`
	By       record.Seat `json:"by"`
	At       time.Time   `json:"at"`
	Until    time.Time   `json:"until"`            // what has not come by then is silence
	Answer   string      `json:"answer,omitempty"` // given, silence, or one of record.AccessAnswers
	Answered time.Time   `json:"answered,omitzero"`
	AnswerBy record.ID   `json:"answer_by,omitempty"`
	Minutes  int         `json:"minutes,omitempty"` // of delay
}

// open reports whether an answer may still come in time.
func (a Ask) open() bool { return a.Answer == "" }

// Recusal is a seat that stands aside.
type Recusal struct {
	Seat    record.Seat `json:"seat"`
	StandIn record.Seat `json:"stand_in,omitempty"`
	At      time.Time   `json:"at"`
}

// Recommendation is what was asked for after a finding, and what came of it.
type Recommendation struct {
	ID        record.ID `json:"id"`
	Addressee string    `json:"addressee"`
	Due       time.Time `json:"due"`
	Reported  time.Time `json:"reported,omitzero"` // by the addressee
	Verified  time.Time `json:"verified,omitzero"` // by another
}

// Referral is a finding sent to the body that can draw a consequence. What that
// body decides is a record of its own.
type Referral struct {
	ID       record.ID `json:"id"`
	Finding  record.ID `json:"finding"`
	Measure  string    `json:"measure,omitempty"`
	At       time.Time `json:"at"`
	Decision record.ID `json:"decision,omitempty"`
	Imposed  string    `json:"imposed,omitempty"` // the measure
	Decided  time.Time `json:"decided,omitzero"`
}

// Entry is an entry as casework sees it.
type Entry struct {
	ID      record.ID
	At      time.Time // the log's
	Seat    record.Seat
	Body    record.Body       // control alone
	Has     func(string) bool // whether a content field is there, open or not
	Finding record.ID         // the finding it refers to, or ""
	Answers record.ID         // the request, recommendation or referral it refers to, or ""
	Other   record.ID         // the case that goes on instead, or ""
}

// clone copies what Apply may change.
func (s Case) clone() Case {
	s.Notices, s.Replies, s.Asks, s.Recusals = slices.Clone(s.Notices), slices.Clone(s.Replies), slices.Clone(s.Asks), slices.Clone(s.Recusals)
	s.Settling, s.Recommendations, s.Referrals = slices.Clone(s.Settling), slices.Clone(s.Recommendations), slices.Clone(s.Referrals)
	s.Deadlines, s.Findings, s.History = slices.Clone(s.Deadlines), slices.Clone(s.Findings), slices.Clone(s.History)
	for i := range s.Findings {
		s.Findings[i].Votes, s.Findings[i].Dissents = slices.Clone(s.Findings[i].Votes), slices.Clone(s.Findings[i].Dissents)
	}
	return s
}

// base gives the state that the case is in apart from what it waits for.
func (s Case) base() string {
	if s.Held != "" {
		return s.Held
	}
	return s.State
}

func (s *Case) move(to string, at time.Time) {
	if s.State != to {
		s.State, s.Since = to, at
	}
	s.Held = ""
}

// came notes the state that an entry, or time, brought the case to, where it is
// another than before.
func (s *Case) came(before string, by record.ID) {
	if s.State != before {
		s.History = append(s.History, Step{State: s.State, At: s.Since, By: by})
	}
}

// Closed reports whether nothing more is to be done.
func (s Case) Closed() bool { return s.State == "closed" || s.State == "outside_mandate" }

// Final gives the finding that holds, or nil.
func (s Case) Final() *Finding {
	for i := range slices.Backward(s.Findings) {
		if s.Findings[i].Status == FinalFinding {
			return &s.Findings[i]
		}
	}
	return nil
}
