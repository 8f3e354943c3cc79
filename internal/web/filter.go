package web

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/a-h/templ"

	"github.com/surety-mechanism/surety/register"
)

// filter is what the timeline and the map show: which kinds, of which side, from
// which day to which. It stands in the address alone, so that a view can be sent
// and both pages share it.
type filter struct {
	Show     map[string]bool // by the names of timelineKinds
	chosen   bool            // the kinds stand in the address
	Side     string
	From, To string // YYYY-MM-DD, or ""
}

// filterOf reads a request's address. What is no day is left out.
func filterOf(r *http.Request) filter {
	q := r.URL.Query()
	f := filter{Show: map[string]bool{}, chosen: len(q["show"]) > 0, Side: q.Get("side"), From: day(q.Get("from")), To: day(q.Get("to"))}
	for _, k := range timelineKinds {
		f.Show[k.Name] = !f.chosen && k.Name != "statements" || slices.Contains(q["show"], k.Name)
	}
	if f.From != "" && f.To != "" && f.To < f.From {
		f.From, f.To = f.To, f.From
	}
	return f
}

// day gives a day as it stands in addresses, or "" where it is none.
func day(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// Holds reports whether something from one day to another falls into the filter's
// days at all. What has no day falls into it only where no days are asked for.
func (f filter) Holds(from, to string) bool {
	if f.From == "" && f.To == "" {
		return true
	}
	if from == "" {
		return false
	}
	if to == "" {
		to = from
	}
	return (f.To == "" || from <= f.To) && (f.From == "" || to >= f.From)
}

// longest is how long something may last of which the register knows the first
// day, so that what began before the days that are asked for is found.
const longest = 366

// query gives what to ask the register for, but for the kinds. What it finds has
// to hold too: it may have ended before the days that are asked for.
func (f filter) query() (q register.Query) {
	if f.Side != "" {
		q.Labels = []string{register.Label(register.BySide, f.Side)}
	}
	if from, err := time.Parse(time.DateOnly, f.From); err == nil {
		q.From = from.AddDate(0, 0, -longest).Format(time.DateOnly)
	}
	q.To = f.To
	return q
}

// At gives the address of the same view on a page.
func (f filter) At(page string) templ.SafeURL { return f.Between(page, f.From, f.To) }

// Between gives the address of the same view with other days.
func (f filter) Between(page, from, to string) templ.SafeURL {
	q := url.Values{}
	if f.chosen {
		for _, k := range timelineKinds {
			if f.Show[k.Name] {
				q.Add("show", k.Name)
			}
		}
	}
	for key, value := range map[string]string{"side": f.Side, "from": from, "to": to} {
		if value != "" {
			q.Set(key, value)
		}
	}
	if len(q) == 0 {
		return templ.SafeURL(page)
	}
	return templ.SafeURL(page + "?" + q.Encode())
}

// monthDays gives the first and last day of a month, given as YYYY-MM.
func monthDays(key string) (from, to string) {
	first, err := time.Parse("2006-01", key)
	if err != nil {
		return "", ""
	}
	return first.Format(time.DateOnly), first.AddDate(0, 1, -1).Format(time.DateOnly)
}
