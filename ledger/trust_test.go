package ledger_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

func TestTrustFile(t *testing.T) {
	w := newWorld(0, 4)
	text := must(w.trust.Marshal())
	golden(t, "trust-witnessed.txt", text)
	back, err := ledger.ParseTrust(text)
	if err != nil || back.Fingerprint() != w.trust.Fingerprint() {
		t.Fatalf("the trust file came back as %v, %v", back, err)
	}
	golden(t, "trust-alone.txt", must(newWorld(0, 0).trust.Marshal()))
	if name, ok := w.trust.NameOf(w.author.PublicKey()); name != "party-a" || !ok {
		t.Errorf("NameOf = %q, %v", name, ok)
	}
	if name, ok := w.trust.NameOf(author(ledger.Ed25519, "stranger").PublicKey()); ok {
		t.Errorf("a stranger's key is said to be that of %s", name)
	}
}

// A trust file names the desk's earlier keys too: what they signed stays checkable,
// with a key of today and of then, in whatever order the desk took them.
func TestTrustEarlierDesks(t *testing.T) {
	w := newWorld(0, 0)
	second, third := author(ledger.Ed25519, "second desk"), author(ledger.Ed25519, "third desk")
	old, first := *w.trust, author(ledger.Ed25519, "desk")
	w.trust.Desk, w.trust.Earlier = third.PublicKey(), []ledger.PublicKey{second.PublicKey(), first.PublicKey()}
	text := must(w.trust.Marshal())
	back := must(ledger.ParseTrust(text))
	if string(must(back.Marshal())) != string(text) || back.Fingerprint() != w.trust.Fingerprint() || back.Fingerprint() == old.Fingerprint() {
		t.Errorf("the trust file came back as\n%s", must(back.Marshal()))
	}
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for i, s := range []ledger.Signer{first, second, third} {
		receipt := must(ledger.Promise(s, ledger.Submission{Origin: w.origin, Received: at, IncludeBy: at.Add(time.Hour)}))
		if err := receipt.Verify(back); err != nil {
			t.Errorf("a promise by key %d: %v", i+1, err)
		}
		if err := receipt.Verify(&old); (err == nil) != (i == 0) {
			t.Errorf("a promise by key %d, with the trust file of before: %v", i+1, err)
		} else if err != nil && !strings.Contains(err.Error(), "newer trust file") {
			t.Errorf("who has the trust file of before is not told what to do: %v", err)
		}
	}
}

func TestTrustRefuses(t *testing.T) {
	w := newWorld(0, 3)
	good := string(must(w.trust.Marshal()))
	lines := strings.SplitAfter(good, "\n")
	line := func(prefix string) string {
		for _, l := range lines {
			if strings.HasPrefix(l, prefix) {
				return l
			}
		}
		t.Fatalf("no line %q", prefix)
		return ""
	}
	_, other, err := ledger.GenerateLogKey(chaff("x"), "surety-test/other")
	if err != nil {
		t.Fatal(err)
	}
	g1 := w.trust.Policy.Witnesses[0].Key
	for name, c := range map[string]struct{ from, to, says string }{
		"another first line":            {"surety-trust/1", "surety-trust/2", "first line"},
		"carriage returns":              {"\n", "\r\n", "first line"},
		"a space too many":              {"origin ", "origin  ", "not of"},
		"a space at the end":            {"exercise yes\n", "exercise yes \n", "line 6"},
		"neither yes nor no":            {"exercise yes", "exercise maybe", "line 6"},
		"lines exchanged":               {line("desk") + line("charter"), line("charter") + line("desk"), "line 4"},
		"a line twice":                  {line("charter"), line("charter") + line("charter"), "line 6"},
		"a line missing":                {line("desk"), "", "algorithm"},
		"an unknown line":               {"quorum", "mood fine\nquorum", "line 11"},
		"no quorum":                     {"quorum guarantors\n", "", "line 11"},
		"another log's key":             {line("log"), "log " + other + "\n", "not of"},
		"a witness as the log":          {line("log"), "log " + g1 + "\n", "log's public key"},
		"one key under two names":       {line("witness g2"), "witness g2 " + g1 + "\n", "one key between them"},
		"a witness's name twice":        {"witness g2", "witness g1", "twice"},
		"a witness called none":         {"witness g2", "witness none", "cannot name"},
		"a group asking too much":       {"group guarantors 2", "group guarantors 4", "asks for 4 of 3"},
		"a group asking nothing":        {"group guarantors 2", "group guarantors 0", "asks for 0"},
		"a group of strangers":          {"2 g1 g2 g3", "2 g1 g2 g9", "g9"},
		"a member twice":                {"2 g1 g2 g3", "2 g1 g2 g2", "twice"},
		"an unknown quorum":             {"quorum guarantors", "quorum parties", "quorum"},
		"a mistyped witness key":        {g1, strings.Replace(g1, "+", "+0", 1), "mistyped"},
		"a log's key as a witness":      {g1, other, "not a witness's"},
		"the desk's key twice":          {line("desk"), line("desk") + line("desk"), "named twice"},
		"a short charter digest":        {line("charter"), "charter 0102\n", "line 5"},
		"an author's name twice in key": {line("author"), "author desk2 " + strings.TrimPrefix(line("desk"), "desk "), "one key between them"},
		"text after the end":            {lines[len(lines)-2], lines[len(lines)-2] + "\n", "line 13"},
		"no line break at the end":      {line("author"), strings.TrimSuffix(line("author"), "\n"), "one form"},
	} {
		bad := strings.ReplaceAll(good, c.from, c.to)
		if bad == good {
			t.Fatalf("%s: the case changes nothing", name)
		}
		_, err := ledger.ParseTrust([]byte(bad))
		if err == nil {
			t.Errorf("%s: accepted", name)
		} else if !strings.Contains(err.Error(), c.says) || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v does not say %q", name, err, c.says)
		}
	}
	if _, err := ledger.ParseTrust(nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty file: %v", err)
	}
}

// TestPolicy works out quorums, and the moment at which one was reached.
func TestPolicy(t *testing.T) {
	at := func(s int64) time.Time { return time.Unix(s, 0) }
	p := ledger.Policy{
		Witnesses: []ledger.Witness{{Name: "g1"}, {Name: "g2"}, {Name: "g3"}, {Name: "g4"}, {Name: "a"}, {Name: "b"}},
		Groups:    []ledger.Group{{Name: "guarantors", K: 3, Members: []string{"g1", "g2", "g3", "g4"}}, {Name: "parties", K: 1, Members: []string{"a", "b"}}, {Name: "all", K: 2, Members: []string{"guarantors", "parties"}}},
		Quorum:    "all",
	}
	for _, c := range []struct {
		signed string
		at     int64 // 0 for never
	}{
		{"", 0},
		{"g1:5 g2:6 g3:7", 0},
		{"g1:5 g2:6 g3:7 a:1", 7},
		{"g1:5 g2:6 g3:7 a:9", 9},
		{"g1:5 g2:6 g3:7 g4:2 a:3 b:1", 6},
		{"a:1 b:1", 0},
		{"x:1 y:2 z:3 a:1", 0},
	} {
		var list []ledger.Cosigned
		for f := range strings.FieldsSeq(c.signed) {
			name, s, _ := strings.Cut(f, ":")
			list = append(list, ledger.Cosigned{Witness: name, Time: at(int64(s[0] - '0'))})
		}
		got, ok := p.WitnessedAt(list)
		if ok != (c.at > 0) || ok && !got.Equal(at(c.at)) {
			t.Errorf("%q: witnessed at %v, %v; want %d", c.signed, got, ok, c.at)
		}
	}
	if _, ok := (&ledger.Policy{}).WitnessedAt(nil); ok || !(&ledger.Policy{}).Satisfied(nil) {
		t.Error("a policy without witnesses is satisfied, and never witnessed")
	}
}

// TestOverlap works out how many witnesses must lie for a second history.
func TestOverlap(t *testing.T) {
	for _, c := range []struct{ k, n, want int }{{1, 1, 1}, {2, 3, 1}, {3, 4, 2}, {4, 5, 3}, {5, 7, 3}, {1, 2, 0}, {2, 4, 0}, {5, 5, 5}, {7, 12, 2}} {
		p := ledger.Policy{Quorum: "g", Groups: []ledger.Group{{Name: "g", K: c.k}}}
		for i := range c.n {
			name := string(rune('a' + i))
			p.Witnesses = append(p.Witnesses, ledger.Witness{Name: name})
			p.Groups[0].Members = append(p.Groups[0].Members, name)
		}
		if got, ok := p.Overlap(); !ok || got != c.want {
			t.Errorf("%d of %d: %d, %v; want %d", c.k, c.n, got, ok, c.want)
		}
		p.Witnesses = append(p.Witnesses, ledger.Witness{Name: "party"}) // listed, but in no quorum
		if got, ok := p.Overlap(); len(p.Witnesses) <= 12 && (!ok || got != c.want) {
			t.Errorf("%d of %d and an optional party: %d, %v; want %d", c.k, c.n, got, ok, c.want)
		}
	}
	if _, ok := (&ledger.Policy{}).Overlap(); ok {
		t.Error("a policy without witnesses has an overlap")
	}
}

// TestCosignatures holds our verifier against torchwood's, for both algorithms.
func TestCosignatures(t *testing.T) {
	w := newWorld(3, 2, 3)
	n := must(note.Open(w.checkpoints[0], note.VerifierList(must(ledger.LogVerifier(w.trust.LogKey)))))
	for i, s := range w.witnesses {
		ours := must(ledger.ParseCosignatureKey(w.trust.Policy.Witnesses[i].Key))
		theirs := must(torchwood.NewCosignatureVerifier(ours.String()))
		sig := must(s.Sign([]byte(n.Text)))
		for at := -1; at < len(sig); at++ {
			bent := append([]byte(nil), sig...)
			if at >= 0 {
				bent[at] ^= 1
			}
			if got, want := ours.Verify([]byte(n.Text), bent), theirs.Verify([]byte(n.Text), bent); got != want || got != (at < 0) {
				t.Fatalf("witness %d, byte %d changed: we say %v, torchwood %v", i, at, got, want)
			}
			if at > 80 {
				at += 100 // ML-DSA signatures are long
			}
		}
		if ours.Verify([]byte("another\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), sig) {
			t.Error("it counts for another checkpoint")
		}
	}
}

func TestFingerprint(t *testing.T) {
	d := ledger.Digest{0xff, 1, 2}
	latin := d.Digits(ledger.LatinDigits)
	if groups := strings.Fields(latin); len(groups) != 8 || len(groups[0]) != 5 || strings.Trim(latin, "0123456789 ") != "" {
		t.Errorf("Digits = %q", latin)
	}
	for _, zero := range []rune{ledger.PersianDigits, ledger.ArabicDigits} {
		other := d.Digits(zero)
		back := strings.Map(func(r rune) rune {
			if r == ' ' {
				return r
			}
			return r - zero + '0'
		}, other)
		if back != latin || utf8.RuneCountInString(other) != len(latin) {
			t.Errorf("Digits(%c) = %q, Latin %q", zero, other, latin)
		}
	}
	// 2^256-1 modulo 10^40, worked out with another language's integers.
	var all ledger.Digest
	for i := range all {
		all[i] = 0xff
	}
	if got, want := all.Digits('0'), "32699 84665 64056 40394 57584 00791 31296 39935"; got != want {
		t.Errorf("Digits = %s, want %s", got, want)
	}
	if len(strings.Fields(d.Words())) != 8 || d.Words() == all.Words() {
		t.Errorf("Words = %q", d.Words())
	}
}

func TestOrigin(t *testing.T) {
	a, b := must(ledger.NewOrigin(chaff("a"), "surety-exercise")), must(ledger.NewOrigin(chaff("b"), "surety-exercise"))
	if a == b || !strings.HasPrefix(a, "surety-exercise/") || len(a) != len("surety-exercise/")+16 {
		t.Errorf("NewOrigin = %q, %q", a, b)
	}
	for _, bad := range []string{"a b", "a+b", "", strings.Repeat("x", 200), "a\n"} {
		if o, err := ledger.NewOrigin(chaff("a"), bad); err == nil {
			t.Errorf("NewOrigin(%q) = %q", bad, o)
		}
	}
}
