package charters_test

import (
	"io/fs"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/record"
)

func model(t *testing.T, name string) *record.Constitution {
	t.Helper()
	text, err := fs.ReadFile(charters.Models(), name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := charter.Parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	out := c.Constitution(0)
	if err := out.Validate(); err != nil {
		t.Fatal(err)
	}
	return out
}

// The same votes come to something else in each of the four bodies.
func TestModelsDecide(t *testing.T) {
	begun := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		file, name string
		pro, con   []record.Seat
		after      time.Duration
		want       string
	}{
		{"seven.yaml", "four of seven, of both sides", []record.Seat{"capital-1", "capital-2", "hills-1", "civilian"}, []record.Seat{"hills-2"}, 0, casework.Carried},
		{"seven.yaml", "four of seven without one side", []record.Seat{"capital-1", "capital-2", "capital-3", "civilian"}, []record.Seat{"hills-1"}, 0, casework.Open},
		{"three-components.yaml", "both sides agree", []record.Seat{"state", "front"}, nil, 0, casework.Carried},
		{"three-components.yaml", "they do not, and the international component settles it", []record.Seat{"state", "international"}, []record.Seat{"front"}, 0, casework.Carried},
		{"three-components.yaml", "two components against the international one", []record.Seat{"state"}, []record.Seat{"front", "international"}, 0, casework.Defeated},
		{"three-components.yaml", "one delegation says nothing, in the first days", []record.Seat{"state", "international"}, nil, 0, casework.Open},
		{"three-components.yaml", "one delegation says nothing, and the time is over", []record.Seat{"state", "international"}, nil, 14 * 24 * time.Hour, casework.Carried},
		{"ladder.yaml", "one side refuses, in the first week", []record.Seat{"head-of-mission", "republic"}, []record.Seat{"movement"}, 0, casework.Open},
		{"ladder.yaml", "one side refuses, and the head of mission rules", []record.Seat{"head-of-mission", "republic"}, []record.Seat{"movement"}, 7 * 24 * time.Hour, casework.Carried},
		{"single-head.yaml", "both sides refuse, and the head rules", []record.Seat{"head"}, []record.Seat{"government", "other"}, 0, casework.Carried},
		{"single-head.yaml", "both sides agree, and the head does not", []record.Seat{"government", "other"}, []record.Seat{"head"}, 0, casework.Defeated},
	} {
		t.Run(c.file+": "+c.name, func(t *testing.T) {
			m := casework.Found("c", model(t, c.file), begun)
			rule, ok := m.Constitution.Decision("final_finding")
			if !ok {
				t.Fatal("it does not say how a finding is made")
			}
			b := casework.Ballot{Votes: map[record.Seat]string{}, Since: begun}
			for _, s := range c.pro {
				b.Votes[s] = "for"
			}
			for _, s := range c.con {
				b.Votes[s] = "against"
			}
			if got, _ := casework.Decide(m, rule, b, begun.Add(c.after)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
