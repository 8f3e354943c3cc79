package web_test

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// take takes a seat of the exercise with the bar that every page has.
func take(t *testing.T, b *browser.Tab, base, seat string) {
	t.Helper()
	must(t, b.Go(base+"/cases"))
	_, err := browser.Eval[string](b, `document.querySelector("#seat").value = "`+seat+`"`)
	must(t, err)
	must(t, b.Press(".seat-bars summary"))
	must(t, b.Click(".seat-bar button"))
}

// followLink opens the first link of the page that has certain words.
func followLink(t *testing.T, b *browser.Tab, within, words string) {
	t.Helper()
	ok, err := browser.Eval[bool](b, `(() => { const a = [...document.querySelectorAll("`+within+` a")].find(a => a.textContent.trim() === "`+words+`"); if (a) a.id = "follow"; return !!a })()`)
	must(t, err)
	if !ok {
		s, _ := b.Text(within)
		t.Fatalf("%s has no link %q: %.600s", within, words, s)
	}
	must(t, b.Go(must2(browser.Eval[string](b, `document.querySelector("#follow").href`))))
}

func must2(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// With script off, on a phone: a finding that waits is signed by one side, then by
// the other, who dissents; both are told before what it will do. Then axe looks at
// the case, the desk, its forms and the pages for a capital, a headquarters and the
// chair.
func TestBrowserCases(t *testing.T) {
	b, base := tab(t), exercise(t)
	must(t, b.See(browser.Look{Width: 360, Height: 740, NoScript: true}))
	sign := func(seat, vote string) {
		take(t, b, base, seat)
		must(t, b.Go(base+"/cases/desk"))
		followLink(t, b, ".todos", "Sign the finding, or refuse")
		_, err := browser.Eval[string](b, `document.querySelector("#f-vote").value = "`+vote+`"`)
		must(t, err)
		must(t, b.Click(`button[value="check"]`))
		if s, _ := b.Text(".effects"); !strings.Contains(s, "never taken back") {
			t.Fatalf("it is not said what a vote does: %s", s)
		}
		must(t, b.Click(`button[name="play"]`))
		must(t, b.Click(`main a.button`))
	}
	sign("oruvia", "for")
	sign("zelmora", "abstain")
	if s, _ := b.Text(".ruling"); !strings.Contains(s, "Final finding unable to rule") {
		t.Errorf("two signed it, and the finding reads: %.200s", s)
	}
	at := must2(b.Address())
	followLink(t, b, ".can", "Dissent")
	_, err := browser.Eval[bool](b, `document.querySelector('input[name="propositions"]').checked = true`)
	must(t, err)
	must(t, b.Type("#f-reasons", "No store of fodder burned on that day."))
	must(t, b.Click(`button[value="check"]`))
	must(t, b.Click(`button[name="play"]`))
	must(t, b.Click(`main a.button`))
	if s, _ := b.Text(".dissent"); !strings.Contains(s, "Delegation of Zelmora on: 1 No store of fodder burned") {
		t.Errorf("the dissent reads: %.300s", s)
	}
	quiet(t, b, base)

	at, _, _ = strings.Cut(strings.TrimPrefix(at, base), "?")
	finding := strings.TrimPrefix(must2(browser.Eval[string](b, `document.querySelector(".ruling-final").id`)), "f-")
	take(t, b, base, "monitors")
	axeAll(t, b, 6, casePages(at, finding), func(path, tag string) {
		if path != "check" {
			must(t, b.Go(base+in(path, tag)))
			return
		}
		// What an act will do, before it is done.
		must(t, b.Go(base+in(at+"/do/recusal_declared", tag)))
		must(t, b.Type("#f-reason", "One of us was there."))
		must(t, b.Click(`button[value="check"]`))
	})
}
