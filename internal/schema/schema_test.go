package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/surety-mechanism/surety/record"
)

func example(t *testing.T, kind record.Kind) record.Body {
	t.Helper()
	all, err := Examples()
	if err != nil {
		t.Fatal(err)
	}
	body, err := kind.Empty()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(all[kind]))
	dec.DisallowUnknownFields()
	if err := dec.Decode(body); err != nil {
		t.Fatalf("the example of a %s: %v", kind, err)
	}
	return body
}

// Every kind has an example that its own rules accept, and that another
// program's validator accepts by the schema that is given out.
func TestExamplesFit(t *testing.T) {
	all, err := Examples()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range record.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			if attested(kind) {
				t.Skip("the log makes these itself")
			}
			if err := example(t, kind).Validate(); err != nil {
				t.Errorf("the example is not well-formed: %v", err)
			}
			text, err := Of(kind)
			if err != nil {
				t.Fatal(err)
			}
			compiled := compile(t, kind, text)
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(all[kind]))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(v); err != nil {
				t.Errorf("the schema refuses the example: %v", err)
			}
			more := v.(map[string]any)
			more["no_such_field"] = 1
			if compiled.Validate(more) == nil {
				t.Error("the schema lets a field through that there is not")
			}
		})
	}
	for kind := range all {
		if !kind.Known() {
			t.Errorf("there is an example of %q, which is no kind", kind)
		}
	}
}

func compile(t *testing.T, kind record.Kind, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(string(kind)+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(string(kind) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What the schema says a field can be is what Validate lets it be: every value
// of an enumeration that Validate knows stands in the schema, and no other.
func TestAllowedIsWhatValidateSays(t *testing.T) {
	const nonsense = "zz-no-such-value"
	for _, kind := range record.Kinds() {
		if attested(kind) {
			continue
		}
		typ := reflect.TypeOf(example(t, kind)).Elem()
		for _, f := range reflect.VisibleFields(typ) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || f.Tag.Get("role") != "control" {
				continue
			}
			body := example(t, kind)
			v := reflect.ValueOf(body).Elem().FieldByIndex(f.Index)
			switch {
			case v.Kind() == reflect.String:
				v.SetString(nonsense)
			case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
				v.Set(reflect.MakeSlice(v.Type(), 1, 1))
				v.Index(0).SetString(nonsense)
			default:
				continue
			}
			err := body.Validate()
			listed := err != nil && strings.Contains(err.Error(), "has to be one of")
			values := Allowed(kind, name)
			switch {
			case listed && values == nil:
				t.Errorf("%s.%s can be only some values (%v), and the schema does not say so", kind, name, err)
			case !listed && values != nil && err == nil:
				t.Errorf("%s.%s can be anything, and the schema says it is one of %q", kind, name, values)
			case kind == record.KindGradeGiven && name == "value": // those of every axis
			case listed:
				for _, value := range values {
					if !strings.Contains(err.Error(), fmt.Sprintf("%q", value)) {
						t.Errorf("%s.%s: the schema has %q, which Validate does not: %v", kind, name, value, err)
					}
				}
				if n := strings.Count(err.Error(), `"`)/2 - 1; n != len(slices.Compact(slices.Clone(values))) {
					t.Errorf("%s.%s: the schema has %d values, Validate %d: %v", kind, name, len(values), n, err)
				}
			}
		}
	}
}

// attested are the kinds that only the program makes.
func attested(kind record.Kind) bool {
	return strings.HasSuffix(string(kind), "_attested") || kind == "submission_refused"
}
