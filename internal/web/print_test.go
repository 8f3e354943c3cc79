package web_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// Urdu is printed in Nastaliq; no screen asks for that font, and no other language
// is printed in it. The sheet bears the checkpoint and the mark of an exercise.
func TestBrowserPrint(t *testing.T) {
	b, base := tab(t), exercise(t)
	must(t, b.See(browser.Look{Width: 1000, Height: 1200}))
	must(t, b.Go(base+"/?lang=ur"))
	for _, r := range b.Requests() {
		if strings.Contains(r, "nastaliq") {
			t.Error("a screen asks for the font of the print")
		}
	}

	must(t, b.Go(base+"/?lang=en"))
	css, err := browser.Eval[string](b, `[...document.styleSheets].flatMap((s) => [...s.cssRules]).filter((r) => r instanceof CSSFontFaceRule).map((r) => r.cssText).join(" ")`)
	must(t, err)
	if !strings.Contains(css, "Nastaliq") {
		t.Skip("the font is not installed (scripts/need assets)")
	}
	if pdf, err := b.PDF(); err != nil || bytes.Contains(pdf, []byte("Nastaliq")) {
		t.Errorf("English is printed in Nastaliq (%v)", err)
	}
	must(t, b.Go(base+"/?lang=ur"))
	pdf, err := b.PDF()
	must(t, err)
	if !bytes.Contains(pdf, []byte("Nastaliq")) {
		t.Error("Urdu is not printed in Nastaliq")
	}
	must(t, b.See(browser.Look{Width: 800, Height: 1100, Print: true}))
	if s, _ := b.Text("footer .print-only"); !strings.Contains(s, "surety") {
		t.Errorf("the printed sheet bears no checkpoint: %q", s)
	}
}

// On a line of 400 kbit/s with 400 ms until an answer begins, with nothing kept,
// pages are told by when they paint. What they weigh is tested elsewhere; a
// machine's own speed is not.
func TestBrowserSlowLine(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	w.acceptAll()
	must(t, b.See(browser.Look{Width: 360, Height: 740}))
	for _, path := range []string{"/", "/?lang=ur", "/incidents", "/at/hadrel", "/map"} {
		must(t, b.Slow(400_000, 400))
		must(t, b.Go(w.url+path))
		eventually(t, b, "it paints", `performance.getEntriesByName("first-contentful-paint").length > 0`)
		ms, err := browser.Eval[[]float64](b, `(() => { const n = performance.getEntriesByType("navigation")[0]; return [n.responseStart, performance.getEntriesByName("first-contentful-paint")[0].startTime, n.loadEventEnd, performance.getEntriesByType("resource").reduce((s, r) => s + r.transferSize, n.transferSize)]; })()`)
		must(t, err)
		t.Logf("%-12s answer after %4.0f ms, first paint %4.0f ms, all there %5.0f ms, %6.0f bytes", path, ms[0], ms[1], ms[2], ms[3])
		if least := 400 + ms[3]*8/400_000*1000*.5; ms[2] < least {
			t.Errorf("the line is not slow: %.0f bytes are there after %.0f ms", ms[3], ms[2])
		}
	}
	must(t, b.Slow(0, 0))
}
