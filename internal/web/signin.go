package web

import (
	"encoding/base64"
	"net/http"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// errNoSignIn answers where nobody can sign in.
var errNoSignIn = fault.New(fault.NotFound, "nobody signs in on these pages")

// signInForm asks for a passkey.
func (s *site) signInForm(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	return s.showSignIn(w, r, v, http.StatusOK, r.URL.Query().Get("back"), "")
}

func (s *site) showSignIn(w http.ResponseWriter, r *http.Request, v *view, status int, back, said string) error {
	if s.SignIn == nil {
		return errNoSignIn
	}
	v.Title = v.T("signin.title")
	return s.draw(w, r, status, signInPage(v, s.SignIn.Challenge(), s.SignIn.Providers(), withinSite(back), said))
}

// signIn takes what a passkey answered.
func (s *site) signIn(w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return errNoSignIn
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	f := r.PostForm
	a, err := assertionIn(r)
	if err == nil {
		err = s.SignIn.Enter(r.Context(), w, f.Get("nonce"), f.Get("credential"), a, r.UserAgent())
	}
	if kind := fault.KindOf(err); err != nil && (kind == fault.Forbidden || kind == fault.Invalid) {
		v, seen := s.see(w, r)
		if seen != nil {
			return seen
		}
		return s.showSignIn(w, r, v, http.StatusForbidden, f.Get("back"), v.T("signin.refused"))
	}
	if err != nil {
		return err
	}
	leadTo(w, r, f.Get("back"))
	return nil
}

// seldom lets an address ask for a page only so often: what opens a session, or
// could be guessed.
func (s *site) seldom(h func(http.ResponseWriter, *http.Request) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		if s.SignIn == nil || s.SignIn.Allow(r.RemoteAddr) {
			return h(w, r)
		}
		v, err := s.see(w, r)
		if err != nil {
			return err
		}
		v.Title = v.T("signin.often")
		w.Header().Set("Retry-After", "60")
		return s.draw(w, r, http.StatusTooManyRequests, oftenPage(v))
	}
}

// toProvider leads to an organisation that is to say who its person is.
func (s *site) toProvider(w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return errNoSignIn
	}
	q := r.URL.Query()
	to, err := s.SignIn.ToProvider(r.Context(), w, r.Host, r.PathValue("id"), withinSite(q.Get("back")), q.Get("invitation"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, to, http.StatusSeeOther) // #nosec G710 -- an organisation that serving.yaml names, and its own address
	return nil
}

// fromProvider takes what the organisation said. It answers with a page, not with a
// way on: to a request that another site began, a browser does not add the new
// session's cookie, however often it is led on.
func (s *site) fromProvider(w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return errNoSignIn
	}
	back, enrolled, err := s.SignIn.FromProvider(r.Context(), w, r)
	if err != nil {
		return err
	}
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	v.Title = v.T("signin.title")
	digits := ""
	if enrolled != (ledger.KeyID{}) {
		digits = enrolled.Digits(v.zero())
	}
	return s.draw(w, r, http.StatusOK, providerPage(v, withinSite(back), digits))
}

// assertionIn gives what the script put into a form after a passkey signed.
func assertionIn(r *http.Request) (a ledger.Assertion, err error) {
	for name, into := range map[string]*[]byte{"authenticator": &a.AuthenticatorData, "client": &a.ClientData, "signature": &a.Signature} {
		if *into, err = base64.RawURLEncoding.DecodeString(r.PostFormValue(name)); err != nil || len(*into) == 0 {
			return a, fault.New(fault.Invalid, "no passkey has signed: this needs script, and a browser that knows passkeys")
		}
	}
	return a, nil
}

// invited is the page of somebody who was invited, at each of its steps.
type invited struct {
	Token, Name, Said string
	Seat              record.Seat
	Public            string    // of the passkey that was made
	Credential        string    // its name on the device
	Bind              Challenge // what it is to sign then
	Digits            string    // of the key that is enrolled: the last step
}

// invitation opens an invitation. Looking at it does not use it.
func (s *site) invitation(w http.ResponseWriter, r *http.Request) error {
	v, p, err := s.invitee(w, r)
	if err != nil {
		return err
	}
	return s.showInvitation(w, r, v, http.StatusOK, p)
}

func (s *site) invitee(w http.ResponseWriter, r *http.Request) (*view, invited, error) {
	p := invited{Token: r.PathValue("token")}
	if s.SignIn == nil {
		return nil, p, errNoSignIn
	}
	v, err := s.see(w, r)
	if err != nil {
		return nil, p, err
	}
	p.Seat, err = s.SignIn.Invited(r.Context(), p.Token)
	return v, p, err
}

func (s *site) showInvitation(w http.ResponseWriter, r *http.Request, v *view, status int, p invited) error {
	v.Title = v.T("invitation.title")
	return s.draw(w, r, status, invitationPage(v, p, s.SignIn.Providers(), s.SignIn.Challenge().Domain))
}

// enrol takes a step: a passkey was made, it has signed, or a key of one's own is
// handed in with its proof.
func (s *site) enrol(w http.ResponseWriter, r *http.Request) error {
	v, p, err := s.invitee(w, r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	again := func(err error) error {
		if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.Corrupt && kind != fault.Forbidden {
			return err
		}
		p.Said = v.T("invitation.refused")
		return s.showInvitation(w, r, v, http.StatusUnprocessableEntity, p)
	}
	f := r.PostForm
	p.Name = f.Get("name")
	var proof []byte
	switch f.Get("step") {
	case "made":
		spki, err := base64.RawURLEncoding.DecodeString(f.Get("spki"))
		if err != nil {
			return again(fault.New(fault.Invalid, "no passkey was made"))
		}
		if p.Public, err = s.SignIn.Passkey(spki); err != nil {
			return again(err)
		}
		if p.Bind, err = s.SignIn.Binding(p.Seat, p.Public); err != nil {
			p.Public = ""
			return again(err)
		}
		p.Credential = f.Get("credential")
		p.Bind.Credential = p.Credential
		return s.showInvitation(w, r, v, http.StatusOK, p)
	case "bound":
		a, err := assertionIn(r)
		if err != nil {
			return again(err)
		}
		if proof, err = a.Marshal(); err != nil {
			return again(err)
		}
	default:
		if proof, err = base64.StdEncoding.DecodeString(f.Get("proof")); err != nil {
			return again(fault.New(fault.Invalid, "the proof is not base64"))
		}
	}
	id, err := s.SignIn.Enrol(r.Context(), p.Token, p.Name, f.Get("public"), f.Get("credential"), proof)
	if err != nil {
		return again(err)
	}
	p.Digits = id.Digits(v.zero())
	return s.showInvitation(w, r, v, http.StatusOK, p)
}
