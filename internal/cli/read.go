package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/secondreader"
	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/merge"
	"github.com/surety-mechanism/surety/reading/names"
)

// readCommand prints what documents say as drafts.
type readCommand struct {
	Format    string `enum:"json,text" default:"text" help:"json: one object a document, one a line (docs/read-format.md); text: for people."`
	Charter   string `placeholder:"FILE" help:"A mechanism's charter, whose names and aliases are added to the general ones."`
	Published string `placeholder:"YYYY-MM-DD" help:"The day on which every document given was published; without it, it is found in the document or stays unknown."`
	Merge     bool   `help:"Add a last line on what the documents say together: copies, stories, the same record in several."`
	Workers   int    `default:"0" placeholder:"N" help:"How many documents to read at once; by default one for each processor. The output does not depend on it."`
	Explain   bool   `help:"Print the text itself, and below each sentence the drafts found in it with the rules that made them: for work on the rules."`
	ModelURL  string `placeholder:"URL" help:"Also ask a language model, at an endpoint that speaks the OpenAI protocol, such as http://localhost:11434/v1. Off unless named; its key is taken from SURETY_MODEL_KEY."`
	Model     string `placeholder:"NAME" help:"The model to ask at --model-url."`
	Into      string `placeholder:"DIR" help:"Keep the documents and their drafts in the mechanism in DIR, for a person to look at, instead of printing them."`
	kept
	Paths []string `arg:"" name:"file" help:"Files, folders (all files in them), or - for standard input."`
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
		if c.Merge || c.Explain || c.Charter != "" {
			return badUsage("--into goes with none of --merge, --explain and --charter: the mechanism has a charter of its own")
		}
		return c.into(ctx, s)
	}
	if c.Workers < 0 {
		return badUsage("--workers %d: at least one is needed", c.Workers)
	}
	if c.Explain && (c.Merge || c.Format == "json") {
		return badUsage("--explain goes with neither --merge nor --format json: it is for people")
	}
	options := reading.Options{Published: c.Published}
	second, err := c.second()
	if err != nil {
		return err
	}
	if c.Charter != "" {
		known, err := knownOf(c.Charter)
		if err != nil {
			return err
		}
		options.Known = known
	}
	// What a document needs lives until its drafts are printed; what stays is a
	// few tables, small beside the memory that a large document takes anyway. Only
	// beside that the collector saves memory rather than time.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(memoryAtEase)
	workers := c.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}

	files := make(chan source)
	held := newRoom(bytesAtOnce)
	queue := make(chan chan result, 2*workers)
	go func() {
		walk(ctx, c.Paths, s.in, files)
		close(files)
	}()
	go func() {
		slots := make(chan struct{}, workers)
		for f := range files {
			held.take(f.size)
			done := make(chan result, 1)
			queue <- done
			slots <- struct{}{}
			go func() {
				done <- c.read(ctx, f, options, second)
				<-slots
			}()
		}
		close(queue)
	}()

	out := bufio.NewWriterSize(s.out, 1<<16)
	failed := false
	sofar := readProgress{out: s.err, began: time.Now()}
	merged := merge.New()
	for done := range queue {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("interrupted: %w", err)
		}
		r := <-done
		sofar.read(r.name)
		if r.err != nil {
			failed = true
			fmt.Fprintf(s.err, "surety: %s: %s\n", r.name, told(r.err))
			held.give(r.size)
			continue
		}
		tellSecond(s, r.name, r.second)
		for _, a := range r.documents {
			if err := c.print(out, a); err != nil {
				return fmt.Errorf("writing the drafts of %s: %w", r.name, err)
			}
			if c.Merge {
				merged.Add(a)
			}
		}
		held.give(r.size)
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

// How much memory a run takes.
const (
	memoryAtEase = 224 << 20 // bytes beyond which the collector works harder
	bytesAtOnce  = 4 << 20   // of files that are read, or wait to be printed, at once; a larger one is read alone
)

// result is one file read.
type result struct {
	name      string
	size      int64                // as its source has it
	documents []*analysis.Analysis // only Draft is set unless a merge or an explanation needs the words
	err       error
	second    error // the second reader's; the documents were read all the same
}

// read reads one file. A mistake in the reader costs that file, not the run:
// the others may be a million.
func (c *readCommand) read(ctx context.Context, f source, o reading.Options, second *secondreader.Client) (r result) {
	r.name, r.size = f.name, f.size
	defer func() {
		if p := recover(); p != nil {
			r = result{name: f.name, size: f.size, err: fmt.Errorf("the reader failed on it; that is a mistake in this program: %v", p)}
		}
	}()
	raw, err := load(f)
	if err != nil {
		r.err = err
		return r
	}
	o.Second = asking(ctx, second, &r.second)
	if c.Merge || c.Explain {
		r.documents, r.err = reading.Analyse(f.name, raw, o)
		return r
	}
	drafts, err := reading.Read(f.name, raw, o)
	for i := range drafts {
		r.documents = append(r.documents, &analysis.Analysis{Draft: &drafts[i]})
	}
	r.err = err
	return r
}

// tellSecond tells that a file was read, but not by the second reader.
func tellSecond(s streams, name string, err error) {
	if err != nil {
		fmt.Fprintf(s.err, "surety: %s: read, but without the second reader: %s\n", name, told(err))
	}
}

// asking gives what puts a reading to the second reader, and keeps its error.
func asking(ctx context.Context, second *secondreader.Client, failed *error) func(*analysis.Analysis) {
	if second == nil {
		return nil
	}
	return func(a *analysis.Analysis) {
		if err := second.Read(ctx, a); err != nil {
			*failed = err
		}
	}
}

// second gives the second reader that was asked for, or nil.
func (c *readCommand) second() (*secondreader.Client, error) {
	switch {
	case c.ModelURL == "" && c.Model == "":
		return nil, nil
	case c.ModelURL == "" || c.Model == "":
		return nil, badUsage("--model-url and --model go together")
	}
	client, err := secondreader.New(c.ModelURL, c.Model, os.Getenv("SURETY_MODEL_KEY"))
	if err != nil {
		return nil, usageError{err}
	}
	return client, nil
}

// knownOf gives the names that a charter adds.
func knownOf(file string) (names.Known, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return names.Known{}, fmt.Errorf("reading the charter %s: %s", file, told(err))
	}
	c, err := app.ParseCharter(file, raw)
	if err != nil {
		return names.Known{}, err
	}
	return c.Names(), nil
}

// readProgress tells on standard error how far a long run has come.
type readProgress struct {
	out   io.Writer
	began time.Time
	told  time.Time
	files int
}

// A run tells nothing in its first seconds, and then once in a while.
const (
	firstWord = 15 * time.Second
	nextWord  = 15 * time.Second
)

func (p *readProgress) read(name string) {
	p.files++
	now := time.Now()
	if now.Sub(p.began) < firstWord || now.Sub(p.told) < nextWord {
		return
	}
	p.told = now
	fmt.Fprintf(p.out, "surety: %d files read in %s, the last %s\n", p.files, now.Sub(p.began).Round(time.Second), name)
}

func (c *readCommand) print(w io.Writer, a *analysis.Analysis) error {
	if c.Explain {
		return explain(w, a)
	}
	if c.Format == "text" {
		return printText(w, a)
	}
	return printJSON(w, a.Draft)
}
