package web_test

import (
	"net/url"
	"strings"
	"testing"
)

// What the mechanism is doing is changed on its page, by those who decide on it: what
// the change will do is said before, whose signature it waits for after.
func TestStandingPage(t *testing.T) {
	w := played(t)
	w.sit("chair")
	w.get("/standing", 200).says("main", "at work", "What is made readable when the mechanism closes", "90 days after the mechanism is closed", "None waits for a signature")
	change := func(kind string, filled url.Values, effects ...string) {
		t.Helper()
		action, values := w.get("/record/"+kind, 200).form(filled)
		values.Set("step", "check")
		check := w.post(action, 200, values)
		check.says(".effects", append(effects, "never taken back")...)
		w.play(check)
	}
	reason := []string{"The road is shelled."}

	// One mode after another; the one that it is in is not offered.
	for _, mode := range []string{"evacuated", "suspended", "winding_down", "running"} {
		change("mode_changed", url.Values{"mode": {mode}, "reason": reason}, "takes effect at once")
		if w.get("/record/mode_changed", 200).Find(`option[value="`+mode+`"]`).Length() != 0 {
			t.Errorf("%s is offered, and it is that", mode)
		}
	}
	w.get("/standing", 200).says("#mode ~ *", "at work")

	// A seat vacates itself; the others fill it, one signature after the other.
	w.sit("oruvia")
	change("seat_vacated", url.Values{"seat": {"oruvia"}, "reason": reason}, "the seat is empty from then on", "takes effect at once")
	w.get("/standing", 200).says("main", "empty since", "Say that a seat is filled again")

	// To close takes everybody: it is a change that waits, and can be signed from there.
	w.sit("chair")
	change("mode_changed", url.Values{"mode": {"closed"}, "reason": reason}, "It takes effect when enough have signed", "Its record is only read")
	w.sit("zelmora")
	p := w.get("/standing", 200)
	p.says("#motions ~ *", "closed", "Signed by")
	to := p.Find(`#motions ~ ul a[href^="/record/mode_changed?mode=closed"]`).AttrOr("href", "")
	if got := w.get(to, 200).Find(`select[name=mode] option[selected]`).AttrOr("value", ""); got != "closed" {
		t.Fatalf("the form of a change that waits begins with %q", got)
	}
	change("mode_changed", url.Values{"mode": {"closed"}, "reason": reason}, "From then on it is: closed")
	p = w.get("/standing", 200)
	if strings.Contains(p.text("#motions ~ *"), "Signed by") { // oruvia's seat is empty: nobody else had to sign
		w.sit("oruvia")
		change("mode_changed", url.Values{"mode": {"closed"}, "reason": reason}, "takes effect at once")
		p = w.get("/standing", 200)
	}
	p.says("main", "closed", "It may be released from")
	if p.Find(`a[href^="/record/"]`).Length() != 0 {
		t.Error("a mechanism that is closed offers to change it")
	}

	// Who takes no part is told so before signing.
	w = played(t)
	w.sit("monitors")
	action, values := w.get("/record/mode_changed", 200).form(url.Values{"mode": {"suspended"}, "reason": reason})
	values.Set("step", "check")
	w.post(action, 200, values).says("main", "takes no part in this decision")
}
