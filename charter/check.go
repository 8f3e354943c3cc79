package charter

import (
	"fmt"
	"slices"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/surety-mechanism/surety/record"
)

// checker collects what the schema cannot see: ids used twice, names that refer
// to nothing, days in the wrong order, quorums that protect nobody.
type checker struct {
	*Charter
	root ast.Node
	list []Problem
}

func (c *Charter) check(root ast.Node) []Problem {
	k := &checker{Charter: c, root: root}
	k.languages()
	k.ids()
	k.people()
	k.guarantees()
	k.publishers()
	k.declassified()
	k.seats()
	k.levels()
	k.coarsening()
	k.notices()
	k.witnesses()
	k.places()
	k.clocks()
	k.decisions()
	return k.list
}

func (k *checker) wrong(p path, format string, args ...any) {
	k.list = append(k.list, Problem{Line: lineOf(k.root, p), Field: p.String(), What: fmt.Sprintf(format, args...)})
}

// languages: the mechanism, its parties and its crossings have a name in each.
func (k *checker) languages() {
	named := func(n Names, p path) {
		for _, l := range k.Languages {
			if n[l] == "" {
				k.wrong(p, "there is no name in %q, which is a language of the mechanism; add one", l)
			}
		}
	}
	named(k.Name, at("name"))
	for i, p := range k.Parties {
		named(p.Name, at("parties", i, "name"))
	}
	for i, x := range k.Crossings {
		named(x.Name, at("crossings", i, "name"))
		for j, g := range x.Gates {
			named(g.Name, at("crossings", i, "gates", j, "name"))
		}
	}
	for i, c := range k.Categories {
		named(c.Name, at("categories", i, "name"))
	}
	if k.Map.DisputedLine || k.Map.Boundaries != nil {
		named(k.Map.Note, at("map", "note"))
	}
	if b := k.Map.Boundaries; b != nil {
		named(b.Source, at("map", "boundaries", "source"))
	}
}

// ids: every id stands once. Parties, groups and third parties share one set,
// places of all kinds another.
func (k *checker) ids() {
	who, where := once{k, map[string]string{}}, once{k, map[string]string{}}
	for i, p := range k.Parties {
		who.see(p.ID, at("parties", i))
	}
	for i, g := range k.Groups {
		who.see(g.ID, at("groups", i))
	}
	for i, t := range k.ThirdParties {
		who.see(t.ID, at("third_parties", i))
	}
	for i, x := range k.Crossings {
		where.see(x.ID, at("crossings", i))
		for j, g := range x.Gates {
			where.see(g.ID, at("crossings", i, "gates", j))
		}
	}
	for i, p := range k.Places {
		where.see(p.ID, at("places", i))
	}
	for _, list := range []struct {
		field string
		ids   []string
	}{
		{"categories", each(k.Categories, func(c Category) string { return c.ID })},
		{"clocks", each(k.Clocks, func(c Clock) string { return c.ID })},
		{"ladder", each(k.Ladder, func(r Rung) string { return r.ID })},
	} {
		o := once{k, map[string]string{}}
		for i, id := range list.ids {
			o.see(id, at(list.field, i))
		}
	}
	measures := once{k, map[string]string{}}
	for i, m := range k.Penalties.Measures {
		measures.see(m.ID, at("penalties", "measures", i))
	}
}

func each[T any](list []T, of func(T) string) []string {
	all := make([]string, len(list))
	for i, one := range list {
		all[i] = of(one)
	}
	return all
}

type once struct {
	k    *checker
	seen map[string]string
}

func (o once) see(id string, p path) {
	if before, ok := o.seen[id]; ok {
		o.k.wrong(at(p, "id"), "%q is the id of %s already; give this one another", id, before)
		return
	}
	o.seen[id] = p.String()
}

func (k *checker) party(id string, p path) {
	if _, ok := k.Party(id); !ok {
		k.wrong(p, "there is no party %q; the parties are %s", id, quoted(each(k.Parties, func(p Party) string { return p.ID })))
	}
}

func (k *checker) partyOrThird(id string, p path) {
	_, party := k.Party(id)
	_, third := k.ThirdParty(id)
	if !party && !third {
		k.wrong(p, "there is no party or third party %q; name one that the charter has", id)
	}
}

func quoted(list []string) string {
	s := ""
	for i, one := range list {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprintf("%q", one)
	}
	return s
}

func (k *checker) people() {
	for i, p := range k.Parties {
		k.offices(p.Offices, at("parties", i))
	}
	for i, t := range k.ThirdParties {
		k.offices(t.Offices, at("third_parties", i))
	}
}

func (k *checker) offices(list []Office, of path) {
	for j, o := range list {
		for n, h := range o.Holders {
			p := at(of, "offices", j, "holders", n)
			from, to := k.day(h.From, at(p, "from")), k.day(h.To, at(p, "to"))
			if !from.IsZero() && !to.IsZero() && to.Before(from) {
				k.wrong(at(p, "to"), "%s left the office on %s, before taking it on %s; one of the two days is wrong", h.Name, h.To, h.From)
			}
		}
	}
}

// day reads a day; the zero time where there is none.
func (k *checker) day(s string, p path) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		k.wrong(p, "%q is no day of the calendar; look at the month and the day", s)
	}
	return t
}

func (k *checker) guarantees() {
	for i, t := range k.ThirdParties {
		p := at("third_parties", i)
		is := slices.Contains(t.Roles, "guarantor")
		switch {
		case is && t.Guarantee.State == "":
			k.wrong(p, "%s is a guarantor, but the field guarantee does not say how; the least is state: named_by_party and who named it", t.ID)
		case !is && t.Guarantee.State != "":
			k.wrong(at(p, "guarantee"), "%s has a guarantee without the role guarantor; add the role or drop the guarantee", t.ID)
		case t.Guarantee.State == "named_by_party" && t.Guarantee.NamedBy == "":
			k.wrong(at(p, "guarantee"), "the field named_by is missing; say which party named %s", t.ID)
		}
		if t.Guarantee.NamedBy != "" {
			k.party(t.Guarantee.NamedBy, at(p, "guarantee", "named_by"))
		}
		k.day(t.Guarantee.Since, at(p, "guarantee", "since"))
	}
}

func (k *checker) places() {
	called := func(by map[string]Names, p path) {
		for _, id := range sortedKeys(by) {
			k.party(id, at(p, "called", id))
		}
	}
	for i, x := range k.Crossings {
		p := at("crossings", i)
		called(x.Called, p)
		for j, g := range x.Gates {
			k.party(g.Party, at(p, "gates", j, "party"))
		}
		if len(x.Gates) == 2 && x.Gates[0].Party == x.Gates[1].Party {
			k.wrong(at(p, "gates", 1, "party"), "both gates of %s are on the side of %q; each is on its own side", x.ID, x.Gates[0].Party)
		}
		k.somewhere(x.At, at(p, "at"))
	}
	for i, one := range k.Places {
		p := at("places", i)
		called(one.Called, p)
		if one.Party != "" {
			k.party(one.Party, at(p, "party"))
		}
		k.somewhere(one.At, at(p, "at"))
	}
}

// somewhere: 0, 0 is what an empty form gives, and lies in the sea.
func (k *checker) somewhere(a Coordinates, p path) {
	if a.Lat == 0 && a.Lon == 0 {
		k.wrong(p, "0, 0 lies in the Gulf of Guinea; give the place's own coordinates")
	}
}

// seatset: every seat named is there.
func (k *checker) seatset(seats []record.Seat, p path) {
	for i, s := range seats {
		if _, ok := k.Seat(s); !ok && s != record.Public {
			k.wrong(at(p, i), "there is no seat %q; name one that the charter has", s)
		}
	}
}
