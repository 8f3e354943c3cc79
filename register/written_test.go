package register_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/register"
)

// An object is written as encoding/json writes it, whatever it has and whatever
// stands in it: its digest is of these bytes.
func TestObjectsAreWrittenAsJSON(t *testing.T) {
	chance := testkit.Random(t)
	for round := range 400 {
		o := &register.Object{}
		v := reflect.ValueOf(o).Elem()
		for i := range v.NumField() {
			if round > 0 && chance.IntN(3) > 0 || v.Type().Field(i).Name == "Control" {
				continue
			}
			some(chance, v.Field(i), 3)
		}
		if chance.IntN(4) > 0 {
			o.Control = someJSON(chance)
		}
		want, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		got, err := o.JSON()
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("written is\n%s (%v), wanted\n%s", got, err, want)
		}
	}
}

// Content is written as encoding/json writes a map.
func TestContentIsWrittenAsJSON(t *testing.T) {
	chance := testkit.Random(t)
	all := []map[string]json.RawMessage{nil, {}, {"a": nil}}
	for range 400 {
		content := map[string]json.RawMessage{}
		for range chance.IntN(12) {
			content[texts[chance.IntN(len(texts))]+fmt.Sprint(chance.IntN(9))] = someJSON(chance)
		}
		all = append(all, content)
	}
	for _, content := range all {
		want, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		got, err := register.ContentJSON(content)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("written is\n%s (%v), wanted\n%s", got, err, want)
		}
	}
}

var texts = []string{"", "plain", `a "quoted" word`, `back\slash`, "<b>", "a & b", "line\nbreak", "tab\t", "\x01", "چوکی", "—", "a\u2028b", "\u2029", "\xff", "\x7f", "😀"}

func someJSON(chance *rand.Rand) json.RawMessage {
	raw, err := json.Marshal(map[string]any{"a": texts[chance.IntN(len(texts))], "b": []any{1.5, nil, true, texts[chance.IntN(len(texts))]}})
	if err != nil {
		panic(err)
	}
	var out bytes.Buffer
	switch chance.IntN(4) {
	case 0:
		err = json.Indent(&out, raw, "", " ")
		raw = out.Bytes()
	case 1:
		raw = json.RawMessage(`"` + []string{"<", "&", "\u2028", `\"\\ `, "e — b", "\u00e2"}[chance.IntN(6)] + `"`)
	case 2:
		raw = json.RawMessage([]string{"1", " 2 ", "null", `{"a" :1}`, "[]"}[chance.IntN(5)])
	}
	if err != nil {
		panic(err)
	}
	return raw
}

// some fills a value with something.
func some(chance *rand.Rand, v reflect.Value, deep int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(texts[chance.IntN(len(texts))])
	case reflect.Int, reflect.Int64:
		v.SetInt(chance.Int64N(2000) - 1000)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes(someJSON(chance))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), chance.IntN(3), 3))
		for i := range v.Len() {
			some(chance, v.Index(i), deep-1)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		some(chance, v.Elem(), deep-1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && deep > 0 {
				some(chance, v.Field(i), deep-1)
			}
		}
	}
}
