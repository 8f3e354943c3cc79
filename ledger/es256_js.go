package ledger

import "github.com/surety-mechanism/surety/ledger/internal/es256"

// In the browser the program must stay small; see the package es256.

func pointES256(raw []byte) bool { return es256.ParsePoint(raw) }

func verifyES256(raw, hash, sig []byte) bool { return es256.Verify(raw, hash, sig) }
