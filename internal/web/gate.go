package web

import (
	"net/http"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// The gate's page is for whoever stands before it with a basic phone: is it open,
// for whom, since when, and who says so. It is one small answer, with no style,
// script, picture or font, and reads in any browser there ever was.

// gateNow shows one crossing in a few lines.
func (s *site) gateNow(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	here, err := s.gateOf(r, v)
	if err != nil {
		return err
	}
	return s.draw(w, r, http.StatusOK, gatePage(v, here.newest()))
}

// gatesNow lists the crossings for the same reader.
func (s *site) gatesNow(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, _, err := s.gather(r, v).gates(v)
	if err != nil {
		return err
	}
	v.Title = v.T("crossings.title")
	return s.draw(w, r, http.StatusOK, gatesPage(v, all))
}

// newest keeps the newest that each of those who speak of it says: what one side
// declares, the other may not.
func (x gate) newest() gate {
	seen := map[string]bool{}
	x.Said = slices.DeleteFunc(slices.Clone(x.Said), func(t thing[*record.CrossingStatusRecorded]) bool {
		who := t.B.DeclaredBy.Side + "/" + t.B.DeclaredBy.Name
		if who == "/" && t.Source != nil {
			who = "source/" + t.Source.Publisher
		}
		if t.B.Observed {
			who = "monitors"
		}
		old := seen[who]
		seen[who] = true
		return old
	})
	x.Said = x.Said[:min(len(x.Said), 4)]
	return x
}
