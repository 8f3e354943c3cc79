package ledger

import "testing"

// What is only checked is refused as what is written canonically is.
func TestSkipIsValue(t *testing.T) {
	values := []string{`{"a":[1,2.5e3,{"b":null}],"c":"d\n\u00e9","e":{}}`, `[]`, `"چ"`, ` [ 1 , true ] `, `{"a":1,"a":2}`, `{"\u0061":1,"a":2}`, `[1,]`, `{"a":1,}`,
		`{,}`, `[,1]`, `"\ud800"`, "\"\xff\"", `01`, `-`, `tru`, `{"a" 1}`, `{1:2}`, `"open`, ``, `[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]`}
	agree := func(text string) {
		t.Helper()
		slow, fast := scanner{data: []byte(text)}, scanner{data: []byte(text)}
		_, want := slow.value(nil, maxDepth)
		got := fast.skip(maxDepth)
		if (got == nil) != (want == nil) || got == nil && fast.pos != slow.pos {
			t.Errorf("%q: %v at %d, wanted %v at %d", text, got, fast.pos, want, slow.pos)
		}
	}
	for _, text := range values {
		agree(text)
		for i := range text {
			agree(text[:i])
			for _, b := range `"\{}[],: 0ae` + "\x00\xff" {
				agree(text[:i] + string(b) + text[i+1:])
				agree(text[:i] + string(b) + text[i:])
			}
		}
	}
}

func FuzzSkip(f *testing.F) {
	f.Add([]byte(`{"a":[1,{"b":"c"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		slow, fast := scanner{data: data}, scanner{data: data}
		_, want := slow.value(nil, maxDepth)
		if got := fast.skip(maxDepth); (got == nil) != (want == nil) || got == nil && fast.pos != slow.pos {
			t.Errorf("%q: %v at %d, wanted %v at %d", data, got, fast.pos, want, slow.pos)
		}
	})
}
