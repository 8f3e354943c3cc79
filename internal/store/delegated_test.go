package store_test

import (
	"encoding/base64"
	"slices"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// A key that was delegated until a time opens what was sealed until then, and
// nothing that is sealed afterwards; the seat's own key opens both.
func TestDelegatedAudience(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		_, k := newDesk(t, s)
		now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
		d := desk.New(desk.Config{Store: s, Vault: k, Signer: k.Desk, Origin: origin, Now: func() time.Time { return now },
			Audience: []record.Seat{"chair", "secretariat", "zelmora"}})
		t.Cleanup(d.Close)
		own, delegate := newMember(t, "zelmora"), newMember(t, "zelmora")
		chair := newAuthor(t, "chair")
		everyone := []record.Seat{record.Public}
		if err := d.Found(ctx, "secretariat", "amina", &record.CharterAdopted{Digest: "d", Name: "Test", Charter: "name: Test\n",
			Keys: []record.Key{chair.key(), own.key(t)}}, everyone); err != nil {
			t.Fatal(err)
		}
		source := filed(t, d, s)
		submit := func(a author, b record.Body) {
			t.Helper()
			h, err := d.Submit(ctx, a.sign(t, a.statement(t, source, func(e *record.Entry) {
				e.Kind, e.Refs, e.Audience, e.Stated, e.Body = b.EntryKind(), nil, everyone, now, b
			})))
			if err != nil || h.Refused != "" {
				t.Fatalf("%s: %v %s", b.EntryKind(), err, h.Refused)
			}
		}
		key := delegate.key(t)
		key.Until = "2026-03-01T10:00:00Z"
		proof, err := ledger.ProveHolder(delegate.secret.Signer, "zelmora", key.Recipient)
		if err != nil {
			t.Fatal(err)
		}
		submit(own.author(), &record.KeyAdded{Key: key, Proof: base64.StdEncoding.EncodeToString(proof)})
		submit(chair, &record.KeyApproved{KeyID: key.ID})
		for _, c := range []struct {
			at   time.Duration
			want bool
		}{{0, true}, {time.Hour, true}, {time.Hour + time.Second, false}, {2 * time.Hour, false}} {
			now = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC).Add(c.at)
			audience := []record.Seat{"secretariat", "zelmora"}
			slices.Sort(audience)
			o, err := d.Do(ctx, amina, desk.Act{Audience: audience, Refs: []record.Ref{{Role: record.FromSource, ID: source}},
				Body: &record.StatementRecorded{Acts: []record.Act{"claim"}, Mode: "indirect", Credibility: "6", Speaker: record.Party{Name: "Delegate"},
					Words: record.Words{Text: "said", Start: 0, End: 4}}})
			if err != nil {
				t.Fatal(err)
			}
			if got := opens(t, s, delegate, o.Entry); got != c.want {
				t.Errorf("%s after nine, the delegation opens what is sealed: %v, want %v", c.at, got, c.want)
			}
			if !opens(t, s, own, o.Entry) {
				t.Errorf("%s after nine, the seat's own key does not open what is sealed", c.at)
			}
		}
		checkLog(t, s, k)
	})
}
