package metadata

import (
	"regexp"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/when"
)

var (
	isoStart   = regexp.MustCompile(`^\s*(\d{4})-(\d\d?)-(\d\d?)(?:\D|$)`)
	plainStart = regexp.MustCompile(`^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|$|T|\d{4,6}$)`)
)

// isoDay reads the day of a date as markup has it. The time zone stays as
// written: the day is the one that the publisher wrote.
func isoDay(v string) (string, bool) {
	for _, re := range []*regexp.Regexp{isoStart, plainStart} {
		if m := re.FindStringSubmatch(v); m != nil {
			if d, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil && sane(d) {
				return d.Format(time.DateOnly), true
			}
		}
	}
	v = strings.TrimSpace(v)
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC822, time.RFC850, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700", time.ANSIC, time.UnixDate, "Mon Jan 02 15:04:05 -0700 2006"} {
		if d, err := time.Parse(layout, v); err == nil && sane(d) {
			return d.Format(time.DateOnly), true
		}
	}
	if len(v) > 120 {
		return "", false
	}
	if _, d, ok := when.Line(text.Decode([]byte(v))); ok && sane(d) {
		return d.Format(time.DateOnly), true
	}
	return "", false
}

var inAddress = regexp.MustCompile(`[/_-]((?:19|20)\d\d)([/_.-]?)(\d\d?)([/_.-]?)(\d\d)(?:\D|$)`)

// addressDay reads the day in an address: /2020/03/11/, -20200311, /2020-03-11-.
func addressDay(v string) (string, bool) {
	for _, m := range inAddress.FindAllStringSubmatch(v, 5) {
		if m[2] != m[4] || m[2] == "" && len(m[3]) != 2 {
			continue
		}
		if d, err := time.Parse("2006-1-2", m[1]+"-"+m[3]+"-"+m[5]); err == nil && sane(d) {
			return d.Format(time.DateOnly), true
		}
	}
	return "", false
}

func sane(d time.Time) bool { return d.Year() >= 1990 && d.Year() < 2100 }
