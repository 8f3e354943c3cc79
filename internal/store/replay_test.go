package store_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// writer makes the rows of a log by hand: entries of every kind, signed by
// several seats, those that the rules let count for nothing too.
type writer struct {
	t      *testing.T
	vault  *keys.Keys
	shared ledger.Key
	sealed []byte
	own    map[record.Seat]ledger.Signer
	rows   []desk.Row
}

func newWriter(t *testing.T) *writer {
	vault, err := keys.Create(filepath.Join(t.TempDir(), "keys"), rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	w := &writer{t: t, vault: vault, own: map[record.Seat]ledger.Signer{}}
	if w.shared, err = ledger.NewKey(rand.Reader); err == nil {
		w.sealed, err = vault.SealAudience(w.shared)
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *writer) signer(seat record.Seat) ledger.Signer {
	if w.own[seat] == nil {
		s, _, err := ledger.GenerateSigner(rand.Reader, ledger.Ed25519)
		if err != nil {
			w.t.Fatal(err)
		}
		w.own[seat] = s
	}
	return w.own[seat]
}

// write appends an entry of a seat under its own key.
func (w *writer) write(seat record.Seat, at time.Time, body record.Body, refs ...record.Ref) record.ID {
	w.t.Helper()
	must := func(err error) {
		if err != nil {
			w.t.Helper()
			w.t.Fatal(err)
		}
	}
	id, err := record.NewID(rand.Reader)
	must(err)
	signer := w.signer(seat)
	e := record.Entry{Kind: body.EntryKind(), ID: id, Mechanism: origin, Author: record.Author{Seat: seat, Key: signer.PublicKey().ID().String()},
		Stated: at, Refs: refs, Audience: []record.Seat{record.Public}, Body: body}
	head, fields, err := record.Split(e)
	must(err)
	control, err := ledger.Canonical(head)
	must(err)
	entry, err := ledger.ParseID(string(id))
	must(err)
	content := make([]ledger.Field, len(fields))
	for i, f := range fields {
		content[i] = ledger.Field{Path: f.Name, Value: f.Value}
	}
	sealed, err := ledger.Seal(rand.Reader, ledger.Header{Origin: origin, ID: entry, Mode: ledger.Own, Key: signer.PublicKey().ID(), Control: control}, content)
	must(err)
	sig, err := ledger.Sign(signer, sealed.Envelope)
	must(err)
	signed, err := ledger.Commit(rand.Reader, sealed.Envelope, sig)
	must(err)
	leaf, err := signed.Leaf(origin, ledger.ClassEntry, at).MarshalBinary()
	must(err)
	key, err := ledger.NewKey(rand.Reader)
	must(err)
	row := desk.Row{Index: int64(len(w.rows)), ID: id, Leaf: leaf, Envelope: signed.Envelope, Signature: signed.Signature.Marshal(),
		LeafSalt: signed.LeafSalt[:], Audience: "everyone"}
	row.Payload, err = ledger.SealPayload(rand.Reader, key, sealed.Openings, []byte(id))
	must(err)
	row.Key, err = ledger.WrapKey(rand.Reader, w.shared, key, fmt.Appendf(nil, "everyone\x000\x00%s", id))
	must(err)
	w.rows = append(w.rows, row)
	return id
}

// replay puts the rows into an empty database and folds them there. erased drops
// the content of every nth entry first; 0 drops none.
func (w *writer) replay(s *store.Whole, erased int) string {
	w.t.Helper()
	errs, err := s.Update(context.Background(), func(tx desk.Tx) error {
		if err := tx.PutAudienceKey("everyone", 0, []record.Seat{record.Public}, w.sealed); err != nil {
			return err
		}
		for i, row := range w.rows {
			if erased > 0 && i > 0 && i%erased == 0 {
				row.Payload, row.Key = nil, nil
			}
			if err := tx.Append(row, 0, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = errs[0]
	}
	if err != nil {
		w.t.Fatal(err)
	}
	digest, size, err := desk.Rebuild(context.Background(), s, w.vault)
	if err != nil || size != int64(len(w.rows)) {
		w.t.Fatalf("folded %d of %d entries: %v", size, len(w.rows), err)
	}
	return digest
}

// The same log gives the same register on both databases, with content open and
// with content erased. The log holds every kind of entry, by every seat, about
// whatever was there before.
func TestReplay(t *testing.T) {
	chance := testkit.Random(t)
	examples, err := schema.Examples()
	if err != nil {
		t.Fatal(err)
	}
	w := newWriter(t)
	c := &record.Constitution{Mode: "running", Offset: 300, Parties: []string{"north", "south"}, Categories: []string{"fighting"},
		Crossings: []record.CrossingRule{{ID: "hadrel", Gates: []string{"hadrel-east"}}},
		Clocks:    []record.ClockRule{{ID: "first-response", Body: "accused", StartsOn: "notice_given", Duration: "48h"}}}
	var bound []record.Key
	for seat, role := range map[record.Seat]string{"secretariat": "secretariat", "chair": "chair", "monitors": "monitor", "north": "party", "south": "party", "lakes": "guarantor"} {
		c.Seats = append(c.Seats, record.SeatRule{ID: seat, Role: role, Of: map[bool]string{true: string(seat)}[role == "party" || role == "guarantor"]})
		public := w.signer(seat).PublicKey()
		bound = append(bound, record.Key{Seat: seat, ID: public.ID().String(), Mode: "own", Public: public.String()})
	}
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	w.write("secretariat", at, &record.CharterAdopted{Digest: "d", Rules: 1, Name: "n", Charter: "c", Keys: bound, Constitution: c})
	known := map[record.Kind][]record.ID{}
	kinds := record.Kinds()
	steps := 250
	if testkit.Torture() {
		steps = 5000
	}
	// What others refer to comes first, so that something is there to refer to.
	first := []record.Kind{record.KindSourceFiled, record.KindUndertakingRecorded, record.KindInstrumentRecorded, record.KindIncidentRecorded, record.KindAllegationMade}
	for i := range steps {
		kind := kinds[chance.IntN(len(kinds))]
		if i < len(first) {
			kind = first[i]
		}
		body, err := kind.Empty()
		if err != nil {
			t.Fatal(err)
		}
		if examples[kind] == nil || json.Unmarshal(examples[kind], body) != nil || body.Validate() != nil {
			continue
		}
		one := func(kinds ...record.Kind) record.ID {
			of := known[kinds[chance.IntN(len(kinds))]]
			if len(of) == 0 {
				return w.rows[0].ID
			}
			return of[chance.IntN(len(of))]
		}
		refs := []record.Ref{{Role: record.FromSource, ID: one(record.KindSourceFiled)}}
		switch {
		case kind == record.KindSourceFiled:
			refs = nil
		case kind.Casework() && kind != record.KindAllegationMade:
			refs = append(refs, record.Ref{Role: record.InCase, ID: one(record.KindAllegationMade)})
		case kind == record.KindClauseRecorded || kind == record.KindTextVariantFiled:
			refs = append(refs, record.Ref{Role: record.OfInstrument, ID: one(record.KindInstrumentRecorded)})
		case kind != record.KindAllegationMade && !kind.Founding():
			refs = append(refs, record.Ref{Role: record.AboutObject, ID: one(record.KindIncidentRecorded, record.KindUndertakingRecorded)})
		}
		at = at.Add(time.Duration(chance.IntN(100)) * time.Hour)
		seat := c.Seats[chance.IntN(len(c.Seats))].ID
		known[kind] = append(known[kind], w.write(seat, at, body, refs...))
	}
	want := ""
	for _, erased := range []int{0, 3, 1} {
		each(t, func(t *testing.T, s *store.Whole) {
			w.t = t
			got := w.replay(s, erased)
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("with every %dth content erased, the digest is %s, not %s", erased, got, want)
			}
		})
	}
}
