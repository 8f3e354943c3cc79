package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
	"github.com/surety-mechanism/surety/internal/testkit/demo"
)

// A line as in a border post: 400 kbit/s, and 400 ms until an answer begins.
const (
	slowBits  = 400_000
	slowDelay = 400
)

// paints measures when a page is first painted on a slow line, with nothing kept
// from before: in a real browser, on a phone's window.
func paints(ctx context.Context, b *bench) error {
	const what = "first paint on 400 kbit/s with 400 ms of delay, nothing kept: "
	if _, ok := browser.Find(); !ok {
		b.add(row{what: what + "all pages", notes: browser.Missing})
		return nil
	}
	shown, err := demo.Open(ctx, filepath.Join(b.dir, "paint"))
	if err != nil {
		return err
	}
	defer shown.Close()
	if err := shown.Tab.See(browser.Look{Width: 360, Height: 740}); err != nil {
		return err
	}
	for _, page := range []struct{ name, path string }{
		{"state of play", "/?lang=en"}, {"state of play, Urdu", "/?lang=ur"}, {"one crossing for a basic phone", "/at/hadrel?lang=en"}, {"map", "/map?lang=en"},
	} {
		var took []time.Duration
		bytes := 0.0
		for range 5 {
			if err := shown.Tab.Slow(slowBits, slowDelay); err != nil {
				return err
			}
			if err := shown.Go(page.path); err != nil {
				return err
			}
			at, err := painted(shown.Tab)
			if err != nil {
				return fmt.Errorf("%s: %w", page.path, err)
			}
			took, bytes = append(took, time.Duration(at[0]*float64(time.Millisecond))), at[1]
		}
		slices.Sort(took)
		b.add(row{what: what + page.name, p50: took[len(took)/2], p99: took[len(took)-1],
			notes: fmt.Sprintf("Chromium; %.0f KB until all is there, fonts among them; the slowest of %d in place of p99", bytes/1024, len(took))})
	}
	return shown.Tab.Slow(0, 0)
}

// painted gives when the page was first painted, in milliseconds since it was asked
// for, and the bytes that came until now. A browser may paint after all is loaded.
func painted(tab *browser.Tab) ([]float64, error) {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		at, err := browser.Eval[[]float64](tab, `(() => { const p = performance.getEntriesByName("first-contentful-paint")[0], n = performance.getEntriesByType("navigation")[0];
			return [p ? p.startTime : 0, performance.getEntriesByType("resource").reduce((s, r) => s + r.transferSize, n.transferSize)]; })()`)
		if err != nil {
			return nil, err
		}
		if len(at) == 2 && at[0] > 0 {
			return at, nil
		}
	}
	return nil, fmt.Errorf("it was not painted in ten seconds")
}
