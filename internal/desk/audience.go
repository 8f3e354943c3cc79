package desk

import (
	"slices"
	"time"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// An audience's key is drawn for an epoch and sealed to the server and to every
// key that a member holds. Who comes is sealed in, to this epoch and those before.
// When somebody went (a key revoked or at its end, a seat vacated), the next thing sealed begins
// a new epoch, to which they hold nothing.

// audienceKey gives the key of an audience for what is sealed now.
func (w *work) audienceKey(seats []record.Seat) (string, audienceKey, error) {
	name := AudienceName(seats)
	if k, ok := w.desk.keys[name]; ok && (k.until.IsZero() || !w.now.After(k.until)) {
		return name, k, nil
	}
	k, err := w.epoch(name, seats)
	if err == nil {
		w.desk.keys[name] = k
	}
	return name, k, err
}

func (w *work) epoch(name string, seats []record.Seat) (k audienceKey, err error) {
	members := w.desk.state.Members(seats, w.now)
	k.until = firstEnd(members)
	epoch, sealed, ok, err := w.AudienceKey(name)
	if err != nil {
		return k, err
	}
	if ok {
		had, err := w.Tx.Members(name, epoch)
		if err != nil {
			return k, err
		}
		if !slices.ContainsFunc(had, func(id string) bool { return !isMember(members, id) }) {
			if k.key, err = w.desk.Vault.OpenAudience(sealed); err != nil {
				return k, err
			}
			k.epoch = epoch
			return k, w.sealTo(Audience{Name: name, Epoch: epoch}, k.key, members, had)
		}
		k.epoch = epoch + 1 // somebody is gone
	}
	if k.key, err = ledger.NewKey(w.desk.Random); err != nil {
		return k, err
	}
	if sealed, err = w.desk.Vault.SealAudience(k.key); err != nil {
		return k, err
	}
	if err := w.PutAudienceKey(name, k.epoch, seats, sealed); err != nil {
		return k, err
	}
	return k, w.sealTo(Audience{Name: name, Epoch: k.epoch}, k.key, members, nil)
}

// firstEnd gives when the first of some keys ends by itself: that of a delegation.
func firstEnd(members []record.Key) (first time.Time) {
	for _, m := range members {
		if end, err := time.Parse(time.RFC3339, m.Until); err == nil && (first.IsZero() || end.Before(first)) {
			first = end
		}
	}
	return first
}

func isMember(members []record.Key, id string) bool {
	return slices.ContainsFunc(members, func(m record.Key) bool { return m.ID == id })
}

// sealTo seals an audience's key to those members who do not have it.
func (w *work) sealTo(a Audience, key ledger.Key, members []record.Key, had []string) error {
	for _, m := range members {
		if slices.Contains(had, m.ID) {
			continue
		}
		sealed, err := w.desk.Vault.SealMember(key, m.Recipient)
		if err != nil {
			return err
		}
		if err := w.PutMember(a.Name, a.Epoch, m.ID, sealed); err != nil {
			return err
		}
	}
	return nil
}

// rewrap seals the keys of a seat's audiences, of every epoch, to whoever came to
// hold the seat by an entry.
func (w *work) rewrap(ev register.Event) error {
	var seat record.Seat
	switch b := ev.Head.Body.(type) {
	case *record.KeyApproved:
		k, _ := w.desk.state.Key(b.KeyID)
		seat = k.Seat
	case *record.SeatFilled:
		seat = b.Seat
	default:
		return nil
	}
	members := w.desk.state.Members([]record.Seat{seat}, w.now)
	if len(members) == 0 {
		return nil
	}
	all, err := w.AudiencesOf(seat)
	if err != nil {
		return err
	}
	for _, a := range all {
		had, err := w.Tx.Members(a.Name, a.Epoch)
		if err != nil {
			return err
		}
		key, err := w.desk.Vault.OpenAudience(a.Sealed)
		if err != nil {
			return err
		}
		if err := w.sealTo(a, key, members, had); err != nil {
			return err
		}
	}
	return nil
}
