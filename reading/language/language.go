// Package language guesses what language a text is in: by its script, then by
// letters that only one language has, then by the small words that every text
// of a language is full of.
//
// A wrong guess would pass a text off as read that was not; where nothing tells,
// the answer is "und".
package language

import (
	"strings"
	"unicode"
)

// Readable reports whether the reader knows the language: the others get no
// records.
func Readable(tag string) bool {
	switch tag {
	case "en", "ur", "ps", "fa", "prs", "ar":
		return true
	}
	return false
}

// enough is how many bytes are looked at.
const enough = 20000

// Guess gives the BCP 47 tag of the text's language, "und" when it cannot tell.
func Guess(s string) string {
	if len(s) > enough {
		s = s[:enough]
	}
	counts := map[string]int{}
	total := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		total++
		counts[script(r)]++
	}
	best, most := "", 0
	for _, name := range scripts {
		if counts[name] > most {
			best, most = name, counts[name]
		}
	}
	if total == 0 || most*2 < total && best != "han" {
		if most == 0 {
			return "und"
		}
	}
	switch best {
	case "latin":
		return latin(s)
	case "arabic":
		return arabic(s)
	case "cyrillic":
		if strings.ContainsAny(s, "іїєґ") {
			return "uk"
		}
		return "ru"
	case "han":
		if counts["kana"] > 0 {
			return "ja"
		}
		return "zh"
	case "kana":
		return "ja"
	}
	if tag := scriptTag[best]; tag != "" {
		return tag
	}
	return "und"
}

var scripts = []string{"latin", "arabic", "cyrillic", "han", "kana", "hangul", "devanagari", "greek", "hebrew", "bengali", "thai", "tamil", "armenian", "georgian", "ethiopic", "gurmukhi", "other"}

var scriptTag = map[string]string{"hangul": "ko", "devanagari": "hi", "greek": "el", "hebrew": "he", "bengali": "bn", "thai": "th", "tamil": "ta", "armenian": "hy", "georgian": "ka", "ethiopic": "am", "gurmukhi": "pa"}

func script(r rune) string {
	switch {
	case r < 0x250 || r >= 0x1e00 && r < 0x1f00:
		return "latin"
	case r >= 0x370 && r < 0x400:
		return "greek"
	case r >= 0x400 && r < 0x530:
		return "cyrillic"
	case r >= 0x530 && r < 0x590:
		return "armenian"
	case r >= 0x590 && r < 0x600:
		return "hebrew"
	case r >= 0x600 && r < 0x780 || r >= 0xfb50 && r < 0xfe00 || r >= 0xfe70 && r < 0xff00:
		return "arabic"
	case r >= 0x900 && r < 0x980:
		return "devanagari"
	case r >= 0x980 && r < 0xa00:
		return "bengali"
	case r >= 0xa00 && r < 0xa80:
		return "gurmukhi"
	case r >= 0xb80 && r < 0xc00:
		return "tamil"
	case r >= 0xe00 && r < 0xe80:
		return "thai"
	case r >= 0x10a0 && r < 0x1100:
		return "georgian"
	case r >= 0x1200 && r < 0x1380:
		return "ethiopic"
	case r >= 0x3040 && r < 0x3100:
		return "kana"
	case r >= 0x3400 && r < 0xa000:
		return "han"
	case r >= 0xac00 && r < 0xd7b0:
		return "hangul"
	}
	return "other"
}

// arabic tells the languages written in Arabic letters apart.
func arabic(s string) string {
	var pashto, urdu, persian, arab int
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
		}
	}
	afghan, persianWords, arabWords := 0, 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\u200c' }) {
		switch w {
		case "را", "است", "که", "این", "از", "شد", "شده", "های", "می", "خواهد", "بود", "گفت", "برای":
			persianWords++
		case "ولسوالی", "ولایت", "پوهنتون", "امارت", "افغانی", "حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت", "هزارجات", "والی", "کابل":
			afghan++
		case "من", "في", "على", "إلى", "أن", "التي", "الذي", "هذا", "عن", "قال", "وقال":
			arabWords++
		}
	}
	switch {
	case pashto > urdu && pashto*40 > len([]rune(s))/2:
		return "ps"
	case urdu*30 > len([]rune(s))/2 && urdu > pashto:
		return "ur"
	case arab+3*arabWords > persian+3*persianWords:
		return "ar"
	case persianWords+persian == 0:
		return "und"
	case afghan >= 2:
		return "prs"
	}
	return "fa"
}

// small are words that the texts of a language are full of, few of them of
// another language too.
var small = func() map[string][]string {
	m := map[string][]string{}
	for tag, words := range map[string]string{
		"en": `the of and to in that is was for it with as his on be at by had not are but from or have an they which one you were her all she there would their we him been has when who will more no if out so said what up its about into than them can only other new some could time these two may then do first any my now such like our over man me even most made after also did many before must through back years where much your way well down should because each just those people mr how too`,
		"es": `de la que el en y los se del las por un para con una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros ese eso había ante ellos fue según dijo años`,
		"fr": `de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec mais ou son été cette aux ont elle être leur ses comme après deux fait nous vous même sans entre depuis ces selon ans était c'est d'une qu'il`,
		"de": `der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei`,
		"pt": `de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles você disse são`,
		"it": `di che è e la il un a per in una mi sono ho non ma lo ha le si ti i con cosa se io come da ci no questo qui hai sei del tu solo della dei gli al nel più alla anche suo sua era delle stato dalla sul due dopo essere loro tra`,
		"nl": `de van het een en in is dat op te zijn voor met die niet aan er om ook als dan maar bij nog uit naar heeft hij door over ze wordt tot je hebben deze meer was worden werd had of zij geen kan wel moet`,
		"tr": `ve bir bu da de için ile çok olarak daha olan gibi sonra kadar ne en ama o her ki mi ya olduğu değil göre ise türkiye oldu ancak tarafından`,
		"id": `yang dan di untuk dengan dari ini pada tidak dalam itu ke akan adalah juga oleh telah sebagai ada mereka bisa karena atau sudah saat kata lebih tersebut`,
		"sw": `ya wa na kwa ni katika za la kuwa hiyo huo hii cha watu baada kama lakini alisema hivyo ili yake wake`,
		"pl": `i w na z do się nie to że jest o jak po od za przez co dla ale są tak był oraz być może tego przed ich tym`,
		"sv": `och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när nu också`,
		"so": `oo ka ku iyo in u ah uu soo ay waa la kale dal ee ayaa`,
		"ro": `de și în a la cu o pe din care pentru nu este un să mai că sunt au fost prin sau după`,
		"uz": `va bilan uchun bu bir ham deb edi esa lekin o'z haqida bo'lgan`,
	} {
		for _, w := range strings.Fields(words) {
			m[w] = append(m[w], tag)
		}
	}
	return m
}()

// latin tells the languages in Latin letters apart. A text without any small
// word is taken for English when it is plain ASCII: a headline in telegraph style.
func latin(s string) string {
	hits := map[string]int{}
	total, ascii := 0, true
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		total++
		for _, r := range w {
			if r > 0x7f {
				ascii = false
			}
		}
		for _, tag := range small[w] {
			hits[tag]++
		}
	}
	best, most := "und", 0
	for _, tag := range []string{"en", "es", "fr", "de", "pt", "it", "nl", "tr", "id", "sw", "pl", "sv", "so", "ro", "uz"} {
		if hits[tag] > most {
			best, most = tag, hits[tag]
		}
	}
	switch {
	case most*12 < total && total >= 40:
		if ascii && best == "en" && most*25 >= total {
			return "en"
		}
		return "und"
	case most == 0 && ascii && total > 0, most <= 1 && ascii && total < 12:
		return "en"
	}
	return best
}
