package house

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// rooms says how far in each folder stands, and with it the folders below it
// unless they are named too. A package imports what stands further in, or beside
// it in the same ring where that list says so.
var rooms = []struct {
	dir    string
	ring   int
	beside []string // of the same ring
}{
	{"place", 0, nil},
	{"calendar", 0, nil},
	{"lang", 0, nil},
	{"internal/fault", 0, nil},
	{"charters", 0, nil}, // files to start from; they know no package

	{"record", 1, nil},
	{"charter", 1, []string{"record"}},
	{"ledger", 1, nil},
	{"reading", 1, []string{"reading"}},
	{"deadline", 1, []string{"record"}},
	{"undertaking", 1, []string{"record", "charter", "deadline"}},
	{"incident", 1, []string{"record", "charter"}},
	{"assess", 1, []string{"record", "charter"}},
	{"access", 1, []string{"record", "charter"}},
	{"casework", 1, []string{"record", "charter", "access", "deadline", "undertaking", "incident"}},
	{"register", 1, []string{"record", "charter", "deadline", "undertaking", "incident", "casework", "access"}},

	{"internal/durable", 2, nil},
	{"internal/backup", 2, []string{"internal/durable"}},
	{"internal/anchor", 2, nil},
	{"internal/desk", 2, nil},
	{"internal/intake", 2, []string{"internal/desk", "internal/durable"}},
	{"internal/schema", 2, nil},
	{"internal/redact", 2, nil},
	{"internal/identity", 2, []string{"internal/durable"}},
	{"internal/session", 2, []string{"internal/desk"}},
	{"internal/secondreader", 2, nil},
	{"internal/refused", 2, nil},
	{"internal/verifier", 2, nil},
	{"internal/keys", 2, []string{"internal/durable"}},
	{"internal/publisher", 2, nil},
	{"internal/survey", 2, nil},
	{"internal/webhook", 2, nil},
	{"publish", 2, nil},

	{"internal/store", 3, nil},

	{"internal/api", 4, nil},
	{"internal/web", 4, nil},
	{"internal/cli", 5, []string{"internal/app"}},
	{"internal/app", 5, nil},
	{"internal/testkit", 5, nil},
	{"internal/house", 5, nil},
	{"internal/testkit/demo", 6, nil},                                  // the exercise in a browser
	{"internal/web/screenshots", 6, []string{"internal/testkit/demo"}}, // a program that looks at the pages
	{"cmd", 6, nil},
	{"bench", 6, []string{"internal/testkit/demo"}},
	{"test", 6, nil},
}

// room finds the longest folder of rooms that holds dir.
func room(dir string) int {
	best := -1
	for i, r := range rooms {
		if (dir == r.dir || strings.HasPrefix(dir, r.dir+"/")) && (best < 0 || len(r.dir) > len(rooms[best].dir)) {
			best = i
		}
	}
	return best
}

// TestRings: nothing imports what stands further out, or beside it unasked.
func TestRings(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue // a test may look from anywhere
		}
		at := room(s.dir)
		if at < 0 {
			t.Errorf("%s: no room is named for the folder %s", s.file, s.dir)
			continue
		}
		own, _ := s.imports()
		for _, p := range own {
			to := room(p)
			switch {
			case to < 0:
				t.Errorf("%s imports %s, which has no room", s.file, p)
			case to == at, rooms[to].ring < rooms[at].ring, slices.Contains(rooms[at].beside, rooms[to].dir):
			default:
				t.Errorf("%s (ring %d) must not import %s (ring %d)", s.file, rooms[at].ring, p, rooms[to].ring)
			}
		}
	}
}

// TestPure: the domain packages touch no file, network or clock. Time is an
// argument, randomness an io.Reader. The ledger's witness is the exception that
// its storage and its peers need.
func TestPure(t *testing.T) {
	barred := []string{"os", "net", "database/sql", "log", "os/exec", "io/ioutil", "math/rand", "math/rand/v2"}
	clock := []string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker", "AfterFunc"}
	for _, s := range sources(t) {
		if at := room(s.dir); s.test || at < 0 || rooms[at].ring > 1 || strings.HasPrefix(s.dir, "ledger/") {
			continue
		}
		_, other := s.imports()
		for _, p := range other {
			if slices.Contains(barred, p) || strings.HasPrefix(p, "net/http") || strings.HasPrefix(p, "log/") {
				t.Errorf("%s imports %s", s.file, p)
			}
		}
		ast.Inspect(s.File, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && slices.Contains(clock, sel.Sel.Name) {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
					t.Errorf("%s: time.%s asks the clock", s.set.Position(sel.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	}
}

// TestSQL: only the store talks to a database.
func TestSQL(t *testing.T) {
	for _, s := range sources(t) {
		_, other := s.imports()
		if slices.Contains(other, "database/sql") && !s.test && s.dir != "internal/store" && s.dir != "internal/testkit" && room(s.dir) >= 0 && rooms[room(s.dir)].dir != "bench" {
			t.Errorf("%s imports database/sql", s.file)
		}
	}
}
