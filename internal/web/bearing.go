package web

import (
	"cmp"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// borne is an allegation that a promise was broken, with the incidents that it is
// made of. That an incident bears on a promise is what whoever alleges it says:
// nothing else puts the two together.
type borne struct {
	D         dossier
	Incidents []thing[*record.IncidentRecorded]
}

// bearing gives the allegations that name a promise among some, the newest first
// and at most n of each, as far as the reader may know of them.
func (g *gather) bearing(promises []record.ID, n int, now time.Time) (map[record.ID][]borne, error) {
	if len(promises) == 0 {
		return nil, nil
	}
	linked, err := g.views.LinkedTo(g.ctx, g.who, promises, record.AboutObject)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(linked, func(a, b register.Item) int { return cmp.Compare(b.Index, a.Index) })
	all := map[record.ID][]borne{}
	wanted := map[record.ID]bool{}
	for _, it := range linked {
		d, ok := dossierOf(it, now)
		if !ok {
			continue
		}
		kept := false
		for _, ref := range it.Refs {
			if ref.Role == record.AboutObject && slices.Contains(promises, ref.ID) && len(all[ref.ID]) < n {
				all[ref.ID], kept = append(all[ref.ID], borne{D: d}), true
			}
		}
		for _, ref := range it.Refs {
			if kept && ref.Role == record.AboutObject && !slices.Contains(promises, ref.ID) {
				wanted[ref.ID] = true
			}
		}
	}
	if len(wanted) == 0 {
		return all, nil
	}
	var ids []record.ID
	for id := range wanted {
		ids = append(ids, id)
	}
	items, err := g.views.Several(g.ctx, g.who, ids)
	if err != nil {
		return nil, err
	}
	incidents, err := things[*record.IncidentRecorded](g, items)
	if err != nil {
		return nil, err
	}
	for _, some := range all {
		for i := range some {
			for _, ref := range some[i].D.Refs {
				at := slices.IndexFunc(incidents, func(t thing[*record.IncidentRecorded]) bool { return t.ID == ref.ID })
				if ref.Role == record.AboutObject && at >= 0 {
					some[i].Incidents = append(some[i].Incidents, incidents[at])
				}
			}
		}
	}
	return all, nil
}

// breakWords gives the beginning of a promise's words, to tell it from others in a
// list.
func breakWords(it register.Item) string {
	const few = 60
	words := ""
	switch b := it.Body.(type) {
	case *record.UndertakingRecorded:
		words = b.Words.Readable()
	case *record.ClauseRecorded:
		if b.Number == "" {
			return "" // its head is its text
		}
		words = b.Text
	}
	if r := []rune(words); len(r) > few {
		words = string(r[:few]) + "…"
	}
	return words
}
