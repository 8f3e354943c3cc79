package merge

import (
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// document is what is kept of one document.
type document struct {
	ref       draft.Ref
	sha       string
	published string // YYYY-MM-DD, "" when unknown
	publisher string // folded
	media     []string
	terms     []term // its words, each once, in order of the vocabulary
	sketch    sketch
	clues     clues

	statements   []statement
	incidents    []incident
	talks        []draft.Talks
	crossings    []draft.Crossing
	undertakings []undertaking
}

// term is a word of a document and how often it stands there.
type term struct {
	word uint32
	n    uint16
}

// The most that is kept of a document, so that one of ten megabytes costs no
// more than any other.
const (
	maxTerms   = 600
	maxRecords = 200
)

func (d *document) item() int {
	if d.ref.Item == nil {
		return -1
	}
	return *d.ref.Item
}

// summary takes from a what merging needs.
func (m *Merger) summary(a *analysis.Analysis) *document {
	x := a.Draft
	d := &document{ref: draft.Ref{File: x.File, Item: x.Item}, sha: x.SHA256, published: a.Published}
	if x.Publisher != nil {
		d.publisher = text.Fold(strings.Clone(x.Publisher.Text))
	}
	for _, c := range a.Cast.Actors {
		if c.Kind == "media" && c.Name != "" && len(d.media) < 20 {
			d.media = append(d.media, text.Fold(strings.Clone(c.Name)))
		}
	}
	d.terms = m.termsOf(a.Text)
	d.sketch = sketchOf(a.Text)
	d.clues = cluesOf(a)
	for i := range min(len(a.Statements), maxRecords) {
		d.statements = append(d.statements, m.statementOf(a, &a.Statements[i]))
	}
	for i := range min(len(x.Incidents), maxRecords) {
		d.incidents = append(d.incidents, incidentOf(x, &x.Incidents[i]))
	}
	for _, t := range x.Talks {
		t.Span = draft.Span{}
		t.Place = strings.Clone(t.Place)
		t.Parties = cloned(t.Parties)
		d.talks = append(d.talks, t)
	}
	for _, c := range x.Crossings {
		d.crossings = append(d.crossings, draft.Crossing{ID: c.ID, Name: strings.Clone(c.Name), Status: c.Status})
	}
	for i := range min(len(x.Undertakings), maxRecords) {
		d.undertakings = append(d.undertakings, m.undertakingOf(&x.Undertakings[i]))
	}
	return d
}

func cloned(ps []draft.Party) []draft.Party {
	out := make([]draft.Party, len(ps))
	for i, p := range ps {
		out[i] = draft.Party{Name: strings.Clone(p.Name), Side: strings.Clone(p.Side)}
	}
	return out
}

// termsOf counts the words of t that tell what it is about.
func (m *Merger) termsOf(t *text.Text) []term {
	count := map[uint32]uint16{}
	put := func(w, whole string, capital, due bool) {
		id, ok := m.words[w]
		if !ok {
			if len(count) >= maxTerms {
				return
			}
			id = uint32(len(m.vocab)) // #nosec G115 -- fewer words than fit the memory
			w = strings.Clone(w)
			m.words[w] = id
			m.vocab = append(m.vocab, word{text: w, nation: capital && isNation(whole)})
		}
		if len(count) >= maxTerms && count[id] == 0 {
			return
		}
		if count[id] < 1<<15 {
			count[id]++
		}
		switch {
		case !capital:
			m.vocab[id].low++
		case !due:
			m.vocab[id].capital++
		}
	}
	for _, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			k := t.Tokens[i]
			switch k.Kind {
			case text.Number:
				put("#"+strings.TrimRight(k.Lower, ".,"), "", false, false)
			case text.Word:
				capital := k.Lower != t.String(k.Span)
				for part := range strings.SplitSeq(k.Base(), "-") {
					if len(part) > 1 && !common[part] {
						put(stem(part), part, capital, i == s.First)
					}
				}
			}
		}
		if len(count) >= maxTerms && s.First > 20000 {
			break
		}
	}
	out := make([]term, 0, len(count))
	for id, n := range count {
		out = append(out, term{id, n})
	}
	slices.SortFunc(out, func(x, y term) int { return int(x.word) - int(y.word) })
	return out
}

// isNation reports whether w names a country, its people or its capital.
func isNation(w string) bool {
	return place.CountryNamed(w) != nil || place.ByDemonym(w) != nil || place.ByCapital(w) != nil
}

// stems gives the words of s that tell what it says, as they are compared: in
// order, each once.
func (m *Merger) stems(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(text.Fold(s), func(r rune) bool {
		return !(r == '\'' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r > 127)
	}) {
		w = strings.Trim(strings.TrimSuffix(w, "'s"), "'-")
		if len(w) > 1 && !common[w] {
			out = append(out, strings.Clone(stem(w)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stem cuts the endings that change with number and tense.
func stem(w string) string {
	for _, end := range []string{"ations", "ation", "ings", "ing", "ies", "ed", "es", "s"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}

// common are the words that every report has.
var common = func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(`a an the of to in on for by with from at as that this these those it its their his her hers him they them he she we our us i me my you your
		be is are was were been being am will would shall should must may might can could cannot not no nor never any all some such and or but if unless until than then also very more most less least
		has have had having do does did done doing said says say saying told tell tells according after before over about into onto out off up down who whom whose which what when where why how while
		there here one two three first last new other another between under during against among through because since so only just even still now later earlier ago both each every many much few several
		own same too again around across within without per via mr mrs ms dr http https www com html htm org`) {
		out[w] = true
	}
	return out
}()
