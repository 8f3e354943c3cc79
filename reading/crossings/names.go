package crossings

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

//go:embed names.txt
var table string

// gazetteer gives the usual name of a crossing by its folded names.
type gazetteer struct {
	names map[string]string
	first map[string]bool // the first words of them, as tokens are folded: most words are none of them
}

func newGazetteer() *gazetteer {
	return &gazetteer{map[string]string{}, map[string]bool{}}
}

// longestName is the number of words that a name is looked up with at most.
const longestName = 5

var general = sync.OnceValue(func() *gazetteer {
	g := newGazetteer()
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			g.add(strings.Split(line, ";"))
		}
	}
	return g
})

func (g *gazetteer) add(names []string) {
	for _, n := range names {
		k := place.Fold(n)
		if k == "" {
			continue
		}
		if g.names[k] == "" {
			g.names[k] = names[0]
		}
		// A token keeps its hyphens and accents; the folded name has neither.
		word, _, _ := strings.Cut(text.Fold(n), " ")
		g.first[word] = true
		folded, _, _ := strings.Cut(k, " ")
		g.first[folded] = true
	}
}

// charter gives the crossings among the places that a charter names: what is
// said of a place that is no crossing never makes one of it.
func charter(k names.Known) *gazetteer {
	g := newGazetteer()
	for _, p := range k.Places {
		if isCrossing(p) {
			g.add(append([]string{p.Name}, p.Aliases...))
		}
	}
	return g
}

func isCrossing(p names.Place) bool {
	for _, n := range append([]string{p.Name}, p.Aliases...) {
		for _, w := range strings.Fields(place.Fold(n)) {
			switch w {
			case "crossing", "gate", "bridge", "pass", "checkpoint", "border":
				return true
			}
		}
	}
	return false
}

// at gives the crossing named at token i and how many tokens the name takes.
func (g *gazetteer) at(t *text.Text, toks []text.Token, i int) (n int, name string) {
	if toks[i].Kind != text.Word || !g.first[toks[i].Base()] || toks[i].Lower == t.String(toks[i].Span) {
		return 0, "" // names are written with a capital
	}
	key := ""
	for j := i; j < len(toks) && j-i < longestName && toks[j].Kind != text.Mark; j++ {
		if j > i {
			key += " "
		}
		key += place.Fold(toks[j].Base())
		if v := g.names[key]; v != "" {
			n, name = j-i+1, v
		}
	}
	return n, name
}
