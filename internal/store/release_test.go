package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

var (
	bashir  = desk.Person{Seat: "chair", Name: "Bashir", Session: "test:bashir"}
	monitor = register.Viewer{Seats: []record.Seat{"monitor"}}
	noHarm  = map[string]string{"locates_person": "no", "locates_forces": "no", "one_side_first": "no", "read_as_finding": "no",
		"data_without_need": "no", "before_reply": "no"}
)

// release has two people release entries to seats.
func release(t *testing.T, d *desk.Desk, to []record.Seat, withheld []string, targets ...record.ID) (decision record.ID, err error) {
	t.Helper()
	var refs []record.Ref
	for _, id := range targets {
		refs = append(refs, record.Ref{Role: record.Target, ID: id})
	}
	p, err := d.Do(t.Context(), amina, desk.Act{Refs: refs,
		Body: &record.ReleaseProposed{To: to, Withheld: withheld, Harms: noHarm, Risk: "the risk that was weighed", By: "Amina"}})
	if err != nil {
		return "", err
	}
	proposal := []record.Ref{{Role: record.OfProposal, ID: p.Entry}}
	if _, err := d.Do(t.Context(), amina, desk.Act{Refs: proposal, Body: &record.ContentReleased{By: "Amina"}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("one person alone: %v", err)
	}
	o, err := d.Do(t.Context(), bashir, desk.Act{Refs: proposal, Body: &record.ContentReleased{By: "Bashir"}})
	return o.Entry, err
}

// TestRelease: what two people release, the new readers read, but for the fields
// withheld; who may read it not sees nothing; the register folds to the same
// again; an erasure takes every copy.
func TestRelease(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		d, k := newDesk(t, s)
		found(t, d)
		source := filed(t, d, s)
		said, err := s.ItemAt(ctx, clerk, 2)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Item(ctx, monitor, said.ID); !fault.Is(err, fault.NotFound) {
			t.Fatalf("the monitor reads it before: %v", err)
		}
		if _, err := release(t, d, monitor.Seats, nil, said.ID); err == nil || !strings.Contains(err.Error(), "release that first") {
			t.Errorf("without the source that it refers to: %v", err)
		}
		if _, err := release(t, d, monitor.Seats, []string{"words"}, source, said.ID); err == nil || !strings.Contains(err.Error(), "machine") {
			t.Errorf("the words withheld, and the draft not: %v", err)
		}
		decision, err := release(t, d, monitor.Seats, []string{"machine", "words"}, source, said.ID)
		if err != nil {
			t.Fatal(err)
		}

		it, err := s.Item(ctx, monitor, said.ID)
		if err != nil {
			t.Fatal(err)
		}
		b := it.Body.(*record.StatementRecorded)
		if b.Words.Text != "" || b.Machine != nil || !slices.Contains(it.Closed, "words") || b.Speaker.Name == "" {
			t.Errorf("the monitor reads %+v, closed %v", b, it.Closed)
		}
		whole, err := s.Item(ctx, colleague, said.ID)
		if err != nil || whole.Body.(*record.StatementRecorded).Words.Text == "" || len(whole.Closed) > 0 {
			t.Errorf("who could read it before reads %+v, closed %v, %v", whole.Body, whole.Closed, err)
		}
		done, err := s.Item(ctx, monitor, decision)
		if err != nil || done.Body.(*record.ContentReleased).By != "Bashir" {
			t.Errorf("the monitor sees the decision as %+v, %v", done, err)
		}
		proposal, err := s.Item(ctx, monitor, done.Refs[0].ID)
		if err != nil || proposal.Body.(*record.ReleaseProposed).Risk != "" || !slices.Contains(proposal.Closed, "risk") {
			t.Errorf("the monitor sees the proposal as %+v, closed %v, %v", proposal.Body, proposal.Closed, err)
		}
		for _, v := range []register.Viewer{outsider, {Seats: []record.Seat{"legal"}}} {
			for _, id := range []record.ID{said.ID, source, decision, proposal.ID} {
				if _, err := s.Item(ctx, v, id); !fault.Is(err, fault.NotFound) {
					t.Errorf("%v reads %s: %v", v, id, err)
				}
			}
		}

		// The copies for the new readers open with their audience's key alone.
		copies, err := s.Released(ctx)
		if err != nil || len(copies) != 3 {
			t.Fatalf("%d copies, %v", len(copies), err)
		}
		opener := desk.Opener{Vault: k, Key: func(a string, e int) ([]byte, error) { return s.AudienceKey(ctx, a, e) }}
		for _, c := range copies {
			if c.Audience != desk.AudienceName(monitor.Seats) {
				t.Errorf("a copy is for the audience %s", c.Audience)
			}
			row, err := s.Row(ctx, c.Entry)
			if err != nil {
				t.Fatal(err)
			}
			env, err := ledger.ParseEnvelope(row.Envelope)
			if err != nil {
				t.Fatal(err)
			}
			openings, err := opener.Open(desk.Row{ID: c.Entry, Audience: c.Audience, Epoch: c.Epoch, Key: c.Key, Payload: c.Payload})
			if err != nil || env.Fits(openings) != nil || len(openings) == 0 && c.Entry != proposal.ID {
				t.Errorf("the copy of %s: %d fields, %v", c.Entry, len(openings), err)
			}
			for _, o := range openings {
				if o.Path == "words" || o.Path == "machine" || o.Path == "risk" {
					t.Errorf("the copy of %s holds %s", c.Entry, o.Path)
				}
			}
		}
		checkLog(t, s, k)

		before, size, err := desk.Rebuild(ctx, s, k)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.Item(ctx, monitor, said.ID); err != nil || !slices.Equal(again.Closed, it.Closed) {
			t.Errorf("after a rebuild: closed %v, %v", again.Closed, err)
		}
		if after, n, err := desk.Rebuild(ctx, s, k); err != nil || after != before || n != size {
			t.Errorf("rebuilt to %s, then to %s, %v", before, after, err)
		}

		// Some of it is closed again to some who could read it.
		p, err := d.Do(ctx, amina, desk.Act{Refs: []record.Ref{{Role: record.Target, ID: said.ID}},
			Body: &record.RedactionProposed{Fields: []string{"machine", "speaker"}, From: []record.Seat{"chair", "monitor"}, Reason: "it names somebody", By: "Amina"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Do(ctx, bashir, desk.Act{Refs: []record.Ref{{Role: record.OfProposal, ID: p.Entry}}, Body: &record.ContentRedacted{By: "Bashir"}}); err != nil {
			t.Fatal(err)
		}
		for _, v := range []register.Viewer{colleague, monitor} {
			if it, err := s.Item(ctx, v, said.ID); err != nil || it.Body.(*record.StatementRecorded).Speaker.Name != "" || !slices.Contains(it.Closed, "speaker") {
				t.Errorf("%v reads %+v, closed %v, %v", v, it.Body, it.Closed, err)
			}
		}
		if it, err := s.Item(ctx, clerk, said.ID); err != nil || it.Body.(*record.StatementRecorded).Speaker.Name == "" {
			t.Errorf("who made it reads %+v, %v", it.Body, err)
		}
		checkLog(t, s, k)

		if err := erase(ctx, d, said.ID, "it endangers somebody"); err != nil {
			t.Fatal(err)
		}
		if copies, err = s.Released(ctx); err != nil || slices.ContainsFunc(copies, func(c desk.Released) bool { return c.Entry == said.ID }) {
			t.Errorf("an erased entry has copies: %v, %v", copies, err)
		}
	})
}
