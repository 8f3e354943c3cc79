package web

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// severalCases is a register that has the cases which are asked for.
type severalCases struct{ Views }

func (severalCases) Several(_ context.Context, _ register.Viewer, ids []record.ID) (all []register.Item, err error) {
	for _, id := range ids {
		all = append(all, register.Item{Object: register.Object{ID: id, Case: &casework.Case{}}, Body: &record.AllegationMade{}})
	}
	return all, nil
}

// What waits for a seat is found among many cases, where no clock runs for it: what its
// party is asked for, and what is to be done or verified after a case was closed.
func TestWhatWaitsAmongManyCases(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	constitution := &record.Constitution{Parties: []string{"north", "south"},
		Seats: []record.SeatRule{{ID: "chair", Role: "chair"}, {ID: "monitors", Role: "monitor"}, {ID: "n", Role: "party", Of: "north"}, {ID: "s", Role: "party", Of: "south"}}}
	ask := func(of, answer string, until time.Time) casework.Case {
		return casework.Case{State: "triaged", Asks: []casework.Ask{{Kind: "information", Of: of, Answer: answer, Until: until}}}
	}
	remedy := func(of string, reported, verified time.Time) casework.Case {
		return casework.Case{State: "closed", Recommendations: []casework.Recommendation{{Addressee: of, Due: now.Add(time.Hour), Reported: reported, Verified: verified}}}
	}
	for name, c := range map[string]struct {
		one  casework.Case
		want []record.Seat
	}{
		"asked":                  {ask("south", "", now.Add(24*time.Hour)), []record.Seat{"s"}},
		"asked, silent":          {ask("south", "silence", now.Add(-time.Hour)), []record.Seat{"s"}},
		"answered":               {ask("south", "given", now.Add(24*time.Hour)), nil},
		"a remedy is due":        {remedy("north", time.Time{}, time.Time{}), []record.Seat{"n"}},
		"a seat's remedy is due": {remedy("monitors", time.Time{}, time.Time{}), []record.Seat{"monitors"}},
		"a remedy was reported":  {remedy("north", now, time.Time{}), []record.Seat{"chair", "monitors", "s"}},
		"a remedy was verified":  {remedy("north", now, now), nil},
	} {
		o := &overview{M: casework.Found("c", constitution, now), Now: now, most: listEach, g: &gather{views: severalCases{}, ctx: t.Context()}, read: map[record.ID]*dossier{}}
		for i := range 100 {
			g := &register.Glance{ID: record.ID(fmt.Sprintf("case %d", i)), Opened: true, Case: casework.Case{State: "triaged"}}
			if i == 50 {
				g.ID, g.Case = "the one", c.one
			}
			o.All.Cases = append(o.All.Cases, g)
		}
		for _, seat := range []record.Seat{"chair", "monitors", "n", "s"} {
			in, of, err := o.waitingFor(seat)
			if err != nil || of < 99 {
				t.Fatalf("%s: of %d cases: %v", name, of, err)
			}
			if got, want := slices.ContainsFunc(in, func(d dossier) bool { return d.ID == "the one" }), slices.Contains(c.want, seat); got != want {
				t.Errorf("%s: looked at for %s: %t, want %t", name, seat, got, want)
			}
		}
	}
	// The time that runs out next goes before times that are over.
	o := &overview{M: casework.Found("c", constitution, now), Now: now, most: listEach, g: &gather{views: severalCases{}, ctx: t.Context()}, read: map[record.ID]*dossier{}}
	for i := range 100 {
		g := &register.Glance{ID: record.ID(fmt.Sprint(i)), Opened: true, Case: ask("south", "silence", now.Add(-time.Duration(i+1)*time.Hour))}
		if i == 50 {
			g.Case = ask("south", "", now.Add(24*time.Hour))
		}
		o.All.Cases = append(o.All.Cases, g)
	}
	if asked, err := o.asked("s"); err != nil || asked.Of != 100 || len(asked.List) != listEach || asked.List[0].In != "50" {
		t.Errorf("asked first is %v of %d: %v", asked.List[0].In, asked.Of, err)
	}
}
