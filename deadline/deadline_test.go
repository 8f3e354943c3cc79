package deadline

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/record"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestAfter(t *testing.T) {
	for _, c := range []struct {
		name    string
		d       record.Duration
		working bool
		from    string
		offset  int
		weekend []string
		want    string
	}{
		{"48 hours", "48h", false, "2026-03-05T10:00:00Z", 300, nil, "2026-03-07T10:00:00Z"},
		{"seven days of the calendar", "7d", false, "2026-03-05T10:00:00Z", 300, []string{"friday"}, "2026-03-12T10:00:00Z"},
		// 5 March 2026 is a Thursday.
		{"five working days over a Friday", "5d", true, "2026-03-05T10:00:00Z", 300, []string{"friday"}, "2026-03-11T10:00:00Z"},
		{"a Friday and a Saturday", "2d", true, "2026-03-05T10:00:00Z", 300, []string{"friday", "saturday"}, "2026-03-09T10:00:00Z"},
		// 20:00 UTC on Thursday is Friday already in Islamabad, but not in London.
		{"the day is the mechanism's own", "1d", true, "2026-03-05T20:00:00Z", 300, []string{"friday"}, "2026-03-06T20:00:00Z"},
		{"and not the observer's", "1d", true, "2026-03-05T20:00:00Z", 0, []string{"friday"}, "2026-03-07T20:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := After(c.d, c.working, at(c.from), c.offset, c.weekend); !got.Equal(at(c.want)) {
				t.Errorf("got %s, want %s", got.UTC(), c.want)
			}
		})
	}
}

func begin(extended int, pauses ...string) Deadline {
	return Begin(record.ClockRule{ID: "first-response", Body: "accused", StartsOn: "notice_given", Duration: "48h", Extended: extended,
		PausedBy: pauses}, "oruvia", "e1", at("2026-03-01T00:00:00Z"), &record.Constitution{})
}

func TestStanding(t *testing.T) {
	met := begin(0).Meet("e2", at("2026-03-02T00:00:00Z"))
	late := begin(0).Meet("e2", at("2026-03-03T05:00:00Z"))
	paused := begin(0, "force_majeure").Pause("force_majeure", "e3", at("2026-03-02T00:00:00Z"), at("2026-03-04T00:00:00Z"))
	for _, c := range []struct {
		name string
		d    Deadline
		now  string
		want string
		late time.Duration
	}{
		{"before", begin(0), "2026-03-02T23:59:59Z", Running, 0},
		{"at the very second", begin(0), "2026-03-03T00:00:00Z", Running, 0},
		{"after", begin(0), "2026-03-03T06:00:00Z", Overdue, 6 * time.Hour},
		{"met", met, "2026-03-09T00:00:00Z", Met, 0},
		{"met late", late, "2026-03-09T00:00:00Z", MetLate, 5 * time.Hour},
		{"dropped in time", begin(0).Drop(at("2026-03-02T00:00:00Z")), "2026-03-09T00:00:00Z", Dropped, 0},
		{"dropped late: what was late stays late", begin(0).Drop(at("2026-03-04T00:00:00Z")), "2026-03-09T00:00:00Z", Dropped, 24 * time.Hour},
		{"paused", paused, "2026-03-03T12:00:00Z", Paused, 0},
		{"a pause nobody ended ends at its latest", paused, "2026-03-04T12:00:00Z", Running, 0},
		{"and then the clock goes on", paused, "2026-03-05T01:00:00Z", Overdue, time.Hour},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, late := c.d.Standing(at(c.now))
			if got != c.want || late != c.late {
				t.Errorf("got %s %s, want %s %s", got, late, c.want, c.late)
			}
		})
	}
}

func TestExtensionTakesTwo(t *testing.T) {
	d := begin(2)
	until, now := at("2026-03-06T00:00:00Z"), at("2026-03-02T00:00:00Z")
	one, err := d.Extend("chair", until, now)
	if err != nil || !one.Due.Equal(d.Due) {
		t.Fatalf("one signature moved the deadline to %s (%v)", one.Due, err)
	}
	if _, err := one.Extend("chair", until, now); err == nil {
		t.Error("one seat signed twice")
	}
	other, err := one.Extend("oruvia", until.Add(time.Hour), now)
	if err != nil || !other.Due.Equal(d.Due) {
		t.Errorf("two signatures under different times moved the deadline to %s (%v)", other.Due, err)
	}
	two, err := one.Extend("oruvia", until, now)
	if err != nil || !two.Due.Equal(until) {
		t.Errorf("two signatures gave %s (%v), want %s", two.Due, err, until)
	}
	for name, c := range map[string]struct {
		d     Deadline
		until time.Time
		now   time.Time
		want  string
	}{
		"no extensions": {begin(0), until, now, "cannot be extended"},
		"earlier":       {begin(2), at("2026-03-02T12:00:00Z"), now, "not later"},
		"too late":      {begin(2), until, at("2026-03-03T00:00:01Z"), "has passed"},
		"met":           {begin(2).Meet("e", now), until, now, "no longer runs"},
	} {
		if _, err := c.d.Extend("chair", c.until, c.now); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// By witnessed times a deadline begins when others could see what started it, and
// is met when others could see that it was.
func TestWitnessed(t *testing.T) {
	seen := map[record.ID]time.Time{"e1": at("2026-03-01T03:00:00Z"), "e2": at("2026-03-03T04:00:00Z")}
	of := func(id record.ID) (time.Time, bool) { w, ok := seen[id]; return w, ok }
	if d := begin(0).Witnessed(of); !d.Attested || !d.Due.Equal(at("2026-03-03T03:00:00Z")) {
		t.Errorf("due %s, %v", d.Due, d.Attested)
	}
	for _, c := range []struct {
		name, logged, standing string
		late                   time.Duration
	}{
		// By the operator's clock it was met before it was due; nobody else saw it then.
		{"receipted in time", "2026-03-02T23:00:00Z", Receipted, 0},
		{"logged late", "2026-03-03T03:30:00Z", MetLate, time.Hour},
	} {
		d := begin(0).Meet("e2", at(c.logged)).Witnessed(of)
		if standing, late := d.Standing(at("2026-03-09T00:00:00Z")); !d.Attested || standing != c.standing || late != c.late {
			t.Errorf("%s: %s by %s, %v", c.name, standing, late, d.Attested)
		}
		if again := d.Witnessed(of); !again.Due.Equal(d.Due) || !again.Met.Equal(d.Met) || !again.Logged.Equal(d.Logged) {
			t.Errorf("%s: counted twice, it is %+v", c.name, again)
		}
	}
	if d := begin(0).Meet("e9", at("2026-03-02T00:00:00Z")).Witnessed(of); d.Attested {
		t.Error("what nobody has witnessed counts as witnessed")
	}
}

// A clock started under one rule keeps it: the rule is copied, not looked up.
func TestChangedRuleChangesNoDeadline(t *testing.T) {
	c := &record.Constitution{Clocks: []record.ClockRule{{ID: "k", Duration: "48h", PausedBy: []string{"force_majeure"}}}}
	d := Begin(c.Clocks[0], "", "e1", at("2026-03-01T00:00:00Z"), c)
	c.Clocks[0].Duration, c.Clocks[0].Extended = "1h", 1
	if got, _ := d.Standing(at("2026-03-02T00:00:00Z")); got != Running {
		t.Errorf("standing = %s after the rule was changed", got)
	}
}

// Whatever is done to a clock, its due time never moves earlier, and lateness is
// never negative.
func TestDueIsMonotone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rapid.IntRange(0, 2).Draw(rt, "extended"), "force_majeure", "access_denied")
		now := d.Started
		for range rapid.IntRange(1, 20).Draw(rt, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 30).Draw(rt, "hours")) * time.Hour)
			before, at := d, d.DueAt(now)
			reason := rapid.SampledFrom([]string{"force_majeure", "access_denied", "information_awaited"}).Draw(rt, "reason")
			switch rapid.IntRange(0, 5).Draw(rt, "step") {
			case 0:
				latest := time.Time{}
				if rapid.Bool().Draw(rt, "bounded") {
					latest = now.Add(time.Duration(rapid.IntRange(0, 50).Draw(rt, "latest")) * time.Hour)
				}
				d = d.Pause(reason, "p", now, latest)
			case 1:
				d = d.Resume(reason, now)
			case 2:
				d, _ = d.Extend(record.Seat(rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "seat")),
					d.Due.Add(time.Duration(rapid.IntRange(-5, 20).Draw(rt, "more"))*time.Hour), now)
			case 3:
				d = d.Meet("m", now)
			case 4:
				d = d.Drop(now)
			case 5:
				d = d.Revive(now)
			}
			if d.Due.Before(before.Due) || d.Open() && d.DueAt(now).Before(at) {
				rt.Fatalf("due moved from %s (%s) to %s (%s)", before.Due, at, d.Due, d.DueAt(now))
			}
			if _, late := d.Standing(now); late < 0 {
				rt.Fatalf("late by %s", late)
			}
		}
	})
}
