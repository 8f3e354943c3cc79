package when

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

// foreignMonths are month names of other languages in Latin, Cyrillic and Greek
// letters, and their short forms, as the publication lines of pages have them.
var foreignMonths = func() map[string]int {
	m := map[string]int{}
	for _, year := range []string{
		"januar jänner jan|februar feber feb|märz maerz mär mrz|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|dezember dez",
		"janvier janv|février fevrier févr|mars|avril avr|mai|juin|juillet juil|août aout|septembre|octobre|novembre|décembre decembre déc",
		"enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre|diciembre dic",
		"gennaio gen|febbraio|marzo mar|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre set|ottobre ott|novembre|dicembre",
		"janeiro|fevereiro fev|março marco|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro dez",
		"januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december dec",
		"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
		"ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
		"stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
		"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
		"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
		"ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
		"januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember",
		"ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
		"ιανουαρίου|φεβρουαρίου|μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|οκτωβρίου|νοεμβρίου|δεκεμβρίου",
	} {
		for i, names := range strings.Split(year, "|") {
			for _, w := range strings.Fields(names) {
				if _, has := m[w]; !has {
					m[w] = i + 1
				}
			}
		}
	}
	return m
}()

// Line finds the first full date in a line of publication ("Published 3 May
// 2021", "24. Januar 2022", "02.12.19"), in whatever language: the day it
// names, and where it stands. Of 3/4/2021 the day is taken to come first.
func Line(s string) (at text.Span, date time.Time, ok bool) {
	if len(s) > 1000 {
		return at, date, false
	}
	t := &text.Text{Raw: []byte(s), Plain: s}
	text.Segment(t)
	for _, f := range Find(t, time.Time{}) {
		if !f.From.IsZero() && f.From.Equal(f.To) && f.Basis == Explicit {
			return f.Span, f.From, true
		}
	}
	parts := lineParts(s)
	for i := range parts {
		if y, m, d, n := foreignDate(parts[i:]); n > 0 {
			if date, ok := day(y, m, d); ok {
				return text.Span{Start: parts[i].Start, End: parts[i+n-1].End}, date, true
			}
		}
	}
	return at, date, false
}

// linePart is a number or a word of a line, and the mark behind it.
type linePart struct {
	text.Span
	number int // -1 for a word
	digits int
	word   string
	sep    string
}

func lineParts(s string) []linePart {
	var out []linePart
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		class := lineClass(r)
		if class == 0 {
			if len(out) > 0 {
				out[len(out)-1].sep += s[i : i+n]
			}
			i += n
			continue
		}
		j := i + n
		for j < len(s) {
			r, n := utf8.DecodeRuneInString(s[j:])
			if lineClass(r) != class {
				break
			}
			j += n
		}
		p := linePart{Span: text.Span{Start: i, End: j}, number: -1}
		if class == 1 {
			if v, ok := digitsOf(s[i:j]); ok {
				p.number, p.digits = v, utf8.RuneCountInString(s[i:j])
			}
		} else {
			p.word = strings.ToLower(s[i:j])
		}
		out = append(out, p)
		i = j
	}
	return out
}

// lineClass: 1 for digits, 2 for letters, 3 for each of the signs of East
// Asian dates, 0 for what parts them.
func lineClass(r rune) int {
	switch {
	case unicode.IsDigit(r):
		return 1
	case strings.ContainsRune("年月日년월일", r):
		return 3
	case unicode.IsLetter(r) || unicode.Is(unicode.M, r):
		return 2
	}
	return 0
}

func isYear(p linePart) bool { return p.digits == 4 && p.number >= 1900 && p.number < 2100 }

// foreignDate reads a date at the beginning of p: year, month, day, and how many parts.
func foreignDate(p []linePart) (y, m, d, n int) {
	if len(p) < 3 {
		return 0, 0, 0, 0
	}
	skip := func(i int) int { // "11 de febrero de 2020"
		for i < len(p) && (p[i].word == "de" || p[i].word == "del" || p[i].word == "of") {
			i++
		}
		return i
	}
	if isDay(p[0]) { // 24. Januar 2022
		i := 1
		if p[1].word == "er" || p[1].word == "º" || p[1].word == "ος" {
			i = 2
		}
		i = skip(i)
		if i < len(p) && foreignMonths[p[i].word] > 0 {
			if j := skip(i + 1); j < len(p) && isYear(p[j]) {
				return p[j].number, foreignMonths[p[i].word], p[0].number, j + 1
			}
		}
	}
	if foreignMonths[p[0].word] > 0 && isDay(p[1]) && isYear(p[2]) {
		return p[2].number, foreignMonths[p[0].word], p[1].number, 3
	}
	if len(p) >= 6 && isYear(p[0]) && (p[1].word == "年" || p[1].word == "년") && isDay(p[2]) && isDay(p[4]) { // 2020年2月14日
		return p[0].number, p[2].number, p[4].number, 6
	}
	if isDay(p[0]) && isDay(p[1]) && p[0].sep == p[1].sep && (p[0].sep == "." || p[0].sep == ". ") { // 02.12.19
		switch {
		case isYear(p[2]):
			return p[2].number, p[1].number, p[0].number, 3
		case p[2].digits == 2 && p[0].sep == "." && p[0].digits == 2 && p[1].digits == 2:
			return 2000 + p[2].number, p[1].number, p[0].number, 3
		}
	}
	return 0, 0, 0, 0
}

func isDay(p linePart) bool { return p.digits > 0 && p.digits <= 2 && p.number >= 1 && p.number <= 31 }
