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

// deskKeys measures the desk as a person at the keyboard feels it: a key accepts a
// draft, and the next one is drawn. In a real browser, on the exercise's longest
// document; what is accepted is signed beside it.
func deskKeys(ctx context.Context, b *bench) error {
	const what = "the desk: from the key that accepts a draft to the next one drawn"
	if _, ok := browser.Find(); !ok {
		b.add(row{what: what, notes: browser.Missing})
		return nil
	}
	shown, err := demo.Open(ctx, filepath.Join(b.dir, "desk"))
	if err != nil {
		return err
	}
	defer shown.Close()
	tab := shown.Tab
	if err := tab.See(browser.Look{Width: 1440, Height: 900}); err != nil {
		return err
	}
	var took []time.Duration
	for range 3 { // documents
		if err := shown.Go("/desk"); err != nil {
			return err
		}
		more, err := browser.Eval[bool](tab, `!!document.querySelector(".files li:not(.done) a")`)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if err := tab.Click(".files li:not(.done) a"); err != nil {
			return err
		}
		if err := prepareKeys(tab); err != nil {
			return err
		}
		open, err := browser.Eval[int](tab, `document.querySelectorAll(".draft.open").length`)
		if err != nil {
			return err
		}
		for range open {
			if err := tab.Keys("a", false); err != nil {
				return err
			}
		}
		ms, err := browser.Eval[[]float64](tab, "took")
		if err != nil {
			return err
		}
		for _, one := range ms[min(1, len(ms)):] { // the first is j
			took = append(took, time.Duration(one*float64(time.Millisecond)))
		}
	}
	if len(took) == 0 {
		return fmt.Errorf("no draft of the exercise waits")
	}
	slices.Sort(took)
	b.add(row{what: what, rate: float64(len(took)), unit: "drafts", p50: took[len(took)/2], p99: took[len(took)*99/100], notes: "Chromium; on the server's own machine"})
	return nil
}

// prepareKeys says who decides, has the page measure each key until its next frame
// is drawn, and goes to the first draft.
func prepareKeys(tab *browser.Tab) error {
	named, err := browser.Eval[bool](tab, `const n = document.getElementById("name"); if (n) n.value = "Bench"; document.activeElement.blur(); true`)
	if err != nil || !named {
		return err
	}
	if _, err := browser.Eval[bool](tab, `window.took = []; document.addEventListener("keydown", () => {
		const from = performance.now();
		requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - from)));
	}, true); true`); err != nil {
		return err
	}
	return tab.Keys("j", false)
}
