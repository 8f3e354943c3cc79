package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/redact"
)

// redactCommand makes a redacted copy of a file.
type redactCommand struct {
	Box []string `placeholder:"PAGE/X/Y/W/H" help:"A part to blacken, in hundredths of the page's width and height from its upper left corner: 1/10/25/30/5 (repeat). A picture is page 1."`
	In  string   `arg:"" name:"file" help:"A picture (PNG, JPEG, GIF) or a PDF. It is not changed."`
	Out string   `arg:"" name:"copy" help:"The copy to make: a PNG, or a PDF of pictures."`
}

// Help is what surety redact --help adds.
func (redactCommand) Help() string {
	return `Makes a copy of a picture or a PDF with parts of it black: a new file of nothing but the
points that are left, without layers, text, fonts, scripts, thumbnails, places or names
in its metadata. The copy is read back and checked before it is written. A PDF is drawn
page by page by poppler (on Debian: apt-get install poppler-utils); what is neither
picture nor PDF is refused. Turn a photograph upright first: what tells a viewer to turn
it is left out too.`
}

// Run makes the copy.
func (c *redactCommand) Run(ctx context.Context, s streams) error {
	var boxes []redact.Box
	for _, text := range c.Box {
		b, err := redact.ParseBox(text)
		if err != nil {
			return usageError{err}
		}
		boxes = append(boxes, b)
	}
	raw, err := readAtMost(c.In, redact.MaxBytes)
	if err != nil {
		return fmt.Errorf("reading the file: %w", err)
	}
	made, kind, err := redact.Copy(ctx, raw, boxes)
	if err != nil {
		return err
	}
	if err := create(c.Out, made); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s is a copy as %s, with %d parts black\n", c.Out, kind, len(boxes))
	return nil
}
