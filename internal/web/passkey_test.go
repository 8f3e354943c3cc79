package web_test

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
	"github.com/surety-mechanism/surety/record"
)

// officer is somebody who is invited, in a browser with a passkey device.
type officer struct {
	t    *testing.T
	b    *browser.Tab
	m    *app.Mechanism
	base string

	counts bool // whether what is done is the officer's own doing
	did    steps
}

// steps are what an officer has to do.
type steps struct {
	opened  int // addresses
	fields  int // filled in
	pressed int // buttons
	words   int // on the pages that come, as they stand in their middle
}

func newOfficer(t *testing.T) *officer {
	b := tab(t)
	dir := filepath.Join(t.TempDir(), "exercise")
	m, err := app.Exercise(context.Background(), dir, app.Options{Guard: app.ExerciseGuard(dir)})
	must(t, err)
	t.Cleanup(func() { m.Close() })
	server := httptest.NewServer(m.Pages())
	t.Cleanup(server.Close)
	must(t, b.See(browser.Look{Width: 1280, Height: 900}))
	must(t, b.Passkeys())
	// A passkey is made for a name, not for an address.
	return &officer{t: t, b: b, m: m, base: strings.Replace(server.URL, "127.0.0.1", "localhost", 1)}
}

func (o *officer) open(path string) {
	o.t.Helper()
	must(o.t, o.b.Go(o.base+path))
	o.did.opened += o.counted()
}

func (o *officer) click(selector string) {
	o.t.Helper()
	must(o.t, o.b.Click(selector))
	o.did.pressed += o.counted()
}

func (o *officer) fill(selector, text string) {
	o.t.Helper()
	must(o.t, o.b.Type(selector, text))
	if o.counts {
		o.did.fields++
	}
}

// counted counts the words of the page that came, and gives 1 if something is
// counted at all.
func (o *officer) counted() int {
	o.t.Helper()
	if !o.counts {
		return 0
	}
	text, err := o.b.Text("main")
	must(o.t, err)
	o.did.words += len(strings.Fields(text))
	return 1
}

func (o *officer) says(words string) {
	o.t.Helper()
	if s, _ := o.b.Text("main"); !strings.Contains(s, words) {
		o.t.Fatalf("the page does not say %q: %.700s", words, s)
	}
}

// take chooses a seat in the exercise.
func (o *officer) take(seat record.Seat) {
	o.t.Helper()
	o.open("/keys")
	_, err := browser.Eval[string](o.b, `document.getElementById("seat").value = "`+string(seat)+`"`)
	must(o.t, err)
	must(o.t, o.b.Press(".seat-bars summary"))
	o.click(".seat-bar button")
}

// seat gives the seat for which the pages are shown.
func (o *officer) seat() string {
	o.t.Helper()
	s, err := browser.Eval[string](o.b, `document.getElementById("seat").value`)
	must(o.t, err)
	return s
}

// enrol follows an invitation until the key is made.
func (o *officer) enrol(seat record.Seat) (digits string) {
	o.t.Helper()
	token, _, err := o.m.Sessions.Invite(o.t.Context(), seat, "test")
	must(o.t, err)
	o.counts = true
	o.open("/invitation/" + token)
	o.fill("#name", "Nadia Hale")
	o.click("form[data-make] button")
	o.says("let it sign")
	o.click("form[data-passkey] button")
	o.says("Read these digits")
	o.counts = false
	digits, err = o.b.Text(".key-digits")
	must(o.t, err)
	o.open("/invitation/" + token)
	o.says("no such invitation")
	return digits
}

// vouch has two seats put their signatures to the key that waits.
func (o *officer) vouch(digits string, first, second record.Seat) {
	o.t.Helper()
	for _, by := range []struct {
		seat record.Seat
		do   string
	}{{first, "add"}, {second, "approve"}} {
		o.take(by.seat)
		if s, _ := o.b.Text("main"); !strings.Contains(s, digits) {
			o.t.Fatalf("%s does not see the digits %s: %s", by.seat, digits, s)
		}
		o.click(`.seat-key button[value="` + by.do + `"]`)
		o.says("What stands here is what you sign")
		o.click(`button[name="play"]`)
		o.says("It stands in the log")
	}
}

func (o *officer) signOut() {
	o.t.Helper()
	o.open("/session")
	o.click(".sessions button")
}

// A guarantor's officer gets from an invitation to a first signature: passkey,
// proof, two approvals with the digits compared, sign-in, and an act signed by the
// passkey. Then the key is revoked by its own signature, and loses its seat with
// the same click.
func TestBrowserFromInvitationToSignature(t *testing.T) {
	o := newOfficer(t)
	digits := o.enrol("guarantor-ithmar")

	// Before two have signed it opens nothing, and is not told from one never seen.
	o.open("/signin")
	o.click("form[data-passkey] button")
	o.says("opens no seat")
	o.vouch(digits, "guarantor-ithmar", "chair")
	o.signOut()

	o.counts = true
	o.open("/signin?back=/keys")
	o.click("form[data-passkey] button")
	o.counts = false
	if o.seat() != "guarantor-ithmar" {
		t.Fatalf("signed in, the pages are shown for %s", o.seat())
	}
	o.says("Nadia Hale")
	o.counts = true
	o.fill(".seat-key input[name=reason]", "the first signature, on trial")
	o.click(`.seat-key button[value="revoke"]`)
	o.says("key_revoked")
	o.click("form[data-passkey] button")
	o.says("It stands in the log")
	o.counts = false
	t.Logf("the officer: %+v", o.did)
	// docs/running.md tells them to whoever invites somebody.
	if d := o.did; d.opened != 2 || d.fields != 2 || d.pressed != 5 || d.words > 1000 {
		t.Errorf("from the invitation to the first signature the officer opens %d addresses, fills in %d fields, presses %d buttons and meets %d words", d.opened, d.fields, d.pressed, d.words)
	}
	if o.open("/keys"); o.seat() == "guarantor-ithmar" {
		t.Error("the key is revoked, and its session goes on")
	}
	o.open("/signin")
	o.click("form[data-passkey] button")
	o.says("opens no seat")
	if f := o.b.Foreign(o.base); len(f) > 0 {
		t.Errorf("requests to other hosts: %s", f)
	}
}

// At the case desk an officer signs a finding with the passkey: the page says what
// it will do, the passkey's button signs it, and the case has the vote.
func TestBrowserPasskeyAtTheCaseDesk(t *testing.T) {
	o := newOfficer(t)
	digits := o.enrol("zelmora")
	o.vouch(digits, "zelmora", "chair")
	o.signOut()
	o.open("/signin?back=/cases/desk")
	o.click("form[data-passkey] button")
	if o.seat() != "zelmora" {
		t.Fatalf("signed in, the pages are shown for %s", o.seat())
	}
	followLink(t, o.b, ".todos", "Sign the finding, or refuse")
	_, err := browser.Eval[string](o.b, `document.querySelector("#f-vote").value = "for"`)
	must(t, err)
	o.click(`button[value="check"]`)
	o.says("never taken back")
	o.click("form.sign[data-passkey] button")
	o.says("It stands in the log")
	o.click("main a.button")
	o.says("Not yet heard: Delegation of Oruvia")
	if f := o.b.Foreign(o.base); len(f) > 0 {
		t.Errorf("requests to other hosts: %s", f)
	}
}
