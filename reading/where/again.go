package where

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// settlements are nouns that mean again the town last named: "the city".
var settlements = text.Set(`city town village`)

// sites are nouns that mean again the place last named whose name has them in it:
// "the camp" after "Zamzam camp".
var again = text.Set(`camp hospital airport airfield airbase base prison university island dam valley district province`)

// others are words by which another place is meant than the last one.
var others = text.Set(`nearby neighbouring neighboring other next second third largest biggest main same first adjacent twin border second-largest
	home inner`)

// memory is how many sentences back the name may stand.
const memory = 3

// backward is how many places back it may stand, so that one endless sentence of
// places costs no more than another text.
const backward = 40

// earlier is a place named before.
type earlier struct {
	index    int // into the analysis' places
	sentence int
	town     bool
	words    string // of its name and what follows it, folded
}

// again adds "the city" and the like as places, where one place alone can be
// meant: the only town, or the only place of such a name, of the nearest sentence
// that names any.
func (r *resolver) again() {
	t := r.a.Text
	named := r.a.Places
	var seen []earlier
	next := 0
	out := named[:0:0]
	for n, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			for next < len(named) && named[next].At.Start <= t.Tokens[i].Start {
				seen = append(seen, r.earlier(next, n, i, s))
				out = append(out, named[next])
				next++
			}
			j := r.noun(i, s)
			if j < 0 {
				continue
			}
			k := meant(seen, n, t.Tokens[j].Base())
			if k < 0 {
				continue
			}
			at := text.Span{Start: t.Tokens[i].Start, End: t.Tokens[j].End}
			d, ok := t.Draft(at)
			if !ok || t.IsMasked(at) {
				continue
			}
			p := named[k]
			p.At, p.Place.Span = at, d
			out = append(out, p)
			i = j
		}
	}
	r.a.Places = append(out, named[next:]...)
}

// earlier makes the note of place k, named in sentence n at token i.
func (r *resolver) earlier(k, n, i int, s text.Sentence) earlier {
	t, p := r.a.Text, r.a.Places[k]
	e := earlier{index: k, sentence: n, words: text.Fold(t.String(p.At))}
	for ; i < s.Last && t.Tokens[i].Start < p.At.End; i++ {
	}
	if i < s.Last && again[t.Tokens[i].Lower] {
		e.words += " " + t.Tokens[i].Lower // "Zamzam camp"
	}
	for _, q := range r.find(place.Fold(p.Name)) {
		if q.Country == p.Country && (q.Kind == place.Town || q.Kind == place.Spot) {
			e.town = p.Precision == 1
			break
		}
	}
	return e
}

// noun reports whether such a noun stands for a place at token i, "the" or "this"
// before it, and gives its token, -1 where none does.
func (r *resolver) noun(i int, s text.Sentence) int {
	t := r.a.Text
	switch t.Tokens[i].Lower {
	case "the", "this", "that":
	default:
		return -1
	}
	j := i + 1
	if j+1 < s.Last && t.Tokens[j].Kind == text.Word && !settlements[t.Tokens[j].Base()] && !again[t.Tokens[j].Base()] {
		if w := t.Tokens[j].Lower; others[w] || !names.IsOrdinary(w) {
			return -1
		}
		j++ // "the besieged city"
	}
	if j >= s.Last || t.Tokens[j].Kind != text.Word || !settlements[t.Tokens[j].Base()] && !again[t.Tokens[j].Base()] {
		return -1
	}
	if j+1 < s.Last {
		n := t.Tokens[j+1]
		if n.Kind == text.Word && (n.Lower == "where" || n.Lower == "named" || n.Lower == "called" || names.IsOrdinary(n.Base()) && !strings.HasSuffix(n.Lower, "ed") ||
			t.Plain[n.Start] >= 'A' && t.Plain[n.Start] <= 'Z') {
			return -1 // "the city of Mosul", "the city council", "the town Kobar"
		}
	}
	return j
}

// meant gives the index of the place that the noun w means in sentence n, or -1:
// that of the nearest sentence where there is but one.
func meant(seen []earlier, n int, w string) int {
	best, from := -1, -1
	name := ""
	for i := len(seen) - 1; i >= max(0, len(seen)-backward) && seen[i].sentence >= n-memory; i-- {
		e := seen[i]
		if from >= 0 && e.sentence != from {
			break
		}
		if settlements[w] && !e.town || again[w] && !strings.Contains(" "+e.words, " "+w) {
			continue
		}
		if from >= 0 && e.words != name {
			return -1
		}
		best, from, name = e.index, e.sentence, e.words
	}
	return best
}
