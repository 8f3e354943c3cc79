package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// A draft is corrected in a form with one line for each field that a person can
// judge. What the form does not show stays as the reader made it.

// entry kinds of a form's fields.
type entryKind string

const (
	asText    entryKind = "text"
	asNumber  entryKind = "number" // a whole number, or empty
	asDay     entryKind = "date"   // YYYY-MM-DD, or empty
	asChoice  entryKind = "choice"
	asChoices entryKind = "choices"
	asYes     entryKind = "yes"
	asParty   entryKind = "party"   // one actor, or nobody
	asParties entryKind = "parties" // one a line
	asPlace   entryKind = "place"   // one of the places read in the document
	asTime    entryKind = "time"    // one of the times read in the document
	asWords   entryKind = "words"   // exact words of the document
	asNames   entryKind = "names"   // guarantors, one a line
)

// formField is a field of a draft as its form shows it.
type formField struct {
	Path   string // in the draft's JSON, parts joined by "."; "" for words that are the record's own
	Label  string // a message's key
	Kind   entryKind
	Family string   // the messages of its values
	Values []string // what can be chosen
	None   bool     // nothing can be chosen too
}

func strs[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

var precisions = []string{"1", "2", "3", "4", "5"}

// formFields are the fields of each kind of draft.
var formFields = map[string][]formField{
	"statement": {
		{Path: "acts", Label: "statement.acts", Kind: asChoices, Family: "act", Values: strs(record.Acts)},
		{Path: "speaker", Label: "statement.speaker", Kind: asParty},
		{Path: "addressee", Label: "statement.addressee", Kind: asParty},
		{Path: "content", Label: "correct.words", Kind: asWords},
		{Path: "mode", Label: "statement.mode", Kind: asChoice, Family: "modeof", Values: strs(record.Modes)},
		{Path: "time", Label: "statement.day", Kind: asTime},
	},
	"incident": {
		{Path: "type", Label: "incident.type", Kind: asChoice, Family: "incident", Values: incidentTypes},
		{Path: "", Label: "correct.words", Kind: asWords},
		{Path: "from", Label: "correct.from", Kind: asDay},
		{Path: "to", Label: "correct.to", Kind: asDay},
		{Path: "date_precision", Label: "incident.day.exact", Kind: asChoice, Family: "when", Values: precisions},
		{Path: "place", Label: "incident.place", Kind: asPlace},
	},
	"figure": {
		{Path: "claimant", Label: "claim.claimant", Kind: asParty},
		{Path: "number", Label: "claim.number", Kind: asNumber},
		{Path: "low", Label: "claim.low", Kind: asYes},
		{Path: "effect", Label: "claim.effect", Kind: asChoice, Family: "effect", Values: record.Effects},
		{Path: "group", Label: "claim.group", Kind: asText},
		{Path: "class", Label: "claim.class", Kind: asChoice, Family: "class", Values: []string{"own_loss", "inflicted_loss", "third_party_count", "unattributed"}},
		{Path: "phrase", Label: "correct.words", Kind: asWords},
	},
	"attribution": {
		{Path: "to", Label: "claim.to", Kind: asParty},
	},
	"talks": {
		{Path: "", Label: "correct.words", Kind: asWords},
		{Path: "place", Label: "talks.place", Kind: asText},
		{Path: "round", Label: "talks.round", Kind: asNumber},
		{Path: "from", Label: "correct.from", Kind: asDay},
		{Path: "to", Label: "correct.to", Kind: asDay},
		{Path: "outcome", Label: "talks.outcome", Kind: asChoice, Family: "outcome", Values: record.TalksOutcomes},
		{Path: "parties", Label: "talks.parties", Kind: asParties},
		{Path: "mediators", Label: "talks.mediators", Kind: asParties},
		{Path: "hosts", Label: "talks.hosts", Kind: asParties},
	},
	"agreement": {
		{Path: "", Label: "correct.words", Kind: asWords},
		{Path: "kind", Label: "agreement.kind", Kind: asChoice, Family: "instrument", Values: record.InstrumentKinds},
		{Path: "status", Label: "agreement.status", Kind: asChoice, Family: "instatus", Values: record.InstrumentStatuses},
		{Path: "place", Label: "talks.place", Kind: asText},
		{Path: "date", Label: "agreement.date", Kind: asDay},
		{Path: "parties", Label: "talks.parties", Kind: asParties},
		{Path: "brokers", Label: "agreement.brokers", Kind: asParties},
	},
	"crossing": {
		{Path: "", Label: "correct.words", Kind: asWords},
		{Path: "name", Label: "crossing.name", Kind: asText},
		{Path: "status", Label: "crossing.status", Kind: asChoice, Family: "crossing", Values: []string{"open", "open_limited", "closed", "unknown"}},
		{Path: "users", Label: "crossing.users", Kind: asChoices, Family: "user", Values: record.UserClasses},
		{Path: "reason", Label: "crossing.reason", Kind: asText},
		{Path: "declared_by", Label: "crossing.by", Kind: asParty},
	},
	"undertaking": {
		{Path: "content", Label: "correct.words", Kind: asWords},
		{Path: "by", Label: "undertaking.by", Kind: asParty},
		{Path: "to", Label: "undertaking.to", Kind: asParty},
		{Path: "state", Label: "undertaking.stage", Kind: asChoice, Family: "stage", Values: record.UndertakingStates},
		{Path: "form", Label: "undertaking.form", Kind: asChoice, Family: "form", Values: record.Forms, None: true},
		{Path: "guarantors", Label: "guarantors.title", Kind: asNames},
		{Path: "missing", Label: "correct.missing", Kind: asChoices, Family: "part", Values: record.ObligationParts},
	},
}

// incidentTypes are ACLED's sub-event types that a report of an incident can be of.
var incidentTypes = []string{"Armed clash", "Attack", "Shelling/artillery/missile attack", "Air/drone strike",
	"Remote explosive/landmine/IED", "Suicide bomb", "Grenade", "Abduction/forced disappearance", "Sexual violence",
	"Looting/property destruction", "Arrests", "Disrupted weapons use", "Change to group/activity", "Non-violent transfer of territory",
	"Government regains territory", "Non-state actor overtakes territory", "Peaceful protest", "Protest with intervention",
	"Excessive force against protesters", "Violent demonstration", "Mob violence", "Agreement", "Headquarters or base established", "Other"}

// name gives the form's name of a field.
func (f formField) name() string {
	if f.Path == "" {
		return "text"
	}
	return f.Path
}

// chosen reports whether a record has a value among several.
func (f formField) chosen(rec map[string]any, value string) bool {
	for _, one := range strList(rec[f.Path]) {
		if one == value || f.Path == "users" && desk.UserClass(one) == value {
			return true
		}
	}
	return false
}

// fill puts what a form says into a record, given as decoded JSON.
func (f formField) fill(rec map[string]any, form func(string) []string, doc *draft.Document, plain string) error {
	texts := form(f.name())
	text := ""
	if len(texts) > 0 {
		text = strings.TrimSpace(texts[0])
	}
	switch f.Kind {
	case asText, asChoice:
		if f.Kind == asChoice && !slices.Contains(f.Values, text) && !(f.None && text == "") {
			if old := fmt.Sprint(rec[f.Path]); old == text {
				return nil // what the reader made may be outside the list
			}
			return fault.New(fault.Invalid, "%q cannot be chosen for %s", text, f.Path)
		}
		if _, isNumber := rec[f.Path].(float64); isNumber {
			n, err := strconv.Atoi(text)
			if err != nil {
				return fault.New(fault.Invalid, "%q is not a whole number", text)
			}
			rec[f.Path] = n
			return nil
		}
		rec[f.Path] = text
	case asChoices:
		all := []string{}
		for _, one := range texts {
			if slices.Contains(f.Values, one) {
				all = append(all, one)
			}
		}
		rec[f.Path] = all
		if f.Path == "acts" {
			if len(all) == 0 {
				return fault.New(fault.Invalid, "a statement does at least one thing: choose an act")
			}
			// The main act stays first while it is still chosen.
			if old, _ := rec["act"].(string); slices.Contains(all, old) {
				all = slices.DeleteFunc(all, func(s string) bool { return s == old })
				rec[f.Path] = append([]string{old}, all...)
			}
			rec["act"] = rec[f.Path].([]string)[0]
		}
	case asNumber:
		if text == "" {
			rec[f.Path] = nil
			return nil
		}
		n, err := strconv.Atoi(western(text))
		if err != nil || n < 0 {
			return fault.New(fault.Invalid, "%q is not a whole number from 0 on", text)
		}
		rec[f.Path] = n
	case asDay:
		rec[f.Path] = nil
		if text != "" {
			rec[f.Path] = western(text)
		}
	case asYes:
		rec[f.Path] = text != ""
	case asPlace, asTime:
		rec[f.Path] = nil
		if text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 || f.Kind == asPlace && n >= len(doc.Places) || f.Kind == asTime && n >= len(doc.Times) {
				return fault.New(fault.Invalid, "%q is none of those read in the document", text)
			}
			rec[f.Path] = n
		}
	case asParty:
		f.fillParty(rec, text, strings.TrimSpace(strings.Join(form(f.name()+".side"), "")))
	case asParties:
		rec[f.Path] = partyLines(text)
	case asNames:
		f.fillGuarantors(rec, text)
	case asWords:
		return f.fillWords(rec, strings.Join(texts, ""), plain)
	}
	return nil
}

// fillParty sets an actor's name and side. A speaker's own words in the document
// stay; without any there is no speaker.
func (f formField) fillParty(rec map[string]any, name, side string) {
	old, _ := rec[f.Path].(map[string]any)
	switch {
	case name == "" && side == "" && (old == nil || old["text"] == nil):
		rec[f.Path] = nil
		if f.Path == "to" && old != nil { // an attribution always has one
			rec[f.Path] = map[string]any{"name": "", "side": ""}
		}
	case old != nil:
		old["name"], old["side"] = name, side
	case f.Path == "speaker":
		rec[f.Path] = map[string]any{"text": "", "start": 0, "end": 0, "name": name, "side": side}
	default:
		rec[f.Path] = map[string]any{"name": name, "side": side}
	}
}

// partyLines reads actors, one a line: a name, or "name | side".
func partyLines(text string) []any {
	all := []any{}
	for line := range strings.Lines(text) {
		name, side, _ := strings.Cut(line, "|")
		if name, side = strings.TrimSpace(name), strings.TrimSpace(side); name != "" || side != "" {
			all = append(all, map[string]any{"name": name, "side": side})
		}
	}
	return all
}

// fillGuarantors keeps what is known of the guarantors that are still named.
func (f formField) fillGuarantors(rec map[string]any, text string) {
	old, _ := rec[f.Path].([]any)
	all := []any{}
	for line := range strings.Lines(text) {
		name := strings.TrimSpace(line)
		if name == "" {
			continue
		}
		one := map[string]any{"name": name, "state": "named_by_party", "named_by": nil}
		for _, o := range old {
			if had, ok := o.(map[string]any); ok && had["name"] == name {
				one = had
			}
		}
		all = append(all, one)
	}
	rec[f.Path] = all
}

// western writes the digits of a number or date in ASCII.
func western(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		}
		return r
	}, s)
}
