package happening

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/figures"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// wars are nouns for what goes on for longer than an incident.
var wars = text.Set(`war conflict insurgency uprising invasion occupation hostilities crisis rebellion genocide`)

// spans are grains of a time that is no day of one incident.
var spans = text.Set(`month quarter half season year decade`)

// total reports whether f sums up a war or years of it ("since the war began",
// "in two years of fighting"), and so belongs to no incident.
func (r *recorder) total(f figures.Figure) bool {
	t := r.a.Text
	s := t.Sentences[f.Sentence]
	low := func(k int) string {
		if k < s.First || k >= s.Last {
			return ""
		}
		return t.Tokens[k].Lower
	}
	for k := s.First; k < s.Last && k < s.First+80; k++ {
		switch low(k) {
		case "since":
			for n := k + 1; n < k+8; n++ {
				if wars[low(n)] || low(n) == "fighting" && (low(n+1) == "began" || low(n+1) == "broke" || low(n+1) == "started" || low(n+1) == "erupted") {
					return true
				}
			}
			if i := r.timeAfter(t.Tokens[k].End); i >= 0 && spans[r.a.Times[i].Grain] {
				return true
			}
		case "years", "months", "decades":
			if low(k+1) == "of" && (wars[low(k+2)] || low(k+2) == "fighting" || low(k+2) == "violence" || wars[low(k+3)]) {
				return true
			}
		case "war", "conflict", "insurgency":
			// "the war has killed", "have been killed in the war"
			if (low(k+1) == "has" || low(k+1) == "have") && (low(k+2) == "killed" || low(k+2) == "claimed" || low(k+2) == "left" || low(k+2) == "displaced" || low(k+2) == "uprooted") {
				return true
			}
		}
	}
	return false
}

// timeAfter gives the index of the time expression that begins within a word of
// at, or -1.
func (r *recorder) timeAfter(at int) int {
	times := r.a.Times
	i := sort.Search(len(times), func(i int) bool { return times[i].At.Start >= at })
	if i < len(times) && times[i].At.Start-at < 6 {
		return i
	}
	return -1
}

// ownCount reports whether f tells what its claimant has lost: "the Column said
// it lost four men". Whoever else is named as the one who lost them is not it.
func (r *recorder) ownCount(f figures.Figure, claimant *who.Actor) bool {
	t := r.a.Text
	s := t.Sentences[f.Sentence]
	people := peopleOf(f)
	if claimant == nil || f.Effect != figures.Killed && f.Like.Len() == 0 || f.Standing == figures.Civilians {
		return false
	}
	at := s.First + sort.Search(s.Last-s.First, func(n int) bool { return t.Tokens[s.First+n].Start >= people.Start })
	if claimant.Kind != "media" {
		for _, w := range strings.Fields(strings.ToLower(t.String(people))) {
			if w != "its" && w != "their" && w != "our" {
				continue
			}
			m := r.before(people.Start, s.Start) // whose they are
			return m == nil || m.Actor == claimant || m.Form == who.Pronoun
		}
	}
	k := at - 1
	for ; k >= s.First && at-k < 5; k-- {
		switch t.Tokens[k].Lower {
		case "lost", "lose", "loses", "losing":
		default:
			continue
		}
		m := r.before(t.Tokens[k].Start, s.Start)
		if m == nil {
			return true
		}
		for n := k - 1; n >= s.First && t.Tokens[n].Start >= m.End; n-- {
			switch w := t.Tokens[n].Lower; w {
			case "had", "has", "have", "also", "only", "not":
			default:
				if !strings.HasSuffix(w, "ly") {
					return true // the subject stands further off: "killed nine and lost two"
				}
			}
		}
		return m.Actor == claimant || m.Form == who.Pronoun || m.Actor.Name != "" && m.Actor.Name == claimant.Name
	}
	return false
}
