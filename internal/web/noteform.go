package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
	"github.com/surety-mechanism/surety/undertaking"
)

// picked is what a form offers to name, and what of it was named.
type picked struct {
	pick
	Items  []register.Item
	Chosen []register.Item
}

// Has reports whether something was named.
func (p picked) Has(id record.ID) bool {
	return slices.ContainsFunc(p.Chosen, func(it register.Item) bool { return it.ID == id })
}

// prepareNote gives what the address of a note asks for.
func (s *site) prepareNote(r *http.Request, v *view, n noted, a *actView) (err error) {
	a.Kind, a.Key, a.Home, a.Refs, a.Note = n.Kind, n.Key, n.Home, nil, &n
	fixed := map[string]string{}
	if id := record.ID(r.Form.Get("about")); n.About != ofNothing && (id != "" || n.About != ofRound) {
		it, err := s.Views.Item(r.Context(), v.Who.Viewer, id)
		if err != nil {
			return err
		}
		if !slices.Contains(aboutKinds[n.About], it.Kind) {
			return fault.New(fault.NotFound, "%s is of the kind %s: %s is not about that", it.ID, it.Kind, n.Kind)
		}
		a.Subject, a.Refs, a.Audience, a.Home = &it, []record.Ref{{Role: n.Role, ID: it.ID}}, it.Audience, href(it)
		a.HomeName = otherHead(v, &it)
	} else if n.About == ofRound {
		a.Home = "/talks"
	}
	if err := s.picks(r, v, n, a); err != nil {
		return err
	}
	role, party := a.M.Constitution.Role(a.Seat), a.M.Constitution.Party(a.Seat)
	switch n.Kind {
	case record.KindNoticeGiven, record.KindDeclarationMade:
		if party == "" {
			return fault.New(fault.Forbidden, "a notice or a declaration is a party's own")
		}
	case record.KindModeChanged, record.KindSeatVacated, record.KindSeatFilled:
		a.Audience = slices.Sorted(slices.Values(v.M.Charter.Table)) // everybody sees how the mechanism changes
	case record.KindDraftTabled:
		if party != "" {
			fixed["by"] = party
		}
	case record.KindGuaranteeMoved:
		if seat, _ := a.M.Constitution.Seat(a.Seat); role != "party" && seat.Of != "" {
			fixed["as"] = seat.Of
		}
	}
	if a.Fields, err = fieldsOf(v, a.M, casework.Case{}, a.Kind, fixed); err != nil {
		return err
	}
	a.Fields = slices.DeleteFunc(a.Fields, func(f actField) bool { return !a.asks(f.Name) })
	for i := range a.Fields {
		f := &a.Fields[i]
		if n.Kind == record.KindDraftTabled && f.Name == "sha256" {
			f.Needed = false // worked out of the words
		}
		if f.Name == "handle" {
			f.Widget, f.Values, f.Names = inChoice, nil, map[string]string{}
			b, _ := a.Subject.Body.(*record.UndertakingRecorded)
			for _, g := range b.Named {
				f.Values, f.Names[g.Handle] = append(f.Values, g.Handle), v.SideNamed(g.Name)
			}
			f.Unchosen = true
		}
	}
	if n.Kind == record.KindGradeGiven {
		if a.Evidence, err = s.Views.Linked(r.Context(), v.Who.Viewer, a.Subject.ID, record.AboutObject); err != nil {
			return err
		}
		a.Evidence = slices.DeleteFunc(a.Evidence, func(it register.Item) bool { return it.Kind == record.KindGradeGiven })
		a.Evidence = a.Evidence[max(0, len(a.Evidence)-newest):]
	}
	v.Title = v.T(a.Key)
	return nil
}

// asks says whether a note's form has a field: who speaks for itself reports nobody,
// and what only a guarantor says is not asked of others.
func (a *actView) asks(name string) bool {
	party := a.M.Constitution.Party(a.Seat) != ""
	switch {
	case name == "reported":
		return !party
	case name == "as":
		seat, _ := a.M.Constitution.Seat(a.Seat)
		return !party && seat.Of != ""
	case a.Kind == record.KindGradeGiven && name == "value":
		return false // it goes with its axis
	}
	return true
}

// picks reads what else the note names, and what there is to choose from.
func (s *site) picks(r *http.Request, v *view, n noted, a *actView) error {
	for _, p := range n.Picks {
		if p.Role == record.FromSource && a.M.Constitution.Party(a.Seat) != "" {
			continue // a party reports nobody
		}
		one := picked{pick: p}
		var err error
		if one.Items, err = s.choices(r, v, p, a.Subject); err != nil {
			return err
		}
		if one.Chosen, err = s.chosen(r, v, p); fault.Is(err, fault.Invalid) {
			a.Lacks = err.Error()
		} else if err != nil {
			return err
		}
		if p.Needed && len(one.Chosen) == 0 && a.Lacks == "" {
			a.Lacks = v.T("pick.missing", "what", v.T("pick."+p.Name))
		}
		for _, it := range one.Chosen {
			a.Refs = append(a.Refs, record.Ref{Role: p.Role, ID: it.ID})
			if !slices.ContainsFunc(one.Items, func(have register.Item) bool { return have.ID == it.ID }) {
				one.Items = append(one.Items, it)
			}
		}
		a.Picked = append(a.Picked, one)
	}
	slices.SortFunc(a.Refs, func(x, y record.Ref) int {
		return strings.Compare(string(x.Role)+string(x.ID), string(y.Role)+string(y.ID))
	})
	return nil
}

// choices gives what a form offers to name: the newest of their kinds, of incidents
// those of about the same days.
func (s *site) choices(r *http.Request, v *view, p pick, subject *register.Item) (all []register.Item, err error) {
	switch {
	case p.Of == ofDeclaration:
		all, err = s.Views.Linked(r.Context(), v.Who.Viewer, subject.ID, record.AboutObject)
		return slices.DeleteFunc(all, func(it register.Item) bool { return it.Kind != record.KindDeclarationMade }), err
	case p.Of == ofIncident:
		q := register.Query{Kinds: aboutKinds[ofIncident], Limit: newest}
		from, to := register.Days(subject.Body)
		if day, err := time.Parse(time.DateOnly, from); err == nil {
			q.From = day.AddDate(0, 0, -3).Format(time.DateOnly)
		}
		if day, err := time.Parse(time.DateOnly, to); err == nil {
			q.To = day.AddDate(0, 0, 3).Format(time.DateOnly)
		}
		all, _, err = s.gather(r, v).find(q, newest)
	default:
		for _, kind := range aboutKinds[p.Of] {
			items, err := s.Views.Items(r.Context(), v.Who.Viewer, kind, register.Page{Limit: newest})
			if err != nil {
				return nil, err
			}
			all = append(all, items...)
		}
	}
	return slices.DeleteFunc(all, func(it register.Item) bool { return subject != nil && it.ID == subject.ID }), err
}

// chosen reads what a form names: chosen from what it offers, or by the numbers of
// their entries.
func (s *site) chosen(r *http.Request, v *view, p pick) (all []register.Item, err error) {
	add := func(it register.Item, err error) error {
		switch {
		case err != nil && !fault.Is(err, fault.NotFound):
			return err
		case err != nil || !slices.Contains(aboutKinds[p.Of], it.Kind):
			return fault.New(fault.Invalid, "%s: %s", v.T("pick."+p.Name), v.T("pick.none"))
		case !slices.ContainsFunc(all, func(have register.Item) bool { return have.ID == it.ID }):
			all = append(all, it)
		}
		return nil
	}
	for _, id := range r.Form[p.Name] {
		if id == "" {
			continue
		}
		if err := add(s.Views.Item(r.Context(), v.Who.Viewer, record.ID(id))); err != nil {
			return nil, err
		}
	}
	for _, text := range strings.Fields(western(r.Form.Get(p.Name + ".entry"))) {
		index, err := strconv.ParseInt(strings.Trim(text, ",;"), 10, 64)
		if err != nil {
			return nil, fault.New(fault.Invalid, "%s: %s", v.T("pick."+p.Name), v.T("pick.none"))
		}
		if err := add(s.Views.ItemAt(r.Context(), v.Who.Viewer, index)); err != nil {
			return nil, err
		}
	}
	if !p.Several && len(all) > 1 {
		return nil, fault.New(fault.Invalid, "%s: %s", v.T("pick."+p.Name), v.T("pick.one"))
	}
	return all, nil
}

// foreseeNote says what a note does, or why it would count for nothing. What else
// the rules ask is said when it is made.
func (a *actView) foreseeNote(v *view, now time.Time) {
	seat, _ := a.M.Constitution.Seat(a.Seat)
	err := access.May(seat, a.Kind)
	if err == nil && a.Subject != nil {
		err = a.apply(now)
	}
	if err == nil && a.Home == standingPath {
		a.Effects, err = standingEffects(v, a.M, a.Seat, a.Body, now)
	}
	if err != nil {
		a.Refused = err.Error()
		return
	}
	if a.Effects == nil {
		a.Effects = []string{v.T("effect.noted")}
	}
}

// apply tries the note on what it is about, by the rules that will judge it.
func (a *actView) apply(now time.Time) (err error) {
	if u := a.Subject.Undertaking; u != nil && a.Kind != record.KindFormAdvanced {
		e := undertaking.Entry{ID: "new", At: now, Seat: a.Seat, Body: a.Body, Has: present(a.Body), Source: a.ref(record.FromSource), Earlier: a.ref(record.Earlier),
			DependsOn: a.ref(record.DependsOn), Answers: a.ref(record.Answering), Successor: a.ref(record.SupersededBy)}
		if b, ok := a.Body.(*record.GuaranteeMoved); ok {
			_, err = u.Guarantee(a.M.Constitution, b, e)
			return err
		}
		_, err = undertaking.Apply(a.M.Constitution, *u, e)
		return err
	}
	switch a.Kind {
	case record.KindIncidentRedated, record.KindRangeSet, record.KindConfirmationSought, record.KindNoticeMatched:
		var state incident.State
		if a.Subject.Incident != nil {
			state = *a.Subject.Incident
		}
		_, err = incident.Apply(state, incident.Entry{ID: "new", Seat: a.Seat, Body: a.Body, Notice: a.ref(record.OfNotice)})
	}
	return err
}
