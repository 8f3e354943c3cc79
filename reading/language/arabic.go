package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words that only one of the languages in Arabic letters is full of.
var (
	persianWords = list("را است که این از شد شده های می خواهد بود گفت برای با تا هم نیز آن")
	arabicWords  = list("من في على إلى أن التي الذي هذا هذه عن قال وقال كان بعد ما لا")
	urduWords    = list("کے کی کا میں نے ہے کو سے اور پر کہا ہیں تھا یہ")
	punjabiWords = list("دا دے دی نوں وچ ایہہ اوہ نیں سی ہن")
	// As one says it in Afghanistan, and as in Iran.
	afghanWords  = list("ولسوالی ولایت ولایات پوهنتون امارت افغانی هزارجات والی کابل قوماندان قوماندانی پولیس څارنوال سارنوال شفاخانه فاکولته ملی‌اردو ولسوال شاروال شاروالی سره‌میاشت لوی‌درستیز")
	iranianWords = list("استان شهرستان بیمارستان پلیس دانشگاه استاندار فرماندار شهرداری تهران نیروی‌انتظامی")
)

func list(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// arabic tells the languages written in Arabic letters apart.
func arabic(s string) string {
	var pashto, urdu, persian, arab, sindhi, kurdish, uyghur int
	for _, r := range s {
		switch r {
		case 'ښ', 'ځ', 'څ', 'ږ', 'ګ', 'ټ', 'ړ', 'ډ', 'ڼ', 'ې', 'ۍ':
			pashto++
		case 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ', 'ھ':
			urdu++
		case 'پ', 'چ', 'ژ', 'گ', 'ی', 'ک':
			persian++
		case 'ة', 'ي', 'ك', 'ى', 'إ', 'أ':
			arab++
		case 'ڪ', 'ڳ', 'ٿ', 'ڏ', 'ڄ', 'ڃ', 'ڙ', 'ڱ', 'ٺ', 'ڀ':
			sindhi++
		case 'ێ', 'ۆ', 'ڵ', 'ڕ':
			kurdish++
		case 'ۇ', 'ۈ', 'ۋ', 'ڭ', 'ۅ':
			uyghur++
		}
	}
	words := map[string]int{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\u200c' }) {
		for name, l := range map[string]map[string]bool{"fa": persianWords, "ar": arabicWords, "ur": urduWords, "pnb": punjabiWords, "af": afghanWords, "ir": iranianWords} {
			if l[w] {
				words[name]++
			}
		}
	}
	letters := utf8.RuneCountInString(s) / 2
	switch {
	case sindhi*40 > letters && sindhi > pashto:
		return "sd"
	case kurdish*40 > letters:
		return "ckb"
	case uyghur*40 > letters:
		return "ug"
	case pashto > urdu && pashto*40 > letters:
		return "ps"
	case urdu*30 > letters && urdu > pashto:
		if words["pnb"] > words["ur"] {
			return "pnb"
		}
		return "ur"
	case arab+3*words["ar"] > persian+3*words["fa"]:
		return "ar"
	case words["fa"]+persian == 0:
		return "und"
	case words["af"] >= 2 && words["af"] > words["ir"]:
		return "fa-AF"
	}
	return "fa"
}

// cyrillic tells the languages in Cyrillic letters apart by letters of their own.
func cyrillic(s string) string {
	for _, x := range []struct{ letters, tag string }{
		{"ӣӯҷ", "tg"}, {"әұһ", "kk"}, {"ў", "uz-Cyrl"}, {"іїєґ", "uk"}, {"ђћџ", "sr"}, {"ѓќѕ", "mk"}, {"өүң", "ky"}, {"өү", "mn"},
	} {
		n := 0
		for _, r := range s {
			if strings.ContainsRune(x.letters, r) {
				n++
			}
		}
		if n >= 2 && n*200 > utf8.RuneCountInString(s)/2 {
			return x.tag
		}
	}
	if !strings.ContainsAny(s, "ыэ") && strings.ContainsAny(s, "ъ") {
		return "bg"
	}
	return "ru"
}
