package app

import (
	"context"
	"encoding/hex"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// DefaultAttesting is how often a server has the log attest its own time and
// state, when something other than an attestation came; MinAttesting the shortest
// that can be asked for.
const (
	DefaultAttesting = time.Hour
	MinAttesting     = time.Second
)

// Attest appends what can be attested now: by when enough witnesses had cosigned
// the published checkpoint, and what the log folds to in each view. Without
// witnesses there is no time to attest. It does nothing if nothing but
// attestations came since the last. It reports whether anything was appended.
func (m *Mechanism) Attest(ctx context.Context) (appended bool, err error) {
	defer fault.Wrap(&err, "attesting time and state")
	some, err := m.news(ctx)
	if err != nil || !some {
		return false, err
	}
	if appended, err = m.attestTime(ctx); err != nil {
		return appended, err
	}
	more, err := m.attestStates(ctx)
	return appended || more, err
}

// news reports whether anything but attestations came since the last of them,
// which are appended together, and whether all of it is published: what is not
// witnessed yet is attested when it is.
func (m *Mechanism) news(ctx context.Context) (bool, error) {
	c, err := m.Store.LatestCheckpoint(ctx)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	rows, err := m.whole.Rows(ctx, c.Size-1, c.Size+1)
	if err != nil || len(rows) != 1 {
		return false, err
	}
	var leaf ledger.Leaf
	if err := leaf.UnmarshalBinary(rows[0].Leaf); err != nil {
		return false, err
	}
	return leaf.Class != ledger.ClassAttestation, nil
}

func (m *Mechanism) attestTime(ctx context.Context) (bool, error) {
	if m.Founding.Charter.Witnesses.None {
		return false, nil
	}
	c, err := m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return false, err
	}
	o, err := m.Publisher.Verifier.OpenCheckpoint(c.Note)
	if err != nil {
		return false, err
	}
	last, err := m.Store.Items(ctx, m.Secretariat(), record.KindTimeAttested, register.Page{Limit: 1})
	if err != nil {
		return false, err
	}
	if len(last) > 0 && last[0].Body.(*record.TimeAttested).Size >= o.Size {
		return false, nil
	}
	return true, m.Desk.AttestTime(ctx, m.Founding.Charter.Secretariat(), m.Founding.Charter.Everyone(), o, c.Note)
}

// attestStates attests the state of each view that there is: that of everyone,
// and that of each group of seats that may read the same.
func (m *Mechanism) attestStates(ctx context.Context) (bool, error) {
	views, err := m.views(ctx)
	if err != nil {
		return false, err
	}
	for i, seats := range views {
		v := register.Viewer{Seats: seats}
		audience := seats
		if i == 0 {
			audience = m.Founding.Charter.Everyone()
		}
		f := &viewFold{viewer: v}
		size, err := m.Store.Size(ctx)
		if err != nil {
			return false, err
		}
		if err := m.viewState(ctx, f, size); err != nil {
			return false, err
		}
		if err := m.Desk.AttestState(ctx, m.Founding.Charter.Secretariat(), v, audience, f.state); err != nil {
			return i > 0, err
		}
	}
	return true, nil
}

// views gives sets of seats that may read the same; the first, empty one stands
// for what everyone may read.
func (m *Mechanism) views(ctx context.Context) ([][]record.Seat, error) {
	audiences, err := m.whole.Audiences(ctx)
	if err != nil {
		return nil, err
	}
	// Audiences of one view alone are those of attestations: they part nobody.
	in := map[record.Seat][]string{}
	for name, seats := range audiences {
		if slices.Contains(seats, record.Public) {
			continue
		}
		for _, s := range seats {
			in[s] = append(in[s], name)
		}
	}
	openings, err := m.openings(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range openings {
		for _, s := range o.to {
			if s != record.Public {
				in[s] = append(in[s], fmt.Sprintf("%d %d", o.entry, o.release))
			}
		}
	}
	groups := map[string][]record.Seat{}
	for seat, names := range in {
		slices.Sort(names)
		key := strings.Join(names, " ")
		groups[key] = append(groups[key], seat)
	}
	out := [][]record.Seat{nil}
	for _, seats := range groups {
		slices.Sort(seats)
		out = append(out, seats)
	}
	slices.SortFunc(out[1:], func(a, b []record.Seat) int { return slices.Compare(a, b) })
	return out, nil
}

// attesting attests at an interval, beside publishing.
func (m *Mechanism) attesting(ctx context.Context, interval time.Duration) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for day := ""; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		day = m.alarm(ctx, day, m.Desk.Now())
		if _, err := m.Attest(ctx); err != nil && ctx.Err() == nil {
			slog.Error("nothing was attested", "error", err)
		}
		if _, err := m.AttestRefusals(ctx); err != nil && ctx.Err() == nil {
			slog.Error("what was refused was not committed to", "error", err)
		}
		if _, err := m.AttestReads(ctx); err != nil && ctx.Err() == nil {
			slog.Error("who read what was not committed to", "error", err)
		}
	}
}

// verifyAttested checks what the log says of itself: cosignatures and root
// behind every time, and every view's state, folded again.
func (m *Mechanism) verifyAttested(ctx context.Context, v *Verification) error {
	found := func(format string, args ...any) { v.Faults = append(v.Faults, fmt.Sprintf(format, args...)) }
	times, err := m.whole.AllOf(ctx, record.KindTimeAttested)
	if err != nil {
		return err
	}
	for _, it := range times {
		if it.Void != "" {
			continue
		}
		b := it.Body.(*record.TimeAttested)
		if err := attestedTime(m.Publisher.Verifier, b); err != nil {
			found("entry %d attests a time: %s", it.Index, err)
			continue
		}
		tree, err := ledger.Root(b.Size, m.Store.Hashes(ctx))
		if err != nil {
			return err
		}
		if hex.EncodeToString(tree.Root[:]) != b.Root {
			found("entry %d attests the time of another log: the root at %d entries is not the one it names", it.Index, b.Size)
		}
	}
	states, err := m.whole.AllOf(ctx, record.KindStateAttested)
	if err != nil {
		return err
	}
	folds := map[string]*viewFold{} // by audience, each as far as its last attestation
	for i, it := range states {
		m.progress.tell(stepAttested, int64(i), int64(len(states)))
		if it.Void != "" {
			continue
		}
		viewer := register.Viewer{Seats: it.Audience}
		if slices.Contains(it.Audience, record.Public) {
			viewer = register.Viewer{}
		}
		key := desk.AudienceName(it.Audience)
		if folds[key] == nil {
			folds[key] = &viewFold{viewer: viewer}
		}
		if err := m.viewState(ctx, folds[key], it.Index); err != nil {
			return err
		}
		digest, err := folds[key].state.Digest()
		if err != nil {
			return err
		}
		if b := it.Body.(*record.StateAttested); digest != b.State {
			found("entry %d attests the state %s, but the %d entries before it fold to %s in that view", it.Index, b.State, b.Size, digest)
		}
	}
	return nil
}

// attestedTime checks that an attestation follows from the checkpoint in it.
func attestedTime(v *ledger.Verifier, b *record.TimeAttested) error {
	o, err := v.OpenCheckpoint([]byte(b.Checkpoint))
	if err != nil {
		return err
	}
	if o.Size != b.Size || hex.EncodeToString(o.Root[:]) != b.Root || o.WitnessedAt.UTC().Format(time.RFC3339) != b.Witnessed {
		return fault.New(fault.Corrupt, "its checkpoint is of %d entries, witnessed by %s, and it says %d and %s", o.Size,
			o.WitnessedAt.UTC().Format(time.RFC3339), b.Size, b.Witnessed)
	}
	return nil
}
