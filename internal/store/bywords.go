package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/register"
)

// What a search by words costs on either database, in microseconds: to look at one
// more of what is gone through. They were measured, and only their ratios count.
type costs struct {
	scanned  float64 // an entry, in the order of the log, by its words
	indexed  float64 // an entry that the index of words names
	opened   float64 // and its row beside it
	labelled float64 // an entry that a label names
}

var (
	costsSQLite   = costs{scanned: 3, indexed: 1.5, opened: 8, labelled: 1}
	costsPostgres = costs{scanned: 1, indexed: 0.3, opened: 10, labelled: 0.4}
)

// sampled is how many of the newest entries are looked through first, which tells how
// often words stand in the rest; tests make it fewer.
var sampled int64 = 2048

const (
	mostScanned = 16384  // entries that are looked through in one statement
	counted     = 20_000 // rows of a label: beyond, nothing is looked for by it
	fewTerms    = 20     // words of a group, so that the index is asked for it beside another
)

// byWords answers a search by words: newest entry first. The newest entries are
// looked through one by one, in which what is common is found. If that does not
// fill the page, they tell how often each word stands there among what the viewer
// may read, and with that the rest is searched in the way that costs least: by
// looking on; by the index of the rarest words; or by the index of a label.
func (s *Store) byWords(ctx context.Context, v register.Viewer, f *finding) ([]register.Found, error) {
	hi := f.q.Before.Index
	if hi <= 0 {
		for some := range slices.Chunk(f.whole, mostApart) {
			text, args := list{beyond: lastIndex, n: 1}.nearest(some)
			newest, err := collect(ctx, s.read, "searching the register", func(scan func(...any) error) (idx int64, err error) { return idx, scan(&idx) }, text, args...)
			if err != nil {
				return nil, err
			}
			hi = max(hi, slices.Max(append(newest, -1))+1)
		}
	}
	f.asGroups()
	var all []register.Found
	var often *sample
	looked := int64(0)
	for in := (from{lo: max(0, hi-sampled), hi: hi}); in.hi > 0; {
		some, err := s.within(ctx, v, f, in, f.n-len(all))
		if err != nil {
			return nil, err
		}
		looked += in.hi - in.lo
		if all = append(all, some...); len(all) >= f.n || in.lo == 0 {
			break
		}
		if often == nil {
			if often, err = s.sampleOf(ctx, v, f, in); err != nil {
				return nil, err
			}
		}
		found := float64(len(all))
		often.hits, often.most = (found+.5)/float64(looked), (found+2*math.Sqrt(found)+1)/float64(looked)
		if in, err = s.cheapest(ctx, f, in.lo, f.n-len(all), often); err != nil {
			return nil, err
		}
	}
	leaving := make([]*register.Item, len(all))
	for i := range all {
		leaving[i] = &all[i].Item
	}
	if err := s.leave(ctx, v, leaving...); err != nil {
		return nil, err
	}
	return all, s.handOut(ctx, v, leaving)
}

// within gives what a search by words finds in one way.
func (s *Store) within(ctx context.Context, v register.Viewer, f *finding, in from, n int) ([]register.Found, error) {
	f.seen = by(v)
	text := f.withWords(in, n)
	return collect(ctx, s.read, "searching the register", func(scan func(...any) error) (found register.Found, err error) {
		var day string
		var at int64
		found.Item, err = f.item(func(into ...any) error { return scan(append([]any{&day, &at}, into...)...) })
		found.Place = register.Place{Day: day, Index: at}
		return found, err
	}, text, f.args...)
}

// sample is how often what is looked for stands among the newest entries.
type sample struct {
	hits   float64            // what has all of it, of an entry
	most   float64            // and what may well have it
	open   float64            // what the viewer may read of the kinds, of an entry
	groups []float64          // of it, what has each group of words, of an entry
	labels map[string]float64 // rows of each label by which it can be looked for
}

// sampleOf counts in some entries how many of those that the viewer may read have
// each group of words; and the rows of labels, where they are few.
func (s *Store) sampleOf(ctx context.Context, v register.Viewer, f *finding, in from) (*sample, error) {
	out := &sample{groups: make([]float64, len(f.groups)), labels: map[string]float64{}}
	if len(f.groups) > 0 {
		if f.seen = by(v); !f.sqlite {
			f.args = nil // who may read is asked of the words
		}
		numbers := make([]int64, len(f.groups)+1)
		into := make([]any, len(numbers))
		for i := range numbers {
			into[i] = &numbers[i]
		}
		if err := s.read.QueryRowContext(ctx, f.howOften(in), f.args...).Scan(into...); err != nil {
			return nil, told("searching the register", err)
		}
		out.open = (float64(numbers[0]) + .5) / float64(in.hi-in.lo)
		for i, n := range numbers[1:] {
			out.groups[i] = (float64(n) + .5) / float64(in.hi-in.lo)
		}
	}
	if len(f.audiences)*len(f.q.Kinds) > mostApart {
		return out, nil
	}
	for _, l := range f.dated() {
		f.args = nil // the rows are of audiences by which the viewer finds
		var n int64
		text := "SELECT COUNT(*) FROM (" + f.ofLabel(l, fmt.Sprintf(" LIMIT %d", counted)) + ") AS rows"
		if err := s.read.QueryRowContext(ctx, text, f.args...).Scan(&n); err != nil {
			return nil, told("searching the register", err)
		}
		if n < counted {
			out.labels[l] = float64(n)
		}
	}
	return out, nil
}

// howOften counts entries that the viewer may read, of the kinds, and in how many of
// them each group of words stands.
func (f *finding) howOften(in from) string {
	sums := []string{"COUNT(*)"}
	for _, g := range f.groups {
		has := ""
		if f.sqlite {
			has = f.has(g)
		} else {
			has = "words @@ " + f.arg(tsquery(nil, g)) + "::tsquery"
		}
		sums = append(sums, "COALESCE(SUM(CASE WHEN "+has+" THEN 1 ELSE 0 END), 0)")
	}
	lo, hi := f.arg(in.lo), f.arg(in.hi)
	if f.sqlite {
		return fmt.Sprintf("SELECT %s FROM object WHERE object.idx < %s AND object.idx >= %s AND object.stands AND %s AND %s", strings.Join(sums, ", "), hi, lo, f.ofKinds(), f.clause)
	}
	return fmt.Sprintf("SELECT %s FROM (SELECT words FROM wording WHERE idx < %s AND idx >= %s OFFSET 0) AS part WHERE words @@ %s::tsquery",
		strings.Join(sums, ", "), hi, lo, f.arg(tsquery(f.must())))
}

// cheapest chooses how to search the entries below one, for n more.
func (s *Store) cheapest(ctx context.Context, f *finding, below int64, n int, often *sample) (from, error) {
	cost, rest, need := costsPostgres, float64(below), float64(n)
	if f.sqlite {
		cost = costsSQLite
	}
	// Looking on, with a bit more than should be needed.
	far := min(rest, 1.2*need/often.hits)
	best, in := far*cost.scanned, from{lo: max(0, below-max(sampled, int64(min(far, mostScanned)))), hi: below}
	// By a label: whatever has it is found in its index, and looked at newest first.
	for l, rows := range often.labels {
		there := rows
		if !f.sqlite { // which stops when it has enough
			there = min(rows, need*max(1, rows/(often.hits*rest)))
		}
		if c := rows*cost.labelled + there*cost.opened; c < best {
			best, in = c, from{hi: below, label: &l}
		}
	}
	if len(f.groups) == 0 {
		return in, nil
	}
	order := make([]int, len(f.groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(often.groups[a], often.groups[b]) })
	if f.sqlite {
		rarest := often.groups[order[0]] * rest
		// The index stops when there is enough, and opens what has the words of all
		// groups that it is asked for.
		share := min(1, need/(often.hits*rest))
		both := min(rarest, often.most*rest)
		if c := share * (rarest*cost.indexed*float64(len(order)) + both*cost.opened); c >= best {
			return in, nil
		}
		index := from{hi: below}
		for i, n := range order {
			g := f.groups[n]
			terms, err := s.complete(ctx, g)
			if err != nil {
				return in, err
			}
			words, gathers := 0, false
			for _, w := range g.forms {
				if some, ok := terms[w]; ok || !g.begins {
					words += len(some)
				} else {
					words, gathers = words+mostTerms, true
				}
			}
			if i == 0 && gathers && rarest*cost.indexed >= best {
				return in, nil // it would gather all that begins so before it stops anywhere
			}
			if i == 0 || words <= fewTerms {
				index.by, index.terms = append(index.by, g), append(index.terms, g.fts5(terms))
			}
		}
		in = index
		return in, nil
	}
	// PostgreSQL's index gathers all that has the words, and its rows are looked at:
	// of as many groups as save more rows than they cost.
	some := from{hi: below, by: []group{f.groups[order[0]]}}
	rest /= often.open // it has what others may read among it
	rows, c := often.groups[order[0]]*rest, often.groups[order[0]]*rest*cost.indexed
	for _, n := range order[1:] {
		// Words may stand together oftener than each by itself would make it.
		both := max(rows*often.groups[n], often.most*rest)
		if more := often.groups[n] * rest * cost.indexed; more < (rows-both)*cost.opened {
			some.by, c, rows = append(some.by, f.groups[n]), c+more, both
		}
	}
	if c+rows*cost.opened < best {
		in = some
	}
	return in, nil
}

// from is where a search by words looks: the ways differ in what they cost, and
// give the same.
type from struct {
	lo, hi int64    // entries [lo, hi)
	by     []group  // by these words, from their index; nil: by none
	label  *string  // by this label and its days, from its index; nil: by none
	terms  []string // the groups of by, as SQLite's index is asked for them
}

// withWords writes a search by words: the newest entries first, whatever it looks
// at first. PostgreSQL's planner does not know how often words stand together, so
// it is not asked: each OFFSET keeps what stands in it apart.
func (f *finding) withWords(in from, n int) string {
	lo, hi, most := f.arg(in.lo), f.arg(in.hi), f.arg(n)
	var first, key string // what is looked at, with its index and, on PostgreSQL, its words
	switch {
	case f.sqlite && in.by != nil:
		first, key = "wording CROSS JOIN object WHERE wording MATCH "+f.arg(strings.Join(in.terms, " AND "))+" AND object.idx = wording.rowid", "wording.rowid"
	case f.sqlite && in.label != nil:
		first, key = "(SELECT DISTINCT item FROM ("+f.ofLabel(*in.label, "")+") AS parts) AS near CROSS JOIN object WHERE object.idx = near.item", "near.item"
	case f.sqlite:
		first, key = "object WHERE TRUE", "object.idx"
	case in.by != nil:
		first = fmt.Sprintf("SELECT idx FROM (SELECT idx, words FROM wording WHERE words @@ %s::tsquery OFFSET 0) AS part WHERE idx < %s AND idx >= %s AND words @@ %s::tsquery ORDER BY idx DESC OFFSET 0",
			f.arg(tsquery(nil, in.by...)), hi, lo, f.arg(tsquery(f.must(), f.groups...)))
	case in.label != nil:
		first = fmt.Sprintf(`SELECT idx FROM (SELECT DISTINCT item AS idx FROM (%s) AS parts WHERE item < %s AND item >= %s ORDER BY item DESC OFFSET 0) AS item,
			LATERAL (SELECT 1 FROM wording WHERE wording.idx = item.idx AND words @@ %s::tsquery OFFSET 0) AS held`,
			f.ofLabel(*in.label, ""), hi, lo, f.arg(tsquery(f.must(), f.groups...)))
	default:
		first = fmt.Sprintf("SELECT idx FROM (SELECT idx, words FROM wording WHERE idx < %s AND idx >= %s ORDER BY idx DESC OFFSET 0) AS part WHERE words @@ %s::tsquery",
			hi, lo, f.arg(tsquery(f.must(), f.groups...)))
	}
	object := "object.stands AND " + f.ofKinds() + " AND " + f.clause
	if f.sqlite {
		for _, g := range f.groups {
			object += " AND " + f.has(g)
		}
	}
	object += f.labelled()
	if f.sqlite {
		return fmt.Sprintf("SELECT '', object.idx, %s FROM %s AND %s < %s AND %s >= %s AND %s ORDER BY %s DESC LIMIT %s",
			itemColumns, first, key, hi, key, lo, object, key, most)
	}
	return fmt.Sprintf(`SELECT '', near.idx, object.state, object.content FROM (%s) AS near, LATERAL (SELECT %s FROM object WHERE object.idx = near.idx AND %s OFFSET 0) AS object
		ORDER BY near.idx DESC LIMIT %s`, first, itemColumns, object, most)
}

// ofLabel writes the rows of a label within the days, for all audiences by whose rows
// the viewer finds; no more than some from each, if more says how many.
func (f *finding) ofLabel(l, more string) string {
	var parts []string
	label, days := f.arg(l), f.between()
	for _, kind := range f.q.Kinds {
		k := f.arg(string(kind))
		for _, a := range f.audiences {
			part := fmt.Sprintf("SELECT item FROM label WHERE label.label = %s AND label.kind = %s AND label.audience = %s%s", label, k, f.arg(a), days)
			if more != "" {
				part = "SELECT * FROM (" + part + more + ") AS part"
			}
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " UNION ALL ")
}
