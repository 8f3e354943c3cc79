package web

import (
	"net/http"

	"github.com/surety-mechanism/surety/record"
)

// draftsShown is how many of the texts that were tabled stand below the rounds.
const draftsShown = 20

// talks lists the rounds, each as one source describes it.
func (s *site) talks(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, next, err := list[*record.TalksRecorded](s.gather(r, v), record.KindTalksRecorded, before(r), pageSize)
	if err != nil {
		return err
	}
	var tabled []thing[*record.DraftTabled]
	if before(r) == 0 {
		if tabled, err = latest[*record.DraftTabled](s.gather(r, v), record.KindDraftTabled, draftsShown); err != nil {
			return err
		}
	}
	may, err := s.mayNote(r, v)
	if err != nil {
		return err
	}
	v.Title = v.T("talks.title")
	return s.draw(w, r, http.StatusOK, talksPage(v, all, next, tabled, may))
}

// round shows one description of a round, and the others of the same.
func (s *site) round(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	t, err := one[*record.TalksRecorded](g, r)
	if err != nil {
		return err
	}
	same, err := referred[*record.TalksRecorded](g, t.Item, record.RepeatOf)
	if err != nil {
		return err
	}
	later, err := linked[*record.TalksRecorded](g, t.ID, record.RepeatOf)
	if err != nil {
		return err
	}
	ex, err := g.excerpt(t.Source, t.B.Words)
	if err != nil {
		return err
	}
	tabled, err := linked[*record.DraftTabled](g, t.ID, record.AboutObject)
	if err != nil {
		return err
	}
	may, err := s.mayNote(r, v)
	if err != nil {
		return err
	}
	v.Title = roundHead(v, t.B)
	return s.draw(w, r, http.StatusOK, roundPage(v, t, append(same, later...), ex, tabled, may))
}

// roundHead names a round of talks.
func roundHead(v *view, b *record.TalksRecorded) string {
	switch {
	case b.Round > 0 && b.Place != "":
		return v.T("round.n.at", "n", v.Int(b.Round), "where", v.PlaceName(b.Place))
	case b.Round > 0:
		return v.T("round.n", "n", v.Int(b.Round))
	case b.Place != "":
		return v.T("round.at", "where", v.PlaceName(b.Place))
	}
	return v.T("round.unknown")
}
