package assess

import (
	"strconv"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Incidents is the unit in which records of incidents are counted.
const Incidents = "incidents"

func days(from, to string) (a, b time.Time) {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return time.Time{}, time.Time{}
	}
	if b, err = time.Parse(time.DateOnly, to); err != nil {
		b = a
	}
	return a, b
}

// OfIncident counts a record of an incident as one, by whoever recorded it.
func OfIncident(b *record.IncidentRecorded, recorder string) Counted {
	c := Counted{Series: Series{recorder, Incidents}, N: 1}
	c.From, c.To = days(b.From, b.To)
	return c
}

// OfIndicator counts what an indicator's reading counts: a value that is a whole
// number, of a day. Anything else is no count.
func OfIndicator(b *record.IndicatorRead) (Counted, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(b.Value))
	if err != nil || n < 0 || b.CountingUnit == "" {
		return Counted{}, false
	}
	c := Counted{Series: Series{b.RecordedBy, b.CountingUnit}, N: n}
	c.From, c.To = days(b.Date, b.Date)
	return c, true
}

// OfCoverage is how much stands behind the counts of whoever an entry names.
func OfCoverage(b *record.CoverageRecorded) Watched {
	w := Watched{Recorder: b.RecordedBy, Side: b.Side, Post: b.Post, Days: b.Days, Posts: b.Posts}
	w.From, w.To = days(b.From, b.To)
	return w
}
