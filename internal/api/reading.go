package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
	"github.com/surety-mechanism/surety/undertaking"
)

type answer[T any] struct{ Body T }

// List is a piece of a list.
type List struct {
	Entries []Entry `json:"entries"`
	Next    int64   `json:"next" doc:"Where to go on: the parameter before of the next request, or after when following; 0 where a list is at its end."`
	Cursor  string  `json:"cursor,omitempty" doc:"Where to go on with a search or a filter: the parameter cursor of the next request; absent where a list is at its end."`
}

// About is whose record this is.
type About struct {
	Name     map[string]string `json:"name" doc:"By language tag."`
	Exercise bool              `json:"exercise" doc:"Everything in it is invented."`
	Origin   string            `json:"origin" doc:"Of its log."`
	Size     int64             `json:"size" doc:"Entries of the log."`
	Kinds    []record.Kind     `json:"kinds" doc:"Kinds of entry that this program knows."`
}

// maxWait bounds how long a request to follow may wait.
const maxWait = 30 * time.Second

func (s *service) reading(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "about", Method: http.MethodGet, Path: Prefix + "/mechanism", Summary: "Whose record this is"},
		func(ctx context.Context, _ *struct{}) (*answer[About], error) {
			size, err := s.Views.Size(ctx)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[About]{About{Name: s.Charter.Name, Exercise: s.Charter.Exercise, Origin: s.Origin, Size: size, Kinds: record.Kinds()}}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "schema", Method: http.MethodGet, Path: Prefix + "/schemas/{kind}",
		Summary: "The JSON Schema of a kind's body, with an example", Errors: []int{http.StatusNotFound}},
		func(_ context.Context, in *struct {
			Kind string `path:"kind"`
		}) (*answer[any], error) {
			if !record.Kind(in.Kind).Known() {
				return nil, huma.Error404NotFound("there is no kind of entry " + in.Kind)
			}
			text, err := schema.Of(record.Kind(in.Kind))
			if err != nil {
				return nil, problem(err)
			}
			return &answer[any]{json.RawMessage(text)}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "publishers", Method: http.MethodGet, Path: Prefix + "/publishers",
		Summary: "Whose the charter says that publishers are"},
		func(context.Context, *struct{}) (*answer[[]Publisher], error) {
			all := make([]Publisher, len(s.Charter.Publishers))
			for i, p := range s.Charter.Publishers {
				all[i] = publisherOf(p)
			}
			return &answer[[]Publisher]{all}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "library", Method: http.MethodGet, Path: Prefix + "/clauses",
		Summary: "Clauses to start from, for those who draft an agreement"},
		func(context.Context, *struct{}) (*answer[[]charter.ModelClause], error) {
			all, err := charter.Library()
			if err != nil {
				return nil, problem(err)
			}
			return &answer[[]charter.ModelClause]{all}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "follow", Method: http.MethodGet, Path: Prefix + "/entries",
		Summary:     "Entries after an index, in the order of the log",
		Description: "As the register has them now. Ask again with after = next. With wait, the answer comes when there is something, or when the time is over."},
		s.follow)
	huma.Register(a, huma.Operation{OperationID: "list", Method: http.MethodGet, Path: Prefix + "/objects",
		Summary: "What stands in the register of a kind, newest first", Description: "Newest entry first; where it is asked for by party, place, type, state, outcome or days, " +
			"what happened last first. q looks for words of any language, of which the beginning is enough, newest entry first: without regard to case, accents, " +
			"points, and the letters that Arabic, Persian, Pashto and Urdu write differently. Nothing is found by what its reader may not read.",
		Errors: []int{http.StatusUnprocessableEntity}}, s.list)
	huma.Register(a, huma.Operation{OperationID: "object", Method: http.MethodGet, Path: Prefix + "/objects/{id}",
		Summary: "One object, whatever became of it", Errors: []int{http.StatusNotFound}},
		func(ctx context.Context, in *struct {
			ID  string `path:"id" pattern:"^[0-9a-f]{32}$"`
			For string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[Entry], error) {
			v, err := s.as(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			it, err := s.Views.Item(ctx, v, record.ID(in.ID))
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Entry]{s.entry(it)}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "linked", Method: http.MethodGet, Path: Prefix + "/objects/{id}/linked/{role}",
		Summary: "What stands and refers to an object in a role, in the order of the log"},
		func(ctx context.Context, in *struct {
			ID   string `path:"id" pattern:"^[0-9a-f]{32}$"`
			Role string `path:"role" example:"case"`
			For  string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[List], error) {
			v, err := s.as(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			items, err := s.Views.Linked(ctx, v, record.ID(in.ID), record.Role(in.Role))
			if err != nil {
				return nil, problem(err)
			}
			return &answer[List]{List{Entries: s.entries(items)}}, nil
		})
}

// Differing is two texts of one instrument, compared.
type Differing struct {
	Pieces []undertaking.Piece `json:"pieces"`
}

func (s *service) comparing(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "difference", Method: http.MethodGet, Path: Prefix + "/objects/{id}/difference/{other}",
		Summary: "Two text variants or clauses, compared word by word", Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}},
		func(ctx context.Context, in *struct {
			ID    string `path:"id" pattern:"^[0-9a-f]{32}$"`
			Other string `path:"other" pattern:"^[0-9a-f]{32}$"`
			For   string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[Differing], error) {
			v, err := s.as(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			var texts [2]string
			for i, id := range []string{in.ID, in.Other} {
				it, err := s.Views.Item(ctx, v, record.ID(id))
				if err != nil {
					return nil, problem(err)
				}
				switch b := it.Body.(type) {
				case *record.TextVariantFiled:
					texts[i] = b.Text
				case *record.ClauseRecorded:
					texts[i] = b.Text
				}
				if texts[i] == "" {
					return nil, huma.Error422UnprocessableEntity("the entry " + id + " holds no text that is open to this reader")
				}
			}
			pieces, err := undertaking.Difference(texts[0], texts[1])
			if err != nil {
				return nil, huma.Error422UnprocessableEntity(err.Error())
			}
			return &answer[Differing]{Differing{pieces}}, nil
		})
}

func (s *service) follow(ctx context.Context, in *struct {
	After int64  `query:"after" default:"-1" minimum:"-1" doc:"The index after which to begin; -1 for the first entry."`
	Limit int    `query:"limit" default:"100" minimum:"1" maximum:"1000"`
	Wait  int    `query:"wait" default:"0" minimum:"0" maximum:"30" doc:"Seconds."`
	For   string `query:"for" doc:"Read as this seat does, or as public."`
}) (*answer[List], error) {
	v, err := s.as(ctx, in.For)
	if err != nil {
		return nil, problem(err)
	}
	ctx, cancel := context.WithTimeout(ctx, min(time.Duration(in.Wait)*time.Second, maxWait)+10*time.Second)
	defer cancel()
	until := time.After(time.Duration(in.Wait) * time.Second)
	for {
		out, err := Follow(ctx, s.Views, v, in.After, in.Limit)
		if err != nil {
			return nil, problem(err)
		}
		if len(out.Entries) > 0 || in.Wait == 0 {
			return &answer[List]{out}, nil
		}
		select {
		case <-until:
			return &answer[List]{out}, nil
		case <-ctx.Done():
			return nil, huma.Error503ServiceUnavailable("the server is closing")
		case <-time.After(250 * time.Millisecond):
		}
	}
}

// Follow gives what a viewer may read after an index, in the order of the log, at
// most limit; next is where to go on: what lies before it is not for this viewer.
func Follow(ctx context.Context, views Views, v register.Viewer, after int64, limit int) (List, error) {
	size, err := views.Size(ctx)
	if err != nil {
		return List{}, err
	}
	items, err := views.After(ctx, v, after, limit)
	if err != nil {
		return List{}, err
	}
	out := List{Entries: entriesOf(items), Next: after}
	switch n := len(items); {
	case n == limit:
		out.Next = items[n-1].Index
	case n > 0:
		out.Next = max(after, size-1, items[n-1].Index)
	default:
		out.Next = max(after, size-1)
	}
	return out, nil
}
