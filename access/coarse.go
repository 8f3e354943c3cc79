package access

import (
	"math"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/record"
)

// smallCell is the least count that is told to everyone where a charter says
// nothing: from fewer a single person could be made out.
const smallCell = 5

// Telling is which of a charter's rules holds for a reader: how exactly they are
// told what others recorded.
type Telling int

// The tellings, from the most exact on.
const (
	AsRecorded Telling = iota // the mechanism's own staff
	AtTable                   // who sits around the table
	ToEveryone
	Tellings = iota // how many there are
)

// TellingOf gives how the holders of seats are told what others recorded.
func TellingOf(c *charter.Charter, seats []record.Seat) Telling {
	told := ToEveryone
	for _, s := range seats {
		if slices.Contains(c.Levels.P3, s) || staffs(c, s) {
			return AsRecorded
		}
		if slices.Contains(c.Levels.P1, s) {
			told = AtTable
		}
	}
	return told
}

// GrainOf gives how exactly a telling is, and how late a movement is told in it.
func GrainOf(c *charter.Charter, t Telling) charter.Grain {
	public, table := c.Coarsening.Filled()
	switch t {
	case AsRecorded:
		return charter.Grain{}
	case AtTable:
		return table
	}
	return public
}

// staffs reports whether a seat runs the procedure, in whatever level it is.
func staffs(c *charter.Charter, id record.Seat) bool {
	s, ok := c.Seat(id)
	return ok && (s.Role == Secretariat || s.Role == Chair)
}

// Cell gives the least count that the holders of seats are told; 0 where every
// count is.
func Cell(c *charter.Charter, seats []record.Seat) int {
	for _, s := range seats {
		if slices.Contains(c.Levels.P3, s) || slices.Contains(c.Levels.P1, s) {
			return 0
		}
	}
	if c.Coarsening.Cells != 0 {
		return c.Coarsening.Cells
	}
	return smallCell
}

// Coarsen tells a body less exactly, as the holders of seats may know it who are
// told it so, and gives the names of the content fields that are not as they were
// recorded. at gives when its entry was logged; it is asked where that matters. The
// seat that made an entry is told what it said itself, as it was recorded. Free text
// is left as it is: what it says about a place is for whoever releases it to
// withhold.
func Coarsen(c *charter.Charter, t Telling, seats []record.Seat, body record.Body, at func() (time.Time, error), now time.Time) ([]string, error) {
	if t == AsRecorded {
		return nil, nil
	}
	grain := GrainOf(c, t)
	if moves(c, t, seats, body) {
		logged, err := at()
		if err != nil {
			return nil, err
		}
		if now.Before(logged.Add(grain.Delay.Lasting())) {
			return cleared(body), nil
		}
	}
	return coarsen(c, grain, body), nil
}

// Findable makes a body what those who are told it so may find it by, and reports
// whether that is less than what was recorded. What shows a movement is found by
// nothing of it, not even once it is told: an index knows no time.
func Findable(c *charter.Charter, t Telling, body record.Body) bool {
	if t == AsRecorded {
		return false
	}
	if moves(c, t, nil, body) {
		return len(cleared(body)) > 0
	}
	return len(coarsen(c, GrainOf(c, t), body)) > 0
}

// Coarsens reports whether anything of a body may be told less exactly than it was
// recorded, or later.
func Coarsens(body record.Body) bool {
	switch body.(type) {
	case *record.IncidentRecorded, *record.AllegationMade, *record.TaskGiven, *record.AccessRequested, *record.IncidentRedated,
		*record.EntryCorrected, *record.NoticeGiven:
		return true
	}
	return len(placesOf(reflect.TypeOf(body).Elem())) > 0
}

// placeField is a content field of a body that holds a place.
type placeField struct {
	index []int
	name  string
}

var placeFields sync.Map // of a type: []placeField

func placesOf(t reflect.Type) []placeField {
	if all, ok := placeFields.Load(t); ok {
		return all.([]placeField)
	}
	var all []placeField
	for _, f := range reflect.VisibleFields(t) {
		if f.Tag.Get("role") == "content" && f.Type == reflect.TypeFor[record.Place]() {
			all = append(all, placeField{f.Index, jsonName(f)})
		}
	}
	placeFields.Store(t, all)
	return all
}

// coarsen makes places and days of a body no more exact than a grain, and gives
// the names of the fields that are not as they were recorded.
func coarsen(c *charter.Charter, grain charter.Grain, body record.Body) []string {
	var coarse []string
	v := reflect.ValueOf(body).Elem()
	for _, p := range placesOf(v.Type()) {
		if coarsePlace(v.FieldByIndex(p.index).Addr().Interface().(*record.Place), grain.Place) {
			coarse = append(coarse, p.name)
		}
	}
	switch b := body.(type) {
	case *record.IncidentRecorded:
		if len(coarse) > 0 {
			b.WherePrec = max(b.WherePrec, grain.Place)
		}
		coarse = append(coarse, coarseDays(grain.Days, &b.From, &b.To)...)
	case *record.AllegationMade:
		coarse = append(coarse, coarseDays(grain.Days, &b.From, &b.To)...)
	case *record.IncidentRedated:
		coarse = append(coarse, coarseDays(grain.Days, &b.From, &b.To)...)
	case *record.EntryCorrected:
		// What is right now stands in the entry itself, as exactly as it is told there.
		if b.Values != nil && correctsExactly(c, grain, b) {
			b.Values = nil
			coarse = append(coarse, "values")
		}
	}
	if len(coarse) > 0 {
		// The draft that an entry was made of says the same again, exactly.
		if m := v.FieldByName("Machine"); m.IsValid() && !m.IsZero() {
			m.SetZero()
			coarse = append(coarse, "machine")
		}
	}
	return coarse
}

// correctsExactly reports whether a correction may say again what is told less
// exactly in the entry that it corrects.
func correctsExactly(c *charter.Charter, grain charter.Grain, b *record.EntryCorrected) bool {
	switch b.Of {
	case record.KindTaskGiven, record.KindAccessRequested, record.KindNoticeGiven:
		return true
	case record.KindIncidentRecorded, record.KindAllegationMade, record.KindIncidentRedated:
		if len(c.Coarsening.Movement) > 0 || grain.Days > 1 && (slices.Contains(b.Fields, "from") || slices.Contains(b.Fields, "to")) {
			return true
		}
	}
	body, err := b.Of.Empty()
	return err != nil || grain.Place > 1 && slices.ContainsFunc(placesOf(reflect.TypeOf(body).Elem()), func(p placeField) bool { return slices.Contains(b.Fields, p.name) })
}

// moves reports whether an entry would show forces or monitors where they are now:
// a task, a visit that is asked for, an incident that the charter counts as a
// movement; to who does not sit around the table, also what a side gives notice of.
// Whom a visit is asked of has to know of it.
func moves(c *charter.Charter, t Telling, seats []record.Seat, body record.Body) bool {
	category := ""
	switch b := body.(type) {
	case *record.TaskGiven:
		return true
	case *record.NoticeGiven:
		return t == ToEveryone
	case *record.AccessRequested:
		return !slices.ContainsFunc(seats, func(id record.Seat) bool {
			s, ok := c.Seat(id)
			return ok && s.Role == Party && s.Of == b.Of
		})
	case *record.IncidentRecorded:
		category = b.Category
	case *record.AllegationMade:
		category = b.Category
	}
	return category != "" && slices.Contains(c.Coarsening.Movement, category)
}

// cleared closes every content field of a body.
func cleared(body record.Body) (names []string) {
	v := reflect.ValueOf(body).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		if f.Tag.Get("role") != "content" {
			continue
		}
		if field := v.FieldByIndex(f.Index); !field.IsZero() {
			field.SetZero()
			names = append(names, jsonName(f))
		}
	}
	return names
}

// grids are how many degrees coordinates are rounded to for a precision
// (UCDP's where_prec): about 5 km near a place, 25 in a district, 100 in a
// province. Beyond, there is no point to give.
var grids = map[int]float64{2: 0.05, 3: 0.25, 4: 1}

// coarsePlace makes a place no more exact than a precision.
func coarsePlace(p *record.Place, precision int) bool {
	if *p == (record.Place{}) || precision <= 1 || p.Precision >= precision {
		return false
	}
	grid := grids[precision]
	for _, degrees := range []**float64{&p.Lat, &p.Lon} {
		if *degrees == nil {
			continue
		}
		if grid == 0 {
			*degrees = nil
			continue
		}
		rounded := math.Round(**degrees/grid) * grid
		*degrees = &rounded
	}
	p.Name, p.Precision = "", precision
	return true
}

// coarseDays moves days to the first of so many, counted from 1970-01-01.
func coarseDays(days int, from, to *string) (names []string) {
	for name, day := range map[string]*string{"from": from, "to": to} {
		at, err := time.Parse(time.DateOnly, *day)
		if days <= 1 || err != nil {
			continue
		}
		n := at.Unix() / 86400
		*day = time.Unix((n-n%int64(days))*86400, 0).UTC().Format(time.DateOnly)
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func jsonName(f reflect.StructField) string {
	name := f.Tag.Get("json")
	for i := range len(name) {
		if name[i] == ',' {
			return name[:i]
		}
	}
	return name
}
