package when

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// ahead are words that speak of what is still to come.
var ahead = text.Set(`will shall won't 'll tomorrow upcoming forthcoming scheduled expected due plans planned planning slated set intends hopes aims would until deadline begins
	starts expires must should may might can could payable effective ahead`)

// behind are verbs in the past that do not end in -ed.
var behind = text.Set(`said was were had did fell rose began came went took made struck left held met told became found got gave saw knew brought sent built wrote won lost
	kept led ran spoke stood thought felt grew drew broke chose drove flew rode shot sold sank paid put cut hit set fought caught taught bought been`)

// tense tells which way the sentence looks at token i: 1 ahead, -1 back, 0
// where it does not say. The nearest verb before the date tells, else the one
// after it.
func (f *finder) tense(i int) int {
	if f.done(i) {
		return -1
	}
	soon := f.is(i-1, "by", "until", "till", "effective", "payable")
	for j := i - 1; j >= 0 && j > i-16; j-- {
		w := f.low(j)
		switch {
		case ahead[w] && !(w == "set" && f.low(j+1) != "to" && f.low(j+1) != "for") && !(w == "may" && f.capital(j)) || strings.HasSuffix(w, "'ll"):
			return 1
		case (behind[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && f.toks[j].Kind == text.Word) && !f.is(j-1, "be", "to"):
			if soon {
				return 0
			}
			return -1
		case w == "to" && j+1 < i && f.toks[j+1].Kind == text.Word && !f.capital(j+1) && !f.is(j+1, "the", "a", "an", "his", "her", "its", "their", "be"):
			if f.is(j-1, "is", "are", "due", "plans", "plan", "hopes", "supposed") {
				return 1
			}
			soon = true
		}
	}
	for j := i + 1; j < len(f.toks) && j < i+10; j++ {
		w := f.low(j)
		switch {
		case w == "will" || w == "shall":
			return 1
		case behind[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && f.toks[j].Kind == text.Word && !f.is(j-1, "be", "to"):
			return -1
		}
	}
	return 0
}

// done reports whether the date at token i only tells apart something that has come
// about: "the October ceasefire", "the 3 July attack".
func (f *finder) done(i int) bool {
	if !f.is(i-1, "the", "its", "their", "that", "this") {
		return false
	}
	for j := i + 1; j < i+4; j++ {
		if past[f.low(j)] {
			return true
		}
		if j >= len(f.toks) || f.toks[j].Kind == text.Word && months[f.low(j)] == 0 {
			return false
		}
	}
	return false
}

// past are nouns for what is over or agreed once it has a date.
var past = text.Set(`ceasefire truce armistice deal agreement accord pact declaration memorandum attack attacks assault raid raids strike strikes bombing bombings blast explosion
	clash clashes war fighting ambush massacre coup killing killings shelling`)

// future reports whether the sentence speaks of what is still to come.
func (f *finder) future(i int) bool { return f.tense(i) > 0 }

// withoutYear places a month and day whose year is not said.
func (f *finder) withoutYear(i, n, m, d int) interval {
	if d > 31 || m == 2 && d > 29 || (m == 4 || m == 6 || m == 9 || m == 11) && d > 30 {
		return interval{}
	}
	if y, ok := f.contextYear(m); ok {
		if t, ok := day(y, m, d); ok {
			return ofDay(t, Context)
		}
	}
	if f.anchor.IsZero() {
		return vague("day")
	}
	return f.nearest(i, func(y int) (interval, bool) {
		t, ok := day(y, m, d)
		return ofDay(t, Published), ok
	})
}

// monthWithoutYear places a month whose year is not said.
func (f *finder) monthWithoutYear(i, n, m int) interval {
	if y, ok := f.contextYear(m); ok {
		return ofMonth(y, m, Context)
	}
	if f.anchor.IsZero() {
		return vague("month")
	}
	return f.nearest(i, func(y int) (interval, bool) { return ofMonth(y, m, Published), true })
}

// How far off a date without a year may lie, in days: news says the year of what
// lies further back than most of one, unless the verb is plain.
const (
	longAgo  = 210 // a date without a verb is sooner one to come than further back than this
	farAhead = 120
	yearAgo  = 325 // further back than this, and nearAhead or less ahead, it is to come whatever the verb
	nearHand = 40
)

// nearest gives the occurrence of a yearly interval that the tense asks for:
// the next one not over, or the last one begun.
func (f *finder) nearest(i int, of func(year int) (interval, bool)) interval {
	var past, next interval
	y := f.anchor.Year()
	for c := y - 8; c <= y+8; c++ { // eight years: the 29th of February
		v, ok := of(c)
		switch {
		case !ok:
		case !v.from.After(f.anchor):
			past = v
		case next.grain == "":
			next = v
		}
	}
	if past.grain == "" || next.grain == "" {
		return vague("day")
	}
	if !past.to.Before(f.anchor) { // it is going on
		return past
	}
	back := int(f.anchor.Sub(past.to).Hours() / 24)
	on := int(next.from.Sub(f.anchor).Hours() / 24)
	switch tense := f.tense(i); {
	case tense > 0 && on < 330:
		return next
	case tense < 0 && !(back > yearAgo && on <= nearHand):
		return past
	case tense == 0 && back <= longAgo, on > farAhead && !(back > yearAgo && on <= nearHand):
		return past
	case tense > 0:
		return past
	}
	return next
}

// contextYear gives the year that the text has been telling of: always in a
// history, and otherwise only shortly after a year was written out that is not
// the publication's.
func (f *finder) contextYear(m int) (int, bool) {
	if f.lastYear == 0 {
		return 0, false
	}
	if f.history {
		return f.lastYear, true
	}
	if f.anchor.IsZero() {
		return f.lastYear, f.yearAge <= 2
	}
	return f.lastYear, f.yearAge == 0 && f.lastYear < f.anchor.Year()-1
}
