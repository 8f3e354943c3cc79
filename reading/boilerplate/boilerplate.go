// Package boilerplate tells the lines of a text that are not the article: page
// headers, share bars, comment forms, bylines and datelines, picture credits,
// read-more lines, legal notices, wire ids, addresses.
//
// It marks and never deletes. What it goes by is what a line says, how long it
// is, and whether it stands before, among or behind the prose; it knows nothing
// of the article's subject.
package boilerplate

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

// The kinds of boilerplate.
const (
	Header   = "header"    // dates and clocks above the title
	Menu     = "menu"      // labels, navigation
	Share    = "share"     // share bars
	Comments = "comments"  // comment forms and policies
	Byline   = "byline"    // who wrote it, and when
	Dateline = "dateline"  // place, day and agency before the first sentence
	Credit   = "credit"    // who took the picture, who edited
	ReadMore = "read_more" // links to other articles
	Legal    = "legal"     // disclaimers, copyright
	WireID   = "wire_id"   // an agency's number for the article
	Contact  = "contact"   // addresses, telephone numbers
	Appeal   = "appeal"    // subscriptions, donations, advertising
	Footer   = "footer"    // what stands among these behind the article
)

// Mark is a piece of the text that is boilerplate.
type Mark struct {
	text.Span
	Kind string
}

// block is one line, or one paragraph wrapped by hand.
type block struct {
	text.Span
	s        string // the words, blanks trimmed
	low      string // folded, blanks made one
	words    int
	terminal bool // it ends as a sentence does
	prose    bool
	kind     string

	noticed bool   // notice has looked
	notice  string // what it found
}

// Find gives the boilerplate of t that is not Masked yet, in order, and the
// headline, empty where there is none. t need not be segmented.
func Find(t *text.Text) (marks []Mark, title text.Span) {
	blocks := cut(t)
	if len(blocks) == 0 {
		return nil, title
	}
	first, last := proseFrom(blocks)
	for i := range blocks {
		blocks[i].kind = kindOf(&blocks[i], i < first, i > last)
	}
	footer(blocks, first)
	at := headline(blocks, first)
	if at >= 0 {
		if n := leadingDay(blocks[at].s); n > 0 {
			marks = append(marks, Mark{text.Span{Start: blocks[at].Start, End: blocks[at].Start + n}, Byline})
			blocks[at].Start += n
		}
		title = blocks[at].Span
	}
	for i := range blocks {
		b := &blocks[i]
		if i < first && i != at && b.kind == "" {
			b.kind = aboveProse(b, i, at)
		}
		if b.kind != "" && i != at {
			marks = append(marks, Mark{b.Span, b.Kind()})
			continue
		}
		if i >= first && i <= first+2 && i != at || i == 0 && i != at {
			if n := dateline(b.s); n > 0 && !hasDateline(marks) {
				marks = append(marks, Mark{text.Span{Start: b.Start, End: b.Start + n}, Dateline})
				b.Start += n
				b.s = t.String(b.Span)
			}
		}
		if i != at {
			if s, ok := credit(b); ok {
				marks = append(marks, Mark{s, Credit})
			}
		}
	}
	return marks, title
}

// gluedDay is a day of publication that a page's markup has left at the head of
// the title: "date 2025-10-31 Chad and Niger agree".
var gluedDay = regexp.MustCompile(`^(?i:date|dated|published|posted|updated)?:?\s*\d{4}-\d{2}-\d{2}\s+`)

// leadingDay gives how many bytes of a title such a day takes.
func leadingDay(s string) int {
	m := gluedDay.FindString(s[:min(len(s), 60)])
	if m == "" {
		return 0
	}
	if r, _ := utf8.DecodeRuneInString(s[len(m):]); !unicode.IsUpper(r) {
		return 0
	}
	return len(m)
}

func hasDateline(marks []Mark) bool {
	for _, m := range marks {
		if m.Kind == Dateline {
			return true
		}
	}
	return false
}

// Kind gives the block's kind.
func (b *block) Kind() string { return b.kind }

// maxBlocks is how many lines of a document are judged; of one with more, half
// of them at its beginning and half at its end. What lies between is prose.
const maxBlocks = 200_000

// cut gives the blocks of t that are judged.
func cut(t *text.Text) []block {
	var out []block
	next := maxBlocks / 2 // where the next of the last ones goes, once there are too many
	for s := range text.Blocks(t) {
		w := t.String(s)
		left := len(w) - len(strings.TrimLeftFunc(w, text.IsSpace))
		s.Start += left
		s.End = s.Start + len(strings.TrimRightFunc(w[left:], text.IsSpace))
		if s.Start >= s.End {
			continue
		}
		b := block{Span: s, s: t.String(s)}
		head := b.s
		if len(head) > 2000 {
			cutAt := 2000
			for !utf8.RuneStart(head[cutAt]) {
				cutAt--
			}
			head = head[:cutAt]
		}
		b.low, b.words = squeeze(head)
		b.low = text.Fold(b.low)
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(b.s, "\"'”’»)] "))
		b.terminal = strings.ContainsRune(".!?…۔؟।", r)
		b.prose = b.words >= 12 && b.terminal || b.words >= 24
		if len(out) < maxBlocks {
			out = append(out, b)
			continue
		}
		out[next] = b
		if next++; next == maxBlocks {
			next = maxBlocks / 2
		}
	}
	if len(out) == maxBlocks {
		slices.SortFunc(out[maxBlocks/2:], func(a, b block) int { return a.Start - b.Start })
	}
	return out
}

// squeeze gives s with one blank between its words, and how many they are.
func squeeze(s string) (string, int) {
	var out strings.Builder
	out.Grow(len(s))
	words, start := 0, -1
	end := func(i int) {
		if words > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(s[start:i])
		words, start = words+1, -1
	}
	for i, r := range s {
		switch space := text.IsSpace(r); {
		case space && start >= 0:
			end(i)
		case !space && start < 0:
			start = i
		}
	}
	if start >= 0 {
		end(len(s))
	}
	return out.String(), words
}

// proseFrom gives the first and the last block of prose that is no notice;
// len(blocks) and -1 where there is none.
func proseFrom(blocks []block) (first, last int) {
	first, last = len(blocks), -1
	for i := range blocks {
		if blocks[i].prose && notice(&blocks[i]) == "" {
			if last < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// footer marks everything from the first plain sign of a footer that no prose
// follows, and the lone words just above it.
func footer(blocks []block, first int) {
	start := -1
	for i := len(blocks) - 1; i > 0 && i > first; i-- {
		b := &blocks[i]
		if b.prose && b.kind == "" {
			break
		}
		switch b.kind {
		case Share, Comments, WireID, Legal, Contact, Appeal, Menu:
			start = i
		}
	}
	if start < 0 {
		return
	}
	for i := start; i < len(blocks); i++ {
		if blocks[i].kind == "" {
			blocks[i].kind = Footer
		}
	}
	for i := start - 1; i > first; i-- {
		b := &blocks[i]
		if b.kind == "" && (b.terminal || b.words > 4 || strings.HasSuffix(b.s, ":")) {
			break
		}
		if b.kind == "" {
			b.kind = Byline
		}
	}
}

// headline gives the index of the block that is the title, -1 where none is:
// the first line of some words above the prose that is no boilerplate and does
// not end as a sentence.
func headline(blocks []block, first int) int {
	if len(blocks) < 2 {
		return -1
	}
	for i := 0; i < first && i < len(blocks) && i < 12; i++ {
		b := &blocks[i]
		if b.kind != "" || b.words < 3 || b.words > 40 || strings.HasSuffix(b.s, ".") && !strings.HasSuffix(b.s, "..") {
			continue
		}
		if i+1 >= len(blocks) {
			return -1
		}
		if masthead(b) {
			next := i + 1
			for next < first && blocks[next].kind != "" { // the day of the paper
				next++
			}
			if next < first && blocks[next].words > 5 {
				continue
			}
		}
		return i
	}
	return -1
}

// masthead reports whether a line can be a paper's own name above the headline,
// alone or with the section: "The Lake Courier", "Lake Courier - World", every word of
// it with a capital.
func masthead(b *block) bool {
	section := strings.Contains(b.s, " - ") || strings.Contains(b.s, " – ") || strings.Contains(b.s, " | ")
	if b.words > 5 || !section && !strings.HasPrefix(b.s, "The ") {
		return false
	}
	for _, w := range strings.Fields(b.s) {
		if r := []rune(w)[0]; unicode.IsLetter(r) && !unicode.IsUpper(r) && w != "of" && w != "and" {
			return false
		}
	}
	return true
}

// aboveProse tells lone labels above the title from subheadings below it.
func aboveProse(b *block, i, title int) string {
	if title >= 0 && i < title && b.words <= 3 && !b.terminal {
		return Menu
	}
	return ""
}

// letters counts the letters and the digits of s.
func letters(s string) (letter, digit int) {
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letter++
		case unicode.IsDigit(r):
			digit++
		}
	}
	return letter, digit
}
