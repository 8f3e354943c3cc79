package who

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// recent are the actors mentioned so far, the last one last.
type recent struct{ list []seen }

// memory is how many mentions back a pronoun or a bare noun looks: far beyond what
// any reader would, and enough to keep a text of one endless sentence cheap.
const memory = 120

type seen struct {
	actor    *Actor
	sentence int
	first    bool // first one in its sentence: its subject, most often
	quoted   bool // inside a quotation
}

func (r *recent) saw(a *Actor, n int, quoted bool) {
	first := len(r.list) == 0 || r.list[len(r.list)-1].sentence != n
	r.list = append(r.list, seen{a, n, first, quoted})
}

// subject gives the actor that fits and was mentioned first in sentence n, or in
// the nearest sentence before it, at most back sentences away. Who is only
// mentioned in a quotation is meant by pronouns of quotations alone.
func (r *recent) subject(n, back int, quoted bool, fits ...func(*Actor) bool) *Actor {
	end := len(r.list)
	low := max(0, end-memory)
	for end > low && r.list[end-1].sentence >= n-back {
		start := end
		for start > low && r.list[start-1].sentence == r.list[end-1].sentence {
			start--
		}
		for _, fit := range fits {
			for _, m := range r.list[start:end] {
				if (quoted || !m.quoted) && fit(m.actor) {
					return m.actor
				}
			}
		}
		end = start
	}
	return nil
}

// last gives the actor mentioned last that fits, at most back sentences before n.
func (r *recent) last(n, back int, fits func(*Actor) bool) *Actor {
	for i := len(r.list) - 1; i >= max(0, len(r.list)-memory) && r.list[i].sentence >= n-back; i-- {
		if fits(r.list[i].actor) {
			return r.list[i].actor
		}
	}
	return nil
}

// empty are words after "it is" that make "it" stand for nobody.
var empty = text.Set(`said believed reported understood thought expected feared hoped not clear unclear important likely unlikely possible impossible alleged known assumed
	estimated difficult hard easy necessary essential crucial vital time good bad better too also still unknown claimed imperative high a the an been`)

// pronoun makes the mention of a pronoun at token i.
func (f *finder) pronoun(i int, s text.Sentence, n int) bool {
	k := f.t.Tokens[i]
	var a *Actor
	find := func(back int, fits ...func(*Actor) bool) *Actor {
		if f.reported(i, s) { // "officials said they": the nearest, who said so
			for _, fit := range fits {
				if a := f.recent.last(n, 0, fit); a != nil {
					return a
				}
			}
		}
		return f.recent.subject(n, back, f.quoted(k.Start), fits...)
	}
	switch k.Lower {
	case "he", "him", "himself":
		a = find(5, func(a *Actor) bool { return a.Kind == "person" && a.Gender != She })
	case "she", "herself":
		a = find(5, func(a *Actor) bool { return a.Kind == "person" && a.Gender != He })
	case "they", "them", "themselves":
		if f.bothBefore(i, s) {
			break // "spoke to both sides and urged them"
		}
		a = find(4, func(a *Actor) bool { return a.Plural || a.Kind == "armed_group" },
			func(a *Actor) bool { return a.Kind != "person" && a.Kind != "unnamed" })
	case "it", "itself":
		if i+2 < s.Last && (f.t.Tokens[i+1].Lower == "is" || f.t.Tokens[i+1].Lower == "was" || f.t.Tokens[i+1].Lower == "would" || f.t.Tokens[i+1].Lower == "has") && empty[f.t.Tokens[i+2].Lower] {
			return false
		}
		if a = f.charged(i, s); a == nil {
			a = f.recent.subject(n, 3, f.quoted(k.Start), func(a *Actor) bool { return a.Kind != "person" && !a.Plural && a.Kind != "unnamed" && a.Name != "" })
		}
	default:
		return false
	}
	if a == nil {
		a = &Actor{Kind: "unnamed"}
	}
	f.mention(k.Span, text.Span{}, a, Pronoun, n)
	return true
}

// sides are nouns for those who face each other; facing are words before them
// that mean all of them.
var (
	sides  = text.Set(`sides parties countries governments neighbours neighbors capitals leaders delegations teams armies`)
	facing = text.Set(`both two all warring`)
)

// charged gives the one whom "its" or "it" at token i means where the reporter has
// just said who is accused: "Kenya accused Uganda of a breach, saying its troops".
// Nil where nobody is.
func (f *finder) charged(i int, s text.Sentence) *Actor {
	k := i - 1
	if k > s.First && f.t.Tokens[k].Lower == "that" {
		k--
	}
	if k <= s.First {
		return nil
	}
	switch f.t.Tokens[k].Lower {
	case "saying", "alleging", "claiming", "asserting":
	default:
		return nil
	}
	for k--; k > s.First && k > i-40; k-- {
		switch f.t.Tokens[k].Lower {
		case "accused", "accuses", "accusing", "blamed", "blames":
			all := f.cast.Mentions
			at := f.cast.from(f.t.Tokens[k].End)
			if at < len(all) && all[at].Start < f.t.Tokens[i].Start && all[at].Actor.Kind != "person" && all[at].Actor.Name != "" {
				return all[at].Actor
			}
			return nil
		}
	}
	return nil
}

// bothBefore reports whether the last who are named before token i in its sentence are
// the two sides together: they, and no one of them, are meant.
func (f *finder) bothBefore(i int, s text.Sentence) bool {
	for k := i - 1; k > max(s.First, i-memory); k-- {
		if f.owner[k] >= 0 {
			return false
		}
		if sides[f.t.Tokens[k].Lower] && facing[f.t.Tokens[k-1].Lower] {
			return true
		}
	}
	return false
}

// reported reports whether a verb of saying stands just before token i.
func (f *finder) reported(i int, s text.Sentence) bool {
	for k := i - 1; k >= max(s.First, i-4); k-- {
		if f.t.Tokens[k].Kind != text.Word {
			return false
		}
		switch w := f.t.Tokens[k].Lower; w {
		case "said", "says", "say", "believes", "believe", "thinks", "hopes", "hoped", "claimed", "claims", "insisted", "insists", "stressed", "added", "adds",
			"maintains", "maintained", "denied", "denies", "warned", "warns", "argued", "argues", "noted", "confirmed", "announced", "stated", "feared", "fears", "reiterated":
			return true
		}
	}
	return false
}

// quoted reports whether the byte at stands in a quotation; asked in ascending order.
func (f *finder) quoted(at int) bool {
	for f.quote < len(f.t.Quotes) && f.t.Quotes[f.quote].End <= at {
		f.quote++
	}
	return f.quote < len(f.t.Quotes) && f.t.Quotes[f.quote].Start <= at
}

// bare makes the mention of a noun that names nobody: "the minister",
// "officials", "the group".
func (f *finder) bare(i int, s text.Sentence, n int) int {
	j := i
	definite := false
	switch f.t.Tokens[i].Lower {
	case "the", "this", "that", "these", "those", "its", "their", "his", "both":
		definite = true
		j++
	case "social": // "social media"
		return i + 2
	}
	start := j
	if j < s.Last && f.t.Tokens[j].Lower == "and" {
		return 0
	}
	for j < s.Last && j < start+4 && f.owner[j] < 0 && f.t.Tokens[j].Kind == text.Word {
		w := f.t.Tokens[j].Base()
		q, ok := nouns.OfBase(f.t.Tokens[j])
		if ok && (j+1 >= s.Last || !f.goesOn(j, s)) {
			if !definite && !q.plural && !mass[w] && !f.titleAlone(start, j, q, s) || f.compound(j, s) {
				return 0
			}
			if !definite && !q.office && j > s.First && j == start && f.t.Plain[f.t.Tokens[j].Start] >= 'A' && f.t.Plain[f.t.Tokens[j].Start] <= 'Z' && !f.heading(s) {
				return 0 // "the Texas Rangers"
			}
			return f.noun(i, start, j, q, definite, s, n)
		}
		if ok || modifiers.HasBase(f.t.Tokens[j]) {
			j++
			continue
		}
		if r := names.RoleOf(w); !r.Modifier && !r.Office {
			return 0
		}
		j++
	}
	return 0
}

// titleAlone reports whether the tokens [start:j] are an office written as a name
// is, without an article: "Foreign Secretary condemns attack".
func (f *finder) titleAlone(start, j int, q noun, s text.Sentence) bool {
	if !q.office || j+1 >= s.Last || f.t.Tokens[j].Possessive() {
		return false
	}
	for k := start; k <= j; k++ {
		if c := f.t.Plain[f.t.Tokens[k].Start]; c < 'A' || c > 'Z' {
			return false
		}
	}
	switch w := f.t.Tokens[j+1].Lower; w {
	case "for", ",", "has", "is", "will", "to", "of":
		return true
	default:
		return names.IsActing(w)
	}
}

// compound reports whether the noun at j only stands before another noun: "police
// department", "media reports".
func (f *finder) compound(j int, s text.Sentence) bool {
	if j+1 >= s.Last || f.t.Tokens[j].Possessive() || f.t.Tokens[j+1].Kind != text.Word {
		return false
	}
	switch f.t.Tokens[j].Lower {
	case "police", "military", "army", "navy", "media", "coalition", "intelligence", "government", "state", "party", "company", "court", "union", "team", "group":
		return names.IsOrdinary(f.t.Tokens[j+1].Base())
	}
	return false
}

// heading reports whether most words of a sentence begin with a capital.
func (f *finder) heading(s text.Sentence) bool {
	n, capital := 0, 0
	for i := s.First; i < s.Last && i < s.First+20; i++ {
		if f.t.Tokens[i].Len() > 3 {
			n++
			if c := f.t.Plain[f.t.Tokens[i].Start]; c >= 'A' && c <= 'Z' {
				capital++
			}
		}
	}
	return capital*2 > n
}

// foreign reports whether the word before token i says that those meant are of
// another country than the one the text speaks of: "Western diplomats".
func (f *finder) foreign(i int, s text.Sentence) bool {
	if i == s.First {
		return false
	}
	switch f.t.Tokens[i-1].Lower {
	case "western", "foreign", "european", "arab", "african", "asian", "gulf", "international", "regional", "allied", "neighbouring", "neighboring":
		return true
	}
	return false
}

// whose gives the country whose officials the words mean in sentence n. What is
// called federal is of the country that the text is about.
func (f *finder) whose(words string, n int) *Actor {
	if strings.HasPrefix(words, "federal ") && f.home != nil {
		return f.home
	}
	return f.nearest(n)
}

// nearest gives the country of nation, or the only one that the text names.
func (f *finder) nearest(n int) *Actor {
	if a := f.nation(n); a != nil {
		return a
	}
	return f.sole
}

// ofSomebody reports whether what an office is of stands behind it at token j:
// "the president of the club".
func (f *finder) ofSomebody(j int, s text.Sentence) bool {
	return j < s.Last && (f.t.Tokens[j].Lower == "of" || f.t.Tokens[j].Lower == "for")
}

// anonymous reports whether what follows a noun at token j says that whoever is
// meant will not be named: "officials familiar with the matter".
func (f *finder) anonymous(j int, s text.Sentence) bool {
	if j+1 >= s.Last {
		return false
	}
	switch next := f.t.Tokens[j+1].Lower; f.t.Tokens[j].Lower {
	case "familiar", "briefed", "close", "privy":
		return true
	case "on", "from", "of":
		return next == "both" || next == "either" || next == "all"
	case "with":
		return next == "knowledge" || next == "direct"
	case "who", ",":
		for k := j + 1; k < s.Last && k < j+9; k++ {
			if w := f.t.Tokens[k].Lower; w == "anonymity" || w == "anonymous" || w == "unnamed" || w == "anonymously" {
				return true
			}
		}
	}
	return false
}

// ofWhom is the owner named after a noun: "representatives from Pakistan",
// "soldiers of the Pakistan Army".
type ofWhom struct {
	name  names.Name
	actor *Actor
}

func (f *finder) ownerAfter(j int, s text.Sentence) (*ofWhom, int) {
	if j+1 >= s.Last || f.t.Tokens[j].Lower != "from" && f.t.Tokens[j].Lower != "of" {
		return nil, 0
	}
	j++
	if f.t.Tokens[j].Lower == "the" && j+1 < s.Last {
		j++
	}
	if f.owner[j] < 0 {
		return nil, 0
	}
	m := f.all[f.owner[j]]
	if m.Kind == names.Person || m.Kind == names.Location || m.Kind == names.Nationality || m.First != j {
		return nil, 0
	}
	return &ofWhom{m, f.owning(m)}, m.Last
}

// quantity are words before a noun that say how many are meant.
var quantity = text.Set(`two three four five six several some many other`)

// anyKind are nouns that may mean any group or body just named.
var anyKind = text.Set(`group movement network outfit faction organisation organization body militia alliance bloc`)

func hasWord(title, w string) bool {
	return len(title) > len(w) && title[len(title)-len(w):] == w && title[len(title)-len(w)-1] == ' '
}

// nation gives the country whose officials an article means that only says
// "officials" in sentence n: that of the last subject with a country, else the
// last one that acted in this or the last paragraph.
func (f *finder) nation(n int) *Actor {
	p := f.t.Sentences[n].Paragraph
	var other *Actor
	for i := len(f.recent.list) - 1; i >= max(0, len(f.recent.list)-memory); i-- {
		m := f.recent.list[i]
		q := f.t.Sentences[m.sentence].Paragraph
		if q < p-4 {
			break
		}
		if m.actor.Country == "" && f.partyOf(m.actor.Side) == nil || m.actor.Kind != "government" && m.actor.Kind != "force" && m.actor.Kind != "person" {
			continue
		}
		if s := m.actor.Side; s != "" && s != m.actor.Country && f.partyOf(s) == nil {
			continue // those of a group speak for no country
		}
		if m.first {
			return f.country(m.actor.Country, m.actor.Side)
		}
		if other == nil && q >= p-1 {
			other = m.actor
		}
	}
	if other != nil {
		return f.country(other.Country, other.Side)
	}
	return nil
}
