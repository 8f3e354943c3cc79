package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
)

// A folder gives its names in order however many are held at once.
func TestNamesAfter(t *testing.T) {
	folder := t.TempDir()
	var want []string
	for i := range 250 {
		name := fmt.Sprintf("%03d.txt", i*7%250)
		want = append(want, name)
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	for _, n := range []int{1, 7, 249, 250, 1000} {
		var got []string
		for after, more := "", true; more; {
			names, left, err := namesAfter(folder, after, n)
			if err != nil || len(names) > n {
				t.Fatal(len(names), err)
			}
			got = append(got, names...)
			after, more = got[len(got)-1], left
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d at once: %d names", n, len(got))
		}
	}
}

func TestWalk(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "b/.secret", "c.txt"} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("Words."), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	files := make(chan source)
	go func() {
		defer close(files)
		walk(context.Background(), []string{folder, filepath.Join(folder, "nowhere")}, nil, files)
	}()
	var got []string
	for f := range files {
		name, _ := filepath.Rel(folder, f.name)
		if r, err := f.open(); err != nil {
			name += "!"
		} else {
			r.Close()
		}
		got = append(got, name)
	}
	if want := "a.txt b/1.txt b/2.txt c.txt nowhere!"; strings.Join(got, " ") != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A file on which the reader fails costs that file only.
func TestReadPanics(t *testing.T) {
	c := readCommand{}
	r := c.read(t.Context(), source{"bad.txt", 9, func() (io.ReadCloser, error) { panic("broken") }}, reading.Options{}, nil)
	if r.err == nil || r.name != "bad.txt" || r.size != 9 || !strings.Contains(r.err.Error(), "broken") {
		t.Errorf("%+v", r)
	}
}

func TestReadUsage(t *testing.T) {
	for _, args := range [][]string{
		{"read", "--published", "yesterday", "x"},
		{"read", "--workers", "-1", "x"},
		{"read", "--explain", "--merge", "x"},
		{"read", "--explain", "--format", "json", "x"},
		{"read", "--into", "d", "--explain", "x"},
		{"read"},
	} {
		var out, err bytes.Buffer
		if status := Run(args, strings.NewReader(""), &out, &err); status != usage || strings.Count(err.String(), "\n") != 1 || out.Len() > 0 {
			t.Errorf("%v: status %d, %q, %q", args, status, out.String(), err.String())
		}
	}
}
