package house

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// restricted are the tables whose rows are for some readers and not for others.
var restricted = regexp.MustCompile(`(?i)\b(FROM|JOIN)\s+(object|object_ref|label|wording|document|draft|entry|audience_key|conflict)\b`)

// TestRightsInQueries: whoever asks the store what is for some readers alone has
// a viewer's rights in the query. Only Whole and a transaction of the writer, which
// nothing that shows can get at, ask without.
func TestRightsInQueries(t *testing.T) {
	asked := 0
	for _, s := range sources(t) {
		if s.dir != "internal/store" || s.test {
			continue
		}
		for _, d := range s.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !mentions(f.Body, restricted) {
				continue
			}
			switch receiver(f) {
			case "Whole", "tx", "reload": // which Whole alone begins
			case "Store":
				asked++
				if !withViewer(f) {
					t.Errorf("%s: %s asks for what not everyone may read, without a viewer's rights", s.set.Position(f.Pos()), f.Name.Name)
				}
			case "seen": // the rights themselves
			default:
				// A helper: it has to be told by its caller for whom, or be called by Whole and tx alone.
				if !slices.Contains(append(searches, helpers...), f.Name.Name) {
					t.Errorf("%s: %s asks for what not everyone may read; make it a method, so that it can be seen for whom", s.set.Position(f.Pos()), f.Name.Name)
				}
			}
		}
	}
	if asked < 8 {
		t.Fatalf("only %d queries for viewers were found: this test looks in the wrong place", asked)
	}
}

// helpers are functions with such a query that Whole and tx share; the next test
// sees to it that Store calls none of them.
var helpers = []string{"rows", "half", "document", "drafts", "audienceKey", "epochs"}

// searches write what Find and the lists, which have a viewer, ask of audiences that
// are the viewer's, and whether anything waits to be found, which says nothing of it.
var searches = []string{"lastFound", "unfound", "withWords", "withoutWords", "nearest", "others", "ofLabel", "labelled", "howOften"}

// TestHelpersOfTheWriter: what Whole and tx share is not called by Store.
func TestHelpersOfTheWriter(t *testing.T) {
	for _, s := range sources(t) {
		if s.dir != "internal/store" || s.test {
			continue
		}
		for _, d := range s.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || receiver(f) != "Store" {
				continue
			}
			ast.Inspect(f.Body, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				if id, ok := call.Fun.(*ast.Ident); ok && slices.Contains(helpers, id.Name) {
					t.Errorf("%s: %s reads without a viewer's rights through %s", s.set.Position(call.Pos()), f.Name.Name, id.Name)
				}
				return true
			})
		}
	}
}

// TestWholeStaysInside: nothing that shows holds the database without rights.
func TestWholeStaysInside(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.dir == "internal/store" || s.dir == "internal/app" || s.dir == "bench" {
			continue
		}
		ast.Inspect(s.File, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "store" && slices.Contains([]string{"Whole", "OpenSQLite", "OpenPostgres"}, sel.Sel.Name) {
				t.Errorf("%s: store.%s is for internal/app alone", s.set.Position(sel.Pos()), sel.Sel.Name)
			}
			return true
		})
	}
	for _, s := range sources(t) {
		if s.dir != "internal/app" || s.test {
			continue
		}
		for _, d := range s.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || !f.Name.IsExported() || f.Type.Results == nil {
				continue
			}
			for _, r := range f.Type.Results.List {
				if strings.Contains(expression(r.Type), "store.Whole") {
					t.Errorf("%s: %s hands the database without rights on", s.set.Position(f.Pos()), f.Name.Name)
				}
			}
		}
	}
}

// withViewer reports whether a function takes a register.Viewer and asks its
// rights with by or at.
func withViewer(f *ast.FuncDecl) bool {
	name := ""
	for _, p := range f.Type.Params.List {
		if expression(p.Type) == "register.Viewer" && len(p.Names) == 1 {
			name = p.Names[0].Name
		}
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		id, ok := call.Fun.(*ast.Ident)
		if ok && (id.Name == "by" || id.Name == "at") && len(call.Args) > 0 && expression(call.Args[0]) == name {
			found = true
		}
		return true
	})
	return name != "" && found
}

func mentions(body ast.Node, pattern *regexp.Regexp) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil && pattern.MatchString(text) {
				found = true
			}
		}
		return true
	})
	return found
}

func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	return strings.TrimPrefix(expression(f.Recv.List[0].Type), "*")
}

// expression writes a simple expression: a name, a selector, a pointer.
func expression(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return expression(e.X) + "." + e.Sel.Name
	case *ast.StarExpr:
		return "*" + expression(e.X)
	}
	return ""
}
