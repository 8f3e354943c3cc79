package web

import (
	"net/http"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
	"github.com/surety-mechanism/surety/undertaking"
)

// agreed is what an agreement says: its clauses as they stand, and its texts as
// several issued them.
type agreed struct {
	Clauses []clauseView
	Drafts  []thing[*record.DraftTabled]
	May     map[record.Kind]bool // what the reader's seat may record
	texts
}

// texts are the texts of an agreement, and two of them compared.
type texts struct {
	All     []thing[*record.TextVariantFiled]
	Compare []record.ID // the two texts that are compared; none where nothing is
	Pieces  []undertaking.Piece
	TooLong bool
}

// clauseView is a clause, and what is said of its meaning beside it.
type clauseView struct {
	thing[*record.ClauseRecorded]
	State    string // now: a day that is over ends it
	Contests []thing[*record.ReadingContested]
}

// termsOf reads them.
func (s *site) termsOf(r *http.Request, v *view, g *gather, id record.ID) (a agreed, err error) {
	items, err := s.Views.Linked(r.Context(), g.who, id, record.OfInstrument)
	if err != nil {
		return a, err
	}
	if a.May, err = s.mayNote(r, v); err != nil {
		return a, err
	}
	var clauses, filed, drafts []register.Item
	for _, it := range items {
		switch it.Kind {
		case record.KindClauseRecorded:
			clauses = append(clauses, it)
		case record.KindTextVariantFiled:
			filed = append(filed, it)
		case record.KindDraftTabled:
			drafts = append(drafts, it)
		}
	}
	all, err := things[*record.ClauseRecorded](g, clauses)
	if err != nil {
		return a, err
	}
	if a.All, err = things[*record.TextVariantFiled](g, filed); err != nil {
		return a, err
	}
	if a.Drafts, err = things[*record.DraftTabled](g, drafts); err != nil {
		return a, err
	}
	offset, now := 0, s.Now()
	standing, err := s.Views.Standing(r.Context())
	if err != nil {
		return a, err
	}
	if c := standing.Constitution; c != nil {
		offset = c.Offset
	}
	for _, t := range all {
		one := clauseView{thing: t}
		if t.Undertaking != nil && t.Undertaking.Clause != nil {
			one.State = t.Undertaking.Clause.At(now, offset)
		}
		said, err := s.Views.Linked(r.Context(), g.who, t.ID, record.AboutObject)
		if err != nil {
			return a, err
		}
		var contests []register.Item
		for _, it := range said {
			if it.Kind == record.KindReadingContested {
				contests = append(contests, it)
			}
		}
		if one.Contests, err = things[*record.ReadingContested](g, contests); err != nil {
			return a, err
		}
		a.Clauses = append(a.Clauses, one)
	}
	return a, a.compare(r.FormValue("first"), r.FormValue("second"))
}

// compare sets two texts of the agreement beside each other, word by word.
func (a *texts) compare(first, second string) error {
	if first == "" || second == "" || first == second {
		return nil
	}
	var two [2]string
	for i, id := range []string{first, second} {
		for _, t := range a.All {
			if string(t.ID) == id {
				two[i] = t.B.Text
				a.Compare = append(a.Compare, t.ID)
			}
		}
	}
	if len(a.Compare) != 2 || two[0] == "" || two[1] == "" {
		return fault.New(fault.NotFound, "these are not two texts of the agreement that can be read here")
	}
	var err error
	if a.Pieces, err = undertaking.Difference(two[0], two[1]); err != nil {
		a.TooLong = true
	}
	return nil
}

// readable gives the texts that can be compared.
func (a texts) readable() []thing[*record.TextVariantFiled] {
	var all []thing[*record.TextVariantFiled]
	for _, t := range a.All {
		if t.B.Text != "" {
			all = append(all, t)
		}
	}
	return all
}

// variantHead names a text: what it is, whose, in which language.
func variantHead(v *view, t thing[*record.TextVariantFiled]) string {
	return v.T("variant.head", "what", v.Word("variant", t.B.Relation), "issuer", t.B.Issuer, "language", t.B.Language)
}

// contestSays tells whose reading stands beside a clause.
func contestSays(v *view, t thing[*record.ReadingContested]) string {
	who := v.Seat(t.Seat)
	if t.B.Reported != "" {
		who = v.side(t.B.Reported)
	}
	return v.T("contest.says", "who", who, "what", v.Word("contest", t.B.What))
}

// untilSays tells until when a clause holds.
func untilSays(v *view, c clauseView) string {
	if c.Undertaking == nil || c.Undertaking.Clause == nil || c.Undertaking.Clause.Until == "" {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, c.Undertaking.Clause.Until); err != nil {
		return ""
	}
	return v.T("clause.until", "day", v.Day(c.Undertaking.Clause.Until))
}
