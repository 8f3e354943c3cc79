package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/register"
)

// Log is the log as a replica keeps it.
type Log interface {
	// Replicate gives the published log after an index, at most limit entries of it.
	Replicate(ctx context.Context, v register.Viewer, after int64, limit int) (Replicated, error)
}

// Replicated is a piece of the log.
type Replicated struct {
	Entries    []Sequenced `json:"entries" doc:"Every entry after the index, whoever may read it."`
	Opened     []Sequenced `json:"opened" doc:"Earlier entries that one of these opened to the reader: they take the place of those that were given before, and the register is folded again from the first of them."`
	Next       int64       `json:"next" doc:"Ask again with after = next."`
	Size       int64       `json:"size" doc:"How many entries are published."`
	Checkpoint string      `json:"checkpoint" doc:"The signed checkpoint of that size; empty while none is published."`
}

// Sequenced is an entry in its place.
type Sequenced struct {
	Index     int64  `json:"index" doc:"Its place in the log."`
	Leaf      []byte `json:"leaf" doc:"What the log commits to, in base64: anybody can compute the log's tree from it."`
	Disclosed string `json:"disclosed,omitempty" doc:"The signed entry and the openings of what is open of its content, as a line of a file disclosed/N (docs/format.md); absent where it is not for the reader."`
}

func (s *service) replicating(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "replicate", Method: http.MethodGet, Path: Prefix + "/log",
		Summary: "The published log after an index: leaves, and signed entries as far as the reader may read them",
		Description: "For replicas that compute the register themselves: the entries, folded in order with those that are not disclosed as sealed, " +
			"come to the state that entries of the kind state_attested attest to the reader's view."},
		func(ctx context.Context, in *struct {
			After int64  `query:"after" default:"-1" minimum:"-1" doc:"The index after which to begin; -1 for the first entry."`
			Limit int    `query:"limit" default:"100" minimum:"1" maximum:"1000"`
			For   string `query:"for" doc:"Read as this seat does, or as public."`
		}) (*answer[Replicated], error) {
			v, err := s.as(ctx, in.For)
			if err != nil {
				return nil, problem(err)
			}
			out, err := s.Log.Replicate(ctx, v, in.After, in.Limit)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Replicated]{out}, nil
		})
}
