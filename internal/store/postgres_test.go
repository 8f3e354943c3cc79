package store_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// TestOpenPostgres: what is wrong with a database is told in words that an operator
// can act on, and a database that is not a mechanism's is left as it was.
func TestOpenPostgres(t *testing.T) {
	const ok fault.Kind = ""
	within := func(dsn, setting string) string { return dsn + " options='-c " + setting + "'" }
	for name, c := range map[string]struct {
		before string // done in the database first; "made" makes a mechanism's tables
		dsn    func(string) string
		create bool
		want   fault.Kind
		says   string
	}{
		"empty, to be made":            {"", nil, true, ok, ""},
		"made, and opened":             {"made", nil, false, ok, ""},
		"made, and nothing in it":      {"made", nil, true, ok, ""},
		"empty, to be opened":          {"", nil, false, fault.NotFound, "is empty"},
		"somebody else's":              {"CREATE TABLE wages (a int)", nil, true, fault.Conflict, "wages"},
		"somebody else's, to be open":  {"CREATE TABLE wages (a int)", nil, false, fault.Conflict, "not a mechanism's"},
		"another's, in another schema": {"CREATE SCHEMA own CREATE TABLE wages (a int)", nil, true, fault.Conflict, "wages"},
		"used": {"made INSERT INTO document VALUES ('d', '', 1, '', '', '', '', '', '', '', '', '')", nil, true, fault.Conflict,
			"holds the record of a mechanism"},
		"of a newer program": {"made INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, true)", nil, false, fault.Invalid, "version 9000"},
		"not there": {"", func(s string) string { return strings.Replace(s, "dbname=", "dbname=not", 1) }, false, fault.NotFound,
			"no such database"},
		"no server": {"", func(string) string { return "host=127.0.0.1 port=1 user=surety dbname=surety" }, false, fault.Unavailable,
			"does not answer"},
		"no user":             {"", func(s string) string { return strings.Replace(s, "user=surety", "user=nobody", 1) }, false, fault.Forbidden, "user"},
		"may make nothing":    {"role", func(s string) string { return strings.Replace(s, "user=surety", "user=guest", 1) }, true, fault.Forbidden, "may not make tables"},
		"answers too early":   {"", func(s string) string { return within(s, "synchronous_commit=off") }, true, fault.Invalid, "synchronous_commit"},
		"looks elsewhere":     {"CREATE SCHEMA own", func(s string) string { return within(s, "search_path=own") }, true, fault.Invalid, `"own"`},
		"only to read":        {"", func(s string) string { return within(s, "default_transaction_read_only=on") }, true, fault.Unavailable, "only be read"},
		"no string":           {"", func(string) string { return "somewhere" }, true, fault.Invalid, "cannot be read"},
		"a password not told": {"", func(string) string { return "postgres://u:hunter2@h:notaport/d" }, true, fault.Invalid, "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, dsn := t.Context(), testkit.Postgres(t)
			run := func(statement string) {
				db, err := sql.Open("pgx", dsn)
				if err != nil {
					t.Fatal(err)
				}
				defer db.Close()
				if _, err := db.ExecContext(ctx, statement); err != nil {
					t.Fatal(err)
				}
			}
			after, made := strings.CutPrefix(c.before, "made")
			if made {
				s, err := store.OpenPostgres(ctx, dsn, true)
				if err != nil {
					t.Fatal(err)
				}
				s.Close()
			}
			if after == "role" {
				after = "CREATE ROLE guest LOGIN"
			}
			if after != "" {
				run(after)
			}
			before := tables(t, dsn)
			to := dsn
			if c.dsn != nil {
				to = c.dsn(dsn)
			}
			s, err := store.OpenPostgres(ctx, to, c.create)
			if err == nil {
				s.Close()
			}
			if c.want == ok && err != nil || c.want != ok && !fault.Is(err, c.want) {
				t.Fatalf("want kind %q, got %v (%v)", c.want, err, fault.KindOf(err))
			}
			if err == nil {
				return
			}
			if !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("it says: %v", err)
			}
			if after := tables(t, dsn); after != before {
				t.Errorf("it was refused and has the tables %s, before %s", after, before)
			}
		})
	}
}

// tables names what is in a database.
func tables(t *testing.T, dsn string) (names string) {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(context.Background(),
		"SELECT coalesce(string_agg(tablename, ' ' ORDER BY 1), '') FROM pg_tables WHERE schemaname = 'public'").Scan(&names); err != nil {
		t.Fatal(err)
	}
	return names
}

// TestDiscard: what creating a database made can be taken away, and be made again.
func TestDiscard(t *testing.T) {
	dsn := testkit.Postgres(t)
	for range 2 {
		s, err := store.OpenPostgres(t.Context(), dsn, true)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Discard(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.Close()
		if left := tables(t, dsn); left != "" {
			t.Errorf("left: %s", left)
		}
	}
}

// TestManyMakeTables: processes that open a new database at once do not fail for
// each other's sake.
func TestManyMakeTables(t *testing.T) {
	dsn := testkit.Postgres(t)
	done := make(chan error)
	for range 4 {
		go func() {
			s, err := store.OpenPostgres(context.Background(), dsn, true)
			if err == nil {
				err = s.Close()
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// TestServerGone: a server that ends the connection is told as not answering, and
// the next transaction finds another connection.
func TestServerGone(t *testing.T) {
	ctx, dsn := t.Context(), testkit.Postgres(t)
	s, err := store.OpenPostgres(ctx, dsn, true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = s.Update(ctx, nothing(func() {
		if _, err := other.ExecContext(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'surety' AND datname = current_database()"); err != nil {
			t.Error(err)
		}
	}))
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("its connection was ended: %v", err)
	}
	if _, err := s.Update(ctx, nothing(func() {})); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestWithoutPassword(t *testing.T) {
	for _, c := range []struct {
		dsn, plain string
		had, fails bool
	}{
		{"postgres://u@h/d", "postgres://u@h/d", false, false},
		{"postgres:///d?host=/run/postgresql", "postgres:///d?host=/run/postgresql", false, false},
		{"postgres://u:secret@h/d?sslmode=verify-full", "postgres://u@h/d?sslmode=verify-full", true, false},
		{"postgresql://u@h/d?password=secret&sslmode=disable", "postgresql://u@h/d?sslmode=disable", true, false},
		{"host=h user=u dbname=d", "host=h user=u dbname=d", false, false},
		{"host=h user=u PASSWORD = 'secret'", "", true, true},
		{"surety.db", "", false, true},
		{"", "", false, false},
		{"postgres://u:secret@h:port/d", "", false, true},
	} {
		plain, had, err := store.WithoutPassword(c.dsn)
		if plain != c.plain || had != c.had || (err != nil) != c.fails {
			t.Errorf("%q: %q, %v, %v", c.dsn, plain, had, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the password is told: %v", c.dsn, err)
		}
	}
}

// nothing is a step that asks the log's size, and then does something else.
func nothing(then func()) func(desk.Tx) error {
	return func(tx desk.Tx) error {
		then()
		_, err := tx.Rows(0, 1)
		return err
	}
}
