package web

import (
	"net/http"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// statements lists who is reported to have said what.
func (s *site) statements(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	all, next, err := list[*record.StatementRecorded](s.gather(r, v), record.KindStatementRecorded, before(r), pageSize)
	if err != nil {
		return err
	}
	v.Title = v.T("statements.title")
	return s.draw(w, r, http.StatusOK, statementsPage(v, all, next))
}

// statementLinks are the other objects that a statement belongs with.
type statementLinks struct {
	Inside, Holds, Repeats []thing[*record.StatementRecorded]
	Undertakings           []thing[*record.UndertakingRecorded]
	Claims                 []thing[*record.ClaimRecorded]
	May                    map[record.Kind]bool // what the reader's seat may record
}

// statement shows one, whole: the words, and the way they came.
func (s *site) statement(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	t, err := one[*record.StatementRecorded](g, r)
	if err != nil {
		return err
	}
	var l statementLinks
	if l.Inside, err = referred[*record.StatementRecorded](g, t.Item, record.InsideOf); err != nil {
		return err
	}
	if l.Repeats, err = referred[*record.StatementRecorded](g, t.Item, record.RepeatOf); err != nil {
		return err
	}
	if l.Holds, err = linked[*record.StatementRecorded](g, t.ID, record.InsideOf); err != nil {
		return err
	}
	if l.Undertakings, err = linked[*record.UndertakingRecorded](g, t.ID, record.InStatement); err != nil {
		return err
	}
	if l.Claims, err = linked[*record.ClaimRecorded](g, t.ID, record.InStatement); err != nil {
		return err
	}
	if l.May, err = s.mayNote(r, v); err != nil {
		return err
	}
	ex, err := g.excerpt(t.Source, t.B.Words)
	if err != nil {
		return err
	}
	v.Title = statementHead(v, t.B)
	return s.draw(w, r, http.StatusOK, statementPage(v, t, l, ex))
}

// statementHead says who is reported to have done what with words.
func statementHead(v *view, b *record.StatementRecorded) string {
	who := v.Party(b.Speaker)
	if who == "" {
		who = b.AsWritten
	}
	act := ""
	if len(b.Acts) > 0 {
		act = v.Word("act", string(b.Acts[0]))
	}
	switch {
	case who == "":
		return v.T("statement.nobody", "act", act)
	case v.Party(b.Addressee) != "":
		return v.T("statement.to", "who", who, "act", act, "to", v.Party(b.Addressee))
	}
	return v.T("statement.by", "who", who, "act", act)
}

// credibility gives the grade of what was said that holds: the last, or as it was
// recorded.
func credibility(it register.Item, recorded string) string {
	if n := len(it.Graded); n > 0 {
		return it.Graded[n-1].Value
	}
	return recorded
}

// weakest says how well the way of a statement is known: by its weakest link.
func weakest(v *view, links []record.Link) string {
	if len(links) == 0 {
		return v.T("chain.none")
	}
	worst := links[0]
	for _, l := range links[1:] {
		if strength(l) < strength(worst) {
			worst = l
		}
	}
	if worst.OnRecord != nil && *worst.OnRecord {
		return v.T("chain.all.on")
	}
	return v.T("chain.weak", "who", chainNames(v, []record.Link{worst})[0], "how", onRecord(v, worst.OnRecord))
}

// strength orders the steps of a chain: one that is not on record is weaker than one
// of which that is not known, and of two alike the one by somebody not named.
func strength(l record.Link) int {
	s := 0
	switch {
	case l.OnRecord == nil:
		s = 2
	case *l.OnRecord:
		s = 4
	}
	if l.Name != "" {
		s++
	}
	return s
}

// chainNames gives the links of a chain in one line.
func chainNames(v *view, links []record.Link) []string {
	var names []string
	for _, l := range links {
		n := l.Name
		if n == "" {
			n = v.T("chain.unnamed")
		}
		if l.Channel != "" {
			n += " (" + v.Word("channel", l.Channel) + ")"
		}
		names = append(names, v.isolate(n))
	}
	return names
}
