package house

import (
	"go/ast"
	"go/token"
	"testing"
)

// TestDocumented: every package says what it is for, and everything exported
// says what it takes and gives.
func TestDocumented(t *testing.T) {
	packages := map[string]bool{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		packages[s.dir] = packages[s.dir] || s.Doc != nil
		if s.generated || s.Name.Name == "main" {
			continue
		}
		for _, d := range s.Decls {
			undocumented(s, d, t)
		}
	}
	for dir, documented := range packages {
		if !documented {
			t.Errorf("the package in %s has no comment that says what it is for", dir)
		}
	}
}

// undocumented reports the exported names of a declaration that have no comment.
func undocumented(s source, d ast.Decl, t *testing.T) {
	missing := func(name *ast.Ident) {
		if name.IsExported() {
			t.Errorf("%s: %s is exported and has no comment", s.set.Position(name.Pos()), name.Name)
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && (d.Recv == nil || exportedReceiver(d.Recv)) {
			missing(d.Name)
		}
	case *ast.GenDecl:
		if d.Tok == token.IMPORT {
			return
		}
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if d.Doc == nil && spec.Doc == nil {
					missing(spec.Name)
				}
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
						missing(name)
					}
				}
			}
		}
	}
}

func exportedReceiver(l *ast.FieldList) bool {
	if len(l.List) != 1 {
		return false
	}
	x := l.List[0].Type
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	if index, ok := x.(*ast.IndexExpr); ok {
		x = index.X
	}
	name, ok := x.(*ast.Ident)
	return ok && name.IsExported()
}
