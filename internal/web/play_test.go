package web

import (
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// TestStanding: every state of an undertaking has its place on the state of play.
func TestStanding(t *testing.T) {
	for _, state := range record.UndertakingStates {
		if standing(state) < 0 {
			t.Errorf("%s has no place", state)
		}
	}
	if standing("given") > standing("demanded") {
		t.Error("what is only asked for stands before what was given")
	}
}
