package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// signCommand makes a signed entry, on the author's own machine.
type signCommand struct {
	passphrase
	Key   string `required:"" placeholder:"FILE" help:"The author's key file."`
	Trust string `required:"" placeholder:"FILE" help:"The trust file: it says for which log the entry is."`
	Seat  string `required:"" placeholder:"SEAT" help:"The seat that the author speaks for."`
	Out   string `short:"o" required:"" placeholder:"FILE" help:"Where to write the signed entry."`
	Entry string `arg:"" name:"entry" help:"The entry as JSON; - for standard input."`
}

// Help is what surety sign --help adds.
func (signCommand) Help() string {
	return `Seals and signs an entry with a key that stays on this machine; no network is used.
The entry is a JSON object with "kind", "audience" (a list of seats, or "public"),
"refs" (a list of {"role", "id"}, if it refers to others) and "body":

  {"kind": "guarantee_moved", "audience": ["public"],
   "refs": [{"role": "about", "id": "5f0c…"}], "body": {…}}

"surety submit" hands in what it writes.`
}

// draftEntry is an entry as its author writes it down.
type draftEntry struct {
	Kind     record.Kind     `json:"kind"`
	Audience []record.Seat   `json:"audience"`
	Refs     []record.Ref    `json:"refs"`
	Body     json.RawMessage `json:"body"`
}

// Run signs.
func (c *signCommand) Run(_ context.Context, s streams) error {
	trust, err := readTrust(c.Trust)
	if err != nil {
		return err
	}
	secret, err := c.open(s, c.Key)
	if err != nil {
		return err
	}
	var text []byte
	if c.Entry == "-" {
		text, err = io.ReadAll(io.LimitReader(s.in, maxReceipt))
	} else {
		text, err = readAtMost(c.Entry, maxReceipt)
	}
	if err != nil {
		return fmt.Errorf("reading the entry: %w", err)
	}
	e, err := entryOf(text)
	if err != nil {
		return err
	}
	e.Mechanism, e.Stated = trust.Origin, time.Now().UTC().Truncate(time.Second)
	e.Author = record.Author{Seat: record.Seat(c.Seat), Key: secret.Signer.PublicKey().ID().String()}
	signed, err := desk.Sign(rand.Reader, e, secret.Signer)
	if err != nil {
		return err
	}
	if err := create(c.Out, signed.Marshal()); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s is a signed %s with the id %s; surety submit hands it in\n", c.Out, e.Kind, e.ID)
	return nil
}

// entryOf reads an entry as its author wrote it down.
func entryOf(text []byte) (e record.Entry, err error) {
	var d draftEntry
	if err := strictly(text, &d); err != nil {
		return e, fault.New(fault.Invalid, "the entry is not what it should be: %w", err)
	}
	if d.Kind.Attestation() || d.Kind == record.KindCharterAdopted {
		return e, fault.New(fault.Invalid, "%s is not made by signing it", d.Kind)
	}
	if e.Body, err = record.ReadBody(d.Kind, d.Body); err != nil {
		return e, err
	}
	if err := record.CheckRefs(d.Refs); err != nil {
		return e, err
	}
	slices.Sort(d.Audience)
	e.Kind, e.Refs, e.Audience = d.Kind, d.Refs, slices.Compact(d.Audience)
	e.ID, err = record.NewID(rand.Reader)
	return e, err
}

// strictly decodes one JSON value, without fields that there are not.
func strictly(text []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return fmt.Errorf("something follows after its end")
	}
	return nil
}

// submitCommand hands in a signed entry.
type submitCommand struct {
	kept
	To    string `arg:"" name:"to" help:"The mechanism: its address (https://host, for instance) or its data folder."`
	Entry string `arg:"" name:"entry" help:"The signed entry that surety sign wrote."`
	Out   string `short:"o" placeholder:"FILE" help:"Where to write the submission receipt. Default: standard output."`
	Trust string `placeholder:"FILE" help:"The trust file, to check that the receipt is signed by the mechanism's desk."`
}

// Help is what surety submit --help adds.
func (submitCommand) Help() string {
	return `Hands in a signed entry and gives the submission receipt at once: id, commitment, time,
and by when it will stand in the log. Keep it: with "surety verify --promise" it
proves, against a later log, that the promise was kept or broken. Its words can be
read over the phone. Handing in the same entry again changes nothing.

Exit status: 1 if the entry was refused; if the rules refused it, that too stands in
the log, and the receipt is given all the same.`
}

// Run hands in.
func (c *submitCommand) Run(ctx context.Context, s streams) error {
	data, err := readAtMost(c.Entry, maxReceipt)
	if err != nil {
		return fmt.Errorf("reading the signed entry: %w", err)
	}
	var receipt *ledger.Submission
	var refused string
	if strings.HasPrefix(c.To, "http://") || strings.HasPrefix(c.To, "https://") {
		receipt, refused, err = submitTo(ctx, c.To, data)
	} else {
		err = mechanism{kept: c.kept, Dir: c.To}.use(ctx, func(m *app.Mechanism) error {
			if err := m.Publisher.Agree(ctx); err != nil {
				return err
			}
			h, err := m.Submit(ctx, data)
			receipt, refused = h.Receipt, h.Refused
			return err
		})
	}
	if err != nil {
		return err
	}
	if err := c.check(data, receipt); err != nil {
		return err
	}
	if c.Out == "" {
		fmt.Fprintf(s.out, "%s", receipt.Marshal())
	} else if err := create(c.Out, receipt.Marshal()); err != nil {
		return err
	}
	fmt.Fprintf(s.err, "Words of the receipt: %s\n", receipt.Words())
	if refused != "" {
		return fmt.Errorf("the entry was received and refused: %s; the refusal stands in the log", refused)
	}
	return nil
}

// check looks whether the receipt is of what was handed in.
func (c *submitCommand) check(data []byte, receipt *ledger.Submission) error {
	e, err := ledger.ParseSignedEntry(data)
	if err != nil {
		return err
	}
	env, err := ledger.ParseEnvelope(e.Envelope)
	if err != nil {
		return err
	}
	if env.ID != receipt.ID || env.Origin != receipt.Origin {
		return fault.New(fault.Corrupt, "the receipt that came back is of another entry; what was handed in may not have been received")
	}
	if c.Trust == "" {
		return nil
	}
	trust, err := readTrust(c.Trust)
	if err != nil {
		return err
	}
	return receipt.Verify(trust)
}

// submitTo hands in to a server.
func submitTo(ctx context.Context, address string, data []byte) (receipt *ledger.Submission, refused string, err error) {
	defer fault.Wrap(&err, "handing in to %s", address)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(address, "/")+"/submit", bytes.NewReader(data))
	if err != nil {
		return nil, "", err
	}
	req.Header.Set("Content-Type", app.SubmissionKind)
	res, err := (&http.Client{Timeout: time.Minute}).Do(req)
	if err != nil {
		return nil, "", fault.New(fault.Unavailable, "%w", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, 64<<10))
	if err != nil {
		return nil, "", fault.New(fault.Unavailable, "the answer was cut off: %w", err)
	}
	refused = res.Header.Get("Surety-Refused")
	if res.StatusCode != http.StatusOK && refused == "" {
		return nil, "", fault.New(fault.Invalid, "%s", strings.ToValidUTF8(strings.TrimSpace(string(answer)), "?"))
	}
	receipt, err = ledger.ParseSubmission(answer)
	return receipt, refused, err
}
