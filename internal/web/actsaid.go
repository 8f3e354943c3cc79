package web

import (
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Back gives the page that the form came from.
func (a *actView) Back() string {
	switch {
	case a.Home != "":
		return a.Home
	case a.C == nil:
		return "/cases/desk"
	}
	return "/cases/" + string(a.C.ID)
}

// names gives the names of the form's values that go along to the next page,
// sorted.
func (a *actView) names() []string {
	own := []string{"step", "name", "on", "re", "about", "lang", "once"}
	var all []string
	for name := range a.Form {
		if !slices.Contains(own, name) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// said gives what is filled in, as it reads.
func (a *actView) said(v *view, f actField) string {
	values := a.Form[f.Name]
	if f.Settled {
		values = []string{f.Value}
	}
	var all []string
	for _, one := range values {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		switch f.Widget {
		case inChoice, inParties, inSide:
			one = f.Says(v, one)
		case inYes:
			one = v.T("act.yes")
		case inInstant:
			if at, err := time.Parse(minute, western(one)); err == nil {
				one = v.Clock(at)
			}
		case inDay:
			one = v.Day(western(one))
		case inEvidence:
			one = a.evidence(v, record.ID(one))
		case inNumbers, inNumber:
			one = v.digitsOf(western(one))
		}
		if f.Family == "" && f.Settled && f.Name == "clock" {
			one = v.Term("clock", f.Value)
		}
		if f.Settled && f.Name == "of" {
			one = v.side(f.Value)
		}
		all = append(all, one)
	}
	return strings.Join(all, v.T("list.and"))
}

func (a *actView) evidence(v *view, id record.ID) string {
	for _, it := range a.Evidence {
		if it.ID == id {
			return itemHead(v, it)
		}
	}
	return string(id)
}
