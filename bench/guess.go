package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// guesses measures how long it takes to be told that something is not there, and
// that it is not the reader's: nobody is to tell the two apart. They are asked in
// turn, so that what else the machine does falls on both alike.
func guesses(ctx context.Context, b *bench) (err error) {
	s, err := store.OpenSQLite(ctx, filepath.Join(b.dir, "guess.db"), true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	d, _, sealed, err := newDesk(ctx, s, b.dir)
	if err != nil {
		return err
	}
	defer d.Close()
	missing := record.ID(strings.Repeat("f", 32))
	stranger := register.Viewer{Seats: []record.Seat{"stranger"}}
	names := []string{"what is not there", "what is not the reader's"}
	var times [2][]time.Duration
	for begin := time.Now(); time.Since(begin) < b.span; {
		for i, id := range []record.ID{missing, sealed} {
			at := time.Now()
			if _, err := s.Item(ctx, stranger, id); !fault.Is(err, fault.NotFound) {
				return fmt.Errorf("%s was found: %w", names[i], err)
			}
			times[i] = append(times[i], time.Since(at))
		}
	}
	for i, all := range times {
		slices.Sort(all)
		b.add(row{what: names[i], rate: float64(len(all)), unit: "asked", p50: all[len(all)/2], p99: all[len(all)*99/100],
			notes: fmt.Sprintf("median %.1f µs", float64(all[len(all)/2].Nanoseconds())/1000)})
	}
	return nil
}
