package assess

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func on(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func event(recorder, from, to string, n int) Counted {
	return Counted{Series: Series{recorder, Incidents}, From: on(from), To: on(to), N: n}
}

func post(recorder, name, from, to string, days, posts int) Watched {
	return Watched{Recorder: recorder, Post: name, From: on(from), To: on(to), Days: days, Posts: posts}
}

var ask = Question{Series: Series{"m", Incidents}, From: on("2026-01-01"), Until: on("2026-03-02"), At: on("2026-01-31"), Period: 10}

func TestLook(t *testing.T) {
	counted := []Counted{event("m", "2026-01-02", "2026-01-02", 4), event("m", "2026-01-21", "2026-01-22", 4), event("m", "2026-02-10", "2026-02-10", 2),
		event("m", "2026-01-30", "2026-02-02", 1),                     // over the day asked about: of neither
		event("m", "2025-12-30", "2026-01-02", 1),                     // began before
		event("m", "2025-12-01", "2025-12-31", 9),                     // over by then: of no stretch, and left out of none
		{Series: Series{"m", Incidents}, N: 1},                        // of no day
		event("m", "2026-04-01", "2026-04-01", 9),                     // later
		event("other", "2026-01-02", "2026-01-02", 9),                 // another's
		{Series{"m", "shots"}, on("2026-01-02"), on("2026-01-02"), 9}, // of another unit
	}
	watched := []Watched{post("m", "", "2026-01-01", "2026-01-30", 15, 1), post("m", "", "2026-01-31", "2026-03-01", 30, 2),
		post("other", "", "2026-01-01", "2026-03-01", 60, 50)}
	a, err := Look(ask, counted, watched, Usual)
	if err != nil {
		t.Fatal(err)
	}
	if a.Before.Count != 8 || a.After.Count != 2 || a.Left != 3 || a.First != 3 || len(a.Periods) != 6 {
		t.Errorf("got %+v", a)
	}
	near(t, "observed before", a.Before.Observed, 15, 1e-9)
	near(t, "posts after", a.After.Posts, 2, 1e-9)
	// 8 in 15 post-days, 2 in 60.
	near(t, "ratio", *a.Ratio.Ratio, (2.0/60)/(8.0/15), 1e-12)
	if !a.Ratio.Assessable || a.Broken.Assessable || !strings.HasPrefix(a.Broken.Why, "not assessable") {
		t.Errorf("ratio %+v, interrupted %+v", a.Ratio, a.Broken)
	}
	for i, want := range []struct {
		from  string
		count int
	}{{"2026-01-01", 4}, {"2026-01-11", 0}, {"2026-01-21", 4}, {"2026-01-31", 0}, {"2026-02-10", 2}, {"2026-02-20", 0}} {
		if p := a.Periods[i]; p.From != want.from || p.Count != want.count || p.Days != 10 {
			t.Errorf("period %d is %+v, want %+v", i, p, want)
		}
	}
	if p := a.Periods[1]; p.Count != 0 || p.Observed == 0 {
		t.Errorf("a period in which nothing was recorded does not say how much was observed: %+v", p)
	}
	blind, err := Look(ask, counted, nil, Usual)
	if err != nil || blind.Ratio.Assessable || blind.Change.Assessable || blind.Broken.Assessable || !strings.Contains(blind.Ratio.Why, "nothing recorded is not nothing happened") {
		t.Errorf("nobody looked: %+v %v", blind.Ratio, err)
	}
}

// Two posts on the same days add up; the days do not.
func TestPostsAddUp(t *testing.T) {
	two := []Watched{post("m", "hill", "2026-01-01", "2026-01-10", 10, 1), post("m", "ford", "2026-01-01", "2026-01-10", 5, 3)}
	s := exposureOf(two, on("2026-01-01"), on("2026-01-11"))
	near(t, "observed", s.Observed, 10, 1e-9)
	near(t, "post-days", s.exposure(), 10*1+5*3, 1e-9)
}

func TestQuestions(t *testing.T) {
	for name, change := range map[string]func(*Question){
		"nobody's":    func(q *Question) { q.Recorder = "" },
		"of nothing":  func(q *Question) { q.Unit = "" },
		"at the end":  func(q *Question) { q.At = q.Until },
		"at the head": func(q *Question) { q.At = q.From },
		"no period":   func(q *Question) { q.Period = 0 },
		"for ever":    func(q *Question) { q.Period, q.Until = 1, on("2099-01-01") },
	} {
		q := ask
		change(&q)
		if _, err := Look(q, nil, nil, Usual); err == nil {
			t.Errorf("%s was answered", name)
		}
	}
}

// Whatever was counted, of the series asked about everything is before, after or
// left out; what others count changes nothing; a day's exposure is never more
// than the day.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		day := func(name string, low, high int) time.Time {
			return on("2026-01-01").AddDate(0, 0, rapid.IntRange(low, high).Draw(rt, name))
		}
		var counted []Counted
		var watched []Watched
		sum := 0
		for range rapid.IntRange(0, 30).Draw(rt, "counted") {
			from := day("from", 0, 59)
			c := Counted{Series: ask.Series, From: from, To: from.AddDate(0, 0, rapid.IntRange(0, 5).Draw(rt, "days")), N: rapid.IntRange(0, 9).Draw(rt, "n")}
			if rapid.Bool().Draw(rt, "another's") {
				c.Recorder = "other"
			} else {
				sum += c.N
			}
			counted = append(counted, c)
		}
		for range rapid.IntRange(0, 5).Draw(rt, "watched") {
			from := day("watched from", -10, 59)
			n := rapid.IntRange(1, 40).Draw(rt, "length")
			watched = append(watched, Watched{Recorder: "m", From: from, To: from.AddDate(0, 0, n-1), Days: rapid.IntRange(0, n).Draw(rt, "observed"), Posts: rapid.IntRange(0, 5).Draw(rt, "posts")})
		}
		a, err := Look(ask, counted, watched, Usual)
		if err != nil {
			rt.Fatal(err)
		}
		if a.Before.Count+a.After.Count+a.Left != sum {
			rt.Fatalf("%d before, %d after, %d left out, of %d", a.Before.Count, a.After.Count, a.Left, sum)
		}
		for _, p := range a.Periods {
			if p.Observed < 0 || p.Observed > p.Days+1e-9 {
				rt.Fatalf("%+v", p)
			}
		}
	})
}
