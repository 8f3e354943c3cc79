package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// Act is an entry to be made for a seat.
type Act struct {
	By    string          `json:"by" minLength:"1" maxLength:"200" doc:"The name of the person who acts, as the entry will say it."`
	Seat  string          `json:"seat,omitempty" doc:"Default: the seat that is signed in; on a machine where nobody signs in, the secretariat's."`
	Level string          `json:"level,omitempty" doc:"Who may read it: P0, P1, P2:PARTY or P3. Default: the charter's."`
	Refs  []record.Ref    `json:"refs,omitempty" doc:"What it refers to."`
	Body  json.RawMessage `json:"body" doc:"As the schema of its kind describes."`
}

// Made is where an entry stands.
type Made struct {
	Index int64     `json:"index"`
	ID    record.ID `json:"id"`
}

func (s *service) writing(a huma.API) {
	huma.Register(a, huma.Operation{OperationID: "act", Method: http.MethodPost, Path: Prefix + "/acts/{kind}", DefaultStatus: http.StatusCreated,
		Summary:  "Make an entry for a seat, attested by the desk",
		Security: []map[string][]string{{"token": {}}, {"session": {}}},
		Description: "What the rules would let count for nothing is refused with the reason, and nothing is kept. What parties and guarantors say, " +
			"findings, votes and dissents are signed with a key of their own and handed in at /submit.",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}},
		func(ctx context.Context, in *struct {
			Kind string `path:"kind" example:"allegation_made"`
			Body Act
		}) (*answer[Made], error) {
			made, err := s.act(ctx, record.Kind(in.Kind), in.Body)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Made]{made}, nil
		})
}

func (s *service) act(ctx context.Context, kind record.Kind, in Act) (Made, error) {
	body, err := record.ReadBody(kind, in.Body)
	if err != nil {
		return Made{}, err
	}
	asks := session.From(ctx)
	who := asks.Person
	switch {
	case asks.Operator:
		who = desk.Person{Seat: s.Charter.Holding("secretariat"), Name: in.By, Session: "api:" + in.By}
	case who.Seat == "":
		return Made{}, fault.New(fault.Forbidden, "nobody is signed in")
	case who.Name == "":
		who.Name = in.By
	}
	if in.Seat != "" {
		if err := s.holds(asks, record.Seat(in.Seat)); err != nil {
			return Made{}, err
		}
		who.Seat = record.Seat(in.Seat)
	}
	a := desk.Act{Body: body, Refs: in.Refs}
	if in.Level != "" {
		if a.Audience, err = access.Audience(s.Charter, in.Level, who.Seat); err != nil {
			return Made{}, err
		}
	}
	o, err := s.Desk.Do(ctx, who, a)
	return Made{Index: o.Index, ID: o.Entry}, err
}
