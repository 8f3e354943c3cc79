package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/ledger"
)

// statusCommand tells how far the log has come.
type statusCommand struct{ mechanism }

// Help is what surety status --help adds.
func (statusCommand) Help() string {
	return `Tells how many entries the log has, how many of them a published checkpoint covers,
in words to compare by phone, and how each witness stands: what it cosigned last, or
since when it has been absent.`
}

// Run tells it.
func (c *statusCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		st, err := m.Status(ctx)
		if err != nil {
			return err
		}
		banner(s.out, m)
		fmt.Fprintf(s.out, "%s\nlog %s\n%s\n", m.Vouchers(), m.Founding.Origin, entries(st.Size))
		switch {
		case st.Opened == nil:
			fmt.Fprintf(s.out, "no checkpoint has been published yet: everything is %s\n", m.Waits())
		default:
			fmt.Fprintf(s.out, "published: %s, in words: %d %s\n", entries(st.Opened.Size), st.Opened.Size, ledger.Digest(st.Opened.Root).Words())
			if !st.Opened.WitnessedAt.IsZero() {
				fmt.Fprintf(s.out, "witnessed by %s\n", st.Opened.WitnessedAt.UTC().Format(time.RFC3339))
			}
			if waiting := st.Size - st.Opened.Size; waiting > 0 {
				fmt.Fprintf(s.out, "%s more %s: %s, and so does surety receipt\n", entries(waiting), m.Waits(),
					map[bool]string{true: "a server that runs covers it", false: "a server that runs asks the witnesses again"}[m.Founding.Charter.Witnesses.None])
			}
		}
		contacts, err := m.Contacts(ctx, m.Secretariat(), time.Now())
		if err != nil {
			return err
		}
		if due := survey.Due(contacts); due > 0 {
			fmt.Fprintf(s.out, "of %d %s something has to be erased: surety contacts %s --due\n", due, map[bool]string{true: "contact", false: "contacts"}[due == 1], c.Dir)
		}
		for _, w := range st.Witnesses {
			switch {
			case !w.Address:
				fmt.Fprintf(s.out, "witness %s: the charter has no address for it (--witness %s=URL)\n", w.Witness, w.Witness)
			case !w.AbsentSince.IsZero():
				fmt.Fprintf(s.out, "not cosigned by %s since %s, size %d: %s\n", w.Witness, w.AbsentSince.UTC().Format(time.RFC3339), w.AbsentFrom, w.Reason)
			case w.Size > 0:
				fmt.Fprintf(s.out, "witness %s cosigned %s on %s\n", w.Witness, entries(w.Size), w.At.UTC().Format(time.RFC3339))
			default:
				fmt.Fprintf(s.out, "witness %s has not cosigned the latest checkpoint\n", w.Witness)
			}
		}
		return nil
	})
}

// entries counts entries in words.
func entries(n int64) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}
