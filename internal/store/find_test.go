package store_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestFind: by words in any script, by sides, places, types and days, a page at a
// time; and nobody finds anything by what they may not read.
func TestFind(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx := t.Context()
		d, k := newDesk(t, s)
		found(t, d)
		source := filed(t, d, s)
		from := record.Ref{Role: record.FromSource, ID: source}
		do := func(audience []record.Seat, body record.Body, refs ...record.Ref) record.ID {
			t.Helper()
			o, err := d.Do(ctx, amina, desk.Act{Body: body, Refs: refs, Audience: audience})
			if err != nil {
				t.Fatal(err)
			}
			return o.Entry
		}
		words := func(text string) record.Words { return record.Words{Text: text, Start: 1, End: 1 + len(text)} }
		both, one := []record.Seat{"chair", "secretariat"}, []record.Seat{"secretariat"}
		clash := do(both, &record.IncidentRecorded{Type: "Armed clash", From: "2026-03-04", To: "2026-03-04", Place: record.Place{Name: "Tal Bridge"},
			Words: words("patients were turned back at the bridge")}, from)
		later := do(both, &record.IncidentRecorded{Type: "Shelling", From: "2026-03-09", To: "2026-03-09", Place: record.Place{Name: "tal bridge"},
			Words: words("آتش‌بس ۱۲ نقض شد")}, from)
		undated := do(both, &record.IncidentRecorded{Type: "Armed clash", Words: words("a clash")}, from)
		secret := do(one, &record.IncidentRecorded{Type: "Armed clash", From: "2026-03-05", To: "2026-03-05", Words: words("patients of the informant")}, from)
		claim := do(one, &record.ClaimRecorded{Subject: record.SubjectAttribution, Credibility: "6", RecordedBy: "an informant",
			AttributedTo: record.Party{Name: "Tal", Side: "tal"}}, from, record.Ref{Role: record.AboutObject, ID: clash})
		promise := do(both, &record.UndertakingRecorded{State: "given", Form: "stated_orally", Obligation: "abstain",
			By: record.Party{Name: "Qarn", Side: "qarn"}, Words: words("we will keep the bridge open")}, from)

		of := func(v register.Viewer, q register.Query) []record.ID {
			t.Helper()
			if q.Kinds == nil {
				q.Kinds = []record.Kind{record.KindIncidentRecorded}
			}
			all, err := s.Find(ctx, v, q)
			if err != nil {
				t.Fatal(err)
			}
			var ids []record.ID
			for _, f := range all {
				ids = append(ids, f.ID)
			}
			return ids
		}
		asked := func(text string) (all [][]string) {
			for _, w := range lang.Words(text) {
				all = append(all, []string{w})
			}
			return all
		}
		side := func(s string) []string { return []string{register.Label(register.BySide, s)} }
		place, kind := register.Label(register.ByPlace, "TAL BRIDGE"), register.Label(register.ByType, "armed clash")
		promises := []record.Kind{record.KindUndertakingRecorded}
		check := func(when string) {
			t.Helper()
			for _, c := range []struct {
				what string
				who  register.Viewer
				q    register.Query
				want []record.ID
			}{
				{"all, latest first", clerk, register.Query{}, []record.ID{later, secret, undated, clash}},
				{"all that the chair may read", colleague, register.Query{}, []record.ID{later, undated, clash}},
				{"nothing for an outsider", outsider, register.Query{}, nil},
				{"a word", clerk, register.Query{Words: asked("patients")}, []record.ID{secret, clash}},
				{"a word, for the chair", colleague, register.Query{Words: asked("patients")}, []record.ID{clash}},
				{"the beginning of a word, and another", clerk, register.Query{Words: asked("pati informant")}, []record.ID{secret}},
				{"words that the chair may not read", colleague, register.Query{Words: asked("informant")}, nil},
				{"another keyboard and other digits", clerk, register.Query{Words: asked("اتش 12")}, []record.ID{later}},
				{"one of several", clerk, register.Query{Words: [][]string{{"dragon", "turned"}}}, []record.ID{clash}},
				{"words and days", clerk, register.Query{Words: asked("patients"), From: "2026-03-05"}, []record.ID{secret}},
				{"words and a label", clerk, register.Query{Words: asked("patients"), Labels: []string{place}}, []record.ID{clash}},
				{"no words that anything has", clerk, register.Query{Words: asked("bridge dragon")}, nil},
				{"what is not a word", clerk, register.Query{Words: [][]string{{`x" OR "patients`}}}, nil},
				{"a place", clerk, register.Query{Labels: []string{place}}, []record.ID{later, clash}},
				{"a place and a type", clerk, register.Query{Labels: []string{place, kind}}, []record.ID{clash}},
				{"days", clerk, register.Query{From: "2026-03-05", To: "2026-03-08"}, []record.ID{secret}},
				{"until a day", clerk, register.Query{To: "2026-03-04"}, []record.ID{undated, clash}},
				{"a side that a claim names", clerk, register.Query{Labels: side("tal")}, []record.ID{clash}},
				{"a side, type and place", clerk, register.Query{Labels: append(side("tal"), kind, place)}, []record.ID{clash}},
				{"a side that only a closed claim names", colleague, register.Query{Labels: side("tal")}, nil},
				{"a promise by its side", colleague, register.Query{Kinds: promises, Labels: side("qarn")}, []record.ID{promise}},
				{"a promise by its state", colleague, register.Query{Kinds: promises, Labels: []string{register.Label(register.ByState, "given")}}, []record.ID{promise}},
				{"two kinds", colleague, register.Query{Kinds: append(promises, record.KindIncidentRecorded), Words: asked("bridge")}, []record.ID{promise, later, clash}},
			} {
				if got := of(c.who, c.q); !slices.Equal(got, c.want) {
					t.Errorf("%s, %s: %v, want %v", when, c.what, got, c.want)
				}
			}
			// A page at a time, in either order.
			for _, q := range []register.Query{{}, {Words: asked("patients")}, {Labels: side("tal")}} {
				q.Kinds = []record.Kind{record.KindIncidentRecorded}
				whole := of(clerk, q)
				var pages []record.ID
				for q.Limit = 1; ; {
					page, err := s.Find(ctx, clerk, q)
					if err != nil {
						t.Fatal(err)
					}
					if len(page) == 0 {
						break
					}
					pages, q.Before = append(pages, page[0].ID), page[0].Place
				}
				if !slices.Equal(pages, whole) {
					t.Errorf("%s, page by page: %v, want %v", when, pages, whole)
				}
			}
		}
		check("as written")
		back := store.Apart(1)
		check("audience by audience")
		if all, err := s.Items(ctx, clerk, record.KindIncidentRecorded, register.Page{Limit: 3}); err != nil || len(all) != 3 || all[0].ID != secret || all[1].ID != undated {
			t.Errorf("the newest incidents are %v: %v", all, err)
		}
		back()
		if _, _, err := desk.Rebuild(ctx, s, k); err != nil {
			t.Fatal(err)
		}
		check("folded again")

		// A source has a day, which a promise that names none hangs on.
		if got := of(clerk, register.Query{Kinds: promises, From: "2026-03-04", To: "2026-03-04"}); !slices.Equal(got, []record.ID{promise}) {
			t.Errorf("by the day of its source: %v", got)
		}
		// What is corrected is found by what it says now, and so is what hangs on it.
		do(both, &record.EntryCorrected{Of: record.KindIncidentRecorded, Reason: "the day was wrong", Fields: []string{"from", "to", "words"},
			Values: map[string]json.RawMessage{"from": json.RawMessage(`"2026-04-01"`), "to": json.RawMessage(`"2026-04-02"`),
				"words": json.RawMessage(`{"text":"convalescents","start":1,"end":14}`)}},
			record.Ref{Role: record.Target, ID: clash})
		if got := of(clerk, register.Query{Labels: side("tal"), From: "2026-04-01"}); !slices.Equal(got, []record.ID{clash}) {
			t.Errorf("by the corrected day: %v", got)
		}
		if got := of(clerk, register.Query{Words: asked("turned")}); got != nil {
			t.Errorf("by words that were corrected: %v", got)
		}
		if got := of(clerk, register.Query{Words: asked("convalescents")}); !slices.Equal(got, []record.ID{clash}) {
			t.Errorf("by the words as corrected: %v", got)
		}
		// What is withdrawn is not found, nor does it find anything.
		do(one, &record.EntryWithdrawn{Reason: "it was no claim"}, record.Ref{Role: record.Target, ID: claim})
		if got := of(clerk, register.Query{Labels: side("tal")}); got != nil {
			t.Errorf("by a claim that was withdrawn: %v", got)
		}
		// What two people closed to one of the readers finds nothing, for none of them.
		p := do(nil, &record.RedactionProposed{Fields: []string{"words"}, From: []record.Seat{"chair"}, Reason: "it names somebody", By: "Amina"},
			record.Ref{Role: record.Target, ID: later})
		if _, err := d.Do(ctx, bashir, desk.Act{Refs: []record.Ref{{Role: record.OfProposal, ID: p}}, Body: &record.ContentRedacted{By: "Bashir"}}); err != nil {
			t.Fatal(err)
		}
		for _, v := range []register.Viewer{clerk, colleague} {
			if got := of(v, register.Query{Words: asked("آتش‌بس")}); got != nil {
				t.Errorf("%v finds by words that are closed to some: %v", v, got)
			}
		}
		// What is released to others is found by them.
		if _, err := release(t, d, monitor.Seats, []string{"machine"}, source, undated); err != nil {
			t.Fatal(err)
		}
		if got := of(monitor, register.Query{}); !slices.Equal(got, []record.ID{undated}) {
			t.Errorf("a monitor finds %v", got)
		}
		// What is erased leaves no word.
		if err := erase(ctx, d, clash, "it endangers somebody"); err != nil {
			t.Fatal(err)
		}
		if got := of(clerk, register.Query{Words: asked("convalescents")}); got != nil {
			t.Errorf("by words that were erased: %v", got)
		}
		if err := s.Scrub(ctx); err != nil {
			t.Error(err)
		}
		before, after := labelsOf(t, s), ""
		if _, _, err := desk.Rebuild(ctx, s, k); err != nil {
			t.Fatal(err)
		}
		if after = labelsOf(t, s); before != after {
			t.Errorf("folded again, other labels find objects: %s, then %s", before, after)
		}
	})
}

// labelsOf writes what every object is found by.
func labelsOf(t *testing.T, s *store.Whole) string {
	t.Helper()
	kept, err := s.Register(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for id, k := range kept {
		all = append(all, string(id)+" "+strings.Join(k.Labels, ", "))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}
