package app

import (
	"encoding/hex"

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
