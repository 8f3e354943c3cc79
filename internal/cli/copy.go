package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/ledger/sealedcopy"
	"github.com/surety-mechanism/surety/record"
)

// copyCommand writes what a seat may read, sealed.
type copyCommand struct {
	mechanism
	Seat string `required:"" placeholder:"SEAT" help:"The seat whose copy it is."`
	Out  string `short:"o" required:"" placeholder:"FILE" help:"Where to write the copy."`
}

// Help is what surety copy --help adds.
func (copyCommand) Help() string {
	return `Writes what a seat may read of the log, sealed as it is kept. Anyone may carry it: only
a key that the seat holds opens it (surety open), on its holder's own machine. A key
that was revoked, or whose seat is empty, opens nothing that was sealed since. What is
for everyone is not in it; surety export --log has that.`
}

// Run writes the copy.
func (c *copyCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		if _, ok := m.Founding.Charter.Seat(record.Seat(c.Seat)); !ok {
			return badUsage("the charter has no seat %q; it has %q", c.Seat, m.Founding.Charter.SeatIDs())
		}
		var out bytes.Buffer
		n, err := m.SealedCopy(session.With(ctx, session.Identity{Operator: true}), record.Seat(c.Seat), &out)
		if err != nil {
			return err
		}
		if err := create(c.Out, out.Bytes()); err != nil {
			return err
		}
		banner(s.out, m)
		fmt.Fprintf(s.out, "%s holds %d sealed entries for the seat %s\n", c.Out, n, c.Seat)
		return nil
	})
}

// openCommand opens a sealed copy.
type openCommand struct {
	passphrase
	Key   string `required:"" placeholder:"FILE" help:"One's own key file."`
	Trust string `required:"" placeholder:"FILE" help:"The trust file: it says of which log the copy has to be."`
	Copy  string `arg:"" name:"copy" help:"The copy that surety copy wrote."`
}

// Help is what surety open --help adds.
func (openCommand) Help() string {
	return `Opens a sealed copy with a key that stays on this machine; no network is used. Each
entry's signature and fields are checked, and printed as one line of JSON. That an
entry stands in the log is another proof: surety verify.`
}

// Run opens the copy.
func (c *openCommand) Run(_ context.Context, s streams) error {
	trust, err := readTrust(c.Trust)
	if err != nil {
		return err
	}
	data, err := readAtMost(c.Copy, 1<<30)
	if err != nil {
		return fmt.Errorf("reading the copy: %w", err)
	}
	sealed, err := sealedcopy.Parse(data)
	if err != nil {
		return err
	}
	if sealed.Origin != trust.Origin {
		return fmt.Errorf("the copy is of the log %s, and the trust file of %s", sealed.Origin, trust.Origin)
	}
	secret, err := c.open(s, c.Key)
	if err != nil {
		return err
	}
	closed, err := sealed.OpenWith(secret.Signer.PublicKey().ID(), secret.OpenMember)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, e := range sealed.Entries {
		if e.Open == nil {
			continue
		}
		line := struct {
			Index    int64                      `json:"index"`
			Envelope json.RawMessage            `json:"envelope"`
			Content  map[string]json.RawMessage `json:"content"`
		}{e.Index, json.RawMessage(e.Envelope), map[string]json.RawMessage{}}
		for _, f := range e.Open {
			line.Content[f.Path] = f.Value
		}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	fmt.Fprintf(s.err, "%d entries opened, %d stay closed to this key\n", len(sealed.Entries)-closed, closed)
	return nil
}
