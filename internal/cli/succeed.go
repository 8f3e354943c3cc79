package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/surety-mechanism/surety/internal/app"
)

// succeedCommand opens a successor log.
type succeedCommand struct {
	mechanism
	actor
	Charter    string `required:"" placeholder:"FILE" help:"The charter of the mechanism that goes on."`
	OldTrust   string `required:"" placeholder:"FILE" help:"The trust file of the log that was lost or cannot be continued."`
	Checkpoint string `required:"" placeholder:"FILE" help:"The newest checkpoint of it that anybody holds: a witness, a party, the front of a report."`
}

// Help is what surety succeed --help adds.
func (succeedCommand) Help() string {
	return `Makes a new mechanism in DIR, with new keys and a log of its own, whose first entry
cites the old log by the newest checkpoint that is known of it. A log is never
continued from an old copy: entries that somebody holds a receipt for would be gone.
What the old log held up to the checkpoint stays proven by its own key; keep its
exports and receipts with its trust file. Everyone needs the new trust file, and
witnesses have to be introduced to the new log.`
}

// Run makes the successor.
func (c *succeedCommand) Run(ctx context.Context, s streams) error {
	trust, err := readTrust(c.OldTrust)
	if err != nil {
		return err
	}
	checkpoint, err := readAtMost(c.Checkpoint, maxReceipt)
	if err != nil {
		return fmt.Errorf("reading the checkpoint: %w", err)
	}
	charter, err := os.ReadFile(c.Charter)
	if err != nil {
		return fmt.Errorf("reading the charter: %w", err)
	}
	o := c.options()
	if o.Succeeds, err = app.Succession(trust, checkpoint); err != nil {
		return err
	}
	m, err := app.Init(ctx, c.Dir, c.name(), c.Charter, charter, o)
	if err != nil {
		return err
	}
	defer m.Close()
	banner(s.out, m)
	fmt.Fprintf(s.out, "%s\nlog %s\nsucceeds %s at %d entries\n\nNext: surety trust %s, for everyone, and introduce the witnesses again\n",
		m.Founding.Charter.Title(), m.Founding.Origin, o.Succeeds.Origin, o.Succeeds.Size, c.Dir)
	return nil
}
