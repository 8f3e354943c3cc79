package ledger_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/ledger"
)

// Whatever the operator hands out is told apart by its first line.
func TestVerifyFile(t *testing.T) {
	w := newWorld(6, 3, 6)
	at := time.Date(2026, 11, 25, 8, 30, 0, 0, time.UTC)
	promise := must(ledger.Promise(author(ledger.Ed25519, "desk"), ledger.Submission{Origin: w.origin, Received: at, IncludeBy: at.Add(time.Hour)}))
	checkpoint := w.checkpoints[len(w.checkpoints)-1]
	for name, c := range map[string]struct {
		file  []byte
		trust *ledger.Trust
		want  ledger.Verdict
		code  string // of the failure, or of the first sentence that was checked
	}{
		"receipt":                      {w.receipt(2).Marshal(), w.trust, ledger.Proven, "log-key"},
		"receipt alone":                {w.receipt(2).Marshal(), nil, ledger.Consistent, "log-key"},
		"checkpoint":                   {checkpoint, w.trust, ledger.Proven, "log-key"},
		"checkpoint alone":             {checkpoint, nil, ledger.Failed, "no-trust"},
		"checkpoint, one letter":       {bytes.Replace(checkpoint, []byte("\n6\n"), []byte("\n7\n"), 1), w.trust, ledger.Failed, "checkpoint"},
		"checkpoint of another log":    {bytes.Replace(checkpoint, []byte("surety-test/"), []byte("surety-tost/"), 1), w.trust, ledger.Failed, "checkpoint"},
		"checkpoint without witnesses": {w.sign(), w.trust, ledger.Failed, "witnesses"},
		"submission receipt":           {promise.Marshal(), w.trust, ledger.Proven, "promised"},
		"submission receipt, altered":  {bytes.Replace(promise.Marshal(), []byte("09:30"), []byte("09:31"), 1), w.trust, ledger.Failed, "submission"},
		"submission receipt, cut":      {promise.Marshal()[:80], w.trust, ledger.Failed, "form"},
		"something else":               {[]byte("Dear sir,\n\nplease find"), w.trust, ledger.Failed, "form"},
		"nothing":                      {nil, w.trust, ledger.Failed, "form"},
	} {
		t.Run(name, func(t *testing.T) {
			r := ledger.VerifyFile(c.file, c.trust)
			if r.Verdict != c.want {
				t.Fatalf("verdict %s, want %s:\n%s", r.Verdict, c.want, r)
			}
			if r.Verdict == ledger.Failed {
				if r.Failure.Code != c.code || r.Failure.Means == "" {
					t.Errorf("it fails with %+v, want %s", r.Failure, c.code)
				}
			} else if r.Checked[0].Code != c.code || len(r.Proves) == 0 || len(r.DoesNotProve) == 0 {
				t.Errorf("it says:\n%s", r)
			}
		})
	}
	// A page says times and numbers in its own way: they come as they are.
	r := ledger.VerifyFile(promise.Marshal(), w.trust)
	if got := r.Checked[0].Args[1]; got != "2026-11-25T08:30:00Z" {
		t.Errorf("a time comes as %q", got)
	}
	if !strings.Contains(r.Checked[0].Text, "25 November 2026, 08:30:00 UTC") {
		t.Errorf("a time reads %q", r.Checked[0].Text)
	}
}

// A log may have a single entry; what others wrote is repeated as they wrote it.
func TestReportCounts(t *testing.T) {
	for size, noun := range map[int]string{1: "1 entry", 2: "2 entries"} {
		w := newWorld(size, 0)
		w.sign()
		r := ledger.VerifyFile(w.checkpoints[len(w.checkpoints)-1], w.trust)
		if s := r.String(); !strings.Contains(s, noun) || strings.Contains(s, "1 entries") {
			t.Errorf("%d: %s", size, s)
		}
		for _, s := range r.Checked {
			if s.Code == "log-key" && (s.Args[0] != noun[:1] || !strings.Contains(s.Text, noun)) {
				t.Errorf("%d: %+v", size, s)
			}
		}
		audit := must(ledger.Audit(t.Context(), w, ledger.AuditOptions{Trust: w.trust}))
		if s := audit.String(); !strings.Contains(s, noun) || strings.Contains(s, "1 entries") {
			t.Errorf("%d: %s", size, s)
		}
	}
	const theirs = `the mechanism "11 or 1 entries"`
	for _, r := range []*ledger.Report{
		{Verdict: ledger.Failed, Failure: &ledger.Failure{Place: theirs, What: theirs}},
		{Verdict: ledger.Proven, Checked: []ledger.Sentence{{Text: theirs}}},
	} {
		if !strings.Contains(r.String(), theirs) {
			t.Errorf("not as it was written: %s", r)
		}
	}
}
