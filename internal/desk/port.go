package desk

import (
	"context"
	"encoding/json"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Store is the database as the desk needs it.
type Store interface {
	// Update runs every step in one transaction: a step that fails leaves nothing
	// behind and the others stand. It gives each step's error. The last error is
	// the transaction's: where it is not nil, nothing at all was written. Rows
	// that a step appends may be written after its end, with those of others; what
	// the database refuses of them is then the transaction's error.
	Update(ctx context.Context, steps ...func(Tx) error) ([]error, error)
}

// Row is one entry as the store keeps it.
type Row struct {
	Index     int64
	ID        record.ID
	Leaf      []byte
	Envelope  []byte
	Signature []byte
	LeafSalt  []byte
	Audience  string // which audience key wraps Key
	Epoch     int
	Key       []byte // the entry's key, wrapped; nil when erased
	Payload   []byte // the sealed content; nil when erased
}

// Audience is one epoch of an audience's key.
type Audience struct {
	Name   string
	Epoch  int
	Seats  []record.Seat
	Sealed []byte // to the server
}

// Tx is one transaction on the store. What it reads, it reads in the
// transaction; nothing is kept of it afterwards.
type Tx interface {
	ledger.HashReader

	Size() (int64, error)                                    // number of entries
	Rows(from, to int64) ([]Row, error)                      // entries [from, to)
	Find(id record.ID) (Row, bool, error)                    // an entry by its id
	Append(row Row, first int64, hashes []ledger.Hash) error // an entry, and tree hashes numbered from first

	PutConflict(c Conflict) error // once, however often it is handed in

	AudienceKey(audience string) (epoch int, sealed []byte, ok bool, err error) // the newest epoch
	OldAudienceKey(audience string, epoch int) (sealed []byte, err error)
	PutAudienceKey(audience string, epoch int, seats []record.Seat, sealed []byte) error
	Members(audience string, epoch int) (keys []string, err error) // the ids of keys to which it is sealed
	PutMember(audience string, epoch int, key string, sealed []byte) error
	AudiencesOf(seat record.Seat) ([]Audience, error)

	PutObject(o *register.Object, content Content) error // the register's row, and its indexes
	Content(id record.ID) (Content, error)               // what is open of an object's content

	EraseEntry(id record.ID) error // its payload and key, and what was released of them
	ResealEntry(row Row) error     // its payload and key, sealed anew
	PutReleased(r Released) error  // what of an entry was released
	OpenReads() ([]Opening, error) // who read what, as far as no entry has committed to it
	CloseReads(batch record.ID, last int64, salt []byte) error
	EraseReleased(id record.ID) error
	PutDocument(d Document) error
	DocumentOf(source record.ID) (Document, bool, error) // the document filed as a source
	Document(id string) (Document, bool, error)
	PutDraft(d Draft) error
	Draft(id string) (Draft, bool, error)
	Drafts(document string) ([]Draft, error)
}

// Content is an object's content fields by name, as JSON: those that are open.
type Content map[string]json.RawMessage
