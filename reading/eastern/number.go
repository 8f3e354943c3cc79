package eastern

import "strings"

// most is the highest number read.
const most = 100_000_000

// Number reads the number that the folded words begin with: its value and how
// many of them it takes; 0 where there is none. Digits may be of any of the
// scripts.
func Number(tongue string, words []string) (n, used int) {
	if len(words) == 0 {
		return 0, 0
	}
	if v, ok := digits(words[0]); ok {
		if len(words) > 1 {
			if f := scales[words[1]]; f > 1 && v*f <= most {
				return v * f, 2
			}
		}
		return v, 1
	}
	t := numbers[tongue]
	total, part, last := 0, 0, 0
	for i := 0; i < len(words) && i < 8; i++ {
		w := words[i]
		if i > 0 && w == "و" && tongue != Urdu && tongue != Pashto {
			if i+1 == len(words) || t[words[i+1]] == 0 || t[words[i+1]] >= lowest(part) {
				break
			}
			continue // "twenty and five"
		}
		joined := false
		if tongue == Arabic && i > 0 {
			if rest, ok := strings.CutPrefix(w, "و"); ok && t[rest] > 0 {
				w, joined = rest, true
			}
		}
		v := t[w]
		if v == 0 && tongue == Arabic {
			v = hundreds(t, w)
		}
		f := scales[w]
		switch {
		case f > 1 && (part > 0 || f >= 100 && i == 0):
			part = max(part, 1) * f
			if f >= 1000 {
				total, part = total+part, 0
			}
		case v == 0:
			i = len(words) // ends it
			continue
		case last == 0, joined, i > 0 && words[i-1] == "و", teen(tongue, last, v), tongue == Urdu && v < 100 && part >= 100, total > 0 && part == 0:
			part += v
		default:
			i = len(words)
			continue
		}
		last, used = max(v, f), i+1
	}
	if used == 0 || total+part > most {
		return 0, 0
	}
	return total + part, used
}

// teen reports whether v goes with the unit before it without an "and": Arabic
// "three ten", Pashto "five twenty".
func teen(tongue string, unit, v int) bool {
	switch tongue {
	case Arabic:
		return unit < 10 && v == 10
	case Pashto:
		return unit < 10 && v >= 20 && v < 100 && v%10 == 0
	}
	return false
}

// lowest gives what a number behind "and" must be less than: twenty and five, a
// hundred and fifty; but not five and twelve.
func lowest(part int) int {
	switch {
	case part >= 100 && part%100 == 0:
		return 100
	case part >= 20 && part%10 == 0:
		return 10
	}
	return 0
}

// hundreds reads Arabic's "three hundred" in one word.
func hundreds(t map[string]int, w string) int {
	for _, end := range []string{"میه", "مایه"} {
		if unit, ok := strings.CutSuffix(w, end); ok && unit != "" {
			if v := t[unit]; v >= 3 && v < 10 {
				return v * 100
			}
		}
	}
	return 0
}

// digits gives the value of a number in digits of any of the scripts.
func digits(w string) (int, bool) {
	n, seen := 0, 0
	for _, r := range w {
		switch {
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		case r >= '٠' && r <= '٩':
			n = n*10 + int(r-'٠')
		case r >= '۰' && r <= '۹':
			n = n*10 + int(r-'۰')
		case (r == ',' || r == '٬' || r == '،') && seen > 0:
			continue
		default:
			return 0, false
		}
		if seen++; seen > 9 {
			return 0, false
		}
	}
	return n, seen > 0
}

// scales multiply what stands before them.
var scales = func() map[string]int {
	out := map[string]int{}
	for n, list := range map[int]string{100: "سو صد سل مئة مائة", 1000: "ہزار هزار زره زر ألف آلاف ألفا", 100_000: "لاکھ لک", 10_000_000: "کروڑ"} {
		for w := range Words(list) {
			out[w] = n
		}
	}
	return out
}()

// numbers are the words for numbers by language. Urdu's "this very" and "better"
// are written like its eighty and seventy-two, which are left out.
var numbers = map[string]map[string]int{
	Urdu: count(`ایک دو تین چار پانچ چھ|چھے|چھہ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس
		اکیس بائیس تئیس|تیئس|تیئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس چالیس
		اکتالیس بیالیس تینتالیس|تنتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس پچاس اکاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ ساٹھ
		اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر ستر اکہتر - تہتر چوہتر پچہتر چھہتر ستتر اٹھہتر اناسی -
		اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی نوے اکانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے`, nil),
	Persian: count(`یک|یکی دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده|هژده نوزده|نزده بیست`,
		map[int]string{30: "سی", 40: "چهل", 50: "پنجاه", 60: "شصت", 70: "هفتاد", 80: "هشتاد", 90: "نود", 200: "دویست", 300: "سیصد", 400: "چهارصد", 500: "پانصد", 600: "ششصد", 700: "هفتصد", 800: "هشتصد", 900: "نهصد"}),
	Pashto: count(`یو|یوه دوه درې|دري څلور پنځه شپږ اووه|اوه اته نهه|نه لس یوولس|یولس دوولس|دولس دیارلس|ديارلس څوارلس پنځلس شپاړس|شپاړلس اوولس|اولس اتلس نولس|نونس شل`,
		map[int]string{20: "ویشت", 21: "یوویشت|یویشت", 30: "دېرش|دیرش", 40: "څلوېښت|څلویښت", 50: "پنځوس", 60: "شپېته|شپیته", 70: "اویا", 80: "اتیا", 90: "نوي"}),
	Arabic: count(`واحد|أحد|إحدى اثنان|اثنين|اثنا|اثني|اثنتا|اثنتي ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني|ثمان تسعة|تسع عشرة|عشر`,
		map[int]string{20: "عشرون|عشرين", 30: "ثلاثون|ثلاثين", 40: "أربعون|أربعين", 50: "خمسون|خمسين", 60: "ستون|ستين", 70: "سبعون|سبعين", 80: "ثمانون|ثمانين", 90: "تسعون|تسعين", 200: "مئتان|مئتين|مائتان|مائتين|مئتا|مئتي", 2000: "ألفان|ألفين|ألفا"}),
}

// count numbers the words of a list from one; "|" parts spellings, "-" leaves one out.
func count(list string, more map[int]string) map[string]int {
	out := map[string]int{}
	put := func(n int, spellings string) {
		for w := range strings.SplitSeq(spellings, "|") {
			if w != "-" {
				out[Fold(w)] = n
			}
		}
	}
	for i, w := range strings.Fields(list) {
		put(i+1, w)
	}
	for n, w := range more {
		put(n, w)
	}
	return out
}
