package app

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// A register that another version of the program made is made again when the
// mechanism is opened, whatever stands in its tables.
func TestFoldAgain(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	o := Options{Guard: filepath.Join(dir, "guard")}
	m, err := Peopled(ctx, filepath.Join(dir, "m"), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	do := func(statement string, into ...any) {
		t.Helper()
		db, err := sql.Open("sqlite", filepath.Join(dir, "m", databaseFile))
		if err != nil {
			t.Fatal(err)
		}
		if len(into) > 0 {
			err = db.QueryRow(statement).Scan(into...)
		} else {
			_, err = db.Exec(statement)
		}
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	do("DROP TABLE object_ref; CREATE TABLE object_ref (a TEXT, b TEXT); DELETE FROM label; UPDATE register_made SET version = version - 1")
	for range 2 { // the second time it is as it should be
		if m, err = Open(ctx, filepath.Join(dir, "m"), o); err != nil {
			t.Fatal(err)
		}
		adopted, err := m.Store.Items(ctx, register.Viewer{}, record.KindCharterAdopted, register.Page{Limit: 2})
		if err != nil || len(adopted) != 1 {
			t.Errorf("%d charters are found: %v", len(adopted), err)
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// Where two say that they made it, nobody knows who did.
	do("INSERT INTO register_made (version) SELECT version + 1 FROM register_made")
	if m, err = Open(ctx, filepath.Join(dir, "m"), o); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	var n int
	if do("SELECT COUNT(*) FROM register_made", &n); n != 1 {
		t.Errorf("%d made it", n)
	}
}
