package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// SubmissionKind is the media type of an entry that its author has sealed and
// signed (docs/format.md).
const SubmissionKind = "application/vnd.surety.entry.v1+json"

// Looked is what would become of an entry.
type Looked struct {
	Stands bool `json:"stands" doc:"It would stand, if it were handed in now."`
}

// Submitted is what became of an entry that was handed in.
type Submitted struct {
	ID      record.ID `json:"id"`
	Index   int64     `json:"index"`
	Again   bool      `json:"again" doc:"It was there already: nothing was written."`
	Receipt string    `json:"receipt" doc:"The submission receipt: keep it. surety verify --promise checks it against a later log."`
}

type signed struct {
	RawBody []byte `contentType:"application/vnd.surety.entry.v1+json" doc:"As surety sign writes it: sealed and signed with a key that stays on its author's machine."`
}

func (s *service) submitting(a huma.API) {
	errs := []int{http.StatusForbidden, http.StatusConflict, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}
	huma.Register(a, huma.Operation{OperationID: "check", Method: http.MethodPost, Path: Prefix + "/submissions/check",
		Summary:     "What would become of an entry that its author has signed",
		Description: "Signature, form, rights and rules are looked at as they would be, and nothing is kept.", Errors: errs},
		func(ctx context.Context, in *signed) (*answer[Looked], error) {
			if err := s.Desk.Try(ctx, in.RawBody); err != nil {
				return nil, problem(handed(err))
			}
			return &answer[Looked]{Looked{true}}, nil
		})
	huma.Register(a, huma.Operation{OperationID: "submit", Method: http.MethodPost, Path: Prefix + "/submissions", DefaultStatus: http.StatusCreated,
		Summary: "Hand in an entry that its author has signed",
		Description: "What parties and guarantors say, findings, votes and dissents. It is looked at first, as check does: what is malformed, or what the " +
			"rules refuse, is answered with a problem and nothing is kept. (POST /submit keeps a trace of what the rules refuse, with a receipt for it.)",
		Errors: errs},
		func(ctx context.Context, in *signed) (*answer[Submitted], error) {
			if err := s.Desk.Try(ctx, in.RawBody); err != nil {
				return nil, problem(handed(err))
			}
			h, err := s.Desk.Submit(ctx, in.RawBody)
			switch {
			case err != nil:
				return nil, problem(handed(err))
			case h.Refused != "": // another entry came between
				return nil, huma.NewError(http.StatusUnprocessableEntity, "the entry is refused: "+h.Refused,
					&huma.ErrorDetail{Message: "the refusal is logged; its receipt", Location: "receipt", Value: string(h.Receipt.Marshal())})
			}
			return &answer[Submitted]{Submitted{ID: h.ID, Index: h.Index, Again: h.Again, Receipt: string(h.Receipt.Marshal())}}, nil
		})
}

// handed tells what is wrong with the bytes of a submission as the sender's fault.
func handed(err error) error {
	if fault.Is(err, fault.Corrupt) {
		return fault.New(fault.Invalid, "%w", err)
	}
	return err
}
