// Package deadline is time limits at work: a rule of the charter, started by an
// entry, paused, extended and met by others. A clock that runs keeps the rule it
// was started under: changing the rule changes no deadline that exists.
//
// It is arithmetic on the times that the log gives to entries. It never asks
// what time it is; who is late is worked out when somebody asks, for a time that
// he names.
package deadline

import (
	"fmt"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Deadline is one running clock. It is a value: the methods that change it give
// a new one and leave the old as it was.
type Deadline struct {
	Rule    record.ClockRule `json:"rule"`
	Of      string           `json:"of,omitempty"` // the party that has to act, where the body is a party
	Event   record.ID        `json:"event"`        // the entry that started it
	Started time.Time        `json:"started"`      // the log's time of that entry, or the due time it follows on
	Due     time.Time        `json:"due"`          // moved by pauses that have ended and by extensions; never earlier than before
	Met     time.Time        `json:"met,omitzero"` // when what it waits for came
	MetBy   record.ID        `json:"met_by,omitempty"`
	// What is worked out for who asks, and never kept:
	Attested bool      `json:"attested,omitempty"` // it counts by times that witnesses vouch for, not by the operator's clock
	Logged   time.Time `json:"logged,omitzero"`    // when what it waits for was logged, by the operator's clock, where Met is when witnesses had seen it
	Void     time.Time `json:"void,omitzero"`      // when it ceased to matter: the case was closed
	Pauses   []Pause   `json:"pauses,omitempty"`
	Requests []Request `json:"requests,omitempty"` // for more time, as signed so far
}

// Pause is a time that does not count.
type Pause struct {
	Reason string    `json:"reason"`
	By     record.ID `json:"by"`
	From   time.Time `json:"from"`
	Latest time.Time `json:"latest,omitzero"` // it ends then at the latest; zero: when its reason ends
	To     time.Time `json:"to,omitzero"`
}

// Request is a time asked for, and who has signed that it be given.
type Request struct {
	Until time.Time     `json:"until"`
	By    []record.Seat `json:"by"`
	Given time.Time     `json:"given,omitzero"`
}

// Begin starts a clock at a time, for a party where the body is one.
func Begin(rule record.ClockRule, of string, event record.ID, at time.Time, c *record.Constitution) Deadline {
	return Deadline{Rule: rule, Of: of, Event: event, Started: at, Due: After(rule.Duration, rule.Working, at, c.Offset, c.Weekend)}
}

// After gives the time that lies a duration after another. Days of the calendar
// end at the same time of day; where only working days count, they are counted
// as the mechanism's own days, offset minutes east of UTC.
func After(d record.Duration, working bool, at time.Time, offset int, weekend []string) time.Time {
	if hours, ok := d.Hours(); ok {
		return at.Add(hours)
	}
	days, _ := d.Days()
	if !working || len(weekend) >= 7 {
		return at.AddDate(0, 0, days)
	}
	local := at.In(time.FixedZone("", offset*60))
	for days > 0 {
		local = local.AddDate(0, 0, 1)
		if !rests(local.Weekday(), weekend) {
			days--
		}
	}
	return local.UTC()
}

var names = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

func rests(day time.Weekday, weekend []string) bool { return slices.Contains(weekend, names[day]) }

// Open reports whether the clock still waits.
func (d Deadline) Open() bool { return d.Met.IsZero() && d.Void.IsZero() }

// paused gives the pause that has not ended, or -1.
func (d Deadline) paused() int {
	return slices.IndexFunc(d.Pauses, func(p Pause) bool { return p.To.IsZero() })
}

// Pause stops the clock. It stays as it is where the rule does not know the
// reason, where it does not run, and where its body is late already.
func (d Deadline) Pause(reason string, by record.ID, from, latest time.Time) Deadline {
	if i := d.paused(); i >= 0 && !d.Pauses[i].Latest.IsZero() && from.After(d.Pauses[i].Latest) {
		d = d.Resume(d.Pauses[i].Reason, from) // nobody ended it, and it has run out
	}
	if !d.Open() || !slices.Contains(d.Rule.PausedBy, reason) || d.paused() >= 0 || from.After(d.Due) {
		return d
	}
	d.Pauses = append(slices.Clone(d.Pauses), Pause{Reason: reason, By: by, From: from, Latest: latest})
	return d
}

// Resume ends a pause of a reason. The due time moves by as long as it lasted.
func (d Deadline) Resume(reason string, at time.Time) Deadline {
	i := d.paused()
	if i < 0 || d.Pauses[i].Reason != reason {
		return d
	}
	d.Pauses = slices.Clone(d.Pauses)
	p := &d.Pauses[i]
	p.To = end(*p, at)
	d.Due = d.Due.Add(p.To.Sub(p.From))
	return d
}

// end gives when a pause ends that somebody ends at a time.
func end(p Pause, at time.Time) time.Time {
	if !p.Latest.IsZero() && at.After(p.Latest) {
		at = p.Latest
	}
	if at.Before(p.From) {
		at = p.From
	}
	return at
}

// Extend takes one seat's signature under more time, and gives it when as many
// seats as the rule asks for have signed the same. The error says why it cannot.
func (d Deadline) Extend(by record.Seat, until, at time.Time) (Deadline, error) {
	switch {
	case d.Rule.Extended == 0:
		return d, fmt.Errorf("the clock %q cannot be extended", d.Rule.ID)
	case !d.Open():
		return d, fmt.Errorf("the clock %q no longer runs", d.Rule.ID)
	case !until.After(d.Due):
		return d, fmt.Errorf("%s is not later than the deadline, %s", stamp(until), stamp(d.Due))
	case at.After(d.DueAt(at)):
		return d, fmt.Errorf("the deadline, %s, has passed", stamp(d.DueAt(at)))
	}
	d.Requests = slices.Clone(d.Requests)
	i := slices.IndexFunc(d.Requests, func(r Request) bool { return r.Until.Equal(until) && r.Given.IsZero() })
	if i < 0 {
		d.Requests = append(d.Requests, Request{Until: until})
		i = len(d.Requests) - 1
	}
	r := &d.Requests[i]
	if slices.Contains(r.By, by) {
		return d, fmt.Errorf("%s has signed this extension before", by)
	}
	r.By = append(slices.Clone(r.By), by)
	if len(r.By) >= d.Rule.Extended {
		r.Given, d.Due = at, until
	}
	return d, nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Meet ends the clock: what it waited for has come. One that was met stays so.
func (d Deadline) Meet(by record.ID, at time.Time) Deadline {
	if !d.Open() {
		return d
	}
	if i := d.paused(); i >= 0 {
		d = d.Resume(d.Pauses[i].Reason, at)
	}
	d.Met, d.MetBy = at, by
	return d
}

// Drop ends the clock without its being met.
func (d Deadline) Drop(at time.Time) Deadline {
	if d.Open() {
		d.Void = at
	}
	return d
}

// Revive lets a dropped clock wait again, its due time later by as long as it
// was dropped.
func (d Deadline) Revive(at time.Time) Deadline {
	if !d.Void.IsZero() && at.After(d.Void) {
		d.Due = d.Due.Add(at.Sub(d.Void))
		d.Void = time.Time{}
	}
	return d
}

// Follow moves a clock that begins where another ends, when that end moved.
func (d Deadline) Follow(end time.Time, c *record.Constitution) Deadline {
	if due := After(d.Rule.Duration, d.Rule.Working, end, c.Offset, c.Weekend); d.Open() && end.After(d.Started) && due.After(d.Due) {
		d.Started, d.Due = end, due
	}
	return d
}

// DueAt gives the due time as it stands at a time: with a pause that has not
// ended counted as far as it goes.
func (d Deadline) DueAt(now time.Time) time.Time {
	i := d.paused()
	if i < 0 || now.Before(d.Pauses[i].From) {
		return d.Due
	}
	p := d.Pauses[i]
	return d.Due.Add(end(p, now).Sub(p.From))
}

// Witnessed gives the clock as it counts by witnessed times: from when witnesses
// had seen the entry that started it, to when they had seen the one that met it.
// of gives an entry's witnessed time. Where one of the two is not witnessed yet,
// the clock is given as the operator's clock has it.
//
// A deadline that was extended keeps the day that was agreed; one that follows
// on another's end keeps that.
func (d Deadline) Witnessed(of func(record.ID) (time.Time, bool)) Deadline {
	if d.Attested {
		return d
	}
	started, ok := of(d.Event)
	met := d.Met
	if ok && !d.Met.IsZero() {
		met, ok = of(d.MetBy)
	}
	if !ok {
		return d
	}
	d.Attested = true
	agreed := slices.ContainsFunc(d.Requests, func(r Request) bool { return !r.Given.IsZero() })
	if started.After(d.Started) && !agreed && d.Rule.StartsOn != "comments_closed" {
		d.Due = d.Due.Add(started.Sub(d.Started))
		d.Started = started
	}
	if met.After(d.Met) {
		d.Met, d.Logged = met, d.Met
	}
	return d
}

// The standings of a clock.
const (
	Running   = "running"
	Paused    = "paused"
	Met       = "met"
	Receipted = "met_receipted" // in time by the operator's receipt; witnesses saw it only after
	MetLate   = "met_late"
	Overdue   = "overdue"
	Dropped   = "dropped"
)

// Standing says how a clock stands at a time, and how late its body is or was:
// zero where it is not. An act is in time if witnesses had seen it by its due
// time, or if the operator had taken it in by then, which is told apart: who acts
// cannot help when witnesses sign, and has the operator's receipt.
func (d Deadline) Standing(now time.Time) (string, time.Duration) {
	switch {
	case !d.Logged.IsZero() && d.Met.After(d.Due) && !d.Logged.After(d.Due):
		return Receipted, 0
	case !d.Met.IsZero() && d.Met.After(d.Due):
		return MetLate, d.Met.Sub(d.Due)
	case !d.Met.IsZero():
		return Met, 0
	case !d.Void.IsZero() && d.Void.After(d.Due):
		return Dropped, d.Void.Sub(d.Due)
	case !d.Void.IsZero():
		return Dropped, 0
	}
	due := d.DueAt(now)
	if now.After(due) {
		return Overdue, now.Sub(due)
	}
	if i := d.paused(); i >= 0 && end(d.Pauses[i], now).Equal(now) {
		return Paused, 0
	}
	return Running, 0
}
