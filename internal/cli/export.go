package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/publish"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// exportCommand writes the register as open data.
type exportCommand struct {
	mechanism
	Format string   `enum:"json,csv" default:"json" help:"json: one object; csv: one row an object and field, with a header."`
	Log    string   `placeholder:"FOLDER" help:"Write the log itself instead, as a new folder of static files."`
	For    []string `placeholder:"SEAT" help:"With --log: disclose what this seat may read. Default: what everyone may read."`
}

// Help is what surety export --help adds.
func (exportCommand) Help() string {
	return `Writes the register to standard output, bound to the latest checkpoint: the same
register at the same checkpoint gives the same bytes. Every count carries who
recorded it and whom it is attributed to; "recorded by" is never "committed by".

With --log it writes the log as a folder of tiles (c2sp.org/tlog-tiles) that any web
server or memory stick carries, with the entries that the reader may read. "surety
verify FOLDER" checks it, and so does any other reader of such logs.`
}

// Run writes the export.
func (c *exportCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		if _, err := m.Publisher.Publish(ctx); err != nil {
			return err
		}
		if c.Log != "" {
			v := register.Viewer{}
			for _, seat := range c.For {
				if _, ok := m.Founding.Charter.Seat(record.Seat(seat)); !ok {
					return badUsage("the charter has no seat %q; it has %q", seat, m.Founding.Charter.SeatIDs())
				}
				v.Seats = append(v.Seats, record.Seat(seat))
			}
			size, err := m.ExportLog(session.With(ctx, session.Identity{Operator: true}), v, c.Log)
			if err != nil {
				return err
			}
			banner(s.out, m)
			fmt.Fprintf(s.out, "%s holds the log of %s\n", c.Log, entries(size))
			return nil
		}
		e, err := m.Export(session.With(ctx, session.Identity{Operator: true}), m.Secretariat())
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
