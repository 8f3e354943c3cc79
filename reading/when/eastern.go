package when

import (
	"strings"
	"time"

	"github.com/hablullah/go-hijri"
	"github.com/jalaali/go-jalaali"

	arabic "github.com/surety-mechanism/surety/reading/eastern"
)

// Gregorian months as Urdu, Persian and Dari, Pashto and Arabic write them.
// Letters that those languages write in several ways are folded by package eastern.
var gregorianNames = easternIndex(
	"جنوری|ژانویه|جنوري|يناير|جنوري",
	"فروری|فوریه|فبروری|فبروري|فبراير",
	"مارچ|مارس|مارچ",
	"اپریل|آوریل|اپریل|ابریل|أبريل|ابريل",
	"مئی|مه|می|مې|مايو",
	"جون|ژوئن|يونيو",
	"جولائی|ژوئیه|جولای|جولاي|يوليو|يوليه",
	"اگست|اوت|آگست|اګست|أغسطس|اغسطس",
	"ستمبر|سپتامبر|سپتمبر|سبتمبر|سپټمبر",
	"اکتوبر|اکتبر|أكتوبر|اكتوبر",
	"نومبر|نوامبر|نوفمبر",
	"دسمبر|دسامبر|ديسمبر|ډسمبر",
)

// Months of the Solar Hijri year: Persian, Dari, Pashto.
var solarNames = easternIndex(
	"فروردین|حمل|وری", "اردیبهشت|ثور|غویی", "خرداد|جوزا|غبرګولی", "تیر|سرطان|چنګاښ", "مرداد|اسد|زمری", "شهریور|سنبله|وږی",
	"مهر|میزان|تله", "آبان|عقرب|لړم", "آذر|قوس|لیندۍ", "دی|جدی|مرغومی", "بهمن|دلو|سلواغه", "اسفند|حوت|کب",
)

// Months of the lunar Hijri year of one word.
var lunarNames = easternIndex(
	"محرم", "صفر", "", "", "", "", "رجب", "شعبان", "رمضان", "شوال", "", "",
)

// Months of the lunar year of two words.
var lunarPairs = foldKeys(map[string]int{
	"ربیع الاول": 3, "ربیع الثانی": 4, "ربیع الآخر": 4, "جمادی الاول": 5, "جمادی الاولی": 5, "جمادی الثانی": 6, "جمادی الثانیه": 6,
	"ذی القعده": 11, "ذو القعده": 11, "ذی الحجه": 12, "ذو الحجه": 12,
})

func foldKeys(m map[string]int) map[string]int {
	out := map[string]int{}
	for w, n := range m {
		out[arabic.Fold(w)] = n
	}
	return out
}

var easternWeekdays = easternIndex(
	"اتوار|یکشنبه|یکشنبې|الأحد|الاحد|يکشنبه", "پیر|دوشنبه|دوشنبې|الاثنين|الإثنين|سوموار", "منگل|سه‌شنبه|سه‌شنبې|الثلاثاء", "بدھ|چهارشنبه|چهارشنبې|چارشنبې|الأربعاء|الاربعاء",
	"جمعرات|پنجشنبه|پنجشنبې|پنج‌شنبه|الخميس", "جمعہ|جمعه|جمعې|الجمعة|آدینه", "ہفتہ|ہفتے|شنبه|شنبې|السبت",
)

var easternDays = map[string]int{
	"آج": 0, "امروز": 0, "نن": 0, "اليوم": 0, "دیروز": -1, "پرون": -1, "أمس": -1, "امس": -1, "فردا": 1, "سبا": 1, "غدا": 1, "غداً": 1,
}

func easternIndex(list ...string) map[string]int {
	m := map[string]int{}
	for i, names := range list {
		for _, w := range strings.Split(names, "|") {
			if w != "" {
				m[arabic.Fold(w)] = i + 1
			}
		}
	}
	return m
}

// eastern reads dates written in Arabic letters: "۲۷ اکتوبر ۲۰۲۵", "۵ عقرب
// ۱۴۰۴", "یکشنبه", "امروز".
func eastern(f *finder, i int) (int, interval) {
	k := f.toks[i]
	if c := f.t.Plain[k.Start]; c < 0xd8 || c > 0xdb {
		return 0, interval{}
	}
	w := arabic.Fold(k.Lower)
	if shift, ok := easternDays[k.Lower]; ok {
		if f.anchor.IsZero() {
			return 1, vague("day")
		}
		return 1, ofDay(f.anchor.AddDate(0, 0, shift), Published)
	}
	if wd, ok := easternWeekdays[w]; ok {
		// "پیر" and "ہفتہ" are words of other meanings too: the words around must tell.
		if f.isEasternDay(i) || strings.HasSuffix(w, "شنبه") || strings.HasSuffix(w, "شنبی") {
			return 1, f.weekday(i, time.Weekday(wd-1))
		}
	}
	if n, v := f.easternRelative(i); n > 0 {
		return n, v
	}
	if d, ok := dayOf(k.Lower); ok {
		j := i + 1
		if f.is(j, "مئي", "کې") {
			return 0, interval{}
		}
		calendar, m, n := f.easternMonth(j)
		if m == 0 {
			return 0, interval{}
		}
		j = f.comma(j + n)
		if f.is(j, "سال", "کال", "عام", "سنة", "د") {
			j++
		}
		if j < len(f.toks) {
			if y, ok := yearOf(f.low(j)); ok {
				if t, ok := easternDay(calendar, y, m, d); ok {
					v := ofDay(t, Explicit)
					v.year = true
					return j + 1 - i, v
				}
			}
		}
		if calendar == "gregorian" {
			v := f.withoutYear(i, 1+n, m, d)
			if v.grain == "" {
				return 0, interval{}
			}
			return 1 + n, v
		}
		return 1 + n, vague("day")
	}
	calendar, m, n := f.easternMonth(i)
	if m == 0 {
		return 0, interval{}
	}
	j := f.comma(i + n)
	if f.is(j, "سال", "کال", "عام") {
		j++
	}
	if j < len(f.toks) {
		if y, ok := yearOf(f.low(j)); ok {
			from, okFrom := easternDay(calendar, y, m, 1)
			next, ym := m+1, y
			if next > 12 {
				next, ym = 1, y+1
			}
			after, okAfter := easternDay(calendar, ym, next, 1)
			if okFrom && okAfter {
				v := days(from, after.AddDate(0, 0, -1), "month", Explicit)
				v.year = true
				return j + 1 - i, v
			}
		}
	}
	return 0, interval{} // a month's name alone may be another word
}

// easternMonth reads a month's name at i: of which calendar, which, how many tokens.
func (f *finder) easternMonth(i int) (string, int, int) {
	if i >= len(f.toks) {
		return "", 0, 0
	}
	if i+1 < len(f.toks) {
		if m := lunarPairs[arabic.Fold(f.low(i))+" "+arabic.Fold(f.low(i+1))]; m > 0 {
			return "lunar", m, 2
		}
	}
	w := arabic.Fold(f.low(i))
	switch {
	case gregorianNames[w] > 0:
		return "gregorian", gregorianNames[w], 1
	case solarNames[w] > 0:
		return "solar", solarNames[w], 1
	case lunarNames[w] > 0:
		return "lunar", lunarNames[w], 1
	}
	return "", 0, 0
}

// easternDay gives the Gregorian day of a date of one of three calendars.
func easternDay(calendar string, y, m, d int) (time.Time, bool) {
	switch calendar {
	case "gregorian":
		if y < 1700 {
			return time.Time{}, false
		}
		return day(y, m, d)
	case "solar":
		if y < 1200 || y > 1500 || d > 31 {
			return time.Time{}, false
		}
		gy, gm, gd, err := jalaali.ToGregorian(y, jalaali.Month(m), d)
		if err != nil {
			return time.Time{}, false
		}
		return day(gy, int(gm), gd)
	case "lunar":
		if y < 1356 || y > 1500 || d > 30 {
			return time.Time{}, false
		}
		t := hijri.UmmAlQuraDate{Year: int64(y), Month: int64(m), Day: int64(d)}.ToGregorian()
		return day(t.Year(), int(t.Month()), t.Day())
	}
	return time.Time{}, false
}
