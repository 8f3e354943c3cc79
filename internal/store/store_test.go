package store_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

func TestMain(m *testing.M) {
	if at := os.Getenv(stopAt); at != "" {
		os.Exit(stopping(at))
	}
	os.Exit(testkit.Main(m))
}

// each runs a test on both databases.
func each(t *testing.T, test func(t *testing.T, s *store.Whole)) {
	t.Run("sqlite", func(t *testing.T) {
		s, err := store.OpenSQLite(context.Background(), filepath.Join(t.TempDir(), "surety.db"), true)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		test(t, s)
	})
	t.Run("postgres", func(t *testing.T) {
		s, err := store.OpenPostgres(context.Background(), testkit.Postgres(t), true)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		test(t, s)
	})
}

const origin = "surety-test/log"

var (
	amina     = desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}
	audience  = []record.Seat{"chair", "secretariat"}
	clerk     = register.Viewer{Seats: []record.Seat{"secretariat"}}
	outsider  = register.Viewer{}
	colleague = register.Viewer{Seats: []record.Seat{"chair"}}
)

func newDesk(t *testing.T, s *store.Whole) (*desk.Desk, *keys.Keys) {
	k, err := keys.Create(filepath.Join(t.TempDir(), "keys"), rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(desk.Config{Store: s, Vault: k, Signer: k.Desk, Origin: origin, Audience: audience, Intake: audience})
	t.Cleanup(d.Close)
	return d, k
}

func found(t *testing.T, d *desk.Desk) {
	if err := d.Found(context.Background(), "secretariat", "amina",
		&record.CharterAdopted{Digest: "d", Name: "Test", Charter: "name: Test\n"}, audience); err != nil {
		t.Fatal(err)
	}
}

// article is a reading with a record of every kind.
func article(n int) draft.Document {
	day, seven, first := "2026-03-04", 7, 0
	span := func(text string, start int) draft.Span {
		return draft.Span{Text: text, Start: start, End: start + len(text)}
	}
	qarn := draft.Party{Name: "Qarn", Side: "qarn"}
	return draft.Document{
		File: "a.txt", SHA256: fmt.Sprintf("%08x", n) + strings.Repeat("0", 56), Bytes: 500, Language: "en", Readable: true,
		Title: &draft.Span{Text: "Clash at the bridge", Start: 0, End: 19}, Published: draft.Published{Date: &day, Basis: "byline"},
		Times:  []draft.Time{{Span: span("on Wednesday", 30), From: &day, To: &day, Grain: "day"}},
		Places: []draft.Place{{Span: span("Tal Bridge", 50), Name: "Tal Bridge", Precision: 2}},
		Statements: []draft.Statement{{ID: "s1", Rule: "said-that", Act: "claim", Acts: []string{"claim"}, Mode: "indirect",
			Speaker: &draft.Speaker{Span: span("Qarn", 70), Name: "Qarn", Side: "qarn"}, Content: span("seven soldiers died", 80), Time: &first,
			Chain: []draft.Link{}}},
		Incidents: []draft.Incident{{ID: "i1", Rule: "clash", Type: "Armed clash", Span: span("a clash", 110), From: &day, To: &day,
			DatePrecision: 1, Place: &first, Attributions: []draft.Attribution{{To: qarn, By: "s1"}},
			Figures: []draft.Figure{{ID: "f1", Rule: "number", Effect: "killed", Group: "soldiers", Number: &seven, Phrase: "seven soldiers",
				Start: 80, End: 94, Claimant: &qarn, Class: "own_loss", Statement: "s1"}}}},
		Talks:      []draft.Talks{{ID: "t1", Rule: "talks", Span: span("talks in Oram", 130), Place: "Oram", Outcome: "unknown", Parties: []draft.Party{qarn}}},
		Agreements: []draft.Agreement{{ID: "a1", Rule: "ceasefire", Span: span("the ceasefire", 150), Kind: "ceasefire", Status: "in_force"}},
		Crossings:  []draft.Crossing{{ID: "c1", Rule: "shut", Span: span("Tal crossing is shut", 170), Name: "Tal", Status: "closed"}},
		Undertakings: []draft.Undertaking{{ID: "u1", Rule: "demand", By: &qarn, Content: span("no attack from its soil", 200), State: "demanded",
			Statements: []string{"s1"}, Missing: []string{"verification"},
			Guarantors: []draft.Guarantor{{Name: "Oram", State: "named_by_party", NamedBy: &qarn}}}},
	}
}

var evidence = record.Evidence{Name: strings.Repeat("e", 64), Key: []byte("k")}

// From a reading to the register: everything accepted stands there, with what
// it refers to, for those who may read it and nobody else; the tree's root is
// that of the leaves; a register folded again is the same.
func TestAcceptance(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := context.Background()
		d, vault := newDesk(t, s)
		found(t, d)
		doc, isNew, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(1), evidence)
		if err != nil || !isNew || doc.Open != 8 {
			t.Fatalf("taking in: %v, new %v, open %d", err, isNew, doc.Open)
		}
		if _, again, err := d.TakeIn(ctx, "secretariat", "copy.txt", "text/plain", article(1), evidence); err != nil || again {
			t.Errorf("taking in again: %v, new %v", err, again)
		}
		if _, err := d.Accept(ctx, amina, []string{doc.ID + "-f1"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("a figure without its incident: %v", err)
		}
		if size, _ := s.Size(ctx); size != 1 {
			t.Errorf("a refused draft left %d entries", size)
		}
		var ids []string
		for _, r := range []string{"f1", "i1", "u1", "s1", "t1", "a1", "c1", "i1a1"} {
			ids = append(ids, doc.ID+"-"+r)
		}
		made, err := d.Accept(ctx, amina, ids)
		if err != nil || len(made) != len(ids) || made[0].Draft != ids[0] {
			t.Fatalf("accepting: %v, %v", made, err)
		}
		if _, err := d.Accept(ctx, amina, ids[:1]); !fault.Is(err, fault.Conflict) {
			t.Errorf("accepting twice: %v", err)
		}

		claim, err := s.Item(ctx, clerk, made[0].Entry)
		if err != nil {
			t.Fatal(err)
		}
		if b := claim.Body.(*record.ClaimRecorded); *b.Number != 7 || b.Claimant.Name != "Qarn" || b.AcceptedBy != "Amina" || b.Credibility != "6" || len(claim.Closed) > 0 {
			t.Errorf("claim = %+v, closed %v", b, claim.Closed)
		}
		about, err := s.Linked(ctx, colleague, made[1].Entry, record.AboutObject)
		if err == nil {
			var twice []register.Item
			if twice, err = s.LinkedTo(ctx, colleague, []record.ID{made[1].Entry, made[0].Entry, made[1].Entry}, record.AboutObject); err == nil {
				if diff := cmp.Diff(about, twice); diff != "" {
					t.Errorf("asked for together: %s", diff)
				}
			}
		}
		if err != nil || len(about) != 2 {
			t.Errorf("claims about the incident: %d, %v", len(about), err)
		}
		for _, v := range []register.Viewer{outsider, {Seats: []record.Seat{"monitor"}}} {
			if _, err := s.Item(ctx, v, made[0].Entry); !fault.Is(err, fault.NotFound) {
				t.Errorf("an outsider sees the claim: %v", err)
			}
			if list, err := s.Entries(ctx, v, register.Page{}); err != nil || len(list) != 0 {
				t.Errorf("an outsider sees %d entries: %v", len(list), err)
			}
			if list, err := s.Linked(ctx, v, made[1].Entry, record.AboutObject); err != nil || len(list) != 0 {
				t.Errorf("an outsider sees %d claims: %v", len(list), err)
			}
		}
		sources, err := s.Items(ctx, clerk, record.KindSourceFiled, register.Page{})
		if err != nil || len(sources) != 1 {
			t.Fatalf("sources: %d, %v", len(sources), err)
		}
		if got := sources[0].Body.(*record.SourceFiled).Reliability; got != "F" {
			t.Errorf("a source that nobody has graded is %q", got)
		}

		checkTree(t, s)
		before, err := s.Register(ctx)
		if err != nil {
			t.Fatal(err)
		}
		first, size, err := desk.Rebuild(ctx, s, vault)
		if err != nil || size != 10 {
			t.Fatalf("rebuilding: %d entries, %v", size, err)
		}
		after, err := s.Register(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Error("the register folded again is another:", diff)
		}
		if second, _, err := desk.Rebuild(ctx, s, vault); err != nil || second != first {
			t.Errorf("digest %s, then %s: %v", first, second, err)
		}
	})
}

// checkTree recomputes the tree from the leaves and compares it with the hashes kept.
func checkTree(t *testing.T, s *store.Whole) {
	t.Helper()
	ctx := context.Background()
	size, err := s.Size(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Rows(ctx, 0, size)
	if err != nil || int64(len(rows)) != size {
		t.Fatalf("%d rows of %d: %v", len(rows), size, err)
	}
	edge := &ledger.Edge{}
	for _, r := range rows {
		edge.Append(r.Leaf)
	}
	if root, err := ledger.Root(size, s.Hashes(ctx)); err != nil || root != edge.Tree() {
		t.Errorf("the root kept is not that of the leaves: %v", err)
	}
}

func TestRejectAndEdit(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := context.Background()
		d, _ := newDesk(t, s)
		found(t, d)
		doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(1), evidence)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Reject(ctx, amina, " ", []string{doc.ID + "-t1"}); !fault.Is(err, fault.Invalid) {
			t.Errorf("a rejection without a reason: %v", err)
		}
		if err := d.Reject(ctx, amina, "no talks were held", []string{doc.ID + "-t1"}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Accept(ctx, amina, []string{doc.ID + "-t1"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("accepting what was rejected: %v", err)
		}
		list, err := s.Drafts(ctx, clerk, doc.ID)
		if err != nil {
			t.Fatal(err)
		}
		var crossing desk.Draft
		for _, one := range list {
			if one.Kind == "crossing" {
				crossing = one
			}
		}
		source := []byte(strings.Repeat(" ", 170) + "Tal crossing is shut" + strings.Repeat(" ", 300))
		edited := strings.Replace(string(crossing.Record), `"closed"`, `"open_limited"`, 1)
		for name, bad := range map[string]string{
			"another status":  strings.Replace(edited, "open_limited", "ajar", 1),
			"other words":     strings.Replace(edited, "is shut", "is open", 1),
			"an unknown name": strings.Replace(edited, `"reason"`, `"motive"`, 1),
			"no JSON":         "{",
		} {
			if err := d.Edit(ctx, amina, crossing.ID, []byte(bad), source); !fault.Is(err, fault.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := d.Edit(ctx, amina, crossing.ID, []byte(edited), source); err != nil {
			t.Fatal(err)
		}
		made, err := d.Accept(ctx, amina, []string{crossing.ID})
		if err != nil {
			t.Fatal(err)
		}
		it, err := s.Item(ctx, clerk, made[0].Entry)
		if err != nil {
			t.Fatal(err)
		}
		b := it.Body.(*record.CrossingStatusRecorded)
		if b.Status != "open_limited" || !b.Corrected || !strings.Contains(string(b.Machine), `"closed"`) {
			t.Errorf("accepted = %+v", b)
		}
	})
}

// Many at once, and two desks on one database: every acknowledged entry has its
// own place and the tree holds.
func TestTogether(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := context.Background()
		d, vault := newDesk(t, s)
		found(t, d)
		other := desk.New(desk.Config{Store: s, Vault: vault, Signer: vault.Desk, Origin: origin, Audience: audience, Intake: audience})
		defer other.Close()
		const n = 24
		var wg sync.WaitGroup
		places := make([]int64, n)
		for i := range n {
			wg.Go(func() {
				at := d
				if i%2 == 1 {
					at = other
				}
				doc, _, err := at.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(i+1), evidence)
				if err == nil {
					var made []desk.Outcome
					if made, err = at.Accept(ctx, amina, []string{doc.ID + "-s1"}); err == nil {
						places[i] = made[0].Index
					}
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		seen := map[int64]bool{}
		for _, p := range places {
			if seen[p] {
				t.Errorf("entry %d was given twice", p)
			}
			seen[p] = true
		}
		checkTree(t, s)
	})
}

// A transaction that fails leaves the desk where the database is.
func TestFailedCommit(t *testing.T) {
	ctx := context.Background()
	s, err := store.OpenSQLite(ctx, filepath.Join(t.TempDir(), "surety.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	failing := &failingStore{Whole: s}
	k, err := keys.Create(filepath.Join(t.TempDir(), "keys"), rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(desk.Config{Store: failing, Vault: k, Signer: k.Desk, Origin: origin, Audience: audience, Intake: audience})
	defer d.Close()
	found(t, d)
	doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(1), evidence)
	if err != nil {
		t.Fatal(err)
	}
	failing.fail = true
	if _, err := d.Accept(ctx, amina, []string{doc.ID + "-s1"}); err == nil {
		t.Fatal("a commit that failed was acknowledged")
	}
	failing.fail = false
	if _, err := d.Accept(ctx, amina, []string{doc.ID + "-s1", doc.ID + "-i1"}); err != nil {
		t.Fatal(err)
	}
	checkTree(t, s)
}

// failingStore does the work and then fails, so that it is rolled back.
type failingStore struct {
	*store.Whole
	fail bool
}

var errFull = errors.New("the disk is full")

func (f *failingStore) Update(ctx context.Context, steps ...func(desk.Tx) error) ([]error, error) {
	if !f.fail {
		return f.Whole.Update(ctx, steps...)
	}
	// Every step runs; then the transaction is undone by a nested failure.
	if _, err := f.Whole.Update(ctx, func(tx desk.Tx) error {
		for _, s := range steps {
			if err := s(tx); err != nil {
				return err
			}
		}
		return errFull
	}); err != nil {
		return nil, err
	}
	return nil, errFull
}

// What waits at the desk is there for the seat that handed it in and for those who
// take in. To everyone else it is what is not there, in every word.
func TestDeskIsNotForEveryone(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := context.Background()
		d, _ := newDesk(t, s)
		found(t, d)
		doc, _, err := d.TakeIn(ctx, "zelmora", "a.txt", "text/plain", article(1), evidence)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Accept(ctx, amina, []string{doc.ID + "-s1"}); err != nil {
			t.Fatal(err)
		}
		source, err := s.Items(ctx, clerk, record.KindSourceFiled, register.Page{})
		if err != nil || len(source) != 1 {
			t.Fatal(source, err)
		}
		for _, who := range []struct {
			name         string
			v            register.Viewer
			desk, source bool
		}{
			{"who takes in", clerk, true, true}, {"a colleague", colleague, true, true},
			{"who handed it in", register.Viewer{Seats: []record.Seat{"zelmora"}}, true, false},
			{"the other side", register.Viewer{Seats: []record.Seat{"oruvia"}}, false, false},
			{"a seat whose name is part of another's", register.Viewer{Seats: []record.Seat{"chai", "elmora"}}, false, false},
			{"everyone", outsider, false, false},
		} {
			list, err := s.Documents(ctx, who.v)
			if err != nil || (len(list) == 1) != who.desk {
				t.Errorf("%s sees %d documents: %v", who.name, len(list), err)
			}
			drafts, err := s.Drafts(ctx, who.v, doc.ID)
			if err != nil || (len(drafts) > 0) != who.desk {
				t.Errorf("%s sees %d drafts: %v", who.name, len(drafts), err)
			}
			reading, err := s.ReadingOf(ctx, who.v, source[0].ID)
			if err != nil || (reading != nil) != who.source {
				t.Errorf("%s sees the reading of the source: %v, %v", who.name, reading != nil, err)
			}
			one, is := s.Document(ctx, who.v, doc.ID)
			_, not := s.Document(ctx, who.v, "00000000")
			if who.desk != (is == nil) || !who.desk && strings.ReplaceAll(is.Error(), doc.ID, "00000000") != not.Error() {
				t.Errorf("%s asks for the document: %q, and for none: %q", who.name, is, not)
			}
			if who.desk && len(one.Audience) != 3 {
				t.Errorf("the document is for %v", one.Audience)
			}
			_, is = s.DraftDocument(ctx, who.v, doc.ID+"-s1")
			_, not = s.DraftDocument(ctx, who.v, "00000000-s1")
			if who.desk != (is == nil) || !who.desk && strings.ReplaceAll(is.Error(), doc.ID, "00000000") != not.Error() {
				t.Errorf("%s asks for a draft's document: %q, and for none: %q", who.name, is, not)
			}
		}
		// The other side hands in the same document: from then on it sees it too.
		if _, again, err := d.TakeIn(ctx, "oruvia", "b.txt", "text/plain", article(1), evidence); err != nil || again {
			t.Fatal(again, err)
		}
		if list, err := s.Documents(ctx, register.Viewer{Seats: []record.Seat{"oruvia"}}); err != nil || len(list) != 1 {
			t.Errorf("who handed it in second sees %d documents: %v", len(list), err)
		}
	})
}
