package ledger_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/ledger"
)

// vectors is testdata/vectors.json: for whoever writes a second implementation.
// Bytes are in hexadecimal, texts as they are.
type vectors struct {
	About  string
	Fields []fieldVector
	Entry  entryVector
	Sealed sealedVector
	File   fileVector
	Trees  []treeVector
	Words  []wordVector
}

type fieldVector struct{ Path, Value, Salt, Digest string }

type entryVector struct {
	Seed, PublicKey, KeyID    string
	Origin, ID, Mode, Control string
	Openings                  []fieldVector
	Envelope                  string // text
	PAESHA256                 string
	Signature                 string // text
	LeafSalt, Commitment      string
	Class                     int
	Time                      int64
	Leaf, LeafHash            string
	LogSecret, LogPublic      string
	Checkpoint                string // text
	Trust, TrustSHA256        string
	Receipt                   string // text
}

type sealedVector struct{ Key, AAD, Openings, Payload, AudienceKey, WrapAAD, Wrapped string }

type fileVector struct {
	Key, PlainSHA256, CipherSHA256, Head string
	PlainSize, CipherSize                int64
	About                                string
}

type treeVector struct {
	Size   int64
	Leaves string // what the leaves are
	Root   string
}

type wordVector struct{ Digest, Digits, Words string }

func makeVectors() vectors {
	v := vectors{About: "Test vectors of docs/format.md. Made by ledger/vectors_test.go; bytes are in hexadecimal, texts are as they are."}
	for i, f := range []ledger.Field{{Path: "a", Value: []byte("1")}, {Path: "figures/0/count", Value: []byte("23")}, {Path: "quote", Value: []byte(`"نہیں \"no\""`)}, {Path: "empty", Value: []byte(`{ }`)}} {
		o := ledger.Opening{Path: f.Path, Value: f.Value, Salt: ledger.Salt(bytes.Repeat([]byte{byte(i + 1)}, 32))}
		v.Fields = append(v.Fields, vectorOf(o))
	}

	rand := chaff("vectors")
	seed := bytes.Repeat([]byte{7}, 32)
	signer := must(ledger.NewSigner(ledger.Ed25519, seed))
	key := signer.PublicKey()
	h := ledger.Header{Origin: "surety-test/vectors", ID: ledger.ID{0xab, 1}, Mode: ledger.Own, Key: key.ID(), Control: []byte(`{"kind":"claim recorded","time":"2026-11-24T10:00:00Z"}`)}
	sealed := must(ledger.Seal(rand, h, []ledger.Field{{Path: "quote", Value: []byte(`"the crossing is shut"`)}, {Path: "figures/0/count", Value: []byte("23")}}))
	sig := must(ledger.Sign(signer, sealed.Envelope))
	signed := must(ledger.Commit(rand, sealed.Envelope, sig))
	leaf := signed.Leaf(h.Origin, ledger.ClassEntry, time.Unix(1795514400, 0))
	data := must(leaf.MarshalBinary())
	edge := &ledger.Edge{}
	leafHash := edge.Append(data)[0]
	logKey := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{9}, 32))
	vkey := must(note.NewEd25519VerifierKey(h.Origin, logKey.Public().(ed25519.PublicKey)))
	verifier := must(ledger.LogVerifier(vkey))
	secret := fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", h.Origin, verifier.KeyHash(), base64.StdEncoding.EncodeToString(append([]byte{1}, bytes.Repeat([]byte{9}, 32)...)))
	checkpoint := must(ledger.SignCheckpoint(must(ledger.LogSigner(secret)), ledger.Checkpoint{Origin: h.Origin, Tree: edge.Tree()}))
	trust := &ledger.Trust{Origin: h.Origin, LogKey: vkey, Desk: must(ledger.NewSigner(ledger.Ed25519, bytes.Repeat([]byte{8}, 32))).PublicKey(),
		Charter: ledger.Digest{1}, Exercise: true, Authors: []ledger.Author{{Name: "party-a", Key: key}}}
	trustText := must(trust.Marshal())
	receipt := &ledger.Receipt{Checkpoint: checkpoint, Class: leaf.Class, Time: leaf.Time, Signed: *signed, Key: key, Openings: sealed.Openings[1:], Trust: trustText}
	pae := sha256.Sum256(ledger.PAE(ledger.EnvelopeType, sealed.Envelope))
	print := trust.Fingerprint()
	v.Entry = entryVector{
		Seed: hex.EncodeToString(seed), PublicKey: key.String(), KeyID: key.ID().String(), Origin: h.Origin, ID: h.ID.String(), Mode: string(h.Mode), Control: string(h.Control),
		Envelope: string(sealed.Envelope), PAESHA256: hex.EncodeToString(pae[:]), Signature: string(sig.Marshal()),
		LeafSalt: hex.EncodeToString(signed.LeafSalt[:]), Commitment: leaf.Commitment.String(), Class: int(leaf.Class), Time: leaf.Time.Unix(),
		Leaf: hex.EncodeToString(data), LeafHash: hex.EncodeToString(leafHash[:]), LogSecret: secret, LogPublic: vkey, Checkpoint: string(checkpoint),
		Trust: string(trustText), TrustSHA256: print.String(), Receipt: string(receipt.Marshal()),
	}
	for _, o := range sealed.Openings {
		v.Entry.Openings = append(v.Entry.Openings, vectorOf(o))
	}

	entryKey, audience := ledger.Key(bytes.Repeat([]byte{3}, 32)), ledger.Key(bytes.Repeat([]byte{4}, 32))
	v.Sealed = sealedVector{
		Key: hex.EncodeToString(entryKey[:]), AAD: "entry ab01", Openings: string(ledger.MarshalOpenings(sealed.Openings)),
		Payload:     hex.EncodeToString(must(ledger.SealPayload(rand, entryKey, sealed.Openings, []byte("entry ab01")))),
		AudienceKey: hex.EncodeToString(audience[:]), WrapAAD: "P1/1", Wrapped: hex.EncodeToString(must(ledger.WrapKey(rand, audience, entryKey, []byte("P1/1")))),
	}

	var out bytes.Buffer
	fs := must(ledger.EncryptStream(rand, entryKey, &out, bytes.NewReader(filePattern())))
	v.File = fileVector{
		About: "the file is 150000 bytes, byte i being i modulo 251; Head is the first 64 bytes of the encrypted file",
		Key:   hex.EncodeToString(entryKey[:]), PlainSHA256: fs.Plain.String(), PlainSize: fs.PlainSize, CipherSHA256: fs.Cipher.String(), CipherSize: fs.CipherSize,
		Head: hex.EncodeToString(out.Bytes()[:64]),
	}

	edge = &ledger.Edge{}
	for n := range int64(300) {
		switch n {
		case 0, 1, 2, 3, 7, 8, 255, 256, 257:
			root := edge.Tree().Root
			v.Trees = append(v.Trees, treeVector{n, "leaf i is the byte i modulo 256, then the byte i / 256", hex.EncodeToString(root[:])})
		}
		edge.Append([]byte{byte(n), byte(n >> 8)})
	}
	for _, d := range []ledger.Digest{{}, {0xff, 1, 2}, print} {
		v.Words = append(v.Words, wordVector{d.String(), d.Digits('0'), d.Words()})
	}
	return v
}

func filePattern() []byte {
	b := make([]byte, 150000)
	for i := range b {
		b[i] = byte(i % 251)
	}
	return b
}

func vectorOf(o ledger.Opening) fieldVector {
	return fieldVector{o.Path, string(o.Value), hex.EncodeToString(o.Salt[:]), o.Digest().String()}
}

// TestVectors: the formats have not moved.
func TestVectors(t *testing.T) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(makeVectors()); err != nil {
		t.Fatal(err)
	}
	golden(t, "vectors.json", b.Bytes())
}

// TestVectorsByHand works the vectors out again from docs/format.md with nothing
// but hashes and encoding/json, as a second implementation would.
func TestVectorsByHand(t *testing.T) {
	var v vectors
	if err := json.Unmarshal(must(os.ReadFile(filepath.Join("testdata", "vectors.json"))), &v); err != nil {
		t.Fatal(err)
	}
	unhex := func(s string) []byte { return must(hex.DecodeString(s)) }
	u32 := func(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) }
	u64 := func(n int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
	hash := func(parts ...any) string {
		h := sha256.New()
		for _, p := range parts {
			switch p := p.(type) {
			case string:
				h.Write([]byte(p))
			case []byte:
				h.Write(p)
			}
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	digest := func(f fieldVector) string {
		return hash("surety/v1/field\x00", unhex(f.Salt), u32(len(f.Path)), f.Path, u64(len(f.Value)), f.Value)
	}
	for _, f := range v.Fields {
		if got := digest(f); got != f.Digest {
			t.Errorf("field %s: %s, the file says %s", f.Path, got, f.Digest)
		}
	}
	e := v.Entry
	var env struct {
		Control               json.RawMessage
		Digests               [][]byte
		ID, Mode, Origin, Pad string
		Key                   []byte
		Version               int
	}
	if err := json.Unmarshal([]byte(e.Envelope), &env); err != nil {
		t.Fatal(err)
	}
	if env.Origin != e.Origin || env.ID != e.ID || env.Mode != e.Mode || string(env.Control) != e.Control || hex.EncodeToString(env.Key) != e.KeyID || env.Version != 1 || len(e.Envelope)%512 != 0 || len(env.Digests) != 8 {
		t.Errorf("the envelope says %+v", env)
	}
	if got := hash("surety/v1/key\x00", e.PublicKey); got != e.KeyID {
		t.Errorf("key id %s, the file says %s", got, e.KeyID)
	}
	for _, o := range e.Openings {
		found := false
		for _, d := range env.Digests {
			found = found || hex.EncodeToString(d) == digest(o)
		}
		if !found || digest(o) != o.Digest {
			t.Errorf("the field %s is not in the envelope", o.Path)
		}
	}
	typ := "application/vnd.surety.envelope.v1+json"
	pae := fmt.Sprintf("DSSEv1 %d %s %d %s", len(typ), typ, len(e.Envelope), e.Envelope)
	if got := hash(pae); got != e.PAESHA256 {
		t.Errorf("PAE %s, the file says %s", got, e.PAESHA256)
	}
	var sig struct {
		Algorithm, Mode string
		Key, Sig        []byte
	}
	if err := json.Unmarshal([]byte(e.Signature), &sig); err != nil {
		t.Fatal(err)
	}
	public := ed25519.NewKeyFromSeed(unhex(e.Seed)).Public().(ed25519.PublicKey)
	if e.PublicKey != "ed25519:"+base64.StdEncoding.EncodeToString(public) || !ed25519.Verify(public, []byte(pae), sig.Sig) {
		t.Error("the signature does not verify")
	}
	if got := hash("surety/v1/commitment\x00", unhex(e.LeafSalt), unhex(e.PAESHA256), u32(len(e.Signature)), e.Signature); got != e.Commitment {
		t.Errorf("commitment %s, the file says %s", got, e.Commitment)
	}
	leaf := append([]byte{1, byte(len(e.Origin))}, e.Origin...)
	leaf = append(leaf, byte(e.Class))
	leaf = append(leaf, u64(int(e.Time))...)
	leaf = append(leaf, unhex(e.Commitment)...)
	if hex.EncodeToString(leaf) != e.Leaf || hash("\x00", leaf) != e.LeafHash {
		t.Errorf("leaf %x, the file says %s", leaf, e.Leaf)
	}
	if got := hash("surety/v1/trust\x00", e.Trust); got != e.TrustSHA256 {
		t.Errorf("trust fingerprint %s, the file says %s", got, e.TrustSHA256)
	}
	if r := ledger.VerifyReceipt([]byte(e.Receipt), must(ledger.ParseTrust([]byte(e.Trust)))); !r.OK() {
		t.Errorf("the receipt: %s", r)
	}
}

// signedVectors are signatures that come out differently each time they are made.
type signedVectors struct {
	About   string
	Signed  []signedVector
	Witness []witnessVector
}

type signedVector struct{ Name, PublicKey, Envelope, Signature string }

type witnessVector struct{ Name, Key, Checkpoint, Log string }

// TestVectorsSigned verifies a kept signature of every mode and algorithm.
// SURETY_UPDATE=signed makes new ones.
func TestVectorsSigned(t *testing.T) {
	path := filepath.Join("testdata", "vectors-signed.json")
	if os.Getenv("SURETY_UPDATE") == "signed" {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(makeSigned()); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var v signedVectors
	if err := json.Unmarshal(must(os.ReadFile(path)), &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Signed) != 4 || len(v.Witness) != 2 {
		t.Errorf("there are %d and %d vectors", len(v.Signed), len(v.Witness))
	}
	for _, s := range v.Signed {
		sig := must(ledger.ParseSignature([]byte(s.Signature)))
		if _, err := ledger.Verify([]byte(s.Envelope), sig, must(ledger.ParsePublicKey(s.PublicKey))); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
	for _, w := range v.Witness {
		log := must(ledger.LogVerifier(w.Log))
		n, err := note.Open([]byte(w.Checkpoint), note.VerifierList(log, must(ledger.ParseCosignatureKey(w.Key))))
		if err != nil || len(n.Sigs) != 2 {
			t.Errorf("%s: %v", w.Name, err)
		}
	}
}

func makeSigned() signedVectors {
	v := signedVectors{About: "Signatures of every mode and algorithm, and cosignatures of both. Made by ledger/vectors_test.go."}
	for _, alg := range []ledger.Algorithm{ledger.Ed25519, ledger.MLDSA44} {
		s := author(alg, "vector")
		sealed := must(ledger.Seal(chaff("signed"), header(s, ledger.Own), nil))
		v.Signed = append(v.Signed, signedVector{"own, " + string(alg), s.PublicKey().String(), string(sealed.Envelope), string(must(ledger.Sign(s, sealed.Envelope)).Marshal())})
	}
	for _, alg := range []ledger.Algorithm{ledger.Ed25519, ledger.ES256} {
		d := newDevice(alg, "surety.example")
		envelope, a := passkeyEnvelope(d, "signed")
		sig := must(ledger.PasskeySignature(envelope, d.sign(a), d.public))
		v.Signed = append(v.Signed, signedVector{"passkey, " + string(alg), d.public.String(), string(envelope), string(sig.Marshal())})
	}
	w := newWorld(1, 2)
	for i, s := range w.witnesses {
		v.Witness = append(v.Witness, witnessVector{s.Name(), w.trust.Policy.Witnesses[i].Key, string(w.sign(s)), w.trust.LogKey})
	}
	return v
}
