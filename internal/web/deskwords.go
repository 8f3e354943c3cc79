package web

import (
	"slices"
	"strconv"
)

// orPublished tells when a document at the desk was published.
func orPublished(v *view, f deskFile) string {
	src := f.source()
	src.Published, src.DateConflict = str(f.Read.Published.Date), f.Read.Published.Conflict
	return published(v, src)
}

// acceptWord says what the button does: a claim brings its incident with it.
func acceptWord(v *view, d deskView, c card) string {
	waits := func(o card) bool { return o.ID == c.Incident && o.IsOpen() }
	if c.Incident != "" && slices.ContainsFunc(d.Cards, waits) {
		return v.T("desk.accept.with")
	}
	return v.T("desk.accept")
}

// numbers reads the whole numbers of an address's query, at most a few hundred.
func numbers(texts []string) []int {
	var all []int
	for _, s := range texts[:min(len(texts), 500)] {
		if n, err := strconv.Atoi(s); err == nil && n >= 0 {
			all = append(all, n)
		}
	}
	return all
}
