package register

import (
	"encoding/hex"
	"reflect"
	"slices"
	"strconv"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/record"
)

// Tellings says how readers are told what others recorded, by a mechanism's
// charter. nil tells everyone everything as it was recorded.
type Tellings struct{ Charter *charter.Charter }

// Of gives how a viewer is told what a seat recorded. Who looks through another's
// eyes is told no more than either.
func (t *Tellings) Of(v Viewer, author record.Seat) access.Telling {
	if t == nil {
		return access.AsRecorded
	}
	told := access.AsRecorded
	if author == "" || !slices.Contains(v.Seats, author) {
		told = access.TellingOf(t.Charter, v.Seats)
	}
	if v.As != nil {
		told = max(told, t.Of(*v.As, author))
	}
	return told
}

// WordTold writes a word that only those find who are told so.
func WordTold(t access.Telling, word string) string { return "t" + strconv.Itoa(int(t)) + ":" + word }

// WordOwn writes a word that its own author finds, who is told it exactly.
func WordOwn(author record.Seat, word string) string {
	return "s" + hex.EncodeToString([]byte(author)) + ":" + word
}

// indexed gives what finds an item, by how its readers are told it.
func (t *Tellings) indexed(it Item) (x Indexed) {
	var all [access.Tellings]ways
	exactly := it.ways()
	for i := range all {
		all[i] = exactly
	}
	if t != nil && access.Coarsens(it.Body) {
		for told := access.AtTable; told <= t.least(it.Readers()); told++ {
			// What is coarsened are the body's own fields: nothing below them is written to.
			body := reflect.New(reflect.TypeOf(it.Body).Elem())
			body.Elem().Set(reflect.ValueOf(it.Body).Elem())
			less := Item{Object: it.Object, Body: body.Interface().(record.Body)}
			if access.Findable(t.Charter, told, less.Body) {
				all[told], x.Exact = less.ways(), it.Seat
			}
		}
	}
	for i, w := range all {
		x.Day[i], x.Labels[i] = w.day, w.labels
		if w.dayOf != "" {
			x.DayOf = w.dayOf
		}
	}
	x.Also = exactly.also
	x.Words = exactly.words
	if x.Exact != "" {
		x.Words = t.words(all, it.Seat)
	}
	return x
}

// least gives how exactly those readers are told who are told least: whoever is
// told less than that reads nothing of it.
func (t *Tellings) least(readers []record.Seat) access.Telling {
	told := access.AsRecorded
	for i := range readers {
		told = max(told, access.TellingOf(t.Charter, readers[i:i+1]))
	}
	return told
}

// words gives the words of an item, those that not everyone is told as only those
// find them who are.
func (t *Tellings) words(all [access.Tellings]ways, author record.Seat) (out []string) {
	own := access.TellingOf(t.Charter, []record.Seat{author})
	told := map[string][access.Tellings]bool{}
	var words []string
	for i, w := range all {
		for _, word := range w.words {
			by, ok := told[word]
			if !ok {
				words = append(words, word)
			}
			by[i] = true
			told[word] = by
		}
	}
	for _, word := range words {
		by := told[word]
		if !slices.Contains(by[:], false) {
			out = append(out, word)
			continue
		}
		for i, is := range by {
			if is {
				out = append(out, WordTold(access.Telling(i), word))
			}
		}
		if by[access.AsRecorded] && !by[own] {
			out = append(out, WordOwn(author, word))
		}
	}
	return out
}
