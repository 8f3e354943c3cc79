package ledger

import (
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// VerifyFile checks whatever an operator hands out to be checked: a receipt, a
// submission receipt or a checkpoint; its first line tells which. Without a
// trust file only a receipt can be looked at, and only for being consistent with
// itself.
func VerifyFile(file []byte, trust *Trust) *Report {
	if strings.HasPrefix(string(file), proofMagic) {
		return VerifyReceipt(file, trust)
	}
	r := &Report{}
	if trust == nil {
		return r.fail("no-trust", "the file", fault.New(fault.Invalid, "it carries no trust file, and none was given"), meansNoTrust, -1)
	}
	v, err := NewVerifier(trust)
	if err != nil {
		return r.fail("trust", "the trust file", err, meansTrust, -1)
	}
	r.open(trust)
	if strings.HasPrefix(string(file), submissionMagic+"\n") {
		return r.submission(trust, file)
	}
	if text, _, ok := strings.Cut(string(file), "\n\n"); !ok || !looksLikeCheckpoint(text) {
		return r.fail("form", "the file", fault.New(fault.Invalid, "that is neither a receipt nor a checkpoint"), meansForm, -1)
	}
	opened, err := v.OpenCheckpoint(file)
	switch {
	case fault.Is(err, fault.Unavailable):
		return r.fail("witnesses", "the checkpoint", err, meansWait, -1)
	case err != nil:
		return r.fail("checkpoint", "the checkpoint", err, meansForged, -1)
	}
	r.Verdict, r.Opened = Proven, opened
	r.checkpoint(v, opened, nil)
	if trust.Policy.None() {
		r.Proves = []Sentence{say("signed-size", "The operator signed that the log had %s and no others.", entries(opened.Size))}
	} else {
		r.Proves = []Sentence{v.oneList(opened.Size)}
	}
	r.DoesNotProve = limits(trust)
	return r
}

func looksLikeCheckpoint(text string) bool {
	_, err := ParseCheckpoint(text + "\n")
	return err == nil
}

// submission checks that the operator promised to take an entry in. Whether the
// promise was kept, only the log can tell.
func (r *Report) submission(t *Trust, file []byte) *Report {
	s, err := ParseSubmission(file)
	if err != nil {
		return r.fail("form", "the file", err, meansForm, -1)
	}
	if err := s.Verify(t); err != nil {
		return r.fail("submission", "the submission receipt", err, meansPromise, -1)
	}
	r.Verdict = Proven
	r.Checked = []Sentence{say("promised", "The server of %s signed on %s that it has received the entry %s.", s.Origin, moment(s.Received), s.ID)}
	r.Proves = []Sentence{say("include-by", "The operator promised that the entry stands in the log by %s, or that the log says why it was refused.", moment(s.IncludeBy))}
	r.DoesNotProve = []Sentence{say("not-kept", "That the promise was kept: ask for the receipt of the entry, or check the log with this promise.")}
	return r
}
