package store_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// author is a seat's own key, and what its holder signs with it.
type author struct {
	seat record.Seat
	ledger.Signer
}

func newAuthor(t testing.TB, seat record.Seat) author {
	s, err := keys.NewSecret(rand.Reader, string(seat), ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	return author{seat, s.Signer}
}

func (a author) key() record.Key {
	return record.Key{Seat: a.seat, ID: a.PublicKey().ID().String(), Mode: "own", Public: a.PublicKey().String()}
}

// statement is an entry of the author's own: what its seat says, in a source.
func (a author) statement(t testing.TB, source record.ID, change func(*record.Entry)) record.Entry {
	id, err := record.NewID(nil)
	if err != nil {
		t.Fatal(err)
	}
	e := record.Entry{Kind: record.KindStatementRecorded, ID: id, Mechanism: origin, Stated: time.Now(), Audience: []record.Seat{"chair", "secretariat"},
		Refs: []record.Ref{{Role: record.FromSource, ID: source}}, Author: record.Author{Seat: a.seat, Key: a.PublicKey().ID().String()},
		Body: &record.StatementRecorded{Acts: []record.Act{"claim"}, Mode: "indirect", Credibility: "6", Speaker: record.Party{Name: "Delegate"},
			Words: record.Words{Text: "the post was shelled", Start: 3, End: 23}}}
	if change != nil {
		change(&e)
	}
	return e
}

func (a author) sign(t testing.TB, e record.Entry) *ledger.SignedEntry {
	t.Helper()
	head, fields, err := record.Split(e)
	if err != nil {
		t.Fatal(err)
	}
	control, err := ledger.Canonical(head)
	if err != nil {
		t.Fatal(err)
	}
	id, err := ledger.ParseID(string(e.ID))
	if err != nil {
		t.Fatal(err)
	}
	content := make([]ledger.Field, len(fields))
	for i, f := range fields {
		content[i] = ledger.Field{Path: f.Name, Value: f.Value}
	}
	s, err := ledger.SealEntry(rand.Reader, a, ledger.Header{Origin: e.Mechanism, ID: id, Control: control}, content)
	if err != nil {
		t.Fatal(err)
	}
	back, err := ledger.ParseSignedEntry(s.Marshal())
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func foundWith(t testing.TB, d *desk.Desk, authors ...author) {
	b := &record.CharterAdopted{Digest: "d", Name: "Test", Charter: "name: Test\n"}
	for _, a := range authors {
		b.Keys = append(b.Keys, a.key())
	}
	if err := d.Found(context.Background(), "secretariat", "amina", b, audience); err != nil {
		t.Fatal(err)
	}
}

// filed takes a document in and accepts a statement of it: entries 1 and 2, the
// first of which is the source.
func filed(t testing.TB, d *desk.Desk, s *store.Whole) record.ID {
	t.Helper()
	raw, read := testkit.Article(1, 1)
	doc, _, err := d.TakeIn(t.Context(), "secretariat", read.File, "text/plain", read, record.Evidence{Name: "e", Key: raw[:1]})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Accept(t.Context(), amina, []string{doc.ID + "-s1"}); err != nil {
		t.Fatal(err)
	}
	it, err := s.ItemAt(t.Context(), clerk, 1)
	if err != nil {
		t.Fatal(err)
	}
	return it.ID
}

func TestSubmit(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		d, k := newDesk(t, s)
		zelmora := newAuthor(t, "zelmora")
		foundWith(t, d, zelmora)
		source := filed(t, d, s)
		trust := &ledger.Trust{Origin: origin, Desk: k.Desk.PublicKey()}
		size := func(want int64) {
			t.Helper()
			if n, err := s.Size(ctx); err != nil || n != want {
				t.Fatalf("the log has %d entries, want %d (%v)", n, want, err)
			}
		}

		e := zelmora.statement(t, source, nil)
		signed := zelmora.sign(t, e)
		h, err := d.Submit(ctx, signed)
		if err != nil || h.Index != 3 || h.Refused != "" || h.Again {
			t.Fatalf("%+v, %v", h, err)
		}
		if err := h.Receipt.Verify(trust); err != nil {
			t.Error(err)
		}
		row, err := s.Row(ctx, h.ID)
		if err != nil {
			t.Fatal(err)
		}
		var leaf ledger.Leaf
		if err := leaf.UnmarshalBinary(row.Leaf); err != nil || !h.Receipt.Keeps(leaf) {
			t.Errorf("the leaf does not keep the promise (%v)", err)
		}
		again, err := d.Submit(ctx, signed)
		if err != nil || again.Index != 3 || !again.Again || again.Receipt.Commitment != h.Receipt.Commitment {
			t.Errorf("handed in again: %+v, %v", again, err)
		}
		size(4)

		// The same id with other words.
		other := zelmora.statement(t, source, func(o *record.Entry) { o.ID = e.ID })
		for range 2 {
			if _, err := d.Submit(ctx, zelmora.sign(t, other)); !fault.Is(err, fault.Conflict) {
				t.Errorf("other words under one id: %v", err)
			}
		}
		if kept, err := s.Conflicts(ctx); err != nil || len(kept) != 2 || kept[0].ID != e.ID {
			t.Errorf("kept %d contradictions (%v); each is sealed anew, so both count", len(kept), err)
		}
		size(4)

		// What the rules refuse leaves a trace, for its author and the desk.
		nowhere, err := record.NewID(nil)
		if err != nil {
			t.Fatal(err)
		}
		stray := zelmora.statement(t, source, func(o *record.Entry) {
			o.Refs = append(o.Refs, record.Ref{Role: record.RepeatOf, ID: nowhere})
		})
		refused, err := d.Submit(ctx, zelmora.sign(t, stray))
		if err != nil || refused.Refused == "" || refused.Index != 4 {
			t.Fatalf("%+v, %v", refused, err)
		}
		it, err := s.ItemAt(ctx, clerk, 4)
		if err != nil {
			t.Fatal(err)
		}
		if b, ok := it.Body.(*record.SubmissionRefused); !ok || b.Submission != stray.ID || b.Reason != refused.Refused ||
			b.Commitment != refused.Receipt.Commitment.String() || fmt.Sprint(it.Audience) != "[secretariat zelmora]" {
			t.Errorf("the trace is %+v", it)
		}
		size(5)

		// So does what would tell outsiders of an entry that is not for them.
		wide := zelmora.statement(t, source, func(o *record.Entry) { o.Audience = []record.Seat{record.Public} })
		if h, err := d.Submit(ctx, zelmora.sign(t, wide)); err != nil || !strings.Contains(h.Refused, "not everyone may read") {
			t.Errorf("for more than may read what it refers to: %+v, %v", h, err)
		}

		// Nothing else is taken, and nothing of it is kept.
		stranger := newAuthor(t, "zelmora")
		spoilt := func(change func(*ledger.SignedEntry)) *ledger.SignedEntry {
			s := zelmora.sign(t, zelmora.statement(t, source, nil))
			change(s)
			return s
		}
		for name, c := range map[string]struct {
			entry *ledger.SignedEntry
			kind  fault.Kind
		}{
			"a key that no seat holds": {stranger.sign(t, stranger.statement(t, source, nil)), fault.Forbidden},
			"another log": {zelmora.sign(t, zelmora.statement(t, source, func(e *record.Entry) { e.Mechanism = "surety-test/other" })),
				fault.Invalid},
			"from the future":         {zelmora.sign(t, zelmora.statement(t, source, func(e *record.Entry) { e.Stated = e.Stated.Add(time.Hour) })), fault.Invalid},
			"a field left out":        {spoilt(func(s *ledger.SignedEntry) { s.Openings = s.Openings[1:] }), fault.Invalid},
			"a field changed":         {spoilt(func(s *ledger.SignedEntry) { s.Openings[0].Value = []byte(`"other"`) }), fault.Corrupt},
			"a signature changed":     {spoilt(func(s *ledger.SignedEntry) { s.Signature.Sig[3] ^= 1 }), fault.Corrupt},
			"another's key beside it": {spoilt(func(s *ledger.SignedEntry) { s.Key = stranger.PublicKey() }), fault.Corrupt},
		} {
			if h, err := d.Submit(ctx, c.entry); !fault.Is(err, c.kind) {
				t.Errorf("%s: %+v, %v; want a fault of kind %v", name, h, err, c.kind)
			}
		}
		size(6)
		checkLog(t, s, k)
	})
}

// TestSubmitAtOnce: many hand in at once, some the same entry; each entry has
// one index, and the log is whole.
func TestSubmitAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		d, k := newDesk(t, s)
		zelmora := newAuthor(t, "zelmora")
		foundWith(t, d, zelmora)
		source := filed(t, d, s)
		const writers, entries = 16, 40
		list := make([]*ledger.SignedEntry, entries)
		for i := range list {
			list[i] = zelmora.sign(t, zelmora.statement(t, source, nil))
		}
		var mu sync.Mutex
		at := map[record.ID]map[int64]bool{}
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range entries {
					h, err := d.Submit(context.Background(), list[(i+w)%entries])
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					if at[h.ID] == nil {
						at[h.ID] = map[int64]bool{}
					}
					at[h.ID][h.Index] = true
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if n, err := s.Size(context.Background()); err != nil || n != entries+3 {
			t.Errorf("%d entries, %v", n, err)
		}
		for id, indexes := range at {
			if len(indexes) != 1 {
				t.Errorf("%s has the indexes %v", id, indexes)
			}
		}
		checkLog(t, s, k)
	})
}

// checkLog folds the log again and compares the tree's root with the leaves'.
func checkLog(t *testing.T, s *store.Whole, k *keys.Keys) {
	t.Helper()
	ctx := context.Background()
	size, err := s.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Rows(ctx, 0, size)
	if err != nil || int64(len(rows)) != size {
		t.Fatalf("%d rows of %d, %v", len(rows), size, err)
	}
	edge := &ledger.Edge{}
	opener := desk.Opener{Vault: k, Key: func(a string, e int) ([]byte, error) { return s.AudienceKey(ctx, a, e) }}
	for _, r := range rows {
		edge.Append(r.Leaf)
		openings, err := opener.Open(r)
		if err != nil {
			t.Fatal(err)
		}
		ev, err := desk.Read(r)
		if err != nil {
			t.Fatal(err)
		}
		fields := make([]record.Field, len(openings))
		for i, o := range openings {
			fields[i] = record.Field{Name: o.Path, Value: json.RawMessage(o.Value)}
		}
		if err := ev.Head.Open(fields); err != nil {
			t.Errorf("entry %d does not open: %v", r.Index, err)
		}
	}
	tree, err := ledger.Root(size, s.Hashes(ctx))
	if err != nil || tree != edge.Tree() {
		t.Errorf("the stored hashes do not give the leaves' root (%v)", err)
	}
}
