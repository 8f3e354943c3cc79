package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/register"
)

// last is after every day, and after every index.
const (
	lastDay   = "9999-99-99"
	lastIndex = int64(1) << 62
)

// Find gives the objects that a query asks for. What finds an object are its
// audience's rows, and only audiences of the viewer's are asked for; and the
// object itself is asked for with the viewer's rights again.
func (s *Store) Find(ctx context.Context, v register.Viewer, q register.Query) ([]register.Found, error) {
	if len(q.Kinds) == 0 {
		return nil, fault.New(fault.Invalid, "a search says which kinds it looks for")
	}
	if err := s.foundAll(ctx); err != nil {
		return nil, err
	}
	f := &finding{seen: by(v), q: q, n: limit(register.Page{Limit: q.Limit}), told: s.told, sqlite: s.sqlite()}
	if err := f.audiencesOf(ctx, s); err != nil || len(f.whole) == 0 {
		return nil, err
	}
	if len(q.Words) == 0 {
		return s.byLabels(ctx, v, f)
	}
	return s.byWords(ctx, v, f)
}

// byLabels answers a search by kind, labels and days.
func (s *Store) byLabels(ctx context.Context, v register.Viewer, f *finding) (all []register.Found, err error) {
	f.q.Labels = register.Paired(f.q.Labels)
	if err := s.orderLabels(ctx, v, f); err != nil {
		return nil, err
	}
	if f.rest = f.q.Labels; len(f.rest) > 0 && len(f.q.Either) == 0 {
		f.first, f.rest = f.rest[0], f.rest[1:]
	}
	var cells []cell
	for _, kind := range f.q.Kinds {
		for _, a := range f.audiences {
			cells = append(cells, f.cells(string(kind), a)...)
		}
	}
	var places []register.Place
	for some := range slices.Chunk(cells, mostApart) {
		f.args = nil
		text := f.withoutWords(some)
		got, err := collect(ctx, s.read, "searching the register", func(scan func(...any) error) (p register.Place, err error) {
			return p, scan(&p.Day, &p.Index)
		}, text, f.args...)
		if err != nil {
			return nil, err
		}
		places = append(places, got...)
	}
	slices.SortFunc(places, func(a, b register.Place) int {
		return cmp.Or(strings.Compare(b.Day, a.Day), cmp.Compare(b.Index, a.Index))
	})
	places = slices.Compact(places)
	places = places[:min(f.n, len(places))]
	keys, days := make([]int64, len(places)), make(map[int64]string, len(places))
	for i, p := range places {
		keys[i], days[p.Index] = p.Index, p.Day
	}
	items, err := s.objectsAt(ctx, v, "searching the register", keys, "stands = TRUE")
	for _, it := range items {
		all = append(all, register.Found{Item: it, Place: register.Place{Day: days[it.Index], Index: it.Index}})
	}
	return all, err
}

// cell is a kind of object for one set of seats, under one label.
type cell struct {
	kind     string
	audience int64
	label    string
}

// cells gives the cells that are gone through, each in its order, and leaves the
// labels that are asked of what stands in them.
func (f *finding) cells(kind string, audience int64) (all []cell) {
	if len(f.q.Either) == 0 {
		return []cell{{kind, audience, f.first}}
	}
	for _, l := range f.q.Either {
		all = append(all, cell{kind, audience, l})
	}
	return all
}

// audiencesOf finds the sets of seats whose objects the viewer may read, and the
// rows by which a viewer who is told things so finds them.
func (f *finding) audiencesOf(ctx context.Context, s *Store) error {
	type audience struct {
		id int64
		telling
	}
	q := by(f.viewer)
	all, err := collect(ctx, s.read, "reading who may read", func(scan func(...any) error) (a audience, err error) { return a, scan(&a.id, &a.by, &a.exact) },
		"SELECT object.audience, object.told, object.exact FROM (SELECT id AS audience, told, exact FROM audience) AS object WHERE "+q.clause+" ORDER BY object.audience",
		q.args...)
	for _, a := range all {
		if a.by == everybody {
			f.whole = append(f.whole, a.id)
		}
		if a.finds(f.told, f.viewer) {
			f.audiences = append(f.audiences, a.id)
		}
	}
	return err
}

// finding is a search as it is written down: its arguments in order.
type finding struct {
	seen
	q         register.Query
	n         int
	told      *register.Tellings
	whole     []int64  // the sets of seats whose objects the viewer may read
	audiences []int64  // by whose rows the viewer finds them
	first     string   // the label of the rows that are gone through; "" which every object has
	rest      []string // the labels that are asked of each
	groups    []group  // of words; what is found has one of each
	sqlite    bool
}

// arg adds an argument and gives its name.
func (f *finding) arg(v any) string {
	f.args = append(f.args, v)
	return fmt.Sprintf("$%d", len(f.args))
}

func (f *finding) list(numbers []int64) string {
	all := make([]string, len(numbers))
	for i, n := range numbers {
		all[i] = f.arg(n)
	}
	return strings.Join(all, ",")
}

// orderLabels puts the label that fewest objects have first: its rows are gone
// through, and the others asked of each.
func (s *Store) orderLabels(ctx context.Context, v register.Viewer, f *finding) error {
	if len(f.q.Labels) < 2 {
		return nil
	}
	const enough = 2000 // beyond which it does not matter
	have := map[string]int64{}
	for _, l := range f.q.Labels {
		for _, kind := range f.q.Kinds {
			var n int64
			q := by(v, l, string(kind))
			if err := s.read.QueryRowContext(ctx, fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 FROM label AS object WHERE object.label = $1 AND object.kind = $2
				AND %s LIMIT %d) AS part`, q.clause, enough), q.args...).Scan(&n); err != nil {
				return told("searching the register", err)
			}
			have[l] += n
		}
	}
	f.q.Labels = slices.Clone(f.q.Labels)
	slices.SortStableFunc(f.q.Labels, func(a, b string) int { return int(have[a] - have[b]) })
	return nil
}

// withoutWords writes a search by kind, labels and days for where the objects
// are that it finds: in each cell the latest, and of all of these the latest.
func (f *finding) withoutWords(cells []cell) string {
	place := f.q.Before
	if place == (register.Place{}) {
		place = register.Place{Day: lastDay, Index: lastIndex}
	}
	if f.q.To != "" && place.Day > f.q.To {
		place = register.Place{Day: f.q.To, Index: lastIndex}
	}
	from, day, index, most := f.arg(f.q.From), f.arg(place.Day), f.arg(place.Index), f.arg(f.n)
	var parts []string
	for _, c := range cells {
		parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT DISTINCT label.day AS day, label.item AS item FROM label WHERE label.label = %s
			AND label.kind = %s AND label.audience = %s AND label.day >= %s AND (label.day, label.item) < (%s, %s)%s
			ORDER BY label.day DESC, label.item DESC LIMIT %s) AS part`, f.arg(c.label), f.arg(c.kind), f.arg(c.audience), from, day, index, f.others(c), most))
	}
	return fmt.Sprintf("SELECT DISTINCT day, item FROM (%s) AS parts ORDER BY day DESC, item DESC LIMIT %s", strings.Join(parts, " UNION ALL "), most)
}

// others writes what is asked of each row of a cell: that the object has the other
// labels too. They stand beside it under the same audience, but for a side that a
// claim names for its own readers. OFFSET has PostgreSQL look at each row by itself:
// it would make one great join of all that have the labels, to show a page.
func (f *finding) others(c cell) string {
	var out strings.Builder
	for _, l := range f.rest {
		row, whose := "%s", "= label.audience"
		if ofClaim(c.label) || ofClaim(l) {
			row, whose = f.either(f.audiences)
		}
		fmt.Fprintf(&out, " AND EXISTS ("+row+")", fmt.Sprintf(`SELECT 1 FROM label AS other WHERE other.label = %s AND other.kind = label.kind
			AND other.audience %s AND other.day = label.day AND other.item = label.item LIMIT 1 OFFSET 0`, f.arg(l), whose))
	}
	return out.String()
}

// either writes that a row is for one of some audiences: what is put around the
// question for the row, and what is asked in it. SQLite looks for a row of each;
// PostgreSQL would go through the rows of all audiences, so it is told to look for each.
func (f *finding) either(audiences []int64) (around, whose string) {
	if f.sqlite {
		return "%s", "IN (" + f.list(audiences) + ")"
	}
	numbers := make([]string, len(audiences))
	for i, n := range audiences {
		numbers[i] = strconv.FormatInt(n, 10)
	}
	own := f.arg("{" + strings.Join(numbers, ",") + "}")
	return "SELECT 1 FROM unnest(" + own + "::bigint[]) AS own (audience), LATERAL (%s) AS one", "= own.audience"
}

// ofClaim reports whether a label may find an incident by a claim about it.
func ofClaim(label string) bool { return strings.HasPrefix(label, register.BySide+":") }
