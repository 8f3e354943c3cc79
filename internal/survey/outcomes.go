package survey

import (
	"iter"
	"slices"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/fault"
)

// Outcomes is how many cases came to what, as one reader is told it.
type Outcomes struct {
	All      casework.Tally
	Against  map[string]casework.Tally // by party; none of a party that is withheld
	Withheld []string                  // parties whose count is not told, and "all" where even the whole is not
	Least    int                       // the least count that the reader is told; 0 where every count is
}

// Hidden reports whether a count is withheld, "all" or a party's.
func (o Outcomes) Hidden(of string) bool { return slices.Contains(o.Withheld, of) }

// Outcomes counts cases by outcome: all of them, and those against each party. Where
// the reader is told no small counts (R73) one that is too small is withheld, and so
// is every other that it could be worked out from: with it the counts of all
// parties. The parts sum to the whole, or it is an error.
func (r Reader) Outcomes(cases iter.Seq[*casework.Case]) (Outcomes, error) {
	least := access.Cell(r.Charter, r.Who.Seats)
	if r.Who.As != nil {
		least = max(least, access.Cell(r.Charter, r.Who.As.Seats))
	}
	out := Outcomes{All: casework.Count(cases), Against: map[string]casework.Tally{}, Least: least}
	if err := out.All.Check(); err != nil {
		return out, fault.New(fault.Internal, "the table of outcomes: %w", err)
	}
	small := func(t casework.Tally) bool { return t.Cases > 0 && t.Cases < least }
	if small(out.All) {
		out.Withheld = append(out.Withheld, "all")
	}
	hide := out.Hidden("all")
	for _, p := range r.Charter.Parties {
		one := casework.Count(func(yield func(*casework.Case) bool) {
			for c := range cases {
				if slices.Contains(c.Against, p.ID) && !yield(c) {
					return
				}
			}
		})
		if err := one.Check(); err != nil {
			return out, fault.New(fault.Internal, "the table of outcomes: %w", err)
		}
		out.Against[p.ID], hide = one, hide || small(one)
	}
	for _, p := range r.Charter.Parties {
		if hide {
			out.Withheld = append(out.Withheld, p.ID)
			delete(out.Against, p.ID)
		}
	}
	if out.Hidden("all") {
		out.All = casework.Tally{}
	}
	return out, nil
}
