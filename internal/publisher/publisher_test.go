package publisher_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/publisher"
	"github.com/surety-mechanism/surety/ledger"
)

// kept is a log in memory.
type kept struct {
	size   int64
	hashes []ledger.Hash
	unfit  int64 // one more than the entry that does not fit its hashes; 0: all do
}

func (k *kept) spoiled(entry int64) *kept {
	k.unfit = entry + 1
	return k
}

func (k *kept) grow(leaves ...string) *kept {
	edge := &ledger.Edge{}
	for _, l := range leaves {
		k.hashes = append(k.hashes, edge.Append([]byte(l))...)
	}
	k.size = edge.Size()
	return k
}

// ReadHashes gives stored hashes.
func (k *kept) ReadHashes(at []int64) (out []ledger.Hash, err error) {
	for _, i := range at {
		if i >= int64(len(k.hashes)) {
			return nil, fmt.Errorf("there is no stored hash %d", i)
		}
		out = append(out, k.hashes[i])
	}
	return out, nil
}

func (k *kept) Size(context.Context) (int64, error)                 { return k.size, nil }
func (k *kept) Hashes(context.Context) ledger.HashReader            { return k }
func (k *kept) Unfit(context.Context, int64) (int64, error)         { return k.unfit - 1, nil }
func (k *kept) PutAbsence(context.Context, publisher.Absence) error { return nil }
func (k *kept) Absences(context.Context) ([]publisher.Absence, error) {
	return nil, nil
}
func (k *kept) Published(context.Context) (int64, []byte, error) {
	return 0, nil, fault.New(fault.NotFound, "nothing is published")
}
func (k *kept) Publish(context.Context, int64, []byte, time.Time) error { return nil }

// remembers is a guard with one memory, or none.
type remembers struct{ last *ledger.Checkpoint }

func (r remembers) Begin(context.Context, string) error { return nil }
func (r remembers) Last(context.Context, string) (ledger.Checkpoint, error) {
	if r.last == nil {
		return ledger.Checkpoint{}, ledger.ErrNoMemory
	}
	return *r.last, nil
}
func (r remembers) Advance(context.Context, ledger.Checkpoint, ledger.Checkpoint) error { return nil }

// TestCheck: before anything is written to a log it is held against what was last
// signed for it. A shorter one, another one, and one of which this machine has no
// memory are refused, and it is said what to do.
func TestCheck(t *testing.T) {
	const origin = "surety-test/publisher"
	secret, _, err := ledger.GenerateLogKey(rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.LogSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	at := func(size int64) *ledger.Checkpoint {
		tree, err := ledger.Root(size, new(kept).grow("a", "b", "c", "d", "e"))
		if err != nil {
			t.Fatal(err)
		}
		return &ledger.Checkpoint{Origin: origin, Tree: tree}
	}
	for name, c := range map[string]struct {
		log  *kept
		last *ledger.Checkpoint
		want string
		kind fault.Kind
	}{
		"as it was signed":          {new(kept).grow("a", "b", "c", "d", "e"), at(5), "", ""},
		"longer":                    {new(kept).grow("a", "b", "c", "d", "e"), at(3), "", ""},
		"nothing was signed yet":    {new(kept).grow("a"), at(0), "", ""},
		"shorter":                   {new(kept).grow("a", "b", "c", "d"), at(5), "surety succeed", fault.Corrupt},
		"another, as long":          {new(kept).grow("a", "b", "x", "d", "e"), at(5), "only another copy tells", fault.Corrupt},
		"one hash of another":       {new(kept).grow("a", "b", "x", "d", "e").spoiled(2), at(5), "entry 2 and its hashes", fault.Corrupt},
		"longer, but another":       {new(kept).grow("x", "b", "c", "d", "e", "f"), at(5), "something before was changed", fault.Corrupt},
		"moved here without memory": {new(kept).grow("a", "b"), nil, "--guard", fault.Conflict},
	} {
		guard := remembers{c.last}
		p := publisher.New(publisher.Config{Log: c.log, Guard: guard, Signer: ledger.NewGuardedSigner(signer, guard)})
		err := p.Check(t.Context())
		if (err == nil) != (c.want == "") || err != nil && (!strings.Contains(err.Error(), c.want) || fault.KindOf(err) != c.kind) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
