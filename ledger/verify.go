package ledger

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

func appendInt(out []byte, n int64) []byte { return strconv.AppendInt(out, n, 10) }

// VerifyReceipt checks a receipt with nothing else at hand. trust is the trust
// file the verifier was handed at accession; nil if there is none, and then the
// receipt is only checked for being consistent with itself.
func VerifyReceipt(file []byte, trust *Trust) *Report {
	if trust == nil {
		return verifyAlone(file)
	}
	v, err := NewVerifier(trust)
	if err != nil {
		return (&Report{}).fail("trust", "the trust file", err, meansTrust, -1)
	}
	return v.VerifyReceipt(file)
}

// VerifyReceipt checks a receipt against the trust file. It may be called by
// many at once.
func (v *Verifier) VerifyReceipt(file []byte) *Report {
	r := &Report{}
	r.open(v.trust)
	if !r.receipt(v, file) {
		return r
	}
	r.Verdict = Proven
	return r
}

// verifyAlone checks a receipt against the trust file it carries itself.
func verifyAlone(file []byte) *Report {
	r := &Report{}
	parsed, err := ParseReceipt(file)
	if err != nil {
		return r.fail("form", "the file", err, meansForm, -1)
	}
	if parsed.Trust == nil {
		return r.fail("no-trust", "the file", fault.New(fault.Invalid, "it carries no trust file, and none was given"), meansNoTrust, -1)
	}
	trust, err := ParseTrust(parsed.Trust)
	if err != nil {
		return r.fail("trust-inside", "the trust file inside", err, meansForged, -1)
	}
	v, err := NewVerifier(trust)
	if err != nil {
		return r.fail("trust-inside", "the trust file inside", err, meansForged, -1)
	}
	r.open(trust)
	if !r.receipt(v, file) {
		return r
	}
	r.Verdict = Consistent
	print := trust.Fingerprint()
	r.Proves = []Sentence{
		say("compare-words", "Nothing yet: anyone can make a file that is consistent with itself. Compare these words with those you were given at accession: %s.", print.Words()),
		say("compare-digits", "Or these digits: %s.", print.Digits(LatinDigits)),
	}
	return r
}

const (
	meansTrust   = "Nothing was checked. Ask for the trust file again, and compare its fingerprint."
	meansNoTrust = "Nothing was checked. Ask whoever runs the log for the trust file."
	meansShown   = "The entry itself is proven, but what is shown of it is not what was signed. Believe none of the fields shown."
	meansPromise = "This receipt proves nothing against this log. Check that it is whole, and of this log."
	meansForm    = "Nothing was proven. The file was damaged on its way, or it is no receipt; ask for it again."
	meansForged  = "Nothing was proven. The file was damaged or altered; ask for it again, and if the new one fails too, keep both and tell the guarantors."
	meansOther   = "This receipt may be sound, but not for the log you trust. Check that you hold the right trust file."
	meansWait    = "Nothing is wrong yet: the entry is received, but too few witnesses have signed. Ask for a newer receipt."
)

// receipt does the checking, in the order in which a reader would want to know.
func (r *Report) receipt(v *Verifier, file []byte) bool {
	trust := v.trust
	p, err := ParseReceipt(file)
	if err != nil {
		r.fail("form", "the file", err, meansForm, -1)
		return false
	}
	r.Receipt = p
	pae := PAE(EnvelopeType, p.Signed.Envelope)
	env, err := ParseEnvelope(p.Signed.Envelope)
	if err != nil {
		r.fail("envelope", "the envelope", err, meansForged, p.Index)
		return false
	}
	if env.Origin != trust.Origin {
		r.fail("other-log", "the envelope", fault.New(fault.Corrupt, "the entry is of the log %s, not of %s", env.Origin, trust.Origin), meansOther, p.Index)
		return false
	}
	opened, err := v.cached(p.Checkpoint)
	switch {
	case fault.Is(err, fault.Unavailable):
		r.fail("witnesses", "the checkpoint", err, meansWait, p.Index)
		return false
	case err != nil:
		r.fail("checkpoint", "the checkpoint", err, meansForged, p.Index)
		return false
	}
	r.Opened = opened
	r.checkpoint(v, opened, nil)

	leaf := Leaf{Origin: env.Origin, Class: p.Class, Time: p.Time, Commitment: commitment(p.Signed.LeafSalt, pae, p.Signed.Signature)}
	data, err := leaf.MarshalBinary()
	if err != nil {
		r.fail("leaf", "the leaf", err, meansForged, p.Index)
		return false
	}
	if err := CheckInclusion(p.Hashes, opened.Tree, p.Index, data); err != nil {
		r.fail("inclusion", "the proof of inclusion", fault.New(fault.Corrupt,
			"%w. The entry, its signature, its salt, its time, its place or the proof was changed", err), meansForged, p.Index)
		return false
	}
	r.Checked = append(r.Checked, say("included", "The entry stands at place %d of the %d that the checkpoint covers.", p.Index, opened.Size))

	if err := env.verify(pae, p.Signed.Signature, p.Key); err != nil {
		r.fail("signature", "the author's signature", err, meansForged, p.Index)
		return false
	}
	r.Envelope = env
	r.author(trust, p.Key, env.Mode)

	if err := env.Fits(p.Openings); err != nil {
		r.fail("opening", "the fields shown", err, meansShown, p.Index)
		return false
	}
	if len(p.Openings) == 0 {
		r.Checked = append(r.Checked, say("nothing-shown", "No content is shown in this receipt."))
	} else {
		r.Checked = append(r.Checked, say("shown", "Each of the %d fields shown is exactly what was signed. Others may have been held back; the receipt does not tell how many.", len(p.Openings)))
	}
	r.conclude(v, p, opened)
	return true
}

// checkpoint tells what was checked about the checkpoint. before is what each
// witness cosigned last among the checkpoints at hand, where there are others.
func (r *Report) checkpoint(v *Verifier, o *Opened, before map[string]seen) {
	r.Checked = append(r.Checked, say("log-key", "The checkpoint of %s is signed by the key of the log %s, number %s.", entries(o.Size), o.Origin, fmt.Sprintf("%08x", v.log.KeyHash())))
	for _, c := range o.Cosigned {
		r.Checked = append(r.Checked, say("cosigned", "The witness %s cosigned it on %s.", c.Witness, moment(c.Time)))
	}
	for _, name := range v.trust.Policy.lacks(o.Cosigned) {
		if n, ok := before[name]; ok {
			r.Checked = append(r.Checked, n.since(name))
		} else {
			r.Checked = append(r.Checked, say("not-cosigned", "Not cosigned by the witness %s at %s.", name, entries(o.Size)))
		}
	}
	if t := v.trust; !t.Policy.None() {
		r.Checked = append(r.Checked, say("quorum", "That satisfies the policy, which asks for %s.", t.Policy.Quorum))
	}
	r.Checked = append(r.Checked, say("root-words", "The checkpoint in words, to compare with what others were shown: %d %s.", o.Size, Digest(o.Root).Words()))
}

// author tells who signed the entry.
func (r *Report) author(t *Trust, key PublicKey, mode Mode) {
	digits := Digest(key.ID()).Digits(LatinDigits)
	name, known := t.NameOf(key)
	switch {
	case mode == Desk && t.OfDesk(key):
		r.Checked = append(r.Checked, say("signed-desk", "The entry is signed by the operator's server, which attests who was logged in. No party's own key vouches for it."))
	case known:
		r.Checked = append(r.Checked, say("signed-known", "The entry is signed by %s, with a key you know from the trust file: %s.", name, digits))
	default:
		r.Checked = append(r.Checked, say("signed-unknown", "The entry is signed with a key that your trust file does not name: %s. Whose it is stands in an earlier entry of the log; ask for its receipt.", digits))
	}
}

// conclude tells what all of it comes to.
func (r *Report) conclude(v *Verifier, p *Receipt, o *Opened) {
	t := v.trust
	if t.Policy.None() {
		r.Proves = append(r.Proves, say("existed", "This entry stood in the log when it had %s. The operator's clock, which nobody witnessed, took it in on %s.", entries(o.Size), moment(p.Time)))
	} else {
		r.Proves = append(r.Proves,
			say("witnessed", "This entry existed by %s at the latest: by then enough witnesses had signed.", moment(o.WitnessedAt)),
			v.oneList(o.Size))
	}
	r.Proves = append(r.Proves, say("unaltered", "It is unaltered: not a letter of what was signed can change without this check failing."))
	r.DoesNotProve = limits(t)
	if env := r.Envelope; env != nil && env.Mode != Desk {
		r.DoesNotProve = append(r.DoesNotProve, say("not-key", "That the key was still its holder's: one that was lost or revoked verifies as before. A later entry of the log says so; ask for the newest register."))
	}
	r.DoesNotProve = append(r.DoesNotProve, say("not-latest", "That it was not corrected, withdrawn or answered later. Ask for the newest register."))
}

// fail notes the first thing wrong.
func (r *Report) fail(code, place string, err error, means string, index int64) *Report {
	r.Verdict = Failed
	r.Failure = &Failure{Code: code, Place: place, What: strings.TrimPrefix(err.Error(), place+": "), Means: means, Index: index}
	r.Proves, r.DoesNotProve = nil, nil
	return r
}

// cached is OpenCheckpoint, remembering the last one: receipts often come in
// numbers, all of one checkpoint.
func (v *Verifier) cached(signed []byte) (*Opened, error) {
	if last := v.last.Load(); last != nil && bytes.Equal(last.signed, signed) {
		return last.opened, nil
	}
	o, err := v.OpenCheckpoint(signed)
	if err == nil {
		v.last.Store(&remembered{bytes.Clone(signed), o})
	}
	return o, err
}

type remembered struct {
	signed []byte
	opened *Opened
}
