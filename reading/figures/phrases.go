package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// phrase is a cue of several words. Each element of its pattern is one token:
// alternatives are parted by "|", and POSS stands for "his", "their" and the
// like. What stands after "/" must follow but is no part of the cue.
type phrase struct {
	pattern string
	effect  string
	form    form
	flags   flag
}

type flag uint8

const (
	weak    flag = 1 << iota // hurt by what may also have killed
	caution                  // counts people only where a noun for people stands
)

// phrases, in the order they are tried: of two that begin alike the longer one
// comes first.
var phrases = []phrase{
	{"fatally|mortally shot|stabbed|wounded|injured|beaten|struck|hit|burned", Killed, participle, 0},
	{"fatally|mortally shooting|stabbing|wounding|injuring|striking", Killed, gerund, 0},
	{"shot|stabbed|beaten|bludgeoned|hacked|burned|burnt|strangled|trampled|crushed|choked|tortured|stoned|clubbed|kicked|frozen dead", Killed, participle, 0},
	{"shot|stabbed|beaten|bludgeoned|hacked|burned|burnt|strangled|trampled|crushed|choked|tortured|stoned|clubbed|kicked|frozen to death", Killed, participle, 0},
	{"shot|stabbed|beaten|hacked|tortured|attacked and killed", Killed, participle, 0},
	{"shot|stabbed|beaten and fatally|mortally wounded|injured", Killed, participle, 0},
	{"shot|stabbed|beaten and wounded|injured", Injured, participle, 0},
	{"shooting|stabbing dead", Killed, gerund, 0},
	{"shooting|stabbing and killing", Killed, gerund, 0},
	{"shooting|stabbing and wounding|injuring", Injured, gerund, 0},
	{"gunned|cut|mowed down", Killed, participle, 0},
	{"riddled with bullet|bullets", Killed, participle, weak},
	{"sent|dispatched to hell", Killed, participle, 0},
	{"embraced|embracing|embrace martyrdom|shahadat", Killed, intransitive, 0},
	{"put to death", Killed, participle, 0},
	{"lost|lose|losing POSS lives|life", Killed, intransitive, 0},
	{"fatal|deadly shooting|stabbing|beating /of", Killed, nounOf, 0},
	{"body|bodies|corpse|corpses|remains /of", Killed, nounOf, 0},
	{"death toll|tolls", Killed, toll, 0},
	{"put|puts|putting the dead", Killed, toll, 0},
	{"put|puts|putting the wounded|injured", Injured, toll, 0},
	{"number of dead|deaths|fatalities|killed", Killed, toll, 0},
	{"number of those|people|persons|civilians|soldiers|fighters|women|children killed|dead", Killed, toll, 0},
	{"number of wounded|injured", Injured, toll, 0},
	{"number of those|people|persons|civilians|soldiers|fighters|women|children wounded|injured", Injured, toll, 0},
	{"shooting|stabbing /of", Injured, nounOf, weak},
	{"in critical|serious|stable|fair|grave|guarded condition", Injured, predicate, 0},
	{"injuries|injury|wounds /to", Injured, nounOf, caution},
	{"wounding /of", Injured, nounOf, caution},
	{"expected to survive|recover|live", Injured, predicate, caution},
	{"unaccounted for", Missing, predicate, caution},
	{"taken|held|took|taking|take hostage|prisoner|captive", Captured, participle, 0},
	{"fled|fleeing POSS homes|villages|houses", Displaced, intransitive, caution},
	{"forced to flee", Displaced, participle, caution},
	{"forced|driven from POSS homes|villages|houses", Displaced, participle, caution},
}

// element is one token of a pattern.
type element map[string]bool

type compiled struct {
	phrase
	elements []element
	length   int // how many of them are the cue
}

// byFirst gives the phrases that begin with a word.
var byFirst = func() map[string][]compiled {
	out := map[string][]compiled{}
	for _, p := range phrases {
		c := compiled{phrase: p}
		for _, e := range strings.Fields(p.pattern) {
			after, lookahead := strings.CutPrefix(e, "/")
			set := text.Set(strings.ReplaceAll(after, "|", " "))
			if e == "POSS" {
				set = possessives
			}
			c.elements = append(c.elements, set)
			if !lookahead {
				c.length++
			}
		}
		for w := range c.elements[0] {
			out[w] = append(out[w], c)
		}
	}
	return out
}()

// phraseAt reads the phrase that begins at token i.
func (s *scan) phraseAt(i int) (cue, bool) {
next:
	for _, c := range byFirst[s.low(i)] {
		for n, e := range c.elements {
			if !e[s.low(i+n)] {
				continue next
			}
		}
		return cue{first: i, last: i + c.length, effect: c.effect, form: c.form, weak: c.flags&weak != 0, caution: c.flags&caution != 0}, true
	}
	return cue{}, false
}
