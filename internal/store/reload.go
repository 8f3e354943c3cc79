package store

import (
	"cmp"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

var _ desk.Reloader = (*Whole)(nil)

// registerFile declares the register's tables.
const registerFile = "00005_register.sql"

// registerVersion is counted up whenever the register's tables are declared, or
// filled, otherwise than before: in migrations/*/00005_register.sql, by Indexed, or
// by what an object's state says.
const registerVersion = 4

// madeNow notes that the register's tables are as this program keeps them.
var madeNow = []string{"DELETE FROM register_made", fmt.Sprintf("INSERT INTO register_made (version) VALUES (%d)", registerVersion)}

// registerTables are the tables that a reload fills, in the order in which they
// are declared.
var registerTables = []string{"object", "audience", "audience_seat", "object_ref", "label", "wording"}

// Reload puts other rows in place of the register's; desk.Reloader says how.
//
// Tables are filled without their indexes, which are made at the end; and rows
// that a table keeps in an order of their own are sorted first. So a row takes as
// long among a million others as among a thousand. On SQLite whoever reads keeps what was there when they
// began; on PostgreSQL the new tables are filled beside the old ones, which are
// dropped at the end, so that nobody waits until then.
//
// Nothing is written meanwhile, so whoever searches must not find anything that
// waits to be found: it is found first, unless the tables are too damaged for that.
func (s *Whole) Reload(ctx context.Context, made func(desk.Log) iter.Seq2[desk.Made, error]) (err error) {
	for err = errLate; errors.Is(err, errLate); {
		err = s.reload(ctx, made, s.foundAll(ctx) == nil)
	}
	return err
}

// errLate says that something came between, and waits to be found.
var errLate = errors.New("something waits to be found")

func (s *Whole) reload(ctx context.Context, made func(desk.Log) iter.Seq2[desk.Made, error], found bool) (err error) {
	if s.sqlite() {
		s.writing.Lock()
		defer s.writing.Unlock()
		s.knows = nil // of tables that are dropped
	}
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return told("beginning to write", err)
	}
	r := &reload{ctx: ctx, conn: conn, bulk: s.bulk, sqlite: s.sqlite(), objectInto: s.objectInto(), wordingInto: s.wordingInto()}
	defer func() { err = r.letGo(err) }()
	if s.sqlite() {
		if r.settle, err = s.roomy(ctx, conn); err != nil {
			return err
		}
	}
	begun, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return told("beginning to write", err)
	}
	r.tx = begun
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
	if found {
		var late bool
		if err := begun.QueryRowContext(ctx, unfound(s.sqlite())).Scan(&late); err != nil {
			return told("reading the register", err)
		}
		if late {
			return errLate
		}
	}
	// The old tables are dropped while the first rows are made.
	began := make(chan error, 1)
	go func() { began <- r.begin() }()
	ready := sync.OnceValue(func() error { return <-began })
	defer func() { err = errors.Join(err, r.close()) }()
	defer func() { err = cmp.Or(err, ready()) }()
	// Nobody writes as long as the head is taken: the log is read beside what is
	// written, on a connection of its own.
	aside, err := s.read.Conn(ctx)
	if err != nil {
		return told("reading the log", err)
	}
	defer func() { err = errors.Join(err, aside.Close()) }()
	var log desk.Log = logOf{ctx, aside}
	if s.sqlite() {
		log = directLog{logOf{ctx, aside}, aside}
	}
	for one, err := range made(log) {
		if err == nil {
			err = ready()
		}
		if err == nil {
			err = r.add(one)
		}
		if err != nil {
			return err
		}
	}
	if err := ready(); err != nil { // of an empty log
		return err
	}
	if err := errors.Join(r.end(), r.close()); err != nil {
		return err
	}
	return told("committing", begun.Commit())
}

// The halves of an entry's row, as a reload reads them.
const (
	signedColumns = "idx, leaf, envelope, signature, leaf_salt"
	sealedColumns = "idx, id, audience, epoch, key, payload"
)

// logOf is the log as a connection has it.
type logOf struct {
	ctx context.Context
	q   querier
}

// Size gives the number of entries.
func (l logOf) Size() (int64, error) { return size(l.ctx, l.q) }

// Rows gives entries [from, to).
func (l logOf) Rows(from, to int64) ([]desk.Row, error) { return rows(l.ctx, l.q, from, to) }

// Signed gives what was signed of entries [from, to).
func (l logOf) Signed(from, to int64) ([]desk.Row, error) {
	return half(l, signedColumns, from, to, func(scan func(...any) error) (r desk.Row, err error) {
		return r, scan(&r.Index, &r.Leaf, &r.Envelope, &r.Signature, &r.LeafSalt)
	})
}

// Sealed gives what was sealed of entries [from, to).
func (l logOf) Sealed(from, to int64) ([]desk.Row, error) {
	return half(l, sealedColumns, from, to, func(scan func(...any) error) (r desk.Row, err error) {
		return r, scan(&r.Index, &r.ID, &r.Audience, &r.Epoch, &r.Key, &r.Payload)
	})
}

// half gives some columns of entries [from, to).
func half(l logOf, columns string, from, to int64, scan func(func(...any) error) (desk.Row, error)) ([]desk.Row, error) {
	return collect(l.ctx, l.q, "reading entries", scan, "SELECT "+columns+" FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx", from, to)
}

// OldAudienceKey gives an audience's key of one epoch.
func (l logOf) OldAudienceKey(audience string, epoch int) ([]byte, error) {
	return audienceKey(l.ctx, l.q, audience, epoch)
}

// reload is one under way.
type reload struct {
	ctx         context.Context
	tx          *sql.Tx
	conn        *sql.Conn
	bulk        func(*reload, *batch) error
	indexes     []string // to be made at the end
	objectInto  string
	wordingInto string

	sqlite    bool
	batches   [len(reloaded)]batch
	audiences map[string]int64
	days      map[record.ID]dated // of what others may hang on
	words     *aside              // SQLite's index of words; nil until there is one
	attached  bool                // to the transaction's connection
	settle    func() error        // makes SQLite's connection what it was; nil if nothing was changed
	sorted
}

// reloaded are the tables that are filled, each with its columns.
var reloaded = [...]struct {
	into    string
	columns int
}{
	{"object", 11}, // and words on SQLite
	{"audience (id, seats, told, exact)", 4},
	{"audience_seat (seat, audience)", 2},
	{"object_ref (target, role, object)", 3},
	{"label (" + labelColumns + ")", 6},
	{"wording", 2}, // its columns have other names on SQLite
}

// The tables by their place among reloaded.
const (
	toObject = iota
	toAudience
	toSeat
	toRef
	toLabel
	toWording
)

// batch is rows of one table that wait to be written together.
type batch struct {
	table   string
	columns int
	args    []any
	bytes   int         // of their long texts
	one     driver.Stmt // of one row, on SQLite; nil until it is needed
	many    driver.Stmt // of manyRows
}

// bulkRows is how many rows of a table are handed to the database together: more
// save nothing.
const bulkRows = 2000

// bulkBytes is how many bytes of long texts are handed to it together, with one row
// more: an entry may have some megabytes.
const bulkBytes = 8 << 20

// beside is the schema in which PostgreSQL's new tables are filled.
const beside = "reload"

// begin makes the new, empty tables.
func (r *reload) begin() error {
	tables, indexes, err := registerStatements(r.sqlite)
	if err != nil {
		return err
	}
	for _, i := range indexes {
		if r.sqlite && inOrder(i) {
			tables = append(tables, i)
		} else {
			r.indexes = append(r.indexes, i)
		}
	}
	for i, t := range reloaded {
		r.batches[i] = batch{table: t.into, columns: t.columns}
	}
	r.batches[toWording].table, r.batches[toObject].table = r.wordingInto, r.objectInto
	if r.sqlite {
		r.batches[toObject].columns++
		if r.words, err = newAside(r.ctx, wordsOf(tables)); err != nil {
			return err
		}
	} else {
		tables = append(tables, "SET LOCAL maintenance_work_mem = '128MB'") // to sort what the indexes hold
	}
	r.audiences, r.days = map[string]int64{}, map[record.ID]dated{}
	var first []string
	if r.sqlite {
		first = append(first, "DROP TABLE wording_terms")
		for _, i := range indexes {
			words := strings.Fields(i)
			first = append(first, "DROP INDEX IF EXISTS "+words[slices.Index(words, "INDEX")+1]) // whose name is to be free
		}
		for _, t := range registerTables {
			if t == "object" {
				first = append(first, "ALTER TABLE object RENAME TO "+replaced)
			} else {
				first = append(first, "DROP TABLE "+t)
			}
		}
	} else {
		first = append(first, "CREATE SCHEMA "+beside, "SET LOCAL search_path = "+beside+", public")
	}
	return r.exec("making the register's tables", append(first, tables...)...)
}

// inOrder reports whether rows come in the order of an index of the table object, but
// for the few values that it begins with: they are put into it as they come, faster
// than they could all be read and sorted again.
func inOrder(index string) bool { return strings.HasSuffix(index, "idx)") }

// end makes the indexes and puts the tables in their place.
func (r *reload) end() error {
	if err := r.writeRest(); err != nil {
		return err
	}
	if r.sqlite {
		r.words.finish()
		if err := r.exec("dropping the old register", "DROP TABLE "+replaced); err != nil {
			return err
		}
	}
	// What waits in memory is sorted while the database makes its indexes.
	sorting := make(chan struct{})
	go func() {
		defer close(sorting)
		r.sort()
	}()
	err := r.exec("making the register's indexes", append(r.indexes, madeNow...)...)
	<-sorting
	if err == nil {
		err = r.writeSorted()
	}
	if err == nil {
		err = r.writeRest()
	}
	if err == nil && r.sqlite {
		err = r.writeWords()
	}
	if err != nil || r.sqlite {
		return err
	}
	var last []string
	for _, t := range registerTables {
		last = append(last, "DROP TABLE public."+t, "ALTER TABLE "+t+" SET SCHEMA public")
	}
	if err := r.exec("putting the register in its place", append(last, "DROP SCHEMA "+beside)...); err != nil {
		return err
	}
	// Whoever asks next is answered by a plan for tables that are full, not by one
	// for those that were empty when PostgreSQL last looked.
	return r.exec("counting the register", "ANALYZE "+strings.Join(registerTables, ", "))
}

// letGo gives the connection back, once the transaction has ended in err. One that
// cannot be made again what it was is thrown away, so that whoever writes next gets a
// new one: what was committed stands, and has not failed for it.
func (r *reload) letGo(err error) error {
	left := r.leave()
	if left != nil {
		_ = r.conn.Raw(func(any) error { return driver.ErrBadConn }) // which closes it
	} else {
		left = r.conn.Close()
	}
	if err == nil && left != nil {
		slog.Warn("the register was made again, and the connection that wrote it had to be closed", "error", left)
		return nil
	}
	return errors.Join(err, left)
}

// leave lets go of what the connection had for the reload alone.
func (r *reload) leave() (err error) {
	if r.attached {
		_, err = r.conn.ExecContext(context.WithoutCancel(r.ctx), detach)
	}
	if r.words != nil {
		err = errors.Join(err, r.words.close())
	}
	err = told("making the index of words", err)
	if r.settle != nil {
		err = errors.Join(err, r.settle())
	}
	return err
}

// replaced is the name of SQLite's old table of objects while the new one is filled.
const replaced = "object_replaced"

// give gives the pages of the old objects to the new ones, as far as an index. What is
// dropped is overwritten, so that nothing that is erased later stays on disk: pages
// that were all dropped first would be written twice, and those of a million entries
// take as long as folding them.
func (r *reload) give(index any) error {
	_, err := r.tx.ExecContext(r.ctx, "DELETE FROM "+replaced+" WHERE rowid <= $1", index)
	return err
}

// writeRest writes what batches hold.
func (r *reload) writeRest() error {
	for i := range r.batches {
		if err := r.write(&r.batches[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r *reload) exec(trying string, statements ...string) error {
	for _, s := range statements {
		if _, err := r.tx.ExecContext(r.ctx, s); err != nil {
			return told(trying, err)
		}
	}
	return nil
}

// add takes one row of the register, with all that finds it.
func (r *reload) add(m desk.Made) error {
	o := m.Object
	x := indexed{Indexed: m.Indexed, days: m.Indexed.Day, also: -1}
	x.audience, _ = r.audience(o.Readers(), telling{by: everybody})
	if x.DayOf != "" {
		on, ok := r.days[x.DayOf]
		x.hang(on, ok)
	}
	if o.Kind == record.KindIncidentRecorded || o.Kind == record.KindSourceFiled {
		r.days[o.ID] = dated{o.Index, x.days, x.Exact}
	}
	labels, err := x.labels(o, r.audience)
	if err != nil {
		return err
	}
	r.put(toObject, o.Index, string(o.ID), string(o.Kind), o.Stands(), x.audience, x.days[0], x.days[1], x.days[2], labelLines(labels))
	words := ""
	if r.sqlite {
		words = spaced(x.Words)
		r.put(toObject, words)
	}
	r.put(toObject, m.State, m.Content)
	r.batches[toObject].bytes += len(words) + len(m.State) + len(m.Content)
	for i, ref := range o.Refs {
		if !slices.Contains(o.Refs[:i], ref) {
			r.refer(reference{string(ref.ID), string(ref.Role), o.Index})
		}
	}
	for _, l := range labels {
		r.find(l)
	}
	switch {
	case !o.Stands():
	case r.sqlite: // as wordingText has it, of the text that is there
		r.word(o.Index, strings.TrimPrefix(words, " ")+kindWord(o.Kind)+" "+audienceWord(x.audience))
	default:
		r.word(o.Index, wordingText(false, x.wording(o)))
	}
	return r.writeFull()
}

// word takes a row of the index of words.
func (r *reload) word(index int64, words string) {
	r.put(toWording, index, words)
	r.batches[toWording].bytes += wordBytes + len(words)
}

// wordBytes is about how many bytes a row of words takes beside its words.
const wordBytes = 64

// writeFull writes the batches that are full.
func (r *reload) writeFull() error {
	for i := range r.batches {
		if b := &r.batches[i]; len(b.args) >= bulkRows*b.columns || b.bytes >= bulkBytes {
			if err := r.write(b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reload) put(table int, values ...any) {
	r.batches[table].args = append(r.batches[table].args, values...)
}

// audience gives the number of those of a set of seats who find by the same rows.
func (r *reload) audience(seats []record.Seat, who telling) (int64, error) {
	name := who.name(seats)
	id, ok := r.audiences[name]
	if !ok {
		id = int64(len(r.audiences)) + 1
		r.audiences[name] = id
		r.put(toAudience, id, name, int64(who.by), string(who.exact))
		for _, seat := range seats {
			r.put(toSeat, string(seat), id)
		}
	}
	return id, nil
}

func (r *reload) write(b *batch) error {
	if len(b.args) == 0 {
		return nil
	}
	if r.sqlite && b.table == r.wordingInto {
		err := r.words.add(b.args, b.bytes)
		b.args, b.bytes = nil, 0
		return err
	}
	last := b.args[len(b.args)-b.columns] // of the table object: its index
	err := r.bulk(r, b)
	if err == nil && r.sqlite && b == &r.batches[toObject] {
		err = r.give(last)
	}
	clear(b.args)
	b.args, b.bytes = b.args[:0], 0
	return told("writing the register", err)
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
		case strings.HasPrefix(s, "CREATE INDEX"), strings.HasPrefix(s, "CREATE UNIQUE INDEX"):
			indexes = append(indexes, s)
		default:
			tables = append(tables, s)
		}
	}
	want := len(registerTables)
	if sqlite {
		want++ // the list of words
	}
	if len(tables) != want {
		return nil, nil, fmt.Errorf("%s declares %d tables", registerFile, len(tables))
	}
	return tables, indexes, nil
}
