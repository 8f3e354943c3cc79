package happening

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/figures"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/scan"
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
	body := r.inBody(x)
	for _, f := range x.figures {
		if f.Number != nil && body[count{f.Effect, *f.Number}] && r.a.Title.Overlaps(f.Span) {
			continue // the headline of a figure that the body gives
		}
		if around := beside(r.all, f); f.Weak && (outlived(f, around) || part(f, around)) || f.Again && counted(f, around) || part(f, beside(x.figures, f)) {
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
			c.Claimant = &draft.Party{Name: r.called(c.claimant, c.Statement), Side: c.claimant.Side}
		}
		c.side = r.sideOf(f, c.claimant)
		if c.side == "" && f.Standing == figures.Civilians && c.claimant != nil && x.place >= 0 && c.claimant.Country != "" && c.claimant.Country == r.a.Places[x.place].Country && r.rules(c.claimant) {
			c.side = c.claimant.Side // a government that mourns the civilians of its own land
		}
		if c.Class = class(c, to); r.ownCount(f, c.claimant) {
			c.Class = ownLoss
		}
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

// rules reports whether a speaks for a state, and not for a group in it.
func (r *recorder) rules(a *who.Actor) bool {
	return a.Side == a.Country || slices.ContainsFunc(r.a.Known.Parties, func(p names.Party) bool { return p.ID == a.Side && p.Country != "" })
}

// called names a claimant: whom nothing names is called what the statement calls
// him, without an article ("military", "residents").
func (r *recorder) called(a *who.Actor, statement string) string {
	if a.Name != "" {
		return a.Name
	}
	// Statements are numbered from s1 in their order.
	n, err := strconv.Atoi(strings.TrimPrefix(statement, "s"))
	if err == nil && n >= 1 && n <= len(r.a.Statements) && r.a.Statements[n-1].Speaker != nil {
		s := &r.a.Statements[n-1]
		words := strings.Fields(r.a.Text.String(s.SpeakerAt))
		if len(words) > 1 {
			switch strings.ToLower(words[0]) {
			case "the", "a", "an", "its", "their", "his", "her":
				words = words[1:]
			}
		}
		if len(words) == 1 {
			switch strings.ToLower(words[0]) {
			case "he", "she", "they", "it", "who", "which":
				return ""
			}
		}
		return strings.Join(words[:min(len(words), 8)], " ")
	}
	return ""
}

// count is an effect and a number.
type count struct {
	effect string
	n      int
}

// inBody gives the counts of an incident outside the headline.
func (r *recorder) inBody(x *incident) map[count]bool {
	out := map[count]bool{}
	for _, f := range x.figures {
		if f.Number != nil && !r.a.Title.Overlaps(f.Span) {
			out[count{f.Effect, *f.Number}] = true
		}
	}
	return out
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
	in := r.innermost(f.People)
	if in != nil {
		if r.denies(in) {
			return nil, in.ID, true
		}
		if len(in.Actors) > 0 {
			return in.Actors[0], in.ID, false
		}
		return r.reporter(f), in.ID, false
	}
	return r.reporter(f), "", false
}

// reportVerbs put a count into somebody's mouth without a clause of its own:
// "the army reported 23 fatalities".
var reportVerbs = text.Set("reported confirmed acknowledged announced admitted claimed counted recorded documented put")

// sayVerbs follow or precede a headline's count: "58 killed, Kabul says".
var sayVerbs = text.Set("says say said claims claim claimed reports report reported according confirms confirmed")

// reporter gives whom the words beside a figure name as its source where no
// statement holds it.
func (r *recorder) reporter(f figures.Figure) *who.Actor {
	t := r.a.Text
	s := t.Sentences[f.Sentence]
	at := s.First + sort.Search(s.Last-s.First, func(n int) bool { return t.Tokens[s.First+n].Start >= f.Start })
	// "X reported 23 soldier fatalities"
	for k := at - 1; k >= s.First && k > at-9; k-- {
		if w := t.Tokens[k].Lower; reportVerbs[w] && (k > at-6 || w == "put") {
			if m := r.before(t.Tokens[k].Start, s.Start); m != nil {
				return m.Actor
			}
		}
	}
	// "X retaliated, claiming that 40 soldiers were killed"
	for k := at - 1; k >= s.First && k > at-4; k-- {
		switch t.Tokens[k].Lower {
		case "claiming", "saying", "asserting", "reporting", "alleging", "adding":
			if m := r.a.Cast.At(s.Span); m != nil && m.Start-s.Start < 12 && m.End < t.Tokens[k].Start && able(m.Actor) {
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
	people := peopleOf(f)
	n, _ := slices.BinarySearchFunc(c.Mentions, people.Start, func(m who.Mention, at int) int { return m.End - at })
	for ; n < len(c.Mentions) && c.Mentions[n].Start < people.End; n++ {
		if a := c.Mentions[n].Actor; a.Side != "" {
			return a.Side
		}
	}
	k := sort.Search(len(c.Names), func(k int) bool { return c.Names[k].End > people.Start })
	for ; k < len(c.Names) && c.Names[k].Start < people.End; k++ {
		if m := c.Names[k]; m.Country != "" { // a nation by its adjective alone
			return scan.SideOf(r.a, m.Country)
		}
	}
	words := strings.Fields(strings.ToLower(r.a.Text.String(people)))
	if claimant != nil && (slices.Contains(words, "its") || slices.Contains(words, "their") || slices.Contains(words, "our")) {
		return claimant.Side
	}
	if f.Standing == figures.Forces && claimant != nil && (claimant.Kind == "force" || claimant.Kind == "government") {
		return claimant.Side
	}
	return ""
}

// peopleOf gives where the people of a figure are named: its own words, or those
// of the figure that it shares them with.
func peopleOf(f figures.Figure) text.Span {
	if f.Like.Len() > 0 {
		return f.Like
	}
	return f.People
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
