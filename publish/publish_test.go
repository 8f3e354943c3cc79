package publish

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

func claim(index int64, recordedBy string) register.Item {
	n := 7
	return register.Item{Object: register.Object{ID: record.ID(strings.Repeat("a", 31) + string('0'+rune(index))), Index: index,
		Kind: record.KindClaimRecorded, Seat: "secretariat"},
		Body: &record.ClaimRecorded{Subject: record.SubjectNumber, Effect: "killed", Class: "own_loss", Number: &n, Credibility: "6",
			Words: record.Words{Text: "=seven,\n\"soldiers\"", Start: 1, End: 9}, CountingUnit: "persons", RecordedBy: recordedBy,
			Acceptance: record.Acceptance{Machine: []byte(`{"hidden":1}`)}}}
}

func TestExport(t *testing.T) {
	e := Export{Mechanism: "Test", Exercise: true, Origin: "o", Witnesses: "Vouched for by the operator alone", Checkpoint: "o\n2\nroot\n",
		Size: 2, Items: []register.Item{claim(3, "x"), claim(1, "Vesh"), claim(0, "Qarn")}}
	var a, b bytes.Buffer
	if err := JSON(&a, e); err != nil {
		t.Fatal(err)
	}
	e.Items[0], e.Items[1] = e.Items[1], e.Items[0]
	if err := JSON(&b, e); err != nil || a.String() != b.String() {
		t.Errorf("the order of the items shows in the export: %v", err)
	}
	var back struct {
		Notice, Checkpoint string
		Objects            []struct{ Index int64 }
	}
	if err := json.Unmarshal(a.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Objects) != 2 || back.Objects[0].Index != 0 || !strings.HasPrefix(back.Notice, "EXERCISE") {
		t.Errorf("export = %+v", back)
	}
	if strings.Contains(a.String(), "hidden") {
		t.Error("the machine's own draft leaves with the export")
	}

	var table bytes.Buffer
	if err := CSV(&table, e); err != nil {
		t.Fatal(err)
	}
	if head := "# o\n# 2\n# root\n"; !strings.Contains(table.String(), head) || back.Checkpoint != e.Checkpoint {
		t.Error("the checkpoint to which it is bound does not stand in the export")
	}
	r := csv.NewReader(&table)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		if strings.HasPrefix(row[6], "=") {
			t.Errorf("a value begins like a formula: %q", row)
		}
	}
}

func TestExportRefusesACountWithoutARecorder(t *testing.T) {
	e := Export{Size: 1, Items: []register.Item{claim(0, "")}}
	if err := JSON(&bytes.Buffer{}, e); err == nil || !strings.Contains(err.Error(), "recorded_by") {
		t.Errorf("got %v", err)
	}
}

// How a case stands goes with its allegation, in both forms; and that later entries
// than the checkpoint covers have moved it is said.
func TestExportOfState(t *testing.T) {
	it := register.Item{Object: register.Object{ID: record.ID(strings.Repeat("b", 32)), Index: 0, Kind: record.KindAllegationMade, Seat: "north",
		Case: &casework.Case{State: "final_finding", Outcome: "serious_violation", Findings: []casework.Finding{{Status: "final",
			Dissents: []casework.Dissent{{Seat: "south", Propositions: []int{1}}}}}}},
		Body: &record.AllegationMade{Submitter: "party", What: "w"}}
	e := Export{Witnesses: "Nobody", Size: 1, Now: 3, Items: []register.Item{it}}
	var object, table bytes.Buffer
	if err := JSON(&object, e); err != nil {
		t.Fatal(err)
	}
	var back struct {
		Notice  string
		Objects []struct{ Case *casework.Case }
	}
	if err := json.Unmarshal(object.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if c := back.Objects[0].Case; c == nil || c.Outcome != "serious_violation" || len(c.Findings[0].Dissents) != 1 {
		t.Errorf("the case is exported as %+v", c)
	}
	if !strings.Contains(back.Notice, "the last 2, which the checkpoint does not cover") {
		t.Errorf("the notice is %q", back.Notice)
	}
	if err := CSV(&table, e); err != nil {
		t.Fatal(err)
	}
	if s := table.String(); !strings.Contains(s, ",state.case,") || !strings.Contains(s, `""outcome"":""serious_violation""`) {
		t.Errorf("the table has no state of the case: %s", s)
	}
}
