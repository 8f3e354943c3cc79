package api

import (
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/charter"
	"github.com/surety-mechanism/surety/incident"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
	"github.com/surety-mechanism/surety/undertaking"
)

// Entry is an entry and what it stands for in the register now.
type Entry struct {
	Index       int64         `json:"index" doc:"Its place in the log."`
	ID          record.ID     `json:"id"`
	Kind        record.Kind   `json:"kind"`
	Seat        record.Seat   `json:"seat" doc:"The seat that made it."`
	Mode        string        `json:"mode" doc:"How it is signed: own, passkey or desk."`
	Stated      string        `json:"stated" doc:"When, by its author's clock: a claim, not a proof."`
	Witnessed   string        `json:"witnessed,omitempty" doc:"By when enough witnesses had signed for it, as the log attests; time limits count by it. Not given while nothing attested covers the entry: then its times are the operator's clock, unwitnessed."`
	Refs        []record.Ref  `json:"refs" doc:"What it refers to."`
	Audience    []record.Seat `json:"audience" doc:"Who may read it."`
	Body        any           `json:"body" doc:"As the schema of its kind describes; as corrected since."`
	Closed      []string      `json:"closed,omitempty" doc:"Fields that are there and not open: withheld or erased."`
	Void        string        `json:"void,omitempty" doc:"Why it counts for nothing."`
	Disputed    record.ID     `json:"disputed,omitempty" doc:"The entry by which the key that signed it was revoked as suspect."`
	AffirmedBy  record.ID     `json:"affirmed_by,omitempty" doc:"The entry by which its seat stands by it all the same."`
	WithdrawnBy record.ID     `json:"withdrawn_by,omitempty"`
	CorrectedBy []record.ID   `json:"corrected_by,omitempty"`

	Publisher   *Publisher          `json:"publisher,omitempty" doc:"Of a source: whose its publisher is, as the charter in force has it."`
	Undertaking *undertaking.State  `json:"undertaking,omitempty" doc:"Of an undertaking or clause."`
	Incident    *incident.State     `json:"incident,omitempty" doc:"Of a record of an incident, once something was done about it."`
	Graded      []incident.Grading  `json:"graded,omitempty" doc:"Of a source, claim or statement; the last holds."`
	Case        *casework.Case      `json:"case,omitempty" doc:"Of an allegation."`
	Mechanism   *casework.Mechanism `json:"mechanism,omitempty" doc:"Of the entry that adopted the charter."`
}

func entryOf(it register.Item) Entry {
	e := Entry{Index: it.Index, ID: it.ID, Kind: it.Kind, Seat: it.Seat, Mode: it.Mode, Stated: it.Stated, Refs: it.Refs, Audience: it.Audience,
		Body: it.Body, Closed: it.Closed, Void: it.Void, Disputed: it.Disputed, AffirmedBy: it.AffirmedBy, WithdrawnBy: it.WithdrawnBy, CorrectedBy: it.CorrectedBy,
		Undertaking: it.Undertaking, Incident: it.Incident, Graded: it.Graded, Case: it.Case, Mechanism: it.Mechanism}
	if !it.Witnessed.IsZero() {
		e.Witnessed = it.Witnessed.UTC().Format(time.RFC3339)
	}
	if e.Refs == nil {
		e.Refs = []record.Ref{}
	}
	return e
}

// Publisher is whose a newspaper, an agency or a spokesman's office is.
type Publisher struct {
	ID        string            `json:"id,omitempty" doc:"By the charter; absent where it does not know the name."`
	Name      map[string]string `json:"name,omitempty" doc:"By language tag."`
	Aliases   []string          `json:"aliases,omitempty"`
	Alignment string            `json:"alignment" doc:"One of state, party_affiliated, independent, wire, exile, unknown."`
	Of        string            `json:"of,omitempty" doc:"The party, group or third party whose it is, by the charter's id."`
	Basis     map[string]string `json:"basis,omitempty" doc:"Who says so, by language tag."`
}

func publisherOf(p charter.Publisher) Publisher {
	return Publisher{ID: p.ID, Name: p.Name, Aliases: p.Aliases, Alignment: p.Alignment, Of: p.Of, Basis: p.Basis}
}

// entry is entryOf, with whose the publisher of a source is.
func (s *service) entry(it register.Item) Entry {
	e := entryOf(it)
	if b, ok := it.Body.(*record.SourceFiled); ok {
		p := Publisher{Alignment: "unknown"}
		if known, ok := charter.Named(s.Charter.Publishers, b.Publisher); ok {
			p = publisherOf(known)
		}
		e.Publisher = &p
	}
	return e
}

func (s *service) entries(items []register.Item) []Entry {
	all := make([]Entry, len(items))
	for i, it := range items {
		all[i] = s.entry(it)
	}
	return all
}

func entriesOf(items []register.Item) []Entry {
	all := make([]Entry, len(items))
	for i, it := range items {
		all[i] = entryOf(it)
	}
	return all
}
