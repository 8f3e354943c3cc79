package who

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// within are words after which a country is where something is, not who acts.
var within = text.Set(`in inside into across through throughout within near outside around at via of from northern southern eastern western central
	northeastern northwestern southeastern southwestern north south east west mainland occupied در به از په له د في من إلى الى على
	visit visits visited visiting leave leaves left leaving
	enter enters entered entering flee flees fled fleeing reach reached reaching toured touring invaded invade invading bombed bombing democratic rural`)

// topics are nouns before which a country's name says what they are about or where.
var topics = text.Set(`crisis conflict war border issue situation policy question file theatre theater peninsula correspondent bureau office tour trip visit`)

// going are words after which "to" is a way: "travelled to Turkey".
var going = text.Set(`travel travels travelled traveled traveling travelling visit visits trip trips return returns returned returning went go goes going gone come comes came move moved fled flee
	flight flights arrive bound way access deported deport flew fly sent journey tour back relocate relocated expelled deployed deploy belongs border close`)

// located reports whether a country's name stands only for where something is.
func (f *finder) located(m names.Name, s text.Sentence) bool {
	if m.Last < s.Last {
		switch f.t.Tokens[m.Last].Lower { // what stands behind a place in Urdu and Pashto
		case "میں", "کې", "سے", "پر", "تک":
			return true
		}
	}
	i := m.First - 1
	if f.t.Tokens[m.First].Start < m.Start { // "anti-Pakistan"
		return true
	}
	if m.Last < s.Last && topics[f.t.Tokens[m.Last].Lower] && f.t.Tokens[m.Last].Kind == text.Word && !f.t.Tokens[m.Last-1].Possessive() {
		return true // "the Syria crisis"
	}
	if i >= s.First && (f.t.Tokens[i].Lower == "the" || f.t.Tokens[i].Lower == "both") {
		i--
	}
	if i < s.First {
		return m.Last >= s.Last-1 // a heading
	}
	prev := f.t.Tokens[i].Lower
	switch {
	case within[prev]:
		return true
	case prev == "to":
		return i > s.First && going[f.t.Tokens[i-1].Lower]
	case prev == "on" || prev == "about" || prev == "over":
		return i == s.First || !strings.HasPrefix(f.t.Tokens[i-1].Lower, "call") // "called on Pakistan to"
	case prev == "," && i-2 >= s.First && f.owner[i-1] < 0 && f.owner[i-2] >= 0 && f.place[f.owner[i-2]]:
		return true // "Anbar province, Iraq"
	case prev == "," || prev == "and" || prev == "or" || prev == "(" || prev == "&":
		if i > s.First && f.t.Tokens[i-1].Lower == "," {
			i--
		}
		if i == s.First || f.owner[i-1] < 0 {
			return false
		}
		b := f.all[f.owner[i-1]]
		if b.Kind == names.Location {
			return (prev == "," || prev == "(") && f.governed(b) == nil || f.place[f.owner[i-1]]
		}
		return b.Kind == names.Country && f.place[f.owner[i-1]]
	}
	return false
}

// does are words after the name of a capital that speak of a government.
var does = text.Set(`has had is was will would must should does did also vehemently remains remained wants seeks may might can could cannot never now already still further strongly
	itself publicly officially repeatedly hopes fears needs insists`)

// bears are nouns of what governments have: "Kabul's response".
var bears = text.Set(`response reaction position stance government authorities policy policies concerns concern demand demands claim claims allegations accusations efforts decision decisions
	offer proposal refusal support leadership leaders officials foreign ambassador envoy military army troops forces relations ties view views interests interest
	role intentions ability willingness failure rejection criticism condemnation allies ally side strategy approach influence statement message rulers rule`)

// to governments: words before the name of a capital that speak of a government.
var against = text.Set(`by with urged accused blamed against warned told asked pressed urge accuse blame warn tell ask press urging accusing blaming warning telling asking that says said warns tells urges accuses asks blames slams
	pushes pushed presses condemns condemned criticised criticized criticizes rejected rejects`)

// acts reports whether the capital m stands for its government.
func (f *finder) acts(m names.Name, s text.Sentence) bool {
	prev, next, after := "", "", ""
	if m.First > s.First {
		prev = f.t.Tokens[m.First-1].Lower
	}
	if m.Last < s.Last {
		next = f.t.Tokens[m.Last].Lower
		if m.Last+1 < s.Last {
			after = f.t.Tokens[m.Last+1].Lower
		}
	}
	first := f.t.Tokens[m.First]
	if m.First+1 == m.Last && m.Span.Len() < first.Len() && strings.IndexByte(first.Lower, '-') > 0 {
		return f.pairs(m) // "Islamabad-Kabul relations"
	}
	if next == "نے" { // Urdu marks who acts
		return true
	}
	if f.t.Tokens[m.Last-1].Possessive() && bears[next] {
		return !within[prev] || prev == "of" || prev == "from"
	}
	if f.located(m, s) {
		if prev == "from" || prev == "of" || within[prev] {
			return false
		}
	}
	switch {
	case f.t.Tokens[m.Last-1].Possessive():
		return bears[after]
	case prev == "for":
		return m.First-2 >= s.First && stakes[f.t.Tokens[m.First-2].Lower]
	case prev == "capital" || prev == "city" || prev == "town":
		return false
	case prev == "," && m.First-2 >= s.First && f.owner[m.First-2] >= 0 && f.place[f.owner[m.First-2]]:
		return false
	case prev == "between" || prev == "and" && m.First-3 >= s.First && f.t.Tokens[m.First-3].Lower == "between":
		return f.dealings(m.First-2, s) || f.dealings(m.First-4, s)
	case names.IsLocative(prev):
		return false
	case next == "is" || next == "was":
		return strings.HasSuffix(after, "ing") || after == "also" || after == "not" || after == "now" || after == "still" || after == "willing" || after == "ready" || after == "committed" || after == "concerned" || after == "prepared"
	case names.IsActing(next) || does[next]:
		return true
	case strings.HasSuffix(next, "ed") && next != "based":
		return prev != "," && prev != "the"
	case next == "and" && m.Last+1 < s.Last && f.isCapital(m.Last+1):
		return prev == "" || prev == "by" || prev == "both" || prev == "with"
	case prev == "and" && m.First-2 >= s.First && f.isCapital(m.First-2):
		k := f.owner[m.First-2]
		return k < 0 || !f.place[k]
	}
	if w := f.t.Tokens[min(m.Last, s.Last-1)]; m.Last < s.Last && w.Kind == text.Word && names.IsOrdinary(w.Lower) && !names.IsActing(w.Lower) {
		return false // "by London police"
	}
	return against[prev]
}

// stakes are nouns that are for a government: "an internal matter for Islamabad".
var stakes = text.Set(`matter victory setback challenge problem blow support win priority concern test responsibility implications lesson message warning humiliation embarrassment defeat
	dilemma opportunity boost headache embarrassing important crucial vital unacceptable good bad`)

// among are nouns of what is between governments.
var among = text.Set(`relations relation relationship ties talks tension tensions dialogue negotiations agreement deal war conflict trust deficit rift dispute cooperation contacts
	ceasefire truce understanding rapprochement mediation mediate mediating mediated friction mistrust hostility hostilities diplomacy summit alliance pact row stand-off standoff
	communication engagement wedge peace meeting meetings`)

// dealings reports whether such a noun stands at token i or up to five before it.
func (f *finder) dealings(i int, s text.Sentence) bool {
	for k := i; k >= max(s.First, i-5); k-- {
		if among[f.t.Tokens[k].Lower] {
			return true
		}
	}
	return false
}

// pairs reports whether a capital is one of two joined by a hyphen.
func (f *finder) pairs(m names.Name) bool {
	n := 0
	for k := f.owner[m.First]; k < len(f.all) && f.all[k].First == m.First; k++ {
		if f.governed(f.all[k]) != nil {
			n++
		}
	}
	next := f.all[f.owner[m.First]].Last
	return n > 1 && next < len(f.t.Tokens) && among[f.t.Tokens[next].Lower]
}

// isCapital reports whether token i belongs to the name of a capital or a country.
func (f *finder) isCapital(i int) bool {
	k := f.owner[i]
	return k >= 0 && (f.all[k].Kind == names.Country || f.all[k].Kind == names.ArmedGroup || f.governed(f.all[k]) != nil)
}

// governed gives the government that has its seat in the town m names, nil where none has.
func (f *finder) governed(m names.Name) *Actor {
	if f.known != nil {
		key := place.Fold(m.Full)
		for i := range f.known.Parties {
			if p := &f.known.Parties[i]; p.Capital != "" && place.Fold(p.Capital) == key {
				return f.country(p.Country, p.ID)
			}
		}
	}
	c := place.ByCapital(f.t.String(m.Span))
	if c == nil && m.Table {
		c = place.ByCapital(m.Full) // written in another script
	}
	if c == nil {
		return nil
	}
	return f.country(c.Alpha3, "")
}
