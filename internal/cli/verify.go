package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// verifyCommand checks a mechanism or a receipt.
type verifyCommand struct {
	Guard string `placeholder:"FOLDER" env:"SURETY_GUARD" help:"For a data folder: where the memory of the last signed checkpoint is kept."`
	Trust string `placeholder:"FILE" help:"The trust file you were handed at accession (surety trust writes it)."`
	Path  string `arg:"" name:"path" help:"A receipt, or a mechanism's data folder."`
}

// Help is what surety verify --help adds.
func (verifyCommand) Help() string {
	return `Checks a receipt with nothing else at hand, or a whole data folder: every entry,
signature, salt and hash, every checkpoint, the register folded again from the log,
every evidence file. It says in words what was checked, what that proves and what
it does not, and on failure the first thing that does not fit.

Exit status: 0 when everything fits the trust file; 1 when something does not, or
when there was no trust file and so nothing is proven; 2 for wrong usage.`
}

const maxReceipt = 16 << 20 // bytes; a receipt holds one entry

// Run verifies.
func (c *verifyCommand) Run(ctx context.Context, s streams) error {
	var trust *ledger.Trust
	if c.Trust != "" {
		var err error
		if trust, err = readTrust(c.Trust); err != nil {
			return err
		}
	}
	info, err := os.Stat(c.Path)
	if err != nil {
		return fmt.Errorf("what is to be verified cannot be read: %w", err)
	}
	if info.IsDir() {
		return c.folder(ctx, s, trust)
	}
	file, err := readAtMost(c.Path, maxReceipt)
	if err != nil {
		return fmt.Errorf("reading the receipt: %w", err)
	}
	report := ledger.VerifyReceipt(file, trust)
	fmt.Fprint(s.out, report)
	showReceipt(s.out, report)
	if !report.OK() {
		return errTold
	}
	return nil
}

func (c *verifyCommand) folder(ctx context.Context, s streams, trust *ledger.Trust) error {
	return mechanism{Guard: c.Guard, Dir: c.Path}.use(ctx, func(m *app.Mechanism) error {
		progress := func(done, total int64) {
			if total > 10_000 {
				fmt.Fprintf(s.err, "\rchecked %d of %d entries", done, total)
				if done == total {
					fmt.Fprintln(s.err)
				}
			}
		}
		v, err := m.Verify(ctx, trust, progress)
		if err != nil {
			return err
		}
		fmt.Fprint(s.out, v.Ledger.String())
		if v.Ledger.Verdict == ledger.Failed {
			return errTold
		}
		if len(v.Faults) > 0 {
			fmt.Fprintf(s.out, "\nBUT THE REST OF THE FOLDER DOES NOT FIT THE LOG.\n")
			for _, f := range v.Faults {
				fmt.Fprintf(s.out, "  - %s\n", f)
			}
			fmt.Fprintln(s.out, "The log itself is sound. `surety rebuild` makes the register again from it; an evidence file has to come back from a copy.")
			return errTold
		}
		fmt.Fprintf(s.out, "\nThe register was folded again from the log: all %d rows are as the log has them; state digest %s.\n", v.Register, v.Digest)
		fmt.Fprintf(s.out, "Of the evidence, %d files were opened: each is the document that was filed.\n", v.Evidence)
		if !v.Ledger.OK() {
			return errTold
		}
		return nil
	})
}

// readTrust reads a trust file.
func readTrust(name string) (*ledger.Trust, error) {
	data, err := readAtMost(name, maxReceipt)
	if err != nil {
		return nil, fmt.Errorf("reading the trust file: %w", err)
	}
	trust, err := ledger.ParseTrust(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return trust, nil
}

// firstLine reads a short line of words.
func firstLine(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, 4096))
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimSuffix(line, "\r"), err
}

// readAtMost reads a file that is not larger than limit bytes.
func readAtMost(name string, limit int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, fault.New(fault.Invalid, "%s is larger than %d bytes", name, limit)
	}
	return data, err
}

// showReceipt prints what a receipt that fits shows of its entry.
func showReceipt(w io.Writer, r *ledger.Report) {
	if r.Verdict == ledger.Failed || r.Receipt == nil {
		return
	}
	fmt.Fprintln(w, "\nWhat the receipt shows of the entry:")
	fmt.Fprintf(w, "  control: %s\n", r.Envelope.Control)
	for _, o := range r.Receipt.Openings {
		value := string(o.Value)
		if len(value) > 2000 {
			value = value[:2000] + " … (shortened here)"
		}
		fmt.Fprintf(w, "  %s: %s\n", o.Path, strings.ToValidUTF8(value, "\uFFFD"))
	}
}
