package attribution

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// repeated finds statements that say the same: the headline's names the body's,
// a later one the first.
func (r *reader) repeated() {
	r.repeatedBy = map[*found]*found{}
	defer func() {
		for _, f := range r.found {
			if f.repeats != nil {
				r.repeatedBy[f.repeats] = f
			}
		}
	}()
	stems := stemmer{}
	var sets []stemSet
	for _, f := range r.found {
		sets = append(sets, r.telling(f, stems))
	}
	limit := min(len(r.found), 400)
	for i := 0; i < limit; i++ {
		f := r.found[i]
		if r.inTitle(f) {
			// The statement of the body that says most of it.
			best, score := -1, 0.0
			for j := 0; j < limit; j++ {
				if j == i || r.inTitle(r.found[j]) || !r.sameSpeaker(f, r.found[j]) {
					continue
				}
				if s := r.alike(sets[i], sets[j], f, r.found[j]); s > score {
					best, score = j, s
				}
			}
			if best >= 0 && score >= 0.34 {
				f.repeats = r.found[best]
			}
			continue
		}
		for j := max(0, i-60); j < i; j++ {
			o := r.found[j]
			if r.inTitle(o) || o.repeats == f || o.inner == f || f.inner == o || !r.sameSpeaker(f, o) {
				continue
			}
			if both := shared(sets[i], sets[j]); both >= 3 && float64(both) >= 0.6*float64(min(len(sets[i]), len(sets[j]))) || r.quotes(f, sets[j], stems) || r.quotes(o, sets[i], stems) {
				f.repeats = o
				break
			}
		}
	}
}

// quotes reports whether the words that f has in quotation marks are among
// those of another statement.
func (r *reader) quotes(f *found, other stemSet, stems stemmer) bool {
	if f.mode != "mixed" {
		return false
	}
	i := r.token(0, f.content.Start)
	for k := i; k < len(r.tags) && r.t.Tokens[k].End <= f.content.End && k-i < 100; k++ {
		q := r.quote[k]
		if q < 0 || r.t.Quotes[q].Start != r.t.Tokens[k].Start {
			continue
		}
		n, both := 0, 0
		for _, w := range r.t.Within(r.t.Quotes[q].Inner) {
			if _, ok := closed.Of(w); ok || w.Kind == text.Mark {
				continue
			}
			n++
			if other.has(stems.of(w)) {
				both++
			}
		}
		if n >= 3 && both == n {
			return true
		}
	}
	return false
}

func (r *reader) inTitle(f *found) bool {
	return r.title.Overlaps(f.content)
}

// sameSpeaker reports whether two statements can be of one speaker: the same
// actor, or one and its side.
func (r *reader) sameSpeaker(f, o *found) bool {
	a, b := f.actor(), o.actor()
	if a == nil || b == nil {
		return a == b
	}
	return a == b || a.Side != "" && a.Side == b.Side || a.Country != "" && a.Country == b.Country || a.Name == "" || b.Name == ""
}

func (r *reader) alike(a, b stemSet, f, o *found) float64 {
	if len(a) == 0 {
		return 0
	}
	s := float64(shared(a, b)) / float64(len(a))
	if f.verb != nil && f.verb == o.verb {
		s += 0.25
	}
	return s
}

// telling gives the stems of the telling words of a statement, speaker left out.
func (r *reader) telling(f *found, stems stemmer) stemSet {
	var out stemSet
	for i, k := range r.t.Within(f.content) {
		if i > 80 {
			break
		}
		if k.Kind == text.Mark {
			continue
		}
		if _, ok := closed.Of(k); ok {
			continue
		}
		if n := stems.of(k); n > 0 {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stemmer numbers the stems of a document, from 1.
type stemmer map[string]int

// stemSet are stems in order, each once.
type stemSet []int

// of gives the number of the stem of k, 0 where it is too short to tell anything.
func (s stemmer) of(k text.Token) int {
	w := stem(k.Base())
	if len(w) <= 2 {
		return 0
	}
	n, ok := s[w]
	if !ok {
		n = len(s) + 1
		s[w] = n
	}
	return n
}

func (s stemSet) has(n int) bool {
	_, ok := slices.BinarySearch(s, n)
	return ok
}

// stem cuts the commonest endings, so that "unsatisfied with assurances" and
// "assurance" meet.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) > 3 {
			return s
		}
	}
	return w
}

func shared(a, b stemSet) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// fidelity reports whether the words of a statement stand elsewhere as a
// quotation, or quotation marks stand around a paraphrase of one.
func (r *reader) fidelity(f *found) string {
	switch {
	case f.mode != "mixed" || f.repeats == nil && !r.isRepeated(f):
		return ""
	}
	o := f.repeats
	if o == nil {
		o = r.repeater(f)
	}
	if o == nil || o.mode == "indirect" {
		return ""
	}
	// The words in quotation marks, and whether the other has them.
	other := strings.Join(strings.Fields(text.Fold(r.t.String(o.content))), " ")
	i := r.token(0, f.content.Start)
	for k := i; k < len(r.tags) && r.t.Tokens[k].End <= f.content.End; k++ {
		q := r.quote[k]
		if q < 0 || r.t.Quotes[q].Start != r.t.Tokens[k].Start {
			continue
		}
		inner := strings.Join(strings.Fields(text.Fold(r.t.String(r.t.Quotes[q].Inner))), " ")
		if !strings.Contains(other, strings.Trim(inner, ".,;")) {
			return "paraphrase_in_quotes"
		}
		return "verbatim"
	}
	return ""
}

func (r *reader) isRepeated(f *found) bool { return r.repeater(f) != nil }

// repeater gives a statement that repeats f.
func (r *reader) repeater(f *found) *found { return r.repeatedBy[f] }
