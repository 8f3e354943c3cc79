package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// SubmissionType is the DSSE payload type of a submission receipt.
const SubmissionType = "application/vnd.surety.submission.v1"

// Submission is what a submitter gets at once: the operator's signed promise
// that the entry will stand in the log by a certain time. A submission without
// its entry by then is proof of omission, which anyone can show.
type Submission struct {
	Origin     string
	ID         ID
	Commitment Digest // as it will stand in the leaf
	Received   time.Time
	IncludeBy  time.Time
	Signature  []byte // by the desk's key over PAE(SubmissionType, text)
}

const submissionMagic = "surety-submission/1"

// Text is the text that is signed.
func (s *Submission) Text() string {
	return fmt.Sprintf("%s\norigin %s\nid %s\ncommitment %s\nreceived %s\ninclude-by %s\n", submissionMagic,
		s.Origin, s.ID, s.Commitment, s.Received.UTC().Format(time.RFC3339), s.IncludeBy.UTC().Format(time.RFC3339))
}

// Promise signs a submission receipt with the desk's key.
func Promise(desk Signer, s Submission) (*Submission, error) {
	s.Received, s.IncludeBy = s.Received.UTC().Truncate(time.Second), s.IncludeBy.UTC().Truncate(time.Second)
	if err := s.check(); err != nil {
		return nil, err
	}
	sig, err := desk.SignMessage(PAE(SubmissionType, []byte(s.Text())))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "the submission receipt could not be signed: %w", err)
	}
	s.Signature = sig
	return &s, nil
}

func (s *Submission) check() error {
	if err := checkOrigin(s.Origin); err != nil {
		return err
	}
	for _, t := range []time.Time{s.Received, s.IncludeBy} {
		if n := t.Unix(); n < 0 || n > maxSeconds {
			return fault.New(fault.Invalid, "a time of the submission lies outside the years 1970 to 9999")
		}
	}
	if s.IncludeBy.Before(s.Received) {
		return fault.New(fault.Invalid, "the promised time lies before the time of receipt")
	}
	return nil
}

// Marshal writes the receipt: the text, and one line with the signature.
func (s *Submission) Marshal() []byte {
	return []byte(s.Text() + "signature " + base64.StdEncoding.EncodeToString(s.Signature) + "\n")
}

// Words give the receipt's text in eight words, to read over the phone.
func (s *Submission) Words() string { return Digest(sha256.Sum256([]byte(s.Text()))).Words() }

// ParseSubmission reads a submission receipt as Marshal writes it, and nothing
// else. It does not check the signature: Verify does.
func ParseSubmission(data []byte) (*Submission, error) {
	bad := fault.New(fault.Invalid, "that is not a submission receipt, or it was changed")
	if len(data) > maxSignature {
		return nil, bad
	}
	lines := strings.Split(string(data), "\n")
	if len(lines) != 8 || lines[0] != submissionMagic {
		return nil, bad
	}
	values := make([]string, 8)
	for i, word := range []string{"", "origin ", "id ", "commitment ", "received ", "include-by ", "signature "} {
		v, ok := strings.CutPrefix(lines[i], word)
		if !ok {
			return nil, bad
		}
		values[i] = v
	}
	s := &Submission{Origin: values[1]}
	id, err := ParseID(values[2])
	if err != nil {
		return nil, err
	}
	s.ID = id
	digest, err := hex.DecodeString(values[3])
	if err != nil || len(digest) != len(s.Commitment) {
		return nil, bad
	}
	s.Commitment = Digest(digest)
	if s.Received, err = time.Parse(time.RFC3339, values[4]); err != nil {
		return nil, bad
	}
	if s.IncludeBy, err = time.Parse(time.RFC3339, values[5]); err != nil {
		return nil, bad
	}
	if s.Signature, err = decodeBase64(values[6]); err != nil {
		return nil, bad
	}
	if string(s.Marshal()) != string(data) {
		return nil, bad
	}
	return s, s.check()
}

// Verify checks that the desk of the trust file gave the promise.
func (s *Submission) Verify(t *Trust) error {
	if s.Origin != t.Origin {
		return fault.New(fault.Corrupt, "the submission receipt is of the log %s, not of %s", s.Origin, t.Origin)
	}
	for _, k := range t.desks() {
		if k.verify(PAE(SubmissionType, []byte(s.Text())), s.Signature) {
			return nil
		}
	}
	return fault.New(fault.Corrupt, "the submission receipt is not signed by the desk of %s, by any key that the trust file names; "+
		"if the desk took a new key since, the newer trust file names it", t.Origin)
}

// Keeps reports whether a leaf keeps the promise.
func (s *Submission) Keeps(l Leaf) bool { return l.Origin == s.Origin && l.Commitment == s.Commitment }
