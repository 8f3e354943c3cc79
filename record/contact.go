package record

import "regexp"

// Consents are what a contact agreed to. not_free is consent that could not be
// refused without harm, and is no basis for anything by itself.
var Consents = []string{"given", "given_in_part", "not_given", "not_free", "not_needed"}

// ConsentRecorded: somebody who is not named here told the mechanism something,
// for a purpose, until a day. Who it is stands with the handlers, under the
// handle. It is taken back (EntryWithdrawn) when the contact takes consent back;
// what rests on it names it as such, and is erased then, or when the day is past.
type ConsentRecorded struct {
	Consent     string `json:"consent" role:"control"`
	RetainUntil string `json:"retain_until" role:"control"`            // YYYY-MM-DD: the last day on which it may be kept
	Purpose     string `json:"purpose" role:"content"`                 // what it was told for
	Covers      string `json:"covers,omitempty" role:"content"`        // what may be done with it, and who may be told
	Handle      string `json:"source_handle,omitempty" role:"content"` // of the identity, which the handlers keep
	By          string `json:"by,omitempty" role:"content"`            // who asked for it: staff, as a team's code
}

// EntryKind gives KindConsentRecorded.
func (*ConsentRecorded) EntryKind() Kind { return KindConsentRecorded }

// Validate says what is wrong with the body, or nil.
func (b *ConsentRecorded) Validate() error {
	return firstOf(oneOf("consent", b.Consent, Consents), required("retain_until", b.RetainUntil), interval(b.RetainUntil, ""),
		required("purpose", b.Purpose), handle(b.Handle))
}

// HandleField is the content field in which an entry has the handle of who its
// source is. It stays out of searches and exports.
const HandleField = "source_handle"

var handleForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// handle says what is wrong with the handle of a sealed identity, or nil.
func handle(h string) error {
	if h != "" && !handleForm.MatchString(h) {
		return invalid("source_handle: %q is not 32 hexadecimal digits, as surety identity seal gives them", h)
	}
	return nil
}
