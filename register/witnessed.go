package register

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/undertaking"
)

// Times is by when the entries of a log were witnessed, as its own attestations
// say. The first attestation that covers an entry counts, for ever. The zero
// value knows of none: then all times are the operator's clock, unwitnessed.
type Times struct {
	sizes []int64 // rising
	at    []time.Time
}

// Attest adds an attestation, in the order of the log. One that covers no more
// than those before says nothing new.
func (t *Times) Attest(b *record.TimeAttested) error {
	at, err := time.Parse(time.RFC3339, b.Witnessed)
	if err != nil {
		return fmt.Errorf("an attestation of time: %w", err)
	}
	if n := len(t.sizes); n > 0 && b.Size <= t.sizes[n-1] {
		return nil
	}
	t.sizes, t.at = append(t.sizes, b.Size), append(t.at, at)
	return nil
}

// Any reports whether anything was attested.
func (t Times) Any() bool { return len(t.sizes) > 0 }

// At gives by when the entry at an index was witnessed; false while nothing that
// is attested covers it.
func (t Times) At(index int64) (time.Time, bool) {
	i, _ := slices.BinarySearch(t.sizes, index+1)
	if i == len(t.sizes) {
		return time.Time{}, false
	}
	return t.at[i], true
}

// Tell tells an item by when it was witnessed, and has its clocks count by
// witnessed times. index gives the place in the log of an entry that a clock
// names, or false.
func (t Times) Tell(it *Item, index func(record.ID) (int64, bool)) {
	it.Witnessed, _ = t.At(it.Index)
	of := func(id record.ID) (time.Time, bool) {
		at, ok := index(id)
		if !ok {
			return time.Time{}, false
		}
		return t.At(at)
	}
	if it.Case != nil && len(it.Case.Deadlines) > 0 {
		c := *it.Case
		c.Deadlines = counted(c.Deadlines, of)
		it.Case = &c
	}
	if it.Undertaking != nil && len(it.Undertaking.Clocks) > 0 {
		u := *it.Undertaking
		u.Clocks = counted(u.Clocks, of)
		it.Undertaking = &u
	}
}

func counted(clocks []deadline.Deadline, of func(record.ID) (time.Time, bool)) []deadline.Deadline {
	out := slices.Clone(clocks)
	for i, d := range out {
		out[i] = d.Witnessed(of)
	}
	return out
}

// Clocked gives an item clocks, of a case and of an undertaking or clause, of which
// nothing else is known.
func (it *Item) Clocked(ofCase, ofUndertaking []deadline.Deadline) {
	if len(ofCase) > 0 {
		it.Case = &casework.Case{Deadlines: ofCase}
	}
	if len(ofUndertaking) > 0 {
		it.Undertaking = &undertaking.State{Clocks: ofUndertaking}
	}
}

// ClockEntries gives the entries that an item's clocks count from and were met by.
func (it *Item) ClockEntries() (ids []record.ID) {
	var clocks []deadline.Deadline
	if it.Case != nil {
		clocks = it.Case.Deadlines
	}
	if it.Undertaking != nil {
		clocks = append(slices.Clip(clocks), it.Undertaking.Clocks...)
	}
	for _, d := range clocks {
		ids = append(ids, d.Event)
		if d.MetBy != "" {
			ids = append(ids, d.MetBy)
		}
	}
	return ids
}
