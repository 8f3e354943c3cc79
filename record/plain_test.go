package record

import (
	"encoding/json"
	"testing"
)

// Content in its usual form is read as JSON in general is, and whatever differs from
// that form is left to that.
func FuzzPlainContent(f *testing.F) {
	for _, text := range []string{`"a"`, `""`, `"a\"b"`, `"`, `"a"b"`, `"a" `, "\"\x01\"", "\"\xff\"", `"چوکی"`, `{"text":"گولے","start":3,"end":11}`,
		`{"text":"a","start":0,"end":0}`, `{"text":"a","start":03,"end":11}`, `{"text":"a","start":3,"end":11,"plain":"b"}`, `{"text":"a\n","start":3,"end":11}`,
		`{"text":"a","start":,"end":1}`, `{"text":"a","start":99999999999999999999,"end":1}`, `{"text":"a","start":1,"end":2}}`, `{"text":"a","start":-1,"end":2}`, `{"text":"a`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, ok := plainString(json.RawMessage(text)); ok {
			var want string
			if err := json.Unmarshal([]byte(text), &want); err != nil || got != want {
				t.Errorf("%q is read as %q, wanted %q, %v", text, got, want, err)
			}
		}
		var got, want Words
		if got.plain(json.RawMessage(text)) {
			if err := json.Unmarshal([]byte(text), &want); err != nil || got != want {
				t.Errorf("%q is read as %+v, wanted %+v, %v", text, got, want, err)
			}
		} else if got != want {
			t.Errorf("%q was not read, and left %+v", text, got)
		}
	})
}

// What this program writes is plain, where nothing in it has to be escaped.
func TestPlainContent(t *testing.T) {
	raw, err := json.Marshal(Words{Text: "گولے fell on the post", Start: 3, End: 40})
	if err != nil {
		t.Fatal(err)
	}
	var w Words
	if !w.plain(raw) {
		t.Errorf("%s is not taken for plain", raw)
	}
	// A part that held something keeps nothing of it.
	body := &StatementRecorded{}
	if err := OpenBody(body, []Field{{"words", raw}, {"cue", json.RawMessage(`"said"`)}}); err != nil || body.Words != w || body.Cue != "said" {
		t.Errorf("%+v: %v", body, err)
	}
}
