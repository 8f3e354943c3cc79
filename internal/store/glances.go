package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Cases gives every case that the viewer may read at a glance, newest entry first:
// what totals count and a list is ordered by, without what makes it a page. The
// database itself takes that out of the objects, of which most is not read.
func (s *Store) Cases(ctx context.Context, v register.Viewer) (all []register.Glance, err error) {
	f := &finding{seen: by(v), told: s.told}
	if err := f.audiencesOf(ctx, s); err != nil {
		return nil, err
	}
	var whole []int64 // those that were released or redacted: what they are to this viewer is worked out as ever
	for some := range slices.Chunk(f.whole, mostApart) {
		text, args := s.glances(v, some)
		got, err := collect(ctx, s.read, "reading the cases", func(scan func(...any) error) (g register.Glance, err error) {
			var found string
			if err := scan(&g.ID, &g.Index, &found); err != nil {
				return g, err
			}
			var regarded json.RawMessage
			if err := json.Unmarshal([]byte(found), &[]any{&g.Case.State, &g.Case.Outcome, &g.Case.By, &g.Case.Batch, &g.Case.Against, &regarded}); err != nil {
				return g, fault.New(fault.Corrupt, "a row of the register is damaged; `surety rebuild` makes it again: %w", err)
			}
			if len(regarded) > 0 && string(regarded) != "null" {
				whole, g.Index = append(whole, g.Index), -1
			}
			return g, nil
		}, text, args...)
		if err != nil {
			return nil, err
		}
		all = append(all, got...)
	}
	all = slices.DeleteFunc(all, func(g register.Glance) bool { return g.Index < 0 || g.Case.State == "" })
	items, err := s.objectsAt(ctx, v, "reading the cases", whole, "stands = TRUE")
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		if it.Case != nil {
			all = append(all, register.Glance{ID: it.ID, Index: it.Index, Case: *it.Case})
		}
	}
	slices.SortFunc(all, func(a, b register.Glance) int { return int(b.Index - a.Index) })
	return all, nil
}

// glances asks for the cases in some audiences, with the viewer's rights once more.
func (s *Store) glances(v register.Viewer, audiences []int64) (text string, args []any) {
	args = []any{string(record.KindAllegationMade)}
	in := make([]string, len(audiences))
	for i, a := range audiences {
		args = append(args, a)
		in[i] = fmt.Sprintf("$%d", len(args))
	}
	q := by(v, args...)
	args = q.args
	where := " FROM object WHERE kind = $1 AND stands = TRUE AND audience IN (" + strings.Join(in, ",") + ") AND " + q.clause
	if s.sqlite() {
		return "SELECT id, idx, json_extract(state, '$.case.state', '$.case.outcome', '$.case.by', '$.case.batch', '$.case.against', '$.released')" + where, args
	}
	return `SELECT id, idx, json_build_array(o#>'{case,state}', o#>'{case,outcome}', o#>'{case,by}', o#>'{case,batch}', o#>'{case,against}', o->'released')::text
		FROM (SELECT id, idx, state::jsonb AS o` + where + " OFFSET 0) AS part", args
}
