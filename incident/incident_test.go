package incident

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/record"
)

func n(i int) *int { return &i }

// 58 is what one side says it inflicted, 23 what the other says it lost: they
// are no two parts of 81, and their mean is nobody's figure.
func TestSumRefuses(t *testing.T) {
	own := Figure{Number: n(23), CountingUnit: "persons", RecordedBy: "South", Class: "own_loss", Effect: "killed"}
	inflicted := Figure{Number: n(58), CountingUnit: "persons", RecordedBy: "North", Class: "inflicted_loss", Effect: "killed"}
	for _, c := range []struct {
		name string
		list []Figure
		want string
	}{
		{"two classes", []Figure{own, inflicted}, "class"},
		{"two recorders", []Figure{own, {Number: n(1), CountingUnit: "persons", RecordedBy: "Press", Class: "own_loss", Effect: "killed"}}, "recorder"},
		{"overflights and shots", []Figure{{Number: n(1), CountingUnit: "overflights", RecordedBy: "M", Class: "monitor_count"},
			{Number: n(1), CountingUnit: "shots", RecordedBy: "M", Class: "monitor_count"}}, "counting unit"},
		{"killed and injured", []Figure{own, {Number: n(1), CountingUnit: "persons", RecordedBy: "South", Class: "own_loss", Effect: "injured"}}, "effect"},
		{"a phrase", []Figure{{Phrase: "dozens", CountingUnit: "persons", RecordedBy: "South", Class: "own_loss"}}, "phrase"},
		{"no recorder", []Figure{{Number: n(1), CountingUnit: "persons"}}, "recorder"},
		{"nothing", nil, "nothing to add"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Sum(c.list); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	got, err := Sum([]Figure{own, {Number: n(4), CountingUnit: "persons", RecordedBy: "South", Class: "own_loss", Effect: "killed", Low: true}})
	if err != nil || *got.Number != 27 || !got.Low {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestSideBySide(t *testing.T) {
	list := []Figure{{Number: n(19), RecordedBy: "Türkiye", CountingUnit: "violations", Class: "monitor_count"},
		{Number: n(13), RecordedBy: "Russia", CountingUnit: "violations", Class: "monitor_count"},
		{Number: n(11), RecordedBy: "Türkiye", CountingUnit: "violations", Class: "monitor_count"}}
	got := SideBySide(list)
	if len(got) != 2 || got[0].RecordedBy != "Russia" || len(got[1].Figures) != 2 || *got[1].Figures[0].Number != 19 {
		t.Errorf("series = %+v", got)
	}
}

func TestRoots(t *testing.T) {
	for _, c := range []struct {
		name  string
		docs  []record.ID
		links []Copy
		want  int
	}{
		{"three of their own", []record.ID{"a", "b", "c"}, nil, 3},
		{"a copy is no second source", []record.ID{"a", "b"}, []Copy{{Of: "b", From: "a"}}, 1},
		{"two copies of one that is not here", []record.ID{"b", "c"}, []Copy{{Of: "b", From: "a"}, {Of: "c", From: "a"}}, 1},
		{"a chain", []record.ID{"a", "b", "c", "d"}, []Copy{{Of: "c", From: "b"}, {Of: "b", From: "a"}}, 2},
		{"two that cite each other", []record.ID{"a", "b"}, []Copy{{Of: "a", From: "b"}, {Of: "b", From: "a"}}, 1},
	} {
		if got := Roots(c.docs, c.links); got != c.want {
			t.Errorf("%s: %d roots, want %d", c.name, got, c.want)
		}
	}
}

func TestMergeAndSplit(t *testing.T) {
	survivor, merged, err := Merge("a", State{}, []record.ID{"b", "c"}, []State{{}, {}})
	if err != nil || !slices.Equal(survivor.Merged, []record.ID{"b", "c"}) || !slices.Equal(merged[1].Forward, []record.ID{"a"}) {
		t.Fatalf("merged: %+v %+v %v", survivor, merged, err)
	}
	for name, err := range map[string]error{
		"into itself":          third(Merge("a", State{}, []record.ID{"a"}, []State{{}})),
		"twice":                third(Merge("a", State{}, []record.ID{"b", "b"}, []State{{}, {}})),
		"what went on":         third(Merge("d", State{}, []record.ID{"b"}, []State{merged[0]})),
		"into what went":       third(Merge("b", merged[0], []record.ID{"d"}, []State{{}})),
		"nothing":              third(Merge("a", State{}, nil, nil)),
		"split in one":         second(Split("a", State{}, []record.ID{"x"}, []State{{}})),
		"split twice":          second(Split("b", merged[0], []record.ID{"x", "y"}, []State{{}, {}})),
		"said of what went on": second(Apply(merged[0], Entry{ID: "e", Body: &record.IncidentRedated{}})),
	} {
		if err == nil {
			t.Errorf("%s was let through", name)
		}
	}
	split, err := Split("a", survivor, []record.ID{"x", "y"}, []State{{}, {}})
	if err != nil || !split.Split || len(split.Forward) != 2 || len(survivor.Forward) != 0 {
		t.Errorf("split: %+v %v", split, err)
	}
}

func second[A any](_ A, err error) error        { return err }
func third[A, B any](_ A, _ B, err error) error { return err }

// One side's gate is open by word and shut in fact; the other side's is another
// gate; patients pass where goods do not.
func TestPassages(t *testing.T) {
	status := func(gate, status string, observed bool, users ...string) *record.CrossingStatusRecorded {
		return &record.CrossingStatusRecorded{Crossing: "hadrel", Gate: gate, Status: status, Observed: observed, Users: users}
	}
	first := status("west", "closed", false, "commercial_export", "patients")
	first.From, first.Reason, first.DeclaredBy = "2025-10-12", "clashes", record.Party{Name: "Oruvia"}
	again := status("west", "closed", false, "commercial_export")
	again.From, again.Reason, again.DeclaredBy = "2025-10-20", "works", record.Party{Name: "Zelmora"}
	open := status("west", "open_limited", false, "patients")
	open.From = "2025-10-21"
	got := Passages([]Report{{ID: "1", Body: first}, {ID: "2", Body: again}, {ID: "3", Body: open},
		{ID: "4", By: "monitors", Body: status("west", "closed", true, "patients")}, {ID: "5", Body: status("east", "open", false)}})
	want := []Passage{
		{Crossing: "hadrel", Gate: "east", Declared: &Stand{Report: "5", Status: "open"}},
		{Crossing: "hadrel", Gate: "west", Users: "commercial_export", Declared: &Stand{Report: "2", Status: "closed", Since: "2025-10-12", By: "Zelmora",
			Reasons: []record.ReasonGiven{{Text: "works", Claimant: record.Party{Name: "Zelmora"}}, {Text: "clashes", Claimant: record.Party{Name: "Oruvia"}}}}},
		{Crossing: "hadrel", Gate: "west", Users: "patients", Declared: &Stand{Report: "3", Status: "open_limited", Since: "2025-10-21"},
			Observed: &Stand{Report: "4", Status: "closed", By: "monitors"}, Differs: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !got[2].Differs || got[1].Differs {
		t.Error("what is declared and what was seen were not told apart")
	}
}

func TestLineUse(t *testing.T) {
	got := LineUse([]*record.HotlineCall{
		{Test: true, At: "2026-03-01T20:00:00Z", Answered: true, Minutes: 2}, // 2 March in Islamabad
		{Test: true, At: "2026-03-03T06:00:00Z"},                             // nobody answered: the test was missed
		{At: "2026-03-04T06:00:00Z", Answered: true, Minutes: 31},
		{At: "2026-03-09T06:00:00Z", Answered: true, Minutes: 99},
	}, "2026-03-01", "2026-03-04", 300)
	want := Line{Calls: 3, Issues: 1, Tests: 2, Unanswered: 1, Longest: 31, Missed: []string{"2026-03-01", "2026-03-03", "2026-03-04"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
