package language

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/reading/text"
)

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
		"tl": `ang ng sa na mga ay at si ni ito hindi kay para may siya nang kung ayon niya sila kanyang`,
		"ha": `da na ta ya a ba cewa wanda sun yi shi kuma ne ce ga wata wani suka inda zai ta'addanci gwamnatin`,
		"hu": `a az és hogy nem egy is volt meg de azt ez el már csak mint szerint után még vagy lesz aki`,
		"cs": `a se v na je že s z do o k i jako za by ale pro jsem jeho po jsou podle který však bude`,
		"fi": `ja on ei että oli se hän mutta ovat joka kun myös mukaan kuin ole hänen sekä jo vain`,
		"da": `og i at det er en til af på den med for de ikke som der har var et han vi fra sig efter ved`,
		"no": `og i det er på en til av at som for den med har de ikke var et om han etter ble fra`,
		"sq": `të e në dhe për me një i se nuk që ka nga si është më janë u por`,
		"az": `və bu bir ilə üçün da də ki olan edib olub deyib onun görə sonra ən`,
		"ku": `û li di de ku ji bi bo ev jî yên wê ya yê hat ew her`,
		"hr": `i u je da se na su za od s što kao ali koji iz nije bi će prema kako to`,
		"vi": `và của là có trong được cho các những một không với người đã này khi đến từ về`,
		"uz": `va bilan uchun bu bir ham deb edi esa lekin o'z haqida bo'lgan`,
	} {
		for _, w := range strings.Fields(words) {
			m[w] = append(m[w], tag)
		}
	}
	return m
}()

// tags are the languages of small, in order.
var tags = func() []string {
	seen := map[string]bool{}
	var out []string
	for _, all := range small {
		for _, t := range all {
			if !seen[t] {
				seen[t] = true
				out = append(out, t)
			}
		}
	}
	sort.Strings(out)
	return out
}()

// smallIn gives the languages of a small word, as indexes into tags.
var smallIn = func() *text.Table[[]int] {
	m := map[string][]int{}
	for w, all := range small {
		for _, tag := range all {
			m[w] = append(m[w], sort.SearchStrings(tags, tag))
		}
	}
	return text.NewTable(m)
}()

// latin tells the languages in Latin letters apart. English is believed only
// where a good part of the words are its small ones, or where the text is a
// headline of plain letters: a guess would pass off as read what was not.
func latin(s string) string {
	hits := make([]int, len(tags))
	total, ascii := 0, true
	count := func(w string) {
		total++
		for _, n := range smallIn.At(w) {
			hits[n]++
		}
	}
	s = strings.ToLower(s)
	start := -1 // of the word that is read
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r == '\'' || r >= utf8.RuneSelf && unicode.IsLetter(r):
			if start < 0 {
				start = i
			}
			ascii = ascii && r < utf8.RuneSelf
		case start >= 0:
			count(s[start:i])
			start = -1
		}
	}
	if start >= 0 {
		count(s[start:])
	}
	best, most := "und", 0
	for n, tag := range tags {
		if hits[n] > most || hits[n] == most && tag == "en" && most > 0 {
			best, most = tag, hits[n]
		}
	}
	switch {
	case total == 0:
		return "und"
	case most <= 1 && ascii && total < 12: // a headline
		return "en"
	case total < 40 && most*12 >= total, most*8 >= total:
		return best
	case ascii && best == "en" && most*14 >= total:
		return "en"
	}
	return "und"
}
