package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/testkit/browser"
)

// atDesk opens a document's drafts in a browser, with the name of who decides.
func atDesk(t *testing.T) (*world, *browser.Tab) {
	t.Helper()
	b := tab(t)
	w := newWorld(t)
	must(t, b.See(browser.Look{Width: 1440, Height: 900}))
	must(t, b.Go(w.url+"/desk/"+w.doc))
	if named, _ := browser.Eval[bool](b, `!!document.getElementById("name")`); named {
		must(t, b.Type("#name", "Amina Rahimi"))
		must(t, b.Press("h1"))
		_, err := browser.Eval[bool](b, `document.activeElement.blur(); true`)
		must(t, err)
	}
	return w, b
}

// Every key does what it says: next and previous, mark, correct, reject with a
// reason, accept, undo.
func TestBrowserDeskKeys(t *testing.T) {
	w, b := atDesk(t)
	current := func() string {
		s, err := browser.Eval[string](b, `(document.querySelector(".draft.now") || {id: ""}).id`)
		must(t, err)
		return s
	}
	count := func(selector string) int {
		n, err := browser.Eval[int](b, `document.querySelectorAll("`+selector+`").length`)
		must(t, err)
		return n
	}
	all := count(".draft.open")
	must(t, b.Keys("j", false))
	first := current()
	must(t, b.Keys("j", false))
	second := current()
	must(t, b.Keys("k", false))
	if first == "" || second == first || current() != first {
		t.Fatalf("j leads to %q and %q, k back to %q", first, second, current())
	}

	// x marks, and takes the mark off.
	must(t, b.Keys("x", false))
	if n := count(`input[name='draft']:checked`); n != 1 {
		t.Errorf("x marks %d drafts", n)
	}
	must(t, b.Keys("x", false))

	// a takes the draft and is at the next; u takes it back; nothing is signed yet.
	must(t, b.Keys("a", false))
	if current() != second || count(".draft.queued") != 1 {
		t.Errorf("after a, %s is current and %d wait to be signed", current(), count(".draft.queued"))
	}
	if s, _ := b.Text("#queue"); !strings.Contains(s, "1 accepted, not signed yet") {
		t.Errorf("the queue says %q", s)
	}
	must(t, b.Keys("u", false))
	if current() != first || count(".draft.queued") != 0 || count(".draft.open") != all {
		t.Errorf("after u, %s is current, %d wait, %d are open", current(), count(".draft.queued"), count(".draft.open"))
	}
	w.get("/log", 200).silent("main", "Statement recorded")

	// r asks for a reason, Enter rejects; u on the rejected one takes that back.
	must(t, b.Keys("r", false))
	must(t, b.Keys("It is told twice", false))
	must(t, b.Keys("\r", true))
	if s, _ := b.Text("#" + first); !strings.Contains(s, "It is told twice") {
		t.Errorf("r and a reason leave %q", s)
	}
	must(t, b.Click("#"+first+" button[name=reopen]"))
	if n := count(".draft.open"); n != all {
		t.Errorf("taken back, %d of %d are open", n, all)
	}

	// c leads to the correction.
	must(t, b.Keys("c", true))
	if at, _ := b.Address(); !strings.HasSuffix(at, "/desk/"+w.doc+"/"+strings.TrimPrefix(first, "d-")) {
		t.Errorf("c leads to %s", at)
	}
	quiet(t, b, w.url)
}

// Drafts accepted by key are signed together, in the background; leaving the page
// signs what waits. How long the next draft takes is measured and told.
func TestBrowserDeskQueue(t *testing.T) {
	w, b := atDesk(t)
	_, err := browser.Eval[bool](b, `window.took = []; document.addEventListener("keydown", () => { const s = performance.now(); requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - s))); }, true); true`)
	must(t, err)
	must(t, b.Keys("j", false))
	for range 3 {
		must(t, b.Keys("a", false))
	}
	eventually(t, b, "three are signed", `document.querySelectorAll(".notice.good a.entry").length >= 3 && document.getElementById("queue").hidden`)
	took, err := browser.Eval[[]float64](b, "took")
	must(t, err)
	t.Logf("from the key to the next draft drawn, in ms: %.0f", took)
	if s, _ := b.Text(".draft.accepted"); !strings.Contains(s, "Amina Rahimi") {
		t.Errorf("what was signed says %q", s)
	}
	must(t, b.Keys("a", false))
	must(t, b.Go(w.url+"/log"))
	for range 100 {
		if strings.Count(w.get("/log", 200).text("main"), "Source filed") == 1 && w.get("/log", 200).Find(".log li").Length() >= 6 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if n := w.get("/log", 200).Find(".log li").Length(); n < 6 { // charter, source, four drafts
		t.Errorf("after leaving the page there are %d entries", n)
	}
}

// x marks two drafts, m makes one of them.
func TestBrowserDeskMerges(t *testing.T) {
	_, b := atDesk(t)
	open, err := browser.Eval[int](b, `document.querySelectorAll(".draft.open").length`)
	must(t, err)
	for _, id := range []string{"d-s1", "d-s2"} { // to each, and mark it
		for range 20 {
			must(t, b.Keys("j", false))
			if at, _ := browser.Eval[string](b, `(document.querySelector(".draft.now") || {id: ""}).id`); at == id {
				break
			}
		}
		must(t, b.Keys("x", false))
	}
	must(t, b.Keys("m", true))
	if s, _ := b.Text(".notice.good"); !strings.Contains(s, "1 draft was made one with this") {
		t.Errorf("after m: %q", s)
	}
	left, err := browser.Eval[int](b, `document.querySelectorAll(".draft.open").length`)
	must(t, err)
	if left != open-1 {
		t.Errorf("of %d drafts m leaves %d", open, left)
	}
}

// Of two drafts that tell the same thing one stays, and what is claimed about the
// other is claimed about it.
func TestMergeAndReopen(t *testing.T) {
	w := newWorld(t)
	path := "/desk/" + w.doc
	who := map[string][]string{"name": {"Amina Rahimi"}}
	with := func(more map[string][]string) map[string][]string {
		out := map[string][]string{}
		for _, m := range []map[string][]string{who, more} {
			for k, v := range m {
				out[k] = v
			}
		}
		return out
	}
	d := func(local string) string { return w.doc + "-" + local }
	w.post(path, 200, with(map[string][]string{"batch": {"merge"}, "draft": {d("s1"), d("s2")}})).says(".notice.good", "1 draft was made one with this")
	p := w.get(path, 200)
	p.says("#d-s2", "Rejected by Amina Rahimi", "the same as s1")
	w.post(path, 422, with(map[string][]string{"batch": {"merge"}, "draft": {d("s1")}})).says("#said", "two drafts at least")
	w.post(path, 422, with(map[string][]string{"batch": {"merge"}, "draft": {d("s1"), d("i1")}})).says("#said", "only drafts of one kind")
	w.post(path, 200, with(map[string][]string{"reopen": {d("s2")}})).says(".notice.good", "The rejection is taken back")
	w.post(path, 409, with(map[string][]string{"reopen": {d("s2")}})).says("#said", "is not rejected")
	w.get(path, 200).silent("#d-s2", "Rejected by")

	// Enter in a field of the form is no decision, with script or without.
	if first := p.Find("#desk-form button").First(); first.AttrOr("disabled", "no") == "no" {
		t.Error("the form's first button can be used: Enter in a field would press it")
	}
}
