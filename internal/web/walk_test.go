package web_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// controls numbers what the keyboard reaches, in the order of the page: one of each
// group of radio buttons, and nothing of what is folded or hidden.
const controls = `(() => {
	const groups = new Set(), all = [];
	for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
		if (e.disabled || e.tabIndex < 0 || e.type === "hidden" || !e.checkVisibility({visibilityProperty: true}) || e.closest("details:not([open])") && !e.matches("details > summary")) continue;
		if (e.closest(".leaflet-container")) continue; // its order is the map's own
		if (e.type === "radio") {
			const group = [...document.getElementsByName(e.name)], stop = group.find((g) => g.checked) || group[0];
			if (e !== stop) continue;
		}
		e.walked = all.push(e) - 1;
	}
	return all.length;
})()`

// stop tells what has the focus: its number, -1 for something else, -2 for nothing;
// and what is wrong with how it is seen.
const stop = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body || e === document.documentElement) return {N: -2};
	const told = {N: e.walked ?? -1, What: e.outerHTML.slice(0, 140), Wrong: ""}, style = getComputedStyle(e);
	if (told.N < 0) return told;
	if (style.outlineStyle === "none" || style.outlineStyle !== "auto" && parseFloat(style.outlineWidth) < 2) told.Wrong = "the focus is not seen";
	const box = [...e.getClientRects()].sort((a, b) => b.width - a.width)[0]; // of words that break over lines, the longest piece
	if (!box) { told.Wrong = "it has no place on the page"; return told; }
	const seen = [.5, .1, .9].some((part) => {
		const over = document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2);
		return over && (e.contains(over) || over.contains(e) || over.closest("label")?.contains(e));
	});
	if (!seen) {
		const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
		told.Wrong = "it is hidden behind something, or out of the window (" + [box.left, box.top, box.width, box.height].map(Math.round) + "; there is " + (over ? over.outerHTML.slice(0, 80) : "nothing") + ")";
	}
	return told;
})()`

type stopped struct {
	N           int
	What, Wrong string
}

// walk goes through a page with the Tab key, from its top to its end.
func walk(t *testing.T, b *browser.Tab, page string) {
	t.Helper()
	n, err := browser.Eval[int](b, controls)
	must(t, err)
	next := 0
	for range n + 60 {
		must(t, b.Keys("\t", false))
		at, err := browser.Eval[stopped](b, stop)
		must(t, err)
		switch {
		case at.N == -2:
			if next < n {
				t.Errorf("%s: after %d of %d controls the focus leaves the page", page, next, n)
			}
			return
		case at.N == -1: // what can be scrolled by keyboard, and the map
			continue
		case at.Wrong != "":
			t.Errorf("%s: %s: %s", page, at.Wrong, at.What)
		}
		if at.N == 0 && next > 0 {
			if next < n {
				t.Errorf("%s: after %d of %d controls it begins again", page, next, n)
			}
			return
		}
		if at.N == next-1 && strings.Contains(at.What, `type="date"`) {
			continue // its day, month and year are stops of their own
		}
		if at.N != next {
			t.Errorf("%s: Tab leads to %d of %d, not to %d: %s", page, at.N, n, next, at.What)
			return
		}
		next++
	}
	t.Errorf("%s: the keyboard does not leave the page after %d controls of %d", page, next, n)
}

// Every control of every page is reached with the Tab key, in order, seen and not
// covered when it is; none keeps the focus; and what is first leads over the
// navigation to what the page is about.
func TestBrowserByKeyboard(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	paths := recordPages(t, w)
	random := testkit.Random(t)
	random.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	if !testkit.Torture() {
		paths = append(paths[:3], "/desk/"+w.doc)
	}
	for i, path := range paths {
		tag := []string{"en", "ur"}[i%2]
		must(t, b.See(browser.Look{Width: []int{1280, 360}[i/2%2], Height: 800}))
		must(t, b.Go(w.url+in(path, tag)))
		bare, err := browser.Eval[bool](b, `!document.querySelector(".side")`)
		must(t, err)
		if bare { // a page for phones without a style has nothing to lead over
			walk(t, b, path)
			continue
		}
		must(t, b.Keys("\t", false))
		if skips, err := browser.Eval[bool](b, `document.activeElement.matches(".skip")`); err != nil || !skips {
			t.Errorf("%s: the first control does not lead over the navigation (%v)", path, err)
			continue
		}
		must(t, b.Keys("\r", false))
		if inside, err := browser.Eval[bool](b, `document.activeElement.closest("main") !== null`); err != nil || !inside {
			t.Errorf("%s: it leads over the navigation to nothing (%v)", path, err)
		}
		must(t, b.Go(w.url+in(path, tag)))
		walk(t, b, path)
	}
}

// moving gives what moves by itself, or would move when something changes.
const moving = `(() => {
	const found = [];
	if (document.getAnimations().length > 0) found.push(document.getAnimations().length + " animations run");
	if (getComputedStyle(document.documentElement).scrollBehavior !== "auto") found.push("it scrolls smoothly");
	for (const e of document.querySelectorAll("*")) for (const of of [null, "::before", "::after"]) {
		const s = getComputedStyle(e, of);
		if (/[1-9]/.test(s.transitionDuration) || s.animationName !== "none" && /[1-9]/.test(s.animationDuration)) {
			found.push(e.outerHTML.slice(0, 100));
			break;
		}
	}
	return found.slice(0, 5);
})()`

// For who asks for less motion nothing moves, on any page.
func TestBrowserStandsStill(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	paths := recordPages(t, w)
	must(t, b.See(browser.Look{Width: 1280, Height: 900, Moving: true}))
	must(t, b.Go(w.url+"/map"))
	if found, err := browser.Eval[[]string](b, moving); err != nil || len(found) == 0 {
		t.Errorf("nothing moves for anybody, so that this test shows nothing (%v)", err)
	}
	random := testkit.Random(t)
	random.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	if !testkit.Torture() {
		paths = append(paths[:4], "/map", "/timeline")
	}
	must(t, b.See(browser.Look{Width: 1280, Height: 900}))
	for _, path := range paths {
		must(t, b.Go(w.url+path))
		found, err := browser.Eval[[]string](b, moving)
		if err != nil || len(found) > 0 {
			t.Errorf("%s: for who asks for less motion this moves: %s (%v)", path, strings.Join(found, " | "), err)
		}
	}
}

// A printed sheet has nothing that can only be pressed, and says of which state of
// the log it is and that it is an exercise.
func TestBrowserPrintsEveryPage(t *testing.T) {
	b := tab(t)
	w := newWorld(t)
	// The bare pages of crossings, for phones without a style, have one for print elsewhere.
	paths := slices.DeleteFunc(recordPages(t, w), func(p string) bool { return strings.HasPrefix(p, "/at") })
	random := testkit.Random(t)
	random.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	if !testkit.Torture() {
		paths = paths[:6]
	}
	must(t, b.See(browser.Look{Width: 800, Height: 1100, Print: true}))
	for _, path := range paths {
		must(t, b.Go(w.url+path))
		found, err := browser.Eval[[]string](b, `(() => {
			const found = [...document.querySelectorAll("button, nav:not(.months), .skip, input[type=search], input[type=checkbox].mark")].filter((e) => e.checkVisibility() && e.getClientRects().length).map((e) => "printed: " + e.outerHTML.slice(0, 120));
			const shown = (s) => { const e = document.querySelector(s); return e && e.checkVisibility() ? e.innerText : ""; };
			if (!shown("footer .note").includes("surety")) found.push("no checkpoint");
			if (!shown(".exercise-bar")) found.push("no mark of an exercise");
			if (!document.querySelector(".exercise") || getComputedStyle(document.querySelector(".exercise"), "::after").content === "none") found.push("no mark on every sheet");
			return found;
		})()`)
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %s (%v)", path, strings.Join(found, " | "), err)
		}
	}
}
