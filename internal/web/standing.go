package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// standingPath is the page that tells how the mechanism itself stands.
const standingPath = "/standing"

// standing tells how the mechanism works now, which seats are empty, which changes
// wait for signatures, and what is made readable once it is closed; and leads to the
// forms by which that changes.
func (s *site) standing(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	m, err := s.Views.Standing(r.Context())
	if err != nil {
		return err
	}
	page := standingView{M: m, Now: s.Now().UTC()}
	if page.May, err = s.mayNote(r, v); err != nil {
		return err
	}
	if m.Constitution != nil {
		for _, rule := range m.Constitution.Declassify {
			line := scheduled{DeclassRule: rule}
			if m.Mode == "closed" {
				line.Due = rule.Due(m.Since)
				if line.Entries, err = s.Views.Among(r.Context(), v.Who.Viewer, register.Page{Limit: newest},
					func(readers []record.Seat) bool { return coversAll(rule, readers) }); err != nil {
					return err
				}
				line.Entries = slices.DeleteFunc(line.Entries, func(it register.Item) bool { return !rule.Covers(it.Readers(), it.Seat) || !releasable(it) })
			}
			page.Schedule = append(page.Schedule, line)
		}
	}
	v.Title = v.T("standing.title")
	return s.draw(w, r, http.StatusOK, standingPage(v, page))
}

// coversAll is what is asked of readers before it is known who made an entry: it is
// looked at again then.
func coversAll(rule record.DeclassRule, readers []record.Seat) bool {
	if rule.Covers(readers, "") {
		return true
	}
	return slices.ContainsFunc(readers, func(by record.Seat) bool { return rule.Covers(readers, by) })
}

// releasable reports whether an entry is one that can be released at all.
func releasable(it register.Item) bool {
	return it.Stands() && !it.Kind.Founding() && !it.Kind.Attestation() && it.ErasedBy == "" &&
		!slices.Contains([]record.Kind{record.KindReleaseProposed, record.KindContentReleased, record.KindContentErased}, it.Kind)
}

// standingView is what the page shows.
type standingView struct {
	M        casework.Mechanism
	Now      time.Time
	May      map[record.Kind]bool
	Schedule []scheduled
}

// scheduled is a line of the schedule, and what waits for its release.
type scheduled struct {
	record.DeclassRule
	Due     time.Time // zero while the mechanism is not closed
	Entries []register.Item
}

// signs gives the form by which a motion is signed too.
func signs(o casework.Motion) string {
	switch b := o.Change().(type) {
	case *record.ModeChanged:
		return noteAddress(b.EntryKind(), "") + "?mode=" + b.Mode
	case *record.SeatVacated:
		return noteAddress(b.EntryKind(), "") + "?seat=" + string(b.Seat)
	case *record.SeatFilled:
		return noteAddress(b.EntryKind(), "") + "?seat=" + string(b.Seat)
	}
	return ""
}

// yetToSign gives who may still sign a change, of those who take part in it.
func yetToSign(m casework.Mechanism, b record.Body, by record.Seat, signed []record.Seat) []record.Seat {
	_, seats := m.Deciders(b, by)
	return slices.DeleteFunc(slices.Clone(seats), func(s record.Seat) bool { return slices.Contains(signed, s) })
}

// standingEffects says what a change of the mechanism would do, by the rules that
// will judge it.
func standingEffects(v *view, before casework.Mechanism, seat record.Seat, b record.Body, now time.Time) ([]string, error) {
	after, err := before.Change(casework.Entry{ID: "new", At: now, Seat: seat, Body: b})
	if err != nil {
		return nil, err
	}
	var all []string
	switch b := b.(type) {
	case *record.ModeChanged:
		all = append(all, v.T("effect.mode", "mode", v.Word("way", b.Mode)), v.Word("waymeans", b.Mode))
	case *record.SeatVacated:
		all = append(all, v.T("effect.vacant", "seat", v.Seat(b.Seat)))
	case *record.SeatFilled:
		all = append(all, v.T("effect.filled", "seat", v.Seat(b.Seat)))
	}
	i := slices.IndexFunc(after.Motions, func(o casework.Motion) bool { return slices.Contains(o.Signed, seat) && sameChange(o.Change(), b) })
	if i < 0 {
		return append(all, v.T("effect.atonce")), nil
	}
	rule, _ := before.Deciders(b, seat)
	o := after.Motions[i]
	return append(all, v.T("effect.motion", "rule", v.Word("rule", rule.Rule), "signed", v.SeatList(o.Signed), "open", v.SeatList(yetToSign(before, b, seat, o.Signed)))), nil
}

func sameChange(a, b record.Body) bool {
	switch a := a.(type) {
	case *record.ModeChanged:
		b, ok := b.(*record.ModeChanged)
		return ok && a.Mode == b.Mode
	case *record.SeatVacated:
		b, ok := b.(*record.SeatVacated)
		return ok && a.Seat == b.Seat
	case *record.SeatFilled:
		b, ok := b.(*record.SeatFilled)
		return ok && a.Seat == b.Seat
	}
	return false
}
