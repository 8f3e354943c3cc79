package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// backupKeyCommand makes the key that opens backups.
type backupKeyCommand struct {
	File string `arg:"" name:"file" help:"Where to write the key; it must not be there."`
}

// Help is what surety backup-key --help adds.
func (backupKeyCommand) Help() string {
	return `Makes a key of a person who can restore backups, writes it to FILE, and prints the
recipient that surety backup --to takes. Keep FILE away from the server and from the
backups: whoever has both reads everything that the server can read. It is an age
identity, which the age tool opens too.`
}

// Run makes the key.
func (c *backupKeyCommand) Run(s streams) error {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return fmt.Errorf("making the key: %w", err)
	}
	f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	_, err = fmt.Fprintf(f, "# recipient: %s\n%s\n", id.Recipient(), id)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	fmt.Fprintln(s.out, id.Recipient())
	return nil
}

// backupCommand backs a mechanism up.
type backupCommand struct {
	mechanism
	Whole bool     `help:"Rely on no earlier snapshot: all that is older can be thrown away then, as it should be after an erasure."`
	Dest  string   `arg:"" name:"backups" help:"The folder that backups are added to; made if it is not there."`
	To    []string `required:"" sep:"none" placeholder:"RECIPIENT" help:"Who can open it: what surety backup-key printed, age1…. May be given several times."`
}

// Help is what surety backup --help adds.
func (backupCommand) Help() string {
	return `Adds a backup: database, charter and keys in one file encrypted to the recipients,
and the evidence files, which are sealed already and copied once. Of the database a
snapshot has what changed since the earlier ones, which it needs: those back to the
newest whole one have to stay. The first is whole, and so is the first for other
recipients, and any with --whole. The pages may be open meanwhile. What was written
is read back and compared, and so is every earlier snapshot that is relied on.

  surety backup-key chair.key                       on the chair's own machine
  surety backup DIR /media/stick --to age1…         whenever you like
  surety restore /media/stick --key chair.key --drill

The guard's memory is not in it, and must not be restored from an old copy.`
}

// Run backs up.
func (c *backupCommand) Run(ctx context.Context, s streams) error {
	var to []age.Recipient
	for _, name := range c.To {
		r, err := age.ParseX25519Recipient(name)
		if err != nil {
			return badUsage("%q is not a recipient as surety backup-key prints it", name)
		}
		to = append(to, r)
	}
	tells := progressTo(s.err)
	c.sofar = tells
	return c.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		r, err := m.Backup(ctx, c.Dest, to, c.Whole, time.Now())
		tells.done()
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s: %d bytes; %d evidence files, of them %d new\n", r.Snapshot, r.Bytes, r.Evidence, r.Copied)
		if len(r.Needs) == 0 {
			fmt.Fprintf(s.out, "It is whole: all %d blocks of the record are in it, and nothing older is needed.\n", r.Blocks)
		} else {
			fmt.Fprintf(s.out, "Of the record's %d blocks, %d changed and are in it; the others are in %d earlier snapshots, back to %s, which have to stay.\n",
				r.Blocks, r.Fresh, len(r.Needs), r.Needs[0])
		}
		return nil
	})
}

// restoreCommand restores a backup, or tries it.
type restoreCommand struct {
	unlocking
	Key   string `required:"" placeholder:"FILE" help:"The key that surety backup-key made."`
	At    string `placeholder:"TIME" help:"Which snapshot, as 20261019T143000Z; the newest if left out."`
	Drill bool   `help:"Restore to a folder that is thrown away, verify everything, and say whether the backup is good."`
	From  string `arg:"" name:"backups" help:"The folder that surety backup wrote to."`
	Dir   string `arg:"" optional:"" name:"dir" help:"The new folder to restore to; left out with --drill."`

	Database string `placeholder:"WHERE" env:"SURETY_DATABASE" help:"An empty PostgreSQL database to put the record into: postgres://user@host/name, or file:PATH. Default: a file in the folder, whichever it was backed up from."`
}

// Help is what surety restore --help adds.
func (restoreCommand) Help() string {
	return `Restores a backup to a new folder and verifies all of it: every entry, the register,
every evidence file. If more was signed since the backup was taken, the restored log
is shorter than the guard remembers, and the other commands will refuse to write to it.`
}

// Run restores.
func (c *restoreCommand) Run(ctx context.Context, s streams) error {
	if c.Drill == (c.Dir != "") {
		return badUsage("name a new folder to restore to, or give --drill")
	}
	text, err := readAtMost(c.Key, maxReceipt)
	if err != nil {
		return fmt.Errorf("reading the key: %w", err)
	}
	with, err := age.ParseIdentities(strings.NewReader(string(text)))
	if err != nil {
		return fault.New(fault.Invalid, "%s is not a key that surety backup-key made", c.Key)
	}
	dir, where := c.Dir, c.Database
	if c.Drill {
		where = "" // in the scratch folder
		scratch, err := os.MkdirTemp("", "surety-drill-*")
		if err != nil {
			return fmt.Errorf("making a folder for the drill: %w", err)
		}
		defer os.RemoveAll(scratch)
		dir = filepath.Join(scratch, "mechanism")
	}
	tells := progressTo(s.err)
	m, v, err := app.Restore(ctx, c.From, c.At, dir, app.Options{Database: where, Passphrase: c.words, Progress: tells.tell}, with, c.Drill)
	tells.done()
	if err != nil {
		return err
	}
	if v.Ledger.Verdict == ledger.Failed || len(v.Faults) > 0 {
		fmt.Fprint(s.out, v.Ledger)
		for _, f := range v.Faults {
			fmt.Fprintf(s.out, "  - %s\n", f)
		}
		return fault.New(fault.Corrupt, "what was restored does not fit together: look for an older snapshot")
	}
	fmt.Fprintf(s.out, "The backup of %s holds the log %s with %d entries; everything in it fits together, and %d evidence files open.\n",
		m.Taken.Format(time.RFC3339), m.Origin, v.Ledger.Tree.Size, v.Evidence)
	if c.Drill {
		fmt.Fprintln(s.out, "It was a drill: nothing of it was kept.")
	}
	return nil
}
