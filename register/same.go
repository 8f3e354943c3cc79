package register

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/record"
)

// same keeps one copy of what many objects have alike: their kinds, seats, keys
// and readers, which fields they have, and control that says little. A register of
// a million entries has a few hundred of these, and would hold each a million times.
type same struct {
	texts    map[string]string
	seats    map[string][]record.Seat
	fields   map[string][]string
	controls map[string]json.RawMessage
	own      strings.Builder // what is written one after the other
}

// mostSame bounds how many are kept of each: what is not repeated is not worth it.
const mostSame = 4096

func newSame() *same {
	return &same{texts: map[string]string{}, seats: map[string][]record.Seat{}, fields: map[string][]string{}, controls: map[string]json.RawMessage{}}
}

func one[T any](have map[string]T, key string, value T) T {
	if v, ok := have[key]; ok {
		return v
	}
	if len(have) < mostSame {
		have[key] = value
	}
	return value
}

func (k *same) text(s string) string { return one(k.texts, s, s) }

// ownBytes is how many bytes lie together: whoever collects garbage finds some hundred
// entries' texts in one place, instead of four places for each of a million. All of
// them stay as long as one of them is held. They are what an object is all its life (id,
// digests, time), so that a state that lives on lets go of few; a rebuild drops objects
// in the order of the log, and so a block after the other.
const ownBytes = 32 << 10

// written keeps a short text of one object beside those of others.
func (k *same) written(text []byte) string {
	if k.own.Cap()-k.own.Len() < len(text) {
		k.own = strings.Builder{}
		k.own.Grow(max(ownBytes, len(text)))
	}
	from := k.own.Len()
	k.own.Write(text)
	return k.own.String()[from:]
}

// sum writes a digest.
func (k *same) sum(sum [32]byte) string {
	var text [2 * len(sum)]byte
	hex.Encode(text[:], sum[:])
	return k.written(text[:])
}

// object puts the common copies into a new object. A reference shares the id of
// what it refers to.
func (k *same) object(o *Object, objects map[record.ID]*Object) {
	o.Kind, o.Seat = record.Kind(k.text(string(o.Kind))), record.Seat(k.text(string(o.Seat)))
	o.Mode, o.Key = k.text(o.Mode), k.text(o.Key)
	var names strings.Builder
	for _, s := range o.Audience {
		names.WriteString(string(s) + " ")
	}
	if o.Audience != nil {
		o.Audience = one(k.seats, names.String(), o.Audience)
	}
	if o.Present != nil {
		o.Present = one(k.fields, strings.Join(o.Present, " "), o.Present)
	}
	if len(o.Control) < 256 {
		o.Control = one(k.controls, string(o.Control), o.Control)
	}
	o.Refs = slices.Clone(o.Refs) // the event is another's
	for i, r := range o.Refs {
		if t := objects[r.ID]; t != nil {
			r.ID = t.ID
		} else {
			r.ID = record.ID(k.written([]byte(r.ID))) // which may be part of a longer text
		}
		o.Refs[i] = record.Ref{Role: record.Role(k.text(string(r.Role))), ID: r.ID}
	}
}
