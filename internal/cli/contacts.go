package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/register"
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
		for _, one := range all {
			why := dueWords[one.Due]
			if why == "" && c.Due {
				continue
			}
			fmt.Fprintf(s.out, "entry %d: consent %s, until %s", one.Index, one.Body.Consent, one.Body.RetainUntil)
			if one.Body.Purpose != "" {
				fmt.Fprintf(s.out, ", for: %s", one.Body.Purpose)
			}
			if len(one.Rest) > 0 {
				fmt.Fprintf(s.out, "; entries that rest on it: %v", places(one.Rest))
			}
			if why != "" {
				fmt.Fprintf(s.out, "; DUE to be erased: %s", why)
			}
			fmt.Fprintln(s.out)
		}
		if c.Due && survey.Due(all) > 0 {
			return errTold
		}
		return nil
	})
}

// dueWords say why something has to be erased.
var dueWords = map[string]string{survey.DueWithdrawn: "the contact took consent back", survey.DuePast: "the day until which it may be kept is past"}

func places(items []register.Item) []int64 {
	all := make([]int64, len(items))
	for i, it := range items {
		all[i] = it.Index
	}
	return all
}
