package store_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestFoundByWhatIsTold: nobody finds a place, a day or a word that they are not
// told, and everybody finds what they are told: the answer to every question about
// days, places, types and words is the one that can be read off the list as this
// reader is given it. Otherwise days could be asked for one by one until the exact
// one is known.
func TestFoundByWhatIsTold(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx, chance := t.Context(), testkit.Random(t)
		c := &charter.Charter{
			Seats: []charter.Seat{{ID: "secretariat", Role: "secretariat"}, {ID: "chair", Role: "chair"}, {ID: "qarn", Role: "party", Of: "qarn"},
				{ID: "tal", Role: "party", Of: "tal"}, {ID: "church", Role: "observer"}},
			Levels: charter.Levels{P0: []record.Seat{record.Public}, P1: []record.Seat{"qarn", "tal"}, P3: []record.Seat{"secretariat"}},
			Coarsening: charter.Coarsening{Movement: []string{"movement"}, P0: charter.Grain{Place: 3 + chance.IntN(2), Days: 7, Delay: "3d"},
				P1: charter.Grain{Place: 1 + 2*chance.IntN(2), Days: 1 + chance.IntN(3), Delay: "24h"}}}
		at := time.Now()
		tellings := &register.Tellings{Charter: c}
		s.Coarsen(func(v register.Viewer, it *register.Item, logged func() (time.Time, error)) error {
			_, err := access.Coarsen(c, tellings.Of(v, it.Seat), v.Seats, it.Body, logged, at)
			return err
		}, tellings)
		d, k := newDesk(t, s)
		found(t, d)
		d.Audience = []record.Seat{record.Public}
		source, err := s.Item(ctx, clerk, filed(t, d, s))
		if err != nil {
			t.Fatal(err)
		}
		from := record.Ref{Role: record.FromSource, ID: source.ID}
		published := source.Body.(*record.SourceFiled).Published
		places := []string{"Tal Bridge", "Hadrel", "Upper Qarn"}
		audiences := [][]record.Seat{{record.Public}, {"qarn", "tal", "church"}, {"qarn", "tal"}, {}}
		for range 40 {
			day := time.Date(2026, 3, 1+chance.IntN(20), 0, 0, 0, 0, time.UTC)
			lat := 34 + chance.Float64()
			b := &record.IncidentRecorded{Type: []string{"Armed clash", "Shelling"}[chance.IntN(2)], Category: []string{"fighting", "movement"}[chance.IntN(8)/7],
				Words: record.Words{Text: "fire was heard", Start: 1, End: 15},
				From:  day.Format(time.DateOnly), To: day.Format(time.DateOnly), Place: record.Place{Name: places[chance.IntN(3)], Lat: &lat, Lon: &lat, Precision: 1 + chance.IntN(3)}}
			author := desk.Person{Seat: []record.Seat{"secretariat", "secretariat", "qarn"}[chance.IntN(3)], Name: "Amina", Session: "test:1"}
			o, err := d.Do(ctx, author, desk.Act{Body: b, Refs: []record.Ref{from}, Audience: audiences[chance.IntN(len(audiences))]})
			if err != nil {
				t.Fatal(err)
			}
			if chance.IntN(2) == 0 {
				if _, err := d.Do(ctx, author, desk.Act{Body: &record.ClaimRecorded{Subject: record.SubjectAttribution, Credibility: "6", RecordedBy: "Radio", Words: record.Words{Text: "Tal fired", Start: 1, End: 10},
					AttributedTo: record.Party{Name: "Tal", Side: "tal"}}, Refs: []record.Ref{from, {Role: record.AboutObject, ID: o.Entry}}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		var questions []register.Query
		incidents := []record.Kind{record.KindIncidentRecorded}
		claims := []record.Kind{record.KindClaimRecorded}
		side := register.Label(register.BySide, "tal")
		words := func(text string) (all [][]string) {
			for _, w := range lang.Words(text) {
				all = append(all, []string{w})
			}
			return all
		}
		for day := 22; day < 54; day++ {
			on := time.Date(2026, 2, day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			questions = append(questions, register.Query{Kinds: incidents, From: on}, register.Query{Kinds: incidents, To: on}, register.Query{Kinds: claims, From: on},
				register.Query{Kinds: incidents, Labels: []string{side}, To: on}, register.Query{Kinds: incidents, Words: words("armed"), From: on},
				register.Query{Kinds: incidents, Words: words(on)})
		}
		for _, place := range places {
			by := register.Label(register.ByPlace, place)
			questions = append(questions, register.Query{Kinds: incidents, Labels: []string{by}}, register.Query{Kinds: incidents, Labels: []string{by, side}},
				register.Query{Kinds: incidents, Words: words(place)}, register.Query{Kinds: incidents, Labels: []string{by}, Words: words("shelling")},
				register.Query{Kinds: incidents, Words: words(place[:3])})
		}
		tal := register.Viewer{Seats: []record.Seat{"tal"}}
		viewers := map[string]register.Viewer{"everyone": {}, "staff": clerk, "a party": tal, "who said it": {Seats: []record.Seat{"qarn"}},
			"an observer": {Seats: []record.Seat{"church"}}, "staff, as a party": {Seats: clerk.Seats, As: &tal},
			"the author, as everyone": {Seats: []record.Seat{"qarn"}, As: &register.Viewer{}}}
		check := func(when string) {
			hits := 0
			for name, v := range viewers {
				all, err := s.Items(ctx, v, record.KindIncidentRecorded, register.Page{Limit: 1000})
				if err != nil {
					t.Fatal(err)
				}
				about := map[record.ID]*register.Item{}
				for i := range all {
					about[all[i].ID] = &all[i]
				}
				said, err := s.Items(ctx, v, record.KindClaimRecorded, register.Page{Limit: 1000})
				if err != nil {
					t.Fatal(err)
				}
				sides := map[record.ID]bool{}
				for _, it := range said {
					sides[incidentOf(it)] = true
				}
				for _, q := range questions {
					if !testkit.Torture() && chance.IntN(6) > 0 {
						continue
					}
					q.Limit = 1000
					got, err := s.Find(ctx, v, q)
					if err != nil {
						t.Fatal(err)
					}
					want := map[record.ID]bool{}
					listed := all
					if q.Kinds[0] == record.KindClaimRecorded {
						listed = said
					}
					for _, it := range listed {
						of := &it
						if it.Kind == record.KindClaimRecorded {
							of = about[incidentOf(it)]
							if of == nil {
								continue
							}
						}
						b := of.Body.(*record.IncidentRecorded)
						text := lang.Words(register.Text(it.Body))
						day := b.From
						if day == "" {
							day = published
						}
						matches := (q.From == "" || day >= q.From) && (q.To == "" || day <= q.To)
						for _, l := range q.Labels {
							matches = matches && (l == side && sides[it.ID] || l == register.Label(register.ByPlace, b.Place.Name))
						}
						for _, w := range q.Words {
							matches = matches && slices.ContainsFunc(text, func(have string) bool {
								return have == w[0] || len(w[0]) > 2 && len(have) > len(w[0]) && have[:len(w[0])] == w[0]
							})
						}
						if matches {
							want[it.ID] = true
						}
					}
					for _, f := range got {
						if f.Place.Day != "" && f.Kind == record.KindIncidentRecorded && !slices.Contains([]string{about[f.ID].Body.(*record.IncidentRecorded).From, published}, f.Place.Day) {
							t.Errorf("%s, for %s: %+v: the page's end tells the day %s", when, name, q, f.Place.Day)
						}
						// Its own words are found by their author as others are told them, too.
						if !want[f.ID] && (q.Words == nil || !slices.Contains(v.Seats, f.Seat)) {
							t.Errorf("%s, for %s: %+v finds %+v, which says nothing of it to them", when, name, q, f.Body)
						}
						delete(want, f.ID)
					}
					if len(want) > 0 {
						t.Errorf("%s, for %s: %+v does not find %v, of which they are told", when, name, q, want)
					}
					hits += len(got)
				}
			}
			if hits < 300 {
				t.Errorf("%s: only %d hits: this test looks at nothing", when, hits)
			}
		}
		check("as written")
		before := labelsOf(t, s)
		if _, _, err := desk.Rebuild(ctx, s, k); err != nil {
			t.Fatal(err)
		}
		check("folded again")
		if after := labelsOf(t, s); before != after {
			t.Errorf("folded again, other labels find objects:\n%s\nthen\n%s", before, after)
		}
		// A day that is corrected is found as corrected, by claims too.
		some, err := s.Items(ctx, clerk, record.KindIncidentRecorded, register.Page{Limit: 12})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range some {
			if it.Seat != amina.Seat {
				continue
			}
			if _, err := d.Do(ctx, amina, desk.Act{Body: &record.EntryCorrected{Of: it.Kind, Fields: []string{"from"}, Reason: "the day was wrong",
				Values: map[string]json.RawMessage{"from": json.RawMessage(fmt.Sprintf("%q", "2026-03-1"+fmt.Sprint(chance.IntN(9))))}}, Refs: []record.Ref{{Role: record.Target, ID: it.ID}}}); err != nil {
				t.Fatal(err)
			}
		}
		check("corrected")
	})
}

// incidentOf gives what a claim is about.
func incidentOf(it register.Item) record.ID {
	for _, r := range it.Refs {
		if r.Role == record.AboutObject {
			return r.ID
		}
	}
	return ""
}
