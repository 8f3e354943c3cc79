package cli

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/webhook"
)

// webhooksCommand tells how far subscribers have come.
type webhooksCommand struct {
	mechanism
	Secret string `placeholder:"FILE" help:"Make a secret for one more subscription and write it to FILE."`
	Again  string `placeholder:"ID" help:"Deliver again to a subscriber that said it was gone."`
	From   *int64 `placeholder:"INDEX" help:"With --again: from this entry on, not from where it stopped."`
}

// Help is what surety webhooks --help adds.
func (webhooksCommand) Help() string {
	return `Lists who is told of new entries (webhooks.yaml in the data folder, docs/api.md) and how
far each has come. surety serve delivers; it reads the file when it starts.`
}

// Run lists, or makes a secret.
func (c *webhooksCommand) Run(ctx context.Context, s streams) error {
	switch {
	case c.Secret != "" && c.Again != "":
		return badUsage("--secret and --again do not go together")
	case c.From != nil && (c.Again == "" || *c.From < 0):
		return badUsage("--from is the index of an entry, and goes with --again")
	case c.Secret != "":
		secret, err := webhook.NewSecret(rand.Reader)
		if err != nil {
			return err
		}
		if err := create(c.Secret, []byte(secret+"\n")); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s holds a secret for one subscription; its receiver gets the same line, by a safe way\n", c.Secret)
		return nil
	}
	return c.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		subs, err := m.Webhooks()
		if err != nil {
			return err
		}
		if c.Again != "" {
			return c.again(m, subs)
		}
		size, err := m.Store.Size(ctx)
		if err != nil {
			return err
		}
		if len(subs) == 0 {
			fmt.Fprintln(s.out, "nobody is told: there is no subscription in webhooks.yaml")
		}
		for _, sub := range subs {
			p, err := m.WebhookMemory().Progress(sub.ID)
			if err != nil {
				return err
			}
			state := "nothing is wrong"
			switch {
			case p.Gone:
				state = "it said that it is gone: nothing more is sent"
			case p.Failed > 0:
				state = fmt.Sprintf("not delivered, %d attempts, the last at %s: %s", p.Failed, p.At.Format("2006-01-02 15:04:05 MST"), oneLine(fmt.Errorf("%s", p.Why)))
			}
			fmt.Fprintf(s.out, "%s\t%s\tas %s%s\t%d of %d entries\t%s\n", sub.ID, sub.URL, sub.Seat, asked(sub), p.Next+1, size, state)
			if p.Dropped > 0 {
				fmt.Fprintf(s.out, "\t%d older deliveries that it would not take are no longer listed\n", p.Dropped)
			}
			for _, d := range p.Dead {
				fmt.Fprintf(s.out, "\tnot taken: entries %d to %d, %d of them for it, given up at %s: %s; --again %s --from %d sends them again, and all after\n",
					d.After+1, d.Next, d.Count, d.At.Format("2006-01-02 15:04:05 MST"), oneLine(fmt.Errorf("%s", d.Why)), sub.ID, d.After+1)
			}
		}
		return nil
	})
}

// asked tells of what a subscriber is told, where that is not everything.
func asked(sub webhook.Subscription) string {
	out := ""
	for _, k := range sub.Kinds {
		out += " " + string(k)
	}
	for _, l := range sub.Levels {
		out += " " + l
	}
	if out != "" {
		out = ", only" + out
	}
	return out
}

func (c *webhooksCommand) again(m *app.Mechanism, subs []webhook.Subscription) error {
	for _, sub := range subs {
		if sub.ID != c.Again {
			continue
		}
		p, err := m.WebhookMemory().Progress(sub.ID)
		if err != nil {
			return err
		}
		next := p.Next
		if c.From != nil {
			next = *c.From - 1
		}
		return m.WebhookMemory().Keep(sub.ID, p.Again(next))
	}
	return fault.New(fault.NotFound, "there is no subscription %q in webhooks.yaml", c.Again)
}
