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
	"sort"
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

// weight of a basis: how far one believes it against others. A page's clock
// alone is no publication date.
var weight = map[string]int{"given": 100, "feed": 9, "metadata": 8, "wire_id": 7, "dateline": 5, "byline": 5, "url": 4, "page_clock": 1}

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
	var candidates []draft.DateCandidate
	if given != "" {
		candidates = append(candidates, draft.DateCandidate{Date: given, Basis: "given"})
	}
	for _, x := range p.Hints {
		switch x.About {
		case "published":
			if d, ok := isoDay(x.Value); ok {
				basis := "metadata"
				if strings.HasPrefix(x.Source, "feed") {
					basis = "feed"
				} else if x.Start == x.End {
					basis = "given"
				}
				candidates = append(candidates, candidate(t, d, basis, x.Start, x.End))
			}
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
	above := true
	for _, m := range marks {
		if title.Len() > 0 && m.Start > title.Start {
			above = false
		}
		switch m.Kind {
		case boilerplate.Header, boilerplate.Byline, boilerplate.Dateline:
			candidates = append(candidates, dates(t, m, above)...)
		case boilerplate.WireID:
			if d, ok := wireDay(t.String(m.Span)); ok {
				if s := spanOf(t, m.Span); s != nil {
					candidates = append(candidates, draft.DateCandidate{Date: d, Basis: "wire_id", Span: s})
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
	h.Published = vote(candidates)
	return h
}

// vote gives the day most is said for. Where two days have as much, the earlier.
func vote(all []draft.DateCandidate) draft.Published {
	p := draft.Published{Candidates: all}
	sum, best := map[string]int{}, map[string]string{}
	for _, c := range all {
		if best[c.Date] == "" || weight[c.Basis] > weight[best[c.Date]] {
			best[c.Date] = c.Basis
		}
	}
	seen := map[[2]string]bool{} // the same basis twice is no second witness
	for _, c := range all {
		if k := [2]string{c.Date, c.Basis}; !seen[k] {
			seen[k] = true
			sum[c.Date] += weight[c.Basis]
		}
	}
	days := make([]string, 0, len(sum))
	for d := range sum {
		days = append(days, d)
	}
	sort.Slice(days, func(i, j int) bool {
		if sum[days[i]] != sum[days[j]] {
			return sum[days[i]] > sum[days[j]]
		}
		return days[i] < days[j]
	})
	p.Conflict = len(days) > 1
	if len(days) > 0 && best[days[0]] != "page_clock" {
		d := days[0]
		p.Date, p.Basis = &d, best[d]
	}
	return p
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
			if m.Kind == boilerplate.Header && above && clock.MatchString(words) {
				basis = "page_clock"
			}
		}
		out = append(out, draft.DateCandidate{Date: f.From.Format(time.DateOnly), Basis: basis, Span: s})
	}
	return out
}

// clock is a page's own clock: day and time, and not a word of publishing.
var clock = regexp.MustCompile(`^[^\p{L}]*(?:(?:\p{Lu}\p{Ll}+|GMT|UTC|[A-Z]{2,4}|am|pm|AM|PM)[\s,.|]*|[\d:,.\s|/-]+)*\d\d?:\d\d(?:(?:\p{Lu}\p{Ll}+|GMT|UTC|[A-Z]{2,4}|am|pm)[\s,.|]*|[\d:,.\s|/-]+)*$`)

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

var (
	isoStart   = regexp.MustCompile(`^\s*(\d{4})-(\d\d?)-(\d\d?)(?:\D|$)`)
	plainStart = regexp.MustCompile(`^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$|T|\d{4,6}$)`)
)

// isoDay reads the day of a date as markup has it. The time zone stays as
// written: the day is the one that the publisher wrote.
func isoDay(v string) (string, bool) {
	for _, re := range []*regexp.Regexp{isoStart, plainStart} {
		if m := re.FindStringSubmatch(v); m != nil {
			if d, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil && sane(d) {
				return d.Format(time.DateOnly), true
			}
		}
	}
	v = strings.TrimSpace(v)
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC822, time.RFC850, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", time.ANSIC, time.UnixDate, "Mon Jan 02 15:04:05 -0700 2006"} {
		if d, err := time.Parse(layout, v); err == nil && sane(d) {
			return d.Format(time.DateOnly), true
		}
	}
	piece := &text.Text{Raw: []byte(v), Plain: text.Decode([]byte(v))}
	if len(v) > 120 {
		return "", false
	}
	text.Segment(piece)
	for _, f := range when.Find(piece, time.Time{}) {
		if !f.From.IsZero() && f.From.Equal(f.To) && f.Basis == when.Explicit && sane(f.From) {
			return f.From.Format(time.DateOnly), true
		}
	}
	return "", false
}

func sane(d time.Time) bool { return d.Year() >= 1990 && d.Year() < 2100 }

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

func candidate(t *text.Text, day, basis string, start, end int) draft.DateCandidate {
	c := draft.DateCandidate{Date: day, Basis: basis}
	if start < end && basis != "url" && basis != "given" {
		c.Span = &draft.Span{Text: text.Decode(t.Raw[start:end]), Start: start, End: end}
	}
	return c
}
