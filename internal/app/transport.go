package app

import (
	"crypto/tls"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
)

// acmeFolder keeps what an ACME authority gave.
const acmeFolder = "acme"

// transport gives the TLS that the pages are served over. It answers to its own
// name alone: a certificate is shown to nobody who asks for another.
func (m *Mechanism) transport(s *Serving) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}
	var give func(*tls.ClientHelloInfo) (*tls.Certificate, error)
	switch {
	case s.TLS.ACME != nil:
		manager := &autocert.Manager{Prompt: autocert.AcceptTOS, HostPolicy: autocert.HostWhitelist(s.Domain), Email: s.TLS.ACME.Email,
			Cache: autocert.DirCache(filepath.Join(m.Dir, acmeFolder))}
		if s.TLS.ACME.Directory != "" {
			manager.Client = &acme.Client{DirectoryURL: s.TLS.ACME.Directory}
		}
		// The authority's question comes over the same port, in a protocol of its own.
		config.NextProtos = append(config.NextProtos, acme.ALPNProto)
		give = manager.GetCertificate
	case s.TLS.Own:
		a, err := m.Keys.OpenAuthority(filepath.Join(m.Dir, keyFolder), s.Domain, time.Now())
		if err != nil {
			return nil, err
		}
		give = (&issued{authority: a, domain: s.Domain}).get
	default:
		f := &certificateFiles{certificate: s.TLS.Certificate, key: s.TLS.Key}
		if _, err := f.get(nil); err != nil {
			return nil, err
		}
		give = f.get
	}
	config.GetCertificate = func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		if hello.ServerName != s.Domain {
			return nil, fault.New(fault.NotFound, "this machine answers to the name %s alone", s.Domain)
		}
		return give(hello)
	}
	return config, nil
}

// issued gives certificates of the own authority, another when a third of the
// time of one is left.
type issued struct {
	authority *keys.Authority
	domain    string
	mu        sync.Mutex
	cert      *tls.Certificate
}

func (i *issued) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	now := time.Now()
	if i.cert == nil || i.cert.Leaf.NotAfter.Sub(now) < keys.ServedFor/3 {
		c, err := i.authority.Issue(i.domain, now)
		if err != nil {
			return nil, err
		}
		i.cert = c
	}
	return i.cert, nil
}

// certificateFiles gives what stands in two files, and reads them again when they
// were written again. While what was written cannot be used, the one before goes on.
type certificateFiles struct {
	certificate, key string
	mu               sync.Mutex
	written          time.Time
	cert             *tls.Certificate
}

func (f *certificateFiles) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.certificate)
	if err == nil && (f.cert == nil || !info.ModTime().Equal(f.written)) {
		var pair tls.Certificate
		if pair, err = tls.LoadX509KeyPair(f.certificate, f.key); err == nil {
			f.cert, f.written = &pair, info.ModTime()
		}
	}
	if f.cert == nil {
		return nil, fault.New(fault.Invalid, "the certificate %s with its key %s cannot be used: %w", f.certificate, f.key, err)
	}
	return f.cert, nil
}

// Authority gives the certificate of the own authority of a network, for its
// browsers; a fault.NotFound where the pages are served with another.
func (m *Mechanism) Authority(s *Serving) ([]byte, error) {
	if s == nil || !s.TLS.Own {
		return nil, fault.New(fault.NotFound, "%s has no tls: { own: true }, so there is no authority of the program's own", servingFile)
	}
	a, err := m.Keys.OpenAuthority(filepath.Join(m.Dir, keyFolder), s.Domain, time.Now())
	if err != nil {
		return nil, err
	}
	return a.PEM, nil
}
