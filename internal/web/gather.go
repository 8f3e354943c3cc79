package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// gather reads what one page shows, with the eyes of its reader, each source once.
type gather struct {
	views   Views
	ctx     context.Context
	who     register.Viewer
	sources map[record.ID]*filed
}

// filed is a source of the register.
type filed struct {
	ID record.ID
	*record.SourceFiled
}

// Called gives what a source is called: its title, else its file's name.
func (f *filed) Called() string {
	if f.Title != "" {
		return f.Title
	}
	return f.File
}

func (s *site) gather(r *http.Request, v *view) *gather {
	return &gather{s.Views, r.Context(), v.Who.Viewer, map[record.ID]*filed{}}
}

// first gives the first reference of a role, or "".
func first(it register.Item, role record.Role) record.ID {
	for _, r := range it.Refs {
		if r.Role == role {
			return r.ID
		}
	}
	return ""
}

// source gives the document that an object was read in; nil where there is none
// or this reader may not know of it.
func (g *gather) source(it register.Item) (*filed, error) {
	id := first(it, record.FromSource)
	if id == "" {
		return nil, nil
	}
	if f, ok := g.sources[id]; ok {
		return f, nil
	}
	src, err := g.views.Item(g.ctx, g.who, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	var f *filed
	if b, ok := src.Body.(*record.SourceFiled); ok && err == nil {
		f = &filed{id, b}
	}
	g.sources[id] = f
	return f, nil
}

// sourcesOf reads the documents that objects were read in, together.
func (g *gather) sourcesOf(items []register.Item) error {
	var ids []record.ID
	for _, it := range items {
		id := first(it, record.FromSource)
		if _, ok := g.sources[id]; !ok && id != "" {
			g.sources[id] = nil // unless this reader may know of it
			ids = append(ids, id)
		}
	}
	found, err := g.views.Several(g.ctx, g.who, ids)
	if err != nil {
		return err
	}
	for _, src := range found {
		if b, ok := src.Body.(*record.SourceFiled); ok {
			g.sources[src.ID] = &filed{src.ID, b}
		}
	}
	return nil
}

// find gives the objects that a query asks for, and whether there are more.
func (g *gather) find(q register.Query, n int) (items []register.Item, more bool, err error) {
	q.Limit = n + 1
	found, err := g.views.Find(g.ctx, g.who, q)
	if err != nil {
		return nil, false, err
	}
	more = len(found) > n
	for _, f := range found[:min(n, len(found))] {
		items = append(items, f.Item)
	}
	return items, more, nil
}

// thing is an object with its body and the source it was read in.
type thing[B record.Body] struct {
	register.Item
	B      B
	Source *filed
}

// things gives objects of one kind with their sources.
func things[B record.Body](g *gather, items []register.Item) ([]thing[B], error) {
	if err := g.sourcesOf(items); err != nil {
		return nil, err
	}
	var all []thing[B]
	for _, it := range items {
		b, ok := it.Body.(B)
		if !ok {
			continue
		}
		src, err := g.source(it)
		if err != nil {
			return nil, err
		}
		all = append(all, thing[B]{it, b, src})
	}
	return all, nil
}

// list gives the newest objects of a kind before an entry, at most n, and where
// the next page begins: 0 where there is none.
func list[B record.Body](g *gather, kind record.Kind, before int64, n int) (all []thing[B], next int64, err error) {
	items, err := g.views.Items(g.ctx, g.who, kind, register.Page{Before: before, Limit: n + 1})
	if err != nil {
		return nil, 0, err
	}
	if len(items) > n {
		items = items[:n]
		next = items[n-1].Index
	}
	all, err = things[B](g, items)
	return all, next, err
}

// one gives the object that an address names, if it is of the page's kind.
func one[B record.Body](g *gather, r *http.Request) (t thing[B], err error) {
	it, err := g.views.Item(g.ctx, g.who, record.ID(r.PathValue("id")))
	if err != nil {
		return t, err
	}
	b, ok := it.Body.(B)
	if !ok {
		return t, fault.New(fault.NotFound, "the entry %s is not of the kind that this page shows", it.ID)
	}
	src, err := g.source(it)
	return thing[B]{it, b, src}, err
}

// linked gives the objects of one kind that refer to an object.
func linked[B record.Body](g *gather, id record.ID, role record.Role) ([]thing[B], error) {
	items, err := g.views.Linked(g.ctx, g.who, id, role)
	if err != nil {
		return nil, err
	}
	return things[B](g, items)
}

// referred gives the objects of one kind that an object refers to in a role;
// what this reader may not know of is left out.
func referred[B record.Body](g *gather, it register.Item, role record.Role) ([]thing[B], error) {
	var items []register.Item
	for _, ref := range it.Refs {
		if ref.Role != role {
			continue
		}
		other, err := g.views.Item(g.ctx, g.who, ref.ID)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		items = append(items, other)
	}
	return things[B](g, items)
}

// pageSize is how many objects a list shows at a time.
const pageSize = 40

// before reads where a list's page begins.
func before(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// href gives the page of an object, or of its entry where it has none.
func href(it register.Item) string {
	id := "/" + string(it.ID)
	switch it.Kind {
	case record.KindUndertakingRecorded:
		return "/undertakings" + id
	case record.KindIncidentRecorded:
		return "/incidents" + id
	case record.KindStatementRecorded:
		return "/statements" + id
	case record.KindTalksRecorded:
		return "/talks" + id
	case record.KindInstrumentRecorded:
		return "/agreements" + id
	case record.KindClauseRecorded:
		return "/clauses" + id
	case record.KindAllegationMade:
		return "/cases" + id
	case record.KindSourceFiled:
		return "/sources" + id
	case record.KindClaimRecorded:
		if about := first(it, record.AboutObject); about != "" {
			return "/incidents/" + string(about) + "#c-" + string(it.ID)
		}
	}
	return "/log/" + strconv.FormatInt(it.Index, 10)
}

// maybe gives an object, or false where it is not there or this reader may not
// know of it.
func (g *gather) maybe(id record.ID) (register.Item, bool, error) {
	it, err := g.views.Item(g.ctx, g.who, id)
	if fault.Is(err, fault.NotFound) {
		return it, false, nil
	}
	return it, err == nil, err
}
