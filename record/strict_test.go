package record_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/record"
)

// A body with a field of another kind's is refused with what this one has; the
// examples of all kinds are read.
func TestReadBody(t *testing.T) {
	examples, err := schema.Examples()
	if err != nil {
		t.Fatal(err)
	}
	for kind, text := range examples {
		if _, err := record.ReadBody(kind, text); err != nil {
			t.Errorf("the example of %s: %v", kind, err)
		}
	}
	for text, want := range map[string]string{
		`{"stage": "publication", "vote": "for", "reasons": "x"}`: `vote_cast has no field "reasons"; it has stage, vote`,
		`{"stage": 3}`:                "the body is not that of vote_cast",
		`{"stage": "publication"} {}`: "something stands after it",
		`[]`:                          "the body is not that of vote_cast",
	} {
		if _, err := record.ReadBody(record.KindVoteCast, []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// FuzzReadBody: what is read as a body of any kind is one, whatever it says; it is
// judged without harm, and written down it reads the same.
func FuzzReadBody(f *testing.F) {
	examples, err := schema.Examples()
	if err != nil {
		f.Fatal(err)
	}
	for kind, text := range examples {
		f.Add(string(kind), []byte(text))
	}
	f.Add("vote_cast", []byte(`{"stage": "publication"} {}`))
	f.Fuzz(func(t *testing.T, kind string, text []byte) {
		body, err := record.ReadBody(record.Kind(kind), text)
		if err != nil {
			return
		}
		if body.EntryKind() != record.Kind(kind) {
			t.Fatalf("a %s is read as a %s", kind, body.EntryKind())
		}
		_ = body.Validate()
		written, err := json.Marshal(body)
		if err != nil {
			t.Fatalf("%s cannot be written: %v", text, err)
		}
		again, err := record.ReadBody(record.Kind(kind), written)
		if err != nil {
			t.Fatalf("%s, written as %s, is refused: %v", text, written, err)
		}
		if twice, err := json.Marshal(again); err != nil || !bytes.Equal(twice, written) {
			t.Fatalf("%s, then %s (%v)", written, twice, err)
		}
	})
}

// Every role that record names is one that a reference may have, and no other.
func TestRoles(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "record.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	ast.Inspect(file, func(node ast.Node) bool {
		if spec, ok := node.(*ast.ValueSpec); ok {
			if id, ok := spec.Type.(*ast.Ident); ok && id.Name == "Role" {
				n++
				role := record.Role(strings.Trim(spec.Values[0].(*ast.BasicLit).Value, `"`))
				if err := record.CheckRefs([]record.Ref{{Role: role}}); err != nil {
					t.Errorf("%s: %v", role, err)
				}
			}
		}
		return true
	})
	if n < 20 || n != len(record.Roles) {
		t.Errorf("%d roles are named, %d are known", n, len(record.Roles))
	}
	if err := record.CheckRefs([]record.Ref{{Role: "answering"}}); err == nil || !strings.Contains(err.Error(), `"answers"`) {
		t.Errorf("a role that there is not: %v", err)
	}
}
