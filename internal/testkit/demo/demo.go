// Package demo opens the exercise, made anew, in a real Chromium: for what looks at
// the pages as people see them (pictures, measurements).
package demo

import (
	"context"
	"net/http/httptest"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// Demo is the exercise with its pages served and a tab that can open them.
type Demo struct {
	URL string // of its pages
	Tab *browser.Tab

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
	d := &Demo{URL: server.URL, close: []func(){server.Close, func() { m.Close() }}}
	if d.Tab, err = browser.Open(ctx); err != nil {
		d.Close()
		return nil, err
	}
	d.close = append([]func(){d.Tab.Close}, d.close...)
	return d, nil
}

// Go opens a page of the exercise by its path.
func (d *Demo) Go(path string) error { return d.Tab.Go(d.URL + path) }

// Close ends the browser, the server and the mechanism.
func (d *Demo) Close() {
	for _, f := range d.close {
		f()
	}
}
