package survey

import (
	"context"
	"slices"

	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Happened is what the register knows of a record of an incident beside what it
// says itself: what became of it, what was seen of it since, and in how many
// documents that do not draw on one another it stands. Nothing is added up.
type Happened struct {
	Forward []register.Item // where it goes on, as the reader may know of it: one where it was merged, several where it was split
	Split   bool
	Merged  []register.Item // records that go on in this one
	Steps   []register.Item // everything that was done about it, in the order of the log
	Redated *register.Item  // the last entry that gave it another day; nil where none did
	Ranges  []register.Item // low, best and high, each as one seat set it by one rule
	Sought  []register.Item // whether those who could confirm it could be asked
	Notices []Matched       // given in advance, that somebody matched to it
	Figures []incident.Series

	Documents int // that it and the claims about it stand in, those of merged records too
	Roots     int // of these, independent ones: copies, translations and what draws on them count once
}

// Matched is a notice that somebody sees in an incident.
type Matched struct {
	Entry  register.Item  // that says so
	Notice *register.Item // nil where the reader may not know of it
}

// Happened gives what is known of a record of an incident.
func (r Reader) Happened(ctx context.Context, it register.Item) (h Happened, err error) {
	if h.Steps, err = r.Views.Linked(ctx, r.Who, it.ID, record.AboutObject); err != nil {
		return h, err
	}
	var notices []record.ID
	var claims []register.Item
	var figures []incident.Figure
	for i := range h.Steps {
		s := h.Steps[i]
		switch b := s.Body.(type) {
		case *record.IncidentRedated:
			h.Redated = &h.Steps[i]
		case *record.RangeSet:
			h.Ranges = append(h.Ranges, s)
		case *record.ConfirmationSought:
			h.Sought = append(h.Sought, s)
		case *record.NoticeMatched:
			h.Notices = append(h.Notices, Matched{Entry: s})
			notices = append(notices, first(s, record.OfNotice))
		case *record.ClaimRecorded:
			claims = append(claims, s)
			if b.Subject == record.SubjectNumber {
				figures = append(figures, incident.FigureOf(b))
			}
		}
	}
	h.Figures = incident.SideBySide(figures)
	around, err := r.several(ctx, distinct(notices))
	if err != nil {
		return h, err
	}
	for i := range h.Notices {
		if n, ok := around[first(h.Notices[i].Entry, record.OfNotice)]; ok {
			h.Notices[i].Notice = &n
		}
	}
	if s := it.Incident; s != nil {
		h.Split = s.Split
		if h.Forward, err = r.inOrder(ctx, s.Forward); err != nil {
			return h, err
		}
		if h.Merged, err = r.inOrder(ctx, s.Merged); err != nil {
			return h, err
		}
	}
	err = r.roots(ctx, append(append([]register.Item{it}, h.Merged...), claims...), &h)
	return h, err
}

// inOrder gives those of some objects that the reader may read, in the order given.
func (r Reader) inOrder(ctx context.Context, ids []record.ID) (all []register.Item, err error) {
	found, err := r.several(ctx, distinct(ids))
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if it, ok := found[id]; ok {
			all = append(all, it)
		}
	}
	return all, nil
}

// furthest bounds how many documents are followed to where they come from.
const furthest = 1000

// roots counts the documents that some objects stand in, and the independent ones
// among them: each is followed to what it was taken from, as far as the reader may
// know of it.
func (r Reader) roots(ctx context.Context, of []register.Item, h *Happened) error {
	var documents []record.ID
	for _, it := range of {
		for _, ref := range it.Refs {
			if ref.Role == record.FromSource {
				documents = append(documents, ref.ID)
			}
		}
	}
	documents = distinct(documents)
	var links []incident.Copy
	known := slices.Clone(documents)
	for i := 0; i < len(known) && i < furthest; i++ {
		about, err := r.Views.Linked(ctx, r.Who, known[i], record.AboutObject)
		if err != nil {
			return err
		}
		for _, l := range about {
			from := first(l, record.CopyOf)
			if l.Kind != record.KindSourceLinked || from == "" {
				continue
			}
			links = append(links, incident.Copy{Of: known[i], From: from})
			if !slices.Contains(known, from) {
				known = append(known, from)
			}
		}
	}
	h.Documents, h.Roots = len(documents), incident.Roots(documents, links)
	return nil
}
