package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"log/slog"
	"path/filepath"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// NextDesk is a key that is to take the place of the desk's, and what has to be
// entered for that, in this order. None of it is signed yet: two people of two
// seats do that, each with a key of their own.
type NextDesk struct {
	Public   ledger.PublicKey
	Added    *record.KeyAdded
	Approved *record.KeyApproved
	Revoked  *record.KeyRevoked // ends the key that is in use
}

// MakeNextDesk draws the desk's next key and keeps it in the mechanism's folder.
func (m *Mechanism) MakeNextDesk() (_ *NextDesk, err error) {
	defer fault.Wrap(&err, "rotating the desk's key")
	old := m.Keys.Desk.PublicKey()
	i := slices.IndexFunc(m.Founding.Keys, func(k record.Key) bool { return k.Mode == string(ledger.Desk) })
	if i < 0 {
		return nil, fault.New(fault.Corrupt, "the first entry binds no key of the desk")
	}
	seat := m.Founding.Keys[i].Seat
	s, err := m.Keys.MakeNextDesk(filepath.Join(m.Dir, keyFolder), rand.Reader)
	if err != nil {
		return nil, err
	}
	proof, err := ledger.ProveHolder(s, string(seat), "")
	if err != nil {
		return nil, err
	}
	public := s.PublicKey()
	return &NextDesk{Public: public,
		Added: &record.KeyAdded{Key: record.Key{Seat: seat, ID: public.ID().String(), Mode: string(ledger.Desk), Public: public.String()},
			Proof: base64.StdEncoding.EncodeToString(proof)},
		Approved: &record.KeyApproved{KeyID: public.ID().String()},
		Revoked:  &record.KeyRevoked{KeyID: old.ID().String(), Reason: "replaced by a new key of the desk"}}, nil
}

// keyWatch is how often a server looks whether its next key was made meanwhile.
const keyWatch = 2 * time.Second

// awaitNextDesk gives the desk its next key when another process has made it, so that
// a server need not be started again.
func (m *Mechanism) awaitNextDesk(ctx context.Context, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	var known ledger.PublicKey
	complained := ""
	for {
		next, err := m.Keys.ComingDesk(filepath.Join(m.Dir, keyFolder))
		switch {
		case err != nil && err.Error() != complained:
			complained = err.Error()
			slog.Warn("whether there is a next key of the desk", "error", err)
		case err != nil: // told already
		case next != nil && next.PublicKey() != known:
			known = next.PublicKey()
			m.Desk.SetNext(next)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// LockKeys encrypts the server's keys in a data folder with a new passphrase; present
// gives the one that they are locked with, if they are.
func LockKeys(dir, fresh string, present keys.Passphrase) error {
	return keys.Lock(filepath.Join(dir, keyFolder), fresh, present)
}

// UnlockKeys keeps them in the clear again.
func UnlockKeys(dir string, present keys.Passphrase) error {
	return keys.Unlock(filepath.Join(dir, keyFolder), present)
}
