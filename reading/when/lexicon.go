package when

import (
	"strconv"
	"strings"
)

var months = index(`january|jan|jan. february|feb|feb. march|mar|mar. april|apr|apr. may june|jun|jun. july|jul|jul. august|aug|aug.
	september|sep|sept|sep.|sept. october|oct|oct. november|nov|nov. december|dec|dec.`, 1)

var weekdays = index(`sunday|sun. monday|mon. tuesday|tues.|tue. wednesday|wed. thursday|thurs.|thu. friday|fri. saturday|sat.`, 0)

var seasons = index(`spring|springtime summer|summertime autumn|fall winter|wintertime`, 0)

// dayParts are the parts of a day.
var dayParts = index(`morning|mornings afternoon|afternoons evening|evenings night|nights|overnight noon|noontime midnight midday|mid-day daybreak|dawn dusk nightfall|sunset sunrise`, 0)

// units of time by their size.
type unit int

const (
	second unit = iota + 1
	minute
	hour
	dayUnit
	weekend
	week
	fortnight
	month
	quarter
	season
	half
	year
	decade
	century
	millennium
)

var units = func() map[string]unit {
	m := map[string]unit{}
	for u, words := range map[unit]string{
		second: "seconds", minute: "minute minutes", hour: "hour hours hr hrs", dayUnit: "day days", weekend: "weekend weekends",
		week: "week weeks", fortnight: "fortnight fortnights", month: "month months", quarter: "quarter quarters",
		year: "year years yr yrs", decade: "decade decades", century: "century centuries", millennium: "millennium millennia",
	} {
		for _, w := range strings.Fields(words) {
			m[w] = u
		}
	}
	return m
}()

var cardinals = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty`) {
		m[w] = i
	}
	for i, w := range strings.Fields(`thirty forty fifty sixty seventy eighty ninety`) {
		m[w] = 10 * (i + 3)
		for j, v := range strings.Fields(`one two three four five six seven eight nine`) {
			m[w+"-"+v] = 10*(i+3) + j + 1
		}
	}
	for j, v := range strings.Fields(`one two three four five six seven eight nine`) {
		m["twenty-"+v] = 21 + j
	}
	return m
}()

var ordinals = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`) {
		m[w] = i + 1
	}
	for i, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth`) {
		m["twenty-"+w] = 21 + i
	}
	m["thirtieth"], m["thirty-first"] = 30, 31
	return m
}()

// decadeNames are the decades as one says them.
var decadeNames = map[string]int{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}

func index(list string, from int) map[string]int {
	m := map[string]int{}
	for i, names := range strings.Fields(list) {
		for _, w := range strings.Split(names, "|") {
			m[w] = i + from
		}
	}
	return m
}

// digitsOf reads decimal digits of any script; ok is false where there is
// anything else, or more than nine.
func digitsOf(s string) (n int, ok bool) {
	count := 0
	for _, r := range s {
		d := digit(r)
		if d < 0 || count == 9 {
			return 0, false
		}
		n = n*10 + d
		count++
	}
	return n, count > 0
}

func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	case r >= '۰' && r <= '۹':
		return int(r - '۰')
	}
	return -1
}

// yearOf reads four digits that can be a year.
func yearOf(s string) (int, bool) {
	if n, ok := digitsOf(s); ok && len([]rune(s)) == 4 && n >= 1000 && n < 2200 {
		return n, true
	}
	return 0, false
}

// dayOf reads the number of a day of a month: "5", "5th", "fifth".
func dayOf(s string) (int, bool) {
	if n, ok := ordinals[s]; ok && n <= 31 {
		return n, true
	}
	for _, e := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, e)
	}
	if len(s) > 4 {
		return 0, false
	}
	n, ok := digitsOf(s)
	return n, ok && n >= 1 && n <= 31
}

// ordinalOf reads "third", "3rd", "21st".
func ordinalOf(s string) (int, bool) {
	if n, ok := ordinals[s]; ok {
		return n, true
	}
	for _, e := range []string{"st", "nd", "rd", "th"} {
		if t, cut := strings.CutSuffix(s, e); cut {
			n, err := strconv.Atoi(t)
			return n, err == nil
		}
	}
	return 0, false
}
