package survey

import (
	"context"
	"iter"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Glanced is what totals, lists and clocks go by. Allegations and cases stand newest
// entry first; of promises undertakings do, and after all of them clauses.
type Glanced struct {
	Handed   []*register.Glance // every allegation, also those that opened no case
	Cases    []*register.Glance // those that did
	Promises []*register.Glance // undertakings and clauses that started clocks
}

// Cases reads the allegations at a glance.
func (r Reader) Cases(ctx context.Context) (g Glanced, err error) {
	if g.Handed, err = r.Views.Glances(ctx, r.Who, record.KindAllegationMade); err != nil {
		return g, err
	}
	for _, one := range g.Handed {
		if one.Opened {
			g.Cases = append(g.Cases, one)
		}
	}
	return g, nil
}

// Glanced reads all of it.
func (r Reader) Glanced(ctx context.Context) (Glanced, error) {
	g, err := r.Cases(ctx)
	for _, kind := range []record.Kind{record.KindUndertakingRecorded, record.KindClauseRecorded} {
		if err != nil {
			return g, err
		}
		var some []*register.Glance
		some, err = r.Views.Glances(ctx, r.Who, kind)
		g.Promises = append(g.Promises, some...)
	}
	return g, err
}

// States gives how the cases stand.
func (g Glanced) States() iter.Seq[*casework.Case] {
	return func(yield func(*casework.Case) bool) {
		for _, one := range g.Cases {
			if !yield(&one.Case) {
				return
			}
		}
	}
}

// Clocks gives the clocks of all of them.
func (g Glanced) Clocks() iter.Seq[*deadline.Deadline] {
	return func(yield func(*deadline.Deadline) bool) {
		for _, all := range [][]*register.Glance{g.Cases, g.Promises} {
			for _, one := range all {
				for _, clocks := range [][]deadline.Deadline{one.Case.Deadlines, one.Clocks} {
					for i := range clocks {
						if !yield(&clocks[i]) {
							return
						}
					}
				}
			}
		}
	}
}
