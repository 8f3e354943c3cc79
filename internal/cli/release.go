package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// releaseCommand widens who may read an entry, or closes fields of one.
type releaseCommand struct {
	Preview releasePreview `cmd:"" help:"Show who would newly read what of an entry."`
	Propose releasePropose `cmd:"" help:"Propose that more seats may read an entry."`
	Narrow  releaseNarrow  `cmd:"" help:"Propose that some seats may not read some fields of an entry any more."`
	Approve releaseApprove `cmd:"" help:"Let a proposal take effect, as a second person."`
}

// Help is what surety release --help adds.
func (releaseCommand) Help() string {
	return `Two people decide who may read an entry beside those it was made for: one proposes,
with a note on the risk and every question on harm answered, another approves. Both are
entries of the log. What a party or a guarantor said is released only with its consent,
signed with its own key (surety sign, kinds release_proposed and content_released).

Nothing that was proven before changes: the new readers open the very envelope that
was signed, and every receipt stays good. What was handed out cannot be called back.`
}

// releasing is what the three have in common.
type releasing struct {
	mechanism
	actor
	Seat string `placeholder:"SEAT" help:"The seat that acts. Default: the secretariat's."`
}

func (r releasing) who(m *app.Mechanism) (desk.Person, error) {
	who := r.person(m)
	if r.Seat != "" {
		who.Seat = record.Seat(r.Seat)
		if _, ok := m.Founding.Charter.Seat(who.Seat); !ok {
			return who, badUsage("the charter has no seat %q; it has %q", r.Seat, m.Founding.Charter.SeatIDs())
		}
	}
	return who, nil
}

// do makes an entry and tells where it stands.
func (r releasing) do(ctx context.Context, s streams, act func(*app.Mechanism, desk.Person) (desk.Outcome, error)) error {
	return r.use(ctx, func(m *app.Mechanism) error {
		if err := m.Publisher.Agree(ctx); err != nil {
			return err
		}
		who, err := r.who(m)
		if err != nil {
			return err
		}
		o, err := act(m, who)
		if err != nil {
			return err
		}
		banner(s.out, m)
		fmt.Fprintf(s.out, "entry %d, %s\n", o.Index, o.Entry)
		if _, err := m.Publisher.Publish(ctx); err != nil {
			fmt.Fprintf(s.err, "%s: %s\n", m.Waits(), oneLine(err))
		}
		return nil
	})
}

// opening is what of an entry is to be opened to whom.
type opening struct {
	Entry    string   `arg:"" name:"entry" help:"The entry, by its place in the log or its id."`
	To       []string `placeholder:"SEAT" help:"Who may read it then, beside those who may already (repeat, or divide by commas)."`
	Level    string   `placeholder:"LEVEL" help:"The same, by a level of the charter: P0, P1, P2:PARTY or P3."`
	Withhold []string `placeholder:"FIELD" help:"Fields of it that stay closed to them."`
}

func (c opening) body() (*record.ReleaseProposed, error) {
	if (len(c.To) == 0) == (c.Level == "") {
		return nil, badUsage("say who may read it: --to SEAT or --level LEVEL, one of the two")
	}
	return &record.ReleaseProposed{Level: c.Level, To: seatList(c.To), Withheld: sorted(c.Withhold)}, nil
}

// show tells who would newly read what.
func (c opening) show(ctx context.Context, s streams, m *app.Mechanism, b *record.ReleaseProposed) error {
	all, err := m.Sights(ctx, m.Secretariat(), c.Entry, b)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(s.out, "nobody would newly read anything of it")
	}
	for _, one := range all {
		names := make([]string, len(one.Seats))
		for i, seat := range one.Seats {
			names[i] = string(seat)
		}
		fmt.Fprintf(s.out, "newly read by %s:\n  %s\n", strings.Join(names, ", "), one.Body)
		if len(one.Less) > 0 {
			fmt.Fprintf(s.out, "  withheld, or told less exactly or later: %s\n", strings.Join(one.Less, ", "))
		}
	}
	return nil
}

type releasePreview struct {
	mechanism
	opening
}

// Help is what surety release preview --help adds.
func (releasePreview) Help() string {
	return `Prints the entry as each of its new readers would read it, and changes nothing. Free text
is shown as it is, as they would be: look for whom and what it names.`
}

// Run shows.
func (c *releasePreview) Run(ctx context.Context, s streams) error {
	b, err := c.body()
	if err != nil {
		return err
	}
	return c.use(ctx, func(m *app.Mechanism) error {
		banner(s.out, m)
		return c.show(ctx, s, m, b)
	})
}

type releasePropose struct {
	releasing
	opening
	Risk     string            `required:"" placeholder:"TEXT" help:"What may come of it, and what was done against that."`
	OneSided string            `placeholder:"TEXT" help:"Why one party gets it and another does not, where it is so; one_side_first is answered with yes then."`
	Harm     map[string]string `required:"" placeholder:"QUESTION=ANSWER" help:"Every question on harm, answered with no, coarsened or yes; see --help."`
}

// Help is what surety release propose --help adds.
func (releasePropose) Help() string {
	return `The questions on harm, each with what it asks; yes stops the release, coarsened says that
a field is withheld because of it:

  locates_person     Could it locate a person who spoke?
  locates_forces     Could it locate forces or monitors, now or at a habitual time?
  one_side_first     Would one side learn it before the other?
  read_as_finding    Would a reader take a claim for a finding?
  data_without_need  Does it contain somebody's data without need?
  before_reply       Does it come before the accused side has had its reply window?`
}

// Run proposes.
func (c *releasePropose) Run(ctx context.Context, s streams) error {
	b, err := c.body()
	if err != nil {
		return err
	}
	for _, q := range record.HarmQuestions {
		if c.Harm[q] == "" {
			return badUsage("the question %s is not answered: --harm %s=no, for instance; the questions are %s", q, q, strings.Join(record.HarmQuestions, ", "))
		}
	}
	return c.do(ctx, s, func(m *app.Mechanism, who desk.Person) (desk.Outcome, error) {
		b.Harms, b.Risk, b.OneSided = c.Harm, c.Risk, c.OneSided
		if err := c.show(ctx, s, m, b); err != nil {
			return desk.Outcome{}, err
		}
		return m.ProposeRelease(ctx, m.Secretariat(), who, c.Entry, b)
	})
}

type releaseNarrow struct {
	releasing
	Entry  string   `arg:"" name:"entry" help:"The entry, by its place in the log or its id."`
	Field  []string `required:"" placeholder:"FIELD" help:"The fields to close (repeat, or divide by commas)."`
	From   []string `required:"" placeholder:"SEAT" help:"To whom."`
	Reason string   `required:"" placeholder:"TEXT" help:"Why."`
}

// Run proposes.
func (c *releaseNarrow) Run(ctx context.Context, s streams) error {
	return c.do(ctx, s, func(m *app.Mechanism, who desk.Person) (desk.Outcome, error) {
		return m.ProposeRedaction(ctx, m.Secretariat(), who, c.Entry, &record.RedactionProposed{Fields: sorted(c.Field), From: seatList(c.From), Reason: c.Reason})
	})
}

type releaseApprove struct {
	releasing
	Proposal string `arg:"" name:"proposal" help:"The proposal, by its place in the log or its id."`
}

// Run approves.
func (c *releaseApprove) Run(ctx context.Context, s streams) error {
	return c.do(ctx, s, func(m *app.Mechanism, who desk.Person) (desk.Outcome, error) {
		return m.Approve(ctx, m.Secretariat(), who, c.Proposal)
	})
}

func seatList(names []string) []record.Seat {
	var list []record.Seat
	for _, n := range sorted(names) {
		list = append(list, record.Seat(n))
	}
	return list
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
