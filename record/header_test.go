package record

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
)

// A header in its usual form is read as JSON in general is, and whatever differs
// from that form is left to that.
func TestPlainHeader(t *testing.T) {
	usual := `{"audience":["chair","secretariat"],"control":{"acts":["claim"],"credibility":"6","mode":"direct"},"kind":"statement recorded",` +
		`"present":["cue","words"],"refs":[{"id":"cd","role":"source"},{"id":"ef","role":"about"}],"seat":"secretariat","session":"s","stated":"2026-01-02T03:04:05Z","v":1}`
	general := func(text string) (h header, err error) {
		dec := json.NewDecoder(bytes.NewReader([]byte(text)))
		dec.DisallowUnknownFields()
		return h, dec.Decode(&h)
	}
	plain := 0
	agree := func(text string) {
		t.Helper()
		h, ok := plainHeader([]byte(text))
		if !ok {
			return
		}
		plain++
		want, err := general(text)
		if err != nil {
			// Where the control is no object, whoever takes it apart says so.
			var any map[string]json.RawMessage
			if json.Unmarshal(h.Control, &any) == nil {
				t.Errorf("%s was taken for a header: %v", text, err)
			}
			return
		}
		if !reflect.DeepEqual(h, want) {
			t.Errorf("%s is read as\n%+v, wanted\n%+v", text, h, want)
		}
	}
	for _, text := range []string{usual,
		`{"audience":["chair"],"control":{},"kind":"k","present":[],"refs":[],"seat":"s","stated":"t","v":1}`,
		`{"audience":["chair"],"control":{"a":{"b":[{"c":"}"}]}},"kind":"k","present":[],"refs":[],"seat":"s","stated":"t","v":1}`} {
		if _, ok := plainHeader([]byte(text)); !ok {
			t.Errorf("%s is not taken for plain", text)
		}
	}
	for _, text := range []string{`{}`, ``, `null`, usual + ` `, usual + `{}`, usual[:len(usual)-2] + `2}`,
		`{"audience":[],"control":{},"kind":"k","present":[],"refs":[],"seat":"s","stated":"t","v":1}`,
		`{"audience":["چ"],"control":{},"kind":"k","present":[],"refs":[],"seat":"s","stated":"t","v":1}`,
		`{"audience":["a\"b"],"control":{},"kind":"k","present":[],"refs":[],"seat":"s","stated":"t","v":1}`} {
		if _, ok := plainHeader([]byte(text)); ok {
			t.Errorf("%s is taken for plain", text)
		}
	}
	for i := range usual { // cut, doubled and changed everywhere
		agree(usual[:i])
		agree(usual[:i] + usual[i+1:])
		agree(usual[:i] + usual[i:i+1] + usual[i:])
		for _, b := range `"\{}[],: 0a` + "\x00\x7f\xff" {
			agree(usual[:i] + string(b) + usual[i+1:])
			agree(usual[:i] + string(b) + usual[i:])
		}
	}
	if plain < 100 {
		t.Errorf("only %d of the changed headers were plain", plain)
	}
}

// Bodies with the same control are each their own.
func TestRepeatedBodies(t *testing.T) {
	for _, control := range []string{`{"credibility":"6","subject":"number","words":{"text":"in the control"}}`, `{"credibility":"6","subject":"number"}`} {
		read := func() *ClaimRecorded {
			b, _, err := bodyOf(KindClaimRecorded, json.RawMessage(control))
			if err != nil {
				t.Fatal(err)
			}
			return b.(*ClaimRecorded)
		}
		a := read()
		before := *a
		if err := OpenBody(a, []Field{{"words", json.RawMessage(`{"text":"a","start":1,"end":2}`)}, {"group", json.RawMessage(`"soldiers"`)}}); err != nil {
			t.Fatal(err)
		}
		a.Credibility = "1"
		if b := read(); !reflect.DeepEqual(*b, before) {
			t.Errorf("a body is read as %+v after another was changed, first as %+v", *b, before)
		}
	}
	// Lists are not shared: a body that has one is read anew.
	control := json.RawMessage(`{"acts":["claim"],"credibility":"6","mode":"direct"}`)
	first, _, err := bodyOf(KindStatementRecorded, control)
	if err != nil {
		t.Fatal(err)
	}
	first.(*StatementRecorded).Acts[0] = "denial"
	second, _, err := bodyOf(KindStatementRecorded, control)
	if err != nil || second.(*StatementRecorded).Acts[0] != "claim" {
		t.Errorf("a list is shared between bodies: %v %v", second, err)
	}
}
