package desk

import (
	"io"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// Sign seals an entry and signs it with a key of its author's own, as Submit
// takes it. The entry has to name that key; random draws its salts.
func Sign(random io.Reader, e record.Entry, by ledger.Signer) (*ledger.SignedEntry, error) {
	head, fields, err := record.Split(e)
	if err != nil {
		return nil, err
	}
	control, err := ledger.Canonical(head)
	if err != nil {
		return nil, err
	}
	id, err := ledger.ParseID(string(e.ID))
	if err != nil {
		return nil, err
	}
	content := make([]ledger.Field, len(fields))
	for i, f := range fields {
		content[i] = ledger.Field{Path: f.Name, Value: f.Value}
	}
	return ledger.SealEntry(random, by, ledger.Header{Origin: e.Mechanism, ID: id, Control: control}, content)
}
