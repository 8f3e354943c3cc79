package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/ledger"
)

// anchorCommand ties the latest checkpoint to a time from outside.
type anchorCommand struct {
	mechanism
	Authority string `placeholder:"URL" help:"A time-stamping authority (RFC 3161) to ask."`
	Out       string `short:"o" placeholder:"FILE" help:"Where to write the checkpoint with the stamp, to hand around."`
}

// Help is what surety anchor --help adds.
func (anchorCommand) Help() string {
	return `Ties the latest checkpoint to a time that neither the operator nor the witnesses say.

  surety anchor DIR                                 a notice, to be printed in a paper
  surety anchor DIR --authority URL -o FILE         a stamp of an authority outside (RFC 3161)
  surety verify FILE --trust FILE --authority CERT  checked with no network

The authority is sent a digest. Its stamp is kept in the data folder, and surety verify
DIR compares it with the log. Ask two authorities, once a day for instance, from a timer:
nothing waits for it. It proves time, not truth.`
}

// Run asks, or prints the notice.
func (c *anchorCommand) Run(ctx context.Context, s streams) error {
	if c.Authority == "" && c.Out != "" {
		return badUsage("a file is written of what an authority stamped: name one with --authority")
	}
	return c.use(ctx, func(m *app.Mechanism) error {
		if c.Authority == "" {
			notice, err := m.Notice(ctx)
			if err != nil {
				return err
			}
			_, err = io.WriteString(s.out, notice)
			return err
		}
		banner(s.out, m)
		a, err := m.Anchor(ctx, c.Authority)
		if err != nil {
			return err
		}
		if c.Out != "" {
			if err := create(c.Out, a.File); err != nil {
				return err
			}
		}
		fmt.Fprintf(s.out, "%s stamped the checkpoint of %d entries on %s\ncertificate %s\nIt proves time, not truth.\n",
			a.Stamp.Authority, a.Size, a.Stamp.Time.Format(time.RFC3339), a.Stamp.Certificate)
		return nil
	})
}

// verifyAnchor checks a checkpoint and the stamp behind it.
func verifyAnchor(s streams, file, note []byte, trust *ledger.Trust, authorities string) error {
	report := ledger.VerifyFile(note, trust)
	fmt.Fprint(s.out, report)
	if !report.OK() || report.Opened == nil {
		return errTold
	}
	var certificates []byte
	var err error
	if authorities != "" {
		if certificates, err = readAtMost(authorities, maxReceipt); err != nil {
			return fmt.Errorf("reading the authorities' certificates: %w", err)
		}
	}
	stamp, err := app.StampOf(file, report.Opened.Checkpoint, certificates)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "\n%s, an authority outside, stamped this checkpoint on %s: it existed by then. That proves time, not truth.\n",
		stamp.Authority, stamp.Time.Format(time.RFC3339))
	if !stamp.Trusted {
		fmt.Fprintf(s.out, "Nothing here says that the certificate is that authority's (SHA-256 %s): get it from the authority and give it with --authority.\n", stamp.Certificate)
		return errTold
	}
	fmt.Fprintln(s.out, "Its certificate hangs on one that you trust. Whether it was revoked since this program did not ask.")
	return nil
}
