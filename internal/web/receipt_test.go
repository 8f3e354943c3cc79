package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var verb = regexp.MustCompile(`%[a-z]`)

// The page's English is `surety verify`'s: every sentence that package ledger can
// say of one file is there, word for word.
func TestVerifierSaysWhatVerifySays(t *testing.T) {
	said := map[string]bool{}
	for _, name := range []string{"report.go", "verify.go", "verifyfile.go", "overlap.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), "../../ledger/"+name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			if f, ok := call.Fun.(*ast.Ident); ok && f.Name == "say" {
				code, format := literal(call.Args[0]), literal(call.Args[1])
				said[code] = true
				next := 'a' - 1
				want := verb.ReplaceAllStringFunc(format, func(string) string {
					next++
					if n, ok := call.Args[2+next-'a'].(*ast.CallExpr); ok && counts(n) {
						return "{" + string(next) + "} entries" // a number brings its noun
					}
					return "{" + string(next) + "}"
				})
				if got := tongues()[0].messages["say."+code].text; got != want {
					t.Errorf("say.%s is %q; surety verify says %q", code, got, want)
				}
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "fail" {
				code := literal(call.Args[0])
				if !slices.ContainsFunc(failures, func(f struct{ Code, Means string }) bool { return f.Code == code }) {
					t.Errorf("%s: the failure %q has no words", name, code)
				}
			}
			return true
		})
	}
	for _, code := range verdictSentences {
		if !said[code] {
			t.Errorf("nobody says %q", code)
		}
	}
	if len(said) != len(verdictSentences) {
		t.Errorf("the ledger says %d sentences, the page knows %d", len(said), len(verdictSentences))
	}
	for _, p := range tongues()[0].phrases() {
		if strings.HasPrefix(p.Text, "[") {
			t.Errorf("%s has no text", p.Code)
		}
	}
}

// counts reports whether a call makes a number of entries.
func counts(c *ast.CallExpr) bool {
	f, ok := c.Fun.(*ast.Ident)
	return ok && f.Name == "entries"
}

func literal(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok {
		s, _ := strconv.Unquote(l.Value)
		return s
	}
	return ""
}
