package store

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/register"
)

// What finds an object by its labels and words is most of what the database writes
// for an entry that comes alone, and little of it for one of many. So it may come
// late: of few new objects only their rows are written, and what finds them when
// many wait for it, when one is written again, or when somebody searches, who
// waits for it. It is made of the row and of nothing else.
//
// Words come in the order of the log. So what waits are the objects that stand
// after the last one that has words, and no mark is kept that could be wrong.

const (
	fewTogether = 16  // so many new objects are found at once: it costs each of them little
	mostLate    = 128 // so many may wait for it, about: a search that makes it takes some milliseconds
)

// lastFound asks for the index of the last object that has words, -1 for none.
func lastFound(sqlite bool) string {
	if sqlite {
		return "SELECT COALESCE(MAX(id), -1) FROM wording_docsize" // whose rows are those of the index of words
	}
	return "SELECT COALESCE(MAX(idx), -1) FROM wording"
}

// mayWait reports whether what finds some objects, all of them new, may come late.
func (t tx) mayWait(objects []objectRow) (bool, error) {
	if len(objects) >= fewTogether {
		return false, nil
	}
	if t.allLate {
		return len(t.late)+len(objects) <= mostLate, nil
	}
	err := t.askFound()
	return objects[len(objects)-1].Index-t.found <= mostLate, err
}

// askFound has the transaction know what is found. The head's row is locked by now:
// what another process wrote before is seen.
func (t tx) askFound() error {
	if t.knowsFound {
		return nil
	}
	err := t.row(lastFound(t.store.sqlite())).Scan(&t.found)
	t.knowsFound = err == nil
	return told("reading the register", err)
}

// findLate writes what finds the objects that wait for it.
func (t tx) findLate() error {
	// Asked anew: somebody who searched by another process may have had it written.
	t.knowsFound = false
	if err := t.askFound(); err != nil {
		return err
	}
	if !t.allLate {
		var err error
		if t.late, err = t.lateRows(); err != nil {
			return err
		}
	}
	var labels, wordings []any
	for _, l := range t.late {
		for _, o := range l.labels {
			labels = append(labels, o.label, o.kind, o.audience, o.day, o.item, o.idx)
		}
		wordings = append(wordings, l.index, l.words)
		t.found = l.index
	}
	t.late, t.allLate = nil, true
	return t.writeFinding(labels, wordings)
}

// lateRows makes what finds the objects that wait for it of their rows.
func (t tx) lateRows() ([]lateRow, error) {
	return collectNow(t, "reading the register", func(scan func(...any) error) (l lateRow, err error) {
		var o objectRow
		var audience int64
		var lines string
		if err = scan(&audience, &lines, &o.state, &o.content); err != nil {
			return l, err
		}
		if err = o.read(t.store.told); err != nil {
			return l, err
		}
		l.index = o.Index
		if l.labels, err = parseLabels(lines, o.Index); err != nil {
			return l, err
		}
		x := indexed{Indexed: o.indexed, audience: audience}
		l.words = wordingText(t.store.sqlite(), x.wording(o.Object))
		return l, nil
	}, "SELECT audience, labels, state, content FROM object WHERE idx > $1 AND stands ORDER BY idx", t.found)
}

// read makes an object, and what finds it, of its row.
func (o *objectRow) read(told *register.Tellings) error {
	o.Object = &register.Object{}
	content := desk.Content{}
	if err := errors.Join(json.Unmarshal([]byte(o.state), o.Object), json.Unmarshal([]byte(o.content), &content)); err != nil {
		return fault.New(fault.Corrupt, "a row of the register is damaged; `surety rebuild` makes it again: %w", err)
	}
	var err error
	o.indexed, err = o.Object.Indexed(content, told)
	return err
}

// writeFinding writes what finds objects.
func (t tx) writeFinding(labels, wordings []any) error {
	// FTS5 writes its words out before every statement that could fail half way, as
	// one of several rows could.
	together := mostTogether
	if t.store.sqlite() {
		together = 1
	}
	if err := t.insert("writing what finds objects", "label ("+labelColumns+")", 6, labels, " ON CONFLICT DO NOTHING", mostTogether); err != nil {
		return err
	}
	return t.insert("writing the words of objects", t.store.wordingInto(), 2, wordings, "", together)
}

// foundAll has everything found that is in the register: whoever searches waits for it.
func (s *Store) foundAll(ctx context.Context) error {
	var behind bool
	if err := s.read.QueryRowContext(ctx, unfound(s.sqlite())).Scan(&behind); err != nil || !behind {
		return told("searching the register", err)
	}
	// Of several who search one does it.
	s.finding.Lock()
	defer s.finding.Unlock()
	if err := s.read.QueryRowContext(ctx, unfound(s.sqlite())).Scan(&behind); err != nil || !behind {
		return told("searching the register", err)
	}
	_, err := s.update(ctx, nil, true)
	return err
}

// unfound asks whether there is an object that waits for what finds it, and not
// which.
func unfound(sqlite bool) string {
	return "SELECT EXISTS (SELECT 1 FROM object WHERE idx > (" + lastFound(sqlite) + ") AND stands)"
}
