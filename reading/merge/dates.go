package merge

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// clues are what an undated document says of the day on which it came out.
type clues struct {
	weekday  time.Weekday // of what its first sentences tell
	has      bool         // a weekday was found
	word     string       // as written
	dayMonth []dayMonth   // days without a year that are past
	thisMon  bool         // "earlier this month": those days are of the month of publication
}

type dayMonth struct {
	month time.Month
	day   int
}

// lead is how many sentences tell what is new.
const lead = 3

var weekdays = map[string]time.Weekday{"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6}

// cluesOf takes the clues of a document whose day is not known. A weekday counts
// in the first sentences only, where the news is.
func cluesOf(a *analysis.Analysis) clues {
	var c clues
	if a.Published != "" {
		return c
	}
	first := 0
	for i, s := range a.Text.Sentences {
		if a.Title.Len() == 0 || !a.Title.Overlaps(s.Span) {
			first = i
			break
		}
	}
	end := 0
	if n := len(a.Text.Sentences); n > 0 {
		end = a.Text.Sentences[min(n, first+lead)-1].End
	}
	for i := range a.Times {
		t := &a.Times[i]
		w := strings.ToLower(strings.TrimPrefix(strings.ToLower(a.Text.String(t.At)), "on "))
		if t.Grain == "day" && t.From == nil {
			if d, ok := weekdays[w]; ok {
				switch {
				case t.At.Start >= end:
				case !c.has:
					c.weekday, c.has, c.word = d, true, strings.Clone(a.Text.String(t.At))
				case c.weekday != d:
					c.word = "" // two days in the lead tell neither
				}
				continue
			}
			if m, ok := monthDay(w); ok && len(c.dayMonth) < 20 {
				c.dayMonth = append(c.dayMonth, m)
			}
		}
		if strings.HasSuffix(w, "this month") {
			c.thisMon = true
		}
	}
	c.has = c.has && c.word != ""
	return c
}

// monthDay reads "october 19", "19 october", "oct. 19".
func monthDay(w string) (dayMonth, bool) {
	var out dayMonth
	for _, f := range strings.FieldsFunc(text.Fold(w), func(r rune) bool { return r == ' ' || r == '.' || r == ',' || r == '\u00a0' }) {
		if len(f) >= 3 && f[0] >= 'a' {
			for m := time.January; m <= time.December; m++ {
				if strings.HasPrefix(strings.ToLower(m.String()), f) {
					out.month = m
				}
			}
			continue
		}
		n := 0
		for _, r := range strings.TrimRight(f, "sthndr") {
			if r < '0' || r > '9' || n > 31 {
				return out, false
			}
			n = n*10 + int(r-'0')
		}
		out.day = n
	}
	return out, out.month > 0 && out.day > 0 && out.day <= 31
}

// days gives how many days y is after x, both YYYY-MM-DD.
func days(x, y string) int {
	a, _ := time.Parse(time.DateOnly, x)
	b, _ := time.Parse(time.DateOnly, y)
	return int(b.Sub(a) / (24 * time.Hour))
}

// window is how many days apart two reports of one round of talks, or copies of
// one report, can have come out.
const window = 6

// dates gives the days of publication that only another document fixes: an
// undated report whose weekday, with what else it says, leaves one day near a
// dated report of the same happening. Where several days are left, or two
// documents say two days, nothing is given.
func (m *Merger) dates(r *result) []draft.MergedDate {
	hints := m.hints(r)
	var out []draft.MergedDate
	for i, d := range m.docs {
		if !d.clues.has || len(hints[i]) == 0 {
			continue
		}
		slices.SortStableFunc(hints[i], func(x, y hint) int { return x.from - y.from })
		days, by := m.daysLeft(d.clues, hints[i])
		if len(days) != 1 {
			continue
		}
		out = append(out, draft.MergedDate{
			Document: d.ref, Date: days[0], From: m.docs[by.from].ref,
			Reason: fmt.Sprintf("its %q; the other, of %s, tells of %s", d.clues.word, m.docs[by.from].published, by.why),
		})
	}
	return out
}

// hint is a dated document that an undated one came out near.
type hint struct {
	from          int
	before, after bool // the undated one must have come out before, or after
	why           string
}

// hints gives, by document, what dates an undated one: dated documents that tell of
// the same talks or the same incident.
func (m *Merger) hints(r *result) map[int][]hint {
	hints := map[int][]hint{}
	dates := func(undated, dated int) bool { return m.docs[undated].published == "" && m.docs[dated].published != "" }
	for x, y := range twoOf(r.talks.same.many(), r.talks.all) {
		if !dates(x.doc, y.doc) {
			continue
		}
		h := hint{from: y.doc, why: "the same talks"}
		a, b := m.docs[x.doc].talks[x.n].Outcome, m.docs[y.doc].talks[y.n].Outcome
		if ended(a) && !ended(b) {
			h.after, h.why = true, "the same talks, which have ended in the one and go on in the other"
		} else if ended(b) && !ended(a) {
			h.before, h.why = true, "the same talks, which have ended in the other and go on in the one"
		}
		hints[x.doc] = append(hints[x.doc], h)
	}
	for x, y := range twoOf(r.incidents.same.many(), r.incidents.all) {
		if dates(x.doc, y.doc) {
			hints[x.doc] = append(hints[x.doc], hint{from: y.doc, why: "the same incident"})
		}
	}
	return hints
}

// twoOf gives every member of a group with every member of the same group.
func twoOf[T any](groups [][]int, all []T) iter.Seq2[T, T] {
	return func(yield func(T, T) bool) {
		for _, members := range groups {
			for _, i := range members {
				for _, j := range members {
					if !yield(all[i], all[j]) {
						return
					}
				}
			}
		}
	}
}

// daysLeft gives the days on which a document with these clues can have come out by
// all hints that leave it one, and the hint that decided.
func (m *Merger) daysLeft(c clues, hints []hint) (days []string, by hint) {
	for _, h := range hints {
		at, _ := time.Parse(time.DateOnly, m.docs[h.from].published)
		first, last := at.AddDate(0, 0, -window), at.AddDate(0, 0, window)
		if h.after {
			first = at
		}
		if h.before {
			last = at
		}
		var left []string
		for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
			if c.fit(day) {
				left = append(left, day.Format(time.DateOnly))
			}
		}
		switch {
		case len(left) == 0:
		case days == nil:
			days, by = left, h
		default:
			several := len(days) > 1
			days = slices.DeleteFunc(days, func(s string) bool { return !slices.Contains(left, s) })
			if several && len(days) == 1 {
				by = h // it leaves one of those that the others left
			}
		}
	}
	return days, by
}

// ended reports whether an outcome is that of talks that are over.
func ended(outcome string) bool { return outcome != "unknown" && outcome != "adjourned" }

// fit reports whether a document with these clues can have come out on day: it
// is the weekday of its news, and the days it names are past, in the same month
// where it says so.
func (c *clues) fit(day time.Time) bool {
	if day.Weekday() != c.weekday {
		return false
	}
	for _, d := range c.dayMonth {
		at := time.Date(day.Year(), d.month, d.day, 0, 0, 0, 0, time.UTC)
		if at.Month() != d.month || at.After(day) || c.thisMon && at.Month() != day.Month() {
			return false
		}
	}
	return true
}
