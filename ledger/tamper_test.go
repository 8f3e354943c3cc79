package ledger_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
)

// rounds is how often the tamper tests strike: ten thousand times where tests may
// take their time.
func rounds(short int) int {
	if testkit.Torture() {
		return 10_000
	}
	return short
}

// meaning is everything in a receipt that a reader could be misled about.
func meaning(r *ledger.Receipt, o *ledger.Opened) string {
	return fmt.Sprint(r.Index, r.Class, r.Time, string(r.Signed.Envelope), r.Signed.Signature, r.Signed.LeafSalt, r.Key, o.Checkpoint)
}

// TestTamperReceipt changes receipts at random places, in the file and inside
// the extra data. Whatever still verifies must mean the same.
func TestTamperReceipt(t *testing.T) {
	rnd := testkit.Random(t)
	w := newWorld(30, 0, 30)
	v := must(ledger.NewVerifier(w.trust))
	found, harmless := 0, 0
	for range rounds(4000) {
		i := int64(rnd.IntN(30))
		receipt := w.receipt(i)
		good := receipt.Marshal()
		before := v.VerifyReceipt(good)
		var bad []byte
		var what string
		if rnd.IntN(2) == 0 {
			bad, what = testkit.Tamper(rnd, good)
		} else {
			p := must(ledger.ParseProof(good))
			p.Extra, what = testkit.Tamper(rnd, p.Extra)
			bad, what = p.Marshal(), "in the extra data: "+what
		}
		if bytes.Equal(bad, good) {
			continue
		}
		r := v.VerifyReceipt(bad)
		if !r.OK() {
			found++
			if r.Failure.Place == "" || r.Failure.What == "" || r.Failure.Means == "" {
				t.Fatalf("entry %d, %s: the failure names no place: %+v", i, what, r.Failure)
			}
			continue
		}
		harmless++
		if meaning(r.Receipt, r.Opened) != meaning(before.Receipt, before.Opened) {
			t.Fatalf("entry %d, %s: the changed receipt verifies and means something else", i, what)
		}
		for _, o := range r.Receipt.Openings { // fewer may be shown, none other
			if !containsOpening(receipt.Openings, o) {
				t.Fatalf("entry %d, %s: a field is shown that was never signed: %v", i, what, o)
			}
		}
	}
	t.Logf("%d changes found, %d without meaning (in the copy of the trust file, or in signatures nobody asked for)", found, harmless)
	if found == 0 {
		t.Error("nothing was ever found")
	}
}

func containsOpening(list []ledger.Opening, o ledger.Opening) bool {
	for _, x := range list {
		if reflect.DeepEqual(x, o) {
			return true
		}
	}
	return false
}

// TestTamperExchange puts parts of one receipt into another.
func TestTamperExchange(t *testing.T) {
	rnd := testkit.Random(t)
	w := newWorld(30, 0, 10, 30)
	v := must(ledger.NewVerifier(w.trust))
	for name, swap := range map[string]func(a, b *ledger.Receipt){
		"index":       func(a, b *ledger.Receipt) { a.Index = b.Index },
		"hashes":      func(a, b *ledger.Receipt) { a.Hashes = b.Hashes },
		"envelope":    func(a, b *ledger.Receipt) { a.Signed.Envelope = b.Signed.Envelope },
		"signature":   func(a, b *ledger.Receipt) { a.Signed.Signature = b.Signed.Signature },
		"leaf salt":   func(a, b *ledger.Receipt) { a.Signed.LeafSalt = b.Signed.LeafSalt },
		"all signed":  func(a, b *ledger.Receipt) { a.Signed = b.Signed },
		"time":        func(a, b *ledger.Receipt) { a.Time = b.Time },
		"class":       func(a, b *ledger.Receipt) { a.Class = ledger.ClassAttestation },
		"openings":    func(a, b *ledger.Receipt) { a.Openings = b.Openings },
		"one opening": func(a, b *ledger.Receipt) { a.Openings = append(a.Openings[:1:1], b.Openings[1]) },
		"paths": func(a, b *ledger.Receipt) {
			a.Openings[0].Path, a.Openings[2].Path = a.Openings[2].Path, a.Openings[0].Path
		},
		"key":        func(a, b *ledger.Receipt) { a.Key = author(ledger.Ed25519, "stranger").PublicKey() },
		"checkpoint": func(a, b *ledger.Receipt) { a.Checkpoint = w.checkpoints[0] },
	} {
		a := int64(rnd.IntN(30))
		b := (a + 1 + int64(rnd.IntN(29))) % 30
		x, y := w.receipt(a), w.receipt(b)
		x.Openings = append([]ledger.Opening(nil), x.Openings...)
		swap(x, y)
		if bytes.Equal(x.Marshal(), w.receipt(a).Marshal()) {
			continue // the two had this part in common
		}
		if r := v.VerifyReceipt(x.Marshal()); r.OK() {
			t.Errorf("the %s of entry %d in the receipt of entry %d is not noticed", name, b, a)
		}
	}
}

// TestTamperTrust changes trust files, the policy in them among all else, at random
// places. What can still be read at all has other words and digits than those that
// were compared by voice.
func TestTamperTrust(t *testing.T) {
	rnd := testkit.Random(t)
	w := newWorld(1, 3)
	good, before := must(w.trust.Marshal()), w.trust.Fingerprint()
	refused, other := 0, 0
	for range rounds(3000) {
		bad, what := testkit.Tamper(rnd, good)
		if bytes.Equal(bad, good) {
			continue
		}
		trust, err := ledger.ParseTrust(bad)
		if err != nil {
			refused++
			continue
		}
		other++
		if is := trust.Fingerprint(); is == before || is.Words() == before.Words() || is.Digits(ledger.LatinDigits) == before.Digits(ledger.LatinDigits) {
			t.Fatalf("%s: another trust file with the same words:\n%s", what, bad)
		}
	}
	t.Logf("%d changes refused, %d told by other words", refused, other)
	if refused == 0 || other == 0 {
		t.Error("the test changes too little")
	}
}

// TestTamperLog changes logs at random places. The audit names the first entry
// concerned, or a checkpoint.
func TestTamperLog(t *testing.T) {
	rnd := testkit.Random(t)
	const n = 60
	made := newWorld(n, 0, 20, 40, 60)
	for range rounds(400) {
		w := made.copied()
		i := rnd.IntN(n)
		item := &w.items[i]
		signed := *item.Signed // what is changed below is this copy's own
		signed.Envelope, signed.Signature.Sig = bytes.Clone(signed.Envelope), bytes.Clone(signed.Signature.Sig)
		item.Signed = &signed
		index, what := int64(i), ""
		switch rnd.IntN(8) {
		case 0:
			item.Leaf, what = testkit.Tamper(rnd, item.Leaf)
		case 1:
			signed.Envelope, what = testkit.Tamper(rnd, signed.Envelope)
		case 2:
			signed.Signature.Sig, what = testkit.Tamper(rnd, signed.Signature.Sig)
		case 3:
			at := rnd.IntN(32)
			signed.LeafSalt[at] ^= 1
			what = "leaf salt"
		case 4:
			o := append([]ledger.Opening(nil), item.Openings...)
			k := rnd.IntN(len(o))
			o[k].Value, what = testkit.Tamper(rnd, o[k].Value)
			item.Openings = o
			what = "value: " + what
		case 5:
			h := rnd.IntN(len(w.rows))
			w.rows[h][rnd.IntN(32)] ^= 1
			index, what = -2, fmt.Sprintf("stored hash %d", h)
		case 6:
			k := rnd.IntN(len(w.checkpoints))
			text, rest, _ := strings.Cut(string(w.checkpoints[k]), "\n\n")
			changed, how := testkit.Tamper(rnd, []byte(text))
			w.checkpoints[k] = []byte(string(changed) + "\n\n" + rest)
			index, what = -1, fmt.Sprintf("checkpoint %d: %s", k, how)
		case 7:
			j := rnd.IntN(n)
			w.items[i], w.items[j] = w.items[j], w.items[i]
			index, what = int64(min(i, j)), fmt.Sprintf("entries %d and %d exchanged", i, j)
		}
		if same(w, made) {
			continue
		}
		r := w.audit(t)
		if r.Verdict != ledger.Failed {
			t.Fatalf("%s of entry %d is not noticed:\n%s", what, i, r)
		}
		if index == -2 { // a stored hash belongs to some entry; any will do, but one must be named
			if r.Failure.Index < 0 || r.Failure.Code != "stored-hash" {
				t.Fatalf("%s: %+v", what, r.Failure)
			}
			continue
		}
		if r.Failure.Index != index {
			t.Fatalf("%s of entry %d is said to be at %d: %+v", what, i, r.Failure.Index, r.Failure)
		}
	}
}

// copied gives a world whose entries, hashes and checkpoints can be exchanged.
func (w *world) copied() *world {
	c := *w
	c.items, c.rows, c.checkpoints = slices.Clone(w.items), slices.Clone(w.rows), slices.Clone(w.checkpoints)
	return &c
}

// same reports whether a world is still as it was made.
func same(w, fresh *world) bool {
	return reflect.DeepEqual(w.items, fresh.items) && reflect.DeepEqual(w.rows, fresh.rows) && reflect.DeepEqual(w.checkpoints, fresh.checkpoints)
}

// TestErasedCannotBeGuessed plays the guesser: everything public and everything
// the audience keeps after an erasure, and a value with a hundred possibilities.
func TestErasedCannotBeGuessed(t *testing.T) {
	w := newWorld(3, 0, 3)
	const entry, truth = 1, 21 // figures/0/count of entry 1
	opening := w.sealed[entry].Openings[1]
	if string(opening.Value) != fmt.Sprint(truth) {
		t.Fatalf("the test is wrong: the value is %s", opening.Value)
	}
	env := must(ledger.ParseEnvelope(w.items[entry].Signed.Envelope))

	// With the salt the guess is confirmed: that is what erasure must destroy.
	if env.Fits([]ledger.Opening{opening}) != nil {
		t.Fatal("the opening does not fit before the erasure")
	}

	// After it: leaf, envelope, signature, leaf salt, and the openings of the
	// entry's other fields and of all other entries are still there.
	receipt := w.receipt(entry).Redact(func(path string) bool { return path != opening.Path }).Marshal()
	if r := ledger.VerifyReceipt(receipt, w.trust); !r.OK() {
		t.Fatalf("after the erasure the receipt does not verify: %s", r)
	}
	extra := must(ledger.ParseProof(receipt)).Extra
	if bytes.Contains(extra, []byte(base64.StdEncoding.EncodeToString(opening.Salt[:]))) {
		t.Fatal("the salt is still in the receipt")
	}
	var salts []ledger.Salt
	salts = append(salts, ledger.Salt{}, w.items[entry].Signed.LeafSalt)
	for i, s := range w.sealed {
		for j, o := range s.Openings {
			if i != entry || j != 1 {
				salts = append(salts, o.Salt)
			}
		}
	}
	digest := opening.Digest()
	for guess := range 100 {
		for _, salt := range salts {
			o := ledger.Opening{Path: opening.Path, Value: []byte(fmt.Sprint(guess)), Salt: salt}
			if o.Digest() == digest || env.Fits([]ledger.Opening{o}) == nil {
				t.Fatalf("the guess %d is confirmed without the salt", guess)
			}
		}
	}
	// Nor does the envelope differ in any way from that of another value but in
	// bytes that are random: same length, same number of digests.
	other := must(ledger.Seal(chaff("other"), env.Header, []ledger.Field{{Path: opening.Path, Value: []byte("58")}}))
	if len(other.Envelope) != len(w.items[entry].Signed.Envelope) {
		t.Error("the length of the envelope tells about its content")
	}
}

// TestLeafHides: the same entry twice gives leaves that have nothing in common.
func TestLeafHides(t *testing.T) {
	w := newWorld(1, 0)
	s := w.items[0].Signed
	again := must(ledger.Commit(chaff("again"), s.Envelope, s.Signature))
	if again.Commitment() == s.Commitment() {
		t.Error("two commitments to one entry are the same: a guess could be confirmed")
	}
}
