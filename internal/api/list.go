package api

import (
	"context"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// listed is what a list is asked for by.
type listed struct {
	Kind    string `query:"kind" required:"true" example:"allegation_made"`
	Q       string `query:"q" maxLength:"200" doc:"Words that all have to stand in it."`
	Party   string `query:"party" maxLength:"200" doc:"A side that it names, or of an incident a claim about it: by the charter's id."`
	Place   string `query:"place" maxLength:"200" doc:"Where it was, by name; a crossing by the charter's id."`
	Type    string `query:"type" maxLength:"200" doc:"Of an incident or instrument; the category of an allegation."`
	State   string `query:"state" maxLength:"200" doc:"Of a case, clause or undertaking."`
	Outcome string `query:"outcome" maxLength:"200" doc:"Of a case or of talks."`
	From    string `query:"from" format:"date" doc:"The first day of those that it may be about."`
	To      string `query:"to" format:"date" doc:"The last of them. What names no day has that of its source."`
	Before  int64  `query:"before" default:"0" minimum:"0" doc:"Only what has a smaller index; 0 for the newest on. For a list without search or filter."`
	Cursor  string `query:"cursor" maxLength:"40" doc:"As the page before gave it. For a search or a filter."`
	Limit   int    `query:"limit" default:"100" minimum:"1" maximum:"1000"`
	For     string `query:"for" doc:"Read as this seat does, or as public."`
}

func (s *service) list(ctx context.Context, in *listed) (*answer[List], error) {
	v, err := s.as(ctx, in.For)
	if err != nil {
		return nil, problem(err)
	}
	kind := record.Kind(in.Kind)
	if !kind.Known() {
		return nil, huma.Error422UnprocessableEntity("there is no kind of entry " + in.Kind)
	}
	q := register.Query{Kinds: []record.Kind{kind}, From: in.From, To: in.To, Limit: in.Limit}
	for _, w := range lang.Words(in.Q) {
		q.Words = append(q.Words, []string{w})
	}
	for _, l := range [][2]string{{register.BySide, in.Party}, {register.ByPlace, in.Place}, {register.ByType, in.Type},
		{register.ByState, in.State}, {register.ByOutcome, in.Outcome}} {
		if l[1] != "" {
			q.Labels = append(q.Labels, register.Label(l[0], l[1]))
		}
	}
	if len(q.Words)+len(q.Labels) == 0 && q.From == "" && q.To == "" {
		items, err := s.Views.Items(ctx, v, kind, register.Page{Before: in.Before, Limit: in.Limit})
		if err != nil {
			return nil, problem(err)
		}
		out := List{Entries: s.entries(items)}
		if len(items) == in.Limit {
			out.Next = items[len(items)-1].Index
		}
		return &answer[List]{out}, nil
	}
	if q.Before, err = placeOf(in.Cursor); err != nil {
		return nil, problem(err)
	}
	found, err := s.Views.Find(ctx, v, q)
	if err != nil {
		return nil, problem(err)
	}
	out := List{Entries: make([]Entry, len(found))}
	for i, f := range found {
		out.Entries[i] = s.entry(f.Item)
	}
	if len(found) == in.Limit {
		out.Cursor = cursorOf(found[len(found)-1].Place)
	}
	return &answer[List]{out}, nil
}

// cursorOf writes where a page ended.
func cursorOf(p register.Place) string { return p.Day + "_" + strconv.FormatInt(p.Index, 10) }

// placeOf reads what cursorOf wrote; "" is the beginning.
func placeOf(cursor string) (p register.Place, err error) {
	if cursor == "" {
		return p, nil
	}
	day, index, ok := strings.Cut(cursor, "_")
	if p.Index, err = strconv.ParseInt(index, 10, 64); !ok || err != nil || p.Index < 0 {
		return p, fault.New(fault.Invalid, "the cursor %q was not given by this list", cursor)
	}
	p.Day = day
	return p, nil
}
