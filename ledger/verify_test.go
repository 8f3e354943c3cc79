package ledger_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/torchwood"
	"github.com/transparency-dev/formats/proof"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// golden compares text with a file under testdata; SURETY_UPDATE=1 writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("SURETY_UPDATE") != "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (SURETY_UPDATE=1 go test ./ledger writes it)", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs. Now:\n%s\nbefore:\n%s", path, got, want)
	}
}

func TestReceiptProven(t *testing.T) {
	w := newWorld(40, 0, 40)
	for i := range int64(40) {
		file := w.receipt(i).Marshal()
		r := ledger.VerifyReceipt(file, w.trust)
		if !r.OK() {
			t.Fatalf("entry %d: %s", i, r)
		}
		if r.Opening[0].Code != "exercise" || r.Opening[1].Code != "operator-alone" {
			t.Fatalf("the report opens with %v", r.Opening)
		}
		back, err := ledger.ParseReceipt(file)
		if err != nil || !bytes.Equal(back.Marshal(), file) {
			t.Fatalf("entry %d does not come back as it was: %v", i, err)
		}
	}
	golden(t, "report-proven.txt", []byte(ledger.VerifyReceipt(w.receipt(7).Marshal(), w.trust).String()))
	golden(t, "report-desk.txt", []byte(ledger.VerifyReceipt(w.receipt(8).Marshal(), w.trust).String()))
}

func TestReceiptAlone(t *testing.T) {
	w := newWorld(3, 0, 3)
	r := ledger.VerifyReceipt(w.receipt(1).Marshal(), nil)
	if r.Verdict != ledger.Consistent || r.OK() {
		t.Fatalf("without a trust file: %s", r)
	}
	if words := w.trust.Fingerprint().Words(); !strings.Contains(r.String(), words) {
		t.Errorf("the report does not give the words %q", words)
	}
	golden(t, "report-alone.txt", []byte(r.String()))
	bare := w.receipt(1)
	bare.Trust = nil
	if r := ledger.VerifyReceipt(bare.Marshal(), nil); r.Verdict != ledger.Failed || r.Failure.Code != "no-trust" {
		t.Errorf("with no trust file anywhere: %s", r)
	}
}

// TestReceiptWitnessed checks cosignatures of both algorithms, made by torchwood.
func TestReceiptWitnessed(t *testing.T) {
	w := newWorld(5, 3)
	before := time.Now().Add(-time.Second)
	w.sign(w.witnesses[:1]...)
	r := ledger.VerifyReceipt(w.receipt(2).Marshal(), w.trust)
	if r.Verdict != ledger.Failed || r.Failure.Code != "witnesses" {
		t.Fatalf("with one of three witnesses: %s", r)
	}
	w.sign(w.witnesses[:2]...)
	r = ledger.VerifyReceipt(w.receipt(2).Marshal(), w.trust)
	if !r.OK() || len(r.Opened.Cosigned) != 2 || r.Opened.WitnessedAt.Before(before) {
		t.Fatalf("with two of three witnesses: %s", r)
	}
	w.sign(w.witnesses...)
	r = ledger.VerifyReceipt(w.receipt(2).Marshal(), w.trust)
	if !r.OK() || len(r.Opened.Cosigned) != 3 || !strings.Contains(r.String(), "witness g2 cosigned") {
		t.Fatalf("with all witnesses: %s", r)
	}
	// With our own cosigners, at times that stay the same: what the report says.
	var lines []string
	for i := range w.witnesses {
		lines = append(lines, w.cosign(i, time.Unix(1_800_000_100+int64(i), 0)))
	}
	w.checkpoints = append(w.checkpoints, ledger.Attach(w.checkpoints[0], lines...))
	r = ledger.VerifyReceipt(w.receipt(2).Marshal(), w.trust)
	if at := r.Opened.WitnessedAt; !r.OK() || at.Unix() != 1_800_000_101 {
		t.Fatalf("witnessed at %v: %s", at, r)
	}
	golden(t, "report-witnessed.txt", []byte(r.String()))

	signed := bytes.Replace(w.checkpoints[2], []byte("guarantor-c.example"), []byte("guarantor-a.example"), 1)
	if _, err := must(ledger.NewVerifier(w.trust)).OpenCheckpoint(signed); err != nil {
		t.Errorf("a signature line under another's name must count for nobody, not break the rest: %v", err)
	}
}

func TestReceiptRedacted(t *testing.T) {
	w := newWorld(3, 0, 3)
	full := w.receipt(1)
	for name, keep := range map[string]func(string) bool{
		"one field": func(p string) bool { return p == "place" },
		"none":      func(string) bool { return false },
	} {
		cut := full.Redact(keep)
		file := cut.Marshal()
		if r := ledger.VerifyReceipt(file, w.trust); !r.OK() {
			t.Errorf("%s: %s", name, r)
		}
		back := must(ledger.ParseReceipt(file))
		for _, o := range full.Openings {
			text := bytes.Contains(must(torchwood.ProofExtraData(file)), []byte(strings.Trim(string(o.Value), `"`)))
			if keep(o.Path) != text && o.Path == "place" {
				t.Errorf("%s: the value of %s shows: %v", name, o.Path, text)
			}
		}
		if len(back.Openings) > 1 {
			t.Errorf("%s: %d openings left", name, len(back.Openings))
		}
	}
	if len(full.Openings) != 3 {
		t.Error("redacting changed the original")
	}
}

// TestReceiptElsewhere has our receipts read by the two other implementations.
func TestReceiptElsewhere(t *testing.T) {
	w := newWorld(9, 3, 9)
	policy, err := torchwood.ParsePolicy([]byte("log " + w.trust.LogKey + "\nwitness g1 " + w.trust.Policy.Witnesses[0].Key +
		"\nwitness g2 " + w.trust.Policy.Witnesses[1].Key + "\nwitness g3 " + w.trust.Policy.Witnesses[2].Key + "\ngroup g 2 g1 g2 g3\nquorum g\n"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range int64(9) {
		file := w.receipt(i).Marshal()
		if err := torchwood.VerifyProof(policy, tlog.RecordHash(w.items[i].Leaf), file); err != nil {
			t.Errorf("torchwood refuses the receipt of entry %d: %v", i, err)
		}
		var p proof.TLogProof
		if err := p.Unmarshal(file); err != nil || p.Index != uint64(i) || !bytes.Equal(p.Marshal(), file) {
			t.Errorf("formats reads the receipt of entry %d otherwise: %v", i, err)
		}
	}
}

func TestReceiptOtherLog(t *testing.T) {
	w := newWorld(2, 0, 2)
	other := *w.trust
	_, key, err := ledger.GenerateLogKey(chaff("another"), w.origin)
	if err != nil {
		t.Fatal(err)
	}
	other.LogKey = key
	if r := ledger.VerifyReceipt(w.receipt(0).Marshal(), &other); r.Verdict != ledger.Failed || r.Failure.Code != "checkpoint" {
		t.Errorf("under another key: %s", r)
	}
	other.Origin = "surety-test/elsewhere"
	_, other.LogKey, _ = ledger.GenerateLogKey(chaff("another"), other.Origin)
	if r := ledger.VerifyReceipt(w.receipt(0).Marshal(), &other); r.Verdict != ledger.Failed || r.Failure.Code != "other-log" {
		t.Errorf("under another log's trust file: %s", r)
	}
}

func TestAuditFits(t *testing.T) {
	w := newWorld(1300, 0, 1, 2, 511, 512, 513, 1024, 1290)
	var last int64
	r, err := ledger.Audit(t.Context(), w, ledger.AuditOptions{Trust: w.trust, Progress: func(done, total int64) {
		if done <= last || total != 1300 {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	}})
	if err != nil || !r.OK() {
		t.Fatalf("%v\n%s", err, r)
	}
	if r.Checkpoints != 7 || r.Envelopes != 1300 || r.Payloads != 1300 || r.Tree != w.edge.Tree() || r.Newest.Size != 1290 || last != 1300 {
		t.Errorf("the audit counted %+v", r)
	}
	golden(t, "report-audit.txt", []byte(r.String()))

	// Erased and withheld parts take nothing away from the rest.
	for i := range w.items {
		switch i % 3 {
		case 0:
			w.items[i].Openings, w.items[i].Payload = nil, false
		case 1:
			w.items[i] = ledger.Item{Leaf: w.items[i].Leaf}
		}
	}
	if r := w.audit(t); !r.OK() {
		t.Errorf("with parts erased and withheld: %s", r)
	}
	w.checkpoints = nil
	if r := w.audit(t); r.Verdict != ledger.Failed || r.Failure.Code != "no-checkpoint" {
		t.Errorf("with no checkpoint: %s", r)
	}
}

// TestAuditNames breaks a log in many ways and looks whether the place is named.
func TestAuditNames(t *testing.T) {
	const n = 700
	cases := map[string]struct {
		code  string
		index int64
		spoil func(w *world)
	}{
		"a leaf changed":                     {"commitment", 600, func(w *world) { flip(&w.items[600].Leaf, -1) }},
		"a leaf's time changed":              {"stored-hash", 600, func(w *world) { flip(&w.items[600].Leaf, len(w.items[600].Leaf)-33) }},
		"an envelope exchanged":              {"commitment", 5, func(w *world) { w.items[5].Signed = w.items[6].Signed }},
		"a salt changed":                     {"commitment", 5, func(w *world) { w.items[5].Signed.LeafSalt[0]++ }},
		"a value changed":                    {"opening", 13, func(w *world) { w.items[13].Openings[1].Value = []byte("58") }},
		"a field shown twice":                {"opening", 13, func(w *world) { w.items[13].Openings[1] = w.items[13].Openings[0] }},
		"a key exchanged":                    {"signature", 13, func(w *world) { w.items[13].Key = w.items[14].Key }},
		"a key missing":                      {"key", 13, func(w *world) { w.items[13].Key = nil }},
		"an entry withheld, its content not": {"source", 13, func(w *world) { w.items[13].Signed = nil }},
		"a stored hash changed":              {"stored-hash", 600, func(w *world) { w.rows[ledger.FirstHash(600)][3]++ }},
		"an inner hash changed":              {"stored-hash", 511, func(w *world) { w.rows[ledger.FirstHash(512)-1][3]++ }},
		"the last stored hash missing":       {"stored-hash", 699, func(w *world) { w.rows = w.rows[:len(w.rows)-1] }},
		"a leaf of another log":              {"other-log", 9, func(w *world) { w.items[9].Leaf = bytes.Replace(w.items[9].Leaf, []byte("test"), []byte("rest"), 1) }},
		"two entries swapped":                {"stored-hash", 20, func(w *world) { w.items[20], w.items[21] = w.items[21], w.items[20] }},
		"an entry repeated":                  {"stored-hash", 21, func(w *world) { w.items[21] = w.items[20] }},
		"the end cut off":                    {"shrunk", 650, func(w *world) { w.items, w.rows = w.items[:650], w.rows[:ledger.FirstHash(650)] }},
		"checkpoints swapped":                {"checkpoint-order", -1, func(w *world) { w.checkpoints[0], w.checkpoints[1] = w.checkpoints[1], w.checkpoints[0] }},
		"a checkpoint of a fork": {"root", 300, func(w *world) {
			fork := newWorld(310, 0)
			fork.add(1, fork.author, ledger.Own)
			w.checkpoints = append(w.checkpoints[:1:1], fork.sign())
		}},
		"another's checkpoint": {"checkpoint", -1, func(w *world) {
			secret, _, _ := ledger.GenerateLogKey(chaff("z"), w.origin)
			w.checkpoints[1] = must(ledger.SignCheckpoint(must(ledger.LogSigner(secret)), ledger.Checkpoint{Origin: w.origin, Tree: w.edge.Tree()}))
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorld(n, 0, 300, 700)
			c.spoil(w)
			r := w.audit(t)
			if r.Verdict != ledger.Failed {
				t.Fatalf("not noticed: %s", r)
			}
			if r.Failure.Code != c.code || r.Failure.Index != c.index {
				t.Errorf("found %q at %d, want %q at %d: %s", r.Failure.Code, r.Failure.Index, c.code, c.index, r)
			}
		})
	}
}

// flip changes a copy of a byte string at a place, counted from the end if negative.
func flip(b *[]byte, at int) {
	c := bytes.Clone(*b)
	if at < 0 {
		at += len(c)
	}
	c[at] ^= 1
	*b = c
}

func TestSubmission(t *testing.T) {
	w := newWorld(1, 0)
	var leaf ledger.Leaf
	if err := leaf.UnmarshalBinary(w.items[0].Leaf); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 10, 0, 0, 5, time.FixedZone("", 5*3600))
	s, err := ledger.Promise(author(ledger.Ed25519, "desk"), ledger.Submission{
		Origin: w.origin, ID: ledger.ID{9}, Commitment: leaf.Commitment, Received: at, IncludeBy: at.Add(24 * time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "submission.txt", s.Marshal())
	back, err := ledger.ParseSubmission(s.Marshal())
	if err != nil || back.Verify(w.trust) != nil || !back.Keeps(leaf) {
		t.Fatalf("the receipt came back as %v, %v", back, err)
	}
	if len(strings.Fields(s.Words())) != 8 {
		t.Errorf("Words() = %q", s.Words())
	}
	text := s.Marshal()
	for i := range text {
		bent := bytes.Clone(text)
		bent[i] ^= 1
		if b, err := ledger.ParseSubmission(bent); err == nil && b.Verify(w.trust) == nil {
			t.Errorf("a change at byte %d is not noticed", i)
		}
	}
	_, err = ledger.Promise(author(ledger.Ed25519, "desk"), ledger.Submission{Origin: w.origin, Received: at, IncludeBy: at.Add(-time.Hour)})
	wantKind(t, err, fault.Invalid)
}

// TestAuditLarge: large entries are audited a few at a time, to the same end.
func TestAuditLarge(t *testing.T) {
	w := newWorld(3, 0)
	for i := range 30 {
		rand := chaff("large")
		h := ledger.Header{Origin: w.origin, ID: ledger.ID{byte(i)}, Mode: ledger.Own, Key: w.author.PublicKey().ID(), Control: []byte(`{}`)}
		value := []byte(`"` + strings.Repeat("x", ledger.MaxValue-2) + `"`)
		sealed := must(ledger.Seal(rand, h, []ledger.Field{{Path: "a", Value: value}, {Path: "b", Value: value}}))
		signed := must(ledger.Commit(rand, sealed.Envelope, must(ledger.Sign(w.author, sealed.Envelope))))
		leaf := must(signed.Leaf(w.origin, ledger.ClassEntry, time.Unix(1, 0)).MarshalBinary())
		key := w.author.PublicKey()
		w.rows = append(w.rows, w.edge.Append(leaf)...)
		w.items = append(w.items, ledger.Item{Leaf: leaf, Signed: signed, Key: &key, Payload: true, Openings: sealed.Openings})
	}
	w.sign()
	steps := 0
	r, err := ledger.Audit(t.Context(), w, ledger.AuditOptions{Trust: w.trust, Progress: func(int64, int64) { steps++ }})
	if err != nil || !r.OK() || r.Payloads != 33 {
		t.Fatalf("%v\n%s", err, r)
	}
	if steps < 3 {
		t.Errorf("60 MB were held at once: %d steps", steps)
	}
	w.items[31].Openings = append([]ledger.Opening(nil), w.items[31].Openings...)
	w.items[31].Openings[1].Value = []byte("1")
	if r := w.audit(t); r.Failure == nil || r.Failure.Index != 31 {
		t.Errorf("a change in entry 31: %s", r)
	}
}

// TestPromises: a submission receipt and a later log show an omission.
func TestPromises(t *testing.T) {
	w := newWorld(3, 0, 3)
	var leaf ledger.Leaf
	if err := leaf.UnmarshalBinary(w.items[1].Leaf); err != nil {
		t.Fatal(err)
	}
	promise := func(desk string, c ledger.Digest, by time.Time) *ledger.Submission {
		return must(ledger.Promise(author(ledger.Ed25519, desk), ledger.Submission{
			Origin: w.origin, ID: ledger.ID{7}, Commitment: c, Received: by.Add(-time.Hour), IncludeBy: by}))
	}
	now := leaf.Time.Add(time.Hour)
	for name, c := range map[string]struct {
		s    *ledger.Submission
		code string
		ok   bool
	}{
		"kept":      {promise("desk", leaf.Commitment, leaf.Time), "promise-kept", true},
		"late":      {promise("desk", leaf.Commitment, leaf.Time.Add(-time.Second)), "promise-late", true},
		"open":      {promise("desk", ledger.Digest{1}, now.Add(time.Minute)), "promise-open", true},
		"broken":    {promise("desk", ledger.Digest{1}, now.Add(-time.Minute)), "omitted", false},
		"another's": {promise("stranger", ledger.Digest{1}, now.Add(-time.Minute)), "submission", false},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := ledger.Audit(t.Context(), w, ledger.AuditOptions{Trust: w.trust, Promises: []*ledger.Submission{c.s}, Now: now})
			if err != nil || r.OK() != c.ok {
				t.Fatalf("%v\n%s", err, r)
			}
			if !c.ok && r.Failure.Code != c.code {
				t.Errorf("the failure is %+v", r.Failure)
			}
			if last := r.Checked[len(r.Checked)-1]; c.ok && last.Code != c.code {
				t.Errorf("the report says %+v", last)
			}
		})
	}
}
