package record

// ObligationSpecified says what an undertaking obliges to, part by part. A part
// that is said not to exist is written "none"; one that is left out is missing,
// and the obligation is underspecified. Which parts are there is control.
type ObligationSpecified struct {
	Kind       string `json:"kind" role:"control"` // ObligationKinds
	Continuous bool   `json:"continuous,omitempty" role:"control"`
	Due        string `json:"due,omitempty" role:"control"` // YYYY-MM-DD

	// Below makes it conditional: it is suspended while the obligation that the
	// reference depends_on names is graded below this by GradedBy.
	Below    int  `json:"below,omitempty" role:"control"`
	GradedBy Seat `json:"graded_by,omitempty" role:"control"`

	DutyBearer   string `json:"duty_bearer,omitempty" role:"content"`
	Beneficiary  string `json:"beneficiary,omitempty" role:"content"`
	Act          string `json:"act,omitempty" role:"content"`
	Object       string `json:"object,omitempty" role:"content"`
	Place        string `json:"place,omitempty" role:"content"`
	Start        string `json:"start,omitempty" role:"content"`
	End          string `json:"end,omitempty" role:"content"`
	Condition    string `json:"condition,omitempty" role:"content"`
	Exception    string `json:"exception,omitempty" role:"content"`
	Verification string `json:"verification,omitempty" role:"content"`
	EvidenceOwed string `json:"evidence_owed,omitempty" role:"content"`
}

// EntryKind gives KindObligationSpecified.
func (*ObligationSpecified) EntryKind() Kind { return KindObligationSpecified }

// Validate says what is wrong with the body, or nil.
func (b *ObligationSpecified) Validate() error {
	if b.Continuous && b.Due != "" {
		return invalid("due goes with an obligation to be done once, not with a continuous one")
	}
	if (b.Below > 0) != (b.GradedBy != "") {
		return invalid("below and graded_by go together: a condition on a grade says whose grade")
	}
	return firstOf(oneOf("kind", b.Kind, ObligationKinds), interval(b.Due, b.Due), between("below", b.Below, 0, 3))
}

// Lineages are what a later promise is to an earlier one.
var Lineages = []string{"restates", "weakens", "strengthens", "contradicts"}

// LineageLinked: one promise repeats another, as somebody sees it. The reference
// about names the later, earlier the earlier.
type LineageLinked struct {
	Relation string `json:"relation" role:"control"`
	Why      string `json:"why" role:"content"`
}

// EntryKind gives KindLineageLinked.
func (*LineageLinked) EntryKind() Kind { return KindLineageLinked }

// Validate says what is wrong with the body, or nil.
func (b *LineageLinked) Validate() error {
	return firstOf(oneOf("relation", b.Relation, Lineages), required("why", b.Why))
}

// GradeAxes are the axes of a grade, and the values of each. They are never
// merged into one.
var GradeAxes = map[string][]string{
	"implementation": {"0", "1", "2", "3"},
	"compliance":     {"no_known_breach", "minor_breach", "serious_breach", "persistent", "repudiated", "not_assessable"},
	"timeliness":     {"not_due", "on_time", "late", "lapsed"},
}

// VerificationLevels say how what is said was verified.
var VerificationLevels = []string{"self_declared", "party_confirmed_by_other", "monitor_observed", "independently_verified", "unverified_press"}

// GradeGiven: somebody says, on one axis, how an undertaking stands. Grades of
// several stand side by side; a later one of the same grader corrects nothing,
// it only comes later.
type GradeGiven struct {
	Axis     string `json:"axis" role:"control"`
	Value    string `json:"value" role:"control"`
	Level    string `json:"level" role:"control"` // of verification
	Method   string `json:"method,omitempty" role:"control"`
	Reported string `json:"reported,omitempty" role:"control"` // the party whose grade it is, where a source reports it
	Evidence []ID   `json:"evidence,omitempty" role:"control"`
	Reasons  string `json:"reasons" role:"content"`
}

// EntryKind gives KindGradeGiven.
func (*GradeGiven) EntryKind() Kind { return KindGradeGiven }

// Validate says what is wrong with the body, or nil.
func (b *GradeGiven) Validate() error {
	values, ok := GradeAxes[b.Axis]
	if !ok {
		return invalid("axis is %q; it has to be implementation, compliance or timeliness (the form has its ladder)", b.Axis)
	}
	return firstOf(oneOf("value", b.Value, values), oneOf("level", b.Level, VerificationLevels),
		oneOf("method", b.Method, append([]string{""}, Methods...)), required("reasons", b.Reasons))
}

// Declarations are what a party can declare.
var Declarations = []string{"groups", "locations", "units", "weapons", "detainees", "other"}

// DeclarationMade: a party declares what it has, or where. It is the party's own.
type DeclarationMade struct {
	What string `json:"what" role:"control"`
	Text string `json:"text" role:"content"`
}

// EntryKind gives KindDeclarationMade.
func (*DeclarationMade) EntryKind() Kind { return KindDeclarationMade }

// Validate says what is wrong with the body, or nil.
func (b *DeclarationMade) Validate() error {
	return firstOf(oneOf("what", b.What, Declarations), required("text", b.Text))
}

// DeclarationConcluded: a verifier says whether what was declared is true, and
// whether it is all. The two are separate.
type DeclarationConcluded struct {
	Correctness  string `json:"correctness" role:"control"`  // correct, incorrect, not_determined
	Completeness string `json:"completeness" role:"control"` // complete, incomplete, not_determined
	Level        string `json:"level" role:"control"`
	Reasons      string `json:"reasons" role:"content"`
}

// EntryKind gives KindDeclarationConcluded.
func (*DeclarationConcluded) EntryKind() Kind { return KindDeclarationConcluded }

// Validate says what is wrong with the body, or nil.
func (b *DeclarationConcluded) Validate() error {
	return firstOf(oneOf("correctness", b.Correctness, []string{"correct", "incorrect", "not_determined"}),
		oneOf("completeness", b.Completeness, []string{"complete", "incomplete", "not_determined"}),
		oneOf("level", b.Level, VerificationLevels), required("reasons", b.Reasons))
}
