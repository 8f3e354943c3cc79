package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/publisher"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// policy gives the charter's witnesses as a verifier's policy: so many of those
// that are not optional.
func (c *Charter) policy() (p ledger.Policy) {
	w := c.Witnesses
	if w.None {
		return p
	}
	var counted []string
	for _, one := range w.List {
		p.Witnesses = append(p.Witnesses, ledger.Witness{Name: one.Name, Key: one.Key})
		if !one.Optional {
			counted = append(counted, one.Name)
		}
	}
	p.Quorum = fmt.Sprintf("%d-of-%d", w.Quorum, len(counted))
	p.Groups = []ledger.Group{{Name: p.Quorum, K: w.Quorum, Members: counted}}
	return p
}

// witnesses gives the clients that ask the charter's witnesses, at the address
// given here or else at the charter's.
func (c *Charter) witnesses(addresses map[string]string) (map[string]*witness.Client, error) {
	out := map[string]*witness.Client{}
	known := map[string]bool{}
	for _, one := range c.Witnesses.List {
		known[one.Name] = true
		address := one.URL
		if other, ok := addresses[one.Name]; ok {
			address = other
		}
		if address == "" {
			continue
		}
		key, err := ledger.ParseCosignatureKey(one.Key)
		if err != nil {
			return nil, fmt.Errorf("the witness %s: %w", one.Name, err)
		}
		out[one.Name] = witness.NewClient(address, key, nil)
	}
	for name := range addresses {
		if !known[name] {
			return nil, fault.New(fault.Invalid, "the charter names no witness %q", name)
		}
	}
	return out, nil
}

// beginPublishing signs the first checkpoint. With witnesses it cannot be
// cosigned yet, since they have to be introduced to the log by it first: it is
// kept as a file, to be handed to them, and publishing waits for them.
func (m *Mechanism) beginPublishing(ctx context.Context) error {
	size, err := m.Store.Size(ctx)
	if err != nil {
		return err
	}
	hashes := m.Store.Hashes(ctx)
	tree, err := ledger.Root(size, hashes)
	if err != nil {
		return err
	}
	genesis, err := m.Publisher.Signer.Sign(ctx, tree, hashes)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(m.Dir, genesisFile), genesis, 0o600); err != nil {
		return fault.New(fault.Unavailable, "keeping the first checkpoint: %w", err)
	}
	if !m.Founding.Charter.Witnesses.None {
		return nil
	}
	_, err = m.Publisher.Publish(ctx)
	return err
}

// Genesis gives the log's first checkpoint, by which witnesses are introduced to it.
func (m *Mechanism) Genesis() ([]byte, error) {
	genesis, err := os.ReadFile(filepath.Join(m.Dir, genesisFile))
	if err != nil {
		return nil, fault.New(fault.NotFound, "the first checkpoint is not in the folder: %w", err)
	}
	public, err := ledger.LogVerifier(m.Keys.LogPublic)
	if err != nil {
		return nil, err
	}
	_, err = ledger.OpenCheckpoint(genesis, public)
	return genesis, err
}

// publish signs what has come. That enough witnesses do not answer is no
// failure of whoever asked: the entries are received, not yet witnessed.
func (m *Mechanism) publish(ctx context.Context) {
	if _, err := m.Publisher.Publish(ctx); err != nil {
		slog.Warn(m.Waits(), "error", err)
	}
}

// log is the store as the publisher sees it.
type log struct{ *store.Whole }

// Published gives the latest checkpoint.
func (l log) Published(ctx context.Context) (int64, []byte, error) {
	c, err := l.LatestCheckpoint(ctx)
	return c.Size, c.Note, err
}

// Publish keeps a new checkpoint.
func (l log) Publish(ctx context.Context, size int64, note []byte, signed time.Time) error {
	return l.PutCheckpoint(ctx, store.Checkpoint{Size: size, Note: note, Signed: signed})
}

// Unfit gives the first of so many entries of which the hashes that are kept are not
// those of the entries, -1 if they all are.
func (l log) Unfit(ctx context.Context, size int64) (int64, error) {
	const piece = 1000
	for edge := (&ledger.Edge{}); edge.Size() < size; {
		from := edge.Size()
		to := min(from+piece, size)
		rows, err := l.Rows(ctx, from, to)
		if err != nil {
			return 0, err
		}
		kept, err := l.Nodes(ctx, ledger.FirstHash(from), ledger.FirstHash(to))
		if err != nil {
			return 0, err
		}
		for i, row := range rows {
			made := edge.Append(row.Leaf)
			if row.Index != from+int64(i) || len(kept) < len(made) || !slices.Equal(kept[:len(made)], made) {
				return from + int64(i), nil
			}
			kept = kept[len(made):]
		}
		if int64(len(rows)) < to-from {
			return from + int64(len(rows)), nil
		}
	}
	return -1, nil
}

// Absences gives what is remembered of the witnesses.
func (l log) Absences(ctx context.Context) ([]publisher.Absence, error) {
	known, err := l.Whole.Absences(ctx)
	out := make([]publisher.Absence, len(known))
	for i, a := range known {
		out[i] = publisher.Absence(a)
	}
	return out, err
}

// PutAbsence remembers whether a witness answers.
func (l log) PutAbsence(ctx context.Context, a publisher.Absence) error {
	return l.Whole.PutAbsence(ctx, store.Absence(a))
}

// Status is how far the log has come and who vouches for it.
type Status struct {
	Size      int64
	Published store.Checkpoint // Size 0 while there is none
	Opened    *ledger.Opened   // the published checkpoint, its signatures checked; nil while there is none
	Witnesses []publisher.Standing
}

// Status tells how far the log has come and how each witness stands to it.
func (m *Mechanism) Status(ctx context.Context) (s Status, err error) {
	if s.Size, err = m.Store.Size(ctx); err != nil {
		return s, err
	}
	s.Published, err = m.Store.LatestCheckpoint(ctx)
	if err == nil {
		s.Opened, err = m.Publisher.Verifier.OpenCheckpoint(s.Published.Note)
	} else if fault.Is(err, fault.NotFound) {
		err = nil
	}
	standings, more := m.Publisher.Standings(ctx)
	s.Witnesses = standings
	return s, errors.Join(err, more)
}
