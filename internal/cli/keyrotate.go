package cli

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// keyRotate makes a key that takes the place of another.
type keyRotate struct {
	Old string `arg:"" name:"old" help:"The key file that is in use."`
	New string `arg:"" name:"new" help:"The key file to make."`
	passphrase
	numerals
	NewPassphrase string   `name:"new-passphrase-file" placeholder:"FILE" help:"A file whose first line encrypts the new key. Without it a terminal is asked; with neither, the new key is kept in the clear."`
	Seat          string   `required:"" placeholder:"SEAT" help:"The seat whose key it is."`
	Trust         string   `required:"" placeholder:"FILE" help:"The trust file: it says for which log the entries are."`
	Out           string   `short:"o" required:"" placeholder:"FOLDER" help:"The folder to make, for the entries."`
	Algorithm     string   `enum:"ed25519,ml-dsa-44" default:"ed25519" help:"ed25519, or ml-dsa-44 against quantum computers."`
	Only          []string `placeholder:"KIND" help:"Delegate only these kinds of entry to the new key, and keep the old one in use."`
	Until         string   `placeholder:"TIME" help:"Delegate until then (2026-12-31T18:00:00Z), and keep the old one in use."`
}

// Help is what surety key rotate --help adds.
func (keyRotate) Help() string {
	return `Makes a new key on the holder's own machine and, in a folder, what puts it in the place
of the old one. Each is handed in with "surety submit", in this order:

  1-added.entry     signed with the old key: the new one is to count for the seat
  2-approve.json    for a second person, who compares the digits by voice and signs it
                    with a key of their own: surety sign 2-approve.json --key …
  3-revoked.entry   signed with the new key: the old one ends

The new key counts from the place of the second entry in the log on, the old one up to
the place of the third. What the old one signed stays checkable for ever. With --only
or --until the new key is a delegation, and the third entry is not made.

The server's own key is rotated by "surety key desk". The log's key is not rotated within a
log: another log is opened, which cites this one, and a new trust file is handed out
(surety succeed). A witness makes a new key under a new name, and the charter is amended.`
}

// Run makes the key and its entries.
func (c *keyRotate) Run(_ context.Context, s streams) error {
	trust, err := readTrust(c.Trust)
	if err != nil {
		return err
	}
	old, err := c.open(s, c.Old)
	if err != nil {
		return err
	}
	pass, err := passphrase{c.NewPassphrase}.fresh(s, "the new key (empty: kept in the clear)")
	if err != nil {
		return err
	}
	fresh, err := keys.NewSecret(rand.Reader, old.Name, ledger.Algorithm(c.Algorithm))
	if err != nil {
		return err
	}
	added, err := bindTo(fresh, record.Seat(c.Seat))
	if err != nil {
		return err
	}
	delegates := len(c.Only) > 0 || c.Until != ""
	for _, kind := range sorted(c.Only) {
		added.Key.Scope = append(added.Key.Scope, record.Kind(kind))
	}
	added.Key.Until = c.Until
	type step struct {
		file string
		body record.Body
		by   *keys.Secret
	}
	steps := []step{{"1-added.entry", added, old}}
	if !delegates {
		steps = append(steps, step{"3-revoked.entry", &record.KeyRevoked{KeyID: old.Signer.PublicKey().ID().String(), Reason: "replaced by a new key"}, fresh})
	}
	files := map[string][]byte{}
	for _, one := range steps {
		if files[one.file], err = signedFor(trust.Origin, record.Seat(c.Seat), one.by, one.body); err != nil {
			return err
		}
	}
	if files["2-approve.json"], err = json.Marshal(map[string]any{"kind": record.KindKeyApproved, "audience": []record.Seat{record.Public},
		"body": record.KeyApproved{KeyID: added.Key.ID}}); err != nil {
		return err
	}
	if err := os.Mkdir(c.Out, 0o750); err != nil {
		return fmt.Errorf("making the folder for the entries: %w", err)
	}
	if err := fresh.Write(c.New, pass); err != nil {
		return err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := create(filepath.Join(c.Out, name), files[name]); err != nil {
			return err
		}
	}
	public := fresh.Signer.PublicKey()
	fmt.Fprintf(s.out, "public %s\nid %s\ndigits %s\n", public, public.ID(), public.ID().Digits(c.zero()))
	if pass == "" {
		fmt.Fprintln(s.err, "The new key is kept in the clear: whoever reads the file can sign. --new-passphrase-file encrypts it.")
	}
	return nil
}

// signedFor seals and signs what a seat says to everyone about its keys.
func signedFor(origin string, seat record.Seat, by *keys.Secret, body record.Body) ([]byte, error) {
	id, err := record.NewID(rand.Reader)
	if err != nil {
		return nil, err
	}
	signed, err := desk.Sign(rand.Reader, record.Entry{Kind: body.EntryKind(), ID: id, Mechanism: origin, Stated: time.Now().UTC().Truncate(time.Second),
		Author: record.Author{Seat: seat, Key: by.Signer.PublicKey().ID().String()}, Audience: []record.Seat{record.Public}, Body: body}, by.Signer)
	if err != nil {
		return nil, err
	}
	return signed.Marshal(), nil
}

// keyLost writes the entry that revokes a key.
type keyLost struct {
	passphrase
	Key    string `required:"" placeholder:"FILE" help:"A key of the same seat that counts: another person's, or the copy of the lost one."`
	Seat   string `required:"" placeholder:"SEAT" help:"The seat whose key was lost."`
	Trust  string `required:"" placeholder:"FILE" help:"The trust file: it says for which log the entry is."`
	Lost   string `arg:"" name:"id" help:"The lost key's id, as surety key show told it."`
	Since  string `placeholder:"TIME" help:"Since when it may have been in other hands (2026-11-20T00:00:00Z): what it signed since then shows as disputed, until the seat affirms it (entry_affirmed)."`
	Reason string `required:"" placeholder:"TEXT" help:"What happened."`
	Out    string `short:"o" required:"" placeholder:"FILE" help:"Where to write the signed entry; surety submit hands it in."`
}

// Run writes the entry.
func (c *keyLost) Run(_ context.Context, s streams) error {
	trust, err := readTrust(c.Trust)
	if err != nil {
		return err
	}
	by, err := c.open(s, c.Key)
	if err != nil {
		return err
	}
	entry, err := signedFor(trust.Origin, record.Seat(c.Seat), by, &record.KeyRevoked{KeyID: c.Lost, SuspectedSince: c.Since, Reason: c.Reason})
	if err != nil {
		return err
	}
	if err := create(c.Out, entry); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s revokes the key %s from its place in the log on; surety submit hands it in\n", c.Out, c.Lost)
	return nil
}
