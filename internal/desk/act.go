package desk

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Act is an entry that a person makes at the desk: a seat's, attested by the
// desk's key. What a party, a guarantor or a finding says is signed by its own
// key and cannot be made so.
type Act struct {
	Body     record.Body
	Refs     []record.Ref
	Audience []record.Seat // who may read it beside the author's seat; nil: those who may read what it is about, or else the desk's own
	Key      string        // drawn for its form, 32 hexadecimal digits: the same act with the same key is made once; "" where none was drawn
}

// id gives the id of the entry that an act with a key becomes; "" for an act
// without one, whose id is drawn. What the act says is part of it: a form that was
// changed and sent again is another act.
func (a Act) id(seat record.Seat) (record.ID, error) {
	if a.Key == "" {
		return "", nil
	}
	if !formKey.MatchString(a.Key) {
		return "", errNoKey
	}
	said, err := json.Marshal(struct {
		Body record.Body  `json:"body"`
		Refs []record.Ref `json:"refs"`
	}{a.Body, a.Refs})
	if err != nil {
		return "", err
	}
	return keyed("act", seat, a.Key+"\x00"+string(a.Body.EntryKind())+"\x00"+string(said)), nil
}

// Did gives where an act with a key stands, and whether it was made at all.
func (d *Desk) Did(ctx context.Context, seat record.Seat, a Act) (o Outcome, there bool, err error) {
	id, err := a.id(seat)
	if err != nil || id == "" {
		return o, false, err
	}
	err = d.do(ctx, func(w *work) error {
		o, there, err = w.made(id)
		return err
	})
	return o, there, err
}

// made gives where an entry stands that a key stands for, and whether it is there.
func (w *work) made(id record.ID) (Outcome, bool, error) {
	row, there, err := w.Find(id)
	return Outcome{Entry: id, Index: row.Index}, there, err
}

// Do makes an entry of an act, and gives where it stands. An act that the rules
// would let count for nothing is refused with the reason, and leaves nothing. One
// with a key that was made before makes nothing, and where it stands is given.
func (d *Desk) Do(ctx context.Context, who Person, a Act) (o Outcome, err error) {
	defer fault.Wrap(&err, "recording %s", a.Body.EntryKind())
	if err := who.check(); err != nil {
		return o, err
	}
	switch a.Body.EntryKind() {
	case record.KindCharterAdopted, record.KindSourceFiled:
		return o, fault.New(fault.Forbidden, "%s is made by another command: init adopts a charter, read files documents", a.Body.EntryKind())
	case record.KindContentErased:
		return o, fault.New(fault.Forbidden, "content is erased with surety erase, which destroys it too")
	}
	if err := record.CheckRefs(a.Refs); err != nil {
		return o, err
	}
	id, err := a.id(who.Seat)
	if err != nil {
		return o, err
	}
	err = d.do(ctx, func(w *work) error {
		if id != "" {
			if had, there, err := w.made(id); err != nil || there {
				o = had
				return err
			}
		}
		audience := union(w.audience(a), who.Seat)
		if own := w.releaseAudience(a.Body, a.Refs); a.Audience == nil && own != nil {
			audience = own
		}
		for _, r := range a.Refs {
			if a.Body.EntryKind() == record.KindContentReleased && r.Role == record.OfProposal {
				continue // it opens the proposal too
			}
			if t := w.desk.state.Object(r.ID); t != nil && !readableBy(t, audience) {
				return fault.New(fault.Invalid, "it refers to %s, which not everyone may read for whom it is", r.ID)
			}
		}
		ev, err := w.append(act{id: id, seat: who.Seat, session: who.Session, body: a.Body, refs: a.Refs, audience: audience})
		if err != nil {
			return err
		}
		o = Outcome{Entry: ev.Head.ID, Index: ev.Index}
		return nil
	})
	return o, err
}

// audience gives who an act is for where it does not say itself: a step of a case,
// a correction or what is said of an object is for those who may read that, and
// what stands alone is for the desk's own audience.
func (w *work) audience(a Act) []record.Seat {
	if a.Audience != nil {
		return a.Audience
	}
	for _, role := range []record.Role{record.Target, record.InCase, record.AboutObject} {
		for _, r := range a.Refs {
			t := w.desk.state.Object(r.ID)
			switch {
			case r.Role != role || t == nil || t.Sealed:
			case role == record.Target:
				return t.Readers()
			default:
				return t.Audience
			}
		}
	}
	return w.desk.Audience
}

// readableBy reports whether every seat of an audience may read an object.
func readableBy(o *register.Object, audience []record.Seat) bool {
	for _, seat := range audience {
		if readers := o.Readers(); !slices.Contains(readers, seat) && !slices.Contains(readers, record.Public) {
			return false
		}
	}
	return true
}
