package incident

import (
	"cmp"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Least is how long ahead something of a kind has to be announced.
type Least struct {
	What  string // of record.NoticeKinds; "" for every kind that no other rule is of
	Ahead time.Duration
}

// Given is a notice as it came in.
type Given struct {
	ID        record.ID
	By        record.Seat
	At        time.Time // when it was logged, or by when witnesses had signed for it
	Witnessed bool
	Body      *record.NoticeGiven
	Least     []Least // by the charter that was in force when it was logged
}

// Announced is a notice, how long ahead it came, and what it turned out to
// announce.
type Announced struct {
	ID        record.ID   `json:"id"`
	By        record.Seat `json:"by"`
	What      string      `json:"what"`
	At        time.Time   `json:"at"`
	Witnessed bool        `json:"witnessed"` // at is by witnesses, not by the operator's clock
	From      time.Time   `json:"from"`
	Until     time.Time   `json:"until"`
	Ahead     int64       `json:"ahead_minutes"`           // before it begins; negative where it had begun
	Least     int64       `json:"least_minutes,omitempty"` // that the charter asks for; 0 where it asks for none
	Late      bool        `json:"late"`                    // less than the least, or after it had begun
	Within    []record.ID `json:"within"`                  // incidents that kept to it, as somebody matched them
	Without   []record.ID `json:"without"`                 // incidents that it was said to announce and that did not keep to it
}

// Notices gives every notice with how long ahead it came and what was matched to
// it, in the order in which they begin. matched are incidents by id. A rule that
// came later judges no earlier notice: each brings those of its own time.
func Notices(given []Given, matched map[record.ID]State) []Announced {
	all := make([]Announced, 0, len(given))
	for _, g := range given {
		from, err := time.Parse(time.RFC3339, g.Body.From)
		until, err2 := time.Parse(time.RFC3339, g.Body.Until)
		if err != nil || err2 != nil {
			continue // its times are closed to whoever asks
		}
		ahead := from.Sub(g.At)
		a := Announced{ID: g.ID, By: g.By, What: g.Body.What, At: g.At, Witnessed: g.Witnessed, From: from, Until: until, Ahead: int64(ahead.Minutes()),
			Within: []record.ID{}, Without: []record.ID{}}
		asked := leastOf(g.Least, g.Body.What)
		a.Least, a.Late = int64(asked.Minutes()), ahead < asked || ahead <= 0
		for id, s := range matched {
			for _, m := range s.Notices {
				switch {
				case m.Notice != g.ID:
				case m.Within:
					a.Within = append(a.Within, id)
				default:
					a.Without = append(a.Without, id)
				}
			}
		}
		slices.Sort(a.Within)
		slices.Sort(a.Without)
		a.Within, a.Without = slices.Compact(a.Within), slices.Compact(a.Without)
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b Announced) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
	return all
}

func leastOf(rules []Least, what string) time.Duration {
	other := time.Duration(0)
	for _, r := range rules {
		switch r.What {
		case what:
			return r.Ahead
		case "":
			other = r.Ahead
		}
	}
	return other
}
