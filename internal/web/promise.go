package web

import (
	"slices"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/undertaking"
)

// promiseHead says whose undertaking it is, to whom, as far as that is known.
func promiseHead(v *view, p promise) string {
	by, to := v.Party(p.B.By), v.Party(p.B.To)
	switch {
	case by != "" && to != "":
		return v.T("promise.by.to", "by", by, "to", to)
	case by != "":
		return v.T("promise.by", "by", by)
	case to != "":
		return v.T("promise.to", "to", to)
	}
	return v.T("promise.unknown")
}

// promiseSays says in a sentence how far it is reported to have come.
func promiseSays(v *view, p promise) string { return v.T("stage." + p.Stage() + ".says") }

// backingWord says what several guarantors are: requested by somebody, not
// confirmed, unless they themselves did more.
func backingWord(v *view, b requested) string {
	if b.State != "named_by_party" {
		return v.Word("guarantor", b.State)
	}
	if by := v.Party(b.NamedBy); by != "" {
		return v.T("guarantor.requested.by", "who", by)
	}
	return v.T("guarantor.requested")
}

func guarantorWord(v *view, g guarantor) string {
	return backingWord(v, requested{State: g.State, NamedBy: g.NamedBy})
}

func stepForm(v *view, b *record.FormAdvanced) string {
	key := "history.form"
	if b.Disputed {
		key = "history.form.disputed"
	}
	return v.T(key, "who", b.Issuer, "form", v.Word("form", b.Form), "date", v.Day(b.Date))
}

func disputed(p promise, form string) bool { return slices.Contains(p.Disputed(), form) }

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// hiddenUnless gives the value of aria-hidden for a picture that the text beside it tells.
func hiddenUnless(shown bool) string {
	if shown {
		return "false"
	}
	return "true"
}

func orUnknown(v *view, s string) string {
	if s == "" {
		return v.T("unknown")
	}
	return s
}

// missingShort names what an undertaking lacks, at a glance: the first few parts.
func missingShort(v *view, parts []string) string {
	const few = 3
	if len(parts) <= few+1 {
		return v.T("missing.parts", "parts", v.words("part", parts))
	}
	return v.N("missing.more", len(parts)-few, "parts", v.words("part", parts[:few]))
}

// Grades gives the grades of how it is kept, in the order given.
func (p promise) Grades() []undertaking.Grade {
	if p.Undertaking == nil {
		return nil
	}
	return p.Undertaking.Grades
}

// gradedBy says whose grade it is: a seat's own, or a party's as a source reports it.
func gradedBy(v *view, g undertaking.Grade) string {
	if g.Reported != "" {
		return v.T("reported", "what", v.side(g.Reported))
	}
	return v.Seat(g.By)
}
