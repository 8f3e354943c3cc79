package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/assess"
	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Counting are the series of counts that there are.
type Counting struct {
	Series []assess.Held `json:"series" doc:"By recorder and unit. Counts of two are never put together."`
}

type counted struct {
	Undertaking string `query:"undertaking" pattern:"^([0-9a-f]{32})?$" doc:"Whose indicator is counted."`
	Indicator   string `query:"indicator" doc:"Readings of it are counted, as cross_border_attacks; left out: records of incidents."`
	Type        string `query:"type" maxLength:"200" doc:"Of the incidents: type, or the instrument's category."`
	Place       string `query:"place" maxLength:"200" doc:"Of the incidents, by name."`
	For         string `query:"for" doc:"Read as this seat does, or as public."`
}

func (in counted) filter() (f survey.Filter) {
	if in.Type != "" {
		f.Labels = append(f.Labels, register.Label(register.ByType, in.Type))
	}
	if in.Place != "" {
		f.Labels = append(f.Labels, register.Label(register.ByPlace, in.Place))
	}
	return f
}

func (s *service) survey(ctx context.Context, seat string) (survey.Reader, error) {
	v, err := s.as(ctx, seat)
	return survey.Reader{Views: s.Views, Who: v, Charter: s.Charter}, err
}

func (s *service) surveying(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "series", Method: http.MethodGet, Path: Prefix + "/series",
		Summary: "Whose counts there are, and of what", Errors: []int{http.StatusUnprocessableEntity}},
		func(ctx context.Context, in *counted) (*answer[Counting], error) {
			all, watched, err := s.counts(ctx, *in, survey.Filter{})
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Counting]{Counting{assess.Holds(all, watched)}}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "assessment", Method: http.MethodGet, Path: Prefix + "/assessment",
		Summary: "Did it change anything? One recorder's counts before and after a day",
		Description: "By how much was looked (coverage_recorded): a rate ratio with its exact interval, a point of change, an interrupted series, each with what " +
			"it assumes; \"not assessable\" where too little was observed. A count of 0 says that nothing was recorded, not that nothing happened: " +
			"observed stands beside it. A lower rate after an undertaking is not caused by it.",
		Errors: []int{http.StatusUnprocessableEntity}}, s.assessment)
	huma.Register(a, huma.Operation{OperationID: "conduct", Method: http.MethodGet, Path: Prefix + "/conduct",
		Summary:     "What is on record of every party's side",
		Description: "What it handed in, and of that what the public knew first; who picked the places that were asked for; whether its side was ever visited. No side is compared with another."},
		func(ctx context.Context, in *struct {
			For string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[[]casework.Side], error) {
			r, err := s.survey(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			out, err := r.Sides(ctx)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[[]casework.Side]{out}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "notices", Method: http.MethodGet, Path: Prefix + "/notices",
		Summary: "What was announced in advance, how long ahead, and which incidents were matched to it"},
		func(ctx context.Context, in *struct {
			For string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[[]incident.Announced], error) {
			r, err := s.survey(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			out, err := r.Notices(ctx)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[[]incident.Announced]{out}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "contacts", Method: http.MethodGet, Path: Prefix + "/contacts",
		Summary: "What contacts agreed to, until when it may be kept, and what has to be erased",
		Description: "A consent is recorded with /acts/consent_recorded, for P3; that it was taken back with /acts/entry_withdrawn. " +
			"A contact whose day is past, or who took consent back, is due until the content of all that rests on it is erased."}, s.contacts)
	huma.Register(a, huma.Operation{OperationID: "line", Method: http.MethodGet, Path: Prefix + "/line",
		Summary: "How the line between the parties was used and tested, with the days without an answered test", Errors: []int{http.StatusUnprocessableEntity}},
		func(ctx context.Context, in *struct {
			From string `query:"from" format:"date" required:"true"`
			To   string `query:"to" format:"date" required:"true"`
			For  string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[[]survey.Between], error) {
			r, err := s.survey(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			out, err := r.Line(ctx, in.From, in.To)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[[]survey.Between]{out}, nil
		})
}

// Contact is what somebody who is not named agreed to.
type Contact struct {
	Entry
	Due  string  `json:"due,omitempty" doc:"Why content has to be erased: withdrawn, or past; left out where nothing has."`
	Rest []int64 `json:"rest" doc:"The entries that rest on it and whose content is still there."`
}

// contacts gives what contacts agreed to, and what is due of it.
func (s *service) contacts(ctx context.Context, in *struct {
	Due bool   `query:"due" doc:"Only those of whom something has to be erased."`
	For string `query:"for" doc:"Read as this seat does, or as public."`
}) (*answer[[]Contact], error) {
	r, err := s.survey(ctx, in.For)
	if err != nil {
		return nil, problem(err)
	}
	all, err := r.Contacts(ctx, time.Now())
	if err != nil {
		return nil, problem(err)
	}
	out := []Contact{}
	for _, c := range all {
		if in.Due && c.Due == "" {
			continue
		}
		one := Contact{Entry: entryOf(c.Item), Due: c.Due, Rest: []int64{}}
		for _, it := range c.Rest {
			one.Rest = append(one.Rest, it.Index)
		}
		out = append(out, one)
	}
	return &answer[[]Contact]{out}, nil
}

func (s *service) counts(ctx context.Context, in counted, f survey.Filter) ([]assess.Counted, []assess.Watched, error) {
	r, err := s.survey(ctx, in.For)
	if err != nil {
		return nil, nil, err
	}
	f.Labels = in.filter().Labels
	return r.Counts(ctx, f, record.ID(in.Undertaking), in.Indicator)
}

func (s *service) assessment(ctx context.Context, in *struct {
	counted
	Recorder string `query:"recorder" required:"true" minLength:"1" doc:"Whose counts, as /series names them."`
	Unit     string `query:"unit" default:"incidents"`
	From     string `query:"from" format:"date" required:"true" doc:"The first day."`
	To       string `query:"to" format:"date" required:"true" doc:"The last day."`
	At       string `query:"at" format:"date" required:"true" doc:"The first day after the undertaking, or whatever is asked about."`
	Period   int    `query:"period" default:"7" minimum:"1" maximum:"366" doc:"Days of a period of the series."`
}) (*answer[assess.Answer], error) {
	q := assess.Question{Series: assess.Series{Recorder: in.Recorder, Unit: in.Unit}, Period: in.Period}
	for _, d := range []struct {
		text string
		into *time.Time
	}{{in.From, &q.From}, {in.To, &q.Until}, {in.At, &q.At}} {
		var err error
		if *d.into, err = time.Parse(time.DateOnly, d.text); err != nil {
			return nil, problem(fault.New(fault.Invalid, "%q is not a day written 2026-01-31", d.text))
		}
	}
	q.Until = q.Until.AddDate(0, 0, 1)
	if err := q.Validate(); err != nil {
		return nil, problem(fault.New(fault.Invalid, "%w", err))
	}
	all, watched, err := s.counts(ctx, in.counted, survey.Filter{From: q.From, Until: q.Until})
	if err != nil {
		return nil, problem(err)
	}
	out, err := assess.Look(q, all, watched, assess.Usual)
	if err != nil {
		return nil, problem(fault.New(fault.Invalid, "%w", err))
	}
	return &answer[assess.Answer]{out}, nil
}
