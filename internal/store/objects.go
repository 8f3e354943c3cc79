package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// registering is what a transaction knows of the register's tables.
type registering struct {
	*known
	began      int64          // the log's size when the transaction began: what is older may have rows
	found      int64          // the index of the last object that has words, as far as
	knowsFound bool           // it was asked for
	wrote      map[int64]bool // objects written in this transaction
}

// writeObjects writes rows of the register, with all that finds them.
func (t tx) writeObjects(objects []objectRow) error {
	// One statement cannot write a row twice: of several states of one object the
	// last counts.
	last := make(map[record.ID]int, len(objects))
	for i := range objects {
		last[objects[i].ID] = i
	}
	var now []objectRow
	for i, o := range objects {
		if last[o.ID] == i {
			now = append(now, o)
		}
	}
	for len(now) > 0 {
		moved, err := t.put(now)
		if err != nil {
			return err
		}
		now = moved // what hangs on an object whose day is another now
	}
	return nil
}

// had is what an object's row said before.
type had struct {
	idx    int64
	days   days
	labels string
}

// put writes rows of the register, and gives those of objects that are to be
// written again because the day that they hang on has changed.
func (t tx) put(objects []objectRow) (moved []objectRow, err error) {
	before, err := t.before(objects)
	if err != nil {
		return nil, err
	}
	found, err := t.index(objects)
	if err != nil {
		return nil, err
	}
	late := len(before) == 0
	if late {
		if late, err = t.mayWait(objects); err != nil {
			return nil, err
		}
	}
	if !late {
		if err := t.findLate(); err != nil {
			return nil, err
		}
	}
	if len(before) > 0 {
		clear(t.known.days) // one of these may be among them
	}
	var rows, again, refs, labels, wordings []any
	var waits []lateRow
	var dependents []record.ID
	for i := range objects {
		o, x := &objects[i], &found[i]
		own, err := x.labels(o.Object, t.audience)
		if err != nil {
			return nil, err
		}
		lines := labelLines(own)
		old, rewritten := before[o.Index]
		if rewritten {
			if err := t.unfind(old, lines); err != nil {
				return nil, err
			}
			if old.days != x.days && (o.Kind == record.KindIncidentRecorded || o.Kind == record.KindSourceFiled) {
				dependents = append(dependents, o.ID)
			}
		}
		row := append(make([]any, 0, 12), o.Index, string(o.ID), string(o.Kind), o.Stands(), x.audience, x.days[0], x.days[1], x.days[2], lines)
		if t.store.sqlite() {
			row = append(row, spaced(x.Words))
		}
		row = append(row, o.state, o.content)
		if rewritten {
			again = append(again, row...)
		} else {
			rows = append(rows, row...)
		}
		words := x.wording(o.Object)
		if late {
			if words != nil {
				waits = append(waits, lateRow{o.Index, own, wordingText(t.store.sqlite(), words)})
			}
		} else if !rewritten || old.labels != lines {
			for _, l := range own {
				labels = append(labels, l.label, l.kind, l.audience, l.day, l.item, l.idx)
			}
		}
		if words != nil && !late {
			wordings = append(wordings, o.Index, wordingText(t.store.sqlite(), words))
		}
		if !rewritten {
			for _, r := range o.Refs {
				refs = append(refs, string(r.ID), string(r.Role), o.Index)
			}
		}
		t.wrote[o.Index] = true
	}
	into, columns, labelsAndWords := t.store.objectInto(), 11, "labels = excluded.labels"
	if t.store.sqlite() {
		columns, labelsAndWords = 12, "labels = excluded.labels, words = excluded.words"
	}
	for _, w := range []struct {
		trying, into string
		columns      int
		rows         []any
		suffix       string
	}{
		{"writing the register", into, columns, rows, ""},
		{"writing the register", into, columns, again, ` ON CONFLICT (idx) DO UPDATE SET stands = excluded.stands,
			audience = excluded.audience, day = excluded.day, day_table = excluded.day_table, day_public = excluded.day_public, ` + labelsAndWords + `, state = excluded.state, content = excluded.content`},
		{"writing references", "object_ref (target, role, object)", 3, refs, " ON CONFLICT DO NOTHING"},
	} {
		// The first that fails ends it: SQLite may have taken the transaction back,
		// and what came after would stand by itself.
		if err := t.insert(w.trying, w.into, w.columns, w.rows, w.suffix, mostTogether); err != nil {
			return nil, err
		}
	}
	if late {
		if t.allLate {
			t.late = append(t.late, waits...)
		}
		return nil, nil // nothing hangs on what is new
	}
	if err := t.writeFinding(labels, wordings); err != nil {
		return nil, err
	}
	for i := range objects {
		t.found = max(t.found, objects[i].Index)
	}
	return t.hangingOn(dependents)
}

const (
	objectColumns = "idx, id, kind, stands, audience, day, day_table, day_public, labels, words, state, content"
	labelColumns  = "label, kind, audience, day, item, idx"
)

func (s *Store) sqlite() bool { return s.read != s.write }

// objectInto names the columns of the table object; PostgreSQL has no words there.
func (s *Store) objectInto() string {
	if s.sqlite() {
		return "object (" + objectColumns + ")"
	}
	return "object (" + strings.Replace(objectColumns, " words,", "", 1) + ")"
}

// wordingInto names the columns of the table wording.
func (s *Store) wordingInto() string {
	if s.sqlite() {
		return "wording (rowid, words)"
	}
	return "wording (idx, words)"
}

// before gives the rows that there are of objects.
func (t tx) before(objects []objectRow) (map[int64]had, error) {
	var args []any
	for i := range objects {
		if n := objects[i].Index; n < t.began || t.wrote[n] {
			args = append(args, n)
		}
	}
	all := map[int64]had{}
	for some := range slices.Chunk(args, mostTogether) {
		rows, err := collectNow(t, "reading the register", func(scan func(...any) error) (h had, err error) {
			return h, scan(&h.idx, &h.days[0], &h.days[1], &h.days[2], &h.labels)
		}, "SELECT idx, day, day_table, day_public, labels FROM object WHERE idx IN ("+places(len(some))+")", padded(some)...)
		if err != nil {
			return nil, err
		}
		for _, h := range rows {
			all[h.idx] = h
		}
	}
	return all, nil
}

// unfind takes away what found an object before, but for labels that stay.
func (t tx) unfind(old had, lines string) error {
	name := "rowid"
	if !t.store.sqlite() {
		name = "idx"
	}
	if err := t.now("writing the words of objects", "DELETE FROM wording WHERE "+name+" = $1", old.idx); err != nil || old.labels == lines {
		return err
	}
	labels, err := parseLabels(old.labels, old.idx)
	if err != nil {
		return err
	}
	for _, l := range labels {
		if err := t.now("writing what finds objects", `DELETE FROM label WHERE label = $1 AND kind = $2 AND audience = $3 AND day = $4
			AND item = $5 AND idx = $6`, l.label, l.kind, l.audience, l.day, l.item, l.idx); err != nil {
			return err
		}
	}
	return nil
}

// index completes what finds objects with what stands in other rows: the number
// of their audience, and the days that they hang on.
func (t tx) index(objects []objectRow) ([]indexed, error) {
	all := make([]indexed, len(objects))
	here := map[record.ID]*objectRow{}
	for i := range objects {
		here[objects[i].ID] = &objects[i]
	}
	days, err := t.hungOn(objects, here)
	if err != nil {
		return nil, err
	}
	for i := range objects {
		o := &objects[i]
		x := indexed{Indexed: o.indexed, days: o.indexed.Day, also: -1}
		if x.audience, err = t.audience(o.Readers(), telling{by: everybody}); err != nil {
			return nil, err
		}
		if x.DayOf != "" {
			x.hang(dayOf(x.DayOf, here, days), true)
		}
		all[i] = x
	}
	return all, nil
}

// hungOn gives what the objects that are being written hang on and that is not
// among them; of what is not there, no index and no day.
func (t tx) hungOn(objects []objectRow, here map[record.ID]*objectRow) (map[record.ID]dated, error) {
	days, ids := map[record.ID]dated{}, []any{}
	for i := range objects {
		id := objects[i].indexed.DayOf
		if _, asked := days[id]; id == "" || here[id] != nil || asked {
			continue
		}
		if had, ok := t.known.days[id]; ok {
			days[id] = had
			continue
		}
		days[id], ids = dated{idx: -1}, append(ids, string(id))
	}
	for some := range slices.Chunk(ids, mostTogether) {
		type found struct {
			dated
			id record.ID
		}
		rows, err := collectNow(t, "reading the register", func(scan func(...any) error) (f found, err error) {
			var state string
			if err := scan(&f.id, &f.idx, &f.days[0], &f.days[1], &f.days[2], &state); err != nil || state == "" {
				return f, err
			}
			var o register.Object
			if err := json.Unmarshal([]byte(state), &o); err != nil {
				return f, fault.New(fault.Corrupt, "a row of the register is damaged; `surety rebuild` makes it again: %w", err)
			}
			f.exact = o.Seat
			return f, nil
		}, `SELECT id, idx, day, day_table, day_public, CASE WHEN day = day_table AND day = day_public THEN '' ELSE state END
			FROM object WHERE id IN (`+places(len(some))+")", padded(some)...)
		if err != nil {
			return nil, err
		}
		for _, f := range rows {
			days[f.id] = f.dated
			t.known.remember(f.id, f.dated)
		}
	}
	return days, nil
}

// dayOf gives an object as others hang on it, which is among those that are being
// written or was asked for.
func dayOf(id record.ID, here map[record.ID]*objectRow, days map[record.ID]dated) dated {
	o := here[id]
	if o == nil {
		return days[id]
	}
	x := indexed{Indexed: o.indexed, days: o.indexed.Day, also: -1}
	if o.indexed.DayOf != "" && o.indexed.DayOf != id {
		x.hang(dayOf(o.indexed.DayOf, here, days), false)
	}
	return dated{o.Index, x.days, x.Exact}
}

// audience gives the number of those of a set of seats who find by the same rows,
// which they get when they are first seen.
func (t tx) audience(seats []record.Seat, who telling) (id int64, err error) {
	name := who.name(seats)
	if id, ok := t.audiences[name]; ok {
		return id, nil
	}
	err = t.row("SELECT id FROM audience WHERE seats = $1", name).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		if err = t.row("INSERT INTO audience (id, seats, told, exact) SELECT COALESCE(MAX(id), 0) + 1, $1, CAST($2 AS BIGINT), $3 FROM audience RETURNING id",
			name, int64(who.by), string(who.exact)).Scan(&id); err == nil {
			var rows []any
			for _, seat := range seats {
				rows = append(rows, string(seat), id)
			}
			err = t.insert("writing who may read", "audience_seat (seat, audience)", 2, rows, " ON CONFLICT DO NOTHING", mostTogether)
		}
	}
	if err != nil {
		return 0, told("writing who may read", err)
	}
	t.audiences[name] = id
	return id, nil
}

// hangingOn gives the rows of objects whose day is that of others.
func (t tx) hangingOn(ids []record.ID) (all []objectRow, err error) {
	for _, id := range ids {
		rows, err := collectNow(t, "reading the register", func(scan func(...any) error) (o objectRow, err error) {
			if err = scan(&o.state, &o.content); err != nil {
				return o, err
			}
			return o, o.read(t.store.told)
		}, `SELECT object.state, object.content FROM object JOIN object_ref ON object_ref.object = object.idx
			WHERE object_ref.target = $1 AND object_ref.role IN ($2, $3)`, string(id), string(record.FromSource), string(record.AboutObject))
		if err != nil {
			return nil, err
		}
		for _, o := range rows {
			if o.indexed.DayOf == id && !slices.ContainsFunc(all, func(x objectRow) bool { return x.ID == o.ID }) {
				all = append(all, o)
			}
		}
	}
	return all, nil
}

// collectNow reads all rows of a query at once, whatever waits. It keeps the
// statement prepared: of those that ask for many values few may differ.
func collectNow[T any](t tx, trying string, scan func(func(...any) error) (T, error), query string, args ...any) ([]T, error) {
	return collect(t.ctx, atOnce(t), trying, scan, query, args...)
}
