package happening

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/eastern"
	"github.com/surety-mechanism/surety/reading/text"
)

// mention is one place where an incident is named.
type mention struct {
	text.Span        // the trigger
	tok       int    // its first token in Text.Tokens
	end       int    // the token after its last
	sentence  int    // index of its sentence
	kind      string // ACLED's sub-event type
	verb      bool
	definite  bool // "the attack", "Tuesday's blast"
	another   bool // "another attack", "a second blast"
	plural    bool
	counted   bool // "two attacks"
	opens     bool // it may be the only word for an incident
	claimed   bool // "claimed by" follows
	disowned  bool // "denied that" stands before
	again     bool // whoever acts is one whom the sentence before told of: "a patrol … the patrol"
	place     int  // index into Analysis.Places, -1 for none
	time      int  // index into Analysis.Times, -1 for none
}

// finder looks for mentions, sentence by sentence.
type finder struct {
	a        *analysis.Analysis
	toks     []text.Token
	from, to int // the sentence's tokens
	index    int
	out      []mention
	acting   bool // the words looked at are a verb
}

func mentions(a *analysis.Analysis) []mention {
	f := &finder{a: a, toks: a.Text.Tokens}
	tongue := eastern.Tongue(a.Language)
	for i, s := range a.Text.Sentences {
		f.index, f.from, f.to = i, s.First, s.Last
		for k := s.First; k < s.Last; k++ {
			m, ok := mention{}, false
			if tongue != "" {
				m, ok = f.eastern(tongue, k)
			} else {
				m, ok = f.at(k)
				m.disowned = ok && f.disowned(k)
			}
			if ok {
				f.out = append(f.out, m)
				k = m.end - 1
			}
		}
	}
	return f.out
}

func (f *finder) low(i int) string {
	if i < f.from || i >= f.to {
		return ""
	}
	return f.toks[i].Lower
}

func (f *finder) base(i int) string {
	if i < f.from || i >= f.to {
		return ""
	}
	return f.toks[i].Base()
}

// at reads the mention whose trigger begins at token k.
func (f *finder) at(k int) (mention, bool) {
	if f.toks[k].Kind != text.Word {
		return mention{}, false
	}
	w := f.toks[k].Base()
	m := mention{tok: k, end: k + 1, sentence: f.index, place: -1, time: -1}
	if w == "opened" && f.low(k+1) == "fire" || w == "opening" && f.low(k+1) == "fire" {
		m.kind, m.verb, m.end, m.opens, m.again = Attack, true, k+2, true, f.again(k)
		return f.done(m), true
	}
	if w == "firing" && (f.low(k+1) == "into" || f.low(k+1) == "on" || f.low(k+1) == "at") {
		m.kind, m.verb, m.opens = Attack, true, true // "accused the troops of firing into a village"
		return f.done(m), f.real(k)
	}
	if w == "fired" && (f.low(k+1) == "into" || f.low(k+1) == "on" || f.low(k+1) == "at" || strings.HasSuffix(f.low(k+1), "rockets") || strings.HasSuffix(f.low(k+1), "missiles")) {
		m.kind, m.verb, m.opens = Attack, true, true
		if strings.HasSuffix(f.low(k+1), "rockets") || strings.HasSuffix(f.low(k+1), "missiles") {
			m.kind = Shelling
		}
		return f.done(m), f.real(k)
	}
	if w == "fired" && f.rounds(k) {
		m.kind, m.verb, m.opens = Shelling, true, true // "fired more than 40 howitzer rounds into"
		return f.done(m), f.real(k)
	}
	if (w == "removed" || w == "dismantled" || w == "uprooted" || w == "cut" || w == "destroyed") && f.barrier(k) {
		m.kind, m.verb, m.opens = Looting, true, true
		return f.done(m), f.real(k)
	}
	if n, ok := nounForms.OfBase(f.toks[k]); ok && !f.participle(k) {
		m.kind, m.plural = n.kind, n.plural
		return f.noun(m)
	}
	if kind, ok := eventVerbs.OfBase(f.toks[k]); ok {
		if !f.real(k) || f.partOfName(k) || f.habit(k) {
			return m, false
		}
		m.kind, m.verb = kind, true
		if kind == Remote && f.flown(k) {
			m.kind = AirStrike // "warplanes bombed"
		}
		m.opens = f.opensVerb(k, w) && !strings.HasSuffix(w, "ing")
		m.again = f.again(k)
		return f.done(m), true
	}
	if generalNouns.HasBase(f.toks[k]) && (f.low(k-1) == "the" || f.low(k-1) == "this" || f.low(k-1) == "that") {
		m.kind, m.definite = Attack, true
		return f.done(m), true
	}
	return m, false
}

// rounds reports whether what is fired at k is artillery, and at a place.
func (f *finder) rounds(k int) bool {
	shells := false
	for n := k + 1; n < k+9; n++ {
		switch f.low(n) {
		case "rockets", "rocket", "missiles", "missile", "shells", "mortars", "mortar", "howitzer", "artillery", "grad":
			shells = true
		case "into", "at", "on", "towards", "toward", "across":
			return shells
		case ",", ".", ";", "":
			return false
		}
	}
	return false
}

// participle reports whether the -ing form at k is a verb: something follows
// that it acts on, and nothing makes a noun of it.
func (f *finder) participle(k int) bool {
	w := f.toks[k].Base()
	if !strings.HasSuffix(w, "ing") {
		return false
	}
	switch p := f.low(k - 1); p {
	case "the", "a", "an", "this", "that", "of", "in", "suicide", "mass", "car", "fatal", "deadly", "his", "her", "their", "heavy", "fierce", "school", "drive-by", "another", "tuesday's":
		return false
	}
	n := f.low(k + 1)
	if _, verb := eventVerbs.Get(n); verb || n == "left" || n == "hit" || n == "struck" || n == "wounded" || n == "injured" {
		return false
	}
	return n != "" && n != "of" && n != "in" && n != "at" && n != "on" && n != "," && n != "." && n != "that" && n != "which" && n != "between" && n != "was" && n != "were" && n != "and" && n != "has"
}

// flown reports whether what does the bombing at k flies.
func (f *finder) flown(k int) bool {
	for n := k - 1; n >= f.from && n > k-5; n-- {
		if aircraft[f.low(n)] {
			return true
		}
	}
	return false
}

// aircraft are what bombs from the air.
var aircraft = text.Set("warplane warplanes plane planes jet jets aircraft bomber bombers helicopter helicopters drone drones gunship gunships")

// again reports whether whoever does what the verb at k tells is one whom the
// sentence before told of first: "a patrol came under fire. … the patrol had
// opened fire".
func (f *finder) again(k int) bool {
	n := k - 1
	for n > f.from && (f.low(n) == "had" || f.low(n) == "has" || f.low(n) == "have" || strings.HasSuffix(f.low(n), "ly")) {
		n--
	}
	if f.index == 0 || n <= f.from || f.low(n-1) != "the" || f.toks[n].Kind != text.Word {
		return false
	}
	s := f.a.Text.Sentences[f.index-1]
	for i := s.First + 1; i < s.Last && i < s.First+80; i++ {
		if f.toks[i].Lower == f.toks[n].Lower && (f.toks[i-1].Lower == "a" || f.toks[i-1].Lower == "an") {
			return true
		}
	}
	return false
}

// disowned reports whether somebody denies what is told at k: "denied that any of
// its units had opened fire". It is then what another said of them.
func (f *finder) disowned(k int) bool {
	for n := k - 1; n >= f.from && n > k-12; n-- {
		switch f.low(n) {
		case "denied", "denies", "deny", "denying":
			return f.low(n+1) == "that" || n == k-1
		case ",", ";":
			return false
		}
	}
	return false
}

// barrier reports whether a fence or another border work is what the verb at k acts on.
func (f *finder) barrier(k int) bool {
	for n := k + 1; n < k+5; n++ {
		switch f.low(n) {
		case "fence", "fences", "fencing", "fortification", "fortifications", "boundary", "checkpost", "checkposts", "outpost", "outposts":
			return true
		}
	}
	return false
}

// real reports whether the verb at k tells of what happened: no modal, no
// negation, no infinitive, no condition before it.
func (f *finder) real(k int) bool {
	for n := k - 1; n >= f.from && n > k-6; n-- {
		switch w := f.low(n); w {
		case "to", "not", "never", "nobody", "none", "neither", "would", "could", "will", "may", "might", "should", "can", "must", "shall", "if", "n't", "without":
			return false
		case "been", "be", "being", "was", "were", "had", "has", "have", "is", "are", "also", "by":
		default:
			if strings.HasSuffix(w, "n't") {
				return false
			}
			if !strings.HasSuffix(w, "ly") {
				return true
			}
		}
	}
	return true
}

// partOfName reports whether the word at k is used as an adjective or stands in a name.
func (f *finder) partOfName(k int) bool {
	p := f.low(k - 1)
	return (p == "the" || p == "a" || p == "an") && f.toks[k].Kind == text.Word
}

// habit reports whether the verb at k tells of what was done again and again:
// "has attacked posts over the past decade".
func (f *finder) habit(k int) bool {
	if p := f.low(k - 1); !(p == "has" || p == "have" || p == "often" || p == "repeatedly" || p == "routinely") {
		return false
	}
	s := f.a.Text.Sentences[f.index].Span
	times := f.a.Times
	for i := max(0, sort.Search(len(times), func(i int) bool { return times[i].At.Start >= f.toks[k].Start })); i < len(times) && times[i].At.Start < s.End; i++ {
		return times[i].Grain == "duration" || times[i].Grain == "year" || times[i].Grain == "decade"
	}
	return f.low(k-1) != "has" && f.low(k-1) != "have"
}

// opensVerb reports whether the verb at k can be the only word for an incident.
// What befell people is told by a figure; a verb without one must have an object.
func (f *finder) opensVerb(k int, w string) bool {
	switch w {
	case "killed", "shot", "stabbed", "executed", "slain", "murdered", "burned", "burnt", "destroyed", "robbed", "blew", "demolished", "martyred":
		return false
	case "retaliated", "exploded", "detonated", "clashed":
		return true
	}
	return f.low(k+1) != "" && f.low(k+1) != "." && f.low(k+1) != ","
}

// noun looks at what stands around an event's noun.
func (f *finder) noun(m mention) (mention, bool) {
	k := m.tok
	switch f.low(k - 1) {
	case "will", "would", "not", "never", "could", "may", "might", "should", "must":
		return m, false // a verb: "will not strike"
	case "to":
		if w := f.base(k); w == "strike" || w == "attack" || w == "raid" {
			return m, false
		}
	}
	first, real := f.described(&m)
	if !real || f.unrealBefore(first) || f.anyBefore(first) || f.denied(m.end) || !m.definite && f.foreseen(m.end) || f.supposed(first) {
		return m, false
	}
	if m.counted && (f.low(m.end) == "," && f.low(m.end+1) == "including" || f.low(m.end) == "including") {
		return m, false // several, of which each has a record of its own
	}
	w := f.toks[k].Base()
	switch w {
	case "operation", "operations":
		if !f.within(first, k, armed) && !m.definite && !m.counted && !m.another {
			return m, false
		}
	case "strike", "strikes":
		if p := f.low(k - 1); strings.HasPrefix(p, "hunger") || p == "general" || p == "labor" || p == "on" {
			return m, false
		}
	}
	m.tok = first
	m.opens = !vagueEvents[w]
	return f.done(m), true
}

// vagueEvents are nouns that do not make an incident by themselves.
var vagueEvents = text.Set(`violence retaliation unrest battle confrontation execution killing murder homicide`)

// described takes what describes an event before its noun into m, and gives the
// token that it begins with; false where it says that nothing happened.
func (f *finder) described(m *mention) (first int, real bool) {
	first = m.tok
	for n := m.tok - 1; n >= f.from && n > m.tok-6; n-- {
		w := f.base(n)
		kind, refined := refine[w]
		switch {
		case refined:
			if specific[kind] > specific[m.kind] || m.kind == AirStrike && kind == Shelling {
				m.kind = kind
			}
		case m.another && w == "that":
			return first, true // "said that another raid"
		case definite[w] || f.toks[n].Possessive():
			m.definite = true
			return n, true
		case w == "separate" && m.plural: // "three separate operations": apart from each other
		case other[w], months[w]: // "the March bombing": no other month's
			m.another = true
		case w == "a" || w == "an":
			return n, true
		case counts[w] || f.toks[n].Kind == text.Number:
			m.counted = true
		case unreal[w]:
			return first, false
		case f.toks[n].Kind != text.Word || boundary[w]:
			return first, true
		}
		first = n
	}
	return first, true
}

// definite are words before an event by which it is one that was told of.
var definite = text.Set(`the this that these those his her their its`)

// other are words before an event by which it is none that was told of.
var other = text.Set(`another second separate other third similar`)

// anyBefore reports whether "any", "no" or "future" before the noun at k, with
// other events between, makes it one of a kind: "any attack or bombing".
func (f *finder) anyBefore(k int) bool {
	for n := k - 1; n >= f.from && n > k-8; n-- {
		switch w := f.low(n); w {
		case "any", "no", "future", "potential", "possible":
			return true
		case ",", "or", "and":
		default:
			if _, _, event := eventNoun(f.base(n)); !event && boundary[w] {
				return false
			}
		}
	}
	return false
}

// denied reports whether what follows the noun says that it did not happen.
func (f *finder) denied(end int) bool {
	for n := end; n < end+4; n++ {
		switch f.low(n) {
		case "not", "never":
			return true
		case "are", "is", "was", "were", "have", "has", "had", "been", "being", "did", "do":
		default:
			return strings.HasSuffix(f.low(n), "n't")
		}
	}
	return false
}

// foreseen reports whether what follows the noun says only what it would bring:
// "another raid like the one in May would be answered".
func (f *finder) foreseen(end int) bool {
	for n := end; n < end+12; n++ {
		switch w := f.low(n); w {
		case "would", "will", "could", "might", "may":
			return true
		case "", ",", ".", ";", "that", "which", "who", "was", "were", "had", "has", "have", "and", "after", "when":
			return false
		default:
			if strings.HasSuffix(w, "ed") {
				return false
			}
		}
	}
	return false
}

// supposed reports whether the token at k stands in a condition.
func (f *finder) supposed(k int) bool {
	for n := k - 1; n >= f.from && n > k-14; n-- {
		switch f.low(n) {
		case "if", "unless", "whether":
			return true
		case ",", ";", "—", "–":
			return false
		}
	}
	return false
}

// unrealBefore reports whether what governs the noun phrase that begins at first
// says that there was no such event: "prevent", "plans for", "increase in".
func (f *finder) unrealBefore(first int) bool {
	for n := first - 1; n >= f.from && n > first-5; n-- {
		w := f.base(n)
		if unreal[w] {
			return true
		}
		if !(w == "the" || w == "of" || w == "for" || w == "from" || w == "more" || w == "to" || w == "out" || w == "in" || w == "against") {
			return false
		}
	}
	return false
}

// within reports whether one of tokens [i, j) is in the set.
func (f *finder) within(i, j int, set map[string]bool) bool {
	for n := i; n < j; n++ {
		if set[f.low(n)] {
			return true
		}
	}
	return false
}

// months tell one event apart from those of another month.
var months = text.Set(`january february march april may june july august september october november december`)

var counts = text.Set("two three four five six seven eight nine ten several many dozens multiple numerous")

var boundary = text.Set(`in on at of for by from with and or but to was were is are had has have after before during since that which who when while as into over amid following
	said says reported conducted carried out launched claimed`)

// done fills in the span, the place and the time of a mention.
func (f *finder) done(m mention) mention {
	m.Span = text.Span{Start: f.toks[m.tok].Start, End: f.toks[m.end-1].End}
	for n := m.end; n < f.to && n < m.end+14; n++ {
		if f.low(n) == "claimed" && (f.low(n+1) == "by" || f.low(n-1) == "being") {
			m.claimed = true
		}
		if f.low(n) == "." || f.low(n) == ";" {
			break
		}
	}
	s := f.a.Text.Sentences[f.index].Span
	f.acting = m.verb
	m.place = f.placeNear(m.Span, f.a.Text.Sentences[f.index])
	m.time = f.timeNear(m.Span, s)
	return m
}
