package cli

import (
	"context"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
)

// rebuildCommand folds the register again.
type rebuildCommand struct{ mechanism }

// Help is what surety rebuild --help adds.
func (rebuildCommand) Help() string {
	return `Drops the register's tables and folds them again from the log. The register is
computed from the entries alone, so the same log gives the same digest, here and
on any other machine that may open the same entries. Drafts stay as they are.`
}

// Run rebuilds and prints the digest.
func (c *rebuildCommand) Run(ctx context.Context, s streams) error {
	c.sofar = progressTo(s.err)
	return c.use(ctx, func(m *app.Mechanism) error {
		release, err := m.Hold()
		if err != nil {
			return err
		}
		defer release()
		digest, size, err := m.Rebuild(ctx)
		c.sofar.done()
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "folded %d entries\nstate digest %s\n", size, digest)
		return nil
	})
}
