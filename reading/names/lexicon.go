package names

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/surety-mechanism/surety/place"
)

//go:embed groups.txt
var groupsText string

//go:embed bodies.txt
var bodiesText string

//go:embed media.txt
var mediaText string

// lexicon finds names of one or more words. Keys are the words folded as the
// gazetteer folds them, joined by blanks.
type lexicon struct {
	entries map[string]entry
	longest map[string]int // by first word: how many words the longest name has
}

func newLexicon(n int) *lexicon {
	return &lexicon{entries: make(map[string]entry, n), longest: make(map[string]int, n)}
}

// put adds name, unless an earlier entry has it: earlier tables know better.
func (l *lexicon) put(name string, e entry) {
	k := place.Fold(name)
	k = strings.TrimPrefix(k, "the ")
	if k == "" {
		return
	}
	if _, taken := l.entries[k]; taken {
		return
	}
	e.upper = isAbbreviation(name)
	l.entries[k] = e
	first, _, _ := strings.Cut(k, " ")
	l.longest[first] = max(l.longest[first], 1+strings.Count(k, " "))
}

// isAbbreviation reports whether name is written in capitals throughout.
func isAbbreviation(name string) bool {
	n := 0
	for _, r := range name {
		if unicode.IsLower(r) || r == ' ' {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

var bodyKinds = map[string]Kind{"org": Organisation, "gov": Government, "force": Force}

// general holds the tables that need no charter.
var general = sync.OnceValue(func() *lexicon {
	l := newLexicon(8192)
	for line := range strings.Lines(groupsText) {
		if f, ok := fields(line, 2); ok {
			country, _, _ := strings.Cut(f[1], " ")
			l.putAll(f[0], entry{kind: ArmedGroup, country: country})
		}
	}
	countries := place.Countries()
	for i := range countries {
		c := &countries[i]
		e := entry{kind: Country, full: c.Name, country: c.Alpha3}
		l.put(c.Name, e)
		for _, a := range c.Aliases {
			l.put(a, e)
		}
	}
	for i := range countries {
		c := &countries[i]
		for _, d := range c.Demonyms {
			if by := place.ByDemonym(d); by != nil {
				l.put(d, entry{kind: Nationality, full: by.Name, country: by.Alpha3})
			}
		}
	}
	for line := range strings.Lines(bodiesText) {
		if f, ok := fields(line, 3); ok {
			l.putAll(f[0], entry{kind: bodyKinds[f[1]], country: f[2]})
		}
	}
	for i := range countries {
		c := &countries[i]
		for _, m := range c.Metonyms {
			l.put(m, entry{kind: Government, full: m, country: c.Alpha3})
		}
	}
	for line := range strings.Lines(mediaText) {
		if f, ok := fields(line, 2); ok {
			l.putAll(f[0], entry{kind: Medium, country: f[1]})
		}
	}
	place.Features(func(name string, p place.Place) {
		l.put(name, entry{kind: Location, full: p.Name, country: p.Country, state: states[name]})
	})
	return l
})

// fields cuts a line of a table; false for a comment.
func fields(line string, n int) ([]string, bool) {
	line = strings.TrimRight(line, "\n")
	if line == "" || line[0] == '#' {
		return nil, false
	}
	f := strings.Split(line, "|")
	return f, len(f) == n
}

// putAll adds the names of a list: of each member the first is the full one.
func (l *lexicon) putAll(list string, e entry) {
	for one := range strings.SplitSeq(list, "~") {
		e.full, _, _ = strings.Cut(one, ";")
		for n := range strings.SplitSeq(one, ";") {
			l.put(n, e)
		}
	}
}

// states are abbreviations of states of the United States that are words, names
// or parts of names as well; they stand after the name of a town.
var states = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev nh nj nm ny nc nd okla ore pa ri sc sd tenn tex vt va wash wva wis wyo
		al ak az ar ca co ct de fl hi ia id il in ks ma me mi mn ms mt ne nv oh ok or tn tx ut wa wi wv wy dc`) {
		m[w] = true
	}
	return m
}()
