package ledger

import (
	"bytes"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Receipt proves one entry to whoever it is handed to: the place in the log,
// the checkpoint, and in the proof's extra data all that makes the leaf again,
// with the openings its holder may show.
type Receipt struct {
	Index      int64
	Hashes     []Hash // inclusion proof at the checkpoint's size
	Checkpoint []byte // signed
	Class      Class
	Time       time.Time // of the leaf's batch
	Signed     Signed
	Key        PublicKey // the one the envelope names by its hash
	Openings   []Opening
	Trust      []byte // the issuer's trust file, for who has none; may be empty
}

// Marshal writes the receipt as a tlog-proof file.
func (r *Receipt) Marshal() []byte {
	out := []byte(`{"class":`)
	out = appendInt(out, int64(r.Class))
	out = append(out, `,"envelope":`...)
	out = appendString(out, string(r.Signed.Envelope))
	out = append(out, `,"key":`...)
	out = appendString(out, r.Key.String())
	out = append(out, `,"leaf_salt":`...)
	out = append64(out, r.Signed.LeafSalt[:])
	out = append(out, `,"openings":`...)
	out = appendOpenings(out, r.Openings)
	out = append(out, `,"signature":`...)
	out = r.Signed.Signature.append(out)
	out = append(out, `,"time":`...)
	out = appendInt(out, r.Time.Unix())
	out = append(out, `,"trust":`...)
	out = appendString(out, string(r.Trust))
	out = append(out, `,"version":1}`...)
	p := Proof{Index: r.Index, Hashes: r.Hashes, Checkpoint: r.Checkpoint, Extra: out}
	return p.Marshal()
}

// ParseReceipt reads a receipt as Marshal writes it. It checks the form alone.
func ParseReceipt(data []byte) (*Receipt, error) {
	p, err := ParseProof(data)
	if err != nil {
		return nil, err
	}
	if p.Extra == nil {
		return nil, fault.New(fault.Invalid, "the proof carries no entry: it has no line of extra data")
	}
	r := &Receipt{Index: p.Index, Hashes: p.Hashes, Checkpoint: p.Checkpoint}
	c := &cursor{what: "the receipt's extra data", data: p.Extra}
	c.lit(`{"class":`)
	class := c.integer()
	if class != int64(ClassEntry) && class != int64(ClassAttestation) {
		c.fail("the class %d is not known", class)
	}
	r.Class = Class(class) // #nosec G115 -- one of the two above, or the receipt is refused
	c.lit(`,"envelope":`)
	r.Signed.Envelope = bytes.Clone(c.raw())
	c.lit(`,"key":`)
	key := c.str()
	c.lit(`,"leaf_salt":`)
	c.fixed64(r.Signed.LeafSalt[:])
	c.lit(`,"openings":`)
	r.Openings = c.openings()
	c.lit(`,"signature":`)
	r.Signed.Signature = c.signature()
	c.lit(`,"time":`)
	seconds := c.integer()
	if seconds < 0 || seconds > maxSeconds {
		c.fail("the time lies outside the years 1970 to 9999")
	}
	r.Time = time.Unix(seconds, 0).UTC()
	c.lit(`,"trust":`)
	if trust := c.str(); trust != "" {
		r.Trust = []byte(trust)
	}
	c.lit(`,"version":1}`)
	if err := c.end(); err != nil {
		return nil, err
	}
	if len(r.Trust) > maxTrust {
		return nil, fault.New(fault.Invalid, "the trust file in the receipt is %d bytes; the most is %d", len(r.Trust), maxTrust)
	}
	if r.Key, err = ParsePublicKey(key); err != nil {
		return nil, err
	}
	if r.Key.String() != key {
		return nil, fault.New(fault.Invalid, "the receipt's public key is not in its one form")
	}
	return r, nil
}

// Redact gives a copy with only the openings whose path keep approves of. The
// copy verifies as the original does; what was dropped stays hidden behind its
// digest, and how much was dropped does not show.
func (r *Receipt) Redact(keep func(path string) bool) *Receipt {
	out := *r
	out.Openings = slices.DeleteFunc(slices.Clone(r.Openings), func(o Opening) bool { return !keep(o.Path) })
	return &out
}
