package ledger_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"filippo.io/torchwood"
	flog "github.com/transparency-dev/formats/log"
	"github.com/transparency-dev/formats/proof"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/surety-mechanism/surety/ledger"
)

// Every parser here has one property above all: what it accepts, it writes
// again byte for byte. So nothing has two spellings, and no two readers can
// disagree about what was signed.

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{`{"a":[1,-0,true,null,"\u00e9\ud83d\ude00"],"":{}}`, `[]`, `1e3`, `{"b":1,"a":2,"a":3}`, "\"\u2028\""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := ledger.Canonical(data)
		if err != nil {
			return
		}
		again, err := ledger.Canonical(out)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("%s becomes %s, %v", out, again, err)
		}
		var a, b any
		if json.Unmarshal(data, &a) != nil || json.Unmarshal(out, &b) != nil || !reflect.DeepEqual(a, b) {
			t.Fatalf("%s and %s mean different things to encoding/json", data, out)
		}
		if out[0] != '{' {
			return
		}
		// The strict reader of envelopes accepts exactly the canonical ones.
		h := header(author(ledger.Ed25519, "author"), ledger.Own)
		h.Control = out
		if _, err := ledger.Seal(chaff("f"), h, nil); err != nil && len(out) <= 64<<10 {
			t.Fatalf("the canonical %s cannot be sealed: %v", out, err)
		}
		h.Control = data
		if _, err := ledger.Seal(chaff("f"), h, nil); (err == nil) != bytes.Equal(data, out) && len(data) <= 64<<10 {
			t.Fatalf("%q seals with %v; canonical is %q", data, err, out)
		}
	})
}

func FuzzLeaf(f *testing.F) {
	w := newWorld(2, 0)
	f.Add(w.items[0].Leaf)
	f.Add([]byte{1, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		var l ledger.Leaf
		if l.UnmarshalBinary(data) != nil {
			return
		}
		if out, err := l.MarshalBinary(); err != nil || !bytes.Equal(out, data) {
			t.Fatalf("%x is written again as %x, %v", data, out, err)
		}
	})
}

func FuzzEnvelope(f *testing.F) {
	w := newWorld(3, 0)
	for _, i := range w.items {
		f.Add(i.Signed.Envelope)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := ledger.ParseEnvelope(data)
		if err != nil {
			return
		}
		var loose struct {
			Control json.RawMessage
			Digests [][]byte
			Origin  string
		}
		if err := json.Unmarshal(data, &loose); err != nil || loose.Origin != e.Origin || !bytes.Equal(loose.Control, e.Control) || len(loose.Digests) != len(e.Digests) {
			t.Fatalf("encoding/json reads the envelope otherwise: %v", err)
		}
		// Nothing but its own bytes can follow from what was read.
		again := bytes.Replace(data, []byte(`"pad":"`), []byte(`"pad":".`), 1)
		if _, err := ledger.ParseEnvelope(again); err == nil {
			t.Fatal("the padding can be changed")
		}
	})
}

func FuzzSignature(f *testing.F) {
	w := newWorld(1, 0)
	f.Add(w.items[0].Signed.Signature.Marshal())
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ledger.ParseSignature(data)
		if err == nil && !bytes.Equal(s.Marshal(), data) {
			t.Fatalf("%s is written again as %s", data, s.Marshal())
		}
	})
}

func FuzzAssertion(f *testing.F) {
	d := newDevice(ledger.ES256, "surety.example")
	envelope, a := passkeyEnvelope(d, "fuzz")
	f.Add(must(d.sign(a).Marshal()), d.sign(a).ClientData)
	f.Fuzz(func(t *testing.T, data, client []byte) {
		if parsed, err := ledger.ParseAssertion(data); err == nil {
			if out, err := parsed.Marshal(); err == nil && !bytes.Equal(out, data) {
				t.Fatalf("%x is written again as %x", data, out)
			}
		}
		// Whatever the client data says, it does not pass with another's signature.
		good := d.sign(a)
		if bytes.Equal(client, good.ClientData) {
			return
		}
		good.ClientData = client
		if _, err := ledger.PasskeySignature(envelope, good, d.public); err == nil {
			t.Fatalf("the client data %q passes", client)
		}
	})
}

func FuzzOpenings(f *testing.F) {
	w := newWorld(1, 0)
	f.Add(ledger.MarshalOpenings(w.sealed[0].Openings))
	f.Add([]byte("[]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := ledger.ParseOpenings(data)
		if err == nil && !bytes.Equal(ledger.MarshalOpenings(o), data) {
			t.Fatalf("%s is written again as %s", data, ledger.MarshalOpenings(o))
		}
	})
}

// FuzzCheckpoint holds our reader against torchwood and formats: what we accept
// they read alike; what they accept in three lines, we do too.
func FuzzCheckpoint(f *testing.F) {
	w := newWorld(3, 2, 3)
	text := func(signed []byte) string { s, _, _ := strings.Cut(string(signed), "\n\n"); return s + "\n" }
	f.Add(text(w.checkpoints[0]))
	f.Add("a\n+0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	f.Add("a\n007\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\nextension\n")
	f.Fuzz(func(t *testing.T, data string) {
		c, err := ledger.ParseCheckpoint(data)
		theirs, theirErr := torchwood.ParseCheckpoint(data)
		if err != nil {
			if theirErr == nil && theirs.Extension == "" && theirs.String() == data && validOrigin(theirs.Origin) {
				t.Fatalf("torchwood accepts %q, we say %v", data, err)
			}
			return
		}
		if c.Text() != data {
			t.Fatalf("%q is written again as %q", data, c.Text())
		}
		if theirErr != nil || theirs.Origin != c.Origin || theirs.N != c.Size || theirs.Hash != c.Root {
			t.Fatalf("torchwood reads %q as %v, %v", data, theirs, theirErr)
		}
		var other flog.Checkpoint
		if rest, err := other.Unmarshal([]byte(data)); err != nil || len(rest) != 0 || other.Size != uint64(c.Size) || !bytes.Equal(other.Hash, c.Root[:]) || other.Origin != c.Origin {
			t.Fatalf("formats reads %q as %v, %v", data, other, err)
		}
	})
}

// validOrigin repeats in other words what a log may be called.
func validOrigin(s string) bool {
	_, err := ledger.ParseCheckpoint(s + "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
	return err == nil
}

// FuzzSignedCheckpoint opens signed checkpoints beside torchwood.
func FuzzSignedCheckpoint(f *testing.F) {
	w := newWorld(3, 3, 3)
	v := must(ledger.NewVerifier(w.trust))
	log := must(ledger.LogVerifier(w.trust.LogKey))
	policy := torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(w.origin), torchwood.SingleVerifierPolicy(log))
	f.Add(w.checkpoints[0])
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := v.OpenCheckpoint(data)
		if err != nil {
			return
		}
		if o.Tree != w.edge.Tree() || len(o.Cosigned) < 2 {
			t.Fatalf("a checkpoint nobody signed was opened: %+v", o)
		}
		if c, _, err := torchwood.VerifyCheckpoint(data, policy); err != nil || c.N != o.Size || c.Hash != o.Root {
			t.Fatalf("torchwood opens it as %v, %v", c, err)
		}
	})
}

// FuzzProof holds our reader of proofs against torchwood and formats.
func FuzzProof(f *testing.F) {
	w := newWorld(9, 0, 9)
	f.Add(w.receipt(3).Marshal())
	small := must(ledger.ParseProof(w.receipt(4).Marshal()))
	small.Extra = nil
	f.Add(small.Marshal())
	small.Extra = []byte("x")
	f.Add(small.Marshal())
	f.Add(bytes.Replace(small.Marshal(), []byte("index 4"), []byte("index +4"), 1))
	f.Add(bytes.Replace(small.Marshal(), []byte("index 4"), []byte("index 004"), 1))
	f.Add(bytes.ReplaceAll(small.Marshal(), []byte("\n"), []byte("\r\n")))
	policy := torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(w.origin), torchwood.SingleVerifierPolicy(must(ledger.LogVerifier(w.trust.LogKey))))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ledger.ParseProof(data)
		var theirs proof.TLogProof
		theirErr := theirs.Unmarshal(data)
		if err != nil {
			return // stricter on purpose; TestProofStrict says where
		}
		if !bytes.Equal(p.Marshal(), data) {
			t.Fatalf("%q is written again as %q", data, p.Marshal())
		}
		if theirErr != nil {
			if len(data) < 48<<10 { // formats has a limit on lines
				t.Fatalf("formats refuses what we accept: %v", theirErr)
			}
		} else if theirs.Index != uint64(p.Index) || !bytes.Equal(theirs.ExtraData, p.Extra) || !bytes.Equal(theirs.Checkpoint, p.Checkpoint) || len(theirs.Hashes) != len(p.Hashes) {
			t.Fatalf("formats reads %q otherwise", data)
		}
		if extra, err := torchwood.ProofExtraData(data); (err == nil) != (p.Extra != nil) || !bytes.Equal(extra, p.Extra) {
			t.Fatalf("torchwood reads the extra data as %q, %v", extra, err)
		}
		// Who proves a leaf to us proves it to torchwood, and the other way round.
		leaf := w.items[3].Leaf
		c, err := ledger.OpenCheckpoint(p.Checkpoint, must(ledger.LogVerifier(w.trust.LogKey)))
		ours := err == nil && ledger.CheckInclusion(p.Hashes, c.Tree, p.Index, leaf) == nil
		if their := torchwood.VerifyProof(policy, tlog.RecordHash(leaf), data) == nil; ours != their {
			t.Fatalf("the leaf is proven to us: %v, to torchwood: %v", ours, their)
		}
	})
}

// TestProofStrict lists what torchwood or formats let pass and we refuse.
func TestProofStrict(t *testing.T) {
	w := newWorld(9, 0, 9)
	good := must(ledger.ParseProof(w.receipt(4).Marshal()))
	good.Extra = []byte("x")
	text := string(good.Marshal())
	hash := must(tlog.ParseHash(strings.Split(text, "\n")[3])).String()
	for name, bad := range map[string]string{
		"a plus before the index":      strings.Replace(text, "index 4", "index +4", 1),
		"zeros before the index":       strings.Replace(text, "index 4", "index 004", 1),
		"a negative index":             strings.Replace(text, "index 4", "index -4", 1),
		"carriage returns":             strings.ReplaceAll(text, "\n", "\r\n"),
		"a carriage return at the end": strings.TrimSuffix(text, "\n") + "\r\n",
		"an empty extra":               strings.Replace(text, "extra eA==", "extra ", 1),
		"two extras":                   strings.Replace(text, "extra eA==", "extra eA==\nextra eA==", 1),
		"stray bits in base64":         strings.Replace(text, "extra eA==", "extra eB==", 1),
		"base64 without padding":       strings.Replace(text, "extra eA==", "extra eA", 1),
		"a hash too short":             strings.Replace(text, hash, hash[4:], 1),
		"no hashes and no checkpoint":  "c2sp.org/tlog-proof@v1\nindex 0\n\n",
		"64 hashes":                    strings.Replace(text, hash, strings.Repeat(hash+"\n", 63)+hash, 1),
		"an extension line":            strings.Replace(text, "\n\n— ", "\nmore\n\n— ", 1),
		"no last line break":           strings.TrimSuffix(text, "\n"),
		"text after the signatures":    text + "more\n",
		"another version":              strings.Replace(text, "@v1", "@v2", 1),
		"a mark before it all":         "\uFEFF" + text,
	} {
		if _, err := ledger.ParseProof([]byte(bad)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := ledger.ParseProof([]byte(text)); err != nil {
		t.Error(err)
	}
}

func FuzzReceipt(f *testing.F) {
	w := newWorld(4, 0, 4)
	f.Add(w.receipt(3).Marshal())
	f.Add(w.receipt(2).Redact(func(string) bool { return false }).Marshal())
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := ledger.ParseReceipt(data); err == nil && !bytes.Equal(r.Marshal(), data) {
			t.Fatalf("%q is written again as %q", data, r.Marshal())
		}
		ledger.VerifyReceipt(data, w.trust)
		ledger.VerifyReceipt(data, nil)
	})
}

// FuzzReceiptExtra gets past the base64 that keeps FuzzReceipt from the inside.
func FuzzReceiptExtra(f *testing.F) {
	w := newWorld(4, 0, 4)
	p := must(ledger.ParseProof(w.receipt(3).Marshal()))
	f.Add(p.Extra)
	good := string(p.Extra)
	f.Fuzz(func(t *testing.T, extra []byte) {
		if len(extra) == 0 {
			return
		}
		p := *p
		p.Extra = extra
		r := ledger.VerifyReceipt(p.Marshal(), w.trust)
		if !r.OK() {
			if r.Failure.What == "" || r.Failure.Place == "" {
				t.Fatal("a failure without a word")
			}
			return
		}
		// What may differ in a sound receipt: fewer openings, another trust file inside.
		back := *r.Receipt
		back.Openings, back.Trust = w.receipt(3).Openings, w.receipt(3).Trust
		if got := must(ledger.ParseProof(back.Marshal())); string(got.Extra) != good {
			t.Fatalf("a changed receipt passes: %s", extra)
		}
	})
}

func FuzzTrust(f *testing.F) {
	f.Add(must(newWorld(0, 0).trust.Marshal()))
	f.Add(must(newWorld(0, 3).trust.Marshal()))
	f.Fuzz(func(t *testing.T, data []byte) {
		trust, err := ledger.ParseTrust(data)
		if err != nil {
			return
		}
		if out, err := trust.Marshal(); err != nil || !bytes.Equal(out, data) {
			t.Fatalf("%q is written again as %q, %v", data, out, err)
		}
		if _, err := ledger.NewVerifier(trust); err != nil {
			t.Fatalf("it parses and cannot be used: %v", err)
		}
	})
}

func FuzzSubmission(f *testing.F) {
	w := newWorld(0, 0)
	s := must(ledger.Promise(author(ledger.Ed25519, "desk"), ledger.Submission{Origin: w.origin, Received: time.Unix(5, 0), IncludeBy: time.Unix(6, 0)}))
	f.Add(s.Marshal())
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := ledger.ParseSubmission(data); err == nil && !bytes.Equal(s.Marshal(), data) {
			t.Fatalf("%q is written again as %q", data, s.Marshal())
		}
	})
}

func FuzzCosignatureKey(f *testing.F) {
	w := newWorld(0, 2)
	for _, x := range w.trust.Policy.Witnesses {
		f.Add(x.Key)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ledger.ParseCosignatureKey(s)
		if err != nil {
			return
		}
		theirs, err := torchwood.NewCosignatureVerifier(s)
		if err != nil || v.String() != s || theirs.String() != s || theirs.KeyHash() != v.KeyHash() {
			t.Fatalf("torchwood reads %q as %v, %v; we as %v", s, theirs, err, v)
		}
		if _, err := note.NewVerifier(s); err == nil {
			t.Fatalf("%q is a log's key too", s)
		}
	})
}

func FuzzTile(f *testing.F) {
	f.Add("tile/0/x001/067.p/9", int64(300000))
	f.Fuzz(func(t *testing.T, path string, size int64) {
		tile, err := ledger.ParseTile(path)
		if err != nil {
			return
		}
		if tile.Path() != path {
			t.Fatalf("%q is written again as %q", path, tile.Path())
		}
		tile.Holds(size)
	})
}

func FuzzBundle(f *testing.F) {
	f.Add([]byte{0, 1, 7, 0, 0}, 2)
	f.Fuzz(func(t *testing.T, data []byte, width int) {
		leaves, err := ledger.ParseBundle(data, width)
		if err != nil {
			return
		}
		if out := must(ledger.Bundle(leaves)); !bytes.Equal(out, data) {
			t.Fatalf("%x is written again as %x", data, out)
		}
	})
}

func FuzzDecryptStream(f *testing.F) {
	key := must(ledger.NewKey(chaff("file")))
	var sealed bytes.Buffer
	must(ledger.EncryptStream(chaff("s"), key, &sealed, strings.NewReader("an affidavit")))
	f.Add(sealed.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		var out bytes.Buffer
		_, _, err := ledger.DecryptStream(key, &out, bytes.NewReader(data))
		if err == nil && !bytes.Equal(data, sealed.Bytes()) {
			t.Fatal("a file nobody encrypted opens")
		}
	})
}

// FuzzParsePage: whatever a page of evidence says, what is read off it is checked,
// and what holds is set again as the same evidence.
func FuzzParsePage(f *testing.F) {
	w := newWorld(3, 0, 3)
	log := must(ledger.LogVerifier(w.trust.LogKey))
	lie := must(ledger.SignCheckpoint(w.log, ledger.Checkpoint{Origin: w.origin, Tree: ledger.Tree{Size: 3, Root: ledger.Hash{1}}}))
	f.Add([]byte(must((&ledger.Evidence{First: w.checkpoints[0], Second: lie}).Page(log))))
	f.Add([]byte("EVIDENCE AGAINST THE OPERATOR OF x\n\nThe first:\n\n\nThe second:\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := ledger.ParsePage(text)
		if err != nil {
			return
		}
		page, err := e.Page(log)
		if err != nil {
			return
		}
		if again, err := ledger.ParsePage([]byte(page)); err != nil || !bytes.Equal(again.First, e.First) || !bytes.Equal(again.Second, e.Second) {
			t.Errorf("read off its own page the evidence is another: %v", err)
		}
	})
}
