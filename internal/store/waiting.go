package store

import (
	"database/sql"
	"errors"
	"math/bits"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/register"
)

// waiting are rows that are to be written, in the order of the log.
type waiting struct {
	entries []desk.Row
	nodes   []node
	objects []objectRow
}

// node is a hash of the tree under its number.
type node struct {
	index int64
	hash  ledger.Hash
}

// objectRow is an object of the register as its row has it.
type objectRow struct {
	*register.Object
	state, content string
	indexed        register.Indexed
}

// mark is a place among what waits.
type mark struct {
	size                    int64 // of the log
	entries, nodes, objects int
}

func (t tx) mark() mark { return mark{t.size, len(t.entries), len(t.nodes), len(t.objects)} }

// forget drops what waits after a place.
func (w *waiting) forget(m mark) {
	w.entries, w.nodes, w.objects = w.entries[:m.entries], w.nodes[:m.nodes], w.objects[:m.objects]
}

// mostWaiting bounds how many entries or objects wait.
const mostWaiting = 1024

// full writes what waits once it is much.
func (t tx) full() error {
	if len(t.entries) < mostWaiting && len(t.objects) < mostWaiting {
		return nil
	}
	return t.settle()
}

// flush writes what waits, up to a place. The head moves from exactly where the
// first entry stands: another process that was first makes it fail.
func (t tx) flush(to mark) error {
	entries, nodes, objects := t.entries[:to.entries], t.nodes[:to.nodes], t.objects[:to.objects]
	if err := t.writeEntries(entries, nodes); err != nil {
		return err
	}
	if err := t.writeObjects(objects); err != nil {
		return err
	}
	t.entries, t.nodes, t.objects = t.entries[to.entries:], t.nodes[to.nodes:], t.objects[to.objects:]
	return nil
}

func (t tx) writeEntries(entries []desk.Row, nodes []node) error {
	if len(entries) == 0 {
		return nil
	}
	rows := make([]any, 0, 10*len(entries))
	for i := range entries {
		r := &entries[i]
		rows = append(rows, r.Index, string(r.ID), r.Leaf, r.Envelope, r.Signature, r.LeafSalt, r.Audience, r.Epoch, r.Key, r.Payload)
	}
	if err := t.insert("appending entries", "entry ("+rowColumns+")", 10, rows, "", mostTogether); err != nil {
		return err
	}
	rows = make([]any, 0, 2*len(nodes))
	for i := range nodes {
		rows = append(rows, nodes[i].index, nodes[i].hash[:])
	}
	if err := t.insert("appending to the tree", "node (idx, hash)", 2, rows, "", mostTogether); err != nil {
		return err
	}
	from, to := entries[0].Index, entries[len(entries)-1].Index+1
	moved, err := t.moveHead(from, to)
	if err == nil && !moved {
		return fault.New(fault.Conflict, "entries %d to %d were to be appended, but the log stands elsewhere", from, to-1)
	}
	if err == nil {
		t.last = place{to - 1, entries[len(entries)-1].ID}
	}
	return told("moving the log's head", err)
}

// moveHead moves the log's head, if it stands where it should, and learns what is
// found where that is not known.
func (t tx) moveHead(from, to int64) (moved bool, err error) {
	const move = "UPDATE log_head SET size = $1 WHERE one = 1 AND size = $2"
	if t.allLate {
		n, err := t.changed(move, to, from)
		return n == 1, err
	}
	var size int64
	err = t.row(move+" RETURNING size, ("+lastFound(t.store.sqlite())+")", to, from).Scan(&size, &t.found)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	t.knowsFound = err == nil
	return err == nil, err
}

// mostTogether is how many rows a statement writes or asks for at most, a power of two.
const mostTogether = 64

// insert adds rows of so many columns. Statements have a power of two of rows, at
// most so many, so that few differ and all can be kept prepared. What fails may have added some
// of the rows: the transaction is over then, or the step has a savepoint.
func (t tx) insert(trying, into string, columns int, args []any, suffix string, most int) error {
	for n := most; len(args) > 0; n /= 2 {
		for len(args) >= n*columns {
			if err := t.now(trying, t.store.insertion(into, columns, n, suffix), args[:n*columns]...); err != nil {
				return err
			}
			args = args[n*columns:]
		}
	}
	return nil
}

// insertion gives the statement that inserts n rows.
func (s *Store) insertion(into string, columns, n int, suffix string) string {
	of := inserting{into, suffix, n}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	text, ok := s.kept.inserts[of]
	if !ok {
		text = of.text(columns, s.sqlite())
		if s.kept.inserts == nil {
			s.kept.inserts = map[inserting]string{}
		}
		s.kept.inserts[of] = text
	}
	return text
}

// inserting names a statement: the table with its columns, what is done with a row
// that is there, and the number of rows.
type inserting struct {
	into, suffix string
	rows         int
}

// text writes the statement. SQLite looks a parameter's name up among all others,
// so there they have none; and it keeps a copy of every page that a statement
// changes, to undo a statement that fails by itself, unless it is told that nobody
// wants that.
func (i inserting) text(columns int, sqlite bool) string {
	var q strings.Builder
	q.WriteString("INSERT ")
	if sqlite {
		q.WriteString("OR FAIL ")
	}
	q.WriteString("INTO " + i.into + " VALUES ")
	for n := range i.rows * columns {
		switch {
		case n > 0 && n%columns == 0:
			q.WriteString("),(")
		case n > 0:
			q.WriteByte(',')
		default:
			q.WriteByte('(')
		}
		if sqlite {
			q.WriteByte('?')
		} else {
			q.WriteString("$" + strconv.Itoa(n+1))
		}
	}
	return q.String() + ")" + i.suffix
}

// places writes the parameters of a statement that asks for n values: as many as
// the next power of two has, so that few statements differ.
func places(n int) string {
	var q strings.Builder
	for i := range power(n) {
		if i > 0 {
			q.WriteByte(',')
		}
		q.WriteString("$" + strconv.Itoa(i+1))
	}
	return q.String()
}

// padded repeats the last of values until there are as many as places writes.
func padded(values []any) []any {
	for n := power(len(values)); len(values) < n; {
		values = append(values[:len(values):len(values)], values[len(values)-1])
	}
	return values
}

// power gives the smallest power of two that is not smaller.
func power(n int) int { return 1 << bits.Len(uint(n-1)) }
