package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/publish"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Where something happened is told to everyone no more exactly than the charter
// lets, by whatever door: pages, API, receipts, the log's own files, exports.
// Those around the table are told as it was recorded.
func TestCoarseAtEveryDoor(t *testing.T) {
	p := plant(t)
	exactly := fmt.Sprint(spot)
	var paths []string
	for _, pattern := range web.Routes() {
		for _, path := range p.paths(pattern) {
			for _, id := range p.objects["P0"] {
				if strings.Contains(path, string(id)) || strings.HasSuffix(path, fmt.Sprintf("/%d", p.places[id])) || strings.HasSuffix(path, fmt.Sprintf("/%d/receipt", p.places[id])) {
					paths = append(paths, path)
				}
			}
			if !strings.ContainsAny(pattern, "{") {
				paths = append(paths, path)
			}
		}
	}
	paths = append(append(paths, p.apiReads()...), "/tlog/disclosed/000")
	for _, path := range paths {
		if _, b := p.ask(record.Public, "GET", path); holds(b, "Ɓ"+exactly) || bytes.Contains(b, []byte(exactly)) {
			t.Errorf("%s tells everyone where it was exactly", path)
		}
	}
	for _, c := range []struct {
		seats []record.Seat
		want  bool
	}{{nil, false}, {[]record.Seat{"zelmora"}, true}, {[]record.Seat{"secretariat"}, true}} {
		e, err := p.m.Export(t.Context(), register.Viewer{Seats: c.seats})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := publish.JSON(&out, e); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), exactly); got != c.want {
			t.Errorf("an export for %v tells where it was exactly: %v", c.seats, got)
		}
		for _, it := range e.Items {
			if it.Kind != record.KindIncidentRecorded || p.level[it.ID] != "P0" {
				continue
			}
			b := it.Body.(*record.IncidentRecorded)
			if coarse := slices.Contains(it.Coarse, "place"); coarse == c.want || c.want != (b.Place.Name != "") {
				t.Errorf("for %v the place is %+v, coarse %v", c.seats, b.Place, it.Coarse)
			}
		}
	}
}

// Everyone is told no count of cases from which a person could be made out; those
// around the table are told every count.
func TestSmallCells(t *testing.T) {
	p := plant(t)
	for _, c := range []struct {
		seat     record.Seat
		total    int
		withheld []string
	}{{record.Public, 0, []string{"all", "zelmora", "oruvia"}}, {"zelmora", 3, []string{}}, {"chair", 5, []string{}}} {
		_, b := p.ask(c.seat, "GET", api.Prefix+"/outcomes")
		var got api.Outcomes
		if err := json.Unmarshal(b[bytes.IndexByte(b, '{'):], &got); err != nil {
			t.Fatal(err)
		}
		if got.All.Cases != c.total || !slices.Equal(got.Withheld, c.withheld) {
			t.Errorf("%s is told of %d cases, and %v withheld", c.seat, got.All.Cases, got.Withheld)
		}
		// The pages tell as much: the list of cases, the chair's page and the report.
		for _, page := range []string{"/cases", "/chair", "/report"} {
			_, b := p.ask(c.seat, "GET", page)
			table, said := bytes.Contains(b, []byte(`class="totals"`)), bytes.Contains(b, []byte("Counts of fewer than 5 cases"))
			if said != (len(c.withheld) > 0) || table == slices.Contains(c.withheld, "all") {
				t.Errorf("%s for %s: counts are in a table: %v; it says that they are withheld: %v", page, c.seat, table, said)
			}
		}
	}
}
