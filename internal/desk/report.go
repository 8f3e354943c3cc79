package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Report is what somebody at a place writes of what happened there. Its text is
// filed as a source, like every other, so that it can be pointed at.
type Report struct {
	Key      string                  // drawn for its form, 32 hexadecimal digits: the same key again is the same report
	Incident record.IncidentRecorded // its words are the whole text
	Text     record.SourceFiled      // the text, kept as a file
	Files    []record.SourceFiled    // what came with it, kept as files
	Case     record.ID               // the allegation in whose case it is made; "" for none
	Audience []record.Seat           // who may read it, beside the author's seat
}

// Reported is where a report stands.
type Reported struct {
	Outcome
	Again   bool // it had come before
	Differs bool // it had come before with other words: those stand, and not these
}

var formKey = regexp.MustCompile(`^[0-9a-f]{32}$`)

var errNoKey = fault.New(fault.Invalid, "the form has no key of its own, by which it would be known if it came twice: open the form again")

// keyed gives the id of the entry that something with a key becomes.
func keyed(what string, seat record.Seat, key string) record.ID {
	sum := sha256.Sum256([]byte("surety/v1/" + what + "\x00" + string(seat) + "\x00" + key))
	return record.ID(hex.EncodeToString(sum[:16]))
}

// ReportID gives the id of the entry that a report with a key becomes: nobody who
// does not know the key can ask for it, or take it first.
func ReportID(seat record.Seat, key string) (record.ID, error) {
	if !formKey.MatchString(key) {
		return "", errNoKey
	}
	return keyed("report", seat, key), nil
}

// Report makes entries of a report, all or none: its text and what came with it
// as sources, and what happened as an incident. A report that came before makes
// nothing.
func (d *Desk) Report(ctx context.Context, who Person, r Report) (out Reported, err error) {
	defer fault.Wrap(&err, "recording a report")
	if err := who.check(); err != nil {
		return out, err
	}
	id, err := ReportID(who.Seat, r.Key)
	if err != nil {
		return out, err
	}
	err = d.do(ctx, func(w *work) error {
		if out, err = w.reported(id, r); err != nil || out.Again {
			return err
		}
		audience, refs := union(r.Audience, who.Seat), []record.Ref{}
		for _, file := range append([]record.SourceFiled{r.Text}, r.Files...) {
			ev, err := w.append(act{seat: who.Seat, session: who.Session, body: &file, audience: audience})
			if err != nil {
				return err
			}
			refs = append(refs, record.Ref{Role: record.FromSource, ID: ev.Head.ID})
		}
		if r.Case != "" {
			t := d.state.Object(r.Case)
			if t == nil {
				return fault.New(fault.NotFound, "there is no such case")
			}
			if !readableBy(t, audience) {
				return fault.New(fault.Invalid, "the case is not for everyone who could read the report: choose fewer readers, or leave the case out")
			}
			refs = append(refs, record.Ref{Role: record.InCase, ID: r.Case})
		}
		ev, err := w.append(act{id: id, seat: who.Seat, session: who.Session, body: &r.Incident, refs: refs, audience: audience})
		if err != nil {
			return err
		}
		out.Outcome = Outcome{Entry: id, Index: ev.Index}
		return nil
	})
	return out, err
}

// reported gives where a report stands that came before.
func (w *work) reported(id record.ID, r Report) (out Reported, err error) {
	row, there, err := w.Find(id)
	if err != nil || !there {
		return out, err
	}
	content, err := w.Content(id)
	if err != nil {
		return out, err
	}
	var words record.Words
	if raw := content["words"]; raw != nil {
		if err := json.Unmarshal(raw, &words); err != nil {
			return out, fault.New(fault.Corrupt, "the words of %s are damaged: %w", id, err)
		}
	}
	return Reported{Outcome: Outcome{Entry: id, Index: row.Index}, Again: true, Differs: words.Text != r.Incident.Words.Text}, nil
}

// ReportedBefore gives where a report of a seat with a key stands, and whether it
// came at all, so that what comes with it need not be sent twice.
func (d *Desk) ReportedBefore(ctx context.Context, seat record.Seat, r Report) (out Reported, err error) {
	id, err := ReportID(seat, r.Key)
	if err != nil {
		return out, err
	}
	err = d.do(ctx, func(w *work) error {
		out, err = w.reported(id, r)
		return err
	})
	return out, err
}
