package happening

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/text"
)

// window is how many time expressions or places beside a mention are looked at,
// on either side.
const window = 12

// nearest gives the index of the span in s that stands nearest to at, those
// before it counting double, or -1. span and good are asked of at most a window
// of the n spans, which ascend.
func nearest(n int, span func(int) text.Span, s, at text.Span, good func(int) bool) int {
	mid := sort.Search(n, func(i int) bool { return span(i).End > at.Start })
	best, far := -1, 0
	for i := max(0, mid-window); i < n && i < mid+window; i++ {
		x := span(i)
		if x.End <= s.Start || x.Start >= s.End || !good(i) {
			continue
		}
		d := x.Start - at.End
		if x.Start < at.Start {
			d = 2 * (at.Start - x.End)
		}
		if d = max(d, 0); best < 0 || d < far {
			best, far = i, d
		}
	}
	return best
}

// timeNear gives the index of the dated time expression in s nearest to at, or -1.
func (f *finder) timeNear(at, s text.Span) int {
	times := f.a.Times
	return nearest(len(times), func(i int) text.Span { return times[i].At }, s, at, func(i int) bool {
		return times[i].From != nil && !f.names(times[i].At)
	})
}

// names reports whether the time at s only tells which agreement is meant: "the
// October ceasefire", "the declaration signed in Doha in July".
func (f *finder) names(s text.Span) bool {
	k := sort.Search(len(f.toks), func(n int) bool { return f.toks[n].Start >= s.End })
	if k < len(f.toks) && agreed[f.toks[k].Lower] {
		return true
	}
	k = sort.Search(len(f.toks), func(n int) bool { return f.toks[n].End > s.Start })
	for n := k - 1; n >= 0 && n > k-8; n-- {
		switch f.toks[n].Lower {
		case "signed", "agreed", "reached", "brokered", "concluded", "negotiated":
			for m := n - 1; m >= 0 && m > n-5; m-- {
				if agreed[f.toks[m].Lower] {
					return true
				}
			}
			return false
		case ",", ".", ";", "that", "and":
			return false
		}
	}
	return false
}

// agreed are nouns for what is agreed.
var agreed = text.Set("ceasefire truce armistice deal agreement accord pact declaration memorandum")

// placeNear gives the index of the place where what stands at is said to have
// happened: the nearest in the sentence that a word like "in" or "near" puts
// there, or that stands in the noun phrase itself. -1 when there is none.
func (f *finder) placeNear(at text.Span, s text.Sentence) int {
	places := f.a.Places
	return nearest(len(places), func(i int) text.Span { return places[i].At }, s.Span, at, func(i int) bool {
		x := places[i].At
		if !f.known(i) {
			return false
		}
		return at.Contains(x) || f.beside(x, at) || f.located(i, s)
	})
}

// beside reports whether the place at x stands at the words for an incident:
// "the Arn attack", "the shelling of Arn", "shelled Arn". Before a verb it is
// who acts.
func (f *finder) beside(x, at text.Span) bool {
	if x.Start >= at.End {
		if x.Start-at.End > len(" against ") {
			return false
		}
		switch strings.ToLower(strings.TrimSpace(f.a.Text.Plain[at.End:x.Start])) {
		case "", "of", "on", "against":
			return true
		}
		return false
	}
	return x.End <= at.Start && at.Start-x.End <= 2 && !f.acting
}

// known reports whether a place is more than a word that looks like a name: in
// text without small letters every word does.
func (f *finder) known(i int) bool {
	p := f.a.Places[i]
	if p.Unnamed {
		return false
	}
	if p.Country != "" || p.Lat != nil {
		return true
	}
	return strings.ToUpper(p.Text) != p.Text
}

// located reports whether a place is said to be one where something is: a
// preposition before it, before the names it follows in a list, or before "the
// province of".
func (f *finder) located(i int, s text.Sentence) bool {
	start := f.a.Places[i].At.Start
	k := s.First + sort.Search(s.Last-s.First, func(n int) bool { return f.toks[s.First+n].Start >= start })
	if c := f.a.Text.Plain[start]; c >= 0xd8 && c <= 0xdb { // Arabic letters
		end := k
		for end < s.Last && f.toks[end].Start < f.a.Places[i].At.End {
			end++
		}
		return f.easternLocated(k, end, s)
	}
	for n := 0; n < 8; n++ {
		k--
		if k < s.First {
			return false
		}
		w := f.toks[k].Lower
		switch {
		case locative[w]:
			return k == s.First || !spoken[f.toks[k-1].Lower]
		case w == "of" && k > s.First && dwellers[f.toks[k-1].Lower]:
			return true
		case w == ",", w == "and", w == "or", w == "(", w == "[", w == "-", compass[w], kinds[w], w == "the", w == "of":
		case f.toks[k].Kind == text.Word && (f.toks[k].Possessive() || capital(f.a.Text, f.toks[k]) || i > 0 && f.a.Places[i-1].At.Contains(f.toks[k].Span)):
		default:
			return false
		}
	}
	return false
}

// spoken are words before "in" that say where somebody spoke or met, and nothing of
// where what was spoken of happened: "told reporters in".
var spoken = text.Set("reporters journalists newsmen conference briefing briefings interview interviews speech speaking said told lawmakers " +
	"signed meet met meeting talks summit")

// dwellers are those who tell of what happened where they live.
var dwellers = text.Set("residents inhabitants villagers townspeople")

// capital reports whether a word begins with a capital letter, and goes on in
// small ones.
func capital(t *text.Text, k text.Token) bool {
	w := t.String(k.Span)
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && strings.ToUpper(w) != w
}

var (
	locative = text.Set("in at near outside inside on around across throughout within along off into over above beside through")
	compass  = text.Set("north south east west northern southern eastern western central northeastern northwestern southeastern southwestern northeast northwest southeast southwest north-western south-western north-eastern south-eastern downtown upper lower greater restive remote mountainous")
	kinds    = text.Set(`town city village province department district region area areas capital municipality neighborhood neighbourhood county state territory
		suburb sector valley canton border port rural frontier jurisdiction island peninsula zone towns cities villages provinces departments districts hamlet community`)
)

// settings gives the places that something is said to be in, with the sentence
// of each, in order.
func settings(a *analysis.Analysis) (out []setting) {
	f := &finder{a: a, toks: a.Text.Tokens}
	n := 0
	for i, p := range a.Places {
		for n < len(a.Text.Sentences) && a.Text.Sentences[n].End <= p.At.Start {
			n++
		}
		if n == len(a.Text.Sentences) {
			break
		}
		if f.known(i) && f.located(i, a.Text.Sentences[n]) {
			out = append(out, setting{place: i, sentence: n})
		}
	}
	return out
}

// setting is a place where the story is, and the sentence that says so.
type setting struct{ place, sentence int }

// carried is how many sentences a setting holds for what is told after it.
const carried = 3

// settle gives incidents without a place that of the sentences just before, or
// of the one after.
func settle(a *analysis.Analysis, item []int, all []*incident) {
	found := settings(a)
	land := mainCountry(a, found)
	days := grouper{a: a}
	for _, x := range all {
		if x.place >= 0 || len(found) == 0 || x.kind == Other || x.tally {
			continue
		}
		first := x.first()
		n := sort.Search(len(found), func(i int) bool { return found[i].sentence > first })
		switch {
		case n > 0 && first-found[n-1].sentence <= carried && item[first] == item[found[n-1].sentence] && days.sameDay(x.time, x.told):
			x.place = found[n-1].place
		case n < len(found) && first == 0 && found[n].sentence <= 1:
			x.place = found[n].place
		default:
			x.place = land
		}
	}
}

// mainCountry gives the first place that is the country where most of the
// document is set, or -1 when none is, or it is not named.
func mainCountry(a *analysis.Analysis, found []setting) int {
	in := map[string]int{}
	total, most, main := 0, 0, ""
	for _, s := range found {
		if c := a.Places[s.place].Country; c != "" {
			total++
			if in[c]++; in[c] > most {
				most, main = in[c], c
			}
		}
	}
	if 3*most < 2*total || total == 0 {
		return -1
	}
	for i, p := range a.Places {
		if p.Country == main && p.Precision == 6 {
			return i
		}
	}
	return -1
}

// first gives the first sentence that tells of an incident.
func (x *incident) first() int {
	first := x.last
	for _, m := range x.mentions {
		first = min(first, m.sentence)
	}
	for _, f := range x.figures {
		first = min(first, f.Sentence)
	}
	return first
}
