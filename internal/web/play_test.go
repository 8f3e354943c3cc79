package web

import (
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// TestStanding: every state of an undertaking has its place on the state of play.
func TestStanding(t *testing.T) {
	for _, state := range record.UndertakingStates {
		if !slices.Contains(standing, state) {
			t.Errorf("%s has no place", state)
		}
	}
	if slices.Index(standing, "given") > slices.Index(standing, "demanded") {
		t.Error("what is only asked for stands before what was given")
	}
}
