package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// providers are the organisations that vouch for their people, as far as they were
// asked already what they can do.
type providers struct {
	mu    sync.Mutex
	known map[string]*oidc.Provider
}

// provider gives an organisation of the configuration and what it says of itself.
func (m *Mechanism) provider(ctx context.Context, id string) (Provider, *oidc.Provider, error) {
	var conf Provider
	if m.serving != nil {
		for _, p := range m.serving.Providers {
			if p.ID == id {
				conf = p
			}
		}
	}
	if conf.ID == "" {
		return conf, nil, fault.New(fault.NotFound, "there is no such organisation here")
	}
	m.providers.mu.Lock()
	defer m.providers.mu.Unlock()
	if p := m.providers.known[id]; p != nil {
		return conf, p, nil
	}
	p, err := oidc.NewProvider(ctx, conf.Issuer)
	if err != nil {
		return conf, nil, fault.New(fault.Unavailable, "%s does not answer: %w", conf.Name["en"], err)
	}
	if m.providers.known == nil {
		m.providers.known = map[string]*oidc.Provider{}
	}
	m.providers.known[id] = p
	return conf, p, nil
}

// asking bounds what is asked of a provider: time, and the size of an answer.
func asking(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, &http.Client{Timeout: 10 * time.Second, Transport: small{http.DefaultTransport}})
}

type small struct{ http.RoundTripper }

// RoundTrip cuts an answer off behind a megabyte.
func (s small) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := s.RoundTripper.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, 1<<20), res.Body}
	}
	return res, err
}

func (m *Mechanism) oauth(conf Provider, p *oidc.Provider, host string) (*oauth2.Config, error) {
	secret := ""
	if conf.SecretFile != "" {
		text, err := os.ReadFile(conf.SecretFile)
		if err != nil {
			return nil, fault.New(fault.Unavailable, "the secret of %s: %w", conf.ID, err)
		}
		secret, _, _ = strings.Cut(string(text), "\n")
		secret = strings.TrimSuffix(secret, "\r")
	}
	return &oauth2.Config{ClientID: conf.Client, ClientSecret: secret, Endpoint: p.Endpoint(), Scopes: []string{oidc.ScopeOpenID, "profile"},
		RedirectURL: "https://" + host + "/signin/provider"}, nil
}

// asked is what the browser keeps while its person is at the organisation. The
// cookie goes along when they come back from there, which the session's would not.
type asked struct {
	Provider, State, Nonce, Verifier string
	Back                             string
	Invitation                       string // "" to sign in
}

const (
	askedCookie = "__Host-provider"
	askedFor    = 10 * time.Minute
)

// Providers gives the organisations through which one can sign in.
func (s signIn) Providers() []web.Provider {
	var out []web.Provider
	if s.m.serving != nil {
		for _, p := range s.m.serving.Providers {
			out = append(out, web.Provider{ID: p.ID, Name: p.Name})
		}
	}
	return out
}

// ToProvider gives the address at which an organisation asks its person who they
// are. invitation is the token of one, or "" to sign in.
func (s signIn) ToProvider(ctx context.Context, w http.ResponseWriter, host, id, back, invitation string) (string, error) {
	ctx = asking(ctx)
	conf, p, err := s.m.provider(ctx, id)
	if err != nil {
		return "", err
	}
	config, err := s.m.oauth(conf, p, host)
	if err != nil {
		return "", err
	}
	a := asked{Provider: id, State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Back: back, Invitation: invitation}
	text, err := json.Marshal(a)
	if err != nil {
		return "", err
	}
	http.SetCookie(w, &http.Cookie{Name: askedCookie, Value: base64.RawURLEncoding.EncodeToString(text), Path: "/", MaxAge: int(askedFor.Seconds()),
		HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
	return config.AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier), oauth2.SetAuthURLParam("prompt", "login")), nil
}

// parseAsked reads the cookie of somebody who comes back.
func parseAsked(value string) (a asked, err error) {
	text, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || len(text) > 4096 || json.Unmarshal(text, &a) != nil || a.State == "" || a.Nonce == "" || a.Verifier == "" {
		return asked{}, fault.New(fault.Invalid, "nobody was sent to an organisation from this browser a short while ago")
	}
	return a, nil
}

// FromProvider takes what an organisation says of its person: it opens a session,
// or keeps their account for the seat they were invited to. It gives where to go
// on, and of an account that was kept the id.
func (s signIn) FromProvider(ctx context.Context, w http.ResponseWriter, r *http.Request) (back string, enrolled ledger.KeyID, err error) {
	none := ledger.KeyID{}
	cookies := r.CookiesNamed(askedCookie)
	if len(cookies) != 1 {
		return "", none, fault.New(fault.Invalid, "nobody was sent to an organisation from this browser a short while ago")
	}
	a, err := parseAsked(cookies[0].Value)
	if err != nil {
		return "", none, err
	}
	http.SetCookie(w, &http.Cookie{Name: askedCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
	q := r.URL.Query()
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(a.State)) != 1 {
		return "", none, fault.New(fault.Forbidden, "this answer was not asked for from this browser")
	}
	ctx = asking(ctx)
	conf, p, err := s.m.provider(ctx, a.Provider)
	if err != nil {
		return "", none, err
	}
	if iss := q.Get("iss"); iss != "" && iss != conf.Issuer {
		return "", none, fault.New(fault.Forbidden, "another organisation answered than the one that was asked")
	}
	config, err := s.m.oauth(conf, p, r.Host)
	if err != nil {
		return "", none, err
	}
	token, err := config.Exchange(ctx, q.Get("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return "", none, fault.New(fault.Forbidden, "%s did not vouch for anybody", conf.Name["en"])
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.Verifier(&oidc.Config{ClientID: conf.Client}).Verify(ctx, raw)
	if err != nil || subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(a.Nonce)) != 1 || id.Subject == "" {
		return "", none, fault.New(fault.Forbidden, "%s did not vouch for anybody", conf.Name["en"])
	}
	account := accountKey(id.Issuer, id.Subject)
	if a.Invitation != "" {
		var says struct {
			Name string `json:"name"`
		}
		if err := id.Claims(&says); err != nil || says.Name == "" || len(says.Name) > 200 {
			says.Name = conf.Name["en"]
		}
		enrolled, err = s.enrolAccount(ctx, a.Invitation, says.Name, account)
		return "", enrolled, err
	}
	roll, err := s.m.rollNow(ctx)
	if err != nil {
		return "", none, err
	}
	h, ok := roll.Holder(account.ID)
	if !ok || h.Mode != record.AccountMode || !roll.Sits(h.Seat, account.ID, s.m.now()) {
		return "", none, fault.New(fault.Forbidden, "this account opens no seat here")
	}
	name, err := s.m.holderName(ctx, account.ID)
	if err != nil {
		return "", none, err
	}
	return a.Back, none, s.open(ctx, w, session.Session{Seat: h.Seat, Name: name, Key: account.ID, How: session.ByOIDC, Browser: r.UserAgent()})
}

// accountKey names the account of a person at an organisation as a key that can
// sign nothing. The log learns the organisation, not the account.
func accountKey(issuer, subject string) record.Key {
	sum := sha256.Sum256(fmt.Appendf(nil, "surety/v1/account\x00%s\x00%s", issuer, subject))
	return record.Key{ID: hex.EncodeToString(sum[:]), Mode: record.AccountMode, Public: record.AccountPrefix + issuer}
}

// enrolAccount keeps an account for the seat that its person was invited to.
func (s signIn) enrolAccount(ctx context.Context, token, name string, account record.Key) (ledger.KeyID, error) {
	i, err := s.m.Sessions.Invited(ctx, token)
	if err != nil {
		return ledger.KeyID{}, err
	}
	account.Seat = i.Seat
	raw, err := hex.DecodeString(account.ID)
	if err != nil {
		return ledger.KeyID{}, err
	}
	return ledger.KeyID(raw), s.m.Sessions.Enrol(ctx, token, session.Enrolment{Key: account, Name: name})
}
