package session

import (
	"net/http"
	"time"
)

// Cookies is how the token goes to the browser and comes back. It is sent to this
// site alone, from this site's own pages alone, and no script can read it.
type Cookies struct {
	// Secure: the pages come over TLS. The cookie's name then begins with __Host-,
	// so that neither a neighbouring host nor a page without TLS can set it.
	Secure bool
}

func (c Cookies) name() string {
	if c.Secure {
		return "__Host-session"
	}
	return "session"
}

// Set hands the token to the browser, until it is closed.
func (c Cookies) Set(w http.ResponseWriter, token string) { http.SetCookie(w, c.cookie(token, 0)) }

// Clear takes the token back.
func (c Cookies) Clear(w http.ResponseWriter) { http.SetCookie(w, c.cookie("", -1)) }

func (c Cookies) cookie(token string, age int) *http.Cookie {
	return &http.Cookie{Name: c.name(), Value: token, Path: "/", MaxAge: age, HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteStrictMode} // #nosec G124 -- Secure wherever the pages come over TLS
}

// Kept is what a browser keeps that gives no right.
type Kept struct {
	Name, Value, Path string
	For               time.Duration // 0: until the browser is closed; less: no longer
	FromElsewhere     bool          // it is sent also where another site's link is followed
}

// Remember has the browser keep it. It is sent to this site alone, over TLS alone
// where the pages come so, and no script can read it.
func Remember(w http.ResponseWriter, r *http.Request, k Kept) {
	site := http.SameSiteStrictMode
	if k.FromElsewhere {
		site = http.SameSiteLaxMode
	}
	age := int(k.For.Seconds())
	// #nosec G124 -- Secure wherever the pages come over TLS
	http.SetCookie(w, &http.Cookie{Name: k.Name, Value: k.Value, Path: k.Path, MaxAge: age, HttpOnly: true, Secure: r.TLS != nil, SameSite: site})
}

// Token gives what the browser sent, "" for nothing. Two cookies of the name are
// nothing: one of them was set by somebody else.
func (c Cookies) Token(r *http.Request) string {
	if all := r.CookiesNamed(c.name()); len(all) == 1 {
		return all[0].Value
	}
	return ""
}
