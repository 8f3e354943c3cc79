package web

import (
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// beside is what stands beside an undertaking or a clause: what others say of it,
// what it repeats, what waits for it, what was counted.
type beside struct {
	survey.Promise
	Specified  *record.ObligationSpecified // nil where nobody has
	Reasons    []thing[*record.GradeGiven] // those that are open
	Contests   []thing[*record.ReadingContested]
	Counts     []thing[*record.CountReported]
	Indicators []thing[*record.IndicatorRead]
	Drafts     []thing[*record.DraftTabled]
	Texts      texts
	Bears      []borne // allegations that it was broken
	ID         record.ID
	May        map[record.Kind]bool // what the reader's seat may record
	Kinds      []record.Kind        // of what can be recorded about it
}

// besideOf reads it.
func (s *site) besideOf(r *http.Request, v *view, it register.Item) (b beside, err error) {
	g := s.gather(r, v)
	b.ID, b.Kinds = it.ID, notesAbout(ofPromise, ofUndertaking)
	if it.Kind == record.KindClauseRecorded {
		b.Kinds = notesAbout(ofPromise, ofClause)
	}
	if b.May, err = s.mayNote(r, v); err != nil {
		return b, err
	}
	bears, err := g.bearing([]record.ID{it.ID}, 100, s.Now().UTC())
	if err != nil {
		return b, err
	}
	b.Bears = bears[it.ID]
	if b.Promise, err = s.Views.Survey(v.Who.Viewer).Promise(r.Context(), it); err != nil {
		return b, err
	}
	if b.Obligation != nil {
		b.Specified, _ = b.Obligation.Body.(*record.ObligationSpecified)
	}
	grades, err := things[*record.GradeGiven](g, b.Steps)
	if err != nil {
		return b, err
	}
	for _, one := range grades {
		if one.B.Reasons != "" {
			b.Reasons = append(b.Reasons, one)
		}
	}
	if b.Contests, err = things[*record.ReadingContested](g, b.Promise.Contests); err != nil {
		return b, err
	}
	if b.Counts, err = things[*record.CountReported](g, b.Promise.Counts); err != nil {
		return b, err
	}
	if b.Indicators, err = things[*record.IndicatorRead](g, b.Promise.Indicators); err != nil {
		return b, err
	}
	if b.Drafts, err = things[*record.DraftTabled](g, b.Promise.Drafts); err != nil {
		return b, err
	}
	if b.Texts.All, err = things[*record.TextVariantFiled](g, b.Promise.Texts); err != nil {
		return b, err
	}
	return b, b.Texts.compare(r.FormValue("first"), r.FormValue("second"))
}

// part gives the words of a part of the obligation, "" where they are not on
// record or not open.
func (b beside) part(name string) string {
	o := b.Specified
	if o == nil {
		return ""
	}
	return map[string]string{"duty_bearer": o.DutyBearer, "act": o.Act, "object": o.Object, "place": o.Place, "start": o.Start, "end": o.End,
		"condition": o.Condition, "exception": o.Exception, "verification": o.Verification, "evidence_owed": o.EvidenceOwed}[name]
}

// nothing names what nothing is on record of.
func (b beside) nothing(v *view) string {
	var all []string
	for _, part := range []struct {
		is   bool
		name string
	}{{len(b.Contests) > 0, v.T("contests.title")}, {len(b.Before)+len(b.After) > 0, v.T("lineage.title")},
		{len(b.Declarations) > 0, v.T("declarations.title")}, {len(b.Counts) > 0, v.T("counts.title")}, {len(b.Indicators) > 0, v.T("indicators.title")}} {
		if !part.is {
			all = append(all, part.name)
		}
	}
	return strings.Join(all, v.T("list.and"))
}

// clause shows one clause of an agreement, whole.
func (s *site) clause(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	t, err := one[*record.ClauseRecorded](g, r)
	if err != nil {
		return err
	}
	b, err := s.besideOf(r, v, t.Item)
	if err != nil {
		return err
	}
	c := clauseView{thing: t}
	if c.State, err = s.Views.Survey(v.Who.Viewer).Stands(t.Item, s.Now()); err != nil {
		return err
	}
	v.Title = clauseTitle(v, t.B)
	return s.draw(w, r, http.StatusOK, clausePage(v, c, b, promise{}.steps(b.Steps)))
}

// clauseTitle names a clause, also where its text is not open.
func clauseTitle(v *view, b *record.ClauseRecorded) string {
	return or(clauseHead(v, b), v.T("clause.one"))
}

// kinSays tells what a promise is to another: relation is of the later to the
// earlier, and earlier says that the other is that.
func kinSays(v *view, k survey.Kin, earlier bool) string {
	if earlier {
		return v.Word("lineage", k.Relation)
	}
	return v.Word("lineage.by", k.Relation)
}

// otherHead names the other end of a link; what the reader may not know of is
// told to be there, as the entry that links to it tells already.
func otherHead(v *view, it *register.Item) string {
	if it == nil {
		return v.T("kin.closed")
	}
	if b, ok := it.Body.(*record.ClauseRecorded); ok {
		return clauseTitle(v, b)
	}
	return itemHead(v, *it)
}

// pickedSays names what a form names.
func pickedSays(v *view, p picked) string {
	var all []string
	for _, it := range p.Chosen {
		all = append(all, v.T("entry.n", "n", v.Int64(it.Index))+": "+otherHead(v, &it))
	}
	return strings.Join(all, v.T("list.and"))
}

// gradeOf says whose grade it is.
func gradeOf(v *view, t thing[*record.GradeGiven]) string {
	if t.B.Reported != "" {
		return v.T("reported", "what", v.side(t.B.Reported))
	}
	return v.Seat(t.Seat)
}

// numbered is one of the five numbers of a count.
type numbered struct {
	Name string
	N    *int
}

// five are the numbers of a count that are never put together.
func five(b *record.CountReported) []numbered {
	return []numbered{{"claimed", b.Claimed}, {"presented", b.Presented}, {"accepted", b.Accepted}, {"rejected", b.Rejected}, {"disputed", b.Disputed}}
}

// numberSays writes a number that may not be on record.
func numberSays(v *view, n *int) string {
	if n == nil {
		return v.T("count.none")
	}
	return v.Int(*n)
}

// balanceSays tells a balance, "" where there is none.
func balanceSays(v *view, b *record.CountReported) string {
	if b.Opening == nil || b.In == nil || b.Out == nil || b.Closing == nil {
		return ""
	}
	text := v.T("count.balance", "opening", v.Int(*b.Opening), "in", v.Int(*b.In), "out", v.Int(*b.Out), "closing", v.Int(*b.Closing))
	if d := b.Difference(); d != 0 {
		text += " " + v.T("count.difference", "n", v.Int(d), "why", b.Explained)
	}
	return text
}

// readingSays tells what was seen of an indicator.
func readingSays(v *view, b *record.IndicatorRead) string {
	if b.Site != "" {
		return v.Word("site", b.Site)
	}
	if b.Value == "" {
		return v.T("count.none")
	}
	return v.digitsOf(b.Value) + " " + b.CountingUnit
}

// draftSays tells who tabled a text.
func draftSays(v *view, t thing[*record.DraftTabled]) string {
	who := v.T("draft.mediator")
	if t.B.By != "" {
		who = v.side(t.B.By)
	}
	return v.T("draft.says", "who", who, "title", t.B.Title)
}

// declaredHead names a declaration: whose, of what.
func declaredHead(v *view, it register.Item) string {
	b, ok := it.Body.(*record.DeclarationMade)
	if !ok {
		return stepHead(v, it)
	}
	return v.T("declaration.head", "who", v.Seat(it.Seat), "what", v.Word("declared", b.What))
}

// declaredText gives the words of a declaration, "" where they are not open.
func declaredText(it register.Item) string {
	if b, ok := it.Body.(*record.DeclarationMade); ok {
		return b.Text
	}
	return ""
}

// concluded gives what a verifier concluded, nil where it is something else.
func concluded(it register.Item) *record.DeclarationConcluded {
	b, _ := it.Body.(*record.DeclarationConcluded)
	return b
}
