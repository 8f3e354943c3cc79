package access

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// Roll is who may speak and look for which seat, as the entries of the log say
// it and nothing else: keys bound by the charter, keys added, approved and
// revoked, and seats that are empty. It is not safe for use by several
// goroutines while it is being made.
type Roll struct {
	keys   map[string]Holder
	vacant map[record.Seat]bool
}

// Holder is a key, and with it whoever holds it, for a seat.
type Holder struct {
	record.Key
	Credential string // by what name the device knows a passkey, where its entry says it
	Waits      bool   // for a second approval: it counts for nothing yet
	Revoked    bool
}

// Counts reports whether the key may be used at a time: it was approved, was not
// revoked, and is not a delegation that has ended.
func (h Holder) Counts(at time.Time) bool {
	end, err := time.Parse(time.RFC3339, h.Until)
	return !h.Waits && !h.Revoked && (err != nil || !at.After(end))
}

// NewRoll gives the roll of a log in which nothing stands yet.
func NewRoll() *Roll { return &Roll{keys: map[string]Holder{}, vacant: map[record.Seat]bool{}} }

// Take lets the body of an entry that counts have its effect. Entries come in the
// order of the log; those that are void are not given. Bodies of other kinds
// change nothing.
func (r *Roll) Take(b record.Body) {
	switch b := b.(type) {
	case *record.CharterAdopted:
		for _, k := range b.Keys {
			r.keys[k.ID] = Holder{Key: k}
		}
	case *record.KeyAdded:
		r.keys[b.Key.ID] = Holder{Key: b.Key, Credential: b.Credential, Waits: true}
	case *record.KeyApproved:
		if h, ok := r.keys[b.KeyID]; ok {
			h.Waits = false
			r.keys[b.KeyID] = h
		}
	case *record.KeyRevoked:
		if h, ok := r.keys[b.KeyID]; ok {
			h.Revoked = true
			r.keys[b.KeyID] = h
		}
	}
}

// Vacate says that nobody fills a seat.
func (r *Roll) Vacate(seat record.Seat) { r.vacant[seat] = true }

// Vacant reports whether nobody fills a seat.
func (r *Roll) Vacant(seat record.Seat) bool { return r.vacant[seat] }

// Holder gives the key of an id, whatever became of it.
func (r *Roll) Holder(id string) (Holder, bool) {
	h, ok := r.keys[id]
	return h, ok
}

// Holders gives every key, sorted by seat and id.
func (r *Roll) Holders() []Holder {
	all := slices.Collect(maps.Values(r.keys))
	slices.SortFunc(all, func(a, b Holder) int {
		if a.Seat != b.Seat {
			return cmp.Compare(a.Seat, b.Seat)
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return all
}

// Passkeys gives the passkeys that count at a time and that a device knows by a name. More
// than one may claim the name: which of them signed is for the signature to say.
func (r *Roll) Passkeys(credential string, at time.Time) []Holder {
	return slices.DeleteFunc(r.Holders(), func(h Holder) bool {
		return !h.Counts(at) || h.Mode != "passkey" || credential == "" || h.Credential != credential || r.vacant[h.Seat]
	})
}

// Sits reports whether a key's holder sits in a seat at a time: the key counts, is of
// that seat, and the seat is not empty.
func (r *Roll) Sits(seat record.Seat, key string, at time.Time) bool {
	h, ok := r.keys[key]
	return ok && h.Counts(at) && h.Seat == seat && !r.vacant[seat]
}
