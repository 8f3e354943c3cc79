package eastern

import (
	"strings"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		tongue, in string
		n, used    int
	}{
		{Urdu, "بارہ فوجی", 12, 1}, {Urdu, "ایک سو پچیس افراد", 125, 3}, {Urdu, "دو ہزار تین سو", 2300, 4}, {Urdu, "۱۲ افراد", 12, 1}, {Urdu, "3 لاکھ", 300_000, 2}, {Urdu, "پانچ چھ", 5, 1}, {Urdu, "بہتر ہے", 0, 0},
		{Persian, "بیست و پنج تن", 25, 3}, {Persian, "صد و پنجاه نفر", 150, 3}, {Persian, "پنج و دوازده", 5, 1}, {Persian, "دو هزار", 2000, 2}, {Persian, "کشته", 0, 0},
		{Pashto, "پنځه ویشت کسان", 25, 2}, {Pashto, "دولس سرتیري", 12, 1}, {Pashto, "دوه سل", 200, 2}, {Pashto, "درې نور", 3, 1},
		{Arabic, "ثلاثة عشر شخصا", 13, 2}, {Arabic, "خمسة وعشرون جنديا", 25, 2}, {Arabic, "مئة وخمسين", 150, 2}, {Arabic, "ثلاثمئة", 300, 1}, {Arabic, "ثلاثة آلاف", 3000, 2}, {Arabic, "٤١", 41, 1},
	} {
		words := strings.Fields(c.in)
		for i := range words {
			words[i] = Fold(words[i])
		}
		if n, used := Number(c.tongue, words); n != c.n || used != c.used {
			t.Errorf("%s %q: %d of %d words, want %d of %d", c.tongue, c.in, n, used, c.n, c.used)
		}
	}
}

func TestTongue(t *testing.T) {
	for tag, want := range map[string]string{"fa-AF": Persian, "prs": Persian, "ur": Urdu, "ar-EG": Arabic, "en": "", "": ""} {
		if got := Tongue(tag); got != want {
			t.Errorf("%q: %q, want %q", tag, got, want)
		}
	}
}

// FuzzNumber: whatever the words, a number is in range and of no more words than
// there are.
func FuzzNumber(f *testing.F) {
	f.Add("بیست و پنج")
	f.Add("و و سو ہزار ہزار لاکھ کروڑ")
	f.Add("99999999999 ۹۹۹۹۹۹۹۹۹ کروڑ")
	f.Fuzz(func(t *testing.T, s string) {
		words := strings.Fields(s)
		for _, tongue := range []string{Urdu, Persian, Pashto, Arabic} {
			if n, used := Number(tongue, words); used < 0 || used > len(words) || n < 0 || used == 0 && n != 0 {
				t.Fatalf("%q: %d of %d", s, n, used)
			}
		}
	})
}
