package names

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/text"
)

// unknown adds what looks like a name and no table knows, with what speaks for
// a person, a place, an organisation where it stands.
func (f *finder) unknown(i int, s text.Sentence, n int) int {
	c := f.class[i]
	if c&(common|calendar) != 0 || c&(letters|eventhead) != 0 && c&(given|surname) == 0 || c&(office|officeword|direction) != 0 && c&(given|surname) == 0 {
		return i + 1
	}
	if f.shape[i]&initial != 0 {
		return i + 1
	}
	ordinary := c&(plain|common) != 0
	if f.shape[i]&flat != 0 && !f.caps {
		f.add(i, i+1, Name{}, n, false).flat = true
		return i + 1
	}
	j := i + 1
	if f.shape[i]&possessive == 0 {
		for j < s.Last && j < i+5 && f.isCapital(j) && f.glued(j) && f.class[j]&(common|calendar|office|officeword) == 0 {
			if _, _, ok := f.match(j, s.Last); ok && f.class[j]&given == 0 {
				break
			}
			if f.class[j]&plain == 0 {
				ordinary = false
			}
			j++
			if f.shape[j-1]&possessive != 0 {
				break
			}
		}
	}
	if f.class[i]&plain != 0 && f.class[i]&(given|surname) == 0 && j > i+1 && f.shape[i]&begins != 0 {
		return i + 1 // "Suspect Juan Perez"
	}
	if ordinary && (c&(given|surname) == 0 || f.caps) {
		return j
	}
	weak := f.shape[i]&begins != 0
	if weak {
		if w := f.seen[f.t.Tokens[i].Base()]; w != nil {
			if w.small > 0 && w.capital == 0 && c&given == 0 || ordinary && w.capital == 0 && !(j < s.Last && f.class[j]&acting != 0) {
				return i + 1
			}
			if w.capital > 0 {
				weak = false
			}
		}
	}
	d := f.add(i, j, Name{}, n, false)
	d.weak = weak && j == i+1
	f.weigh(d, s)
	return j
}

// events gives the token after the name of a happening, a ship or a paper, which
// is no name of the kinds looked for: "Operation Inherent Resolve", "USS Cole",
// "Resolution 2254", "World War II".
func (f *finder) events(i, end int) int {
	if f.caps || f.shape[i]&flat != 0 || f.shape[i]&capital == 0 {
		return i
	}
	j, event := i, false
	for j < end && j < i+7 && (j == i || f.glued(j)) {
		k := f.t.Tokens[j]
		switch {
		case k.Kind == text.Number && j > i && event:
		case f.shape[j]&capital != 0:
			if f.class[j]&eventhead != 0 && (f.class[j]&given == 0) {
				event = true
			} else if j > i && !event {
				if e, _, ok := f.match(j, end); ok && (e.kind == Country || e.kind == Nationality || e.kind == Location) {
					return i
				}
			}
		default:
			if !event {
				return i
			}
			return j
		}
		j++
		if f.shape[j-1]&possessive != 0 {
			break
		}
	}
	if !event || j == i {
		return i
	}
	return j
}

// gazetteer gives the token after a place's name of two to four words that the
// table of towns has: "San Pedro Sula", "Deir ez-Zor".
func (f *finder) gazetteer(i, end int) int {
	if f.shape[i]&flat != 0 && !f.caps {
		return i
	}
	for j := min(end, i+4); j > i+1; j-- {
		if !f.isCapital(j-1) || f.class[j-1]&(common|calendar) != 0 {
			continue
		}
		ok := true
		ordinary := true
		for k := i; k < j; k++ {
			if k > i && (!f.glued(k) || f.shape[k-1]&possessive != 0) || !f.isCapital(k) && f.class[k]&inner == 0 {
				ok = false
				break
			}
			ordinary = ordinary && f.class[k]&(plain|common|inner) != 0
		}
		if ok && !ordinary && place.IsPlace(f.joined(i, j)) {
			return j
		}
	}
	return i
}

// weigh sets what speaks for each kind where the candidate stands.
func (f *finder) weigh(c *candidate, s text.Sentence) {
	f.before(c, s)
	f.after(c, s)
	i, j := c.First, c.Last
	size := j - i
	cls := f.class[i]
	if cls&given != 0 && cls&plain == 0 {
		if c.prior += 2; size > 1 {
			c.prior += 3
		}
	}
	for k := i; k < j; k++ {
		if f.shape[k]&initial != 0 && size > 1 {
			c.prior += 3
		}
	}
	if size > 1 && f.isTown(i) { // "Seattle Seahawks", "Cambridge Analytica"
		c.o += 3
		c.p -= 2
		c.Parts = f.parts(i, i+1)
	}
	switch cls := f.class[j-1]; {
	case cls&surname != 0 && cls&plain != 0 && size == 1:
		c.prior++
	case cls&surname != 0:
		c.prior += 3
		if size == 1 && i > s.First && f.t.Tokens[i-1].Lower == "the" { // "the Assad regime"
			c.p += 2
		}
	}
	if size == 1 && f.shape[i]&capitals != 0 && f.t.Tokens[i].Len() <= 7 && !f.caps {
		c.o += 3
		c.p -= 2
	}
	if (size == 2 || size == 3) && (!f.caps || f.class[j-1]&surname != 0) {
		c.p++
		if f.class[i]&plain == 0 && f.class[j-1]&plain == 0 && (i == s.First || f.t.Tokens[i-1].Lower != "the") {
			c.p++
		}
	}
}

// before weighs what stands before the candidate.
func (f *finder) before(c *candidate, s text.Sentence) {
	i := c.First
	if i == s.First {
		return
	}
	prev, pc := f.t.Tokens[i-1].Lower, f.class[i-1]
	var prev2 string
	var pc2 class
	if i-2 >= s.First {
		prev2, pc2 = f.t.Tokens[i-2].Lower, f.class[i-2]
	}
	switch {
	case pc&title != 0 && f.shape[i-1]&possessive == 0 && (pc&(courtesy|office) != 0 || f.shape[i-1]&capital != 0):
		c.p += 4
	case prev == "in" || prev == "near" || prev == "outside":
		c.l += 3
	case prev == "from" || prev == "into" || prev == "across" || prev == "around" || prev == "towards" || prev == "toward" || prev == "throughout":
		c.l += 2
	case prev == "at" || prev == "to":
		c.l++
	case prev == "of":
		switch {
		case pc2&(placehead|facility) != 0:
			c.l += 4
		case pc2&direction != 0:
			c.l += 4
		case belongs(prev2):
			c.l += 4
		}
	case taken(prev), prev == "on" && strikes(prev2):
		c.l += 3
	case prev == "including" || prev == "as" && prev2 == "such":
		for k := i - 2; k >= s.First && i-k < 9; k-- { // "key towns in the north including Rabiyeh"
			if settled(f.t.Tokens[k].Lower) {
				c.l += 4
				break
			}
		}
	case pc&direction != 0:
		c.l += 3
	case prev == "the":
		c.o++
		c.p -= 2
		c.l--
		if prev2 == "in" || prev2 == "near" || prev2 == "at" {
			c.l += 2
		}
	case prev == "a" || prev == "an":
		c.p, c.l, c.o = c.p-3, c.l-3, c.o-3
	case prev == "," && (pc2&(office|human) != 0):
		c.p += 3
	case pc&placehead != 0:
		c.l += 2
	}
}

// belongs reports whether w is a noun of what a place has: "the outskirts of".
func belongs(w string) bool {
	switch w {
	case "outskirts", "suburb", "suburbs", "vicinity", "capital", "residents", "inhabitants", "streets", "siege", "shelling", "bombardment",
		"towns", "villages", "cities", "districts", "provinces", "settlements", "capture", "recapture", "evacuation", "bombing", "north", "south", "east", "west":
		return true
	}
	return false
}

// taken reports whether w is a verb for what is done to places: "recaptured Arn".
func taken(w string) bool {
	switch w {
	case "shelled", "recaptured", "retook", "besieged", "bombarded", "overran", "besieging", "shelling", "recapture", "encircled":
		return true
	}
	return false
}

// strikes reports whether w is a noun for what comes down on places: "the raid on".
func strikes(w string) bool {
	switch w {
	case "raid", "raids", "attack", "attacks", "assault", "assaults", "strike", "strikes", "airstrike", "airstrikes", "offensive", "shelling", "bombardment", "advance", "siege", "march":
		return true
	}
	return false
}

// settled reports whether w is a noun for several places.
func settled(w string) bool {
	switch w {
	case "towns", "villages", "cities", "districts", "provinces", "settlements", "localities", "neighbourhoods", "neighborhoods", "areas", "regions", "suburbs", "camps", "hamlets":
		return true
	}
	return false
}

// after weighs what stands after the candidate.
func (f *finder) after(c *candidate, s text.Sentence) {
	j := c.Last
	if j >= s.Last || f.shape[j-1]&possessive != 0 {
		return
	}
	next, nc := f.t.Tokens[j].Lower, f.class[j]
	small := f.shape[j]&capital == 0 || f.caps
	switch {
	case nc&tribe != 0 && small:
		c.l -= 3
	case (nc&placehead != 0 || nc&facility != 0) && small:
		c.l += 3
	case nc&orghead != 0 && small:
		c.o += 2
	case nc&human != 0:
		c.p += 2
	case nc&acting != 0:
		c.p++
		c.o++
	case next == "who" || next == "whose":
		c.p += 4
	case next == "," && j+1 < s.Last:
		w := f.t.Tokens[j+1].Lower
		if f.t.Tokens[j+1].Kind == text.Number && f.t.Tokens[j+1].Len() <= 2 {
			c.p += 4
		} else if w == "who" || w == "whose" {
			c.p += 4
		} else if e, k, ok := f.match(j+1, s.Last); ok && (e.kind == Country || e.kind == Location) {
			if f.shape[k-1]&possessive != 0 { // "Kari Berg, Norway's foreign minister"
				c.p += 2
			} else {
				c.l += 3
			}
		} else if w == "a" || w == "an" || w == "the" || f.class[j+1]&title != 0 {
			for k := j + 1; k < s.Last && k < j+6; k++ {
				if f.class[k]&(office|courtesy) != 0 {
					c.p += 3
					break
				}
			}
		}
	}
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

// lastWord gives the last word of a key.
func lastWord(key string) string { return key[strings.LastIndexByte(key, ' ')+1:] }
