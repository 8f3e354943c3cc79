package store_test

import (
	"encoding/base64"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// TestRotate: a seat takes a new key. It counts when another seat has approved
// it; the old one is revoked, what it signed before stays, and the log folds to
// the same again.
func TestRotate(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		d, k := newDesk(t, s)
		old, chair, fresh := newAuthor(t, "zelmora"), newAuthor(t, "chair"), newAuthor(t, "zelmora")
		foundWith(t, d, old, chair)
		source := filed(t, d, s)
		entry := func(a author, b record.Body) *ledger.SignedEntry {
			return a.sign(t, a.statement(t, source, func(e *record.Entry) {
				e.Kind, e.Refs, e.Audience, e.Body = b.EntryKind(), nil, []record.Seat{record.Public}, b
			}))
		}
		submit := func(e *ledger.SignedEntry) string {
			t.Helper()
			h, err := d.Submit(ctx, e)
			if fault.Is(err, fault.Forbidden) {
				return "forbidden"
			}
			if err != nil {
				t.Fatal(err)
			}
			return h.Refused
		}
		added := func(of author, seat record.Seat) *record.KeyAdded {
			proof, err := ledger.ProveHolder(of, string(seat), "")
			if err != nil {
				t.Fatal(err)
			}
			key := of.key()
			key.Seat = seat
			return &record.KeyAdded{Key: key, Proof: base64.StdEncoding.EncodeToString(proof)}
		}

		// A key that did not sign for the seat is not even received.
		stolen := added(chair, "chair")
		stolen.Key.Seat = "zelmora"
		if _, err := d.Submit(ctx, entry(old, stolen)); !fault.Is(err, fault.Corrupt) {
			t.Errorf("another's key: %v", err)
		}
		if r := submit(entry(old, added(fresh, "zelmora"))); r != "" {
			t.Fatal(r)
		}
		if r := submit(fresh.sign(t, fresh.statement(t, source, nil))); r != "forbidden" {
			t.Errorf("before it is approved: %q", r)
		}
		approve := &record.KeyApproved{KeyID: fresh.key().ID}
		if r := submit(entry(old, approve)); r == "" {
			t.Error("a seat approved its own key")
		}
		if r := submit(entry(chair, approve)); r != "" {
			t.Fatal(r)
		}
		if r := submit(fresh.sign(t, fresh.statement(t, source, nil))); r != "" {
			t.Errorf("approved: %q", r)
		}
		if r := submit(entry(chair, approve)); r == "" {
			t.Error("approved twice")
		}
		before, said := old.statement(t, source, nil), fresh.statement(t, source, nil)
		for _, e := range []*ledger.SignedEntry{old.sign(t, before), fresh.sign(t, said)} {
			if r := submit(e); r != "" {
				t.Fatal(r)
			}
		}
		if r := submit(entry(fresh, &record.KeyRevoked{KeyID: old.key().ID, Reason: "the laptop was lost", SuspectedSince: "2026-01-01T00:00:00Z"})); r != "" {
			t.Fatal(r)
		}

		// What it signed since it was suspected is in dispute, whatever the entries
		// state of their time, until the seat stands by it.
		disputed := func(id record.ID) bool {
			t.Helper()
			it, err := s.Item(ctx, clerk, id)
			if err != nil {
				t.Fatal(err)
			}
			return it.Disputed != ""
		}
		if !disputed(before.ID) || disputed(said.ID) {
			t.Errorf("in dispute: what the old key said, %v; what the new one said, %v", disputed(before.ID), disputed(said.ID))
		}
		affirm := func(of record.ID) string {
			return submit(fresh.sign(t, fresh.statement(t, source, func(e *record.Entry) {
				e.Kind, e.Refs, e.Body = record.KindEntryAffirmed, []record.Ref{{Role: record.Target, ID: of}}, &record.EntryAffirmed{By: "Havina Torr"}
			})))
		}
		if r := affirm(said.ID); r == "" {
			t.Error("what is in no dispute was affirmed")
		}
		if r := affirm(before.ID); r != "" || disputed(before.ID) {
			t.Errorf("affirmed: %q, and in dispute %v", r, disputed(before.ID))
		}
		first, _, err := desk.Rebuild(ctx, s, k)
		if err != nil {
			t.Fatal(err)
		}
		if again, _, err := desk.Rebuild(ctx, s, k); err != nil || again != first {
			t.Errorf("rebuilt to %s, then to %s, %v", first, again, err)
		}
		if r := submit(old.sign(t, old.statement(t, source, nil))); r != "forbidden" {
			t.Errorf("revoked: %q", r)
		}
		checkLog(t, s, k)
	})
}
