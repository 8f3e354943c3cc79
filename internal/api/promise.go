package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Promise is everything that the register knows of an undertaking or a clause.
// Nothing in it is made one of several.
type Promise struct {
	Promise      Entry      `json:"promise" doc:"Itself, with its grades by each grader, forms, guarantors and what it lacks."`
	Now          string     `json:"now" doc:"How it stands now: of a clause its state, lapsed where its last day is over."`
	Obligation   *Entry     `json:"obligation,omitempty" doc:"What it obliges to, as last specified."`
	Condition    *Half      `json:"condition,omitempty" doc:"What has to be kept first."`
	Waiting      []Half     `json:"waiting" doc:"What is suspended while this is graded too low."`
	Before       []Kin      `json:"before" doc:"Earlier promises that it repeats, or takes the place of."`
	After        []Kin      `json:"after" doc:"Later ones that repeat it, or take its place."`
	Contests     []Entry    `json:"contests" doc:"Denials and contrary readings."`
	Declarations []Declared `json:"declarations"`
	Counts       []Entry    `json:"counts" doc:"Claimed, presented, accepted, rejected, disputed: each by one recorder. They are not added up."`
	Indicators   []Entry    `json:"indicators"`
	Drafts       []Entry    `json:"drafts" doc:"Texts that were tabled. Whose words are not open to the reader is closed."`
	Instrument   *Entry     `json:"instrument,omitempty"`
	Texts        []Entry    `json:"texts" doc:"Of the instrument, as each was issued; GET /objects/{id}/difference/{other} compares two."`
}

// Half is the other half of a conditional obligation.
type Half struct {
	Other     *Entry      `json:"other,omitempty" doc:"Not given where the reader may not know of it."`
	Below     int         `json:"below" doc:"It is suspended while implementation is graded below this."`
	By        record.Seat `json:"graded_by"`
	Suspended bool        `json:"suspended"`
}

// Kin is a promise that another repeats, as somebody sees it.
type Kin struct {
	Relation string      `json:"relation" doc:"The later to the earlier: restates, weakens, strengthens, contradicts, superseded."`
	By       record.Seat `json:"by"`
	Why      string      `json:"why,omitempty"`
	Entry    record.ID   `json:"entry" doc:"That says so."`
	Other    *Entry      `json:"other,omitempty" doc:"Not given where the reader may not know of it."`
}

// Declared is a declaration with what was concluded of it.
type Declared struct {
	Declaration Entry   `json:"declaration"`
	Conclusions []Entry `json:"conclusions" doc:"Whether it is correct, and whether it is complete: by each who looked."`
}

func (s *service) promising(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "promise", Method: http.MethodGet, Path: Prefix + "/promises/{id}",
		Summary: "What the register knows of an undertaking or clause", Errors: []int{http.StatusNotFound}},
		func(ctx context.Context, in *struct {
			ID  string `path:"id" pattern:"^[0-9a-f]{32}$"`
			For string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[Promise], error) {
			r, err := s.survey(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			it, err := s.Views.Item(ctx, r.Who, record.ID(in.ID))
			if err != nil {
				return nil, problem(err)
			}
			if it.Kind != record.KindUndertakingRecorded && it.Kind != record.KindClauseRecorded {
				return nil, problem(fault.New(fault.NotFound, "%s is of the kind %s, no undertaking and no clause", in.ID, it.Kind))
			}
			p, err := r.Promise(ctx, it)
			if err != nil {
				return nil, problem(err)
			}
			now, err := r.Stands(it, time.Now().UTC())
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Promise]{promiseOf(it, now, p)}, nil
		})
}

func promiseOf(it register.Item, now string, p survey.Promise) Promise {
	out := Promise{Promise: entryOf(it), Now: now, Obligation: entryAt(p.Obligation), Waiting: []Half{}, Before: kinOf(p.Before), After: kinOf(p.After),
		Contests: entriesOf(p.Contests), Declarations: []Declared{}, Counts: entriesOf(p.Counts), Indicators: entriesOf(p.Indicators),
		Drafts: entriesOf(p.Drafts), Instrument: entryAt(p.Instrument), Texts: entriesOf(p.Texts)}
	half := func(c survey.Condition) Half {
		return Half{Other: entryAt(c.Other), Below: c.Below, By: c.By, Suspended: c.Suspended}
	}
	if p.Condition != nil {
		h := half(*p.Condition)
		out.Condition = &h
	}
	for _, c := range p.Waiting {
		out.Waiting = append(out.Waiting, half(c))
	}
	for _, d := range p.Declarations {
		out.Declarations = append(out.Declarations, Declared{entryOf(d.Item), entriesOf(d.Conclusions)})
	}
	return out
}

func kinOf(all []survey.Kin) []Kin {
	out := make([]Kin, len(all))
	for i, k := range all {
		out[i] = Kin{Relation: k.Relation, By: k.By, Why: k.Why, Entry: k.Entry.ID, Other: entryAt(k.Other)}
	}
	return out
}

func entryAt(it *register.Item) *Entry {
	if it == nil {
		return nil
	}
	e := entryOf(*it)
	return &e
}
