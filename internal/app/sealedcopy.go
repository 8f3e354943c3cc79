package app

import (
	"context"
	"io"
	"slices"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/sealedcopy"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// SealedCopy writes what a seat may read of the log, as it is kept: nobody opens
// it but who holds a key of that seat, and each only what was sealed while it
// counted. What is for everyone is not in it; an export has that.
func (m *Mechanism) SealedCopy(ctx context.Context, seat record.Seat, to io.Writer) (entries int, err error) {
	defer fault.Wrap(&err, "writing the sealed copy for %s", seat)
	if ctx, err = m.handsOut(ctx, register.Viewer{Seats: []record.Seat{seat}}); err != nil {
		return 0, err
	}
	copied := sealedcopy.Copy{Origin: m.Founding.Origin, Seat: string(seat)}
	epochs, err := m.whole.Epochs(ctx)
	if err != nil {
		return 0, err
	}
	members, err := m.whole.Members(ctx)
	if err != nil {
		return 0, err
	}
	mine := map[string]bool{}
	for _, a := range epochs {
		if !slices.Contains(a.Seats, seat) {
			continue
		}
		mine[a.Name] = true
		k := sealedcopy.Key{Audience: a.Name, Epoch: a.Epoch, Members: map[string][]byte{}}
		for _, one := range members {
			if one.Audience == a.Name && one.Epoch == a.Epoch {
				k.Members[one.Key] = one.Sealed
			}
		}
		copied.Keys = append(copied.Keys, k)
	}
	ring, _, err := m.keyring(ctx)
	if err != nil {
		return 0, err
	}
	add := func(row desk.Row) error {
		sig, err := ledger.ParseSignature(row.Signature)
		if err != nil {
			return err
		}
		copied.Entries = append(copied.Entries, sealedcopy.Entry{Index: row.Index, Envelope: string(row.Envelope), LeafSalt: row.LeafSalt,
			Signature: string(row.Signature), Public: ring[sig.Key].String(), Audience: row.Audience, Epoch: row.Epoch, Wrapped: row.Key, Payload: row.Payload})
		return nil
	}
	size, err := m.whole.Size(ctx)
	if err != nil {
		return 0, err
	}
	for from := int64(0); from < size; from += 1000 {
		rows, err := m.whole.Rows(ctx, from, min(size, from+1000))
		if err != nil {
			return 0, err
		}
		for _, row := range rows {
			if mine[row.Audience] && row.Payload != nil {
				if err := add(row); err != nil {
					return 0, err
				}
			}
		}
	}
	released, err := m.whole.Released(ctx)
	if err != nil {
		return 0, err
	}
	for _, r := range released {
		if !mine[r.Audience] {
			continue
		}
		row, err := m.whole.Row(ctx, r.Entry)
		if err != nil {
			return 0, err
		}
		row.Audience, row.Epoch, row.Key, row.Payload = r.Audience, r.Epoch, r.Key, r.Payload
		if err := add(row); err != nil {
			return 0, err
		}
	}
	return len(copied.Entries), copied.Write(to)
}
