package app

import (
	"context"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/record"
)

// Peopled gives tests an exercise in which nothing has been played, and whose
// people have their keys.
func Peopled(ctx context.Context, dir string, o Options) (*Mechanism, error) {
	c, err := ParseCharter("exercise.yaml", charters.Exercise)
	if err != nil {
		return nil, err
	}
	var seats []record.Seat
	for _, s := range c.Seats {
		seats = append(seats, s.ID)
	}
	text, secrets, err := people(charters.Exercise, seats)
	if err != nil {
		return nil, err
	}
	m, err := Init(ctx, dir, "test", "exercise.yaml", text, o)
	if err != nil {
		return nil, err
	}
	if err := keepPeople(dir, secrets); err != nil {
		return nil, err
	}
	return m, m.loadPeople()
}
