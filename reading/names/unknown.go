package names

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/text"
)

// unknown adds what looks like a name and no table knows, with what speaks for
// a person, a place, an organisation where it stands.
func (f *finder) unknown(i int, s text.Sentence, n int) int {
	if f.class[i]&(common|calendar) != 0 && f.class[i]&given == 0 || f.class[i]&(office|officeword|direction) != 0 && f.class[i]&given == 0 {
		return i + 1
	}
	if f.shape[i]&flat != 0 && !f.caps {
		return i + 1
	}
	j := i + 1
	if f.shape[i]&possessive == 0 {
		for j < s.Last && j < i+5 && f.isCapital(j) && f.glued(j) && f.class[j]&(common|calendar|office|officeword) == 0 {
			if _, _, ok := f.match(j, s.Last); ok && f.class[j]&given == 0 {
				break
			}
			j++
			if f.shape[j-1]&possessive != 0 {
				break
			}
		}
	}
	weak := f.shape[i]&begins != 0
	if weak {
		if c := f.seen[f.t.Tokens[i].Base()]; c != nil && (c.small > 0 || looksCommon(f.t.Tokens[i].Lower)) && f.class[i]&given == 0 {
			if c.small > 0 && c.capital == 0 || looksCommon(f.t.Tokens[i].Lower) {
				return i + 1
			}
		}
		if c := f.seen[f.t.Tokens[i].Base()]; c != nil && c.capital > 0 {
			weak = false
		}
	}
	c := f.add(i, j, Name{}, n, false)
	c.weak = weak && j == i+1
	f.weigh(c, s)
	return j
}

// looksCommon reports whether a word has the ending of verbs and adverbs that begin sentences.
func looksCommon(w string) bool {
	return len(w) > 5 && (strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "tion") || strings.HasSuffix(w, "ions"))
}

// weigh sets what speaks for each kind.
func (f *finder) weigh(c *candidate, s text.Sentence) {
	i, j := c.First, c.Last
	size := j - i
	prev, next := "", ""
	var pc, nc class
	if i > s.First {
		prev, pc = f.t.Tokens[i-1].Lower, f.class[i-1]
	}
	if j < s.Last && f.shape[j-1]&possessive == 0 {
		next, nc = f.t.Tokens[j].Lower, f.class[j]
	}
	switch {
	case pc&title != 0 && f.shape[i-1]&possessive == 0:
		c.p += 4
	case prev == "in" || prev == "near" || prev == "outside":
		c.l += 3
	case prev == "from" || prev == "into" || prev == "across" || prev == "around" || prev == "towards" || prev == "toward" || prev == "throughout":
		c.l += 2
	case prev == "at" || prev == "to":
		c.l++
	case prev == "of":
		if i-2 >= s.First && f.class[i-2]&placehead != 0 {
			c.l += 5
		}
	case pc&direction != 0:
		c.l += 3
	case prev == "the":
		c.o++
		c.p -= 2
		c.l--
	case pc&placehead != 0:
		c.l += 2
	}
	switch {
	case next == "":
	case nc&placehead != 0 && f.shape[j]&capital == 0:
		c.l += 4
	case nc&orghead != 0 && f.shape[j]&capital == 0:
		c.o += 2
	case nc&human != 0:
		c.p += 2
	case nc&acting != 0:
		c.p++
		c.o++
	case next == "who" || next == "whose":
		c.p += 4
	case next == "," && j+1 < s.Last:
		if f.t.Tokens[j+1].Kind == text.Number && f.t.Tokens[j+1].Len() <= 2 {
			c.p += 4
		} else if w := f.t.Tokens[j+1].Lower; w == "who" || w == "whose" {
			c.p += 4
		} else if e, _, ok := f.match(j+1, s.Last); ok && (e.kind == Country || e.kind == Location) {
			c.l += 3
		} else if w == "a" || w == "an" {
			c.p++
		}
	}
	if f.class[i]&given != 0 {
		if c.p += 2; size > 1 {
			c.p += 3
		}
	}
	for k := i; k < j; k++ {
		if f.shape[k]&initial != 0 && size > 1 {
			c.p += 3
		}
	}
	if size == 1 && f.shape[i]&capitals != 0 && f.t.Tokens[i].Len() <= 7 {
		c.o += 3
		c.p -= 2
	}
	if size == 2 || size == 3 {
		c.p++
	}
	c.l += town(c.key)
}

// town says how much the table of towns speaks for a place called key.
func town(key string) int {
	if !place.IsPlace(key) {
		return 0
	}
	best := 1
	for _, p := range place.Find(key) {
		switch {
		case p.Kind == place.Area1 || p.Kind != place.Town && p.Kind != place.Area2 || p.Size >= 17:
			best = max(best, 3)
		case p.Kind == place.Area2 || p.Size >= 14:
			best = max(best, 2)
		}
	}
	return best
}
