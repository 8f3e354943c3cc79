package app

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"sync"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// keyrings are every key that the log ever bound. It is read again as soon as an
// entry about the mechanism itself has come, also one that another process
// appended.
type keyrings struct {
	mu    sync.Mutex
	at    int64 // index of the newest such entry, and one more; 0 before it was read
	all   map[ledger.KeyID]ledger.PublicKey
	desks []ledger.PublicKey // of the desk, the newest first
}

// keyring gives every key that an entry ever bound to a seat, by its id, also those
// that no longer count: what they signed stays checkable; and those that are or
// were the desk's, the newest first. Neither is to be changed.
func (m *Mechanism) keyring(ctx context.Context) (all map[ledger.KeyID]ledger.PublicKey, desks []ledger.PublicKey, err error) {
	newest, err := m.whole.Newest(ctx, foundingKinds...)
	if err != nil {
		return nil, nil, err
	}
	r := &m.ring
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all != nil && r.at == newest+1 {
		return r.all, r.desks, nil
	}
	all = map[ledger.KeyID]ledger.PublicKey{}
	added := map[string]ledger.PublicKey{} // keys of the desk that wait for an approval
	for _, kind := range []record.Kind{record.KindCharterAdopted, record.KindKeyAdded, record.KindKeyApproved} {
		items, err := m.whole.AllOf(ctx, kind)
		if err != nil {
			return nil, nil, err
		}
		for _, it := range items {
			if it.Index > newest {
				continue
			}
			bind(all, it.Body)
			if it.Void == "" {
				desks = append(desks, ofDesk(it.Body, added)...)
			}
		}
	}
	slices.Reverse(desks)
	r.at, r.all, r.desks = newest+1, all, desks
	return all, desks, nil
}

// ofDesk gives the keys of the desk that come to count by an entry. added are those
// that were added and not approved yet.
func ofDesk(body record.Body, added map[string]ledger.PublicKey) (out []ledger.PublicKey) {
	public := func(k record.Key) (ledger.PublicKey, bool) {
		p, err := ledger.ParsePublicKey(k.Public)
		return p, err == nil && k.Mode == string(ledger.Desk)
	}
	switch b := body.(type) {
	case *record.CharterAdopted:
		for _, k := range b.Keys {
			if p, ok := public(k); ok {
				out = append(out, p)
			}
		}
	case *record.KeyAdded:
		if p, ok := public(b.Key); ok {
			added[b.Key.ID] = p
		}
	case *record.KeyApproved:
		if p, ok := added[b.KeyID]; ok {
			out = append(out, p)
		}
	}
	return out
}

// settleDesk sees to it that the desk's key in the folder is one that the log
// binds, and lets the one that is to take its place do so once the log says it. The
// first is known from the first entry; of later ones the register tells, and where
// that is damaged or being made again the fold still refuses what a stranger signs.
func (m *Mechanism) settleDesk(ctx context.Context, keyFolder string) error {
	if m.Keys.Next == nil && m.Founding.binds(m.Keys.Desk.PublicKey()) {
		return nil
	}
	_, desks, err := m.keyring(ctx)
	if err != nil || len(desks) == 0 {
		return nil // `surety rebuild` has to be able to open it
	}
	if next := m.Keys.Next; next != nil && slices.Contains(desks, next.PublicKey()) {
		if err := m.Keys.PutNextDesk(keyFolder); err != nil {
			return err
		}
	}
	if !slices.Contains(desks, m.Keys.Desk.PublicKey()) {
		return fault.New(fault.Corrupt, "the desk's key in the folder, desk.key, is not one that its log binds")
	}
	return nil
}

// binds reports whether the first entry binds a key.
func (f *Founding) binds(key ledger.PublicKey) bool {
	return slices.ContainsFunc(f.Keys, func(k record.Key) bool { return k.Public == key.String() })
}

// bind adds the keys that an entry binds.
func bind(ring map[ledger.KeyID]ledger.PublicKey, body record.Body) {
	var bound []record.Key
	switch b := body.(type) {
	case *record.CharterAdopted:
		bound = b.Keys
	case *record.KeyAdded:
		bound = []record.Key{b.Key}
	}
	for _, k := range bound {
		if public, err := ledger.ParsePublicKey(k.Public); err == nil {
			ring[public.ID()] = public
		}
	}
}

// seatKeys gives the first keys of seats, as the charter has them. Each has
// signed that it is to be bound to its seat.
func (c *Charter) seatKeys() (out []record.Key, err error) {
	for _, s := range c.Seats {
		for _, k := range s.Keys {
			public, err := ledger.ParsePublicKey(k.Public)
			if err != nil {
				return nil, fmt.Errorf("the charter's key of the seat %s: %w", s.ID, err)
			}
			proof, err := base64.StdEncoding.DecodeString(k.Signature)
			if err != nil {
				return nil, fault.New(fault.Invalid, "the charter's key of the seat %s: its signature is not base64", s.ID)
			}
			if err := ledger.CheckHolder(string(s.ID), public, k.Recipient, proof); err != nil {
				return nil, fmt.Errorf("the charter's key of the seat %s: %w", s.ID, err)
			}
			out = append(out, record.Key{Seat: s.ID, ID: public.ID().String(), Mode: k.Mode, Public: public.String(), Recipient: k.Recipient})
		}
	}
	return out, nil
}
