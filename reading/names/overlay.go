package names

import "github.com/surety-mechanism/surety/place"

// overlay is the lexicon of a charter's names; nil where it has none.
func overlay(k *Known) *lexicon {
	if k == nil || len(k.Parties)+len(k.Groups)+len(k.Places) == 0 {
		return nil
	}
	l := newLexicon(128)
	for _, g := range k.Groups {
		side := g.Side
		if side == "" {
			side = g.Name
		}
		e := entry{kind: ArmedGroup, full: g.Name, side: side, charter: true}
		l.put(g.Name, e)
		for _, a := range g.Aliases {
			l.put(a, e)
		}
	}
	for _, p := range k.Parties {
		e := entry{kind: Government, full: p.Name, side: p.ID, country: p.Country, charter: true}
		if c := place.ByCode(p.Country); c != nil && place.Fold(c.Name) == place.Fold(p.Name) {
			e.kind = Country
		}
		l.put(p.Name, e)
		for _, a := range p.Aliases {
			f := e
			if place.CountryNamed(a) == nil {
				f.kind = Government
			}
			l.put(a, f)
		}
		for _, d := range p.Demonyms {
			l.put(d, entry{kind: Nationality, full: p.Name, side: p.ID, country: p.Country, charter: true})
		}
		for _, o := range p.Offices {
			f := entry{kind: Person, full: o.Holder, side: p.ID, country: p.Country, charter: true}
			l.put(o.Holder, f)
			for _, a := range o.Aliases {
				l.put(a, f)
			}
		}
	}
	for _, q := range k.Places {
		e := entry{kind: Location, full: q.Name, country: q.Country, charter: true}
		l.put(q.Name, e)
		for _, a := range q.Aliases {
			l.put(a, e)
		}
	}
	return l
}
