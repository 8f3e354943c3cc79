package incident

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/surety-mechanism/surety/record"
)

// A notice in time, one too late by the charter, one of what had begun already;
// and what each turned out to announce.
func TestNotices(t *testing.T) {
	begins := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	given := func(id record.ID, what string, ahead time.Duration) Given {
		return Given{ID: id, By: "north", At: begins.Add(-ahead), Body: &record.NoticeGiven{What: what, From: begins.Format(time.RFC3339),
			Until: begins.Add(time.Hour).Format(time.RFC3339)}, Least: []Least{{Ahead: 48 * time.Hour}, {What: "exercise", Ahead: 168 * time.Hour}}}
	}
	closed := Given{ID: "e", Body: &record.NoticeGiven{What: "flight"}} // its times are not for whoever asks
	all := Notices([]Given{given("a", "flight", 72*time.Hour), given("b", "flight", 47*time.Hour), given("c", "exercise", 100*time.Hour),
		given("d", "flight", -time.Minute), closed},
		map[record.ID]State{"i": {Notices: []Match{{Notice: "a", Within: true}}}, "j": {Notices: []Match{{Notice: "a"}, {Notice: "c", Within: true}}}})
	type short struct {
		ID           record.ID
		Ahead, Least int64
		Late         bool
		In, Out      int
	}
	var got []short
	for _, a := range all {
		got = append(got, short{a.ID, a.Ahead, a.Least, a.Late, len(a.Within), len(a.Without)})
	}
	want := []short{{"a", 72 * 60, 48 * 60, false, 1, 1}, {"b", 47 * 60, 48 * 60, true, 0, 0}, {"c", 6000, 168 * 60, true, 1, 0}, {"d", -1, 48 * 60, true, 0, 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	older := given("a", "flight", time.Minute)
	older.Least = nil // it came before any rule asked for more
	if free := Notices([]Given{older, given("b", "flight", time.Minute)}, nil); !free[1].Late || free[0].Late || free[0].Least != 0 {
		t.Errorf("each by the rules of its time: %+v", free)
	}
}
