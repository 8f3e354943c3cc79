package when

import (
	"testing"
	"time"
)

func TestLine(t *testing.T) {
	for _, c := range []struct{ in, words, want string }{
		{"Published 3 May 2021, 10:15", "3 May 2021", "2021-05-03"},
		{"By A. Writer | May 3, 2021", "May 3, 2021", "2021-05-03"},
		{"24. Januar 2022 (dpa)", "24. Januar 2022", "2022-01-24"},
		{"Stand: 02.12.19", "02.12.19", "2019-12-02"},
		{"Veröffentlicht am 6.10.2023", "6.10.2023", "2023-10-06"},
		{"le 1er février 2020 à 9h", "1er février 2020", "2020-02-01"},
		{"11 de febrero de 2020", "11 de febrero de 2020", "2020-02-11"},
		{"Publicado em 5 de março de 2021", "5 de março de 2021", "2021-03-05"},
		{"5 Mayıs 2021 Çarşamba", "5 Mayıs 2021", "2021-05-05"},
		{"опубликовано 5 мая 2021", "5 мая 2021", "2021-05-05"},
		{"2020年2月14日 10:00", "2020年2月14日", "2020-02-14"},
		{"۲۷ اکتوبر ۲۰۲۵", "۲۷ اکتوبر ۲۰۲۵", "2025-10-27"},
		{"2021-05-03T10:15:00Z", "2021-05-03T10:15:00Z", "2021-05-03"},
		{"31. Februar 2022", "", ""},
		{"Ausgabe 12 von 2022", "", ""},
		{"1.2.3 released", "", ""},
	} {
		at, d, ok := Line(c.in)
		got, words := "", ""
		if ok {
			got, words = d.Format(time.DateOnly), c.in[at.Start:at.End]
		}
		if got != c.want || words != c.words {
			t.Errorf("%q: %q %q, want %q %q", c.in, words, got, c.words, c.want)
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"24. Januar 2022", "02.12.19", "2020年2月14日", "11 de febrero de", "\xff1.2.2020", "1er"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if at, d, ok := Line(s); ok && (at.Start < 0 || at.End > len(s) || at.Start >= at.End || d.IsZero()) {
			t.Fatalf("%q: %v %v", s, at, d)
		}
	})
}
