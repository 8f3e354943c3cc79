package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
)

// contactsCommand lists what contacts agreed to.
type contactsCommand struct {
	mechanism
	Due bool `help:"Only those of whom something has to be erased; the exit status is 1 if there are any."`
}

// Help is what surety contacts --help adds.
func (contactsCommand) Help() string {
	return `Lists what contacts agreed to: the purpose, until when it may be kept, and what rests on
it. A consent is recorded with "surety act DIR consent_recorded FILE --level P3"; what
rests on it names it (--ref consent=ID); "surety act DIR entry_withdrawn FILE --ref
target=ID" records that the contact took it back. When a day is past, or consent was
taken back, what is listed as due is erased with "surety erase". "surety status" warns.`
}

// Run lists.
func (c *contactsCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		all, err := m.Contacts(ctx, m.Secretariat(), time.Now())
		if err != nil {
			return err
		}
		banner(s.out, m)
		due := 0
		for _, one := range all {
			why := one.Due()
			if why != "" {
				due++
			} else if c.Due {
				continue
			}
			fmt.Fprintf(s.out, "entry %d: consent %s, until %s", one.Index, one.Consent, one.RetainUntil)
			if one.Purpose != "" {
				fmt.Fprintf(s.out, ", for: %s", one.Purpose)
			}
			if len(one.Rest) > 0 {
				fmt.Fprintf(s.out, "; entries that rest on it: %v", one.Rest)
			}
			if why != "" {
				fmt.Fprintf(s.out, "; DUE to be erased: %s", why)
			}
			fmt.Fprintln(s.out)
		}
		if c.Due && due > 0 {
			return errTold
		}
		return nil
	})
}
