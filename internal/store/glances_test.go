package store

import (
	"encoding/json"
	"fmt"
	"iter"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Cases at a glance are what reading every allegation whole gives, for every viewer:
// those that stand and have a case, and nothing of a case that was only released.
func TestCases(t *testing.T) {
	for _, open := range []func() (*Whole, error){
		func() (*Whole, error) {
			return OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "surety.db"), true)
		},
		func() (*Whole, error) { return OpenPostgres(t.Context(), testkit.Postgres(t), true) },
	} {
		s, err := open()
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		chance := testkit.Random(t)
		const size = 300
		if err := s.Reload(t.Context(), func(desk.Log) iter.Seq2[desk.Made, error] {
			return func(yield func(desk.Made, error) bool) {
				for i := range int64(size) {
					o := &register.Object{ID: record.ID(fmt.Sprintf("%032x", i)), Index: i, Kind: record.KindAllegationMade, Stated: "2026-01-02T03:04:05Z",
						Control: json.RawMessage(`{"against":["tal"]}`), Audience: audiencesOf[chance.IntN(len(audiencesOf))]}
					if chance.IntN(9) > 0 { // else it opened none
						o.Case = &casework.Case{State: record.CaseStates[chance.IntN(len(record.CaseStates))], Outcome: record.Outcomes[chance.IntN(len(record.Outcomes))],
							By: []record.Seat{"chair", "tal"}[chance.IntN(2)], Batch: []string{"", `a "batch"`, "مورچہ"}[chance.IntN(3)],
							Against: [][]string{nil, {"tal"}, {"qarn", "tal"}}[chance.IntN(3)]}
					}
					switch chance.IntN(8) {
					case 0:
						o.Void = "overtaken"
					case 1:
						o.Kind, o.Control = record.KindIncidentRecorded, json.RawMessage(`{"type":"Attack"}`)
					case 2:
						o.Released = []register.Release{{By: "x", Index: i, To: []record.Seat{"chair", "monitor"}}}
					}
					m := desk.Made{Object: o, Content: "{}"}
					state, err := o.JSON()
					if m.State = string(state); err == nil {
						m.Indexed, err = o.Indexed(desk.Content{}, nil)
					}
					if !yield(m, err) {
						return
					}
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		seen := map[int]bool{}
		for _, v := range []register.Viewer{{}, {Seats: []record.Seat{"chair"}}, {Seats: []record.Seat{"monitor"}}, {Seats: []record.Seat{"secretariat", "monitor"}},
			{Seats: []record.Seat{"secretariat"}, As: &register.Viewer{Seats: []record.Seat{"chair"}}}} {
			items, err := s.Items(t.Context(), v, record.KindAllegationMade, register.Page{Limit: 1000})
			if err != nil {
				t.Fatal(err)
			}
			var want []register.Glance
			for _, it := range items {
				if c := it.Case; c != nil {
					want = append(want, register.Glance{ID: it.ID, Index: it.Index,
						Case: casework.Case{State: c.State, Outcome: c.Outcome, By: c.By, Batch: c.Batch, Against: c.Against}})
				}
			}
			got, err := s.Cases(t.Context(), v)
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				c := got[i].Case
				got[i].Case = casework.Case{State: c.State, Outcome: c.Outcome, By: c.By, Batch: c.Batch, Against: c.Against}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("for %v, whole and at a glance:\n%s", v, diff)
			}
			seen[len(got)] = true
		}
		if len(seen) < 4 {
			t.Errorf("the viewers see as much as each other (%v): nothing is shown", seen)
		}
	}
}
