package cli

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/page"
)

// source is one file to read: its name as given, how many bytes it has or may
// have, and how to open it.
type source struct {
	name string
	size int64
	open func() (io.ReadCloser, error)
}

// load reads a file that is not larger than a document may be.
func load(f source) (_ []byte, err error) {
	r, err := f.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, page.MaxBytes+1))
	if err == nil && len(raw) > page.MaxBytes {
		return nil, fault.New(fault.Invalid, "the file is larger than the %d MiB that a document may have", page.MaxBytes>>20)
	}
	return raw, err
}

// walk sends the files that paths name: folders in the order of their names,
// hidden files and folders left out.
func walk(ctx context.Context, paths []string, stdin io.Reader, files chan<- source) {
	send := func(f source) error {
		select {
		case files <- f:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for _, p := range paths {
		var err error
		switch info, stat := os.Stat(p); {
		case p == "-":
			err = send(source{"-", page.MaxBytes, func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }})
		case stat == nil && info.IsDir():
			err = walkFolder(p, 0, send)
		default:
			var size int64
			if stat == nil {
				size = info.Size()
			}
			err = send(file(p, size))
		}
		if err != nil {
			return
		}
	}
}

// maxFolders is how deep folders may lie in one another.
const maxFolders = 100

// walkFolder sends the files in a folder and in those in it. What cannot be
// read is sent too: opening it tells why.
func walkFolder(folder string, depth int, send func(source) error) error {
	if depth > maxFolders {
		return send(failing(folder, fault.New(fault.Invalid, "the folders are nested deeper than %d", maxFolders)))
	}
	for after, more := "", true; more; {
		names, left, err := namesAfter(folder, after, namesAtOnce)
		if err != nil {
			return send(failing(folder, err))
		}
		more = left
		for _, name := range names {
			after = name
			path := filepath.Join(folder, name)
			info, err := os.Lstat(path)
			switch {
			case strings.HasPrefix(name, "."):
			case err != nil:
				err = send(failing(path, err))
				if err != nil {
					return err
				}
			case info.IsDir():
				if err := walkFolder(path, depth+1, send); err != nil {
					return err
				}
			default:
				if err := send(file(path, info.Size())); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// namesAtOnce is how many names of a folder are held at once. A folder with
// more is listed several times, so that a million files take no more memory
// than a hundred.
const namesAtOnce = 50_000

// namesAfter gives, in order, the first n names in a folder that come after one,
// and whether there are more.
func namesAfter(folder, after string, n int) (names []string, more bool, err error) {
	d, err := os.Open(folder)
	if err != nil {
		return nil, false, err
	}
	defer d.Close()
	var first largest
	for {
		some, err := d.Readdirnames(1024)
		for _, name := range some {
			switch {
			case name <= after:
			case len(first) < n:
				heap.Push(&first, name)
			default:
				more = true
				if name < first[0] {
					first[0] = name
					heap.Fix(&first, 0)
				}
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, false, fmt.Errorf("listing the folder: %w", err)
		}
	}
	slices.Sort(first)
	return first, more, nil
}

// largest is a heap of names, the last in order on top.
type largest []string

func (h largest) Len() int           { return len(h) }
func (h largest) Less(i, j int) bool { return h[i] > h[j] }
func (h largest) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push adds a name.
func (h *largest) Push(x any) { *h = append(*h, x.(string)) }

// Pop takes the last name off.
func (h *largest) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func failing(name string, err error) source {
	return source{name, 0, func() (io.ReadCloser, error) { return nil, err }}
}

func file(name string, size int64) source {
	return source{name, size, func() (io.ReadCloser, error) {
		info, err := os.Stat(name)
		if err == nil && !info.Mode().IsRegular() {
			err = errors.New("is no file")
			if info.IsDir() {
				err = errors.New("is a folder")
			}
		}
		if err != nil {
			return nil, err
		}
		return os.Open(name)
	}}
}

// told says what went wrong without repeating the file's name.
func told(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return oneLine(err)
}
