package witness_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/torchwood"
	fnote "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
	"github.com/surety-mechanism/surety/ledger/witness/memorytest"
)

// memory is a witness's memory for tests that need no disk.
type memory struct {
	mu       sync.Mutex
	last     map[string][]byte
	evidence map[string][]*ledger.Evidence
	broken   error // what Advance fails with, if not nil
}

func (m *memory) Last(_ context.Context, origin string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.last[origin]
	if !ok {
		return nil, fault.New(fault.NotFound, "the log %s was never introduced", origin)
	}
	return bytes.Clone(b), nil
}

func (m *memory) Advance(_ context.Context, origin string, last, next []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.last[origin]
	if m.broken != nil {
		return m.broken
	}
	if ok != (last != nil) || !bytes.Equal(b, last) {
		return fault.New(fault.Conflict, "the memory of %s is another", origin)
	}
	if m.last == nil {
		m.last = map[string][]byte{}
	}
	m.last[origin] = bytes.Clone(next)
	return nil
}

func (m *memory) Keep(_ context.Context, origin string, e *ledger.Evidence) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.evidence == nil {
		m.evidence = map[string][]*ledger.Evidence{}
	}
	for _, k := range m.evidence[origin] {
		if bytes.Equal(k.First, e.First) && bytes.Equal(k.Second, e.Second) {
			return nil
		}
	}
	m.evidence[origin] = append(m.evidence[origin], e)
	return nil
}

func TestMemory(t *testing.T) {
	of := map[string]*memory{}
	open := func(t *testing.T) *memory {
		if of[t.Name()] == nil {
			of[t.Name()] = &memory{}
		}
		return of[t.Name()]
	}
	memorytest.Run(t, func(t *testing.T) witness.Memory { return open(t) },
		func(t *testing.T, origin string) []*ledger.Evidence { return open(t).evidence[origin] })
}

const origin = "surety-test/witnessed"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func seed(s string) *bytes.Reader {
	var b []byte
	for i := range 8 {
		h := sha256.Sum256([]byte(fmt.Sprint(s, i)))
		b = append(b, h[:]...)
	}
	return bytes.NewReader(b)
}

// operator is a log that can be told to lie.
type operator struct {
	signer note.Signer
	public note.Verifier
	store  rows
	trees  []ledger.Tree // by size
}

type rows []ledger.Hash

func (r rows) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	out := make([]ledger.Hash, len(indexes))
	for i, n := range indexes {
		if n >= int64(len(r)) {
			return nil, fmt.Errorf("no stored hash %d", n)
		}
		out[i] = r[n]
	}
	return out, nil
}

// newOperator makes a log of n entries; from entry forkAt on they are another's.
func newOperator(n, forkAt int) *operator {
	secret, public, err := ledger.GenerateLogKey(seed("log"), origin)
	if err != nil {
		panic(err)
	}
	o := &operator{signer: must(ledger.LogSigner(secret)), public: must(ledger.LogVerifier(public))}
	edge := &ledger.Edge{}
	o.trees = append(o.trees, edge.Tree())
	for i := range n {
		leaf := []byte{byte(i)}
		if i >= forkAt {
			leaf = append(leaf, 'x')
		}
		o.store = append(o.store, edge.Append(leaf)...)
		o.trees = append(o.trees, edge.Tree())
	}
	return o
}

func (o *operator) checkpoint(size int) ledger.Checkpoint {
	return ledger.Checkpoint{Origin: origin, Tree: o.trees[size]}
}

func (o *operator) sign(size int) []byte {
	return must(ledger.SignCheckpoint(o.signer, o.checkpoint(size)))
}

// request writes an add-checkpoint body.
func (o *operator) request(old, size int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", old)
	if old <= size {
		for _, h := range must(ledger.Consistency(int64(old), int64(size), o.store)) {
			b.WriteString(h.String() + "\n")
		}
	}
	b.WriteByte('\n')
	b.Write(o.sign(size))
	return b.Bytes()
}

// station is a witness with its memory and a server.
type station struct {
	name   string
	memory *memory
	w      *witness.Witness
	keys   []*ledger.CosignatureVerifier
	server *httptest.Server
	now    time.Time
}

func newStation(t *testing.T, name string, o *operator) *station {
	s := &station{name: name, memory: &memory{}, now: time.Unix(1_800_000_000, 0)}
	var signers []*ledger.Cosigner
	for _, alg := range []ledger.Algorithm{ledger.Ed25519, ledger.MLDSA44} {
		key, _, err := ledger.GenerateSigner(seed(name+string(alg)), alg)
		if err != nil {
			t.Fatal(err)
		}
		c := must(ledger.NewCosigner(name, key))
		signers = append(signers, c)
		s.keys = append(s.keys, c.Verifier())
	}
	s.w = must(witness.New(s.memory, []note.Verifier{o.public}, signers...))
	if err := witness.Introduce(t.Context(), s.memory, o.public, o.sign(0)); err != nil {
		t.Fatal(err)
	}
	s.server = httptest.NewServer(s.w.Handler(1000, func() time.Time { return s.now }))
	t.Cleanup(s.server.Close)
	return s
}

func (s *station) client() *witness.Client { return witness.NewClient(s.server.URL, s.keys[0], nil) }

// TestProbes are the eight probes that a witness must stand (and some more).
func TestProbes(t *testing.T) {
	o, fork := newOperator(60, 60), newOperator(60, 10)
	_, strangerKey, err := ledger.GenerateLogKey(seed("stranger"), origin)
	if err != nil || strangerKey == "" {
		t.Fatal(err)
	}
	strangerSecret, _, _ := ledger.GenerateLogKey(seed("stranger"), origin)
	stranger := must(ledger.SignCheckpoint(must(ledger.LogSigner(strangerSecret)), o.checkpoint(30)))
	otherSecret, _, _ := ledger.GenerateLogKey(seed("other"), "surety-test/other")
	other := must(ledger.SignCheckpoint(must(ledger.LogSigner(otherSecret)), ledger.Checkpoint{Origin: "surety-test/other", Tree: o.trees[3]}))
	proofOfOther := bytes.Replace(o.request(20, 30), []byte("\n\n"), []byte("\n"+o.trees[1].Root.String()+"\n\n"), 1)

	for name, c := range map[string]struct {
		body     []byte
		status   int
		evidence int
	}{
		"a stale size":                  {o.request(10, 30), 409, 0},
		"the same size again":           {o.request(20, 20), 200, 0},
		"a larger size":                 {o.request(20, 30), 200, 0},
		"a fork of the same size":       {fork.request(20, 20), 422, 1},
		"a fork that is larger":         {fork.request(20, 30), 422, 1},
		"a fork told with another size": {fork.request(5, 20), 409, 1},
		"an unknown key":                {append([]byte("old 20\n\n"), stranger...), 403, 0},
		"an unknown log":                {append([]byte("old 0\n\n"), other...), 404, 0},
		"an old size too large":         {o.request(40, 30), 400, 0},
		"a smaller log":                 {o.request(5, 10), 409, 0},
		"a proof with a hash too many":  {proofOfOther, 422, 1},
		"no signature":                  {[]byte("old 20\n\n" + o.checkpoint(30).Text()), 403, 0},
		"nothing":                       {nil, 400, 0},
		"a plus before the size":        {bytes.Replace(o.request(20, 30), []byte("old 20"), []byte("old +20"), 1), 400, 0},
		"a zero before the size":        {bytes.Replace(o.request(20, 30), []byte("old 20"), []byte("old 020"), 1), 400, 0},
		"a proof line that is no hash":  {[]byte("old 20\nAAAA\n\n" + string(o.sign(30))), 400, 0},
		"64 proof lines":                {[]byte("old 20\n" + strings.Repeat(o.trees[1].Root.String()+"\n", 64) + "\n" + string(o.sign(30))), 400, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStation(t, "guarantor.example", o)
			if a := s.w.AddCheckpoint(t.Context(), o.request(0, 20), s.now); a.Status != 200 {
				t.Fatalf("the first checkpoint: %d %s", a.Status, a.Body)
			}
			before := must(s.memory.Last(t.Context(), origin))
			res := must(http.Post(s.server.URL+"/add-checkpoint", "", bytes.NewReader(c.body)))
			defer res.Body.Close()
			if res.StatusCode != c.status {
				t.Errorf("status %d, want %d", res.StatusCode, c.status)
			}
			if kind := res.Header.Get("Content-Type"); (kind == "text/x.tlog.size") != (c.status == 409) {
				t.Errorf("content type %q with status %d", kind, c.status)
			}
			if got := len(s.memory.evidence[origin]); got != c.evidence {
				t.Errorf("%d pieces of evidence kept, want %d", got, c.evidence)
			}
			if after := must(s.memory.Last(t.Context(), origin)); c.status != 200 && !bytes.Equal(before, after) {
				t.Error("a refused request changed the memory")
			}
			for _, e := range s.memory.evidence[origin] {
				checkEvidence(t, e, o.public)
			}
		})
	}
	t.Run("a fresh witness told of a size", func(t *testing.T) {
		s := newStation(t, "guarantor.example", o)
		if a := s.w.AddCheckpoint(t.Context(), o.request(50, 60), s.now); a.Status != 409 || string(a.Body) != "0\n" {
			t.Errorf("answered %d %q", a.Status, a.Body)
		}
	})
}

// checkEvidence has a third person look at it, who knows the log's key only.
func checkEvidence(t *testing.T, e *ledger.Evidence, log note.Verifier) {
	t.Helper()
	back, err := ledger.ParseEvidence(e.Marshal())
	if err != nil || !bytes.Equal(back.Marshal(), e.Marshal()) {
		t.Fatalf("the evidence does not come back: %v", err)
	}
	page, err := back.Page(log)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page, string(e.First)) || !strings.Contains(page, string(e.Second)) || !strings.Contains(page, "EVIDENCE AGAINST THE OPERATOR OF "+origin) {
		t.Errorf("the page lacks something:\n%s", page)
	}
	forged := *back
	forged.Second = bytes.Replace(forged.Second, []byte("\n20\n"), []byte("\n21\n"), 1)
	if !bytes.Equal(forged.Second, back.Second) {
		if _, err := forged.Check(log); err == nil {
			t.Error("forged evidence convinces")
		}
	}
}

// TestCosignaturesElsewhere has the cosignatures checked by torchwood and formats.
func TestCosignaturesElsewhere(t *testing.T) {
	o := newOperator(9, 9)
	s := newStation(t, "guarantor.example", o)
	a := s.w.AddCheckpoint(t.Context(), o.request(0, 9), s.now)
	if a.Status != 200 || bytes.Count(a.Body, []byte("\n")) != 2 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	signed := append(o.sign(9), a.Body...)
	for i, k := range s.keys {
		theirs := must(torchwood.NewCosignatureVerifier(k.String()))
		n, err := note.Open(signed, note.VerifierList(theirs))
		if err != nil || len(n.Sigs) != 1 {
			t.Errorf("torchwood refuses cosignature %d: %v", i, err)
			continue
		}
		if at := must(torchwood.CosignatureTimestamp(n.Sigs[0])); at != s.now.Unix() {
			t.Errorf("torchwood reads the time %d", at)
		}
		formats := must(fnote.NewVerifier(k.String()))
		if n, err := note.Open(signed, note.VerifierList(formats)); err != nil || len(n.Sigs) != 1 {
			t.Errorf("formats refuses cosignature %d: %v", i, err)
		}
	}
}

// TestGather asks three witnesses, of which one is gone and comes back.
func TestGather(t *testing.T) {
	o := newOperator(40, 40)
	trust := &ledger.Trust{Origin: origin, Desk: must(ledger.NewSigner(ledger.Ed25519, make([]byte, 32))).PublicKey()}
	_, public, _ := ledger.GenerateLogKey(seed("log"), origin)
	trust.LogKey = public
	stations, clients := map[string]*station{}, map[string]*witness.Client{}
	for _, name := range []string{"g1", "g2", "g3"} {
		s := newStation(t, name+".example", o)
		stations[name], clients[name] = s, s.client()
		trust.Policy.Witnesses = append(trust.Policy.Witnesses, ledger.Witness{Name: name, Key: s.keys[0].String()})
	}
	trust.Policy.Groups = []ledger.Group{{Name: "g", K: 3, Members: []string{"g1", "g2", "g3"}}}
	trust.Policy.Quorum = "g"
	v := must(ledger.NewVerifier(trust))
	gather := func(size int) *witness.Gathered {
		return witness.Gather(t.Context(), clients, o.checkpoint(size), o.sign(size), o.store, nil, 0)
	}
	g := gather(10)
	opened, err := v.OpenCheckpoint(g.Signed)
	if err != nil || len(g.Absent) != 0 || len(opened.Cosigned) != 3 || !opened.WitnessedAt.Equal(stations["g1"].now) {
		t.Fatalf("%v, absent %v, %+v", err, g.Absent, opened)
	}
	url := stations["g2"].server.Listener.Addr().String()
	stations["g2"].server.Close()
	g = gather(20)
	if _, err := v.OpenCheckpoint(g.Signed); !fault.Is(err, fault.Unavailable) || g.Absent["g2"] == nil || len(g.Absent) != 1 {
		t.Fatalf("without g2: %v, absent %v", err, g.Absent)
	}
	// It returns on another address, and catches up from the size it knows.
	s := stations["g2"]
	s.server = httptest.NewServer(s.w.Handler(1000, func() time.Time { return s.now }))
	defer s.server.Close()
	clients["g2"] = s.client()
	g = gather(40)
	if _, err := v.OpenCheckpoint(g.Signed); err != nil || len(g.Absent) != 0 {
		t.Fatalf("with g2 back (it was at %s): %v, absent %v", url, err, g.Absent)
	}
	// A late cosignature replaces an earlier one of the same witness.
	s.now = s.now.Add(time.Hour)
	again := witness.Gather(t.Context(), clients, o.checkpoint(40), g.Signed, o.store, nil, 0)
	if opened, err := v.OpenCheckpoint(again.Signed); err != nil || len(opened.Cosigned) != 3 || bytes.Count(again.Signed, []byte("— g2.example")) != 1 {
		t.Fatalf("asked again: %v\n%s", err, again.Signed)
	}
}

// TestRestored: an operator whose data was restored from an old copy is told so.
func TestRestored(t *testing.T) {
	o := newOperator(60, 60)
	s := newStation(t, "guarantor.example", o)
	c := map[string]*witness.Client{"g": s.client()}
	if absent, err := witness.Agree(t.Context(), c, o.public, 0, rows{}); err != nil || len(absent) != 0 {
		t.Fatalf("before the first cosignature: %v, %v", absent, err)
	}
	if _, _, err := c["g"].Cosign(t.Context(), o.checkpoint(50), o.sign(50), o.store); err != nil {
		t.Fatal(err)
	}
	if _, err := witness.Agree(t.Context(), c, o.public, 55, o.store); err != nil {
		t.Errorf("a log that went on: %v", err)
	}
	if _, err := witness.Agree(t.Context(), c, o.public, 30, o.store); !errors.Is(err, witness.ErrAhead) {
		t.Errorf("a log that was restored: %v", err)
	}
	fork := newOperator(60, 30)
	if _, err := witness.Agree(t.Context(), c, o.public, 60, fork.store); !fault.Is(err, fault.Conflict) {
		t.Errorf("a log that took another way: %v", err)
	}
	if _, _, err := s.client().Cosign(t.Context(), o.checkpoint(30), o.sign(30), o.store); !errors.Is(err, witness.ErrAhead) {
		t.Errorf("asked for a smaller size: %v", err)
	}
	if _, _, err := s.client().Cosign(t.Context(), fork.checkpoint(60), fork.sign(60), fork.store); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked for another history: %v", err)
	}
	if len(s.memory.evidence[origin]) != 1 {
		t.Errorf("%d pieces of evidence", len(s.memory.evidence[origin]))
	}
	s.server.Close()
	if absent, err := witness.Agree(t.Context(), c, o.public, 60, o.store); err != nil || absent["g"] == nil {
		t.Errorf("with the witness gone: %v, %v", absent, err)
	}
}

// TestSplitView: an operator shows each of two parties another log. Neither gets
// a quorum of the witnesses they share, and the evidence convicts it.
func TestSplitView(t *testing.T) {
	honest, lie := newOperator(30, 30), newOperator(30, 12)
	s := newStation(t, "guarantor.example", honest)
	if _, _, err := s.client().Cosign(t.Context(), honest.checkpoint(20), honest.sign(20), honest.store); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.client().Cosign(t.Context(), lie.checkpoint(20), lie.sign(20), lie.store); !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Unavailable) {
		t.Fatalf("the lie was cosigned: %v", err)
	}
	list := s.memory.evidence[origin]
	if len(list) == 0 {
		t.Fatal("no evidence was kept")
	}
	if kind, err := list[0].Check(honest.public); err != nil || kind != ledger.TwoRoots {
		t.Errorf("the evidence shows %q, %v", kind, err)
	}
	if words := [2]string{ledger.Digest(honest.trees[20].Root).Words(), ledger.Digest(lie.trees[20].Root).Words()}; words[0] == words[1] {
		t.Error("two officers on the phone would not notice")
	}
}

// TestFailsClosed: with memory lost, damaged or not writable, or the clock set
// back, nothing is signed.
func TestFailsClosed(t *testing.T) {
	o := newOperator(30, 30)
	for name, spoil := range map[string]func(s *station){
		"memory lost":           func(s *station) { s.memory.last = nil },
		"memory damaged":        func(s *station) { s.memory.last[origin][30] ^= 1 },
		"memory not writable":   func(s *station) { s.memory.broken = errors.New("the disk is full") },
		"clock set back":        func(s *station) { s.now = s.now.Add(-time.Hour) },
		"clock before all time": func(s *station) { s.now = time.Unix(-5, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStation(t, "guarantor.example", o)
			if a := s.w.AddCheckpoint(t.Context(), o.request(0, 10), s.now); a.Status != 200 {
				t.Fatalf("%d %s", a.Status, a.Body)
			}
			spoil(s)
			a := s.w.AddCheckpoint(t.Context(), o.request(10, 20), s.now)
			if a.Status != 500 || bytes.Contains(a.Body, []byte("— ")) {
				t.Errorf("answered %d %s", a.Status, a.Body)
			}
		})
	}
}

// TestRace: many ask at once; what was cosigned is one history, in order.
func TestRace(t *testing.T) {
	o := newOperator(60, 60)
	s := newStation(t, "guarantor.example", o)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			c := s.client()
			for size := 1 + i; size <= 60; size += 8 {
				_, _, err := c.Cosign(t.Context(), o.checkpoint(size), o.sign(size), o.store)
				if err != nil && !errors.Is(err, witness.ErrAhead) && !fault.Is(err, fault.Unavailable) {
					t.Errorf("size %d: %v", size, err)
				}
			}
		})
	}
	wg.Wait()
	c := must(ledger.OpenCheckpoint(must(s.memory.Last(t.Context(), origin)), o.public))
	if c.Size < 53 || c.Tree != o.trees[c.Size] || len(s.memory.evidence) != 0 {
		t.Errorf("the witness ended at %d with %d pieces of evidence", c.Size, len(s.memory.evidence[origin]))
	}
}

// TestApproves: a witness that wants to see the log first signs nothing before it
// has, remembers nothing of it, and signs when it has.
func TestApproves(t *testing.T) {
	o := newOperator(60, 60)
	s := newStation(t, "guarantor.example", o)
	before := must(s.memory.Last(t.Context(), origin))
	var asked []ledger.Checkpoint
	unseen := errors.New("the entries were withheld")
	s.w.Approve = func(_ context.Context, next ledger.Checkpoint) error {
		asked = append(asked, next)
		return unseen
	}
	if a := s.w.AddCheckpoint(t.Context(), o.request(0, 20), s.now); a.Status != 500 || bytes.Contains(a.Body, []byte("—")) {
		t.Errorf("signed what it had not seen: %d %s", a.Status, a.Body)
	}
	if after := must(s.memory.Last(t.Context(), origin)); !bytes.Equal(before, after) {
		t.Error("it remembers as signed what it did not sign")
	}
	unseen = nil
	if a := s.w.AddCheckpoint(t.Context(), o.request(0, 20), s.now); a.Status != 200 {
		t.Errorf("having seen it: %d %s", a.Status, a.Body)
	}
	if len(asked) != 2 || asked[0] != o.checkpoint(20) {
		t.Errorf("it looked at %v", asked)
	}
}
