package crossings

import (
	"slices"
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// reach is how many words may stand between a crossing and the word for its state.
const reach = 9

// govern finds the word that says how the crossings from first to last stand:
// in their clause, the nearest, and of several the one that holds last ("was
// shut in May, reopened on Friday").
func govern(toks []text.Token, first, last head, hits []scan.Hit) (scan.Hit, bool) {
	from, to := scan.Clause(toks, first.first, last.last)
	var best scan.Hit
	distance := reach + 1
	limit := reach
	if first.kind == "border" || first.kind == "route" || first.kind == "name" {
		limit = 4
	}
	for _, h := range hits {
		if h.First < from || h.Last > to {
			continue
		}
		d := 0
		switch {
		case h.First >= last.last:
			d = h.First - last.last
		case h.Last <= first.first:
			d = first.first - h.Last
		default:
			continue // inside the name
		}
		if d > limit || (first.kind == "border" && !direct(toks, first, h)) {
			continue
		}
		if first.kind == "name" && h.First >= last.last && !verbal(toks, last.last, h) {
			continue
		}
		again := h.Tag == "closed" && h.Last < len(toks) && toks[h.Last].Lower == "again" && h.First > best.First
		if d < distance || again || best.Tag == "closed" && h.Tag != "closed" && h.First > best.First {
			best, distance = h, d
		}
	}
	return best, distance <= limit
}

// direct reports whether a bare border is what is opened or closed: "closed its
// border with", "the border was closed", "closure of the border". "Border closed
// areas" and "attacks across the border close to" are not.
func direct(toks []text.Token, h head, s scan.Hit) bool {
	if s.Last <= h.first {
		for _, t := range toks[s.Last:h.first] {
			switch t.Lower {
			case "the", "its", "their", "of", "all", "both", "entire", "shared", "land", "common", "down", "off", "at", "on", "to", "in", "whole", "northern", "southern", "eastern", "western":
			default:
				return false
			}
		}
		return toks[s.First].Lower != "close" || s.First == 0 || toks[s.First-1].Lower == "to" || toks[s.First-1].Lower == "would" || toks[s.First-1].Lower == "will"
	}
	return verbal(toks, h.last, s)
}

// verbal reports whether an auxiliary, or nothing, stands between a noun and
// the state said of it.
func verbal(toks []text.Token, from int, s scan.Hit) bool {
	for _, t := range toks[from:s.First] {
		switch t.Lower {
		case "is", "was", "are", "were", "be", "been", "being", "has", "have", "had", "remains", "remain", "remained", "stays", "stay", "stayed", "will", "would", "not", "also", "now", "still", "fully", "again", "completely", "temporarily", "kept", "partially", "partly", "yet", "to", "must", "should", "finally", "officially", "indefinitely", "since", "briefly", "crossing", "crossings", "border", "gate", "point", "never", "only", "both", "could", "may":
		default:
			return false
		}
	}
	return true
}

// add keeps the state hit of the crossing h.
func (r *reader) add(s scan.Sentence, h head, hit scan.Hit) {
	from, to := scan.Clause(s.Toks, min(h.first, hit.First), max(h.last, hit.Last))
	status := state(s.Toks, from, to, hit)
	if status == "closed" && hit.Tag == "open" && hit.Last <= h.first && !yet(s.Toks[max(from, hit.First-3):hit.First]) {
		status = "" // "agreed to open a crossing", "demanded that they reopen the border": wishes
	}
	if status == "" || h.kind == "route" && status == "open" || h.kind == "border" && hit.Tag == "open" && status == "closed" {
		return // "wants the border opened" does not say that it is closed
	}
	f := found{
		at: scan.Cover(s.Toks, min(h.first, hit.First), max(h.last, hit.Last)), name: h.name, status: status,
		users: usersIn(s.Toks[from:to]), rule: "crossing-state", named: h.name != "",
		blanket: h.name == "" && h.kind == "many",
	}
	if h.kind == "one" && f.name == "" && r.last != "" && definite(s.Toks, h) {
		f.name, f.named = r.last, true // "the crossing": the one named last
	}
	f.meant = h.kind == "many" && f.name == "" && definite(s.Toks, h)
	if f.named {
		r.last, r.told = f.name, s.Index
	}
	if f.name == "" {
		f.name = strings.Join(strings.Fields(r.a.Text.String(scan.Cover(s.Toks, h.first, h.last))), " ")
		for _, w := range []string{"the ", "The ", "its ", "Its ", "their ", "Their "} {
			f.name = strings.TrimPrefix(f.name, w)
		}
	}
	f.reason = r.reason(s.Toks, h, hit)
	f.declared = r.declared(s, h, hit, from)
	r.found = append(r.found, f)
}

// state gives how the crossing stands now: what is to come or wished for is the
// contrary of what is there.
func state(toks []text.Token, from, to int, hit scan.Hit) string {
	before := toks[max(from, hit.First-5):hit.First]
	negative := no.Has(before)
	future := isAhead(before) || hit.First > from && toks[hit.First-1].Lower == "to" && (toks[hit.First].Lower == "open" || toks[hit.First].Lower == "reopen")
	switch hit.Tag {
	case "closed":
		if negative || future {
			if word := toks[hit.First].Lower; future && !negative && (word == "closed" || word == "shut" || word == "sealed") && stays(before) {
				return "closed" // "would stay closed"
			}
			return ""
		}
		return "closed"
	case "open":
		switch {
		case negative, future && !(toks[hit.First].Lower == "open" && stays(before)): // but "will stay open"
			return "closed"
		case bounds.Has(toks[from:to]), butOnly(toks, to), forSome(toks[hit.Last:max(to, hit.Last)]), others(toks, to):
			return "open_limited"
		}
		return "open"
	}
	if negative || future {
		return ""
	}
	return "open_limited"
}

// butOnly reports whether the clause behind token to limits what is open: "but
// only for pedestrians".
func butOnly(toks []text.Token, to int) bool {
	for to < len(toks) && toks[to].Lower == "," {
		to++
	}
	return to+1 < len(toks) && toks[to].Lower == "but" && (toks[to+1].Lower == "only" || toks[to+1].Lower == "just")
}

// yet reports whether toks say that something has not been done so far.
func yet(toks []text.Token) bool {
	return slices.ContainsFunc(toks, func(t text.Token) bool {
		return t.Lower == "yet" || t.Lower == "not" || strings.HasSuffix(t.Lower, "n't") || t.Lower == "refused"
	})
}

// forSome reports whether toks, behind "open", name some of those who cross and
// no trade: "to aid", "on Thursday for pedestrians and patients".
func forSome(toks []text.Token) bool {
	for i := 0; i < len(toks) && i < 5; i++ {
		if w := toks[i].Lower; w != "to" && w != "for" {
			continue
		}
		rest := toks[i+1 : min(i+9, len(toks))]
		hs := users.All(rest)
		return len(hs) > 0 && hs[0].First <= 1 && !trade.Has(rest) && !slices.ContainsFunc(hs, func(h scan.Hit) bool {
			return strings.HasPrefix(h.Tag, "commercial") || h.Tag == "transit trade"
		})
	}
	return false
}

// others reports whether the clause behind token to says that some are kept out:
// "but lorries were being turned back".
func others(toks []text.Token, to int) bool {
	for to < len(toks) && toks[to].Lower == "," {
		to++
	}
	if to+1 >= len(toks) || toks[to].Lower != "but" && toks[to].Lower != "although" && toks[to].Lower != "though" {
		return false
	}
	_, end := scan.Clause(toks, to+1, to+2)
	rest := toks[to:max(end, to)]
	return kept.Has(rest) && (users.Has(rest) || trade.Has(rest))
}

// isAhead reports whether toks speak of what is to come. The month of May does not.
func isAhead(toks []text.Token) bool {
	for _, h := range ahead.All(toks) {
		if toks[h.First].Lower != "may" || h.Last < len(toks) && toks[h.Last].Kind == text.Word && (h.First == 0 || toks[h.First-1].Kind != text.Number && toks[h.First-1].Lower != "in") {
			return true
		}
	}
	return false
}

// stays reports whether the words say that a state goes on.
func stays(toks []text.Token) bool {
	for _, t := range toks {
		switch t.Lower {
		case "remain", "remains", "stay", "stays", "kept", "keep":
			return true
		}
	}
	return false
}

// usersIn gives the classes of users that toks name.
func usersIn(toks []text.Token) []string {
	var out []string
	add := func(class string) {
		if !slices.Contains(out, class) {
			out = append(out, class)
		}
	}
	for _, h := range users.All(toks) {
		add(h.Tag)
	}
	if trade.Has(toks) && !slices.ContainsFunc(out, func(c string) bool {
		return c == "commercial export" || c == "commercial import" || c == "transit trade" || c == "empty trucks" || c == "humanitarian cargo"
	}) {
		add("commercial export")
		add("commercial import")
	}
	slices.Sort(out)
	return out
}

// reason gives the words that tell why, up to the end of their clause.
func (r *reader) reason(toks []text.Token, h head, hit scan.Hit) string {
	for i := max(h.last, hit.Last); i < len(toks) && i < max(h.last, hit.Last)+12; i++ {
		n, _ := reasons.At(toks, i)
		if n == 0 {
			continue
		}
		w := toks[i].Lower
		if (w == "after" || w == "following") && i+n < len(toks) && (toks[i+n].Lower == "more" || toks[i+n].Lower == "being" || toks[i+n].Kind == text.Number) {
			continue // "after more than a week", "after being shut": when, not why
		}
		_, to := scan.Clause(toks, i+n, i+n)
		if to <= i+n {
			return ""
		}
		for j := i + n; j < to; j++ {
			if toks[j].Lower == "," {
				to = j
			}
		}
		if to <= i+n {
			return ""
		}
		first := i + n
		if w == "on" || w == "for" {
			first = i
		}
		return strings.Join(strings.Fields(r.a.Text.String(scan.Cover(toks, first, to))), " ")
	}
	return ""
}

// declared gives who is said to have done or declared it: the party that stands
// before an active verb, or whom the sentence names as its source.
func (r *reader) declared(s scan.Sentence, h head, hit scan.Hit, from int) *draft.Party {
	toks := s.Toks
	passive := hit.First > 0 && hit.First > h.last
	if !passive {
		for i := hit.First - 1; i >= from; i-- {
			if toks[i].Lower == "by" || toks[i].Lower == "between" {
				return nil
			}
		}
		ps := scan.Parties(r.a, text.Span{Start: toks[from].Start, End: toks[hit.First].Start})
		if n := len(ps); n > 0 && from < hit.First {
			if n > 1 && ps[n-1].Side != ps[n-2].Side && len(scan.List(r.a, toks[from:hit.First], r.token(toks[from:hit.First], ps[n-2].Start))) > 1 {
				return nil // "Lebanon and Syria reopened": no single one
			}
			p := ps[n-1].Party
			return &p
		}
	}
	for i := hit.Last; i+1 < len(toks) && i < hit.Last+6; i++ {
		if toks[i].Lower == "by" {
			if ps := scan.List(r.a, toks, i+1); len(ps) == 1 {
				p := ps[0].Party
				return &p
			}
		}
	}
	at := scan.Cover(toks, min(h.first, hit.First), max(h.last, hit.Last))
	after := sort.Search(len(r.a.Statements), func(i int) bool { return r.a.Statements[i].ContentAt.Start > at.Start })
	for i := max(0, after-within); i < after; i++ {
		if st := &r.a.Statements[i]; st.ContentAt.Contains(at) && len(st.Actors) == 1 {
			if p, ok := scan.PartyOf(r.a, st.Actors[0]); ok {
				return &p
			}
		}
	}
	return nil
}

// within is how many statements may begin in a content before a crossing in it.
const within = 60

// definite reports whether the noun has nothing before it but "the", "these" or
// "both".
func definite(toks []text.Token, h head) bool {
	switch toks[h.first].Lower {
	case "the", "these", "those", "both":
	default:
		return false
	}
	n, _ := heads.At(toks, h.first+1)
	return n > 0
}

// token gives the index of the first token at or after a position.
func (r *reader) token(toks []text.Token, at int) int {
	for i, t := range toks {
		if t.Start >= at {
			return i
		}
	}
	return len(toks)
}

// settle leaves one record for each crossing and state, the first that was
// told, and gives the state of all to those that are only named.
func (r *reader) settle() []found {
	var out []found
	told, blanket := map[string]int{}, ""
	named := map[string]bool{}
	for _, f := range r.found {
		if f.blanket {
			blanket = f.status
		}
		if f.meant && r.named(out, f) {
			continue // "the crossings" that were named before
		}
		k := key(f)
		named[k] = true
		i, ok := told[f.status+k]
		if !ok {
			told[f.status+k] = len(out)
			out = append(out, f)
			continue
		}
		for _, u := range f.users {
			if !slices.Contains(out[i].users, u) {
				out[i].users = append(out[i].users, u)
				slices.Sort(out[i].users)
			}
		}
		if out[i].reason == "" {
			out[i].reason = f.reason
		}
		if out[i].declared == nil {
			out[i].declared = f.declared
		}
	}
	if blanket == "" {
		return out
	}
	for _, f := range r.bare {
		f.named = true
		if k := key(f); !named[k] {
			named[k] = true
			f.status = blanket
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(x, y found) int { return x.at.Start - y.at.Start })
	return out
}

// named reports whether crossings named before are in the state of f, and gives
// them its reason.
func (r *reader) named(out []found, f found) bool {
	some := false
	for i := range out {
		if out[i].named && out[i].status == f.status {
			some = true
			if out[i].reason == "" {
				out[i].reason = f.reason
			}
		}
	}
	return some
}

// key is the same for two mentions of one crossing: its name, or that all of
// them are meant.
func key(f found) string {
	if !f.named && f.blanket {
		return "*"
	}
	return strings.ToLower(f.name)
}
