package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/surety-mechanism/surety/reading/text"
)

// findTitle finds the line of the page that is its title: the one that the
// markup's own titles name, else the first heading that says something.
func (c *scan) findTitle() *node {
	var named []string
	for _, h := range c.hints {
		if h.About == "title" {
			named = append(named, folded(h.Value))
		}
	}
	for _, s := range c.titles {
		named = append(named, folded(html.UnescapeString(c.src.Plain[s.Start:s.End])))
	}
	var best *node
	most := 0
	for i := 0; i < len(c.pieces); {
		n := c.pieces[i].node
		if n == nil || n.block == nil || n.hidden {
			i++
			continue
		}
		block := n.block
		var words []string
		for ; i < len(c.pieces); i++ {
			p := &c.pieces[i]
			if p.node == nil {
				continue
			}
			if p.node.block != block {
				break
			}
			if len(words) < 50 {
				words = append(words, html.UnescapeString(c.src.Plain[p.Start:min(p.End, p.Start+1000)]))
			}
		}
		if score := titleScore(folded(strings.Join(words, " ")), block, named); score > most {
			best, most = block, score
		}
	}
	return best
}

// titleScore says how much speaks for a line being the title.
func titleScore(line string, block *node, named []string) int {
	n := strings.Count(line, " ") + 1
	if line == "" || n > 60 {
		return 0
	}
	score := 0
	for _, t := range named {
		switch {
		case line == t && n > 1:
			score = max(score, 100)
		case n > 2 && len(line) >= 12 && (strings.HasPrefix(t, line+" ") || strings.HasSuffix(t, " "+line) || strings.HasPrefix(line, t+" ") && len(t) > 20):
			score = max(score, 80)
		}
	}
	switch {
	case block.heading == 1 && score > 0:
		score += 10
	case block.heading > 1 && score > 0:
		score += 5
	case block.heading == 1 && n >= 3 && !block.link:
		score = 30
	case score > 0 && block.link:
		score -= 30
	}
	return score
}

// folded gives the letters and digits of s in lower case, one blank between words.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(text.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) }), " ")
}
