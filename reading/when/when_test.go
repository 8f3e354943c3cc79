package when

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
)

func find(s, published string) (*text.Text, []Found) {
	t := &text.Text{Raw: []byte(s), Plain: text.Decode([]byte(s))}
	text.Segment(t)
	anchor, _ := time.Parse(time.DateOnly, published)
	return t, Find(t, anchor)
}

func show(t *text.Text, all []Found) string {
	var out []string
	for _, f := range all {
		days := "-"
		if !f.From.IsZero() {
			days = f.From.Format(time.DateOnly)
			if !f.To.Equal(f.From) {
				days += ".." + f.To.Format(time.DateOnly)
			}
		}
		out = append(out, fmt.Sprintf("%s [%s %s]", t.String(f.Span), days, f.Grain))
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	const thursday = "2023-07-20"
	for _, c := range []struct{ name, in, published, want string }{
		{"weekday past", "He arrived on Wednesday.", thursday, "Wednesday [2023-07-19 day]"},
		{"weekday same day", "He arrived on Thursday.", thursday, "Thursday [2023-07-20 day]"},
		{"weekday to come", "Talks will resume on Friday.", thursday, "Friday [2023-07-21 day]"},
		{"weekday, they are to meet", "The ministers are to meet on Friday.", thursday, "Friday [2023-07-21 day]"},
		{"weekday, undated", "He arrived on Wednesday.", "", "Wednesday [- day]"},
		{"last week", "Last week, 12 soldiers fell.", thursday, "Last week [2023-07-10..2023-07-16 week]"},
		{"this february", "This February, they warned.", thursday, "This February [2023-02-01..2023-02-28 month]"},
		{"last year", "It was removed last year.", thursday, "last year [2022-01-01..2022-12-31 year]"},
		{"last year, undated", "It was removed last year.", "", "last year [- year]"},
		{"past decade", "It attacked over the past decade.", thursday, "the past decade [- duration]"},
		{"length", "After four days of talks.", thursday, "four days [- duration]"},
		{"month and year", "They took it in August 2021.", "", "August 2021 [2021-08-01..2021-08-31 month]"},
		{"month day, undated", "It was agreed on October 19.", "", "October 19 [- day]"},
		{"month day, past", "It was agreed on October 19.", "2025-10-29", "October 19 [2025-10-19 day]"},
		{"month day, last year's", "It was agreed on December 19.", "2025-10-29", "December 19 [2024-12-19 day]"},
		{"month day, to come", "They will meet on November 6.", "2025-10-29", "November 6 [2025-11-06 day]"},
		{"an agreement by its month", "It would suspend the October truce.", "2025-11-12", "October [2025-10-01..2025-10-31 month]"},
		{"full date", "It fell on July 20, 2023.", "", "July 20, 2023 [2023-07-20 day]"},
		{"day first", "It fell on 20 July 2023.", "", "20 July 2023 [2023-07-20 day]"},
		{"wire", "LIMA, 3 FEB 89 (AFP)", "", "3 FEB 89 [1989-02-03 day]"},
		{"ISO", "Signed 2023-07-20.", "", "2023-07-20 [2023-07-20 day]"},
		{"numeric, day first", "Signed 20/07/2023.", "", "20/07/2023 [2023-07-20 day]"},
		{"points", "Signed 20.07.2023.", "", "20.07.2023 [2023-07-20 day]"},
		{"no such day", "Model 31/31/2023 sold.", "", ""},
		{"range", "From July 3-5, 2023 they met.", "", "July 3 [2023-07-03 day]; 5, 2023 [2023-07-05 day]"},
		{"no month", "You may go. They march on.", thursday, ""},
		{"months that are words", "In May they met. In March too.", thursday, "May [2023-05-01..2023-05-31 month]; March [2023-03-01..2023-03-31 month]"},
		{"decade", "In the 1980s it was so.", "", "the 1980s [1980-01-01..1989-12-31 decade]"},
		{"years", "It lasted 1939-45 and in 2001.", "", "1939 [1939-01-01..1939-12-31 year]; 45 [1945-01-01..1945-12-31 year]; 2001 [2001-01-01..2001-12-31 year]"},
		{"a count is no year", "He has 2000 soldiers.", "", ""},
		{"quarter", "In the third quarter of 2010 it rose.", "", "the third quarter of 2010 [2010-07-01..2010-09-30 quarter]"},
		{"season", "In the summer of 1914 it began.", "", "the summer of 1914 [1914-06-01..1914-08-31 season]"},
		{"ago", "Two years ago he left.", thursday, "Two years ago [2021-01-01..2021-12-31 year]"},
		{"days ago", "Three days ago he left.", thursday, "Three days ago [2023-07-17 day]"},
		{"yesterday", "He left yesterday morning.", thursday, "yesterday morning [2023-07-19 time]"},
		{"possessive", "Yesterday's attack.", thursday, "Yesterday [2023-07-19 day]"},
		{"next day", "He came on July 3, 2023. He left the next day.", thursday, "July 3, 2023 [2023-07-03 day]; the next day [2023-07-04 day]"},
		{"time with day", "It began at 3 p.m. on Monday.", thursday, "3 p.m. on Monday [2023-07-17 time]"},
		{"time of the clock in four figures", "It began at 1520 hrs near the bridge and took 1580 hours in all.", thursday, "1520 hrs [- time]; 1580 hours [- duration]"},
		{"ratio", "It won 20-30 and 5.5 percent.", thursday, ""},
		{"two days of a month", "They met on 6-7 January 1916.", "", "6 [1916-01-06 day]; 7 January 1916 [1916-01-07 day]"},
		{"to come by its verb", "The rules shall be settled not later than 15 September.", "2026-08-22", "15 September [2026-09-15 day]"},
		{"could be held", "A third round could be held in November.", "2026-10-22", "November [2026-11-01..2026-11-30 month]"},
		{"a deadline near by", "They asked it to answer by October 31.", "1989-10-26", "October 31 [1989-10-31 day]"},
		{"month of last year", "In June last year it fell.", thursday, "June last year [2022-06-01..2022-06-30 month]"},
		{"mid-month", "By mid-September it was over.", thursday, "mid-September [2022-09-01..2022-09-30 month]"},
		{"the end of the year", "It must end by the end of the year.", thursday, "the end of the year [2023-01-01..2023-12-31 year]"},
		{"the week of", "A hearing in the week of March 6, 2023.", "", "the week of March 6, 2023 [2023-03-06..2023-03-12 week]"},
		{"spelled year", "In nineteen ninety-six it was so.", "", "nineteen ninety-six [1996-01-01..1996-12-31 year]"},
		{"an age is no time", "A 44-year-old man, 44 years old.", "", ""},
		{"a rate is no time", "It has four flights a week.", "", ""},
		{"a fraction is no time", "About three-quarters of it.", "", ""},
		{"a name is no month", "Ministers and Jan Kavan of Prague.", thursday, ""},
		{"colon behind a date", "On Monday, Oct. 26: the court met.", "1998-10-27", "Monday, Oct. 26 [1998-10-26 day]"},
		{"easter", "It began on Easter Sunday.", "2023-07-20", "Easter Sunday [2023-04-09 day]"},
		{"eid", "A truce for Eid al-Fitr 2024 was agreed.", "", "Eid al-Fitr 2024 [2024-04-10 day]"},
		{"ramadan", "The truce will last through Ramadan.", "2024-02-20", "Ramadan [2024-03-11..2024-04-09 month]"},
		{"thanksgiving", "He was found on Thanksgiving Day.", "1999-12-05", "Thanksgiving Day [1999-11-25 day]"},
		{"the ordinal", "It began on 20 September 1917. The attack on the 25th failed.", "", "20 September 1917 [1917-09-20 day]; the 25th [1917-09-25 day]"},
		{"weeks before", "He was seen in the weeks before the attack.", thursday, "weeks [- duration]"},
		{"urdu", "وہ ۲۷ اکتوبر ۲۰۲۵ کو آیا۔", "", "۲۷ اکتوبر ۲۰۲۵ [2025-10-27 day]"},
		{"urdu weekday", "پیر کو حملہ ہوا اور منگل کی صبح فائرنگ ہوئی۔ پیر صاحب نے کہا۔", thursday, "پیر [2023-07-17 day]; منگل [2023-07-18 day]"},
		{"urdu last week, this year", "گزشتہ ہفتے اور رواں سال۔", thursday, "گزشتہ ہفتے [2023-07-10..2023-07-16 week]; رواں سال [2023-01-01..2023-12-31 year]"},
		{"urdu last week, undated", "گزشتہ ہفتے حملہ ہوا۔", "", "گزشتہ ہفتے [- week]"},
		{"dari last month, last year", "ماه گذشته و سال روان و امسال.", thursday, "ماه گذشته [2023-06-01..2023-06-30 month]; سال روان [2023-01-01..2023-12-31 year]; امسال [2023-01-01..2023-12-31 year]"},
		{"pashto weekday, last year", "د دوشنبې په ورځ او تېر کال.", thursday, "دوشنبې [2023-07-17 day]; تېر کال [2022-01-01..2022-12-31 year]"},
		{"arabic last month, weekday", "الشهر الماضي، يوم الاثنين وهذا العام.", thursday, "الشهر الماضي [2023-06-01..2023-06-30 month]; الاثنين [2023-07-17 day]"},
		{"dari", "در ۵ عقرب ۱۴۰۴ آمد.", "", "۵ عقرب ۱۴۰۴ [2025-10-27 day]"},
		{"arabic", "في ٢٧ أكتوبر ٢٠٢٥ جاء.", "", "٢٧ أكتوبر ٢٠٢٥ [2025-10-27 day]"},
		{"lunar", "در ۱۵ رمضان ۱۴۴۵ بود.", "", "۱۵ رمضان ۱۴۴۵ [2024-03-25 day]"},
	} {
		x, got := find(c.in, c.published)
		if s := show(x, got); s != c.want {
			t.Errorf("%s: %q: %s, want %s", c.name, c.in, s, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"last week of the 5th", "July 3-", "the '", "2023-", "3 p.m. on", "12:", "1980's", "mid-", "۵ عقرب", "February 30", "a few"} {
		f.Add(s, "2023-07-20")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, published string) {
		x, all := find(s, published)
		at := 0
		for _, e := range all {
			if e.Start < at || e.End <= e.Start || e.End > len(x.Plain) {
				t.Fatalf("span %v after %d of %d", e.Span, at, len(x.Plain))
			}
			at = e.End
			if e.From.IsZero() != e.To.IsZero() || e.To.Before(e.From) || e.Grain == "" || e.Basis == "" {
				t.Fatalf("%q: %+v", x.String(e.Span), e)
			}
			if e.Grain == "duration" && !e.From.IsZero() {
				t.Fatalf("%q is a length with days", x.String(e.Span))
			}
		}
	})
}
