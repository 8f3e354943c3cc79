package page

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unsafe"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/surety-mechanism/surety/reading/text"
)

// kept gives the words of a page that are not masked, paragraphs joined by " / ".
func kept(p Page) string {
	t := p.Text
	var b strings.Builder
	at := 0
	for _, m := range t.Masked {
		b.WriteString(t.Plain[at:m.Start])
		at = m.End
	}
	b.WriteString(t.Plain[at:])
	var out []string
	for _, s := range strings.Split(b.String(), "\n\n") {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " / ")
}

const long = "The ministry said on Tuesday that the gate at Hadrel would stay shut until the two sides had agreed on new rules, and that nobody could say when that would be."

func page(body string) string {
	return "<!doctype html><html lang=en><head><title>Gate stays shut, ministry says | Herald</title></head><body>" + body + "</body></html>"
}

func article(extra string) string {
	return page("<nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>Gate stays shut, ministry says</h1><p>" + long + "</p>" + extra + "<p>" + long + " It gave no reason.</p></article><footer>Terms of use</footer>")
}

func TestOpen(t *testing.T) {
	all := "Gate stays shut, ministry says / " + long + " / " + long + " It gave no reason."
	for _, c := range []struct{ name, file, in, want string }{
		{"plain text", "a.txt", "Gate shut\n\nIt is so.", "Gate shut / It is so."},
		{"page", "a.html", article(""), all},
		{"page without a name", "-", article(""), all},
		{"scripts and styles", "a.html", article("<script>var x = '<p>no</p>';</script><style>p{}</style><svg><text>no</text></svg><template><p>no</p></template>"), all},
		{"a comment", "a.html", article("<!-- <p>no</p> -->"), all},
		{"an aside", "a.html", article("<aside><h2>Most read</h2><ul><li><a href=/x>Ferry strike</a></li></ul></aside>"), all},
		{"share bar", "a.html", article("<div class='share-bar'><a href=/f>Facebook</a> <a href=/t>Twitter</a></div>"), all},
		{"newsletter box", "a.html", article("<div class=newsletter-signup><p>Get our news every morning, in your letter box, for nothing at all.</p></div>"), all},
		{"hidden", "a.html", article("<p style='display: none'>Not shown to anybody.</p><p hidden>Nor this.</p>"), all},
		{"entities", "a.html", strings.Replace(article(""), "It gave no reason", "It gave &ldquo;no reason&rdquo; &amp; left&nbsp;it", 1), strings.Replace(all, "It gave no reason", "It gave “no reason” & left it", 1)},
		{"formatting", "a.html", strings.Replace(article(""), "gave no", "<b>ga<i>ve</b></i> <em>no</em>", 1), all},
		{"blanks and lines", "a.html", strings.Replace(article(""), "It gave no reason", "It gave\n   no\treason", 1), all},
		{"unclosed paragraphs", "a.html", page("<h1>Gate stays shut, ministry says</h1><p>" + long + "<p>" + long + " It gave no reason."), all},
	} {
		got, err := Open(c.file, []byte(c.in))
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d documents, %v", c.name, len(got), err)
			continue
		}
		if k := kept(got[0]); k != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, k, c.want)
		}
		check(t, got[0])
	}
}

// check proves that every word of a page can be traced back.
func check(t testing.TB, p Page) {
	t.Helper()
	tx := p.Text
	at, raw := 0, 0
	for _, r := range tx.Runs {
		if p, w := r.PlainSpan(), r.RawSpan(); p.Start < at || w.Start < raw || p.Len() <= 0 || w.Len() <= 0 || p.End > len(tx.Plain) || w.End > len(tx.Raw) {
			t.Fatalf("run %+v after %d, %d of %d, %d", r, at, raw, len(tx.Plain), len(tx.Raw))
		}
		at, raw = r.PlainSpan().End, r.RawSpan().End
	}
	at = 0
	for _, m := range tx.Masked {
		if m.Start < at || m.End <= m.Start || m.End > len(tx.Plain) {
			t.Fatalf("mask %v after %d of %d", m, at, len(tx.Plain))
		}
		at = m.End
	}
	at = 0
	for _, b := range p.Boilerplate {
		if b.Start < at || b.End <= b.Start || b.End > len(tx.Raw) {
			t.Fatalf("boilerplate %+v after %d of %d", b, at, len(tx.Raw))
		}
		at = b.End
	}
	for _, h := range p.Hints {
		if h.Start < 0 || h.End < h.Start || h.End > len(tx.Raw) {
			t.Fatalf("hint %+v of %d", h, len(tx.Raw))
		}
	}
	if p.Title.Start < 0 || p.Title.End < p.Title.Start || p.Title.End > len(tx.Plain) {
		t.Fatalf("title %v of %d", p.Title, len(tx.Plain))
	}
}

// find gives the words of the file that a word of the page came from.
func find(t *testing.T, p Page, word string) string {
	t.Helper()
	n := strings.Index(p.Text.Plain, word)
	if n < 0 {
		t.Errorf("%q is not in %q", word, p.Text.Plain)
		return ""
	}
	start, end, ok := p.Text.RawSpan(text.Span{Start: n, End: n + len(word)})
	if !ok {
		t.Errorf("%q cannot be traced back", word)
		return ""
	}
	return string(p.Text.Raw[start:end])
}

func TestCharset(t *testing.T) {
	enc := func(m *charmap.Charmap, s string) string {
		b, err := m.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	wide := func(s string, big bool) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return string(b)
	}
	gbk := func(s string) string {
		b, err := simplifiedchinese.GBK.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	arabic := "قال وزير الدفاع إن الحدود ستبقى مغلقة حتى إشعار آخر ولم يذكر سببا لذلك القرار"
	for _, c := range []struct{ name, in, word, raw string }{
		{"UTF-8", "Türkiye said no", "Türkiye", "Türkiye"},
		{"UTF-8 with its mark", "\ufeffTürkiye said no", "Türkiye", "Türkiye"},
		{"broken UTF-8", "Türkiye said \xe2\x82 no, in Türkiye", "said \ufffd no", "said \xe2\x82 no"},
		{"windows-1252, undeclared", enc(charmap.Windows1252, "“We deny it”, said the minister’s spokesman in Türkiye"), "“We deny it”", "\x93We deny it\x94"},
		{"windows-1252, declared", "<html><meta charset=windows-1252><p>" + enc(charmap.Windows1252, "“No”"), "“No”", "\x93No\x94"},
		{"latin1 is windows-1252", "<html><meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>\x93No\x94", "“No”", "\x93No\x94"},
		{"windows-1256, declared", "<html><meta charset=windows-1256><p>" + enc(charmap.Windows1256, arabic), "الدفاع", enc(charmap.Windows1256, "الدفاع")},
		{"windows-1256, undeclared", enc(charmap.Windows1256, arabic), "الدفاع", enc(charmap.Windows1256, "الدفاع")},
		{"windows-1251, undeclared", enc(charmap.Windows1251, "Министр обороны сказал, что граница закрыта до особого распоряжения"), "граница", enc(charmap.Windows1251, "граница")},
		{"a wrong declaration", "<html><meta charset=iso-8859-1><p>Türkiye said no", "Türkiye", "Türkiye"},
		{"GBK", "<html><meta charset=gb2312><p>" + gbk("国防部长表示边境将继续关闭直到另行通知"), "边境", gbk("边境")},
		{"UTF-16, little", "\xff\xfe" + wide("Türkiye said no", false), "Türkiye", wide("Türkiye", false)},
		{"UTF-16, big", "\xfe\xff" + wide("Türkiye 𐍈 no", true), "𐍈", wide("𐍈", true)},
		{"UTF-16 without its mark", wide("The minister said no to it", false), "minister", wide("minister", false)},
	} {
		got, err := Open("-", []byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if raw := find(t, got[0], c.word); raw != c.raw {
			t.Errorf("%s: %q came from %q, want %q", c.name, c.word, raw, c.raw)
		}
		check(t, got[0])
	}
}

func TestFeed(t *testing.T) {
	rss := `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Trader</title><language>en</language>
<item><title>Gate &amp;amp; bridge shut</title><link>https://t.example/a</link><pubDate>Mon, 28 Sep 2026 14:05:00 +0500</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[<p>The gate &amp; the bridge are shut.</p><div class="share">Facebook</div><p>He said &ldquo;no&rdquo;.</p>]]></content:encoded></item>
<item><title>Two</title><description>&lt;p&gt;Escaped &amp;amp; plain &lt;b&gt;words&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Three</title><description>No tags: 3 &lt; 4 &amp; so on.</description></item>
</channel></rss>`
	atom := `<feed xmlns="http://www.w3.org/2005/Atom"><title>Trader</title><entry><title type="html">Shut &amp;mdash; again</title><link href="https://t.example/b"/><published>2026-09-28T14:05:00Z</published>
<author><name>Mirela Sand</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; <b>two</b>.</p></div></content></entry>
<entry><title>Next</title><summary>Only this.</summary></entry></feed>`
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"RSS", rss, []string{"Gate & bridge shut / The gate & the bridge are shut. / He said “no”.", "Two / Escaped & plain words.", "Three / No tags: 3 < 4 & so on."}},
		{"Atom", atom, []string{"Shut — again / One & two.", "Next / Only this."}},
		{"title behind", `<rss><channel><item><description>Words.</description><title>T</title></item></channel></rss>`, []string{"Words. / T"}},
		{"broken off", rss[:strings.Index(rss, "<item><title>Three")+30], []string{"Gate & bridge shut / The gate & the bridge are shut. / He said “no”.", "Two / Escaped & plain words."}},
	} {
		got, err := Open("feed.xml", []byte(c.in))
		if err != nil || len(got) != len(c.want) {
			t.Errorf("%s: %d items, %v", c.name, len(got), err)
			continue
		}
		for i, p := range got {
			if k := kept(p); k != c.want[i] {
				t.Errorf("%s: item %d:\n%s\nwant\n%s", c.name, i, k, c.want[i])
			}
			if p.Item == nil || *p.Item != i {
				t.Errorf("%s: item %d has the number %v", c.name, i, p.Item)
			}
			check(t, p)
		}
	}
	got, err := Open("feed.xml", []byte(rss))
	if err != nil {
		t.Fatal(err)
	}
	if s := find(t, got[1], "plain words"); s != "plain &lt;b&gt;words" {
		t.Errorf("the words came from %q", s)
	}
	hints := fmt.Sprint(got[0].Hints)
	for _, w := range []string{"Mon, 28 Sep 2026", "https://t.example/a", "Trader"} {
		if !strings.Contains(hints, w) {
			t.Errorf("no hint %q in %s", w, hints)
		}
	}
}

func TestMail(t *testing.T) {
	head := "From: Desk <desk@n.example>\nTo: x@y.example\nSubject: Bulletin\nDate: Thu, 22 Oct 2026 18:12:04 +0500\nMIME-Version: 1.0\n"
	for _, c := range []struct {
		name, in, want string
		n              int
	}{
		{"plain", head + "Content-Type: text/plain; charset=utf-8\n\nThe gate is shut.\n", "The gate is shut.", 0},
		{"no type", head + "\nThe gate is shut.\n", "The gate is shut.", 0},
		{"quoted-printable", head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nT=C3=BCrkiye said it would not be =\nso.\n", "Türkiye said it would not be so.", 0},
		{"latin letters", head + "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nT=FCrkiye said so.\n", "Türkiye said so.", 0},
		{"base64", head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("Türkiye said so.")) + "\n", "Türkiye said so.", 0},
		{"alternative", head + "Content-Type: multipart/alternative; boundary=b\n\nIgnored.\n--b\nContent-Type: text/plain\n\nThe gate is shut.\n--b\nContent-Type: text/html\n\n<p>The gate is shut.</p>\n--b--\n", "The gate is shut.", 1},
		{"HTML alone, nested", head + "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<html><body><p>" + long + "</p></body></html>\n--b--\n--a\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nAAAA\n--a--\n", long, 2},
		{"a signature", head + "\nThe gate is shut.\n\n-- \nYou receive this because you subscribed.\n", "The gate is shut.", 0},
		{"a reply", head + "\nNo, it is shut.\n\nOn Monday A. Sand wrote:\n> The gate is open.\n> It is.\n\nSo it is.\n", "No, it is shut. / So it is.", 0},
		{"an attachment is not the mail", head + "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n\nSee below.\n--a\nContent-Type: text/plain\nContent-Disposition: attachment; filename=x.txt\n\nVery many words that are not read here.\n--a--\n", "See below.", 1},
	} {
		got, err := Open("a.eml", []byte(c.in))
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d documents, %v", c.name, len(got), err)
			continue
		}
		p := got[0]
		if k := kept(p); k != c.want || p.Part == nil || p.Part.N != c.n || p.Part.Bytes != len(p.Text.Raw) {
			t.Errorf("%s: %q, part %+v; want %q, part %d", c.name, k, p.Part, c.want, c.n)
		}
		check(t, p)
	}
}

func TestRefused(t *testing.T) {
	deep := strings.Repeat("<div>", 600)
	for _, c := range []struct{ name, file, in, want string }{
		{"PDF", "a.pdf", "%PDF-1.7 and so on", "not text"},
		{"zeros", "a.txt", "a\x00b", "not text"},
		{"controls", "a.txt", strings.Repeat("\x01\x02ab", 20), "not text"},
		{"deep page", "a.html", "<html>" + deep + "x", "taken apart"},
		{"many elements", "a.html", "<html>" + strings.Repeat("<p>", maxElements+1), "more than"},
		{"deep feed", "a.xml", "<rss><channel>" + strings.Repeat("<a>", maxDepth+1), "nested deeper"},
		{"feed without items", "a.xml", "<rss><channel></channel></rss>", "no items"},
		{"no feed", "a.xml", "<rss <<<", "breaks off"},
		{"empty mail", "a.eml", "From: a\nTo: b\nSubject: c\n\n", "no part with words"},
		{"deep mail", "a.eml", deepMail(30), "nested deeper"},
		{"many parts", "a.eml", "From: a\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: text/plain\n\nx\n", maxParts+5), "more than"},
	} {
		_, err := Open(c.file, []byte(c.in))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func deepMail(n int) string {
	var b strings.Builder
	b.WriteString("From: a\n")
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	return b.String() + "Content-Type: text/plain\n\nx\n"
}

// What parsers choke on gives a page or a sentence. What it costs is counted
// for the whole reader, in package reading.
func TestHostile(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"open formatting", "<html>" + strings.Repeat("<b class=a><i id=b><font color=c>", 3000) + strings.Repeat("<p>x", 30000)},
		{"open links", "<html>" + strings.Repeat("<a href=x>", 30000) + strings.Repeat("<p>x", 30000)},
		{"tables", "<html>" + strings.Repeat("<table><tr><td>x</table>y", 20000)},
		{"text in tables", "<html><table>" + strings.Repeat("x<tr>", 50000)},
		{"attributes", "<html><p " + strings.Repeat("a=b ", 300000) + ">x"},
		{"entities", "<html><p>" + strings.Repeat("&amp", 300000)},
		{"angle brackets", "<html>" + strings.Repeat("<", 1000000)},
		{"comments", "<html>" + strings.Repeat("<!--", 250000)},
		{"list items", "<html><ul>" + strings.Repeat("<li><a href=x>y</a>", 20000)},
		{"line breaks", "<html>" + strings.Repeat("x<br>", 30000)},
		{"divisions", "<html>" + strings.Repeat("<div>x</div>", 30000)},
	} {
		got, err := Open("a.html", []byte(c.in))
		if err != nil && strings.TrimSpace(err.Error()) == "" || err == nil && len(got) != 1 {
			t.Errorf("%s: %d pages, %v", c.name, len(got), err)
		}
		if err == nil {
			check(t, got[0])
		}
	}
}

// What a text in UTF-16 needs beside its words is sixteen bytes a letter: a run
// for each, of four small numbers, in a list that is made once. Twice that, and a
// document of the size that is let in would not fit in the memory of a small
// machine.
func TestWideTextIsKeptSmall(t *testing.T) {
	if n := unsafe.Sizeof(text.Run{}); n != 16 {
		t.Errorf("a run has %d bytes", n)
	}
	const letters = 1 << 16
	pages, err := Open("a.txt", []byte("\xff\xfe"+strings.Repeat("a\x00", letters)))
	if err != nil {
		t.Fatal(err)
	}
	if runs := pages[0].Text.Runs; len(runs) != letters || cap(runs) > letters+2 {
		t.Errorf("%d runs with room for %d, of %d letters", len(runs), cap(runs), letters)
	}
}
