package record_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	quick "github.com/go-json-experiment/json/v1"

	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
)

// What an entry holds is read by a quicker decoder than encoding/json, as which
// its header may be read. Both take the same texts and make the same of them, those of every
// kind and such as were damaged or written to be read two ways.
func TestDecodersAgree(t *testing.T) {
	chance := testkit.Random(t)
	examples, err := schema.Examples()
	if err != nil {
		t.Fatal(err)
	}
	agree := func(kind record.Kind, text []byte) {
		t.Helper()
		a, _ := kind.Empty()
		b, err := kind.Empty()
		if err != nil {
			t.Fatal(err)
		}
		slow, fast := json.Unmarshal(text, a), quick.Unmarshal(text, b)
		if (slow == nil) != (fast == nil) || slow == nil && !reflect.DeepEqual(a, b) {
			t.Errorf("%s is read as\n%+v (%v) and\n%+v (%v)", text, a, slow, b, fast)
		}
	}
	rounds := 20
	if testkit.Torture() {
		rounds = 2000
	}
	odd := []string{`null`, `""`, `0`, `-1`, `1e3`, `1.5`, `true`, `[]`, `[null]`, `{}`, `"\ud800"`, "\"\xff\"", `"1"`, `[1,2]`, `{"a":1,"a":2}`, `9223372036854775808`,
		`{"text":"a","TEXT":"b","text":"c"}`, `"\u0000"`, ` `, `//`}
	for kind, text := range examples {
		agree(kind, text)
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatal(err)
		}
		names := make([]string, 0, len(fields))
		for name := range fields {
			names = append(names, name)
		}
		slices.Sort(names)
		for range rounds {
			if len(names) > 0 {
				name := names[chance.IntN(len(names))]
				was := fields[name]
				fields[name] = json.RawMessage(odd[chance.IntN(len(odd))])
				if whole, err := json.Marshal(fields); err == nil {
					agree(kind, whole)
				}
				fields[name] = was
			}
			cut := slices.Clone(text)
			at := chance.IntN(len(cut))
			switch chance.IntN(3) {
			case 0:
				cut = cut[:at]
			case 1:
				cut[at] = byte(chance.IntN(256))
			default:
				cut = slices.Insert(cut, at, []byte(odd[chance.IntN(len(odd))])...)
			}
			agree(kind, cut)
		}
	}
}
