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
		{"والی گفت که در ولایت کندهار این ولسوالی امن است", "prs"},
		{"قال وزير الدفاع إن الحدود ستبقى مغلقة حتى إشعار آخر في هذا الأسبوع", "ar"},
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
