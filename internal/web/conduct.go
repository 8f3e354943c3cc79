package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/record"
)

// conduct is how things are done around the table: what the public knew first, who
// picks places, how long ahead notices come, how the line is tested, what is said
// of gates and what is seen.
type conduct struct {
	Sides       []casework.Side
	Notices     []incident.Announced
	Line        []survey.Between
	First, Last string // the days of Line
	Differ      []incident.Passage
	Calls       []thing[*record.HotlineCall] // the newest
	May         map[record.Kind]bool         // what the reader's seat may record
}

// callsShown is how many of the newest calls the page tells one by one.
const callsShown = 12

// lineDays is how many days of the line the page tells.
const lineDays = 30

// conduct shows it.
func (s *site) conduct(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	reader, ctx := s.Views.Survey(v.Who.Viewer), r.Context()
	yesterday := s.Now().UTC().AddDate(0, 0, -1)
	c := conduct{First: yesterday.AddDate(0, 0, 1-lineDays).Format(time.DateOnly), Last: yesterday.Format(time.DateOnly)}
	if c.Sides, err = reader.Sides(ctx); err != nil {
		return err
	}
	if c.Notices, err = reader.Notices(ctx); err != nil {
		return err
	}
	if c.Line, err = reader.Line(ctx, c.First, c.Last); err != nil {
		return err
	}
	if c.Calls, err = latest[*record.HotlineCall](s.gather(r, v), record.KindHotlineCall, callsShown); err != nil {
		return err
	}
	if c.May, err = s.mayNote(r, v); err != nil {
		return err
	}
	passages, err := reader.Passages(ctx)
	if err != nil {
		return err
	}
	for _, p := range passages {
		if p.Differs {
			c.Differ = append(c.Differ, p)
		}
	}
	v.Title = v.T("conduct.title")
	return s.draw(w, r, http.StatusOK, conductPage(v, c))
}

// choosers tells who picked places, and how many.
func choosers(v *view, s casework.Side) string {
	var all []string
	for _, who := range append([]string{""}, record.SiteChoosers...) {
		n := s.Chosen[who]
		if n == 0 {
			continue
		}
		word := v.T("chosen.unsaid")
		if who != "" {
			word = v.Word("chosen", who)
		}
		all = append(all, v.Int(n)+" "+word)
	}
	return strings.Join(all, v.T("list.and"))
}

// aheadSays tells how long before it began a notice came.
func aheadSays(v *view, a incident.Announced) string {
	if a.Ahead <= 0 {
		return v.T("conduct.begun", "span", v.Span(time.Duration(-a.Ahead)*time.Minute))
	}
	return v.T("conduct.ahead", "span", v.Span(time.Duration(a.Ahead)*time.Minute))
}

// passageSays tells what of a gate is said and what was seen.
func passageSays(v *view, p incident.Passage) string {
	name := v.M.Charter.gateName(v, p.Crossing)
	if p.Users != "" {
		name += ", " + v.Word("user", p.Users)
	}
	return v.T("conduct.differs", "gate", name, "declared", v.Word("crossing", p.Declared.Status), "observed", v.Word("crossing", p.Observed.Status))
}

// gateName gives what a crossing is called, or the name that a report gave.
func (c Charter) gateName(v *view, id string) string {
	for _, x := range c.Crossings {
		if x.ID == id {
			return v.Name(x.Name)
		}
	}
	return id
}

// callSays tells a call in a line.
func callSays(v *view, t thing[*record.HotlineCall]) string {
	key := "call.says"
	if t.B.Test {
		key = "call.test"
	}
	out := v.T(key, "from", v.side(t.B.From), "to", v.side(t.B.To))
	if !t.B.Answered {
		return out + v.T("list.and") + v.T("call.unanswered")
	}
	return out + v.T("list.and") + v.T("call.answered", "span", v.Span(time.Duration(t.B.Minutes)*time.Minute))
}

// callTime writes when a call was made, as whoever recorded it says.
func callTime(v *view, b *record.HotlineCall) string {
	at, err := time.Parse(time.RFC3339, b.At)
	if err != nil {
		return ""
	}
	return v.Clock(at)
}
