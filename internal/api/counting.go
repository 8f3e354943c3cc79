package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Outcomes is how many cases came to what. Its parts sum to the whole, or it is
// not given.
type Outcomes struct {
	All      casework.Tally            `json:"all"`
	Against  map[string]casework.Tally `json:"against" doc:"By party. A case against two stands in both; a case against nobody in none."`
	Withheld []string                  `json:"withheld" doc:"Parties whose count is too small to be told to everyone: a person could be made out by it, or that could be worked out from such a one. All where even the whole is."`
	Size     int64                     `json:"size" doc:"Entries of the log when it was counted."`
}

// Standings is how every body has kept its time limits.
type Standings struct {
	At        time.Time           `json:"at"`
	Bodies    []casework.Lateness `json:"bodies" doc:"Each with counts and the longest delay, in nanoseconds. No body is compared with another."`
	Requests  []casework.Conduct  `json:"requests" doc:"What became of requests made to each party."`
	Clocks    int                 `json:"clocks" doc:"How many there are."`
	Witnessed int                 `json:"witnessed" doc:"How many of them count by witnessed times; the others by the operator's clock, unwitnessed."`
}

func (s *service) counting(a huma.API) {
	type asker struct {
		For string `query:"for" doc:"Read as this seat does, or as public."`
	}
	huma.Register(a, huma.Operation{OperationID: "outcomes", Method: http.MethodGet, Path: Prefix + "/outcomes",
		Summary: "Cases by outcome: all thirteen, unable_to_rule and pending among them"},
		func(ctx context.Context, in *asker) (*answer[Outcomes], error) {
			out, err := s.outcomes(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Outcomes]{out}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "lateness", Method: http.MethodGet, Path: Prefix + "/lateness",
		Summary: "Time limits of every body, the chair and the guarantors included"},
		func(ctx context.Context, in *struct {
			At  time.Time `query:"at" doc:"For which time. Default: now."`
			For string    `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[Standings], error) {
			at := in.At
			if at.IsZero() {
				at = time.Now().UTC().Truncate(time.Second)
			}
			out, err := s.standings(ctx, in.For, at)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Standings]{out}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "crossings", Method: http.MethodGet, Path: Prefix + "/crossings",
		Summary: "How every gate stands, by class of users and direction: as declared, and as seen"},
		func(ctx context.Context, in *asker) (*answer[[]incident.Passage], error) {
			out, err := s.passages(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[[]incident.Passage]{out}, nil
		})
}

// every gives all objects of a kind that stand, oldest first.
func (s *service) every(ctx context.Context, seat string, kind record.Kind) ([]register.Item, error) {
	v, err := s.as(ctx, seat)
	if err != nil {
		return nil, err
	}
	var all []register.Item
	for before := int64(0); ; {
		items, err := s.Views.Items(ctx, v, kind, register.Page{Before: before, Limit: 1000})
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
		if len(items) == 0 || items[len(items)-1].Index == 0 {
			break
		}
		before = items[len(items)-1].Index
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all, nil
}

func (s *service) cases(ctx context.Context, seat string) ([]casework.Case, error) {
	items, err := s.every(ctx, seat, record.KindAllegationMade)
	if err != nil {
		return nil, err
	}
	var all []casework.Case
	for _, it := range items {
		if it.Case != nil {
			all = append(all, *it.Case)
		}
	}
	return all, nil
}

func (s *service) outcomes(ctx context.Context, seat string) (Outcomes, error) {
	size, err := s.Views.Size(ctx)
	if err != nil {
		return Outcomes{}, err
	}
	v, err := s.as(ctx, seat)
	if err != nil {
		return Outcomes{}, err
	}
	all, err := s.Views.Cases(ctx, v)
	if err != nil {
		return Outcomes{}, err
	}
	cases := make([]casework.Case, len(all))
	for i, g := range all {
		cases[i] = g.Case
	}
	r, err := s.survey(ctx, seat)
	if err != nil {
		return Outcomes{}, err
	}
	o, err := r.Outcomes(cases)
	return Outcomes{All: o.All, Against: o.Against, Withheld: append([]string{}, o.Withheld...), Size: size}, err
}

func (s *service) standings(ctx context.Context, seat string, at time.Time) (Standings, error) {
	cases, err := s.cases(ctx, seat)
	if err != nil {
		return Standings{}, err
	}
	var clocks []deadline.Deadline
	for _, c := range cases {
		clocks = append(clocks, c.Deadlines...)
	}
	for _, kind := range []record.Kind{record.KindUndertakingRecorded, record.KindClauseRecorded} {
		items, err := s.every(ctx, seat, kind)
		if err != nil {
			return Standings{}, err
		}
		for _, it := range items {
			if it.Undertaking != nil {
				clocks = append(clocks, it.Undertaking.Clocks...)
			}
		}
	}
	out := Standings{At: at, Requests: casework.Requests(cases, at), Clocks: len(clocks)}
	for _, d := range clocks {
		if d.Attested {
			out.Witnessed++
		}
	}
	out.Bodies = casework.Late(clocks, at)
	return out, nil
}

func (s *service) passages(ctx context.Context, seat string) ([]incident.Passage, error) {
	r, err := s.survey(ctx, seat)
	if err != nil {
		return nil, err
	}
	return r.Passages(ctx)
}
