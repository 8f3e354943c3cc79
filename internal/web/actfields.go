package web

import (
	"reflect"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/record"
)

// The form of an act is made from the kind's body and its schema: one line a
// field. What a name alone cannot tell (that "until" is a time, "of" a party) is
// said here once for all kinds.

// widget is how a field is filled in.
type widget string

const (
	inLine     widget = "line"
	inText     widget = "text"
	inChoice   widget = "choice"
	inYes      widget = "yes"
	inNumber   widget = "number"
	inDay      widget = "day"
	inInstant  widget = "instant" // UTC
	inPlace    widget = "place"
	inParties  widget = "parties"
	inEvidence widget = "evidence" // entries that it rests on
	inNumbers  widget = "numbers"  // propositions of the finding
	inFinding  widget = "finding"  // propositions by axis
	inLines    widget = "lines"    // one a line
	inSide     widget = "side"     // a party, as an actor
)

// actField is one field of an act's form.
type actField struct {
	Name     string // in the body's JSON
	Widget   widget
	Family   string // the messages of its values; "" where Names has them
	Values   []string
	Names    map[string]string // of values that the charter names
	Needed   bool
	Settled  bool   // by what was chosen before; it is sent along
	Value    string // of one that is settled
	Unchosen bool   // nothing is chosen beforehand: what nobody looked at would be said by its author
}

// long are the fields that take more than a line.
var long = []string{"what", "summary", "text", "reason", "reasons", "why", "found", "left", "purpose", "note", "lost", "closes_when", "reading", "scope", "trigger", "action"}

// families are the messages of the values of a field.
var families = map[string]string{"outcome": "ruling", "method": "method", "answer": "answer", "vote": "vote", "stage": "decision", "reason": "pause",
	"submitter": "submitter", "to": "casestate", "chosen": "chosen", "level": "verified", "indicator": "indicator", "site": "site", "what": "notice"}

// kindFamilies are the messages of the values of a kind's own field.
var kindFamilies = map[record.Kind]map[string]string{
	record.KindObligationSpecified:  {"kind": "obligation"},
	record.KindFormAdvanced:         {"form": "form"},
	record.KindClauseRecorded:       {"state": "clausestate"},
	record.KindClauseMoved:          {"to": "clausestate"},
	record.KindLineageLinked:        {"relation": "lineage"},
	record.KindReadingContested:     {"what": "contest"},
	record.KindGuaranteeMoved:       {"state": "guarantor"},
	record.KindDeclarationMade:      {"what": "declared"},
	record.KindDeclarationConcluded: {"correctness": "correctness", "completeness": "completeness"},
	record.KindTextVariantFiled:     {"relation": "variant"},
	record.KindRangeSet:             {"effect": "effect", "rule": "rangerule"},
	record.KindConfirmationSought:   {"access": "confirming"},
	record.KindMediaChecked:         {"check": "check"},
	record.KindModeChanged:          {"mode": "way"},
	record.KindSourceGraded:         {"reliability": "reliability"},
	record.KindSourceLinked:         {"relation": "sourcelink"},
	record.KindCredibilityGraded:    {"credibility": "credibility"},
}

// inDays are the fields of notes that are days, and not moments.
var inDays = map[record.Kind][]string{
	record.KindClauseRecorded:      {"from", "until"},
	record.KindClauseMoved:         {"from", "until"},
	record.KindGuaranteeMoved:      {"until"},
	record.KindObligationSpecified: {"due"},
	record.KindMediaChecked:        {"day"},
	record.KindIncidentRedated:     {"from", "to"},
	record.KindAllegationMade:      {"from", "to"},
	record.KindCoverageRecorded:    {"from", "to"},
}

// fieldsOf gives the fields of a kind's form in a case. fixed are those settled
// by what was chosen, by name.
func fieldsOf(v *view, m casework.Mechanism, s casework.Case, kind record.Kind, fixed map[string]string) ([]actField, error) {
	body, err := kind.Empty()
	if err != nil {
		return nil, err
	}
	var all []actField
	for _, f := range reflect.VisibleFields(reflect.TypeOf(body).Elem()) {
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		one := actField{Name: name, Widget: inLine, Needed: !strings.Contains(rest, "omit")}
		if f.Anonymous || name == "texts" || !wanted(m, kind, name, fixed) {
			continue
		}
		values := schema.Allowed(kind, name)
		switch {
		case name == "propositions" && kind == record.KindFindingProposed:
			one.Widget = inFinding
		case name == "propositions":
			one.Widget = inNumbers
		case name == "evidence":
			one.Widget = inEvidence
		case f.Type == reflect.TypeFor[record.Place]():
			one.Widget = inPlace
		case f.Type.Kind() == reflect.Bool:
			one.Widget = inYes
		case f.Type.Kind() == reflect.Int || f.Type == reflect.TypeFor[*int]():
			one.Widget = inNumber
		case f.Type == reflect.TypeFor[record.Party]():
			one.Widget, one.Names, one.Values = inSide, sideNames(v, m), append([]string{""}, m.Constitution.Parties...)
		case name == "sensors_down" || name == "areas_denied":
			one.Widget = inLines
		case f.Type.Kind() == reflect.Slice:
			one.Widget, one.Names, one.Values = inParties, sideNames(v, m), m.Constitution.Parties
		case slices.Contains(inDays[kind], name) || name == "date":
			one.Widget = inDay
		case name == "until" || name == "due" || name == "at" || kind == record.KindNoticeGiven && name == "from":
			one.Widget = inInstant
		case values != nil:
			one.Widget, one.Values, one.Family = inChoice, values, or(kindFamilies[kind][name], families[name])
		case slices.Contains(long, name):
			one.Widget = inText
		}
		charterNames(v, m, s, kind, &one)
		one.Unchosen = one.Widget == inChoice && !slices.Contains(one.Values, "")
		if value, ok := fixed[name]; ok {
			one.Settled, one.Value = true, value
		}
		all = append(all, one)
	}
	return all, nil
}

// wanted says whether a field has a place in the form: some belong to one choice
// alone, and a penalty only to an instrument that defines one.
func wanted(m casework.Mechanism, kind record.Kind, name string, fixed map[string]string) bool {
	switch kind {
	case record.KindCaseMoved:
		switch name {
		case "outcome":
			return fixed["to"] == "closed"
		case "rung":
			return fixed["to"] == "escalated"
		case "clause":
			return fixed["to"] == "outside_mandate"
		}
	case record.KindReferralMade:
		if name == "measure" {
			return m.Constitution.Penalty != nil
		}
		return name != "to" || m.Constitution.Penalty == nil
	case record.KindRemedyReported:
		return name != "method" || fixed["verified"] == "1"
	case record.KindAllegationMade:
		return name != "batch"
	}
	return true
}

// charterNames makes a choice of a field whose values are the charter's.
func charterNames(v *view, m casework.Mechanism, s casework.Case, kind record.Kind, f *actField) {
	choose := func(values []string, names map[string]string) {
		f.Widget, f.Values, f.Names, f.Family = inChoice, values, names, ""
	}
	seats := func(keep func(record.SeatRule) bool) ([]string, map[string]string) {
		var ids []string
		names := map[string]string{}
		for _, seat := range m.Constitution.Seats {
			if keep(seat) {
				ids = append(ids, string(seat.ID))
				names[string(seat.ID)] = v.Seat(seat.ID)
			}
		}
		return ids, names
	}
	switch {
	case kind == record.KindGradeGiven && f.Name == "axis":
		names := map[string]string{}
		var all []string
		for _, axis := range []string{"implementation", "compliance", "timeliness"} {
			for _, value := range record.GradeAxes[axis] {
				one := axis + ":" + value
				all, names[one] = append(all, one), v.Word("axis", axis)+": "+v.Word("grade", value)
			}
		}
		choose(all, names)
	case f.Name == "reported":
		choose(append([]string{""}, m.Constitution.Parties...), sideNames(v, m))
	case f.Name == "graded_by":
		ids, names := seats(func(record.SeatRule) bool { return true })
		choose(append([]string{""}, ids...), names)
	case kind == record.KindModeChanged && f.Name == "mode":
		f.Values = slices.DeleteFunc(slices.Clone(f.Values), func(mode string) bool { return mode == m.Mode })
	case kind == record.KindSeatVacated && f.Name == "seat", kind == record.KindSeatFilled && f.Name == "seat":
		choose(seats(func(r record.SeatRule) bool {
			_, empty := m.Vacant[r.ID]
			return empty == (kind == record.KindSeatFilled)
		}))
	case kind == record.KindDraftTabled && f.Name == "by":
		names := sideNames(v, m)
		names[""] = v.T("draft.mediator")
		choose(append([]string{""}, m.Constitution.Parties...), names)
	case kind == record.KindHotlineCall && (f.Name == "from" || f.Name == "to"):
		choose(m.Constitution.Parties, sideNames(v, m))
	case kind == record.KindCoverageRecorded && f.Name == "side":
		choose(append([]string{""}, m.Constitution.Parties...), sideNames(v, m))
	case f.Name == "of" && kind != record.KindDeadlineExtended:
		choose(m.Constitution.Parties, sideNames(v, m))
	case f.Name == "category":
		names := map[string]string{}
		for _, id := range m.Constitution.Categories {
			names[id] = v.Term("category", id)
		}
		choose(append([]string{""}, m.Constitution.Categories...), names)
	case f.Name == "to" && kind == record.KindTaskGiven:
		choose(seats(func(r record.SeatRule) bool {
			return !r.Observes && slices.Contains([]string{"monitor", "legal", "chair", "secretariat"}, r.Role)
		}))
	case f.Name == "stand_in":
		ids, names := seats(func(record.SeatRule) bool { return true })
		choose(append([]string{""}, ids...), names)
	case f.Name == "addressee":
		names := sideNames(v, m)
		ids, seatNames := seats(func(r record.SeatRule) bool { return r.Role != "party" })
		for id, name := range seatNames {
			names[id] = name
		}
		choose(slices.Concat(m.Constitution.Parties, ids), names)
	case f.Name == "measure" && m.Constitution.Penalty != nil:
		names := map[string]string{}
		for _, id := range m.Constitution.Penalty.Measures {
			names[id] = v.Term("measure", id)
		}
		choose(append([]string{""}, m.Constitution.Penalty.Measures...), names)
	case f.Name == "rung":
		names := map[string]string{}
		var ids []string
		for _, r := range m.Constitution.Ladder {
			ids, names[r.ID] = append(ids, r.ID), v.Term("rung", r.ID)
		}
		choose(ids, names)
	case f.Name == "clock":
		names := map[string]string{}
		var ids []string
		for _, d := range s.Deadlines {
			if d.Open() && names[d.Rule.ID] == "" {
				ids, names[d.Rule.ID] = append(ids, d.Rule.ID), v.Term("clock", d.Rule.ID)
			}
		}
		choose(ids, names)
	}
}

func sideNames(v *view, m casework.Mechanism) map[string]string {
	names := map[string]string{}
	for _, p := range m.Constitution.Parties {
		names[p] = v.side(p)
	}
	return names
}

// Says gives the word of a value.
func (f actField) Says(v *view, value string) string {
	if n, ok := f.Names[value]; ok {
		return n
	}
	if value == "" {
		return v.T("correct.none")
	}
	return v.Word(f.Family, value)
}

// fieldLabel names a field: as this kind has it, else as every kind does.
func fieldLabel(v *view, kind record.Kind, name string) string {
	if key := "field." + string(kind) + "." + name; v.has(key) {
		return v.T(key)
	}
	return v.T("field." + name)
}
