package undertakings

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// guarantors takes who is named to stand behind an undertaking.
func (r *reader) guarantors(s scan.Sentence) {
	toks := s.Toks
	if len(toks) > 0 && toks[len(toks)-1].Lower == "?" {
		return // a question names nobody
	}
	for i := 0; i < len(toks); {
		n, tag := guarantorRoles.At(toks, i)
		if n == 0 {
			i++
			continue
		}
		if tag == "verb" && n == 1 && isThing(toks, i) {
			i += n
			continue
		}
		if g := (scan.Hit{First: i, Last: i + 1}); n == 2 && toks[i+1].Lower == "from" && promises.Has(toks[i:i+1]) && !r.isGuarantee(toks, g) && !promises.Has(toks[max(0, i-8):i]) {
			i += n // "demanded guarantees from Juba": Juba is to give them
			continue
		}
		from, to := scan.Clause(toks, i, i+n)
		if tag == "by" && i+n < len(toks) {
			to = len(toks) // a list of states has commas of its own
		}
		if ps := r.bearers(toks, from, to, i, n, tag); len(ps) > 0 && r.ofPromise(toks, from, i, n, tag) {
			r.guarantee(s, text.Span{Start: toks[from].Start, End: toks[to-1].End}, ps, r.guarantorState(toks, from, to, i))
		}
		i += n
	}
}

// isThing reports whether the word at i is a noun, and no verb of those who
// stand before it: "sign a guarantee", "wanted guarantees of the pledge".
func isThing(toks []text.Token, i int) bool {
	if i > 0 && (articles[toks[i-1].Lower] || wanted.Has(toks[i-1:i]) || given.Has(toks[i-1:i]) && toks[i].Lower != "guaranteed") {
		return true
	}
	if i+1 < len(toks) && toks[i].Lower != "guaranteed" {
		switch toks[i+1].Lower {
		case "of", "for", ".", ",", ";", "before", "about", "on", "and":
			return true
		}
	}
	return false
}

// articles stand before a noun.
var articles = text.Set(`a an the any no official written formal such this that its their every security binding`)

// guarantorAt reports whether the "by" or "from" at i belongs to a guarantee.
func (r *reader) guarantorAt(toks []text.Token, i int) bool {
	for j := max(0, i-3); j <= i; j++ {
		if n, tag := guarantorRoles.At(toks, j); tag == "by" && j+n == i+1 {
			return true
		}
	}
	return false
}

// bearers gives those who guarantee: the list after "guaranteed by" or
// "guarantors", the one before "as guarantors" or "to guarantee".
func (r *reader) bearers(toks []text.Token, from, to, i, n int, tag string) []scan.Named {
	if tag == "by" {
		return scan.List(r.a, toks, i+n)
	}
	if tag == "noun" && toks[i].Lower != "as" && i+n < len(toks) {
		j := i + n
		if isOpening(toks[j].Lower) {
			to = len(toks) // "the guarantors - Kenya, Peru -"
		}
		for j < to && isOpening(toks[j].Lower) {
			j++
		}
		if ps := scan.List(r.a, toks[:to], j); len(ps) > 0 && ps[0].Start <= toks[min(j+3, to-1)].Start {
			return ps
		}
	}
	before := scan.Parties(r.a, text.Span{Start: toks[from].Start, End: toks[i].Start})
	if len(before) == 0 {
		return nil
	}
	last := len(before) - 1
	first := last
	for first > 0 && onlyJoins(r.a.Text.String(text.Span{Start: before[first-1].End, End: before[first].Start})) {
		first--
	}
	if tag == "verb" && first == 0 && last == 0 && r.promiser(toks, i, n) {
		return nil // "Kabul guarantees that": a promise of its own
	}
	return before[first:]
}

// isOpening reports whether a mark opens a list.
func isOpening(w string) bool {
	switch w {
	case ":", "(", ",", "-", "–", "—", "--":
		return true
	}
	return false
}

// promiser reports whether the verb at i gives a promise of the speaker's own,
// and does not stand behind another's: "guarantee that", "guarantees to".
func (r *reader) promiser(toks []text.Token, i, n int) bool {
	if !strings.HasPrefix(toks[i].Lower, "guarant") {
		return false
	}
	for j := i + n; j < len(toks) && j < i+n+6; j++ {
		if promises.Has(toks[j:j+1]) || toks[j].Lower == "it" || toks[j].Lower == "agreement" || toks[j].Lower == "ceasefire" || toks[j].Lower == "deal" || toks[j].Lower == "truce" || toks[j].Lower == "accord" {
			return false
		}
	}
	return true
}

func onlyJoins(s string) bool {
	for w := range strings.FieldsSeq(s) {
		switch strings.Trim(strings.ToLower(w), ",") {
		case "", "and", "the", "or", "as", "well":
		default:
			return false
		}
	}
	return true
}

// ofPromise reports whether what is guaranteed is a promise or an agreement:
// "supported by" and "backed by" say many things of other nouns.
func (r *reader) ofPromise(toks []text.Token, from, i, n int, tag string) bool {
	first, _, _ := strings.Cut(toks[i].Lower, " ")
	if strict[first] || tag == "noun" || n > 1 && strict[toks[i+1].Lower] && first == "with" {
		return true
	}
	for j := max(0, min(from, i-10)); j < i; j++ {
		if m, _ := promises.At(toks, j); m > 0 {
			return true
		}
		switch toks[j].Base() {
		case "agreement", "ceasefire", "truce", "accord", "deal", "pact", "document", "text":
			if i-j <= 6 {
				return true
			}
		}
	}
	return false
}

// guarantorState tells whether they accepted, declined, were invited, or were
// only named.
func (r *reader) guarantorState(toks []text.Token, from, to, i int) string {
	for _, h := range guarantorStates.All(toks[from:min(to, i+2)]) {
		if h.First+from <= i && i-(h.Last+from) <= 6 {
			return h.Tag
		}
	}
	return "named_by_party"
}

// guarantee puts the guarantors to the undertaking that they are to stand behind.
func (r *reader) guarantee(s scan.Sentence, at text.Span, ps []scan.Named, state string) {
	u := r.meant(s.Index, at)
	var by *draft.Party
	if u != nil {
		for _, f := range u.all {
			if f.sentence == s.Index && f.speaker != nil {
				by = f.speaker
			}
		}
		if by == nil {
			by = u.speaker
		}
	}
	for _, i := range r.at[s.Index] {
		if by == nil && r.a.Statements[i].ContentAt.Overlaps(at) {
			by = r.speaker(&r.a.Statements[i])
		}
	}
	if u == nil {
		if toks := r.tokens(at); len(r.out) >= most || state != "accepted" && !promises.Has(toks) && !texts.Has(toks) && !wanted.Has(toks) {
			return // "Norway, a guarantor of the talks, voiced concern"
		}
		f := &found{rule: "undertaking-guaranteed", state: "demanded", at: at, sentence: s.Index, speaker: by, statement: r.carrier(s.Index, at)}
		if toks := r.tokens(at); state == "accepted" {
			f.state = "agreed"
		} else if state == "named_by_party" && !wanted.Has(toks) && !duties.Has(toks) {
			f.state = "offered" // "would act as guarantors of the deal": nobody asks it
		}
		u = &undertaking{found: *f}
		u.take(f)
		r.out = append(r.out, u)
	}
	for _, v := range r.out {
		if v == u || v.state == "agreed" && v.at == u.at { // what several agree to is guaranteed of each
			v.back(ps, state, by)
		}
	}
}

// back adds those who stand behind the undertaking.
func (u *undertaking) back(ps []scan.Named, state string, by *draft.Party) {
	for _, p := range ps {
		if u.by != nil && sameSide(u.by, &p.Party) && p.Side != "" {
			continue // who owes it does not guarantee it
		}
		g := draft.Guarantor{Name: p.Name, State: state, NamedBy: by}
		i := slices.IndexFunc(u.guarantors, func(x draft.Guarantor) bool { return x.Name == g.Name })
		switch {
		case i < 0:
			u.guarantors = append(u.guarantors, g)
		case g.State != "named_by_party":
			u.guarantors[i].State = g.State
		}
	}
}

// texts are what guarantors put their names under.
var texts = scan.NewLexicon(`
t: the text, the agreement, the deal, the accord, the document, the ceasefire, the truce, the pact
`)

// meant gives the undertaking of the sentence, else, where the sentence names a
// promise, the one that it points to: the nearest before, else the nearest after.
func (r *reader) meant(sentence int, at text.Span) *undertaking {
	for _, u := range r.out {
		for _, f := range u.all {
			if f.sentence == sentence && (f.at.Overlaps(at) || f.pointing) {
				return u
			}
		}
	}
	toks := r.tokens(at)
	if texts.Has(toks) && guarantorStates.Has(toks, "accepted") {
		for _, u := range slices.Backward(r.out) {
			if u.state == "agreed" && u.at.Start < at.Start {
				return u
			}
		}
	}
	if !promises.Has(toks) {
		return nil
	}
	var before, after *undertaking
	for _, u := range r.out {
		switch {
		case !asked(u.state) && !u.promise:
		case u.at.Start < at.Start:
			before = u
		case after == nil:
			after = u
		}
	}
	if before != nil {
		return before
	}
	return after
}
