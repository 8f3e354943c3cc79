package survey_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// log is a register of a few entries, which every seat may read and the public
// may not, but for notices.
type log []register.Item

func (l log) Items(_ context.Context, v register.Viewer, kind record.Kind, p register.Page) (all []register.Item, err error) {
	for _, it := range slices.Backward(l) {
		if it.Kind == kind && (p.Before == 0 || it.Index < p.Before) && (len(v.Seats) > 0 || kind == record.KindNoticeGiven) {
			all = append(all, it)
		}
	}
	return all, nil
}

func (log) Fallen(context.Context, register.Viewer, record.Kind, register.Page) ([]register.Item, error) {
	return nil, nil
}

func (log) Find(context.Context, register.Viewer, register.Query) ([]register.Found, error) {
	return nil, nil
}

func (log) Item(context.Context, register.Viewer, record.ID) (register.Item, error) {
	return register.Item{}, fault.New(fault.NotFound, "none")
}

func (log) Linked(context.Context, register.Viewer, record.ID, record.Role) ([]register.Item, error) {
	return nil, nil
}

func (log) Glances(context.Context, register.Viewer, record.Kind) ([]*register.Glance, error) {
	return nil, nil
}

func (log) Several(context.Context, register.Viewer, []record.ID) ([]register.Item, error) {
	return nil, nil
}

var began = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func (l log) Logged(_ context.Context, _ register.Viewer, id record.ID) (time.Time, error) {
	i := slices.IndexFunc(l, func(it register.Item) bool { return it.ID == id })
	return began.Add(time.Duration(i) * time.Hour), nil
}

// A flight announced a day ahead is late while the charter asks for two days, also
// while only some have signed another, and in time once that is in force; what
// came before stays late.
func TestNoticesByCharterInForce(t *testing.T) {
	founding, err := charter.Parse("exercise.yaml", charters.Exercise)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(charters.Exercise), "{ at_least: 48h,", "{ at_least: 12h,", 1)
	if text == string(charters.Exercise) {
		t.Fatal("the charter asks for no 48 hours")
	}
	var l log
	add := func(seat record.Seat, b record.Body) {
		id := record.ID(strings.Repeat("0", 30) + string(rune('a'+len(l)/10)) + string(rune('0'+len(l)%10)))
		l = append(l, register.Item{Object: register.Object{ID: id, Index: int64(len(l)), Kind: b.EntryKind(), Seat: seat}, Body: b})
	}
	notice := func() {
		at := began.Add(time.Duration(len(l)) * time.Hour)
		add("zelmora", &record.NoticeGiven{What: "flight", From: at.Add(24 * time.Hour).Format(time.RFC3339), Until: at.Add(25 * time.Hour).Format(time.RFC3339)})
	}
	amend := func(seat record.Seat) {
		add(seat, &record.CharterAmended{Digest: "d", Constitution: founding.Constitution(0), Charter: text, Reason: "flights at short notice"})
	}
	add("secretariat", &record.CharterAdopted{Constitution: founding.Constitution(0)})
	notice()
	c := founding.Constitution(0)
	var signers []record.Seat
	for _, s := range c.Seats {
		if s.Role == "party" || s.Role == "chair" {
			signers = append(signers, s.ID)
		}
	}
	for _, seat := range signers[:len(signers)-1] {
		amend(seat)
	}
	notice()
	amend(signers[len(signers)-1])
	notice()
	for who, seats := range map[string][]record.Seat{"a seat": {"chair"}, "the public": nil} {
		all, err := survey.Reader{Views: l, Who: register.Viewer{Seats: seats}, Charter: founding}.Notices(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != 3 || !all[0].Late || !all[1].Late || all[2].Late || all[0].Least != 48*60 || all[1].Least != 48*60 || all[2].Least != 12*60 {
			t.Errorf("%s sees %+v", who, all)
		}
	}
}
