package webhook

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// Subscription is who is told of new entries.
type Subscription struct {
	ID     string
	URL    string
	Seat   record.Seat    // whose eyes it reads with; record.Public for what everyone may read
	Secret []byte         // with which deliveries are signed
	Allow  []netip.Prefix // addresses that are no public ones and may be gone to all the same
	Kinds  []record.Kind  // of which it is told; none: of all
	Levels []string       // P0, P1, P2:PARTY, P3: whose entries it is told of; none: of all that its seat reads
}

// Written is a subscription as it stands in the file webhooks.yaml.
type Written struct {
	ID         string   `yaml:"id"`
	URL        string   `yaml:"url"`
	Seat       string   `yaml:"seat"`        // "" for what everyone may read
	SecretFile string   `yaml:"secret_file"` // whose first line is whsec_ and base64
	Allow      []string `yaml:"allow"`
	Kinds      []string `yaml:"kinds"`  // as incident_recorded; none for all
	Levels     []string `yaml:"levels"` // of the charter, as P0; none for all that the seat may read
}

// Known says what the charter has.
type Known struct {
	Seat  func(record.Seat) bool
	Level func(name string) bool
}

// The bounds of the file.
const (
	maxFile = 64 << 10
	maxSubs = 50
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)

// Parse reads the file of subscriptions. secret gives the content of a file that
// it names; known says what the charter has.
func Parse(text []byte, secret func(name string) ([]byte, error), known Known) ([]Subscription, error) {
	if len(text) > maxFile {
		return nil, fault.New(fault.Invalid, "the file is %d bytes; the most is %d", len(text), maxFile)
	}
	var file struct {
		Subscriptions []Written `yaml:"subscriptions"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "it could not be read: %s", strings.SplitN(err.Error(), "\n", 2)[0])
	}
	if len(file.Subscriptions) > maxSubs {
		return nil, fault.New(fault.Invalid, "there are %d subscriptions; the most is %d", len(file.Subscriptions), maxSubs)
	}
	var all []Subscription
	seen := map[string]bool{}
	for _, w := range file.Subscriptions {
		if !idForm.MatchString(w.ID) || seen[w.ID] {
			return nil, fault.New(fault.Invalid, "the id %q is not small letters and digits, or is there twice", w.ID)
		}
		seen[w.ID] = true
		sub, err := w.read(secret, known)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", w.ID, err)
		}
		all = append(all, sub)
	}
	return all, nil
}

func (w Written) read(secret func(string) ([]byte, error), known Known) (Subscription, error) {
	sub := Subscription{ID: w.ID, URL: w.URL, Seat: record.Seat(w.Seat)}
	if sub.Seat == "" {
		sub.Seat = record.Public
	}
	if sub.Seat != record.Public && !known.Seat(sub.Seat) {
		return sub, fault.New(fault.Invalid, "the charter has no seat %q", w.Seat)
	}
	for _, k := range w.Kinds {
		if !record.Kind(k).Known() {
			return sub, fault.New(fault.Invalid, "kinds: there is no kind of entry %q", k)
		}
		sub.Kinds = append(sub.Kinds, record.Kind(k))
	}
	for _, l := range w.Levels {
		if !known.Level(l) {
			return sub, fault.New(fault.Invalid, "levels: the charter has no level %q", l)
		}
		sub.Levels = append(sub.Levels, l)
	}
	for _, a := range w.Allow {
		p, err := netip.ParsePrefix(a)
		if err != nil {
			one, err := netip.ParseAddr(a)
			if err != nil {
				return sub, fault.New(fault.Invalid, "allow: %q is no address and no network, as 10.1.2.0/24", a)
			}
			p = netip.PrefixFrom(one, one.BitLen())
		}
		sub.Allow = append(sub.Allow, p.Masked())
	}
	u, err := url.Parse(w.URL)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.User != nil || u.Fragment != "":
		return sub, fault.New(fault.Invalid, "url: %q is no address that can be sent to", w.URL)
	case u.Scheme == "http" && len(sub.Allow) > 0:
		// On a network of one's own; the guard lets it go nowhere else.
	case u.Scheme != "https":
		return sub, fault.New(fault.Invalid, "url: deliveries go over https; over http only to addresses named in allow")
	}
	if w.SecretFile == "" {
		return sub, fault.New(fault.Invalid, "secret_file is missing: deliveries are signed (surety webhooks DIR --secret FILE makes one)")
	}
	text, err := secret(w.SecretFile)
	if err != nil {
		return sub, err
	}
	sub.Secret, err = ParseSecret(string(text))
	return sub, err
}

// SecretPrefix stands before a secret, as Standard Webhooks has it.
const SecretPrefix = "whsec_"

// ParseSecret reads a secret from the first line of a text: whsec_ and 24 to 64
// bytes in base64.
func ParseSecret(text string) ([]byte, error) {
	line, _, _ := strings.Cut(text, "\n")
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), SecretPrefix)
	b, err := base64.StdEncoding.DecodeString(rest)
	if !ok || err != nil || len(b) < 24 || len(b) > 64 {
		return nil, fault.New(fault.Invalid, "the secret is not %s and 24 to 64 bytes in base64", SecretPrefix)
	}
	return b, nil
}

// NewSecret draws a secret from random and writes it as ParseSecret reads it.
func NewSecret(random io.Reader) (string, error) {
	b := make([]byte, 32)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("drawing a secret: %w", err)
	}
	return SecretPrefix + base64.StdEncoding.EncodeToString(b), nil
}

// sign gives the signature of a delivery: HMAC-SHA256 over id, time and body.
func (sub Subscription) sign(id string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, sub.Secret)
	fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
