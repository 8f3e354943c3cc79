package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/eastern"
	"github.com/surety-mechanism/surety/reading/text"
)

// easterly finds the figures of a sentence in Urdu, Pashto, Dari, Persian or
// Arabic. The first four say how many, who and then what befell them ("12 soldiers
// killed"); Arabic says what befell them first, or counts the killed themselves.
//
//	Urdu     کم از کم بارہ فوجی ہلاک اور پانچ زخمی
//	Persian  دست‌کم ۱۲ سرباز کشته و پنج تن زخمی شدند
//	Pashto   لږ تر لږه ۱۲ سرتیري ووژل شول
//	Arabic   قُتل ما لا يقل عن 12 جنديا وأصيب خمسة آخرون
type easterly struct {
	*scan
	tongue string
	l      *easternWords
	words  []string // folded, one a token
	befell []befallen
}

// befallen is a word for what befell people, where it stands.
type befallen struct {
	first, last int
	effect      string
}

// easternGroup is a count of people.
type easternGroup struct {
	first, end int
	head       int // the words for the people; end where there are none
	n          int
	vague, low bool
	rest       bool
	standing   string
}

// eastern reads the sentence with the words of the language.
func (s *scan) eastern(tongue string) {
	e := &easterly{scan: s, tongue: tongue, l: easternLexicon[tongue]}
	e.words = make([]string, len(s.toks))
	for i, k := range s.toks {
		if k.Kind != text.Mark {
			e.words[i] = eastern.Fold(k.Lower)
		}
	}
	for i := 0; i < len(e.words); i++ {
		if effect, n := e.effectAt(i); n > 0 {
			e.befell = append(e.befell, befallen{i, i + n, effect})
			i += n - 1
		}
	}
	if len(e.befell) == 0 {
		return
	}
	var groups []easternGroup
	for i := 0; i < len(e.words); {
		g, ok := e.groupAt(i)
		if !ok {
			i++
			continue
		}
		groups = append(groups, g)
		i = g.end
	}
	next := 0
	for n, b := range e.befell {
		if e.negated(b.last) {
			continue
		}
		if tongue == eastern.Arabic {
			next = e.follow(n, groups, next)
			continue
		}
		floor := 0
		if n > 0 {
			floor = e.befell[n-1].last
		}
		e.precede(b, floor, groups)
	}
}

// precede takes the groups that stand before what befell them, the last first,
// and those that a list joins to it.
func (e *easterly) precede(b befallen, floor int, groups []easternGroup) {
	at := b.first
	for n := len(groups) - 1; n >= 0; n-- {
		g := groups[n]
		if g.end > at {
			continue
		}
		if g.first < floor || at < b.first && at-g.end > 2 || at-g.end > 8 || e.stopped(g.end, at) {
			return
		}
		if g.head == g.end && at-g.end > 1 {
			return // a bare number stands beside what befell them
		}
		e.put(g, b)
		at = g.first
	}
}

// follow takes the group that stands behind what befell it, else the bare number
// right before a noun for the killed or hurt, else who stands before the verb. It
// gives how many groups are used up.
func (e *easterly) follow(n int, groups []easternGroup, next int) int {
	b := e.befell[n]
	ceiling := len(e.words)
	if n+1 < len(e.befell) {
		ceiling = e.befell[n+1].first
	}
	for i := next; i < len(groups); i++ {
		g := groups[i]
		switch {
		case g.end == b.first && (g.head == g.end || i == next), g.end < b.first && b.first-g.end <= 2 && g.head < g.end && !e.groupsBehind(groups[i+1:], b.last, ceiling):
			e.put(g, b)
			return i + 1
		case g.first >= b.last && g.first-b.last <= 6 && g.first < ceiling && !e.stopped(b.last, g.first):
			if g.end == ceiling && g.head == g.end {
				return next // the next noun counts these
			}
			e.put(g, b)
			for i+1 < len(groups) && groups[i+1].first < ceiling && groups[i+1].first-g.end <= 1 && strings.HasPrefix(e.words[g.end], "و") {
				i++ // "three soldiers and two civilians"
				g = groups[i]
				e.put(g, b)
			}
			return i + 1
		case g.first >= ceiling:
			return next
		}
	}
	return next
}

// groupsBehind reports whether one of groups stands between the tokens first and end.
func (e *easterly) groupsBehind(groups []easternGroup, first, end int) bool {
	return len(groups) > 0 && groups[0].first >= first && groups[0].first < end && groups[0].first-first <= 6
}

// stopped reports whether a mark that ends a clause stands in tokens [i, j).
func (e *easterly) stopped(i, j int) bool {
	for k := i; k < j; k++ {
		switch e.low(k) {
		case "؛", ";", ":", ".", "۔":
			return true
		}
	}
	return false
}

// negated reports whether what follows says that nobody was.
func (e *easterly) negated(i int) bool {
	for k := i; k < i+2 && k < len(e.words); k++ {
		if e.l.not[e.words[k]] {
			return true
		}
	}
	return false
}

// effectAt reads what befell somebody at token i: the effect, and how many tokens
// say it.
func (e *easterly) effectAt(i int) (string, int) {
	if e.words[i] == "" {
		return "", 0
	}
	for n := min(4, len(e.words)-i); n > 0; n-- {
		w := strings.Join(e.words[i:i+n], " ")
		if effect, ok := e.l.effects[w]; ok {
			return effect, n
		}
		if e.tongue == eastern.Arabic { // "and", "so" and "with" are written together with the word
			if rest := arabicBare(w); rest != w {
				if effect, ok := e.l.effects[rest]; ok {
					return effect, n
				}
			}
		}
	}
	return "", 0
}

// arabicBare takes the conjunction or preposition, and the article, off a word.
func arabicBare(w string) string {
	for _, p := range [...]string{"و", "ف", "ب", "ل"} {
		if rest, ok := strings.CutPrefix(w, p); ok && len(rest) > 4 {
			w = rest
			break
		}
	}
	if rest, ok := strings.CutPrefix(w, "ال"); ok && len(rest) > 4 {
		return rest
	}
	return w
}

// groupAt reads the count of people that begins at token i.
func (e *easterly) groupAt(i int) (easternGroup, bool) {
	g := easternGroup{first: i}
	k := i
	if n := e.phrase(e.l.low, k); n > 0 {
		g.low, k = true, k+n
	}
	if k >= len(e.words) || e.words[k] == "" || e.blocked(k) {
		return g, false
	}
	if n, standing := e.dual(k); n > 0 {
		g.n, g.head, g.end, g.standing = n, k, k+1, standing
		return g, true
	}
	if n := e.phrase(e.l.vague, k); n > 0 {
		g.vague, k = true, k+n
	} else {
		words := e.words[k:min(len(e.words), k+8)]
		if e.tongue == eastern.Arabic && strings.HasPrefix(words[0], "و") {
			words = append([]string{strings.TrimPrefix(words[0], "و")}, words[1:]...)
		}
		v, used := eastern.Number(e.tongue, words)
		if used == 0 || v > maxCount {
			return g, false
		}
		g.n, k = v, k+used
	}
	if n := e.phrase(e.l.more, k); n > 0 {
		g.low, k = true, k+n
	}
	g.head, g.end = k, k
	for j := k; j < len(e.words) && j < k+4; {
		if n, standing, rest := e.people(j); n > 0 {
			if g.standing == Unsaid {
				g.standing = standing
			}
			g.rest = g.rest || rest
			j += n
			g.end = j
			continue
		}
		if g.end > k || e.words[j] == "" || e.l.stops[e.words[j]] {
			break
		}
		if _, n := e.effectAt(j); n > 0 {
			break
		}
		j++
	}
	if n := e.phrase(e.l.least, g.end); n > 0 {
		g.low = true
	}
	return g, g.n > 0 || g.vague
}

// people reads a noun for people at token i.
func (e *easterly) people(i int) (n int, standing string, rest bool) {
	for n = 2; n > 0; n-- {
		if i+n > len(e.words) {
			continue
		}
		w := strings.Join(e.words[i:i+n], " ")
		if e.tongue == eastern.Arabic && n == 1 {
			w = strings.TrimPrefix(w, "ال")
		}
		if e.l.others[w] {
			return n, Unsaid, true
		}
		if standing, ok := e.l.people[w]; ok {
			return n, standing, false
		}
	}
	return 0, "", false
}

// dual reads Arabic's two of a kind in one word.
func (e *easterly) dual(i int) (int, string) {
	if e.tongue != eastern.Arabic {
		return 0, ""
	}
	if standing, ok := arabicTwo[arabicBare(e.words[i])]; ok {
		return 2, standing
	}
	return 0, ""
}

// phrase gives how many tokens the longest of the phrases at token i takes.
func (e *easterly) phrase(of map[string]bool, i int) int {
	for n := min(5, len(e.words)-i); n > 0; n-- {
		w := strings.Join(e.words[i:i+n], " ")
		if of[w] || e.tongue == eastern.Arabic && of[strings.TrimPrefix(w, "و")] {
			return n
		}
	}
	return 0
}

// put makes the figure of a group and what befell it.
func (e *easterly) put(g easternGroup, b befallen) {
	people := text.Span{Start: e.toks[g.first].Start, End: e.toks[g.end-1].End}
	at := text.Span{Start: e.toks[b.first].Start, End: e.toks[b.last-1].End}
	phrase := people
	if b.first >= g.end && b.first-g.end <= 6 {
		phrase.End = at.End
	}
	f := Figure{Span: phrase, People: people, Cue: at, Effect: b.effect, Standing: g.standing, Low: g.low, Rest: g.rest, Sentence: e.index, Rule: "count and what befell them"}
	if g.head < g.end {
		f.Group = e.t.String(text.Span{Start: e.toks[g.head].Start, End: e.toks[g.end-1].End})
	}
	if !g.vague {
		n := g.n
		f.Number = &n
	}
	e.out = append(e.out, f)
}
