package anchor

import (
	"crypto"
	_ "crypto/sha1" // #nosec G505 -- by which the older form names a certificate
	_ "crypto/sha512"
	"crypto/subtle"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"

	"github.com/digitorus/pkcs7"

	"github.com/surety-mechanism/surety/internal/fault"
)

// The signed attributes in which a stamp names the certificate of who made it:
// RFC 2634, which RFC 3161 asks for, and RFC 5035, which RFC 5816 allows in its place.
var (
	signingCertificate   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	signingCertificateV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
)

// issuerSerial is by whom a certificate was given, and its number there.
type issuerSerial struct {
	Issuer asn1.RawValue
	Number *big.Int
}

// named is one certificate, as the older form names it: always by SHA-1.
type named struct {
	Hash []byte
	By   issuerSerial `asn1:"optional"`
}

// namedV2 is one, as the newer form does: by SHA-256 where no algorithm stands there.
type namedV2 struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Hash      []byte
	By        issuerSerial `asn1:"optional"`
}

// hashes are the algorithms by which a certificate may be named in the newer form.
var hashes = map[string]crypto.Hash{
	"":                                      crypto.SHA256,
	pkcs7.OIDDigestAlgorithmSHA256.String(): crypto.SHA256,
	pkcs7.OIDDigestAlgorithmSHA384.String(): crypto.SHA384,
	pkcs7.OIDDigestAlgorithmSHA512.String(): crypto.SHA512,
}

// checkNamed checks that the certificate with which a stamp is checked is the one
// that its maker named in what was signed (RFC 3161, section 2.4.2). Without that a
// certificate of the same key, for another purpose or another time, could be put in
// its place. Where both forms are there, both have to name it.
func checkNamed(p *pkcs7.PKCS7, signer *x509.Certificate) error {
	found := 0
	for _, form := range []asn1.ObjectIdentifier{signingCertificate, signingCertificateV2} {
		var raw asn1.RawValue
		if err := p.UnmarshalSignedAttribute(form, &raw); err != nil {
			continue // it is not there
		}
		found++
		first, err := firstNamed(raw.FullBytes, form.Equal(signingCertificateV2))
		if err != nil {
			return err
		}
		algorithm := crypto.SHA1 // #nosec G401 -- nothing rests on it but which certificate is meant
		if form.Equal(signingCertificateV2) {
			name := ""
			if len(first.Algorithm.Algorithm) > 0 {
				name = first.Algorithm.Algorithm.String()
			}
			var known bool
			if algorithm, known = hashes[name]; !known {
				return fault.New(fault.Invalid, "the stamp names its certificate by an algorithm (%s) that is not known", name)
			}
		}
		h := algorithm.New()
		h.Write(signer.Raw)
		if subtle.ConstantTimeCompare(h.Sum(nil), first.Hash) != 1 || first.By.Number != nil && first.By.Number.Cmp(signer.SerialNumber) != 0 {
			return fault.New(fault.Corrupt, "the stamp was made with another certificate than the one that lies in it")
		}
	}
	if found == 0 {
		return fault.New(fault.Invalid, "the stamp does not name the certificate that it was made with (RFC 3161 asks for ESSCertID)")
	}
	return nil
}

// firstNamed reads the certificates that one form names, and gives the first: the
// maker's own. Those after it are of its issuers, and limit which may stand above.
func firstNamed(der []byte, v2 bool) (first namedV2, err error) {
	unread := fault.New(fault.Invalid, "what the stamp says of its certificate cannot be read")
	if v2 {
		var all struct {
			Certs    []namedV2
			Policies asn1.RawValue `asn1:"optional"`
		}
		if rest, err := asn1.Unmarshal(der, &all); err != nil || len(rest) > 0 || len(all.Certs) == 0 {
			return first, unread
		}
		return all.Certs[0], nil
	}
	var all struct {
		Certs    []named
		Policies asn1.RawValue `asn1:"optional"`
	}
	if rest, err := asn1.Unmarshal(der, &all); err != nil || len(rest) > 0 || len(all.Certs) == 0 {
		return first, unread
	}
	return namedV2{Hash: all.Certs[0].Hash, By: all.Certs[0].By}, nil
}
