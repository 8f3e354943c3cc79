package charter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/surety-mechanism/surety/charters"
)

// published is the schema, compiled to check and as it stands to explain.
type published struct {
	compiled *jsonschema.Schema
	document map[string]any
}

var schema = sync.OnceValues(func() (*published, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(charters.Schema))
	if err != nil {
		return nil, err
	}
	object, ok := doc.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("the schema is a %T", doc)
	}
	id, _ := object["$id"].(string)
	c := jsonschema.NewCompiler()
	if err := c.AddResource(id, doc); err != nil {
		return nil, err
	}
	compiled, err := c.Compile(id)
	return &published{compiled, object}, err
})

// tell turns what the validator found into sentences.
func (s *published) tell(root ast.Node, plain any, e *jsonschema.ValidationError) []Problem {
	if k, ok := e.ErrorKind.(*kind.OneOf); ok && len(k.Subschemas) == 0 {
		return s.tellChoice(root, plain, e)
	}
	if len(e.Causes) > 0 {
		var all []Problem
		for _, cause := range e.Causes {
			all = append(all, s.tell(root, plain, cause)...)
		}
		return all
	}
	place := path(e.InstanceLocation)
	one := func(place path, what string) Problem { return Problem{lineOf(root, place), place.String(), what} }
	switch k := e.ErrorKind.(type) {
	case *kind.Required:
		var all []Problem
		for _, name := range k.Missing {
			all = append(all, one(place, fmt.Sprintf("the field %q is missing; %s", name, s.hasToBe(e.SchemaURL, "properties", name))))
		}
		return all
	case *kind.AdditionalProperties:
		var all []Problem
		for _, name := range k.Properties {
			all = append(all, one(at(place, name), s.unknown(name, e.SchemaURL)))
		}
		return all
	}
	return []Problem{one(place, s.sentence(e, valueAt(plain, place)))}
}

// tellChoice tells what is wrong with a field that is "none" or an object: of
// an object, what is wrong with it as one.
func (s *published) tellChoice(root ast.Node, plain any, e *jsonschema.ValidationError) []Problem {
	place := path(e.InstanceLocation)
	if _, object := valueAt(plain, place).(map[string]any); object {
		var all []Problem
		for _, cause := range e.Causes {
			if _, word := deepest(cause).ErrorKind.(*kind.Const); !word {
				all = append(all, s.tell(root, plain, cause)...)
			}
		}
		return all
	}
	return []Problem{{lineOf(root, place), place.String(), fmt.Sprintf("%s is no answer here; %s", written(valueAt(plain, place)), s.hasToBe(e.SchemaURL))}}
}

func deepest(e *jsonschema.ValidationError) *jsonschema.ValidationError {
	for len(e.Causes) > 0 {
		e = e.Causes[0]
	}
	return e
}

// sentence says what is wrong with one value, and what would be right.
func (s *published) sentence(e *jsonschema.ValidationError, value any) string {
	right := s.hasToBe(e.SchemaURL)
	switch k := e.ErrorKind.(type) {
	case *kind.Type:
		return fmt.Sprintf("this is %s, and has to be %s", typeWords[k.Got], words(k.Want))
	case *kind.Enum:
		list := make([]string, len(k.Want))
		for i, w := range k.Want {
			list[i] = written(w)
		}
		return fmt.Sprintf("%s is not one of %s; %s", written(k.Got), strings.Join(list, ", "), right)
	case *kind.Const:
		return fmt.Sprintf("%s stands here; it has to be %s", written(k.Got), written(k.Want))
	case *kind.MinLength:
		return "it is empty; " + right
	case *kind.MaxLength:
		return fmt.Sprintf("it is %d characters long, and may have at most %d", k.Got, k.Want)
	case *kind.MinItems:
		return fmt.Sprintf("it has %d of at least %d; %s", k.Got, k.Want, right)
	case *kind.MaxItems:
		return fmt.Sprintf("it has %d, and may have at most %d", k.Got, k.Want)
	case *kind.UniqueItems:
		return fmt.Sprintf("entries %d and %d are the same; each may stand once", k.Duplicates[0]+1, k.Duplicates[1]+1)
	case *kind.Minimum:
		return fmt.Sprintf("%s is less than %s; %s", written(value), k.Want.RatString(), right)
	case *kind.Maximum:
		return fmt.Sprintf("%s is more than %s; %s", written(value), k.Want.RatString(), right)
	}
	return fmt.Sprintf("%s cannot stand here; %s", written(value), right)
}

// hasToBe says what the schema says of a place: its own description, or that of
// the definition it refers to.
func (s *published) hasToBe(schemaURL string, more ...string) string {
	node := s.node(schemaURL, more...)
	if node == nil {
		node = s.node(schemaURL) // a field that the schema has no words for: those of the whole
	}
	for range 4 {
		if d, ok := node["description"].(string); ok {
			return "it has to be " + d
		}
		ref, ok := node["$ref"].(string)
		if !ok {
			break
		}
		node = s.node(ref)
	}
	return "docs/charter.md says what it has to be"
}

// unknown tells of a field that nobody knows, and which may have been meant.
func (s *published) unknown(name, schemaURL string) string {
	fields, ok := s.node(schemaURL)["properties"].(map[string]any)
	if !ok { // the fields have a form, not a list
		return fmt.Sprintf("%q cannot stand here; %s", name, s.hasToBe(schemaURL))
	}
	nearest, best := "", 3
	for _, known := range sortedKeys(fields) {
		if d := distance(name, known); d < best {
			nearest, best = known, d
		}
	}
	if nearest != "" {
		return fmt.Sprintf("there is no field %q here; %q may be meant", name, nearest)
	}
	return fmt.Sprintf("there is no field %q here; the fields are %s", name, strings.Join(sortedKeys(fields), ", "))
}

// node follows a JSON pointer, the part of the address after #.
func (s *published) node(address string, more ...string) map[string]any {
	_, pointer, _ := strings.Cut(address, "#")
	var steps path
	for _, step := range append(strings.Split(strings.Trim(pointer, "/"), "/"), more...) {
		if plain, err := url.PathUnescape(step); err == nil {
			step = plain
		}
		if step != "" {
			steps = append(steps, strings.NewReplacer("~1", "/", "~0", "~").Replace(step))
		}
	}
	node, _ := valueAt(s.document, steps).(map[string]any)
	return node
}

var typeWords = map[string]string{"object": "a group of fields", "array": "a list", "string": "words",
	"number": "a number", "integer": "a whole number", "boolean": "true or false", "null": "nothing"}

func words(types []string) string {
	list := make([]string, len(types))
	for i, t := range types {
		list[i] = typeWords[t]
	}
	return strings.Join(list, " or ")
}

// written gives a value as one would write it, shortened.
func written(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	if r := []rune(string(raw)); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return string(raw)
}

func valueAt(v any, p path) any {
	for _, step := range p {
		switch n := v.(type) {
		case map[string]any:
			v = n[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(n) {
				return nil
			}
			v = n[i]
		default:
			return nil
		}
	}
	return v
}

// distance is Levenshtein's: how many letters to change, add or drop.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
