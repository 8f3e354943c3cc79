package happening

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/figures"
	"github.com/surety-mechanism/surety/reading/text"
)

// crowd is how many figures before and after one are asked whether they count
// the same people.
const crowd = 100

// beside gives the figures of all, which ascend, around f. All those of the
// document are asked where who was shot in one sentence dies in another.
func beside(all []figures.Figure, f figures.Figure) []figures.Figure {
	n := sort.Search(len(all), func(i int) bool { return all[i].Start >= f.Start })
	return all[max(0, n-crowd):min(len(all), n+crowd)]
}

// outlived reports whether those who were shot or stabbed are among the dead
// that the incident counts, as far as the words tell: then the count is none of
// injured people.
func outlived(f figures.Figure, all []figures.Figure) bool {
	if f.Rest || f.Number == nil {
		return false
	}
	for _, k := range all {
		if k.Effect == figures.Killed && k.Number != nil && *k.Number <= *f.Number && maySame(f, k) {
			return true
		}
	}
	return false
}

// maySame reports whether the people of two figures may be the same: a man is no
// woman, but anybody may be a victim, or go by a name.
func maySame(a, b figures.Figure) bool {
	x, y := lastWord(a.Group), lastWord(b.Group)
	return x == "" || y == "" || a.Named || b.Named || anybody[x] || anybody[y] || x == y || strings.TrimSuffix(x, "s") == strings.TrimSuffix(y, "s")
}

// anybody are words that say nothing of who is counted.
var anybody = text.Set("people person persons individual individuals victim victims teen teens teenager teenagers youth youths body bodies suspect suspects")

func lastWord(s string) string {
	all := strings.Fields(strings.ToLower(s))
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// part reports whether f tells of one of several whom the incident has counted
// before: "Four people were killed. … The driver was shot dead."
func part(f figures.Figure, all []figures.Figure) bool {
	if f.Number == nil || *f.Number != 1 || f.Rest || f.Named {
		return false
	}
	for _, k := range all {
		if k.Effect == f.Effect && k.Sentence < f.Sentence && k.Number != nil && *k.Number > 1 && (k.Group == "" || k.Rest || anybody[lastWord(k.Group)]) {
			return true
		}
	}
	return false
}

// counted reports whether the one whom "he" means is counted by
// another figure of the incident already.
func counted(f figures.Figure, all []figures.Figure) bool {
	for _, k := range all {
		if k.Effect == f.Effect && !k.Again {
			return true
		}
	}
	return false
}
