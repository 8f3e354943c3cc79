package ledger_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
)

// second is the second implementation, testdata/second, which was written from
// docs/format.md and shares no code with this one.
type second struct {
	t   *testing.T
	in  io.Writer
	out *json.Decoder
}

// saying is what it says of a file.
type saying struct {
	OK         bool
	Wrong      string
	Index      int64
	Size       int64
	ID         string
	Fields     []string
	Witnessed  int64
	Words      string
	Digits     string
	Sizes      []int64
	Final      bool
	Commitment string
	Plain      string              // of something encrypted: SHA-256 of what is in it, or the key
	Audience   string              // its name
	Opened     map[string][]string // by the entry's index, the fields of a sealed copy
	Closed     int
}

func startSecond(t *testing.T) *second {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run the second implementation with (on Debian: apt-get install python3)")
	}
	cmd := exec.Command(python, "-B", filepath.Join("testdata", "second", "second.py"), "many")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("the second implementation: %v", err)
		}
	})
	return &second{t, in, json.NewDecoder(bufio.NewReader(out))}
}

func (s *second) says(kind string, data, trust []byte) (said saying) {
	s.t.Helper()
	question := must(json.Marshal(map[string]any{"kind": kind, "data": data, "trust": trust}))
	if _, err := s.in.Write(append(question, '\n')); err != nil {
		s.t.Fatal(err)
	}
	if err := s.out.Decode(&said); err != nil {
		s.t.Fatalf("what the second implementation says of a %s: %v", kind, err)
	}
	return said
}

// times is how often each kind of file is changed.
func times(short int) int {
	if testkit.Torture() {
		return 3000
	}
	return short
}

// TestSecondReceipt: both implementations say the same of receipts, whole and
// changed, with witnesses and without.
func TestSecondReceipt(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	plain, watched := newWorld(30, 0, 30), newWorld(9, 3, 9)
	for _, w := range []*world{plain, watched} {
		trust := must(w.trust.Marshal())
		good, n := 0, times(60)
		for i := range n {
			r := w.receipt(int64(chance.IntN(len(w.items))))
			r.Openings = r.Openings[:chance.IntN(len(r.Openings)+1)]
			file, what := changed(chance, r.Marshal(), i%5 == 0)
			report := ledger.VerifyReceipt(file, w.trust)
			said := s.says("receipt", file, trust)
			if said.OK != report.OK() {
				t.Fatalf("%s: this one says %v, the second %+v\n%s", what, report, said, file)
			}
			if !said.OK {
				continue
			}
			good++
			e, o := report.Envelope, report.Opened
			var fields []string
			for _, f := range report.Receipt.Openings {
				fields = append(fields, f.Path)
			}
			slices.Sort(fields)
			if said.Index != report.Receipt.Index || said.Size != o.Size || said.ID != e.ID.String() || !slices.Equal(said.Fields, fields) {
				t.Fatalf("%s: the second reads %+v", what, said)
			}
		}
		if good == 0 || good == n {
			t.Errorf("%d of %d receipts were good: the test compares nothing", good, n)
		}
	}
	if said := s.says("receipt", plain.receipt(1).Marshal(), must(watched.trust.Marshal())); said.OK {
		t.Error("a receipt of another log is taken")
	}
}

// changed tampers with a file, or leaves it whole. Of a receipt half the changes
// are inside the extra data.
func changed(chance *rand.Rand, file []byte, whole bool) (out []byte, what string) {
	if whole {
		return file, "whole"
	}
	p, err := ledger.ParseProof(file)
	if err != nil || chance.IntN(2) == 0 {
		return testkit.Tamper(chance, file)
	}
	p.Extra, what = testkit.Tamper(chance, p.Extra)
	return p.Marshal(), "in the extra data: " + what
}

// TestSecondSigned: both say the same of signed entries of every mode and algorithm,
// whole and changed.
func TestSecondSigned(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	w := newWorld(1, 0)
	var kept signedVectors
	if err := json.Unmarshal(must(os.ReadFile(filepath.Join("testdata", "vectors-signed.json"))), &kept); err != nil {
		t.Fatal(err)
	}
	trust := *w.trust
	_, public, err := ledger.GenerateLogKey(chaff("other log"), "surety-test/log")
	if err != nil {
		t.Fatal(err)
	}
	trust.Origin, trust.LogKey = "surety-test/log", public
	for _, v := range kept.Signed {
		made := &ledger.SignedEntry{Envelope: []byte(v.Envelope), Signature: must(ledger.ParseSignature([]byte(v.Signature))), Key: must(ledger.ParsePublicKey(v.PublicKey))}
		for i := range times(40) {
			file, what := changed(chance, made.Marshal(), i == 0)
			read, err := ledger.ParseSignedEntry(file)
			if err == nil {
				_, err = read.Check("surety-test/log")
			}
			said := s.says("entry", file, must(trust.Marshal()))
			if said.OK != (err == nil) {
				t.Fatalf("%s, %s: this one says %v, the second %+v\n%s", v.Name, what, err, said, file)
			}
		}
	}
}

// TestSecondTrust: both read the same trust files, and give the same words.
func TestSecondTrust(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	for _, w := range []*world{newWorld(1, 0), newWorld(1, 1), newWorld(1, 3)} {
		for i := range times(150) {
			file, what := changed(chance, must(w.trust.Marshal()), i == 0)
			read, err := ledger.ParseTrust(file)
			said := s.says("trust", []byte{}, file)
			if said.OK != (err == nil) {
				t.Fatalf("%s: this one says %v, the second %+v\n%s", what, err, said, file)
			}
			if err == nil && (said.Words != read.Fingerprint().Words() || said.Digits != read.Fingerprint().Digits(ledger.LatinDigits)) {
				t.Fatalf("%s: other words for the same file: %+v", what, said)
			}
		}
	}
}

// TestSecondPromise: both say the same of submission receipts.
func TestSecondPromise(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	w, at := newWorld(1, 0), time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	made := must(ledger.Promise(author(ledger.Ed25519, "desk"), ledger.Submission{Origin: w.origin, ID: ledger.ID{9}, Received: at, IncludeBy: at.Add(24 * time.Hour)}))
	for i := range times(150) {
		file, what := changed(chance, made.Marshal(), i == 0)
		read, err := ledger.ParseSubmission(file)
		if err == nil {
			err = read.Verify(w.trust)
		}
		said := s.says("promise", file, must(w.trust.Marshal()))
		if said.OK != (err == nil) || err == nil && (said.Words != read.Words() || said.ID != read.ID.String()) {
			t.Fatalf("%s: this one says %v, the second %+v\n%s", what, err, said, file)
		}
	}
}

// TestSecondEvidence: both see in the same pairs of checkpoints a contradiction.
func TestSecondEvidence(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	w, other := newWorld(12, 0, 3, 8, 12), newWorld(8, 0)
	other.edge = &ledger.Edge{}
	for n := range 8 {
		other.edge.Append([]byte(fmt.Sprint("a lie ", n)))
	}
	lie := other.sign()
	good := must(ledger.Consistency(3, 12, w.rows))
	log := must(ledger.LogVerifier(w.trust.LogKey))
	for name, e := range map[string]*ledger.Evidence{
		"two roots":         {First: w.checkpoints[1], Second: lie},
		"no proof":          {First: w.checkpoints[0], Second: lie},
		"a proof of others": {First: w.checkpoints[0], Second: lie, Proof: good},
		"one history":       {First: w.checkpoints[0], Second: w.checkpoints[2], Proof: good},
		"one checkpoint":    {First: lie, Second: lie},
		"the larger first":  {First: w.checkpoints[2], Second: lie},
	} {
		e.Seen = time.Unix(1_800_000_000, 0)
		for i := range times(20) {
			file, what := changed(chance, e.Marshal(), i == 0)
			read, err := ledger.ParseEvidence(file)
			var kind ledger.EvidenceKind
			if err == nil {
				kind, err = read.Check(log)
			}
			said := s.says("evidence", file, must(w.trust.Marshal()))
			if said.OK != (err == nil) || said.OK && said.Final != (kind == ledger.TwoRoots) {
				t.Fatalf("%s, %s: this one says %q %v, the second %+v\n%s", name, what, kind, err, said, file)
			}
		}
	}
}

// TestSecondLog: both say the same of exported logs, whole and changed.
func TestSecondLog(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	for _, size := range []int{0, 1, 256, 257, 600} {
		w := newWorld(size, 0)
		w.sign()
		files := export(t, w, int64(size))
		names := slices.Sorted(maps.Keys(files))
		dir := t.TempDir()
		for _, name := range names {
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for i := range times(100) / 10 {
			name := names[chance.IntN(len(names))]
			bent, what := files[name], "whole"
			if i > 0 && len(bent) > 0 {
				bent, what = testkit.Tamper(chance, bent)
			}
			if err := os.WriteFile(filepath.Join(dir, name), bent, 0o600); err != nil {
				t.Fatal(err)
			}
			now := maps.Clone(files)
			now[name] = bytes.Clone(bent)
			src, err := ledger.NewExported(reader(now))
			ok := err == nil
			if ok {
				r, err := ledger.Audit(t.Context(), src, ledger.AuditOptions{Trust: w.trust})
				ok = err == nil && r.OK()
			}
			if said := s.says("log", []byte(dir), must(w.trust.Marshal())); said.OK != ok || ok && said.Size != int64(size) {
				t.Fatalf("%d entries, %s, %s: this one says %v, the second %+v", size, name, what, ok, said)
			}
			if err := os.WriteFile(filepath.Join(dir, name), files[name], 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
