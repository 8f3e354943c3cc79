package store

import (
	"github.com/surety-mechanism/surety/record"
)

// known is what the writer of a SQLite file knows of the register's tables from its
// transactions before, so that it need not ask again. It holds as long as no other
// process has written to the file, which SQLite tells, and none of ours failed; it is
// used under the lock of a transaction alone. On PostgreSQL a transaction begins with
// nothing: others write there all the time.
type known struct {
	version   int64               // of the file, as far as others wrote to it
	audiences map[string]int64    // sets of seats by number
	days      map[record.ID]dated // of what others hung on
	late      []lateRow           // what waits to be found,
	allLate   bool                // of which this is all
}

// lateRow is what finds an object that waits for it.
type lateRow struct {
	index  int64
	labels []label
	words  string
}

// mostDays bounds of how many objects the days are kept.
const mostDays = 4096

func unknown() *known { return &known{audiences: map[string]int64{}, days: map[record.ID]dated{}} }

// remembered gives what is known at the beginning of a transaction.
func (s *Store) remembered(version int64) *known {
	if !s.sqlite() {
		return unknown()
	}
	if s.knows == nil || s.knows.version != version {
		s.knows = unknown()
		s.knows.version = version
	}
	return s.knows
}

// remember keeps the days of an object that is there, on which others hang.
func (k *known) remember(id record.ID, d dated) {
	if len(k.days) >= mostDays {
		clear(k.days)
	}
	k.days[id] = d
}

// forget drops what is known.
func (k *known) forget() {
	clear(k.audiences)
	clear(k.days)
	k.late, k.allLate = nil, false
}
