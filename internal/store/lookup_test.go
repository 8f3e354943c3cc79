package store

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestLookupReadsNoRow: whether something is there that is not the reader's shows
// in no time, because the index by which it is looked up goes by who may read it.
func TestLookupReadsNoRow(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "s.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, v := range []register.Viewer{{}, {Seats: []record.Seat{"chair", "monitor"}}, {Seats: []record.Seat{"chair"}, As: &register.Viewer{}}} {
		q := by(v, "ffffffffffffffffffffffffffffffff")
		plan, err := collect(t.Context(), s.read, "explaining", func(scan func(...any) error) (detail string, err error) {
			var id, parent, unused int
			return detail, scan(&id, &parent, &unused, &detail)
		}, "EXPLAIN QUERY PLAN "+q.byID(), q.args...)
		if err != nil || len(plan) == 0 || !strings.Contains(plan[0], "object_id (id=? AND audience=?)") {
			t.Errorf("for %+v a row is looked at before the rights are: %v, %q", v, err, plan)
		}
	}
}
