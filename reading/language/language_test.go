package language

import "testing"

func TestGuess(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"The minister said that the border would be closed until further notice.", "en"},
		{"THE GUERRILLAS ATTACKED THE BRIDGE IN THE NIGHT AND LEFT", "en"},
		{"Taliban attack Kabul hotel", "en"},
		{"El ministro dijo que la frontera se cerrará hasta nuevo aviso, según los medios.", "es"},
		{"Le ministre a dit que la frontière sera fermée pour une durée que nul ne connaît.", "fr"},
		{"Der Minister sagte, dass die Grenze bis auf weiteres geschlossen wird.", "de"},
		{"O ministro disse que a fronteira não será aberta até o fim do mês.", "pt"},
		{"Il ministro ha detto che la frontiera non sarà aperta per il momento.", "it"},
		{"Menteri itu mengatakan bahwa perbatasan tidak akan dibuka untuk saat ini.", "id"},
		{"وزیر دفاع نے کہا ہے کہ سرحد بند رہے گی اور تجارت نہیں ہوگی", "ur"},
		{"د دفاع وزیر وویل چې پوله به تړلې وي او سوداګري به ونشي", "ps"},
		{"وزیر دفاع گفت که مرز تا اطلاع بعدی بسته است و این تصمیم را دولت گرفته", "fa"},
		{"والی گفت که در ولایت کندهار این ولسوالی امن است", "fa-AF"},
		{"قال وزير الدفاع إن الحدود ستبقى مغلقة حتى إشعار آخر في هذا الأسبوع", "ar"},
		{"وزیر دفاع نے کہیا اے کہ سرحد دا رستہ بند رہوے گا تے لوکاں نوں وچ شہر دے جانا پوے گا نیں", "pnb"},
		{"وەزیری بەرگری وتی سنوورەکە دادەخرێت و کەس ناتوانێت بچێتە ژوورەوە بۆ ماوەیەک لەم ڕۆژانەدا", "ckb"},
		{"در استان تهران پلیس گفت که این راه تا فردا بسته است و کسی را نمی‌گذارد", "fa"},
		{"پولیس در ولایت ننگرهار گفت که والی این راه را بسته است", "fa-AF"},
		{"Sinabi ng ministro na ang hangganan ay mananatiling sarado at hindi ito bubuksan para sa mga tao", "tl"},
		{"Ministan ya ce cewa an rufe iyakar kuma ba za a bude ta ba sai an cimma yarjejeniya da gwamnatin", "ha"},
		{"A miniszter azt mondta, hogy a határ zárva marad, és nem lehet tudni, hogy meddig", "hu"},
		{"Ministr řekl, že hranice zůstane uzavřená a že se to podle něj nezmění do konce roku", "cs"},
		{"Вазир гуфт, ки сарҳад баста мемонад ва тиҷорат қатъ мешавад, то ҷавоби дигар наояд", "tg"},
		{"Міністр сказав, що кордон залишиться закритим і їх не відкриють", "uk"},
		{"Министр сказал, что граница закрыта", "ru"},
		{"रक्षा मंत्री ने कहा कि सीमा बंद रहेगी", "hi"},
		{"国防部长表示边境将继续关闭", "zh"},
		{"", "und"},
		{"12 34 - 56", "und"},
	} {
		if got := Guess(c.in); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestReadable(t *testing.T) {
	for tag, want := range map[string]bool{"en": true, "ur": true, "ps": true, "fa": true, "fa-AF": true, "ar": true, "es": false, "ckb": false, "pnb": false, "und": false, "": false} {
		if Readable(tag) != want {
			t.Errorf("%q: %v", tag, !want)
		}
	}
}

func FuzzGuess(f *testing.F) {
	for _, s := range []string{"The gate", "وزیر", "\xff\xfe", "边境", "1 2 3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, b := Guess(s), Guess(s); a == "" || a != b {
			t.Fatalf("%q: %q", s, Guess(s))
		}
	})
}

func BenchmarkGuess(b *testing.B) {
	s := ""
	for range 200 {
		s += "The minister said that the border would be closed until further notice. "
	}
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Guess(s)
	}
}
