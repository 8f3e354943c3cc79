package when

import (
	"strings"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

// beginners are the words that an expression can begin with, besides numbers,
// words with a hyphen, and words in Arabic letters.
var beginners = func() *text.Table[bool] {
	m := text.Set(`a an the this that these those its their his her last past next previous preceding prior coming following subsequent current present latest same final
		first year-ago year-earlier early late mid earlier later sometime about nearly almost roughly approximately more less fewer at up no several some few many
		dozens hundreds thousands half every each daily weekly monthly yearly nightly hourly biweekly bimonthly per now currently recently nowadays presently lately recent
		today yesterday tomorrow tonight fiscal calendar q1 q2 q3 q4 long moments daylong weeklong monthlong yearlong hourlong two`)
	for _, list := range []map[string]int{months, weekdays, seasons, dayParts, cardinals, ordinals, decadeNames} {
		for w := range list {
			m[w] = true
		}
	}
	for w := range weekdays {
		m[w+"s"] = true
	}
	for w := range units {
		m[w] = true
	}
	for w := range feastWords {
		m[w] = true
	}
	return text.NewKnown(m)
}()

// articles are beginners that stand before every noun; they begin an expression
// only before another beginner or one of goOn.
var articles = text.Set(`a an the this that these those its their his her`)

var goOn = text.Set(`beginning middle end start close rest remainder whole full entire very same single number dozen couple hundred thousand
	time period future near foreseeable distant while ensuing intervening remaining`)

// mayBegin reports whether any rule can begin at token i: most words begin none,
// and asking every rule takes far longer than asking once.
func (f *finder) mayBegin(i int) bool {
	k := f.toks[i]
	switch {
	case k.Kind == text.Number:
		return true
	case k.Kind == text.Mark:
		return k.Lower == "'"
	case k.Lower[0] >= utf8.RuneSelf, strings.IndexByte(k.Lower, '-') >= 0:
		return true
	}
	if !begins(k) {
		return false
	}
	if articles[f.lows[i]] && i+1 < len(f.toks) && f.toks[i+1].Kind == text.Word {
		next := f.toks[i+1].Lower
		return next[0] >= utf8.RuneSelf || strings.IndexByte(next, '-') >= 0 || goOn[f.lows[i+1]] || begins(f.toks[i+1])
	}
	return true
}

// begins reports whether a word is among beginners, with or without its
// possessive ending.
func begins(k text.Token) bool { return beginners.HasBase(k) || beginners.Has(k) }
