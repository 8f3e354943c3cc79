package web

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// fieldPath is the page for who reports from a place: what they were asked to look
// at, where it is, and the form of their report.
const fieldPath = "/field"

// fieldView is that page.
type fieldView struct {
	Tasks    []task
	TasksCut bool // older tasks were not looked at
	Map      sketch
	Form     url.Values // what is filled in
	Key      string     // of the report, drawn for the form
	Levels   []Level    // who a report can be for
	Said     string     // what is wrong with the form
	Files    bool       // files came with a form that was not taken: they have to be chosen again
	Sent     *sent
	Own      []ownReport // what was sent before
	Name     string      // by whom; "" where only the seat is known
}

// How many tasks are read at a time to find a seat's, how many times at most, and how
// many of its own are enough.
const (
	tasksRead   = 200
	tasksPages  = 20
	tasksEnough = 100
)

// tasksOf gives what a seat was asked to look into in cases that are not closed,
// newest first; cut says that older tasks were not looked at.
func (g *gather) tasksOf(seat record.Seat, now time.Time) (all []task, cut bool, err error) {
	before := int64(0)
	for range tasksPages {
		items, err := g.views.Items(g.ctx, g.who, record.KindTaskGiven, register.Page{Before: before, Limit: tasksRead})
		if err != nil {
			return nil, false, err
		}
		some, err := g.tasksAmong(items, seat, now)
		if err != nil {
			return nil, false, err
		}
		all = append(all, some...)
		if len(items) < tasksRead || items[len(items)-1].Index == 0 {
			return all, false, nil
		}
		if len(all) >= tasksEnough {
			break
		}
		before = items[len(items)-1].Index
	}
	return all, true, nil
}

// tasksAmong gives those of some tasks that are a seat's, in cases that are not closed.
func (g *gather) tasksAmong(items []register.Item, seat record.Seat, now time.Time) (all []task, err error) {
	var ids []record.ID
	for _, it := range items {
		if b, ok := it.Body.(*record.TaskGiven); ok && b.To == seat {
			all = append(all, task{It: it, B: b})
			ids = append(ids, first(it, record.InCase))
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	cases, err := g.dossiers(ids, now)
	if err != nil {
		return nil, err
	}
	of := map[record.ID]dossier{}
	for _, d := range cases {
		of[d.ID] = d
	}
	for i := range all {
		all[i].D = of[first(all[i].It, record.InCase)]
	}
	return slices.DeleteFunc(all, func(t task) bool { return t.D.ID == "" || t.D.S.Closed() }), nil
}

// sent is a report that stands.
type sent struct {
	Index   string
	Key     string
	Again   bool // it had come before
	Differs bool // it had come before with other words
}

// task is something that the reader's seat was asked to look into.
type task struct {
	D  dossier
	It register.Item
	B  *record.TaskGiven
}

// reports reports whether the reader's seat may hand in what the desk attests for
// it. Parties and guarantors speak under their own keys.
func (v *view) reports() bool {
	role := v.Who.Role()
	row, ok := access.Of(record.KindIncidentRecorded)
	return ok && v.Who.Person.Seat != "" && slices.Contains(row.Make, role) && role != access.Party && role != access.Guarantor
}

// field shows the page, with a new form.
func (s *site) field(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if s.Desk == nil || !v.reports() {
		return errNotReporting
	}
	f := fieldView{Form: url.Values{}, Key: reportKey()}
	if id := r.URL.Query().Get("case"); id != "" {
		f.Form.Set("case", id)
	}
	if q := r.URL.Query(); q.Get("sent") != "" {
		f.Sent = &sent{Index: q.Get("sent"), Key: q.Get("key"), Again: q.Get("again") != "", Differs: q.Get("differs") != ""}
	}
	return s.showField(w, r, v, http.StatusOK, f)
}

func (s *site) showField(w http.ResponseWriter, r *http.Request, v *view, status int, f fieldView) error {
	g := s.gather(r, v)
	var err error
	if f.Tasks, f.TasksCut, err = g.tasksOf(v.Who.Person.Seat, s.Now().UTC()); err != nil {
		return err
	}
	var about []thing[*record.IncidentRecorded]
	for _, d := range taskCases(f.Tasks) {
		found, err := referred[*record.IncidentRecorded](g, d.Item, record.AboutObject)
		if err != nil {
			return err
		}
		about = append(about, found...)
	}
	f.Map = project(fieldSpots(v, about))
	if err := s.lines(v, &f.Map); err != nil {
		return err
	}
	f.Levels = v.M.Charter.closed()
	f.Name = reporter(r, v)
	if f.Own, err = g.ownReports(v.Who.Person.Seat, f.Name); err != nil {
		return err
	}
	v.Title = v.T("report.field")
	return s.draw(w, r, status, fieldPage(v, f))
}

// fieldSpots are the places that a report can name by name, and those of what the
// tasks are about.
func fieldSpots(v *view, about []thing[*record.IncidentRecorded]) []spot {
	var all []spot
	for _, x := range v.M.Charter.Crossings {
		if x.At != (Point{}) {
			all = append(all, spot{Name: v.Name(x.Name), Point: x.At, Precision: x.Precision, Status: "unknown", Crossing: x.ID})
		}
	}
	for _, t := range about {
		p := t.B.Place
		if p.Lat != nil && p.Lon != nil {
			all = append(all, spot{Name: v.PlaceName(p.Name), Point: Point{*p.Lat, *p.Lon}, Precision: p.Precision, Incidents: []thing[*record.IncidentRecorded]{t}})
		}
	}
	return all
}

// reportKey draws what a report is known by.
func reportKey() string {
	var b [16]byte
	rand.Read(b[:]) //nolint:errcheck // it never fails
	return hex.EncodeToString(b[:])
}

// today gives the day on which the form was opened, as its latest day.
func (s *site) today() string { return s.Now().UTC().Format(time.DateOnly) }
