package house

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// judging are the packages in which a number about a party could be made up.
var judging = []string{"record", "charter", "undertaking", "casework", "incident", "assess", "register", "access", "publish", "deadline",
	"internal/desk", "internal/store", "internal/survey", "internal/api", "internal/web", "internal/app"}

// verdicts are words for a number that would be read as a verdict on a party.
var verdicts = regexp.MustCompile(`(?i)score|ranking|composite|leaguetable|average|cooperationindex|complianceindex|trustindex`)

// TestNoVerdict: nothing is scored, ranked, merged or averaged, by whatever name,
// and no function makes a number of grades.
func TestNoVerdict(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || s.generated || !slices.Contains(judging, s.dir) {
			continue
		}
		ast.Inspect(s.File, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if verdicts.MatchString(n.Name) {
					t.Errorf("%s: %s would be read as a verdict", s.set.Position(n.Pos()), n.Name)
				}
			case *ast.FuncDecl:
				if takesGrades(n) && givesNumber(n) {
					t.Errorf("%s: %s makes a number of grades", s.set.Position(n.Pos()), n.Name.Name)
				}
			}
			return true
		})
	}
}

func takesGrades(f *ast.FuncDecl) bool {
	fields := slices.Clone(f.Type.Params.List)
	if f.Recv != nil {
		fields = append(fields, f.Recv.List...)
	}
	return slices.ContainsFunc(fields, func(p *ast.Field) bool { return names(p.Type, "Grade") })
}

func givesNumber(f *ast.FuncDecl) bool {
	if f.Type.Results == nil {
		return false
	}
	return slices.ContainsFunc(f.Type.Results.List, func(p *ast.Field) bool {
		return names(p.Type, "int") || names(p.Type, "float64") || names(p.Type, "float32") || names(p.Type, "int64")
	})
}

// names reports whether a type is, or is made of, one whose name begins so.
func names(x ast.Expr, name string) (found bool) {
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, name) {
			found = true
		}
		return !found
	})
	return found
}
