package record

// SourceGraded: somebody grades how reliable a source is, A to F. It is graded
// apart from what it says. Until somebody does, it is F: cannot be judged.
type SourceGraded struct {
	Reliability string `json:"reliability" role:"control"`
	Reason      string `json:"reason" role:"content"`
}

// EntryKind gives KindSourceGraded.
func (*SourceGraded) EntryKind() Kind { return KindSourceGraded }

// Validate says what is wrong with the body, or nil.
func (b *SourceGraded) Validate() error {
	return firstOf(oneOf("reliability", b.Reliability, Reliabilities), required("reason", b.Reason))
}

// CredibilityGraded: somebody grades how credible a statement or claim is, 1 to
// 6, apart from who says it.
type CredibilityGraded struct {
	Credibility string `json:"credibility" role:"control"`
	Reason      string `json:"reason" role:"content"`
}

// EntryKind gives KindCredibilityGraded.
func (*CredibilityGraded) EntryKind() Kind { return KindCredibilityGraded }

// Validate says what is wrong with the body, or nil.
func (b *CredibilityGraded) Validate() error {
	return firstOf(oneOf("credibility", b.Credibility, Credibilities), required("reason", b.Reason))
}

// SourceLinks are what one document can be to another.
var SourceLinks = []string{"republished_from", "translated_from", "cites"}

// SourceLinked: a document is a copy of another, or draws on it. Independent
// roots are counted, not copies.
type SourceLinked struct {
	Relation string `json:"relation" role:"control"`
	Why      string `json:"why" role:"content"`
}

// EntryKind gives KindSourceLinked.
func (*SourceLinked) EntryKind() Kind { return KindSourceLinked }

// Validate says what is wrong with the body, or nil.
func (b *SourceLinked) Validate() error {
	return firstOf(oneOf("relation", b.Relation, SourceLinks), required("why", b.Why))
}

// ConfirmingAccess is whether those who could confirm something could be asked.
var ConfirmingAccess = []string{"granted", "denied", "not_sought"}

// ConfirmationSought: who could confirm an incident was asked, or could not be.
// That nothing was confirmed is no disproof where nobody could be asked.
type ConfirmationSought struct {
	Access string `json:"access" role:"control"`
	Whom   string `json:"whom" role:"content"`
	Result string `json:"result,omitempty" role:"content"`
}

// EntryKind gives KindConfirmationSought.
func (*ConfirmationSought) EntryKind() Kind { return KindConfirmationSought }

// Validate says what is wrong with the body, or nil.
func (b *ConfirmationSought) Validate() error {
	return firstOf(oneOf("access", b.Access, ConfirmingAccess), required("whom", b.Whom))
}

// RangeRules are the rules by which somebody may set a range. None of them
// averages rival figures.
var RangeRules = []string{"monitor_count", "lowest_and_highest_claim", "phrase_rule", "agreed_by_sides", "corroborated_only"}

// RangeSet: a monitor sets low, best and high of an incident's figure, by a named
// rule. Until somebody does, there is none.
type RangeSet struct {
	Effect string `json:"effect" role:"control"`
	Rule   string `json:"rule" role:"control"`

	Low          *int   `json:"low,omitempty" role:"content"`
	Best         *int   `json:"best,omitempty" role:"content"`
	High         *int   `json:"high,omitempty" role:"content"`
	CountingUnit string `json:"counting_unit" role:"content"`
	Group        string `json:"group,omitempty" role:"content"`
	Reason       string `json:"reason" role:"content"`
}

// EntryKind gives KindRangeSet.
func (*RangeSet) EntryKind() Kind { return KindRangeSet }

// Validate says what is wrong with the body, or nil.
func (b *RangeSet) Validate() error {
	if b.Low == nil && b.Best == nil && b.High == nil {
		return invalid("none of low, best and high is given")
	}
	last := 0
	for _, n := range []*int{b.Low, b.Best, b.High} {
		if n == nil {
			continue
		}
		if *n < last {
			return invalid("low, best and high are not in order")
		}
		last = *n
	}
	return firstOf(oneOf("effect", b.Effect, Effects), oneOf("rule", b.Rule, RangeRules), required("counting_unit", b.CountingUnit),
		required("reason", b.Reason))
}
