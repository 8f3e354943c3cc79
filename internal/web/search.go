package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// searched are the kinds that search looks through, in the order of its results.
var searched = []record.Kind{record.KindUndertakingRecorded, record.KindIncidentRecorded, record.KindClaimRecorded, record.KindStatementRecorded,
	record.KindTalksRecorded, record.KindInstrumentRecorded, record.KindCrossingStatusRecorded, record.KindSourceFiled}

// Limits of one search.
const (
	searchDepth = 1000 // newest objects of each kind that are looked through
	searchHits  = 60   // shown
	searchWords = 8    // of a question; further words are not looked at
	searchRunes = 200  // of a question
)

// hits are the objects of one kind that a search found.
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
	words := strings.Fields(foldText(asked))
	words = words[:min(len(words), searchWords)]
	var found []hits
	n, more := 0, false
	for _, kind := range searched {
		if len(words) == 0 {
			break
		}
		items, err := s.Views.Items(r.Context(), v.Who.Viewer, kind, register.Page{Limit: searchDepth})
		if err != nil {
			return err
		}
		h := hits{Kind: kind}
		for _, it := range items {
			if !holds(v, it, words) {
				continue
			}
			if n == searchHits {
				more = true
				break
			}
			h.Items = append(h.Items, it)
			n++
		}
		if len(h.Items) > 0 {
			found = append(found, h)
		}
	}
	v.Title = v.T("search.title")
	return s.draw(w, r, http.StatusOK, searchPage(v, asked, found, n, more))
}

// holds reports whether all words stand in an object: in its own words, or in
// what the page calls it.
func holds(v *view, it register.Item, words []string) bool {
	text := foldText(itemHead(v, it) + " " + textOf(it.Body))
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// unread are fields that say nothing to whoever searches.
var unread = map[string]bool{"machine": true, "rule": true, "draft": true, "sha256": true, "evidence": true, "charter": true, "handle": true}

// textOf gives every text in a body, for search.
func textOf(b record.Body) string {
	raw, err := json.Marshal(b)
	if err != nil {
		return ""
	}
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return ""
	}
	var out strings.Builder
	var down func(any)
	down = func(v any) {
		switch v := v.(type) {
		case string:
			out.WriteString(v + " ")
		case []any:
			for _, one := range v {
				down(one)
			}
		case map[string]any:
			for name, one := range v {
				if !unread[name] {
					down(one)
				}
			}
		}
	}
	down(v)
	return out.String()
}
