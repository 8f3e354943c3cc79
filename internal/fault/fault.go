// Package fault is the closed list of ways things go wrong, and how each is
// told. Packages return ordinary errors; where the meaning matters to whoever
// is asking (a page, the terminal, the API), the error carries a Kind and a
// sentence in the reader's terms.
//
// It knows nothing of what surety does: no entries, no pages, no files.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure it is, in words a reader can act on.
type Kind string

// The kinds of failure.
const (
	Internal    Kind = "internal"    // a bug, or a failure nobody foresaw
	Invalid     Kind = "invalid"     // what was given is wrong, and the sentence says where
	NotFound    Kind = "not_found"   // there is no such thing, or the asker may not know of it
	Forbidden   Kind = "forbidden"   // the asker may not do this
	Conflict    Kind = "conflict"    // somebody else was first, or it contradicts what is recorded
	Unavailable Kind = "unavailable" // cannot be done now: a disk is full, a lock is held, a quorum is missing
	Corrupt     Kind = "corrupt"     // what is stored does not fit its own proof
)

// Error is a failure with a kind and one sentence for the person who asked.
type Error struct {
	Kind     Kind
	Sentence string // one sentence, in the reader's terms, without a final full stop
	Cause    error  // for the log; never shown to a reader who may not know it
}

// Error gives the sentence, and the cause behind it where there is one.
func (e *Error) Error() string {
	if _, said := e.Cause.(silent); said || e.Cause == nil {
		return e.Sentence
	}
	return e.Sentence + ": " + e.Cause.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New makes an error of a kind. A %w in the format becomes its cause.
func New(kind Kind, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: kind, Sentence: err.Error(), Cause: causeOf(err)}
}

// causeOf keeps what %w wrapped reachable by errors.Is without printing it twice.
func causeOf(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return silent{inner}
	}
	return nil
}

// silent is a cause that is already part of the sentence.
type silent struct{ err error }

func (s silent) Error() string { return s.err.Error() }
func (s silent) Unwrap() error { return s.err }

// Wrap adds what was being tried to *err, if there is one; its kind stays.
// Use it deferred on a function's first line.
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf(format+": %w", append(args, *err)...)
	}
}

// KindOf gives the kind of err: that of the outermost Error in its chain, and
// Internal where there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
