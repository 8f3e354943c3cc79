package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/publish"
)

// exportCommand writes the register as open data.
type exportCommand struct {
	mechanism
	Format string `enum:"json,csv" default:"json" help:"json: one object; csv: one row an object and field, with a header."`
}

// Help is what surety export --help adds.
func (exportCommand) Help() string {
	return `Writes the register to standard output, bound to the latest checkpoint: the same
register at the same checkpoint gives the same bytes. Every count carries who
recorded it and whom it is attributed to; "recorded by" is never "committed by".`
}

// Run writes the export.
func (c *exportCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		if _, err := m.Publisher.Publish(ctx); err != nil {
			return err
		}
		e, err := m.Export(ctx, m.Secretariat())
		if err != nil {
			return err
		}
		write := publish.JSON
		if c.Format == "csv" {
			write = publish.CSV
		}
		if err := write(s.out, e); err != nil {
			return fmt.Errorf("writing the export: %w", err)
		}
		return nil
	})
}
