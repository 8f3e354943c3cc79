// Package browser drives a real Chromium, for tests of the pages and for the
// pictures in docs/screenshots. It notes every request and every complaint of
// the console, so that a page which calls another host or throws is found out.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Missing says why there is no browser, for tests that skip without one.
const Missing = "no Chromium on this machine (on Debian: apt-get install chromium)"

// Find gives the path of a Chromium, if there is one.
func Find() (string, bool) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, true
		}
	}
	return "", false
}

// Tab is one tab. It is not safe for use by several goroutines.
type Tab struct {
	ctx   context.Context
	close []func()

	mu       sync.Mutex
	requests []string
	problems []string
}

// Open starts a browser with one tab. Close ends it.
func Open(ctx context.Context) (*Tab, error) {
	path, ok := Find()
	if !ok {
		return nil, fmt.Errorf("%s", Missing)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		// Chromium has no sandbox for root; what it opens here is our own.
		options = append(options, chromedp.Flag("no-sandbox", true))
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(ctx, options...)
	tab, stopTab := chromedp.NewContext(alloc)
	t := &Tab{ctx: tab, close: []func(){stopTab, stopAlloc}}
	if err := chromedp.Do(tab, chromedp.Navigate("about:blank")); err != nil {
		t.Close()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	t.listen()
	if _, err := chromedp.Call(tab, network.Enable, network.EnableParams{}); err != nil {
		t.Close()
		return nil, err
	}
	if _, err := chromedp.Call(tab, log.Enable, cdp.Empty{}); err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

// listen notes what the pages ask for and complain of.
func (t *Tab) listen() {
	note := func(list *[]string, s string) {
		t.mu.Lock()
		*list = append(*list, s)
		t.mu.Unlock()
	}
	requests, entries := chromedp.Events(t.ctx, network.RequestWillBeSent), chromedp.Events(t.ctx, log.EntryAdded)
	thrown, console := chromedp.Events(t.ctx, runtime.ExceptionThrown), chromedp.Events(t.ctx, runtime.ConsoleAPICalled)
	go func() {
		for ev, err := range requests {
			if err != nil {
				return
			}
			note(&t.requests, ev.Request.URL)
		}
	}()
	go func() {
		for ev, err := range entries {
			if err != nil {
				return
			}
			if ev.Entry.Level == "error" || ev.Entry.Level == "warning" {
				note(&t.problems, ev.Entry.Text+" "+ev.Entry.URL)
			}
		}
	}()
	go func() {
		for ev, err := range thrown {
			if err != nil {
				return
			}
			note(&t.problems, ev.ExceptionDetails.Text)
		}
	}()
	go func() {
		for ev, err := range console {
			if err != nil {
				return
			}
			if ev.Type == "error" || ev.Type == "warning" {
				note(&t.problems, fmt.Sprint("console: ", ev.Args))
			}
		}
	}()
}

// Close ends the browser.
func (t *Tab) Close() {
	for _, f := range t.close {
		f()
	}
}

// Look is how a page is looked at.
type Look struct {
	Width, Height int  // of the window, in CSS pixels
	Dark          bool // the reader prefers dark
	Print         bool // as it is printed
	NoScript      bool // scripts do not run
	Moving        bool // the reader does not ask for less motion
}

// See sets how the pages that follow are looked at.
func (t *Tab) See(l Look) error {
	scheme := "light"
	if l.Dark {
		scheme = "dark"
	}
	media := ""
	if l.Print {
		media = "print"
	}
	motion := "reduce"
	if l.Moving {
		motion = "no-preference"
	}
	if err := t.size(l.Width, l.Height); err != nil {
		return err
	}
	if _, err := chromedp.Call(t.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media,
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: motion}}}); err != nil {
		return err
	}
	_, err := chromedp.Call(t.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.NoScript})
	return err
}

func (t *Tab) size(width, height int) error {
	_, err := chromedp.Call(t.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(width), Height: int64(height), DeviceScaleFactor: 1})
	return err
}

// Go opens an address and waits for it to be loaded.
func (t *Tab) Go(address string) error {
	ctx, stop := context.WithTimeout(t.ctx, 30*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("opening %s: %w", address, err)
	}
	return nil
}

// Click clicks what a CSS selector finds and waits for the page that follows.
func (t *Tab) Click(selector string) error {
	ctx, stop := context.WithTimeout(t.ctx, 30*time.Second)
	defer stop()
	if _, err := chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.CSS(selector)))); err != nil {
		return fmt.Errorf("clicking %s: %w", selector, err)
	}
	return nil
}

// Type sends keys to what a CSS selector finds, as a person types them.
func (t *Tab) Type(selector, keys string) error {
	ctx, stop := context.WithTimeout(t.ctx, 30*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS(selector), keys)); err != nil {
		return fmt.Errorf("typing into %s: %w", selector, err)
	}
	return nil
}

// Choose gives files to a page's field for files.
func (t *Tab) Choose(selector string, files ...string) error {
	ctx, stop := context.WithTimeout(t.ctx, 30*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.SetUploadFiles(chromedp.CSS(selector), files)); err != nil {
		return fmt.Errorf("choosing files in %s: %w", selector, err)
	}
	return nil
}

// Press clicks what a CSS selector finds, where no page follows.
func (t *Tab) Press(selector string) error {
	ctx, stop := context.WithTimeout(t.ctx, 30*time.Second)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		return fmt.Errorf("pressing %s: %w", selector, err)
	}
	return nil
}

// Drag draws with the mouse across what a CSS selector finds, from one part of its
// width to another (0 to 1), and waits for the page that follows.
func (t *Tab) Drag(selector string, from, to float64) error {
	box, err := Eval[[]float64](t, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.scrollIntoView({block: "center"}); const b = e.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()`, selector))
	if err != nil || len(box) != 4 {
		return fmt.Errorf("looking for %s: %w", selector, err)
	}
	ctx, stop := context.WithTimeout(t.ctx, 30*time.Second)
	defer stop()
	y := box[1] + box[3]/2
	mouse := func(kind input.DispatchMouseEventType, part float64) error {
		_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: box[0] + part*box[2], Y: y, Button: "left", Buttons: 1, ClickCount: 1})
		return err
	}
	for _, step := range []struct {
		kind input.DispatchMouseEventType
		part float64
	}{{"mousePressed", from}, {"mouseMoved", (from + to) / 2}, {"mouseMoved", to}} {
		if err := mouse(step.kind, step.part); err != nil {
			return fmt.Errorf("drawing across %s: %w", selector, err)
		}
	}
	release := func(context.Context, *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, mouse("mouseReleased", to)
	}
	if _, err = chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Action[chromedp.Void](release))); err != nil {
		return fmt.Errorf("drawing across %s: %w", selector, err)
	}
	return nil
}

// Keys sends keys to whatever has the focus, and waits for the page that follows
// where one is expected.
func (t *Tab) Keys(keys string, leads bool) error {
	ctx, stop := context.WithTimeout(t.ctx, 30*time.Second)
	defer stop()
	if !leads {
		return chromedp.Do(ctx, chromedp.KeyEvent(keys))
	}
	_, err := chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.KeyEvent(keys)))
	return err
}

// Eval runs script on the page and gives its value. It works on a page whose own
// scripts do not run, too.
func Eval[T any](t *Tab, script string) (T, error) {
	ctx, stop := context.WithTimeout(t.ctx, 60*time.Second)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script))
}

// Await runs script on the page, waits for the promise it makes, and gives its value.
func Await[T any](t *Tab, script string) (T, error) {
	ctx, stop := context.WithTimeout(t.ctx, 60*time.Second)
	defer stop()
	return chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
}

// Address gives where the tab is.
func (t *Tab) Address() (string, error) { return Eval[string](t, "location.href") }

// Text gives the visible text of what a CSS selector finds first.
func (t *Tab) Text(selector string) (string, error) {
	s, err := Eval[string](t, fmt.Sprintf("(document.querySelector(%q) || {innerText: ''}).innerText", selector))
	return strings.Join(strings.Fields(s), " "), err
}

// Shot takes a picture of the window as PNG; whole: of the whole page, at most
// tallest pixels of it.
func (t *Tab) Shot(l Look, whole bool) ([]byte, error) {
	const tallest = 6000
	if whole {
		// The window is made as tall as the page: a picture beyond the window
		// clips pages that run from the right.
		high, err := Eval[int](t, "document.documentElement.scrollHeight")
		if err != nil {
			return nil, err
		}
		if err := t.size(l.Width, min(max(high, l.Height), tallest)); err != nil {
			return nil, err
		}
		defer t.size(l.Width, l.Height)
	}
	shot, err := chromedp.Call(t.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "png"})
	return shot.Data, err
}

// Part takes a picture of what a CSS selector finds first, with a margin around it;
// at most tallest pixels of it. The window is made as tall as the page.
func (t *Tab) Part(l Look, selector string, margin, tallest float64) ([]byte, error) {
	high, err := Eval[int](t, "document.documentElement.scrollHeight")
	if err != nil {
		return nil, err
	}
	if err := t.size(l.Width, max(high, l.Height)); err != nil {
		return nil, err
	}
	defer t.size(l.Width, l.Height)
	box, err := Eval[[]float64](t, fmt.Sprintf(`(() => { scrollTo(0, 0); const e = document.querySelector(%q); if (!e) return []; const b = e.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()`, selector))
	if err != nil {
		return nil, err
	}
	if len(box) != 4 || box[2] == 0 || box[3] == 0 {
		return nil, fmt.Errorf("the page shows no %s", selector)
	}
	left, top := max(box[0]-margin, 0), max(box[1]-margin, 0)
	shot, err := chromedp.Call(t.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "png", Clip: &page.Viewport{
		X: left, Y: top, Width: min(box[2]+2*margin, float64(l.Width)-left), Height: min(box[3]+2*margin, tallest), Scale: 1}})
	return shot.Data, err
}

// Slow makes the line slow for the pages that follow, and forgets what the browser
// kept: bits a second, and milliseconds until an answer begins; 0 bits ends it.
func (t *Tab) Slow(bits, delay float64) error {
	line := &network.Conditions{Latency: delay, DownloadThroughput: bits / 8, UploadThroughput: bits / 8}
	if bits == 0 {
		line = &network.Conditions{DownloadThroughput: -1, UploadThroughput: -1}
	}
	if _, err := chromedp.Call(t.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{line}}); err != nil {
		return fmt.Errorf("slowing the line: %w", err)
	}
	_, err := chromedp.Call(t.ctx, network.ClearBrowserCache, cdp.Empty{})
	return err
}

// PDF prints the page.
func (t *Tab) PDF() ([]byte, error) {
	ctx, stop := context.WithTimeout(t.ctx, 60*time.Second)
	defer stop()
	printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{})
	if err != nil {
		return nil, fmt.Errorf("printing: %w", err)
	}
	return printed.Data, nil
}

// Foreign gives the requests that went to another host than the one given.
func (t *Tab) Foreign(base string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []string
	for _, r := range t.requests {
		if !strings.HasPrefix(strings.TrimPrefix(r, "blob:"), base) && r != "about:blank" && !strings.HasPrefix(r, "data:") {
			all = append(all, r)
		}
	}
	return all
}

// Requests gives the addresses asked for since the tab was opened.
func (t *Tab) Requests() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.requests...)
}

// Problems gives what the console complained of, and forgets it.
func (t *Tab) Problems() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := t.problems
	t.problems = nil
	return all
}
