package keys

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/internal/durable"
	"github.com/surety-mechanism/surety/internal/fault"
)

// The files of the authority that a closed network trusts, in the key folder.
const (
	authorityFile    = "authority.crt"
	authorityKeyFile = "authority.key"
)

const (
	authorityFor = 10 * 365 * 24 * time.Hour
	// ServedFor is how long a certificate of the own authority holds. The server
	// makes itself another when a third of it is left.
	ServedFor = 30 * 24 * time.Hour
)

// Authority gives certificates for one domain, on a network that cannot ask
// anybody else for them. It can speak for nothing but that domain, whoever trusts
// it: its own certificate says so.
type Authority struct {
	PEM  []byte // its certificate, for the browsers of the network
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// OpenAuthority reads the authority in the key folder that these keys come from; one
// is made where there is none. Where the folder is locked, so is the authority's key.
func (k *Keys) OpenAuthority(dir, domain string, now time.Time) (_ *Authority, err error) {
	defer fault.Wrap(&err, "the authority of the network")
	certFile := filepath.Join(dir, authorityFile)
	text, err := os.ReadFile(certFile)
	if errors.Is(err, fs.ErrNotExist) {
		if err := k.makeAuthority(dir, domain, now); err != nil {
			return nil, err
		}
		text, err = os.ReadFile(certFile)
	}
	if err != nil {
		return nil, err
	}
	secret, err := k.lock.read(dir, authorityKeyFile)
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(text, []byte(secret))
	if err != nil {
		return nil, fault.New(fault.Corrupt, "%s and %s do not belong together: %w", authorityFile, authorityKeyFile, err)
	}
	a := &Authority{PEM: text, cert: pair.Leaf}
	var ok bool
	if a.key, ok = pair.PrivateKey.(*ecdsa.PrivateKey); !ok {
		return nil, fault.New(fault.Corrupt, "%s holds another kind of key than was made", authorityKeyFile)
	}
	if names := a.cert.PermittedDNSDomains; len(names) != 1 || names[0] != domain {
		return nil, fault.New(fault.Conflict, "it was made for %v, and the pages are served at %s; move %s and %s away to make another", names, domain, authorityFile, authorityKeyFile)
	}
	return a, nil
}

func (k *Keys) makeAuthority(dir, domain string, now time.Time) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serial, err := serialNumber()
	if err != nil {
		return err
	}
	template := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: "surety authority of " + domain},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(authorityFor), IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true,
		KeyUsage: x509.KeyUsageCertSign, PermittedDNSDomainsCritical: true, PermittedDNSDomains: []string{domain}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	kept, err := k.lock.write(strings.TrimSpace(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))))
	if err != nil {
		return err
	}
	if err := durable.Create(filepath.Join(dir, authorityKeyFile), kept); err != nil {
		return err
	}
	return durable.Create(filepath.Join(dir, authorityFile), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func serialNumber() (*big.Int, error) {
	return rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
}

// Issue makes a certificate for the domain, with a new key that is kept nowhere.
func (a *Authority) Issue(domain string, now time.Time) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := serialNumber()
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: domain}, DNSNames: []string{domain},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(ServedFor), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key, Leaf: leaf}, nil
}
