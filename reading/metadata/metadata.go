// Package metadata says who wrote and published a document, and when: every
// date that some part of it speaks for is a candidate with its basis, the
// candidates vote, and disagreement is reported. Nothing speaks for a day:
// the day is unknown, never today's and never another document's.
//
// It looks at what boilerplate has marked and at what the markup says, and
// knows nothing of what the article tells.
package metadata

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/surety-mechanism/surety/reading/boilerplate"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/page"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/when"
)

// Head is what a document says of itself.
type Head struct {
	Title, Author, Publisher *draft.Span
	Published                draft.Published
}

// Find gives the head of a document. p must not be segmented yet, marks are
// what boilerplate found in it, title the headline it found; given is the day
// fixed by whoever asks, "" for none.
func Find(p page.Page, marks []boilerplate.Mark, title text.Span, given string) Head {
	var h Head
	t := p.Text
	if p.Title.Len() > 0 {
		title = p.Title
	}
	h.Title = spanOf(t, title)
	var votes ballot
	if given != "" {
		votes.add(draft.DateCandidate{Date: given, Basis: "given"}, 100)
	}
	for _, x := range p.Hints {
		switch x.About {
		case "published", "modified", "url":
			votes.hint(t, x)
		case "author":
			if h.Author == nil {
				h.Author = rawSpan(t, x)
			}
		case "publisher":
			if h.Publisher == nil {
				h.Publisher = rawSpan(t, x)
			}
		case "title":
			if h.Title == nil {
				h.Title = rawSpan(t, x)
			}
		}
	}
	votes.lines(t, p.Lines)
	above := true
	for _, m := range marks {
		if title.Len() > 0 && m.Start > title.Start {
			above = false
		}
		switch m.Kind {
		case boilerplate.Header, boilerplate.Byline, boilerplate.Dateline:
			for _, c := range dates(t, m, above) {
				votes.add(c, weight[c.Basis])
			}
		case boilerplate.WireID:
			if d, ok := wireDay(t.String(m.Span)); ok {
				if s := spanOf(t, m.Span); s != nil {
					votes.add(draft.DateCandidate{Date: d, Basis: "wire_id", Span: s}, weight["wire_id"])
				}
			}
		}
		switch m.Kind {
		case boilerplate.Byline:
			if h.Author == nil {
				h.Author = author(t, m.Span)
			}
		case boilerplate.Dateline:
			if h.Publisher == nil {
				h.Publisher = agency(t, m.Span)
			}
		}
	}
	h.Published = votes.count()
	return h
}

// dates gives the candidates in a publication line or dateline.
func dates(t *text.Text, m boilerplate.Mark, above bool) []draft.DateCandidate {
	words := t.String(m.Span)
	piece := &text.Text{Raw: []byte(words), Plain: words}
	text.Segment(piece)
	var out []draft.DateCandidate
	for _, f := range when.Find(piece, time.Time{}) {
		if f.From.IsZero() || !f.From.Equal(f.To) || f.Basis != when.Explicit {
			continue
		}
		s := spanOf(t, text.Span{Start: m.Start + f.Start, End: m.Start + f.End})
		if s == nil {
			continue
		}
		basis := map[string]string{boilerplate.Dateline: "dateline"}[m.Kind]
		if basis == "" {
			basis = "byline"
			if above && (m.Kind == boilerplate.Header && clock.MatchString(words) || weather.MatchString(words)) {
				basis = "page_clock"
			}
		}
		out = append(out, draft.DateCandidate{Date: f.From.Format(time.DateOnly), Basis: basis, Span: s})
	}
	return out
}

// clock is a page's own clock: day and time, and not a word of publishing.
var clock = regexp.MustCompile(`^[^\p{L}]*(?:(?:\p{Lu}\p{Ll}+|GMT|UTC|[A-Z]{2,4}|am|pm|AM|PM)[\s,.|]*|[\d:,.\s|/-]+)*\d\d?:\d\d(?:(?:\p{Lu}\p{Ll}+|GMT|UTC|[A-Z]{2,4}|am|pm)[\s,.|]*|[\d:,.\s|/-]+)*$`)

// weather is a clock with the temperature beside it.
var weather = regexp.MustCompile(`\d\d?:\d\d\b.*\d\s?°`)

// wireDay reads the day in an agency's number: MENAFNddmmyyyy… or …yyyymmdd….
func wireDay(id string) (string, bool) {
	digits := strings.TrimLeftFunc(id, unicode.IsLetter)
	if n := strings.IndexFunc(digits, unicode.IsLetter); n >= 0 {
		digits = digits[:n]
	}
	if len(digits) < 8 {
		return "", false
	}
	for _, layout := range []string{"02012006", "20060102"} {
		if d, err := time.Parse(layout, digits[:8]); err == nil && d.Year() >= 1980 && d.Year() < 2100 {
			return d.Format(time.DateOnly), true
		}
	}
	return "", false
}

var byWords = regexp.MustCompile(`(?i)^\s*(?:by|from|written by|author:|reported by|story by)\s+`)

// author gives the name in a byline: what is no date, time or "by".
func author(t *text.Text, s text.Span) *draft.Span {
	words := t.String(s)
	if m := byWords.FindString(words); m != "" {
		s.Start += len(m)
		words = t.String(s)
	}
	piece := &text.Text{Raw: []byte(words), Plain: words}
	text.Segment(piece)
	end := len(words)
	for _, f := range when.Find(piece, time.Time{}) {
		end = min(end, f.Start)
	}
	for _, sep := range []string{" | ", ",", " - ", " – ", "Published", "Updated", "published", "updated", "\n"} {
		if n := strings.Index(words[:end], sep); n >= 0 {
			end = n
		}
	}
	name := strings.TrimRightFunc(words[:end], func(r rune) bool { return text.IsSpace(r) || strings.ContainsRune("|·•,;:-–—(", r) })
	if name == "" || strings.IndexFunc(name, unicode.IsLetter) < 0 {
		return nil
	}
	return spanOf(t, text.Span{Start: s.Start, End: s.Start + len(name)})
}

var inBrackets = regexp.MustCompile(`\(([^()]+)\)`)

// agency gives the publisher in a dateline: what stands in its brackets.
func agency(t *text.Text, s text.Span) *draft.Span {
	words := t.String(s)
	m := inBrackets.FindStringSubmatchIndex(words)
	if m == nil {
		return nil
	}
	from, to := m[2], m[3]
	if n := strings.LastIndex(words[from:to], "- "); n >= 0 { // "MENAFN- Khaama Press": relayed by, from
		from += n + 2
	}
	if n := strings.Index(words[from:to], ", "); n > 0 && strings.ContainsAny(words[from+n:to], "0123456789") { // "Caspian Monitor, 21.06.2024"
		to = from + n
	}
	return spanOf(t, text.Span{Start: s.Start + from, End: s.Start + to})
}

func spanOf(t *text.Text, s text.Span) *draft.Span {
	d, ok := t.Draft(s)
	if !ok {
		return nil
	}
	return &d
}

// rawSpan gives a hint as a span of the file.
func rawSpan(t *text.Text, x page.Hint) *draft.Span {
	if x.Start >= x.End || strings.TrimSpace(x.Value) == "" {
		return nil
	}
	s := &draft.Span{Text: text.Decode(t.Raw[x.Start:x.End]), Start: x.Start, End: x.End}
	if s.Text != x.Value {
		s.Plain = x.Value
	}
	return s
}
