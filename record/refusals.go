package record

import (
	"fmt"
	"slices"
)

// RefusalsAttested: since the last of them, or since the server began, what others
// asked of it or handed in was refused: how often, by door, answer and seat, with
// nothing of what it was. One of them comes at the most with each round of
// attestations, however much was tried, and one when the server ends.
type RefusalsAttested struct {
	Refused []Refusals `json:"refused" role:"control"`
}

// Refusals are refusals of one kind.
type Refusals struct {
	Door   string `json:"door"`   // one of Doors
	Status int    `json:"status"` // of HTTP: 400 to 599
	Seat   string `json:"seat"`   // that was signed in; "public" where nobody was
	Count  int64  `json:"count"`
}

// Doors are those at which a server refuses: pages, the API, entries signed
// elsewhere (at their own address, and at the API's) and the log's files.
var Doors = []string{"pages", "api", "submit", "submissions", "log"}

// EntryKind gives KindRefusalsAttested.
func (*RefusalsAttested) EntryKind() Kind { return KindRefusalsAttested }

// Validate says what is wrong with the body, or nil.
func (b *RefusalsAttested) Validate() error {
	if len(b.Refused) == 0 {
		return invalid("refused: a summary of refusals has one at the least")
	}
	for i, r := range b.Refused {
		at := fmt.Sprintf("refused[%d].", i)
		if !slices.Contains(Doors, r.Door) {
			return invalid("%sdoor: %q is none", at, r.Door)
		}
		if r.Count < 1 {
			return invalid("%scount: it happened once at the least", at)
		}
		if err := firstOf(between(at+"status", r.Status, 400, 599), required(at+"seat", r.Seat)); err != nil {
			return err
		}
	}
	return nil
}
