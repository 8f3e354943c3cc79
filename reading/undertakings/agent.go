package undertakings

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// owes gives who is to do what a demand asks for: who is addressed, who the
// content says must do it, whose soil it speaks of, else the other side.
func (r *reader) owes(toks []text.Token, s *analysis.Statement, speaker *draft.Party) *draft.Party {
	for _, h := range promises.All(toks) {
		if r.isGuarantee(toks, h) {
			return r.secured(toks[h.Last:])
		}
	}
	for _, h := range promises.All(toks) {
		if h.Last < len(toks) && (toks[h.Last].Lower == "from" || toks[h.Last].Lower == "by") {
			if ps := scan.List(r.a, toks, h.Last+1); len(ps) == 1 {
				return &ps[0].Party
			}
		}
	}
	if by := r.from(toks); by != nil && promises.Has(toks) {
		return by
	}
	if by := r.bearer(toks); by != nil && !both(speaker, by) {
		return by
	}
	if r.points(toks) {
		return nil // whoever owes what is pointed to
	}
	if s.Addressee != nil && (s.Addressee.Side != "" || s.Addressee.Name != "") && !both(speaker, s.Addressee) {
		return s.Addressee
	}
	if r.toOthers(s) {
		return nil
	}
	if by := r.between(s); by != nil && !both(speaker, by) {
		return by
	}
	if by := r.soil(toks); by != nil && !both(speaker, by) {
		return by
	}
	if before := duties.All(toks); len(before) > 0 && mutual.Has(toks[:before[0].First]) {
		return nil // "movement between the two countries must"
	}
	return r.other(speaker)
}

// toOthers reports whether somebody is addressed who is no party: "urged traders to".
func (r *reader) toOthers(s *analysis.Statement) bool {
	if s.CueAt.Len() == 0 || s.CueAt.End >= s.ContentAt.Start || s.ContentAt.Start-s.CueAt.End > 160 || s.Mode == "direct" {
		return false
	}
	words := 0
	for _, t := range r.tokens(text.Span{Start: s.CueAt.End, End: s.ContentAt.Start}) {
		if t.Kind == text.Word && !stop.HasBase(t) {
			words++
		}
	}
	return words > 0 && r.between(s) == nil && (s.Addressee == nil || s.Addressee.Side == "")
}

// both reports whether the two are of one side and known to be.
func both(x, y *draft.Party) bool {
	return x != nil && y != nil && (x.Side == y.Side && x.Side != "" || x.Name == y.Name)
}

// mutual words make a demand one on both sides.
var mutual = scan.NewLexicon(`
m: both sides, the two countries, two countries, two sides, both countries, both nations, two nations, all sides, all parties, both parties, each side, each other, between the two, the parties, the two parties, the warring parties, the warring sides, the belligerents
`)

// bearer gives the party that stands before "must", "will not" or after "the
// responsibility lies with".
func (r *reader) bearer(toks []text.Token) *draft.Party {
	for _, h := range duties.All(toks) {
		if guarantorRoles.Has(toks[h.Last:min(len(toks), h.Last+3)]) {
			continue // "must be supported by", "should stand surety": who backs it, not who owes it
		}
		switch h.Tag {
		case "after":
			if ps := scan.List(r.a, toks, h.Last); len(ps) > 0 {
				return &ps[0].Party
			}
		case "before":
			if p := r.before(toks, h.First); p != nil {
				return p
			}
		case "passive":
			for i := h.Last; i < len(toks); i++ {
				if toks[i].Lower == "by" || toks[i].Lower == "from" {
					if ps := scan.List(r.a, toks, i+1); len(ps) > 0 {
						return &ps[0].Party
					}
				}
			}
		}
	}
	// "the council provide a commitment", "the Taliban give a guarantee"
	for _, h := range promises.All(toks) {
		if p := r.giver(toks, h); p != nil {
			return p
		}
	}
	return nil
}

// before gives the party that is the subject of the verb at i: nothing but
// names, adverbs and a modal between them.
func (r *reader) before(toks []text.Token, i int) *draft.Party {
	if i == 0 {
		return nil
	}
	first := max(0, i-8)
	for j := i - 1; j >= first; j-- {
		if toks[j].Lower == "," || toks[j].Lower == "that" && j < i-1 {
			first = j + 1
			break
		}
	}
	ps := scan.Parties(r.a, text.Span{Start: toks[first].Start, End: toks[i].Start})
	if len(ps) == 0 {
		return nil
	}
	p := ps[len(ps)-1]
	// "movement between the two countries must": the party is no subject.
	for j := first; j < i; j++ {
		if toks[j].Start < p.Start {
			switch toks[j].Lower {
			case "between", "from", "in", "against", "with", "into", "to", "by", "of":
				return nil
			}
		}
	}
	for j := first; j < i; j++ { // "Afghan soil must not", "Zelmora's trade must"
		if toks[j].Start >= p.End && toks[j].Kind == text.Word && !bearers.Has(toks[j:j+1]) {
			return nil
		}
	}
	return &p.Party
}

// bearers may stand between a party's name and its verb.
var bearers = scan.NewLexicon(`
b: government, authorities, side, leadership, administration, officials, regime, leaders, military, army, forces, also, now, first, itself, and, ministry, council, delegation, rulers
`)

// from gives the party of "from X", "by X" behind a promise or what is wanted.
func (r *reader) from(toks []text.Token) *draft.Party {
	for i, t := range toks {
		if t.Lower != "from" && t.Lower != "by" {
			continue
		}
		ps := scan.List(r.a, toks, i+1)
		if len(ps) == 1 && !soils.Has(toks[i:min(i+6, len(toks))]) && !r.guarantorAt(toks, i) {
			return &ps[0].Party
		}
	}
	return nil
}

// giver gives who the promise at h is of: "Taliban commitment", "Zelmora's
// pledge", "assurances from Kabul", "Kabul provide a commitment".
func (r *reader) giver(toks []text.Token, h scan.Hit) *draft.Party {
	for i := h.Last; i < len(toks) && i < h.Last+2; i++ {
		if (toks[i].Lower == "from" || toks[i].Lower == "by") && (i == h.Last || !r.guarantorAt(toks, i)) {
			if ps := scan.List(r.a, toks, i+1); len(ps) > 0 {
				return &ps[0].Party
			}
		}
	}
	first := max(0, h.First-4)
	ps := scan.Parties(r.a, text.Span{Start: toks[first].Start, End: toks[h.First].Start})
	if len(ps) > 0 {
		p := ps[len(ps)-1]
		gap := 0
		for j := first; j < h.First; j++ {
			if toks[j].Start < p.End {
				continue
			}
			gap++
			if !between[toks[j].Lower] {
				gap = 99
			}
		}
		if gap <= 4 {
			return &p.Party
		}
	}
	return nil
}

// between may stand between the giver and the promise.
var between = text.Set(`'s ’s ' provide provides gives give gave a an the official written formal repeated recent clear firm make makes offered must should to`)

// between gives the party that stands between the cue and the content: whom the
// speaker urges, warns, asks.
func (r *reader) between(s *analysis.Statement) *draft.Party {
	if s.CueAt.Len() == 0 || s.CueAt.End >= s.ContentAt.Start || s.ContentAt.Start-s.CueAt.End > 160 {
		return nil
	}
	ps := scan.Parties(r.a, text.Span{Start: s.CueAt.End, End: s.ContentAt.Start})
	if len(ps) == 0 {
		return nil
	}
	return &ps[0].Party
}

// soil gives whose soil or territory the words speak of.
func (r *reader) soil(toks []text.Token) *draft.Party {
	for _, h := range soils.All(toks) {
		ps := scan.Parties(r.a, text.Span{Start: toks[max(0, h.First-3)].Start, End: toks[h.First].End})
		if len(ps) > 0 {
			return &ps[len(ps)-1].Party
		}
		if h.First > 0 {
			if p, ok := scan.Adjective(r.a, toks[h.First-1].Base()); ok {
				return &p
			}
		}
	}
	return nil
}

// bothSides gives whom "both sides" at the offset at of a sentence mean: the two
// that the sentence names together before it, else the two that the document is
// about, else the two that a sentence just before names together. None where that
// is not plain.
func (r *reader) bothSides(sentence, at int) []scan.Named {
	if ps := r.pair(sentence, at); ps != nil {
		return ps
	}
	var out []scan.Named
	for _, side := range r.sides.Rivals() {
		if side != "" {
			out = append(out, scan.Named{Party: draft.Party{Name: scan.SideName(r.a, side), Side: side}})
		}
	}
	for n := sentence - 1; out == nil && n >= max(0, sentence-2); n-- {
		out = r.pair(n, r.a.Text.Sentences[n].End)
	}
	return out
}

// pair gives the two parties that a sentence joins by "and" before the offset at,
// and names no third beside them.
func (r *reader) pair(sentence, at int) []scan.Named {
	s := r.a.Text.Sentences[sentence]
	ps := scan.Parties(r.a, text.Span{Start: s.Start, End: min(at, s.Start+2000)})
	for i := len(ps) - 1; i > 0; i-- {
		x, y := ps[i-1], ps[i]
		if x.End > y.Start || strings.TrimSpace(strings.TrimSuffix(r.a.Text.String(text.Span{Start: x.End, End: y.Start}), "the ")) != "and" || sameSide(&x.Party, &y.Party) {
			continue
		}
		if i > 1 && ps[i-2].End <= x.Start && onlyJoins(r.a.Text.String(text.Span{Start: ps[i-2].End, End: x.Start})) {
			return nil // "Kenya, Chad and Sudan"
		}
		return []scan.Named{x, y}
	}
	return nil
}

// other gives the side, of the two that the document is about, that the speaker
// is not of; nil when the speaker is of neither, or it is not plain who the two
// are.
func (r *reader) other(speaker *draft.Party) *draft.Party {
	if speaker == nil {
		return nil
	}
	rivals := r.sides.Rivals()
	for i, side := range rivals {
		if side == speaker.Side {
			o := rivals[1-i]
			return &draft.Party{Name: scan.SideName(r.a, o), Side: o}
		}
	}
	return nil
}
