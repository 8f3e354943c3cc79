package store

import (
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// An index of words that is too large to be made in memory is made where it belongs,
// and has the same words.
func TestWordsTooLarge(t *testing.T) {
	fill := func() (*Whole, []string) {
		s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "s.db"), true)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		planted(t, s, 3000)
		all, err := collect(t.Context(), s.read, "reading the words", func(scan func(...any) error) (string, error) {
			var term, doc string
			err := scan(&term, &doc)
			return term + " " + doc, err
		}, "SELECT term, doc FROM wording_terms ORDER BY term, doc")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Sound(t.Context()); err != nil {
			t.Error(err)
		}
		return s, all
	}
	s, want := fill()
	if len(want) < 3000 {
		t.Fatalf("%d words: nothing is shown", len(want))
	}
	const few = 8
	var pages int
	if err := s.read.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM dbstat WHERE name LIKE 'wording%'").Scan(&pages); err != nil || pages <= few {
		t.Fatalf("the index has %d pages, %v: it is not too large", pages, err)
	}
	SmallAside(t, few)
	_, got := fill()
	if !slices.Equal(got, want) {
		t.Errorf("%d words in place of %d: %s", len(got), len(want), strings.Join(got[:min(5, len(got))], ", "))
	}
}

// A register that was committed stands, even if the connection that wrote it cannot
// be made what it was: the next one gets another.
func TestReloadLeavesNoConnectionSpoilt(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "s.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	StayAttached(t)
	for _, size := range []int64{20, 30, 40} {
		planted(t, s, size) // which fails the test if it fails
		var objects, words, attached, cache int64
		err := s.write.QueryRowContext(t.Context(), "SELECT (SELECT COUNT(*) FROM object), (SELECT COUNT(*) FROM wording), (SELECT COUNT(*) FROM pragma_database_list WHERE name = 'aside'), cache_size FROM pragma_cache_size").
			Scan(&objects, &words, &attached, &cache)
		if err != nil || objects != size || words == 0 || attached != 0 || cache != -usualCache {
			t.Errorf("%d objects, %d with words, %d left attached, a cache of %d: %v", objects, words, attached, cache, err)
		}
	}
}

// What is attached already is not detached by a reload that could not attach its own.
func TestReloadDetachesItsOwn(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "s.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.write.ExecContext(t.Context(), "ATTACH ':memory:' AS aside"); err != nil {
		t.Fatal(err)
	}
	if err := s.Reload(t.Context(), func(desk.Log) iter.Seq2[desk.Made, error] {
		return func(func(desk.Made, error) bool) {}
	}); err == nil {
		t.Error("attached twice")
	}
	var attached int
	if err := s.write.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM pragma_database_list WHERE name = 'aside'").Scan(&attached); err != nil || attached != 1 {
		t.Errorf("%d are attached: %v", attached, err)
	}
}

// Long texts are handed on before many of them wait, in few pieces all the same.
func TestReloadBoundsBytes(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "s.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	const rows, long = 40, 1 << 20
	written, most := 0, 0
	write := s.bulk
	s.bulk = func(r *reload, b *batch) error {
		if b == &r.batches[toObject] {
			bytes := 0
			for _, a := range b.args {
				if text, ok := a.(string); ok {
					bytes += len(text)
				}
			}
			written, most = written+1, max(most, bytes)
		}
		return write(r, b)
	}
	if err := s.Reload(t.Context(), func(desk.Log) iter.Seq2[desk.Made, error] {
		return func(yield func(desk.Made, error) bool) {
			for i := range int64(rows) {
				o := &register.Object{ID: record.ID(fmt.Sprintf("%032x", i)), Index: i, Kind: record.KindIncidentRecorded, Audience: audiencesOf[0]}
				state, err := o.JSON()
				if !yield(desk.Made{Object: o, State: string(state), Content: strings.Repeat("x", long)}, err) {
					return
				}
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if most > bulkBytes+2*long || written > rows*long/bulkBytes+1 || written < 2 {
		t.Errorf("%d bytes wait at most, and %d times rows were written", most, written)
	}

	// Words by themselves: whoever hands on so many waits for whoever works.
	a := &aside{full: make(chan [][]any, 1), done: make(chan error, 1)}
	for range 3 {
		handed := 0
		for n := 1; handed == 0; n++ {
			if err := a.add([]any{int64(n), "words"}, bulkBytes); err != nil {
				t.Fatal(err)
			}
			select {
			case batches := <-a.full:
				handed = len(batches)
			default:
			}
			if n > asideWait/bulkBytes {
				t.Fatalf("%d batches wait", n)
			}
		}
		if handed != asideWait/bulkBytes {
			t.Errorf("%d batches were handed on", handed)
		}
	}
}
