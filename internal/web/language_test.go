package web

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// A date of an Urdu sentence reads from the right like the sentence; a Latin
// name in it is kept apart, and one with a name in Urdu behind it stands first.
func TestIsolation(t *testing.T) {
	urdu, english := named("ur"), named("en")
	for _, c := range []struct {
		t          *tongue
		value, got string
	}{
		{urdu, "28", "28"},
		{urdu, urdu.Day("2026-09-28"), "28 ستمبر 2026"},
		{urdu, "Line Trader", "\u2066Line Trader\u2069"},
		{urdu, urdu.T("party.of", "name", "Ostemi", "side", "اوروویا"), "\u2066Ostemi\u2069 (اوروویا)"},
		{english, "Line Trader ← post", "Line Trader ← post"},
		{english, "ہدریل", "\u2067ہدریل\u2069"},
	} {
		if got := c.t.isolate(c.value); got != c.got {
			t.Errorf("%s: %q became %q, not %q", c.t.Tag, c.value, got, c.got)
		}
	}
	if s := urdu.T("crossing.since", "date", urdu.Day("2026-09-28")); strings.ContainsAny(s, "\u2066\u2067\u2068\u2069") {
		t.Errorf("a date is set apart: %q", s)
	}
}

// Dates in the three calendars.
func TestCalendars(t *testing.T) {
	for _, c := range []struct{ tag, day, gregorian, others string }{
		{"en", "2026-03-21", "21 March 2026", "1 Hamal 1405 (Solar Hijri) · 2 Shawwal 1447 (Hijri, Umm al-Qura)"},
		{"fa-AF", "2026-03-21", "۲۱ مارچ ۲۰۲۶", "۱ حمل ۱۴۰۵ (هجری شمسی) · ۲ شوال ۱۴۴۷ (هجری قمری، ام‌القری)"},
		{"ps", "2025-10-30", "۳۰ اکتوبر ۲۰۲۵", "۸ لړم ۱۴۰۴ (هجري لمریز) · ۸ جمادی الاول ۱۴۴۷ (هجري قمري، ام القری)"},
	} {
		tongue := named(c.tag)
		if got := tongue.Day(c.day); got != c.gregorian {
			t.Errorf("%s %s: %q, not %q", c.tag, c.day, got, c.gregorian)
		}
		if got := tongue.OtherDays(c.day); got != c.others {
			t.Errorf("%s %s: %q, not %q", c.tag, c.day, got, c.others)
		}
	}
}

// The lunar calendar is that of Umm al-Qura, whose years and months begin on the
// days that Saudi Arabia published, and not the arithmetical one, which has the
// year 1447 begin a day later.
func TestUmmAlQura(t *testing.T) {
	for day, want := range map[string]string{"2025-03-01": "1 Ramadan 1446", "2025-03-30": "1 Shawwal 1446", "2025-06-26": "1 Muharram 1447", "2024-07-07": "1 Muharram 1446"} {
		if got := named("en").OtherDays(day); !strings.Contains(got, " · "+want+" (Hijri, Umm al-Qura)") {
			t.Errorf("%s is %q, want %s", day, got, want)
		}
	}
}

// Solar Hijri years begin at the March equinox, as Iran and Afghanistan count them.
func TestSolarHijri(t *testing.T) {
	for day, want := range map[string]string{"2024-03-19": "29 Hut 1402", "2024-03-20": "1 Hamal 1403", "2025-03-20": "30 Hut 1403", "2025-03-21": "1 Hamal 1404"} {
		if got := named("en").OtherDays(day); !strings.HasPrefix(got, want+" (Solar Hijri)") {
			t.Errorf("%s is %q, want %s", day, got, want)
		}
	}
}

// The plural rules are CLDR's, as its charts have them for whole numbers.
func TestPluralsOfCLDR(t *testing.T) {
	for _, c := range []struct {
		tag   string
		n     int
		wants string
	}{
		{"en", 0, "other"}, {"en", 1, "one"}, {"en", 2, "other"}, {"en", 101, "other"},
		{"ur", 0, "other"}, {"ur", 1, "one"}, {"ps", 0, "other"}, {"ps", 1, "one"}, {"ps", 7, "other"},
		{"fa-AF", 0, "one"}, {"fa-AF", 1, "one"}, {"fa-AF", 2, "other"},
	} {
		if got := named(c.tag).plural(c.n); got != c.wants {
			t.Errorf("%s has %q for %d, CLDR %q", c.tag, got, c.n, c.wants)
		}
	}
}

// A language comes with its file, whatever plural forms it has: Arabic has six.
func TestLanguageComesWithItsFile(t *testing.T) {
	english := &fstest.MapFile{Data: []byte(`{"language": {"name": "English", "dir": "ltr", "stop": "."}, "days": {"one": "{n} day", "other": "{n} days"}, "word": "word"}`)}
	all, err := readTongues(fstest.MapFS{
		"messages/ar.json": {Data: []byte(`{"language": {"name": "العربية", "dir": "rtl", "digits": "٠١٢٣٤٥٦٧٨٩", "stop": "."},
			"days": {"zero": "لا أيام", "one": "يوم واحد", "two": "يومان", "few": "{n} أيام", "many": "{n} يومًا", "other": "{n} يوم"}}`)},
		"messages/en.json": english,
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].Tag != "en" {
		t.Fatalf("%d languages, the first of them %s", len(all), all[0].Tag)
	}
	arabic := all[1]
	if arabic.Own != "العربية" || arabic.Dir != "rtl" {
		t.Errorf("it is %q, written %s", arabic.Own, arabic.Dir)
	}
	for n, want := range map[int]string{0: "لا أيام", 1: "يوم واحد", 2: "يومان", 3: "٣ أيام", 10: "١٠ أيام", 11: "١١ يومًا", 99: "٩٩ يومًا", 100: "١٠٠ يوم", 103: "١٠٣ أيام"} {
		if got := arabic.N("days", n); got != want {
			t.Errorf("%d: %q, not %q", n, got, want)
		}
	}
	for what, file := range map[string]string{"no name": `{"language": {"dir": "rtl", "stop": "."}}`, "no direction": `{"language": {"name": "x", "stop": "."}}`,
		"nine digits": `{"language": {"name": "x", "dir": "ltr", "stop": ".", "digits": "012345678"}}`, "no JSON": `{`} {
		if _, err := readTongues(fstest.MapFS{"messages/ar.json": {Data: []byte(file)}, "messages/en.json": english}); err == nil {
			t.Errorf("%s: it is taken", what)
		}
	}
	if _, err := readTongues(fstest.MapFS{"messages/nolanguage!.json": english}); err == nil {
		t.Error("a name that is no tag is taken")
	}
}

// The language comes from the address, else the cookie, else the browser.
func TestTongueOf(t *testing.T) {
	for _, c := range []struct{ address, cookie, accept, want string }{
		{"/", "", "", "en"},
		{"/?lang=ps", "ur", "fa", "ps"},
		{"/?lang=xx", "ur", "", "ur"},
		{"/", "", "fa-AF,en;q=0.5", "fa-AF"},
		{"/", "", "ur-PK", "ur"},
		{"/", "", "de,fr;q=0.9", "en"},
		{"/", "'; drop", strings.Repeat("x", 2000), "en"},
	} {
		r := httptest.NewRequest("GET", c.address, nil)
		if c.cookie != "" {
			r.Header.Set("Cookie", "lang="+c.cookie)
		}
		r.Header.Set("Accept-Language", c.accept)
		if got, _ := tongueOf(r); got.Tag != c.want {
			t.Errorf("%+v gives %s", c, got.Tag)
		}
	}
}

// A line that is composed here runs as its reader's language does, with what is
// foreign in it isolated and with its own comma: the page does not guess its direction
// from its first letter, which may be that of a name.
func TestComposedLinesRunAsTheirReaders(t *testing.T) {
	files, err := filepath.Glob("*.templ")
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	guessed := regexp.MustCompile(`dir="auto"[^>]*>\{ \w+Head\(|\) (</\w+>)?\}, \{ \w`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range guessed.FindAllString(string(text), -1) {
			t.Errorf("%s has a line that does not run as its reader's language: %s", file, line)
		}
	}
}
