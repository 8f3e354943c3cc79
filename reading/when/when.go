// Package when finds the time expressions in a text and says which days each
// one means: an interval, how fine it is, and what it was anchored on.
//
// The grammar is our own. It gives no day where the words give none: "last
// year" is a year, "this February" a month, "four days" a length; without a day
// of publication nothing relative is anchored at all. A bare weekday is the day
// of publication itself or the nearest past one, unless the sentence speaks of
// the future; so is a month and day without a year.
//
// It knows calendars and English, and the months and digits of Urdu, Pashto,
// Dari, Persian and Arabic. It knows nothing of what happened on the days.
package when

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// The bases of an interval.
const (
	Explicit  = "explicit"  // the words say it all: "July 20, 2023"
	Published = "published" // counted from the day of publication: "Wednesday", "last year"
	Context   = "context"   // counted from another date in the text: "the next day"
	Length    = "length"    // a length, not a date: "four days"
	None      = "none"      // cannot be anchored
)

// Found is one time expression.
type Found struct {
	text.Span
	From, To time.Time // inclusive days, UTC; zero where it cannot be anchored or is a length
	Grain    string    // draft.Time's grains
	Basis    string
}

// Read adds the time expressions of a to it.
func Read(a *analysis.Analysis) {
	anchor, _ := time.Parse(time.DateOnly, a.Published)
	for _, x := range Find(a.Text, anchor) {
		t := draft.Time{Grain: x.Grain, Basis: x.Basis}
		if !x.From.IsZero() {
			from, to := x.From.Format(time.DateOnly), x.To.Format(time.DateOnly)
			t.From, t.To = &from, &to
		}
		a.AddTime(x.Span, t)
	}
}

// Find gives the time expressions of a segmented text in order, none
// overlapping. anchor is the day of publication, zero when unknown.
func Find(t *text.Text, anchor time.Time) []Found {
	f := &finder{t: t, anchor: anchor}
	f.history = f.isHistory()
	paragraph := -1
	for _, s := range t.Sentences {
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			f.newParagraph()
		}
		f.sentence(t.Tokens[s.First:s.Last])
	}
	return f.out
}

// finder goes through a text from left to right.
type finder struct {
	t       *text.Text
	anchor  time.Time
	history bool // the text tells of days long before its publication
	toks    []text.Token
	lows    []string // toks folded, without possessives
	out     []Found

	last     interval // the last date that was anchored, for "the next day"
	lastAge  int      // sentences since then
	lastYear int      // the last year that was written out
	yearAge  int
}

func (f *finder) newParagraph() {}

func (f *finder) sentence(toks []text.Token) {
	toks = unglued(toks, f.t)
	f.toks = toks
	f.lows = f.lows[:0]
	for _, k := range toks {
		if k.Kind == text.Word {
			f.lows = append(f.lows, k.Base())
		} else {
			f.lows = append(f.lows, k.Lower)
		}
	}
	f.lastAge++
	f.yearAge++
	for i := 0; i < len(toks); {
		n, v := f.at(i)
		if n == 0 {
			i++
			continue
		}
		f.emit(i, n, v)
		i += n
	}
}

// unglued gives the tokens with "August-24" and "July-November" cut at the dash:
// a word keeps its inner hyphen, but a month has none.
func unglued(toks []text.Token, t *text.Text) []text.Token {
	var out []text.Token
	for i, k := range toks {
		at := 0
		if k.Kind == text.Word {
			at = dashIn(k.Lower)
		}
		if at < 3 || months[k.Lower[:at]] == 0 {
			if out != nil {
				out = append(out, k)
			}
			continue
		}
		words := t.String(k.Span)
		dash := strings.IndexAny(words, "-–‑‐")
		_, size := utf8.DecodeRuneInString(words[max(dash, 0):])
		if dash != at || dash+size >= len(words) || len(words)-size != len(k.Lower)-1 {
			if out != nil {
				out = append(out, k)
			}
			continue
		}
		if out == nil {
			out = append(make([]text.Token, 0, len(toks)+4), toks[:i]...)
		}
		rest := text.Token{Span: text.Span{Start: k.Start + dash + size, End: k.End}, Kind: text.Word, Lower: k.Lower[at+1:]}
		if c := rest.Lower[0]; c >= '0' && c <= '9' {
			rest.Kind = text.Number
		}
		out = append(out, text.Token{Span: text.Span{Start: k.Start, End: k.Start + dash}, Kind: text.Word, Lower: k.Lower[:at]},
			text.Token{Span: text.Span{Start: k.Start + dash, End: k.Start + dash + size}, Kind: text.Mark, Lower: "-"}, rest)
	}
	if out == nil {
		return toks
	}
	return out
}

// dashIn gives where the first hyphen or dash of w stands, -1 where none does.
func dashIn(w string) int {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c == '-' || c == "–"[0] && strings.HasPrefix(w[i:], "–") {
			return i
		}
	}
	return -1
}

func (f *finder) emit(i, n int, v interval) {
	if v.first != nil {
		f.emit(i, v.head, *v.first)
		f.emit(i+v.head+v.mark, n-v.head-v.mark, *v.second)
		return
	}
	first, last := f.toks[i], f.toks[i+n-1]
	s := text.Span{Start: first.Start, End: last.End}
	// The possessive is no part of the expression.
	if last.Kind != text.Mark && last.Possessive() && last.Lower != "o'clock" {
		s.End = last.Start + possessiveAt(f.t.String(last.Span))
	}
	if v.basis == "" {
		v.basis = None
	}
	f.out = append(f.out, Found{Span: s, From: v.from, To: v.to, Grain: v.grain, Basis: v.basis})
	if !v.from.IsZero() {
		f.last, f.lastAge = v, 0
		if v.year {
			f.lastYear, f.yearAge = v.from.Year(), 0
		}
	}
}

// possessiveAt gives where the possessive ending of w begins.
func possessiveAt(w string) int {
	for i := len(w) - 1; i > 0; i-- {
		if w[i] == '\'' {
			return i
		}
		if i >= 2 && w[i-2:i+1] == "’" {
			return i - 2
		}
	}
	return len(w)
}

// interval is what an expression means.
type interval struct {
	from, to time.Time
	grain    string
	basis    string
	year     bool // a year was written out in it

	// Where the words name two dates with one month or one dash between them
	// ("July 3-5", "1914-18"): how many tokens the first takes, how many the mark
	// between, and what each means.
	head, mark    int
	first, second *interval
}

// pair makes two dates out of one expression of n tokens.
func pair(first, second interval, head, mark int) interval {
	return interval{from: first.from, to: second.to, grain: first.grain, basis: first.basis, year: first.year, head: head, mark: mark, first: &first, second: &second}
}

func length() interval { return interval{grain: "duration", basis: Length} }

func vague(grain string) interval { return interval{grain: grain, basis: None} }

// day makes a date; ok is false for the 31st of April and the like.
func day(y, m, d int) (time.Time, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, y > 0 && y < 3000 && t.Day() == d && int(t.Month()) == m
}

func days(from, to time.Time, grain, basis string) interval {
	return interval{from: from, to: to, grain: grain, basis: basis}
}

func ofDay(d time.Time, basis string) interval { return days(d, d, "day", basis) }

func ofMonth(y, m int, basis string) interval {
	from := time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
	return days(from, from.AddDate(0, 1, -1), "month", basis)
}

func ofYear(y int, basis string) interval {
	from := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	return days(from, from.AddDate(1, 0, -1), "year", basis)
}

func ofQuarter(y, q int, basis string) interval {
	from := time.Date(y, time.Month(3*q-2), 1, 0, 0, 0, 0, time.UTC)
	return days(from, from.AddDate(0, 3, -1), "quarter", basis)
}

func ofHalf(y, h int, basis string) interval {
	from := time.Date(y, time.Month(6*h-5), 1, 0, 0, 0, 0, time.UTC)
	return days(from, from.AddDate(0, 6, -1), "half", basis)
}

func ofDecade(y int, basis string) interval {
	y -= y % 10
	from := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	return days(from, from.AddDate(10, 0, -1), "decade", basis)
}

func ofCentury(n int, basis string) interval {
	from := time.Date(100*(n-1)+1, 1, 1, 0, 0, 0, 0, time.UTC)
	return interval{from: from, to: from.AddDate(100, 0, -1), grain: "decade", basis: basis}
}

// ofWeek gives the week from Monday that d lies in.
func ofWeek(d time.Time, basis string) interval {
	from := d.AddDate(0, 0, -((int(d.Weekday()) + 6) % 7))
	return days(from, from.AddDate(0, 0, 6), "week", basis)
}

// ofSeason gives a season by its number (0 spring to 3 winter) as the
// meteorologists cut it on the northern half: whole months, winter from
// December of the year y.
func ofSeason(y, s int, basis string) interval {
	from := time.Date(y, time.Month(3+3*s), 1, 0, 0, 0, 0, time.UTC)
	return days(from, from.AddDate(0, 3, -1), "season", basis)
}

// isHistory reports whether most of the years written in the text lie well
// before the day of publication.
func (f *finder) isHistory() bool {
	past, near, today := 0, 0, 0
	now := f.anchor.Year()
	for i, k := range f.t.Tokens {
		if k.Kind == text.Word && (len(k.Lower) > 5 && hasKey(weekdays, k.Base()) || k.Lower == "today" || k.Lower == "yesterday") {
			today++
		}
		if k.Kind != text.Number {
			continue
		}
		if y, ok := yearOf(k.Lower); ok {
			if i > 0 && f.t.Tokens[i-1].Lower == "$" {
				continue
			}
			if f.anchor.IsZero() || y < now-2 {
				past++
			} else {
				near++
			}
		}
	}
	if today >= 4 && today*3 > past { // news that looks back
		return false
	}
	if f.anchor.IsZero() {
		return past >= 5 && past*150 > len(f.t.Tokens)
	}
	return past >= 5 && past > 3*near && past*250 > len(f.t.Tokens)
}
