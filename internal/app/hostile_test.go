package app

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// day is a day of two delegations that wish each other nothing good, by a clock
// that the test holds.
type day struct {
	*testing.T
	m       *Mechanism
	h       http.Handler
	now     time.Time
	refused int // what the log has to show as refused by now
	cookies map[record.Seat]string
}

func (d *day) audience(level string, by record.Seat) []record.Seat {
	d.Helper()
	seats, err := access.Audience(d.m.Founding.Charter.Charter, level, by)
	if err != nil {
		d.Fatal(err)
	}
	return seats
}

// does has a seat sign an act and hand it in. refusal is a part of the reason for
// which the rules refuse it, "" where they take it.
func (d *day) does(seat record.Seat, level, refusal string, body record.Body, refs ...record.Ref) record.ID {
	d.Helper()
	h, err := d.m.ActFor(context.Background(), seat, desk.Act{Body: body, Refs: refs, Audience: d.audience(level, seat)})
	if err != nil {
		d.Fatalf("%s's %s: %v", seat, body.EntryKind(), err)
	}
	d.taken(fmt.Sprintf("%s's %s", seat, body.EntryKind()), h, refusal)
	return h.ID
}

func (d *day) taken(what string, h desk.Handed, refusal string) {
	d.Helper()
	switch {
	case refusal == "" && h.Refused != "":
		d.Fatalf("%s was refused: %s", what, h.Refused)
	case refusal != "" && !strings.Contains(h.Refused, refusal):
		d.Fatalf("%s: refused %q, expected %q", what, h.Refused, refusal)
	case refusal != "":
		d.refused++
		if h.Receipt == nil {
			d.Errorf("%s: refused without a receipt", what)
		}
	}
}

func (d *day) ask(seat record.Seat, method, path, body string) (int, string) {
	d.Helper()
	r := httptest.NewRequest(method, "http://localhost:8080"+path, strings.NewReader(body))
	r.Header.Set("User-Agent", "day")
	r.Header.Set("Content-Type", "application/json")
	r.AddCookie(&http.Cookie{Name: "session", Value: d.cookies[seat]})
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// A day of two hostile delegations: each tries to read what the other has under
// seal, to act for the other's seat, to flood, to block, to backdate and to force a
// deadline. All of it fails, and all of it is in the log.
func TestADayOfTwoHostileDelegations(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	d := &day{T: t, m: m, h: m.handler(), now: time.Now().UTC().Truncate(time.Second), cookies: map[record.Seat]string{}}
	m.Desk.Now = func() time.Time { return d.now }
	for _, seat := range []record.Seat{"zelmora", "oruvia", "chair", "secretariat"} {
		if d.cookies[seat], _, err = m.Sessions.Open(ctx, session.Session{Seat: seat, How: session.ByChoice, Browser: "day"}); err != nil {
			t.Fatal(err)
		}
	}
	alleged := d.does("zelmora", "P1", "", &record.AllegationMade{Against: []string{"oruvia"}, Category: "fighting", Submitter: "party", What: "Fire on a post."})
	in := record.Ref{Role: record.InCase, ID: alleged}
	d.does("secretariat", "P1", "", &record.CaseNotified{To: []string{"oruvia"}, Summary: "Fire is said to have come from your side."}, in)
	sealed := d.does("zelmora", "P2:zelmora", "", &record.AllegationMade{Against: []string{"oruvia"}, Submitter: "party", What: "SEALED: whom we spoke to."})

	// To read what is sealed.
	for _, path := range []string{"/entry/%s", "/sources/%s", api.Prefix + "/objects/%s", api.Prefix + "/objects/%s?for=zelmora"} {
		address := fmt.Sprintf(path, sealed)
		status, there := d.ask("oruvia", "GET", address, "")
		if strings.Contains(there, "SEALED") || status == http.StatusOK {
			t.Errorf("oruvia reads %s: %d", address, status)
		}
	}
	if _, err := m.Store.Item(ctx, register.Viewer{Seats: []record.Seat{"oruvia"}}, sealed); !fault.Is(err, fault.NotFound) {
		t.Errorf("oruvia finds it: %v", err)
	}
	noHarm := map[string]string{}
	for _, q := range record.HarmQuestions {
		noHarm[q] = "no"
	}
	d.does("oruvia", "P2:oruvia", "not everyone may read", &record.ReleaseProposed{To: []record.Seat{"oruvia"}, Harms: noHarm, Risk: "none"},
		record.Ref{Role: record.Target, ID: sealed})
	d.does("oruvia", "P2:oruvia", "not everyone may read", &record.EntryWithdrawn{Reason: "It has to go."}, record.Ref{Role: record.Target, ID: sealed})

	// To act for the other's seat.
	h, err := m.Desk.Submit(ctx, signedElsewhere(t, m, m.people["oruvia"], record.Entry{Author: record.Author{Seat: "zelmora"}, Refs: []record.Ref{in}, Stated: d.now,
		Body: &record.CaseMoved{To: "closed", Outcome: "withdrawn", Reason: "We take it back."}}))
	if err != nil {
		t.Fatal(err)
	}
	d.taken("oruvia's withdrawal in zelmora's name", h, "but the key that signed it belongs to oruvia")
	if status, answer := d.ask("oruvia", "POST", api.Prefix+"/acts/case_moved",
		fmt.Sprintf(`{"by": "X", "seat": "zelmora", "refs": [{"role": "case", "id": %q}], "body": {"to": "closed", "outcome": "withdrawn", "reason": "r"}}`, alleged)); status != http.StatusForbidden {
		t.Errorf("oruvia acts for zelmora through the API: %d %s", status, answer)
	}
	d.does("oruvia", "P1", "handed it in", &record.CaseMoved{To: "closed", Outcome: "withdrawn", Reason: "We take it back."}, in)

	// To publish alone: staff of the mechanism cannot.
	if status, answer := d.ask("secretariat", "POST", api.Prefix+"/acts/allegation_made",
		`{"by": "M", "level": "P0", "body": {"against": ["oruvia"], "submitter": "press", "what": "Seen at a post."}}`); status != http.StatusUnprocessableEntity || !strings.Contains(answer, "nobody publishes alone") {
		t.Errorf("the secretariat publishes alone: %d %s", status, answer)
	}

	// To force a deadline, and to stop one.
	until := d.now.Add(240 * time.Hour).Format(time.RFC3339)
	d.does("oruvia", "P1", "", &record.DeadlineExtended{Clock: "first-response", Of: "oruvia", Until: until, Why: "We need time."}, in)
	d.does("oruvia", "P1", "has signed this extension before", &record.DeadlineExtended{Clock: "first-response", Of: "oruvia", Until: until, Why: "We still need time."}, in)
	d.does("oruvia", "P1", "not for the seat oruvia", &record.DeadlinePaused{Clock: "first-response", Reason: "force_majeure", Until: until, Why: "Roads are shut."}, in)
	due := d.clock(alleged, "first-response").Due
	if want := d.now.Add(48 * time.Hour); !due.Equal(want) {
		t.Errorf("one side alone moved its time limit from %s to %s", want, due)
	}

	// To flood: the other side still gets through.
	flood := 0
	for range 400 {
		r := httptest.NewRequest("POST", "http://localhost:8080"+submitAt, strings.NewReader("{}"))
		r.RemoteAddr = "192.0.2.7:1000"
		r.Header.Set("Content-Type", SubmissionKind)
		w := httptest.NewRecorder()
		d.h.ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests {
			flood++
		}
	}
	r := httptest.NewRequest("POST", "http://localhost:8080"+submitAt, bytes.NewReader([]byte("{}")))
	r.RemoteAddr = "192.0.2.8:1000"
	r.Header.Set("Content-Type", SubmissionKind)
	w := httptest.NewRecorder()
	d.h.ServeHTTP(w, r)
	if flood == 0 || w.Code == http.StatusTooManyRequests {
		t.Errorf("of 400 at once %d were told to wait, and the other side got %d", flood, w.Code)
	}

	// To block: who walks out stops nothing.
	d.does("oruvia", "P0", "", &record.SeatVacated{Seat: "oruvia", Reason: "We take no further part."})
	d.does("chair", "P1", "", &record.CaseMoved{To: "triaged", Reason: "It lies within the mandate."}, in)

	// To backdate: an answer after the time is late, whatever its author's clock says;
	// one from the future is not received at all.
	d.now = d.now.Add(72 * time.Hour)
	d.does("oruvia", "P0", "takes no part", &record.SeatFilled{Seat: "oruvia"})
	for _, c := range []struct {
		stated time.Time
		taken  bool
	}{{d.now.Add(-71 * time.Hour), true}, {d.now.Add(48 * time.Hour), false}} {
		late := signedElsewhere(t, m, m.people["oruvia"], record.Entry{Refs: []record.Ref{in}, Stated: c.stated, Body: &record.ResponseMade{Denies: true, Text: "We answered in time."}})
		if h, err = m.Desk.Submit(ctx, late); (err == nil) != c.taken {
			t.Fatalf("an answer of %s at %s: %+v, %v", c.stated, d.now, h, err)
		}
	}
	if clock := d.clock(alleged, "first-response"); !clock.Met.After(clock.Due) {
		t.Errorf("a backdated answer is in time: due %s, met %s", clock.Due, clock.Met)
	}

	// What was asked for and refused is in the log too, summed up by door and seat, for
	// the mechanism: one entry, however much it was.
	before, _ := m.Store.Size(ctx)
	for range 2 { // the second time there is nothing more to tell
		if _, err := m.AttestRefusals(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if after, _ := m.Store.Size(ctx); after != before+1 {
		t.Fatalf("what was refused made %d entries", after-before)
	}
	sums, err := m.Whole().AllOf(ctx, record.KindRefusalsAttested)
	if err != nil || len(sums) != 1 || sums[0].Void != "" || slices.Contains(sums[0].Audience, "oruvia") || !slices.Contains(sums[0].Audience, "chair") {
		t.Fatalf("%+v, %v", sums, err)
	}
	want := []record.Refusals{
		{Door: "api", Status: 403, Seat: "oruvia", Count: 1},      // to act for the other's seat
		{Door: "api", Status: 404, Seat: "oruvia", Count: 2},      // to read
		{Door: "api", Status: 422, Seat: "secretariat", Count: 1}, // to publish alone
		{Door: "pages", Status: 404, Seat: "oruvia", Count: 2},    // to read
		{Door: "submit", Status: 400, Seat: "public", Count: 400 - int64(flood) + 1},
		{Door: "submit", Status: 429, Seat: "public", Count: int64(flood)}, // to flood
	}
	if diff := cmp.Diff(want, sums[0].Body.(*record.RefusalsAttested).Refused); diff != "" {
		t.Errorf("the log tells of what was refused: %s", diff)
	}

	// All of it is in the log, for who tried it and the desk.
	all, err := m.Whole().AllOf(ctx, record.KindSubmissionRefused)
	if err != nil || len(all) != d.refused || d.refused < 5 {
		t.Errorf("the log shows %d refusals of %d: %v", len(all), d.refused, err)
	}
	shown := httptest.NewRecorder()
	m.Pages().ServeHTTP(shown, httptest.NewRequest(http.MethodGet, "http://localhost/log", nil))
	_, listed, _ := strings.Cut(shown.Body.String(), `<h2 id="refused">`)
	for _, it := range all {
		if b := it.Body.(*record.SubmissionRefused); b.Reason == "" || !strings.Contains(listed, fmt.Sprintf(`href="/log/%d"`, it.Index)) {
			t.Errorf("the page of the log does not list the refusal at %d", it.Index)
		}
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err := m.Verify(ctx, ledger.AuditOptions{}); err != nil || !v.OK() {
		t.Errorf("the record after such a day: %+v, %v", v, err)
	}
}

func (d *day) clock(id record.ID, rule string) (out struct{ Due, Met time.Time }) {
	d.Helper()
	it, err := d.m.Store.Item(context.Background(), d.m.Secretariat(), id)
	if err != nil || it.Case == nil {
		d.Fatal(it, err)
	}
	for _, c := range it.Case.Deadlines {
		if c.Rule.ID == rule {
			out.Due, out.Met = c.Due, c.Met
		}
	}
	if out.Due.IsZero() {
		d.Fatalf("no clock %s runs", rule)
	}
	return out
}
