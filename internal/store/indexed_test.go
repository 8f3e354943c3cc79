package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An object's row gives back the labels that it was written with, and says so where
// it was changed.
func TestLabelLines(t *testing.T) {
	mine := label{"", "claim_recorded", 3, "2026-01-02", 7, 7}
	with := func(l label, change func(*label)) label { change(&l); return l }
	for name, all := range map[string][]label{
		"none": nil,
		"one":  {mine},
		"alike": {mine, with(mine, func(l *label) { l.label = "place:qala" }),
			with(mine, func(l *label) { l.label = "type:battle" })},
		"of another kind": {mine, with(mine, func(l *label) { l.kind, l.label = "incident_recorded", "side:qarn" }), with(mine, func(l *label) { l.label = "side:tal" })},
		"for others":      {mine, with(mine, func(l *label) { l.audience = 4 }), with(mine, func(l *label) { l.audience, l.label = 4, "place:qala" })},
		"of other days":   {mine, with(mine, func(l *label) { l.day = "" }), with(mine, func(l *label) { l.label = "place:qala" })},
		"of another item": {mine, with(mine, func(l *label) { l.item, l.label = 4, "side:qarn" })},
	} {
		t.Run(name, func(t *testing.T) {
			text := labelLines(all)
			got, err := parseLabels(text, 7)
			if diff := cmp.Diff(all, got, cmp.AllowUnexported(label{})); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
	for _, bad := range []string{"place:qala\n", "\tclaim_recorded\t3\n", strings.Replace(labelLines([]label{mine}), "3", "x", 1)} {
		if all, err := parseLabels(bad, 7); err == nil {
			t.Errorf("%q gives %v", bad, all)
		}
	}
}
