package app

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Every way of reading entries asks the viewer's rights itself, whoever calls it: what
// is asked for by id, by index, by what refers to it, by kind or by search gives what
// the viewer may read, all of that where it is one kind, and nothing else.
func TestEveryReadingAsksTheViewer(t *testing.T) {
	p := plant(t)
	var ids []record.ID
	kinds := map[record.Kind]bool{}
	for id, kind := range p.kinds {
		ids, kinds[kind] = append(ids, id), true
	}
	for _, seat := range everySeat {
		v := register.Viewer{Seats: []record.Seat{seat}}
		may := 0
		for _, id := range ids {
			if sees(seat, p.level[id]) {
				may++
			}
		}
		for name, read := range map[string]func(context.Context) ([]register.Item, error){
			"by ids": func(ctx context.Context) ([]register.Item, error) { return p.m.Store.Several(ctx, v, ids) },
			"by index": func(ctx context.Context) (all []register.Item, err error) {
				for _, id := range ids {
					if it, err := p.m.Store.ItemAt(ctx, v, p.places[id]); err == nil {
						all = append(all, it)
					}
				}
				return all, nil
			},
			"by id": func(ctx context.Context) (all []register.Item, err error) {
				for _, id := range ids {
					if it, err := p.m.Store.Item(ctx, v, id); err == nil {
						all = append(all, it)
					}
				}
				return all, nil
			},
			"by kind": func(ctx context.Context) (all []register.Item, err error) {
				for kind := range kinds {
					some, err := p.m.Store.Items(ctx, v, kind, register.Page{Limit: 1000})
					if err != nil {
						return nil, err
					}
					all = append(all, some...)
				}
				return all, nil
			},
			"by what refers to them": func(ctx context.Context) (all []register.Item, err error) {
				for _, role := range record.Roles {
					some, err := p.m.Store.LinkedTo(ctx, v, ids, role)
					if err != nil {
						return nil, err
					}
					all = append(all, some...)
				}
				return all, nil
			},
		} {
			all, err := read(t.Context())
			if err != nil {
				t.Fatalf("%s, for %s: %v", name, seat, err)
			}
			for _, it := range all {
				if level, ok := p.level[it.ID]; ok && !sees(seat, level) {
					t.Errorf("%s, %s is given a %s of %s", name, seat, it.Kind, level)
				}
			}
			if (name == "by ids" || name == "by index" || name == "by id") && len(all) != may {
				t.Errorf("%s, %s is given %d of %d", name, seat, len(all), may)
			}
		}
	}
}

// What new readers would be told of a place is shown before a release as they would
// be told it, and that it is less is said.
func TestSightIsCoarse(t *testing.T) {
	p := plant(t)
	at := slices.IndexFunc(p.objects["P3"], func(id record.ID) bool { return p.kinds[id] == record.KindIncidentRecorded })
	if at < 0 {
		t.Fatal("no incident is planted")
	}
	all, err := p.m.Sights(t.Context(), p.m.Secretariat(), string(p.objects["P3"][at]), &record.ReleaseProposed{Level: "P0"})
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	for _, s := range all {
		if slices.Contains(s.Seats, record.Public) && (bytes.Contains(s.Body, []byte("34.123457")) || !slices.Contains(s.Less, "place")) {
			t.Errorf("everyone would be told\n%s\nand it is said that less is told of %v", s.Body, s.Less)
		}
	}
}
