// Package register is the fold: entries, in the order of the log, to the state
// that everyone sees. Same entries, same state, same digest, on every machine.
//
// It is pure and total. An entry that breaks a rule, or was overtaken, folds as
// void with its reason, never as an error. It reads control only; content
// enters the state as its commitment, so that a state with content sealed or
// erased is the same state. The time of day enters nothing.
package register

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/undertaking"
)

// Event is one entry of the log as the fold sees it.
type Event struct {
	Index      int64
	At         time.Time    // of the batch, as the leaf has it: the time that clocks count from
	Commitment [32]byte     // the leaf's commitment to the signed envelope
	Head       *record.Head // the entry's control; nil where the reader may not open it
	Content    [32]byte     // commitment to the entry's content fields, open or not
	Mode       string       // the signature's mode: own, passkey or desk
	Key        string       // the key that signed; the signature itself was checked before
}

// Object is what one entry stands for in the register now.
type Object struct {
	ID          record.ID           `json:"id"`
	Index       int64               `json:"index"`
	Commitment  string              `json:"commitment"`
	Sealed      bool                `json:"sealed,omitempty"` // the entry is not open to this reader; the rest is empty
	Kind        record.Kind         `json:"kind,omitempty"`
	Seat        record.Seat         `json:"seat,omitempty"`
	Mode        string              `json:"mode,omitempty"`
	Key         string              `json:"key,omitempty"`
	Stated      string              `json:"stated,omitempty"` // the author's clock, RFC 3339
	Refs        []record.Ref        `json:"refs,omitempty"`
	Audience    []record.Seat       `json:"audience,omitempty"`
	Control     json.RawMessage     `json:"control,omitempty"`
	Present     []string            `json:"present,omitempty"`
	Content     string              `json:"content,omitempty"`
	Void        string              `json:"void,omitempty"`         // why the entry counts for nothing
	WithdrawnBy record.ID           `json:"withdrawn_by,omitempty"` // the entry that took it back
	CorrectedBy []record.ID         `json:"corrected_by,omitempty"` // the entries that corrected it, in order
	Erasing     *Erasing            `json:"erasing,omitempty"`      // a person asked that its content be destroyed; a second one does it
	ErasedBy    record.ID           `json:"erased_by,omitempty"`    // the entry that destroyed its content
	Disputed    record.ID           `json:"disputed,omitempty"`     // the entry by which the key that signed it was revoked as suspect
	AffirmedBy  record.ID           `json:"affirmed_by,omitempty"`  // the entry by which its seat stands by it all the same
	Proposal    *Proposal           `json:"proposal,omitempty"`     // of a proposal to release or to redact
	Released    []Release           `json:"released,omitempty"`     // to whom it was released since, in order
	Redacted    []Redaction         `json:"redacted,omitempty"`     // what of it was closed to whom since, in order
	Undertaking *undertaking.State  `json:"undertaking,omitempty"`
	Incident    *incident.State     `json:"incident,omitempty"`  // of a record of an incident, once something was done about it
	Graded      []incident.Grading  `json:"graded,omitempty"`    // of a source, claim or statement; the last holds
	Case        *casework.Case      `json:"case,omitempty"`      // of an allegation
	Mechanism   *casework.Mechanism `json:"mechanism,omitempty"` // of the charter that was adopted
}

// Stands reports whether the object counts: open, not void, not withdrawn.
func (o *Object) Stands() bool { return !o.Sealed && o.Void == "" && o.WithdrawnBy == "" }

// Change is one object before and after an event; Before is nil for a new one.
type Change struct{ Before, After *Object }

// State is the register at a size of the log. Objects in it are never edited in
// place: a change puts a new one. It is not safe for use by several goroutines.
type State struct {
	size    int64
	charter *Object
	rules   int
	keys    map[string]boundKey
	objects map[record.ID]*Object

	same     *same                // what many objects have alike
	attested []int64              // the sizes whose time was attested, rising
	signed   map[string][]signing // what each person's key signed, in order
}

// boundKey is a key of a seat and since when it counts.
type boundKey struct {
	record.Key
	from    int64
	revoked int64       // the index from which it no longer counts; 0 never
	waits   bool        // for a second seat's approval; it does not count yet
	by      record.Seat // who added it
	byKey   string      // and with which key
}

// New gives the register of an empty log.
func New() *State {
	return &State{keys: map[string]boundKey{}, objects: map[record.ID]*Object{}, signed: map[string][]signing{}, same: newSame()}
}

// Size gives the number of entries folded.
func (s *State) Size() int64 { return s.size }

// Object gives the object of an id, or nil.
func (s *State) Object(id record.ID) *Object { return s.objects[id] }

// Key gives the key of an id while it counts, or false.
func (s *State) Key(id string) (record.Key, bool) {
	k, ok := s.keys[id]
	return k.Key, ok && k.revoked == 0 && !k.waits
}

// All gives every object in the order of the log.
func (s *State) All() []*Object {
	all := slices.Collect(maps.Values(s.objects))
	slices.SortFunc(all, func(a, b *Object) int { return int(a.Index - b.Index) })
	return all
}

// sealedID names an entry that is not open to the reader: it has no id to be seen.
func sealedID(index int64) record.ID { return record.ID(fmt.Sprintf("sealed-%d", index)) }

// Apply folds one event and gives what changed. Events come in the order of the
// log without gaps; anything else, and a version of the rules that this program
// does not know, is an error and changes nothing.
func (s *State) Apply(ev Event) ([]Change, error) {
	if ev.Index != s.size {
		return nil, fault.New(fault.Internal, "the fold stands at entry %d and was given entry %d", s.size, ev.Index)
	}
	commitment := s.same.sum(ev.Commitment)
	if ev.Head == nil {
		return s.put(&Object{ID: sealedID(ev.Index), Index: ev.Index, Commitment: commitment, Sealed: true}), nil
	}
	h := ev.Head
	control, err := h.Control()
	if err != nil {
		return nil, fmt.Errorf("folding entry %d: %w", ev.Index, err)
	}
	o := &Object{
		ID: record.ID(s.same.written([]byte(h.ID))), Index: ev.Index, Commitment: commitment, Kind: h.Kind, Seat: h.Author.Seat, Mode: ev.Mode, Key: ev.Key,
		Stated: s.same.written(h.Stated.UTC().AppendFormat(nil, "2006-01-02T15:04:05Z")), Refs: h.Refs, Audience: h.Audience, Control: control,
		Present: h.Present, Content: s.same.sum(ev.Content),
	}
	s.same.object(o, s.objects)
	if founding, ok := h.Body.(*record.CharterAdopted); ok && ev.Index == 0 && founding.Rules > record.RulesVersion {
		return nil, fault.New(fault.Invalid, "this log follows version %d of the rules; this program knows up to %d and will not guess",
			founding.Rules, record.RulesVersion)
	}
	if s.objects[o.ID] != nil {
		// An id counts once. The second entry keeps a place of its own in the register.
		o.Void, o.ID = "its id is that of an earlier entry", sealedID(ev.Index)
		return s.put(o), nil
	}
	if o.Void = s.refuse(ev); o.Void != "" {
		return s.put(o), nil
	}
	s.remember(o, ev)
	changes := s.take(o, ev)
	if reason := s.tellsOthers(changes); reason != "" {
		s.Undo(changes)
		o.Void = reason
		return s.put(o), nil
	}
	return changes, nil
}

// put stores new objects and counts the event.
func (s *State) put(objects ...*Object) []Change {
	changes := make([]Change, 0, len(objects))
	for _, o := range objects {
		changes = append(changes, Change{Before: s.objects[o.ID], After: o})
		s.objects[o.ID] = o
		if o.Kind == record.KindCharterAdopted && o.Void == "" {
			s.charter = o
		}
	}
	s.size++
	return changes
}

// take lets a valid entry have its effect.
func (s *State) take(o *Object, ev Event) []Change {
	h := ev.Head
	if changes, ok := s.takeCase(o, ev); ok {
		return changes
	}
	if changes, ok := s.takePromise(o, ev); ok {
		return changes
	}
	if changes, ok := s.takeHappening(o, ev); ok {
		return changes
	}
	if changes, ok := s.takeRelease(o, ev); ok {
		return changes
	}
	switch b := h.Body.(type) {
	case *record.CharterAdopted:
		s.rules = b.Rules
		if b.Constitution != nil {
			m := casework.Found(o.ID, b.Constitution, ev.At)
			o.Mechanism = &m
		}
		for _, k := range b.Keys {
			s.keys[k.ID] = boundKey{Key: k, from: o.Index}
		}
	case *record.KeyAdded:
		s.keys[b.Key.ID] = boundKey{Key: b.Key, waits: true, by: h.Author.Seat, byKey: ev.Key}
	case *record.KeyApproved:
		k := s.keys[b.KeyID]
		k.from, k.waits = o.Index, false
		s.keys[b.KeyID] = k
	case *record.TimeAttested:
		s.attest(b)
	case *record.ContentErased:
		t := *s.objects[h.First(record.Target)]
		if s.asked(&t) {
			t.ErasedBy = o.ID
		} else {
			t.Erasing = &Erasing{Hand: hand(ev), By: o.ID}
		}
		return s.put(o, &t)
	case *record.KeyRevoked:
		k := s.keys[b.KeyID]
		k.revoked = o.Index
		s.keys[b.KeyID] = k
		return s.put(append([]*Object{o}, s.disputed(b, o.ID)...)...)
	case *record.EntryAffirmed:
		return s.put(s.affirm(o, h.Refs)...)
	case *record.UndertakingRecorded:
		u := undertaking.Begin(b)
		o.Undertaking = &u
	case *record.FormAdvanced:
		t := *s.objects[h.First(record.AboutObject)]
		u := t.Undertaking.Advance(b)
		t.Undertaking = &u
		return s.put(o, &t)
	case *record.GuaranteeMoved:
		t := *s.objects[h.First(record.AboutObject)]
		u, _ := t.Undertaking.MoveGuarantor(b.Handle, b.State) // refuse has seen that it can
		t.Undertaking = &u
		return s.put(o, &t)
	case *record.EntryCorrected:
		t := *s.objects[h.First(record.Target)]
		t.CorrectedBy = append(slices.Clone(t.CorrectedBy), o.ID)
		return s.put(o, &t)
	case *record.EntryWithdrawn:
		t := *s.objects[h.First(record.Target)]
		t.WithdrawnBy = o.ID
		return s.put(o, &t)
	}
	return s.put(o)
}

// Clone gives a copy that can be folded further without touching s.
func (s *State) Clone() *State {
	c := *s
	c.keys, c.objects = maps.Clone(s.keys), maps.Clone(s.objects)
	c.same = newSame() // another goroutine may have the copy
	c.attested = slices.Clone(s.attested)
	c.signed = make(map[string][]signing, len(s.signed))
	for key, list := range s.signed {
		c.signed[key] = slices.Clone(list)
	}
	return &c
}

// Undo takes back the changes of the latest event, given as Apply gave them.
// It is for a transaction that failed after the fold.
func (s *State) Undo(changes []Change) {
	s.forget(changes[0].After)
	for _, c := range slices.Backward(changes) {
		switch body, _ := c.After.body(); b := body.(type) {
		case *record.CharterAdopted:
			if s.charter == c.After {
				s.charter = c.Before
			}
			if s.charter == nil {
				s.rules, s.keys = 0, map[string]boundKey{}
			}
		case *record.TimeAttested:
			if c.Before == nil && c.After.Void == "" {
				s.attested = s.attested[:len(s.attested)-1]
			}
		case *record.KeyAdded:
			if c.Before == nil && c.After.Void == "" {
				delete(s.keys, b.Key.ID)
			}
		case *record.KeyApproved:
			if k, ok := s.keys[b.KeyID]; ok && c.Before == nil && c.After.Void == "" {
				k.from, k.waits = 0, true
				s.keys[b.KeyID] = k
			}
		case *record.KeyRevoked:
			if k, ok := s.keys[b.KeyID]; ok && c.Before == nil && c.After.Void == "" {
				k.revoked = 0
				s.keys[b.KeyID] = k
			}
		}
		if c.Before == nil {
			delete(s.objects, c.After.ID)
		} else {
			s.objects[c.Before.ID] = c.Before
		}
	}
	s.size--
}

// body gives the object's body with its content closed.
func (o *Object) body() (record.Body, error) {
	if o.Sealed {
		return nil, nil
	}
	return record.BodyOf(o.Kind, o.Control)
}

// Digest gives the state's digest: SHA-256 over every object as JSON, one a
// line, in the order of the log. Of an entry that counts for nothing it says that,
// and not why: the reason is a sentence, and a better one makes no other state. Only
// digests of one view (of who may open what) can be compared.
func (s *State) Digest() (string, error) {
	sum := sha256.New()
	for _, o := range s.All() {
		if o.Void != "" {
			void := *o
			void.Void = "void"
			o = &void
		}
		line, err := o.JSON()
		if err != nil {
			return "", fmt.Errorf("digesting the register at %s: %w", o.ID, err)
		}
		sum.Write(append(line, '\n'))
	}
	return strings.ToLower(hex.EncodeToString(sum.Sum(nil))), nil
}
