package names

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/surety-mechanism/surety/reading/text"
)

//go:embed words.txt
var wordsText string

//go:embed vocabulary.txt
var vocabularyText string

//go:embed given.txt
var givenText string

//go:embed surnames.txt
var surnamesText string

// class is what is known of a word; a word may be of several.
type class uint32

const (
	common     class = 1 << iota // never a name by itself
	plain                        // an ordinary word; a name only with others
	calendar                     // months, days
	courtesy                     // Mr, Dr, Sheikh
	rank                         // Gen, Sgt
	office                       // minister, spokesman
	officeword                   // foreign, deputy: before an office
	orghead                      // ministry, party: an organisation's name ends so
	placehead                    // province, river: a place's name ends so
	facility                     // hospital, airport: stands after a place's name
	eventhead                    // war, resolution, award: names of happenings and papers
	tribe                        // people, clan: after the name of a people
	letters                      // abbreviations of things
	inner                        // of, de, bin: small inside names
	direction                    // northern, central
	locative                     // in, near
	acting                       // verbs of who can act
	human                        // verbs that only people do
	he                           // a given name of men
	she                          // and of women
	surname
)

var classNames = map[string]class{"common": common, "calendar": calendar, "courtesy": courtesy, "rank": rank, "office": office, "officeword": officeword,
	"orghead": orghead, "placehead": placehead, "facility": facility, "eventhead": eventhead, "tribe": tribe, "letters": letters, "inner": inner,
	"direction": direction, "locative": locative, "acting": acting, "human": human, "men": he, "women": she, "both": he | she, "surname": surname}

const (
	title = courtesy | rank | office
	given = he | she
)

// words are all classes by word, folded as text.Fold does.
var words = sync.OnceValue(func() *text.Table[class] {
	m := make(map[string]class, 12000)
	for _, table := range []string{wordsText, vocabularyText, givenText, surnamesText} {
		c := plain // of the vocabulary, the one table without classes
		for line := range strings.Lines(table) {
			if line[0] == '#' {
				continue
			}
			if name, rest, ok := strings.Cut(line, ": "); ok && classNames[name] != 0 {
				c, line = classNames[name], rest
			}
			for w := range strings.FieldsSeq(line) {
				m[w] |= c
			}
		}
	}
	return text.NewTable(m)
})

// inflected reports whether w is a form of a word of the vocabulary: "attacks",
// "stopped", "making".
func inflected(m *text.Table[class], w string) bool {
	is := func(w string) bool { return m.At(w)&(plain|acting|common) != 0 }
	for _, end := range [...]string{"s", "es", "ed", "d", "ing", "er", "ers", "ly", "est", "r", "ness", "ment", "able"} {
		stem, ok := strings.CutSuffix(w, end)
		if !ok || len(stem) < 3 {
			continue
		}
		n := len(stem)
		switch {
		case is(stem), is(stem + "e"), stem[n-1] == stem[n-2] && is(stem[:n-1]):
			return true
		case stem[n-1] == 'i' && is(stem[:n-1]+"y"):
			return true
		}
	}
	return false
}

// Gender gives what the given name says: 'm', 'f', or 0 when it says nothing or both.
func Gender(name string) byte {
	switch words().At(name) & given {
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
	c := words().At(word)
	return Roles{c&courtesy != 0, c&rank != 0, c&office != 0, c&officeword != 0}
}

// IsActing reports whether a folded word is a verb of saying or deciding, which
// only those who can act do.
func IsActing(word string) bool { return words().At(word)&acting != 0 }

// IsOrdinary reports whether a folded word is a noun or an adjective of every
// day: no verb of saying and no particle.
func IsOrdinary(word string) bool {
	m := words()
	c := m.At(word)
	return c&(common|acting|inner|locative) == 0 && (c&(plain|officeword|orghead) != 0 || c == 0 && inflected(m, word))
}

// MayBeNoun reports whether a folded word is ordinary, or one that no table knows.
func MayBeNoun(word string) bool { return words().At(word) == 0 || IsOrdinary(word) }

// IsStreet reports whether a folded word ends the names of streets, whose other
// words are no guide to where they are.
func IsStreet(word string) bool {
	switch word {
	case "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "drive", "lane", "highway", "motorway", "freeway", "expressway", "parkway", "court", "route":
		return true
	}
	return false
}

// IsLocative reports whether a folded word is a preposition that stands before places.
func IsLocative(word string) bool { return words().At(word)&locative != 0 }

// TrimPlace takes the kind of place off a folded name: "akita prefecture" gives
// "akita", "gulf of oman" "oman". It reports whether anything was left and taken off.
func TrimPlace(key string) (string, bool) {
	first, rest, ok := strings.Cut(key, " ")
	if !ok {
		return "", false
	}
	if words().At(first)&placehead != 0 {
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "of "), "the ")
		return rest, rest != ""
	}
	n := strings.LastIndexByte(key, ' ')
	if words().At(key[n+1:])&placehead != 0 {
		return key[:n], true
	}
	return "", false
}
