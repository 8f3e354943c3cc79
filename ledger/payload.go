package ledger

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Key is a symmetric key of 256 bits: of one entry, one file, or an audience's epoch.
type Key [32]byte

// NewKey draws a key.
func NewKey(rand io.Reader) (Key, error) {
	var k Key
	return k, fill(rand, k[:])
}

// String keeps a key out of logs and error texts.
func (Key) String() string { return "key (not shown)" }

// GoString does the same for %#v.
func (k Key) GoString() string { return k.String() }

const (
	payloadVersion = 1
	payloadBlock   = 256 // a payload's plain text is a whole number of these
)

// appendOpenings writes openings as canonical JSON.
func appendOpenings(out []byte, openings []Opening) []byte {
	out = append(out, '[')
	for i, o := range openings {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, `{"path":`...)
		out = appendString(out, o.Path)
		out = append(out, `,"salt":`...)
		out = append64(out, o.Salt[:])
		out = append(out, `,"value":`...)
		out = appendString(out, string(o.Value))
		out = append(out, '}')
	}
	return append(out, ']')
}

func (c *cursor) openings() []Opening {
	list := make([]Opening, 0, 8)
	total := 0
	// Values are JSON, so that nearly each has quotes that stand escaped: all are
	// written behind each other into one piece of memory, none longer than it was.
	c.room = make([]byte, 0, len(c.data)-c.pos)
	defer func() { c.room = nil }()
	c.lit("[")
	for c.err == nil && c.peek() != ']' {
		if len(list) > 0 {
			c.lit(",")
		}
		if len(list) == MaxFields {
			c.fail("more than %d openings", MaxFields)
			break
		}
		var o Opening
		c.lit(`{"path":`)
		o.Path = c.str()
		c.lit(`,"salt":`)
		c.fixed64(o.Salt[:])
		c.lit(`,"value":`)
		value, own := c.text()
		if !own {
			value = bytes.Clone(value)
		}
		o.Value = value
		c.lit("}")
		if total += len(o.Value); total > MaxPayload {
			c.fail("more than %d bytes of content", MaxPayload)
		}
		list = append(list, o)
	}
	c.lit("]")
	if c.err != nil {
		return nil
	}
	return list
}

// MarshalOpenings writes openings as one canonical JSON array. The values stand
// in it as strings, so that their bytes survive every JSON reader.
func MarshalOpenings(openings []Opening) []byte { return appendOpenings(nil, openings) }

// ParseOpenings reads what MarshalOpenings writes, and nothing else.
func ParseOpenings(data []byte) ([]Opening, error) {
	c := &cursor{what: "the list of openings", data: data}
	list := c.openings()
	return list, c.end()
}

// SealPayload encrypts the openings of an entry under the entry's own key with
// AES-256-GCM. aad is anything the payload must stay bound to (the entry's id);
// the same must be given to open it. A key seals one payload only.
//
//	u8 version = 1 || 12 bytes nonce || AES-256-GCM(u32 length || openings || zeros to a multiple of 256)
func SealPayload(rand io.Reader, key Key, openings []Opening, aad []byte) ([]byte, error) {
	text := MarshalOpenings(openings)
	plain := binary.BigEndian.AppendUint32(make([]byte, 0, len(text)+4+payloadBlock), uint32(len(text))) // #nosec G115 -- at most maxProof, or its receipt is refused
	plain = append(plain, text...)
	for len(plain)%payloadBlock != 0 {
		plain = append(plain, 0)
	}
	return seal(rand, key, domainPayload, plain, aad)
}

// OpenPayload decrypts what SealPayload made.
func OpenPayload(key Key, payload, aad []byte) ([]Opening, error) {
	plain, err := open("the payload", newGCM(key), domainPayload, payload, aad)
	if err != nil {
		return nil, err
	}
	if len(plain) < 4 || int64(binary.BigEndian.Uint32(plain)) > int64(len(plain)-4) {
		return nil, fault.New(fault.Corrupt, "the payload's length is wrong")
	}
	end := 4 + int(binary.BigEndian.Uint32(plain))
	if len(plain)%payloadBlock != 0 || len(plain)-end >= payloadBlock || bytes.ContainsFunc(plain[end:], func(r rune) bool { return r != 0 }) {
		return nil, fault.New(fault.Corrupt, "the payload is padded otherwise than with zeros up to a multiple of %d bytes", payloadBlock)
	}
	return ParseOpenings(plain[4:end])
}

// Wrapping says what a wrapped key is for, so that it cannot be moved elsewhere:
// what WrapKey and UnwrapKey are given as aad. The id is the entry's, in hex.
func Wrapping(audience string, epoch int, id string) []byte {
	return fmt.Appendf(nil, "%s\x00%d\x00%s", audience, epoch, id)
}

// WrapKey encrypts an entry's key under an audience's key. aad names what it is
// for (audience, epoch, entry), so that a wrapped key cannot be moved.
func WrapKey(rand io.Reader, audience, entry Key, aad []byte) ([]byte, error) {
	return seal(rand, audience, domainWrap, entry[:], aad)
}

// UnwrapKey decrypts what WrapKey made.
func UnwrapKey(audience Key, wrapped, aad []byte) (Key, error) {
	return audience.Unwrapper().UnwrapKey(wrapped, aad)
}

// Unwrapper is an audience's key for whoever opens many entries: its cipher is
// made once. It is safe for use by several goroutines.
type Unwrapper struct{ aead cipher.AEAD }

// Unwrapper gives an audience's key made ready to unwrap with.
func (k Key) Unwrapper() Unwrapper { return Unwrapper{newGCM(k)} }

// UnwrapKey decrypts what WrapKey made under the audience's key.
func (u Unwrapper) UnwrapKey(wrapped, aad []byte) (Key, error) {
	plain, err := open("the wrapped key", u.aead, domainWrap, wrapped, aad)
	if err != nil {
		return Key{}, err
	}
	if len(plain) != len(Key{}) {
		return Key{}, fault.New(fault.Corrupt, "the wrapped key is %d bytes long", len(plain))
	}
	return Key(plain), nil
}

func newGCM(key Key) cipher.AEAD {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // 32 bytes are always a key
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has the block size GCM needs
	}
	return aead
}

func seal(rand io.Reader, key Key, domain string, plain, aad []byte) ([]byte, error) {
	aead := newGCM(key)
	out := make([]byte, 1+aead.NonceSize(), 1+aead.NonceSize()+len(plain)+aead.Overhead())
	out[0] = payloadVersion
	if err := fill(rand, out[1:]); err != nil {
		return nil, err
	}
	return aead.Seal(out, out[1:], plain, append([]byte(domain), aad...)), nil // #nosec G407 -- the nonce is what fill drew
}

func open(what string, aead cipher.AEAD, domain string, data, aad []byte) ([]byte, error) {
	if len(data) < 1+aead.NonceSize()+aead.Overhead() {
		return nil, fault.New(fault.Corrupt, "%s is cut short", what)
	}
	if data[0] != payloadVersion {
		return nil, fault.New(fault.Invalid, "%s is of version %d, which is not known", what, data[0])
	}
	nonce, text := data[1:1+aead.NonceSize()], data[1+aead.NonceSize():]
	bound := append(append(make([]byte, 0, len(domain)+len(aad)), domain...), aad...)
	plain, err := aead.Open(make([]byte, 0, len(text)), nonce, text, bound)
	if err != nil {
		return nil, fault.New(fault.Corrupt, "%s does not open: it was changed, or the key is another's", what)
	}
	return plain, nil
}
