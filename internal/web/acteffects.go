package web

import (
	"slices"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
)

// effects tells what an act does, from the case before it and after it: nothing
// here knows the rules, which have been asked.
func effects(v *view, before, after casework.Case) []string {
	var all []string
	add := func(key string, args ...any) { all = append(all, v.T(key, args...)) }
	switch {
	case before.State == "":
		add("effect.opens")
	case before.State != after.State:
		add("effect.moves", "from", v.Word("casestate", before.State), "to", v.Word("casestate", after.State))
	}
	if before.State != "" && before.Outcome != after.Outcome {
		add("effect.outcome", "what", v.Word("ruling", after.Outcome))
	}
	for i, d := range after.Deadlines {
		switch {
		case i >= len(before.Deadlines):
			add("effect.starts", "clock", v.Term("clock", d.Rule.ID), "who", v.Whose(d), "due", v.Clock(d.Due))
		case before.Deadlines[i].Open() && !d.Met.IsZero():
			add("effect.meets", "clock", v.Term("clock", d.Rule.ID), "who", v.Whose(d))
		case before.Deadlines[i].Open() && !d.Open():
			add("effect.drops", "clock", v.Term("clock", d.Rule.ID), "who", v.Whose(d))
		case !before.Deadlines[i].Due.Equal(d.Due):
			add("effect.due", "clock", v.Term("clock", d.Rule.ID), "due", v.Clock(d.Due))
		case len(before.Deadlines[i].Pauses) < len(d.Pauses):
			add("effect.pauses", "clock", v.Term("clock", d.Rule.ID), "who", v.Whose(d))
		case len(requests(before.Deadlines[i])) < len(requests(d)):
			add("effect.asks", "clock", v.Term("clock", d.Rule.ID))
		}
	}
	for i, f := range after.Findings {
		switch {
		case i >= len(before.Findings):
			add("effect.finding", "status", v.Word("findingstatus", f.Status))
			for _, s := range f.Silent {
				add("effect.silent", "who", v.side(s.Of), "time", v.Clock(s.By))
			}
		case before.Findings[i].Status != f.Status:
			add("effect.becomes", "status", v.Word("findingstatus", f.Status))
		case before.Findings[i].Published.IsZero() && !f.Published.IsZero():
			add("effect.published")
		case len(before.Findings[i].Votes) < len(f.Votes):
			add("effect.vote")
		case len(before.Findings[i].Dissents) < len(f.Dissents):
			add("effect.dissent")
		}
	}
	return all
}

// requests gives every signature under more time.
func requests(d deadline.Deadline) []string {
	var all []string
	for _, q := range d.Requests {
		for _, s := range q.By {
			all = append(all, q.Until.String()+string(s))
		}
	}
	slices.Sort(all)
	return all
}
