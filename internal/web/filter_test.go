package web

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/register"
)

func TestFilterHolds(t *testing.T) {
	for _, c := range []struct {
		from, to   string // of the filter
		begin, end string // of what is asked about
		want       bool
	}{
		{"", "", "", "", true},
		{"", "", "2026-08-01", "", true},
		{"2026-08-01", "", "", "", false}, // no day known, days asked for
		{"2026-08-01", "2026-08-31", "2026-08-31", "", true},
		{"2026-08-01", "2026-08-31", "2026-09-01", "", false},
		{"2026-08-01", "2026-08-31", "2026-07-01", "2026-08-01", true}, // reaches into it
		{"2026-08-01", "2026-08-31", "2026-07-01", "2026-07-31", false},
		{"2026-08-01", "", "2026-07-01", "2027-01-01", true},
		{"", "2026-08-01", "2026-08-02", "2026-08-03", false},
	} {
		if got := (filter{From: c.from, To: c.to}).Holds(c.begin, c.end); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// A view's address gives the same view again; what is no day is left out.
func TestFilterAddress(t *testing.T) {
	for address, want := range map[string]string{
		"/timeline": "/map",
		"/timeline?from=2026-08-01&to=2026-08-31":      "/map?from=2026-08-01&to=2026-08-31",
		"/timeline?from=2026-08-31&to=2026-08-01":      "/map?from=2026-08-01&to=2026-08-31",
		"/timeline?from=2026-02-30&to=x":               "/map",
		"/timeline?show=talks&show=incidents&side=a+b": "/map?show=incidents&show=talks&side=a+b",
		"/timeline?show=nothing":                       "/map",
	} {
		f := filterOf(httptest.NewRequest("GET", address, nil))
		if got := string(f.At("/map")); got != want {
			t.Errorf("%s leads to %s, want %s", address, got, want)
		}
	}
}

// Wherever the days lie, every moment in them is in a bar, bars lie in the picture
// and do not overlap, and the picture mirrored is the picture.
func TestBand(t *testing.T) {
	random := testkit.Random(t)
	for range 300 {
		first := time.Date(1990+random.IntN(40), time.Month(1+random.IntN(12)), 1+random.IntN(28), 0, 0, 0, 0, time.UTC)
		span := []int{1, 2, 40, 300, 2000, 9000}[random.IntN(6)]
		f := filter{Show: map[string]bool{"incidents": true, "talks": true}}
		var all []moment
		for range random.IntN(40) + 1 {
			day := first.AddDate(0, 0, random.IntN(span))
			all = append(all, moment{Name: []string{"incidents", "talks"}[random.IntN(2)], From: day.Format(time.DateOnly)})
		}
		b, m := bandOf(all, f, false), bandOf(all, f, true)
		n := 0
		for i, l := range b.Lanes {
			end := -1.0
			seen := 0
			for j, one := range l.Bars {
				seen += one.N
				if one.X < 0 || one.X+one.W > bandWidth+1.5 || one.H > bandLane {
					t.Fatalf("a bar lies outside: %+v", one)
				}
				if one.From > one.To {
					t.Fatalf("a bar ends before it begins: %+v", one)
				}
				if other := m.Lanes[i].Bars[j]; other.X+other.W+one.X < bandWidth-.01 || other.X+other.W+one.X > bandWidth+.01 {
					t.Fatalf("mirrored, %+v is %+v", one, other)
				}
				end = max(end, one.X+one.W)
			}
			if seen != l.N {
				t.Fatalf("%d moments stand in bars of %d", l.N, seen)
			}
			n += l.N
		}
		if n != len(all) {
			t.Fatalf("%d of %d moments are drawn", n, len(all))
		}
	}
	if bandOf(nil, filter{}, false) != nil || bandOf([]moment{{Name: "talks"}}, filter{Show: map[string]bool{"talks": true}}, false) != nil {
		t.Error("there is a picture of no days")
	}
}

// Nearer, further, earlier and later lead where they say.
func TestBandWindows(t *testing.T) {
	b := bandOf([]moment{{Name: "talks", From: "2026-08-10"}}, filter{Show: map[string]bool{"talks": true}, From: "2026-08-01", To: "2026-08-31"}, false)
	for name, c := range map[string]struct{ got, want [2]string }{
		"nearer":  {b.In, [2]string{"2026-08-08", "2026-08-23"}},
		"further": {b.Out, [2]string{"2026-07-16", "2026-09-15"}},
		"earlier": {b.Earlier, [2]string{"2026-07-16", "2026-08-15"}},
		"later":   {b.Later, [2]string{"2026-08-17", "2026-09-16"}},
	} {
		if c.got != c.want {
			t.Errorf("%s leads to %v, want %v", name, c.got, c.want)
		}
	}
	one := bandOf([]moment{{Name: "talks", From: "2026-08-10"}}, filter{Show: map[string]bool{"talks": true}}, false)
	if one.In[0] != "" || one.Unit != "day" {
		t.Errorf("one day can be looked at from nearer: %+v", one)
	}
}

// The incidents' address asks the register for what the form on the page says,
// and leads on to what comes after with the same filter.
func TestIncidentFilterAddress(t *testing.T) {
	for address, want := range map[string]string{
		"/incidents": "/incidents?before=7&on=2026-08-12",
		"/incidents?type=Attack&place=Hadrel&side=oruvia&from=2026-08-01&words=soil": "/incidents?before=7&from=2026-08-01&on=2026-08-12&place=Hadrel&side=oruvia&type=Attack&words=soil",
		"/incidents?type=nothing&from=x&on=y&before=-1":                              "/incidents?before=7&on=2026-08-12",
	} {
		f := incidentFilterOf(httptest.NewRequest("GET", address, nil))
		if got := string(f.after(register.Place{Day: "2026-08-12", Index: 7})); got != want {
			t.Errorf("%s leads on to %s, want %s", address, got, want)
		}
	}
	f := incidentFilterOf(httptest.NewRequest("GET", "/incidents?before=7&on=2026-08-12", nil))
	if (f.Start != register.Place{Day: "2026-08-12", Index: 7}) || f.Any() {
		t.Errorf("the second page begins at %+v and asks for something: %v", f.Start, f.Any())
	}
}
