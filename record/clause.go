package record

// ClauseStates are the states of a clause. denied and
// contested_meaning are not among them: they stand beside the state, as what a
// party says of it.
var ClauseStates = []string{"proposed", "tabled", "agreed_in_principle", "agreed_text", "in_force", "suspended", "extended", "lapsed",
	"superseded", "terminated"}

// ClauseBegins are the states in which a clause can be first recorded.
var ClauseBegins = []string{"proposed", "tabled", "agreed_in_principle", "agreed_text", "in_force"}

// ClauseRecorded: one clause of an instrument, which lives and lapses by itself.
type ClauseRecorded struct {
	State string `json:"state" role:"control"`
	From  string `json:"from,omitempty" role:"control"`  // YYYY-MM-DD
	Until string `json:"until,omitempty" role:"control"` // YYYY-MM-DD, that day included; it lapses after it

	Number   string `json:"number,omitempty" role:"content"` // as the instrument numbers it
	Text     string `json:"text" role:"content"`             // verbatim where known, else as reported
	Language string `json:"language,omitempty" role:"content"`
	Reported bool   `json:"known_only_by_report,omitempty" role:"control"`
}

// EntryKind gives KindClauseRecorded.
func (*ClauseRecorded) EntryKind() Kind { return KindClauseRecorded }

// Validate says what is wrong with the body, or nil.
func (b *ClauseRecorded) Validate() error {
	return firstOf(oneOf("state", b.State, ClauseBegins), interval(b.From, b.Until), required("text", b.Text))
}

// ClauseMoved: a clause went to another state.
type ClauseMoved struct {
	To     string `json:"to" role:"control"`
	From   string `json:"from,omitempty" role:"control"`  // YYYY-MM-DD; for terminated, the day on which it ends
	Until  string `json:"until,omitempty" role:"control"` // YYYY-MM-DD
	By     Party  `json:"by,omitzero" role:"content"`     // who suspended, extended, terminated it
	Reason string `json:"reason,omitempty" role:"content"`
}

// EntryKind gives KindClauseMoved.
func (*ClauseMoved) EntryKind() Kind { return KindClauseMoved }

// Validate says what is wrong with the body, or nil.
func (b *ClauseMoved) Validate() error {
	if err := firstOf(oneOf("to", b.To, ClauseStates), interval(b.From, b.Until)); err != nil {
		return err
	}
	switch b.To {
	case "extended":
		return required("until", b.Until)
	case "terminated":
		return firstOf(required("from", b.From), required("reason", b.Reason))
	case "suspended":
		return required("reason", b.Reason)
	}
	return nil
}

// Contests are what a party can say against a text or a promise: that it never
// agreed, or that it means something else.
var Contests = []string{"denied", "contested_meaning"}

// ReadingContested: a party denies an undertaking or a clause, or reads it
// otherwise. It stands beside what it contests and changes nothing of it.
type ReadingContested struct {
	What     string `json:"what" role:"control"`
	Reported string `json:"reported,omitempty" role:"control"` // the party, where a source reports it and not the party itself
	Reading  string `json:"reading" role:"content"`
}

// EntryKind gives KindReadingContested.
func (*ReadingContested) EntryKind() Kind { return KindReadingContested }

// Validate says what is wrong with the body, or nil.
func (b *ReadingContested) Validate() error {
	return firstOf(oneOf("what", b.What, Contests), required("reading", b.Reading))
}

// VariantRelations are what a text variant is to its instrument.
var VariantRelations = []string{"original", "translation", "issued_by_party", "as_published", "side_letter", "draft"}

// TextVariantFiled: one text of an instrument, as somebody issued it. Two sides
// may each publish another.
type TextVariantFiled struct {
	Relation string `json:"relation" role:"control"`
	Reported bool   `json:"known_only_by_report,omitempty" role:"control"`

	Issuer     string `json:"issuer" role:"content"`
	Language   string `json:"language" role:"content"`         // BCP 47
	SHA256     string `json:"sha256,omitempty" role:"content"` // of the file it was issued as
	Text       string `json:"text,omitempty" role:"content"`
	Translator string `json:"translator,omitempty" role:"content"`
	Date       string `json:"date,omitempty" role:"content"` // YYYY-MM-DD
}

// EntryKind gives KindTextVariantFiled.
func (*TextVariantFiled) EntryKind() Kind { return KindTextVariantFiled }

// Validate says what is wrong with the body, or nil.
func (b *TextVariantFiled) Validate() error {
	if b.Relation == "translation" && b.Translator == "" {
		return invalid("translator is empty; a translation names who made it, a machine too")
	}
	if b.Text == "" && !b.Reported {
		return invalid("text is empty; a text that nobody here has seen is known_only_by_report")
	}
	return firstOf(oneOf("relation", b.Relation, VariantRelations), required("issuer", b.Issuer), required("language", b.Language),
		interval(b.Date, b.Date))
}
