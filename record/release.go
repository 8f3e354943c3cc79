package record

import (
	"slices"
	"strings"
)

// HarmQuestions are asked, in this order, before anything is released. Each is
// put so that "yes" stops the release.
var HarmQuestions = []string{
	"locates_person",    // could it locate a person who spoke?
	"locates_forces",    // could it locate forces or monitors, now or at a habitual time?
	"one_side_first",    // would one side learn it before the other?
	"read_as_finding",   // would a reader take a claim for a finding?
	"data_without_need", // does it contain somebody's data without need?
	"before_reply",      // does it come before the accused side has had its reply window?
}

// HarmAnswers are what can be answered. What was coarsened is withheld in part.
var HarmAnswers = []string{"no", "coarsened", "yes"}

// ReleaseProposed: one person proposes that more seats than before may read the
// entries it names as targets. It takes effect by ContentReleased, by another.
type ReleaseProposed struct {
	Level    string            `json:"charter_level,omitempty" role:"control"` // the charter's name of the level, where it is one
	To       []Seat            `json:"to" role:"control"`                      // who may read it then, beside those who may already; sorted
	Withheld []string          `json:"withheld,omitempty" role:"control"`
	Harms    map[string]string `json:"harms" role:"control"`               // every one of HarmQuestions answered
	Risk     string            `json:"risk" role:"content"`                // what may come of it, and what was done against that
	OneSided string            `json:"one_sided,omitempty" role:"content"` // why one party gets it and another does not, where it is so
	By       string            `json:"by,omitempty" role:"content"`
}

// EntryKind gives KindReleaseProposed.
func (*ReleaseProposed) EntryKind() Kind { return KindReleaseProposed }

// Validate says what is wrong with the body, or nil.
func (b *ReleaseProposed) Validate() error {
	if err := seats("to", b.To); err != nil {
		return err
	}
	if err := names("withheld", b.Withheld); err != nil {
		return err
	}
	for _, q := range HarmQuestions {
		if err := oneOf("harms: "+q, b.Harms[q], HarmAnswers); err != nil {
			return err
		}
		if b.Harms[q] == "coarsened" && len(b.Withheld) == 0 {
			return invalid("harms: %s is answered with coarsened, and no field is withheld", q)
		}
	}
	if len(b.Harms) != len(HarmQuestions) {
		return invalid("harms: %d questions are answered; there are %d", len(b.Harms), len(HarmQuestions))
	}
	return required("risk", b.Risk)
}

// Harmful gives the first question answered with yes, or "". That one side learns it
// before the other stops nothing where declared: the proposal says why it is so.
func (b *ReleaseProposed) Harmful(declared bool) string {
	for _, q := range HarmQuestions {
		if b.Harms[q] == "yes" && !(declared && q == "one_side_first") {
			return q
		}
	}
	return ""
}

// ContentReleased: a second person lets a proposed release take effect.
type ContentReleased struct {
	By string `json:"by" role:"content"` // the person's name
}

// EntryKind gives KindContentReleased.
func (*ContentReleased) EntryKind() Kind { return KindContentReleased }

// Validate says what is wrong with the body, or nil. What is released stands in
// the proposal.
func (b *ContentReleased) Validate() error { return required("by", b.By) }

// RedactionProposed: one person proposes that some seats, who may read an entry,
// may not read some of its fields any more. What they have had they have had.
type RedactionProposed struct {
	Fields []string `json:"fields" role:"control"` // sorted
	From   []Seat   `json:"from" role:"control"`   // sorted
	Reason string   `json:"reason" role:"content"`
	By     string   `json:"by,omitempty" role:"content"`
}

// EntryKind gives KindRedactionProposed.
func (*RedactionProposed) EntryKind() Kind { return KindRedactionProposed }

// Validate says what is wrong with the body, or nil.
func (b *RedactionProposed) Validate() error {
	if len(b.Fields) == 0 {
		return invalid("fields: a redaction names at least one field")
	}
	return firstOf(names("fields", b.Fields), seats("from", b.From), required("reason", b.Reason))
}

// ContentRedacted: a second person lets a proposed redaction take effect.
type ContentRedacted struct {
	By string `json:"by" role:"content"` // the person's name
}

// EntryKind gives KindContentRedacted.
func (*ContentRedacted) EntryKind() Kind { return KindContentRedacted }

// Validate says what is wrong with the body, or nil. What is redacted stands in
// the proposal.
func (b *ContentRedacted) Validate() error { return required("by", b.By) }

// seats says what is wrong with a list of seats that has to be sorted and not empty.
func seats(field string, list []Seat) error {
	if len(list) == 0 {
		return invalid("%s: no seat is named", field)
	}
	for i, s := range list {
		if s == "" || i > 0 && list[i-1] >= s {
			return invalid("%s: it is not a sorted list of different seats", field)
		}
	}
	return nil
}

// names says what is wrong with a list of fields' names, which has to be sorted.
func names(field string, list []string) error {
	if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) || slices.ContainsFunc(list, func(s string) bool {
		return s == "" || strings.ContainsAny(s, " \t\r\n")
	}) {
		return invalid("%s: it is not a sorted list of different fields", field)
	}
	return nil
}
