package happening

import (
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/figures"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// The classes of a figure.
const (
	ownLoss      = "own_loss"
	inflicted    = "inflicted_loss"
	thirdParty   = "third_party_count"
	unattributed = "unattributed"
)

// claim is a figure with what is known of its claimant and victims.
type claim struct {
	draft.Figure
	claimant *who.Actor
	side     string // of the victims, "" when unknown
	standing string
	at       text.Span
}

// claims turns the figures of an incident into drafts: one for each claimant
// and count. What the same claimant says again is the same figure.
func (r *recorder) claims(x *incident, to []draft.Attribution) []claim {
	var out []claim
	seen := map[string]bool{}
	for _, f := range x.figures {
		if f.Weak && outlived(f, x.figures) || f.Again && counted(f, x.figures) || part(f, x.figures) {
			continue
		}
		d, ok := r.a.Text.Draft(f.Span)
		if !ok || r.a.Text.IsMasked(f.Span) {
			continue
		}
		c := claim{standing: f.Standing, at: f.Span}
		c.Figure = draft.Figure{Rule: f.Rule, Effect: f.Effect, Group: f.Group, Number: f.Number, Low: f.Low, Phrase: d.Text, Start: d.Start, End: d.End}
		denied := false
		c.claimant, c.Statement, denied = r.claimant(f)
		if denied {
			continue
		}
		if c.claimant != nil {
			c.Claimant = &draft.Party{Name: c.claimant.Name, Side: c.claimant.Side}
		}
		c.side = r.sideOf(f, c.claimant)
		c.Class = class(c, to)
		key := fmt.Sprint(f.Effect, "|", f.Low, "|", c.claimantKey(), "|", c.side, "|", strings.ToLower(f.Group))
		if f.Number != nil {
			key += fmt.Sprint("|", *f.Number)
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		r.figures++
		c.ID = fmt.Sprintf("f%d", r.figures)
		out = append(out, c)
	}
	return out
}

// outlived reports whether those who were shot or stabbed are among the dead
// that the incident counts, as far as the words tell: then the count is none of
// injured people.
func outlived(f figures.Figure, all []figures.Figure) bool {
	if f.Rest || f.Number == nil {
		return false
	}
	for _, k := range all {
		if k.Effect == figures.Killed && k.Number != nil && *k.Number <= *f.Number && maySame(f, k) {
			return true
		}
	}
	return false
}

// maySame reports whether the people of two figures may be the same: a man is no
// woman, but anybody may be a victim, or go by a name.
func maySame(a, b figures.Figure) bool {
	x, y := lastWord(a.Group), lastWord(b.Group)
	return x == "" || y == "" || a.Named || b.Named || anybody[x] || anybody[y] || x == y || strings.TrimSuffix(x, "s") == strings.TrimSuffix(y, "s")
}

// anybody are words that say nothing of who is counted.
var anybody = words("people person persons individual individuals victim victims teen teens teenager teenagers youth youths body bodies suspect suspects")

func lastWord(s string) string {
	all := strings.Fields(strings.ToLower(s))
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// part reports whether f tells of one of several whom the incident has counted
// before: "Four people were killed. … The driver was shot dead."
func part(f figures.Figure, all []figures.Figure) bool {
	if f.Number == nil || *f.Number != 1 || f.Rest || f.Named {
		return false
	}
	for _, k := range all {
		if k.Effect == f.Effect && k.Sentence < f.Sentence && k.Number != nil && *k.Number > 1 && (k.Group == "" || k.Rest || anybody[lastWord(k.Group)]) {
			return true
		}
	}
	return false
}

// counted reports whether the one whom "he" means is counted by
// another figure of the incident already.
func counted(f figures.Figure, all []figures.Figure) bool {
	for _, k := range all {
		if k.Effect == f.Effect && !k.Again {
			return true
		}
	}
	return false
}

func (c claim) claimantKey() string {
	if c.claimant == nil {
		return ""
	}
	if c.claimant.Side != "" {
		return c.claimant.Side
	}
	return c.claimant.Name
}

// claimant gives who says a figure, and the statement that says it: the
// innermost statement around it, else whoever the words beside it name. Denied
// is true when the statement denies it, so that nobody is known to claim it.
func (r *recorder) claimant(f figures.Figure) (actor *who.Actor, statement string, denied bool) {
	var in *analysis.Statement
	for i := range r.a.Statements {
		s := &r.a.Statements[i]
		if s.ContentAt.Contains(f.People) && (in == nil || in.ContentAt.Len() >= s.ContentAt.Len()) {
			in = s
		}
	}
	if in != nil {
		if in.Act == "denial" || in.Act == "rejection" {
			return nil, in.ID, true
		}
		if len(in.Actors) > 0 {
			return in.Actors[0], in.ID, false
		}
		return nil, in.ID, false
	}
	return r.reporter(f), "", false
}

// reportVerbs put a count into somebody's mouth without a clause of its own:
// "the army reported 23 fatalities".
var reportVerbs = words("reported confirmed acknowledged announced admitted claimed counted recorded documented put")

// sayVerbs follow or precede a headline's count: "58 killed, Kabul says".
var sayVerbs = words("says say said claims claim claimed reports report reported according confirms confirmed")

// reporter gives whom the words beside a figure name as its source where no
// statement holds it.
func (r *recorder) reporter(f figures.Figure) *who.Actor {
	t := r.a.Text
	s := t.Sentences[f.Sentence]
	at := s.First
	for at < s.Last && t.Tokens[at].Start < f.Start {
		at++
	}
	// "X reported 23 soldier fatalities"
	for k := at - 1; k >= s.First && k > at-4; k-- {
		if reportVerbs[t.Tokens[k].Lower] {
			if m := r.before(t.Tokens[k].Start, s.Start); m != nil {
				return m.Actor
			}
		}
	}
	// "…, Kabul says", "…: army"
	for k := at; k < s.Last && k < at+40; k++ {
		w := t.Tokens[k].Lower
		if w == "according" && k+1 < s.Last && t.Tokens[k+1].Lower == "to" {
			if m := r.a.Cast.At(text.Span{Start: t.Tokens[k+1].End, End: s.End}); m != nil && m.Start-t.Tokens[k+1].End < 6 {
				return m.Actor
			}
		}
		if sayVerbs[w] && t.Tokens[k].Start > f.End {
			if m := r.before(t.Tokens[k].Start, f.End); m != nil && t.Tokens[k].Start-m.End < 3 {
				return m.Actor
			}
		}
	}
	return nil
}

// before gives the mention that ends last before at, and begins at or after low.
func (r *recorder) before(at, low int) *who.Mention {
	c := r.a.Cast
	n, _ := slices.BinarySearchFunc(c.Mentions, at, func(m who.Mention, at int) int { return m.Start - at })
	if n == 0 {
		return nil
	}
	if m := &c.Mentions[n-1]; m.Start >= low && m.End <= at+1 {
		return m
	}
	return nil
}

// sideOf gives the side of the victims: of whoever is named in the words for
// them, or the claimant's own where a force counts its soldiers without saying
// whose.
func (r *recorder) sideOf(f figures.Figure, claimant *who.Actor) string {
	c := r.a.Cast
	n, _ := slices.BinarySearchFunc(c.Mentions, f.People.Start, func(m who.Mention, at int) int { return m.End - at })
	for ; n < len(c.Mentions) && c.Mentions[n].Start < f.People.End; n++ {
		if a := c.Mentions[n].Actor; a.Side != "" {
			return a.Side
		}
	}
	if f.Standing == figures.Forces && claimant != nil && (claimant.Kind == "force" || claimant.Kind == "government") {
		return claimant.Side
	}
	return ""
}

// class says whose loss a figure is in the eyes of its claimant.
func class(c claim, to []draft.Attribution) string {
	a := c.claimant
	if a == nil {
		return unattributed
	}
	switch {
	case a.Side != "" && a.Side == c.side:
		return ownLoss
	case a.Kind == "armed_group" || a.Kind == "force" || a.Kind == "government" || a.Kind == "person":
		for _, t := range to {
			if t.To.Side != "" && t.To.Side == a.Side {
				return inflicted
			}
		}
		if a.Side != "" && c.side != "" && a.Kind != "person" || c.standing == figures.Insurgents && a.Kind == "force" {
			return inflicted
		}
	}
	return thirdParty
}
