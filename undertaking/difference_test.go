package undertaking

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// One text has a mechanism that ensures peace and imposes a penalty; another
// makes it investigate any violation. What hardened on the way shows.
func TestDifference(t *testing.T) {
	got, err := Difference("a mechanism that will ensure peace, and impose penalty on the violating party",
		"a mechanism that will investigate any violation and impose penalty on the violating party")
	if err != nil {
		t.Fatal(err)
	}
	want := []Piece{{"both", "a mechanism that will"}, {"first", "ensure peace ,"}, {"second", "investigate any violation"},
		{"both", "and impose penalty on the violating party"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, err := Difference("ایک\nمتن", "ایک متن"); err != nil || len(got) != 1 || got[0].In != "both" {
		t.Errorf("line breaks count: %v %v", got, err)
	}
	if got, _ := Difference("no attacks", "no attacks."); len(got) != 2 || got[1] != (Piece{"second", "."}) {
		t.Errorf("a full stop: %v", got)
	}
	if _, err := Difference(strings.Repeat("a ", MaxWords+1), "a"); err == nil {
		t.Error("a text of any length is compared")
	}
}

// Each text comes back from its pieces.
func TestDifferenceLosesNothing(t *testing.T) {
	text := rapid.StringMatching(`([abc](,)? ){0,20}`)
	rapid.Check(t, func(rt *rapid.T) {
		a, b := text.Draw(rt, "a"), text.Draw(rt, "b")
		pieces, err := Difference(a, b)
		if err != nil {
			rt.Fatal(err)
		}
		var first, second []string
		for _, p := range pieces {
			if p.In != "second" {
				first = append(first, p.Text)
			}
			if p.In != "first" {
				second = append(second, p.Text)
			}
		}
		if strings.Join(first, " ") != strings.Join(split(a), " ") || strings.Join(second, " ") != strings.Join(split(b), " ") {
			rt.Fatalf("%q and %q come back as %q and %q", a, b, first, second)
		}
	})
}
