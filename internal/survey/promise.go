package survey

import (
	"context"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
	"github.com/surety-mechanism/surety/undertaking"
)

// Promise is what the register knows of an undertaking or a clause beside what it
// says itself: everything stands by itself, in the order of the log, and nothing is
// made one of it.
type Promise struct {
	Obligation   *register.Item  // as last specified, with its words
	Condition    *Condition      // what has to be kept first; nil where there is no condition
	Waiting      []Condition     // what waits on this one
	Before       []Kin           // earlier promises that it repeats, or takes the place of
	After        []Kin           // later ones that repeat it, or take its place
	Contests     []register.Item // denials and contrary readings
	Declarations []Declared
	Counts       []register.Item
	Indicators   []register.Item
	Drafts       []register.Item // tabled; the words of each are for those who were at the table
	Instrument   *register.Item  // that it belongs to
	Texts        []register.Item // of that instrument, as each was issued
	Steps        []register.Item // everything that was done about it
}

// Condition is an obligation that is suspended while another is graded below a
// value by one grader.
type Condition struct {
	Other     *register.Item // the other half; nil where the reader may not know of it
	Below     int
	By        record.Seat // whose grade counts
	Suspended bool        // by that grade, as the reader may see it
}

// Kin is a promise that another repeats, as somebody sees it.
type Kin struct {
	Other    *register.Item // nil where the reader may not know of it
	Relation string         // of record.Lineages, or superseded
	By       record.Seat    // who says so
	Why      string
	Entry    register.Item // that says so
}

// Declared is what a party declared, and what was concluded of it, each by one seat.
type Declared struct {
	register.Item
	Conclusions []register.Item
}

// Promise gives what is known of an undertaking or clause.
func (r Reader) Promise(ctx context.Context, it register.Item) (p Promise, err error) {
	if p.Steps, err = r.Views.Linked(ctx, r.Who, it.ID, record.AboutObject); err != nil {
		return p, err
	}
	for i := range p.Steps {
		switch s := p.Steps[i]; s.Kind {
		case record.KindObligationSpecified:
			p.Obligation = &p.Steps[i]
		case record.KindReadingContested:
			p.Contests = append(p.Contests, s)
		case record.KindDeclarationMade:
			p.Declarations = append(p.Declarations, Declared{Item: s})
		case record.KindDeclarationConcluded:
			if j := slices.IndexFunc(p.Declarations, func(d Declared) bool { return d.ID == first(s, record.Answering) }); j >= 0 {
				p.Declarations[j].Conclusions = append(p.Declarations[j].Conclusions, s)
			}
		case record.KindCountReported:
			p.Counts = append(p.Counts, s)
		case record.KindIndicatorRead:
			p.Indicators = append(p.Indicators, s)
		case record.KindDraftTabled:
			p.Drafts = append(p.Drafts, s)
		}
	}
	if err := r.kin(ctx, it, &p); err != nil {
		return p, err
	}
	if err := r.conditions(ctx, it, &p); err != nil {
		return p, err
	}
	return p, r.texts(ctx, it, &p)
}

// Stands gives how an undertaking or clause stands at a time: of a clause its
// state, where a day that is over ends it; of an undertaking how far it has come.
func (r Reader) Stands(it register.Item, now time.Time) (string, error) {
	switch u := it.Undertaking; {
	case u == nil:
		return "", nil
	case u.Clause == nil:
		return u.Stage, nil
	}
	offset, err := r.offset(now)
	return it.Undertaking.Clause.At(now, offset), err
}

// kin finds the promises before and after, with the links that either end has.
func (r Reader) kin(ctx context.Context, it register.Item, p *Promise) error {
	add := func(to *[]Kin, link register.Item, other record.ID, relation string) error {
		k := Kin{Relation: relation, By: link.Seat, Entry: link}
		switch b := link.Body.(type) {
		case *record.LineageLinked:
			k.Why = b.Why
		case *record.ClauseMoved:
			k.Why = b.Reason
		}
		var err error
		if k.Other, err = r.maybe(ctx, other); err == nil {
			*to = append(*to, k)
		}
		return err
	}
	for _, s := range p.Steps {
		switch b := s.Body.(type) {
		case *record.LineageLinked:
			if err := add(&p.Before, s, first(s, record.Earlier), b.Relation); err != nil {
				return err
			}
		case *record.ClauseMoved:
			if b.To == "superseded" {
				if err := add(&p.After, s, first(s, record.SupersededBy), "superseded"); err != nil {
					return err
				}
			}
		}
	}
	later, err := r.Views.Linked(ctx, r.Who, it.ID, record.Earlier)
	if err != nil {
		return err
	}
	for _, s := range later {
		if b, ok := s.Body.(*record.LineageLinked); ok {
			if err := add(&p.After, s, first(s, record.AboutObject), b.Relation); err != nil {
				return err
			}
		}
	}
	if it.Kind != record.KindClauseRecorded {
		return nil
	}
	replaced, err := r.Views.Linked(ctx, r.Who, it.ID, record.SupersededBy)
	if err != nil {
		return err
	}
	for _, s := range replaced {
		if err := add(&p.Before, s, first(s, record.AboutObject), "superseded"); err != nil {
			return err
		}
	}
	return nil
}

// conditions finds the other half of what is conditional, both ways.
func (r Reader) conditions(ctx context.Context, it register.Item, p *Promise) error {
	if it.Undertaking != nil && it.Undertaking.Obligation != nil && it.Undertaking.Obligation.Below > 0 {
		o := it.Undertaking.Obligation
		other, err := r.maybe(ctx, o.DependsOn)
		if err != nil {
			return err
		}
		p.Condition = condition(o, other, other)
	}
	waiting, err := r.Views.Linked(ctx, r.Who, it.ID, record.DependsOn)
	if err != nil {
		return err
	}
	for _, s := range waiting {
		about, err := r.maybe(ctx, first(s, record.AboutObject))
		if err != nil {
			return err
		}
		if about == nil || about.Undertaking == nil || about.Undertaking.Obligation == nil || about.Undertaking.Obligation.ID != s.ID {
			continue // it was specified otherwise since
		}
		p.Waiting = append(p.Waiting, *condition(about.Undertaking.Obligation, about, &it))
	}
	return nil
}

// condition gives an obligation's condition with its other half: on is what it
// depends on.
func condition(o *undertaking.Obligation, other, on *register.Item) *Condition {
	c := &Condition{Other: other, Below: o.Below, By: o.GradedBy}
	if on != nil && on.Undertaking != nil {
		c.Suspended = o.Suspends(*on.Undertaking)
	}
	return c
}

// texts finds the instrument that it belongs to, its texts and the drafts of it.
func (r Reader) texts(ctx context.Context, it register.Item, p *Promise) (err error) {
	id := first(it, record.OfInstrument)
	if id == "" {
		return nil
	}
	if p.Instrument, err = r.maybe(ctx, id); err != nil || p.Instrument == nil {
		return err
	}
	around, err := r.Views.Linked(ctx, r.Who, id, record.OfInstrument)
	if err != nil {
		return err
	}
	for _, s := range around {
		switch s.Kind {
		case record.KindTextVariantFiled:
			p.Texts = append(p.Texts, s)
		case record.KindDraftTabled:
			p.Drafts = append(p.Drafts, s)
		}
	}
	return nil
}

// maybe gives an object, or nil where the reader may not know of it.
func (r Reader) maybe(ctx context.Context, id record.ID) (*register.Item, error) {
	it, err := r.Views.Item(ctx, r.Who, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &it, nil
}
