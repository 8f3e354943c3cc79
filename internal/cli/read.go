package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/merge"
	"github.com/surety-mechanism/surety/reading/page"
)

// readCommand prints what documents say as drafts.
type readCommand struct {
	Format    string   `enum:"json,text" default:"text" help:"json: one object a document, one a line (docs/read-format.md); text: for people."`
	Charter   string   `placeholder:"FILE" help:"A mechanism's charter, whose names and aliases are added to the general ones."`
	Published string   `placeholder:"YYYY-MM-DD" help:"The day on which every document given was published; without it, it is found in the document or stays unknown."`
	Merge     bool     `help:"Add a last line on what the documents say together: copies, stories, the same record in several."`
	Workers   int      `default:"0" placeholder:"N" help:"How many documents to read at once; by default one for each processor. The output does not depend on it."`
	Into      string   `placeholder:"DIR" help:"Keep the documents and their drafts in the mechanism in DIR, for a person to look at, instead of printing them."`
	Guard     string   `placeholder:"FOLDER" env:"SURETY_GUARD" help:"With --into: where the memory of the last signed checkpoint is kept."`
	Paths     []string `arg:"" name:"file" help:"Files, folders (all files in them), or - for standard input."`
}

// Help is what surety read --help adds.
func (c *readCommand) Help() string {
	return `Reads plain text, HTML, RSS and Atom feeds and mail (.eml). Every draft points
at the bytes of the file as it came, and names the rule that made it.

Exit status: 0 when every document was read, 1 when some could not be (one line
on standard error for each, the others are printed all the same), 2 for wrong usage.`
}

// Run reads the files in the order given. Documents go out in that order while
// later ones are being read; at most twice as many as there are workers are held.
func (c *readCommand) Run(ctx context.Context, s streams) error {
	if c.Published != "" {
		if _, err := time.Parse(time.DateOnly, c.Published); err != nil {
			return badUsage("--published %s is not a day written YYYY-MM-DD", c.Published)
		}
	}
	if c.Into != "" {
		if c.Merge || c.Charter != "" {
			return badUsage("--into goes with neither --merge nor --charter: the mechanism has a charter of its own")
		}
		return c.into(ctx, s)
	}
	if c.Workers < 0 {
		return badUsage("--workers %d: at least one is needed", c.Workers)
	}
	options := reading.Options{Published: c.Published}
	workers := c.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}

	files := make(chan source)
	queue := make(chan chan result, 2*workers)
	go func() {
		walk(ctx, c.Paths, s.in, files)
		close(files)
	}()
	go func() {
		slots := make(chan struct{}, workers)
		for f := range files {
			done := make(chan result, 1)
			queue <- done
			slots <- struct{}{}
			go func() {
				done <- c.read(f, options)
				<-slots
			}()
		}
		close(queue)
	}()

	out := bufio.NewWriterSize(s.out, 1<<16)
	failed := false
	merged := merge.New()
	for done := range queue {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("interrupted: %w", err)
		}
		r := <-done
		if r.err != nil {
			failed = true
			fmt.Fprintf(s.err, "surety: %s: %s\n", r.name, told(r.err))
			continue
		}
		for _, a := range r.documents {
			if err := c.print(out, a); err != nil {
				return fmt.Errorf("writing the drafts of %s: %w", r.name, err)
			}
			if c.Merge {
				merged.Add(a)
			}
		}
	}
	if c.Merge {
		if err := c.printMerged(out, merged.Merged()); err != nil {
			return fmt.Errorf("writing what the documents say together: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the drafts: %w", err)
	}
	if failed {
		return errTold
	}
	return nil
}

// source is one file to read: its name as given, and how to open it.
type source struct {
	name string
	open func() (io.ReadCloser, error)
}

// result is one file read.
type result struct {
	name      string
	documents []*analysis.Analysis
	err       error
}

func (c *readCommand) read(f source, o reading.Options) result {
	raw, err := load(f)
	if err != nil {
		return result{name: f.name, err: err}
	}
	documents, err := reading.Analyse(f.name, raw, o)
	return result{f.name, documents, err}
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

// walk sends the files that paths name: folders are walked in the order of
// their names, hidden files and folders left out.
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
		if p == "-" {
			if send(source{"-", func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }}) != nil {
				return
			}
			continue
		}
		info, err := os.Stat(p)
		if err != nil || !info.IsDir() {
			if send(file(p)) != nil {
				return
			}
			continue
		}
		filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return send(source{name, func() (io.ReadCloser, error) { return nil, err }})
			case name != p && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return fs.SkipDir
				}
			case !d.IsDir():
				return send(file(name))
			}
			return nil
		})
	}
}

func file(name string) source {
	return source{name, func() (io.ReadCloser, error) {
		info, err := os.Stat(name)
		if err == nil && info.IsDir() {
			err = errors.New("is a folder")
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

func (c *readCommand) print(w io.Writer, a *analysis.Analysis) error {
	if c.Format == "text" {
		return printText(w, a)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(a.Draft)
}
