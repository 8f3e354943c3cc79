package scan

import (
	"slices"
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// Roles are those around talks and what comes of them. A guarantor is none of
// these: undertakings have guarantors.
type Roles struct {
	Mediators, Hosts, Brokers []draft.Party
}

// roles are the verbs and nouns of a role. "by" forms are followed by those who
// have it, "is" forms by or after them.
var roles = NewLexicon(`
mediator by: mediated by, co-mediated by, co-chaired by, talks led by, negotiations led by, talks convened by, led and hosted by, facilitated by, mediation by, mediation of, facilitation by, facilitation of, under the mediation of, under the auspices of, chaired by, mediators from, mediation from, through the mediation of, with the mediation of, with mediation from, with mediation by, good offices of
mediator is: mediated, mediating, mediates, mediate, facilitated, facilitating, mediator, mediators, facilitator, facilitators, chaired
host by: hosted by, co-hosted by, convened by, host by, at the invitation of
host is: hosted, hosting, hosts, host
broker by: brokered by, negotiated by, sponsored by, engineered by, secured by, announced by mediators
broker is: brokered, brokering, brokers, broker
support by: with support from, with the support of, supported by, with help from, with the help of, with assistance from, with the assistance of, with backing from, with the backing of, backed by, with the blessing of, monitored by, verified by, overseen by, observed by, supervised by, guaranteed by, witnessed by
`)

// RolesIn gives who has which role according to toks[from:to], and the spans of
// the words that name them, which name no party to the talks then.
func RolesIn(a *analysis.Analysis, toks []text.Token, from, to int) (r Roles, used []text.Span) {
	put := func(tag string, ps []Named) {
		for _, p := range ps {
			used = append(used, p.Span)
			switch tag {
			case "mediator":
				r.Mediators = Add(r.Mediators, p.Party)
			case "host":
				r.Hosts = Add(r.Hosts, p.Party)
			case "broker":
				r.Brokers = Add(r.Brokers, p.Party)
			}
		}
	}
	for i := from; i < to; i++ {
		if _, verb, ok := strings.Cut(toks[i].Lower, "-"); ok && suffixes[verb] != "" {
			put(suffixes[verb], Parties(a, toks[i].Span)) // "Qatari-mediated", "US-brokered"
		}
		if mediation[toks[i].Lower] {
			put("mediator", peoples(a, toks[from:i]))
		}
		n, tag := roles.At(toks[:to], i)
		if n == 0 {
			continue
		}
		role, form, _ := strings.Cut(tag, " ")
		switch {
		case form == "by" && role == "support":
			// Who supports talks at home is their host; elsewhere it has no role here.
			for _, p := range List(a, toks[:to], i+n) {
				used = append(used, p.Span)
				if venue(a, toks[from].Start, toks[i].Start, p.Party) {
					r.Hosts = Add(r.Hosts, p.Party)
				}
			}
		case form == "by":
			put(role, List(a, toks[:to], i+n))
		case i+n < to && toks[i+n].Lower == "by":
			put(role, List(a, toks[:to], i+n+1))
		default:
			put(role, bearer(a, toks, from, to, i, n))
		}
		i += n - 1
	}
	return r, used
}

var suffixes = map[string]string{"mediated": "mediator", "facilitated": "mediator", "brokered": "broker", "hosted": "host", "sponsored": "broker", "chaired": "mediator", "led": "mediator"}

// mediation are the nouns that an adjective tells the mediators of: "under
// Saudi and American mediation".
var mediation = map[string]bool{"mediation": true, "co-mediation": true, "facilitation": true, "auspices": true}

// peoples gives the parties whose adjectives end toks, in their order: "Kenyan,
// Saudi and American".
func peoples(a *analysis.Analysis, toks []text.Token) []Named {
	var out []Named
	for i := len(toks) - 1; i >= 0 && len(out) < 6; i-- {
		switch toks[i].Lower {
		case "and", ",", "joint", "the":
			continue
		}
		p, ok := Adjective(a, toks[i].Base())
		if !ok {
			break
		}
		out = append(out, Named{Party: p, Span: toks[i].Span})
	}
	slices.Reverse(out)
	return out
}

// venue reports whether a place of p's country is named between from and to.
func venue(a *analysis.Analysis, from, to int, p draft.Party) bool {
	for _, x := range PlacesIn(a, text.Span{Start: from, End: to}) {
		if x.Country != "" && SideOf(a, x.Country) == p.Side {
			return true
		}
	}
	return false
}

// bearer gives who stands beside a role that is not followed by "by": the list
// after a noun ("mediators Qatar and Turkey"), else the one before a verb
// ("Qatar, which mediated", "Casteva acted as mediator").
func bearer(a *analysis.Analysis, toks []text.Token, from, to, i, n int) []Named {
	noun := !strings.HasSuffix(toks[i].Lower, "ed") && !strings.HasSuffix(toks[i].Lower, "ing")
	if noun && i+n < to {
		if ps := List(a, toks[:to], i+n); len(ps) > 0 && !ps[0].isFar(toks, i+n) {
			return ps
		}
	}
	if i == from+1 && i >= 3 && relatives[toks[from].Lower] && toks[from-1].Lower == "," {
		from = max(0, from-9) // "Casteva, which brokered the truce"
	}
	// Backwards: the nearest party, and those listed before it.
	all := Parties(a, text.Span{Start: toks[from].Start, End: toks[i].Start})
	if len(all) == 0 {
		return nil
	}
	last := len(all) - 1
	if all[last].End > toks[i].Start { // the role is part of the party's own phrase
		return all[last:]
	}
	gap := strings.Fields(a.Text.String(text.Span{Start: all[last].End, End: toks[i].Start}))
	if len(gap) > 4 {
		return nil
	}
	first := last
	for first > 0 && joinsOnly(a.Text.String(text.Span{Start: all[first-1].End, End: all[first].Start})) {
		first--
	}
	return all[first:]
}

// relatives are pronouns for whoever stands before the comma ahead of them.
var relatives = map[string]bool{"which": true, "who": true}

// isFar reports whether p does not begin at token i or right after.
func (p Named) isFar(toks []text.Token, i int) bool {
	return i+3 < len(toks) && p.Start > toks[i+3].Start
}

func joinsOnly(s string) bool {
	for w := range strings.FieldsSeq(s) {
		switch strings.ToLower(w) {
		case ",", "and", "the", "'s", "’s":
		default:
			return false
		}
	}
	return true
}

// PlacesIn gives the places with a name of their own in s.
func PlacesIn(a *analysis.Analysis, s text.Span) []analysis.Place {
	lo := sort.Search(len(a.Places), func(k int) bool { return a.Places[k].At.Start >= s.Start })
	var out []analysis.Place
	for _, p := range a.Places[lo:] {
		if p.At.End > s.End {
			break
		}
		if !p.Unnamed {
			out = append(out, p)
		}
	}
	return out
}

// TimesIn gives the time expressions in s.
func TimesIn(a *analysis.Analysis, s text.Span) []analysis.Time {
	lo := sort.Search(len(a.Times), func(k int) bool { return a.Times[k].At.Start >= s.Start })
	end := lo
	for end < len(a.Times) && a.Times[end].At.End <= s.End {
		end++
	}
	return a.Times[lo:end]
}
