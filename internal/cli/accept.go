package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
)

// acceptCommand decides on drafts.
type acceptCommand struct {
	mechanism
	actor
	Reject bool     `help:"Put the drafts aside instead; needs --reason."`
	Reason string   `placeholder:"TEXT" help:"Why the drafts are rejected."`
	Edit   string   `placeholder:"FILE" help:"Correct the one draft given by the JSON in FILE, in the shape that surety read prints, and accept nothing yet."`
	Show   bool     `help:"Print the drafts instead of deciding on them; all that wait, if none is named."`
	Card   bool     `help:"With --show: print each draft as a card to be read, and not as a line of JSON."`
	Drafts []string `arg:"" optional:"" name:"draft" help:"Drafts by their ids, such as 3f2a91bc-s3."`
}

// Help is what surety accept --help adds.
func (acceptCommand) Help() string {
	return `Makes signed entries of drafts: all that are named, or none.

  surety accept DIR --show                     what waits, a line each
  surety accept DIR --show --card              the same, to be read
  surety accept DIR 3f2a91bc-s3 3f2a91bc-i1    accept two
  surety accept DIR --reject --reason "the same as s3" 3f2a91bc-s4
  surety accept DIR --edit corrected.json 3f2a91bc-s5

Entry and receipt name the person who decided. The machine's draft is kept beside
what the person made of it; the quoted words themselves cannot be changed.`
}

// Run decides, or shows.
func (c *acceptCommand) Run(ctx context.Context, s streams) error {
	switch {
	case c.Show && (c.Reject || c.Edit != ""):
		return badUsage("--show goes with neither --reject nor --edit")
	case c.Card && !c.Show:
		return badUsage("--card goes with --show")
	case c.Reject && c.Edit != "":
		return badUsage("--reject and --edit do not go together")
	case c.Reject && c.Reason == "":
		return badUsage("--reject needs --reason")
	case !c.Reject && c.Reason != "":
		return badUsage("--reason goes with --reject")
	case c.Edit != "" && len(c.Drafts) != 1:
		return badUsage("--edit takes exactly one draft")
	case !c.Show && len(c.Drafts) == 0:
		return badUsage("name the drafts to decide on; --show lists those that wait")
	}
	return c.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		switch {
		case c.Show:
			return c.show(ctx, m, s)
		case c.Reject:
			return m.Desk.Reject(ctx, c.person(m), c.Reason, c.Drafts)
		case c.Edit != "":
			corrected, err := os.ReadFile(c.Edit)
			if err != nil {
				return fmt.Errorf("reading the correction: %w", err)
			}
			return m.EditDraft(ctx, c.person(m), c.Drafts[0], corrected)
		}
		if err := m.Publisher.Agree(ctx); err != nil {
			return err
		}
		made, err := m.Desk.Accept(ctx, c.person(m), c.Drafts)
		if err != nil {
			return err
		}
		for _, o := range made {
			fmt.Fprintf(s.out, "%s is entry %d, %s\n", o.Draft, o.Index, o.Entry)
		}
		// The entries are durable now; a checkpoint that cannot be signed does not undo them.
		if _, err := m.Publisher.Publish(ctx); fault.Is(err, fault.Unavailable) && len(m.Founding.Charter.Witnesses.List) > 0 {
			fmt.Fprintf(s.err, "%s: %s\n", m.Waits(), oneLine(err))
		} else if err != nil {
			return fmt.Errorf("the entries are kept, but no checkpoint covers them yet: %w", err)
		}
		return nil
	})
}

// show prints drafts: id, kind, state and the words.
func (c *acceptCommand) show(ctx context.Context, m *app.Mechanism, s streams) error {
	wanted := map[string]bool{}
	for _, id := range c.Drafts {
		wanted[id] = true
	}
	documents, err := m.Store.Documents(ctx, m.Secretariat())
	if err != nil {
		return err
	}
	for _, doc := range documents {
		drafts, err := m.Store.Drafts(ctx, m.Secretariat(), doc.ID)
		if err != nil {
			return err
		}
		for _, d := range drafts {
			if len(wanted) > 0 && !wanted[d.ID] || len(wanted) == 0 && d.State != "open" {
				continue
			}
			if c.Card {
				if err := card(s.out, doc, d); err != nil {
					return err
				}
				continue
			}
			record := d.Record
			if d.Edited != nil {
				record = d.Edited
			}
			var line json.RawMessage = record
			fmt.Fprintf(s.out, "%s\t%s\t%s\t%s\t%s\n", d.ID, d.State, d.Kind, doc.File, line)
		}
	}
	return nil
}
