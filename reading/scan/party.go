package scan

import (
	"slices"
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// Named is a party where it is named.
type Named struct {
	text.Span
	draft.Party
	Kind  string // draft.Actor's kinds
	Actor *who.Actor
}

// Parties gives those named in s who can be a party to something: governments,
// groups, organisations, and of persons and forces the side they belong to. They
// come in order, one after the other, also when named twice.
func Parties(a *analysis.Analysis, s text.Span) []Named {
	var out []Named
	mentions := a.Cast.Mentions
	i := sort.Search(len(mentions), func(i int) bool { return mentions[i].End > s.Start })
	for ; i < len(mentions) && mentions[i].Start < s.End; i++ {
		m := &mentions[i]
		if m.Actor.Kind == "media" {
			continue
		}
		if p, ok := PartyOf(a, m.Actor); ok {
			out = append(out, Named{m.Span, p, m.Actor.Kind, m.Actor})
		}
	}
	i = sort.Search(len(a.Places), func(i int) bool { return a.Places[i].At.End > s.Start })
	for ; i < len(a.Places) && a.Places[i].At.Start < s.End; i++ {
		p := &a.Places[i]
		if p.Precision != 6 || slices.ContainsFunc(out, func(n Named) bool { return n.Overlaps(p.At) }) {
			continue
		}
		out = append(out, Named{p.At, draft.Party{Name: p.Name, Side: SideOf(a, p.Country)}, "place", nil})
	}
	slices.SortFunc(out, func(x, y Named) int { return x.Start - y.Start })
	return out
}

// PartyOf gives the party an actor is or belongs to: a group or an organisation
// itself, of people, forces, ministries and delegations their side. It is false
// when that is not known.
func PartyOf(a *analysis.Analysis, x *who.Actor) (draft.Party, bool) {
	if x == nil {
		return draft.Party{}, false
	}
	if x.Name != "" && (x.Kind == "armed_group" || x.Kind == "organisation" || x.Kind == "media" || x.Side == "") && x.Kind != "unnamed" && x.Kind != "person" {
		return draft.Party{Name: x.Name, Side: x.Side}, true
	}
	if x.Side == "" {
		return draft.Party{}, false
	}
	return draft.Party{Name: SideName(a, x.Side), Side: x.Side}, true
}

// SideName gives the name of a side: of the charter's party, of the country, the
// shortest of its government in the document, or the side itself.
func SideName(a *analysis.Analysis, side string) string {
	for _, p := range a.Known.Parties {
		if p.ID == side {
			return p.Name
		}
	}
	if c := place.ByCode(side); c != nil {
		return c.Name
	}
	best := ""
	for _, x := range a.Cast.Actors {
		if x.Side == side && x.Kind == "government" && x.Name != "" && (best == "" || len(x.Name) < len(best)) {
			best = x.Name
		}
	}
	if best == "" || side != strings.ToUpper(side) { // a group's name, no code
		return side
	}
	return best
}

// SideOf gives the side of a country: the charter's party that has it, else the
// country itself.
func SideOf(a *analysis.Analysis, country string) string {
	for _, p := range a.Known.Parties {
		if p.Country == country && country != "" {
			return p.ID
		}
	}
	return country
}

// Adjective gives the party whose people or adjective the word is: "Afghan".
func Adjective(a *analysis.Analysis, word string) (draft.Party, bool) {
	word = place.Fold(word)
	for _, p := range a.Known.Parties {
		for _, d := range p.Demonyms {
			if place.Fold(d) == word {
				return draft.Party{Name: p.Name, Side: p.ID}, true
			}
		}
	}
	if c := place.ByDemonym(word); c != nil {
		side := SideOf(a, c.Alpha3)
		return draft.Party{Name: SideName(a, side), Side: side}, true
	}
	return draft.Party{}, false
}

// Sides are the sides a document speaks of: the one named most often first, of
// those named equally often the first named; and how often each is named.
type Sides struct {
	Names []string
	count map[string]int
	known []names.Party
}

// Rivals gives the two sides that a document is about: the charter's two where
// both are named, else the two named most, where no third is named nearly as
// often as they are. Those in apart, who mediate, do not count. It gives nil
// where it is not plain who the two are.
func (d *Sides) Rivals(apart ...draft.Party) []string {
	out := slices.DeleteFunc(slices.Clone(d.Names), func(s string) bool {
		return slices.ContainsFunc(apart, func(p draft.Party) bool { return p.Side == s })
	})
	var ours []string
	for _, s := range out {
		if slices.ContainsFunc(d.known, func(p names.Party) bool { return p.ID == s }) {
			ours = append(ours, s)
		}
	}
	if len(ours) == 2 {
		return ours
	}
	// Between two states, the group that they speak of is no side.
	states := slices.DeleteFunc(slices.Clone(out), func(s string) bool { return place.ByCode(s) == nil })
	if len(states) > 1 && d.count[states[1]]*2 > d.count[out[0]] {
		out = states
	}
	if len(out) < 2 || d.count[out[1]]*3 < d.count[out[0]] || len(out) > 2 && d.count[out[2]]*3 > d.count[out[1]]*2 {
		return nil
	}
	return out[:2]
}

// SidesOf counts the sides of a document.
func SidesOf(a *analysis.Analysis) *Sides {
	count, first := map[string]int{}, map[string]int{}
	for i, m := range a.Cast.Mentions {
		side, weight := m.Actor.Side, 4
		switch m.Actor.Kind {
		case "media", "organisation":
			continue
		case "person", "unnamed":
			weight = 1 // an envoy from elsewhere is not what the document is about
		}
		if side == "" {
			continue
		}
		if count[side] == 0 {
			first[side] = i
		}
		count[side] += weight
	}
	out := make([]string, 0, len(count))
	for s := range count {
		out = append(out, s)
	}
	sort.Slice(out, func(i, j int) bool {
		if count[out[i]] != count[out[j]] {
			return count[out[i]] > count[out[j]]
		}
		return first[out[i]] < first[out[j]]
	})
	return &Sides{out, count, a.Known.Parties}
}

// Add appends p to list unless somebody of its side, or of its name, is there.
func Add(list []draft.Party, p draft.Party) []draft.Party {
	for _, q := range list {
		if q == p || p.Side != "" && q.Side == p.Side || strings.EqualFold(q.Name, p.Name) {
			return list
		}
	}
	return append(list, p)
}

// joins are what may stand between the members of a list of parties.
var joins = NewLexicon(`
j: and, or, the, as well as, along with, together with, including, such as, like, namely, both, countries, states, governments, nations, powers, mediators, guarantors, hosts, friendly, neighbouring, neighboring, regional, neutral, third, capitals, also, state of, kingdom of, republic of, countries such as, states such as
`)

// capital gives the government whose capital stands at token i as a mere place:
// in a list of parties it is one of them.
func capital(a *analysis.Analysis, toks []text.Token, i int) (Named, int) {
	ps := PlacesIn(a, text.Span{Start: toks[i].Start, End: toks[min(i+4, len(toks))-1].End})
	if len(ps) == 0 || ps[0].At.Start != toks[i].Start {
		return Named{}, 0
	}
	p := ps[0]
	c := place.ByCapital(p.Name)
	if c == nil {
		return Named{}, 0
	}
	n := 0
	for i+n < len(toks) && toks[i+n].Start < p.At.End {
		n++
	}
	side := SideOf(a, c.Alpha3)
	return Named{p.At, draft.Party{Name: SideName(a, side), Side: side}, "place", nil}, n
}

// List gives the parties of the list that begins at token i: members with
// nothing but commas and joining words between them. It ends after 20.
func List(a *analysis.Analysis, toks []text.Token, i int) []Named {
	if i >= len(toks) {
		return nil
	}
	all := Parties(a, text.Span{Start: toks[i].Start, End: toks[len(toks)-1].End})
	var out []Named
	for i < len(toks) && len(out) < 20 {
		if len(all) > 0 && toks[i].Start >= all[0].Start {
			p := all[0]
			all = all[1:]
			if toks[i].Start >= p.End {
				continue
			}
			out = append(out, p)
			for i < len(toks) && toks[i].Start < p.End {
				i++
			}
			continue
		}
		if toks[i].Lower == "," {
			i++
			continue
		}
		if p, n := capital(a, toks, i); n > 0 {
			out = append(out, p)
			i += n
			continue
		}
		n, _ := joins.At(toks, i)
		if n == 0 {
			break
		}
		i += n
	}
	return out
}
