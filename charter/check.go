package charter

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/surety-mechanism/surety/record"
)

// checker collects what the schema cannot see: names that refer to nothing, days
// in the wrong order, quorums that protect nobody.
type checker struct {
	c    *Charter
	tree *ast.File
	list []Problem
}

func (k *checker) wrong(path []string, format string, args ...any) {
	k.list = append(k.list, Problem{Line: lineOf(k.tree, path), Field: fieldOf(path), What: fmt.Sprintf(format, args...)})
}

func at(path ...any) []string {
	all := make([]string, len(path))
	for i, p := range path {
		all[i] = fmt.Sprint(p)
	}
	return all
}

func (c *Charter) check(tree *ast.File) []Problem {
	k := &checker{c: c, tree: tree}
	k.ids()
	k.people()
	k.seats()
	k.levels()
	k.witnesses()
	k.places()
	k.rules()
	return k.list
}

// ids: every id is its own, within parties, groups and third parties together.
func (k *checker) ids() {
	seen := map[string]string{}
	once := func(id string, path []string) {
		if before, ok := seen[id]; ok {
			k.wrong(path, "%q is the id of %s already; every id is used once", id, before)
		}
		seen[id] = fieldOf(path[:2])
	}
	for i, p := range k.c.Parties {
		once(p.ID, at("parties", i, "id"))
	}
	for i, g := range k.c.Groups {
		once(g.ID, at("groups", i, "id"))
	}
	for i, t := range k.c.ThirdParties {
		once(t.ID, at("third_parties", i, "id"))
		if t.NamedBy != "" {
			k.party(t.NamedBy, at("third_parties", i, "named_by"))
		}
	}
	seen = map[string]string{}
	for i, c := range k.c.Crossings {
		once(c.ID, at("crossings", i, "id"))
	}
	for i, p := range k.c.Places {
		once(p.ID, at("places", i, "id"))
	}
	seen = map[string]string{}
	for i, c := range k.c.Categories {
		once(c.ID, at("categories", i, "id"))
	}
	for i, c := range k.c.Clocks {
		once(c.ID, at("clocks", i, "id"))
	}
}

func (k *checker) party(id string, path []string) {
	if _, ok := k.c.Party(id); !ok {
		k.wrong(path, "there is no party %q", id)
	}
}

func (k *checker) people() {
	for i, p := range k.c.Parties {
		for j, o := range p.Offices {
			for n, h := range o.Holders {
				path := at("parties", i, "offices", j, "holders", n)
				from, to := k.day(h.From, append(path, "from")), k.day(h.To, append(slices.Clone(path), "to"))
				if !from.IsZero() && !to.IsZero() && to.Before(from) {
					k.wrong(append(slices.Clone(path), "to"), "%s left office on %s, before taking it on %s", h.Name, h.To, h.From)
				}
			}
		}
	}
}

func (k *checker) day(s string, path []string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		k.wrong(path, "%q is no day of the calendar; write it YYYY-MM-DD", s)
	}
	return t
}

func (k *checker) seats() {
	seen := map[record.Seat]bool{record.Public: true}
	secretariat := false
	for i, s := range k.c.Seats {
		if seen[s.ID] {
			k.wrong(at("seats", i, "id"), "the seat %q is there already, or is the word for everyone", s.ID)
		}
		seen[s.ID] = true
		secretariat = secretariat || s.Role == "secretariat"
		if s.Of == "" && (s.Role == "party" || s.Role == "guarantor") {
			k.wrong(at("seats", i), "a seat of role %s says whose it is, in the field of", s.Role)
		}
		if s.Of == "" {
			continue
		}
		_, party := k.c.Party(s.Of)
		third := slices.ContainsFunc(k.c.ThirdParties, func(t ThirdParty) bool { return t.ID == s.Of })
		if !party && !third {
			k.wrong(at("seats", i, "of"), "there is no party or third party %q", s.Of)
		}
	}
	if !secretariat {
		k.wrong(at("seats"), "there is no seat of role secretariat; somebody has to run the desk")
	}
}

func (k *checker) levels() {
	sets := map[string][]record.Seat{"P0": k.c.Levels.P0, "P1": k.c.Levels.P1, "P3": k.c.Levels.P3}
	for _, name := range []string{"P0", "P1", "P3"} {
		k.seatset(sets[name], at("levels", name))
	}
	for party, seats := range k.c.Levels.P2 {
		k.party(party, at("levels", "P2", party))
		k.seatset(seats, at("levels", "P2", party))
	}
}

func (k *checker) seatset(seats []record.Seat, path []string) {
	for i, s := range seats {
		if _, ok := k.c.Seat(s); !ok && s != record.Public {
			k.wrong(append(slices.Clone(path), strconv.Itoa(i)), "there is no seat %q", s)
		}
	}
}

func (k *checker) witnesses() {
	w := k.c.Witnesses
	if w.None {
		return
	}
	n, names := 0, map[string]bool{}
	for i, one := range w.List {
		if names[one.Name] {
			k.wrong(at("witnesses", "list", i, "name"), "the witness %q is there already", one.Name)
		}
		names[one.Name] = true
		if !one.Optional {
			n++
		}
	}
	switch {
	case w.Quorum > n:
		k.wrong(at("witnesses", "quorum"), "the quorum is %d, but only %d witnesses count towards it", w.Quorum, n)
	case 2*w.Quorum-n <= w.Dishonest:
		k.wrong(at("witnesses", "quorum"), "a quorum of %d in %d does not stop two histories if %d collude: twice the quorum less the number of witnesses has to be greater than %d",
			w.Quorum, n, w.Dishonest, w.Dishonest)
	}
}

func (k *checker) places() {
	for i, c := range k.c.Crossings {
		for j, g := range c.Gates {
			k.party(g.Party, at("crossings", i, "gates", j, "party"))
		}
	}
	for i, p := range k.c.Places {
		if p.Party != "" {
			k.party(p.Party, at("places", i, "party"))
		}
	}
}

func (k *checker) rules() {
	for i, d := range k.c.Decisions {
		k.seatset(d.Seats, at("decisions", i, "seats"))
		if d.Rule == "k_of_n" && (d.K < 1 || d.K > len(d.Seats)) {
			k.wrong(at("decisions", i), "the rule k_of_n needs k from 1 to the number of its seats, which is %d", len(d.Seats))
		}
	}
	if b := k.c.Penalties.Body; b != "" {
		third := slices.ContainsFunc(k.c.ThirdParties, func(t ThirdParty) bool { return t.ID == b })
		if _, seat := k.c.Seat(record.Seat(b)); !seat && !third {
			k.wrong(at("penalties", "body"), "there is no seat or third party %q", b)
		}
	}
	for i, l := range k.c.Languages {
		if _, ok := k.c.Name[l]; !ok {
			k.wrong(at("languages", i), "the mechanism has no name in %q", l)
		}
	}
}
