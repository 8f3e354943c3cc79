package web

import (
	"fmt"
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/register"
)

// The pages of the list of cases together have every case that is asked for once:
// what is open first, and the newest first of either.
func TestChosen(t *testing.T) {
	var all []*register.Glance
	want := map[string][]int64{}
	for _, closed := range []bool{false, true} {
		for i := int64(170); i > 0; i-- {
			if (i%3 == 0) != closed {
				continue
			}
			for _, which := range []string{"", map[bool]string{false: "open", true: "closed"}[closed]} {
				want[which] = append(want[which], i)
				if i%2 == 0 {
					want[which+" tal"] = append(want[which+" tal"], i)
				}
			}
		}
	}
	for i := int64(170); i > 0; i-- {
		g := &register.Glance{Index: i, Case: casework.Case{State: "received", Against: []string{"qarn"}}}
		if i%3 == 0 {
			g.Case.State = "closed"
		}
		if i%2 == 0 {
			g.Case.Against = append(g.Case.Against, "tal")
		}
		all = append(all, g)
	}
	for asked, want := range want {
		which, party := asked, ""
		if n := len(asked) - len(" tal"); n >= 0 && asked[n:] == " tal" {
			which, party = asked[:n], "tal"
		}
		var got []int64
		pages := 0
		for after := int64(0); ; pages++ {
			page, next := chosen(all, party, which, after)
			if len(page) > casesEach || pages > 10 {
				t.Fatalf("%q: page %d has %d cases", asked, pages, len(page))
			}
			for _, g := range page {
				got = append(got, g.Index)
			}
			if after = next; next == 0 {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v\nwant %v", asked, fmt.Sprint(got), want)
		}
	}
	if page, _ := chosen(all, "", "", 9999); len(page) == 0 {
		t.Error("an index that is not there gives nothing")
	}
}
