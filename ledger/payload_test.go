package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"runtime"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

func TestPayloadBound(t *testing.T) {
	key, other := must(ledger.NewKey(chaff("key"))), must(ledger.NewKey(chaff("other")))
	openings := []ledger.Opening{{Path: "count", Value: []byte("23"), Salt: ledger.Salt{1}}}
	payload := must(ledger.SealPayload(chaff("n"), key, openings, []byte("entry 1")))
	if bytes.Contains(payload, []byte("count")) {
		t.Error("the payload shows a path")
	}
	_, err := ledger.OpenPayload(other, payload, []byte("entry 1"))
	wantKind(t, err, fault.Corrupt)
	_, err = ledger.OpenPayload(key, payload, []byte("entry 2"))
	wantKind(t, err, fault.Corrupt)
	for i := range payload {
		bent := bytes.Clone(payload)
		bent[i] ^= 1
		if _, err := ledger.OpenPayload(key, bent, []byte("entry 1")); err == nil {
			t.Fatalf("a change at byte %d opens", i)
		}
		if _, err := ledger.OpenPayload(key, payload[:i], []byte("entry 1")); err == nil {
			t.Fatalf("a payload cut at byte %d opens", i)
		}
	}
	// The length tells the size in steps of 256 only.
	for n := range 30 {
		longer := []ledger.Opening{{Path: "count", Value: bytes.Repeat([]byte("2"), n+1), Salt: ledger.Salt{1}}}
		if p := must(ledger.SealPayload(chaff("n"), key, longer, nil)); len(p) != len(payload) {
			t.Errorf("a value of %d bytes gives a payload of %d, one of 2 gives %d", n+1, len(p), len(payload))
		}
	}
	if text := fmt.Sprintf("%v %s %#v", key, key, key); bytes.Contains([]byte(text), []byte(fmt.Sprint(key[0], " ", key[1]))) {
		t.Errorf("a key prints itself: %s", text)
	}
}

func TestWrapKey(t *testing.T) {
	audience, entry := must(ledger.NewKey(chaff("audience"))), must(ledger.NewKey(chaff("entry")))
	wrapped := must(ledger.WrapKey(chaff("n"), audience, entry, []byte("P1/epoch 3/entry 1")))
	got, err := ledger.UnwrapKey(audience, wrapped, []byte("P1/epoch 3/entry 1"))
	if err != nil || got != entry {
		t.Fatalf("the key came back as %x, %v", got[:], err)
	}
	_, err = ledger.UnwrapKey(audience, wrapped, []byte("P1/epoch 4/entry 1"))
	wantKind(t, err, fault.Corrupt)
	_, err = ledger.UnwrapKey(entry, wrapped, []byte("P1/epoch 3/entry 1"))
	wantKind(t, err, fault.Corrupt)
	// A payload is no wrapped key, even under the same key.
	payload := must(ledger.SealPayload(chaff("n"), audience, nil, nil))
	_, err = ledger.UnwrapKey(audience, payload, nil)
	wantKind(t, err, fault.Corrupt)
}

// TestStream: any file comes back, read and written in any pieces.
func TestStream(t *testing.T) {
	const chunk = 64 << 10
	key := must(ledger.NewKey(chaff("file")))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(0, 300), rapid.SampledFrom([]int{chunk - 1, chunk, chunk + 1, 2 * chunk, 2*chunk + 1, 3*chunk - 1})).Draw(t, "size")
		plain := make([]byte, n)
		must(chaff("plain").Read(plain))
		pieces := rapid.SampledFrom([]func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.HalfReader, iotest.DataErrReader}).Draw(t, "reader")
		var sealed, back bytes.Buffer
		s, err := ledger.EncryptStream(chaff("salt"), key, &sealed, pieces(bytes.NewReader(plain)))
		if err != nil {
			t.Fatal(err)
		}
		if s.Plain != sha256.Sum256(plain) || s.PlainSize != int64(n) || s.Cipher != sha256.Sum256(sealed.Bytes()) || s.CipherSize != int64(sealed.Len()) {
			t.Fatalf("the seal says %+v", s)
		}
		whole := bytes.Clone(sealed.Bytes())
		digest, size, err := ledger.DecryptStream(key, &back, pieces(&sealed))
		if err != nil || digest != s.Plain || size != int64(n) || !bytes.Equal(back.Bytes(), plain) {
			t.Fatalf("the file came back as %d bytes, %v", size, err)
		}
		spoil := bytes.Clone(whole)
		switch rapid.SampledFrom([]string{"flip", "cut", "add", "chunks"}).Draw(t, "spoil") {
		case "flip":
			spoil[rapid.IntRange(0, len(spoil)-1).Draw(t, "at")] ^= 1
		case "cut":
			spoil = spoil[:rapid.IntRange(0, len(spoil)-1).Draw(t, "at")]
		case "add":
			spoil = append(spoil, 0)
		case "chunks":
			const head, each = 30, chunk + 16
			if len(spoil) < head+2*each {
				return
			}
			a, b := bytes.Clone(spoil[head:head+each]), bytes.Clone(spoil[head+each:head+2*each])
			copy(spoil[head:], b)
			copy(spoil[head+each:], a)
		}
		if _, _, err := ledger.DecryptStream(key, io.Discard, bytes.NewReader(spoil)); !fault.Is(err, fault.Corrupt) {
			t.Fatalf("a spoilt file of %d bytes opens: %v", len(spoil), err)
		}
	})
}

// TestStreamCutAtChunk: a file that ends where a chunk ends is not whole.
func TestStreamCutAtChunk(t *testing.T) {
	key := must(ledger.NewKey(chaff("file")))
	var sealed bytes.Buffer
	must(ledger.EncryptStream(chaff("salt"), key, &sealed, bytes.NewReader(make([]byte, 200<<10))))
	for n := range 3 {
		cut := sealed.Bytes()[:30+n*(64<<10+16)]
		if _, _, err := ledger.DecryptStream(key, io.Discard, bytes.NewReader(cut)); !fault.Is(err, fault.Corrupt) {
			t.Errorf("cut after %d chunks: %v", n, err)
		}
	}
}

// TestStreamMemory: a large file passes through a fixed piece of memory.
func TestStreamMemory(t *testing.T) {
	key := must(ledger.NewKey(chaff("file")))
	const size = 64 << 20
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s, err := ledger.EncryptStream(chaff("salt"), key, io.Discard, io.LimitReader(zeros{}, size))
	runtime.ReadMemStats(&after)
	if err != nil || s.PlainSize != size {
		t.Fatalf("%+v, %v", s, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("a file of %d bytes took %d bytes of memory", size, used)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestStreamErrors: what the disk or the reader says is passed on.
func TestStreamErrors(t *testing.T) {
	key := must(ledger.NewKey(chaff("file")))
	broken := errors.New("the disk is gone")
	_, err := ledger.EncryptStream(chaff("s"), key, io.Discard, iotest.ErrReader(broken))
	if !errors.Is(err, broken) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("reading: %v", err)
	}
	_, err = ledger.EncryptStream(chaff("s"), key, failing{broken}, bytes.NewReader(nil))
	if !errors.Is(err, broken) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("writing: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
