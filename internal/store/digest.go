package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
)

// What is in the log proves itself. The rows that are not (documents, drafts, and
// when a checkpoint was signed) carry a digest over their values, so that a
// changed byte is found where it is read. It is no proof against somebody who
// writes to the database on purpose, and could write the digest too.

func rowDigest(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		write(h, p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func write(h hash.Hash, part any) {
	text := fmt.Sprint(part)
	if b, raw := part.([]byte); raw {
		text = string(b)
	}
	fmt.Fprintf(h, "%d:%s", len(text), text)
}

func documentDigest(d desk.Document) string {
	return rowDigest("document", d.ID, d.SHA256, d.Bytes, d.File, d.MIME, d.Sealed.Name, d.Sealed.Key, string(d.Read), stamp(d.TakenIn), d.Source,
		seatList(d.Audience))
}

func draftDigest(d desk.Draft) string {
	at := ""
	if !d.At.IsZero() {
		at = stamp(d.At)
	}
	return rowDigest("draft", d.ID, d.Document, d.Order, d.Kind, string(d.Record), d.Edited != nil, string(d.Edited), d.State, d.Entry,
		d.Reason, d.By, at)
}

func checkpointDigest(c Checkpoint) string {
	return rowDigest("checkpoint", c.Size, c.Note, stamp(c.Signed))
}

func absenceDigest(a Absence) string {
	return rowDigest("witness", a.Witness, since(a), a.Reason)
}

// whole compares a row's digest with that of its values.
func whole(what string, kept, computed string) error {
	if kept != computed {
		return fault.New(fault.Corrupt, "%s was changed in the database: it is not what was written there", what)
	}
	return nil
}
