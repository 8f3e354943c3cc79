package app_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// guarantor is a witness in a folder of its own, at an address that stays.
type guarantor struct {
	name, dir, key string
	server         *httptest.Server
	down           atomic.Bool
	handler        atomic.Pointer[http.Handler]
}

func newGuarantor(t *testing.T, name string) *guarantor {
	t.Helper()
	s, err := keys.NewSecret(rand.Reader, name+".example/witness", ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	g := &guarantor{name: name, dir: filepath.Join(t.TempDir(), name)}
	if _, err := keys.NewWitness(g.dir, s, ""); err != nil {
		t.Fatal(err)
	}
	c, err := ledger.NewCosigner(s.Name, s.Signer)
	if err != nil {
		t.Fatal(err)
	}
	g.key = c.Verifier().String()
	g.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := g.handler.Load()
		if g.down.Load() || h == nil {
			http.Error(w, "closed", http.StatusServiceUnavailable)
			return
		}
		(*h).ServeHTTP(w, r)
	}))
	t.Cleanup(g.server.Close)
	return g
}

// begin introduces the log, if need be, and begins to answer.
func (g *guarantor) begin(t *testing.T, trust *ledger.Trust, genesis []byte) {
	t.Helper()
	folder, err := keys.OpenWitness(g.dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Introduce(t.Context(), trust.LogKey, genesis); err != nil && !fault.Is(err, fault.Conflict) {
		t.Fatal(err)
	}
	h, err := folder.Holder()
	if err != nil {
		t.Fatal(err)
	}
	secret, err := h.Open("")
	if err != nil {
		t.Fatal(err)
	}
	cosigner, err := ledger.NewCosigner(secret.Name, secret.Signer)
	if err != nil {
		t.Fatal(err)
	}
	logs, err := folder.Logs()
	if err != nil {
		t.Fatal(err)
	}
	w, err := witness.New(folder, logs, cosigner)
	if err != nil {
		t.Fatal(err)
	}
	handler := w.Handler(1000, time.Now)
	g.handler.Store(&handler)
}

// charterWith gives the exercise's charter with these witnesses, of whom a
// quorum has to sign; the last is optional.
func charterWith(t *testing.T, quorum int, guarantors []*guarantor) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "charters", "exercise.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	fmt.Fprintf(&list, "witnesses:\n  quorum: %d\n  list:\n", quorum)
	for i, g := range guarantors {
		fmt.Fprintf(&list, "    - { name: %s, key: %q, url: %q, optional: %t }\n", g.name, g.key, g.server.URL, i == len(guarantors)-1)
	}
	return bytes.Replace(text, []byte("witnesses: none\n"), []byte(list.String()), 1)
}

// witnessed is a mechanism with four witnesses, of whom two of three have to
// sign and the fourth is optional.
type witnessed struct {
	dir, guard string
	g          []*guarantor
	trust      *ledger.Trust
	genesis    []byte
	articles   int
}

func newWitnessed(t *testing.T) *witnessed {
	t.Helper()
	root := t.TempDir()
	w := &witnessed{dir: filepath.Join(root, "mechanism"), guard: filepath.Join(root, "guard")}
	for _, name := range []string{"ithmar", "pellandor", "casteva", "oruvia"} {
		w.g = append(w.g, newGuarantor(t, name))
	}
	m, err := app.Init(t.Context(), w.dir, "Amina", "charter.yaml", charterWith(t, 2, w.g), app.Options{Guard: w.guard})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if w.trust, err = m.Trust(); err != nil {
		t.Fatal(err)
	}
	if w.genesis, err = m.Genesis(); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *witnessed) open(t *testing.T) *app.Mechanism {
	t.Helper()
	m, err := app.Open(t.Context(), w.dir, app.Options{Guard: w.guard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// accept makes two entries.
func (w *witnessed) accept(t *testing.T, m *app.Mechanism) {
	t.Helper()
	w.articles++
	acceptArticle(t, m, w.articles)
}

func acceptArticle(t *testing.T, m *app.Mechanism, number int) {
	t.Helper()
	raw, read := testkit.Article(number, 1)
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := m.Desk.TakeIn(t.Context(), "secretariat", read.File, "text/plain", read, sealed)
	if err != nil {
		t.Fatal(err)
	}
	who := desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Amina", Session: "test:amina"}
	if _, err := m.Desk.Accept(t.Context(), who, []string{doc.ID + "-s1"}); err != nil {
		t.Fatal(err)
	}
}

// published gives the size of the latest published checkpoint and who cosigned it.
func published(t *testing.T, m *app.Mechanism) (size int64, cosigned int) {
	t.Helper()
	s, err := m.Status(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if s.Opened == nil {
		return 0, 0
	}
	return s.Opened.Size, len(s.Opened.Cosigned)
}

func absent(t *testing.T, m *app.Mechanism) (names []string) {
	t.Helper()
	s, err := m.Status(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range s.Witnesses {
		if !w.AbsentSince.IsZero() {
			names = append(names, w.Witness)
		}
	}
	return names
}

// TestQuorum takes witnesses away and brings them back. Entries are taken all
// along; what is published has always enough cosignatures.
func TestQuorum(t *testing.T) {
	w := newWitnessed(t)
	m := w.open(t)
	ctx := t.Context()

	// Nobody knows the log yet.
	if _, err := m.Publisher.Publish(ctx); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("before the witnesses know the log: %v", err)
	}
	w.accept(t, m)
	if _, _, err := m.Receipt(ctx, m.Secretariat(), "1"); fault.KindOf(err) != fault.NotFound && !fault.Is(err, fault.Unavailable) {
		t.Errorf("a receipt of what is not witnessed: %v", err)
	}

	// Two of three are enough, and who is not there is told, since when.
	for _, g := range w.g[:2] {
		g.begin(t, w.trust, w.genesis)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatalf("with two of three: %v", err)
	}
	if size, n := published(t, m); size != 3 || n != 2 {
		t.Errorf("published %d entries with %d cosignatures", size, n)
	}
	if got := fmt.Sprint(absent(t, m)); got != "[casteva oruvia]" {
		t.Errorf("absent are %s", got)
	}
	_, receipt, err := m.Receipt(ctx, m.Secretariat(), "1")
	if err != nil {
		t.Fatal(err)
	}
	if r := ledger.VerifyReceipt(receipt, w.trust); !r.OK() || !strings.Contains(r.String(), "2-of-3") {
		t.Errorf("the receipt:\n%s", r)
	}

	if r := ledger.VerifyReceipt(receipt, w.trust); !strings.Contains(r.String(), "Not cosigned by the witness casteva at 3 entries.") {
		t.Errorf("the receipt does not say who is absent:\n%s", r)
	}

	// The others come late: their cosignatures are fetched.
	w.g[2].begin(t, w.trust, w.genesis)
	w.g[3].begin(t, w.trust, w.genesis)
	if more, err := m.Publisher.Complete(ctx); err != nil || !more {
		t.Fatalf("fetching what is missing: %v, %v", more, err)
	}
	if _, n := published(t, m); n != 4 || len(absent(t, m)) != 0 {
		t.Errorf("%d cosignatures, absent are %v", n, absent(t, m))
	}
	if more, err := m.Publisher.Complete(ctx); err != nil || more {
		t.Errorf("with nothing missing: %v, %v", more, err)
	}

	// The optional one has no veto.
	w.g[3].down.Store(true)
	w.accept(t, m)
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatalf("without the optional one: %v", err)
	}

	// One of three is not enough. Nothing is published; entries are taken.
	w.g[0].down.Store(true)
	w.g[1].down.Store(true)
	before, _ := published(t, m)
	w.accept(t, m)
	for range 2 {
		if _, err := m.Publisher.Publish(ctx); !fault.Is(err, fault.Unavailable) {
			t.Fatalf("with one of three: %v", err)
		}
	}
	if size, _ := published(t, m); size != before {
		t.Errorf("published %d entries without a quorum", size)
	}
	since := func() time.Time {
		s, err := m.Status(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return s.Witnesses[0].AbsentSince
	}
	first := since()
	said := page(t, m, "/log")
	for _, name := range []string{"ithmar", "pellandor", "oruvia"} {
		if !strings.Contains(said, "Not cosigned by "+name+" since ") {
			t.Errorf("the page does not say that %s is absent", name)
		}
	}
	if !strings.Contains(said, fmt.Sprintf("when the log had %d entries", before)) || strings.Contains(said, "Not cosigned by casteva") {
		t.Errorf("the page says otherwise of who is absent since when")
	}
	w.accept(t, m)
	if _, err := m.Publisher.Publish(ctx); err == nil || first.IsZero() || !since().Equal(first) {
		t.Errorf("absent since %v, and later since %v (%v)", first, since(), err)
	}

	// A new process remembers since when; then the quorum comes back.
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	m = w.open(t)
	if !since().Equal(first) {
		t.Errorf("after a restart absent since %v, not %v", since(), first)
	}
	w.g[0].down.Store(false)
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatalf("with the quorum back: %v", err)
	}
	if size, _ := published(t, m); size != 9 {
		t.Errorf("published %d of 9 entries", size)
	}
	if !since().IsZero() {
		t.Errorf("still absent since %v", since())
	}
	if e, err := m.Export(ctx, m.Secretariat()); err != nil || !strings.Contains(e.Witnesses, "; not cosigned by oruvia since ") || !strings.Contains(e.Witnesses, "when the log had 3 entries") {
		t.Errorf("an export says of witnesses %q, %v", e.Witnesses, err)
	}
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: w.trust})
	if err != nil || !v.OK() {
		t.Errorf("verify: %v\n%s\n%v", err, v.Ledger, v.Faults)
	}
	if said := v.Ledger.String(); !strings.Contains(said, "Not cosigned by the witness oruvia since ") || !strings.Contains(said, ", at 3 entries.") {
		t.Errorf("verify does not say since when who is absent:\n%s", said)
	}
}

// page gives a page's text.
func page(t *testing.T, m *app.Mechanism, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Pages().ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, w.Code)
	}
	return w.Body.String()
}

// TestRestoredWithWitnesses puts back an old copy of the data and of the guard's
// memory together. Nothing on the machine can tell; the witnesses can, and
// nothing is signed.
func TestRestoredWithWitnesses(t *testing.T) {
	w := newWitnessed(t)
	for _, g := range w.g {
		g.begin(t, w.trust, w.genesis)
	}
	m := w.open(t)
	w.accept(t, m)
	if _, err := m.Publisher.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.Close()
	backup := t.TempDir()
	for from, to := range map[string]string{w.dir: "data", w.guard: "guard"} {
		if err := os.CopyFS(filepath.Join(backup, to), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	m = w.open(t)
	w.accept(t, m)
	if _, err := m.Publisher.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	m.Close()

	w.dir, w.guard = filepath.Join(backup, "data"), filepath.Join(backup, "guard")
	m = w.open(t)
	w.g[0].down.Store(true) // not every witness is needed to tell
	if err := m.Publisher.Agree(t.Context()); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "old copy") {
		t.Fatalf("asked before anything is done: %v", err)
	}
	w.articles += 10
	w.accept(t, m)
	for range 2 {
		if _, err := m.Publisher.Publish(t.Context()); !fault.Is(err, fault.Conflict) {
			t.Fatalf("a second history: %v", err)
		}
	}
	if size, _ := published(t, m); size != 3 {
		t.Errorf("published %d entries", size)
	}
	last, err := keys.NewGuardFolder(w.guard).Last(t.Context(), w.trust.Origin)
	if err != nil || last.Size != 3 {
		t.Errorf("the log's key has signed %d entries of the second history (%v)", last.Size, err)
	}
}

// TestForgetfulWitness: a witness that lost its memory signs nothing, nor does
// one whose clock was set back; the others carry the log on.
func TestForgetfulWitness(t *testing.T) {
	w := newWitnessed(t)
	for _, g := range w.g {
		g.begin(t, w.trust, w.genesis)
	}
	m := w.open(t)
	w.accept(t, m)
	if _, err := m.Publisher.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	lost, err := filepath.Glob(filepath.Join(w.g[0].dir, "logs", "*", "checkpoint"))
	if err != nil || len(lost) != 1 {
		t.Fatal(lost, err)
	}
	if err := os.Remove(lost[0]); err != nil {
		t.Fatal(err)
	}
	w.accept(t, m)
	if _, err := m.Publisher.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Publisher.Complete(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(absent(t, m)); got != "[ithmar]" {
		t.Errorf("absent are %s", got)
	}
	if _, n := published(t, m); n != 3 {
		t.Errorf("%d cosignatures", n)
	}
}

// TestSplitView: an operator keeps a second copy of everything and shows each of
// two parties a log of its own. The witnesses sign for one of them alone, and each
// keeps the page that convicts the operator before whoever has the trust file.
func TestSplitView(t *testing.T) {
	w := newWitnessed(t)
	for _, g := range w.g {
		g.begin(t, w.trust, w.genesis)
	}
	lie := *w
	lie.dir, lie.guard = filepath.Join(t.TempDir(), "mechanism"), filepath.Join(t.TempDir(), "guard")
	for from, to := range map[string]string{w.dir: lie.dir, w.guard: lie.guard} {
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	m := w.open(t)
	w.accept(t, m)
	if _, err := m.Publisher.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	second := lie.open(t)
	lie.articles += 10
	lie.accept(t, second)
	// This program refuses to ask for a second history; such an operator has
	// another, which signs whatever it likes.
	size, err := second.Store.Size(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	hashes := second.Store.Hashes(t.Context())
	tree, err := ledger.Root(size, hashes)
	if err != nil {
		t.Fatal(err)
	}
	cp := ledger.Checkpoint{Origin: w.trust.Origin, Tree: tree}
	signed, err := ledger.SignCheckpoint(second.Keys.Log, cp)
	if err != nil {
		t.Fatal(err)
	}
	for name, client := range second.Publisher.Witnesses {
		if _, _, err := client.Cosign(t.Context(), cp, signed, hashes); err == nil {
			t.Errorf("%s cosigned the second history", name)
		}
	}
	public, err := ledger.LogVerifier(w.trust.LogKey)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range w.g {
		folder, err := keys.OpenWitness(g.dir)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := folder.Evidence(w.trust.Origin)
		if err != nil || len(kept) != 1 {
			t.Fatalf("%s kept %d pieces of evidence: %v", g.name, len(kept), err)
		}
		page, err := kept[0].Page(public)
		if err != nil {
			t.Fatal(err)
		}
		third, err := ledger.ParsePage([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if kind, err := third.Check(public); err != nil || kind != ledger.TwoRoots {
			t.Errorf("read off the page of %s the evidence shows %q: %v", g.name, kind, err)
		}
	}
}
