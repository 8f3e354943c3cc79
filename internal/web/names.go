package web

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
)

// Party writes an actor in the page's language: the charter's name for a side
// itself, and a person or body with its side behind it.
func (v *view) Party(p record.Party) string {
	side := v.side(p.Side)
	switch {
	case p.Name == "" && side == "":
		return ""
	case p.Name == "" || v.isSide(p):
		return side
	case side == "" || strings.EqualFold(side, p.Name):
		return p.Name
	}
	return v.T("party.of", "name", p.Name, "side", side)
}

// side gives the name of a side: a party or third party of the charter in the
// page's language, anything else as it is.
func (v *view) side(id string) string {
	for _, s := range v.M.Charter.Sides {
		if s.ID == id {
			return v.Name(s.Name)
		}
	}
	return id
}

// isSide reports whether an actor is a side as such, not somebody of it.
func (v *view) isSide(p record.Party) bool {
	for _, s := range v.M.Charter.Sides {
		if s.ID == p.Side {
			return p.Name == s.ID || slices.ContainsFunc(append(slices.Clone(s.Aliases), s.Name["en"]), func(n string) bool {
				return strings.EqualFold(n, p.Name)
			})
		}
	}
	return p.Name == p.Side
}

// Parties writes several actors.
func (v *view) Parties(list []record.Party) string {
	var names []string
	for _, p := range list {
		if n := v.Party(p); n != "" {
			names = append(names, v.isolate(n))
		}
	}
	return strings.Join(names, v.T("list.and"))
}

// Seat gives a seat's name in the page's language; where the charter gives it
// none, what it is for and whose it is.
func (v *view) Seat(id record.Seat) string {
	if n, ok := v.M.Charter.Seats[id]; ok && len(n) > 0 {
		return v.Name(n)
	}
	if r, ok := v.M.Charter.Roles[id]; ok && v.has("body."+r.Role) {
		return v.Body(r.Role, r.Of)
	}
	return v.Word("seat", string(id))
}

// Term gives the charter's name of a clock, category, rung or measure in the
// page's language, else the id as it is.
func (v *view) Term(family, id string) string {
	if t, ok := v.M.Charter.Terms[family+":"+id]; ok && len(t.Name) > 0 {
		return v.Name(t.Name)
	}
	return strings.ReplaceAll(id, "-", " ")
}

// SideNames writes several sides of the charter, given by their ids.
func (v *view) SideNames(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = v.isolate(v.side(id))
	}
	return strings.Join(names, v.T("list.and"))
}

// Body names a body of the mechanism: a role, with the side it is of, or a rung
// of the ladder.
func (v *view) Body(body, of string) string {
	name := v.Word("body", body)
	if _, ok := v.M.Charter.Terms["rung:"+body]; ok && !v.has("body."+body) {
		name = v.Term("rung", body)
	}
	if of == "" {
		return name
	}
	return v.T("body.of", "body", name, "who", v.side(of))
}

// Whose names who has to act before a clock runs out.
func (v *view) Whose(d deadline.Deadline) string {
	if d.Rule.ID == "rung" {
		return v.Term("rung", d.Rule.Body)
	}
	return v.Body(d.Rule.Body, d.Of)
}

// parties gives the sides of the mechanism.
func (v *view) parties() []Side {
	var all []Side
	for _, s := range v.M.Charter.Sides {
		if s.Party {
			all = append(all, s)
		}
	}
	return all
}

// SideNamed gives the page's name of a side that is known by its English name or
// an alias; any other name stays as it is.
func (v *view) SideNamed(name string) string {
	for _, s := range v.M.Charter.Sides {
		if strings.EqualFold(s.Name["en"], name) || s.ID == name || slices.Contains(s.Aliases, name) {
			return v.Name(s.Name)
		}
	}
	return name
}

// Sides gives the page's names of several sides.
func (v *view) Sides(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = v.SideNamed(n)
	}
	return out
}

// PlaceName gives the page's name of a place that the charter knows, a crossing
// or another, by its English name; any other name stays as it is.
func (v *view) PlaceName(name string) string {
	for _, x := range v.M.Charter.Crossings {
		if strings.EqualFold(x.Name["en"], name) {
			return v.Name(x.Name)
		}
	}
	for _, p := range v.M.Charter.Places {
		if strings.EqualFold(p.Name["en"], name) {
			return v.Name(p.Name)
		}
	}
	return name
}
