// Package act says what kind of act a statement is: an assurance, a demand, a
// denial, a threat …
//
// The cue gives a first answer (who "denies" denies) and the words that were
// said correct it: a warning to stop something is a demand, a promise to
// obliterate somebody a threat, and whoever rejects an allegation denies it.
// Those who only look on (analysts, observers) assess, whatever verb reports
// them. The package also finds the half of a statement that is a condition.
package act

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// The acts of the contract.
const (
	Assurance      = "assurance"
	Demand         = "demand"
	Condition      = "condition"
	Accusation     = "accusation"
	Denial         = "denial"
	Threat         = "threat"
	Rejection      = "rejection"
	Agreement      = "agreement"
	OfferToTalk    = "offer_to_talk"
	Appeal         = "appeal"
	Claim          = "claim"
	Responsibility = "claim_of_responsibility"
	Assessment     = "assessment"
	NoComment      = "no_comment"
	Other          = "other"
)

// Read gives every statement of a its acts, and its condition where it has one.
func Read(a *analysis.Analysis) {
	looking := map[*who.Actor]bool{} // onlookers, so that "they" are known again
	for i := range a.Statements {
		s := &a.Statements[i]
		u := newUtterance(a, s)
		if len(s.Actors) > 0 {
			u.onlooker = looking[s.Actors[0]] || onlookers.in(u.speaker)
			if u.onlooker && s.Actors[0].Name == "" {
				looking[s.Actors[0]] = true
			}
		}
		c, strict := u.condition()
		if d, ok := a.Text.Draft(c); ok && c.Len() > 0 {
			s.ConditionAt, s.Condition = c, &d
		}
		s.Acts = u.classify()
		if s.Condition != nil {
			s.Acts = conditional(s.Acts, strict)
		}
		s.Act = s.Acts[0]
	}
}

// conditional adds the condition to the acts: first where everything hangs on
// it and the statement says nothing stronger, else second.
func conditional(acts []string, strict bool) []string {
	if slices.Contains(acts, Condition) {
		return acts
	}
	switch {
	case strict && (acts[0] == Claim || acts[0] == Demand || acts[0] == Rejection || acts[0] == Other):
		if acts[0] == Claim || acts[0] == Other {
			return []string{Condition, Demand}
		}
		return append([]string{Condition}, acts...)
	case acts[0] == Claim:
		return append(acts, Condition)
	}
	return append(acts, Condition)
}

// utterance is a statement's words as the rules look at them.
type utterance struct {
	t         *text.Text
	s         *analysis.Statement
	cue       said // the words of the cue, folded, between blanks
	words     said // the words of the content, folded, between blanks
	speaker   said // the words of the speaker
	addressee said // the words of the addressee
	onlooker  bool // the speaker judges what others do
	tokens    []text.Token
}

// longest is how many tokens of a content are looked at.
const longest = 160

func newUtterance(a *analysis.Analysis, s *analysis.Statement) *utterance {
	u := &utterance{t: a.Text, s: s}
	u.tokens = a.Text.Within(s.ContentAt)
	if len(u.tokens) > longest {
		u.tokens = u.tokens[:longest]
	}
	words := joined(u.tokens)
	if about := before(a.Text, s); len(about) > 0 {
		words = strings.TrimSuffix(joined(about), " ") + words
	}
	u.words = heard(strings.ReplaceAll(words, " in response to ", " to ")) // an answer threatens nobody
	u.cue = heard(joined(a.Text.Within(s.CueAt)))
	u.speaker = heard(joined(a.Text.Within(s.SpeakerAt)))
	u.addressee = heard(joined(a.Text.Within(s.AddresseeAt)))
	return u
}

// before gives the words that a relative clause hangs on, where the content
// lacks its subject: "the group, which Juba says operates from".
func before(t *text.Text, s *analysis.Statement) []text.Token {
	if s.SpeakerAt.Len() == 0 || s.SpeakerAt.Start >= s.ContentAt.Start {
		return nil
	}
	back := t.Within(text.Span{Start: max(0, s.SpeakerAt.Start-80), End: s.SpeakerAt.Start})
	n := len(back)
	if n < 2 || back[n-1].Lower != "which" && back[n-1].Lower != "that" && back[n-1].Lower != "who" {
		return nil
	}
	return back[max(0, n-7) : n-1]
}
