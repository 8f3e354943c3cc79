package web

import (
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// oneSided is a piece of what one party may read and another may not, newest first.
type oneSided struct {
	Groups []sideGroup
	Next   int64
}

// sideGroup is what the same parties have and the same lack.
type sideGroup struct {
	Has, Lacks []string
	Items      []sideItem
}

// sideItem is one of them.
type sideItem struct {
	register.Item
	By []register.Release // the releases that made it so; none: it was so from the first
}

// sides lists what one side gets and another does not (R77), as far as the reader may
// read it: who reads an entry stands in the entry, so that nothing is told of others.
func (s *site) sides(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	m, err := s.Views.Standing(r.Context())
	if err != nil {
		return err
	}
	p := oneSided{}
	if c := m.Constitution; c != nil {
		const n = 100
		all, err := s.Views.Among(r.Context(), v.Who.Viewer, register.Page{Before: before(r), Limit: n + 1},
			func(readers []record.Seat) bool { return access.OneSided(c, readers) })
		if err != nil {
			return err
		}
		if len(all) > n {
			all = all[:n]
			p.Next = all[n-1].Index
		}
		p.Groups = sidesOf(c, all)
	}
	v.Title = v.T("sides.title")
	return s.draw(w, r, http.StatusOK, sidesPage(v, p))
}

// sidesOf puts together what the same parties have and the same lack.
func sidesOf(c *record.Constitution, all []register.Item) (groups []sideGroup) {
	at := map[string]int{}
	for _, it := range all {
		has, lacks := access.Sides(c, it.Readers())
		key := strings.Join(has, " ") + "/" + strings.Join(lacks, " ")
		i, ok := at[key]
		if !ok {
			i, at[key] = len(groups), len(groups)
			groups = append(groups, sideGroup{Has: has, Lacks: lacks})
		}
		one := sideItem{Item: it}
		readers := it.Audience
		for _, release := range it.Released {
			if access.Favours(c, readers, release.To) {
				one.By = append(one.By, release)
			}
			readers = append(append([]record.Seat(nil), readers...), release.To...)
		}
		groups[i].Items = append(groups[i].Items, one)
	}
	return groups
}

// sideNames names several parties.
func (v *view) sideNames(ids []string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = v.isolate(v.side(id))
	}
	return strings.Join(names, v.T("list.and"))
}
