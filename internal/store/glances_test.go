package store

import (
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
	"github.com/surety-mechanism/surety/undertaking"
)

// oneOf draws one of some values.
func oneOf[T any](chance *rand.Rand, all ...T) T { return all[chance.IntN(len(all))] }

// several draws up to most of something.
func several[T any](chance *rand.Rand, most int, one func() T) (all []T) {
	for range chance.IntN(most + 1) {
		all = append(all, one())
	}
	return all
}

// worldOfGlances draws objects of which something is counted, among others. They
// name one another as what started their clocks and met them.
func worldOfGlances(chance *rand.Rand, size int64) (all []*register.Object) {
	begin := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	at := func() time.Time {
		t := begin.Add(time.Duration(chance.IntN(1e6)) * time.Second)
		if chance.IntN(3) == 0 {
			t = t.Add(time.Duration(chance.IntN(1e9)))
		}
		return t
	}
	perhaps := func() time.Time {
		if chance.IntN(2) == 0 {
			return time.Time{}
		}
		return at()
	}
	id := func() record.ID { return record.ID(fmt.Sprintf("%032x", chance.Int64N(size))) }
	party := func() string { return oneOf(chance, "tal", "qarn", "the third + 1 %") }
	seat := func() record.Seat { return oneOf[record.Seat](chance, "chair", "party-tal", "") }
	clock := func() deadline.Deadline {
		d := deadline.Deadline{Rule: record.ClockRule{ID: oneOf(chance, "triage", "reply"), Body: oneOf(chance, "chair", "accused"),
			StartsOn: oneOf(chance, "submitted", "comments_closed"), EndsOn: oneOf(chance, "", "responded"), Duration: "P3D", Extended: 2, PausedBy: []string{"access"}},
			Of: party(), Event: id(), Started: at(), Due: at(), Met: perhaps(), Void: perhaps()}
		if !d.Met.IsZero() {
			d.MetBy = id()
		}
		d.Pauses = several(chance, 2, func() deadline.Pause {
			return deadline.Pause{Reason: "access", By: id(), From: at(), Latest: perhaps(), To: perhaps()}
		})
		d.Requests = several(chance, 2, func() deadline.Request {
			return deadline.Request{Until: at(), By: []record.Seat{"chair"}, Given: perhaps()}
		})
		return d
	}
	for i := range size {
		o := &register.Object{ID: record.ID(fmt.Sprintf("%032x", i)), Index: i, Kind: record.KindAllegationMade, Seat: seat(), Stated: "2026-01-02T03:04:05Z",
			Control: json.RawMessage(`{"against":["tal"]}`), Audience: oneOf(chance, audiencesOf...)}
		all = append(all, o)
		if chance.IntN(3) == 0 {
			o.Present = []string{"went_public_first"}
		}
		switch chance.IntN(12) {
		case 0:
			o.Kind, o.Control = record.KindIncidentRecorded, json.RawMessage(`{"type":"Attack"}`)
		case 1:
			o.Kind, o.Control = record.KindTimeAttested, json.RawMessage(fmt.Sprintf(`{"size":%d,"witnessed":%q}`, i, begin.Add(time.Duration(i)*3*time.Hour).Format(time.RFC3339)))
			o.Audience = []record.Seat{"chair", record.Public, "secretariat"}
		case 2, 3:
			o.Kind, o.Control = record.KindUndertakingRecorded, json.RawMessage(`{"state":"given"}`)
			o.Undertaking = &undertaking.State{Stage: "given", Clocks: several(chance, 2, clock)}
		case 4: // it opened no case
		default:
			many := oneOf(chance, 0, 1, 3, 12)
			o.Case = &casework.Case{State: oneOf(chance, record.CaseStates...), Since: at(), Outcome: oneOf(chance, record.Outcomes...), Held: oneOf(chance, "", "triaged"),
				By: seat(), Submitter: record.SubmitterNGO, Batch: oneOf(chance, "", `a "batch"`, "مورچہ"), Rung: "x",
				Against: oneOf(chance, nil, []string{"tal"}, []string{"qarn", "tal"}),
				History: several(chance, many, func() casework.Step { return casework.Step{State: "received", At: at(), By: id()} }),
				Notices: several(chance, many, func() casework.Notice { return casework.Notice{To: party(), By: id(), At: at()} }),
				Replies: several(chance, many, func() casework.Reply {
					return casework.Reply{Of: party(), By: id(), At: at(), Denies: chance.IntN(2) == 0, On: oneOf(chance, "allegation", "comments")}
				}),
				Asks: several(chance, many, func() casework.Ask {
					return casework.Ask{ID: id(), Kind: "access", Of: party(), By: "chair", At: at(), Until: at(), Answer: oneOf(chance, "", "given"), Answered: perhaps(), Minutes: chance.IntN(3)}
				}),
				Findings: several(chance, many, func() casework.Finding {
					return casework.Finding{ID: id(), By: "chair", At: at(), Preliminary: chance.IntN(2) == 0, Outcome: "violation", Status: oneOf(chance, "final", "proposed"), Decided: perhaps(),
						Published: perhaps(), Dissents: several(chance, 2, func() casework.Dissent { return casework.Dissent{Seat: "chair", By: id(), At: at()} })}
				}),
				Recommendations: several(chance, many, func() casework.Recommendation {
					return casework.Recommendation{ID: id(), Addressee: party(), Due: at(), Reported: perhaps(), Verified: perhaps()}
				}),
				Referrals: several(chance, many, func() casework.Referral { return casework.Referral{ID: id(), At: at(), Decided: perhaps()} }),
				Deadlines: several(chance, many, clock)}
		}
		switch chance.IntN(8) {
		case 0:
			if o.Kind != record.KindTimeAttested {
				o.Void = "overtaken"
			}
		case 1:
			if o.Kind != record.KindTimeAttested {
				o.Released = []register.Release{{By: "x", Index: i, To: []record.Seat{"chair", "monitor"}}}
			}
		}
	}
	return all
}

// atAGlance gives of a whole object what a glance keeps of it.
func atAGlance(it register.Item) *register.Glance {
	g := &register.Glance{ID: it.ID, Index: it.Index, Seat: it.Seat, First: slices.Contains(it.Present, "went_public_first")}
	kept := func(all []deadline.Deadline) []deadline.Deadline {
		all = slices.Clone(all)
		for i, d := range all {
			d.Rule.Duration, d.Rule.Extended, d.Rule.PausedBy = "", 0, nil
			var given time.Time
			for _, r := range d.Requests {
				if !r.Given.IsZero() {
					given = r.Given
				}
			}
			if d.Requests = nil; !given.IsZero() {
				d.Requests = []deadline.Request{{Given: given}}
			}
			for j := range d.Pauses {
				d.Pauses[j].By = ""
			}
			all[i] = d
		}
		return all
	}
	if it.Undertaking != nil {
		g.Seat, g.First = "", false
		g.Clocks = kept(it.Undertaking.Clocks)
	}
	if it.Case == nil {
		return g
	}
	g.Opened, g.Case = true, *it.Case
	c := &g.Case
	c.Rung, c.Notices, c.Recusals, c.Settling, c.Deadlines = "", nil, nil, nil, kept(c.Deadlines)
	for i := range c.History {
		c.History[i].By = ""
	}
	for i := range c.Replies {
		c.Replies[i].By = ""
	}
	for i := range c.Asks {
		c.Asks[i].By, c.Asks[i].At = "", time.Time{}
	}
	for i := range c.Findings {
		f := &c.Findings[i]
		*f = casework.Finding{Preliminary: f.Preliminary, Outcome: f.Outcome, Status: f.Status, Decided: f.Decided, Published: f.Published, Dissents: f.Dissents}
		for j := range f.Dissents {
			f.Dissents[j].By = ""
		}
	}
	for i := range c.Recommendations {
		c.Recommendations[i].ID = ""
	}
	for i := range c.Referrals {
		c.Referrals[i] = casework.Referral{Decided: c.Referrals[i].Decided}
	}
	return g
}

// What is read at a glance is what reading every object whole gives, for every
// viewer: what stands and has something to be counted, with clocks as the witnesses
// of this log let that viewer count them, and nothing of a case that was only
// released to them.
func TestGlances(t *testing.T) {
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
		all := worldOfGlances(testkit.Random(t), 300)
		if err := s.Reload(t.Context(), func(desk.Log) iter.Seq2[desk.Made, error] {
			return func(yield func(desk.Made, error) bool) {
				for _, o := range all {
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
		seen, attested := map[int]bool{}, 0
		for _, v := range []register.Viewer{{}, {Seats: []record.Seat{"chair"}}, {Seats: []record.Seat{"monitor"}}, {Seats: []record.Seat{"secretariat", "monitor"}},
			{Seats: []record.Seat{"secretariat"}, As: &register.Viewer{Seats: []record.Seat{"chair"}}}} {
			n := 0
			for _, kind := range []record.Kind{record.KindAllegationMade, record.KindUndertakingRecorded} {
				items, err := s.Items(t.Context(), v, kind, register.Page{Limit: 1000})
				if err != nil {
					t.Fatal(err)
				}
				var want []*register.Glance
				for _, it := range items {
					if kind == record.KindAllegationMade || it.Undertaking != nil && len(it.Undertaking.Clocks) > 0 {
						want = append(want, atAGlance(it))
					}
				}
				got, err := s.Glances(t.Context(), v, kind)
				if err != nil {
					t.Fatal(err)
				}
				n += len(got)
				for i, g := range got {
					for _, d := range append(slices.Clone(g.Case.Deadlines), g.Clocks...) {
						if d.Attested {
							attested++
						}
					}
					// What was released is read whole, and has more than a glance.
					it := register.Item{Object: register.Object{ID: g.ID, Index: g.Index, Seat: g.Seat}}
					if g.First {
						it.Present = []string{"went_public_first"}
					}
					if g.Opened {
						it.Case = &g.Case
					}
					if len(g.Clocks) > 0 {
						it.Undertaking = &undertaking.State{Clocks: g.Clocks}
					}
					got[i] = atAGlance(it)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("for %v, %s whole and at a glance:\n%s", v, kind, diff)
				}
				half, err := s.Count(t.Context(), v, kind, 100, 250)
				whole := len(slices.DeleteFunc(items, func(it register.Item) bool { return it.Index < 100 || it.Index >= 250 }))
				if err != nil || half != whole {
					t.Errorf("for %v, %d of %s are counted, there are %d: %v", v, half, kind, whole, err)
				}
			}
			entries, err := s.Entries(t.Context(), v, register.Page{Limit: 120})
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]int{}
			for _, it := range entries {
				want[seatList(it.Readers())]++
			}
			readers, err := s.Readership(t.Context(), v, 120)
			got := map[string]int{}
			for _, r := range readers {
				got[seatList(r.Seats)] += r.N
			}
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("for %v, who reads the newest: %v\n%s", v, err, diff)
			}
			seen[n] = true
		}
		if len(seen) < 4 || attested == 0 {
			t.Errorf("the viewers see as much as each other (%v), and %d clocks count by witnesses: nothing is shown", seen, attested)
		}
	}
}
