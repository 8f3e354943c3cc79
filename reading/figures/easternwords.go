package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/eastern"
)

// easternWords are the words of one language, folded; those of several parts
// have a blank in them.
type easternWords struct {
	effects map[string]string // what befell them
	people  map[string]string // nouns for people, with their standing
	others  map[string]bool   // "others"
	vague   map[string]bool   // "dozens of"
	low     map[string]bool   // "at least", before a number
	more    map[string]bool   // "or more", behind a number
	least   map[string]bool   // "at least", behind the people
	stops   map[string]bool   // words that no noun phrase has inside
	not     map[string]bool
}

func newEasternWords(effects, people map[string]string, lists ...string) *easternWords {
	byWord := func(m map[string]string) map[string]string {
		out := map[string]string{}
		for k, list := range m {
			for w := range eastern.Words(list) {
				out[w] = k
			}
		}
		return out
	}
	w := &easternWords{effects: byWord(effects), people: byWord(people)}
	for i, to := range []*map[string]bool{&w.others, &w.vague, &w.low, &w.more, &w.least, &w.stops, &w.not} {
		*to = eastern.Words(lists[i])
	}
	return w
}

// easternLexicon holds the words by language, written by hand.
var easternLexicon = map[string]*easternWords{
	eastern.Urdu: newEasternWords(map[string]string{
		Killed:    `ہلاک جاں_بحق جاں‌بحق جان_بحق شہید مارے_گئے مارا_گیا ماری_گئی ماری_گئیں مارے_جا مار_دیے مار_دیا قتل لقمہ_اجل جان_کی_بازی_ہار ہلاکتیں ہلاکتوں اموات`,
		Injured:   `زخمی مجروح`,
		Captured:  `اغوا یرغمال`,
		Missing:   `لاپتہ لاپتا`,
		Displaced: `بے_گھر بےگھر نقل_مکانی`,
	}, map[string]string{
		Unsaid:     `افراد لوگ لوگوں شخص اشخاص بچے بچہ بچوں بچیاں خواتین خاتون مسافر مسافروں مزدور مزدوروں طلبہ طالب_علم نمازی راہگیر کان_کن صحافی ڈرائیور`,
		Civilians:  `شہری شہریوں عام_شہری سویلین دیہاتی دیہاتیوں`,
		Forces:     `فوجی فوجیوں اہلکار اہلکاروں سپاہی سپاہیوں جوان جوانوں پولیس_اہلکار سکیورٹی_اہلکار سیکیورٹی_اہلکار افسر افسران رضاکار`,
		Insurgents: `دہشت_گرد دہشتگرد دہشت_گردوں دہشتگردوں عسکریت_پسند عسکریت_پسندوں شدت_پسند شدت_پسندوں جنگجو جنگجوؤں باغی باغیوں حملہ_آور خوارج طالبان`,
		Officials:  `وزیر گورنر`,
	}, `دیگر`, `درجنوں سینکڑوں سیکڑوں ہزاروں متعدد کئی لاکھوں بیسیوں`, `کم_از_کم`, `سے_زائد سے_زیادہ`, ``,
		`میں سے کو نے کے کی کا پر اور جبکہ کہ تک بعد حملوں حملے حملہ دھماکوں دھماکے گاڑیاں گاڑیوں دن گھنٹے روز سال`, `نہیں نہ`),

	eastern.Persian: newEasternWords(map[string]string{
		Killed:    `کشته کشته_شده جان_باختند جان_باخت جان_باخته جان_باخته‌اند جان‌باخته جان_باختن جان_دادند جان_داد به_قتل شهید شهادت هلاک کشتند کشت جان_خود_را جان_شان_را جان‌شان_را`,
		Injured:   `زخمی زخم_برداشتند زخم مجروح مصدوم جراحت`,
		Captured:  `ربوده اسیر گروگان اختطاف`,
		Missing:   `ناپدید مفقود لادرک`,
		Displaced: `آواره بی‌جا بیجا بی_جا`,
	}, map[string]string{
		Unsaid:     `نفر تن شخص فرد افراد کودک کودکان زن زنان مرد مردان مسافر مسافران کارگر کارگران دانش‌آموز دانش‌آموزان خبرنگار نمازگزار خانواده‌دار`,
		Civilians:  `غیرنظامی غیرنظامیان غیر_نظامی غیر_نظامیان شهروند شهروندان ملکی باشنده باشندگان روستایی`,
		Forces:     `سرباز سربازان نظامی نظامیان پولیس پلیس عسکر عساکر افسر مأمور مامور مرزبان نیروی_امنیتی نیروهای_امنیتی منسوب`,
		Insurgents: `مهاجم مهاجمان شورشی شورشیان تروریست تروریستان جنگجو جنگجویان طالب طالبان داعشی ستیزه‌جو مسلح`,
		Officials:  `والی وزیر`,
	}, `دیگر`, `ده‌ها ده_ها صدها صد_ها هزاران هزارها چندین شماری تعدادی چند`, `دست‌کم دست_کم حداقل حد_اقل بیش_از بیشتر_از`, ``, ``,
		`در از به با و که را بر تا این آن حمله حملات انفجار روز ساعت سال خانواده خانه موتر خودرو`, `نشد نشدند نشده نیست`),

	eastern.Pashto: newEasternWords(map[string]string{
		Killed:    `ووژل_شول ووژل_شو وژل_شوي وژل_شوی ووژل وژل_شوې وژلي وژلی ووژني مړه مړ وژل شهیدان شهید`,
		Injured:   `ټپیان ټپي ټپی زخمیان زخمي ژوبل`,
		Captured:  `تښتول وتښتول برمته اسیر یرغمل`,
		Missing:   `ورک لادرکه بې_درکه`,
		Displaced: `بې_ځایه بېځایه بې‌ځایه بې_کوره`,
	}, map[string]string{
		Unsaid:     `کسان کس کسه تنه تن وګړي وګړی ماشومان ماشوم ښځې ښځه سړي مسافر مسافرین`,
		Civilians:  `ملکي_وګړي ملکیان ملکي ولسي_وګړي`,
		Forces:     `سرتیري سرتېري سرتیری سرتېری عسکر عسکرو پولیس پوځي پوځیان ځواکونه سرحدي_پولیس امنیتي_سرتېري`,
		Insurgents: `وسله_وال وسله‌وال وسلوال طالبان ترهګر ترهګرو جنګیالي بریدګر شورشي`,
	}, `نور`, `لسګونه سلګونه زرګونه ګڼ یو_شمېر یو_شمیر څو`, `لږ_تر_لږه`, `څخه_زیات څخه_ډېر نه_زیات`, ``,
		`په کې له د ته او چې تر سره برید بریدونه چاودنه ورځ کاله`, `نه_دي نه`),

	eastern.Arabic: newEasternWords(map[string]string{
		Killed:   `قتل قتلت قتلوا مقتل يقتل قتيل قتيلا قتلى مصرع لقي_حتفه لقي_حتفهم لقوا_حتفهم لقوا_مصرعهم لقي_مصرعه استشهد استشهاد استشهدوا شهيد شهيدا شهداء وفاة`,
		Injured:  `أصيب أصيبت أصيبوا إصابة جريح جريحا جرحى جرح جرحوا مصاب مصابا مصابين بجروح`,
		Captured: `اختطف اختطفت اختطاف خطف أسر أسروا`, Missing: `مفقود مفقودا مفقودين فقدان فقد`, Displaced: `نزوح نزح تشريد شرد`,
	}, map[string]string{
		Unsaid:     `شخص شخصا أشخاص أفراد فرد طفل طفلا أطفال امرأة نساء رجل رجال رجلا صحفي صحفيا صحفيين عاملا عمال مصليا`,
		Civilians:  `مدني مدنيا مدنيون مدنيين مواطن مواطنا مواطنين`,
		Forces:     `جندي جنديا جنود عنصر عنصرا عناصر عسكريا عسكريين عسكريون شرطي شرطيا ضابطا ضباط`,
		Insurgents: `مسلح مسلحا مسلحين مسلحون إرهابي إرهابيا إرهابيين متمرد متمردا متمردين مقاتل مقاتلا مقاتلين مقاتلون`,
	}, `آخرون آخرين آخر`, `عشرات العشرات مئات المئات آلاف الآلاف عدة عدد_من`, `ما_لا_يقل_عن أكثر_من لا_يقل_عن على_الأقل`, ``, `على_الأقل`,
		`في من على إلى عن مع بعد هجوم هجمات انفجار يوم أيام ساعة سنوات سيارة سيارات`, `لم`),
}

// arabicTwo are the nouns of which the form itself says that they are two.
var arabicTwo = func() map[string]string {
	out := map[string]string{}
	for standing, list := range map[string]string{Unsaid: `شخصان طفلان امرأتان رجلان صحفيان`, Civilians: `مدنيان مواطنان`, Forces: `جنديان شرطيان ضابطان عنصران`, Insurgents: `مسلحان إرهابيان`} {
		for w := range strings.FieldsSeq(list) {
			out[eastern.Fold(w)] = standing
		}
	}
	return out
}()
