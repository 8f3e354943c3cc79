package figures

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/text"
)

func TestEastern(t *testing.T) {
	for _, c := range []struct{ name, language, in, want string }{
		{"Urdu, at least, and a bare number", "ur", "حملے میں کم از کم بارہ فوجی ہلاک اور پانچ زخمی ہو گئے۔", "killed 12+ فوجی; injured 5"},
		{"Urdu, verb of two words", "ur", "کارروائی میں سات دہشت گرد مارے گئے۔", "killed 7 دہشت گرد"},
		{"Urdu, a list", "ur", "فائرنگ سے تین شہری اور دو پولیس اہلکار جاں بحق ہوئے۔", "killed 3 شہری; killed 2 پولیس اہلکار"},
		{"Urdu, no number", "ur", "درجنوں افراد بے گھر ہو گئے۔", "displaced ? افراد"},
		{"Urdu, whose they are", "ur", "جھڑپ میں 58 پاکستانی فوجی مارے گئے۔", "killed 58 پاکستانی فوجی"},
		{"Urdu, attacks are no people", "ur", "پانچ حملوں میں فوجی ہلاک ہوئے۔", ""},
		{"Urdu, nobody", "ur", "دو افراد زخمی نہیں ہوئے۔", ""},
		{"Urdu, or more", "ur", "پچاس سے زائد مسافر لاپتہ ہیں۔", "missing 50+ مسافر"},
		{"Dari, digits and a classifier", "fa-AF", "در این حمله دست‌کم ۱۲ سرباز کشته و پنج تن زخمی شدند.", "killed 12+ سرباز; injured 5 تن"},
		{"Dari, lost their lives", "fa-AF", "در تیراندازی سه غیرنظامی جان باختند.", "killed 3 غیرنظامی"},
		{"Persian, hundreds", "fa", "صدها نفر آواره شدند.", "displaced ? نفر"},
		{"Persian, twenty and five", "fa", "بیست و پنج کارگر ربوده شدند.", "captured 25 کارگر"},
		{"Dari, families are no people", "fa-AF", "دو خانه ویران شد و کسی کشته نشد.", ""},
		{"Pashto, killed and hurt", "ps", "په برید کې لږ تر لږه ۱۲ سرتیري ووژل شول او پنځه نور ټپیان شول.", "killed 12+ سرتیري; injured 5 نور"},
		{"Pashto, before the verb", "ps", "چاودنې دولس کسان ووژل.", "killed 12 کسان"},
		{"Pashto, dozens", "ps", "لسګونه کسان بې ځایه شوي دي.", "displaced ? کسان"},
		{"Arabic, verb first", "ar", "قُتل ما لا يقل عن 12 جنديا وأصيب خمسة آخرون في هجوم.", "killed 12+ جنديا; injured 5 آخرون"},
		{"Arabic, subject first", "ar", "سبعة مسلحين قتلوا في اشتباكات.", "killed 7 مسلحين"},
		{"Arabic, noun of dying", "ar", "أسفر القصف عن مقتل ثلاثة مدنيين ونزوح مئات الأشخاص.", "killed 3 مدنيين; displaced ? الأشخاص"},
		{"Arabic, the killed counted", "ar", "سقط 12 قتيلا و5 جرحى.", "killed 12; injured 5"},
		{"Arabic, two in one word", "ar", "وقتل جنديان في انفجار.", "killed 2 جنديان"},
		{"Arabic, thirteen", "ar", "مقتل ثلاثة عشر شخصا في هجوم.", "killed 13 شخصا"},
	} {
		x := &text.Text{Raw: []byte(c.in), Plain: text.Decode([]byte(c.in))}
		text.Segment(x)
		if got := show(Find(x, c.language, nil, nil)); got != c.want {
			t.Errorf("%s: %q: %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

// FuzzEastern: whatever the words, figures stand in the text and count within bounds.
func FuzzEastern(f *testing.F) {
	for _, s := range []string{"بارہ فوجی ہلاک", "۱۲ کشته", "قتل 12 و5 جرحى", "دولس ووژل او", "و و ما لا يقل عن"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		x := &text.Text{Raw: []byte(s), Plain: s}
		text.Segment(x)
		for _, language := range []string{"ur", "ps", "fa-AF", "ar"} {
			for _, g := range Find(x, language, nil, nil) {
				if g.Start < 0 || g.End <= g.Start || g.End > len(s) || g.Number != nil && (*g.Number < 0 || *g.Number > maxCount) {
					t.Fatalf("%s: %+v of %d bytes", language, g, len(s))
				}
			}
		}
	})
}
