package web

import (
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/deadline"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// or gives the first text that is not empty.
func or(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// vacant gives the seats that nobody fills, sorted.
func vacant(m casework.Mechanism) []record.Seat {
	var all []record.Seat
	for s := range m.Vacant {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}

// item gives an entry of the case, empty where this reader may not read it.
func (c *caseView) item(id record.ID) register.Item {
	it, _ := c.step(id)
	return it
}

// answering gives the entries of the case that answer another, in order.
func (c *caseView) answering(id record.ID) []register.Item {
	var all []register.Item
	for _, it := range c.Steps {
		if first(it, record.Answering) == id {
			all = append(all, it)
		}
	}
	return all
}

// noReply says that a side has not replied: that its time is over, runs, or has
// not begun.
func noReply(v *view, c *caseView, a accused) string {
	switch {
	case a.Clock == nil:
		return v.T("case.noreply")
	case c.Now.After(a.Clock.DueAt(c.Now)):
		return v.T("finding.silent", "who", v.side(a.Party), "time", v.Clock(a.Clock.DueAt(c.Now)))
	}
	return v.T("case.noreply.yet", "time", v.Clock(a.Clock.DueAt(c.Now)))
}

// answerSays tells what came of a request. Silence is what was to come by now
// and has not.
func answerSays(v *view, a casework.Ask, now time.Time) string {
	switch {
	case a.Answer == "silence" || a.Answer == "" && now.After(a.Until):
		return v.T("ask.silence", "who", v.side(a.Of), "time", v.Clock(a.Until))
	case a.Answer == "":
		return v.T("ask.waiting")
	}
	says := v.T("ask.answered", "answer", v.Word("answer", a.Answer), "time", v.Clock(a.Answered))
	if a.Answered.After(a.Until) {
		says += " " + v.T("ask.late", "time", v.Span(a.Answered.Sub(a.Until)))
	}
	return says
}

// remedySays tells how far a recommendation was followed.
func remedySays(v *view, r casework.Recommendation, now time.Time) string {
	switch {
	case !r.Verified.IsZero():
		return v.T("rec.is.verified", "time", v.Clock(r.Verified))
	case !r.Reported.IsZero():
		return v.T("rec.is.reported", "time", v.Clock(r.Reported))
	case now.After(r.Due):
		return v.T("rec.is.late", "time", v.Span(now.Sub(r.Due)))
	}
	return v.T("rec.is.waiting")
}

// extension tells of more time that was asked for.
func extension(v *view, q deadline.Request) string {
	if q.Given.IsZero() {
		return v.T("clock.asked", "until", v.Clock(q.Until), "who", v.SeatList(q.By))
	}
	return v.T("clock.extended", "until", v.Clock(q.Until), "who", v.SeatList(q.By))
}

// decidedBy tells the rule that decided, as casework names it.
func decidedBy(v *view, rule string) string {
	if a, b, ok := strings.Cut(rule, " then "); ok {
		return v.T("rule.then", "first", v.Word("rule", a), "then", v.Word("rule", b))
	}
	return v.Word("rule", rule)
}

// penaltyBody names the body that decides on penalties.
func penaltyBody(v *view, m casework.Mechanism) string {
	if m.Constitution == nil || m.Constitution.Penalty == nil {
		return ""
	}
	return v.Addressee(m.Constitution.Penalty.Body)
}

// Addressee names a party, third party or seat of the charter.
func (v *view) Addressee(id string) string {
	if name := v.side(id); name != id {
		return name
	}
	return v.Seat(record.Seat(id))
}

// dotted writes several outcomes, whose words have commas of their own.
func dotted(v *view, outcomes []string) string {
	words := make([]string, len(outcomes))
	for i, o := range outcomes {
		words[i] = v.Word("ruling", o)
	}
	return strings.Join(words, " · ")
}

// offerOf tells what an offer is about, where a case has several of its kind.
func offerOf(v *view, c *caseView, o offer) string {
	switch {
	case o.Finding != "":
		for _, f := range c.S.Findings {
			if f.ID == o.Finding {
				return v.Word("findingstatus", f.Status)
			}
		}
	case o.Answers != "":
		if it, ok := c.step(o.Answers); ok {
			return v.T("entry.n", "n", v.Int64(it.Index))
		}
	case o.Kind == record.KindCaseNotified:
		return v.side(o.Of)
	case o.Fixed["clock"] != "" && o.Fixed["of"] != "":
		return v.Term("clock", o.Fixed["clock"]) + v.T("list.and") + v.side(o.Fixed["of"])
	case o.Fixed["clock"] != "":
		return v.Term("clock", o.Fixed["clock"])
	case o.Fixed["rung"] != "":
		return v.Term("rung", o.Fixed["rung"])
	}
	return ""
}
