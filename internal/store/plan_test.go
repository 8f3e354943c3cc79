package store

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// What lists and searches ask is answered from an index that has the reader's
// audiences in it, or by the number of a row: nothing goes through a table.
func TestPlans(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "surety.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	viewer := register.Viewer{Seats: []record.Seat{"chair", "secretariat"}, As: &register.Viewer{Seats: []record.Seat{"chair"}}}
	cells := []cell{{"incident_recorded", 1, ""}, {"incident_recorded", 2, "side:tal"}}
	f := &finding{seen: by(viewer), n: 10, sqlite: true, audiences: []int64{1, 2}, whole: []int64{1, 2}, rest: []string{"place:hadrel", "side:tal"},
		q: register.Query{Kinds: []record.Kind{"incident_recorded"}, Labels: []string{"place:hadrel"}, From: "2020-01-01", To: "2021-01-01", Words: [][]string{{"bridge"}}}}
	type query struct {
		what, text, index string
		args              []any
	}
	var all []query
	for what, l := range map[string]list{"a kind": {kind: "incident_recorded", beyond: 100, n: 10}, "all": {beyond: 100, n: 10}, "what came": {oldest: true, n: 10}} {
		text, args := l.nearest([]int64{1, 2})
		index := "object_audience"
		if l.kind != "" {
			index = "object_kind"
		}
		all = append(all, query{"a list of " + what, text, index, args})
	}
	f.args = nil
	text := f.withoutWords(cells)
	all = append(all, query{"by labels and days", text, "PRIMARY KEY", f.args})
	f.asGroups()
	for what, in := range map[string]from{"one by one": {lo: 10, hi: 20}, "by rare words": {hi: 20, by: f.groups, terms: []string{`"bridge"*`}}, "by a label": {hi: 20, label: &f.q.Labels[0]}} {
		f.seen = by(viewer)
		text = f.withWords(in, 10)
		all = append(all, query{"by words, " + what, text, "INTEGER PRIMARY KEY", f.args})
	}
	f.seen = by(viewer)
	text = f.howOften(from{lo: 10, hi: 20})
	all = append(all, query{"how often words stand", text, "INTEGER PRIMARY KEY", f.args})
	q := by(viewer, int64(1), int64(2))
	f.seen = by(viewer)
	glances, count := by(viewer, register.AtAGlance, "allegation_made", int64(1)), by(viewer, "incident_recorded", int64(1), int64(0), int64(10))
	all = append(all, query{"glances", glances.glanced(true), "PRIMARY KEY", glances.args},
		query{"how many there are", count.counting(), "COVERING INDEX object_kind", count.args})
	all = append(all, query{"rows", "SELECT " + itemColumns + " FROM object WHERE idx IN ($1,$2) AND " + q.clause, "INTEGER PRIMARY KEY", q.args})
	for _, args := range [][]any{{"about_object", "a"}, {"about_object", "a", "b", "c"}} {
		to := by(viewer, args...)
		text := to.linkedTo(len(args) - 1)
		all = append(all, query{"what refers to it", text, "PRIMARY KEY", to.args}, query{"what refers, by number", text, "INTEGER PRIMARY KEY", to.args})
	}
	through := regexp.MustCompile(`^SCAN (object|label|other|object_ref|audience_seat)\b`)
	for _, one := range all {
		steps, err := collect(t.Context(), s.read, "planning", func(scan func(...any) error) (detail string, err error) {
			var skip int
			return detail, scan(&skip, &skip, &skip, &detail)
		}, "EXPLAIN QUERY PLAN "+one.text, one.args...)
		if err != nil {
			t.Fatalf("%s: %v", one.what, err)
		}
		used := false
		for _, step := range steps {
			used = used || regexp.MustCompile(`^SEARCH (object|label|object_ref) .*`+one.index).MatchString(step)
			if through.MatchString(step) {
				t.Errorf("%s: %s", one.what, step)
			}
		}
		if !used {
			t.Errorf("%s is not answered from %s:\n%q", one.what, one.index, steps)
		}
	}
}

// PostgreSQL looks for another label of a row under each audience by itself: asked
// for one of several it would go through what all of them have.
func TestPlansPostgres(t *testing.T) {
	s, err := OpenPostgres(t.Context(), testkit.Postgres(t), true)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f := &finding{seen: by(register.Viewer{Seats: []record.Seat{"chair"}}), n: 10, audiences: []int64{1, 2, 3}, rest: []string{"side:tal"}}
	f.args = nil
	tx, err := s.read.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, set := range []string{"SET LOCAL enable_seqscan = off", "SET LOCAL enable_bitmapscan = off"} { // for which the empty tables are too small
		if _, err := tx.ExecContext(t.Context(), set); err != nil {
			t.Fatal(err)
		}
	}
	text := f.withoutWords([]cell{{"incident_recorded", 1, "place:hadrel"}})
	steps, err := collect(t.Context(), tx, "planning", func(scan func(...any) error) (step string, err error) { return step, scan(&step) },
		"EXPLAIN "+text, f.args...)
	if err != nil {
		t.Fatal(err)
	}
	const row = "audience = own.audience"
	if !slices.ContainsFunc(steps, func(s string) bool { return strings.Contains(s, "Index Cond") && strings.Contains(s, row) }) {
		t.Errorf("no row is found by %s:\n%s", row, strings.Join(steps, "\n"))
	}
}
