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

// Counted says what is counted. It is exported because the library that reads requests
// into it passes over what is not.
type Counted struct {
	Undertaking string `query:"undertaking" pattern:"^([0-9a-f]{32})?$" doc:"Whose indicator is counted; and what is asked about where no day is named: an undertaking or a clause."`
	Indicator   string `query:"indicator" doc:"Readings of it are counted, as cross_border_attacks; left out: records of incidents."`
	Type        string `query:"type" maxLength:"200" doc:"Of the incidents: type, or the instrument's category."`
	Place       string `query:"place" maxLength:"200" doc:"Of the incidents, by name."`
	Side        string `query:"side" maxLength:"100" doc:"Of the incidents: a side that they, or claims about them, name, as the charter's id."`
	For         string `query:"for" doc:"Read as this seat does, or as public."`
}

func (in Counted) filter() (f survey.Filter) {
	if in.Type != "" {
		f.Labels = append(f.Labels, register.Label(register.ByType, in.Type))
	}
	if in.Place != "" {
		f.Labels = append(f.Labels, register.Label(register.ByPlace, in.Place))
	}
	if in.Side != "" {
		f.Labels = append(f.Labels, register.Label(register.BySide, in.Side))
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
		func(ctx context.Context, in *Counted) (*answer[Counting], error) {
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

func (s *service) counts(ctx context.Context, in Counted, f survey.Filter) ([]assess.Counted, []assess.Watched, error) {
	r, err := s.survey(ctx, in.For)
	if err != nil {
		return nil, nil, err
	}
	f.Labels = in.filter().Labels
	return r.Counts(ctx, f, record.ID(in.Undertaking), in.Indicator)
}

// Assessed is an answer, and when the promise that was asked about took effect.
type Assessed struct {
	assess.Answer
	Effect   string `json:"effect,omitempty" doc:"The day on which the undertaking or clause took effect."`
	EffectBy string `json:"effect_by,omitempty" enum:"clause,move,form,statement,source" doc:"How that is known: by what the clause says, by its coming into force in the log, by the form it was put in, by the statement, by the document."`
}

func (s *service) assessment(ctx context.Context, in *struct {
	Counted
	Recorder string `query:"recorder" required:"true" minLength:"1" doc:"Whose counts, as /series names them."`
	Unit     string `query:"unit" default:"incidents"`
	From     string `query:"from" format:"date" doc:"The first day; left out, 90 days before the one asked about."`
	To       string `query:"to" format:"date" doc:"The last day; left out, the 90th from the one asked about."`
	At       string `query:"at" format:"date" doc:"The first day after the undertaking, or whatever is asked about; left out, the day on which the undertaking took effect."`
	Period   int    `query:"period" default:"7" minimum:"1" maximum:"366" doc:"Days of a period of the series."`
}) (*answer[Assessed], error) {
	r, err := s.survey(ctx, in.For)
	if err != nil {
		return nil, problem(err)
	}
	days, err := r.Around(ctx, record.ID(in.Undertaking), survey.Asked{From: in.From, To: in.To, At: in.At})
	if err != nil {
		return nil, problem(err)
	}
	if days.At == "" {
		if in.Undertaking != "" {
			return nil, problem(fault.New(fault.Invalid, "nothing on record says when %s took effect: say the day that is asked about, as at=2026-01-31", in.Undertaking))
		}
		return nil, problem(fault.New(fault.Invalid, "say the day that is asked about, as at=2026-01-31, or the undertaking or clause: then it is the day on which that took effect"))
	}
	q := assess.Question{Series: assess.Series{Recorder: in.Recorder, Unit: in.Unit}, Period: in.Period}
	for _, d := range []struct {
		text string
		into *time.Time
	}{{days.At, &q.At}, {days.From, &q.From}, {days.To, &q.Until}} {
		if *d.into, err = time.Parse(time.DateOnly, d.text); err != nil {
			return nil, problem(fault.New(fault.Invalid, "%q is not a day written 2026-01-31", d.text))
		}
	}
	q.Until = q.Until.AddDate(0, 0, 1)
	if err := q.Validate(); err != nil {
		return nil, problem(fault.New(fault.Invalid, "%w", err))
	}
	all, watched, err := s.counts(ctx, in.Counted, survey.Filter{From: q.From, Until: q.Until})
	if err != nil {
		return nil, problem(err)
	}
	out, err := assess.Look(q, all, watched, assess.Usual)
	if err != nil {
		return nil, problem(fault.New(fault.Invalid, "%w", err))
	}
	return &answer[Assessed]{Assessed{out, days.Effect, days.By}}, nil
}
