package record

import "encoding/json"

// Words are the exact words of a source and where they stand: byte offsets of
// the file as it came, half open. Plain is there where charset, tags or
// entities garble Text.
type Words struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Plain string `json:"plain,omitempty"`
}

// Readable gives the words as one reads them.
func (w Words) Readable() string {
	if w.Plain != "" {
		return w.Plain
	}
	return w.Text
}

// Party is an actor: neutral name, and the charter's party id, else a country
// (ISO 3166 alpha-3), else a group's name.
type Party struct {
	Name string `json:"name"`
	Side string `json:"side,omitempty"`
}

// Acceptance is how a machine's draft came into the register: which draft, by
// which rule, as the machine made it, and which person accepted it. The body
// around it holds what the person accepted, corrected or not.
type Acceptance struct {
	Draft      string          `json:"draft,omitempty" role:"content"`       // the draft's id at the desk
	Rule       string          `json:"rule,omitempty" role:"content"`        // the rule that made it, or model:NAME
	Machine    json.RawMessage `json:"machine,omitempty" role:"content"`     // the draft as the machine made it
	Corrected  bool            `json:"corrected,omitempty" role:"control"`   // a person changed it before accepting
	AcceptedBy string          `json:"accepted_by,omitempty" role:"content"` // the person's name
}

// SourceFiled: a document was taken in, byte for byte.
type SourceFiled struct {
	Submitter     Submitter `json:"submitter" role:"control"`
	Reliability   string    `json:"reliability" role:"control"` // Admiralty A to F; F, cannot be judged, until graded
	File          string    `json:"file" role:"content"`
	SHA256        string    `json:"sha256" role:"content"` // of the raw bytes, hexadecimal
	Bytes         int64     `json:"bytes" role:"content"`
	MIME          string    `json:"mime,omitempty" role:"content"`
	Language      string    `json:"language,omitempty" role:"content"` // BCP 47
	Title         string    `json:"title,omitempty" role:"content"`
	Publisher     string    `json:"publisher,omitempty" role:"content"`
	Published     string    `json:"published,omitempty" role:"content"` // YYYY-MM-DD; "" unknown
	PublishedFrom string    `json:"published_basis,omitempty" role:"content"`
	DateConflict  bool      `json:"date_conflict,omitempty" role:"content"` // candidates for the date disagree
	Item          *int      `json:"item,omitempty" role:"content"`          // the number of a feed's item
	Evidence      Evidence  `json:"evidence" role:"content"`
	AcceptedBy    string    `json:"accepted_by,omitempty" role:"content"`   // the person's name
	Handle        string    `json:"source_handle,omitempty" role:"content"` // of who the source is, which the handlers keep
}

// Evidence is where a file's sealed bytes are kept, and the key that opens them.
type Evidence struct {
	Name string `json:"name"` // SHA-256 of the sealed bytes, hexadecimal
	Key  []byte `json:"key"`
}

// Submitter is the class of who brought a document in.
type Submitter string

// The classes of submitter.
const (
	SubmitterPress   Submitter = "press"
	SubmitterParty   Submitter = "party"
	SubmitterMonitor Submitter = "monitor"
	SubmitterPublic  Submitter = "public"
	SubmitterNGO     Submitter = "ngo"
	SubmitterOther   Submitter = "other_body"
)

// Submitters are the classes of submitter.
var Submitters = []Submitter{SubmitterPress, SubmitterParty, SubmitterMonitor, SubmitterPublic, SubmitterNGO, SubmitterOther}

// Reliabilities are the Admiralty code's grades of a source, A completely
// reliable to F cannot be judged. Each is given in isolation from the next list.
var Reliabilities = []string{"A", "B", "C", "D", "E", "F"}

// Credibilities are the Admiralty code's grades of a piece of information, 1
// confirmed by other sources to 6 cannot be judged.
var Credibilities = []string{"1", "2", "3", "4", "5", "6"}

// EntryKind gives KindSourceFiled.
func (*SourceFiled) EntryKind() Kind { return KindSourceFiled }

// Validate says what is wrong with the body, or nil.
func (b *SourceFiled) Validate() error {
	return firstOf(
		oneOf("submitter", b.Submitter, Submitters),
		oneOf("reliability", b.Reliability, Reliabilities),
		required("file", b.File), required("sha256", b.SHA256), required("evidence", b.Evidence.Name),
		handle(b.Handle),
	)
}

// Act is a verbal act.
type Act string

// Acts are the verbal acts, as docs/read-format.md names them.
var Acts = []Act{"assurance", "demand", "condition", "accusation", "denial", "threat", "rejection", "agreement",
	"offer_to_talk", "appeal", "claim", "claim_of_responsibility", "assessment", "no_comment", "other"}

// Mode is how the words are reported.
type Mode string

// Modes are the ways of reporting.
var Modes = []Mode{"direct", "indirect", "mixed", "nominal", "stance"}

// Link is one step of the way a statement came, outermost first.
type Link struct {
	Name     string `json:"name"`
	Channel  string `json:"channel,omitempty"`
	OnRecord *bool  `json:"on_record"`
	Hedge    string `json:"hedge,omitempty"`
}

// StatementRecorded: somebody is reported to have said, promised, asked,
// alleged, denied or threatened something.
type StatementRecorded struct {
	Acts        []Act  `json:"acts" role:"control"` // the first is the main one
	Mode        Mode   `json:"mode" role:"control"`
	Fidelity    string `json:"fidelity,omitempty" role:"control"` // verbatim, paraphrase_in_quotes or ""
	Credibility string `json:"credibility" role:"control"`        // Admiralty 1 to 6; 6 until graded

	Speaker   Party   `json:"speaker,omitzero" role:"content"`
	AsWritten string  `json:"as_written,omitempty" role:"content"` // the speaker in the source's words
	Others    []Party `json:"speakers,omitempty" role:"content"`   // further speakers of a joint statement
	Addressee Party   `json:"addressee,omitzero" role:"content"`
	Cue       string  `json:"cue,omitempty" role:"content"`
	Words     Words   `json:"words" role:"content"`
	Chain     []Link  `json:"chain,omitempty" role:"content"`
	Hedge     string  `json:"hedge,omitempty" role:"content"`
	From      string  `json:"from,omitempty" role:"content"` // when it was said, YYYY-MM-DD
	To        string  `json:"to,omitempty" role:"content"`
	Condition Words   `json:"condition,omitzero" role:"content"`
	Handle    string  `json:"source_handle,omitempty" role:"content"` // of who the source is, which the handlers keep
	Acceptance
}

// EntryKind gives KindStatementRecorded.
func (*StatementRecorded) EntryKind() Kind { return KindStatementRecorded }

// Validate says what is wrong with the body, or nil.
func (b *StatementRecorded) Validate() error {
	if len(b.Acts) == 0 {
		return invalid("acts is empty; a statement does at least one thing (other, if nothing else)")
	}
	for _, a := range b.Acts {
		if err := oneOf("acts", a, Acts); err != nil {
			return err
		}
	}
	return firstOf(
		oneOf("mode", b.Mode, Modes),
		oneOf("fidelity", b.Fidelity, []string{"", "verbatim", "paraphrase_in_quotes"}),
		oneOf("credibility", b.Credibility, Credibilities),
		words("words", b.Words),
		interval(b.From, b.To),
		handle(b.Handle),
	)
}

// firstOf gives the first error.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func required(field, value string) error {
	if value == "" {
		return invalid("%s is empty", field)
	}
	return nil
}

func words(field string, w Words) error {
	if w.Text == "" || w.Start < 0 || w.End <= w.Start {
		return invalid("%s has to be the exact words of the source and where they stand", field)
	}
	return nil
}
