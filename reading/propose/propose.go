// Package propose takes in what a second reader (a language model, say) proposes
// beside the deterministic stages. A proposal is kept only if every word of it
// stands in the document, outside boilerplate, and only where no statement was
// read already: it can add to what was read, and never replace it.
//
// The package asks nobody: proposals are handed to it.
package propose

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/act"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// Statement is a proposed statement, in words of the document.
type Statement struct {
	Content string `json:"content"` // what was said, verbatim
	Speaker string `json:"speaker"` // who said it, as written; "" for nobody named
	Cue     string `json:"cue"`     // the word that reports it; "" for none
	Act     string `json:"act"`     // one of the acts of docs/read-format.md
}

// acts are those that a draft may have.
var acts = []string{act.Assurance, act.Demand, act.Condition, act.Accusation, act.Denial, act.Threat, act.Rejection, act.Agreement,
	act.OfferToTalk, act.Appeal, act.Claim, act.Responsibility, act.Assessment, act.NoComment, act.Other}

const (
	maxProposals = 500 // of one document
	shortest     = 12  // bytes of content: fewer words could stand anywhere
)

// Add adds those proposals that hold to the finished document a, as drafts m1,
// m2 … whose rule is "model:" and the model's name, and gives how many were
// added. What does not hold is dropped; nothing that was there before changes.
func Add(a *analysis.Analysis, model string, proposed []Statement) (added int) {
	if !a.Readable {
		return 0
	}
	for _, p := range proposed[:min(len(proposed), maxProposals)] {
		s, ok := check(a, p)
		if !ok {
			continue
		}
		added++
		s.ID, s.Rule = fmt.Sprintf("m%d", added), "model:"+model
		at, _ := slices.BinarySearchFunc(a.Statements, s.Content.Start, func(x analysis.Statement, start int) int {
			if x.Content.Start <= start {
				return -1
			}
			return 1
		})
		a.Statements = slices.Insert(a.Statements, at, s)
		a.Draft.Statements = slices.Insert(a.Draft.Statements, at, s.Statement)
	}
	return added
}

// check makes a statement of a proposal whose words all stand in the document.
func check(a *analysis.Analysis, p Statement) (s analysis.Statement, ok bool) {
	content, ok := find(a.Text, p.Content, 0)
	if !ok || content.Len() < shortest || !slices.Contains(acts, p.Act) || known(a, content) {
		return s, false
	}
	s.ContentAt, s.Act, s.Acts, s.Mode, s.Chain = content, p.Act, []string{p.Act}, mode(a.Text, content), []draft.Link{}
	if s.Content, ok = a.Text.Draft(content); !ok {
		return s, false
	}
	s.Sentence = max(0, sort.Search(len(a.Text.Sentences), func(i int) bool { return a.Text.Sentences[i].Start > content.Start })-1)
	if p.Cue != "" {
		if s.CueAt, ok = find(a.Text, p.Cue, content.Start); !ok {
			return s, false
		}
		cue, ok := a.Text.Draft(s.CueAt)
		if !ok {
			return s, false
		}
		s.Cue = &cue
	}
	if p.Speaker == "" {
		return s, true
	}
	if s.SpeakerAt, ok = find(a.Text, p.Speaker, content.Start); !ok {
		return s, false
	}
	written, ok := a.Text.Draft(s.SpeakerAt)
	if !ok {
		return s, false
	}
	by := a.Cast.Resolve(a.Text, s.SpeakerAt, who.Context{})
	s.Actors = []*who.Actor{by}
	s.Speaker = &draft.Speaker{Span: written, Name: by.Name, Side: by.Side}
	return s, true
}

// find gives the place where words stand, the one nearest to a position,
// outside boilerplate.
func find(t *text.Text, words string, near int) (best text.Span, ok bool) {
	if strings.TrimSpace(words) == "" {
		return best, false
	}
	for from := 0; ; {
		i := strings.Index(t.Plain[from:], words)
		if i < 0 {
			return best, ok
		}
		at := text.Span{Start: from + i, End: from + i + len(words)}
		if !t.IsMasked(at) && (!ok || distance(at, near) < distance(best, near)) {
			best, ok = at, true
		}
		from = at.End
	}
}

func distance(s text.Span, to int) int { return max(s.Start-to, to-s.Start) }

// known reports whether a statement with about the same words was read already.
func known(a *analysis.Analysis, content text.Span) bool {
	return slices.ContainsFunc(a.Statements, func(s analysis.Statement) bool {
		both := min(s.ContentAt.End, content.End) - max(s.ContentAt.Start, content.Start)
		either := max(s.ContentAt.End, content.End) - min(s.ContentAt.Start, content.Start)
		return 2*both >= either
	})
}

// mode tells direct from indirect speech by the quotation marks.
func mode(t *text.Text, content text.Span) string {
	for _, q := range t.Quotes {
		switch {
		case q.Contains(content):
			return "direct"
		case content.Contains(q.Span):
			return "mixed"
		}
	}
	return "indirect"
}
