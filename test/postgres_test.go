package test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/surety-mechanism/surety/internal/testkit"
)

// testServer names the environment's variable with a database of a server in which
// every mechanism of a script gets a database of its own.
const testServer = "SURETY_TEST_SERVER"

// TestScriptsOnPostgres runs the scripts once more, with the record of every
// mechanism in a PostgreSQL database: the commands say and do the same. A few of
// them in an ordinary run, all in a long one.
func TestScriptsOnPostgres(t *testing.T) {
	server := testkit.Postgres(t)
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	scripts = slices.DeleteFunc(scripts, func(file string) bool {
		_, not := onlyInFolder[strings.TrimSuffix(filepath.Base(file), ".txtar")]
		return not
	})
	if !testkit.Torture() {
		testkit.Random(t).Shuffle(len(scripts), func(i, j int) { scripts[i], scripts[j] = scripts[j], scripts[i] })
		scripts = append(scripts[:3:3], "testdata/backup.txtar")
		slices.Sort(scripts)
		scripts = slices.Compact(scripts)
	}
	run(t, scripts, testServer+"="+server)
}

// TestPostgres runs the scripts that are about a record on a server.
func TestPostgres(t *testing.T) {
	scripts, err := filepath.Glob("testdata/postgres/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	run(t, scripts, "SURETY_TEST_DATABASES="+testkit.Postgres(t))
}

// onlyInFolder are the scripts that copy or move a data folder with the record in it.
var onlyInFolder = map[string]string{
	"succeed":   "it brings an old copy of the folder back",
	"splitview": "the operator keeps two copies of the folder",
	"restored":  "it brings an old copy of the folder back",
	"guard":     "it brings an old copy of the folder back",
	"init":      "it looks for the file",
}

// onPostgres names a new database to commands that make a mechanism, where the
// script runs on a server.
func onPostgres(args []string) []string {
	server := os.Getenv(testServer)
	makes := len(args) > 0 && slices.Contains([]string{"init", "succeed", "restore", "demo"}, args[0])
	if server == "" || !makes || slices.Contains(args, "--drill") || slices.Contains(args, "--database") {
		return args
	}
	dsn, err := newDatabase(server)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	return append(slices.Clone(args), "--database", dsn)
}

// newDatabase makes a database beside the one that a connection string of words
// names, and gives its own.
func newDatabase(server string) (dsn string, err error) {
	name := fmt.Sprintf("script%d_%d", os.Getpid(), time.Now().UnixNano())
	db, err := sql.Open("pgx", server)
	if err == nil {
		_, err = db.Exec("CREATE DATABASE " + name)
	}
	if err != nil {
		return "", fmt.Errorf("making a database: %w", err)
	}
	words := strings.Fields(server)
	for i, w := range words {
		if strings.HasPrefix(w, "dbname=") {
			words[i] = "dbname=" + name
		}
	}
	return strings.Join(words, " "), db.Close()
}

// database is the script's command of that name.
func database(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: database NAME")
	}
	dsn, err := newDatabase(ts.Getenv("SURETY_TEST_DATABASES"))
	ts.Check(err)
	ts.Setenv(args[0], dsn)
	said := map[string]string{}
	for _, w := range strings.Fields(dsn) {
		name, value, _ := strings.Cut(w, "=")
		said[name] = value
	}
	ts.Setenv(args[0]+"_URL", fmt.Sprintf("postgres://%s:hunter2@/%s?host=%s&sslmode=disable", said["user"], said["dbname"], said["host"]))
}
