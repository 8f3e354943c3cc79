package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// A release on the pages: what each would read is seen before anything is proposed,
// every question on harm is answered and the risk written down, one side alone gets
// nothing without a reason that the log keeps, a second person lets it take effect,
// and what one side has and the other has not is listed for those who may read it.
func TestReleaseOnPages(t *testing.T) {
	w := newWorld(t)
	staff := []record.Seat{"chair", "legal", "monitors", "secretariat"}
	made, err := w.m.Desk.Do(t.Context(), desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}, desk.Act{Audience: staff,
		Body: &record.AllegationMade{Against: []string{"oruvia"}, Category: "fighting", Submitter: "public", What: "Smoke over the mill.", Clause: "Clause 3"}})
	if err != nil {
		t.Fatal(err)
	}
	at := "/release/" + string(made.Entry)
	w.sit("public")
	w.get(at, 403)
	w.sit("zelmora")
	w.get(at, 404)
	w.sit("secretariat")
	w.get("/sides", 200).says("main", "nothing is one party’s alone")
	w.get(at, 200).says("form#look", "P0", "P1", "P2:zelmora")
	look := w.get(at+"?level=P2:zelmora&withhold=clause", 200)
	look.says("main", "Smoke over the mill.", "Withheld, or told less exactly or later: Clause", "Zelmora")
	look.silent(".sight, pre.file", "Clause 3")
	look.says(".sight", "Against Oruvia", "Category of the agreement Fighting", "Words Smoke over the mill.")
	w.get(at+"?level=P1", 200).says("main", "Zelmora", "Oruvia", "Pellandor")
	w.get(at+"?level=P0", 200).says("h3", "Everyone")
	form := url.Values{"step": {"do"}, "level": {"P2:zelmora"}, "withhold": {"clause"}, "name": {"Amina Rahimi"}, "risk": {"Nobody who spoke is named."}}
	w.post(at, 422, form).says("#said", "locates_person")
	for _, q := range record.HarmQuestions {
		form.Set("harm."+q, "no")
	}
	w.post(at, 422, form).says("#said", "oruvia would not get what another party gets")
	form.Set("harm.one_side_first", "yes")
	w.post(at, 422, form).says("#said", "the question one_side_first is answered with yes")
	form.Set("one_sided", "It is asked what it saw there; the other side gets it with the answer.")
	proposed := w.post(at, 200, form)
	proposed.says("main", "Entry 2 says so", "Smoke over the mill.", "It takes effect when a second person says so", "Nobody who spoke is named.")
	link := proposed.Find("form.act").Last().AttrOr("action", "")
	w.post(link, 422, url.Values{"step": {"do"}, "name": {"Amina Rahimi"}}).says("#said", "nobody does this alone")
	w.sit("chair")
	w.post(link, 200, url.Values{"step": {"do"}, "name": {"Orin Tale"}})
	w.get(link, 200).silent("main", "It takes effect when")
	w.get("/sides", 200).says("main", "Zelmora may read it, Oruvia may not", "released to", "by entry 3")
	w.sit("zelmora")
	w.get("/sides", 200).says("main", "Zelmora may read it, Oruvia may not", "by entry 3")
	w.get(strings.Replace(at, "/release/", "/cases/", 1), 200).says("main", "Smoke over the mill.")
	w.sit("oruvia")
	w.get("/sides", 200).says("main", "nothing is one party’s alone")
	w.get(at, 404)
}
