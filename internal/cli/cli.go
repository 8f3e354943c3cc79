// Package cli is the program as one meets it on a terminal: one file a command.
// It asks the packages behind it and tells what they say; it decides nothing.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"
)

// Version is set when a release is built; otherwise the build's own revision is told.
var Version = ""

// The exit statuses.
const (
	ok    = 0
	wrong = 1 // it ran, and something was wrong
	usage = 2 // it was asked wrongly
)

// program is the whole command line. Help texts come from the fields' tags and
// from the commands' Help methods.
type program struct {
	Version versionFlag `help:"Print the version and exit."`

	Init      initCommand      `cmd:"" help:"Make a new mechanism from a charter."`
	Read      readCommand      `cmd:"" help:"Read documents and print their drafts, or put them on a mechanism's desk."`
	Serve     serveCommand     `cmd:"" help:"Serve the mechanism's pages on this machine."`
	Accept    acceptCommand    `cmd:"" help:"Accept, reject or correct drafts."`
	Import    importCommand    `cmd:"" help:"Take in event data that others have coded: ACLED, UCDP GED, HXL, GeoJSON."`
	Act       actCommand       `cmd:"" help:"Make one entry for a seat."`
	Webhooks  webhooksCommand  `cmd:"" help:"Tell who is told of new entries, and how far each has come."`
	Schema    schemaCommand    `cmd:"" help:"Print the JSON Schema of a kind of entry, or list the kinds."`
	Receipt   receiptCommand   `cmd:"" help:"Write the proof of one entry to a file."`
	Trust     trustCommand     `cmd:"" help:"Write the trust file for those who will verify."`
	Verify    verifyCommand    `cmd:"" help:"Check a whole mechanism, or one receipt."`
	Anchor    anchorCommand    `cmd:"" help:"Have an authority outside stamp the latest checkpoint, or print it as a notice."`
	Export    exportCommand    `cmd:"" help:"Write the register as JSON or CSV, bound to a checkpoint."`
	Rebuild   rebuildCommand   `cmd:"" help:"Drop the register and fold it again from the log."`
	Status    statusCommand    `cmd:"" help:"Tell how far the log has come, and who has cosigned it."`
	Key       keyCommand       `cmd:"" help:"Make, show and back up a key of one's own."`
	Sign      signCommand      `cmd:"" help:"Seal and sign an entry on one's own machine."`
	Authority authorityCommand `cmd:"" help:"Print the certificate that a closed network's browsers are to trust."`
	Invite    inviteCommand    `cmd:"" help:"Invite one person to a seat."`
	Submit    submitCommand    `cmd:"" help:"Hand in a signed entry, and get a receipt."`
	Erase     eraseCommand     `cmd:"" help:"Destroy the content of an entry, by two people."`
	Release   releaseCommand   `cmd:"" help:"Let more read an entry, or close fields of it, by two people."`
	Copy      copyCommand      `cmd:"" help:"Write what a seat may read, sealed to its keys."`
	Open      openCommand      `cmd:"" help:"Open such a copy with one's own key."`
	Redact    redactCommand    `cmd:"" help:"Make a redacted copy of a picture or a PDF."`
	Identity  identityCommand  `cmd:"" help:"Seal who a source is to the handlers, outside the mechanism."`
	Contacts  contactsCommand  `cmd:"" help:"List what contacts agreed to, and what is due to be erased."`
	Reads     readsCommand     `cmd:"" help:"List who opened what is for the mechanism alone."`
	Succeed   succeedCommand   `cmd:"" help:"Open a log that goes on from one that was lost."`
	Witness   witnessCommand   `cmd:"" help:"Stand witness to a log, as a guarantor or a party."`
	Backup    backupCommand    `cmd:"" help:"Add an encrypted backup of a mechanism to a folder."`
	BackupKey backupKeyCommand `cmd:"" help:"Make the key of a person who can restore backups."`
	Restore   restoreCommand   `cmd:"" help:"Restore a backup to a new folder, or try whether it is good."`
	Demo      demoCommand      `cmd:"" help:"Open an exercise between invented neighbours."`
}

// streams are where a command reads and writes. Commands take them as argument.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Run runs the program with args (without its own name) and gives its exit
// status: 0, 1 when it ran and something was wrong, 2 for wrong usage.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	stdout, stderr = onScreen(stdout, false), onScreen(stderr, true)
	var p program
	exited := -1
	parser, err := kong.New(&p,
		kong.Name("surety"),
		kong.Description("Keeps the record of a monitoring and verification mechanism: what was promised, what happened "+
			"according to whom, and proof that the record is complete and unaltered."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(status int) { exited = status }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(streams{stdin, stdout, stderr}),
	)
	if err != nil {
		fmt.Fprintln(stderr, "surety:", err)
		return wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	switch {
	case exited >= 0: // help or version was printed
		return exited
	case err != nil:
		fmt.Fprintf(stderr, "surety: %s (try: surety --help)\n", oneLine(err))
		return usage
	}
	switch err := command.Run(); {
	case err == nil:
		return ok
	case errors.Is(err, errTold):
		return wrong
	case errors.As(err, new(usageError)):
		fmt.Fprintf(stderr, "surety: %s (try: surety %s --help)\n", oneLine(err), command.Selected().Name)
		return usage
	default:
		fmt.Fprintln(stderr, "surety:", oneLine(err))
		return wrong
	}
}

// errTold ends a command whose failure has been told already.
var errTold = errors.New("told")

// usageError says that the command was asked wrongly.
type usageError struct{ error }

func badUsage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// oneLine gives an error as one sentence on one line.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// versionFlag prints the version.
type versionFlag bool

// BeforeReset prints the version as soon as the flag is seen.
func (versionFlag) BeforeReset(app *kong.Kong) error {
	fmt.Fprintln(app.Stdout, "surety", version())
	app.Exit(ok)
	return nil
}

func version() string {
	if Version != "" {
		return Version
	}
	info, built := debug.ReadBuildInfo()
	if !built {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "development, revision " + s.Value[:12]
		}
	}
	return "development"
}
