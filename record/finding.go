package record

import "slices"

// Axes are what a proposition of a finding can be about. They are separate:
// that something happened does not say who did it, nor what it broke.
var Axes = []string{"occurred", "breach", "attribution", "control", "intent", "gravity", "exception"}

// Standards are the standards of proof, weakest first.
var Standards = []string{"reasonable_suspicion", "reasonable_grounds", "balance_of_probabilities", "clear_and_convincing",
	"beyond_reasonable_doubt"}

// Results are what can be said of a proposition.
var Results = []string{"met", "not_met", "not_assessed"}

// AttributionLevels say to whom an act is attributed; IntentLevels how it was
// meant; Gravities how grave it is.
var (
	AttributionLevels = []string{"unit", "command", "state", "non_state_actor_under_control", "non_state_actor", "unknown"}
	IntentLevels      = []string{"intentional", "reckless", "accidental", "undetermined"}
	Gravities         = []string{"minor", "serious"}
)

// Proposition is one thing that a finding says, with the standard of proof that
// it was held to. One without a standard cannot be saved.
type Proposition struct {
	N        int    `json:"n"` // its number in the finding, from 1
	Axis     string `json:"axis"`
	Standard string `json:"standard"`
	Result   string `json:"result"`
	Level    string `json:"level,omitempty"`    // on the axes attribution, intent and gravity
	Party    string `json:"party,omitempty"`    // whom it is attributed to, by the charter's id, where it is a party
	Evidence []ID   `json:"evidence,omitempty"` // entries that it rests on
}

func (p Proposition) validate(i int) error {
	levels := map[string][]string{"attribution": AttributionLevels, "intent": IntentLevels, "gravity": Gravities}[p.Axis]
	switch {
	case p.N != i+1:
		return invalid("propositions: number %d stands in place %d", p.N, i+1)
	case levels == nil && p.Level != "":
		return invalid("propositions: %d is on the axis %q, which has no level", p.N, p.Axis)
	case levels != nil && p.Result == "met":
		if err := oneOf("level", p.Level, levels); err != nil {
			return err
		}
	}
	for _, e := range p.Evidence {
		if !e.Valid() {
			return invalid("propositions: %d rests on %q, which is no entry's id", p.N, e)
		}
	}
	return firstOf(oneOf("axis", p.Axis, Axes), oneOf("standard", p.Standard, Standards), oneOf("result", p.Result, Results))
}

// PropositionText is the content half of a Proposition.
type PropositionText struct {
	N      int    `json:"n"`
	Text   string `json:"text"`
	Clause string `json:"clause,omitempty"` // on the axes breach and exception: which clause
	Whom   Party  `json:"whom,omitzero"`    // on the axis attribution
}

// FindingProposed: somebody puts a finding to the body that decides it. The
// references name the case; a later finding of a case replaces none before it.
type FindingProposed struct {
	Preliminary  bool          `json:"preliminary,omitempty" role:"control"`
	Outcome      string        `json:"outcome" role:"control"`
	Propositions []Proposition `json:"propositions" role:"control"`

	Texts   []PropositionText `json:"texts" role:"content"`
	Summary string            `json:"summary" role:"content"`
}

// EntryKind gives KindFindingProposed.
func (*FindingProposed) EntryKind() Kind { return KindFindingProposed }

// Validate says what is wrong with the body, or nil.
func (b *FindingProposed) Validate() error {
	if len(b.Propositions) == 0 {
		return invalid("propositions is empty; a finding says at least one thing, with its standard of proof")
	}
	if len(b.Propositions) > 200 {
		return invalid("propositions: a finding has at most 200")
	}
	for i, p := range b.Propositions {
		if err := p.validate(i); err != nil {
			return err
		}
	}
	for _, t := range b.Texts {
		if t.N < 1 || t.N > len(b.Propositions) {
			return invalid("texts: there is no proposition %d", t.N)
		}
		if axis := b.Propositions[t.N-1].Axis; axis == "breach" && t.Clause == "" {
			return invalid("texts: proposition %d is about a breach and names no clause", t.N)
		}
	}
	if len(b.Texts) != len(b.Propositions) {
		return invalid("texts: every proposition has its words")
	}
	if err := firstOf(oneOf("outcome", b.Outcome, FindingOutcomes), required("summary", b.Summary)); err != nil {
		return err
	}
	return b.Coherent()
}

// meets reports whether a proposition of an axis was met.
func (b *FindingProposed) meets(axis string) bool {
	return slices.ContainsFunc(b.Propositions, func(p Proposition) bool { return p.Axis == axis && p.Result == "met" })
}

// Coherent says why the outcome does not follow from the propositions, or nil.
// It reads control only.
func (b *FindingProposed) Coherent() error {
	occurred, breach, attributed := b.meets("occurred"), b.meets("breach"), b.meets("attribution")
	for _, p := range b.Propositions {
		if p.Axis == "attribution" && p.Result == "met" && p.Level == "unknown" {
			attributed = false
		}
		if p.Axis == "attribution" && p.Result == "met" && p.Level == "non_state_actor_under_control" && !b.meets("control") {
			return invalid("an armed group's act is attributed to the side that controls it only where the control was found: a proposition on the axis control is missing")
		}
		if p.Axis == "attribution" && p.Result == "met" && p.Level == "non_state_actor" && p.Party != "" {
			return invalid("the act of a group that is under nobody's control is not the party %s's", p.Party)
		}
	}
	need := func(ok bool, what string) error {
		if ok {
			return nil
		}
		return invalid("the outcome %q does not follow: %s", b.Outcome, what)
	}
	switch b.Outcome {
	case "minor_violation", "serious_violation":
		grave := slices.ContainsFunc(b.Propositions, func(p Proposition) bool {
			return p.Axis == "gravity" && p.Result == "met" && p.Level+"_violation" == b.Outcome
		})
		return firstOf(need(occurred, "that it occurred was not found"), need(breach, "that it broke a clause was not found"),
			need(attributed, "it is attributed to nobody: that is violation_unattributed"), need(grave, "its gravity was not found"))
	case "violation_unattributed":
		return firstOf(need(occurred, "that it occurred was not found"), need(breach, "that it broke a clause was not found"),
			need(!attributed, "it is attributed to somebody"))
	case "relevant_incident_no_violation":
		return firstOf(need(occurred, "that it occurred was not found"), need(!breach || b.meets("exception"), "a breach was found, and no exception"))
	case "no_violation":
		return need(!breach || b.meets("exception"), "a breach was found, and no exception")
	case "not_an_incident":
		return need(!breach && !attributed, "a breach or an author was found")
	case "unable_to_rule":
		return need(!(occurred && breach && attributed), "every question was answered")
	}
	return nil
}

// Votes are what a seat can say to what is put to it.
var Votes = []string{"for", "against", "abstain"}

// VoteCast: a seat signs a finding, or refuses to. The stage says what is
// decided; the rule that counts the votes is the charter's.
type VoteCast struct {
	Stage string `json:"stage" role:"control"`
	Vote  string `json:"vote" role:"control"`
	Note  string `json:"note,omitempty" role:"content"`
}

// VoteStages are those decided on a finding.
var VoteStages = []string{"preliminary_finding", "final_finding", "publication"}

// EntryKind gives KindVoteCast.
func (*VoteCast) EntryKind() Kind { return KindVoteCast }

// Validate says what is wrong with the body, or nil.
func (b *VoteCast) Validate() error {
	return firstOf(oneOf("stage", b.Stage, VoteStages), oneOf("vote", b.Vote, Votes))
}

// DissentFiled: a seat does not share a finding, or part of it. It is printed
// beside the finding and can be taken back by nobody, its author included.
type DissentFiled struct {
	Propositions []int  `json:"propositions" role:"control"` // by number
	Reasons      string `json:"reasons" role:"content"`
	Evidence     []ID   `json:"evidence,omitempty" role:"control"`
}

// EntryKind gives KindDissentFiled.
func (*DissentFiled) EntryKind() Kind { return KindDissentFiled }

// Validate says what is wrong with the body, or nil.
func (b *DissentFiled) Validate() error {
	if len(b.Propositions) == 0 || !slices.IsSorted(b.Propositions) || len(slices.Compact(slices.Clone(b.Propositions))) != len(b.Propositions) {
		return invalid("propositions: a dissent names those that it disputes, each once, in order")
	}
	return required("reasons", b.Reasons)
}

// RecusalDeclared: a seat stands aside in a case.
type RecusalDeclared struct {
	StandIn Seat   `json:"stand_in,omitempty" role:"control"` // who takes its place, where the rule provides for one
	Reason  string `json:"reason" role:"content"`
}

// EntryKind gives KindRecusalDeclared.
func (*RecusalDeclared) EntryKind() Kind { return KindRecusalDeclared }

// Validate says what is wrong with the body, or nil.
func (b *RecusalDeclared) Validate() error { return required("reason", b.Reason) }
