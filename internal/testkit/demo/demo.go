// Package demo opens the exercise, made anew, in a real Chromium: for what looks at
// the pages as people see them (pictures, measurements).
package demo

import (
	"context"
	"fmt"
	"net/http/httptest"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// Demo is the exercise with its pages served and a tab that can open them.
type Demo struct {
	URL string // of its pages
	Tab *browser.Tab

	// Withdrawn is the page of an entry that was taken back, once it is furnished.
	Withdrawn string

	m     *app.Mechanism
	close []func()
}

// Open makes the exercise in a new folder inside dir and starts a browser. Close
// ends both; the folder stays.
func Open(ctx context.Context, dir string) (*Demo, error) {
	folder := filepath.Join(dir, "exercise")
	m, err := app.Exercise(ctx, folder, app.Options{Guard: app.ExerciseGuard(folder)})
	if err != nil {
		return nil, err
	}
	server := httptest.NewServer(m.Pages())
	d := &Demo{URL: server.URL, m: m, close: []func(){server.Close, func() { m.Close() }}}
	if d.Tab, err = browser.Open(ctx); err != nil {
		d.Close()
		return nil, err
	}
	d.close = append([]func(){d.Tab.Close}, d.close...)
	return d, nil
}

// Go opens a page of the exercise by its path.
func (d *Demo) Go(path string) error { return d.Tab.Go(d.URL + path) }

// Sit takes a seat of the exercise with the bar that every page has.
func (d *Demo) Sit(seat string) error {
	if err := d.Go("/cases"); err != nil {
		return err
	}
	if _, err := browser.Eval[string](d.Tab, fmt.Sprintf(`document.querySelector("#seat").value = %q`, seat)); err != nil {
		return err
	}
	if err := d.Tab.Press(".seat-bars summary"); err != nil {
		return err
	}
	return d.Tab.Click(".seat-bar button")
}

// Close ends the browser, the server and the mechanism.
func (d *Demo) Close() {
	for _, f := range d.close {
		f()
	}
}
