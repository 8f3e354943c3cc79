package web

import (
	"slices"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
)

// matter is what a step of a case answers or decides on: one of these, and what was
// alleged where it is none of them.
type matter struct {
	Finding        *casework.Finding
	Ask            *casework.Ask
	Recommendation *casework.Recommendation
	Referral       *casework.Referral
	Allegation     bool
}

func (m matter) any() bool { return m != matter{} }

// matter gives what the act is about; nothing for what is no step of a case.
func (a *actView) matter() matter {
	if a.C == nil {
		return matter{}
	}
	m := matter{
		Finding:        found(a.C.S.Findings, func(f casework.Finding) record.ID { return f.ID }, a.finding()),
		Ask:            found(a.C.S.Asks, func(k casework.Ask) record.ID { return k.ID }, a.answers()),
		Recommendation: found(a.C.S.Recommendations, func(r casework.Recommendation) record.ID { return r.ID }, a.answers()),
		Referral:       found(a.C.S.Referrals, func(r casework.Referral) record.ID { return r.ID }, a.answers()),
	}
	m.Allegation = !m.any()
	return m
}

// found gives the one of all that has an id, or nil.
func found[T any](all []T, idOf func(T) record.ID, id record.ID) *T {
	if i := slices.IndexFunc(all, func(one T) bool { return idOf(one) == id }); i >= 0 {
		return &all[i]
	}
	return nil
}
