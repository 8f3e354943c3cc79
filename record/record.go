// Package record is the vocabulary of a mechanism: every kind of entry, its
// fields and enumerations, and what makes one well formed.
//
// An entry is the only way anything happens. Every field of a body is either
// control or content. Control (kinds, enumerations, ids, times) steers the fold
// and stands in the signed envelope. Content (words, names, places, numbers)
// stands in the sealed payload; the envelope holds only a salted digest of it,
// and it alone can be withheld or erased. No rule reads content; whether a
// content field is present is control.
//
// The package knows nothing of logs, keys, databases or pages.
package record

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"time"
)

// ID names an entry, and what the entry brought into the register: 128 random
// bits as 32 lower-case hexadecimal digits.
type ID string

var idForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Valid reports whether the id has the right form.
func (id ID) Valid() bool { return idForm.MatchString(string(id)) }

// NewID draws an id from random; nil means crypto/rand.
func NewID(random io.Reader) (ID, error) {
	if random == nil {
		random = rand.Reader
	}
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("drawing an entry id: %w", err)
	}
	return ID(hex.EncodeToString(b[:])), nil
}

// Seat names a seat of the charter: who acts, not which person.
type Seat string

// Public is the audience of everyone. It is nobody's seat and cannot act.
const Public Seat = "public"

// Author is who made an entry: a seat, by a key. Under the desk's key the seat's
// person acts through a session that the desk vouches for.
type Author struct {
	Seat    Seat   `json:"seat"`
	Key     string `json:"key"`               // the key's id
	Session string `json:"session,omitempty"` // signing mode desk only
}

// Ref points at an earlier entry, and says what it is to this one.
type Ref struct {
	Role Role `json:"role"`
	ID   ID   `json:"id"`
}

// Role is what the entry referred to is to the one that refers.
type Role string

// The roles of a reference.
const (
	FromSource   Role = "source"        // the document it was read in
	InStatement  Role = "statement"     // the statement that carries it
	InsideOf     Role = "inside"        // the statement that this one stands in
	AboutObject  Role = "about"         // the incident, undertaking … it is a claim or step about
	Target       Role = "target"        // the entry that is corrected or withdrawn
	RepeatOf     Role = "repeats"       // an earlier record that says the same
	ConflictWith Role = "conflicts"     // a record it contradicts; none is resolved
	InCase       Role = "case"          // the allegation whose case it belongs to
	OnFinding    Role = "finding"       // the finding that is signed, disputed, referred
	Answering    Role = "answers"       // the request, recommendation or referral that it answers
	OfInstrument Role = "instrument"    // the instrument whose clause or text it is
	Merged       Role = "merged"        // an incident that goes on in another
	Into         Role = "into"          // the incident that another goes on in
	CopyOf       Role = "copy_of"       // the document that another is a copy of, or draws on
	OfNotice     Role = "notice"        // the notice that announced it
	Earlier      Role = "earlier"       // the earlier promise, in a lineage
	DependsOn    Role = "depends_on"    // the undertaking that a conditional one depends on
	SupersededBy Role = "superseded_by" // the clause that takes its place
	DuplicateOf  Role = "duplicate"     // the allegation whose case goes on instead
	ByConsent    Role = "consent"       // the consent of the contact on which it rests
	OfProposal   Role = "proposal"      // the proposal that a second person lets take effect
)

// Entry is one step of the mechanism.
type Entry struct {
	Kind      Kind
	ID        ID
	Mechanism string // origin of the mechanism's log
	Author    Author
	Stated    time.Time // the author's own clock: a claim, not a proof
	Refs      []Ref
	Audience  []Seat // who may read it, sorted; never empty
	Body      Body
}

// Body is what one kind of entry says.
type Body interface {
	// EntryKind gives the kind this body belongs to.
	EntryKind() Kind
	// Validate says what is wrong with the body in the reader's terms, or nil.
	Validate() error
}

// Validate says what is wrong with the entry, or nil. It looks at form only:
// whether the author may, and whether what it refers to exists, is the fold's.
func (e Entry) Validate() error {
	switch {
	case e.Body == nil:
		return invalid("an entry without a body")
	case e.Kind != e.Body.EntryKind():
		return invalid("an entry of kind %q holds the body of a %q", e.Kind, e.Body.EntryKind())
	case !e.ID.Valid():
		return invalid("the entry's id %q is not 32 hexadecimal digits", e.ID)
	case e.Mechanism == "":
		return invalid("the entry does not say which mechanism it belongs to")
	case e.Author.Seat == "" || e.Author.Seat == Public:
		return invalid("the entry has no author's seat")
	case e.Stated.IsZero():
		return invalid("the entry does not say when it was made")
	case len(e.Audience) == 0:
		return invalid("the entry has no audience; even a sealed one is for its author's seat")
	}
	for i, s := range e.Audience {
		if s == "" || i > 0 && e.Audience[i-1] >= s {
			return invalid("the entry's audience is not a sorted list of different seats")
		}
	}
	for _, r := range e.Refs {
		if !r.ID.Valid() || r.Role == "" {
			return invalid("the reference %q %q is not a role and an entry id", r.Role, r.ID)
		}
	}
	if err := e.Body.Validate(); err != nil {
		return fmt.Errorf("%s: %w", e.Kind, err)
	}
	return nil
}

// First gives the first reference of a role, or "".
func (e Entry) First(role Role) ID {
	for _, r := range e.Refs {
		if r.Role == role {
			return r.ID
		}
	}
	return ""
}
