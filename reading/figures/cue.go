package figures

import "github.com/surety-mechanism/surety/reading/text"

// form is how a cue says that something befell somebody.
type form uint8

const (
	participle          form = iota // killed, wounded: active, passive or short for either
	gerund                          // killing
	present                         // kills, wound
	intransitive                    // died, lost their lives
	predicate                       // dead, missing, in critical condition
	effectNoun                      // deaths, fatalities
	nounOf                          // the death of, the murder of, the lives of
	toll                            // death toll
	presentIntransitive             // dies
	conveyance                      // taken to hospital
	owned                           // X's death, X's body
)

// cue is the word or words for what befell somebody.
type cue struct {
	first, last int // tokens, half open
	effect      string
	form        form
	weak        bool // shot, stabbed: the outcome is not said
	caution     bool // as good as always said of people only when a noun for them stands there: captured, missing
}

// cueAt reads the cue that begins at token i.
func (s *scan) cueAt(i int) (cue, bool) {
	w := s.low(i)
	if !s.word(i) || !begins.At(w) {
		return cue{}, false
	}
	if c, ok := s.phraseAt(i); ok {
		return c, true
	}
	if c, ok := s.looseAt(i); ok {
		return c, true
	}
	e, ok := single[w]
	if !ok {
		return cue{}, false
	}
	c := cue{first: i, last: i + 1, effect: e.effect, form: e.form}
	c.caution = e.effect == Captured || e.effect == Missing || e.effect == Displaced
	if ofNouns[w] && (s.is(i+1, "of") || s.laterOf(i+1) > 0) {
		c.form = nounOf
		return c, true
	}
	// The same words without "of" are no cue.
	return c, c.form != nounOf && !s.excluded(i)
}

// looseAt reads the cues whose words may have others between them.
func (s *scan) looseAt(i int) (cue, bool) {
	w := s.low(i)
	c := cue{first: i, last: i + 1}
	switch {
	case w == "shot" || w == "stabbed":
		c.effect, c.form, c.weak = Injured, participle, true
		if s.toDeath(i) {
			c.effect, c.weak = Killed, false
		}
		return c, !s.shotFired(i)
	case sustained[w]:
		c.effect, c.form = Injured, intransitive
		c.last = s.hurt(i + 1)
		c.weak = s.is(c.last-2, "gunshot") || s.is(c.last-2, "stab")
		return c, c.last > 0
	case (w == "lost" || w == "loses" || w == "losing") && s.soldiers(i+1):
		c.effect, c.form = Killed, participle
		return c, true
	case w == "fatally":
		c.effect, c.form = Killed, predicate
		return c, i > 0 && (s.toks[i-1].Kind == text.Number || s.is(i-1, "one")) // "2 shot, 1 fatally"
	case w == "bodies" || w == "corpses":
		c.effect, c.form = Killed, effectNoun
		return c, !s.toks[i].Possessive()
	case ownDeath[w] && s.possessiveBefore(i):
		c.effect, c.form = Killed, owned
		return c, true
	case (w == "kidnapping" || w == "abduction") && s.possessiveBefore(i):
		c.effect, c.form = Captured, owned
		return c, true
	case w == "struck" || w == "hit" || w == "grazed":
		c.last, c.effect, c.form, c.weak = i+2, Injured, participle, true
		return c, s.is(i+1, "by") && s.projectile(i+2)
	case w == "with" || w == "had":
		c.effect, c.form, c.weak, c.caution = Injured, intransitive, true, true
		c.last = s.gunshot(i + 1)
		return c, c.last > 0
	case conveyed[w]:
		c.effect, c.form, c.weak, c.caution = Injured, conveyance, true, true
		c.last = s.hospital(i + 1)
		return c, c.last > 0
	}
	return cue{}, false
}

// soldiers reports whether a count of those who fight begins at token i, as in
// "lost only four men": people are said to be lost in no other sense.
func (s *scan) soldiers(i int) bool {
	for n := 0; n < 3 && (s.adverb(i) || s.is(i, "only") || s.is(i, "just") || s.is(i, "at") || s.is(i, "least") || s.is(i, "about") || s.is(i, "some") || s.is(i, "nearly")); n++ {
		i++
	}
	_, k, ok := s.cardinal(i)
	if !ok {
		return false
	}
	for j := max(i+1, k); j < i+5; j++ {
		switch s.low(j) {
		case "men", "soldiers", "fighters", "troops", "militiamen", "policemen", "guards", "rangers", "marines", "servicemen":
			return true
		}
		if s.mark(j) {
			return false
		}
	}
	return false
}

// excluded reports whether the word at i, though in the list, is used otherwise:
// as a noun for people, as a gunshot's wound, in a modal's reach.
func (s *scan) excluded(i int) bool {
	p := s.low(i - 1)
	switch s.low(i) {
	case "dead", "wounded", "injured", "missing", "displaced", "deceased":
		return (p == "the" || p == "their" || p == "of") && !s.noun(i+1)
	case "hurt":
		return p == "to" || p == "will" || p == "could"
	case "murders", "murder", "kill":
		return p == "the" || p == "a" || p == "of" || p == "for"
	case "killing":
		return p == "the" || p == "a"
	case "wounds", "wound":
		switch p {
		case "gunshot", "bullet", "stab", "shrapnel", "the", "his", "her", "their", "serious", "of", "a":
			return true
		}
	}
	return false
}

// begins holds every word that may begin a cue.
var begins = func() *text.Table[bool] {
	out := map[string]bool{"shot": true, "stabbed": true, "bodies": true, "corpses": true, "kidnapping": true, "abduction": true,
		"struck": true, "hit": true, "grazed": true, "with": true, "had": true, "lost": true, "loses": true, "losing": true}
	for w := range byFirst {
		out[w] = true
	}
	for w := range single {
		out[w] = true
	}
	for _, set := range []map[string]bool{sustained, ownDeath, conveyed} {
		for w := range set {
			out[w] = true
		}
	}
	return text.NewTable(out)
}()

// noun reports whether the word at i goes on a noun phrase.
func (s *scan) noun(i int) bool { return s.word(i) && !stops.Has(s.toks[i]) && s.cueless(i) }

func (s *scan) cueless(i int) bool { _, is := single[s.low(i)]; return !is }

// possessiveBefore reports whether the word before i is in the possessive.
func (s *scan) possessiveBefore(i int) bool { return s.word(i-1) && s.toks[i-1].Possessive() }

// laterOf gives the token of an "of" that a time or place parts from its noun:
// "the murder on 3 May of two farmers", 0 when there is none.
func (s *scan) laterOf(i int) int {
	if !(s.is(i, "on") || s.is(i, "in") || s.is(i, "last") || s.is(i, "yesterday") || s.is(i, "this") || s.is(i, "today")) {
		return 0
	}
	for k := i; k < i+8 && k < len(s.toks); k++ {
		if s.mark(k) {
			return 0
		}
		if s.is(k, "of") && (k == i+1 || !s.blocked(k)) {
			return k
		}
	}
	return 0
}

// cueIndex gives the index of the cue that covers token i, or -1.
func (s *scan) cueIndex(i int) int {
	if i < 0 || i >= len(s.cueOf) {
		return -1
	}
	return int(s.cueOf[i])
}
