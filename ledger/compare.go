package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
)

// CheckpointIn gives the signed checkpoint that a receipt or a checkpoint's file
// holds, with the signatures as they stand there.
func CheckpointIn(file []byte) ([]byte, error) {
	if strings.HasPrefix(string(file), proofMagic) {
		p, err := ParseProof(file)
		if err != nil {
			return nil, err
		}
		return p.Checkpoint, nil
	}
	text, _, ok := strings.Cut(string(file), "\n\n")
	if !ok || len(file) > maxCheckpoint || !looksLikeCheckpoint(text) {
		return nil, fault.New(fault.Invalid, "that is neither a receipt nor a checkpoint")
	}
	return file, nil
}

// Contradiction compares what two people were shown of one log: receipts or
// checkpoints. It gives the evidence if the operator signed two logs of one
// size, and nil if both were shown one log. Two sizes cannot be compared without
// the log itself, and are fault.Unavailable.
func Contradiction(mine, theirs []byte, log note.Verifier) (*Evidence, error) {
	var signed [2][]byte
	var trees [2]Tree
	for i, file := range [][]byte{mine, theirs} {
		which := [2]string{"the first", "the second"}[i]
		cp, err := CheckpointIn(file)
		if err != nil {
			return nil, fault.New(fault.Invalid, "%s: %w", which, err)
		}
		c, err := OpenCheckpoint(cp, log)
		if err != nil {
			return nil, fault.New(fault.Corrupt, "%s: %w", which, err)
		}
		signed[i], trees[i] = cp, c.Tree
	}
	switch {
	case trees[0].Size != trees[1].Size:
		return nil, fault.New(fault.Unavailable, "one is of %s and the other of %d: whether one continues the other cannot be told from them alone. "+
			"Ask for both at one size, or check the whole log against each", entries(trees[0].Size), trees[1].Size)
	case trees[0].Root == trees[1].Root:
		return nil, nil
	}
	return &Evidence{First: signed[0], Second: signed[1]}, nil
}

// brought opens the checkpoints from elsewhere that an audit is to hold the log
// against. False means that one of them is not the operator's.
func (a *auditor) brought() bool {
	for _, file := range a.options.Against {
		signed, err := CheckpointIn(file)
		if err == nil {
			var c Checkpoint
			if c, err = OpenCheckpoint(signed, a.verifier.log); err == nil {
				a.others = append(a.others, c)
				continue
			}
		}
		a.report.fail("against", "the checkpoint that you brought", err, meansForged, -1)
		return false
	}
	slices.SortFunc(a.others, func(x, y Checkpoint) int { return cmp.Compare(x.Size, y.Size) })
	return true
}

func placeBrought(c Checkpoint) string {
	return fmt.Sprintf("the checkpoint of %s that you brought", entries(c.Size))
}

// contradicted holds the log, as far as it was computed, against the checkpoints
// from elsewhere.
func (a *auditor) contradicted() bool {
	for len(a.others) > 0 && a.others[0].Size == a.edge.Size() {
		c := a.others[0]
		if c.Tree != a.edge.Tree() {
			a.report.fail("against", placeBrought(c), fault.New(fault.Corrupt, "the operator signed another log of %s than this one", entries(c.Size)),
				"You and whoever gave you the checkpoint were shown different logs. Keep both, and show them to the guarantors: the operator's signatures convict it.", -1)
			return true
		}
		a.fits = append(a.fits, say("against", "The checkpoint of %s that you brought is of this log.", entries(c.Size)))
		a.others = a.others[1:]
	}
	return false
}
