// Package figures finds counts of people in prose: how many were killed,
// injured, captured, displaced or are missing, as the words say it.
//
// It knows the grammar of such counts in English, Urdu, Pashto, Dari, Persian and
// Arabic (numbers, the nouns that count people, the verbs and nouns of harm) and nothing of who claims them, nor of
// what happened. A figure is one place in the text: nothing is added up, nothing
// merged, and what the words leave vague has no number. Counts of trucks,
// families or attacks are no figures, nor is "not a single".
package figures

import (
	"cmp"
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/eastern"
	"github.com/surety-mechanism/surety/reading/text"
)

// The effects.
const (
	Killed    = "killed"
	Injured   = "injured"
	Captured  = "captured"
	Missing   = "missing"
	Displaced = "displaced"
)

// Figure is one count of people, where it stands.
type Figure struct {
	text.Span           // the phrase: count, people and effect where they stand together
	People    text.Span // the count and the people: "12 soldiers of the Guard"
	Like      text.Span // the people of the figure before, whom a bare number leaves unsaid: "17 of its soldiers died and 23 were wounded"
	Cue       text.Span // the words for what befell them
	Effect    string
	Group     string // the people as written, without the count; "" for a bare number
	Standing  string // Civilians, Forces, Insurgents, Officials or Unsaid
	Number    *int   // nil for "dozens" and the like
	Low       bool   // "at least", "more than"
	Earlier   bool   // speaks of those whom an earlier sentence counted: "these casualties were …"
	Again     bool   // a pronoun: somebody counted before, as a rule
	Named     bool   // one person, by name or office
	Weak      bool   // shot or stabbed, and nothing said of the outcome
	Rest      bool   // counted beside others: "another", "two more"
	Sentence  int
	Rule      string
}

// Find gives the figures of a segmented text in a language, by its BCP 47 tag, in
// order. names are the spans of
// persons' names, times those of time expressions, both ascending: a name is one
// person, and a number in a time expression counts nobody.
func Find(t *text.Text, language string, names, times []text.Span) []Figure {
	var out []Figure
	s := &scan{t: t, names: names, times: times}
	tongue := eastern.Tongue(language)
	for i, sen := range t.Sentences {
		if tongue != "" {
			s.toks, s.index, s.out = t.Tokens[sen.First:sen.Last], i, nil
			s.eastern(tongue)
		} else {
			s.sentence(i, sen)
		}
		out = append(out, s.out...)
	}
	slices.SortStableFunc(out, func(a, b Figure) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return out
}

// scan looks at one sentence after the other.
type scan struct {
	t            *text.Text
	names, times []text.Span
	toks         []text.Token
	index        int
	caps         bool // the sentence is in capitals throughout
	groups       []group
	cues         []cue
	cueOf        []int32 // for each token the index of its cue, or -1
	out          []Figure
}

func (s *scan) sentence(index int, sen text.Sentence) {
	s.toks, s.index = bare(s.t.Tokens[sen.First:sen.Last]), index
	s.groups, s.cues, s.out = s.groups[:0], s.cues[:0], nil
	s.cueOf = s.cueOf[:0]
	for i := 0; i < len(s.toks); {
		c, ok := s.cueAt(i)
		if !ok {
			s.cueOf = append(s.cueOf, -1)
			i++
			continue
		}
		c.last = min(c.last, len(s.toks))
		for ; i < c.last; i++ {
			s.cueOf = append(s.cueOf, int32(len(s.cues))) // #nosec G115 -- fewer than the words of a sentence
		}
		s.cues = append(s.cues, c)
	}
	s.status()
	if len(s.cues) == 0 {
		return
	}
	s.caps = allCaps(s.t.String(sen.Span))
	for i := 0; i < len(s.toks); {
		g, ok := s.groupAt(i)
		if !ok {
			i++
			continue
		}
		s.groups = append(s.groups, g)
		i = max(i+1, g.end)
	}
	s.link()
}

// bare gives toks without the marks around a word or three that somebody will not
// say in words of his own: 23 "khwarij", four “so-called rebels”.
func bare(toks []text.Token) []text.Token {
	var out []text.Token // nil as long as nothing is left out
	for i := 0; i < len(toks); i++ {
		end := 0
		if quoteMark(toks[i].Lower) && i > 0 && toks[i].Lower != "'" && toks[i].Lower != "’" {
			for k := i + 1; k < len(toks) && k <= i+4 && end == 0; k++ {
				switch {
				case quoteMark(toks[k].Lower):
					end = k
				case toks[k].Kind != text.Word:
					k = len(toks)
				}
			}
		}
		if end <= i+1 {
			if out != nil {
				out = append(out, toks[i])
			}
			continue
		}
		if out == nil {
			out = append(make([]text.Token, 0, len(toks)), toks[:i]...)
		}
		out = append(out, toks[i+1:end]...)
		i = end
	}
	if out == nil {
		return toks
	}
	return out
}

// low gives the folded word at i, "" outside the sentence.
func (s *scan) low(i int) string {
	if i < 0 || i >= len(s.toks) {
		return ""
	}
	return s.toks[i].Lower
}

func (s *scan) is(i int, w string) bool { return s.low(i) == w && w != "" }

// mark reports whether a mark stands at i.
func (s *scan) mark(i int) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].Kind == text.Mark
}

// word reports whether a word stands at i.
func (s *scan) word(i int) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].Kind == text.Word
}

// capital reports whether the word at i is capitalised, where that says
// anything.
func (s *scan) capital(i int) bool {
	if !s.word(i) || s.caps {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.t.Plain[s.toks[i].Start:])
	return unicode.IsUpper(r)
}

// blocked reports whether the token at i stands in a time expression.
func (s *scan) blocked(i int) bool { return covered(s.times, s.toks[i].Span) }

// nameAt gives the token after the name that begins at i, or 0.
func (s *scan) nameAt(i int) int {
	at := s.toks[i].Start
	n := sort.Search(len(s.names), func(k int) bool { return s.names[k].End > at })
	if n == len(s.names) || s.names[n].Start != at {
		return 0
	}
	end := i
	for end < len(s.toks) && s.toks[end].Start < s.names[n].End {
		end++
	}
	return end
}

// covered reports whether one of spans, ascending, touches x.
func covered(spans []text.Span, x text.Span) bool {
	n := sort.Search(len(spans), func(k int) bool { return spans[k].End > x.Start })
	return n < len(spans) && spans[n].Overlaps(x)
}

func allCaps(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper > 3
}
