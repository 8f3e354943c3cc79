package names

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/place"
)

// weight is what a whole document says of one unknown name.
type weight struct {
	p, l, o, n int
	prior      int
	solid      bool // stands somewhere but at the beginning of a sentence
	kind       Kind
}

// settle gives every candidate the kind that the whole document speaks for, and
// drops those that nothing speaks for.
func (f *finder) settle() []Name {
	sums := map[string]*weight{}
	surnames := map[string]bool{}
	for i := range f.found {
		c := &f.found[i]
		switch {
		case c.flat:
		case c.strong:
			if c.Kind == Person {
				surnames[lastWord(c.key)] = true
			}
		default:
			w := sums[c.key]
			if w == nil {
				w = &weight{l: town(c.key)}
				sums[c.key] = w
			}
			w.p, w.l, w.o, w.n = w.p+c.p, w.l+c.l, w.o+c.o, w.n+1
			w.prior = max(w.prior, c.prior)
			w.solid = w.solid || !c.weak
		}
	}
	for _, w := range sums {
		w.p += w.prior
	}
	f.lists(sums)
	f.parentheses(sums)
	for k, w := range sums {
		if i := strings.LastIndexByte(k, ' '); i >= 0 && w.p >= 3 && w.p >= w.l {
			surnames[k[i+1:]] = true
		}
	}
	for k, w := range sums {
		p := w.p
		if surnames[k] {
			p += 4 + 2*w.n
		}
		switch {
		case !w.solid && p < 3 && w.l < 3:
		case p >= 2 && p >= w.l && p >= w.o:
			w.kind = Person
		case w.l >= 3 && w.l >= w.o || w.l == 2 && w.o < 2:
			w.kind = Location
		case w.o >= 2+w.n/3:
			w.kind = Organisation
		}
	}
	if f.caps {
		f.onlyHere(sums)
	}
	out := make([]Name, 0, len(f.found))
	for i := range f.found {
		c := &f.found[i]
		if !c.strong {
			w := sums[c.key]
			if w == nil || w.kind == Unknown {
				continue
			}
			c.Kind = w.kind
		}
		if c.Full == "" {
			c.Full = strings.Join(strings.Fields(f.t.String(c.Span)), " ")
		}
		out = append(out, c.Name)
	}
	slices.SortFunc(out, func(a, b Name) int { return a.Start - b.Start })
	return out
}

// lists lets what a known place stands beside be one too: "Suba, Migori and Bondo".
func (f *finder) lists(sums map[string]*weight) {
	near := func(a, b *candidate) bool {
		if a.sentence != b.sentence || b.First-a.Last != 1 {
			return false
		}
		switch f.t.Tokens[a.Last].Lower {
		case ",", "and", "or", "&", ";":
			return true
		}
		return false
	}
	give := func(to, from *candidate) {
		if to.strong || to.flat {
			return
		}
		w := sums[to.key]
		switch {
		case from.strong && from.Kind == Location, !from.strong && !from.flat && sums[from.key].l >= 2 && sums[from.key].l > sums[from.key].p:
			w.l += 2
		case from.strong && from.Kind == Person:
			w.p++
		}
	}
	for i := 1; i < len(f.found); i++ {
		if near(&f.found[i-1], &f.found[i]) {
			give(&f.found[i], &f.found[i-1])
		}
	}
	for i := len(f.found) - 1; i > 0; i-- {
		if near(&f.found[i-1], &f.found[i]) {
			give(&f.found[i-1], &f.found[i])
		}
	}
}

// parentheses lets an abbreviation in brackets after a body's name be the same
// body, here and everywhere: "World Monuments Fund (WMF)".
func (f *finder) parentheses(sums map[string]*weight) {
	full := map[string]*candidate{}
	for i := 1; i < len(f.found); i++ {
		a, b := &f.found[i-1], &f.found[i]
		if b.strong || b.flat || b.Last != b.First+1 || b.First != a.Last+1 || f.t.Tokens[a.Last].Lower != "(" || f.shape[b.First]&capitals == 0 {
			continue
		}
		if a.strong && (a.Kind >= Government && a.Kind <= Medium) && full[b.key] == nil {
			full[b.key] = a
		}
	}
	for i := range f.found {
		b := &f.found[i]
		if a := full[b.key]; a != nil && !b.strong {
			b.strong, b.Kind, b.Country, b.Side, b.flat = true, a.Kind, a.Country, a.Side, false
			if b.Full = a.Full; b.Full == "" {
				b.Full = strings.Join(strings.Fields(f.t.String(a.Span)), " ")
			}
		}
	}
}

// onlyHere drops, in a text of capitals, places that lie in no country the text
// speaks of: there any word may be a town somewhere.
func (f *finder) onlyHere(sums map[string]*weight) {
	here := map[string]bool{}
	for _, c := range Datelines(f.t) {
		here[c] = true
	}
	for i := range f.found {
		if c := &f.found[i]; c.strong && c.Table && c.Country != "" {
			here[c.Country] = true
		}
	}
	lies := func(key string) bool {
		ps := place.Find(key)
		if short, ok := TrimPlace(key); ok && len(ps) == 0 {
			ps = place.Find(short)
		}
		for _, p := range ps {
			if here[p.Country] && p.Country != "USA" {
				return true
			}
		}
		return false
	}
	for k, w := range sums {
		if w.kind == Location && !lies(k) {
			w.kind = Unknown
		}
	}
	f.found = slices.DeleteFunc(f.found, func(c candidate) bool {
		return c.strong && c.Kind == Location && !c.Table && !lies(c.key)
	})
}
