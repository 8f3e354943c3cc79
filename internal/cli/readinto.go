package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
)

// into reads files into a mechanism, where their drafts wait for a person. A
// file that cannot be read is told and the others go on; what was there before
// changes nothing.
func (c *readCommand) into(ctx context.Context, s streams) error {
	second, err := c.second()
	if err != nil {
		return err
	}
	return mechanism{kept: c.kept, Dir: c.Into}.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		files := make(chan source)
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		go func() {
			defer close(files)
			walk(ctx, c.Paths, s.in, files)
		}()
		failed := false
		for f := range files {
			raw, err := load(f)
			if err == nil {
				var unasked error
				taken, took := m.TakeIn(ctx, m.Founding.Charter.Secretariat(), f.name, raw, c.Published, asking(ctx, second, &unasked))
				tellSecond(s, f.name, unasked)
				for _, t := range taken {
					switch {
					case !t.New:
						fmt.Fprintf(s.out, "%s\t%s\tthere already\n", t.ID, f.name)
					case t.Open == 0:
						fmt.Fprintf(s.out, "%s\t%s\tno drafts\n", t.ID, f.name)
					default:
						fmt.Fprintf(s.out, "%s\t%s\t%d drafts wait\n", t.ID, f.name, t.Open)
					}
				}
				err = took
			}
			if ctx.Err() != nil {
				return fmt.Errorf("interrupted: %w", ctx.Err())
			}
			if err != nil {
				failed = true
				fmt.Fprintf(s.err, "surety: %s: %s\n", f.name, told(err))
			}
		}
		if failed {
			return errTold
		}
		return nil
	})
}
