package store

import (
	"slices"
	"strings"
	"testing"
)

// However many values are asked for, few statements differ, and each asks for what
// it is given and for nothing else.
func TestPlaces(t *testing.T) {
	statements := map[string]bool{}
	for n := 1; n <= mostTogether; n++ {
		values := make([]any, n, 2*mostTogether)
		for i := range values {
			values[i] = i
		}
		text, all := places(n), padded(values)
		statements[text] = true
		if strings.Count(text, "$") != len(all) || len(all) > mostTogether {
			t.Errorf("%d values are asked for as %s, with %d", n, text, len(all))
		}
		if !slices.Equal(all[:n], values) || slices.ContainsFunc(all[n:], func(v any) bool { return v != n-1 }) {
			t.Errorf("%d values became %v", n, all)
		}
	}
	if len(statements) > 7 {
		t.Errorf("%d statements differ; 7 are enough", len(statements))
	}
}

// Each of the two databases has its own way of writing that rows are inserted.
func TestInserting(t *testing.T) {
	i := inserting{"node (idx, hash)", " ON CONFLICT DO NOTHING", 2}
	if got, want := i.text(2, true), "INSERT OR FAIL INTO node (idx, hash) VALUES (?,?),(?,?) ON CONFLICT DO NOTHING"; got != want {
		t.Errorf("SQLite is asked %s", got)
	}
	if got, want := i.text(2, false), "INSERT INTO node (idx, hash) VALUES ($1,$2),($3,$4) ON CONFLICT DO NOTHING"; got != want {
		t.Errorf("PostgreSQL is asked %s", got)
	}
}
