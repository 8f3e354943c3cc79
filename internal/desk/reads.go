package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Opening is one opening of an entry that is for the mechanism alone, or of a
// document that waits at the desk.
type Opening struct {
	N      int64 // its number
	At     time.Time
	Seat   record.Seat // for which it was read
	Person string      // who, as the session says; or that it was the operator
	Entry  int64       // by its place in the log; -1 for a document at the desk
	Batch  record.ID   // the entry that committed to it; "" while none has

	Document string // at the desk, by its id; "" for an entry
}

// ReadsDigest commits to a list of reads: nothing about it can be confirmed
// without the salt.
func ReadsDigest(salt []byte, list []Opening) string {
	h := sha256.New()
	fmt.Fprintf(h, "surety/v1/reads\x00%s", salt)
	for _, r := range list {
		line := fmt.Sprintf("%s %q %q %d\n", r.At.UTC().Format(time.RFC3339Nano), r.Seat, r.Person, r.Entry)
		if r.Document != "" {
			line = fmt.Sprintf("%s %q %q document %q\n", r.At.UTC().Format(time.RFC3339Nano), r.Seat, r.Person, r.Document)
		}
		fmt.Fprintf(h, "%d:%s", len(line), line)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// AttestReads commits to the reads that no entry has committed to yet, for an
// audience. It reports whether there were any.
func (d *Desk) AttestReads(ctx context.Context, seat record.Seat, audience []record.Seat) (some bool, err error) {
	defer fault.Wrap(&err, "committing to who read what")
	err = d.do(ctx, func(w *work) error {
		list, err := w.OpenReads()
		if err != nil || len(list) == 0 {
			return err
		}
		salt := make([]byte, 32)
		if _, err := io.ReadFull(rand.Reader, salt); err != nil {
			return err
		}
		ev, err := w.append(act{seat: seat, session: "desk:reads", audience: audience,
			body: &record.ReadsAttested{Count: len(list), Digest: ReadsDigest(salt, list)}})
		if err != nil {
			return err
		}
		some = true
		return w.CloseReads(ev.Head.ID, list[len(list)-1].N, salt)
	})
	return some, err
}
