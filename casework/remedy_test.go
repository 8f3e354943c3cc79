package casework

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/record"
)

// published brings a case to a published finding of a violation.
func published(t *testing.T, c *record.Constitution) (*world, record.ID) {
	t.Helper()
	w := newWorld(c)
	w.heard(t)
	f := w.must(t, "monitors", violation(false))
	for _, seat := range []record.Seat{"chair", "n", "s"} {
		w.must(t, seat, vote("final_finding", "for"), link{finding: f})
	}
	for _, seat := range []record.Seat{"chair", "legal"} {
		w.must(t, seat, vote("publication", "for"), link{finding: f})
	}
	return w, f
}

// Where the agreement has no penalty a finding is referred, and nobody decides one.
func TestReferralAlone(t *testing.T) {
	c := twoSides()
	c.Penalty = nil
	w, f := published(t, c)
	w.refused(t, "defines no penalty", "chair", &record.ReferralMade{Measure: "naming"}, link{finding: f})
	r := w.must(t, "chair", &record.ReferralMade{}, link{finding: f})
	for _, seat := range []record.Seat{"council", "chair"} {
		w.refused(t, "that is all", seat, &record.PenaltyDecided{Imposed: true, Measure: "naming"}, link{answers: r})
	}
}

// A recommendation says what would show that it was done, to somebody there is,
// and by a day to come; one that says less is none.
func TestRecommendationIsWhole(t *testing.T) {
	w, _ := published(t, twoSides())
	b := &record.RecommendationMade{Addressee: "south", Due: "2026-06-01T00:00:00Z", Method: "site_visit"}
	for _, missing := range []string{"act", "object", "quantity", "place", "closes_when"} {
		e := Entry{ID: "r", At: w.at, Seat: "monitors", Body: b, Has: func(field string) bool { return field != missing }}
		if _, err := Apply(w.m, w.s, e); err == nil || !strings.Contains(err.Error(), "without its "+missing) {
			t.Errorf("without %s: %v", missing, err)
		}
	}
	w.refused(t, "no party or seat", "monitors", &record.RecommendationMade{Addressee: "nobody", Due: b.Due, Method: b.Method})
	w.refused(t, "lies before", "monitors", &record.RecommendationMade{Addressee: "south", Due: "2026-03-01T00:00:00Z", Method: b.Method})
	if len(w.s.Recommendations) != 0 {
		t.Errorf("recommended: %+v", w.s.Recommendations)
	}
	w.must(t, "monitors", b)
}

// A remedy that nobody has reported in its time is overdue, and what its addressee
// alone reports is not verified.
func TestRemedyOverdue(t *testing.T) {
	w, _ := published(t, twoSides())
	rec := w.must(t, "monitors", &record.RecommendationMade{Addressee: "south", Due: "2026-06-01T00:00:00Z", Method: "site_visit"})
	overdue := func() (n int) {
		for _, l := range Late(Each(w.s.Deadlines), w.at) {
			if l.Body == "accused" && l.Of == "south" {
				n = l.Overdue
			}
		}
		return n
	}
	if n := overdue(); n != 0 {
		t.Fatalf("%d overdue on the first day", n)
	}
	w.later(31 * day)
	if n := overdue(); n != 1 {
		t.Errorf("%d overdue after the time for it", n)
	}
	w.must(t, "s", &record.RemedyReported{}, link{answers: rec})
	if n := overdue(); n != 0 || w.s.State != "remedy_due" {
		t.Errorf("reported by its addressee, late: %d overdue, the case is %s", n, w.s.State)
	}
}
