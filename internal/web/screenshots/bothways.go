package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
	"github.com/surety-mechanism/surety/internal/testkit/demo"
)

// margin is what is shown around a part, tallest how much of a long one, in pixels.
const margin, tallest = 8, 460

// bothWays pictures every part, or one alone, as it is in English and in Urdu.
func bothWays(shown *demo.Demo, out, only string) (failed error) {
	for _, p := range parts {
		if only != "" && !slices.Contains(strings.Split(only, ","), p.name) {
			continue
		}
		small, err := p.picture(shown)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", p.name, err)) // the others are pictured all the same
			continue
		}
		if err := os.WriteFile(filepath.Join(out, p.name+".png"), small, 0o644); err != nil {
			return err
		}
		fmt.Printf("parts/%s.png\t%d KB\n", p.name, len(small)>>10)
	}
	return failed
}

// picture pictures a part in both directions.
func (p part) picture(shown *demo.Demo) ([]byte, error) {
	look := narrow
	if p.wide {
		look = broad
	}
	if err := errors.Join(shown.Tab.See(browser.Look{Width: 1280, Height: 900}), shown.Sit(seated(p.seat))); err != nil {
		return nil, err
	}
	var both [2]image.Image
	for i, tag := range []string{"en", "ur"} {
		if err := shown.Tab.See(look); err != nil {
			return nil, err
		}
		if err := p.open(shown, tag); err != nil {
			return nil, err
		}
		high := float64(tallest)
		if p.seen > 0 {
			high = float64(p.seen)
		}
		shot, err := shown.Tab.Part(look, p.selector, margin, high)
		if err != nil {
			return nil, err
		}
		if both[i], err = png.Decode(bytes.NewReader(shot)); err != nil {
			return nil, err
		}
	}
	return paletted(beside(both[0], both[1], p.wide), 64)
}

// seated gives who looks.
func seated(seat string) string {
	if seat == "" {
		return "secretariat"
	}
	return seat
}

// open leads to where the part is shown, in a language.
func (p part) open(shown *demo.Demo, tag string) error {
	if err := shown.Go("/?lang=" + tag); err != nil { // from here on the pages are in it
		return err
	}
	if err := shown.Go(p.path); err != nil {
		return err
	}
	for _, s := range p.steps {
		if err := shown.Tab.Click(s); err != nil {
			return err
		}
	}
	if p.then == nil {
		return nil
	}
	return p.then(shown)
}

// unfold opens what is folded.
func unfold(selector string) func(*demo.Demo) error {
	return func(d *demo.Demo) error {
		_, err := browser.Eval[bool](d.Tab, fmt.Sprintf(`document.querySelectorAll(%q).forEach((e) => { e.open = true; }); true`, selector))
		return err
	}
}

// oneWith opens the first of a page's links that leads to what a selector finds.
func oneWith(links, selector string) func(*demo.Demo) error {
	return func(d *demo.Demo) error {
		all, err := browser.Eval[[]string](d.Tab, fmt.Sprintf(`[...document.querySelectorAll(%q)].map((a) => a.pathname)`, links))
		if err != nil {
			return err
		}
		for _, path := range all {
			if err := d.Go(path); err != nil {
				return err
			}
			if there, err := browser.Eval[bool](d.Tab, fmt.Sprintf(`!!document.querySelector(%q)`, selector)); there || err != nil {
				return err
			}
		}
		return fmt.Errorf("nothing on the page leads to %s", selector)
	}
}

// checked opens the form of a vote that waits, fills it and has it checked.
func checked(d *demo.Demo) error {
	if err := d.Tab.Click(`.todos a[href*="vote_cast"]`); err != nil {
		return err
	}
	if _, err := browser.Eval[bool](d.Tab, `document.querySelector("#f-vote").value = "for"; true`); err != nil {
		return err
	}
	return d.Tab.Click(`button[value="check"]`)
}

// asked asks for counts before and after a day.
func asked(d *demo.Demo) error {
	day := func(n int) string { return time.Now().UTC().AddDate(0, 0, n-100).Format(time.DateOnly) }
	return d.Go("/assessment?series=The%2Bmonitors%26incidents&from=" + day(0) + "&at=" + day(40) + "&to=" + day(79) + "&period=10")
}

// verified gives the verifier's page a receipt and the trust file, and waits for what
// it says.
func verified(d *demo.Demo) error {
	dir, err := os.MkdirTemp("", "surety-screenshots-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var files []string
	for path, name := range map[string]string{"/log/1/receipt": "entry-1.tlog-proof", "/trust": "mechanism.trust"} {
		to := filepath.Join(dir, name)
		if err := fetch(d.URL+path, to); err != nil {
			return err
		}
		files = append(files, to)
	}
	if err := d.Tab.Choose("#files", files...); err != nil {
		return err
	}
	for range 400 {
		time.Sleep(50 * time.Millisecond)
		if there, err := browser.Eval[bool](d.Tab, `!!document.querySelector(".verdict")`); there || err != nil {
			return err
		}
	}
	return errors.New("the verifier gives no answer")
}

// fetch keeps what an address of the exercise answers in a file.
func fetch(address, to string) (err error) {
	q, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(f, r.Body)
	return err
}
