package register

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// signing is one entry that a key signed, and when the log took it.
type signing struct {
	id record.ID
	at int64 // seconds since 1970, by the leaf
}

// remember notes what a person's key signed, so that it can be told which of it
// came after the key was in doubt.
func (s *State) remember(o *Object, ev Event) {
	if o.Mode == "desk" || ev.At.IsZero() {
		return
	}
	s.signed[o.Key] = append(s.signed[o.Key], signing{o.ID, ev.At.Unix()})
}

// forget undoes remember.
func (s *State) forget(o *Object) {
	list := s.signed[o.Key]
	if n := len(list); n > 0 && list[n-1].id == o.ID {
		s.signed[o.Key] = list[:n-1]
	}
}

// disputed gives what a key signed since it was suspected, now in dispute by the
// entry that revoked it. The log's time counts, not what the entries state: who
// holds a stolen key states what they like.
func (s *State) disputed(b *record.KeyRevoked, by record.ID) (out []*Object) {
	since, err := time.Parse(time.RFC3339, b.SuspectedSince)
	if err != nil {
		return nil
	}
	for _, one := range s.signed[b.KeyID] {
		o := s.objects[one.id]
		if one.at < since.Unix() || o == nil || o.Kind.Founding() {
			continue // keys and seats have rules of their own, by which two stand behind each
		}
		c := *o
		c.Disputed = by
		out = append(out, &c)
	}
	return out
}

// refuseAffirmed says why an affirmation counts for nothing.
func (s *State) refuseAffirmed(ev Event) string {
	all := s.targetsOf(ev.Head.Refs)
	if len(all) == 0 {
		return "it does not name the entry that it affirms"
	}
	for _, t := range all {
		switch {
		case t.Disputed == "":
			return fmt.Sprintf("%s is in no dispute", t.ID)
		case t.Seat != ev.Head.Author.Seat:
			return "an entry is affirmed by the seat in whose name it was made"
		}
	}
	return ""
}

// affirm gives the objects that an entry affirms.
func (s *State) affirm(o *Object, refs []record.Ref) []*Object {
	out := []*Object{o}
	for _, t := range s.targetsOf(refs) {
		c := *t
		c.Disputed, c.AffirmedBy = "", o.ID
		out = append(out, &c)
	}
	return out
}

// beyond says what a delegated key may not do: sign what is not in its scope, or
// after its end.
func (k boundKey) beyond(ev Event) string {
	if len(k.Scope) > 0 && !slices.Contains(k.Scope, ev.Head.Kind) {
		names := make([]string, len(k.Scope))
		for i, one := range k.Scope {
			names[i] = string(one)
		}
		return fmt.Sprintf("it is signed by a key to which only %s was delegated", strings.Join(names, ", "))
	}
	if k.ended(ev.At) {
		return fmt.Sprintf("it is signed by a key that was delegated until %s", k.Until)
	}
	return ""
}

// ended reports whether the key was delegated until a time that has passed at
// another; at the zero time, which nobody knows, it has not.
func (k boundKey) ended(at time.Time) bool {
	until, err := time.Parse(time.RFC3339, k.Until)
	return err == nil && !at.IsZero() && at.After(until)
}
