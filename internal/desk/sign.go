package desk

import (
	"io"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// Sign seals an entry and signs it with a key of its author's own, as Submit
// takes it. The entry has to name that key; random draws its salts.
func Sign(random io.Reader, e record.Entry, by ledger.Signer) (*ledger.SignedEntry, error) {
	h, fields, err := split(e)
	if err != nil {
		return nil, err
	}
	return ledger.SealEntry(random, by, h, fields)
}

// Seal seals an entry that is to be signed elsewhere, by a passkey.
func Seal(random io.Reader, e record.Entry, key ledger.KeyID) (*ledger.Sealed, error) {
	h, fields, err := split(e)
	if err != nil {
		return nil, err
	}
	h.Mode, h.Key = ledger.Passkey, key
	return ledger.Seal(random, h, fields)
}

// split gives what of an entry stands in its envelope, and its content.
func split(e record.Entry) (h ledger.Header, fields []ledger.Field, err error) {
	head, content, err := record.Split(e)
	if err != nil {
		return h, nil, err
	}
	h.Origin = e.Mechanism
	if h.Control, err = ledger.Canonical(head); err != nil {
		return h, nil, err
	}
	if h.ID, err = ledger.ParseID(string(e.ID)); err != nil {
		return h, nil, err
	}
	for _, f := range content {
		fields = append(fields, ledger.Field{Path: f.Name, Value: f.Value})
	}
	return h, fields, nil
}
