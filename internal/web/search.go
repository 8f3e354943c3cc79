package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// searched are the kinds that search looks through, in the order of its results.
var searched = []record.Kind{record.KindUndertakingRecorded, record.KindIncidentRecorded, record.KindClaimRecorded, record.KindStatementRecorded,
	record.KindTalksRecorded, record.KindInstrumentRecorded, record.KindCrossingStatusRecorded, record.KindSourceFiled}

// Limits of one search.
const (
	searchHits  = 60  // shown
	searchWords = 8   // of a question; further words are not looked at
	searchRunes = 200 // of a question
)

// hits are the objects of one kind among the newest that a search found.
type hits struct {
	Kind  record.Kind
	Items []register.Item
}

// search looks for words in everything that the reader may see.
func (s *site) search(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	asked := strings.TrimSpace(r.URL.Query().Get("q"))
	if runes := []rune(asked); len(runes) > searchRunes {
		asked = string(runes[:searchRunes])
	}
	words := v.wanted(asked)
	var found []hits
	var items []register.Found
	if len(words) > 0 {
		if items, err = s.Views.Find(r.Context(), v.Who.Viewer, register.Query{Kinds: searched, Words: words, Limit: searchHits + 1}); err != nil {
			return err
		}
	}
	more := len(items) > searchHits
	items = items[:min(len(items), searchHits)]
	for _, kind := range searched {
		h := hits{Kind: kind}
		for _, it := range items {
			if it.Kind == kind {
				h.Items = append(h.Items, it.Item)
			}
		}
		if len(h.Items) > 0 {
			found = append(found, h)
		}
	}
	n := len(items)
	v.Title = v.T("search.title")
	return s.draw(w, r, http.StatusOK, searchPage(v, asked, found, n, more))
}

// wanted gives the words of a question. A name that the charter has for a side
// or crossing, in any language, stands for its id too, which records have.
func (v *view) wanted(asked string) [][]string {
	words := lang.Words(asked)
	words = words[:min(len(words), searchWords)]
	out := make([][]string, len(words))
	for i, w := range words {
		out[i] = []string{w}
		name := func(id string, names map[string]string, aliases []string) {
			all := slices.Clone(aliases)
			for _, n := range names {
				all = append(all, n)
			}
			if slices.ContainsFunc(lang.Words(strings.Join(all, " ")), func(have string) bool { return have == w || len([]rune(w)) > 2 && strings.HasPrefix(have, w) }) {
				out[i] = append(out[i], lang.Words(id)...)
			}
		}
		for _, s := range v.M.Charter.Sides {
			name(s.ID, s.Name, s.Aliases)
		}
		for _, x := range v.M.Charter.Crossings {
			name(x.ID, x.Name, x.Aliases)
		}
	}
	return out
}
