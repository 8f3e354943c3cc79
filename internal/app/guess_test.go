package app

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// rolesAt is who comes in at a door, from the table of rights: the drafts are
// the secretariat's; acts are for whoever has a seat; a look through another's
// eyes is for those who decide on a release, and not for observers or handlers.
var rolesAt = map[access.Door]string{
	access.Record:  "party guarantor mediator chair secretariat monitor legal observer handler depositary public",
	access.Seat:    "party guarantor mediator chair secretariat monitor legal observer handler depositary public",
	access.Desk:    "secretariat",
	access.Acts:    "party guarantor mediator chair secretariat monitor legal observer handler depositary",
	access.Preview: "party guarantor mediator chair secretariat monitor legal",
	access.Machine: "",
}

// anyKind says that a page shows whichever entry its {id} names, ofCharter that the
// {id} is of the charter or of this machine, and no entry's.
const anyKind, ofCharter = record.Kind("any"), record.Kind("charter")

// pageOf is the kind that a page with an {id} shows. One with an {id} and no line
// here fails.
var pageOf = map[string]record.Kind{
	"GET /undertakings/{id}": record.KindUndertakingRecorded, "GET /incidents/{id}": record.KindIncidentRecorded,
	"GET /statements/{id}": record.KindStatementRecorded, "GET /talks/{id}": record.KindTalksRecorded,
	"GET /agreements/{id}": record.KindInstrumentRecorded, "GET /sources/{id}": record.KindSourceFiled, "GET /sources/{id}/file": record.KindSourceFiled,
	"GET /clauses/{id}": record.KindClauseRecorded, "GET /cases/{id}": record.KindAllegationMade,
	"GET /cases/{id}/do/{kind}": record.KindAllegationMade, "POST /cases/{id}/do/{kind}": record.KindAllegationMade,
	"GET /release/{id}": anyKind, "POST /release/{id}": anyKind, "GET /entry/{id}": anyKind,
	"GET /crossings/{id}": ofCharter, "GET /at/{id}": ofCharter, "GET /signin/provider/{id}": ofCharter,
}

// shows reports whether a page's {id} or {index} can be that of an entry of a kind.
func shows(pattern string, kind record.Kind) bool {
	return strings.Contains(pattern, "{index}") || pageOf[pattern] == anyKind || pageOf[pattern] == kind
}

// TestEveryRouteEveryRoleEveryLevel: every page, generated from the table of
// doors, is tried by every role with objects of every level. At a closed door
// the answer is 403, whatever is behind it; what a reader may not know of is not
// there.
func TestEveryRouteEveryRoleEveryLevel(t *testing.T) {
	p := plant(t)
	tried := 0
	for _, pattern := range web.Routes() {
		d, ok := web.DoorOf(pattern)
		want, known := rolesAt[d]
		if !ok || !known {
			t.Errorf("%s stands behind the door %q, of which this test knows nothing", pattern, d)
			continue
		}
		method, path, _ := strings.Cut(pattern, " ")
		if path == "" {
			method, path = "GET", method
		}
		for _, seat := range everySeat {
			role := access.Everyone
			if s, ok := p.m.Founding.Charter.Seat(seat); ok {
				role = s.Role
			}
			in := strings.Contains(" "+want+" ", " "+role+" ")
			if in != access.Enters(d, role) {
				t.Errorf("the door %s for a %s: %v", d, role, !in)
			}
			if !in {
				for _, made := range []string{p.waiting, "ffffffff"} {
					one := strings.NewReplacer("{document}", made, "{draft}", made+"-s1").Replace(path)
					if status, _ := p.ask(seat, method, one); status != http.StatusForbidden {
						t.Errorf("%s %s, for %s: %d, and the door is closed", method, one, seat, status)
					}
					tried++
				}
				continue
			}
			if strings.Contains(path, "{id}") && pageOf[pattern] == "" {
				t.Errorf("%s shows what an {id} names: say in pageOf of which kind that is", pattern)
			}
			for level, ids := range p.objects {
				for _, id := range ids {
					one := strings.NewReplacer("{id}", string(id), "{index}", fmt.Sprint(p.places[id]), "{kind}", "information_requested").Replace(path)
					if one == path || !shows(pattern, p.kinds[id]) || !p.sampled() {
						continue
					}
					status, b := p.ask(seat, method, one)
					if sees(seat, level) != (status != http.StatusNotFound) || status >= 500 || method == "GET" && sees(seat, level) && status >= 400 {
						t.Errorf("%s %s, a %s of %s, for %s: %d %.300s", method, one, p.kinds[id], level, seat, status, b)
					}
					tried++
				}
			}
		}
	}
	for _, op := range p.operations() {
		d, ok := api.DoorOf(op.id)
		want, known := rolesAt[d]
		if !ok || !known {
			t.Errorf("%s of the API stands behind the door %q, of which this test knows nothing", op.id, d)
			continue
		}
		for _, seat := range everySeat {
			role := access.Everyone
			if s, ok := p.m.Founding.Charter.Seat(seat); ok {
				role = s.Role
			}
			if !strings.Contains(" "+want+" ", " "+role+" ") {
				if status, _ := p.ask(seat, op.method, strings.ReplaceAll(op.path, "{kind}", "allegation_made")); status != http.StatusForbidden {
					t.Errorf("%s of the API, for %s: %d, and the door is closed", op.id, seat, status)
				}
				tried++
				continue
			}
			for level, ids := range p.objects {
				for _, id := range ids {
					one := strings.NewReplacer("{id}", string(id), "{role}", "about", "{other}", string(id)).Replace(op.path)
					if one == op.path || op.id == "promise" && p.kinds[id] != record.KindUndertakingRecorded || op.id == "incident" && p.kinds[id] != record.KindIncidentRecorded || !p.sampled() {
						continue
					}
					status, b := p.ask(seat, op.method, one)
					there := status != http.StatusNotFound
					if op.id == "linked" { // of what is not the reader's, as of what is not there, nothing
						there = sees(seat, level) || status != http.StatusOK || !bytes.Contains(b, []byte(`{"entries":[],`))
					}
					if sees(seat, level) != there || status >= 500 {
						t.Errorf("%s of the API, %s of %s, for %s: %d %.300s", op.id, p.kinds[id], level, seat, status, b)
					}
					tried++
				}
			}
		}
	}
	t.Logf("%d requests", tried)
}

// counted counts what is asked of the database's read models.
type counted struct {
	storeViews
	n *atomic.Int64
}

func (c counted) Items(ctx context.Context, v register.Viewer, k record.Kind, p register.Page) ([]register.Item, error) {
	c.n.Add(1)
	return c.storeViews.Items(ctx, v, k, p)
}

func (c counted) Item(ctx context.Context, v register.Viewer, id record.ID) (register.Item, error) {
	c.n.Add(1)
	return c.storeViews.Item(ctx, v, id)
}

func (c counted) ItemAt(ctx context.Context, v register.Viewer, n int64) (register.Item, error) {
	c.n.Add(1)
	return c.storeViews.ItemAt(ctx, v, n)
}

func (c counted) Linked(ctx context.Context, v register.Viewer, id record.ID, r record.Role) ([]register.Item, error) {
	c.n.Add(1)
	return c.storeViews.Linked(ctx, v, id, r)
}

func (c counted) LinkedTo(ctx context.Context, v register.Viewer, ids []record.ID, r record.Role) ([]register.Item, error) {
	c.n.Add(1)
	return c.storeViews.LinkedTo(ctx, v, ids, r)
}

func (c counted) Entries(ctx context.Context, v register.Viewer, p register.Page) ([]register.Item, error) {
	c.n.Add(1)
	return c.storeViews.Entries(ctx, v, p)
}

// TestGuessing: what is not there and what is not the reader's take the same number
// of queries and give the same bytes, headers among them, in pages, files, receipts
// and the API. The times of both are in `make bench`.
func TestGuessing(t *testing.T) {
	p := plant(t)
	var n atomic.Int64
	pages := p.m.identified(web.New(web.Config{Views: views{p.m, counted{p.m.Store, &n}}, Desk: writes{p.m}, SignIn: signIn{p.m},
		Identify: func(r *http.Request) web.Identity { return session.From(r.Context()) }}))
	whole := p.h
	p.h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, api.Prefix) {
			whole.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
	const missing, nowhere = "ffffffffffffffffffffffffffffffff", "999"
	guesses := 0
	for _, pattern := range append(web.Routes(), "GET "+api.Prefix+"/objects/{id}", "GET "+api.Prefix+"/objects/{id}/linked/about",
		"GET "+api.Prefix+"/objects/{id}/difference/"+missing) {
		_, path, _ := strings.Cut(pattern, " ")
		if !strings.Contains(path, "{id}") && !strings.Contains(path, "{index}") || strings.Contains(path, "provider") || !strings.HasPrefix(pattern, "GET ") {
			continue
		}
		for _, seat := range everySeat {
			for level, ids := range p.objects {
				if sees(seat, level) {
					continue
				}
				tried := map[record.Kind]bool{}
				for _, id := range ids {
					if tried[p.kinds[id]] || !p.sampled() {
						continue
					}
					tried[p.kinds[id]] = true
					place := fmt.Sprintf("%03d", p.places[id])
					if p.places[id] > 998 {
						continue
					}
					at := func(id, index string) (int64, string) {
						before := n.Load()
						_, b := p.ask(seat, "GET", strings.NewReplacer("{id}", id, "{index}", index).Replace(path))
						text := strings.ReplaceAll(string(b), id, "ID")
						for _, form := range []string{"log/%s", "log%%2F%s", "entry %s", "&#34;%s&#34;"} {
							text = strings.ReplaceAll(text, fmt.Sprintf(form, strings.TrimLeft(index, "0")), fmt.Sprintf(form, "N"))
							text = strings.ReplaceAll(text, fmt.Sprintf(form, index), fmt.Sprintf(form, "N"))
						}
						return n.Load() - before, text
					}
					asksThere, there := at(string(id), place)
					asksNot, not := at(missing, nowhere)
					if there != not {
						t.Errorf("%s of a %s of %s, for %s, is told apart from nothing:\n%s\n--- and for nothing\n%s", pattern, p.kinds[id], level, seat, differ(there, not), differ(not, there))
					}
					if asksThere != asksNot {
						t.Errorf("%s of a %s of %s, for %s, takes %d queries, and nothing takes %d", pattern, p.kinds[id], level, seat, asksThere, asksNot)
					}
					guesses++
				}
			}
		}
	}
	if guesses < 200 {
		t.Errorf("only %d guesses were made", guesses)
	}
	t.Logf("%d guesses", guesses)
}

// differ gives the first line of one that is not in the other.
func differ(one, other string) string {
	lines := strings.Split(other, "\n")
	for i, l := range strings.Split(one, "\n") {
		if i >= len(lines) || lines[i] != l {
			return l
		}
	}
	return ""
}

// TestPreviewShowsNoMore: looking as another would gives what both may read, on
// pages and in the API, and nothing can be decided meanwhile.
func TestPreviewShowsNoMore(t *testing.T) {
	p := plant(t)
	as := func(seat record.Seat) func(*http.Request) {
		return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "preview", Value: string(seat)}) }
	}
	for _, who := range everySeat {
		for _, other := range everySeat {
			role := access.Everyone
			if s, ok := p.m.Founding.Charter.Seat(who); ok {
				role = s.Role
			}
			previews := access.Enters(access.Preview, role)
			_, page := p.ask(who, "GET", "/statements", as(other))
			_, list := p.ask(who, "GET", api.Prefix+"/objects?kind=statement_recorded&limit=1000&for="+string(other))
			for level := range readers {
				want := sees(who, level) && (!previews || sees(other, level))
				if got := holds(page, canary(level)); got != want {
					t.Errorf("%s looking as %s sees what is %s: %v", who, other, level, got)
				}
				may := previews || who == other || other == record.Public
				if got := holds(list, canary(level)); got != (may && sees(who, level) && sees(other, level)) {
					t.Errorf("the API for %s as %s gives what is %s: %v", who, other, level, got)
				}
			}
			if status, _ := p.ask(who, "GET", "/desk", as(other)); previews && status != http.StatusForbidden {
				t.Errorf("%s looking as %s is at the desk: %d", who, other, status)
			}
		}
	}
	w := httptest.NewRecorder()
	session.SetPreview(w, httptest.NewRequest("POST", "/preview", nil), "zelmora")
	if c := w.Result().Cookies(); len(c) != 1 || !c[0].HttpOnly || c[0].Secure || c[0].SameSite != http.SameSiteStrictMode {
		t.Errorf("the cookie is %+v", c)
	}
}
