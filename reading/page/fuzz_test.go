package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever bytes come, Open gives a sentence or pages whose every word can be
// traced back.
func FuzzOpen(f *testing.F) {
	for _, s := range []string{
		article("<aside>x</aside>"), page("<p>" + long), "<html><meta charset=utf-16><p>\xff", "\xff\xfea\x00b\x00", "<rss><channel><item><title>&amp;</title><description><![CDATA[<p>x]]></description>",
		"<feed><entry><content type=xhtml><div>x", "From: a\nSubject: b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--", "From: a\nMessage-ID: b\nContent-Transfer-Encoding: base64\n\nAAAA",
		"<table>x<tr>y", "<b><i><p>x</b>y", "&am", "&#x110000;&#xD800;&notit;", "<p>\U000f0001\U000f1001x", "<![CDATA[", "\xef\xbb\xbf<?xml version='1.0' encoding='windows-1256'?><rss><item><title>\xc7",
	} {
		f.Add("a.html", []byte(s))
		f.Add("-", []byte(s))
		f.Add("a.eml", []byte(s))
	}
	names, _ := filepath.Glob("../../charters/exercise/articles/*")
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, raw)
	}
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		pages, err := Open(name, raw)
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" || pages != nil {
				t.Fatalf("%d pages and %q", len(pages), err)
			}
			return
		}
		words := 0
		for _, p := range pages {
			check(t, p)
			words += len(p.Text.Plain)
		}
		// A byte of another charset makes three at the most, an element two lines' ends.
		if words > 8*len(raw)+64 {
			t.Fatalf("%d bytes of words of %d", words, len(raw))
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	for _, c := range []struct{ name, file, in string }{
		{"text", "a.txt", strings.Repeat(long+"\n\n", 500)},
		{"html", "a.html", article(strings.Repeat("<p>"+long+"</p><div class=share><a href=x>Share</a></div>", 500))},
		{"feed", "a.xml", "<rss><channel>" + strings.Repeat("<item><title>x</title><description><![CDATA[<p>"+long+"</p>]]></description></item>", 500) + "</channel></rss>"},
		{"windows-1252", "a.txt", strings.Repeat(long+" \x93No\x94\n\n", 500)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.in)))
			for b.Loop() {
				if _, err := Open(c.file, []byte(c.in)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
