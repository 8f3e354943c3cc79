package ledger_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// author is a signer that is the same on every run.
func author(alg ledger.Algorithm, name string) ledger.Signer {
	s, _, err := ledger.GenerateSigner(chaff(name), alg)
	if err != nil {
		panic(err)
	}
	return s
}

func header(s ledger.Signer, mode ledger.Mode) ledger.Header {
	return ledger.Header{
		Origin: "surety-test/log", ID: ledger.ID{1, 2, 3}, Mode: mode, Key: s.PublicKey().ID(),
		Control: []byte(`{"kind":"claim recorded"}`),
	}
}

// genFields draws the content of an entry.
func genFields(t *rapid.T) []ledger.Field {
	paths := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-zé/0-9]{1,12}`), 0, 40, rapid.ID).Draw(t, "paths")
	var out []ledger.Field
	for _, p := range paths {
		v := rapid.OneOf(
			rapid.Map(rapid.String(), func(s string) []byte { return must(json.Marshal(s)) }),
			rapid.Map(rapid.Float64(), func(f float64) []byte { return must(json.Marshal(f)) }),
			rapid.Just([]byte(`{ "b" : [1, 2.50], "a": null}`)),
		).Draw(t, "value")
		out = append(out, ledger.Field{Path: p, Value: v})
	}
	return out
}

// TestSealSignCommit takes entries through every layer and back.
func TestSealSignCommit(t *testing.T) {
	for _, alg := range []ledger.Algorithm{ledger.Ed25519, ledger.MLDSA44} {
		t.Run(string(alg), func(t *testing.T) {
			s := author(alg, "author")
			rapid.Check(t, func(t *rapid.T) {
				rand := chaff(rapid.StringN(1, 8, -1).Draw(t, "seed"))
				h := header(s, rapid.SampledFrom([]ledger.Mode{ledger.Own, ledger.Desk}).Draw(t, "mode"))
				fields := genFields(t)
				sealed, err := ledger.Seal(rand, h, fields)
				if err != nil {
					t.Fatal(err)
				}
				sig, err := ledger.Sign(s, sealed.Envelope)
				if err != nil {
					t.Fatal(err)
				}
				e, err := ledger.Verify(sealed.Envelope, sig, s.PublicKey())
				if err != nil {
					t.Fatal(err)
				}
				if e.Origin != h.Origin || e.ID != h.ID || e.Mode != h.Mode || e.Key != h.Key || !bytes.Equal(e.Control, h.Control) {
					t.Fatalf("the header came back as %v", e.Header)
				}
				if err := e.Fits(sealed.Openings); err != nil {
					t.Fatal(err)
				}
				for i, o := range sealed.Openings {
					if o.Path != fields[i].Path || !bytes.Equal(o.Value, fields[i].Value) {
						t.Fatalf("opening %d is of %q", i, o.Path)
					}
					o.Value = append(bytes.Clone(o.Value), ' ')
					if err := e.Fits([]ledger.Opening{o}); err == nil {
						t.Fatal("a changed value fits")
					}
				}
				back, err := ledger.ParseSignature(sig.Marshal())
				if err != nil || !back.Equal(sig) {
					t.Fatalf("the signature came back as %v, %v", back, err)
				}
				signed := must(ledger.Commit(rand, sealed.Envelope, sig))
				leaf := signed.Leaf(h.Origin, ledger.ClassEntry, time.Unix(1800000000, 999))
				data := must(leaf.MarshalBinary())
				var got ledger.Leaf
				if err := got.UnmarshalBinary(data); err != nil || got != leaf {
					t.Fatalf("the leaf came back as %v, %v", got, err)
				}
				key := must(ledger.NewKey(rand))
				payload := must(ledger.SealPayload(rand, key, sealed.Openings, h.ID[:]))
				opened, err := ledger.OpenPayload(key, payload, h.ID[:])
				if err != nil || e.Fits(opened) != nil || len(opened) != len(fields) {
					t.Fatalf("the payload came back as %v, %v", opened, err)
				}
			})
		})
	}
}

// TestSealHides: entries with different fields give envelopes of one length.
func TestSealHides(t *testing.T) {
	s := author(ledger.Ed25519, "author")
	seal := func(n int) int {
		var fields []ledger.Field
		for i := range n {
			fields = append(fields, ledger.Field{Path: "f" + strings.Repeat("x", i), Value: []byte(`"` + strings.Repeat("long ", i*40) + `"`)})
		}
		return len(must(ledger.Seal(chaff("hide"), header(s, ledger.Own), fields)).Envelope)
	}
	for n := range 9 {
		if got, want := seal(n), seal(0); got != want {
			t.Errorf("an envelope with %d fields has %d bytes, one with none %d", n, got, want)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	s := author(ledger.Ed25519, "author")
	good := header(s, ledger.Own)
	cases := map[string]struct {
		change func(*ledger.Header)
		fields []ledger.Field
	}{
		"a space in the origin":    {change: func(h *ledger.Header) { h.Origin = "a b" }},
		"a plus in the origin":     {change: func(h *ledger.Header) { h.Origin = "a+b" }},
		"no origin":                {change: func(h *ledger.Header) { h.Origin = "" }},
		"a mode nobody knows":      {change: func(h *ledger.Header) { h.Mode = "proxy" }},
		"control not an object":    {change: func(h *ledger.Header) { h.Control = []byte(`[]`) }},
		"control not canonical":    {change: func(h *ledger.Header) { h.Control = []byte(`{"a": 1}`) }},
		"control with a key twice": {change: func(h *ledger.Header) { h.Control = []byte(`{"a":1,"a":1}`) }},
		"control out of order":     {change: func(h *ledger.Header) { h.Control = []byte(`{"b":1,"a":1}`) }},
		"control with a fraction":  {change: func(h *ledger.Header) { h.Control = []byte(`{"a":1.5}`) }},
		"control nested deep": {change: func(h *ledger.Header) {
			h.Control = []byte(`{"a":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + `}`)
		}},
		"a field twice":             {fields: []ledger.Field{{Path: "a", Value: []byte("1")}, {Path: "a", Value: []byte("2")}}},
		"a field with no path":      {fields: []ledger.Field{{Value: []byte("1")}}},
		"a value that is not JSON":  {fields: []ledger.Field{{Path: "a", Value: []byte("twenty")}}},
		"a value with a key twice":  {fields: []ledger.Field{{Path: "a", Value: []byte(`{"n":23,"n":58}`)}}},
		"a value that is not UTF-8": {fields: []ledger.Field{{Path: "a", Value: []byte("\"\xff\"")}}},
		"a value with half a pair":  {fields: []ledger.Field{{Path: "a", Value: []byte(`"\ud800"`)}}},
		"a value over the limit":    {fields: []ledger.Field{{Path: "a", Value: []byte(`"` + strings.Repeat("x", ledger.MaxValue) + `"`)}}},
		"a path with a line break":  {fields: []ledger.Field{{Path: "a\nb", Value: []byte("1")}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			h := good
			if c.change != nil {
				c.change(&h)
			}
			_, err := ledger.Seal(chaff("x"), h, c.fields)
			wantKind(t, err, fault.Invalid)
		})
	}
	t.Run("no randomness", func(t *testing.T) {
		_, err := ledger.Seal(strings.NewReader("short"), good, nil)
		wantKind(t, err, fault.Internal)
	})
}

// TestVerifyOneKey: a signature counts for one envelope, one key, one mode.
func TestVerifyOneKey(t *testing.T) {
	a, b := author(ledger.Ed25519, "a"), author(ledger.Ed25519, "b")
	sealed := must(ledger.Seal(chaff("one"), header(a, ledger.Own), nil))
	sig := must(ledger.Sign(a, sealed.Envelope))
	if _, err := ledger.Sign(b, sealed.Envelope); err == nil {
		t.Error("another key signed the envelope")
	}
	if _, err := ledger.Verify(sealed.Envelope, sig, b.PublicKey()); err == nil {
		t.Error("it verifies under another key")
	}
	for name, change := range map[string]func(*ledger.Signature){
		"mode":      func(s *ledger.Signature) { s.Mode = ledger.Desk },
		"algorithm": func(s *ledger.Signature) { s.Algorithm = ledger.MLDSA44 },
		"key":       func(s *ledger.Signature) { s.Key = b.PublicKey().ID() },
		"bytes":     func(s *ledger.Signature) { s.Sig = bytes.Clone(s.Sig); s.Sig[5] ^= 1 },
		"none":      func(s *ledger.Signature) { s.Sig = nil },
	} {
		bent := sig
		change(&bent)
		if _, err := ledger.Verify(sealed.Envelope, bent, a.PublicKey()); !fault.Is(err, fault.Corrupt) {
			t.Errorf("with another %s: %v", name, err)
		}
	}
	other := must(ledger.Seal(chaff("two"), header(a, ledger.Own), nil))
	if _, err := ledger.Verify(other.Envelope, sig, a.PublicKey()); !fault.Is(err, fault.Corrupt) {
		t.Errorf("over another envelope: %v", err)
	}
	for _, key := range []ledger.PublicKey{a.PublicKey(), author(ledger.MLDSA44, "a").PublicKey()} {
		if back, err := ledger.ParsePublicKey(key.String()); err != nil || back != key {
			t.Errorf("a key came back as %v, %v", back, err)
		}
	}
}

func TestCanonical(t *testing.T) {
	good := map[string]string{
		`{"b":1,"a":2}`:                       `{"a":2,"b":1}`,
		` [ 1 , -0 , true, null ] `:           `[1,0,true,null]`,
		`"\u0041\/\u00e9\u2028\u0001"`:        `"A/é` + "\u2028" + `\u0001"`,
		`"\ud83d\ude00 \ufffd"`:               `"😀 ` + "\uFFFD" + `"`,
		`{"\ufb33":1,"\ud83d\ude00":2,"1":3}`: `{"1":3,"😀":2,"` + "\uFB33" + `":1}`,
		`{"a":{"d":[],"c":{}},"":"\t\"\\"}`:   `{"":"\t\"\\","a":{"c":{},"d":[]}}`,
		`9007199254740991`:                    `9007199254740991`,
	}
	for in, want := range good {
		got, err := ledger.Canonical([]byte(in))
		if err != nil || string(got) != want {
			t.Errorf("Canonical(%s) = %s, %v; want %s", in, got, err, want)
		}
	}
	for _, bad := range []string{``, `{`, `[1,]`, `{"a":1,}`, `{,}`, `{"a":1,"a":1}`, `1.5`, `1e3`, `9007199254740992`, `"\ud800"`, "\"\xff\"",
		`01`, `tru`, `{"a" 1}`, `[1 2]`, `1 2`, `{a:1}`, `+1`, "\"\n\""} {
		if got, err := ledger.Canonical([]byte(bad)); err == nil {
			t.Errorf("Canonical(%s) = %s, want an error", bad, got)
		}
	}
}
