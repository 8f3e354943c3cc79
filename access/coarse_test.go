package access_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/record"
)

func coarseCharter() *charter.Charter {
	return &charter.Charter{
		Seats:  []charter.Seat{{ID: "north", Role: "party", Of: "n"}, {ID: "south", Role: "party", Of: "s"}, {ID: "monitors", Role: "monitor"}, {ID: "church", Role: "observer"}},
		Levels: charter.Levels{Default: "P1", P0: []record.Seat{record.Public}, P1: []record.Seat{"north", "south"}, P3: []record.Seat{"monitors"}},
		Coarsening: charter.Coarsening{Movement: []string{"movement"}, P0: charter.Grain{Place: 4, Days: 7, Delay: "3d"},
			P1: charter.Grain{Place: 3, Days: 1, Delay: "24h"}}}
}

func logged(at time.Time) func() (time.Time, error) {
	return func() (time.Time, error) { return at, nil }
}

// telling is how the holders of seats are told what an author recorded.
func telling(seats []record.Seat, author record.Seat) access.Telling {
	if slices.Contains(seats, author) {
		return access.AsRecorded
	}
	return access.TellingOf(coarseCharter(), seats)
}

func degrees(f float64) *float64 { return &f }

// Who is told a place how exactly: a charter's rule for everyone, another for those
// around the table, none for the mechanism's own staff and for who said it.
func TestCoarsePlaces(t *testing.T) {
	at := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		seats []record.Seat
		want  record.Place
		from  string
		field []string
	}{
		{"everyone", nil, record.Place{Country: "AFG", Lat: degrees(35), Lon: degrees(70), Precision: 4}, "2026-04-30", []string{"from", "machine", "place", "to"}},
		{"an observer outside every level", []record.Seat{"church"}, record.Place{Country: "AFG", Lat: degrees(35), Lon: degrees(70), Precision: 4}, "2026-04-30", []string{"from", "machine", "place", "to"}},
		{"the other party", []record.Seat{"south"}, record.Place{Country: "AFG", Lat: degrees(34.5), Lon: degrees(70.5), Precision: 3}, "2026-05-04", []string{"machine", "place"}},
		{"staff", []record.Seat{"monitors"}, record.Place{Name: "Tal", Country: "AFG", Lat: degrees(34.6), Lon: degrees(70.4), Precision: 1}, "2026-05-04", nil},
		{"who said it", []record.Seat{"north"}, record.Place{Name: "Tal", Country: "AFG", Lat: degrees(34.6), Lon: degrees(70.4), Precision: 1}, "2026-05-04", nil},
	} {
		b := &record.IncidentRecorded{Type: "Armed clash", From: "2026-05-04", To: "2026-05-04",
			Place: record.Place{Name: "Tal", Country: "AFG", Lat: degrees(34.6), Lon: degrees(70.4), Precision: 1}}
		b.Machine = []byte(`{"place":"Tal"}`)
		got, err := access.Coarsen(coarseCharter(), telling(c.seats, "north"), c.seats, b, logged(at), at.AddDate(1, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		if diff := cmp.Diff(c.want, b.Place); diff != "" || b.From != c.from || !slices.Equal(got, c.field) {
			t.Errorf("%s: from %s, coarse %v: %s", c.name, b.From, got, diff)
		}
		if c.field != nil && b.Machine != nil {
			t.Errorf("%s: the draft says the place again", c.name)
		}
	}
}

// What shows forces or monitors where they are is told late, and to nobody but its
// author, staff and those asked for access before; then as everything else.
func TestMovementsAreToldLate(t *testing.T) {
	at := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	task := func() record.Body { return &record.TaskGiven{To: "monitors", Method: "site_visit", What: "Go to Tal."} }
	visit := func() record.Body {
		return &record.AccessRequested{Of: "n", Until: "2026-05-02T00:00:00Z", Where: record.Place{Name: "Tal"}, Purpose: "Look."}
	}
	column := func() record.Body {
		return &record.IncidentRecorded{Type: "Non-violent transfer", Category: "movement", From: "2026-05-01"}
	}
	clash := func() record.Body {
		return &record.IncidentRecorded{Type: "Armed clash", Category: "fighting", From: "2026-05-01"}
	}
	notice := func() record.Body {
		return &record.NoticeGiven{What: "convoy", From: "2026-05-02T06:00:00Z", Until: "2026-05-02T18:00:00Z", Where: record.Place{Name: "Tal"}, Text: "Lorries."}
	}
	for _, c := range []struct {
		name  string
		body  func() record.Body
		seats []record.Seat
		late  time.Duration
	}{
		{"a task, to a party", task, []record.Seat{"south"}, 24 * time.Hour},
		{"a task, to everyone", task, nil, 72 * time.Hour},
		{"a task, to staff", task, []record.Seat{"monitors"}, 0},
		{"a visit, to whom it is asked of", visit, []record.Seat{"north"}, 0},
		{"a visit, to the other side", visit, []record.Seat{"south"}, 24 * time.Hour},
		{"a movement, to everyone", column, nil, 72 * time.Hour},
		{"a clash, to everyone", clash, nil, 0},
		{"a notice, to everyone", notice, nil, 72 * time.Hour},
		{"a notice, to the other side", notice, []record.Seat{"south"}, 0},
	} {
		for _, after := range []time.Duration{0, 23 * time.Hour, 25 * time.Hour, 71 * time.Hour, 73 * time.Hour} {
			body := c.body()
			if _, err := access.Coarsen(coarseCharter(), telling(c.seats, "desk"), c.seats, body, logged(at), at.Add(after)); err != nil {
				t.Fatal(err)
			}
			closed := false
			switch b := body.(type) {
			case *record.TaskGiven:
				closed = b.What == ""
			case *record.AccessRequested:
				closed = b.Purpose == ""
			case *record.NoticeGiven:
				closed = b.Text == ""
			case *record.IncidentRecorded:
				closed = b.From == ""
			}
			if want := after < c.late; closed != want {
				t.Errorf("%s, after %s: closed %v", c.name, after, closed)
			}
		}
	}
}

// A charter that says nothing still protects; small counts are for those around
// the table.
func TestCoarseningByDefault(t *testing.T) {
	c := coarseCharter()
	c.Coarsening = charter.Coarsening{}
	if g := access.GrainOf(c, access.TellingOf(c, nil)); g.Place != 3 || g.Delay != "72h" {
		t.Errorf("everyone is told %+v", g)
	}
	if g := access.GrainOf(c, access.TellingOf(c, []record.Seat{"north"})); g.Delay != "24h" {
		t.Errorf("a party is told %+v", g)
	}
	if access.Cell(c, nil) != 5 || access.Cell(c, []record.Seat{"north"}) != 0 {
		t.Error("small counts are told to everyone")
	}
}

// What a correction or a new date says again is told no more exactly than what it
// corrects, and whole to those who are told that whole.
func TestCoarseCorrections(t *testing.T) {
	correction := func(of record.Kind, fields ...string) *record.EntryCorrected {
		b := &record.EntryCorrected{Of: of, Fields: fields, Values: map[string]json.RawMessage{}}
		for _, f := range fields {
			b.Values[f] = json.RawMessage(`"x"`)
		}
		return b
	}
	still, moving := coarseCharter(), coarseCharter()
	still.Coarsening.Movement = nil
	for _, c := range []struct {
		name    string
		charter *charter.Charter
		told    access.Telling
		body    *record.EntryCorrected
		closed  bool
	}{
		{"a place, to everyone", still, access.ToEveryone, correction(record.KindIncidentRecorded, "place"), true},
		{"a day, to everyone", still, access.ToEveryone, correction(record.KindAllegationMade, "from"), true},
		{"a day, where days are told", still, access.AtTable, correction(record.KindAllegationMade, "from"), false},
		{"a place, around the table", still, access.AtTable, correction(record.KindIncidentRecorded, "place"), true},
		{"a word, to everyone", still, access.ToEveryone, correction(record.KindIncidentRecorded, "external"), false},
		{"a word of what may be a movement", moving, access.ToEveryone, correction(record.KindIncidentRecorded, "external"), true},
		{"a task", still, access.AtTable, correction(record.KindTaskGiven, "what"), true},
		{"a place of a statement's words", moving, access.ToEveryone, correction(record.KindStatementRecorded, "words"), false},
		{"anything, to staff", moving, access.AsRecorded, correction(record.KindIncidentRecorded, "place", "from"), false},
	} {
		if _, err := access.Coarsen(c.charter, c.told, nil, c.body, logged(time.Time{}), time.Now()); err != nil || (c.body.Values == nil) != c.closed {
			t.Errorf("%s: %v, %v", c.name, c.body.Values, err)
		}
	}
	day := &record.IncidentRedated{From: "2026-05-04", To: "2026-05-04"}
	if _, err := access.Coarsen(still, access.ToEveryone, nil, day, logged(time.Time{}), time.Now()); err != nil || day.From != "2026-04-30" {
		t.Errorf("a new date is told as %s: %v", day.From, err)
	}
}
