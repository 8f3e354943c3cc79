// Command screenshots takes the pictures of docs/screenshots: the exercise, made
// anew, as Chromium shows it at a desk and on a phone.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
	"github.com/surety-mechanism/surety/internal/testkit/demo"
)

// picture is one picture: which page, how looked at.
type picture struct {
	name, path string
	first      string // a selector of a link to follow from path
	browser.Look
}

var desk, phone = browser.Look{Width: 1280, Height: 900}, browser.Look{Width: 360, Height: 740}

var pictures = []picture{
	{name: "state-of-play", path: "/?lang=en", Look: desk},
	{name: "state-of-play-phone", path: "/", Look: phone},
	{name: "undertaking", path: "/undertakings", first: ".promise h3 a", Look: desk},
	{name: "incident", path: "/incidents", first: ".event h3 a", Look: desk},
	{name: "case", path: "/cases?lang=en", first: ".case h3 a", Look: desk},
	{name: "case-urdu-phone", path: "/cases?lang=ur", first: ".case h3 a", Look: phone},
	{name: "desk", path: "/desk?lang=en", first: ".files li:not(.done) a", Look: desk},
	{name: "check", path: "/check", Look: desk},
	{name: "check-receipt", path: "/check/receipt?lang=en", Look: desk},
	{name: "state-of-play-urdu-phone", path: "/?lang=ur", Look: phone},
	{name: "timeline-pashto", path: "/timeline?lang=ps", Look: desk},
	{name: "map", path: "/map?lang=en", Look: desk},
}

func main() {
	out := flag.String("o", "docs/screenshots", "folder to write into")
	only := flag.String("part", "", "picture these parts alone, with commas between")
	flag.Parse()
	if err := take(context.Background(), *out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func take(ctx context.Context, out, only string) error {
	dir, err := os.MkdirTemp("", "surety-screenshots-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	shown, err := demo.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer shown.Close()
	if err := os.MkdirAll(filepath.Join(out, "parts"), 0o755); err != nil {
		return err
	}
	if only == "" {
		if err := pages(shown, out); err != nil {
			return err
		}
	}
	if err := shown.Furnish(ctx); err != nil {
		return err
	}
	return bothWays(shown, filepath.Join(out, "parts"), only)
}

// pages takes the pictures of whole pages.
func pages(shown *demo.Demo, out string) error {
	tab := shown.Tab
	for _, p := range pictures {
		if err := tab.See(p.Look); err != nil {
			return err
		}
		if err := shown.Go(p.path); err != nil {
			return err
		}
		if p.first != "" {
			if err := tab.Click(p.first); err != nil {
				return err
			}
		}
		shot, err := tab.Shot(p.Look, false)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		small, err := fewColours(shot)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := os.WriteFile(filepath.Join(out, p.name+".png"), small, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s.png\t%d KB\n", p.name, len(small)>>10)
	}
	return nil
}
