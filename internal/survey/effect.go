package survey

import (
	"cmp"
	"context"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// What a day of effect is known by.
const (
	ByClause    = "clause"    // the day from which the clause holds, as it says itself
	ByMove      = "move"      // the day on which the log has it come into force
	ByForm      = "form"      // the day of the form that it was put in, the strongest that nobody disputes
	ByStatement = "statement" // the day on which it was said
	BySource    = "source"    // the day of the document that reports it
)

// AroundDays is how many days before and after a day are asked about where nobody
// says how many.
const AroundDays = 90

// Asked are the days of a question of before and after, YYYY-MM-DD; To is the last
// day. Effect is the day on which the promise that is asked about took effect, By
// how that is known; "" where no promise is named, or nothing on record says.
type Asked struct{ From, To, At, Effect, By string }

// Around fills in the days that a question of before and after leaves open: the day
// on which the promise of is about took effect, and AroundDays on either side of the
// day that is asked about. of is "" for none. What cannot be known stays open.
func (r Reader) Around(ctx context.Context, of record.ID, d Asked) (Asked, error) {
	if of != "" {
		it, err := r.Views.Item(ctx, r.Who, of)
		if err != nil {
			return d, err
		}
		if it.Undertaking == nil {
			return d, fault.New(fault.NotFound, "%s is no undertaking and no clause", of)
		}
		if d.Effect, d.By, err = r.Effect(ctx, it); err != nil {
			return d, err
		}
		d.At = cmp.Or(d.At, d.Effect)
	}
	at, err := time.Parse(time.DateOnly, d.At)
	if err != nil {
		return d, nil // whoever asks says that a day is missing
	}
	d.From = cmp.Or(d.From, at.AddDate(0, 0, -AroundDays).Format(time.DateOnly))
	d.To = cmp.Or(d.To, at.AddDate(0, 0, AroundDays-1).Format(time.DateOnly))
	return d, nil
}

// Effect gives the day, YYYY-MM-DD, on which an undertaking or clause took effect,
// and by what that is known; "" where nothing on record says. It is where a question
// of before and after can begin, and no more.
func (r Reader) Effect(ctx context.Context, it register.Item) (day, by string, err error) {
	u := it.Undertaking
	if u == nil {
		return "", "", nil
	}
	if c := u.Clause; c != nil {
		switch {
		case c.From != "":
			return c.From, ByClause, nil
		case c.State == "in_force" || c.State == "extended" || c.State == "suspended":
			offset, err := r.offset(c.Since)
			return c.Since.In(time.FixedZone("", offset*60)).Format(time.DateOnly), ByMove, err
		}
		return "", "", nil
	}
	steps, err := r.Views.Linked(ctx, r.Who, it.ID, record.AboutObject)
	if err != nil {
		return "", "", err
	}
	for _, s := range steps { // the first that put it in the form that it has now
		if b, ok := s.Body.(*record.FormAdvanced); ok && !b.Disputed && b.Form == u.Form && b.Date != "" {
			return b.Date, ByForm, nil
		}
	}
	for _, from := range []struct {
		role record.Role
		by   string
	}{{record.InStatement, ByStatement}, {record.FromSource, BySource}} {
		id := first(it, from.role)
		if id == "" {
			continue
		}
		other, err := r.maybe(ctx, id)
		if err != nil {
			return "", "", err
		}
		if other != nil {
			if day, _ := register.Days(other.Body); len(day) == len(time.DateOnly) {
				return day, from.by, nil
			}
		}
	}
	return "", "", nil
}
