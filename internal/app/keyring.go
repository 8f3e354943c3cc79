package app

import (
	"context"
	"encoding/base64"
	"fmt"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// keyring gives every key that an entry ever bound to a seat, by its id, also
// those that no longer count: what they signed stays checkable.
func (m *Mechanism) keyring(ctx context.Context) (map[ledger.KeyID]ledger.PublicKey, error) {
	desk := m.Keys.Desk.PublicKey()
	ring := map[ledger.KeyID]ledger.PublicKey{desk.ID(): desk}
	for _, kind := range []record.Kind{record.KindCharterAdopted, record.KindKeyAdded} {
		items, err := m.whole.AllOf(ctx, kind)
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			bind(ring, it.Body)
		}
	}
	return ring, nil
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
