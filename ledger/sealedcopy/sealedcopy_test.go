package sealedcopy

import (
	"bytes"
	"testing"
)

func sample() *Copy {
	return &Copy{Origin: "surety-test/log", Seat: "zelmora",
		Keys:    []Key{{Audience: "a", Epoch: 1, Members: map[string][]byte{"k": []byte("sealed")}}},
		Entries: []Entry{{Index: 3, Envelope: "{}", LeafSalt: []byte("salt"), Signature: "{}", Public: "ed25519:x", Audience: "a", Epoch: 1, Wrapped: []byte("w"), Payload: []byte("p")}}}
}

// FuzzParse: what is read is written the same again and read the same; whatever
// else comes is refused without harm.
func FuzzParse(f *testing.F) {
	var out bytes.Buffer
	if err := sample().Write(&out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add([]byte("{\"copy\":\"surety-copy/1\",\"entries\":2147483647}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse(data)
		if err != nil {
			return
		}
		var one bytes.Buffer
		if err := c.Write(&one); err != nil {
			t.Fatal(err)
		}
		again, err := Parse(one.Bytes())
		if err != nil {
			t.Fatalf("what was written is refused: %v", err)
		}
		var two bytes.Buffer
		if err := again.Write(&two); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Fatalf("written again it differs (%v)", err)
		}
		if _, err := c.OpenWith([32]byte{}, nil); err != nil {
			t.Fatalf("whose key opens nothing: %v", err)
		}
	})
}

func TestCutShort(t *testing.T) {
	var out bytes.Buffer
	if err := sample().Write(&out); err != nil {
		t.Fatal(err)
	}
	whole := out.Bytes()
	if _, err := Parse(whole); err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) {
		if _, err := Parse(whole[:n]); err == nil {
			t.Errorf("cut after %d bytes it is read", n)
		}
	}
	if _, err := Parse(append(whole, ' ')); err == nil {
		t.Error("with something behind it it is read")
	}
}
