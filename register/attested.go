package register

import (
	"fmt"

	"github.com/surety-mechanism/surety/record"
)

// attest remembers the size of the latest attestation of time, so that a later
// one cannot cover less.
func (s *State) attest(b *record.TimeAttested) { s.attested = append(s.attested, b.Size) }

// refuseAttested says why something that the log says of itself counts for
// nothing. Whether the cosignatures hold, and whether the state is what it says,
// is for who verifies: the fold knows no cryptography.
func (s *State) refuseAttested(ev Event) string {
	var last int64
	if n := len(s.attested); n > 0 {
		last = s.attested[n-1]
	}
	if mode := s.keys[ev.Key].Mode; ev.Head.Body.EntryKind().Attestation() && mode != "desk" {
		return "the log speaks of itself with the desk's key, not with one of mode " + mode
	}
	switch b := ev.Head.Body.(type) {
	case *record.TimeAttested:
		if b.Size > ev.Index || b.Size <= last {
			return fmt.Sprintf("it attests the time of %d entries, in a log of %d of which %d are attested", b.Size, ev.Index, last)
		}
	case *record.StateAttested:
		if b.Size != ev.Index {
			return fmt.Sprintf("it attests the state at %d entries and is entry %d", b.Size, ev.Index)
		}
		if b.Rules != s.rules {
			return fmt.Sprintf("it was folded by version %d of the rules, and version %d applies", b.Rules, s.rules)
		}
	}
	return ""
}
