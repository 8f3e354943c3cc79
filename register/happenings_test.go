package register

import (
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

func (w *world) incident() *Object {
	return w.do("desk", "secretariat", &record.IncidentRecorded{Type: "Attack", Words: quoted}, w.source())
}

func ref(role record.Role, o *Object) record.Ref { return record.Ref{Role: role, ID: o.ID} }

func TestMergedIdsForward(t *testing.T) {
	w := caseWorld(t)
	a, b, c := w.incident(), w.incident(), w.incident()
	w.do("desk", "secretariat", &record.IncidentsMerged{Why: "w"}, ref(record.Into, b), ref(record.Merged, a))
	w.do("desk", "secretariat", &record.IncidentsMerged{Why: "w"}, ref(record.Into, c), ref(record.Merged, b))
	if got := w.state.Current(a.ID); !slices.Equal(got, []record.ID{c.ID}) {
		t.Errorf("%s goes on in %v, want %s", a.ID, got, c.ID)
	}
	d, e := w.incident(), w.incident()
	w.do("desk", "secretariat", &record.IncidentSplit{Why: "w"}, about(c), ref(record.Into, d), ref(record.Into, e))
	if got := w.state.Current(a.ID); !slices.Equal(got, []record.ID{d.ID, e.ID}) {
		t.Errorf("%s goes on in %v", a.ID, got)
	}
	circle := w.do("desk", "secretariat", &record.IncidentsMerged{Why: "w"}, ref(record.Into, a), ref(record.Merged, d))
	if circle.Void == "" {
		t.Error("a circle of merged incidents was let through")
	}
	if late := w.do("desk", "secretariat", &record.IncidentRedated{DatePrecision: 1, From: "2026-01-01", To: "2026-01-01", Why: "w"}, about(a)); !strings.Contains(late.Void, "goes on in") {
		t.Errorf("void = %q", late.Void)
	}
}

func TestGradedApart(t *testing.T) {
	w := caseWorld(t)
	source := w.source()
	w.do("desk", "secretariat", &record.SourceGraded{Reliability: "C", Reason: "r"}, record.Ref{Role: record.AboutObject, ID: source.ID})
	w.do("desk", "secretariat", &record.SourceGraded{Reliability: "B", Reason: "r"}, record.Ref{Role: record.AboutObject, ID: source.ID})
	got := w.state.Object(source.ID).Graded
	if len(got) != 2 || got[0].Value != "C" || got[1].Value != "B" {
		t.Errorf("graded = %+v: the first grade has to stay", got)
	}
	if o := w.by("n", &record.SourceGraded{Reliability: "A", Reason: "r"}, record.Ref{Role: record.AboutObject, ID: source.ID}); o.Void == "" {
		t.Error("a party graded a source")
	}
	if o := w.do("desk", "secretariat", &record.CredibilityGraded{Credibility: "2", Reason: "r"}, record.Ref{Role: record.AboutObject, ID: source.ID}); o.Void == "" {
		t.Error("a source was given a credibility")
	}
	claim := w.do("desk", "secretariat", count(num(7), "own_loss", "north", "soldiers", "7"), about(w.incident()), w.source())
	w.do("desk", "secretariat", &record.CredibilityGraded{Credibility: "5", Reason: "r"}, about(claim))
	o := w.by("m", &record.CredibilityGraded{Credibility: "2", Reason: "r"}, about(claim))
	said := w.state.Object(claim.ID).Graded
	if o.Void != "" || len(said) != 2 || said[0].Value != "5" || said[0].By != "secretariat" || said[1].Value != "2" || said[1].By != "m" || said[1].At.IsZero() {
		t.Errorf("credibility = %+v (%s): each grade has to stay, with who gave it", said, o.Void)
	}
	for _, b := range []record.Body{&record.SourceGraded{Reliability: "C"}, &record.CredibilityGraded{Credibility: "2"}} {
		if b.Validate() == nil {
			t.Errorf("a %T without a reason was taken", b)
		}
	}
	one := 1
	if o := w.do("desk", "secretariat", &record.RangeSet{Effect: "killed", Rule: "monitor_count", Best: &one, CountingUnit: "persons", Reason: "r"}, about(w.incident())); !strings.Contains(o.Void, "cannot speak for anyone") {
		t.Errorf("the desk set a range: %q", o.Void)
	}
	i := w.incident()
	w.by("m", &record.RangeSet{Effect: "killed", Rule: "monitor_count", Best: &one, CountingUnit: "persons", Reason: "r"}, about(i))
	if got := w.state.Object(i.ID).Incident; got == nil || len(got.Ranges) != 1 || got.Ranges[0].By != "m" {
		t.Errorf("incident = %+v", got)
	}
}
