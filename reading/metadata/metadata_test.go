package metadata

import (
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/boilerplate"
	"github.com/surety-mechanism/surety/reading/page"
	"github.com/surety-mechanism/surety/reading/text"
)

const story = "The ministry said on Tuesday that the gate would stay shut until both sides had agreed on new rules. It gave no reason for that."

func read(t testing.TB, name, in, given string) (Head, []page.Page) {
	t.Helper()
	pages, err := page.Open(name, []byte(in))
	if err != nil {
		t.Fatal(err)
	}
	marks, title := boilerplate.Find(pages[0].Text)
	return Find(pages[0], marks, title, given), pages
}

func html(head, body string) string {
	return "<!doctype html><html><head><title>Gate stays shut at Hadrel</title>" + head + "</head><body>" + body + "<p>" + story + "</p><p>" + story + "</p></body></html>"
}

const h1 = "<h1>Gate stays shut at Hadrel</h1>"

func TestPublished(t *testing.T) {
	for _, c := range []struct {
		name, file, in, given string
		date, basis           string
		conflict              bool
	}{
		{"nothing speaks for a day", "a.txt", "Gate stays shut at Hadrel\n\n" + story, "", "", "", false},
		{"a day in the story is none of publication", "a.txt", "Gate stays shut at Hadrel\n\n" + story + " It was shut on 3 May 2021.", "", "", "", false},
		{"given", "a.txt", "Gate stays shut\n\n" + story, "2021-05-03", "2021-05-03", "given", false},
		{"byline", "a.txt", "Gate stays shut at Hadrel\n\nLake News Agency July 20, 2023\n\n" + story, "", "2023-07-20", "byline", false},
		{"a day glued to the headline", "a.txt", " date 2025-10-31 Gate stays shut at Hadrel\n\n" + story, "", "2025-10-31", "byline", false},
		{"dateline", "a.txt", "NERIMAR, 3 MAY 1989 (LAKEWIRE) -- THE MINISTRY SAID THAT THE GATE WOULD STAY SHUT UNTIL BOTH SIDES HAD AGREED.", "", "1989-05-03", "dateline", false},
		{"the wire's number against the page's clock", "a.txt", "Tuesday, 02 January 2024 12:17 GMT\n\nGate stays shut at Hadrel\n\n(LAKEW- Gate Press) " + story + "\n\nLAKEW27102025000228011069ID1110251643\n", "", "2025-10-27", "wire_id", true},
		{"a clock with the weather against a dateline", "a.txt", "Monday, 03 March 2025   09:14   Kelbin 4°C   Nerimar 11°C\n\nGate stays shut at Hadrel\n\nKelbin, November 5, 2026\n\n" + story, "", "2026-11-05", "byline", true},
		{"the page's clock alone is no day", "a.txt", "Tuesday, 02 January 2024 12:17 GMT\n\nGate stays shut at Hadrel\n\n" + story, "", "", "", false},
		{"meta", "a.html", html(`<meta property="article:published_time" content="2021-05-03T23:30:00+05:00">`, h1), "", "2021-05-03", "metadata", false},
		{"linked data", "a.html", html(`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-05-03T08:00:00Z","dateModified":"2021-06-01"}</script>`, h1), "", "2021-05-03", "metadata", false},
		{"broken linked data", "a.html", html(`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-05-03", oops</script>`, h1), "", "2021-05-03", "metadata", false},
		{"time element", "a.html", html("", h1+`<time datetime="2021-05-03">yesterday</time>`), "", "2021-05-03", "metadata", false},
		{"address", "a.html", html(`<link rel="canonical" href="https://n.example/2021/05/03/gate">`, h1), "", "2021-05-03", "url", false},
		{"a line below the title", "a.html", html("", h1+`<span class="date">3. Mai 2021</span>`), "", "2021-05-03", "byline", false},
		{"a change only", "a.html", html(`<meta property="article:modified_time" content="2021-05-03">`, h1), "", "2021-05-03", "metadata", false},
		{"markup that disagrees", "a.html", html(`<meta property="article:published_time" content="2021-05-03"><link rel="canonical" href="https://n.example/2019/01/02/gate">`, h1), "", "2021-05-03", "metadata", true},
		{"other articles' times", "a.html", html(`<meta property="article:published_time" content="2021-05-03">`, h1) + "<ul>" + strings.Repeat(`<li><a href=/x>Other news of the day</a> <time datetime="2022-02-02">x</time></li>`, 20) + "</ul>", "", "2021-05-03", "metadata", false},
		{"feed", "a.xml", "<rss><channel><item><title>T</title><pubDate>Mon, 03 May 2021 14:05:00 +0500</pubDate><description>" + story + "</description></item></channel></rss>", "", "2021-05-03", "feed", false},
		{"mail", "a.eml", "From: a@b.example\nDate: Mon, 03 May 2021 14:05:00 +0500\nSubject: x\n\n" + story, "", "2021-05-03", "given", false},
		{"no day of the future's far end", "a.html", html(`<meta name="date" content="9021-05-03">`, h1), "", "", "", false},
	} {
		h, pages := read(t, c.file, c.in, c.given)
		date := ""
		if h.Published.Date != nil {
			date = *h.Published.Date
		}
		if date != c.date || h.Published.Basis != c.basis || h.Published.Conflict != c.conflict {
			t.Errorf("%s: %q by %q, conflict %v; want %q by %q, %v (%+v)", c.name, date, h.Published.Basis, h.Published.Conflict, c.date, c.basis, c.conflict, h.Published.Candidates)
		}
		for _, x := range h.Published.Candidates {
			if x.Span == nil {
				if x.Basis != "given" && x.Basis != "url" {
					t.Errorf("%s: a candidate by %s stands nowhere", c.name, x.Basis)
				}
				continue
			}
			if got := text.Decode(pages[0].Text.Raw[x.Start:x.End]); got != x.Text {
				t.Errorf("%s: %q stands at %d, not %q", c.name, got, x.Start, x.Text)
			}
		}
	}
}

func TestHead(t *testing.T) {
	for _, c := range []struct{ name, file, in, title, author, publisher string }{
		{"text", "a.txt", "Gate stays shut at Hadrel\n\nBy Mirela Sand\n\nNERIMAR (LAKEWIRE) - " + story, "Gate stays shut at Hadrel", "Mirela Sand", "LAKEWIRE"},
		{"relayed", "a.txt", "Gate stays shut at Hadrel\n\n(LAKEW- Gate Press) " + story, "Gate stays shut at Hadrel", "", "Gate Press"},
		{"page", "a.html", html(`<meta name=author content="Mirela Sand"><meta property="og:site_name" content="Gate Press">`, h1), "Gate stays shut at Hadrel", "Mirela Sand", "Gate Press"},
		{"no heading", "a.html", html("", ""), "Gate stays shut at Hadrel", "", ""},
	} {
		h, _ := read(t, c.file, c.in, "")
		got := []string{"", "", ""}
		if h.Title != nil {
			got[0] = h.Title.Text
		}
		if h.Author != nil {
			got[1] = h.Author.Text
		}
		if h.Publisher != nil {
			got[2] = h.Publisher.Text
		}
		if want := []string{c.title, c.author, c.publisher}; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("a.html", html(`<meta name=date content="2021-05-03">`, h1))
	f.Add("a.txt", "Tuesday, 02 January 2024 12:17 GMT\n\nGate\n\n"+story)
	f.Add("a.eml", "From: a\nDate: x\nSubject: y\n\nz")
	f.Add("a.xml", "<rss><item><pubDate>2021</pubDate><title>x</title></item></rss>")
	f.Fuzz(func(t *testing.T, name, in string) {
		pages, err := page.Open(name, []byte(in))
		if err != nil {
			return
		}
		for _, p := range pages {
			marks, title := boilerplate.Find(p.Text)
			h := Find(p, marks, title, "")
			for _, c := range h.Published.Candidates {
				if c.Span != nil && text.Decode(p.Text.Raw[c.Start:c.End]) != c.Text {
					t.Fatalf("%+v is not what stands there", c)
				}
			}
			if h.Published.Date == nil && h.Published.Basis != "" {
				t.Fatalf("a basis without a date: %+v", h.Published)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	in := html(`<meta property="article:published_time" content="2021-05-03">`, h1+strings.Repeat("<p>"+story+"</p>", 100))
	pages, err := page.Open("a.html", []byte(in))
	if err != nil {
		b.Fatal(err)
	}
	marks, title := boilerplate.Find(pages[0].Text)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		Find(pages[0], marks, title, "")
	}
}
