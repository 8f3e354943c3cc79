package publisher

import (
	"context"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// Absence is what is remembered of a witness: whether it answers, and if not
// since when and why.
type Absence struct {
	Witness string    // its name in the policy
	Since   time.Time // zero while it answers
	Reason  string
	Size    int64 // how many entries were published when its absence began; 0 while it answers
}

// note remembers who answered and who did not, and looks closer at a witness
// that contradicts: what it holds may be a checkpoint that this log's key
// signed and this log does not continue.
func (p *Publisher) note(ctx context.Context, g *witness.Gathered) error {
	p.absentMu.Lock()
	defer p.absentMu.Unlock()
	if p.absent == nil {
		known, err := p.Log.Absences(ctx)
		if err != nil {
			return err
		}
		p.absent = map[string]Absence{}
		for _, a := range known {
			p.absent[a.Witness] = a
		}
	}
	late := map[string]bool{}
	for _, name := range g.Late {
		late[name] = true
	}
	for name := range p.Witnesses {
		was := p.absent[name]
		now := Absence{Witness: name}
		if err := g.Absent[name]; err != nil {
			if fault.Is(err, fault.Conflict) {
				p.agreed.Store(false)
			}
			now.Since, now.Reason = was.Since, err.Error()
			if now.Since.IsZero() {
				now.Since = p.Now().UTC()
			}
		} else if late[name] {
			continue // neither here nor there: it is asked again
		}
		if now.Since.Equal(was.Since) && now.Witness == was.Witness {
			continue
		}
		if err := p.Log.PutAbsence(ctx, now); err != nil {
			return err
		}
		p.absent[name] = now
	}
	return nil
}

// Standing is how a witness stands to the log.
type Standing struct {
	Witness     string
	Size        int64     // of the newest published checkpoint that it cosigned; 0 for none of the latest
	At          time.Time // when, by its clock
	AbsentSince time.Time // zero while it answers
	AbsentFrom  int64     // how many entries were published then
	Reason      string    // why it is absent
	Address     bool      // whether there is an address to ask it at
}

// Standings tells how each witness of the policy stands, in the policy's order.
func (p *Publisher) Standings(ctx context.Context) ([]Standing, error) {
	known, err := p.Log.Absences(ctx)
	if err != nil {
		return nil, err
	}
	var o *ledger.Opened
	switch _, note, err := p.Log.Published(ctx); {
	case err == nil:
		if o, err = p.Verifier.PeekCheckpoint(note); err != nil {
			return nil, err
		}
	case !fault.Is(err, fault.NotFound):
		return nil, err
	}
	var out []Standing
	for _, w := range p.Verifier.Trust().Policy.Witnesses {
		s := Standing{Witness: w.Name, Address: p.Witnesses[w.Name] != nil}
		for _, a := range known {
			if a.Witness == w.Name {
				s.AbsentSince, s.AbsentFrom, s.Reason = a.Since, a.Size, a.Reason
			}
		}
		if o != nil {
			for _, c := range o.Cosigned {
				if c.Witness == w.Name {
					s.Size, s.At = o.Size, c.Time
				}
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// Lacks reports whether the log goes without the witness's cosignature, and is not
// only waiting for it.
func (s Standing) Lacks() bool { return !s.AbsentSince.IsZero() || s.Size == 0 && !s.Address }
