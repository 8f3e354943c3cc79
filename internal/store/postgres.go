package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/surety-mechanism/surety/internal/fault"
)

// What of a PostgreSQL server one process uses and needs.
const (
	mostConnections = 24     // of the hundred that a server has by itself
	idleConnections = 8      // that are kept open
	oldestServer    = 130000 // version 13; the tests run on 15
)

// OpenPostgres opens the PostgreSQL database that a connection string names: a URL
// (postgres://user@host/name) or words (host=… dbname=…). What it leaves out comes
// from the environment as with PostgreSQL's own programs: PGHOST, PGPASSWORD,
// PGPASSFILE, PGSERVICE. With create it makes the tables, and refuses a database
// that has any; without, it refuses one that holds no mechanism's.
func OpenPostgres(ctx context.Context, dsn string, create bool) (_ *Whole, err error) {
	defer fault.Wrap(&err, "opening the PostgreSQL database")
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, fault.New(fault.Invalid, "the connection string cannot be read: %w", err)
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "surety"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(mostConnections)
	db.SetMaxIdleConns(idleConnections)
	s := &Whole{&Store{write: db, read: db, lock: " FOR UPDATE", bulk: copied}}
	if err = s.suits(ctx, create); err == nil {
		err = s.migrate(ctx, goose.DialectPostgres, "migrations/postgres", goose.WithSessionLocker(oneAtATime{}))
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// WithoutPassword gives a connection string as it may be written down, and whether
// there was a password in it. What cannot be read for certain is refused.
func WithoutPassword(dsn string) (plain string, had bool, err error) {
	if !strings.HasPrefix(dsn, "postgres://") && !strings.HasPrefix(dsn, "postgresql://") {
		if strings.Contains(strings.ToLower(strings.ReplaceAll(dsn, " ", "")), "password=") {
			return "", true, fault.New(fault.Invalid, "a connection string of words is not written down with a password in it: leave it out and give it by PGPASSWORD or a passfile, or put the whole string into a file of your own and name it as file:PATH")
		}
		if _, err := pgx.ParseConfig(dsn); err != nil {
			return "", false, fault.New(fault.Invalid, "%q does not say where a record is kept: a connection string (postgres://user@host/name), or file:PATH of one: %w", dsn, err)
		}
		return dsn, false, nil
	}
	u, err := url.Parse(dsn)
	if err != nil { // its text would have the password in it
		return "", false, fault.New(fault.Invalid, "the connection string is no URL as postgres://user@host/name")
	}
	if _, had = u.User.Password(); had {
		u.User = url.User(u.User.Username())
	}
	q := u.Query()
	for _, secret := range []string{"password", "sslpassword"} {
		if q.Has(secret) {
			q.Del(secret)
			u.RawQuery, had = q.Encode(), true
		}
	}
	if _, err := pgx.ParseConfig(u.String()); err != nil {
		return "", had, fault.New(fault.Invalid, "the connection string cannot be read: %w", err)
	}
	return u.String(), had, nil
}

// suits asks whether a database can hold a mechanism's record, and whether it does.
func (s *Whole) suits(ctx context.Context, create bool) error {
	var version int
	var number, encoding, schema, commits string
	var standby, may bool
	err := s.read.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::int, current_setting('server_version'),
		current_setting('server_encoding'), coalesce(current_schema(), ''), current_setting('synchronous_commit'), pg_is_in_recovery(),
		has_database_privilege(current_database(), 'CREATE') AND has_schema_privilege('public', 'CREATE')`).
		Scan(&version, &number, &encoding, &schema, &commits, &standby, &may)
	switch {
	case err != nil:
		return told("asking the database server", err)
	case version < oldestServer:
		return fault.New(fault.Invalid, "the server is PostgreSQL %s; it takes version 13 or newer", number)
	case encoding != "UTF8":
		return fault.New(fault.Invalid, "the database keeps its texts as %s; make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0", encoding)
	case standby:
		return fault.New(fault.Unavailable, "the server is a standby, which takes no entries: name the one that leads (target_session_attrs=read-write finds it among several hosts)")
	case commits == "off":
		return fault.New(fault.Invalid, "the server answers before it has written (synchronous_commit = off): what was acknowledged could be lost with its power; turn it on")
	case schema != "public":
		return fault.New(fault.Invalid, "the mechanism's tables are in the schema public, and this user looks into %q first", schema)
	case !may:
		return fault.New(fault.Forbidden, "the user may not make tables in the database: give it a database of its own (CREATE DATABASE … OWNER …)")
	}
	return s.holds(ctx, create)
}

// holds tells a database that is empty, or that holds what a broken off beginning
// left, from one that holds a mechanism's record and from one that is somebody else's.
func (s *Whole) holds(ctx context.Context, create bool) error {
	there, err := collect(ctx, s.read, "looking what is in the database", func(scan func(...any) error) (name string, err error) {
		return name, scan(&name)
	}, "SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1")
	if err != nil {
		return err
	}
	if len(there) == 1 && there[0] == "goose_db_version" {
		there = nil // another process has just begun, or one broke off
	}
	ours := slices.Contains(there, "goose_db_version") && slices.Contains(there, "log_head")
	switch {
	case !create && len(there) == 0:
		return fault.New(fault.NotFound, "the database is empty: no mechanism's record is in it")
	case len(there) > 0 && !ours:
		return fault.New(fault.Conflict, "the database is not a mechanism's: it has the tables %s; a mechanism takes a database of its own", some(there))
	case !create || len(there) == 0:
		return nil
	}
	var entries, documents int64
	if err := s.read.QueryRowContext(ctx, "SELECT (SELECT COUNT(*) FROM entry), (SELECT COUNT(*) FROM document)").Scan(&entries, &documents); err != nil {
		return told("looking what is in the database", err)
	}
	if entries > 0 || documents > 0 {
		return fault.New(fault.Conflict, "the database is not empty: it holds the record of a mechanism, with %d entries; a new one takes a database of its own", entries)
	}
	return nil
}

// some names a few of many.
func some(names []string) string {
	const few = 5
	if len(names) > few {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
	}
	return strings.Join(names, ", ")
}

// Discard takes away everything that creating the database made, after what was to
// be kept in it could not be begun. It is for a database that this process created.
func (s *Whole) Discard(ctx context.Context) (err error) {
	if s.sqlite() {
		return fault.New(fault.Invalid, "a database file is thrown away with its folder")
	}
	defer fault.Wrap(&err, "clearing the database again")
	p, err := s.provider(goose.DialectPostgres, "migrations/postgres", goose.WithSessionLocker(oneAtATime{}))
	if err != nil {
		return err
	}
	if _, err := p.DownTo(ctx, 0); err != nil {
		return told("dropping the tables", err)
	}
	_, err = s.write.ExecContext(ctx, "DROP TABLE goose_db_version")
	return told("dropping the tables", err)
}

// oneAtATime has one process at a time change a PostgreSQL database's tables; the
// others wait.
type oneAtATime struct{}

const tablesLock = 0x7375726574790001 // "surety", 1

// SessionLock waits for the lock.
func (oneAtATime) SessionLock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(tablesLock))
	return err
}

// SessionUnlock gives it back.
func (oneAtATime) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", int64(tablesLock))
	return err
}

// postgresTold gives an error of PostgreSQL, or of the way there, its kind and words;
// nil where it is none that an operator can do something about.
func postgresTold(trying string, err error) error {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		switch {
		case said.Code == "28P01" || said.Code == "28000":
			return fault.New(fault.Forbidden, "%s: the database server does not take the user or the password (PGPASSWORD, a passfile, or a file: of the whole connection string gives it): %w", trying, err)
		case said.Code == "3D000":
			return fault.New(fault.NotFound, "%s: there is no such database on the server; make it first (CREATE DATABASE … OWNER …): %w", trying, err)
		case said.Code == "42501":
			return fault.New(fault.Forbidden, "%s: the user may not do this in the database; it has to own it: %w", trying, err)
		case said.Code == "25006":
			return fault.New(fault.Unavailable, "%s: the database takes no entries now, it can only be read: %w", trying, err)
		case said.Code == "53100":
			return fault.New(fault.Unavailable, "%s: the database server's disk is full; nothing was written: %w", trying, err)
		case strings.HasPrefix(said.Code, "53"), strings.HasPrefix(said.Code, "57P"), strings.HasPrefix(said.Code, "08"):
			return fault.New(fault.Unavailable, "%s: the database server does not take it now: %w", trying, err)
		case strings.HasPrefix(said.Code, "XX"), strings.HasPrefix(said.Code, "58"):
			return fault.New(fault.Corrupt, "%s: the database server finds its files damaged: %w", trying, err)
		}
		return nil
	}
	var unreached *pgconn.ConnectError
	if errors.As(err, &unreached) {
		return fault.New(fault.Unavailable, "%s: the database server does not answer; is it running, and is this where it listens? %w", trying, err)
	}
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err) || strings.Contains(err.Error(), "conn closed") {
		return fault.New(fault.Unavailable, "%s: the line to the database server broke: %w", trying, err)
	}
	return nil
}
