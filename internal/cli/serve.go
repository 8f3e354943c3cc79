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
	Listen string        `default:"localhost:8080" placeholder:"ADDR" help:"Address to serve on; only this machine's own are taken."`
	Every  time.Duration `default:"1s" placeholder:"TIME" help:"How often a checkpoint is signed when something was added; 100ms at the least."`
}

// Help is what surety serve --help adds.
func (serveCommand) Help() string {
	return `Serves the mechanism's pages until it is interrupted, and signs a checkpoint
whenever something was added. One process at a time serves a folder; other
commands may be used on it meanwhile.`
}

// Run serves.
func (c *serveCommand) Run(ctx context.Context, s streams) error {
	l, err := app.Listen(c.Listen)
	if err != nil {
		return err
	}
	return c.use(ctx, func(m *app.Mechanism) error { return serve(ctx, s, m, l, c.Every) })
}

func serve(ctx context.Context, s streams, m *app.Mechanism, l net.Listener, every time.Duration) error {
	return m.Serve(ctx, l, every, func() {
		banner(s.out, m)
		_, port, _ := net.SplitHostPort(l.Addr().String())
		fmt.Fprintf(s.out, "%s\n%s is open at http://localhost:%s (interrupt to stop)\n", m.Vouchers(), m.Founding.Charter.Title(), port)
	})
}

// demoCommand opens the exercise.
type demoCommand struct {
	Listen string `default:"localhost:8080" placeholder:"ADDR" help:"Address to serve on; only this machine's own are taken."`
	Dir    string `arg:"" optional:"" default:"exercise" help:"The exercise's folder, made if it is not there."`
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
	l, err := app.Listen(c.Listen)
	if err != nil {
		return err
	}
	m, err := app.Exercise(ctx, c.Dir, app.Options{Guard: app.ExerciseGuard(c.Dir)})
	if err != nil {
		l.Close()
		return err
	}
	err = serve(ctx, s, m, l, app.DefaultInterval)
	if closed := m.Close(); err == nil {
		err = closed
	}
	return err
}
