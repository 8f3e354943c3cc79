package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// verifyCommand checks a mechanism or a receipt.
type verifyCommand struct {
	kept
	Trust string `placeholder:"FILE" help:"The trust file you were handed at accession (surety trust writes it)."`
	Path  string `arg:"" name:"path" help:"A receipt, a checkpoint, a submission receipt, a mechanism's data folder, a log exported to a folder, or a log's address."`

	Authority string `placeholder:"FILE" help:"Certificates (PEM) of time-stamping authorities that you trust, for what surety anchor wrote."`

	Against  string   `placeholder:"FILE" help:"A receipt or checkpoint that somebody else was shown: look whether both are of one log."`
	Promises []string `name:"promise" placeholder:"FILE" help:"Submission receipts: look whether the log kept what they promise."`
}

// Help is what surety verify --help adds.
func (verifyCommand) Help() string {
	return `Checks a receipt with nothing else at hand, or a whole data folder: every entry,
signature, salt and hash, every checkpoint, the register folded again from the log,
every evidence file. Of a log in a folder or at an address (http://host/tlog/, for
instance) it checks every leaf, tile and signature, the witnesses, and of what is
disclosed every word; it folds it, and compares the state's digest. It says in words
what was checked, what that proves and what it does not, and on failure the first
thing that does not fit.

With --against, a receipt or checkpoint that somebody else was shown is held against
it. An operator that signed two logs is convicted by its own signatures: they are
printed on one page, which verify checks too.

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
	options := ledger.AuditOptions{Trust: trust, Now: time.Now()}
	for _, name := range c.Promises {
		data, err := readAtMost(name, maxReceipt)
		if err != nil {
			return fmt.Errorf("reading the submission receipt: %w", err)
		}
		promise, err := ledger.ParseSubmission(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		options.Promises = append(options.Promises, promise)
	}
	if c.Against != "" {
		if trust == nil {
			return badUsage("to compare two files it takes the trust file: --trust")
		}
		file, err := readAtMost(c.Against, maxReceipt)
		if err != nil {
			return fmt.Errorf("reading what to compare with: %w", err)
		}
		if note, ok := app.CheckpointOf(file); ok {
			file = note
		}
		if _, err := ledger.CheckpointIn(file); err != nil {
			return fmt.Errorf("%s: %w", c.Against, err)
		}
		options.Against = [][]byte{file}
	}
	if strings.HasPrefix(c.Path, "https://") || strings.HasPrefix(c.Path, "http://") {
		read, err := app.URLReader(ctx, c.Path)
		if err != nil {
			return err
		}
		return verifyLog(ctx, s, read, options)
	}
	info, err := os.Stat(c.Path)
	if err != nil {
		return fmt.Errorf("what is to be verified cannot be read: %w", err)
	}
	if info.IsDir() {
		if _, err := os.Stat(filepath.Join(c.Path, ledger.CheckpointPath)); err == nil {
			files := app.NewFolderFiles(c.Path)
			if err := verifyLog(ctx, s, files.Read, options); err != nil {
				return err
			}
			return strays(s.out, files)
		}
		return c.folder(ctx, s, options)
	}
	file, err := readAtMost(c.Path, maxReceipt)
	if err != nil {
		return fmt.Errorf("reading the receipt: %w", err)
	}
	if note, ok := app.CheckpointOf(file); ok {
		return verifyAnchor(s, file, note, trust, c.Authority)
	}
	if ledger.IsPage(file) {
		return verifyPage(s.out, file, trust)
	}
	report := ledger.VerifyFile(file, trust)
	if report.OK() && c.Against != "" {
		return compared(s.out, report, trust, file, options.Against[0])
	}
	fmt.Fprint(s.out, report)
	showReceipt(s.out, report)
	if !report.OK() {
		return errTold
	}
	return nil
}

// compared tells whether a file that was verified and another are of one log, and
// prints the page of evidence, alone, if they are not.
func compared(out io.Writer, report *ledger.Report, trust *ledger.Trust, mine, theirs []byte) error {
	log, err := ledger.LogVerifier(trust.LogKey)
	if err != nil {
		return err
	}
	e, err := ledger.Contradiction(mine, theirs, log)
	if err != nil {
		return err
	}
	if e == nil {
		fmt.Fprint(out, report)
		showReceipt(out, report)
		fmt.Fprintf(out, "\nBoth were shown one log of %s.\n", entries(report.Opened.Size))
		return nil
	}
	page, err := e.Page(log)
	if err != nil {
		return err
	}
	fmt.Fprint(out, page)
	return errTold
}

// verifyPage checks a page of evidence against an operator.
func verifyPage(out io.Writer, text []byte, trust *ledger.Trust) error {
	if trust == nil {
		return fault.New(fault.Invalid, "it takes the trust file to know whose signatures stand on the page: --trust")
	}
	log, err := ledger.LogVerifier(trust.LogKey)
	if err != nil {
		return err
	}
	e, err := ledger.ParsePage(text)
	if err != nil {
		return err
	}
	page, err := e.Page(log)
	if err != nil {
		return fmt.Errorf("the page proves nothing: %w", err)
	}
	fmt.Fprintf(out, "The operator signed both of what stands below: the page holds.\n\n%s", page)
	return errTold
}

// verifyLog checks a log that somebody else keeps.
func verifyLog(ctx context.Context, s streams, read app.Reader, o ledger.AuditOptions) error {
	tells := progressTo(s.err)
	v, err := app.VerifyLog(ctx, read, o, tells.tell)
	tells.done()
	if err != nil {
		return err
	}
	fmt.Fprint(s.out, v.Ledger.String())
	switch {
	case v.Ledger.Verdict == ledger.Failed:
		return errTold
	case v.Fault != "":
		fmt.Fprintf(s.out, "\nBUT WHAT IS SHOWN OF IT DOES NOT FIT. %s.\n", v.Fault)
		fmt.Fprintln(s.out, "The log itself is sound; what the operator says that it comes to is not. Keep this copy and tell the guarantors.")
		return errTold
	case v.View != nil:
		fmt.Fprintf(s.out, "\nWhat is disclosed was folded to the register: state digest %s, as the operator shows it.\n", v.Digest)
	}
	notes(s.out, v.Notes)
	if !v.Ledger.OK() {
		return errTold
	}
	return nil
}

// strays tells of files that lie in an exported folder and are no part of the log.
func strays(w io.Writer, files *app.FolderFiles) error {
	all, err := files.Strays()
	if err != nil || len(all) == 0 {
		return err
	}
	fmt.Fprintf(w, "\nNOT OF THE LOG. The folder holds more than the log has, and nothing vouches for it:\n")
	for _, name := range all[:min(len(all), 20)] {
		fmt.Fprintf(w, "  - %q\n", name)
	}
	if more := len(all) - 20; more > 0 {
		fmt.Fprintf(w, "  - and %d more\n", more)
	}
	return nil
}

// notes tells what fits and is remarkable all the same.
func notes(w io.Writer, all []string) {
	for i, n := range all {
		if i == 0 {
			fmt.Fprintln(w, "\nOF THE CLOCKS. Order and content are proven all the same; of these times trust the witnesses':")
		}
		fmt.Fprintf(w, "  - %s\n", n)
	}
}

func (c *verifyCommand) folder(ctx context.Context, s streams, o ledger.AuditOptions) error {
	tells := progressTo(s.err)
	return mechanism{kept: c.kept, Dir: c.Path, sofar: tells}.use(ctx, func(m *app.Mechanism) error {
		v, err := m.Verify(ctx, o)
		tells.done()
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
		notes(s.out, v.Notes)
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
