package record

import (
	"regexp"
	"time"
)

// CaseStates are the states of a case.
var CaseStates = []string{"received", "acknowledged", "outside_mandate", "triaged", "awaiting_information_from_party", "access_requested",
	"access_denied", "under_verification", "under_investigation", "preliminary_finding", "comments_period", "dispute", "escalated",
	"final_finding", "referred_for_penalty", "remedy_due", "remedy_verified", "closed", "reopened"}

// Outcomes are what can become of an allegation.
var Outcomes = []string{"not_an_incident", "outside_mandate", "relevant_incident_no_violation", "minor_violation", "serious_violation",
	"violation_unattributed", "no_violation", "unable_to_rule", "settled_locally", "closed_no_progress", "withdrawn", "duplicate_of", "pending"}

// FindingOutcomes are those that need a finding; the others close a case without one.
var FindingOutcomes = []string{"not_an_incident", "relevant_incident_no_violation", "minor_violation", "serious_violation",
	"violation_unattributed", "no_violation", "unable_to_rule"}

// AllegationMade opens a case: somebody says that something happened that was
// not to happen. It is nobody's finding.
type AllegationMade struct {
	Against   []string  `json:"against,omitempty" role:"control"` // parties, by id; empty where nobody is named
	Category  string    `json:"category,omitempty" role:"control"`
	Submitter Submitter `json:"submitter" role:"control"`
	PressOnly bool      `json:"press_only,omitempty" role:"control"`
	Batch     string    `json:"batch,omitempty" role:"control"` // allegations handed in together carry one name

	What       string `json:"what" role:"content"`             // in the submitter's words
	Clause     string `json:"clause,omitempty" role:"content"` // said to be broken
	From       string `json:"from,omitempty" role:"content"`   // YYYY-MM-DD
	To         string `json:"to,omitempty" role:"content"`
	Place      Place  `json:"place,omitzero" role:"content"`
	Handle     string `json:"source_handle,omitempty" role:"content"`     // of who the source is, which the handlers keep
	WentPublic string `json:"went_public_first,omitempty" role:"content"` // when and where it was announced before it was handed in
}

// EntryKind gives KindAllegationMade.
func (*AllegationMade) EntryKind() Kind { return KindAllegationMade }

// Validate says what is wrong with the body, or nil.
func (b *AllegationMade) Validate() error {
	return firstOf(oneOf("submitter", b.Submitter, Submitters), distinct("against", b.Against), required("what", b.What), interval(b.From, b.To), handle(b.Handle))
}

// CaseNotified: those whom an allegation is about are told of it, in words that
// do not give its source away. Their time to answer runs from here.
type CaseNotified struct {
	To      []string `json:"to" role:"control"`      // parties, by id
	Summary string   `json:"summary" role:"content"` // safe for the source
}

// EntryKind gives KindCaseNotified.
func (*CaseNotified) EntryKind() Kind { return KindCaseNotified }

// Validate says what is wrong with the body, or nil.
func (b *CaseNotified) Validate() error {
	if len(b.To) == 0 {
		return invalid("to is empty; a notice is given to somebody")
	}
	return firstOf(distinct("to", b.To), required("summary", b.Summary))
}

// ResponseMade: a party answers an allegation, comments on a preliminary
// finding, or answers a request. The references say which.
type ResponseMade struct {
	Denies bool   `json:"denies,omitempty" role:"control"`
	Text   string `json:"text" role:"content"`
}

// EntryKind gives KindResponseMade.
func (*ResponseMade) EntryKind() Kind { return KindResponseMade }

// Validate says what is wrong with the body, or nil.
func (b *ResponseMade) Validate() error { return required("text", b.Text) }

// InformationRequested: a party is asked for information, and may take its time
// only until Until.
type InformationRequested struct {
	Of    string `json:"of" role:"control"`    // a party's id
	Until string `json:"until" role:"control"` // RFC 3339: silence after it is silence
	What  string `json:"what" role:"content"`
}

// EntryKind gives KindInformationRequested.
func (*InformationRequested) EntryKind() Kind { return KindInformationRequested }

// Validate says what is wrong with the body, or nil.
func (b *InformationRequested) Validate() error {
	return firstOf(required("of", b.Of), instant("until", b.Until), required("what", b.What))
}

// AccessRequested: monitors ask to go somewhere.
type AccessRequested struct {
	Of       string `json:"of" role:"control"`    // a party's id
	Until    string `json:"until" role:"control"` // RFC 3339
	Where    Place  `json:"where" role:"content"`
	Purpose  string `json:"purpose" role:"content"`
	Chosen   string `json:"chosen,omitempty" role:"control"`    // SiteChoosers; "" not said
	ChosenBy string `json:"chosen_by,omitempty" role:"content"` // who picked the site, in words
}

// SiteChoosers are who can have picked a site that monitors go to: themselves,
// the side on which it lies, the other side, or both sides together.
var SiteChoosers = []string{"monitors", "host", "other_side", "agreed"}

// EntryKind gives KindAccessRequested.
func (*AccessRequested) EntryKind() Kind { return KindAccessRequested }

// Validate says what is wrong with the body, or nil.
func (b *AccessRequested) Validate() error {
	return firstOf(required("of", b.Of), instant("until", b.Until), oneOf("chosen", b.Chosen, append([]string{""}, SiteChoosers...)),
		required("where", b.Where.Name), required("purpose", b.Purpose))
}

// AccessAnswers are what can become of a request for access.
var AccessAnswers = []string{"granted", "conditional", "delayed", "denied"}

// AccessAnswered: access was given or not, as the party says or as the monitors
// met it at the place.
type AccessAnswered struct {
	Answer  string `json:"answer" role:"control"`
	Minutes int    `json:"minutes,omitempty" role:"control"` // of delay
	By      string `json:"by,omitempty" role:"content"`      // who stopped them: armed or not, insignia
	Words   string `json:"words,omitempty" role:"content"`   // the words cited
	Lost    string `json:"lost,omitempty" role:"content"`    // what could not be done
}

// EntryKind gives KindAccessAnswered.
func (*AccessAnswered) EntryKind() Kind { return KindAccessAnswered }

// Validate says what is wrong with the body, or nil.
func (b *AccessAnswered) Validate() error {
	return firstOf(oneOf("answer", b.Answer, AccessAnswers), between("minutes", b.Minutes, 0, 1_000_000))
}

// TaskGiven: a team is sent to verify.
type TaskGiven struct {
	To     Seat   `json:"to" role:"control"`
	Method string `json:"method" role:"control"` // interview, site_visit, documents, remote_sensing, media
	What   string `json:"what" role:"content"`
}

// Methods are the ways of verifying.
var Methods = []string{"interview", "site_visit", "documents", "remote_sensing", "media"}

// EntryKind gives KindTaskGiven.
func (*TaskGiven) EntryKind() Kind { return KindTaskGiven }

// Validate says what is wrong with the body, or nil.
func (b *TaskGiven) Validate() error {
	return firstOf(required("to", string(b.To)), oneOf("method", b.Method, Methods), required("what", b.What))
}

// CaseMoved: a case goes to another state by somebody's decision. What follows
// from other entries (a denial of access, a finding) needs none.
type CaseMoved struct {
	To      string `json:"to" role:"control"`
	Outcome string `json:"outcome,omitempty" role:"control"` // of a case that is closed without a finding
	Rung    string `json:"rung,omitempty" role:"control"`    // of the ladder, for escalated
	Clause  string `json:"clause,omitempty" role:"content"`  // that excludes it, for outside_mandate
	Reason  string `json:"reason,omitempty" role:"content"`
}

// CaseMoves are the states that somebody can put a case into.
var CaseMoves = []string{"acknowledged", "outside_mandate", "triaged", "under_verification", "under_investigation", "comments_period", "dispute",
	"escalated", "closed", "reopened"}

// ClosingOutcomes are those with which a case is closed without a finding.
var ClosingOutcomes = []string{"settled_locally", "closed_no_progress", "withdrawn", "duplicate_of"}

// EntryKind gives KindCaseMoved.
func (*CaseMoved) EntryKind() Kind { return KindCaseMoved }

// Validate says what is wrong with the body, or nil.
func (b *CaseMoved) Validate() error {
	if err := oneOf("to", b.To, CaseMoves); err != nil {
		return err
	}
	if b.Outcome != "" {
		if b.To != "closed" {
			return invalid("outcome goes with closed alone")
		}
		if err := oneOf("outcome", b.Outcome, ClosingOutcomes); err != nil {
			return err
		}
	}
	switch b.To {
	case "outside_mandate":
		return required("clause", b.Clause)
	case "reopened", "dispute", "escalated", "closed":
		return required("reason", b.Reason)
	}
	return nil
}

// PauseReasons are what can stop a clock for a while.
var PauseReasons = []string{"force_majeure", "access_denied", "information_awaited"}

// DeadlinePaused: a clock of a case stops for a reason that its rule knows,
// until Until at the latest.
type DeadlinePaused struct {
	Clock  string `json:"clock" role:"control"`
	Reason string `json:"reason" role:"control"`
	Until  string `json:"until" role:"control"` // RFC 3339; no pause is without an end
	Why    string `json:"why" role:"content"`
}

// EntryKind gives KindDeadlinePaused.
func (*DeadlinePaused) EntryKind() Kind { return KindDeadlinePaused }

// Validate says what is wrong with the body, or nil.
func (b *DeadlinePaused) Validate() error {
	return firstOf(required("clock", b.Clock), oneOf("reason", b.Reason, PauseReasons), instant("until", b.Until), required("why", b.Why))
}

// DeadlineExtended is one seat's signature under more time. It counts when as
// many seats have signed the same as the clock's rule asks for.
type DeadlineExtended struct {
	Clock string `json:"clock" role:"control"`
	Of    string `json:"of,omitempty" role:"control"` // the party whose clock it is, where the body is a party
	Until string `json:"until" role:"control"`        // RFC 3339
	Why   string `json:"why" role:"content"`
}

// EntryKind gives KindDeadlineExtended.
func (*DeadlineExtended) EntryKind() Kind { return KindDeadlineExtended }

// Validate says what is wrong with the body, or nil.
func (b *DeadlineExtended) Validate() error {
	return firstOf(required("clock", b.Clock), instant("until", b.Until), required("why", b.Why))
}

func instant(field, value string) error {
	if _, err := time.Parse(time.RFC3339, value); err != nil {
		return invalid("%s is %q; it has to be a time written 2026-01-31T14:00:00Z", field, value)
	}
	return nil
}

// ordered says that one time lies before another.
func ordered(from, until string) error {
	a, err := time.Parse(time.RFC3339, from)
	b, err2 := time.Parse(time.RFC3339, until)
	if err != nil || err2 != nil || !a.Before(b) {
		return invalid("it ends (%s) before it begins (%s)", until, from)
	}
	return nil
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func digest(field, value string) error {
	if !digestForm.MatchString(value) {
		return invalid("%s is not the 64 hexadecimal digits of a SHA-256", field)
	}
	return nil
}

func distinct(field string, values []string) error {
	seen := map[string]bool{}
	for _, v := range values {
		if v == "" || seen[v] {
			return invalid("%s names %q, which is empty or there before", field, v)
		}
		seen[v] = true
	}
	return nil
}
