package web_test

import (
	"net/url"
	"os"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// axe finds nothing on the pages on which somebody is invited and signs: an
// invitation, a key that is to be added, an act that is to be signed.
func TestBrowserAxeSignIn(t *testing.T) {
	o := newOfficer(t)
	axe, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe is not installed (scripts/need assets)")
	}
	o.enrol("guarantor-ithmar")
	token, _, err := o.m.Sessions.Invite(t.Context(), "monitors", "test")
	must(t, err)
	o.take("guarantor-ithmar")
	var looks []browser.Look
	for _, width := range []int{320, 1440} {
		for _, dark := range []bool{false, true} {
			looks = append(looks, browser.Look{Width: width, Height: 900, Dark: dark})
		}
	}
	type way struct {
		path, tag string
		browser.Look
	}
	var ways []way
	for _, tag := range []string{"en", "ur", "ps", "fa-AF"} {
		for _, l := range looks {
			for _, path := range []string{"/invitation/" + token, "/keys", "/signin", "/session", "sign"} {
				ways = append(ways, way{path, tag, l})
			}
		}
	}
	random := testkit.Random(t)
	random.Shuffle(len(ways), func(i, j int) { ways[i], ways[j] = ways[j], ways[i] })
	if !testkit.Torture() {
		ways = ways[:6]
	}
	for _, way := range ways {
		must(t, o.b.See(way.Look))
		if way.path == "sign" {
			o.open("/keys?lang=" + url.QueryEscape(way.tag))
			o.click(`.seat-key button[value="add"]`)
		} else {
			o.open(way.path + "?lang=" + url.QueryEscape(way.tag))
		}
		for _, bad := range axeFinds(t, o.b, string(axe)) {
			t.Errorf("%+v: %s", way, bad)
		}
		over, err := browser.Eval[int](o.b, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
		if err != nil || over > 0 {
			t.Errorf("%+v: it is %d pixels wider than the window (%v)", way, over, err)
		}
	}
}
