package names

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/text"
)

//go:embed eastern.txt
var easternText string

// eastern is the lexicon of names in Arabic letters, which have no capitals to
// go by: only what it has is found.
var eastern = sync.OnceValue(func() *lexicon {
	l := newLexicon(512)
	for line := range strings.Lines(easternText) {
		f := strings.Split(strings.TrimRight(line, "\n"), "|")
		if line[0] == '#' || len(f) < 3 {
			continue
		}
		var e entry
		switch f[0] {
		case "country", "nation":
			c := place.ByCode(f[1])
			if c == nil {
				continue
			}
			if e = (entry{kind: Country, full: c.Name, country: c.Alpha3}); f[0] == "nation" {
				e.kind = Nationality
			}
		case "place":
			e = entry{kind: Location, full: f[1], country: f[2]}
		default:
			e = general().entries[strings.TrimPrefix(place.Fold(f[1]), "the ")]
		}
		for n := range strings.SplitSeq(f[len(f)-1], ";") {
			k := easternKey(n)
			if _, taken := l.entries[k]; !taken {
				l.entries[k] = e
				first, _, _ := strings.Cut(k, " ")
				l.longest[first] = max(l.longest[first], 1+strings.Count(k, " "))
			}
		}
	}
	return l
})

// letterForms are ways to write one letter in the languages of Arabic script.
var letterForms = strings.NewReplacer("ي", "ی", "ى", "ی", "ې", "ی", "ۍ", "ی", "ئ", "ی", "ك", "ک", "ګ", "گ", "أ", "ا", "إ", "ا", "آ", "ا", "ة", "ه", "ہ", "ه", "ۀ", "ه", "ھ", "ه", "ؤ", "و", "\u200c", " ", "ـ", "")

// easternKey folds a name in Arabic letters: marks off, one form for each letter.
func easternKey(s string) string { return place.Fold(letterForms.Replace(s)) }

// isEastern reports whether a word is in Arabic letters.
func isEastern(w string) bool { return len(w) > 1 && w[0] >= 0xD8 && w[0] <= 0xDB }

// eastern adds the longest name in Arabic letters at token i, and gives the token
// after it; i where there is none. Arabic writes "and", "in", "to" and the
// article before the word they go with.
func (f *finder) eastern(i int, s text.Sentence, n int) int {
	l := eastern()
	for skip := 0; skip <= 2; skip++ {
		word := f.t.Tokens[i].Lower
		if skip > 0 {
			if len(word) < 8 || !strings.Contains("وبلف", word[:2]) {
				return i
			}
			word = word[2:]
			if skip == 2 { // "لل": to the
				if !strings.HasPrefix(word, "ل") {
					return i
				}
				word = "ال" + word[2:]
			}
		}
		k := easternKey(word)
		first, _, _ := strings.Cut(k, " ")
		longest := l.longest[first]
		best, found := i, entry{}
		for j := i + 1; longest > 0; j++ {
			if e, ok := l.entries[k]; ok {
				best, found = j, e
			}
			if j >= s.Last || strings.Count(k, " ")+1 >= longest || f.t.Tokens[j].Kind != text.Word {
				break
			}
			k += " " + easternKey(f.t.Tokens[j].Lower)
		}
		if best > i {
			c := f.add(i, best, Name{Kind: found.kind, Full: found.full, Side: found.side, Country: found.country, Table: true}, n, true)
			if skip > 0 {
				c.Start += 2 // the letter before belongs to another word
			}
			return best
		}
	}
	return i
}
