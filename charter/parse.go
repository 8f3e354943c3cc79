package charter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Parse reads a charter and checks it against the schema and against itself. A
// charter that is wrong gives an error of kind fault.Invalid that wraps
// *Problems: every one with its line, its field, and what would be right. file
// is only used in messages; no file is read.
func Parse(file string, data []byte) (*Charter, error) {
	if p := bounded(data); p != nil {
		return nil, wrong(file, *p)
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, wrong(file, syntax(err))
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		return nil, wrong(file, Problem{What: "the file holds no document, or more than one; a charter is one YAML document"})
	}
	root := tree.Docs[0].Body
	var loose any
	if err := yaml.NodeToValue(root, &loose); err != nil {
		return nil, wrong(file, syntax(err))
	}
	if list, err := conforms(root, loose); err != nil {
		return nil, err
	} else if len(list) > 0 {
		return nil, wrong(file, list...)
	}
	c := &Charter{digest: digest(data)}
	if err := yaml.NodeToValue(root, c); err != nil {
		return nil, wrong(file, syntax(err))
	}
	if list := c.check(root); len(list) > 0 {
		return nil, wrong(file, list...)
	}
	return c, nil
}

// syntax tells what the YAML parser did not understand.
func syntax(err error) Problem {
	var y yaml.Error
	if !errors.As(err, &y) {
		return Problem{What: "this is not YAML: " + oneLine(err.Error())}
	}
	p := Problem{What: "this is not YAML: " + oneLine(y.GetMessage())}
	if t := y.GetToken(); t != nil && t.Position != nil {
		p.Line = t.Position.Line
	}
	return p
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// conforms checks the document against the schema.
func conforms(root ast.Node, loose any) ([]Problem, error) {
	s, err := schema()
	if err != nil {
		return nil, fmt.Errorf("compiling the charter's schema: %w", err)
	}
	// By way of JSON, so that numbers and keys are of the types that the schema knows.
	raw, err := json.Marshal(loose)
	if err != nil {
		return []Problem{{What: "a key is not a word: " + oneLine(err.Error())}}, nil
	}
	plain, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("reading the charter back: %w", err)
	}
	err = s.compiled.Validate(plain)
	if err == nil {
		return nil, nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil, fmt.Errorf("checking the charter against its schema: %w", err)
	}
	return s.tell(root, plain, invalid), nil
}
