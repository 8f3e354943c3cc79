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
