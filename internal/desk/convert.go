package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/record"
)

// proposal is what a draft would be as an entry: its body, and the drafts of the
// same document that it refers to, by their ids in the document.
type proposal struct {
	body  record.Body
	refs  []wanted
	needs string // a draft that has to be accepted first
}

type wanted struct {
	role record.Role
	id   string // of the record in the document
}

// propose turns a draft, corrected or not, into the entry it would be.
func propose(d Draft, read *draft.Document, by string) (proposal, error) {
	raw := d.Record
	if d.Edited != nil {
		raw = d.Edited
	}
	acc := record.Acceptance{Draft: d.ID, Machine: d.Record, Corrected: d.Edited != nil && !bytes.Equal(d.Edited, d.Record), AcceptedBy: by}
	switch d.Kind {
	case "statement":
		return statement(raw, read, acc)
	case "incident":
		return incident(raw, read, acc)
	case "figure":
		return figure(raw, read, acc)
	case "attribution":
		return attribution(raw, read, acc)
	case "talks":
		return talks(raw, acc)
	case "agreement":
		return agreement(raw, acc)
	case "crossing":
		return crossing(raw, acc)
	case "undertaking":
		return undertakingOf(raw, acc)
	}
	return proposal{}, fault.New(fault.Invalid, "draft %s is of kind %q, which cannot be accepted", d.ID, d.Kind)
}

// decode reads a draft's record. Unknown fields are an error: a person who
// corrects a draft by hand should learn that a field's name is wrong.
func decode[T any](raw json.RawMessage, kind string) (v T, err error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		return v, fault.New(fault.Invalid, "the %s is not what docs/read-format.md says: %w", kind, err)
	}
	return v, nil
}

func words(s draft.Span) record.Words {
	return record.Words{Text: s.Text, Start: s.Start, End: s.End, Plain: s.Plain}
}

func party(p *draft.Party) record.Party {
	if p == nil {
		return record.Party{}
	}
	return record.Party{Name: p.Name, Side: p.Side}
}

func parties(list []draft.Party) []record.Party {
	var all []record.Party
	for _, p := range list {
		all = append(all, party(&p))
	}
	return all
}

func day(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func statement(raw json.RawMessage, read *draft.Document, acc record.Acceptance) (proposal, error) {
	s, err := decode[draft.Statement](raw, "statement")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = s.Rule
	b := &record.StatementRecorded{Mode: record.Mode(s.Mode), Fidelity: s.Fidelity, Credibility: "6", Addressee: party(s.Addressee),
		Words: words(s.Content), Hedge: s.Hedge, Acceptance: acc}
	for _, a := range s.Acts {
		b.Acts = append(b.Acts, record.Act(a))
	}
	if s.Speaker != nil {
		b.Speaker = record.Party{Name: s.Speaker.Name, Side: s.Speaker.Side}
		b.AsWritten = words(s.Speaker.Span).Readable()
	}
	for i, o := range s.Speakers {
		if i > 0 {
			b.Others = append(b.Others, record.Party{Name: o.Name, Side: o.Side})
		}
	}
	if s.Cue != nil {
		b.Cue = words(*s.Cue).Readable()
	}
	for _, l := range s.Chain {
		b.Chain = append(b.Chain, record.Link(l))
	}
	if s.Time != nil && *s.Time >= 0 && *s.Time < len(read.Times) {
		b.From, b.To = day(read.Times[*s.Time].From), day(read.Times[*s.Time].To)
	}
	if s.Condition != nil {
		b.Condition = words(*s.Condition)
	}
	p := proposal{body: b}
	if s.Inside != "" {
		p.refs = append(p.refs, wanted{record.InsideOf, s.Inside})
	}
	if s.Repeats != "" {
		p.refs = append(p.refs, wanted{record.RepeatOf, s.Repeats})
	}
	return p, nil
}

func incident(raw json.RawMessage, read *draft.Document, acc record.Acceptance) (proposal, error) {
	i, err := decode[draft.Incident](raw, "incident")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = i.Rule
	b := &record.IncidentRecorded{Type: i.Type, DatePrecision: i.DatePrecision, PressOnly: true, Words: words(i.Span),
		From: day(i.From), To: day(i.To), Acceptance: acc}
	if i.Place != nil && *i.Place >= 0 && *i.Place < len(read.Places) {
		p := read.Places[*i.Place]
		b.WherePrec = p.Precision
		b.Place = record.Place{Name: p.Name, Country: p.Country, Lat: p.Lat, Lon: p.Lon, Precision: p.Precision}
		if b.Place.Name == "" {
			b.Place.Name = words(p.Span).Readable()
		}
	}
	return proposal{body: b}, nil
}

// ownVoice names who recorded what a source says in its own voice.
func ownVoice(read *draft.Document) string {
	if read.Publisher != nil {
		return words(*read.Publisher).Readable()
	}
	return read.File
}

func figure(raw json.RawMessage, read *draft.Document, acc record.Acceptance) (proposal, error) {
	f, err := decode[FigureDraft](raw, "figure")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = f.Rule
	b := &record.ClaimRecorded{Subject: record.SubjectNumber, Effect: f.Effect, Class: f.Class, Low: f.Low, Credibility: "6",
		Claimant: party(f.Claimant), Number: f.Number, Group: f.Group, CountingUnit: "persons", RecordedBy: ownVoice(read),
		Words: record.Words{Text: f.Phrase, Start: f.Start, End: f.End}, Acceptance: acc}
	if f.Claimant != nil {
		b.RecordedBy = f.Claimant.Name
	}
	p := proposal{body: b, needs: f.Incident, refs: []wanted{{record.AboutObject, f.Incident}}}
	if f.Statement != "" {
		p.refs = append(p.refs, wanted{record.InStatement, f.Statement})
	}
	p.refs = append(p.refs, rivals(f.ID, read)...)
	return p, nil
}

// rivals gives the figures that the reader found to contradict one: those of them
// that were accepted before stand in the entry as what it conflicts with. None is
// resolved.
func rivals(id string, read *draft.Document) (all []wanted) {
	for _, i := range read.Incidents {
		for _, c := range i.Conflicts {
			if !slices.Contains(c.Between, id) {
				continue
			}
			for _, other := range c.Between {
				if w := (wanted{record.ConflictWith, other}); other != id && !slices.Contains(all, w) {
					all = append(all, w)
				}
			}
		}
	}
	return all
}

func attribution(raw json.RawMessage, read *draft.Document, acc record.Acceptance) (proposal, error) {
	a, err := decode[AttributionDraft](raw, "attribution")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = a.Rule
	b := &record.ClaimRecorded{Subject: record.SubjectAttribution, Credibility: "6", AttributedTo: party(&a.To), RecordedBy: ownVoice(read),
		Acceptance: acc}
	p := proposal{body: b, needs: a.Incident, refs: []wanted{{record.AboutObject, a.Incident}}}
	i := slices.IndexFunc(read.Statements, func(s draft.Statement) bool { return s.ID == a.By })
	if i < 0 {
		return p, nil
	}
	if s := read.Statements[i]; s.Speaker != nil {
		b.Claimant = record.Party{Name: s.Speaker.Name, Side: s.Speaker.Side}
		if b.Claimant.Name == "" {
			b.Claimant.Name = words(s.Speaker.Span).Readable()
		}
		b.RecordedBy, b.Words = b.Claimant.Name, words(s.Content)
	}
	p.refs = append(p.refs, wanted{record.InStatement, a.By})
	return p, nil
}

func talks(raw json.RawMessage, acc record.Acceptance) (proposal, error) {
	t, err := decode[draft.Talks](raw, "talks")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = t.Rule
	b := &record.TalksRecorded{Outcome: t.Outcome, Place: t.Place, From: day(t.From), To: day(t.To), Parties: parties(t.Parties),
		Mediators: parties(t.Mediators), Hosts: parties(t.Hosts), Words: words(t.Span), Acceptance: acc}
	if t.Round != nil {
		b.Round = *t.Round
	}
	return proposal{body: b}, nil
}

func agreement(raw json.RawMessage, acc record.Acceptance) (proposal, error) {
	a, err := decode[draft.Agreement](raw, "agreement")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = a.Rule
	return proposal{body: &record.InstrumentRecorded{Type: a.Kind, Status: a.Status, Place: a.Place, Date: day(a.Date),
		Parties: parties(a.Parties), Brokers: parties(a.Brokers), Words: words(a.Span), Acceptance: acc}}, nil
}

func crossing(raw json.RawMessage, acc record.Acceptance) (proposal, error) {
	c, err := decode[draft.Crossing](raw, "crossing")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = c.Rule
	return proposal{body: &record.CrossingStatusRecorded{Status: c.Status, Users: userClasses(c.Users), Name: c.Name, Reason: c.Reason,
		DeclaredBy: party(c.DeclaredBy), Words: words(c.Span), Acceptance: acc}}, nil
}

// userClasses gives the record's classes of a crossing's users for the reader's
// words for them, each once; what is no such class stays, and is refused.
func userClasses(words []string) []string {
	var all []string
	for _, w := range words {
		if c := UserClass(w); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// UserClass gives the record's class of a crossing's users for the reader's
// words for it: "returnees/refugees" is returnees, "officials/monitors" is
// officials_monitors. What is neither stays as it is.
func UserClass(words string) string {
	c := strings.NewReplacer(" ", "_", "/", "_").Replace(words)
	switch c {
	case "returnees_refugees", "refugees":
		return "returnees"
	case "import":
		return "commercial_import"
	case "export":
		return "commercial_export"
	}
	return c
}

func undertakingOf(raw json.RawMessage, acc record.Acceptance) (proposal, error) {
	u, err := decode[draft.Undertaking](raw, "undertaking")
	if err != nil {
		return proposal{}, err
	}
	acc.Rule = u.Rule
	b := &record.UndertakingRecorded{State: u.State, Form: u.Form, Missing: u.Missing, By: party(u.By), To: party(u.To),
		Words: words(u.Content), Acceptance: acc}
	for i, g := range u.Guarantors {
		handle := fmt.Sprintf("g%d", i+1)
		// However a source puts it, a guarantor enters as named: it becomes more by its own act.
		b.Guarantors = append(b.Guarantors, record.Guarantor{Handle: handle, State: "named_by_party"})
		b.Named = append(b.Named, record.NamedGuarantor{Handle: handle, Name: g.Name, NamedBy: party(g.NamedBy)})
	}
	p := proposal{body: b}
	for _, s := range u.Statements {
		p.refs = append(p.refs, wanted{record.InStatement, s})
	}
	return p, nil
}
