package web_test

import (
	"maps"
	"net/url"
	"testing"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// fillIn sends a form, looks at what it will do, and does it.
func (w *world) fillIn(path string, form url.Values) page {
	w.t.Helper()
	at := path
	if about := form.Get("about"); about != "" {
		at += "?about=" + about
	}
	form.Set("once", w.get(at, 200).Find("form.act [name=once]").AttrOr("value", ""))
	check := maps.Clone(form)
	check.Set("step", "check")
	w.post(path, 200, check).says("#does ~ *, main", "It is recorded beside what others record")
	do := maps.Clone(form)
	do.Set("step", "do")
	do.Set("name", "Amina")
	return w.post(path, 200, do)
}

// What was watched, how the line was used, what was counted: each form where its
// reader would look for it, in plain HTML, with a page before that says what it does.
func TestNotesInForms(t *testing.T) {
	w := played(t)
	w.get("/assessment", 200).says("#watched ~ *, main", "How much was looked is not on record")
	w.sit("monitors")
	if w.get("/assessment", 200).Find(`a[href="/record/coverage_recorded"]`).Length() != 1 {
		t.Error("no way leads monitors to say how much was looked")
	}
	form := w.get("/record/coverage_recorded", 200)
	for _, name := range []string{"side", "recorded_by", "post", "from", "to", "observed_days", "posts", "sensors_down"} {
		if form.Find("form.act [name="+name+"]").Length() != 1 {
			t.Errorf("the form has no %s", name)
		}
	}
	p := w.fillIn("/record/coverage_recorded", url.Values{"recorded_by": {"The monitors"}, "side": {"oruvia"}, "post": {"Hadrel"}, "from": {"2026-03-01"}, "to": {"2026-03-10"},
		"observed_days": {"8"}, "posts": {"1"}, "sensors_down": {"camera 1\ncamera 2\n"}})
	p.says("main", "It is recorded.", "8 days, 1 post", "Hadrel", "camera 1", "camera 2")
	w.post("/record/coverage_recorded", 422, url.Values{"step": {"check"}, "recorded_by": {"The monitors"}, "from": {"2026-03-01"}, "to": {"2026-03-10"}, "observed_days": {"30"}, "posts": {"1"}}).
		says("[role=alert]", "from 0 to 10")
	w.fillIn("/record/hotline_call", url.Values{"from": {"oruvia"}, "to": {"zelmora"}, "test": {"1"}, "at": {"2026-03-02T10:00"}}).
		says("#line ~ *, main", "tested the line", "not answered")

	items, err := w.m.Store.Items(t.Context(), w.m.Secretariat(), record.KindUndertakingRecorded, register.Page{Limit: 1})
	if err != nil || len(items) == 0 {
		t.Fatal(err)
	}
	id := string(items[0].ID)
	if w.get("/undertakings/"+id, 200).Find(`a[href="/record/count_reported?about=`+id+`"]`).Length() != 1 {
		t.Error("no way leads to the form for counts")
	}
	w.fillIn("/record/count_reported", url.Values{"about": {id}, "level": {"monitor_observed"}, "counting_unit": {"rifles"}, "recorded_by": {"The monitors"}, "presented": {"279"},
		"accepted": {"243"}, "rejected": {"30"}, "disputed": {"6"}, "attributed_to": {"zelmora"}}).says("main", "279", "243", "not on record")
	w.post("/record/count_reported", 422, url.Values{"about": {id}, "step": {"check"}, "level": {"monitor_observed"}, "counting_unit": {"rifles"}, "recorded_by": {"m"}, "presented": {"279"},
		"accepted": {"1"}, "rejected": {"30"}, "disputed": {"6"}}).says("[role=alert]", "are not the 279 that were presented")
	w.fillIn("/record/indicator_read", url.Values{"about": {id}, "indicator": {"site_status"}, "site": {"vacated"}, "level": {"monitor_observed"}, "recorded_by": {"m"}, "date": {"2026-03-02"}}).
		says("#indicators ~ *, main", "vacated")

	w.get("/record/notice_given", 403)
	w.get("/record/vote_cast", 404)
	w.get("/record/count_reported?about="+string(items[0].Refs[0].ID), 404)
	// A notice is a party's own, under its own key.
	w.sit("zelmora")
	w.post("/record/notice_given", 200, url.Values{"step": {"check"}, "what": {"flight"}, "from": {"2026-04-01T10:00"}, "until": {"2026-04-01T12:00"}, "where": {"Hadrel"},
		"text": {"A survey flight."}}).says("main", "What Delegation of Zelmora will have said", "It can be read by")
}

// Every such kind has a form at what it is about; without that, its address says
// what there is to choose from.
func TestEveryNoteHasItsForm(t *testing.T) {
	w := played(t)
	newest := func(kinds ...record.Kind) string {
		for _, kind := range kinds {
			items, err := w.m.Store.Items(t.Context(), w.m.Secretariat(), kind, register.Page{Limit: 1})
			if err != nil {
				t.Fatal(err)
			}
			if len(items) > 0 {
				return string(items[0].ID)
			}
		}
		return ""
	}
	of := map[string][]record.Kind{
		"undertaking_recorded": {record.KindObligationSpecified, record.KindFormAdvanced, record.KindLineageLinked, record.KindReadingContested, record.KindGuaranteeMoved,
			record.KindGradeGiven, record.KindDeclarationConcluded, record.KindCountReported, record.KindIndicatorRead},
		"instrument_recorded": {record.KindClauseRecorded, record.KindTextVariantFiled},
		"talks_recorded":      {record.KindDraftTabled},
		"incident_recorded": {record.KindIncidentsMerged, record.KindIncidentSplit, record.KindIncidentRedated, record.KindRangeSet, record.KindConfirmationSought,
			record.KindNoticeMatched},
		"source_filed":       {record.KindSourceGraded, record.KindSourceLinked, record.KindMediaChecked},
		"claim_recorded":     {record.KindCredibilityGraded},
		"statement_recorded": {record.KindCredibilityGraded},
	}
	w.sit("secretariat")
	for target, kinds := range of {
		id := newest(record.Kind(target))
		for _, kind := range kinds {
			p := w.get("/record/"+string(kind)+"?about="+id, 200)
			if p.Find("form.act [name=about]").AttrOr("value", "") != id || p.Find("form.act button[value=check]").Length() != 1 {
				t.Errorf("the form of %s is not about the %s", kind, target)
			}
			if kind == record.KindDraftTabled {
				continue
			}
			if begin := w.get("/record/"+string(kind), 200); begin.Find(`main a[href="/record/`+string(kind)+`?about=`+id+`"]`).Length() != 1 {
				t.Errorf("%s without its subject leads nowhere", kind)
			}
		}
	}
	w.get("/record/grade_given?about="+newest(record.KindTalksRecorded), 404)
}

// A promise is contested, linked, specified and put in another form; an incident is
// merged and told to go on elsewhere: each in plain forms, and shown on its page.
func TestNotesBesideAPromiseAndAnIncident(t *testing.T) {
	w := played(t)
	w.sit("secretariat")
	ids := func(kind record.Kind, n int) (all []string) {
		items, err := w.m.Store.Items(t.Context(), w.m.Secretariat(), kind, register.Page{Limit: n})
		if err != nil || len(items) < n {
			t.Fatal(err, len(items))
		}
		for _, it := range items {
			all = append(all, string(it.ID))
		}
		return all
	}
	promises, events, papers := ids(record.KindUndertakingRecorded, 2), ids(record.KindIncidentRecorded, 3), ids(record.KindSourceFiled, 2)
	w.post("/record/lineage_linked", 422, url.Values{"about": {promises[0]}, "step": {"check"}, "relation": {"weakens"}, "why": {"no day is named"}}).
		says("[role=alert]", "It is not said: The earlier promise")
	w.fillIn("/record/lineage_linked", url.Values{"about": {promises[0]}, "earlier": {promises[1]}, "relation": {"weakens"}, "why": {"no day is named any more"}}).
		says("#lineage ~ *, main", "no day is named any more")
	w.fillIn("/record/reading_contested", url.Values{"about": {promises[0]}, "what": {"denied"}, "reported": {"oruvia"}, "source": {papers[0]}, "reading": {"We promised nothing."}}).
		says("#contests ~ *, main", "We promised nothing.", "denies it")
	w.fillIn("/record/form_advanced", url.Values{"about": {promises[0]}, "form": {"signed"}, "disputed": {"1"}, "issuer": {"Oruvia"}, "note": {"a joint statement, no signatures"}}).
		says("#history ~ *, main", "disputed")
	w.fillIn("/record/obligation_specified", url.Values{"about": {promises[0]}, "kind": {"procure_third_party"}, "continuous": {"1"}, "duty_bearer": {"Oruvia"}, "act": {"keeps groups from crossing"}}).
		says(".parts", "keeps groups from crossing", "not said")
	// A grade is signed by its author's own key: the page says what would be said, and how.
	w.post("/record/grade_given", 200, url.Values{"about": {promises[0]}, "step": {"check"}, "axis": {"implementation:1"}, "level": {"monitor_observed"}, "reasons": {"begun"}}).
		says("main", "1: begun, not on course", "own key")
	w.post("/record/grade_given", 422, url.Values{"about": {promises[0]}, "step": {"check"}, "axis": {"4:implementation"}, "level": {"monitor_observed"}, "reasons": {"x"}})

	w.fillIn("/record/incidents_merged", url.Values{"about": {events[0]}, "merged": {events[1]}, "why": {"one clash, told twice"}}).
		says("#merged", "One more record of the same incident")
	w.get("/incidents/"+events[1], 200).says("#forward", "This record goes on in another")
	w.fillIn("/record/incident_redated", url.Values{"about": {events[0]}, "date_precision": {"1"}, "from": {"2026-08-20"}, "to": {"2026-08-20"}, "why": {"the hospital's register"}}).
		says("#redated", "the hospital's register")
	w.get("/incidents/"+events[2], 200).says("main", "not on record whether those who could confirm it could be asked", "That nothing was confirmed disproves nothing")
	w.fillIn("/record/confirmation_sought", url.Values{"about": {events[0]}, "access": {"denied"}, "whom": {"the hospital"}}).says("#roots ~ *", "access was denied")
	w.fillIn("/record/source_graded", url.Values{"about": {papers[0]}, "reliability": {"B"}, "reason": {"it corrects itself"}}).says(".graded", "Secretariat", "B")
	w.fillIn("/record/source_linked", url.Values{"about": {papers[0]}, "copy_of": {papers[1]}, "relation": {"cites"}, "why": {"it says so"}}).says("#links ~ *", "cites")

	// A draft is on the page of talks with its digest; who was not at the table sees nothing of it.
	p := w.fillIn("/record/draft_tabled", url.Values{"by": {"oruvia"}, "title": {"Draft rules of the line commission"}, "text": {"1. The commission meets weekly."}})
	p.says("#drafts ~ *", "Draft rules of the line commission", "SHA-256")
	w.fillIn("/record/draft_tabled", url.Values{"title": {"A paper known by its digest"}, "sha256": {"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}}).
		says("#drafts ~ *", "9f86d081", "a mediator")
	if items, err := w.m.Store.Items(t.Context(), register.Viewer{}, record.KindDraftTabled, register.Page{}); err != nil || len(items) != 0 {
		t.Errorf("the public reads %d of what was tabled: %v", len(items), err)
	}
}

// Before and after a clause: the day is the one from which it holds, the side
// chooses among the incidents, and of what nobody knows when it began the page says
// so.
func TestAssessmentOfAPromise(t *testing.T) {
	w := played(t)
	w.sit("secretariat")
	items, err := w.m.Store.Items(t.Context(), w.m.Secretariat(), record.KindUndertakingRecorded, register.Page{Limit: 1})
	if err != nil || len(items) == 0 {
		t.Fatal(err)
	}
	p := w.get("/assessment?promise="+string(items[0].ID), 200)
	p.says("[role=note]", "It took effect on", "by the day")
	if v := p.Find("#at").AttrOr("value", ""); len(v) != 10 || v <= p.Find("#from").AttrOr("value", "") || v >= p.Find("#to").AttrOr("value", "") {
		t.Errorf("the day asked about is %q", v)
	}
	all, one := w.get("/assessment", 200).Find("#series option").Length(), w.get("/assessment?side=nobody", 200)
	if all == 0 || one.Find("#series option").Length() != 0 || one.Find("#side").Length() != 1 {
		t.Errorf("%d series in all, %d of a side that nothing names", all, one.Find("#series option").Length())
	}
}
