package record

// MediaChecks are what is looked at in a picture or recording: where it first
// appeared, whether its place and its time fit what is said of it, and traces of
// editing.
var MediaChecks = []string{"first_appearance", "place_match", "time_match", "edit_traces"}

// MediaChecked: somebody looked at one thing in a file, and says what was found
// and how. It is evidence, and has no field for a verdict: that a shadow falls the
// wrong way is found; that the picture is false is for a finding to say.
type MediaChecked struct {
	Check string `json:"check" role:"control"` // of MediaChecks

	Found  string `json:"found" role:"content"`
	Method string `json:"method" role:"content"`
	Day    string `json:"day,omitempty" role:"content"`   // the earliest on which it was found published, YYYY-MM-DD
	Where  string `json:"where,omitempty" role:"content"` // an address of that
	Left   string `json:"left,omitempty" role:"content"`  // what could not be looked at, and why
}

// EntryKind gives KindMediaChecked.
func (*MediaChecked) EntryKind() Kind { return KindMediaChecked }

// Validate says what is wrong with the body, or nil.
func (b *MediaChecked) Validate() error {
	if (b.Day != "" || b.Where != "") && b.Check != "first_appearance" {
		return invalid("day and where are of a first appearance, and the check is %q", b.Check)
	}
	return firstOf(oneOf("check", b.Check, MediaChecks), required("found", b.Found), required("method", b.Method), interval(b.Day, b.Day))
}

// Alignments are whose a publisher can be said to be.
var Alignments = []string{"state", "party_affiliated", "independent", "wire", "exile", "unknown"}
