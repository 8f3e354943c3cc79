package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/surety-mechanism/surety/internal/app"
)

// initCommand makes a new mechanism.
type initCommand struct {
	mechanism
	actor
	Charter string `required:"" placeholder:"FILE" help:"The mechanism's charter, a YAML file (docs/charter.md)."`
}

// Help is what surety init --help adds.
func (initCommand) Help() string {
	return `Makes the folder DIR, which must not exist or be empty, with the mechanism's keys,
an empty register, and a log whose first entry adopts the charter. What cannot be
finished leaves nothing behind.

  surety init exercise --charter charters/exercise.yaml

The record is kept in a file in DIR, or with --database in an empty PostgreSQL
database, which DIR then names. No password is kept in DIR: give it by PGPASSWORD or
a passfile as to PostgreSQL's own programs, by SURETY_DATABASE, or name a file of
yours as file:PATH. Keys and evidence lie in DIR all the same.

  surety init DIR --charter FILE --database postgres://surety@db.example.org/surety`
}

// Run makes the mechanism and says what to do next.
func (c *initCommand) Run(ctx context.Context, s streams) error {
	charter, err := os.ReadFile(c.Charter)
	if err != nil {
		return fmt.Errorf("reading the charter: %w", err)
	}
	m, err := app.Init(ctx, c.Dir, c.name(), c.Charter, charter, c.options())
	if err != nil {
		return err
	}
	defer m.Close()
	if err := m.BringBoundaries(filepath.Dir(c.Charter)); err != nil {
		fmt.Fprintf(s.err, "%v\nMaps are drawn without boundaries until the file lies in %s.\n", err, c.Dir)
	}
	banner(s.out, m)
	fmt.Fprintf(s.out, "%s\nlog %s\ncharter %s\n\nNext: surety read --into %s FILE…, then surety serve %s\n",
		m.Founding.Charter.Title(), m.Founding.Origin, m.Founding.CharterDigest, c.Dir, c.Dir)
	if app.HasPassword(c.Database) {
		fmt.Fprintf(s.err, "%s names the database without its password: give it every time, by SURETY_DATABASE, PGPASSWORD or a passfile, or name a file as file:PATH.\n", c.Dir)
	}
	people := map[string]bool{}
	for _, seat := range m.Founding.Charter.Seats {
		for _, k := range seat.Keys {
			people[k.Public] = true
		}
	}
	if len(people) < 2 {
		fmt.Fprintf(s.err, "The charter binds the keys of %d of the two people that it takes to bind another, to release, to publish: nobody else can ever sign for a seat of this mechanism. For more than a trial, put the first keys into the charter (docs/charter.md) and begin again.\n", len(people))
	}
	return nil
}
