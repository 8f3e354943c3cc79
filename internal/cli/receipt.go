package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/ledger"
)

// receiptCommand writes the proof of one entry.
type receiptCommand struct {
	mechanism
	Entry string   `arg:"" name:"entry" help:"The entry, by its place in the log or its id."`
	Only  []string `placeholder:"FIELD" help:"Show only these fields of the entry: what is left out stays proven, and hidden."`
	Out   string   `short:"o" placeholder:"FILE" help:"Where to write the receipt. Default: entry-N.tlog-proof in the current folder; - for standard output."`
}

// Help is what surety receipt --help adds.
func (receiptCommand) Help() string {
	return `Writes the proof that an entry stands in the log: one text file that anyone who
holds the trust file can check with "surety verify FILE --trust TRUST", with no
network and no database. It shows what you may read of the entry.`
}

// Run writes the receipt.
func (c *receiptCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		if _, err := m.Publisher.Publish(ctx); err != nil {
			return err
		}
		it, receipt, err := m.Receipt(session.With(ctx, session.Identity{Operator: true}), m.Secretariat(), c.Entry)
		if err != nil {
			return err
		}
		if len(c.Only) > 0 {
			whole, err := ledger.ParseReceipt(receipt)
			if err != nil {
				return err
			}
			receipt = whole.Redact(func(path string) bool { return slices.Contains(c.Only, path) }).Marshal()
		}
		if c.Out == "-" {
			_, err := s.out.Write(receipt)
			return err
		}
		name := c.Out
		if name == "" {
			name = fmt.Sprintf("entry-%d.tlog-proof", it.Index)
		}
		if err := create(name, receipt); err != nil {
			return err
		}
		banner(s.out, m)
		fmt.Fprintf(s.out, "%s proves entry %d (%s) to whoever holds the trust file\n", name, it.Index, it.Kind)
		return nil
	})
}

// trustCommand writes the trust file.
type trustCommand struct {
	mechanism
	Out     string `short:"o" placeholder:"FILE" help:"Where to write it. Default: standard output."`
	Genesis string `placeholder:"FILE" help:"Write the log's first checkpoint there too, by which witnesses are introduced to the log."`
}

// Help is what surety trust --help adds.
func (trustCommand) Help() string {
	return `Writes what a verifier needs to have from a hand it trusts, once, at accession:
which log, whose key, which witnesses, which charter. Compare the words that are
printed beside it by voice: the same words mean the same file.`
}

// Run writes the trust file and the words to compare.
func (c *trustCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		trust, err := m.Trust()
		if err != nil {
			return err
		}
		text, err := trust.Marshal()
		if err != nil {
			return err
		}
		if c.Genesis != "" {
			genesis, err := m.Genesis()
			if err != nil {
				return err
			}
			if err := create(c.Genesis, genesis); err != nil {
				return err
			}
		}
		print := trust.Fingerprint()
		words := fmt.Sprintf("Words to compare: %s\nDigits to compare: %s\n", print.Words(), print.Digits(ledger.LatinDigits))
		if c.Out == "" {
			fmt.Fprint(s.err, words)
			_, err := s.out.Write(text)
			return err
		}
		if err := create(c.Out, text); err != nil {
			return err
		}
		banner(s.out, m)
		fmt.Fprint(s.out, words)
		return nil
	})
}
