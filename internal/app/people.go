package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// The people of an exercise have keys of their own, as everybody who signs has.
// In an exercise alone the program keeps them, so that whoever tries it can act
// for every seat; a mechanism that is meant keeps no such key.

// peopleFolder holds the keys of an exercise's people, one file a seat.
const peopleFolder = "people"

// people gives a charter's text with a new key for every seat, and the keys.
// Every seat has to stand on a line of its own, as exercise.yaml has them.
func people(text []byte, seats []record.Seat) ([]byte, map[record.Seat]*keys.Secret, error) {
	all := map[record.Seat]*keys.Secret{}
	for _, seat := range seats {
		s, err := keys.NewSecret(rand.Reader, "exercise "+string(seat), ledger.Ed25519)
		if err != nil {
			return nil, nil, err
		}
		recipient, err := s.Recipient()
		if err != nil {
			return nil, nil, err
		}
		proof, err := ledger.ProveHolder(s.Signer, string(seat), recipient)
		if err != nil {
			return nil, nil, err
		}
		start := fmt.Appendf(nil, "\n  - { id: %s, role: ", seat)
		from := bytes.Index(text, start)
		if from < 0 {
			return nil, nil, fault.New(fault.Internal, "the exercise's charter has no line for the seat %s", seat)
		}
		end := from + 1 + bytes.IndexByte(text[from+1:], '\n')
		line, ok := bytes.CutSuffix(text[from:end], []byte(" }"))
		if !ok {
			return nil, nil, fault.New(fault.Internal, "the exercise's charter has the seat %s on more than one line", seat)
		}
		key := fmt.Appendf(nil, "%s, keys: [{ mode: own, public: %q, recipient: %q, signature: %q }] }", line, s.Signer.PublicKey().String(),
			recipient, base64.StdEncoding.EncodeToString(proof))
		text = slices.Concat(text[:from], key, text[end:])
		all[seat] = s
	}
	return text, all, nil
}

// keepPeople keeps the keys of an exercise's people in its folder.
func keepPeople(dir string, all map[record.Seat]*keys.Secret) error {
	if err := os.MkdirAll(filepath.Join(dir, peopleFolder), 0o700); err != nil {
		return fault.New(fault.Unavailable, "keeping the keys of the exercise's people: %w", err)
	}
	for seat, s := range all {
		if err := s.Write(filepath.Join(dir, peopleFolder, string(seat)+".key"), ""); err != nil {
			return err
		}
	}
	return nil
}

// loadPeople reads the keys of an exercise's people; none for a mechanism that
// is meant.
func (m *Mechanism) loadPeople() error {
	if !m.Founding.Charter.Exercise {
		return nil
	}
	dir := filepath.Join(m.Dir, peopleFolder)
	files, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.New(fault.Unavailable, "the keys of the exercise's people: %w", err)
	}
	m.people = map[record.Seat]ledger.Signer{}
	for _, f := range files {
		seat, ok := strings.CutSuffix(f.Name(), ".key")
		if !ok {
			continue
		}
		h, err := keys.ReadHolder(filepath.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		s, err := h.Open("")
		if err != nil {
			return err
		}
		m.people[record.Seat(seat)] = s.Signer
	}
	return nil
}

// PlayedBy reports whether this is an exercise in which the program holds the
// key of a seat.
func (m *Mechanism) PlayedBy(seat record.Seat) bool { return m.people[seat] != nil }

// ActFor signs an act with the key of a seat of an exercise, and hands it in as
// the seat itself would.
func (m *Mechanism) ActFor(ctx context.Context, seat record.Seat, a desk.Act) (desk.Handed, error) {
	by := m.people[seat]
	if by == nil {
		return desk.Handed{}, fault.New(fault.Forbidden, "the program holds no key of the seat %s: its acts are signed where its key is", seat)
	}
	id, err := record.NewID(rand.Reader)
	if err != nil {
		return desk.Handed{}, err
	}
	audience := append(slices.Clone(a.Audience), seat)
	slices.Sort(audience)
	e := record.Entry{Kind: a.Body.EntryKind(), ID: id, Mechanism: m.Founding.Origin, Refs: a.Refs, Audience: slices.Compact(audience), Body: a.Body,
		Author: record.Author{Seat: seat, Key: by.PublicKey().ID().String()}, Stated: m.Desk.Now().UTC().Truncate(time.Second)}
	signed, err := desk.Sign(rand.Reader, e, by)
	if err != nil {
		return desk.Handed{}, err
	}
	return m.Desk.Submit(ctx, signed)
}
