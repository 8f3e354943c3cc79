package charter

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/fault"
)

// The limits on a charter, checked before it is parsed.
const (
	MaxBytes = 512 << 10
	maxDepth = 20 // nesting, by indentation and brackets
	maxLines = 20_000
)

// Problem is one thing wrong with a charter, and where.
type Problem struct {
	Line  int    // from 1; 0 where it is of no one line
	Field string // as parties[0].name.en
	What  string
}

// Problems is everything found wrong with a charter.
type Problems struct {
	File string
	List []Problem
}

// Error gives every problem, one a line.
func (p *Problems) Error() string {
	lines := make([]string, len(p.List))
	for i, one := range p.List {
		where := p.File
		if one.Line > 0 {
			where += ":" + strconv.Itoa(one.Line)
		}
		if one.Field != "" {
			where += ": " + one.Field
		}
		lines[i] = where + ": " + one.What
	}
	return strings.Join(lines, "; ")
}

var schema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(charters.Schema))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("charter.schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("charter.schema.json")
})

// Parse reads a charter and checks it against the schema and against itself. A
// charter that is wrong gives *Problems, of kind fault.Invalid: each with its
// line, its field, and what would be right. file is used in messages only.
func Parse(file string, data []byte) (*Charter, error) {
	wrong := func(list ...Problem) (*Charter, error) {
		slices.SortStableFunc(list, func(a, b Problem) int { return a.Line - b.Line })
		return nil, fault.New(fault.Invalid, "%w", &Problems{File: file, List: list})
	}
	if err := bounded(data); err != nil {
		return wrong(Problem{What: err.Error()})
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return wrong(syntax(err))
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		return wrong(Problem{What: "it is empty, or more than one document; a charter is one YAML document"})
	}
	if at := anchored(tree); at > 0 {
		return wrong(Problem{Line: at, What: "it uses an anchor or an alias; a charter says everything where it stands"})
	}
	var loose any
	if err := yaml.NodeToValue(tree.Docs[0].Body, &loose); err != nil {
		return wrong(syntax(err))
	}
	if list, err := conforms(tree, loose); err != nil {
		return nil, err
	} else if len(list) > 0 {
		return wrong(list...)
	}
	c := &Charter{digest: digest(data)}
	if err := yaml.NodeToValue(tree.Docs[0].Body, c); err != nil {
		return wrong(syntax(err))
	}
	if list := c.check(tree); len(list) > 0 {
		return wrong(list...)
	}
	return c, nil
}

// bounded refuses what a parser should not meet.
func bounded(data []byte) error {
	if len(data) > MaxBytes {
		return fmt.Errorf("it is %d bytes; a charter has at most %d", len(data), MaxBytes)
	}
	if bytes.Count(data, []byte("\n")) > maxLines {
		return fmt.Errorf("it has more than %d lines", maxLines)
	}
	depth, deepest := 0, 0
	for _, b := range data {
		switch b {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(0, depth-1)
		case 0:
			return errors.New("it is not text: it holds a zero byte")
		}
	}
	for line := range bytes.Lines(data) {
		indent := len(line) - len(bytes.TrimLeft(line, " -"))
		deepest = max(deepest, indent/2)
	}
	if deepest > maxDepth*2 {
		return fmt.Errorf("it is nested more than %d deep", maxDepth)
	}
	return nil
}

// syntax tells what the YAML parser did not understand.
func syntax(err error) Problem {
	var y yaml.Error
	if errors.As(err, &y) {
		p := Problem{What: "this is not YAML as a charter needs it: " + y.GetMessage()}
		if t := y.GetToken(); t != nil && t.Position != nil {
			p.Line = t.Position.Line
		}
		return p
	}
	return Problem{What: "this is not YAML as a charter needs it: " + strings.Join(strings.Fields(err.Error()), " ")}
}

// anchored gives the line of the first anchor or alias, or 0.
func anchored(tree *ast.File) int {
	v := &anchorFinder{}
	for _, d := range tree.Docs {
		ast.Walk(v, d.Body)
	}
	return v.line
}

type anchorFinder struct{ line int }

// Visit looks at one node.
func (v *anchorFinder) Visit(n ast.Node) ast.Visitor {
	switch n.Type() {
	case ast.AnchorType, ast.AliasType, ast.MergeKeyType:
		if t := n.GetToken(); v.line == 0 && t != nil {
			v.line = t.Position.Line
		}
	}
	return v
}

// conforms checks the charter against the schema.
func conforms(tree *ast.File, loose any) ([]Problem, error) {
	s, err := schema()
	if err != nil {
		return nil, fmt.Errorf("compiling the charter's schema: %w", err)
	}
	// By way of JSON, so that numbers and keys are of the types that the schema knows.
	raw, err := json.Marshal(loose)
	if err != nil {
		return []Problem{{What: "a key is not a word: " + err.Error()}}, nil
	}
	plain, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("reading the charter back: %w", err)
	}
	var invalid *jsonschema.ValidationError
	if err := s.Validate(plain); err == nil {
		return nil, nil
	} else if !errors.As(err, &invalid) {
		return nil, fmt.Errorf("checking the charter: %w", err)
	}
	var list []Problem
	english := message.NewPrinter(language.English)
	var leaves func(e *jsonschema.ValidationError)
	leaves = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 {
			list = append(list, Problem{Line: lineOf(tree, e.InstanceLocation), Field: fieldOf(e.InstanceLocation),
				What: e.ErrorKind.LocalizedString(english)})
			return
		}
		for _, c := range e.Causes {
			leaves(c)
		}
	}
	leaves(invalid)
	return list, nil
}

// fieldOf writes a place in the document as one would say it.
func fieldOf(path []string) string {
	var b strings.Builder
	for _, p := range path {
		if _, err := strconv.Atoi(p); err == nil {
			b.WriteString("[" + p + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(p)
	}
	return b.String()
}

// lineOf gives the line where a place of the document stands: of its key, or of
// the nearest thing around it that is there.
func lineOf(tree *ast.File, path []string) int {
	var node ast.Node = tree.Docs[0].Body
	line := startOf(node)
	for _, p := range path {
		var next ast.Node
		switch n := node.(type) {
		case *ast.MappingNode:
			for _, v := range n.Values {
				if v.Key.String() == p {
					next, line = v.Value, v.Key.GetToken().Position.Line
				}
			}
		case *ast.SequenceNode:
			if i, err := strconv.Atoi(p); err == nil && i < len(n.Values) {
				next = n.Values[i]
				line = startOf(next)
			}
		}
		if next == nil {
			return line
		}
		node = next
	}
	return line
}

func startOf(n ast.Node) int {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}
