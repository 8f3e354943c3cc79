package register

import (
	"slices"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/undertaking"
)

// promises are the kinds about an undertaking or a clause, which move it or stand
// beside it.
var promises = []record.Kind{record.KindClauseMoved, record.KindObligationSpecified, record.KindLineageLinked, record.KindGradeGiven,
	record.KindReadingContested, record.KindDeclarationMade, record.KindDeclarationConcluded, record.KindCountReported, record.KindIndicatorRead}

// stepOf gives an entry as an undertaking sees it.
func stepOf(ev Event) undertaking.Entry {
	h := ev.Head
	return undertaking.Entry{ID: h.ID, At: ev.At, Seat: h.Author.Seat, Body: h.Body, Has: h.Has, Source: h.First(record.FromSource),
		Earlier: h.First(record.Earlier), DependsOn: h.First(record.DependsOn), Answers: h.First(record.Answering),
		Successor: h.First(record.SupersededBy)}
}

// refusePromise says why an entry about an undertaking counts for nothing, and
// whether it is one.
func (s *State) refusePromise(ev Event) (reason string, is bool) {
	h := ev.Head
	switch h.Kind {
	case record.KindClauseRecorded, record.KindTextVariantFiled:
		if h.First(record.OfInstrument) == "" {
			return "it does not name the instrument that it belongs to", true
		}
		return "", true
	}
	guarantee, guarantees := h.Body.(*record.GuaranteeMoved)
	if !guarantees && !slices.Contains(promises, h.Kind) {
		return "", false
	}
	m, ok := s.Mechanism()
	if !ok {
		if guarantees {
			return "", false // as it was before charters steered the fold
		}
		return "the charter was adopted without what steers the life of a promise", true
	}
	t := s.objects[h.First(record.AboutObject)]
	if t == nil || t.Undertaking == nil {
		return "it does not name the undertaking or clause that it is about", true
	}
	for _, seat := range h.Audience {
		if !s.reads(t.Readers(), seat) {
			return string(seat) + " could read it, and not the undertaking that it is about", true
		}
	}
	if guarantees {
		if guarantee.State == "accepted" && !(h.Has("scope") && h.Has("trigger") && h.Has("action")) {
			return "accepting a guarantee needs a text with its scope, its trigger and the action", true
		}
		_, err := t.Undertaking.Guarantee(m.Constitution, guarantee, stepOf(ev))
		return told(err), true
	}
	_, err := undertaking.Apply(m.Constitution, *t.Undertaking, stepOf(ev))
	return told(err), true
}

// takePromise lets a valid entry about an undertaking have its effect:
// refusePromise has seen that it can.
func (s *State) takePromise(o *Object, ev Event) ([]Change, bool) {
	h := ev.Head
	if b, ok := h.Body.(*record.ClauseRecorded); ok {
		u := undertaking.BeginClause(b, ev.At)
		o.Undertaking = &u
		return s.put(o), true
	}
	guarantee, guarantees := h.Body.(*record.GuaranteeMoved)
	m, ok := s.Mechanism()
	if !ok || !guarantees && !slices.Contains(promises, h.Kind) {
		return nil, false
	}
	t := *s.objects[h.First(record.AboutObject)]
	var u undertaking.State
	if guarantees {
		u, _ = t.Undertaking.Guarantee(m.Constitution, guarantee, stepOf(ev))
	} else {
		u, _ = undertaking.Apply(m.Constitution, *t.Undertaking, stepOf(ev))
	}
	t.Undertaking = &u
	return s.put(o, &t), true
}
