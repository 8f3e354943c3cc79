package ledger

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Evidence is what a witness keeps of an operator that signed two histories:
// two checkpoints with the log's own signature, neither of which has been shown
// to continue the other. It convinces anyone who knows the log's public key,
// without trust in the witness.
type Evidence struct {
	First, Second []byte    // signed checkpoints, the first of the smaller size or the one seen first
	Proof         []Hash    // the proof that the operator offered, if any
	Seen          time.Time // when the witness was shown the second, by its own clock; zero where no witness was
}

// EvidenceKind says how strong a piece of evidence is.
type EvidenceKind string

// The kinds of evidence.
const (
	TwoRoots EvidenceKind = "two roots" // one size, two roots: final, nothing can explain it
	NoProof  EvidenceKind = "no proof"  // two sizes, and the proof offered fails: the operator may still offer a better one
)

// Check says what the evidence shows under the log's public key. An error says
// that it shows nothing.
func (e *Evidence) Check(log note.Verifier) (EvidenceKind, error) {
	a, err := OpenCheckpoint(e.First, log)
	if err != nil {
		return "", fmt.Errorf("the first checkpoint: %w", err)
	}
	b, err := OpenCheckpoint(e.Second, log)
	if err != nil {
		return "", fmt.Errorf("the second checkpoint: %w", err)
	}
	if a.Size > b.Size {
		return "", fault.New(fault.Invalid, "the first checkpoint is the larger")
	}
	switch {
	case a.Size == b.Size && a.Root != b.Root:
		return TwoRoots, nil
	case CheckConsistency(e.Proof, a.Tree, b.Tree) == nil:
		return "", fault.New(fault.Invalid, "the two checkpoints are of one history: there is nothing to show")
	case a.Size == b.Size:
		return "", fault.New(fault.Invalid, "the two checkpoints are the same")
	}
	return NoProof, nil
}

// Marshal writes the evidence as canonical JSON.
func (e *Evidence) Marshal() []byte {
	out := []byte(`{"first":`)
	out = appendString(out, string(e.First))
	out = append(out, `,"proof":[`...)
	for i, h := range e.Proof {
		if i > 0 {
			out = append(out, ',')
		}
		out = append64(out, h[:])
	}
	out = append(out, `],"second":`...)
	out = appendString(out, string(e.Second))
	out = append(out, `,"seen":`...)
	out = appendInt(out, e.Seen.Unix())
	return append(out, `,"version":1}`...)
}

// ParseEvidence reads evidence as Marshal writes it.
func ParseEvidence(data []byte) (*Evidence, error) {
	if len(data) > 3*maxCheckpoint {
		return nil, fault.New(fault.Invalid, "the evidence is %d bytes; the most is %d", len(data), 3*maxCheckpoint)
	}
	c := &cursor{what: "the evidence", data: data}
	e := &Evidence{}
	c.lit(`{"first":`)
	e.First = bytes.Clone(c.raw())
	c.lit(`,"proof":[`)
	for c.err == nil && c.peek() != ']' {
		if len(e.Proof) > 0 {
			c.lit(",")
		}
		if len(e.Proof) == maxProofNodes {
			c.fail("more hashes than any log needs")
			break
		}
		var h Hash
		c.fixed64(h[:])
		e.Proof = append(e.Proof, h)
	}
	c.lit(`],"second":`)
	e.Second = bytes.Clone(c.raw())
	c.lit(`,"seen":`)
	seconds := c.integer()
	if seconds < 0 || seconds > maxSeconds {
		c.fail("the time lies outside the years 1970 to 9999")
	}
	e.Seen = time.Unix(seconds, 0).UTC()
	c.lit(`,"version":1}`)
	return e, c.end()
}

// Page sets the evidence as one page of plain text that can be printed and
// shown to a third.
func (e *Evidence) Page(log note.Verifier) (string, error) {
	kind, err := e.Check(log)
	if err != nil {
		return "", err
	}
	a, _ := OpenCheckpoint(e.First, log)
	b, _ := OpenCheckpoint(e.Second, log)
	var s strings.Builder
	fmt.Fprintf(&s, "%s %s\n\n", pageTitle, log.Name())
	switch kind {
	case TwoRoots:
		fmt.Fprintf(&s, "The operator signed two different logs, both of %s. No fault of a disk and no misunderstanding makes\n"+
			"such signatures: who was shown one was not shown what the other was shown.\n", entries(a.Size))
	case NoProof:
		fmt.Fprintf(&s, "The operator signed a log of %s and one of %d. Whoever handed in the second had no proof that the first is\n"+
			"its beginning. Ask the operator for one. If none is given, the operator has signed two histories.\n", entries(a.Size), b.Size)
	}
	s.WriteByte('\n')
	if !e.Seen.IsZero() {
		fmt.Fprintf(&s, "The second was shown to the witness on %s, by its clock.\n", moment(e.Seen))
	}
	fmt.Fprintf(&s, "In words: %d %s\n          %d %s\n", a.Size, Digest(a.Root).Words(), b.Size, Digest(b.Root).Words())
	fmt.Fprintf(&s, "\nAnyone can check both signatures with the log's public key, which everyone was given at accession.\nIts number is %08x.\n", log.KeyHash())
	fmt.Fprintf(&s, "%s%s%s%s", pageFirst, e.First, pageSecond, e.Second)
	return s.String(), nil
}

// What stands on a page before its parts.
const (
	pageTitle  = "EVIDENCE AGAINST THE OPERATOR OF"
	pageFirst  = "\nThe first:\n\n"
	pageSecond = "\nThe second:\n\n"
)

// IsPage reports whether a text begins as a page of evidence does.
func IsPage(text []byte) bool { return bytes.HasPrefix(text, []byte(pageTitle)) }

// ParsePage reads the two checkpoints off a page of evidence. What else the page
// says counts for nothing: Check tells what the checkpoints show, and Page sets
// it again. An offered proof does not stand on the page.
func ParsePage(text []byte) (*Evidence, error) {
	_, rest, ok := bytes.Cut(text, []byte(pageFirst))
	first, second, two := bytes.Cut(rest, []byte(pageSecond))
	if !IsPage(text) || !ok || !two || len(text) > 3*maxCheckpoint {
		return nil, fault.New(fault.Invalid, "that is not a page of evidence")
	}
	return &Evidence{First: first, Second: second}, nil
}
