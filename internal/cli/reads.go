package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
)

// readsCommand lists who opened what.
type readsCommand struct{ mechanism }

// Help is what surety reads --help adds.
func (readsCommand) Help() string {
	return `Lists who opened, on a page or through the API, an entry that is for the mechanism
alone: neither for everyone nor for a party. The list stays in the data folder; the log
commits to it in batches by a salted digest, so that it cannot be changed unseen
("surety verify" compares). Lists and counts on pages are not in it.`
}

// Run lists.
func (c *readsCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		list, err := m.Reads(ctx)
		if err != nil {
			return err
		}
		banner(s.out, m)
		for _, r := range list {
			committed := "not committed to yet"
			if r.Batch != "" {
				committed = "committed to by " + string(r.Batch)
			}
			what := fmt.Sprintf("entry %d", r.Entry)
			if r.Document != "" {
				what = "document " + r.Document + " at the desk"
			}
			fmt.Fprintf(s.out, "%s  %s  %s (%s)  %s\n", r.At.UTC().Format(time.RFC3339), what, r.Person, r.Seat, committed)
		}
		return nil
	})
}
