package record

import "time"

// Place is where something is said to be. Precision is UCDP's where_prec: 1 the
// exact spot, 2 near a named place, 3 a district, 4 a province, 5 a part of a
// region or a line, 6 a country, 7 international waters or airspace.
type Place struct {
	Name      string   `json:"name"`
	Country   string   `json:"country,omitempty"` // ISO 3166 alpha-3
	Lat       *float64 `json:"lat,omitempty"`     // degrees north, WGS 84
	Lon       *float64 `json:"lon,omitempty"`     // degrees east, WGS 84
	Precision int      `json:"precision,omitempty"`
}

// IncidentRecorded: something is said to have happened. It holds no figures and
// no culprit: those are claims, each with its claimant, beside it.
type IncidentRecorded struct {
	Type          string `json:"type" role:"control"`                     // ACLED sub-event type
	Category      string `json:"category,omitempty" role:"control"`       // the instrument's own category, by id
	DatePrecision int    `json:"date_precision,omitempty" role:"control"` // UCDP 1 exact day, 2 within 2-6 days, 3 week, 4 month, 5 up to a year
	WherePrec     int    `json:"where_precision,omitempty" role:"control"`
	PressOnly     bool   `json:"press_only,omitempty" role:"control"` // known only from the press so far

	Words    Words  `json:"words" role:"content"`
	From     string `json:"from,omitempty" role:"content"` // YYYY-MM-DD
	To       string `json:"to,omitempty" role:"content"`
	Place    Place  `json:"place,omitzero" role:"content"`
	External string `json:"external,omitempty" role:"content"`      // its id in another's data set, as acled:AFG12345
	Handle   string `json:"source_handle,omitempty" role:"content"` // of who the source is, which the handlers keep
	Acceptance
}

// EntryKind gives KindIncidentRecorded.
func (*IncidentRecorded) EntryKind() Kind { return KindIncidentRecorded }

// Validate says what is wrong with the body, or nil.
func (b *IncidentRecorded) Validate() error {
	return firstOf(
		required("type", b.Type),
		between("date_precision", b.DatePrecision, 0, 5),
		between("where_precision", b.WherePrec, 0, 7),
		words("words", b.Words), interval(b.From, b.To), handle(b.Handle),
	)
}

// Subject is what a claim about an incident is about.
type Subject string

// The subjects of a claim.
const (
	SubjectNumber      Subject = "number"      // how many people, with what effect
	SubjectAttribution Subject = "attribution" // who did it
)

// Effects are what a counted person suffered.
var Effects = []string{"killed", "injured", "captured", "missing", "displaced"}

// ClaimClasses are the classes of a count. Sums across
// classes mean nothing and are refused.
var ClaimClasses = []string{"own_loss", "inflicted_loss", "third_party_count", "monitor_count", "unattributed"}

// ClaimRecorded: somebody claims something about an incident. Claims of
// different claimants are never merged, never averaged.
type ClaimRecorded struct {
	Subject     Subject `json:"subject" role:"control"`
	Effect      string  `json:"effect,omitempty" role:"control"`
	Class       string  `json:"class,omitempty" role:"control"`
	Low         bool    `json:"low,omitempty" role:"control"` // "at least", "more than"
	Credibility string  `json:"credibility" role:"control"`

	Claimant     Party  `json:"claimant,omitzero" role:"content"`       // empty: the source in its own voice
	Number       *int   `json:"number,omitempty" role:"content"`        // empty for "dozens" and the like
	Group        string `json:"group,omitempty" role:"content"`         // who was counted, in neutral words
	Words        Words  `json:"words,omitzero" role:"content"`          // the phrase
	CountingUnit string `json:"counting_unit,omitempty" role:"content"` // what one of the count is: persons
	RecordedBy   string `json:"recorded_by,omitempty" role:"content"`
	AttributedTo Party  `json:"attributed_to,omitzero" role:"content"`
	Handle       string `json:"source_handle,omitempty" role:"content"` // of who the source is, which the handlers keep
	Acceptance
}

// EntryKind gives KindClaimRecorded.
func (*ClaimRecorded) EntryKind() Kind { return KindClaimRecorded }

// Validate says what is wrong with the body, or nil.
func (b *ClaimRecorded) Validate() error {
	if err := firstOf(oneOf("credibility", b.Credibility, Credibilities), handle(b.Handle)); err != nil {
		return err
	}
	switch b.Subject {
	case SubjectNumber:
		return firstOf(
			oneOf("effect", b.Effect, Effects), oneOf("class", b.Class, ClaimClasses),
			words("words", b.Words),
			required("counting_unit", b.CountingUnit), required("recorded_by", b.RecordedBy),
		)
	case SubjectAttribution:
		return firstOf(required("attributed_to", b.AttributedTo.Name), required("recorded_by", b.RecordedBy))
	}
	return oneOf("subject", b.Subject, []Subject{SubjectNumber, SubjectAttribution})
}

// CrossingStatuses are the states of a crossing.
var CrossingStatuses = []string{"open", "open_limited", "closed", "closed_partial", "suspended_processing", "unknown"}

// UserClasses are the classes of a crossing's users.
var UserClasses = []string{"pedestrian_local", "patients", "returnees", "commercial_export", "commercial_import",
	"transit_trade", "empty_trucks", "humanitarian_cargo", "officials_monitors"}

// CrossingStatusRecorded: a crossing is said to be in a state. Gate is the
// charter's id of one side's gate, or "" for both sides.
type CrossingStatusRecorded struct {
	Crossing string   `json:"crossing,omitempty" role:"control"` // the charter's id; "" where none is meant by name
	Gate     string   `json:"gate,omitempty" role:"control"`
	Status   string   `json:"status" role:"control"`
	Users    []string `json:"users,omitempty" role:"control"`
	Observed bool     `json:"observed,omitempty" role:"control"` // seen by a monitor, not declared

	DatePrecision int `json:"date_precision,omitempty" role:"control"` // UCDP, as of an incident
	WherePrec     int `json:"where_precision,omitempty" role:"control"`

	Direction  string          `json:"direction,omitempty" role:"control"` // outbound or inbound, as seen from the gate; "" both
	Name       string          `json:"name,omitempty" role:"content"`
	Reason     string          `json:"reason,omitempty" role:"content"`
	Reasons    []ReasonGiven   `json:"reasons,omitempty" role:"content"` // where several give several
	DeclaredBy Party           `json:"declared_by,omitzero" role:"content"`
	From       string          `json:"from,omitempty" role:"content"` // YYYY-MM-DD
	To         string          `json:"to,omitempty" role:"content"`
	Hours      string          `json:"hours,omitempty" role:"content"` // of an open gate
	Queues     []CrossingQueue `json:"queues,omitempty" role:"content"`
	Words      Words           `json:"words,omitzero" role:"content"`
	Note       string          `json:"note,omitempty" role:"content"` // what a monitor saw
	Acceptance
}

// ReasonGiven is a reason for the state of a crossing, as one claimant gives it.
type ReasonGiven struct {
	Text     string `json:"text"`
	Claimant Party  `json:"claimant,omitzero"`
}

// CrossingQueue is who or what waits, as one recorder counts it, of what scope.
type CrossingQueue struct {
	Number       *int   `json:"number,omitempty"`
	Phrase       string `json:"phrase,omitempty"` // "hundreds", where no number is given
	CountingUnit string `json:"counting_unit"`    // vehicles, persons, families …
	Scope        string `json:"scope"`            // transit cargo, all vehicles …
	RecordedBy   string `json:"recorded_by"`
	Oldest       string `json:"oldest,omitempty"` // how long the first has waited
}

func (q CrossingQueue) validate() error {
	if q.Number == nil && q.Phrase == "" {
		return invalid("queues: a queue has a number, or the phrase that stands for one")
	}
	return firstOf(required("queues: counting_unit", q.CountingUnit), required("queues: scope", q.Scope), required("queues: recorded_by", q.RecordedBy))
}

// CrossingDirections are the ways through a gate.
var CrossingDirections = []string{"outbound", "inbound"}

// EntryKind gives KindCrossingStatusRecorded.
func (*CrossingStatusRecorded) EntryKind() Kind { return KindCrossingStatusRecorded }

// Validate says what is wrong with the body, or nil.
func (b *CrossingStatusRecorded) Validate() error {
	for _, u := range b.Users {
		if err := oneOf("users", u, UserClasses); err != nil {
			return err
		}
	}
	for _, q := range b.Queues {
		if err := q.validate(); err != nil {
			return err
		}
	}
	said := words("words", b.Words)
	if b.Observed && b.Note != "" && b.Words == (Words{}) {
		said = nil // what a monitor saw stands in no source
	}
	return firstOf(oneOf("status", b.Status, CrossingStatuses), oneOf("direction", b.Direction, append([]string{""}, CrossingDirections...)),
		between("date_precision", b.DatePrecision, 0, 5), between("where_precision", b.WherePrec, 0, 7), said, interval(b.From, b.To))
}

// TalksOutcomes are the outcomes of a round (docs/read-format.md).
var TalksOutcomes = []string{"agreement_signed", "joint_statement", "next_round", "adjourned", "extended",
	"deadlock", "collapsed", "resumed_after_collapse", "unknown"}

// TalksLevels are who sits at the table.
var TalksLevels = []string{"technical", "senior_officials", "principals"}

// TalksRecorded: a round of talks, as one source describes it. Another source's
// description of the same round is another entry that names this one (RepeatOf).
type TalksRecorded struct {
	Outcome string `json:"outcome" role:"control"`
	Level   string `json:"level,omitempty" role:"control"` // TalksLevels

	PlannedFrom string   `json:"planned_from,omitempty" role:"content"` // YYYY-MM-DD
	PlannedTo   string   `json:"planned_to,omitempty" role:"content"`
	NextDue     string   `json:"next_round_due,omitempty" role:"content"` // YYYY-MM-DD
	Agenda      []string `json:"agenda,omitempty" role:"content"`
	Sticking    []string `json:"sticking_points,omitempty" role:"content"`

	Place     string  `json:"place,omitempty" role:"content"`
	From      string  `json:"from,omitempty" role:"content"` // YYYY-MM-DD
	To        string  `json:"to,omitempty" role:"content"`
	Round     int     `json:"round,omitempty" role:"content"`
	Parties   []Party `json:"parties,omitempty" role:"content"`
	Mediators []Party `json:"mediators,omitempty" role:"content"`
	Hosts     []Party `json:"hosts,omitempty" role:"content"`
	Words     Words   `json:"words" role:"content"`
	Acceptance
}

// EntryKind gives KindTalksRecorded.
func (*TalksRecorded) EntryKind() Kind { return KindTalksRecorded }

// Validate says what is wrong with the body, or nil.
func (b *TalksRecorded) Validate() error {
	return firstOf(oneOf("outcome", b.Outcome, TalksOutcomes), words("words", b.Words),
		oneOf("level", b.Level, append([]string{""}, TalksLevels...)), between("round", b.Round, 0, 10_000), interval(b.From, b.To),
		interval(b.PlannedFrom, b.PlannedTo), interval(b.NextDue, b.NextDue))
}

func between(field string, value, low, high int) error {
	if value < low || value > high {
		return invalid("%s is %d; it has to be from %d to %d", field, value, low, high)
	}
	return nil
}

// interval checks two ISO days, either of which may be empty.
func interval(from, to string) error {
	for _, d := range []string{from, to} {
		if d == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, d); err != nil {
			return invalid("%q is not a day written YYYY-MM-DD", d)
		}
	}
	if from != "" && to != "" && from > to {
		return invalid("the interval ends (%s) before it begins (%s)", to, from)
	}
	return nil
}
