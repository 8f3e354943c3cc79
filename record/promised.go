package record

// Forms are the rungs of the ladder of form, weakest first.
var Forms = []string{"reported_orally", "stated_orally", "published_unilateral", "relayed_by_mediator", "joint_statement",
	"written_unsigned", "initialled", "signed", "signed_witnessed", "signed_guaranteed", "endorsed", "domesticated"}

// UndertakingStates are how far a promise has come, as its source has it.
var UndertakingStates = []string{"demanded", "offered", "given", "reported_given", "agreed", "in_force", "disputed", "denied"}

// ObligationKinds say what sort of duty it is: to leave something undone, to do
// something, or to prevent a third party.
var ObligationKinds = []string{"abstain", "perform", "procure_third_party"}

// ObligationParts are what an obligation needs to be verifiable.
var ObligationParts = []string{"duty_bearer", "act", "object", "place", "start", "end", "condition", "exception",
	"verification", "evidence_owed"}

// GuarantorStates are the states of a guarantor's commitment.
var GuarantorStates = []string{"named_by_party", "invited", "considering", "accepted", "declined", "silent",
	"active", "trigger_notified", "acted", "declined_to_act", "withdrawn"}

// Guarantor is a state or body named to stand behind an undertaking. Its name
// is content and stands in UndertakingRecorded.Named under Handle.
type Guarantor struct {
	Handle string `json:"handle"` // unique in the undertaking: g1, g2 …
	State  string `json:"state"`
}

// NamedGuarantor is the content half of a Guarantor.
type NamedGuarantor struct {
	Handle  string `json:"handle"`
	Name    string `json:"name"`
	NamedBy Party  `json:"named_by,omitzero"`
}

// UndertakingRecorded: a promise was asked for, given or reported.
type UndertakingRecorded struct {
	State      string      `json:"state" role:"control"`
	Form       string      `json:"form,omitempty" role:"control"`
	Obligation string      `json:"obligation,omitempty" role:"control"`
	Missing    []string    `json:"missing,omitempty" role:"control"` // what it lacks to be verifiable
	Guarantors []Guarantor `json:"guarantors,omitempty" role:"control"`

	Named []NamedGuarantor `json:"named,omitempty" role:"content"`
	By    Party            `json:"by,omitzero" role:"content"` // the duty-bearer
	To    Party            `json:"to,omitzero" role:"content"` // the beneficiary
	Words Words            `json:"words" role:"content"`
	Acceptance
}

// EntryKind gives KindUndertakingRecorded.
func (*UndertakingRecorded) EntryKind() Kind { return KindUndertakingRecorded }

// Validate says what is wrong with the body, or nil.
func (b *UndertakingRecorded) Validate() error {
	for _, m := range b.Missing {
		if err := oneOf("missing", m, ObligationParts); err != nil {
			return err
		}
	}
	seen := map[string]bool{}
	for _, g := range b.Guarantors {
		if g.Handle == "" || seen[g.Handle] {
			return invalid("guarantors: %q is not a handle of its own", g.Handle)
		}
		seen[g.Handle] = true
		if g.State != "named_by_party" {
			return invalid("guarantors: %q is entered as %q; a guarantor is entered as named_by_party, "+
				"and becomes more only by its own act", g.Handle, g.State)
		}
	}
	for _, n := range b.Named {
		if !seen[n.Handle] || n.Name == "" {
			return invalid("named: %q names no guarantor of this undertaking", n.Handle)
		}
	}
	return firstOf(
		oneOf("state", b.State, UndertakingStates),
		oneOf("form", b.Form, append([]string{""}, Forms...)),
		oneOf("obligation", b.Obligation, append([]string{""}, ObligationKinds...)),
		words("words", b.Words),
	)
}

// FormAdvanced: an undertaking was put in another form, by whom and when.
type FormAdvanced struct {
	Form     string `json:"form" role:"control"`
	Disputed bool   `json:"disputed,omitempty" role:"control"` // a party says it never took this form
	Issuer   string `json:"issuer" role:"content"`
	Date     string `json:"date,omitempty" role:"content"` // YYYY-MM-DD
	Note     string `json:"note,omitempty" role:"content"`
}

// EntryKind gives KindFormAdvanced.
func (*FormAdvanced) EntryKind() Kind { return KindFormAdvanced }

// Validate says what is wrong with the body, or nil.
func (b *FormAdvanced) Validate() error {
	return firstOf(oneOf("form", b.Form, Forms), required("issuer", b.Issuer), interval(b.Date, b.Date))
}

// GuaranteeMoved: a guarantor's commitment changed its state. Accepting needs a
// text with scope, trigger and action, signed by the guarantor itself.
type GuaranteeMoved struct {
	Handle  string `json:"handle" role:"control"`
	State   string `json:"state" role:"control"`
	As      string `json:"as,omitempty" role:"control"` // the third party, by the charter's id, whose own act it is
	Scope   string `json:"scope,omitempty" role:"content"`
	Trigger string `json:"trigger,omitempty" role:"content"`
	Action  string `json:"action,omitempty" role:"content"`
	Until   string `json:"until,omitempty" role:"content"` // YYYY-MM-DD
	Note    string `json:"note,omitempty" role:"content"`
}

// EntryKind gives KindGuaranteeMoved.
func (*GuaranteeMoved) EntryKind() Kind { return KindGuaranteeMoved }

// Validate says what is wrong with the body, or nil.
func (b *GuaranteeMoved) Validate() error {
	if b.State == "accepted" {
		if err := firstOf(required("scope", b.Scope), required("trigger", b.Trigger), required("action", b.Action)); err != nil {
			return err
		}
	}
	return firstOf(required("handle", b.Handle), oneOf("state", b.State, GuarantorStates), interval(b.Until, b.Until))
}

// InstrumentKinds are the kinds of a text or understanding between sides.
var InstrumentKinds = []string{"ceasefire", "mechanism", "joint_statement", "peace", "other"}

// InstrumentStatuses are how far an instrument is reported to have come.
var InstrumentStatuses = []string{"proposed", "agreed_in_principle", "agreed", "signed", "in_force", "extended", "suspended",
	"lapsed", "violated", "unknown"}

// InstrumentRecorded: a ceasefire, mechanism, joint statement or other text is
// reported to have been proposed, agreed, signed … as one source has it.
type InstrumentRecorded struct {
	Type   string `json:"type" role:"control"`
	Status string `json:"status" role:"control"`

	Place   string  `json:"place,omitempty" role:"content"`
	Date    string  `json:"date,omitempty" role:"content"` // YYYY-MM-DD
	Parties []Party `json:"parties,omitempty" role:"content"`
	Brokers []Party `json:"brokers,omitempty" role:"content"`
	Words   Words   `json:"words" role:"content"`
	Acceptance
}

// EntryKind gives KindInstrumentRecorded.
func (*InstrumentRecorded) EntryKind() Kind { return KindInstrumentRecorded }

// Validate says what is wrong with the body, or nil.
func (b *InstrumentRecorded) Validate() error {
	return firstOf(oneOf("type", b.Type, InstrumentKinds), oneOf("status", b.Status, InstrumentStatuses),
		words("words", b.Words), interval(b.Date, b.Date))
}
