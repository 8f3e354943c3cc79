package app_test

import (
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// TestAttest has the log attest its time and its states, and checks both as the
// operator does and as a party does from an export.
func TestAttest(t *testing.T) {
	w := newWitnessed(t)
	m := w.open(t)
	ctx := t.Context()
	if done, err := m.Attest(ctx); err != nil || done {
		t.Fatalf("before anything is witnessed: %v, %v", done, err)
	}
	for _, g := range w.g {
		g.begin(t, w.trust, w.genesis)
	}
	w.accept(t, m)
	publish := func() {
		t.Helper()
		if _, err := m.Publisher.Publish(ctx); err != nil {
			t.Fatal(err)
		}
	}
	publish()
	witnessed := func(index int64) (time.Time, bool) {
		t.Helper()
		it, err := m.Store.ItemAt(ctx, m.Secretariat(), index)
		if err != nil {
			t.Fatal(err)
		}
		return it.Witnessed, !it.Witnessed.IsZero()
	}
	if _, ok := witnessed(1); ok {
		t.Error("witnessed before it was attested")
	}
	if done, err := m.Attest(ctx); err != nil || !done {
		t.Fatalf("%v, %v", done, err)
	}
	at, ok := witnessed(2)
	if !ok || time.Since(at) > time.Minute {
		t.Errorf("entry 2 was witnessed at %v, %v", at, ok)
	}
	if _, ok := witnessed(3); ok {
		t.Error("the attestation attests itself")
	}
	list, err := m.Store.Entries(ctx, m.Secretariat(), register.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range list {
		if it.Witnessed.IsZero() != (it.Index > 2) || it.Index <= 2 && !it.Witnessed.Equal(at) {
			t.Errorf("in the list, entry %d was witnessed at %v", it.Index, it.Witnessed)
		}
	}
	publish()
	if done, err := m.Attest(ctx); err != nil || done {
		t.Errorf("attested its own attestations: %v, %v", done, err)
	}

	// Later attestations do not revise the first.
	w.accept(t, m)
	publish()
	if done, err := m.Attest(ctx); err != nil || !done {
		t.Fatalf("%v, %v", done, err)
	}
	if again, ok := witnessed(2); !ok || !again.Equal(at) {
		t.Errorf("entry 2 was witnessed at %v and then at %v, %v", at, again, ok)
	}
	publish()
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: w.trust})
	if err != nil || !v.OK() {
		t.Fatalf("%v\n%s\n%v", err, v.Ledger, v.Faults)
	}
	states, err := m.Whole().AllOf(ctx, record.KindStateAttested)
	if err != nil || len(states) < 4 {
		t.Fatalf("%d states were attested, %v", len(states), err)
	}
	for _, seat := range []string{"", "zelmora", "handler"} {
		viewer := register.Viewer{}
		if seat != "" {
			viewer.Seats = []record.Seat{record.Seat(seat)}
		}
		dir := filepath.Join(t.TempDir(), "log")
		if _, err := m.ExportLog(ctx, viewer, dir); err != nil {
			t.Fatal(err)
		}
		v, err := app.VerifyLog(ctx, app.FolderReader(dir), ledger.AuditOptions{Trust: w.trust}, nil)
		if err != nil || !v.OK() || !v.Ledger.OK() {
			t.Errorf("as %q sees it: %v\n%s\n%s", seat, err, v.Ledger, v.Fault)
		}
	}
}

// TestAttestForged: a state that was attested and is not what the log folds to.
func TestAttestForged(t *testing.T) {
	m := newPlain(t, 1)
	ctx := t.Context()
	everyone, wrong := m.Founding.Charter.Everyone(), register.New()
	if err := m.Desk.AttestState(ctx, "secretariat", register.Viewer{Seats: []record.Seat{"chair"}}, everyone, wrong); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	trust, err := m.Trust()
	if err != nil {
		t.Fatal(err)
	}
	v, err := m.Verify(ctx, ledger.AuditOptions{Trust: trust})
	if err != nil || len(v.Faults) != 1 {
		t.Errorf("%v, %v", err, v.Faults)
	}
	dir := filepath.Join(t.TempDir(), "log")
	if _, err := m.ExportLog(ctx, register.Viewer{}, dir); err != nil {
		t.Fatal(err)
	}
	theirs, err := app.VerifyLog(ctx, app.FolderReader(dir), ledger.AuditOptions{Trust: trust}, nil)
	if err != nil || theirs.Fault == "" {
		t.Errorf("from the export: %v, %+v", err, theirs)
	}
}

// TestWitnessedEverywhere: once the log attests by when a case's entries were
// witnessed, every list has it, and the clocks count by it.
func TestWitnessedEverywhere(t *testing.T) {
	w := newWitnessed(t)
	m, ctx := w.open(t), t.Context()
	for _, g := range w.g {
		g.begin(t, w.trust, w.genesis)
	}
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}
	made, err := m.Desk.Do(ctx, who, desk.Act{Audience: m.Founding.Charter.DeskAudience(), Body: &record.AllegationMade{Against: []string{"oruvia"},
		Category: "fighting", Submitter: "press", What: "Fire on a post."}})
	if err != nil {
		t.Fatal(err)
	}
	clocks := func() register.Item {
		t.Helper()
		all, err := m.Store.Items(ctx, m.Secretariat(), record.KindAllegationMade, register.Page{})
		if err != nil || len(all) != 1 || len(all[0].Case.Deadlines) == 0 {
			t.Fatalf("%v, %v", all, err)
		}
		return all[0]
	}
	before := clocks()
	if !before.Witnessed.IsZero() || before.Case.Deadlines[0].Attested {
		t.Errorf("before anything is attested: %v, %+v", before.Witnessed, before.Case.Deadlines[0])
	}
	time.Sleep(1100 * time.Millisecond) // times are in whole seconds
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Attest(ctx); err != nil {
		t.Fatal(err)
	}
	after := clocks()
	was, is := before.Case.Deadlines[0], after.Case.Deadlines[0]
	if after.Witnessed.IsZero() || !is.Attested || !is.Started.Equal(after.Witnessed) || is.Due.Sub(was.Due) != is.Started.Sub(was.Started) || !is.Due.After(was.Due) {
		t.Errorf("witnessed at %v, the clock was %+v and is %+v", after.Witnessed, was, is)
	}
	if kept, err := m.Whole().AllOf(ctx, record.KindAllegationMade); err != nil || !kept[0].Witnessed.IsZero() || kept[0].Case.Deadlines[0].Attested {
		t.Errorf("what the log folds to knows of witnessed times: %v, %+v", err, kept)
	}
	for _, path := range []string{"/objects?kind=allegation_made", "/objects?kind=allegation_made&party=oruvia", "/entries?after=0&limit=1", "/objects/" + string(made.Entry)} {
		r := httptest.NewRecorder()
		m.API().ServeHTTP(r, httptest.NewRequest("GET", "http://localhost:8080"+api.Prefix+path, nil))
		if want := `"witnessed":"` + after.Witnessed.UTC().Format(time.RFC3339) + `"`; !strings.Contains(r.Body.String(), want) || !strings.Contains(r.Body.String(), `"attested":true`) {
			t.Errorf("%s does not say %s: %s", path, want, r.Body)
		}
	}
	r := httptest.NewRecorder()
	m.API().ServeHTTP(r, httptest.NewRequest("GET", "http://localhost:8080"+api.Prefix+"/lateness", nil))
	if !strings.Contains(r.Body.String(), fmt.Sprintf(`"witnessed":%d`, len(after.Case.Deadlines))) {
		t.Errorf("lateness: %s", r.Body)
	}
}

// TestDatedBack: an operator whose clock is set back hours while witnesses look on.
// The record is as sound as before, and who verifies it is told.
func TestDatedBack(t *testing.T) {
	w := newWitnessed(t)
	m, ctx := w.open(t), t.Context()
	for _, g := range w.g {
		g.begin(t, w.trust, w.genesis)
	}
	step := func() {
		t.Helper()
		w.accept(t, m)
		if _, err := m.Publisher.Publish(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Attest(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := m.Publisher.Publish(ctx); err != nil {
			t.Fatal(err)
		}
	}
	verify := func(want bool) {
		t.Helper()
		v, err := m.Verify(ctx, ledger.AuditOptions{Trust: w.trust})
		if err != nil || !v.OK() || (len(v.Notes) > 0) != want {
			t.Errorf("%v\n%s\n%v\nnotes %v, want %v", err, v.Ledger, v.Faults, v.Notes, want)
		}
		dir := filepath.Join(t.TempDir(), "log")
		if _, err := m.ExportLog(ctx, register.Viewer{}, dir); err != nil {
			t.Fatal(err)
		}
		theirs, err := app.VerifyLog(ctx, app.FolderReader(dir), ledger.AuditOptions{Trust: w.trust}, nil)
		if err != nil || !theirs.OK() || (len(theirs.Notes) > 0) != want {
			t.Errorf("from the export: %v, %+v", err, theirs)
		}
	}
	step()
	verify(false)
	m.Desk.Now = func() time.Time { return time.Now().Add(-2 * time.Hour) }
	step()
	verify(true)
}
