package ledger

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"github.com/surety-mechanism/surety/internal/fault"
)

// EnvelopeType is the DSSE payload type of an envelope.
const EnvelopeType = "application/vnd.surety.envelope.v1+json"

const (
	maxEnvelope = 256 << 10 // bytes of an envelope
	maxControl  = 64 << 10  // bytes of its control object
	maxOrigin   = 200       // bytes of an origin
	padBlock    = 512       // an envelope is a whole number of these
	minDigests  = 8         // and lists 8, 16, 32, … digests
)

// ID names an entry: 128 random bits, chosen by whoever makes it.
type ID [16]byte

// NewID draws an ID.
func NewID(rand io.Reader) (ID, error) {
	var id ID
	return id, fill(rand, id[:])
}

// ParseID reads an ID as String writes it.
func ParseID(s string) (ID, error) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(ID{}) || hex.EncodeToString(b) != s {
		return ID{}, fault.New(fault.Invalid, "%q is not an entry's id: 32 lower-case hexadecimal digits are expected", s)
	}
	return ID(b), nil
}

// String gives 32 hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// Header is the part of an envelope that stands in the clear for its audience.
type Header struct {
	Origin  string // of the log the entry is meant for; any other log refuses it
	ID      ID     // the same id with other content is a conflict
	Mode    Mode   // how it is signed
	Key     KeyID  // the one key that is to sign it
	Control []byte // everything else that steers the fold: a JSON object in canonical form
}

// Envelope is an envelope as read back from its bytes.
type Envelope struct {
	Header
	Digests []Digest // of the content fields and of decoys, in order of their bytes
}

// Sealed is an entry before it is signed: the bytes to sign, and what opens them.
type Sealed struct {
	Envelope []byte
	Openings []Opening // in the order the fields were given
}

// Seal makes the envelope of an entry. Each content field enters it as a
// digest under a fresh 32-byte salt. The list of digests is filled with decoys
// up to 8, 16, 32, … and ordered by its bytes, which tells nothing, since they
// are random; the whole is padded to a multiple of 512 bytes. So neither count
// nor length tells which fields an entry has.
func Seal(rand io.Reader, h Header, fields []Field) (*Sealed, error) {
	if err := h.check(); err != nil {
		return nil, err
	}
	if err := checkFields(fields); err != nil {
		return nil, err
	}
	s := &Sealed{Openings: make([]Opening, len(fields))}
	digests := make([]Digest, bucket(len(fields)))
	for i, f := range fields {
		o := Opening{Path: f.Path, Value: bytes.Clone(f.Value)}
		if err := fill(rand, o.Salt[:]); err != nil {
			return nil, err
		}
		s.Openings[i] = o
		digests[i] = o.Digest()
	}
	for i := len(fields); i < len(digests); i++ {
		if err := fill(rand, digests[i][:]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(digests, func(a, b Digest) int { return bytes.Compare(a[:], b[:]) })
	e := Envelope{Header: h, Digests: digests}
	s.Envelope = e.marshal()
	if len(s.Envelope) > maxEnvelope {
		return nil, fault.New(fault.Invalid, "the envelope is %d bytes; the most is %d", len(s.Envelope), maxEnvelope)
	}
	return s, nil
}

// bucket gives the number of digests an envelope with n content fields lists.
func bucket(n int) int {
	size := minDigests
	for size < n {
		size *= 2
	}
	return size
}

func (h *Header) check() error {
	if err := h.checkFixed(); err != nil {
		return err
	}
	return isCanonicalObject("the control part", h.Control)
}

// checkFixed checks all but the form of the control part.
func (h *Header) checkFixed() error {
	if err := checkOrigin(h.Origin); err != nil {
		return err
	}
	if !h.Mode.valid() {
		return fault.New(fault.Invalid, "%q is no way of signing; own, passkey and desk are", h.Mode)
	}
	if len(h.Control) > maxControl {
		return fault.New(fault.Invalid, "the control part is %d bytes; the most is %d", len(h.Control), maxControl)
	}
	return nil
}

func (e *Envelope) marshal() []byte {
	out := make([]byte, 0, 1024)
	out = append(out, `{"control":`...)
	out = append(out, e.Control...)
	out = append(out, `,"digests":[`...)
	for i, d := range e.Digests {
		if i > 0 {
			out = append(out, ',')
		}
		out = append64(out, d[:])
	}
	out = append(out, `],"id":`...)
	out = appendString(out, e.ID.String())
	out = append(out, `,"key":`...)
	out = append64(out, e.Key[:])
	out = append(out, `,"mode":`...)
	out = appendString(out, string(e.Mode))
	out = append(out, `,"origin":`...)
	out = appendString(out, e.Origin)
	out = append(out, `,"pad":"`...)
	const tail = `","version":1}`
	for n := len(out) + len(tail); n%padBlock != 0; n++ {
		out = append(out, '.')
	}
	return append(out, tail...)
}

// ParseEnvelope reads an envelope. It accepts only the bytes Seal would have
// made, so an envelope has one form. It does not check who signed it: [Verify] does.
func ParseEnvelope(data []byte) (*Envelope, error) {
	if len(data) > maxEnvelope {
		return nil, fault.New(fault.Invalid, "the envelope is %d bytes; the most is %d", len(data), maxEnvelope)
	}
	c := &cursor{what: "the envelope", data: data}
	e := &Envelope{}
	c.lit(`{"control":`)
	if at := c.pos; c.peek() == '{' {
		c.object(maxDepth)
		e.Control = bytes.Clone(data[at:c.pos])
	} else {
		c.fail("the control part is not an object")
	}
	c.lit(`,"digests":[`)
	e.Digests = make([]Digest, 0, minDigests)
	for c.err == nil && c.peek() != ']' {
		if len(e.Digests) > 0 {
			c.lit(",")
		}
		at := c.pos
		var d Digest
		if c.fixed64(d[:]); c.err != nil {
			break
		}
		if n := len(e.Digests); n >= MaxFields {
			c.fail("more than %d digests", MaxFields)
		} else if n > 0 && bytes.Compare(e.Digests[n-1][:], d[:]) >= 0 {
			c.pos = at
			c.fail("the digests are not in order")
		} else {
			e.Digests = append(e.Digests, d)
		}
	}
	c.lit(`],"id":`)
	copy(e.ID[:], c.hex(len(e.ID)))
	c.lit(`,"key":`)
	c.fixed64(e.Key[:])
	c.lit(`,"mode":`)
	e.Mode = Mode(c.str())
	c.lit(`,"origin":`)
	e.Origin = c.str()
	c.lit(`,"pad":"`)
	padded := c.pos
	for c.peek() == '.' {
		c.pos++
	}
	padded = c.pos - padded
	c.lit(`","version":1}`)
	if err := c.end(); err != nil {
		return nil, err
	}
	if n := len(e.Digests); n != bucket(n) {
		return nil, fault.New(fault.Invalid, "the envelope lists %d digests; 8, 16, 32 and so on are expected", n)
	}
	if len(data)%padBlock != 0 || padded >= padBlock {
		return nil, fault.New(fault.Invalid, "the envelope's padding is wrong")
	}
	if err := e.checkFixed(); err != nil { // that the control part is canonical, the cursor has seen
		return nil, fmt.Errorf("the envelope: %w", err)
	}
	return e, nil
}

// Fits says which of the openings, if any, the envelope does not hold. A path
// may be opened once.
func (e *Envelope) Fits(openings []Opening) error {
	seen := make(map[string]bool, len(openings))
	for _, o := range openings {
		if err := checkField(Field{o.Path, o.Value}); err != nil {
			return err
		}
		if seen[o.Path] {
			return fault.New(fault.Corrupt, "the field %q is shown twice", o.Path)
		}
		seen[o.Path] = true
		d := o.Digest()
		if _, ok := slices.BinarySearchFunc(e.Digests, d, func(a, b Digest) int { return bytes.Compare(a[:], b[:]) }); !ok {
			return fault.New(fault.Corrupt, "the field %q is not what was signed: its digest does not stand in the envelope", o.Path)
		}
	}
	return nil
}
