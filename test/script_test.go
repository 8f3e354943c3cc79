package test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/surety-mechanism/surety/internal/cli"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// In the scripts, and in the tests that start processes, this test binary is
// the program: it answers to the name of each command given here.
func TestMain(m *testing.M) {
	testscript.Main(stopping{m}, map[string]func(){
		"surety":      func() { os.Exit(cli.Run(onPostgres(os.Args[1:]), os.Stdin, os.Stdout, os.Stderr)) },
		"surety-load": func() { os.Exit(load(os.Args[1:])) },
	})
}

// stopping runs the tests and stops what they started.
type stopping struct{ m *testing.M }

// Run runs them and gives the exit status.
func (s stopping) Run() int { return testkit.Main(s.m) }

// TestScripts runs testdata/*.txtar. Beside testscript's own commands there are:
//
//	status N COMMAND…        runs a command, which has to end with exit status N
//	sentence                 the last command said exactly one line on standard error
//	pick NAME KIND [N]       sets $NAME to the id of the Nth (first) draft of a kind among
//	                         those that the last command listed
//	find NAME PATTERN        sets $NAME to what the pattern's group matches in the last output
//	drafts DIR FILE LIST     puts an article on the desk with the drafts in LIST (drafts_test.go)
//	database NAME            sets $NAME to the connection string of a new PostgreSQL database, and
//	                         $NAME_URL to a URL of it with a password (postgres_test.go)
//	digest FILE…             prints the digest of files, to compare
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	run(t, scripts)
}

// run runs scripts, with more in their environment.
func run(t *testing.T, scripts []string, more ...string) {
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, more...)
			env.Setenv("SURETY_GUARD", filepath.Join(env.WorkDir, "guard"))
			env.Setenv("SURETY_AS", "Amina Rahel")
			second, err := filepath.Abs("../ledger/testdata/second/second.py")
			if err != nil {
				return err
			}
			env.Setenv("SECOND", second)
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			text := charter(env.T().(testing.TB))
			before := bytes.Replace(text, []byte("\nmode: running\n"), []byte("\nmode: register_only\n"), 1)
			return errors.Join(os.WriteFile(filepath.Join(env.WorkDir, testCharter), text, 0o600),
				os.WriteFile(filepath.Join(env.WorkDir, "register-only.yaml"), before, 0o600))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":   status,
			"sentence": sentence,
			"pick":     pick,
			"find":     find,
			"drafts":   drafts,
			"await":    await,
			"database": database,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, errors.New("unknown condition " + name)
		},
	})
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s: exit status %d, not %d", strings.Join(args[1:], " "), got, want)
	}
}

// await runs a command until it succeeds: what runs beside it takes its time.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: await COMMAND…")
	}
	for range 300 {
		if ts.Exec(args[0], args[1:]...) == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("%s: it never succeeded", strings.Join(args, " "))
}

func sentence(ts *testscript.TestScript, neg bool, args []string) {
	said := ts.ReadFile("stderr")
	if neg || len(args) > 0 {
		ts.Fatalf("usage: sentence")
	}
	if !strings.HasPrefix(said, "surety: ") || strings.Count(said, "\n") != 1 || !strings.HasSuffix(said, "\n") {
		ts.Fatalf("standard error is not one sentence:\n%s", said)
	}
}

func pick(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pick NAME KIND [N]")
	}
	n := 1
	if len(args) > 2 {
		n, _ = strconv.Atoi(args[2])
	}
	for _, line := range strings.Split(ts.ReadFile("stdout"), "\n") {
		columns := strings.Split(line, "\t")
		if len(columns) < 3 || columns[2] != args[1] {
			continue
		}
		if n--; n == 0 {
			ts.Setenv(args[0], columns[0])
			return
		}
	}
	ts.Fatalf("no such draft of kind %s was listed", args[1])
}

func find(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: find NAME PATTERN")
	}
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(found) < 2 {
		ts.Fatalf("%q is not in the output", args[1])
	}
	ts.Setenv(args[0], found[1])
}
