package anchor_test

import (
	"crypto"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"testing"

	"github.com/digitorus/pkcs7"

	"github.com/surety-mechanism/surety/internal/anchor"
)

// essID is how a stamp names a certificate, in the newer form where Algorithm can stand.
type essID struct {
	Algorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	Hash      []byte
	By        essBy `asn1:"optional"`
}

type essBy struct {
	Issuer asn1.RawValue `asn1:"optional"`
	Number *big.Int
}

var (
	olderForm = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	newerForm = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
)

// names gives the signed attribute that names certificates.
func names(t *testing.T, form asn1.ObjectIdentifier, ids ...essID) pkcs7.Attribute {
	t.Helper()
	der, err := asn1.Marshal(struct{ Certs []essID }{ids})
	if err != nil {
		t.Fatal(err)
	}
	return pkcs7.Attribute{Type: form, Value: asn1.RawValue{FullBytes: der}}
}

// TestStampNamesItsCertificate: a stamp counts if its maker signed which certificate
// is meant, and that is the one in it. So a certificate of the same key for another
// time or purpose cannot stand in.
func TestStampNamesItsCertificate(t *testing.T) {
	c := checkpoint(7)
	at := newAuthority(t, x509.ExtKeyUsageTimeStamping)
	good, _, err := anchor.Ask(t.Context(), at.Client(), at.URL, c, []byte("note\n"))
	if err != nil {
		t.Fatal(err)
	}
	read, err := pkcs7.Parse(good.Token)
	if err != nil {
		t.Fatal(err)
	}
	short, long, longer := sha1.Sum(at.cert.Raw), sha256.Sum256(at.cert.Raw), sha512.Sum384(at.cert.Raw)
	root, rootShort := sha256.Sum256(at.root.Raw), sha1.Sum(at.root.Raw)
	by := func(n *big.Int) essBy {
		name, err := asn1.Marshal(asn1.RawValue{Tag: 4, Class: 2, IsCompound: true, Bytes: at.cert.RawIssuer})
		if err != nil {
			t.Fatal(err)
		}
		return essBy{asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: name}, n}
	}
	algorithm := func(id asn1.ObjectIdentifier) pkix.AlgorithmIdentifier {
		return pkix.AlgorithmIdentifier{Algorithm: id, Parameters: asn1.NullRawValue}
	}
	for name, one := range map[string]struct {
		attributes []pkcs7.Attribute
		says       string // "" where it counts
	}{
		"older form":           {[]pkcs7.Attribute{names(t, olderForm, essID{Hash: short[:]})}, ""},
		"newer form":           {[]pkcs7.Attribute{names(t, newerForm, essID{Hash: long[:]})}, ""},
		"with its number":      {[]pkcs7.Attribute{names(t, newerForm, essID{Hash: long[:], By: by(at.cert.SerialNumber)})}, ""},
		"SHA-256 said":         {[]pkcs7.Attribute{names(t, newerForm, essID{Algorithm: algorithm(pkcs7.OIDDigestAlgorithmSHA256), Hash: long[:]})}, ""},
		"SHA-384":              {[]pkcs7.Attribute{names(t, newerForm, essID{Algorithm: algorithm(pkcs7.OIDDigestAlgorithmSHA384), Hash: longer[:]})}, ""},
		"with its issuer":      {[]pkcs7.Attribute{names(t, newerForm, essID{Hash: long[:]}, essID{Hash: root[:]})}, ""},
		"both forms":           {[]pkcs7.Attribute{names(t, olderForm, essID{Hash: short[:]}), names(t, newerForm, essID{Hash: long[:]})}, ""},
		"neither":              {nil, "does not name the certificate"},
		"another":              {[]pkcs7.Attribute{names(t, newerForm, essID{Hash: root[:]})}, "another certificate"},
		"its issuer first":     {[]pkcs7.Attribute{names(t, newerForm, essID{Hash: root[:]}, essID{Hash: long[:]})}, "another certificate"},
		"another, older":       {[]pkcs7.Attribute{names(t, olderForm, essID{Hash: rootShort[:]})}, "another certificate"},
		"one of two":           {[]pkcs7.Attribute{names(t, olderForm, essID{Hash: rootShort[:]}), names(t, newerForm, essID{Hash: long[:]})}, "another certificate"},
		"another number":       {[]pkcs7.Attribute{names(t, newerForm, essID{Hash: long[:], By: by(big.NewInt(9))})}, "another certificate"},
		"cut short":            {[]pkcs7.Attribute{names(t, newerForm, essID{Hash: long[:16]})}, "another certificate"},
		"none named":           {[]pkcs7.Attribute{names(t, newerForm)}, "cannot be read"},
		"an unknown algorithm": {[]pkcs7.Attribute{names(t, newerForm, essID{Algorithm: algorithm(pkcs7.OIDDigestAlgorithmSHA1), Hash: short[:]})}, "not known"},
		"not that":             {[]pkcs7.Attribute{{Type: newerForm, Value: asn1.RawValue{FullBytes: []byte{2, 1, 7}}}}, "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			token := stamped(t, read.Content, at.cert, at.key, one.attributes)
			s, err := (anchor.Anchor{Checkpoint: good.Checkpoint, Token: token}).Check(c, at.roots(t))
			if one.says == "" && (err != nil || !s.Trusted) {
				t.Errorf("%+v, %v", s, err)
			}
			if one.says != "" && (err == nil || !strings.Contains(err.Error(), one.says)) {
				t.Errorf("%+v, %v; it should say: %s", s, err, one.says)
			}
		})
	}
}

// stamped signs what a stamp says, with signed attributes of the test's own.
func stamped(t *testing.T, said []byte, cert *x509.Certificate, key crypto.Signer, attributes []pkcs7.Attribute) []byte {
	t.Helper()
	data, err := pkcs7.NewSignedData(said)
	if err != nil {
		t.Fatal(err)
	}
	data.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	data.SetContentType(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4})
	data.GetSignedData().Version = 3
	if err := data.AddSigner(cert, key, pkcs7.SignerInfoConfig{ExtraSignedAttributes: attributes}); err != nil {
		t.Fatal(err)
	}
	token, err := data.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return token
}
