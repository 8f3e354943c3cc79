package app

import (
	"encoding/hex"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// Succession cites a log by a checkpoint of it, which its trust file has to
// vouch for: signed by its key and by enough of its witnesses.
func Succession(trust *ledger.Trust, checkpoint []byte) (*record.Succession, error) {
	v, err := ledger.NewVerifier(trust)
	if err != nil {
		return nil, err
	}
	o, err := v.OpenCheckpoint(checkpoint)
	if err != nil {
		return nil, fault.New(fault.KindOf(err), "the last checkpoint of the log that is succeeded: %w", err)
	}
	return &record.Succession{Origin: o.Origin, Size: o.Size, Root: hex.EncodeToString(o.Root[:]), Checkpoint: string(checkpoint)}, nil
}

// cites checks that what a log says of the one that it succeeds is what the
// checkpoint says that it brings for it. Who signed that checkpoint is for whoever
// has the earlier log's trust file to say. s may be nil.
func cites(s *record.Succession) error {
	if s == nil {
		return nil
	}
	text, _, _ := strings.Cut(s.Checkpoint, "\n\n")
	c, err := ledger.ParseCheckpoint(text + "\n")
	if err != nil {
		return fault.New(fault.Corrupt, "the checkpoint of the log that is succeeded: %w", err)
	}
	if c.Origin != s.Origin || c.Size != s.Size || hex.EncodeToString(c.Root[:]) != s.Root {
		return fault.New(fault.Corrupt, "it is said to succeed %s at %d entries with the root %s, and the checkpoint it cites is of %s at %d entries with the root %s",
			s.Origin, s.Size, s.Root, c.Origin, c.Size, hex.EncodeToString(c.Root[:]))
	}
	return nil
}
