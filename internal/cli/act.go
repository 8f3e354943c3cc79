package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/record"
)

// maxAct bounds an act's file.
const maxAct = 4 << 20

// actCommand makes one entry at the desk.
type actCommand struct {
	mechanism
	actor
	Seat  string   `placeholder:"SEAT" help:"The seat that acts. Default: the secretariat's."`
	Level string   `placeholder:"LEVEL" help:"Who may read it, by the charter's levels: P0, P1, P2:PARTY or P3. Default: the charter's."`
	Ref   []string `placeholder:"ROLE=ID" help:"What it refers to, such as case=5f0c… or about=5f0c… (repeat for several)."`
	Kind  string   `arg:"" name:"kind" help:"The kind of entry; surety schema lists them."`
	File  string   `arg:"" name:"file" help:"The entry's body as JSON, in the shape that surety schema KIND gives; - for standard input."`
}

// Help is what surety act --help adds.
func (actCommand) Help() string {
	return `Makes one entry for a seat, attested by the desk, which names the session:

  surety act DIR case_moved - --seat chair --ref case=5f0c… <<< '{"to": "triaged"}'

It prints the entry's place in the log and its id. What the rules would let count for
nothing is refused with the reason, and nothing is kept. What parties and guarantors
say, findings, votes and dissents are signed with a key of their own: the desk cannot
speak for anyone.`
}

// Run acts.
func (c *actCommand) Run(ctx context.Context, s streams) error {
	if !record.Kind(c.Kind).Known() {
		return badUsage("there is no kind of entry %q; surety schema lists them", c.Kind)
	}
	refs, err := references(c.Ref)
	if err != nil {
		return err
	}
	text, err := c.read(s.in)
	if err != nil {
		return err
	}
	body, err := record.ReadBody(record.Kind(c.Kind), text)
	if err != nil {
		return fmt.Errorf("%w (surety schema %s tells)", err, c.Kind)
	}
	return c.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		who := c.person(m)
		if c.Seat != "" {
			who.Seat = record.Seat(c.Seat)
			if _, ok := m.Founding.Charter.Seat(who.Seat); !ok {
				return badUsage("the charter has no seat %q; it has %q", c.Seat, m.Founding.Charter.SeatIDs())
			}
		}
		a := desk.Act{Body: body, Refs: refs}
		level := c.Level
		if level == "" && record.Kind(c.Kind).Founding() {
			level = "P0" // how the mechanism changes is for everyone to see
		}
		if level != "" {
			if a.Audience, err = access.Audience(m.Founding.Charter.Charter, level, who.Seat); err != nil {
				return err
			}
		}
		o, err := m.Desk.Do(ctx, who, a)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "entry %d, %s\n", o.Index, o.Entry)
		if _, err := m.Publisher.Publish(ctx); err != nil {
			return fmt.Errorf("the entry is kept, but no checkpoint covers it yet: %w", err)
		}
		return nil
	})
}

func (c *actCommand) read(in io.Reader) ([]byte, error) {
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("reading the body: %w", err)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxAct+1))
	if err != nil {
		return nil, fmt.Errorf("reading the body: %w", err)
	}
	if len(text) > maxAct {
		return nil, badUsage("the body is longer than %d bytes", maxAct)
	}
	return text, nil
}

// references reads what an entry refers to, as ROLE=ID.
func references(list []string) ([]record.Ref, error) {
	var refs []record.Ref
	for _, one := range list {
		role, id, ok := strings.Cut(one, "=")
		if !ok || !record.ID(id).Valid() {
			return nil, badUsage("--ref %q is not ROLE=ID, with an id of 32 hexadecimal digits", one)
		}
		refs = append(refs, record.Ref{Role: record.Role(role), ID: record.ID(id)})
	}
	return refs, nil
}

// schemaCommand prints the schema of a kind of entry.
type schemaCommand struct {
	Kind    string `arg:"" optional:"" name:"kind" help:"The kind of entry. Without one, all kinds are listed."`
	Example bool   `help:"Print an example of the body instead."`
}

// Help is what surety schema --help adds.
func (schemaCommand) Help() string {
	return `Prints the JSON Schema (draft 2020-12) of the body of a kind of entry, with an example.
x-role says of each field whether it is control, which steers the register, or
content, which can be withheld or erased.`
}

// Run prints.
func (c *schemaCommand) Run(s streams) error {
	if c.Kind == "" {
		for _, k := range record.Kinds() {
			fmt.Fprintln(s.out, k)
		}
		return nil
	}
	kind := record.Kind(c.Kind)
	if !kind.Known() {
		return badUsage("there is no kind of entry %q; surety schema lists them", c.Kind)
	}
	if c.Example {
		all, err := schema.Examples()
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := json.Indent(&out, all[kind], "", "  "); err != nil {
			return fmt.Errorf("there is no example of %s", kind)
		}
		fmt.Fprintln(s.out, out.String())
		return nil
	}
	text, err := schema.Of(kind)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, string(text))
	return nil
}
