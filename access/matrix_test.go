package access_test

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// rights is the table of who may do what that mechanisms work by, with the kinds of
// entry that each object is made of. It is written from their practice, and not from the code.
//
//go:embed testdata/rights.txt
var rights string

// columns of the table, as the roles that they stand for.
var columns = []string{access.Party, access.Chair, access.Guarantor, access.Monitor, access.Observer, access.Everyone}

// TestMatrix: every kind × every role, against the table. A cell with C may make
// what it names, one with neither C nor S may not.
func TestMatrix(t *testing.T) {
	said, cells := map[record.Kind]bool{}, 0
	for n, line := range strings.Split(rights, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "|")
		if len(parts) != 2+len(columns) {
			t.Fatalf("line %d has %d parts", n+1, len(parts))
		}
		for _, kind := range strings.Fields(parts[1]) {
			if !record.Kind(kind).Known() {
				t.Errorf("line %d: there is no kind %q", n+1, kind)
				continue
			}
			said[record.Kind(kind)] = true
			for i, role := range columns {
				cell := strings.Fields(parts[2+i])
				want := slices.Contains(cell, "C") || slices.Contains(cell, "S")
				err := access.May(record.SeatRule{ID: "x", Role: role, Observes: role == access.Observer}, record.Kind(kind))
				if (err == nil) != want {
					t.Errorf("%s: %s of a %s: may %v, and the table says %q (%v)", strings.TrimSpace(parts[0]), kind, role, err == nil, parts[2+i], err)
				}
				cells++
			}
		}
	}
	for _, kind := range record.Kinds() {
		row, ok := access.Of(kind)
		if !ok {
			t.Errorf("a %s has no row in the table of rights (access/matrix.go): say who may make it", kind)
			continue
		}
		if !said[kind] {
			t.Errorf("a %s is in no line of testdata/rights.txt: say there what practice demands", kind)
		}
		for _, role := range row.Make {
			if !slices.Contains(access.Roles(), role) || role == access.Everyone {
				t.Errorf("%s: %q makes a %s", row.Object, role, kind)
			}
		}
		n := 0
		for _, r := range access.Matrix() {
			if slices.Contains(r.Kinds, kind) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("a %s is in %d rows", kind, n)
		}
	}
	t.Logf("%d cells", cells)
}

// TestObserversDoNotRate: whatever its role, a seat that may not qualify rates
// and classifies nothing, and still submits.
func TestObserversDoNotRate(t *testing.T) {
	for _, kind := range []record.Kind{record.KindFindingProposed, record.KindVoteCast, record.KindDissentFiled, record.KindGradeGiven,
		record.KindSourceGraded, record.KindCredibilityGraded, record.KindRangeSet, record.KindClauseMoved} {
		for _, role := range access.Roles() {
			if access.May(record.SeatRule{ID: "church", Role: role, Observes: true}, kind) == nil {
				t.Errorf("a %s that may not qualify makes a %s", role, kind)
			}
		}
	}
	for _, kind := range []record.Kind{record.KindSourceFiled, record.KindAllegationMade, record.KindCrossingStatusRecorded} {
		if err := access.May(record.SeatRule{ID: "church", Role: access.Observer, Observes: true}, kind); err != nil {
			t.Errorf("an observer submits nothing: %v", err)
		}
	}
}

// TestSecondPerson: whatever a charter says, no stage of R74 is decided by one.
func TestSecondPerson(t *testing.T) {
	c := &record.Constitution{Seats: []record.SeatRule{{ID: "head", Role: access.Chair}, {ID: "desk", Role: access.Secretariat},
		{ID: "law", Role: access.Legal}, {ID: "north", Role: access.Party, Of: "north"}}}
	for _, stage := range record.Stages {
		for _, rule := range []record.DecisionRule{{Rule: "chair"}, {Rule: "single_head"}, {Rule: "chair", Seats: []record.Seat{"head"}},
			{Rule: "k_of_n", K: 1, Seats: []record.Seat{"head", "desk"}}, {Rule: "k_of_n", K: 3, Seats: []record.Seat{"head", "desk", "law"}}} {
			rule.Stage = stage
			got := access.Seconded(c, rule)
			name := fmt.Sprintf("%s by %s of %d", stage, rule.Rule, rule.K)
			if !access.SecondPerson(stage) {
				if got.Rule != rule.Rule || got.K != rule.K {
					t.Errorf("%s became %+v, and one is enough there", name, got)
				}
				continue
			}
			if got.Rule != "k_of_n" || got.K < 2 || got.K < rule.K || len(got.Seats) < 2 {
				t.Errorf("%s: one is enough: %+v", name, got)
			}
			if rule.Rule != "k_of_n" && (len(got.Components) != 1 || !slices.Equal(got.Components[0].Seats, []record.Seat{"head"})) {
				t.Errorf("%s: the head does not have to agree: %+v", name, got)
			}
			if again := access.Seconded(c, got); again.K != got.K || len(again.Seats) != len(got.Seats) {
				t.Errorf("%s: asked twice it is another rule", name)
			}
		}
	}
	if access.Least("extension", 1) != 2 || access.Least("extension", 0) != 0 || access.Least("triage", 1) != 1 {
		t.Error("an extension is signed by one")
	}
}
