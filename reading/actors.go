package reading

import (
	"slices"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// actors makes Draft.Actors of the cast: its mentions, those named inside a
// longer phrase ("State Department" in "State Department spokesman Miller"), and
// "I" and "we". What is only "it", or "they" whom nobody knows, is left out.
func actors(a *analysis.Analysis) {
	add := func(s text.Span, name, side, kind string) {
		if d, ok := a.Text.Draft(s); ok && !a.Text.IsMasked(s) {
			a.Draft.Actors = append(a.Draft.Actors, draft.Actor{Span: d, Name: name, Side: side, Kind: kind})
		}
	}
	a.Draft.Actors = make([]draft.Actor, 0, len(a.Cast.Mentions))
	inner := 0
	for _, m := range a.Cast.Mentions {
		if m.Form == who.Pronoun && (m.Actor.Kind == "unnamed" || isIt(a.Text.String(m.Span))) {
			continue
		}
		add(m.Span, m.Actor.Name, m.Actor.Side, m.Actor.Kind)
		for inner < len(a.Cast.Names) && a.Cast.Names[inner].End <= m.Start {
			inner++
		}
		for ; inner < len(a.Cast.Names) && a.Cast.Names[inner].End <= m.End; inner++ {
			n := a.Cast.Names[inner]
			if n.Kind == names.Country || n.Kind == names.Nationality || n.Kind == names.Location || n.Span == m.Span || n.Span == m.Name && m.Actor.Kind != "government" {
				continue
			}
			if b := a.Cast.ByName(n); b.Kind != m.Actor.Kind {
				add(n.Span, b.Name, b.Side, b.Kind)
			}
		}
	}
	for _, m := range a.Cast.Selves {
		add(m.Span, m.Actor.Name, m.Actor.Side, m.Actor.Kind)
	}
	slices.SortStableFunc(a.Draft.Actors, func(x, y draft.Actor) int { return x.Start - y.Start })
}

func isIt(w string) bool { w = text.Fold(w); return w == "it" || w == "itself" }
