package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/surety-mechanism/surety"

// source is one Go file of the project.
type source struct {
	file      string // path from the root, with slashes
	dir       string // its package's folder, "." for the root
	test      bool
	generated bool
	lines     int
	set       *token.FileSet
	*ast.File
}

// sources parses every Go file of the module. Modules inside it have rules of
// their own.
func sources(t *testing.T) (all []source) {
	t.Helper()
	const root = "../.."
	err := filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := e.Name()
		if e.IsDir() {
			nested, _ := filepath.Glob(filepath.Join(file, "go.mod"))
			if file != root && (name == "testdata" || name == "node_modules" || name == "build" || strings.HasPrefix(name, ".") || len(nested) > 0) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		all = append(all, source{file: rel, dir: path.Dir(rel), test: strings.HasSuffix(name, "_test.go"),
			generated: ast.IsGenerated(f), lines: set.File(f.Pos()).LineCount(), set: set, File: f})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Fatalf("only %d files were found", len(all))
	}
	return all
}

// imports gives what a file imports: own packages by their folder, the others
// by their path.
func (s source) imports() (own, other []string) {
	for _, spec := range s.Imports {
		p := strings.Trim(spec.Path.Value, `"`)
		if mine, ok := strings.CutPrefix(p, module+"/"); ok {
			own = append(own, mine)
		} else {
			other = append(other, p)
		}
	}
	return own, other
}
