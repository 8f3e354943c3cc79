package web

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/surety-mechanism/surety/internal/session"
)

//go:embed messages/*.json
var messageFiles embed.FS

// tongue is a language of the pages: what a file of messages/, named by its tag,
// says of it under "language", and its messages.
type tongue struct {
	Tag      string // BCP 47
	Own      string // its name in itself
	Dir      string // ltr or rtl
	digits   []rune // its ten digits; nil for 0 to 9
	stop     string // what ends a sentence
	rule     language.Tag
	messages map[string]message

	forms   map[string]string // the oblique forms of names, by name; see inCharter
	oblique *strings.Replacer // the same, within a text
}

// message is a text, or its plural forms by CLDR category.
type message struct {
	text  string
	forms map[string]string
}

// UnmarshalJSON reads "text" or {"one": "text", "other": "text"}.
func (m *message) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '{' {
		return json.Unmarshal(raw, &m.forms)
	}
	return json.Unmarshal(raw, &m.text)
}

// tongues gives the languages of the pages; the first, English, is the one for
// everyone whose own is not there. Their messages are read when a page is first
// asked for: the other commands of the program have no use for them.
var tongues = sync.OnceValue(func() []*tongue {
	all, err := readTongues(messageFiles)
	if err != nil {
		panic(err)
	}
	return all
})

// readTongues reads messages/TAG.json, one a language: English first, the others
// by their tags.
func readTongues(files fs.FS) ([]*tongue, error) {
	names, err := fs.Glob(files, "messages/*.json")
	if err != nil {
		return nil, fmt.Errorf("looking for languages: %w", err)
	}
	var all []*tongue
	for _, name := range names {
		t, err := readTongue(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if t.Tag == "en" {
			all = slices.Insert(all, 0, t)
		} else {
			all = append(all, t)
		}
	}
	return all, nil
}

func readTongue(files fs.FS, name string) (*tongue, error) {
	t := &tongue{Tag: strings.TrimSuffix(path.Base(name), ".json")}
	var err error
	if t.rule, err = language.Parse(t.Tag); err != nil {
		return nil, fmt.Errorf("a file of messages is named by its language's tag: %w", err)
	}
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &t.messages); err != nil {
		return nil, err
	}
	self := t.messages["language"].forms
	t.Own, t.Dir, t.digits, t.stop = self["name"], self["dir"], []rune(self["digits"]), self["stop"]
	if t.Own == "" || t.Dir != "ltr" && t.Dir != "rtl" || t.stop == "" || len(t.digits) != 0 && len(t.digits) != 10 {
		return nil, errors.New(`"language" says the language's "name" in itself, its "dir", ltr or rtl, what ends a sentence ("stop"), and where they are not 0 to 9 its ten "digits"`)
	}
	return t, nil
}

var matcher = sync.OnceValue(func() language.Matcher {
	var tags []language.Tag
	for _, t := range tongues() {
		tags = append(tags, language.MustParse(t.Tag))
	}
	return language.NewMatcher(tags)
})

const languageCookie = "lang"

// tongueOf gives the language a request wants: ?lang=, else the cookie, else
// what the browser says it prefers. asked reports that it came by ?lang=.
func tongueOf(r *http.Request) (t *tongue, asked bool) {
	if t := named(r.URL.Query().Get("lang")); t != nil {
		return t, true
	}
	if c, err := r.Cookie(languageCookie); err == nil {
		if t := named(c.Value); t != nil {
			return t, false
		}
	}
	if want := r.Header.Get("Accept-Language"); want != "" && len(want) < 1000 {
		tags, _, _ := language.ParseAcceptLanguage(want)
		if _, i, c := matcher().Match(tags...); c >= language.High {
			return tongues()[i], false
		}
	}
	return tongues()[0], false
}

func named(tag string) *tongue {
	for _, t := range tongues() {
		if t.Tag == tag {
			return t
		}
	}
	return nil
}

// T gives a text of the page's language; args are names and values in turn.
func (t *tongue) T(key string, args ...any) string {
	m, ok := t.messages[key]
	if !ok {
		if m, ok = tongues()[0].messages[key]; !ok {
			return "[" + key + "]"
		}
	}
	return t.fill(m.text, args)
}

// N gives a text with a number in it, {n}, in the plural form the number wants.
func (t *tongue) N(key string, n int, args ...any) string {
	m, from := t.messages[key], t
	if m.forms == nil {
		m, from = tongues()[0].messages[key], tongues()[0]
	}
	text, ok := m.forms[from.plural(n)]
	if !ok {
		text = m.forms["other"]
	}
	return t.fill(text, append(args, "n", t.Int(n)))
}

// categories are CLDR's names for the plural forms of a language.
var categories = map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one",
	plural.Two: "two", plural.Few: "few", plural.Many: "many"}

// plural gives the category that CLDR's rule for the language puts a whole number
// in: English has "one" for 1, Persian for 0 and 1, Arabic has all six.
func (t *tongue) plural(n int) string {
	return categories[plural.Cardinal.MatchPlural(t.rule, max(n, -n), 0, 0, 0, 0)]
}

// fill puts values in place of {names}, and their oblique forms in place of
// {names:oblique}. A value is isolated, so that a name in one script does not
// disturb the order of a sentence in another.
func (t *tongue) fill(text string, args []any) string {
	if len(args) < 2 {
		return text
	}
	pairs := make([]string, 0, 2*len(args))
	for i := 0; i+1 < len(args); i += 2 {
		name, value := fmt.Sprint(args[i]), fmt.Sprint(args[i+1])
		pairs = append(pairs, "{"+name+"}", t.isolate(value))
		if strings.Contains(text, "{"+name+":oblique}") {
			pairs = append(pairs, "{"+name+":oblique}", t.isolate(t.inOblique(value)))
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Isolates of Unicode's bidirectional algorithm. The direction is said, not left
// to the first letter.
const leftIsolate, rightIsolate, popIsolate = "\u2066", "\u2067", "\u2069"

// isolate keeps a value whose script runs the other way from disturbing the
// order of the sentence around it. What has been composed for this language already
// runs as its sentences do, and is left alone.
func (t *tongue) isolate(s string) string {
	if strings.Contains(s, popIsolate) { // composed here: what is foreign in it is isolated
		return s
	}
	own, first := t.Dir == "rtl", ""
	other := false
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		right := rightToLeft(r)
		if first == "" {
			first = leftIsolate
			if right {
				first = rightIsolate
			}
		}
		other = other || right != own
	}
	if !other {
		return s
	}
	return first + s + popIsolate
}

// rightToLeft reports whether a letter is of a script that runs from the right.
func rightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFF
}

// Int writes a whole number with the language's digits.
func (t *tongue) Int(n int) string { return t.digitsOf(strconv.Itoa(n)) }

// Num writes a number that need not be whole, to three digits.
func (t *tongue) Num(f float64) string { return t.digitsOf(strconv.FormatFloat(f, 'g', 3, 64)) }

// Int64 writes a whole number with the language's digits.
func (t *tongue) Int64(n int64) string { return t.digitsOf(strconv.FormatInt(n, 10)) }

func (t *tongue) digitsOf(s string) string {
	if len(t.digits) == 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return t.digits[r-'0']
		}
		return r
	}, s)
}

// has reports whether there is a text of a key.
func (t *tongue) has(key string) bool { _, ok := tongues()[0].messages[key]; return ok }

// Word gives the text of a value of an enumeration: its own name, readable,
// where no text is known.
func (t *tongue) Word(family, value string) string {
	if value == "" {
		return ""
	}
	key := family + "." + value
	if t.has(key) {
		return t.T(key)
	}
	return strings.ReplaceAll(value, "_", " ")
}

// Name gives the text of the page's language from a set by tag, else English.
func (t *tongue) Name(by map[string]string) string {
	for _, tag := range []string{t.Tag, strings.SplitN(t.Tag, "-", 2)[0], "en"} {
		if n := by[tag]; n != "" {
			return n
		}
	}
	for _, n := range by {
		return n
	}
	return ""
}

// setLanguage remembers the language that was asked for.
func setLanguage(w http.ResponseWriter, r *http.Request, t *tongue) {
	session.Remember(w, r, session.Kept{Name: languageCookie, Value: t.Tag, Path: "/", For: 365 * 24 * time.Hour, FromElsewhere: true})
}

// otherTongues are languages that documents come in and pages are not written in,
// by their names in themselves.
var otherTongues = map[string]string{"fa": "فارسی", "ar": "العربية"}

// languageName names a language in itself; its tag, where it is none that we know.
func languageName(tag string) string {
	for _, t := range tongues() {
		if t.Tag == tag {
			return t.Own
		}
	}
	if own, ok := otherTongues[tag]; ok {
		return own
	}
	return tag
}
