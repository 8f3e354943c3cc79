package who

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// offices gives every person of the document the title, the country and the
// gender that stand beside the name anywhere: before it, before a comma before
// it, or after a comma behind it.
func (f *finder) offices() {
	for k := range f.all {
		m := f.all[k]
		if m.Kind != names.Person {
			continue
		}
		s := f.sentenceOf(m)
		f.titleBefore(m, m.First, s)
		if m.First-1 > s.First && f.t.Tokens[m.First-1].Lower == "," {
			f.titleBefore(m, m.First-1, s)
		}
		if m.Last+1 < s.Last && f.t.Tokens[m.Last].Lower == "," {
			f.titleAfter(m, m.Last+1, s)
		}
	}
}

// sentenceOf gives the sentence that a name stands in.
func (f *finder) sentenceOf(m names.Name) text.Sentence {
	lo, hi := 0, len(f.t.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; f.t.Sentences[mid].Last <= m.First {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(f.t.Sentences) {
		return text.Sentence{First: m.First, Last: m.Last}
	}
	return f.t.Sentences[lo]
}

// titleBefore reads the title that ends before token j.
func (f *finder) titleBefore(m names.Name, j int, s text.Sentence) {
	i := j
	for i > s.First && i > j-8 && f.owner[i-1] < 0 && f.t.Tokens[i-1].Kind == text.Word && !f.t.Tokens[i-1].Possessive() {
		w := f.t.Tokens[i-1].Lower
		if r := names.RoleOf(w); !r.Courtesy && !r.Rank && !r.Office && !r.Modifier && w != "of" && w != "state" && w != "and" {
			break
		}
		i--
	}
	if i == j { // "Special Representative for Afghanistan Asif Durrani"
		if i > s.First && f.owner[i-1] >= 0 && f.all[f.owner[i-1]].First > s.First && (f.t.Tokens[f.all[f.owner[i-1]].First-1].Lower == "for" || f.t.Tokens[f.all[f.owner[i-1]].First-1].Lower == "of") && j == m.First {
			f.titleBefore(m, f.all[f.owner[i-1]].First-1, s)
		}
		return
	}
	for i < j && (f.t.Tokens[i].Lower == "of" || f.t.Tokens[i].Lower == "and") {
		i++
	}
	if !f.hasOffice(i, j) {
		return
	}
	var owner *names.Name
	if i > s.First && f.owner[i-1] >= 0 {
		owner = &f.all[f.owner[i-1]]
		if k := owner.First - 1; f.nobodys(*owner) && k >= s.First && f.owner[k] >= 0 {
			owner = &f.all[f.owner[k]] // "Chad's Foreign Ministry spokesman"
		}
		if owner.First > s.First && owner.Kind == names.ArmedGroup && f.owner[owner.First-1] >= 0 && f.all[f.owner[owner.First-1]].Kind == names.Country {
			owner.Country = f.all[f.owner[owner.First-1]].Country
		}
	}
	f.entitle(m, f.titleWords(i, j), f.t.Tokens[i].Lower, owner)
}

// titleAfter reads the title in apposition that begins at token i: ", the Afghan
// foreign minister,".
func (f *finder) titleAfter(m names.Name, i int, s text.Sentence) {
	switch f.t.Tokens[i].Lower {
	case "the", "a", "an":
		i++
	}
	var owner *names.Name
	if i < s.Last && f.owner[i] >= 0 && f.all[f.owner[i]].Kind != names.Person && f.all[f.owner[i]].First == i {
		owner = &f.all[f.owner[i]]
		i = owner.Last
	}
	j := i
	for j < s.Last && j < i+6 && f.owner[j] < 0 && f.t.Tokens[j].Kind == text.Word {
		if r := names.RoleOf(f.t.Tokens[j].Lower); !r.Rank && !r.Office && !r.Modifier {
			break
		}
		j++
	}
	if j == i || !f.hasOffice(i, j) {
		return
	}
	if owner == nil && j+1 < s.Last {
		switch f.t.Tokens[j].Lower {
		case "of", "for", "in", "at", "with":
			k := j + 1
			if f.t.Tokens[k].Lower == "the" && k+1 < s.Last {
				k++
			}
			if f.owner[k] >= 0 && f.all[f.owner[k]].Kind != names.Person {
				owner = &f.all[f.owner[k]]
			}
		}
	}
	f.entitle(m, f.titleWords(i, j), "", owner)
}

func (f *finder) hasOffice(i, j int) bool {
	for ; i < j; i++ {
		if r := names.RoleOf(f.t.Tokens[i].Lower); r.Office || r.Rank || r.Courtesy {
			return true
		}
	}
	return false
}

// entitle gives a person a title, a side and a gender.
func (f *finder) entitle(m names.Name, title, first string, owner *names.Name) {
	country := ""
	if owner != nil {
		country = owner.Country
	}
	a := f.personOf(m, title, country)
	if owner != nil {
		switch owner.Kind {
		case names.Country, names.Nationality:
			if a.Side == "" || a.Side == country {
				a.Side = f.country(country, owner.Side).Side
			}
		case names.ArmedGroup, names.Government, names.Force, names.Organisation:
			if f.nobodys(*owner) {
				break // whose it is shows where it is named
			}
			if b := f.body(*owner); a.Side == "" || a.Side == country {
				a.Side = b.Side
			}
		}
	}
	switch g := genderOf(first, title); {
	case g != Unsaid:
		a.Gender = g
	}
	f.remember(a, title, country)
}

var women = text.Set(`mrs mrs. ms ms. miss madam lady queen princess mme mme. señora senora sister`)
var men = text.Set(`mr mr. sir lord king prince sheikh shaikh mullah maulana mawlawi maulvi ayatollah don señor senor emir pope father`)

// genderOf gives the gender that a title tells.
func genderOf(first, title string) Gender {
	switch {
	case women[first], strings.HasSuffix(title, "woman"):
		return She
	case men[first], strings.HasSuffix(title, "man") && title != "human":
		return He
	}
	return Unsaid
}

// titleWords gives the title in tokens [i:j), folded, without courtesies.
func (f *finder) titleWords(i, j int) string {
	var out []string
	for ; i < j; i++ {
		if w := f.t.Tokens[i].Base(); !names.RoleOf(w).Courtesy {
			out = append(out, strings.TrimSuffix(w, "."))
		}
	}
	return sameTitle(strings.Join(out, " "))
}

// sameTitle gives one spelling of an office, without what only says how long.
func sameTitle(title string) string {
	title = strings.ReplaceAll(title, "defense", "defence")
	for _, w := range [...]string{"former ", "interim ", "acting ", "then-", "caretaker ", "incoming ", "outgoing ", "newly ", "current "} {
		title = strings.TrimPrefix(title, w)
	}
	return title
}

// remember keeps who holds an office.
func (f *finder) remember(a *Actor, title, country string) {
	if title == "" {
		return
	}
	for _, k := range [...]string{title + "\x00" + country, title} {
		if f.titled[k] == nil {
			f.titled[k] = a
		}
	}
}

// officer gives who holds an office: a person of the document, a holder the
// charter names, else the office itself.
func (f *finder) officer(title string, owner *Actor) *Actor {
	title = sameTitle(title)
	if a := f.titled[title+"\x00"+owner.Country]; a != nil {
		return a
	}
	if a := f.titled[title+"\x00"]; a != nil && (a.Country == "" || a.Country == owner.Country) {
		return a
	}
	if q := f.party(owner.Country); q != nil {
		for _, o := range q.Offices {
			if o.Holder != "" && sameTitle(text.Fold(o.Title)) == title {
				a := f.actor("person", o.Holder)
				a.Title, a.Country, a.Side = title, owner.Country, q.ID
				return a
			}
		}
	}
	a := f.actor("person", title+" of "+owner.Name)
	a.Title, a.Country, a.Side = title, owner.Country, owner.Side
	return a
}
