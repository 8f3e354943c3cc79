package happening

import (
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/figures"
)

// conflicts links what contradicts in one incident: other numbers of the same
// victims by other claimants, another standing of the victims, another doer.
// Nothing is resolved.
func (r *recorder) conflicts(claims []claim, to []draft.Attribution) []draft.Conflict {
	var out []draft.Conflict
	for i, a := range claims {
		for j := i + 1; j < len(claims) && j < i+16; j++ {
			b := claims[j]
			if a.Effect != b.Effect || a.claimantKey() == b.claimantKey() {
				continue
			}
			if rival(a.standing, b.standing) && (a.Number == nil || b.Number == nil) {
				out = append(out, draft.Conflict{On: "victims", Between: []string{a.ID, b.ID}})
				continue
			}
			if a.Number == nil || b.Number == nil || *a.Number == *b.Number || !sameVictims(a, b) {
				continue
			}
			out = append(out, draft.Conflict{On: "number", Between: []string{a.ID, b.ID}})
		}
	}
	return out
}

// sameVictims reports whether two figures may count the same people: of one
// side as far as is said, and of one standing, where civilians may go unnamed.
func sameVictims(a, b claim) bool {
	if a.side != b.side && a.side != "" && b.side != "" {
		return false
	}
	x, y := a.standing, b.standing
	return x == y || x == "" && y == figures.Civilians || y == "" && x == figures.Civilians
}

// rival reports whether two words for the same dead deny each other: fighters
// to one, civilians to the other.
func rival(a, b string) bool {
	return a == figures.Civilians && (b == figures.Insurgents || b == figures.Forces) || b == figures.Civilians && (a == figures.Insurgents || a == figures.Forces)
}
