package house

import (
	"go/ast"
	"testing"
)

// TestDoors: every page that is registered has a door in the table, so that a new
// one without a rule is found here, and not by whoever starts the program.
func TestDoors(t *testing.T) {
	registered, ruled := map[string]bool{}, map[string]bool{}
	for _, s := range sources(t) {
		if s.dir != "internal/web" || s.test {
			continue
		}
		ast.Inspect(s.File, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "page" && len(n.Args) == 2 {
					registered[written(n.Args[0])] = true
				}
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "HandleFunc" || sel.Sel.Name == "Handle") && len(n.Args) == 2 {
					if pattern := written(n.Args[0]); pattern != "pattern" { // page's own
						registered[pattern] = true
					}
				}
			case *ast.ValueSpec:
				if len(n.Names) == 1 && n.Names[0].Name == "doors" {
					for _, e := range n.Values[0].(*ast.CompositeLit).Elts {
						ruled[written(e.(*ast.KeyValueExpr).Key)] = true
					}
				}
			}
			return true
		})
	}
	if len(registered) < 30 {
		t.Fatalf("only %d pages were found: this test looks in the wrong place", len(registered))
	}
	for p := range registered {
		if !ruled[p] {
			t.Errorf("the page %s has no door: say in internal/web/doors.go who comes in", p)
		}
	}
	for p := range ruled {
		if !registered[p] {
			t.Errorf("internal/web/doors.go has a door for %s, and there is no such page", p)
		}
	}
}

// written gives a pattern as it stands in the source.
func written(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Value
	case *ast.BinaryExpr:
		return written(e.X) + e.Op.String() + written(e.Y)
	}
	return expression(e)
}
