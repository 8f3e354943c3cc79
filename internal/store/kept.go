package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Kept is one row of the register's tables, with all that finds it, for
// comparing them with the log.
type Kept struct {
	Index          int64
	Kind           string
	Stands         bool
	Days           [access.Tellings]string
	State, Content string
	Seats, Refs    []string // sorted
	Labels         []string // what finds it and what it finds: label, kind, day, index of what is found; sorted
	Words          []string // that it is found by, its kind among them; sorted
}

// keptRow is a row with what only the tables themselves make anything of.
type keptRow struct {
	Kept
	audience int64  // the number of its set of seats
	lines    string // its labels, as it knows them itself
	words    string // and on SQLite its words
}

// Register gives every row of the register by object id.
func (s *Whole) Register(ctx context.Context) (map[record.ID]Kept, error) {
	if err := s.foundAll(ctx); err != nil {
		return nil, err
	}
	all := map[record.ID]*keptRow{}
	type object struct {
		id string
		keptRow
	}
	words := "''"
	if s.sqlite() {
		words = "words"
	}
	objects, err := collect(ctx, s.read, "reading the register", func(scan func(...any) error) (o object, err error) {
		if err = scan(&o.id, &o.Index, &o.Kind, &o.Stands, &o.audience, &o.Days[0], &o.Days[1], &o.Days[2], &o.lines, &o.words, &o.State, &o.Content); err != nil {
			err = fault.New(fault.Corrupt, "the row of entry %d (%s) in the register is damaged; `surety rebuild` makes it again: %w", o.Index, o.id, err)
		}
		return o, err
	}, "SELECT id, idx, kind, stands, audience, day, day_table, day_public, labels, "+words+", state, content FROM object")
	if err != nil {
		return nil, err
	}
	ids := map[int64]record.ID{}
	for _, o := range objects {
		all[record.ID(o.id)], ids[o.Index] = &o.keptRow, record.ID(o.id)
	}
	type pair struct{ id, a string }
	scan := func(scan func(...any) error) (p pair, err error) { return p, scan(&p.id, &p.a) }
	for i, q := range []string{
		"SELECT object.id, audience_seat.seat FROM object JOIN audience_seat ON audience_seat.audience = object.audience ORDER BY audience_seat.seat",
		"SELECT object.id, object_ref.role || ' ' || object_ref.target FROM object_ref JOIN object ON object.idx = object_ref.object ORDER BY object_ref.role, object_ref.target"} {
		pairs, err := collect(ctx, s.read, "reading the register", scan, q)
		if err != nil {
			return nil, err
		}
		for _, p := range pairs {
			k := all[record.ID(p.id)]
			switch {
			case k == nil:
				return nil, fault.New(fault.Corrupt, "a row of the register speaks of %s, which is not there; `surety rebuild` makes it again", p.id)
			case i == 0:
				k.Seats = append(k.Seats, p.a)
			default:
				k.Refs = append(k.Refs, p.a)
			}
		}
	}
	if err := errors.Join(s.keptLabels(ctx, all, ids), s.keptWords(ctx, all, ids), s.keptAudiences(ctx)); err != nil {
		return nil, err
	}
	kept := make(map[record.ID]Kept, len(all))
	for id, k := range all {
		kept[id] = k.Kept
	}
	return kept, nil
}

// keptLabels adds what finds objects. A row that its object does not know of, or
// that is for others than the object, is told apart.
func (s *Whole) keptLabels(ctx context.Context, all map[record.ID]*keptRow, ids map[int64]record.ID) error {
	rows, err := collect(ctx, s.read, "reading the register", func(scan func(...any) error) (l label, err error) {
		return l, scan(&l.label, &l.kind, &l.audience, &l.day, &l.item, &l.idx)
	}, "SELECT "+labelColumns+" FROM label")
	if err != nil {
		return err
	}
	sets, err := s.sets(ctx)
	if err != nil {
		return err
	}
	found := map[record.ID][]string{}
	for _, l := range rows {
		id, ok := ids[l.idx]
		if !ok {
			return fault.New(fault.Corrupt, "a row of the register finds entry %d, which is not there; `surety rebuild` makes it again", l.idx)
		}
		k := all[id]
		text := fmt.Sprintf("%s %s %s %d", l.label, l.kind, l.day, l.item)
		switch who := sets[l.audience]; {
		case l.audience == k.audience:
		case who.seats == sets[k.audience].seats:
			text += fmt.Sprintf(" for those told %b, and %s", who.by, who.exact)
		default:
			text += " for others"
		}
		k.Labels = append(k.Labels, text)
		found[id] = append(found[id], labelLines([]label{l}))
	}
	for id, k := range all {
		slices.Sort(k.Labels)
		own, err := parseLabels(k.lines, k.Index)
		var known []string
		for _, l := range own {
			known = append(known, labelLines([]label{l}))
		}
		slices.Sort(known)
		if err != nil || !slices.Equal(known, slices.Sorted(slices.Values(found[id]))) {
			k.Labels = append(k.Labels, "others than its row knows of")
		}
	}
	return nil
}

// keptWords adds the words that objects are found by.
func (s *Whole) keptWords(ctx context.Context, all map[record.ID]*keptRow, ids map[int64]record.ID) error {
	type word struct {
		idx  int64
		word string
	}
	scan := func(scan func(...any) error) (w word, err error) { return w, scan(&w.idx, &w.word) }
	var words []word
	if s.sqlite() {
		// The index of words has a table that shows what is in it. It is made for the
		// writer's connection alone, and gone with it.
		conn, err := s.write.Conn(ctx)
		if err != nil {
			return told("reading the index of words", err)
		}
		_, err = conn.ExecContext(ctx, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'wording', 'instance')")
		if err == nil {
			words, err = collect(ctx, conn, "reading the index of words", scan, "SELECT doc, term FROM temp.vocabulary")
		}
		if err = errors.Join(told("reading the index of words", err), conn.Close()); err != nil {
			return err
		}
	} else {
		var err error
		if words, err = collect(ctx, s.read, "reading the index of words", scan, "SELECT idx, unnest(tsvector_to_array(words)) FROM wording"); err != nil {
			return err
		}
	}
	for _, w := range words {
		id, ok := ids[w.idx]
		if !ok {
			return fault.New(fault.Corrupt, "the index of words finds entry %d, which is not there; `surety rebuild` makes it again", w.idx)
		}
		k := all[id]
		if w.word == audienceWord(k.audience) {
			w.word = "a:"
		}
		k.Words = append(k.Words, w.word)
	}
	for _, k := range all {
		slices.Sort(k.Words)
		own := slices.DeleteFunc(slices.Clone(k.Words), func(w string) bool { return strings.HasPrefix(w, "k:") || w == "a:" })
		if s.sqlite() && !slices.Equal(own, slices.Compact(slices.Sorted(slices.Values(strings.Fields(k.words))))) {
			k.Words = append(k.Words, "others than its row knows of")
		}
	}
	return nil
}

// keptAudiences checks that every set of seats is that of its rows.
func (s *Whole) keptAudiences(ctx context.Context) error {
	type pair struct {
		id    int64
		seats string
	}
	sets, err := s.sets(ctx)
	if err != nil {
		return err
	}
	rows, err := collect(ctx, s.read, "reading who may read", func(scan func(...any) error) (p pair, err error) {
		return p, scan(&p.id, &p.seats)
	}, "SELECT audience, seat FROM audience_seat")
	if err != nil {
		return err
	}
	seats := map[int64][]string{}
	for _, r := range rows {
		seats[r.id] = append(seats[r.id], r.seats)
	}
	for id, set := range sets {
		want := strings.Fields(set.seats)
		got := seats[id]
		slices.Sort(got)
		slices.Sort(want)
		idle := set.by == everybody && set.exact != "" // says nothing, and was never written
		if !slices.Equal(want, got) || idle || set.name != set.telling.name(set.list()) {
			return fault.New(fault.Corrupt, "the set of seats %d in the register was changed; `surety rebuild` makes it again", id)
		}
		delete(seats, id)
	}
	for id := range seats {
		return fault.New(fault.Corrupt, "the register has a set of seats, %d, that was never made; `surety rebuild` makes it again", id)
	}
	return nil
}

// set is a numbered set of seats, or those of one who find by the same rows.
type set struct {
	name  string
	seats string // divided by spaces
	telling
}

func (s set) list() (all []record.Seat) {
	for _, seat := range strings.Fields(s.seats) {
		all = append(all, record.Seat(seat))
	}
	return all
}

func (s *Whole) sets(ctx context.Context) (map[int64]set, error) {
	type numbered struct {
		id int64
		set
	}
	rows, err := collect(ctx, s.read, "reading who may read", func(scan func(...any) error) (n numbered, err error) {
		err = scan(&n.id, &n.name, &n.by, &n.exact)
		n.seats, _, _ = strings.Cut(n.name, "/")
		return n, err
	}, "SELECT id, seats, told, exact FROM audience")
	all := make(map[int64]set, len(rows))
	for _, n := range rows {
		all[n.id] = n.set
	}
	return all, err
}
