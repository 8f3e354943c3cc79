package main

import (
	"context"
	"crypto/rand"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// counted is the store as the pages read it, counting what they are given.
type counted struct {
	shown
	items *int
}

func (c counted) Items(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error) {
	all, err := c.shown.Items(ctx, v, kind, p)
	*c.items += len(all)
	return all, err
}
func (c counted) Find(ctx context.Context, v register.Viewer, q register.Query) ([]register.Found, error) {
	all, err := c.shown.Find(ctx, v, q)
	*c.items += len(all)
	return all, err
}
func (c counted) Several(ctx context.Context, v register.Viewer, ids []record.ID) ([]register.Item, error) {
	all, err := c.shown.Several(ctx, v, ids)
	*c.items += len(all)
	return all, err
}
func (c counted) Linked(ctx context.Context, v register.Viewer, id record.ID, role record.Role) ([]register.Item, error) {
	all, err := c.shown.Linked(ctx, v, id, role)
	*c.items += len(all)
	return all, err
}
func (c counted) LinkedTo(ctx context.Context, v register.Viewer, ids []record.ID, role record.Role) ([]register.Item, error) {
	all, err := c.shown.LinkedTo(ctx, v, ids, role)
	*c.items += len(all)
	return all, err
}
func (c counted) Entries(ctx context.Context, v register.Viewer, p register.Page) ([]register.Item, error) {
	all, err := c.shown.Entries(ctx, v, p)
	*c.items += len(all)
	return all, err
}

func (c counted) Survey(v register.Viewer) survey.Reader {
	return survey.Reader{Views: surveyed{c.store, c}, Who: v, Charter: c.charter}
}

// surveyed is the store as a survey reads it, counting what it is given. A glance
// counts for nothing: that is what it is for.
type surveyed struct {
	*store.Store
	counted
}

func (s surveyed) Items(ctx context.Context, v register.Viewer, kind record.Kind, p register.Page) ([]register.Item, error) {
	return s.counted.Items(ctx, v, kind, p)
}
func (s surveyed) Find(ctx context.Context, v register.Viewer, q register.Query) ([]register.Found, error) {
	return s.counted.Find(ctx, v, q)
}
func (s surveyed) Several(ctx context.Context, v register.Viewer, ids []record.ID) ([]register.Item, error) {
	return s.counted.Several(ctx, v, ids)
}
func (s surveyed) Linked(ctx context.Context, v register.Viewer, id record.ID, role record.Role) ([]register.Item, error) {
	return s.counted.Linked(ctx, v, id, role)
}
func (s surveyed) Item(ctx context.Context, v register.Viewer, id record.ID) (register.Item, error) {
	return s.store.Item(ctx, v, id)
}

// counting is a log that counts the entries that are read of it.
type counting struct {
	desk.Log
	read *int64
}

func (c counting) Rows(from, to int64) ([]desk.Row, error) {
	all, err := c.Log.Rows(from, to)
	*c.read += int64(len(all))
	return all, err
}

// of puts a log in place of the database's.
type of struct {
	desk.Reloader
	log desk.Log
}

func (o of) Reload(ctx context.Context, made func(desk.Log) iter.Seq2[desk.Made, error]) error {
	return o.Reloader.Reload(ctx, func(desk.Log) iter.Seq2[desk.Made, error] { return made(o.log) })
}

// opened gives an empty register.
func opened(t *testing.T) *store.Whole {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "full.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// What a rebuild reads is linear in the entries, and what a page reads of a register
// is the same however much there is.
func TestWork(t *testing.T) {
	k, err := keys.Create(filepath.Join(t.TempDir(), "keys"), rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{300, 600} {
		w, err := newWorld(k, size)
		if err != nil {
			t.Fatal(err)
		}
		var read int64
		if _, n, err := desk.Rebuild(t.Context(), of{opened(t), counting{w, &read}}, k); err != nil || n != size || read != 2*size {
			t.Fatalf("of %d entries %d were folded, and entries were read %d times: %v", size, n, read, err)
		}
	}
	const small, large = 6000, 12000
	items := map[string]map[int64]int{}
	for _, size := range []int64{small, large} {
		w, err := newWorld(k, size)
		if err != nil {
			t.Fatal(err)
		}
		s := opened(t)
		if err := s.Reload(t.Context(), func(desk.Log) iter.Seq2[desk.Made, error] { return w.made(s.Tellings()) }); err != nil {
			t.Fatal(err)
		}
		n := 0
		pages := web.New(web.Config{Views: counted{shown{store: s.Store, charter: &charter.Charter{TimeZones: []string{"UTC"}}, standing: benchStanding()}, &n}, Log: slog.New(slog.DiscardHandler),
			Identify: func(*http.Request) web.Identity {
				return web.Identity{Viewer: register.Viewer{Seats: []record.Seat{"party-qarn"}}, Person: desk.Person{Seat: "party-qarn"}}
			}})
		for _, path := range []string{"/", "/incidents", "/timeline", "/map", "/crossings", "/cases", "/cases/desk", "/chair", "/parties/qarn",
			"/guarantors", "/report?to=2023-11-16", "/search?q=the", "/search?q=bridge", "/log"} {
			n = 0
			answer := httptest.NewRecorder()
			pages.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+path, nil))
			if answer.Code != http.StatusOK || n == 0 {
				t.Fatalf("%s was answered %d, from %d objects", path, answer.Code, n)
			}
			if items[path] == nil {
				items[path] = map[int64]int{}
			}
			items[path][size] = n
		}
	}
	for path, n := range items {
		// Of a page that shows the latest, a few more or less stand in other documents.
		if n[large] > n[small]+n[small]/4 {
			t.Errorf("%s reads %d objects of %d entries, and %d of %d", path, n[small], small, n[large], large)
		}
	}
}
