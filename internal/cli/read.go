package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/surety-mechanism/surety/reading"
)

// readCommand prints what documents say as drafts.
type readCommand struct {
	Format    string   `enum:"text,json" default:"text" help:"How to print the drafts: text or json."`
	Published string   `placeholder:"YYYY-MM-DD" help:"The day every document was published; found in the document if left out."`
	Paths     []string `arg:"" name:"path" help:"Files to read; - is standard input."`
}

// Run reads every file; one that cannot be read is told and the others go on.
func (c *readCommand) Run(_ context.Context, s streams) error {
	out := json.NewEncoder(s.out)
	out.SetEscapeHTML(false)
	failed := false
	for _, path := range c.Paths {
		if err := c.one(path, s, out); err != nil {
			fmt.Fprintf(s.err, "surety: %s: %s\n", path, oneLine(err))
			failed = true
		}
	}
	if failed {
		return errTold
	}
	return nil
}

func (c *readCommand) one(path string, s streams, out *json.Encoder) (err error) {
	var raw []byte
	if path == "-" {
		raw, err = io.ReadAll(s.in)
	} else {
		raw, err = os.ReadFile(path)
	}
	if err != nil {
		return err
	}
	docs, err := reading.Read(path, raw, reading.Options{Published: c.Published})
	for _, d := range docs {
		err = errors.Join(err, out.Encode(d))
	}
	return err
}
