package web

import (
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// keys shows the keys that wait for a signature and those of the reader's seat.
func (s *site) keys(w http.ResponseWriter, r *http.Request) error { return s.showKeys(w, r, "") }

func (s *site) showKeys(w http.ResponseWriter, r *http.Request, link string) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if s.SignIn == nil {
		return errNoSignIn
	}
	if v.Who.Person.Seat == "" {
		leadTo(w, r, "/signin?back=/keys")
		return nil
	}
	k, err := s.SignIn.Keys(r.Context())
	if err != nil {
		return err
	}
	v.Title = v.T("keys.title")
	return s.draw(w, r, http.StatusOK, keysPage(v, k, link))
}

// keysDo takes the page's forms: somebody is invited, or an act about a key is
// made ready to be signed.
func (s *site) keysDo(w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return errNoSignIn
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	f := r.PostForm
	if f.Get("do") == "invite" {
		token, err := s.SignIn.Invite(r.Context(), record.Seat(f.Get("seat")))
		if err == ErrConfirm {
			leadTo(w, r, "/signin?back=/keys")
			return nil
		}
		if err != nil {
			return err
		}
		scheme := "https"
		if r.TLS == nil {
			scheme = "http"
		}
		return s.showKeys(w, r, scheme+"://"+r.Host+"/invitation/"+token)
	}
	k, err := s.SignIn.Keys(r.Context())
	if err != nil {
		return err
	}
	act := desk.Act{Audience: []record.Seat{record.Public}}
	id := f.Get("key")
	for _, list := range []struct {
		do   string
		keys []Key
		body func(Key) record.Body
	}{
		{"add", k.Made, func(k Key) record.Body { return &k.Body }},
		{"approve", k.Added, func(k Key) record.Body { return &record.KeyApproved{KeyID: k.Body.Key.ID} }},
		{"revoke", k.Own, func(k Key) record.Body {
			return &record.KeyRevoked{KeyID: k.Body.Key.ID, Reason: strings.TrimSpace(f.Get("reason"))}
		}},
	} {
		for _, one := range list.keys {
			if list.do == f.Get("do") && one.Body.Key.ID == id {
				act.Body = list.body(one)
			}
		}
	}
	if act.Body == nil {
		return fault.New(fault.NotFound, "there is no such key, or nothing is to be done about it")
	}
	return s.toSign(w, r, act, "/keys")
}

// digits gives the fingerprint of a key in the page's digits.
func (v *view) digits(k record.Key) string {
	id, err := hex.DecodeString(k.ID)
	if err != nil || len(id) != len(ledger.KeyID{}) {
		return ""
	}
	return ledger.KeyID(id).Digits(v.zero())
}
