package when

import (
	arabic "github.com/surety-mechanism/surety/reading/eastern"
)

// easternUnits are the units of the calendar, and easternWays the words that say
// of one that it is the last, this or the next: before it in Urdu and Pashto,
// behind it in Persian and Arabic.
var (
	easternUnits = easternTable(map[unit]string{
		week:  "ہفتہ ہفتے هفته اونۍ اونی الأسبوع أسبوع",
		month: "ماہ مہینہ مہینے ماه میاشت میاشتې الشهر شهر",
		year:  "سال برس کال العام السنة عام سنة",
	})
	easternBefore = easternTable(map[int]string{
		-1: "گزشتہ گذشتہ پچھلے پچھلی پچھلا تېره تیره تېر تیر",
		0:  "رواں موجودہ روان روانه سږ هذا هذه",
		1:  "آئندہ اگلے اگلی راتلونکې راتلونکی راتلونکي",
	})
	easternBehind = easternTable(map[int]string{
		-1: "گذشته پار الماضي الماضية الفائت المنصرم المنصرمة",
		0:  "جاری روان الحالي الجاري الجارية",
		1:  "آینده آتی المقبل المقبلة القادم القادمة",
	})
	// One word for a year.
	easternYears = easternTable(map[int]string{-1: "پارسال پروسږکال پروسږ", 0: "امسال سږکال"})
)

func easternTable[K comparable](lists map[K]string) map[string]K {
	out := map[string]K{}
	for k, list := range lists {
		for w := range arabic.Words(list) {
			out[w] = k
		}
	}
	return out
}

// easternRelative reads "گزشتہ ہفتے", "ماه گذشته", "تېر کال", "الشهر الماضي",
// "امسال", and how many tokens that takes.
func (f *finder) easternRelative(i int) (int, interval) {
	w := arabic.Fold(f.low(i))
	next := ""
	if i+1 < len(f.toks) {
		next = arabic.Fold(f.low(i + 1))
	}
	of := func(n int, u unit, way int) (int, interval) {
		if f.anchor.IsZero() {
			return n, vague(grainOf(u))
		}
		return n, f.around(f.anchor, u, way, Published)
	}
	if way, ok := easternYears[w]; ok {
		return of(1, year, way)
	}
	if way, ok := easternBefore[w]; ok {
		if u, is := easternUnits[next]; is {
			return of(2, u, way)
		}
		if way < 0 && next == arabic.Fold("روز") {
			return of(2, dayUnit, -1)
		}
	}
	if u, ok := easternUnits[w]; ok {
		if way, is := easternBehind[next]; is {
			return of(2, u, way)
		}
	}
	return 0, interval{}
}

// isEasternDay reports whether the words around token i say that it is the name
// of a day, which with some names is a word of another meaning.
func (f *finder) isEasternDay(i int) bool {
	switch {
	case f.is(i+1, "کو"):
		return true
	case f.is(i+1, "کے", "کی"):
		return f.is(i+2, "روز", "دن", "صبح", "شام", "رات", "شب", "دوپہر")
	case f.is(i+1, "په") && f.is(i+2, "ورځ"), f.is(i+1, "ورځ", "الماضي", "الماضية"):
		return true
	}
	return f.is(i-1, "روز", "يوم", "یوم", "په", "د", "در")
}
