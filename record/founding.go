package record

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// RulesVersion is the newest version of the fold's rules that this program knows. It
// counts up when entries that stand in logs would fold to something else than before.
// A new kind of entry, or a new field of one that steers the fold, does not count it
// up: a program that does not know it refuses the entry, and the log with it, at the
// first one (ParseHead). Version 1 is what the first release knows.
const RulesVersion = 1

// maxRules bounds what a charter may say. What is above RulesVersion can be read: the
// fold refuses the log then, and says that it takes a newer program.
const maxRules = 1 << 20

// CharterAdopted founds the mechanism; it is the first entry of the log, and
// the only one of its kind.
type CharterAdopted struct {
	Digest   string `json:"digest" role:"control"` // SHA-256 of the charter's bytes, hexadecimal
	Rules    int    `json:"rules" role:"control"`  // the version of the fold's rules that applies from here on
	Exercise bool   `json:"exercise,omitempty" role:"control"`
	Keys     []Key  `json:"keys" role:"control"` // the first keys, each for its seat
	Name     string `json:"name" role:"content"`
	Charter  string `json:"charter" role:"content"` // the YAML file, byte for byte

	// Succeeds names the log that this one goes on from, which was lost or cannot
	// be continued.
	Succeeds *Succession `json:"succeeds,omitempty" role:"control"`

	// Constitution is what of the charter steers the fold. Without one there is
	// a register, but no casework.
	Constitution *Constitution `json:"constitution,omitempty" role:"control"`
}

// Succession cites a log by the newest checkpoint that is known of it. What it
// holds up to there stays proven by its own key and witnesses.
type Succession struct {
	Origin     string `json:"origin"`
	Size       int64  `json:"size"`
	Root       string `json:"root"`       // hexadecimal
	Checkpoint string `json:"checkpoint"` // signed, with its cosignatures
}

func (s *Succession) validate() error {
	if s.Size < 0 {
		return invalid("succeeds: a log cannot have %d entries", s.Size)
	}
	return firstOf(required("the origin of the log that is succeeded", s.Origin), digest("root", s.Root), required("checkpoint", s.Checkpoint))
}

// Key binds a public key to a seat.
type Key struct {
	Seat   Seat   `json:"seat"`
	ID     string `json:"id"`     // the key's id, as signatures name it
	Mode   string `json:"mode"`   // own, passkey, desk or account
	Public string `json:"public"` // algorithm and key, as docs/format.md writes them

	// Recipient is what others seal to so that the key's holder opens it, as age
	// writes it; "" for a key that only signs.
	Recipient string `json:"recipient,omitempty"`

	// Scope are the kinds of entry that the key may sign, sorted, and Until by when
	// (RFC 3339, in UTC), where a seat delegates so much and no more; empty for all.
	Scope []Kind `json:"scope,omitempty"`
	Until string `json:"until,omitempty"`
}

var recipientForm = regexp.MustCompile(`^age1[02-9ac-hj-np-z]{58}$`)

func (k Key) validate() error {
	if k.Recipient != "" && !recipientForm.MatchString(k.Recipient) {
		return invalid("a key's recipient %q is not one of age: age1 and 58 characters", k.Recipient)
	}
	for i, kind := range k.Scope {
		if !kind.Known() || kind.Founding() || i > 0 && k.Scope[i-1] >= kind {
			return invalid("a key's scope is not a sorted list of different kinds of entry, without those about keys and seats")
		}
	}
	if k.Until != "" {
		if err := instant("a key's end", k.Until); err != nil {
			return err
		}
	}
	return firstOf(required("a key's seat", string(k.Seat)), required("a key's id", k.ID),
		oneOf("a key's mode", k.Mode, []string{"own", "passkey", "desk", AccountMode}), required("a public key", k.Public))
}

// AccountMode is the mode of a key that is none: an account at an organisation,
// bound to a seat as keys are. Whoever has it signs in and looks; it signs nothing.
// Its id is a hash of organisation and account, its public half AccountPrefix and
// the organisation's address.
const (
	AccountMode   = "account"
	AccountPrefix = "account:"
)

// EntryKind gives KindCharterAdopted.
func (*CharterAdopted) EntryKind() Kind { return KindCharterAdopted }

// Validate says what is wrong with the body, or nil.
func (b *CharterAdopted) Validate() error {
	for _, k := range b.Keys {
		if err := k.validate(); err != nil {
			return err
		}
	}
	if len(b.Keys) == 0 {
		return invalid("no key: nobody could make the next entry")
	}
	if b.Succeeds != nil {
		if err := b.Succeeds.validate(); err != nil {
			return err
		}
	}
	if b.Constitution != nil {
		if err := b.Constitution.Validate(); err != nil {
			return fmt.Errorf("constitution: %w", err)
		}
	}
	return firstOf(required("digest", b.Digest), required("name", b.Name), required("charter", b.Charter),
		between("rules", b.Rules, 1, maxRules))
}

// KeyAdded names a further key for a seat. It counts when a second person has
// approved it (KeyApproved), after its digits were compared out of band: of another
// seat, or within one delegation by another key of it.
type KeyAdded struct {
	Key   Key    `json:"key" role:"control"`
	Proof string `json:"proof" role:"control"` // base64: the key has signed that it is to be bound to the seat

	// Credential is by what name the device knows a passkey: base64url, without
	// padding. It is asked for that name when it is to sign.
	Credential string `json:"credential,omitempty" role:"control"`
	Holder     string `json:"holder,omitempty" role:"content"` // who holds it, as their seat calls them
}

// EntryKind gives KindKeyAdded.
func (*KeyAdded) EntryKind() Kind { return KindKeyAdded }

// Validate says what is wrong with the body, or nil.
func (b *KeyAdded) Validate() error {
	if len(b.Credential) > MaxCredential || strings.Trim(b.Credential, base64url) != "" {
		return invalid("credential: the name of a passkey is at most %d characters of base64url", MaxCredential)
	}
	if account := b.Key.Mode == AccountMode; account != strings.HasPrefix(b.Key.Public, AccountPrefix) || account && b.Proof != "" {
		return invalid("key: an account has no key and no proof, and its public half begins with %s", AccountPrefix)
	} else if account {
		return firstOf(b.Key.validate(), digest("a key's id", b.Key.ID))
	}
	return firstOf(b.Key.validate(), required("proof", b.Proof))
}

// MaxCredential is how long the name of a passkey can be, in characters: 1023
// bytes (Web Authentication, section 5.1).
const MaxCredential = 1364

const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// KeyApproved lets a key that was added count, from this entry's index on.
type KeyApproved struct {
	KeyID string `json:"key_id" role:"control"`
}

// EntryKind gives KindKeyApproved.
func (*KeyApproved) EntryKind() Kind { return KindKeyApproved }

// Validate says what is wrong with the body, or nil.
func (b *KeyApproved) Validate() error { return required("key_id", b.KeyID) }

// KeyRevoked ends a key from this entry's index on. What it signed before
// stays; what it signed since SuspectedSince shows as disputed.
type KeyRevoked struct {
	KeyID          string `json:"key_id" role:"control"`
	SuspectedSince string `json:"suspected_since,omitempty" role:"control"` // RFC 3339
	Reason         string `json:"reason" role:"content"`
}

// EntryKind gives KindKeyRevoked.
func (*KeyRevoked) EntryKind() Kind { return KindKeyRevoked }

// Validate says what is wrong with the body, or nil.
func (b *KeyRevoked) Validate() error {
	if b.SuspectedSince != "" {
		if err := instant("suspected_since", b.SuspectedSince); err != nil {
			return err
		}
	}
	return firstOf(required("key_id", b.KeyID), required("reason", b.Reason))
}

// EntryAffirmed: the seat in whose name disputed entries were made stands by
// them, with a key that counts.
type EntryAffirmed struct {
	By string `json:"by" role:"content"` // the person's name
}

// EntryKind gives KindEntryAffirmed.
func (*EntryAffirmed) EntryKind() Kind { return KindEntryAffirmed }

// Validate says what is wrong with the body, or nil.
func (b *EntryAffirmed) Validate() error { return required("by", b.By) }

// EntryCorrected changes what an earlier entry says by saying it again: Values
// are content fields of the target's body, each replacing the one of its name.
// The earlier words stay in the log.
type EntryCorrected struct {
	Of     Kind                       `json:"of" role:"control"`     // the target's kind
	Fields []string                   `json:"fields" role:"control"` // the names in Values, sorted
	Values map[string]json.RawMessage `json:"values" role:"content"`
	Reason string                     `json:"reason" role:"content"`
	By     string                     `json:"by,omitempty" role:"content"` // the person's name
}

// EntryKind gives KindEntryCorrected.
func (*EntryCorrected) EntryKind() Kind { return KindEntryCorrected }

// Validate says what is wrong with the body, or nil.
func (b *EntryCorrected) Validate() error {
	target, err := b.Of.Empty()
	if err != nil {
		return err
	}
	if len(b.Values) == 0 || len(b.Fields) != len(b.Values) || !slices.IsSorted(b.Fields) {
		return invalid("values: a correction names each field that it changes, in order, and its new value")
	}
	fields := make([]Field, 0, len(b.Values))
	for _, name := range b.Fields {
		value, ok := b.Values[name]
		if !ok {
			return invalid("values: the field %q has no new value", name)
		}
		fields = append(fields, Field{name, value})
	}
	if err := OpenBody(target, fields); err != nil {
		return err
	}
	return required("reason", b.Reason)
}

// EntryWithdrawn takes an earlier entry back. It stays in the log, marked.
type EntryWithdrawn struct {
	Reason string `json:"reason" role:"content"`
	By     string `json:"by,omitempty" role:"content"` // the person's name
}

// EntryKind gives KindEntryWithdrawn.
func (*EntryWithdrawn) EntryKind() Kind { return KindEntryWithdrawn }

// Validate says what is wrong with the body, or nil.
func (b *EntryWithdrawn) Validate() error { return required("reason", b.Reason) }
