package web

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// card is a draft as the desk shows it.
type card struct {
	desk.Draft
	Local    string // its id in the document
	Head     string
	Words    record.Words
	Facts    []field
	Rule     string
	Incident string // the draft's id that has to be accepted before it
	Parts    []card // the claims about an incident
}

// IsOpen reports whether the draft waits.
func (c card) IsOpen() bool { return c.State == desk.Open }

// current gives the draft as it stands: corrected or as the machine made it.
func current(d desk.Draft) json.RawMessage {
	if d.Edited != nil {
		return d.Edited
	}
	return d.Record
}

// cardOf shows a draft in words.
func cardOf(v *view, d desk.Draft, read *draft.Document) (c card, err error) {
	c = card{Draft: d, Local: strings.TrimPrefix(d.ID, d.Document+"-")}
	add := func(key, value string) {
		if value != "" {
			c.Facts = append(c.Facts, field{v.T(key), value})
		}
	}
	raw := current(d)
	switch d.Kind {
	case "statement":
		var s draft.Statement
		if err = json.Unmarshal(raw, &s); err != nil {
			break
		}
		b := &record.StatementRecorded{}
		for _, a := range s.Acts {
			b.Acts = append(b.Acts, record.Act(a))
		}
		if s.Speaker != nil {
			b.Speaker, b.AsWritten = record.Party{Name: s.Speaker.Name, Side: s.Speaker.Side}, spanWords(s.Speaker.Span).Readable()
		}
		b.Addressee = partyOf(s.Addressee)
		c.Head, c.Words, c.Rule = statementHead(v, b), spanWords(s.Content), s.Rule
		var links []record.Link
		for _, l := range s.Chain {
			links = append(links, record.Link(l))
		}
		add("statement.chain", strings.Join(chainNames(v, links), " ← "))
		add("statement.hedge", s.Hedge)
		if s.Condition != nil {
			add("statement.condition", spanWords(*s.Condition).Readable())
		}
		if s.Time != nil && *s.Time >= 0 && *s.Time < len(read.Times) {
			t := read.Times[*s.Time]
			add("statement.day", v.Range(str(t.From), str(t.To)))
		}
		add("statement.mode", v.Word("modeof", s.Mode))
	case "incident":
		var i draft.Incident
		if err = json.Unmarshal(raw, &i); err != nil {
			break
		}
		b := &record.IncidentRecorded{Type: i.Type}
		if i.Place != nil && *i.Place >= 0 && *i.Place < len(read.Places) {
			if b.Place.Name = read.Places[*i.Place].Name; b.Place.Name == "" {
				b.Place.Name = spanWords(read.Places[*i.Place].Span).Readable()
			}
		}
		c.Head, c.Words, c.Rule = eventHead(v, event{thing: thing[*record.IncidentRecorded]{B: b}}), spanWords(i.Span), i.Rule
		add("incident.day", v.Range(str(i.From), str(i.To)))
		add("incident.day.exact", when(v, i.DatePrecision))
	case "figure":
		var f desk.FigureDraft
		if err = json.Unmarshal(raw, &f); err != nil {
			break
		}
		b := &record.ClaimRecorded{Subject: record.SubjectNumber, Effect: f.Effect, Low: f.Low, Number: f.Number, Group: f.Group,
			Words: record.Words{Text: f.Phrase, Start: f.Start, End: f.End}}
		who := v.T("claim.article")
		if f.Claimant != nil {
			who = v.Party(partyOf(f.Claimant))
		}
		c.Head, c.Words, c.Rule, c.Incident = v.T("claim.says.line", "who", who, "what", claimLine(v, b)), b.Words, f.Rule, d.Document+"-"+f.Incident
		add("claim.class", v.Word("class", f.Class))
	case "attribution":
		var a desk.AttributionDraft
		if err = json.Unmarshal(raw, &a); err != nil {
			break
		}
		who := v.T("claim.article")
		for _, s := range read.Statements {
			if s.ID == a.By && s.Speaker != nil {
				who = v.Party(record.Party{Name: s.Speaker.Name, Side: s.Speaker.Side})
				if who == "" {
					who = spanWords(s.Speaker.Span).Readable()
				}
				c.Words = spanWords(s.Content)
			}
		}
		c.Head = v.T("claim.says.line", "who", who, "what", v.T("claim.attributes", "who", v.Party(partyOf(&a.To))))
		c.Rule, c.Incident = a.Rule, d.Document+"-"+a.Incident
	case "talks":
		var t draft.Talks
		if err = json.Unmarshal(raw, &t); err != nil {
			break
		}
		b := &record.TalksRecorded{Place: t.Place}
		if t.Round != nil {
			b.Round = *t.Round
		}
		c.Head, c.Words, c.Rule = roundHead(v, b), spanWords(t.Span), t.Rule
		add("talks.outcome", v.Word("outcome", t.Outcome))
		add("talks.days", v.Range(str(t.From), str(t.To)))
		add("talks.parties", v.Parties(partiesOf(t.Parties)))
		add("talks.mediators", v.Parties(partiesOf(t.Mediators)))
		add("talks.hosts", v.Parties(partiesOf(t.Hosts)))
	case "agreement":
		var a draft.Agreement
		if err = json.Unmarshal(raw, &a); err != nil {
			break
		}
		c.Head, c.Words, c.Rule = agreementHead(v, &record.InstrumentRecorded{Type: a.Kind, Place: a.Place}), spanWords(a.Span), a.Rule
		add("agreement.status", v.Word("instatus", a.Status))
		add("agreement.date", v.Range(str(a.Date), str(a.Date)))
		add("talks.parties", v.Parties(partiesOf(a.Parties)))
		add("agreement.brokers", v.Parties(partiesOf(a.Brokers)))
	case "crossing":
		var x draft.Crossing
		if err = json.Unmarshal(raw, &x); err != nil {
			break
		}
		name := v.PlaceName(x.Name)
		if name == "" {
			name = v.T("crossings.others")
		}
		c.Head, c.Words, c.Rule = v.T("crossing.head", "name", name, "status", v.Word("crossing", x.Status)), spanWords(x.Span), x.Rule
		add("crossing.by", v.Party(partyOf(x.DeclaredBy)))
		for i, u := range x.Users {
			x.Users[i] = desk.UserClass(u)
		}
		add("crossing.users", v.words("user", x.Users))
		add("crossing.reason", x.Reason)
	case "undertaking":
		var u draft.Undertaking
		if err = json.Unmarshal(raw, &u); err != nil {
			break
		}
		p := promise{thing: thing[*record.UndertakingRecorded]{B: &record.UndertakingRecorded{By: partyOf(u.By), To: partyOf(u.To)}}}
		c.Head, c.Words, c.Rule = promiseHead(v, p), spanWords(u.Content), u.Rule
		add("undertaking.stage", v.Word("stage", u.State))
		add("undertaking.form", v.Word("form", u.Form))
		var names []string
		for _, g := range u.Guarantors {
			names = append(names, v.isolate(v.SideNamed(g.Name)))
		}
		add("guarantors.title", strings.Join(names, v.T("list.and")))
		add("missing.mark", v.words("part", u.Missing))
	default:
		c.Head = d.Kind
	}
	if err != nil {
		return c, fmt.Errorf("the draft %s is damaged: %w", d.ID, err)
	}
	return c, nil
}

func spanWords(s draft.Span) record.Words {
	return record.Words{Text: s.Text, Start: s.Start, End: s.End, Plain: s.Plain}
}

func partyOf(p *draft.Party) record.Party {
	if p == nil {
		return record.Party{}
	}
	return record.Party{Name: p.Name, Side: p.Side}
}

func partiesOf(list []draft.Party) []record.Party {
	var all []record.Party
	for _, p := range list {
		all = append(all, record.Party{Name: p.Name, Side: p.Side})
	}
	return all
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
