package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/intake/table"
)

// importCommand takes in event data that others have coded.
type importCommand struct {
	mechanism
	actor
	Recorder string `placeholder:"NAME" help:"Who recorded the events. ACLED and UCDP GED name themselves."`
	File     string `arg:"" name:"file" help:"A table of ACLED or UCDP GED, a table with HXL hashtags, or GeoJSON."`
}

// Help is what surety import --help adds.
func (importCommand) Help() string {
	return `Takes in events as that recorder has them: a source, incidents and counts, never a
finding. Columns are taken by the names that the public codebooks give; those that are
missing or not known are told, not guessed. A row that makes no sense is told with its
number, and the rest goes on. Importing again changes nothing; what was interrupted goes
on where it stopped.

A GeoJSON feature is a point with the properties id, type, from, to, place, killed,
injured, source, url, or those of ACLED or UCDP GED.`
}

// maxTold bounds how many bad rows are told one by one.
const maxTold = 50

// Run imports.
func (c *importCommand) Run(ctx context.Context, s streams) error {
	info, err := os.Stat(c.File)
	if err != nil {
		return fmt.Errorf("reading the data: %w", err)
	}
	if info.Size() > table.MaxBytes {
		return badUsage("%s is %d bytes long; the most is %d: divide it", c.File, info.Size(), table.MaxBytes)
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("reading the data: %w", err)
	}
	return c.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		t, made, err := m.Import(ctx, c.person(m), filepath.Base(c.File), data, c.Recorder, func(done, total int) {
			fmt.Fprintf(s.err, "%d of %d\n", done, total)
		})
		if t != nil {
			tell(s, t, made)
		}
		if err != nil {
			return err
		}
		if _, err := m.Publisher.Publish(ctx); err != nil {
			return fmt.Errorf("the events are kept, but no checkpoint covers them yet: %w", err)
		}
		if len(t.Bad) > 0 {
			return errTold
		}
		return nil
	})
}

func tell(s streams, t *table.Table, made int) {
	for i, b := range t.Bad {
		if i == maxTold {
			fmt.Fprintf(s.err, "surety: and %d rows more\n", len(t.Bad)-i)
			break
		}
		fmt.Fprintf(s.err, "surety: row %d was left out: %s\n", b.N, strings.Join(strings.Fields(b.Why), " "))
	}
	if len(t.Unknown) > 0 {
		fmt.Fprintf(s.out, "not taken in, because nothing says what they are: %s\n", strings.Join(t.Unknown, ", "))
	}
	if len(t.Missing) > 0 {
		fmt.Fprintf(s.out, "columns of the codebook that are not there: %s\n", strings.Join(t.Missing, ", "))
	}
	fmt.Fprintf(s.out, "%s: %d events recorded by %s, %d of them new, %d rows left out\n", t.Format, len(t.Rows), t.Recorder, made, len(t.Bad))
}
