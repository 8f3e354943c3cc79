package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/netutil"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/refused"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// witnessCommand is a guarantor's or a party's side: one program, one folder,
// one key.
type witnessCommand struct {
	Make     witnessMake     `cmd:"" help:"Make a witness: a folder with its key."`
	Add      witnessAdd      `cmd:"" help:"Introduce a log to the witness by its first checkpoint."`
	Serve    witnessServe    `cmd:"" help:"Cosign what continues what was cosigned before."`
	Show     witnessShow     `cmd:"" help:"Show the witness's public key and the logs it knows."`
	Evidence witnessEvidence `cmd:"" help:"Print what was kept of an operator that contradicted itself, one page each."`
}

// folder is what all of them have in common.
type witnessFolder struct {
	Folder string `arg:"" name:"folder" help:"The witness's folder. Never bring back an old copy of it: a witness that forgot what it signed is retired, and a new one made."`
}

type witnessMake struct {
	Folder string `arg:"" name:"folder" help:"The folder to make."`
	passphrase
	Name      string `required:"" placeholder:"NAME" help:"The witness's name, as in its public key: ithmar.example/witness, for instance."`
	Algorithm string `enum:"ed25519,ml-dsa-44" default:"ed25519" help:"ed25519, or ml-dsa-44 against quantum computers."`
}

// Run makes the witness.
func (c *witnessMake) Run(_ context.Context, s streams) error {
	pass, err := c.fresh(s, "the witness's key (empty: kept in the clear)")
	if err != nil {
		return err
	}
	secret, err := keys.NewSecret(rand.Reader, c.Name, ledger.Algorithm(c.Algorithm))
	if err != nil {
		return err
	}
	if _, err := keys.NewWitness(c.Folder, secret, pass); err != nil {
		return err
	}
	cosigner, err := ledger.NewCosigner(secret.Name, secret.Signer)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "The witness %s is made. Give its public key to whoever writes the charter:\n%s\n", c.Name, cosigner.Verifier())
	fmt.Fprintf(s.out, "Digits to compare by voice: %s\n", secret.Signer.PublicKey().ID().Digits(ledger.LatinDigits))
	return nil
}

type witnessAdd struct {
	witnessFolder
	Trust   string `required:"" placeholder:"FILE" help:"The trust file that was handed to you, whose words you have compared."`
	Genesis string `required:"" placeholder:"FILE" help:"The log's first checkpoint, handed over with it (surety trust --genesis writes it)."`
}

// Run introduces the log.
func (c *witnessAdd) Run(ctx context.Context, s streams) error {
	w, err := keys.OpenWitness(c.Folder)
	if err != nil {
		return err
	}
	trust, err := readTrust(c.Trust)
	if err != nil {
		return err
	}
	genesis, err := readAtMost(c.Genesis, maxReceipt)
	if err != nil {
		return fmt.Errorf("reading the first checkpoint: %w", err)
	}
	if err := w.Introduce(ctx, trust.LogKey, genesis); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "The witness knows the log %s from now on. Trust file: %s\n", trust.Origin, trust.Fingerprint().Words())
	return nil
}

type witnessServe struct {
	witnessFolder
	passphrase
	Mirror map[string]string `placeholder:"ORIGIN=URL" help:"Before signing, copy the whole log from there (surety serves it at /tlog/) and compute it again."`
	Listen string            `default:"localhost:8081" placeholder:"ADDR" help:"Address to answer on."`
	Rate   float64           `default:"20" placeholder:"N" help:"Requests a second that each address is answered on average."`
}

// maxAsking bounds how many connections a witness holds at a time.
const maxAsking = 256

// Help is what surety witness serve --help adds.
func (witnessServe) Help() string {
	return `Answers the operator's requests (c2sp.org/tlog-witness) until it is interrupted. A
checkpoint is cosigned only if it continues the last one that was; where the operator
contradicts itself nothing is signed, and both checkpoints are kept as evidence:
"surety witness evidence" prints it. Put it behind a server that speaks HTTPS.`
}

// Run answers until it is interrupted.
func (c *witnessServe) Run(ctx context.Context, s streams) error {
	folder, err := keys.OpenWitness(c.Folder)
	if err != nil {
		return err
	}
	if c.Rate <= 0 {
		return badUsage("--rate has to be above 0")
	}
	holder, err := folder.Holder()
	if err != nil {
		return err
	}
	secret, err := c.unlock(s, holder)
	if err != nil {
		return err
	}
	w, err := openWitness(folder, secret)
	if err != nil {
		return err
	}
	if w.Approve, err = mirrors(ctx, folder, w.Origins(), c.Mirror); err != nil {
		return err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fault.New(fault.Unavailable, "listening on %s: %w", c.Listen, err)
	}
	var refusals refused.Counter
	server := witness.Server(refusals.Handler("witness", w.Handler(c.Rate, time.Now)))
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(netutil.LimitListener(l, maxAsking)) }()
	fmt.Fprintf(s.out, "The witness answers at http://%s for %s (interrupt to stop)\n", l.Addr(), strings.Join(w.Origins(), ", "))
	select {
	case err = <-ended:
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		err = server.Shutdown(last)
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// openWitness makes the witness of a folder ready.
func openWitness(folder *keys.WitnessFolder, secret *keys.Secret) (*witness.Witness, error) {
	cosigner, err := ledger.NewCosigner(secret.Name, secret.Signer)
	if err != nil {
		return nil, err
	}
	logs, err := folder.Logs()
	if err != nil {
		return nil, err
	}
	if len(logs) == 0 {
		return nil, fault.New(fault.Invalid, "the witness knows no log yet (`surety witness add` introduces one)")
	}
	return witness.New(folder, logs, cosigner)
}

// mirrors copies logs before they are signed for, each from its address.
func mirrors(ctx context.Context, folder *keys.WitnessFolder, origins []string, addresses map[string]string) (func(context.Context, ledger.Checkpoint) error, error) {
	all := map[string]*app.Mirror{}
	for origin, address := range addresses {
		if !slices.Contains(origins, origin) {
			return nil, badUsage("the witness does not know the log %q that is to be mirrored", origin)
		}
		read, err := app.URLReader(ctx, address)
		if err != nil {
			return nil, err
		}
		all[origin] = app.NewMirror(folder.Mirror(origin), read)
	}
	return func(ctx context.Context, next ledger.Checkpoint) error {
		m, ok := all[next.Origin]
		if !ok {
			return nil
		}
		return m.Follow(ctx, next)
	}, nil
}

type witnessShow struct{ witnessFolder }

// Run shows what can be told.
func (c *witnessShow) Run(ctx context.Context, s streams) error {
	w, err := keys.OpenWitness(c.Folder)
	if err != nil {
		return err
	}
	h, err := w.Holder()
	if err != nil {
		return err
	}
	v, err := ledger.CosignatureKey(h.Name, h.Public)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "witness %s\npublic key %s\ndigits %s\n", h.Name, v, h.Public.ID().Digits(ledger.LatinDigits))
	logs, err := w.Logs()
	if err != nil {
		return err
	}
	for _, log := range logs {
		signed, err := w.Last(ctx, log.Name())
		if err != nil {
			return err
		}
		last, err := ledger.OpenCheckpoint(signed, log)
		if err != nil {
			return err
		}
		kept, err := w.Evidence(log.Name())
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "\nlog %s\nlast checkpoint: %d %s\npieces of evidence: %d\n", log.Name(), last.Size, ledger.Digest(last.Root).Words(), len(kept))
	}
	return nil
}

type witnessEvidence struct{ witnessFolder }

// Help is what surety witness evidence --help adds.
func (witnessEvidence) Help() string {
	return `Prints each contradiction on a page of its own: what the operator signed, and twice
differently. Anyone who has the log's public key can check it.

Exit status: 1 if there is any evidence, 0 if there is none.`
}

// Run prints the evidence.
func (c *witnessEvidence) Run(_ context.Context, s streams) error {
	w, err := keys.OpenWitness(c.Folder)
	if err != nil {
		return err
	}
	logs, err := w.Logs()
	if err != nil {
		return err
	}
	found := false
	for _, log := range logs {
		kept, err := w.Evidence(log.Name())
		if err != nil {
			return err
		}
		for _, e := range kept {
			page, err := e.Page(log)
			if err != nil {
				return err
			}
			if found {
				fmt.Fprint(s.out, "\f")
			}
			fmt.Fprint(s.out, page)
			found = true
		}
	}
	if found {
		return errTold
	}
	fmt.Fprintln(s.out, "No operator has contradicted itself before this witness.")
	return nil
}
