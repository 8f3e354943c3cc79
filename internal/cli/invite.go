package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/record"
)

// inviteCommand invites one person to a seat.
type inviteCommand struct {
	mechanism
	actor
	Seat string `arg:"" name:"seat" help:"The seat."`
	At   string `default:"http://localhost:8080" placeholder:"ADDRESS" help:"Where the pages are served, for the link."`
}

// Help is what surety invite --help adds.
func (inviteCommand) Help() string {
	return `Makes an invitation: a link for one person, once, within three days. Behind it they
make a passkey, or hand in a key of their own, for the seat. That gives them nothing
yet: the key counts when one person has added it and another has approved it, each
with a signature that stands in the log.

Hand the link over in person, or through a channel that you trust.`
}

// Run invites.
func (c *inviteCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		if _, ok := m.Founding.Charter.Seat(record.Seat(c.Seat)); !ok {
			return badUsage("the charter has no seat %q; it has %q", c.Seat, m.Founding.Charter.SeatIDs())
		}
		token, i, err := m.Sessions.Invite(ctx, record.Seat(c.Seat), c.name())
		if err != nil {
			return err
		}
		banner(s.out, m)
		fmt.Fprintf(s.out, "%s/invitation/%s\n", strings.TrimSuffix(c.At, "/"), token)
		fmt.Fprintf(s.err, "An invitation to the seat %s, to be used once, until %s.\n", c.Seat, i.Ends.UTC().Format(time.RFC3339))
		return nil
	})
}
