// Package crossings reads in what state a border crossing is said to be: open,
// open to some, closed; for whom, why, and according to whom.
//
// It knows nouns and verbs, and a table of the world's guarded crossings, to
// which a charter adds its own. It takes no side on what a line is called.
package crossings

import (
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// head is a crossing named in a sentence: Toks[first:last].
type head struct {
	first, last int
	name        string // "" when several or an unnamed one
	kind        string // a tag of heads, or "name"
}

// found is one state of one crossing.
type found struct {
	at       text.Span
	name     string
	status   string
	users    []string
	reason   string
	declared *draft.Party
	rule     string
	blanket  bool // of all crossings
	named    bool
	meant    bool // "the crossings": those named before, if any were
}

// Read adds the crossings of a to its draft.
func Read(a *analysis.Analysis) {
	r := &reader{a: a, own: charter(a.Known), border: heads.Has(a.Text.Tokens, "many", "one", "border")}
	scan.Each(a, r.sentence)
	for _, f := range r.settle() {
		s, ok := a.Text.Draft(f.at)
		if !ok || a.Text.IsMasked(f.at) {
			continue
		}
		a.Draft.Crossings = append(a.Draft.Crossings, draft.Crossing{
			ID: fmt.Sprintf("c%d", len(a.Draft.Crossings)+1), Rule: f.rule, Span: s,
			Name: f.name, Status: f.status, Users: f.users, Reason: f.reason, DeclaredBy: f.declared,
		})
	}
}

type reader struct {
	a      *analysis.Analysis
	own    *gazetteer
	last   string // the crossing named last
	told   int    // the sentence that named it
	border bool   // the document speaks of a border at all
	found  []found
	bare   []found // named crossings of which nothing is said where they are named
}

func (r *reader) sentence(s scan.Sentence) {
	hs := r.heads(s.Toks)
	if h, ok := r.again(s); ok {
		hs = append([]head{h}, hs...)
	}
	if len(hs) == 0 {
		return
	}
	hits := states.All(s.Toks)
	used := make([]bool, len(hs))
	for _, g := range groups(s.Toks, hs) {
		hit, ok := govern(s.Toks, hs[g.first], hs[g.last-1], hits)
		if !ok {
			continue
		}
		named := false
		for _, h := range hs[g.first:g.last] {
			named = named || h.name != ""
		}
		for i := g.first; i < g.last; i++ {
			used[i] = true
			if named && hs[i].name == "" {
				continue // "the crossings Hadrel and Ostrel"
			}
			r.add(s, hs[i], hit)
		}
	}
	for i, h := range hs {
		if !used[i] && h.name != "" && (h.kind == "one" || h.kind == "charter") && !s.Title() {
			at := scan.Cover(s.Toks, h.first, h.last)
			r.bare = append(r.bare, found{at: at, name: h.name, users: usersIn(s.Toks), rule: "crossing-under-blanket"})
		}
	}
}

// again reads "It reopened", "It was shut" at the head of the sentence after the
// one that told how a crossing stands: the same crossing.
func (r *reader) again(s scan.Sentence) (head, bool) {
	if r.last == "" || s.Index != r.told+1 || len(s.Toks) < 3 || s.Toks[0].Lower != "it" {
		return head{}, false
	}
	for i := 1; i < len(s.Toks) && i < 4; i++ {
		switch s.Toks[i].Lower {
		case "was", "has", "had", "is", "since", "been", "later", "then", "finally":
		case "reopened", "re-opened", "opened", "closed", "shut", "reopens", "sealed":
			return head{0, 1, r.last, "name"}, true
		default:
			return head{}, false
		}
	}
	return head{}, false
}

// heads finds the crossings named in toks.
func (r *reader) heads(toks []text.Token) []head {
	var out []head
	for i := 0; i < len(toks); {
		if h, ok := r.nameAt(toks, i); ok {
			out = append(out, h)
			i = h.last
			continue
		}
		n, tag := heads.At(toks, i)
		if n == 0 {
			i++
			continue
		}
		out, i = r.nounHead(toks, out, head{i, i + n, "", tag})
	}
	return out
}

// nameAt reads a crossing at token i that the charter or the border names, with the
// noun behind it: "the Chaman border crossing", "Torkham gate".
func (r *reader) nameAt(toks []text.Token, i int) (head, bool) {
	n, name := r.own.at(r.a.Text, toks, i)
	kind := "charter"
	if n == 0 && r.border {
		n, name = general().at(r.a.Text, toks, i)
		kind = "name"
	}
	if n == 0 {
		return head{}, false
	}
	h := head{i, i + n, name, kind}
	if m, tag := heads.At(toks, h.last-1); n > 1 && m == 1 && tag == "one" {
		h.kind = "one" // the noun is part of the name
	}
	if h.last < len(toks) {
		if m, tag := heads.At(toks, h.last); m > 0 && tag != "border" && tag != "route" {
			h.last += m
			h.kind = "one"
		}
	}
	return h, true
}

// nounHead takes the noun for a crossing h, which may have its name beside it, after
// those that were found before, and gives the token to go on with.
func (r *reader) nounHead(toks []text.Token, out []head, h head) ([]head, int) {
	low := 0
	if len(out) > 0 {
		low = out[len(out)-1].last
	}
	if h.kind == "one" || h.kind == "many" || h.kind == "gate" {
		r.nameBefore(toks, &h, low)
		if h.name == "" {
			r.nameAfter(toks, &h)
		}
	}
	if h.name != "" {
		return append(out, h), h.last
	}
	switch h.kind {
	case "one":
		if len(out) > 0 && out[len(out)-1].name != "" && apposed(toks, low, h.first) {
			before := &out[len(out)-1]
			before.last, before.kind = afterApposition(toks, h.last), "one"
			return out, before.last
		}
	case "gate":
		return out, h.last // a gate without a name is any gate
	case "many":
		if list := r.namesAfter(toks, h); len(list) > 0 {
			return append(out, list...), list[len(list)-1].last
		}
	}
	for h.first > low && isAll(toks, h.first-1) {
		h.first--
	}
	return append(out, h), h.last
}

// afterApposition gives the token after an apposition whose noun ends before token i:
// "Kerem Shalom, the main crossing for goods, was".
func afterApposition(toks []text.Token, i int) int {
	for k := i; k < len(toks) && k < i+6; k++ {
		if toks[k].Lower == "," {
			return k + 1
		}
	}
	return i
}

func isAll(toks []text.Token, i int) bool {
	n, _ := all.At(toks, i)
	return n > 0
}

// nameBefore takes the capitalised words before the noun, from low on, as its
// name: "the Saddle Pass crossing".
func (r *reader) nameBefore(toks []text.Token, h *head, low int) {
	first := h.first
	for first > low && h.first-first < longestName && r.capital(toks, first-1) {
		first--
	}
	if first == h.first {
		return
	}
	w := r.a.Text.String(text.Span{Start: toks[first].Start, End: toks[h.first-1].End})
	// "Pakistan-Afghanistan border crossings" names a border, not a crossing.
	if h.kind == "many" || len(scan.Parties(r.a, text.Span{Start: toks[first].Start, End: toks[h.first-1].End})) > 0 {
		return
	}
	if h.kind == "gate" {
		w = r.a.Text.String(text.Span{Start: toks[first].Start, End: toks[h.last-1].End})
	}
	h.first, h.name = first, strings.Join(strings.Fields(w), " ")
}

// nameAfter takes "the crossing at Hadrel", "the border crossing of Torkham".
func (r *reader) nameAfter(toks []text.Token, h *head) {
	if h.kind != "one" || h.last+1 >= len(toks) {
		return
	}
	switch toks[h.last].Lower {
	case "at", "of", "in", "called", "near":
	default:
		return
	}
	i := h.last + 1
	if toks[i].Lower == "the" {
		i++
	}
	j := i
	for j < len(toks) && j-i < longestName && r.capital(toks, j) {
		j++
	}
	if j == i {
		return
	}
	w := r.a.Text.String(scan.Cover(toks, i, j))
	h.last, h.name = j, strings.Join(strings.Fields(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")), " ")
}

// apposed reports whether toks[from:to] lead from a name to what it is: ", the
// main".
func apposed(toks []text.Token, from, to int) bool {
	if to-from < 2 || to-from > 5 || toks[from].Lower != "," {
		return false
	}
	switch toks[from+1].Lower {
	case "the", "a", "an", "its", "their", "another":
		return true
	}
	return false
}

// namesAfter gives the crossings of "the crossings at Hadrel, Ostrel Bridge and
// Saddle Pass", the noun belonging to the first.
func (r *reader) namesAfter(toks []text.Token, h head) []head {
	if h.last+1 >= len(toks) {
		return nil
	}
	apart := false // "two of the four crossings, Hadrel and Ostrel Bridge, remained"
	switch toks[h.last].Lower {
	case "at", "of":
	case ",", "(", "–", "—", ":":
		apart = true
		if !r.capital(toks, h.last+1) || len(scan.Parties(r.a, toks[h.last+1].Span)) > 0 {
			return nil
		}
	default:
		return nil
	}
	var out []head
	end := h.last + 1
	for i := h.last + 1; i < len(toks); end = i {
		j := i
		for j < len(toks) && j-i < longestName && r.capital(toks, j) {
			j++
		}
		if j > i {
			at := scan.Cover(toks, i, j)
			if name := r.a.Text.String(at); place.CountryNamed(name) == nil && place.ByDemonym(name) == nil {
				out = append(out, head{i, j, strings.Join(strings.Fields(name), " "), "one"})
			}
			i = j
			continue
		}
		switch toks[i].Lower {
		case ",", "and", "the", "at", "or":
			i++
			continue
		}
		break
	}
	if apart && (len(out) < 2 || end >= len(toks) || !closes(toks, end)) {
		return nil
	}
	if len(out) > 0 {
		out[0].first = h.first
	}
	if apart {
		out[len(out)-1].last = end // the mark that ends the list belongs to it
	}
	return out
}

// closes reports whether the list of names that ends before toks[i] stands apart
// from what follows: a mark before it, or a bracket.
func closes(toks []text.Token, i int) bool {
	switch toks[i-1].Lower {
	case ",", ")", "–", "—":
		return true
	}
	switch toks[i].Lower {
	case ")", "–", "—", ".":
		return true
	}
	return false
}

// capital reports whether token i is written with a capital and not only for
// standing first in the sentence.
func (r *reader) capital(toks []text.Token, i int) bool {
	t := toks[i]
	if t.Kind != text.Word || t.Possessive() || t.Lower == r.a.Text.String(t.Span) {
		return false
	}
	switch t.Lower {
	case "the", "a", "an", "at", "in", "on", "all", "both", "its", "their", "this", "that", "these", "those", "main", "major", "key", "every", "several", "some", "two", "three", "no", "border", "other", "most", "closed", "open", "reopened":
		return false
	}
	return true
}

// group is heads[first:last], members of one list.
type group struct{ first, last int }

// groups puts the heads that are listed together into one: a state said of the
// list is said of each. "the crossings at Hadrel, Ostrel Bridge and Saddle Pass"
func groups(toks []text.Token, hs []head) []group {
	var out []group
	for i := range hs {
		if n := len(out); n > 0 && joined(toks, hs[i-1].last, hs[i].first) {
			out[n-1].last = i + 1
			continue
		}
		out = append(out, group{i, i + 1})
	}
	return out
}

// joined reports whether nothing but commas and "and" stands in toks[from:to].
func joined(toks []text.Token, from, to int) bool {
	if to-from > 4 {
		return false
	}
	for _, t := range toks[from:to] {
		switch t.Lower {
		case ",", "and", "the", "at", "or", "as", "well", "both":
		default:
			return false
		}
	}
	return true
}
