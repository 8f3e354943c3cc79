package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
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

func (s *service) outcomes(ctx context.Context, seat string) (Outcomes, error) {
	size, err := s.Views.Size(ctx)
	if err != nil {
		return Outcomes{}, err
	}
	r, err := s.survey(ctx, seat)
	if err != nil {
		return Outcomes{}, err
	}
	all, err := r.Cases(ctx)
	if err != nil {
		return Outcomes{}, err
	}
	o, err := r.Outcomes(all.States())
	return Outcomes{All: o.All, Against: o.Against, Withheld: append([]string{}, o.Withheld...), Size: size}, err
}

func (s *service) standings(ctx context.Context, seat string, at time.Time) (Standings, error) {
	r, err := s.survey(ctx, seat)
	if err != nil {
		return Standings{}, err
	}
	all, err := r.Glanced(ctx)
	if err != nil {
		return Standings{}, err
	}
	out := Standings{At: at, Requests: casework.Requests(all.States(), at), Bodies: casework.Late(all.Clocks(), at)}
	for d := range all.Clocks() {
		out.Clocks++
		if d.Attested {
			out.Witnessed++
		}
	}
	return out, nil
}

func (s *service) passages(ctx context.Context, seat string) ([]incident.Passage, error) {
	r, err := s.survey(ctx, seat)
	if err != nil {
		return nil, err
	}
	return r.Passages(ctx)
}
