package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	mrand "math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// queries measures what readers ask for most, of a register that is full: as its
// pages ask it, by a party that may read all of it and by everybody, who may
// read two thirds.
func queries(ctx context.Context, b *bench) error {
	k, err := keys.Create(filepath.Join(b.dir, "query-keys"), rand.Reader, origin)
	if err != nil {
		return err
	}
	w, err := newWorld(k, b.incidents*round/14)
	if err != nil {
		return err
	}
	if strings.Contains(b.databases, "sqlite") {
		s, err := filled(ctx, b, w)
		if err != nil {
			return err
		}
		if err := errors.Join(asks(ctx, b, s, w, "SQLite", used), s.Close()); err != nil {
			return err
		}
	}
	if !strings.Contains(b.databases, "postgres") {
		return nil
	}
	path := b.register
	if path == "" {
		path = filepath.Join(b.dir, "query")
	}
	server, err := testkit.PostgresKept(path + ".postgres")
	if err != nil {
		return nil // said by another section
	}
	defer server.Stop()
	s, err := filledPostgres(ctx, b, w, server)
	if err != nil {
		return err
	}
	both := func() time.Duration { return used() + usedBelow(server.Process) }
	return errors.Join(asks(ctx, b, s, w, "PostgreSQL", both), s.Close())
}

// shown is the store as the pages read it.
type shown struct {
	web.Views // what the pages that are measured do not ask for
	store     *store.Store
	standing  casework.Mechanism
	charter   *charter.Charter
}

func (s shown) Mechanism(context.Context) (web.Mechanism, error) {
	return web.Mechanism{Name: map[string]string{"en": "Bench"}, Charter: web.Charter{
		Sides:     []web.Side{{ID: "qarn", Name: map[string]string{"en": "Qarn"}, Party: true}, {ID: "tal", Name: map[string]string{"en": "Tal"}, Party: true}},
		Crossings: []web.Crossing{{ID: "bridge", Name: map[string]string{"en": "Tal Bridge"}}}}}, nil
}

func (s shown) Items(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error) {
	return s.store.Items(ctx, v, kind, p)
}
func (s shown) Readership(ctx context.Context, v register.Viewer, n int) ([]register.Readership, error) {
	return s.store.Readership(ctx, v, n)
}
func (s shown) Count(ctx context.Context, v register.Viewer, kind record.Kind, from, to int64) (int, error) {
	return s.store.Count(ctx, v, kind, from, to)
}
func (s shown) Among(ctx context.Context, v register.Viewer, p register.Page, so func([]record.Seat) bool) ([]register.Item, error) {
	return s.store.Among(ctx, v, p, so)
}
func (s shown) Standing(context.Context) (casework.Mechanism, error) { return s.standing, nil }
func (s shown) Survey(v register.Viewer) survey.Reader {
	return survey.Reader{Views: s.store, Who: v, Charter: s.charter}
}
func (s shown) Find(ctx context.Context, v register.Viewer, q register.Query) ([]register.Found, error) {
	return s.store.Find(ctx, v, q)
}
func (s shown) Item(ctx context.Context, v register.Viewer, id record.ID) (register.Item, error) {
	return s.store.Item(ctx, v, id)
}
func (s shown) Several(ctx context.Context, v register.Viewer, ids []record.ID) ([]register.Item, error) {
	return s.store.Several(ctx, v, ids)
}
func (s shown) ItemAt(ctx context.Context, v register.Viewer, index int64) (register.Item, error) {
	return s.store.ItemAt(ctx, v, index)
}
func (s shown) Linked(ctx context.Context, v register.Viewer, id record.ID, role record.Role) ([]register.Item, error) {
	return s.store.Linked(ctx, v, id, role)
}
func (s shown) LinkedTo(ctx context.Context, v register.Viewer, ids []record.ID, role record.Role) ([]register.Item, error) {
	return s.store.LinkedTo(ctx, v, ids, role)
}
func (s shown) Entries(ctx context.Context, v register.Viewer, p register.Page) ([]register.Item, error) {
	return s.store.Entries(ctx, v, p)
}

// Logged gives the time that an entry states: the register is filled without a log.
func (s shown) Logged(ctx context.Context, v register.Viewer, id record.ID) (time.Time, error) {
	it, err := s.store.Item(ctx, v, id)
	return worldTime(it.Index), err
}

func (s shown) Trust(context.Context) ([]byte, error) { return nil, nil }
func (s shown) Reading(context.Context, register.Viewer, record.ID) (json.RawMessage, error) {
	return nil, nil // nothing is kept of how a source was read
}
func (s shown) SourceBytes(context.Context, register.Viewer, record.ID) ([]byte, error) {
	return nil, fault.New(fault.NotFound, "the bench keeps no files")
}
func (s shown) Refused(context.Context, register.Viewer) ([]web.DoorCount, error) { return nil, nil }

// benchStanding is the mechanism of which the pages are.
func benchStanding() casework.Mechanism {
	return casework.Found("c", &record.Constitution{Mode: "running", Parties: worldParties[:], Seats: []record.SeatRule{{ID: "chair", Role: "chair"},
		{ID: "party-qarn", Role: "party", Of: "qarn"}, {ID: "party-tal", Role: "party", Of: "tal"}}}, time.Now())
}

// asks asks a register that is full; used tells how long processors have worked on it.
func asks(ctx context.Context, b *bench, s *store.Whole, w *world, name string, used func() time.Duration) error {
	viewers := []register.Viewer{{Seats: []record.Seat{"party-qarn"}}, {Seats: []record.Seat{"party-tal"}}}
	chance := mrand.New(mrand.NewPCG(1, 2))
	viewer := func() register.Viewer { return viewers[chance.IntN(len(viewers))] }
	var reader register.Viewer
	whole := shown{nil, s.Store, benchStanding(), &charter.Charter{TimeZones: []string{"UTC"}, Parties: []charter.Party{{ID: "qarn"}, {ID: "tal"}}}}
	pages := web.New(web.Config{Views: whole, Log: slog.New(slog.DiscardHandler),
		Identify: func(*http.Request) web.Identity {
			return web.Identity{Viewer: reader, Person: desk.Person{Seat: reader.Seats[0]}}
		}})
	page := func(path string) error {
		reader = viewer()
		answer := httptest.NewRecorder()
		pages.ServeHTTP(answer, httptest.NewRequestWithContext(ctx, http.MethodGet, "http://localhost"+path, nil))
		if answer.Code != http.StatusOK {
			text, _ := io.ReadAll(answer.Body)
			return fmt.Errorf("%s was answered %d: %.300s", path, answer.Code, text)
		}
		return nil
	}
	find := func(q register.Query) error {
		q.Limit = 40
		_, err := s.Find(ctx, viewer(), q)
		return err
	}
	incidents := []record.Kind{record.KindIncidentRecorded}
	day := func() string {
		return time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, chance.IntN(2500)).Format(time.DateOnly)
	}
	place := func() string { return register.Label(register.ByPlace, fmt.Sprintf("Hadrel %d", uneven(chance, 2000))) }
	side := func() string { return register.Label(register.BySide, worldParties[chance.IntN(2)]) }
	kind := func() string { return register.Label(register.ByType, incidentTypes[chance.IntN(len(incidentTypes))]) }
	word := func(list []string) []string { return lang.Words(list[chance.IntN(len(list))])[:1] }
	// Counts before and after a day are worked out of every incident of the days, and
	// refused where those are too many.
	counts := b.incidents <= 200_000
	for _, q := range []struct {
		what string
		ask  func() error
	}{
		{"page of the state of play", func() error { return page("/") }},
		{"page of incidents", func() error { return page("/incidents") }},
		{"page of the timeline", func() error { return page("/timeline") }},
		{"page of the map", func() error { return page("/map") }},
		{"page of cases, with totals", func() error { return page("/cases") }},
		{"page of the chair", func() error { return page("/chair") }},
		{"page of a headquarters", func() error { return page("/parties/qarn") }},
		{"page of a capital", func() error { return page("/guarantors") }},
		{"report on a week", func() error { return page("/report?to=" + worldTime(w.size/2).Format(time.DateOnly)) }},
		{"page of conduct", func() error { return page("/conduct") }},
		{"page of charts", func() error { return page("/charts") }},
		{"page of before and after, half a year", func() error { return page("/assessment?from=2020-01-01&to=2020-06-30&at=2020-04-01") }},
		{"page of undertakings", func() error { return page("/undertakings") }},
		{"page of what changed", func() error { return page("/changes") }},
		{"page of an incident", func() error { return page("/incidents/" + string(idOf(w.size/round/6*3*round+3+chance.Int64N(14)))) }},
		{"page of a search, one word", func() error { return page("/search?q=" + word(vocabulary[0])[0]) }},
		{"page of entries", func() error { return page("/log") }},
		{"incidents of a party", func() error { return find(register.Query{Kinds: incidents, Labels: []string{side()}}) }},
		{"incidents at a place", func() error { return find(register.Query{Kinds: incidents, Labels: []string{place()}}) }},
		{"incidents of a type from a day on", func() error { return find(register.Query{Kinds: incidents, Labels: []string{kind()}, From: day()}) }},
		{"incidents of a party, type and place", func() error { return find(register.Query{Kinds: incidents, Labels: []string{side(), kind(), place()}}) }},
		{"incidents until a day", func() error { return find(register.Query{Kinds: incidents, To: day()}) }},
		{"two words in Latin script", func() error {
			return find(register.Query{Kinds: incidents, Words: [][]string{word(vocabulary[0]), word(vocabulary[0])}})
		}},
		{"two words in Arabic script", func() error {
			list := vocabulary[1+chance.IntN(2)]
			return find(register.Query{Kinds: incidents, Words: [][]string{word(list), word(list)}})
		}},
		{"a word at a place", func() error {
			return find(register.Query{Kinds: incidents, Words: [][]string{word(vocabulary[0])}, Labels: []string{place()}})
		}},
		{"what refers to an incident", func() error {
			_, err := s.Linked(ctx, viewer(), idOf(w.size/round*round/2+3+chance.Int64N(14)), record.AboutObject)
			return err
		}},
		{"open cases, by day", func() error {
			return find(register.Query{Kinds: []record.Kind{record.KindAllegationMade}, Labels: []string{register.Label(register.ByState, "received")}})
		}},
		{"a page of an export", func() error {
			_, err := s.After(ctx, viewer(), chance.Int64N(w.size), 100)
			return err
		}},
	} {
		if !strings.Contains(q.what, b.only) || !counts && strings.HasPrefix(q.what, "page of before and after") {
			continue
		}
		if err := q.ask(); err != nil { // the first has pages to read that stay in memory
			return fmt.Errorf("%s: %w", q.what, err)
		}
		var took, cpu []time.Duration
		for begin := time.Now(); time.Since(begin) < b.span || len(took) < 100; {
			at, before := time.Now(), used()
			if err := q.ask(); err != nil {
				return fmt.Errorf("%s: %w", q.what, err)
			}
			took, cpu = append(took, time.Since(at)), append(cpu, used()-before)
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
		var sum, worked time.Duration
		for i, t := range took {
			sum, worked = sum+t, worked+cpu[i]
		}
		r := row{what: q.what + ", " + name, rate: float64(len(took)) / sum.Seconds(), unit: "a second", notes: thousands(float64(b.incidents)) + " incidents"}
		r.p50, r.p99 = quantiles(took)
		r.cpu = worked / time.Duration(len(cpu))
		_, most := quantiles(cpu)
		r.notes += fmt.Sprintf("; p99 of the processor's time %s ms", milliseconds(most))
		b.add(r)
	}
	return nil
}
