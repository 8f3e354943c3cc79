package web

import (
	"context"
	"testing"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// caseViews is a register with one incident, one allegation about it and the
// entries of its case.
type caseViews struct{ Views }

func (caseViews) Linked(_ context.Context, _ register.Viewer, id record.ID, role record.Role) ([]register.Item, error) {
	item := func(id record.ID, kind record.Kind, b record.Body) register.Item {
		return register.Item{Object: register.Object{ID: id, Kind: kind}, Body: b}
	}
	switch {
	case id == "incident" && role == record.AboutObject:
		return []register.Item{item("claim", record.KindClaimRecorded, &record.ClaimRecorded{}),
			item("allegation", record.KindAllegationMade, &record.AllegationMade{})}, nil
	case id == "allegation" && role == record.InCase:
		return []register.Item{item("finding", record.KindFindingProposed, &record.FindingProposed{}),
			item("dissent", record.KindDissentFiled, &record.DissentFiled{})}, nil
	}
	return nil, nil
}

// Several finds no source: nothing here was filed.
func (caseViews) Several(context.Context, register.Viewer, []record.ID) ([]register.Item, error) {
	return nil, nil
}

// An incident of which a case was made leads to every entry of the case, the
// dissent with the finding, and to no claim.
func TestCaseOn(t *testing.T) {
	g := &gather{views: caseViews{}, ctx: t.Context(), sources: map[record.ID]*filed{}}
	all, err := g.caseOn("incident")
	if err != nil {
		t.Fatal(err)
	}
	var kinds []record.Kind
	for _, it := range all {
		kinds = append(kinds, it.Kind)
	}
	if len(kinds) != 3 || kinds[0] != record.KindAllegationMade || kinds[1] != record.KindFindingProposed || kinds[2] != record.KindDissentFiled {
		t.Errorf("the case has %v", kinds)
	}
	if none, err := g.caseOn("another"); err != nil || len(none) > 0 {
		t.Errorf("an incident without a case has %v, %v", none, err)
	}
}
