package ledger_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/ledger"
)

// TestSecondNarrow: what docs/format.md bounds, both implementations refuse, and both
// take what lies at the bound. Long runs of the tests of changed files found the first
// of these; the rest are what a change by chance seldom meets.
func TestSecondNarrow(t *testing.T) {
	s := startSecond(t)
	w, watched := newWorld(3, 0, 3), newWorld(3, 3)
	trust := must(w.trust.Marshal())

	receipt := func(t *testing.T, name string, w *world, file []byte, want bool) {
		t.Helper()
		report, said := ledger.VerifyReceipt(file, w.trust), s.says("receipt", file, must(w.trust.Marshal()))
		if report.OK() != want || said.OK != want {
			t.Errorf("a receipt with %s: this one says %v, the second %+v", name, report, said)
		}
	}
	good := w.receipt(1).Marshal()
	line := func(name string, n int) []byte {
		return fmt.Appendf(nil, "— %s %s\n", name, base64.StdEncoding.EncodeToString(make([]byte, n)))
	}
	for name, c := range map[string]struct {
		more []byte
		want bool
	}{
		"a signature by nobody known":    {line("somebody", 68), true},
		"the shortest signature":         {line("somebody", 5), true},
		"a shorter one":                  {line("somebody", 4), false},
		"a signer named with a plus":     {line("some+body", 68), false},
		"a signer named with a space":    {line("some\u00a0body", 68), false},
		"a hundred signatures":           {bytes.Repeat(line("somebody", 68), 99), true},
		"a hundred and one of them":      {bytes.Repeat(line("somebody", 68), 100), false},
		"something else than a line":     {[]byte("somebody\n"), false},
		"a signature by nobody's number": {[]byte("—  AAAAAAAA\n"), false},
	} {
		receipt(t, name, w, append(bytes.Clone(good), c.more...), c.want)
	}

	for i := range watched.trust.Policy.Witnesses {
		watched.sign(watched.witnesses[i])
		receipt(t, "one cosignature of two", watched, watched.receipt(0).Marshal(), false)
	}
	watched.sign(watched.witnesses...)
	receipt(t, "all cosignatures", watched, watched.receipt(0).Marshal(), true)

	file := func(name string, want bool, kind string, data, trust []byte, err error) {
		t.Helper()
		if said := s.says(kind, data, trust); said.OK != want || (err == nil) != want {
			t.Errorf("a %s with %s: this one says %v, the second %+v", kind, name, err, said)
		}
	}
	last := string(trust[bytes.LastIndex(trust, []byte("author ")):])
	_, key, _ := strings.Cut(strings.TrimPrefix(last, "author "), " ")
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"an author twice":                 {string(trust) + last, false},
		"a key under two names":           {string(trust) + "author party-b " + key, false},
		"the desk's key for an author":    {string(trust) + "author party-b " + w.trust.Desk.String() + "\n", false},
		"an author named with 65 letters": {strings.Replace(string(trust), "author party-a", "author "+strings.Repeat("a", 65), 1), false},
		"one named with 64":               {strings.Replace(string(trust), "author party-a", "author "+strings.Repeat("a", 64), 1), true},
	} {
		_, err := ledger.ParseTrust([]byte(c.text))
		file(name, c.want, "trust", []byte{}, []byte(c.text), err)
	}

	desk := deskOfWorlds()
	for name, c := range map[string]struct {
		received, by string
		want         bool
	}{
		"its times":                    {"2026-11-24T10:00:00Z", "2026-11-25T10:00:00Z", true},
		"one time":                     {"2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z", true},
		"a promise for before":         {"2026-11-24T10:00:00Z", "2026-11-24T09:59:59Z", false},
		"a thirteenth month":           {"2026-11-24T10:00:00Z", "2026-13-01T10:00:00Z", false},
		"the 29th of February in 2027": {"2026-11-24T10:00:00Z", "2027-02-29T10:00:00Z", false},
		"a time before 1970":           {"1969-12-31T23:59:59Z", "2026-11-24T10:00:00Z", false},
		"a second 60":                  {"2026-11-24T10:00:00Z", "2026-11-24T10:00:60Z", false},
		"an hour 24":                   {"2026-11-24T10:00:00Z", "2026-11-24T24:00:00Z", false},
	} {
		text := fmt.Sprintf("surety-submission/1\norigin %s\nid %032x\ncommitment %064x\nreceived %s\ninclude-by %s\n", w.origin, 9, 9, c.received, c.by)
		sig := must(desk.SignMessage(ledger.PAE(ledger.SubmissionType, []byte(text))))
		data := []byte(text + "signature " + base64.StdEncoding.EncodeToString(sig) + "\n")
		read, err := ledger.ParseSubmission(data)
		if err == nil {
			err = read.Verify(w.trust)
		}
		file(name, c.want, "promise", data, trust, err)
	}

	lie := newWorld(3, 0)
	lie.edge = &ledger.Edge{}
	for n := range 3 {
		lie.edge.Append([]byte(fmt.Sprint("a lie ", n)))
	}
	e := &ledger.Evidence{First: w.checkpoints[0], Second: lie.sign(), Seen: time.Unix(1_800_000_000, 0)}
	for seen, want := range map[string]bool{"1800000000": true, "253402300799": true, "253402300800": false, "-1": false} {
		data := bytes.Replace(e.Marshal(), []byte("1800000000"), []byte(seen), 1)
		read, err := ledger.ParseEvidence(data)
		if err == nil {
			_, err = read.Check(must(ledger.LogVerifier(w.trust.LogKey)))
		}
		file("the time "+seen, want, "evidence", data, trust, err)
	}
}

// deskOfWorlds is the signer that newWorld takes for the desk.
func deskOfWorlds() ledger.Signer { return author(ledger.Ed25519, "desk") }
