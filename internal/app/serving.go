package app

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/surety-mechanism/surety/internal/fault"
)

// servingFile says in a data folder how its pages are served beyond this machine.
const servingFile = "serve.yaml"

// maxServing bounds that file.
const maxServing = 64 << 10

// Serving is how the pages are served to others: at which name, over which
// transport, and who may vouch for whom beside passkeys. Without one they are
// served on this machine alone, and nobody signs in.
type Serving struct {
	Domain    string     `yaml:"domain"` // the one name that is answered to; passkeys and cookies are bound to it
	TLS       Transport  `yaml:"tls"`
	Providers []Provider `yaml:"providers"`
}

// Transport says where the certificate comes from: one of the three.
type Transport struct {
	Certificate string `yaml:"certificate"` // PEM files that somebody else keeps fresh; read again when they change
	Key         string `yaml:"key"`
	ACME        *ACME  `yaml:"acme"`
	Own         bool   `yaml:"own"` // the program's own authority, for a closed network
}

// ACME is an authority that gives certificates by RFC 8555.
type ACME struct {
	Email     string `yaml:"email"`
	Directory string `yaml:"directory"` // "" for Let's Encrypt
	Terms     bool   `yaml:"terms"`     // its terms are accepted
}

// Provider is an organisation whose people sign in with their accounts there.
type Provider struct {
	ID         string            `yaml:"id"`
	Name       map[string]string `yaml:"name"` // by language tag; "en" is always there
	Issuer     string            `yaml:"issuer"`
	Client     string            `yaml:"client"`
	SecretFile string            `yaml:"secret_file"` // whose first line is the client's secret; "" for a public client
}

var providerID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)

// ParseServing reads how the pages are served. It knows every field there is, and
// refuses what it does not know.
func ParseServing(text []byte) (*Serving, error) {
	if len(text) > maxServing {
		return nil, fault.New(fault.Invalid, "%s is %d bytes; the most is %d", servingFile, len(text), maxServing)
	}
	s := &Serving{}
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(s); err != nil && !errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "%s could not be read: %s", servingFile, strings.SplitN(err.Error(), "\n", 2)[0])
	}
	return s, s.check()
}

func (s *Serving) check() error {
	wrong := func(format string, args ...any) error {
		return fault.New(fault.Invalid, servingFile+": "+format, args...)
	}
	if !domainName.MatchString(s.Domain) || len(s.Domain) > 253 || net.ParseIP(s.Domain) != nil {
		return wrong("domain: %q is no domain name in small letters, such as record.example.org", s.Domain)
	}
	ways := 0
	for _, there := range []bool{s.TLS.Certificate != "" || s.TLS.Key != "", s.TLS.ACME != nil, s.TLS.Own} {
		if there {
			ways++
		}
	}
	switch {
	case ways != 1:
		return wrong("tls: say one of certificate with key, acme, or own: true")
	case (s.TLS.Certificate == "") != (s.TLS.Key == ""):
		return wrong("tls: a certificate comes with its key, and a key with its certificate")
	case s.TLS.ACME != nil && !s.TLS.ACME.Terms:
		return wrong("tls.acme: write terms: true when you have read and accept the authority's terms")
	case s.TLS.ACME != nil && s.TLS.ACME.Directory != "" && !secureURL(s.TLS.ACME.Directory):
		return wrong("tls.acme.directory: %q is no https address", s.TLS.ACME.Directory)
	}
	seen := map[string]bool{}
	for _, p := range s.Providers {
		switch {
		case !providerID.MatchString(p.ID) || seen[p.ID]:
			return wrong("providers: the id %q is not small letters and digits, or is there twice", p.ID)
		case p.Name["en"] == "":
			return wrong("providers: %s needs a name in English (name: { en: … })", p.ID)
		case !secureURL(p.Issuer) && !strings.HasPrefix(p.Issuer, "http://localhost:"):
			return wrong("providers: the issuer %q of %s is no https address", p.Issuer, p.ID)
		case p.Client == "":
			return wrong("providers: %s needs the client's id", p.ID)
		}
		seen[p.ID] = true
	}
	return nil
}

var domainName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)

func secureURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// LoadServing reads the file of a mechanism; nil where there is none. Paths in it
// are meant from its folder.
func (m *Mechanism) LoadServing() (*Serving, error) {
	name := filepath.Join(m.Dir, servingFile)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "reading %s: %w", name, err)
	}
	s, err := ParseServing(text)
	if err != nil {
		return nil, err
	}
	for _, path := range []*string{&s.TLS.Certificate, &s.TLS.Key} {
		if *path != "" && !filepath.IsAbs(*path) {
			*path = filepath.Join(m.Dir, *path)
		}
	}
	for i := range s.Providers {
		if f := &s.Providers[i].SecretFile; *f != "" && !filepath.IsAbs(*f) {
			*f = filepath.Join(m.Dir, *f)
		}
	}
	return s, nil
}
