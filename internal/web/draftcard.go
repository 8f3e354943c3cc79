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

// cardOf shows a draft in words; read is the document that it stands in. A draft
// that is not what its kind says is an error.
func cardOf(v *view, d desk.Draft, read *draft.Document) (card, error) {
	b := cardMaker{view: v, read: read, card: card{Draft: d, Local: strings.TrimPrefix(d.ID, d.Document+"-"), Head: d.Kind}}
	show := map[string]func(*cardMaker, json.RawMessage) error{
		"statement": shown((*cardMaker).statement), "incident": shown((*cardMaker).incident), "figure": shown((*cardMaker).figure),
		"attribution": shown((*cardMaker).attribution), "talks": shown((*cardMaker).talks), "agreement": shown((*cardMaker).agreement),
		"crossing": shown((*cardMaker).crossing), "undertaking": shown((*cardMaker).undertaking),
	}[d.Kind]
	if show == nil {
		return b.card, nil
	}
	if err := show(&b, current(d)); err != nil {
		return b.card, fmt.Errorf("the draft %s is damaged: %w", d.ID, err)
	}
	return b.card, nil
}

// cardMaker writes a card, kind by kind.
type cardMaker struct {
	*view
	read *draft.Document
	card
}

// shown reads the JSON of a draft before it is shown.
func shown[T any](show func(*cardMaker, T)) func(*cardMaker, json.RawMessage) error {
	return func(b *cardMaker, raw json.RawMessage) error {
		var t T
		if err := json.Unmarshal(raw, &t); err != nil {
			return err
		}
		show(b, t)
		return nil
	}
}

// put sets what every card has: its head, the words of the document that it rests
// on, and the rule that made it.
func (b *cardMaker) put(head string, words draft.Span, rule string) {
	b.Head, b.Words, b.Rule = head, spanWords(words), rule
}

// fact adds a line under the head, where there is something to say.
func (b *cardMaker) fact(key, value string) {
	if value != "" {
		b.Facts = append(b.Facts, field{b.T(key), value})
	}
}

func (b *cardMaker) statement(s draft.Statement) {
	said := &record.StatementRecorded{Addressee: partyOf(s.Addressee)}
	for _, a := range s.Acts {
		said.Acts = append(said.Acts, record.Act(a))
	}
	if s.Speaker != nil {
		said.Speaker, said.AsWritten = record.Party{Name: s.Speaker.Name, Side: s.Speaker.Side}, spanWords(s.Speaker.Span).Readable()
	}
	b.put(statementHead(b.view, said), s.Content, s.Rule)
	var links []record.Link
	for _, l := range s.Chain {
		links = append(links, record.Link(l))
	}
	b.fact("statement.chain", strings.Join(chainNames(b.view, links), " ← "))
	b.fact("statement.hedge", s.Hedge)
	if s.Condition != nil {
		b.fact("statement.condition", spanWords(*s.Condition).Readable())
	}
	if s.Time != nil && *s.Time >= 0 && *s.Time < len(b.read.Times) {
		t := b.read.Times[*s.Time]
		b.fact("statement.day", b.Range(str(t.From), str(t.To)))
	}
	b.fact("statement.mode", b.Word("modeof", s.Mode))
}

func (b *cardMaker) incident(i draft.Incident) {
	was := &record.IncidentRecorded{Type: i.Type}
	if i.Place != nil && *i.Place >= 0 && *i.Place < len(b.read.Places) {
		place := b.read.Places[*i.Place]
		if was.Place.Name = place.Name; place.Name == "" {
			was.Place.Name = spanWords(place.Span).Readable()
		}
	}
	b.put(eventHead(b.view, event{thing: thing[*record.IncidentRecorded]{B: was}}), i.Span, i.Rule)
	b.fact("incident.day", b.Range(str(i.From), str(i.To)))
	b.fact("incident.day.exact", when(b.view, i.DatePrecision))
}

func (b *cardMaker) figure(f desk.FigureDraft) {
	claim := &record.ClaimRecorded{Subject: record.SubjectNumber, Effect: f.Effect, Low: f.Low, Number: f.Number, Group: f.Group,
		Words: record.Words{Text: f.Phrase, Start: f.Start, End: f.End}}
	who := b.T("claim.article")
	if f.Claimant != nil {
		who = b.Party(partyOf(f.Claimant))
	}
	b.Head, b.Words, b.Rule = b.T("claim.says.line", "who", who, "what", claimLine(b.view, claim)), claim.Words, f.Rule
	b.Incident = b.Document + "-" + f.Incident
	b.fact("claim.class", b.Word("class", f.Class))
}

func (b *cardMaker) attribution(a desk.AttributionDraft) {
	who := b.T("claim.article")
	var words draft.Span
	for _, s := range b.read.Statements {
		if s.ID == a.By && s.Speaker != nil {
			who = b.Party(record.Party{Name: s.Speaker.Name, Side: s.Speaker.Side})
			if who == "" {
				who = spanWords(s.Speaker.Span).Readable()
			}
			words = s.Content
		}
	}
	b.put(b.T("claim.says.line", "who", who, "what", b.T("claim.attributes", "who", b.Party(partyOf(&a.To)))), words, a.Rule)
	b.Incident = b.Document + "-" + a.Incident
}

func (b *cardMaker) talks(t draft.Talks) {
	held := &record.TalksRecorded{Place: t.Place}
	if t.Round != nil {
		held.Round = *t.Round
	}
	b.put(roundHead(b.view, held), t.Span, t.Rule)
	b.fact("talks.outcome", b.Word("outcome", t.Outcome))
	b.fact("talks.days", b.Range(str(t.From), str(t.To)))
	b.fact("talks.parties", b.Parties(partiesOf(t.Parties)))
	b.fact("talks.mediators", b.Parties(partiesOf(t.Mediators)))
	b.fact("talks.hosts", b.Parties(partiesOf(t.Hosts)))
}

func (b *cardMaker) agreement(a draft.Agreement) {
	b.put(agreementHead(b.view, &record.InstrumentRecorded{Type: a.Kind, Place: a.Place}), a.Span, a.Rule)
	b.fact("agreement.status", b.Word("instatus", a.Status))
	b.fact("agreement.date", b.Range(str(a.Date), str(a.Date)))
	b.fact("talks.parties", b.Parties(partiesOf(a.Parties)))
	b.fact("agreement.brokers", b.Parties(partiesOf(a.Brokers)))
}

func (b *cardMaker) crossing(x draft.Crossing) {
	name := b.PlaceName(x.Name)
	if name == "" {
		name = b.T("crossings.others")
	}
	b.put(b.T("crossing.head", "name", name, "status", b.Word("crossing", x.Status)), x.Span, x.Rule)
	b.fact("crossing.by", b.Party(partyOf(x.DeclaredBy)))
	for i, u := range x.Users {
		x.Users[i] = desk.UserClass(u)
	}
	b.fact("crossing.users", b.words("user", x.Users))
	b.fact("crossing.reason", x.Reason)
}

func (b *cardMaker) undertaking(u draft.Undertaking) {
	made := promise{thing: thing[*record.UndertakingRecorded]{B: &record.UndertakingRecorded{By: partyOf(u.By), To: partyOf(u.To)}}}
	b.put(promiseHead(b.view, made), u.Content, u.Rule)
	b.fact("undertaking.stage", b.Word("stage", u.State))
	b.fact("undertaking.form", b.Word("form", u.Form))
	var names []string
	for _, g := range u.Guarantors {
		names = append(names, b.isolate(b.SideNamed(g.Name)))
	}
	b.fact("guarantors.title", strings.Join(names, b.T("list.and")))
	b.fact("missing.mark", b.words("part", u.Missing))
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
