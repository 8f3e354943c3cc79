package ledger_test

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/sealedcopy"
)

// asked writes what the second implementation is asked of something encrypted.
func asked(of map[string]any) []byte { return must(json.Marshal(of)) }

// TestSecondPayload: both open the same payloads, and read the same in them.
func TestSecondPayload(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	w := newWorld(6, 0)
	key := must(ledger.NewKey(chaff("a key")))
	for i := range times(60) {
		of := w.items[chance.IntN(len(w.items))].Openings
		id := fmt.Sprintf("%032x", i)
		file, what := changed(chance, must(ledger.SealPayload(chaff(id), key, of[:chance.IntN(len(of)+1)], []byte(id))), i%3 == 0)
		open, err := ledger.OpenPayload(key, file, []byte(id))
		said := s.says("payload", asked(map[string]any{"key": key[:], "id": []byte(id), "data": file}), []byte{})
		if said.OK != (err == nil) {
			t.Fatalf("%s: this one says %v, the second %+v", what, err, said)
		}
		if sum := sha256.Sum256(ledger.MarshalOpenings(open)); err == nil && said.Plain != hex.EncodeToString(sum[:]) {
			t.Fatalf("%s: the second reads %+v in it", what, said)
		}
	}
}

// TestSecondWrapped: both name an audience alike, and unwrap the same keys.
func TestSecondWrapped(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	shared, key := must(ledger.NewKey(chaff("an audience's"))), must(ledger.NewKey(chaff("an entry's")))
	for i := range times(60) {
		seats := []string{"zelmora", "ithmar", "chair", "monitors"}[:1+chance.IntN(4)]
		sorted := slices.Sorted(slices.Values(seats))
		sum := sha256.Sum256([]byte("surety/v1/audience\x00" + strings.Join(sorted, "\x00")))
		name, epoch, id := hex.EncodeToString(sum[:16]), chance.IntN(1000), fmt.Sprintf("%032x", i)
		file, what := changed(chance, must(ledger.WrapKey(chaff(id), shared, key, ledger.Wrapping(name, epoch, id))), i%3 == 0)
		got, err := ledger.UnwrapKey(shared, file, ledger.Wrapping(name, epoch, id))
		said := s.says("wrapped", asked(map[string]any{"key": shared[:], "id": []byte(id), "seats": seats, "epoch": epoch, "data": file}), []byte{})
		if said.OK != (err == nil) || err == nil && (said.Plain != hex.EncodeToString(got[:]) || said.Audience != name) {
			t.Fatalf("%s: this one says %v, the second %+v", what, err, said)
		}
	}
}

// TestSecondFile: both read the same in encrypted files, whatever their length, and
// refuse the same ones, such as are cut, doubled or exchanged by whole chunks.
func TestSecondFile(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	key := must(ledger.NewKey(chaff("a file's")))
	const head, chunk = 30, 65536 + 16
	sizes := []int{0, 1, 255, 3000}
	if testkit.Torture() {
		sizes = append(sizes, 65535, 65536, 65537, 2*65536, 150_000)
	} else {
		sizes = append(sizes, 65536+chance.IntN(2))
	}
	for _, size := range sizes {
		plain := must(io.ReadAll(io.LimitReader(chaff("a file"), int64(size))))
		var sealed bytes.Buffer
		must(ledger.EncryptStream(chaff("salt"), key, &sealed, bytes.NewReader(plain)))
		whole := sealed.Bytes()
		tries := map[string][]byte{"whole": whole, "cut to its head": whole[:head], "without its last byte": whole[:len(whole)-1]}
		if size < 4096 {
			for range 10 {
				file, what := testkit.Tamper(chance, whole)
				tries[what] = file
			}
		}
		if len(whole) > head+chunk {
			tries["cut behind a chunk"] = whole[:head+chunk]
			tries["the first chunk twice"] = append(slices.Clone(whole[:head+chunk]), whole[head:]...)
		}
		names := slices.Sorted(maps.Keys(tries))
		if size > 4096 && !testkit.Torture() { // the second is slow
			one := chance.IntN(len(names))
			names = names[one : one+1]
		}
		for _, what := range names {
			var out bytes.Buffer
			digest, n, err := ledger.DecryptStream(key, &out, bytes.NewReader(tries[what]))
			said := s.says("file", asked(map[string]any{"key": key[:], "data": tries[what]}), []byte{})
			if said.OK != (err == nil) || err == nil && (said.Size != n || said.Plain != digest.String()) {
				t.Fatalf("%d bytes, %s: this one says %v, the second %+v", size, what, err, said)
			}
		}
	}
}

// TestSecondCopy: both open the same of a sealed copy with a seat's key: by age to the
// key of the audience, by that to the entry's, by that to the content.
func TestSecondCopy(t *testing.T) {
	s, chance := startSecond(t), testkit.Random(t)
	w := newWorld(5, 0)
	seed := bytes.Repeat([]byte{7}, 32)
	signer := must(ledger.NewSigner(ledger.Ed25519, seed))
	me := signer.PublicKey().ID()
	mine := identity(t, must(hkdf.Key(sha256.New, seed, nil, "surety/v1/reader\x00", 32)))
	others := must(age.GenerateX25519Identity())
	c := sealedcopy.Copy{Origin: w.origin, Seat: "zelmora"}
	held := map[string]ledger.Key{}
	for _, a := range []string{"one", "two"} {
		held[a] = must(ledger.NewKey(chaff(a)))
		key := held[a]
		to := map[string][]byte{ledger.KeyID{1}.String(): sealedTo(t, key[:], others)}
		if a == "one" {
			to[me.String()] = sealedTo(t, key[:], mine)
		}
		c.Keys = append(c.Keys, sealedcopy.Key{Audience: a, Epoch: 1, Members: to})
	}
	for i, item := range w.items {
		a := []string{"one", "one", "two"}[i%3]
		env := must(ledger.ParseEnvelope(item.Signed.Envelope))
		id, key := env.ID.String(), must(ledger.NewKey(chaff(fmt.Sprint("key ", i))))
		c.Entries = append(c.Entries, sealedcopy.Entry{Index: int64(i), Envelope: string(item.Signed.Envelope), LeafSalt: item.Signed.LeafSalt[:],
			Signature: string(item.Signed.Signature.Marshal()), Public: item.Key.String(), Audience: a, Epoch: 1,
			Wrapped: must(ledger.WrapKey(chaff("wrap"+id), held[a], key, ledger.Wrapping(a, 1, id))),
			Payload: must(ledger.SealPayload(chaff("pay"+id), key, item.Openings, []byte(id)))})
	}
	var out bytes.Buffer
	if err := c.Write(&out); err != nil {
		t.Fatal(err)
	}
	opened := 0
	for i := range times(20) {
		file, what := changed(chance, out.Bytes(), i%5 == 0)
		read, err := sealedcopy.Parse(file)
		closed := 0
		if err == nil {
			closed, err = read.OpenWith(me, func(sealed []byte) (key ledger.Key, err error) {
				r, err := age.Decrypt(bytes.NewReader(sealed), mine)
				if err != nil {
					return key, err
				}
				plain, err := io.ReadAll(r)
				if err != nil || len(plain) != len(key) {
					return key, fmt.Errorf("%d bytes: %w", len(plain), err)
				}
				return ledger.Key(plain), nil
			})
		}
		said := s.says("copy", asked(map[string]any{"key": seed, "public": []byte(signer.PublicKey().String()), "data": file}), []byte{})
		if said.OK != (err == nil) {
			t.Fatalf("%s: this one says %v, the second %+v", what, err, said)
		}
		if err != nil {
			continue
		}
		fields := map[string][]string{}
		for _, e := range read.Entries {
			for _, o := range e.Open {
				fields[fmt.Sprint(e.Index)] = append(fields[fmt.Sprint(e.Index)], o.Path)
			}
			slices.Sort(fields[fmt.Sprint(e.Index)])
		}
		opened += len(fields)
		maps.DeleteFunc(fields, func(_ string, f []string) bool { return len(f) == 0 })
		maps.DeleteFunc(said.Opened, func(_ string, f []string) bool { return len(f) == 0 })
		if said.Closed != closed || !maps.EqualFunc(said.Opened, fields, slices.Equal) {
			t.Fatalf("%s: the second opens %+v, this one %v and leaves %d closed", what, said, fields, closed)
		}
	}
	if opened == 0 {
		t.Error("nothing was opened")
	}
}

func sealedTo(t *testing.T, plain []byte, to *age.X25519Identity) []byte {
	t.Helper()
	var out bytes.Buffer
	w := must(age.Encrypt(&out, to.Recipient()))
	must(w.Write(plain))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// identity gives the age identity of a scalar.
func identity(t *testing.T, scalar []byte) *age.X25519Identity {
	t.Helper()
	return must(age.ParseX25519Identity(strings.ToUpper(bech32("age-secret-key-", scalar))))
}

// bech32 writes bytes as BIP 173 has them.
func bech32(prefix string, data []byte) string {
	const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	var values []byte
	acc, bits := 0, 0
	for _, b := range data {
		for acc, bits = acc<<8|int(b), bits+8; bits >= 5; bits -= 5 {
			values = append(values, byte(acc>>(bits-5)&31))
		}
	}
	if bits > 0 {
		values = append(values, byte(acc<<(5-bits)&31))
	}
	var all []byte
	for _, c := range []byte(prefix) {
		all = append(all, c>>5)
	}
	all = append(all, 0)
	for _, c := range []byte(prefix) {
		all = append(all, c&31)
	}
	all = append(append(all, values...), 0, 0, 0, 0, 0, 0)
	sum := uint32(1)
	for _, v := range all {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	sum ^= 1
	out := prefix + "1"
	for _, v := range values {
		out += string(letters[v])
	}
	for i := range 6 {
		out += string(letters[sum>>(5*(5-i))&31])
	}
	return out
}
