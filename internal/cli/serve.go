package cli

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
)

// serveCommand serves the pages.
type serveCommand struct {
	mechanism
	Listen string        `default:"localhost:8080" placeholder:"ADDR" help:"Address to serve on. Others than this machine's own need a file serve.yaml in the data folder (docs/running.md)."`
	Every  time.Duration `default:"1s" placeholder:"TIME" help:"How often a checkpoint is signed when something was added; 100ms at the least."`
	Attest time.Duration `name:"attest-every" default:"1h" placeholder:"TIME" help:"How often the log attests its own time and state when something was added; 1s at the least."`
}

// Help is what surety serve --help adds.
func (serveCommand) Help() string {
	return `Serves the mechanism's pages until it is interrupted, and signs a checkpoint
whenever something was added. One process at a time serves a folder; other
commands may be used on it meanwhile.

Without a file serve.yaml in the data folder they are served on this machine alone, and
whoever reaches them is the operator. With it they are served over TLS at one name, and
people sign in: docs/running.md tells how.`
}

// Run serves.
func (c *serveCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		m.AttestEvery = c.Attest
		serving, err := m.LoadServing()
		if err != nil {
			return err
		}
		l, err := app.Listen(c.Listen, serving)
		if err != nil {
			return err
		}
		return serve(ctx, s, m, l, serving, c.Every)
	})
}

func serve(ctx context.Context, s streams, m *app.Mechanism, l net.Listener, serving *app.Serving, every time.Duration) error {
	return m.Serve(ctx, l, serving, every, func() {
		banner(s.out, m)
		if serving != nil {
			fmt.Fprintf(s.out, "%s\n%s is open at https://%s, on %s (interrupt to stop)\n", m.Vouchers(), m.Founding.Charter.Title(), serving.Domain, l.Addr())
			return
		}
		_, port, _ := net.SplitHostPort(l.Addr().String())
		fmt.Fprintf(s.out, "%s\n%s is open at http://localhost:%s (interrupt to stop)\n", m.Vouchers(), m.Founding.Charter.Title(), port)
	})
}

// demoCommand opens the exercise.
type demoCommand struct {
	Listen string `default:"localhost:8080" placeholder:"ADDR" help:"Address to serve on; only this machine's own are taken."`
	Dir    string `arg:"" optional:"" default:"exercise" help:"The exercise's folder, made if it is not there."`

	Database string `placeholder:"WHERE" env:"SURETY_DATABASE" help:"An empty PostgreSQL database to keep it in, instead of the folder: postgres://user@host/name, or file:PATH."`
}

// Help is what surety demo --help adds.
func (demoCommand) Help() string {
	return `Opens an exercise: a mechanism between two invented neighbours, with invented press
articles, most of their drafts accepted by a scripted player and some left for you,
and cases played by its people over forty days that end today, each with a key of his
own. In an exercise alone the program keeps those keys (DIR/people).
Throw the folder DIR and the folder DIR.guard away to begin again.`
}

// Run makes the exercise if need be, and serves it.
func (c *demoCommand) Run(ctx context.Context, s streams) error {
	l, err := app.Listen(c.Listen, nil)
	if err != nil {
		return err
	}
	m, err := app.Exercise(ctx, c.Dir, app.Options{Guard: app.ExerciseGuard(c.Dir), Database: c.Database})
	if err != nil {
		l.Close()
		return err
	}
	err = serve(ctx, s, m, l, nil, app.DefaultInterval)
	if closed := m.Close(); err == nil {
		err = closed
	}
	return err
}

// authorityCommand gives the certificate of the program's own authority.
type authorityCommand struct{ mechanism }

// Help is what surety authority --help adds.
func (authorityCommand) Help() string {
	return `Prints the certificate that the browsers of a closed network have to trust, where
serve.yaml says tls: { own: true }. It is made if it is not there. It can vouch for the
name of these pages alone. Hand it over in person, and compare its digest:

  surety authority DIR | openssl x509 -noout -fingerprint -sha256`
}

// Run prints it.
func (c *authorityCommand) Run(ctx context.Context, s streams) error {
	return c.use(ctx, func(m *app.Mechanism) error {
		serving, err := m.LoadServing()
		if err != nil {
			return err
		}
		text, err := m.Authority(serving)
		if err != nil {
			return err
		}
		_, err = s.out.Write(text)
		return err
	})
}
