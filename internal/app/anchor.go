package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/anchor"
	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// anchorFolder holds what authorities outside stamped, in the data folder.
const anchorFolder = "anchors"

// Anchored is a checkpoint with the stamp of an authority outside.
type Anchored struct {
	Size  int64
	Stamp anchor.Stamp
	File  []byte
}

// latest gives the latest checkpoint that counts.
func (m *Mechanism) latest(ctx context.Context) (*ledger.Opened, []byte, error) {
	c, err := m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return nil, nil, err
	}
	o, err := m.Publisher.Verifier.OpenCheckpoint(c.Note)
	return o, c.Note, err
}

// Anchor has the authority at an address stamp the latest checkpoint, and keeps the
// stamp in the data folder. What it sends is a digest.
func (m *Mechanism) Anchor(ctx context.Context, address string) (a Anchored, err error) {
	o, note, err := m.latest(ctx)
	if err != nil {
		return a, err
	}
	got, s, err := anchor.Ask(ctx, http.DefaultClient, address, o.Checkpoint, note)
	if err != nil {
		return a, err
	}
	a = Anchored{Size: o.Size, Stamp: s, File: got.Marshal()}
	dir := filepath.Join(m.Dir, anchorFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return a, fault.New(fault.Unavailable, "keeping the stamp: %w", err)
	}
	name := fmt.Sprintf("%012d-%s-%s.anchor", o.Size, s.Time.Format("20060102T150405Z"), s.Certificate[:8])
	if err := errors.Join(durable.Replace(filepath.Join(dir, name), a.File), durable.SyncFolder(m.Dir)); err != nil {
		return a, fault.New(fault.Unavailable, "keeping the stamp: %w", err)
	}
	return a, nil
}

// Anchors gives the stamps that are kept, by size and time, each checked against the
// log: the checkpoint is signed by its key, and the log still has what was stamped.
// Whom the certificates hang on it does not ask.
func (m *Mechanism) Anchors(ctx context.Context) (all []Anchored, err error) {
	files, err := os.ReadDir(filepath.Join(m.Dir, anchorFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading the stamps: %w", err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".anchor") {
			continue
		}
		a, err := m.anchored(ctx, filepath.Join(m.Dir, anchorFolder, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("the stamp %s: %w", f.Name(), err)
		}
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b Anchored) int { return a.Stamp.Time.Compare(b.Stamp.Time) })
	return all, nil
}

func (m *Mechanism) anchored(ctx context.Context, file string) (a Anchored, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return a, fault.New(fault.Unavailable, "%w", err)
	}
	kept, err := anchor.Parse(text)
	if err != nil {
		return a, err
	}
	o, err := m.Publisher.Verifier.PeekCheckpoint(kept.Checkpoint)
	if err != nil {
		return a, err
	}
	size, err := m.Store.Size(ctx)
	if err != nil {
		return a, err
	}
	if o.Size > size {
		return a, fault.New(fault.Corrupt, "it is of %d entries, and the log has %d", o.Size, size)
	}
	if tree, err := ledger.Root(o.Size, m.Store.Hashes(ctx)); err != nil || tree != o.Tree {
		return a, errors.Join(fault.New(fault.Corrupt, "the log no longer has what was stamped"), err)
	}
	s, err := kept.Check(o.Checkpoint, nil)
	return Anchored{Size: o.Size, Stamp: s, File: text}, err
}

// verifyAnchors compares the stamps that are kept with the log.
func (m *Mechanism) verifyAnchors(ctx context.Context, v *Verification) {
	all, err := m.Anchors(ctx)
	if err != nil {
		v.Faults = append(v.Faults, err.Error())
	}
	for _, a := range all {
		v.Notes = append(v.Notes, fmt.Sprintf("%s stamped the checkpoint of %d entries on %s: it existed by then. That proves time, not truth.",
			a.Stamp.Authority, a.Size, a.Stamp.Time.Format(time.RFC3339)))
	}
}

// Notice gives the latest checkpoint as a notice to be printed where neither side
// nor the operator can change it afterwards: in a newspaper, on a wall.
func (m *Mechanism) Notice(ctx context.Context) (string, error) {
	o, _, err := m.latest(ctx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if m.Founding.Charter.Exercise {
		b.WriteString("EXERCISE. Nothing in this mechanism is real.\n")
	}
	digest, root := anchor.Digest(o.Checkpoint), ledger.Digest(o.Root)
	fmt.Fprintf(&b, "%s\nThe log %s had %d entries.\n", m.Founding.Charter.Title(), o.Origin, o.Size)
	fmt.Fprintf(&b, "In words: %d %s\nIn digits: %s\nSHA-256 of the checkpoint: %x\n", o.Size, root.Words(), root.Digits(ledger.LatinDigits), digest)
	b.WriteString("Printed, this shows that the log had come so far by the day of the paper, and was not changed since, if a receipt of as many entries has the same words. It proves time, not truth.\n")
	return b.String(), nil
}

// StampOf checks an anchor's stamp, over a checkpoint that was checked, against the
// certificates (PEM) of authorities that the reader trusts; none where that is nil.
func StampOf(file []byte, c ledger.Checkpoint, authorities []byte) (anchor.Stamp, error) {
	a, err := anchor.Parse(file)
	if err != nil || authorities == nil {
		if err != nil {
			return anchor.Stamp{}, err
		}
		return a.Check(c, nil)
	}
	roots, err := anchor.Roots(authorities)
	if err != nil {
		return anchor.Stamp{}, err
	}
	return a.Check(c, roots)
}

// CheckpointOf gives the signed checkpoint in an anchor; ok says whether it is one.
func CheckpointOf(file []byte) (note []byte, ok bool) {
	a, err := anchor.Parse(file)
	return a.Checkpoint, err == nil
}
