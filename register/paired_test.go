package register

import (
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// What is found by a type and by a place is found by both together; and a query
// that asks for both asks for that.
func TestPaired(t *testing.T) {
	it := Item{Body: &record.IncidentRecorded{Type: "Armed clash", Category: "c4", Place: record.Place{Name: "Tal Bridge"}}}
	has := it.ways()
	kind, category, where := Label(ByType, "armed CLASH"), Label(ByType, "c4"), Label(ByPlace, "tal bridge")
	for _, labels := range [][]string{{kind, where}, {where, kind}, {where, category, "side:tal"}, {kind, category, where}, {kind}, {where}, {"side:tal"}, nil} {
		asked := Paired(labels)
		both := slices.ContainsFunc(labels, func(l string) bool { return l == kind || l == category }) && slices.Contains(labels, where)
		if both != (len(asked) == len(labels)-1) {
			t.Errorf("%q are asked for as %q", labels, asked)
		}
		for _, l := range asked {
			if l != "side:tal" && !slices.Contains(has.labels, l) {
				t.Errorf("%q are asked for as %q, of which %q is not among its labels %q", labels, asked, l, has.labels)
			}
		}
	}
	if !slices.IsSorted(has.labels) || len(slices.Compact(slices.Clone(has.labels))) != len(has.labels) {
		t.Errorf("its labels %q are not sorted, each once", has.labels)
	}
	// Names that hold what divides others are none of theirs.
	other := Item{Body: &record.IncidentRecorded{Type: "Armed", Place: record.Place{Name: "clash Tal Bridge"}}}
	if l := Paired([]string{kind, where})[0]; slices.Contains(other.ways().labels, l) {
		t.Errorf("%q finds another", l)
	}
	if _, ok := LabelWord(kind); !ok || len(has.words) == 0 {
		t.Error("a type is no word")
	}
}
