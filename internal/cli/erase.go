package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
)

// eraseCommand destroys content.
type eraseCommand struct {
	mechanism
	actor
	Reason string `required:"" placeholder:"TEXT" help:"Why; it stands in the log for whoever could read what is erased."`
	Entry  string `arg:"" name:"entry" help:"The entry, by its place in the log or its id."`
}

// Help is what surety erase --help adds.
func (eraseCommand) Help() string {
	return `Nobody erases alone: the first person who says it asks for it, and nothing is erased until
a second person says it too. Each has an entry in the log.

What it destroys is the content of an entry: the words, the salts without which nothing about them
can be confirmed, the key, the register's copy, what the desk had read in the same
document, and of a source the evidence file. The entry itself stays in the log, every
proof still verifies, and an entry says who erased and why.

What was handed out before (receipts, exports, mirrors for its readers) cannot be
called back, and backups keep it until they are thrown away.`
}

// Run erases.
func (c *eraseCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		if err := m.Publisher.Agree(ctx); err != nil {
			return err
		}
		e, err := m.Erase(ctx, m.Secretariat(), c.person(m), c.Entry, c.Reason)
		if err != nil {
			return err
		}
		banner(s.out, m)
		if e.Done {
			fmt.Fprintf(s.out, "The content of %s is erased; entry %d says so. Copies handed out before, and backups, are beyond this.\n", c.Entry, e.Index)
		} else {
			fmt.Fprintf(s.out, "Entry %d asks that the content of %s be erased. It is, as soon as a second person says so too.\n", e.Index, c.Entry)
		}
		if _, err := m.Publisher.Publish(ctx); err != nil {
			fmt.Fprintf(s.err, "%s: %s\n", m.Waits(), oneLine(err))
		}
		return nil
	})
}
