package web

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// The rules of casework say why they refuse something in an English sentence,
// which the log keeps; what else goes wrong is said in one by whoever notices. A
// language's file has the same sentences under "refusals" and "faults", by the form
// that the program has for each: %s, %q, %d and %w stand for its values. English has
// those alone that speak of fields by their names in the log.

// refusal is a sentence that the rules can say, in a language.
type refusal struct {
	form  *regexp.Regexp
	words int
	text  string
}

var refusals = sync.OnceValue(func() map[string][]refusal {
	all := map[string][]refusal{}
	for _, t := range tongues() {
		for _, key := range []string{"refusals", "faults"} {
			for form, text := range t.messages[key].forms {
				all[t.Tag] = append(all[t.Tag], refusal{matcherOf(form), len(form), text})
			}
		}
		// A sentence that has more words of its own comes before one that is mostly values.
		slices.SortFunc(all[t.Tag], func(a, b refusal) int { return b.words - a.words })
	}
	return all
})

// matcherOf makes an expression that finds a sentence and its values.
func matcherOf(format string) *regexp.Regexp {
	quoted := regexp.QuoteMeta(format)
	return regexp.MustCompile("^" + strings.NewReplacer("%s", "(.+?)", "%q", `(?:"(.*?)"|\[(.*?)\])`, "%d", `(-?\d+)`, "%w", "(.+)").Replace(quoted) + "$")
}

// Refusal gives the rules' reason in the page's language; English, where the
// language has no words for it.
func (v *view) Refusal(sentence string) (text string, own bool) {
	for _, r := range refusals()[v.Tag] {
		found := r.form.FindStringSubmatch(sentence)
		if found == nil {
			continue
		}
		var args []any
		n := 0
		for _, value := range found[1:] {
			if value == "" {
				continue // the other way of writing a value
			}
			n++
			args = append(args, strconv.Itoa(n), v.valueOf(value))
		}
		return v.fill(r.text, args), true
	}
	return sentence + ".", v.Tag == tongues()[0].Tag
}

// refused gives the rules' reason in the page's language.
func refused(v *view, sentence string) string {
	text, _ := v.Refusal(sentence)
	return text
}

// told gives what a failure's sentence says to who looks, with what to do where it
// says so; "" where there is none for a reader.
func (v *view) told(err error) string {
	said := sentence(fault.KindOf(err), err)
	if said == "" {
		return ""
	}
	text, _ := v.Refusal(said)
	return strings.TrimSuffix(text, v.stop) + v.stop
}

// refusedIn gives the language in which it is given.
func refusedIn(v *view, sentence string) string {
	if _, own := v.Refusal(sentence); own {
		return v.Tag
	}
	return tongues()[0].Tag
}

// valueOf gives the page's word for a value of a sentence: a side, a seat, a
// state, a term of the charter, a time; anything else as it is.
func (v *view) valueOf(value string) string {
	if quoted := strings.Split(value, `" "`); len(quoted) > 1 || strings.HasPrefix(value, `"`) {
		words := make([]string, len(quoted))
		for i, one := range quoted {
			words[i] = v.valueOf(strings.Trim(one, `"`))
		}
		return strings.Join(words, v.T("list.and"))
	}
	if text, own := v.Refusal(value); own && text != value+"." {
		return strings.TrimRight(text, ".۔") // a sentence within another
	}
	if name := v.side(value); name != value {
		return name
	}
	if _, ok := v.M.Charter.Seats[record.Seat(value)]; ok {
		return v.Seat(record.Seat(value))
	}
	for _, family := range []string{"casestate", "findingstatus", "ruling", "decision", "pause", "way", "kind", "axis", "decided", "draft", "field", "mode", "harm"} {
		if v.has(family + "." + value) {
			return v.Word(family, value)
		}
	}
	for _, family := range []string{"clock", "rung", "measure", "category"} {
		if _, ok := v.M.Charter.Terms[family+":"+value]; ok {
			return v.Term(family, value)
		}
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		return v.Clock(at)
	}
	if n, err := strconv.Atoi(value); err == nil {
		return v.Int(n)
	}
	return value
}

// dirFor gives the direction of a sentence that the program says: the page's, unless
// it could only be said in English. What a value in it begins with does not decide.
func dirFor(said string) string {
	if strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
		return "rtl"
	}
	return "ltr"
}

// upperFirst begins a sentence as sentences begin.
func upperFirst(said string) string {
	r, n := utf8.DecodeRuneInString(said)
	if n == 0 {
		return said
	}
	return string(unicode.ToUpper(r)) + said[n:]
}
