// Package sealedcopy is what a seat may read of a log, as it is kept: anyone may
// carry it, and who holds a key of the seat opens it. It knows the ledger's
// formats and nothing of what an entry means; docs/format.md has the bytes.
package sealedcopy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Key is an audience's key of one epoch, sealed to members by age.
type Key struct {
	Audience string            `json:"audience"`
	Epoch    int               `json:"epoch"`
	Members  map[string][]byte `json:"members"` // by the id of the member's key
}

// Entry is an entry with its content sealed. There can be more than one of
// an entry, each with some of its fields.
type Entry struct {
	Index     int64            `json:"index"`
	Envelope  string           `json:"envelope"`
	LeafSalt  []byte           `json:"leaf_salt"`
	Signature string           `json:"signature"`
	Public    string           `json:"key"` // the author's public key
	Audience  string           `json:"audience"`
	Epoch     int              `json:"epoch"`
	Wrapped   []byte           `json:"wrapped"` // the entry's key under the audience's
	Payload   []byte           `json:"payload"`
	Open      []ledger.Opening `json:"-"` // once opened
}

// Copy is a whole copy.
type Copy struct {
	Origin  string
	Seat    string
	Keys    []Key
	Entries []Entry
}

const (
	copyMagic = "surety-copy/1"
	maxCopy   = 1 << 30
)

type copyHead struct {
	Copy    string `json:"copy"`
	Origin  string `json:"origin"`
	Seat    string `json:"seat"`
	Keys    int    `json:"keys"`
	Entries int    `json:"entries"`
}

// Write writes the copy: a line for the head, one for each key and each entry.
func (c *Copy) Write(w io.Writer) error {
	enc := encoder(w)
	put := func(v any) error {
		if err := enc.Encode(v); err != nil {
			return fault.New(fault.Unavailable, "writing the copy: %w", err)
		}
		return nil
	}
	if err := put(copyHead{copyMagic, c.Origin, c.Seat, len(c.Keys), len(c.Entries)}); err != nil {
		return err
	}
	for _, k := range c.Keys {
		if err := put(k); err != nil {
			return err
		}
	}
	for _, e := range c.Entries {
		if err := put(e); err != nil {
			return err
		}
	}
	return nil
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// Parse reads what Write writes, and nothing else.
func Parse(data []byte) (*Copy, error) {
	if len(data) > maxCopy {
		return nil, fault.New(fault.Invalid, "the copy is larger than %d bytes", maxCopy)
	}
	n := 0
	next := func(into any) error {
		n++
		line, rest, ok := bytes.Cut(data, []byte("\n"))
		if !ok {
			return fault.New(fault.Corrupt, "line %d of the copy is missing or cut short", n)
		}
		data = rest
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		if err := dec.Decode(into); err != nil {
			return fault.New(fault.Corrupt, "line %d of the copy is not what it should be: %w", n, err)
		}
		if dec.More() {
			return fault.New(fault.Corrupt, "line %d of the copy holds more than it should", n)
		}
		var again bytes.Buffer
		if err := encoder(&again).Encode(into); err != nil || !bytes.Equal(again.Bytes(), append(line, '\n')) {
			return fault.New(fault.Corrupt, "line %d of the copy is written in another way than it has to be", n)
		}
		return nil
	}
	var head copyHead
	if err := next(&head); err != nil {
		return nil, err
	}
	if head.Copy != copyMagic || head.Keys < 0 || head.Entries < 0 {
		return nil, fault.New(fault.Invalid, "it is not a sealed copy")
	}
	c := &Copy{Origin: head.Origin, Seat: head.Seat}
	for range head.Keys {
		var k Key
		if err := next(&k); err != nil {
			return nil, err
		}
		c.Keys = append(c.Keys, k)
	}
	for range head.Entries {
		var e Entry
		if err := next(&e); err != nil {
			return nil, err
		}
		c.Entries = append(c.Entries, e)
	}
	if len(data) > 0 {
		return nil, fault.New(fault.Corrupt, "something follows after the end of the copy")
	}
	return c, nil
}

// OpenWith opens what a member's key opens. open gives an audience's key out of
// what is sealed to that member. It gives how many entries stay closed; one that
// does not fit its envelope or its signature is an error.
func (c *Copy) OpenWith(member ledger.KeyID, open func(sealed []byte) (ledger.Key, error)) (closed int, err error) {
	type epoch struct {
		audience string
		n        int
	}
	held := map[epoch]ledger.Key{}
	for _, k := range c.Keys {
		sealed, ok := k.Members[member.String()]
		if !ok {
			continue
		}
		key, err := open(sealed)
		if err != nil {
			return 0, fmt.Errorf("the key of the audience %s, epoch %d: %w", k.Audience, k.Epoch, err)
		}
		held[epoch{k.Audience, k.Epoch}] = key
	}
	for i := range c.Entries {
		e := &c.Entries[i]
		shared, ok := held[epoch{e.Audience, e.Epoch}]
		if !ok {
			closed++
			continue
		}
		if e.Open, err = e.openWith(c.Origin, shared); err != nil {
			return closed, fmt.Errorf("entry %d: %w", e.Index, err)
		}
	}
	return closed, nil
}

func (e *Entry) openWith(origin string, shared ledger.Key) ([]ledger.Opening, error) {
	sig, err := ledger.ParseSignature([]byte(e.Signature))
	if err != nil {
		return nil, err
	}
	public, err := ledger.ParsePublicKey(e.Public)
	if err != nil {
		return nil, err
	}
	env, err := ledger.Verify([]byte(e.Envelope), sig, public)
	if err != nil {
		return nil, err
	}
	if env.Origin != origin {
		return nil, fault.New(fault.Corrupt, "it is of the log %s", env.Origin)
	}
	id := env.ID.String()
	key, err := ledger.UnwrapKey(shared, e.Wrapped, ledger.Wrapping(e.Audience, e.Epoch, id))
	if err != nil {
		return nil, err
	}
	openings, err := ledger.OpenPayload(key, e.Payload, []byte(id))
	if err != nil {
		return nil, err
	}
	return openings, env.Fits(openings)
}
