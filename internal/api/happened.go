package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Happened is everything that the register knows of a record of an incident.
// Nothing in it is added up.
type Happened struct {
	Incident  Entry             `json:"incident" doc:"Itself, as it was recorded."`
	Forward   []Entry           `json:"forward" doc:"Where it goes on: one where it was merged, several where it was split. Its own id stays."`
	Split     bool              `json:"split"`
	Merged    []Entry           `json:"merged" doc:"Records that go on in this one."`
	Redated   *Entry            `json:"redated,omitempty" doc:"The last entry that gave it another day."`
	Claims    []Entry           `json:"claims" doc:"Each with its claimant."`
	Figures   []incident.Series `json:"figures" doc:"The numbers claimed, by recorder, class and unit: side by side. They are never added across these, and never averaged."`
	Ranges    []Entry           `json:"ranges" doc:"Low, best and high, each as one seat set it by a named rule. Empty unless somebody did."`
	Sought    []Entry           `json:"sought" doc:"Whether those who could confirm it could be asked."`
	Notices   []Matched         `json:"notices"`
	Documents int               `json:"documents" doc:"That it and the claims about it stand in, as far as the reader may know of them."`
	Roots     int               `json:"independent_roots" doc:"Of these documents, those that draw on none of the others: copies and translations count once."`
}

// Matched is a notice that somebody sees in an incident.
type Matched struct {
	Entry  Entry  `json:"entry"`
	Notice *Entry `json:"notice,omitempty" doc:"Not given where the reader may not know of it."`
}

func (s *service) happening(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "incident", Method: http.MethodGet, Path: Prefix + "/incidents/{id}",
		Summary: "What the register knows of a record of an incident", Errors: []int{http.StatusNotFound}},
		func(ctx context.Context, in *struct {
			ID  string `path:"id" pattern:"^[0-9a-f]{32}$"`
			For string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[Happened], error) {
			r, err := s.survey(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			it, err := s.Views.Item(ctx, r.Who, record.ID(in.ID))
			if err != nil {
				return nil, problem(err)
			}
			if it.Kind != record.KindIncidentRecorded {
				return nil, problem(fault.New(fault.NotFound, "%s is of the kind %s, no record of an incident", in.ID, it.Kind))
			}
			h, err := r.Happened(ctx, it)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Happened]{happenedOf(it, h)}, nil
		})
}

func happenedOf(it register.Item, h survey.Happened) Happened {
	out := Happened{Incident: entryOf(it), Forward: entriesOf(h.Forward), Split: h.Split, Merged: entriesOf(h.Merged), Redated: entryAt(h.Redated), Claims: []Entry{},
		Figures: append([]incident.Series{}, h.Figures...), Ranges: entriesOf(h.Ranges), Sought: entriesOf(h.Sought), Notices: []Matched{},
		Documents: h.Documents, Roots: h.Roots}
	for _, s := range h.Steps {
		if s.Kind == record.KindClaimRecorded {
			out.Claims = append(out.Claims, entryOf(s))
		}
	}
	for _, m := range h.Notices {
		out.Notices = append(out.Notices, Matched{entryOf(m.Entry), entryAt(m.Notice)})
	}
	return out
}
