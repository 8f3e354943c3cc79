package undertakings

import (
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// nouns draws undertakings from "assurances from X that", "a commitment to".
func (r *reader) nouns(s scan.Sentence) {
	toks := s.Toks
	for _, h := range promises.All(toks) {
		from, to := scan.Clause(toks, h.First, h.Last)
		giver := r.giver(toks, h)
		content, own := r.content(toks, h, to)
		if giver != nil && r.isGuarantee(toks, h) {
			giver = r.secured(toks[h.Last:content]) // "guarantees from A and B that C will"
		}
		f := &found{
			rule: "undertaking-noun", sentence: s.Index, by: giver, title: s.Title(), promise: true,
			at: scan.Cover(toks, h.First, content), words: r.about(toks[h.First:content]), pointing: !own,
		}
		f.state = r.nounState(toks, from, h)
		if f.state == "" {
			continue
		}
		if f.state == "demanded" {
			f.speaker = r.asker(toks, from, h)
			if f.by == nil && own {
				if f.by = r.soil(toks[h.Last:content]); f.by == nil {
					f.by = r.other(f.speaker)
				}
			}
		}
		if f.by != nil && f.speaker != nil && both(f.by, f.speaker) {
			continue
		}
		if f.to == nil {
			f.to = f.speaker
		}
		f.statement = r.carrier(s.Index, f.at)
		f.form = r.formIn(f, toks[max(from, h.First-4):content])
		if f.by == nil && !f.pointing {
			continue
		}
		r.found = append(r.found, f)
	}
}

// isGuarantee reports whether the promise at h is a guarantee from several, who
// stand behind what another promises, or from one that the other keeps its word.
// A guarantee from one of which no more is told is a promise of its own.
func (r *reader) isGuarantee(toks []text.Token, h scan.Hit) bool {
	if toks[h.First].Lower != "guarantees" && toks[h.First].Lower != "guarantee" || h.Last >= len(toks) || toks[h.Last].Lower != "from" {
		return false
	}
	ps := scan.List(r.a, toks, h.Last+1)
	if len(ps) != 1 {
		return true
	}
	of := r.secured(toks[h.Last:])
	return of != nil && !sameSide(of, &ps[0].Party)
}

// secured gives whose conduct a guarantee is about: the party behind "that".
func (r *reader) secured(toks []text.Token) *draft.Party {
	for i, t := range toks {
		if t.Lower == "that" && i+1 < len(toks) {
			ps := scan.Parties(r.a, text.Span{Start: toks[i+1].Start, End: toks[min(i+5, len(toks)-1)].End})
			if len(ps) > 0 {
				return &ps[0].Party
			}
		}
	}
	return nil
}

// content gives where what is promised ends, and whether the noun has any.
func (r *reader) content(toks []text.Token, h scan.Hit, to int) (int, bool) {
	i := h.Last
	own := false
	for j := i; j < len(toks) && j < i+9; j++ {
		if toks[j].Lower == "that" && j+1 < len(toks) && relative[toks[j+1].Lower] {
			return h.Last, false // "an assurance that is guaranteed by": nothing of what is promised
		}
		switch toks[j].Lower {
		case "that", "regarding", "on", "about", "not", "concerning", "against":
			own = true
		case "to":
			own = j == i || own
		case ",", ".", ";":
			j = len(toks)
			continue
		}
		if own {
			_, end := scan.Clause(toks, j+1, min(j+2, len(toks)))
			if j+1 >= len(toks) {
				return h.Last, false
			}
			return max(end, j+1), true
		}
	}
	return h.Last, false
}

// relative begin a clause that describes the promise after "that".
var relative = text.Set(`is are was were has have had would could can must should be may`)

// nounState tells from the words around a promise whether it is asked for or
// given; "" when they tell neither.
func (r *reader) nounState(toks []text.Token, from int, h scan.Hit) string {
	near := toks[max(from, h.First-6):h.First]
	if wanted.Has(near) || h.Last+1 < len(toks) && duties.Has(toks[h.Last:min(len(toks), h.Last+3)]) {
		return "demanded"
	}
	if given.Has(near) || h.Last < len(toks) && toks[h.Last].Lower == "from" {
		return "reported_given"
	}
	return ""
}

// asker gives who wants the promise: the party before the verb of wanting.
func (r *reader) asker(toks []text.Token, from int, h scan.Hit) *draft.Party {
	for i := from; i < h.First; i++ {
		if n, _ := wanted.At(toks, i); n > 0 && i > from {
			ps := scan.Parties(r.a, text.Span{Start: toks[from].Start, End: toks[i].Start})
			if len(ps) > 0 {
				return &ps[len(ps)-1].Party
			}
		}
	}
	return nil
}

// carrier gives the id of the statement whose content holds s, or "".
func (r *reader) carrier(sentence int, s text.Span) string {
	for _, i := range r.at[sentence] {
		if st := &r.a.Statements[i]; st.ContentAt.Overlaps(s) {
			return st.ID
		}
	}
	return ""
}
