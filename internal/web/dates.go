package web

import (
	"time"

	"github.com/hablullah/go-hijri"
	"github.com/jalaali/go-jalaali"
)

// Day writes a day given as YYYY-MM-DD in the Gregorian calendar with the
// language's month names; what is no day stays as it is.
func (t *tongue) Day(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.date(d.Day(), "month.gregorian.", int(d.Month()), d.Year())
}

func (t *tongue) date(day int, family string, month, year int) string {
	return t.T("date", "day", t.Int(day), "month", t.T(family+itoa(month)), "year", t.Int(year))
}

// OtherDays writes the same day in Solar Hijri and Hijri (Umm al-Qura).
func (t *tongue) OtherDays(iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	out := ""
	if y, m, day, err := jalaali.ToJalaali(d.Year(), d.Month(), d.Day()); err == nil {
		out = t.T("date.solar", "date", t.date(day, "month.solar.", int(m), y))
	}
	if h, err := hijri.CreateUmmAlQuraDate(d); err == nil {
		out += " · " + t.T("date.lunar", "date", t.date(int(h.Day), "month.lunar.", int(h.Month), int(h.Year)))
	}
	return out
}

// Range writes an interval of days.
func (t *tongue) Range(from, to string) string {
	switch {
	case from == "" && to == "":
		return t.T("date.unknown")
	case from == "":
		return t.T("date.until", "to", t.Day(to))
	case to == "" || from == to:
		return t.Day(from)
	}
	return t.T("date.range", "from", t.Day(from), "to", t.Day(to))
}

// Clock writes a moment in UTC, to the minute.
func (t *tongue) Clock(m time.Time) string {
	m = m.UTC()
	return t.T("date.clock", "date", t.date(m.Day(), "month.gregorian.", int(m.Month()), m.Year()), "time", t.digitsOf(m.Format("15:04")))
}

// Stated writes an author's clock, given as RFC 3339.
func (t *tongue) Stated(s string) string {
	m, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return t.Clock(m)
}

// Span writes how long something takes, in its largest units: days from two days
// on, hours from one hour on, else minutes. Parts of a unit are left out.
func (t *tongue) Span(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return t.N("span.days", int(d/(24*time.Hour)))
	case d >= time.Hour:
		return t.N("span.hours", int(d/time.Hour))
	}
	return t.N("span.minutes", int(d/time.Minute))
}
