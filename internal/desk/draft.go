// Package desk is the one door for writing: authorise, decide, append, fold and
// queue, in one transaction. What it is given either becomes an entry of the
// log, whole, or leaves no trace but the answer why not.
package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// DraftState is how far a draft has come at the desk.
type DraftState string

// The states of a draft.
const (
	Open     DraftState = "open"
	Accepted DraftState = "accepted"
	Rejected DraftState = "rejected"
)

// Draft is one record that the reader proposes, waiting for a person. It is not
// part of the register.
type Draft struct {
	ID       string          // DOCUMENT-RECORD, as 3f2a91bc-s3: typed on a command line
	Document string          // the Document it was read in
	Order    int             // its place among the document's drafts, in the order of the text
	Kind     string          // statement, incident, figure, attribution, talks, agreement, crossing, undertaking
	Record   json.RawMessage // as docs/read-format.md has it
	Edited   json.RawMessage // a person's correction, in the same shape; nil if none
	State    DraftState
	Entry    record.ID // the entry it became
	Reason   string    // why it was rejected
	By       string    // who decided
	At       time.Time // when it was decided; zero while it waits
}

// Version names the draft's state: as the machine made it, or as corrected last.
// Whoever decides says which one was looked at.
func (d Draft) Version() string {
	raw := d.Record
	if d.Edited != nil {
		raw = d.Edited
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}

// Document is one document taken in: its bytes are kept, its drafts wait.
type Document struct {
	ID       string          // the first 8 hexadecimal digits of its SHA-256, and -N for a feed's item N
	SHA256   string          // of the raw bytes
	Bytes    int64           // their number
	File     string          // its name when it was taken in
	MIME     string          // text/plain, text/html …
	Read     json.RawMessage // the whole reading, as docs/read-format.md has it
	TakenIn  time.Time
	Source   record.ID       // the source_filed entry, once a draft of it was accepted
	Audience []record.Seat   // who may read it: who handed it in, and who takes in
	Sealed   record.Evidence // where its bytes are kept, and the key that opens them
	Open     int             // drafts that wait
	Decided  int             // drafts that do not
}

// Outcome is what became of a draft that was decided on.
type Outcome struct {
	Draft string
	Entry record.ID // the entry made; "" for a rejection
	Index int64     // its place in the log
}
