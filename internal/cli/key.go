package cli

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// keyCommand is about a person's or a seat's own key, which never comes near
// the server.
type keyCommand struct {
	Make   keyMake   `cmd:"" help:"Make a key, on the holder's own machine."`
	Show   keyShow   `cmd:"" help:"Show a key's public half and the digits to compare by voice."`
	Backup keyBackup `cmd:"" help:"Write a copy of a key under another passphrase."`
	Rotate keyRotate `cmd:"" help:"Make the key that takes the place of another, and the entries that say so."`
	Desk   keyDesk   `cmd:"" help:"Make the key that takes the place of the server's own, and what has to be signed for that."`
	Lock   keyLock   `cmd:"" help:"Encrypt the server's keys in a data folder with a passphrase."`
	Unlock keyUnlock `cmd:"" help:"Keep the server's keys in the clear again."`
	Lost   keyLost   `cmd:"" help:"Write the entry that revokes a key that was lost, or may be in other hands."`
}

// numerals are the digits that a reader reads.
type numerals struct {
	Numerals string `enum:"auto,latin,arabic,persian" default:"auto" help:"Digits in latin (123), arabic (١٢٣) or persian (۱۲۳) numerals; the last are those of Urdu, Pashto and Dari. auto: those of the machine's language (LC_ALL, LC_MESSAGES, LANG)."`
}

func (n numerals) zero() rune {
	name := n.Numerals
	if name == "auto" {
		name = numeralsOf(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
	}
	return map[string]rune{"latin": ledger.LatinDigits, "arabic": ledger.ArabicDigits, "persian": ledger.PersianDigits}[name]
}

// numeralsOf gives the numerals that are read in a locale, such as ps_AF.UTF-8.
func numeralsOf(locale string) string {
	language, _, _ := strings.Cut(locale, "_")
	switch language, _, _ = strings.Cut(language, "."); language {
	case "ur", "ps", "fa", "prs", "pbt", "pbu":
		return "persian"
	case "ar", "ckb", "sd":
		return "arabic"
	}
	return "latin"
}

type keyMake struct {
	File string `arg:"" name:"file" help:"The key file to make; only its owner can read it."`
	passphrase
	numerals
	Name      string `required:"" placeholder:"NAME" help:"What the key is called: who holds it, or for what."`
	Seat      string `placeholder:"SEAT" help:"The seat that the key is to be bound to: prints the lines for the charter, signed by the key."`
	Algorithm string `enum:"ed25519,ml-dsa-44" default:"ed25519" help:"ed25519, or ml-dsa-44 against quantum computers."`
}

// Run makes the key.
func (c *keyMake) Run(_ context.Context, s streams) error {
	pass, err := c.fresh(s, "the key (empty: kept in the clear)")
	if err != nil {
		return err
	}
	secret, err := keys.NewSecret(rand.Reader, c.Name, ledger.Algorithm(c.Algorithm))
	if err != nil {
		return err
	}
	var added *record.KeyAdded
	if c.Seat != "" {
		if added, err = bindTo(secret, record.Seat(c.Seat)); err != nil {
			return err
		}
	}
	if err := secret.Write(c.File, pass); err != nil {
		return err
	}
	public := secret.Signer.PublicKey()
	fmt.Fprintf(s.out, "public %s\nid %s\ndigits %s\n", public, public.ID(), public.ID().Digits(c.zero()))
	if added != nil {
		entry, err := json.Marshal(map[string]any{"kind": record.KindKeyAdded, "audience": []string{"public"}, "body": added})
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "\nLater, to be signed by a seat (surety sign) and approved by another (key_approved):\n%s\n", entry)
		fmt.Fprintf(s.out, "\nIn the charter, with the seat %s:\nkeys:\n  - { mode: own, public: %q, recipient: %q, signature: %q }\n",
			c.Seat, public.String(), added.Key.Recipient, added.Proof)
	}
	if pass == "" {
		fmt.Fprintln(s.err, "The key is kept in the clear: whoever reads the file can sign. --passphrase-file encrypts it.")
	}
	return nil
}

// bindTo gives what binds a key to a seat, signed by the key itself.
func bindTo(s *keys.Secret, seat record.Seat) (*record.KeyAdded, error) {
	recipient, err := s.Recipient()
	if err != nil {
		return nil, err
	}
	proof, err := ledger.ProveHolder(s.Signer, string(seat), recipient)
	if err != nil {
		return nil, err
	}
	public := s.Signer.PublicKey()
	return &record.KeyAdded{Key: record.Key{Seat: seat, ID: public.ID().String(), Mode: string(ledger.Own), Public: public.String(), Recipient: recipient},
		Proof: base64.StdEncoding.EncodeToString(proof)}, nil
}

type keyShow struct {
	File string `arg:"" name:"file" help:"The key file."`
	numerals
}

// Run shows the key.
func (c *keyShow) Run(_ context.Context, s streams) error {
	h, err := keys.ReadHolder(c.File)
	if err != nil {
		return err
	}
	kept := "in the clear"
	if h.Encrypted {
		kept = "encrypted"
	}
	fmt.Fprintf(s.out, "name %s\npublic %s\nid %s\ndigits %s\nkept %s\n", h.Name, h.Public, h.Public.ID(), h.Public.ID().Digits(c.zero()), kept)
	return nil
}

type keyBackup struct {
	File string `arg:"" name:"file" help:"The key file."`
	passphrase
	Out string `short:"o" required:"" placeholder:"FILE" help:"The copy to make."`
	New string `name:"new-passphrase-file" placeholder:"FILE" help:"A file whose first line encrypts the copy. Without it a terminal is asked."`
}

// Run writes the copy.
func (c *keyBackup) Run(_ context.Context, s streams) error {
	secret, err := c.open(s, c.File)
	if err != nil {
		return err
	}
	fresh, err := passphrase{c.New}.fresh(s, "the copy")
	if err != nil {
		return err
	}
	if fresh == "" {
		return badUsage("there is no new passphrase (--new-passphrase-file), and a copy in the clear is no backup")
	}
	if err := secret.Write(c.Out, fresh); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s holds the key %s, encrypted\n", c.Out, secret.Name)
	return nil
}
