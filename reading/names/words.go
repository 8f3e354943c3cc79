package names

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed words.txt
var wordsText string

//go:embed given.txt
var givenText string

// class is what is known of a word; a word may be of several.
type class uint32

const (
	common class = 1 << iota
	calendar
	courtesy
	rank
	office
	officeword
	orghead
	placehead
	inner
	direction
	locative
	acting
	human
	he // a given name of men
	she
)

var classNames = map[string]class{"common": common, "calendar": calendar, "courtesy": courtesy, "rank": rank, "office": office, "officeword": officeword,
	"orghead": orghead, "placehead": placehead, "inner": inner, "direction": direction, "locative": locative, "acting": acting, "human": human,
	"men": he, "women": she, "both": he | she}

const (
	title = courtesy | rank | office
	given = he | she
)

// words are all classes by word, folded as text.Fold does.
var words = sync.OnceValue(func() map[string]class {
	m := make(map[string]class, 4096)
	for _, table := range []string{wordsText, givenText} {
		var c class
		for line := range strings.Lines(table) {
			if line[0] == '#' {
				continue
			}
			if name, rest, ok := strings.Cut(line, ": "); ok && classNames[name] != 0 {
				c, line = classNames[name], rest
			}
			for _, w := range strings.Fields(line) {
				m[w] |= c
			}
		}
	}
	return m
})

// Gender gives what the given name says: 'm', 'f', or 0 when it says nothing or both.
func Gender(name string) byte {
	switch words()[name] & given {
	case he:
		return 'm'
	case she:
		return 'f'
	}
	return 0
}

// Roles tells what a word says of the person it stands before.
type Roles struct{ Courtesy, Rank, Office, Modifier bool }

// RoleOf gives the roles of a folded word: "minister" is an office, "foreign"
// goes with one.
func RoleOf(word string) Roles {
	c := words()[word]
	return Roles{c&courtesy != 0, c&rank != 0, c&office != 0, c&officeword != 0}
}

// IsActing reports whether a folded word is a verb of saying or deciding, which
// only those who can act do.
func IsActing(word string) bool { return words()[word]&acting != 0 }

// IsLocative reports whether a folded word is a preposition that stands before places.
func IsLocative(word string) bool { return words()[word]&locative != 0 }

// TrimPlace takes the kind of place off a folded name: "akita prefecture" gives
// "akita", "gulf of oman" "oman". It reports whether anything was left and taken off.
func TrimPlace(key string) (string, bool) {
	first, rest, ok := strings.Cut(key, " ")
	if !ok {
		return "", false
	}
	if words()[first]&placehead != 0 {
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "of "), "the ")
		return rest, rest != ""
	}
	n := strings.LastIndexByte(key, ' ')
	if words()[key[n+1:]]&placehead != 0 {
		return key[:n], true
	}
	return "", false
}
