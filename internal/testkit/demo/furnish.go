package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Furnish records what the exercise does not play and some parts of pages show all
// the same: counts and the coverage behind them, an undertaking that was counted and
// read, a statement taken back.
func (d *Demo) Furnish(ctx context.Context) error {
	first := time.Now().UTC().AddDate(0, 0, -100).Truncate(24 * time.Hour)
	day := func(n int) string { return first.AddDate(0, 0, n).Format(time.DateOnly) }
	var features []string
	for i := range 12 {
		features = append(features, fmt.Sprintf(`{"properties": {"id": "%d", "type": "Attack", "from": %q}}`, i, day(3*i)))
	}
	who := desk.Person{Seat: "secretariat", Name: "Amina Rahimi", Session: "screenshots"}
	if _, err := d.m.Import(ctx, who, "counts.geojson", strings.NewReader(`{"features": [`+strings.Join(features, ",")+`]}`), "The monitors", false,
		func(int, int64, int64) {}); err != nil {
		return fmt.Errorf("recording counts: %w", err)
	}
	acts := []desk.Act{{Body: &record.CoverageRecorded{RecordedBy: "The monitors", From: day(0), To: day(79), Days: 80, Posts: 2}}}
	said, err := d.m.Store.Items(ctx, register.Viewer{Seats: []record.Seat{"secretariat"}}, record.KindStatementRecorded, register.Page{Limit: 1})
	if err != nil {
		return fmt.Errorf("looking for a statement: %w", err)
	}
	for _, it := range said {
		d.Withdrawn = "/statements/" + string(it.ID)
		acts = append(acts, desk.Act{Body: &record.EntryWithdrawn{Reason: "It is told in another article of the same day."},
			Refs: []record.Ref{{Role: record.Target, ID: it.ID}}})
	}
	for _, a := range acts {
		if _, err := d.m.Desk.Do(ctx, who, a); err != nil {
			return fmt.Errorf("recording %s: %w", a.Body.EntryKind(), err)
		}
	}
	return nil
}
