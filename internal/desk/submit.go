package desk

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// PromiseWithin is by when the desk promises that what was handed in stands in
// the log, as an entry or as refused. In truth it is there when the receipt is
// given; the promise leaves time for the checkpoint and its witnesses.
const PromiseWithin = 24 * time.Hour

// maxAhead is how far an author's clock may be ahead of the desk's.
const maxAhead = 15 * time.Minute

// maxAudience bounds an entry's audience.
const maxAudience = 256

// Handed is what became of an entry that was handed in.
type Handed struct {
	ID      record.ID
	Index   int64  // of the entry, or of the refusal
	Refused string // why the rules refuse it, "" if they do not
	Again   bool   // it was there already: nothing was written
	Receipt *ledger.Submission
}

// Submit takes an entry that its author has sealed and signed. Signature and
// form are checked before the writer's turn. The same entry handed in twice
// gives the same index; another entry under the same id is a fault.Conflict, and
// is kept as evidence. What the rules refuse leaves a logged trace and a
// receipt; what is malformed, or signed by a key that no seat holds, leaves none.
func (d *Desk) Submit(ctx context.Context, e *ledger.SignedEntry) (_ Handed, err error) {
	defer fault.Wrap(&err, "taking what was handed in")
	p, err := d.receive(e)
	if err != nil {
		return Handed{}, err
	}
	var h taken
	var differs error
	var receipt chan promised
	err = d.do(ctx, func(w *work) error {
		h, differs, err = w.submit(p)
		if receipt = nil; err == nil && differs == nil {
			// Signed while the disk is written to, which takes as long; nobody has it
			// before that is done.
			receipt = make(chan promised, 1)
			go func(h taken, into chan<- promised) {
				s, err := d.promise(h.ID, h.commitment, h.at)
				into <- promised{s, err}
			}(h, receipt)
		}
		return err
	})
	if err = errors.Join(err, differs); err != nil {
		return h.Handed, err
	}
	made := <-receipt
	h.Receipt = made.receipt
	return h.Handed, made.err
}

// promised is a receipt that was signed.
type promised struct {
	receipt *ledger.Submission
	err     error
}

// taken is what became of a submission, and what its receipt will say.
type taken struct {
	Handed
	commitment ledger.Digest
	at         time.Time
}

// receive checks everything about a submission that does not depend on the log.
func (d *Desk) receive(e *ledger.SignedEntry) (*prepared, error) {
	env, err := e.Check(d.Origin)
	if err != nil {
		return nil, err
	}
	if env.Mode == ledger.Desk {
		return nil, fault.New(fault.Forbidden, "an entry in mode desk is made at the desk and cannot be handed in")
	}
	signed, err := ledger.Commit(d.Random, e.Envelope, e.Signature)
	if err != nil {
		return nil, err
	}
	event, err := eventOf(env, signed)
	if err != nil {
		return nil, err
	}
	if err := d.wellFormed(event.Head, e.Openings); err != nil {
		return nil, err
	}
	return d.prepare(event, ledger.ClassEntry, signed, e.Openings)
}

// wellFormed checks the entry that an envelope holds: its control, its content,
// and that all of the content was handed in.
func (d *Desk) wellFormed(head *record.Head, openings []ledger.Opening) error {
	if head.Kind.Attestation() || head.Kind == record.KindCharterAdopted {
		return fault.New(fault.Forbidden, "%s is made here, and cannot be handed in", head.Kind)
	}
	if head.Kind == record.KindSourceFiled {
		return fault.New(fault.Forbidden, "a document is filed at the desk, where its bytes are kept, and not by handing in an entry")
	}
	fields := make([]record.Field, len(openings))
	names := make([]string, len(openings))
	for i, o := range openings {
		fields[i], names[i] = record.Field{Name: o.Path, Value: o.Value}, o.Path
	}
	slices.Sort(names)
	if !slices.Equal(names, head.Present) {
		return fault.New(fault.Invalid, "the fields handed in are not those that the envelope says there are")
	}
	entry := head.Entry
	// Into a body of its own: the fold must see control alone.
	control, err := head.Control()
	if err != nil {
		return err
	}
	body, err := record.BodyOf(head.Kind, control)
	if err != nil {
		return err
	}
	if err := record.OpenBody(body, fields); err != nil {
		return err
	}
	entry.Body = body
	if added, ok := body.(*record.KeyAdded); ok {
		if err := holds(added); err != nil {
			return err
		}
	}
	switch {
	case len(entry.Audience) > maxAudience:
		return fault.New(fault.Invalid, "the entry is for more than %d seats", maxAudience)
	case entry.Stated.After(d.Now().Add(maxAhead)):
		return fault.New(fault.Invalid, "the entry says that it was made on %s, which lies ahead; set the clock of the machine that signed it",
			entry.Stated.UTC().Format(time.RFC3339))
	}
	return entry.Validate()
}

// submit takes a submission in its turn.
func (w *work) submit(p *prepared) (h taken, differs, err error) {
	h.ID, h.commitment, h.at = p.row.ID, p.commitment, w.now
	if w.desk.state.Object(h.ID) != nil { // the fold knows every id of the log
		had, there, err := w.Find(h.ID)
		if err != nil {
			return h, nil, err
		}
		if !there {
			return h, nil, fault.New(fault.Corrupt, "the entry %s is missing in the log", h.ID)
		}
		if string(had.Envelope) != string(p.row.Envelope) || string(had.Signature) != string(p.row.Signature) {
			differs = fault.New(fault.Conflict, "entry %d has this id and says something else; what was handed in now is kept as evidence", had.Index)
			return h, differs, w.PutConflict(Conflict{ID: h.ID, Envelope: p.row.Envelope, Signature: p.row.Signature, Seen: w.now})
		}
		h.Index, h.Again = had.Index, true
		var leaf ledger.Leaf
		err = leaf.UnmarshalBinary(had.Leaf)
		h.commitment = leaf.Commitment
		return h, nil, err
	}
	bound, ok := w.desk.state.Key(p.event.Key)
	if !ok {
		return h, nil, fault.New(fault.Forbidden, "it is signed by a key that no seat holds, or that was revoked")
	}
	head := p.event.Head
	h.Refused = w.reaches(head)
	if h.Refused == "" {
		ev, void, err := w.take(p)
		if err != nil || void == "" {
			h.Index = ev.Index
			return h, nil, err
		}
		h.Refused = void
	}
	h.Index, err = w.refuse(h, bound.Seat)
	return h, nil, err
}

// reaches refuses an entry that refers to what not everyone may read for whom it
// is: the reference would tell them of it.
func (w *work) reaches(head *record.Head) string {
	for _, r := range head.Refs {
		if head.Kind == record.KindContentReleased && r.Role == record.OfProposal {
			continue // it opens the proposal too
		}
		if t := w.desk.state.Object(r.ID); t != nil && !readableBy(t, head.Audience) {
			return "it refers to an entry that not everyone may read for whom it is"
		}
	}
	return ""
}

// refuse logs that a submission was refused, for who handed it in and the desk.
func (w *work) refuse(h taken, author record.Seat) (int64, error) {
	own, ok := w.desk.state.Key(w.desk.signer().PublicKey().ID().String())
	if !ok {
		return 0, fault.New(fault.Corrupt, "the desk's key is bound to no seat")
	}
	audience := []record.Seat{own.Seat, author}
	slices.Sort(audience)
	ev, err := w.append(act{seat: own.Seat, session: "desk:submissions", audience: slices.Compact(audience),
		body: &record.SubmissionRefused{Submission: h.ID, Commitment: h.commitment.String(), Reason: h.Refused}})
	return ev.Index, err
}

// promise makes a submission receipt.
func (d *Desk) promise(id record.ID, commitment ledger.Digest, at time.Time) (*ledger.Submission, error) {
	parsed, err := ledger.ParseID(string(id))
	if err != nil {
		return nil, err
	}
	return ledger.Promise(d.signer(), ledger.Submission{Origin: d.Origin, ID: parsed, Commitment: commitment,
		Received: at, IncludeBy: at.Add(PromiseWithin)})
}

// Conflict is an entry that was handed in under the id of another: whoever
// signed both said two things by one name.
type Conflict struct {
	ID        record.ID
	Envelope  []byte
	Signature []byte
	Seen      time.Time
}

// holds checks that a key that is to be added has signed for its seat.
func holds(b *record.KeyAdded) error {
	if b.Key.Mode == record.AccountMode {
		return nil // it signs nothing, so there is nothing that it could have signed
	}
	public, err := ledger.ParsePublicKey(b.Key.Public)
	if err != nil {
		return err
	}
	if public.String() != b.Key.Public || public.ID().String() != b.Key.ID {
		return fault.New(fault.Invalid, "the key to be added and its id do not belong together")
	}
	switch mode := ledger.Mode(b.Key.Mode); {
	case mode != ledger.Own && mode != ledger.Passkey && mode != ledger.Desk:
		return fault.New(fault.Invalid, "a key of mode %q is not added by handing in an entry", b.Key.Mode)
	case (mode == ledger.Passkey) != (public.RelyingParty != ""):
		return fault.New(fault.Invalid, "the key to be added is a passkey and its mode another, or the other way round")
	}
	proof, err := base64.StdEncoding.DecodeString(b.Proof)
	if err != nil {
		return fault.New(fault.Invalid, "the proof of the key to be added is not base64")
	}
	return ledger.CheckHolder(string(b.Key.Seat), public, b.Key.Recipient, proof)
}
