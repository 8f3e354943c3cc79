package access

import (
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/record"
)

// Where a charter says nothing: the public is told a district and learns of
// movements after three days, those around the table after one (R73, R77).
var (
	publicGrain  = charter.Grain{Place: 3, Days: 1, Delay: "72h"}
	partiesGrain = charter.Grain{Place: 1, Days: 1, Delay: "24h"}
)

// smallCell is the least count that is told to everyone where a charter says
// nothing: from fewer a single person could be made out.
const smallCell = 5

// GrainOf gives how exactly the holders of seats are told a place and a day that
// others recorded, and how late a movement; exact for the mechanism's own staff,
// who are told everything as it was recorded.
func GrainOf(c *charter.Charter, seats []record.Seat) (grain charter.Grain, exact bool) {
	among := func(level []record.Seat) bool {
		return slices.ContainsFunc(seats, func(s record.Seat) bool { return slices.Contains(level, s) })
	}
	switch {
	case among(c.Levels.P3), among(staffed(c)):
		return charter.Grain{}, true
	case among(c.Levels.P1):
		return filled(c.Coarsening.P1, partiesGrain), false
	}
	return filled(c.Coarsening.P0, publicGrain), false
}

// staffed are the seats that run the procedure, in whatever level they are.
func staffed(c *charter.Charter) (seats []record.Seat) {
	for _, s := range c.Seats {
		if s.Role == Secretariat || s.Role == Chair {
			seats = append(seats, s.ID)
		}
	}
	return seats
}

func filled(g, ordinary charter.Grain) charter.Grain {
	if g.Place == 0 {
		g.Place = ordinary.Place
	}
	if g.Days == 0 {
		g.Days = ordinary.Days
	}
	if g.Delay == "" {
		g.Delay = ordinary.Delay
	}
	return g
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

// Coarsen tells a body less exactly, as the holders of seats may know it, and
// gives the names of the content fields that are not as they were recorded. at gives
// when its entry was logged; it is asked where that matters. The seat that made an entry is told what
// it said itself. Free text is left as it is: what it says about a place is for
// whoever releases it to withhold.
func Coarsen(c *charter.Charter, seats []record.Seat, author record.Seat, body record.Body, at func() (time.Time, error), now time.Time) ([]string, error) {
	grain, exact := GrainOf(c, seats)
	if exact || slices.Contains(seats, author) {
		return nil, nil
	}
	if moves(c, seats, body) {
		logged, err := at()
		if err != nil {
			return nil, err
		}
		if now.Before(logged.Add(lasting(grain.Delay))) {
			return cleared(body), nil
		}
	}
	var coarse []string
	v := reflect.ValueOf(body).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		if f.Tag.Get("role") != "content" {
			continue
		}
		field := v.FieldByIndex(f.Index)
		if p, ok := field.Addr().Interface().(*record.Place); ok && coarsePlace(p, grain.Place) {
			coarse = append(coarse, jsonName(f))
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
	}
	if len(coarse) > 0 {
		// The draft that an entry was made of says the same again, exactly.
		if m := v.FieldByName("Machine"); m.IsValid() && !m.IsZero() {
			m.SetZero()
			coarse = append(coarse, "machine")
		}
	}
	return coarse, nil
}

// moves reports whether an entry would show forces or monitors where they are now:
// a task, a visit that is asked for, an incident that the charter counts as a
// movement. Whom a visit is asked of has to know of it.
func moves(c *charter.Charter, seats []record.Seat, body record.Body) bool {
	category := ""
	switch b := body.(type) {
	case *record.TaskGiven:
		return true
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

func lasting(d charter.Duration) time.Duration {
	if h, ok := d.Hours(); ok {
		return h
	}
	n, _ := d.Days()
	return time.Duration(n) * 24 * time.Hour
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
