package ledger

import (
	"encoding/base32"
	"io"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// NewOrigin draws the name of a new log: the prefix, a slash and 80 random bits,
// as "surety-exercise/7kq2…". It is random so that two logs cannot share a name
// by accident, and it serves as the name of the log's key.
func NewOrigin(rand io.Reader, prefix string) (string, error) {
	if prefix == "" {
		return "", fault.New(fault.Invalid, "a log's name must begin with something")
	}
	var b [10]byte
	if err := fill(rand, b[:]); err != nil {
		return "", err
	}
	origin := prefix + "/" + strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
	return origin, checkOrigin(origin)
}

// checkOrigin says whether s can name a log: a C2SP key name has no spaces and no plus.
func checkOrigin(s string) error {
	if !validName(s, maxOrigin) || strings.Contains(s, "+") {
		return fault.New(fault.Invalid, "%q cannot name a log: 1 to %d printable characters, no space and no plus", s, maxOrigin)
	}
	return nil
}
