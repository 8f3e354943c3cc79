package undertakings

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// vowed are the verbs of a promise that the sentence itself tells of.
var vowed = scan.NewLexicon(`
v: promised, pledged, vowed, undertook
`)

// aside may stand between the verb and what is promised: when, where and by
// what means it was.
var aside = text.Set(`in on at last this during through earlier again yesterday via publicly repeatedly late early today`)

// unmade take back a verb that they stand before: it is denied, or told of
// somebody to whom the promise was made.
var unmade = text.Set(`never not no n't was were been be being is are had having have has`)

// groups are the nouns that mean the armed group of a document that speaks of one.
var groups = text.Set(`group rebels guerrillas movement insurgents militia guerrilla`)

// vows draws undertakings from sentences that tell of a promise: "pledged in a
// message on Friday to open", "promised last week to release them if".
func (r *reader) vows(s scan.Sentence) {
	toks := s.Toks
	for _, h := range vowed.All(toks) {
		if h.First == 0 || unmade[toks[h.First-1].Lower] {
			continue
		}
		from, to := scan.Clause(toks, h.First, h.Last)
		i := infinitive(toks[:to], h.Last)
		if i < 0 {
			continue
		}
		at := scan.Cover(toks, i, to)
		if r.drawn(at) {
			continue
		}
		by := r.subject(toks, from, h.First)
		if by == nil {
			continue
		}
		f := &found{
			rule: "undertaking-vow", state: "given", by: by, speaker: by, sentence: s.Index, title: s.Title(),
			at: at, words: r.about(toks[i:to]), statement: r.carrier(s.Index, at),
		}
		for j := i; j < to; j++ {
			if w := toks[j].Lower; w == "if" || w == "provided" || w == "unless" || w == "once" {
				f.condition = scan.Cover(toks, j, to)
				break
			}
		}
		f.form = r.formIn(f, toks[i:to])
		if len(f.words) > 0 {
			r.found = append(r.found, f)
		}
	}
}

// infinitive gives where "to" with a verb stands behind token i, with nothing
// but asides between; -1 where it does not.
func infinitive(toks []text.Token, i int) int {
	for j := i; j+1 < len(toks) && j < i+9; j++ {
		switch toks[j].Lower {
		case "to":
			if next := toks[j+1]; next.Kind != text.Word || next.Lower == "the" || next.Lower == "a" || next.Lower == "its" {
				return -1 // "pledged aid to the province"
			}
			return j
		case ",", "that", ";", ":":
			return -1
		}
		if j == i && !aside[toks[j].Lower] && !strings.HasSuffix(toks[j].Lower, "day") {
			return -1
		}
	}
	return -1
}

// drawn reports whether something was drawn from the words at s before.
func (r *reader) drawn(s text.Span) bool {
	for _, f := range r.found {
		if f.at.Overlaps(s) {
			return true
		}
	}
	return false
}

// subject gives who stands before the verb at i: a party, a person of no known
// side, or the one armed group that "the group" can mean.
func (r *reader) subject(toks []text.Token, from, i int) *draft.Party {
	if p := r.before(toks, i); p != nil {
		return p
	}
	span := text.Span{Start: toks[from].Start, End: toks[i-1].End}
	for _, m := range r.named(span) {
		if m.Actor.Kind == "person" && m.Actor.Name != "" && m.End == span.End {
			return &draft.Party{Name: m.Actor.Name}
		}
	}
	for j := max(from, i-2); j < i; j++ {
		if groups[toks[j].Lower] {
			return r.onlyGroup()
		}
	}
	return nil
}

// onlyGroup gives the armed group of a document that names one and no other.
func (r *reader) onlyGroup() *draft.Party {
	var out *draft.Party
	for _, m := range r.a.Cast.Mentions {
		if m.Actor.Kind != "armed_group" || m.Actor.Name == "" {
			continue
		}
		if p, ok := scan.PartyOf(r.a, m.Actor); ok {
			if out != nil && *out != p {
				return nil
			}
			out = &p
		}
	}
	return out
}
