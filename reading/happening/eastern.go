package happening

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/eastern"
	"github.com/surety-mechanism/surety/reading/text"
)

// easternNouns name an incident in Urdu, Pashto, Dari, Persian and Arabic, by type
// and language; a name of several words has "_" between them.
var easternNouns = func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for tongue, kinds := range map[string]map[string]string{
		eastern.Urdu: {
			Attack:     `حملہ حملے حملوں فائرنگ قتل_عام`,
			ArmedClash: `جھڑپ جھڑپوں جھڑپیں لڑائی کارروائی آپریشن مقابلے مقابلہ`,
			AirStrike:  `فضائی_حملہ فضائی_حملے فضائی_حملوں ڈرون_حملہ ڈرون_حملے ڈرون_حملوں بمباری`,
			Suicide:    `خودکش_حملہ خودکش_حملے خودکش_حملوں خودکش_دھماکہ خودکش_دھماکے`,
			Remote:     `دھماکہ دھماکا دھماکے دھماکوں بم_دھماکہ بم_دھماکے بارودی_سرنگ`,
			Shelling:   `گولہ_باری شیلنگ راکٹ_حملہ راکٹ_حملے مارٹر_حملہ`,
			Abduction:  `اغوا`,
		},
		eastern.Persian: {
			Attack:     `حمله حملات تیراندازی`,
			ArmedClash: `درگیری درگیری‌ها درگیریها نبرد عملیات زد_و_خورد`,
			AirStrike:  `حمله_هوایی حملات_هوایی بمباران حمله_پهپادی حمله_هوائی`,
			Suicide:    `حمله_انتحاری حملات_انتحاری انفجار_انتحاری بم‌گذاری_انتحاری`,
			Remote:     `انفجار انفجارها انفجارات ماین بم‌گذاری`,
			Shelling:   `گلوله‌باری گلولهباری حمله_راکتی حملات_راکتی توپ‌باران`,
			Abduction:  `آدم‌ربایی اختطاف گروگان‌گیری`,
		},
		eastern.Pashto: {
			Attack:     `برید بریدونه بریدونو ډزې`,
			ArmedClash: `نښته نښتې نښتو جګړه عملیات`,
			AirStrike:  `هوايي_برید هوایی_برید هوايي_بریدونه بمباري`,
			Suicide:    `ځانمرګی_برید ځانمرګي_برید ځانمرګې_برید ځانمرګي_بریدونه`,
			Remote:     `چاودنه چاودنې چاودنو ماین`,
			Shelling:   `توغندیز_برید راکټي_برید هاوان`,
		},
		eastern.Arabic: {
			Attack:     `هجوم هجمات الهجوم اعتداء إطلاق_نار إطلاق_النار كمين`,
			ArmedClash: `اشتباك اشتباكات الاشتباكات معارك مواجهات عملية_عسكرية`,
			AirStrike:  `غارة_جوية غارات_جوية غارة غارات الغارة الغارات`,
			Suicide:    `هجوم_انتحاري تفجير_انتحاري هجمات_انتحارية`,
			Remote:     `انفجار تفجير الانفجار التفجير عبوة_ناسفة لغم`,
			Shelling:   `قصف القصف`,
			Abduction:  `اختطاف خطف`,
		},
	} {
		out[tongue] = map[string]string{}
		for kind, list := range kinds {
			for w := range eastern.Words(list) {
				out[tongue][w] = kind
			}
		}
	}
	return out
}()

// easternUnreal stand right before an incident's noun that says that there was
// none, or not yet.
var easternUnreal = eastern.Words(`ممکنہ کسی آئندہ احتمالی هیچ هر احتمالي أي محتمل منع مزید`)

// eastern reads the mention of an incident that begins at token k, in the
// language of the document.
func (f *finder) eastern(tongue string, k int) (mention, bool) {
	if f.toks[k].Kind != text.Word {
		return mention{}, false
	}
	for n := min(3, f.to-k); n > 0; n-- {
		var b strings.Builder
		for i := k; i < k+n; i++ {
			if i > k {
				b.WriteByte(' ')
			}
			b.WriteString(eastern.Fold(f.toks[i].Lower))
		}
		kind, ok := easternNouns[tongue][b.String()]
		if !ok && tongue == eastern.Arabic { // "and", "with" are written together with the noun
			for _, p := range [...]string{"و", "ب", "ف", "ل"} {
				if rest, cut := strings.CutPrefix(b.String(), p); cut && !ok {
					kind, ok = easternNouns[tongue][rest]
				}
			}
		}
		if !ok {
			continue
		}
		if k > f.from && easternUnreal[eastern.Fold(f.toks[k-1].Lower)] {
			return mention{}, false
		}
		m := mention{tok: k, end: k + n, sentence: f.index, kind: kind, place: -1, time: -1}
		if k > f.from {
			before := eastern.Fold(f.toks[k-1].Lower)
			m.definite, m.another = easternThis[before], easternOther[before]
		}
		m = f.done(m)
		// The languages have no article: a noun with neither day nor place goes on
		// with what was told before.
		m.opens = m.place >= 0 || m.time >= 0 || m.another || len(f.out) == 0
		return m, true
	}
	return mention{}, false
}

// easternThis and easternOther say that an incident is the one told of, or another.
var (
	easternThis  = eastern.Words(`اس ان این آن همین دې دغه دغې هذا هذه ذلك`)
	easternOther = eastern.Words(`دوسرے دوسری دوسرا دیگر بل یوبل`)
)

// easternBefore and easternBehind are words that put a place on the map: before it, and in Urdu
// and Pashto behind it.
var (
	easternBefore = eastern.Words(`در نزدیک شهر ولایت ولسوالی منطقه په د ښار في قرب بمدينة مدينة شمال جنوب شرق غرب`)
	easternBehind = eastern.Words(`میں کے کې ښار ولایت شہر ضلع`)
)

// easternLocated reports whether words beside the place at tokens [i, j) say that
// something is there; a letter written together with its name may ("in Kabul").
func (f *finder) easternLocated(i, j int, s text.Sentence) bool {
	if i > s.First && easternBefore[eastern.Fold(f.toks[i-1].Lower)] {
		return true
	}
	return j < s.Last && easternBehind[eastern.Fold(f.toks[j].Lower)]
}
