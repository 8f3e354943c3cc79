package happening

import (
	"strconv"
	"strings"

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
			if rival(a.standing, b.standing) && (a.Number == nil || b.Number == nil || boasts(a) || boasts(b)) {
				out = append(out, draft.Conflict{On: "victims", Between: []string{a.ID, b.ID}})
				continue
			}
			if a.Number == nil || b.Number == nil || *a.Number == *b.Number || !sameVictims(a, b) {
				continue
			}
			out = append(out, draft.Conflict{On: "number", Between: []string{a.ID, b.ID}})
		}
	}
	return append(out, r.disputed(to)...)
}

// disputed links statements that lay one incident at different doors, or of
// which one denies what the other says.
func (r *recorder) disputed(to []draft.Attribution) []draft.Conflict {
	var out []draft.Conflict
	for i, a := range to {
		for _, b := range to[i+1 : min(len(to), i+16)] {
			if a.By != b.By && a.By != "document" && b.By != "document" && a.To.Side != b.To.Side && r.accuses(a.By) && r.accuses(b.By) {
				out = append(out, draft.Conflict{On: "attribution", Between: []string{a.By, b.By}})
			}
		}
	}
	return out
}

// accuses reports whether the statement of an id lays blame on somebody else
// than who makes it.
func (r *recorder) accuses(id string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(id, "s"))
	if err != nil || n < 1 || n > len(r.a.Statements) {
		return false
	}
	return r.a.Statements[n-1].Act == "accusation"
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

// boasts reports whether a figure counts fighters that its claimant says it has
// killed itself: who calls the dead of the same incident civilians denies it.
func boasts(c claim) bool { return c.Class == inflicted && c.standing == figures.Insurgents }

// rival reports whether two words for the same dead deny each other: fighters
// to one, civilians to the other.
func rival(a, b string) bool {
	return a == figures.Civilians && (b == figures.Insurgents || b == figures.Forces) || b == figures.Civilians && (a == figures.Insurgents || a == figures.Forces)
}
