// Package schema describes the body of every kind of entry as JSON Schema
// (draft 2020-12), made from the Go types, with the values that a field can take
// and an example. It knows nothing of what an entry does.
package schema

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// examplesJSON has one body of every kind, by kind.
//
//go:embed examples.json
var examplesJSON []byte

// Examples gives one body of every kind, as JSON, by kind.
func Examples() (map[record.Kind]json.RawMessage, error) {
	all := map[record.Kind]json.RawMessage{}
	if err := json.Unmarshal(examplesJSON, &all); err != nil {
		return nil, fault.New(fault.Internal, "the examples of entries: %w", err)
	}
	return all, nil
}

// Of gives the schema of a kind's body, as JSON with two spaces of indent.
func Of(kind record.Kind) ([]byte, error) {
	s, err := describe(kind)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(s, "", "  ")
}

func describe(kind record.Kind) (*jsonschema.Schema, error) {
	body, err := kind.Empty()
	if err != nil {
		return nil, err
	}
	t := reflect.TypeOf(body).Elem()
	s, err := jsonschema.ForType(t, &jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[json.RawMessage](): {}, // any value
		reflect.TypeFor[[]byte]():          {Type: "string", ContentEncoding: "base64"},
	}})
	if err != nil {
		return nil, fmt.Errorf("describing %s: %w", kind, err)
	}
	s.Schema = "https://json-schema.org/draft/2020-12/schema"
	s.Title = string(kind)
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := s.Properties[name]
		if p == nil || f.Anonymous {
			continue
		}
		// What steers the fold is told apart from what can be withheld or erased.
		p.Extra = map[string]any{"x-role": f.Tag.Get("role")}
		if values := Allowed(kind, name); values != nil {
			limit(p, values)
		}
	}
	examples, err := Examples()
	if err != nil {
		return nil, err
	}
	if one, ok := examples[kind]; ok {
		var v any
		if err := json.Unmarshal(one, &v); err != nil {
			return nil, fault.New(fault.Internal, "the example of %s: %w", kind, err)
		}
		s.Examples = []any{v}
	}
	return s, nil
}

// limit lets a field take certain values only: its own, or those of its list.
func limit(p *jsonschema.Schema, values []string) {
	if p.Items != nil {
		p = p.Items
	}
	p.Enum = nil
	for _, v := range values {
		p.Enum = append(p.Enum, v)
	}
}
