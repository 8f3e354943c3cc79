package web

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
)

var placeholder = regexp.MustCompile(`\{([a-z]+)(:oblique)?\}`)

// values gives the names of the values in a text, whatever their form.
func values(text string) (all []string) {
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	return all
}

// Every language that has a file says everything that English says, with the
// same values in it, in the plural forms that its rule can ask for.
func TestMessagesComplete(t *testing.T) {
	english := tongues()[0].messages
	for _, tongue := range tongues() {
		if tongue.messages == nil {
			continue
		}
		t.Run(tongue.Tag, func(t *testing.T) {
			for key, want := range english {
				got, ok := tongue.messages[key]
				if !ok {
					t.Errorf("%q is missing", key)
					continue
				}
				if (got.forms == nil) != (want.forms == nil) {
					t.Errorf("%q has plural forms in one language and none in the other", key)
					continue
				}
				if key == "language" || key == "oblique" || key == "refusals" || key == "faults" {
					continue // what a language's own names become
				}
				if got.forms != nil {
					for n := range 200 {
						if got.forms[tongue.plural(n)] == "" {
							t.Errorf("%q has no form for %d", key, n)
							break
						}
					}
				}
				texts, wants := []string{got.text}, []string{want.text}
				if got.forms != nil {
					texts, wants = []string{got.forms["other"]}, []string{want.forms["other"]}
				}
				for i := range texts {
					if strings.TrimSpace(texts[i]) == "" && key != "list.and" {
						t.Errorf("%q is empty", key)
					}
					a, b := values(texts[i]), values(wants[i])
					slices.Sort(a)
					slices.Sort(b)
					if !slices.Equal(a, b) {
						t.Errorf("%q has the values %v; English has %v", key, a, b)
					}
				}
			}
			for key := range tongue.messages {
				if _, ok := english[key]; !ok {
					t.Errorf("%q is not in English", key)
				}
			}
		})
	}
}

var used = regexp.MustCompile(`(?:v\.[TN]\(|\tadd\(|empty\(v, |Label: |statementsNear\(v, |Cut: )"([a-z][a-z.]*[a-z])"`)

// Every message that a page asks for by name is there.
func TestMessagesAsked(t *testing.T) {
	files, _ := filepath.Glob("*.templ")
	code, _ := filepath.Glob("*.go")
	for _, name := range append(files, code...) {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") || name == "assets.go" {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(raw), -1) {
			if _, ok := tongues()[0].messages[m[1]]; !ok {
				t.Errorf("%s asks for %q, which is not in messages/en.json", name, m[1])
			}
		}
	}
}

// Every value of an enumeration that a page shows has a word.
func TestMessagesForEveryValue(t *testing.T) {
	families := map[string][]string{
		"act": strs(record.Acts), "modeof": strs(record.Modes), "form": record.Forms, "stage": record.UndertakingStates,
		"part": record.ObligationParts, "obligation": record.ObligationKinds, "guarantor": record.GuarantorStates,
		"instrument": record.InstrumentKinds, "instatus": record.InstrumentStatuses, "effect": record.Effects, "class": record.ClaimClasses,
		"crossing": record.CrossingStatuses, "user": record.UserClasses, "outcome": record.TalksOutcomes, "incident": incidentTypes,
		"credibility": record.Credibilities, "reliability": record.Reliabilities, "submitter": strs(record.Submitters),
		"when": precisions, "where": {"1", "2", "3", "4", "5", "6", "7"}, "mode": {"own", "passkey", "desk"},
		"draft": {"statement", "incident", "figure", "attribution", "talks", "agreement", "crossing", "undertaking"},
		"role": strs([]record.Role{record.FromSource, record.InStatement, record.InsideOf, record.AboutObject, record.Target, record.RepeatOf,
			record.ConflictWith, record.InCase, record.OnFinding, record.Answering, record.OfInstrument, record.Merged, record.Into,
			record.CopyOf, record.OfNotice, record.Earlier, record.DependsOn, record.SupersededBy, record.DuplicateOf}),
		"kind": strs(record.Kinds()), "casestate": record.CaseStates, "ruling": record.Outcomes,
		"axis":     append(slices.Collect(maps.Keys(record.GradeAxes)), record.Axes...),
		"standard": record.Standards, "met": record.Results, "level": slices.Concat(record.AttributionLevels, record.IntentLevels, record.Gravities),
		"findingstatus": {casework.ProposedFinding, casework.PreliminaryFinding, casework.FinalFinding, casework.DefeatedFinding, casework.UndecidedFinding, casework.Superseded},
		"vote":          record.Votes, "decision": record.VoteStages, "rule": slices.Concat(record.DecisionRules, record.Undecided), "pause": record.PauseReasons,
		"standing": {deadline.Running, deadline.Paused, deadline.Met, deadline.Receipted, deadline.MetLate, deadline.Overdue, deadline.Dropped},
		"answer":   append([]string{"given", "silence", "waiting"}, record.AccessAnswers...), "method": record.Methods,
		"lineage": append(slices.Clone(record.Lineages), "superseded"), "lineage.by": append(slices.Clone(record.Lineages), "superseded"),
		"grade":    slices.Concat(record.GradeAxes["implementation"], record.GradeAxes["compliance"], record.GradeAxes["timeliness"]),
		"verified": record.VerificationLevels, "declared": record.Declarations, "correctness": {"correct", "incorrect", "not_determined"},
		"completeness": {"complete", "incomplete", "not_determined"}, "indicator": record.Indicators, "site": record.SiteStatuses,
		"notice": record.NoticeKinds, "count": {"claimed", "presented", "accepted", "rejected", "disputed"},
		"rangerule": record.RangeRules, "confirming": record.ConfirmingAccess, "talkslevel": record.TalksLevels,
		"alignment": record.Alignments, "check": record.MediaChecks, "sourcelink": record.SourceLinks, "sourcelink.by": record.SourceLinks,
		"about":    {string(ofPromise), string(ofUndertaking), string(ofClause), string(ofAgreement), string(ofRound), string(ofIncident), string(ofSource), string(ofSaid)},
		"effectby": {survey.ByClause, survey.ByMove, survey.ByForm, survey.ByStatement, survey.BySource},
		"contest":  record.Contests, "clausestate": record.ClauseStates, "variant": record.VariantRelations,
		"consent": record.Consents, "way": record.MechanismModes, "waymeans": record.MechanismModes, "body": {"accused", "party", "guarantor", "mediator", "chair", "secretariat", "monitor", "legal",
			"observer", "handler", "depositary"},
	}
	for family, values := range families {
		for _, value := range values {
			if _, ok := tongues()[0].messages[family+"."+value]; !ok {
				t.Errorf("%s.%s has no word", family, value)
			}
		}
	}
	for _, state := range record.UndertakingStates {
		if _, ok := tongues()[0].messages["stage."+state+".says"]; !ok {
			t.Errorf("the state %s has no sentence", state)
		}
	}
	for kind := range statuses {
		for _, key := range []string{"fail." + string(kind), "fail." + string(kind) + ".do"} {
			if _, ok := tongues()[0].messages[key]; !ok {
				t.Errorf("%q is missing", key)
			}
		}
	}
}

// A key written twice would hide the first text.
func TestMessagesOnce(t *testing.T) {
	files, _ := filepath.Glob("messages/*.json")
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		dec := json.NewDecoder(strings.NewReader(string(raw)))
		depth, key := 0, true
		for {
			tok, err := dec.Token()
			if err != nil {
				break
			}
			switch tok {
			case json.Delim('{'):
				depth, key = depth+1, true
				continue
			case json.Delim('}'):
				depth, key = depth-1, true
				continue
			}
			if s, ok := tok.(string); ok && depth == 1 && key {
				if seen[s] {
					t.Errorf("%s has %q twice", name, s)
				}
				seen[s] = true
			}
			key = !key
		}
	}
}

// Every field of a form has a label.
func TestMessagesForEveryField(t *testing.T) {
	for _, kind := range record.Kinds() {
		if _, note := noteOf(kind); !note && !kind.Casework() {
			continue
		}
		body, err := kind.Empty()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range reflect.VisibleFields(reflect.TypeOf(body).Elem()) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || name == "texts" || !wanted(casework.Mechanism{Constitution: &record.Constitution{}}, kind, name, nil) {
				continue
			}
			_, one := tongues()[0].messages["field."+string(kind)+"."+name]
			_, all := tongues()[0].messages["field."+name]
			if !one && !all {
				t.Errorf("the field %s of %s has no label", name, kind)
			}
		}
	}
}

// Every content field of every kind has a label: each can be withheld where an
// entry is released, and is named there.
func TestMessagesForEveryContent(t *testing.T) {
	for _, kind := range record.Kinds() {
		body, err := kind.Empty()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range reflect.VisibleFields(reflect.TypeOf(body).Elem()) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || f.Tag.Get("role") != "content" || name == "machine" {
				continue
			}
			_, one := tongues()[0].messages["field."+string(kind)+"."+name]
			_, all := tongues()[0].messages["field."+name]
			if !one && !all {
				t.Errorf("the content %s of %s has no label", name, kind)
			}
		}
	}
}
