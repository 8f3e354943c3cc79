package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
)

var _ desk.Reloader = (*Whole)(nil)

// registerFile declares the register's tables.
const registerFile = "00005_register.sql"

// registerTables are the tables that a reload fills, in the order in which they
// are declared.
var registerTables = []string{"object", "object_seat", "object_ref"}

// Reload puts other rows in place of the register's; desk.Reloader says how.
//
// Tables are filled without their indexes, which are made at the end: that takes
// a third of the time. On SQLite whoever reads keeps what was there when they
// began; on PostgreSQL the new tables are filled beside the old ones, which are
// dropped at the end, so that nobody waits until then.
func (s *Whole) Reload(ctx context.Context, made func(desk.Log) iter.Seq2[desk.Made, error]) (err error) {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return told("beginning to write", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if s.read != s.write {
		// Pages that are filled bit by bit stay in memory until they are full.
		if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA cache_size = -%d", reloadCache)); err != nil {
			return told("making room for the register", err)
		}
		defer func() {
			_, small := conn.ExecContext(ctx, "PRAGMA cache_size = -2000") // as SQLite begins
			err = errors.Join(err, small)
		}()
	}
	begun, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return told("beginning to write", err)
	}
	defer func() {
		if err != nil {
			if undo := begun.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
				err = errors.Join(err, undo)
			}
		}
	}()
	var n int64
	if err := begun.QueryRowContext(ctx, "SELECT size FROM log_head WHERE one = 1"+s.lock).Scan(&n); err != nil {
		return told("taking the log's head", err)
	}
	r := &reload{ctx: ctx, tx: begun, conn: conn, bulk: s.bulk}
	if err := r.begin(s.read != s.write); err != nil {
		return err
	}
	for one, err := range made(logOf{ctx, begun}) {
		if err == nil {
			err = r.add(one)
		}
		if err != nil {
			return err
		}
	}
	if err := r.end(s.read != s.write); err != nil {
		return err
	}
	return told("committing", begun.Commit())
}

// logOf is the log as a transaction has it.
type logOf struct {
	ctx context.Context
	q   querier
}

// Size gives the number of entries.
func (l logOf) Size() (int64, error) { return size(l.ctx, l.q) }

// Rows gives entries [from, to).
func (l logOf) Rows(from, to int64) ([]desk.Row, error) { return rows(l.ctx, l.q, from, to) }

// OldAudienceKey gives an audience's key of one epoch.
func (l logOf) OldAudienceKey(audience string, epoch int) ([]byte, error) {
	return audienceKey(l.ctx, l.q, audience, epoch)
}

// reload is one under way.
type reload struct {
	ctx     context.Context
	tx      *sql.Tx
	conn    *sql.Conn
	bulk    func(*reload, *batch) error
	indexes []string // to be made at the end

	objects, seats, refs batch
}

// batch is rows of one table that wait to be written together.
type batch struct {
	table   string
	columns int
	args    []any
	stmt    *sql.Stmt // of most rows; nil until it is needed
}

// bulkRows is how many rows are written together.
const bulkRows = 500

// reloadCache is how many kilobytes of SQLite's pages a reload keeps in memory.
const reloadCache = 64 << 10

// beside is the schema in which PostgreSQL's new tables are filled.
const beside = "reload"

// begin makes the new, empty tables.
func (r *reload) begin(sqlite bool) error {
	tables, indexes, err := registerStatements(sqlite)
	if err != nil {
		return err
	}
	r.indexes = indexes
	r.objects = batch{table: "object (id, idx, kind, stands, state, content)", columns: 6}
	r.seats = batch{table: "object_seat (object, seat)", columns: 2}
	r.refs = batch{table: "object_ref (object, role, target)", columns: 3}
	var first []string
	if sqlite {
		for _, t := range registerTables {
			first = append(first, "DROP TABLE "+t)
		}
	} else {
		first = append(first, "CREATE SCHEMA "+beside, "SET LOCAL search_path = "+beside+", public")
	}
	return r.exec("making the register's tables", append(first, tables...)...)
}

// end makes the indexes and puts the tables in their place.
func (r *reload) end(sqlite bool) error {
	for _, b := range []*batch{&r.objects, &r.seats, &r.refs} {
		if err := r.write(b); err != nil {
			return err
		}
		if b.stmt != nil {
			if err := b.stmt.Close(); err != nil {
				return told("writing the register", err)
			}
		}
	}
	if err := r.exec("making the register's indexes", r.indexes...); err != nil || sqlite {
		return err
	}
	var last []string
	for _, t := range registerTables {
		last = append(last, "DROP TABLE public."+t, "ALTER TABLE "+t+" SET SCHEMA public")
	}
	return r.exec("putting the register in its place", append(last, "DROP SCHEMA "+beside)...)
}

func (r *reload) exec(trying string, statements ...string) error {
	for _, s := range statements {
		if _, err := r.tx.ExecContext(r.ctx, s); err != nil {
			return told(trying, err)
		}
	}
	return nil
}

// add takes one row of the register, with its indexes.
func (r *reload) add(m desk.Made) error {
	o := m.Object
	r.objects.args = append(r.objects.args, string(o.ID), o.Index, string(o.Kind), o.Stands(), string(m.State), string(m.Content))
	for _, seat := range o.Readers() {
		r.seats.args = append(r.seats.args, string(o.ID), string(seat))
	}
	for i, ref := range o.Refs {
		for _, before := range o.Refs[:i] {
			if before == ref {
				ref.Role = "" // once is enough
			}
		}
		if ref.Role != "" {
			r.refs.args = append(r.refs.args, string(o.ID), string(ref.Role), string(ref.ID))
		}
	}
	for _, b := range []*batch{&r.objects, &r.seats, &r.refs} {
		if len(b.args) >= bulkRows*b.columns {
			if err := r.write(b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reload) write(b *batch) error {
	if len(b.args) == 0 {
		return nil
	}
	err := r.bulk(r, b)
	clear(b.args)
	b.args = b.args[:0]
	return told("writing the register", err)
}

// inserted writes a batch in statements of many rows.
func inserted(r *reload, b *batch) (err error) {
	const most = 50 // rows a statement: more saves nothing
	text := func(rows int) string {
		one := "(" + strings.TrimSuffix(strings.Repeat("?,", b.columns), ",") + "),"
		// A row that does not fit ends it all, so that no statement has to be undone by itself.
		return "INSERT OR ROLLBACK INTO " + b.table + " VALUES " + strings.TrimSuffix(strings.Repeat(one, rows), ",")
	}
	if b.stmt == nil {
		if b.stmt, err = r.tx.PrepareContext(r.ctx, text(most)); err != nil {
			return err
		}
	}
	args := b.args
	for ; len(args) >= most*b.columns; args = args[most*b.columns:] {
		if _, err := b.stmt.ExecContext(r.ctx, args[:most*b.columns]...); err != nil {
			return err
		}
	}
	if len(args) > 0 {
		_, err = r.tx.ExecContext(r.ctx, text(len(args)/b.columns), args...)
	}
	return err
}

// registerStatements gives what declares the register's tables, and what
// declares their indexes.
func registerStatements(sqlite bool) (tables, indexes []string, err error) {
	folder := "migrations/postgres/"
	if sqlite {
		folder = "migrations/sqlite/"
	}
	raw, err := migrations.ReadFile(folder + registerFile)
	if err != nil {
		return nil, nil, err
	}
	text, _, _ := strings.Cut(string(raw), "-- +goose Down")
	for _, s := range strings.SplitAfter(text, ";\n") {
		at := strings.Index(s, "CREATE ")
		if at < 0 {
			continue
		}
		switch s = strings.TrimRight(s[at:], ";\n"); {
		case strings.HasPrefix(s, "CREATE INDEX"):
			indexes = append(indexes, s)
		default:
			tables = append(tables, s)
		}
	}
	if len(tables) != len(registerTables) {
		return nil, nil, fmt.Errorf("%s declares %d tables", registerFile, len(tables))
	}
	return tables, indexes, nil
}
