package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// mostAdded bounds how many claims are added at once.
const mostAdded = 200

// Total is what some claims come to.
type Total struct {
	Figure incident.Figure `json:"figure" doc:"Of one class, effect, unit, recorder and attribution."`
	Claims []record.ID     `json:"claims" doc:"What was added."`
}

// adding is the one place where the program adds figures of claims. What is no part
// of one whole is refused, and said why.
func (s *service) adding(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "total", Method: http.MethodGet, Path: Prefix + "/total",
		Summary: "What the figures of some claims come to",
		Description: "Figures are added where they are parts of one whole: of one class, effect, counting unit, recorder and attribution, each a number, and of " +
			"different incidents or groups of people. Anything else is refused with the reason: a loss that is admitted and one that is claimed to have been " +
			"inflicted are never added.",
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}},
		func(ctx context.Context, in *struct {
			Claims string `query:"claims" required:"true" maxLength:"7000" doc:"Ids of claims, with commas between them."`
			For    string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[Total], error) {
			total, err := s.total(ctx, strings.Split(in.Claims, ","), in.For)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Total]{total}, nil
		})
}

func (s *service) total(ctx context.Context, ids []string, as string) (t Total, err error) {
	if len(ids) > mostAdded {
		return t, fault.New(fault.Invalid, "%d claims are named; at most %d are added at once", len(ids), mostAdded)
	}
	v, err := s.as(ctx, as)
	if err != nil {
		return t, err
	}
	var figures []incident.Figure
	seen := map[string]record.ID{}
	for _, id := range ids {
		it, err := s.Views.Item(ctx, v, record.ID(strings.TrimSpace(id)))
		if err != nil {
			return t, err
		}
		b, ok := it.Body.(*record.ClaimRecorded)
		if !ok || !it.Stands() {
			return t, fault.New(fault.Invalid, "%s is no claim that stands", it.ID)
		}
		about := ""
		for _, r := range it.Refs {
			if r.Role == record.AboutObject {
				about = string(r.ID)
			}
		}
		whole := fmt.Sprintf("%s\x00%s", about, b.Group)
		if other, twice := seen[whole]; twice {
			return t, fault.New(fault.Invalid, "%s and %s count the same people of one incident: one of them is another count of it, and no further part", other, it.ID)
		}
		seen[whole] = it.ID
		figures, t.Claims = append(figures, incident.FigureOf(b)), append(t.Claims, it.ID)
	}
	if t.Figure, err = incident.Sum(figures); err != nil {
		return Total{}, fault.New(fault.Invalid, "%s", err)
	}
	return t, nil
}
