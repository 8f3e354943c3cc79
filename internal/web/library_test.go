package web_test

import "testing"

// The clauses to start from are read in every language, and a drafter finds them from
// an agreement's page.
func TestLibraryPage(t *testing.T) {
	w := played(t)
	p := w.get("/clauses", 200)
	p.says("main", "No use of territory against the other", "to keep others from something", "PA-X 453", "Sri Lanka")
	w.get("/clauses?lang=ur", 200).says("main", "جنگ بندی", "ٹائم زون")
	at := w.get("/agreements", 200).Find(`main a[href^="/agreements/"]`).First().AttrOr("href", "")
	if w.get(at, 200).Find(`main a[href="/clauses"]`).Length() == 0 {
		t.Errorf("%s does not lead to the clauses", at)
	}
}
