package web_test

import (
	"net/url"
	"testing"
)

// signInPages are the pages on which somebody is invited and signs; "sign" is an act
// that is to be signed, which is the answer to a form.
func signInPages(token string) []string {
	return []string{"/invitation/" + token, "/keys", "/signin", "/session", "sign"}
}

// axe finds nothing on the pages on which somebody is invited and signs: an
// invitation, a key that is to be added, an act that is to be signed.
func TestBrowserAxeSignIn(t *testing.T) {
	o := newOfficer(t)
	o.enrol("guarantor-ithmar")
	token, _, err := o.m.Sessions.Invite(t.Context(), "monitors", "test")
	must(t, err)
	o.take("guarantor-ithmar")
	axeAll(t, o.b, 6, signInPages(token), func(path, tag string) {
		if path == "sign" {
			o.open("/keys?lang=" + url.QueryEscape(tag))
			o.click(`.seat-key button[value="add"]`)
			return
		}
		o.open(path + "?lang=" + url.QueryEscape(tag))
	})
}
