package web

import (
	"net/http"
	"strconv"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// Tokens are what programs of the person come in with, and what one can be for.
type Tokens struct {
	List  []session.Session // newest first
	Reads []string          // operations of the API that read, by id
	Kinds []record.Kind     // entries that a program can make
}

// tokens shows the person's tokens.
func (s *site) tokens(w http.ResponseWriter, r *http.Request) error {
	return s.showTokens(w, r, http.StatusOK, "", "")
}

func (s *site) showTokens(w http.ResponseWriter, r *http.Request, status int, made, said string) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	if s.SignIn == nil {
		return errNoSignIn
	}
	all, err := s.SignIn.Tokens(r.Context())
	if err != nil {
		return err
	}
	v.Title = v.T("tokens.title")
	return s.draw(w, r, status, tokensPage(v, all, made, said))
}

// tokensDo makes a token, or ends one.
func (s *site) tokensDo(w http.ResponseWriter, r *http.Request) error {
	if s.SignIn == nil {
		return errNoSignIn
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "the form could not be read: %w", err)
	}
	f := r.PostForm
	if id := f.Get("end"); id != "" {
		if err := s.SignIn.EndToken(r.Context(), id); err != nil {
			return err
		}
		leadTo(w, r, "/tokens?ended=1")
		return nil
	}
	days, err := strconv.Atoi(f.Get("days"))
	if err != nil {
		return fault.New(fault.Invalid, "%q is not a whole number", f.Get("days"))
	}
	token, err := s.SignIn.Issue(r.Context(), f.Get("name"), f["for"], days)
	switch {
	case err == ErrConfirm:
		leadTo(w, r, "/signin?back=/tokens")
		return nil
	case fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.Conflict || fault.KindOf(err) == fault.Forbidden:
		v, failed := s.see(w, r)
		if failed != nil {
			return failed
		}
		return s.showTokens(w, r, statuses[fault.KindOf(err)], "", or(v.told(err), err.Error()))
	case err != nil:
		return err
	}
	return s.showTokens(w, r, http.StatusOK, token, "")
}

// tokenDays are for how long a token can be made.
var tokenDays = []int{1, 7, 30, 90}

// scope says what a token is for.
func (v *view) scope(one string) string {
	switch one {
	case session.ScopeRead:
		return v.T("tokens.read")
	case "submit":
		return v.T("tokens.submit")
	case "check":
		return v.T("tokens.check")
	}
	if kind, ok := cutScope(one); ok {
		return v.T("tokens.act", "kind", v.Word("kind", kind))
	}
	return v.T("tokens.operation", "operation", one)
}

func cutScope(one string) (string, bool) {
	before := session.ScopeAct("")
	if len(one) > len(before) && one[:len(before)] == before {
		return one[len(before):], true
	}
	return "", false
}
