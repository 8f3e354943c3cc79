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
	for name, raw := range map[string][]byte{
		"bomb.docx":   zipped.Bytes(),
		"bomb.zip":    zipped.Bytes(),
		"bomb.gz":     packed.Bytes(),
		"sheet.xlsx":  zipped.Bytes(),
		"laughs.xml":  []byte(laughs),
		"outside.xml": []byte(outside),
		"drawing.svg": []byte(script),
		"photo.png":   append([]byte("\x89PNG\r\n\x1a\n"), []byte("<html><body>Zelmora said peace.</body></html>")...),
		"deep.html":   []byte(strings.Repeat("<div>", 200_000) + "Zelmora said the post was shelled."),
		"page.pdf":    []byte("%PDF-1.7\n<html><script>alert(1)</script></html>"),
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
