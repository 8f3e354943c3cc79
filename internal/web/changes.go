package web

import (
	"net/http"
	"strconv"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// changesLimit is how many entries a page of changes shows.
const changesLimit = 200

// changes is what came into the record since an entry. The mark stands in the
// address, so that no cookie says who looked when: whoever keeps the address
// finds what came after.
type changes struct {
	Since  int64 // entries that had been seen
	Size   int64 // entries that there are now
	Groups []changeGroup
	Cut    bool // there are more than are shown
}

// changeGroup is the changes of one kind.
type changeGroup struct {
	Kind  record.Kind
	Items []register.Item
}

// changed shows what came since an entry, by kind in the order of first coming.
func (s *site) changed(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	c := changes{Size: v.M.Size}
	if n, err := strconv.ParseInt(r.URL.Query().Get("since"), 10, 64); err == nil && n > 0 {
		c.Since = min(n, v.M.Size)
	}
	all, err := s.Views.Entries(r.Context(), v.Who.Viewer, register.Page{Limit: changesLimit + 1})
	if err != nil {
		return err
	}
	if len(all) > changesLimit {
		c.Cut = all[changesLimit].Index >= c.Since
		all = all[:changesLimit]
	}
	place := map[record.Kind]int{}
	for _, it := range all {
		if it.Index < c.Since {
			break
		}
		i, ok := place[it.Kind]
		if !ok {
			i = len(c.Groups)
			place[it.Kind] = i
			c.Groups = append(c.Groups, changeGroup{Kind: it.Kind})
		}
		c.Groups[i].Items = append(c.Groups[i].Items, it)
	}
	v.Title = v.T("changes.title")
	return s.draw(w, r, http.StatusOK, changesPage(v, c))
}
