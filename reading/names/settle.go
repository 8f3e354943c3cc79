package names

import (
	"slices"
	"strings"
)

// settle gives every candidate the kind that the whole document speaks for, and
// drops those that nothing speaks for.
func (f *finder) settle() []Name {
	type weight struct {
		p, l, o int
		solid   bool
	}
	sums := map[string]*weight{}
	surnames := map[string]bool{}
	for i := range f.found {
		c := &f.found[i]
		if c.strong {
			if c.Kind == Person {
				if k := strings.LastIndexByte(c.key, ' '); k >= 0 {
					surnames[c.key[k+1:]] = true
				} else {
					surnames[c.key] = true
				}
			}
			continue
		}
		w := sums[c.key]
		if w == nil {
			w = &weight{}
			sums[c.key] = w
		}
		w.p, w.l, w.o = w.p+c.p, w.l+c.l, w.o+c.o
		w.solid = w.solid || !c.weak
	}
	for k, w := range sums {
		if i := strings.LastIndexByte(k, ' '); i >= 0 && w.p >= 3 && w.p >= w.l {
			surnames[k[i+1:]] = true
		}
	}
	var out []Name
	for i := range f.found {
		c := &f.found[i]
		if !c.strong {
			w := sums[c.key]
			p := w.p
			if surnames[c.key] {
				p += 6
			}
			switch {
			case c.weak && !w.solid && p < 3 && w.l < 3:
			case p >= 2 && p >= w.l && p >= w.o:
				c.Kind = Person
			case w.l >= 3 && w.l >= w.o || w.l == 2 && w.o < 2:
				c.Kind = Location
			case w.o >= 2:
				c.Kind = Organisation
			}
		}
		if c.Kind == Unknown {
			continue
		}
		if c.Full == "" {
			c.Full = strings.Join(strings.Fields(f.t.String(c.Span)), " ")
		}
		out = append(out, c.Name)
	}
	slices.SortFunc(out, func(a, b Name) int { return a.Start - b.Start })
	return out
}
