package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
)

// An incident that is told twice becomes one: what was claimed about the second is
// claimed about the first, and is accepted with it. What was accepted already is
// not moved.
func TestMergeIncidents(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := context.Background()
		d, _ := newDesk(t, s)
		found(t, d)
		read := article(1)
		second := read.Incidents[0]
		second.ID, second.Figures, second.Attributions = "i2", slices.Clone(second.Figures), nil
		for i := range second.Figures {
			second.Figures[i].ID = "g" + second.Figures[i].ID
		}
		read.Incidents = append(read.Incidents, second)
		doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", read, evidence)
		if err != nil {
			t.Fatal(err)
		}
		id := func(local string) string { return doc.ID + "-" + local }
		find := func(local string) desk.Draft {
			t.Helper()
			list, err := s.Drafts(ctx, clerk, doc.ID)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(list, func(d desk.Draft) bool { return d.ID == id(local) })
			if i < 0 {
				t.Fatalf("there is no draft %s", local)
			}
			return list[i]
		}
		claim := "g" + read.Incidents[0].Figures[0].ID
		if err := d.Merge(ctx, amina, []string{id("i1"), id("i2")}, desk.Seen{id("i2"): "another state"}); !fault.Is(err, fault.Conflict) {
			t.Errorf("merging what was not seen: %v", err)
		}
		if find("i2").State != desk.Open || find(claim).Edited != nil {
			t.Error("a refused merge left something behind")
		}
		if err := d.Merge(ctx, amina, []string{id("i1"), id("i2")}); err != nil {
			t.Fatal(err)
		}
		if gone := find("i2"); gone.State != desk.Rejected || gone.Reason != "the same as i1" || gone.By != amina.Name {
			t.Errorf("the second is %+v", gone)
		}
		if moved := find(claim); !strings.Contains(string(moved.Edited), `"incident":"i1"`) {
			t.Errorf("the claim is about %s", moved.Edited)
		}
		if _, err := d.Accept(ctx, amina, []string{id("i1"), id(claim)}); err != nil {
			t.Errorf("the claim is not accepted with the incident that stayed: %v", err)
		}
		if err := d.Reopen(ctx, amina, []string{id(claim)}); !fault.Is(err, fault.Conflict) {
			t.Errorf("what was signed is open again: %v", err)
		}
		if err := d.Reopen(ctx, amina, []string{id("i2")}); err != nil || find("i2").State != desk.Open || find("i2").Reason != "" {
			t.Errorf("the rejection is not taken back (%v): %+v", err, find("i2"))
		}
	})
}
