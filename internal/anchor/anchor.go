// Package anchor ties a checkpoint to a time that neither the operator nor the
// witnesses say: an authority outside stamps the checkpoint's digest (RFC 3161).
// Whoever trusts that authority's certificate can tell, with no network, that the
// log had come so far by then. It proves time, not truth.
//
// It knows checkpoints and stamps, and nothing of what a log is about. What the
// authority is sent is a digest of 32 bytes.
package anchor

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"strings"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Limits on what is read of others.
const (
	maxFile  = 128 << 10
	maxToken = 64 << 10
)

// The stamp stands behind the checkpoint, as openssl writes one.
const (
	blockType = "PKCS7"
	begins    = "\n-----BEGIN " + blockType + "-----\n"
)

// Anchor is a signed checkpoint, and a stamp over the digest of its text.
type Anchor struct {
	Checkpoint []byte // the signed note
	Token      []byte // an RFC 3161 TimeStampToken, in DER
}

// Stamp is what a stamp says, its signature checked.
type Stamp struct {
	Time        time.Time     // by the authority's clock
	Accuracy    time.Duration // how far that may be off, as it says; 0 where it does not
	Authority   string        // the subject of the certificate that signed
	Certificate string        // SHA-256 of that certificate, hexadecimal
	Trusted     bool          // whether the certificate hangs on one that the reader trusts
}

// Digest gives what is stamped: SHA-256 of the checkpoint's text, without the
// signatures under it, so that later cosignatures leave it as it is.
func Digest(c ledger.Checkpoint) [32]byte { return sha256.Sum256([]byte(c.Text())) }

// Is reports whether a file has the form of an anchor.
func Is(file []byte) bool { return bytes.Contains(file, []byte(begins)) }

// Parse reads what Marshal wrote. Nothing in it is trusted yet.
func Parse(file []byte) (a Anchor, err error) {
	if len(file) > maxFile {
		return a, fault.New(fault.Invalid, "the file is longer than any anchor (%d bytes)", maxFile)
	}
	at := bytes.Index(file, []byte(begins))
	if at < 0 {
		return a, fault.New(fault.Invalid, "there is no stamp behind the checkpoint")
	}
	block, rest := pem.Decode(file[at+1:])
	if block == nil || block.Type != blockType || len(block.Headers) > 0 || len(rest) > 0 {
		return a, fault.New(fault.Invalid, "what stands behind the checkpoint is not one stamp")
	}
	a = Anchor{Checkpoint: file[:at], Token: block.Bytes}
	if !bytes.Equal(a.Marshal(), file) {
		return a, fault.New(fault.Invalid, "the stamp is not written as it has to be")
	}
	return a, nil
}

// Marshal writes the anchor as a file: the signed checkpoint, an empty line, and the
// stamp as a PEM block.
func (a Anchor) Marshal() []byte {
	var b bytes.Buffer
	b.Write(a.Checkpoint)
	b.WriteByte('\n')
	b.Write(pem.EncodeToMemory(&pem.Block{Type: blockType, Bytes: a.Token}))
	return b.Bytes()
}

// Check checks that the stamp is over a checkpoint, which the caller has checked,
// its signature, and that it names the certificate it was made with; and tells whether its certificate hangs on one of roots at the
// time that it states; roots may be nil. Whether the certificate was revoked since
// it cannot tell.
func (a Anchor) Check(c ledger.Checkpoint, roots *x509.CertPool) (s Stamp, err error) {
	if len(a.Token) > maxToken {
		return s, fault.New(fault.Invalid, "the stamp is longer than %d bytes", maxToken)
	}
	if !wellFormed(a.Token, 0) {
		return s, fault.New(fault.Invalid, "the stamp is not DER from its first byte to its last")
	}
	p, err := pkcs7.Parse(a.Token)
	if err != nil {
		return s, fault.New(fault.Invalid, "the stamp cannot be read: %w", err)
	}
	signer := p.GetOnlySigner()
	if signer == nil {
		return s, fault.New(fault.Invalid, "the stamp does not hold the one certificate that signed it: ask for it with certificates")
	}
	said, err := timestamp.Parse(a.Token) // checks the signature
	if err != nil {
		return s, fault.New(fault.Corrupt, "the stamp is not what its authority signed: %w", err)
	}
	if err := checkNamed(p, signer); err != nil {
		return s, err
	}
	digest := Digest(c)
	if said.HashAlgorithm != crypto.SHA256 || !bytes.Equal(said.HashedMessage, digest[:]) {
		return s, fault.New(fault.Corrupt, "the stamp is over something else than this checkpoint")
	}
	print := sha256.Sum256(signer.Raw)
	s = Stamp{Time: said.Time.UTC(), Accuracy: said.Accuracy, Authority: name(signer), Certificate: hex.EncodeToString(print[:])}
	if roots == nil {
		return s, nil
	}
	between := x509.NewCertPool()
	for _, cert := range p.Certificates {
		between.AddCert(cert)
	}
	if _, err := signer.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: s.Time,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}); err != nil {
		return s, fault.New(fault.Corrupt, "the stamp's certificate, of %s, does not hang on one that you trust for time: %w", s.Authority, err)
	}
	s.Trusted = true
	return s, nil
}

// name is how an authority calls itself, on one line.
func name(c *x509.Certificate) string {
	n := c.Subject.CommonName
	if n == "" {
		n = c.Subject.String()
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(n, "?")), " ")
}

// maxDepth bounds how deep a stamp's values stand in each other: those of one with
// certificates stand some fifteen deep.
const maxDepth = 40

// wellFormed reports whether bytes are DER to the last value within: the parser
// behind takes looser forms too, and is not to be trusted with any bytes.
func wellFormed(der []byte, depth int) bool {
	for len(der) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil || v.IsCompound && (depth == maxDepth || !wellFormed(v.Bytes, depth+1)) {
			return false
		}
		der = rest
	}
	return true
}

// Roots reads certificates that a reader trusts for time, as PEM.
func Roots(text []byte) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fault.New(fault.Invalid, "there is no certificate in it (PEM, -----BEGIN CERTIFICATE-----)")
	}
	return pool, nil
}
