package house

import (
	"go/ast"
	"path"
	"regexp"
	"strings"
	"testing"
)

// reading is how a function is called that makes something of bytes.
var reading = regexp.MustCompile(`^(Parse|Unmarshal|Read|Open|Decode|Load)([A-Z].*)?$`)

// trusted are functions of such a name that no stranger's bytes come to as they are,
// each with what fuzz test has the bytes before it, or whose they are.
var trusted = map[string]string{
	"internal/app.ParseCharter":  "charter.Parse, which is fuzzed, has read it before",
	"internal/web.UnmarshalJSON": "the messages, which are built in",
	"internal/intake/table.Read": "FuzzRead calls it by the package's own read",
}

// TestParsersAreFuzzed: whatever is exported and makes something of bytes is called by
// a fuzz test of its package, so that a parser that is added has one.
func TestParsersAreFuzzed(t *testing.T) {
	fuzzed, all := map[string]bool{}, sources(t)
	for _, s := range all {
		if !s.test {
			continue
		}
		for _, d := range s.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(f.Name.Name, "Fuzz") {
				continue
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					fuzzed[s.dir+"."+id.Name] = true
				}
				return true
			})
		}
	}
	parsers := 0
	for _, s := range all {
		if s.test || s.generated || strings.HasPrefix(s.dir, "internal/testkit") || strings.HasPrefix(s.dir, "bench") {
			continue
		}
		for _, d := range s.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !reading.MatchString(f.Name.Name) || f.Recv != nil && f.Name.Name == "Read" || !takesBytes(f) { // Read of a value fills bytes
				continue
			}
			parsers++
			name := s.dir + "." + f.Name.Name
			if !fuzzed[name] && trusted[name] == "" {
				t.Errorf("%s: %s reads bytes, and no fuzz test in %s calls it", s.set.Position(f.Pos()), f.Name.Name, path.Base(s.dir))
			}
		}
	}
	if parsers < 25 {
		t.Fatalf("only %d parsers were found: this test looks in the wrong place", parsers)
	}
}

// takesBytes reports whether a function is given bytes, or something to read them from.
func takesBytes(f *ast.FuncDecl) bool {
	for _, p := range f.Type.Params.List {
		switch x := p.Type.(type) {
		case *ast.ArrayType:
			if id, ok := x.Elt.(*ast.Ident); ok && x.Len == nil && id.Name == "byte" {
				return true
			}
		case *ast.SelectorExpr:
			if id, ok := x.X.(*ast.Ident); ok && id.Name == "io" && (x.Sel.Name == "Reader" || x.Sel.Name == "ReadSeeker") {
				return true
			}
		}
	}
	return false
}
