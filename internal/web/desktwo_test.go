package web_test

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// Two people, in two browsers, with the same drafts before them: what one has decided
// the other cannot decide again, is told so by name, and loses nothing else that was
// queued with it.
func TestBrowserDeskTwo(t *testing.T) {
	w, first := atDesk(t)
	second := tab(t)
	must(t, second.See(browser.Look{Width: 1440, Height: 900}))
	must(t, second.Go(w.url+"/desk/"+w.doc))
	must(t, second.Type("#name", "Sela Marn"))
	must(t, second.Press("h1"))
	now := func(b *browser.Tab) string {
		s, err := browser.Eval[string](b, `(document.activeElement && document.activeElement.blur(), document.querySelector(".draft.now") || {id: ""}).id`)
		must(t, err)
		return s
	}

	must(t, first.Keys("j", false))
	taken := now(first)
	must(t, first.Keys("a", false))
	eventually(t, first, "the first person's draft is signed", `document.querySelectorAll(".notice.good a.entry").length > 0`)

	// The second one's page is older: the same draft is open there still.
	must(t, second.Keys("j", false))
	if at := now(second); at != taken {
		t.Fatalf("the second page begins at %q, the first at %q", at, taken)
	}
	must(t, second.Keys("a", false))
	also := now(second)
	must(t, second.Keys("a", false))
	eventually(t, second, "what is the second person's alone is signed", `!!document.querySelector("#`+also+`.accepted")`)
	if s, _ := second.Text("#" + also); !strings.Contains(s, "Sela Marn") {
		t.Errorf("the second person's own draft says %q", s)
	}
	if s, _ := second.Text("#" + taken); !strings.Contains(s, "Amina Rahimi") {
		t.Errorf("who had decided is not said: %q", s)
	}
	if s, _ := second.Text("main"); !strings.Contains(s, "1 draft was decided or corrected by somebody else meanwhile") {
		t.Errorf("nothing tells the second person that a draft was decided before: %.600s", s)
	}
	if n := strings.Count(w.get("/log", 200).text("main"), "recorded"); n < 2 {
		t.Errorf("the log has %d records", n)
	}
	ids, err := browser.Eval[int](second, `document.querySelectorAll("#`+taken+` a.entry").length`)
	must(t, err)
	if ids > 1 {
		t.Errorf("the draft that both took was made %d times", ids)
	}
	quiet(t, first, w.url)
}
