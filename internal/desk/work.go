package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// work is one step of the writer in its transaction.
type work struct {
	Tx
	desk   *Desk
	now    time.Time // the batch's time
	folded *[][]register.Change
}

// act is an entry to be made: what is said, by whom, for whom.
type act struct {
	id       record.ID // "": one is drawn
	seat     record.Seat
	session  string // the person's session: who the desk vouches for
	body     record.Body
	refs     []record.Ref
	audience []record.Seat
}

// append seals, signs with the desk's key, folds and appends one act. An entry
// that would be void is refused instead of being logged.
//
// Sealing happens under the writer's lock: what the act refers to may be an
// entry of the same batch, and the desk's signature costs 50 microseconds.
func (w *work) append(a act) (register.Event, error) {
	id, err := a.id, error(nil)
	if id == "" {
		id, err = record.NewID(w.desk.Random)
	}
	if err != nil {
		return register.Event{}, err
	}
	e := record.Entry{
		Kind: a.body.EntryKind(), ID: id, Mechanism: w.desk.Origin, Stated: w.now, Refs: a.refs, Audience: a.audience, Body: a.body,
		Author: record.Author{Seat: a.seat, Key: w.desk.signer().PublicKey().ID().String(), Session: a.session},
	}
	head, fields, err := record.Split(e)
	if err != nil {
		return register.Event{}, err
	}
	control, err := ledger.Canonical(head)
	if err != nil {
		return register.Event{}, err
	}
	entryID, err := ledger.ParseID(string(id))
	if err != nil {
		return register.Event{}, err
	}
	content := make([]ledger.Field, len(fields))
	for i, f := range fields {
		content[i] = ledger.Field{Path: f.Name, Value: f.Value}
	}
	sealed, err := ledger.Seal(w.desk.Random, ledger.Header{Origin: w.desk.Origin, ID: entryID, Mode: ledger.Desk,
		Key: w.desk.signer().PublicKey().ID(), Control: control}, content)
	if err != nil {
		return register.Event{}, err
	}
	sig, err := ledger.Sign(w.desk.signer(), sealed.Envelope)
	if err != nil {
		return register.Event{}, err
	}
	signed, err := ledger.Commit(w.desk.Random, sealed.Envelope, sig)
	if err != nil {
		return register.Event{}, err
	}
	class := ledger.ClassEntry
	if a.body.EntryKind().Attestation() {
		class = ledger.ClassAttestation
	}
	env, err := ledger.ParseEnvelope(sealed.Envelope)
	if err != nil {
		return register.Event{}, err
	}
	event, err := eventOf(env, signed)
	if err != nil {
		return register.Event{}, err
	}
	p, err := w.desk.prepare(event, class, signed, sealed.Openings)
	if err != nil {
		return register.Event{}, err
	}
	ev, void, err := w.take(p)
	if err == nil && void != "" {
		err = fault.New(fault.Invalid, "the entry is refused: %s", void)
	}
	return ev, err
}

// prepared is a signed entry with all that can be made ready before its turn.
type prepared struct {
	row        Row // without its leaf, which has the batch's time
	class      ledger.Class
	commitment ledger.Digest
	event      register.Event // its index and time are not known yet
	open       []ledger.Opening
	key        ledger.Key // of the payload
}

// prepare makes a signed entry ready. Its signature has been checked, and event
// is what the fold is to see of it.
func (d *Desk) prepare(event register.Event, class ledger.Class, signed *ledger.Signed, openings []ledger.Opening) (p *prepared, err error) {
	id := event.Head.ID
	p = &prepared{class: class, commitment: event.Commitment, event: event, open: openings, row: Row{ID: id, Envelope: signed.Envelope,
		Signature: signed.Signature.Marshal(), LeafSalt: signed.LeafSalt[:]}}
	if p.key, err = ledger.NewKey(d.Random); err != nil {
		return nil, err
	}
	p.row.Payload, err = ledger.SealPayload(d.Random, p.key, openings, []byte(id))
	return p, err
}

// take appends an entry, or gives why the rules refuse it and leaves nothing.
func (w *work) take(p *prepared) (ev register.Event, void string, err error) {
	d, row := w.desk, p.row
	leaf := ledger.Leaf{Origin: d.Origin, Class: p.class, Time: w.now.Truncate(time.Second), Commitment: p.commitment}
	if row.Leaf, err = leaf.MarshalBinary(); err != nil {
		return ev, "", err
	}
	row.Index = d.state.Size()
	ev = p.event
	ev.Index, ev.At = row.Index, leaf.Time
	changes, err := d.state.Apply(ev)
	if err != nil {
		return ev, "", err
	}
	if void := changes[0].After.Void; void != "" {
		d.state.Undo(changes)
		return ev, void, nil
	}
	*w.folded = append(*w.folded, changes)
	if ev.Head.Kind.Founding() {
		d.keys = map[string]audienceKey{} // who is in an audience may have changed
	}
	name, shared, err := w.audienceKey(ev.Head.Audience)
	if err != nil {
		return ev, "", err
	}
	row.Audience, row.Epoch = name, shared.epoch
	if row.Key, err = ledger.WrapKey(d.Random, shared.key, p.key, wrapping(name, shared.epoch, row.ID)); err != nil {
		return ev, "", err
	}
	if err := project(w, ev, changes, p.open); err != nil {
		return ev, "", err
	}
	if err := w.sealRelease(ev, changes); err != nil {
		return ev, "", err
	}
	if err := w.rewrap(ev); err != nil {
		return ev, "", err
	}
	first := ledger.FirstHash(row.Index)
	return ev, "", w.Append(row, first, d.edge.Append(row.Leaf))
}

// project writes what an event changed into the register's tables.
func project(tables Tables, ev register.Event, changes []register.Change, openings []ledger.Opening) error {
	own := contentOf(openings)
	for i, c := range changes {
		content := own
		if i > 0 {
			var err error
			if content, err = tables.Content(c.After.ID); err != nil {
				return err
			}
			if ev.Head.Kind == record.KindEntryCorrected {
				if content, err = corrected(content, own); err != nil {
					return err
				}
			}
		}
		if err := tables.PutObject(c.After, content); err != nil {
			return err
		}
	}
	return nil
}

func contentOf(openings []ledger.Opening) Content {
	c := make(Content, len(openings))
	for _, o := range openings {
		c[o.Path] = json.RawMessage(o.Value)
	}
	return c
}

// corrected lays a correction's values over an object's content. Values that
// are not open change nothing.
func corrected(content, correction Content) (Content, error) {
	raw, ok := correction["values"]
	if !ok {
		return content, nil
	}
	values := Content{}
	if err := json.Unmarshal(raw, &values); err != nil {
		return nil, fault.New(fault.Corrupt, "a correction's values are not an object: %w", err)
	}
	for name, value := range values {
		content[name] = value
	}
	return content, nil
}

// contentCommitment commits to all of an entry's content, open or not: the
// digests that its envelope lists.
func contentCommitment(e *ledger.Envelope) [32]byte {
	h := sha256.New()
	h.Write([]byte("surety/v1/content\x00"))
	for _, d := range e.Digests {
		h.Write(d[:])
	}
	return [32]byte(h.Sum(nil))
}

// audienceKey is a key shared by an audience for an epoch.
type audienceKey struct {
	epoch int
	key   ledger.Key
	until time.Time // when the first key that it is sealed to ends; zero: none does by itself
}

// AudienceName names a set of seats by its digest, so that the table of keys
// does not spell out who is in which audience.
func AudienceName(seats []record.Seat) string {
	names := make([]string, len(seats))
	for i, s := range seats {
		names[i] = string(s)
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte("surety/v1/audience\x00" + strings.Join(names, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// wrapping says what a wrapped key is for, so that it cannot be moved elsewhere.
func wrapping(audience string, epoch int, id record.ID) []byte {
	return ledger.Wrapping(audience, epoch, string(id))
}

// Opener opens entries' content. It keeps the audience keys it has opened, and
// is not safe for use by several goroutines.
type Opener struct {
	Vault Vault
	Key   func(audience string, epoch int) (sealed []byte, err error)
	keys  map[string]ledger.Unwrapper
}

// Open gives an entry's openings. An erased entry has none.
func (o *Opener) Open(row Row) ([]ledger.Opening, error) {
	if row.erased() {
		return nil, nil
	}
	name := fmt.Sprintf("%s/%d", row.Audience, row.Epoch)
	shared, ok := o.keys[name]
	if !ok {
		sealed, err := o.Key(row.Audience, row.Epoch)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", row.Index, err)
		}
		key, err := o.Vault.OpenAudience(sealed)
		if err != nil {
			return nil, fmt.Errorf("entry %d: the key of the audience %s, epoch %d: %w", row.Index, row.Audience, row.Epoch, err)
		}
		if o.keys == nil {
			o.keys = map[string]ledger.Unwrapper{}
		}
		shared = key.Unwrapper()
		o.keys[name] = shared
	}
	return openWith(shared, row)
}

// erased reports whether the entry's content was destroyed.
func (r Row) erased() bool { return r.Payload == nil || r.Key == nil }

// openWith gives an entry's openings with the key of its audience. An erased
// entry has none.
func openWith(shared ledger.Unwrapper, row Row) ([]ledger.Opening, error) {
	if row.erased() {
		return nil, nil
	}
	key, err := shared.UnwrapKey(row.Key, wrapping(row.Audience, row.Epoch, row.ID))
	if err != nil {
		return nil, fault.New(fault.Corrupt, "entry %d: with the key of the audience %s, epoch %d: %w", row.Index, row.Audience, row.Epoch, err)
	}
	openings, err := ledger.OpenPayload(key, row.Payload, []byte(row.ID))
	if err != nil {
		return nil, fault.New(fault.Corrupt, "entry %d: %w", row.Index, err)
	}
	return openings, nil
}
