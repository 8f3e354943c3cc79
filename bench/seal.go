package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// each repeats something for a time, in one goroutine, and gives how often it is
// done in a second of a processor: what others do on the machine counts little.
func each(span time.Duration, do func() error) (perSecond float64, err error) {
	begin, before := time.Now(), used()
	n := 0
	for ; time.Since(begin) < span; n++ {
		if err := do(); err != nil {
			return 0, err
		}
	}
	return float64(n) / (used() - before).Seconds(), nil
}

// seals measures what an author's machine does.
func seals(_ context.Context, b *bench) error {
	for _, alg := range []ledger.Algorithm{ledger.Ed25519, ledger.MLDSA44} {
		author, _, err := ledger.GenerateSigner(rand.Reader, alg)
		if err != nil {
			return err
		}
		source := record.ID("00112233445566778899aabbccddeeff")
		rate, err := each(b.span, func() error { _, err := signed(author, source); return err })
		if err != nil {
			return err
		}
		e, err := signed(author, source)
		if err != nil {
			return err
		}
		b.add(row{what: fmt.Sprintf("seal and sign, %s", alg), rate: rate, unit: "entries/s",
			notes: fmt.Sprintf("%d bytes an envelope, %d with signature and openings", len(e.Envelope), len(e.Marshal()))})
		check, err := each(b.span, func() error { _, err := e.Check(origin); return err })
		if err != nil {
			return err
		}
		b.add(row{what: fmt.Sprintf("check one handed in, %s", alg), rate: check, unit: "entries/s"})
	}
	return nil
}
