package record

import "time"

// SubmissionRefused: a signed entry was handed in by a seat's own key, and the
// rules refuse it. Whoever handed it in has a receipt; this is how it ended.
type SubmissionRefused struct {
	Submission ID     `json:"submission" role:"control"` // the entry's id
	Commitment string `json:"commitment" role:"control"` // as the submission receipt has it, hexadecimal
	Reason     string `json:"reason" role:"content"`
}

// EntryKind gives KindSubmissionRefused.
func (*SubmissionRefused) EntryKind() Kind { return KindSubmissionRefused }

// Validate says what is wrong with the body, or nil.
func (b *SubmissionRefused) Validate() error {
	if !b.Submission.Valid() {
		return invalid("submission: %q is not an entry's id", b.Submission)
	}
	return firstOf(digest("commitment", b.Commitment), required("reason", b.Reason))
}

// TimeAttested: by Witnessed enough witnesses had cosigned the log's first Size
// entries. Of the attestations that cover an entry the first counts, for ever.
type TimeAttested struct {
	Size       int64  `json:"size" role:"control"`
	Root       string `json:"root" role:"control"`       // of the tree, hexadecimal
	Witnessed  string `json:"witnessed" role:"control"`  // RFC 3339, UTC: when the policy was first satisfied
	Checkpoint string `json:"checkpoint" role:"control"` // with the cosignatures, from which the rest follows
}

// EntryKind gives KindTimeAttested.
func (*TimeAttested) EntryKind() Kind { return KindTimeAttested }

// Validate says what is wrong with the body, or nil.
func (b *TimeAttested) Validate() error {
	if b.Size < 1 {
		return invalid("size: an attestation is of one entry at the least")
	}
	if _, err := time.Parse("2006-01-02T15:04:05Z", b.Witnessed); err != nil {
		return invalid("witnessed: %q is not a time as 2026-11-24T05:00:00Z", b.Witnessed)
	}
	return firstOf(digest("root", b.Root), required("checkpoint", b.Checkpoint))
}

// StateAttested: the log's first Size entries fold to this state in the view of
// the entry's audience. Size is the entry's own index: it says what everything
// before it came to.
type StateAttested struct {
	Size  int64  `json:"size" role:"control"`
	State string `json:"state" role:"control"` // digest, hexadecimal
	Rules int    `json:"rules" role:"control"` // the version of the rules it was folded by
}

// EntryKind gives KindStateAttested.
func (*StateAttested) EntryKind() Kind { return KindStateAttested }

// Validate says what is wrong with the body, or nil.
func (b *StateAttested) Validate() error {
	if b.Size < 1 {
		return invalid("size: an attestation is of one entry at the least")
	}
	return firstOf(digest("state", b.State), between("rules", b.Rules, 1, RulesVersion))
}
