package app_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// A later version of an event that somebody merged, or split, goes on where the
// earlier one does, again and again; one that somebody withdrew stays as it is.
func TestUpdateFollowsMergedAndSplit(t *testing.T) {
	dir := t.TempDir()
	m, err := app.Init(t.Context(), filepath.Join(dir, "m"), "Amina", "exercise.yaml", charters.Exercise, app.Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test"}
	bring := func(update bool, deaths ...string) *app.Brought {
		t.Helper()
		file := "event_id_cnty,event_date,sub_event_type,location,latitude,longitude,fatalities\n"
		for i, n := range deaths {
			file += "ZEL" + string(rune('1'+i)) + ",2026-03-02,Armed clash,Hadrel,34.62,70.41," + n + "\n"
		}
		got, err := m.Import(t.Context(), who, "events.csv", strings.NewReader(file), "", update, func(int, int64, int64) {})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := bring(false, "1", "2", "3", "4", "5"); got.New != 5 {
		t.Fatalf("%d events are new", got.New)
	}
	all, err := m.Store.Items(t.Context(), m.Secretariat(), record.KindIncidentRecorded, register.Page{})
	if err != nil || len(all) != 5 {
		t.Fatal(err, len(all))
	}
	slices.Reverse(all) // as in the file
	do := func(b record.Body, refs ...record.Ref) {
		t.Helper()
		if _, err := m.Desk.Do(t.Context(), who, desk.Act{Body: b, Refs: refs}); err != nil {
			t.Fatal(err)
		}
	}
	do(&record.IncidentsMerged{Why: "one clash"}, record.Ref{Role: record.Into, ID: all[0].ID}, record.Ref{Role: record.Merged, ID: all[1].ID})
	do(&record.IncidentSplit{Why: "two posts"}, record.Ref{Role: record.AboutObject, ID: all[2].ID}, record.Ref{Role: record.Into, ID: all[0].ID}, record.Ref{Role: record.Into, ID: all[3].ID})
	do(&record.EntryWithdrawn{Reason: "no such event", By: "Amina"}, record.Ref{Role: record.Target, ID: all[4].ID})

	if got := bring(false, "1", "7", "8", "4", "9"); got.Updated != 0 || len(got.Changed) != 3 || got.Changed[0].Fixed != "" || got.Changed[2].Fixed == "" {
		t.Fatalf("without being asked: %+v", got)
	}
	for _, round := range []string{"7", "17"} {
		got := bring(true, "1", round, round, "4", "9")
		if got.Updated != 2 || len(got.Followed) != 2 || len(got.Changed) != 1 || got.Changed[0].ID != "acled:ZEL5" {
			t.Fatalf("the versions with %s: %+v", round, got)
		}
		if again := bring(true, "1", round, round, "4", "9"); again.Updated != 0 {
			t.Errorf("twice changes %d", again.Updated)
		}
	}
	events, err := m.Store.Items(t.Context(), m.Secretariat(), record.KindIncidentRecorded, register.Page{})
	if err != nil {
		t.Fatal(err)
	}
	merged, split := 0, 0
	for _, it := range events[:4] { // the new versions
		switch s := it.Incident; {
		case s == nil || len(s.Forward) == 0:
			t.Errorf("entry %d stands by itself", it.Index)
		case s.Split && slices.Contains(s.Forward, all[0].ID) && slices.Contains(s.Forward, all[3].ID):
			split++
		case !s.Split && s.Forward[0] == all[0].ID:
			merged++
		}
	}
	if merged != 2 || split != 2 {
		t.Errorf("%d go on in one record, %d in two", merged, split)
	}
	claims, err := m.Store.Items(t.Context(), m.Secretariat(), record.KindClaimRecorded, register.Page{})
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for _, it := range claims {
		if b := it.Body.(*record.ClaimRecorded); b.Number != nil {
			numbers = append(numbers, *b.Number)
		}
	}
	slices.Sort(numbers)
	if !slices.Equal(numbers, []int{1, 4, 5, 17, 17}) {
		t.Errorf("what is claimed now: %v", numbers)
	}
}

// What changed in a row behind the words that are kept of it is told too; and what is
// not in, since the mechanism takes it no more, is not told as new.
func TestImportSaysWhatIsIn(t *testing.T) {
	dir := t.TempDir()
	m, err := app.Init(t.Context(), filepath.Join(dir, "m"), "Amina", "exercise.yaml", charters.Exercise, app.Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	who := desk.Person{Seat: "secretariat", Name: "Amina", Session: "test"}
	bring := func(who desk.Person, id, deaths string) (*app.Brought, error) {
		return m.Import(t.Context(), who, "events.csv", strings.NewReader("event_id_cnty,event_date,sub_event_type,location,notes,fatalities\n"+
			id+",2026-03-02,Armed clash,Hadrel,"+strings.Repeat("so it went on ", 500)+","+deaths+"\n"), "", false, func(int, int64, int64) {})
	}
	for i, c := range []struct {
		deaths       string
		new, changed int
	}{{"7", 1, 0}, {"7", 0, 0}, {"9", 0, 1}} {
		if got, err := bring(who, "ZEL1", c.deaths); err != nil || got.New != c.new || len(got.Changed) != c.changed {
			t.Errorf("import %d: %+v %v", i, got, err)
		}
	}
	if got, err := bring(desk.Person{Seat: "nobody", Name: "Amina", Session: "test"}, "ZEL2", "1"); err == nil || got == nil || got.New != 0 {
		t.Errorf("what a seat brings that there is not: %+v %v", got, err)
	}
}
