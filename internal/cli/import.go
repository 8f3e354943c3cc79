package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/surety-mechanism/surety/internal/app"
)

// importCommand takes in event data that others have coded.
type importCommand struct {
	mechanism
	actor
	Recorder string `placeholder:"NAME" help:"Who recorded the events. ACLED and UCDP GED name themselves."`
	Update   bool   `help:"Take in events that say something else than before, as new versions; the old ones go on in them."`
	File     string `arg:"" name:"file" help:"A table of ACLED or UCDP GED, a table with HXL hashtags, or GeoJSON."`
}

// Help is what surety import --help adds.
func (importCommand) Help() string {
	return `Takes in events as that recorder has them: a source, incidents and counts, never a
finding. Columns are taken by the names that the public codebooks give; those that are
missing or not known are told, not guessed. A row that makes no sense is told with its
number, and the rest goes on. Importing again changes nothing; what was interrupted goes
on where it stopped. An event that is there already and says something else now is told,
and left as it is unless --update takes it in as a new version. Where somebody merged or
split the earlier version, the new one goes on there too. Files may be of any length.

A GeoJSON feature is a point, or has no geometry, with the properties id, type, from, to, place, killed,
injured, source, url, or those of ACLED or UCDP GED.`
}

// maxTold bounds how many bad rows are told one by one.
const maxTold = 50

// Run imports.
func (c *importCommand) Run(ctx context.Context, s streams) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("reading the data: %w", err)
	}
	defer file.Close()
	return c.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		got, err := m.Import(ctx, c.person(m), filepath.Base(c.File), file, c.Recorder, c.Update, func(done int, read, total int64) {
			fmt.Fprintf(s.err, "%s in; %d %% of the file is read\n", counted(done, "event is", "events are"), 100*read/max(1, total))
		})
		if got != nil && got.Table != nil {
			tell(s, got)
		}
		if err != nil {
			return err
		}
		if _, err := m.Publisher.Publish(ctx); err != nil {
			return fmt.Errorf("the events are kept, but no checkpoint covers them yet: %w", err)
		}
		if got.Left > 0 {
			return errTold
		}
		return nil
	})
}

func tell(s streams, t *app.Brought) {
	for i, b := range t.Bad {
		if i == maxTold {
			break
		}
		fmt.Fprintf(s.err, "surety: row %d was left out: %s\n", b.N, strings.Join(strings.Fields(b.Why), " "))
	}
	if more := t.Left - maxTold; more > 0 {
		fmt.Fprintf(s.err, "surety: and %s more\n", counted(more, "row", "rows"))
	}
	for i, c := range t.Changed {
		switch {
		case i == maxTold:
			fmt.Fprintf(s.out, "and %d events more that say something else than before\n", len(t.Changed)-maxTold)
		case i > maxTold:
		case c.Fixed != "":
			fmt.Fprintf(s.out, "row %d: %s says something else than before; no new version of it can be taken in: %s\n", c.N, c.ID, c.Fixed)
		default:
			fmt.Fprintf(s.out, "row %d: %s says something else than before; --update takes it in as a new version\n", c.N, c.ID)
		}
	}
	for i, c := range t.Followed {
		if i == maxTold {
			fmt.Fprintf(s.out, "and %d events more that go on where somebody let the earlier version go on\n", len(t.Followed)-maxTold)
			break
		}
		fmt.Fprintf(s.out, "row %d: %s was merged or split here; its new version goes on where the earlier one does: see whether that still holds\n", c.N, c.ID)
	}
	if len(t.Unknown) > 0 {
		fmt.Fprintf(s.out, "not taken in, because nothing says what they are: %s\n", strings.Join(t.Unknown, ", "))
	}
	if t.Shapes > 0 {
		fmt.Fprintf(s.out, "taken in without the shape that they have in the file, since only points are read: %s\n", counted(t.Shapes, "event", "events"))
	}
	if len(t.Missing) > 0 {
		fmt.Fprintf(s.out, "columns of the codebook that are not there: %s\n", strings.Join(t.Missing, ", "))
	}
	fmt.Fprintf(s.out, "%s: %s recorded by %s, %d of them new, %d in new versions, %d changed and left as before, %s left out\n",
		t.Format, counted(t.Rows, "event", "events"), t.Recorder, t.New, t.Updated, len(t.Changed), counted(t.Left, "row", "rows"))
}

// counted gives a number with the word for one or for several.
func counted(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, several)
}
