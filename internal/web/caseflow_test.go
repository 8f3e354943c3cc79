package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// played is the exercise as `surety demo` makes it, at a client's hand.
func played(t *testing.T) *world {
	t.Helper()
	m, url := opened(t)
	return &world{t: t, m: m, url: url, client: fresh()}
}

// The cases of the exercise, worked in pages.
func TestCasesInPages(t *testing.T) {
	w := played(t)
	for name, try := range map[string]func(*testing.T, *world){"signed": signedInPages, "file": actFile, "rooms": caseRooms} {
		t.Run(name, func(t *testing.T) { try(t, &world{t: t, url: w.url, client: fresh()}) })
	}
	t.Run("proposed", func(t *testing.T) { proposedInPages(t, &world{t: t, url: w.url, client: fresh()}) })
}

// sit takes a seat.
func (w *world) sit(seat string) {
	w.t.Helper()
	w.post("/seat", http.StatusOK, url.Values{"seat": {seat}, "back": {"/cases"}})
}

// caseWith gives the address of the case whose allegation has certain words.
func (w *world) caseWith(words string) string {
	w.t.Helper()
	found := ""
	w.get("/cases", 200).Find(".case").Each(func(_ int, s *goquery.Selection) {
		if strings.Contains(s.Text(), words) {
			found = s.Find("h3 a").AttrOr("href", "")
		}
	})
	if found == "" {
		w.t.Fatalf("no case has the words %q", words)
	}
	return found
}

// offered gives the address of what a case's page offers to the seat, by its words.
func (p page) offered(words string) string {
	p.t.Helper()
	found := ""
	p.Find(".yours a").Each(func(_ int, s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == words && found == "" {
			found = s.AttrOr("href", "")
		}
	})
	if found == "" {
		p.t.Fatalf("%s does not offer %q: %s", p.path, words, p.text(".yours"))
	}
	return found
}

// form gives what a page's act form has in it, as a browser would send it.
func (p page) form(more url.Values) (string, url.Values) {
	f := p.Find("form.act")
	values := url.Values{}
	f.Find("input, select, textarea").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		switch {
		case goquery.NodeName(s) == "select":
			values.Add(name, s.Find("option[selected]").AttrOr("value", s.Find("option").First().AttrOr("value", "")))
		case goquery.NodeName(s) == "textarea":
			values.Add(name, s.Text())
		case s.AttrOr("type", "") == "checkbox":
			if _, on := s.Attr("checked"); on {
				values.Add(name, s.AttrOr("value", "on"))
			}
		default:
			values.Add(name, s.AttrOr("value", ""))
		}
	})
	for k, v := range more {
		values[k] = v
	}
	return f.AttrOr("action", ""), values
}

// does fills in a form, reads what it will do, and has it done with the seat's key.
func (w *world) does(address string, filled url.Values, effects ...string) page {
	w.t.Helper()
	action, values := w.get(address, 200).form(filled)
	values.Set("step", "check")
	check := w.post(action, 200, values)
	check.says(".effects", append(effects, "never taken back")...)
	done := w.play(check)
	return w.get(done.Find(`main a.button[href^="/cases/"]`).AttrOr("href", "/"), 200)
}

// play has the exercise sign what a page shows.
func (w *world) play(check page) page {
	w.t.Helper()
	f := check.Find(`form.sign:has(button[name="play"])`)
	return w.post("/sign", 200, url.Values{"play": {"1"}, "file": {f.Find("input[name=file]").AttrOr("value", "")},
		"back": {f.Find("input[name=back]").AttrOr("value", "")}})
}

// A case from a finding that waits to one that holds, in pages: two sides sign it,
// one of them dissents, and it is printed so.
func signedInPages(t *testing.T, w *world) {
	drones := w.caseWith("Unmanned aircraft")
	w.sit("monitors")
	w.get(drones, 200).says("main", "Claim: nothing is found yet", "Zelmora: no reply by", "Silence: no answer from Zelmora")
	// Whoever wrote the finding has no vote on it.
	w.get(drones, 200).silent(".yours", "Sign the finding, or refuse")

	w.sit("oruvia")
	w.get("/cases/desk", 200).says(".todos", "Sign the finding, or refuse")
	// Nobody signs what is not before them: the finding stands whole on the form.
	w.get(w.get(drones, 200).offered("Sign the finding, or refuse"), 200).says(".matter", "unable to rule", "A store of fodder burned", "Standard of proof", "Not yet heard")
	w.does(w.get(drones, 200).offered("Sign the finding, or refuse"), url.Values{"vote": {"for"}}, "nothing is decided by it yet")
	w.sit("zelmora")
	done := w.does(w.get(drones, 200).offered("Sign the finding, or refuse"), url.Values{"vote": {"abstain"}},
		"The finding becomes: Final finding", "The outcome of the case becomes: unable to rule")
	done.says(".summary", "Found: unable to rule")
	done = w.does(done.offered("Dissent"), url.Values{"propositions": {"1"}, "reasons": {"No store of fodder burned on that day."}}, "stands beside the finding")
	done.says(".dissent", "Delegation of Zelmora", "No store of fodder burned")
	done.says(".propositions", "Dissent: Delegation of Zelmora")
	w.get("/cases", 200).says(".totals", "unable to rule 1 1 0")
}

// A finding is put with one proposition an axis; one without its standard of
// proof is not taken. Until the accused side has had its time, the page says that
// a finding would count for nothing.
func proposedInPages(t *testing.T, w *world) {
	bridge := w.caseWith("Ostrel Bridge")
	w.sit("chair")
	check := func(address string, filled url.Values) page {
		action, values := w.get(address, 200).form(filled)
		values.Set("step", "check")
		return w.post(action, 200, values)
	}
	// What counts attested by the desk is done with a name.
	action, values := check(w.get(bridge, 200).offered("Take the case up"), url.Values{"reason": {"It lies within the mandate."}}).form(nil)
	values.Set("step", "do")
	w.post(action, 422, values).says("#said", "fill in your name")
	values.Set("name", "Sela Marn")
	w.post(action, 200, values).says(".trail", "taken up")
	// It comes a second time: it was done, and is not refused as done before.
	size := func() string { return w.get("/", 200).Find("#since").AttrOr("data-size", "") }
	before := size()
	w.post(action, 200, values).says(".trail", "taken up")
	if now := size(); now != before {
		t.Errorf("sent twice there are %s entries, %s before", now, before)
	}

	w.sit("monitors")
	finding := url.Values{"outcome": {"unable_to_rule"}, "summary": {"Nothing could be seen."}, "p.occurred.result": {"met"}, "p.occurred.text": {"A post was attacked."}}
	early := bridge + "/do/finding_proposed?fix.preliminary=1"
	finding.Set("p.occurred.standard", "reasonable_grounds")
	check(early, finding).says("#check", "it would count for nothing", "not everybody has answered")
	w.sit("oruvia")
	w.does(w.get(bridge, 200).offered("Reply"), url.Values{"text": {"Nobody set out from our bank."}, "denies": {"1"}}, "A time limit is met")
	w.sit("monitors")
	finding.Set("p.occurred.standard", "")
	address := w.get(bridge, 200).offered("Propose a preliminary finding")
	action, values = w.get(address, 200).form(finding)
	values.Set("step", "check")
	w.post(action, 422, values).says("#said", "Standard of proof")
	finding.Set("p.occurred.standard", "reasonable_grounds")
	done := w.does(address, finding, "A finding is put", "open to comments")
	done.says(".ruling-preliminary", "Preliminary finding: not final", "A post was attacked.", "Standard of proof: reasonable grounds to believe")
	done.says(".heard", "Oruvia says and denies it")
}

// An allegation that the desk attests is made once, however often its form comes;
// changed, it is another one; without the form's key it is not made.
func TestAllegationOnce(t *testing.T) {
	w := newWorld(t)
	w.sit("secretariat")
	action, values := w.get("/cases/new", 200).form(url.Values{"against": {"oruvia"}, "submitter": {"other_body"}, "what": {"A letter says that a road was mined."}, "name": {"Sela Marn"}})
	values.Set("step", "check")
	_, values = w.post(action, 200, values).form(nil)
	values.Set("step", "do")
	values.Set("name", "Sela Marn")
	count := func() int { return w.get("/cases", 200).Find(".case").Length() }
	first := w.post(action, 200, values).at
	if again := w.post(action, 200, values).at; again != first || count() != 1 {
		t.Errorf("sent twice it stands at %s and %s, and %d cases are there", first, again, count())
	}
	values.Set("what", "A letter says that two roads were mined.")
	w.post(action, 200, values)
	if count() != 2 {
		t.Errorf("changed and sent it makes %d cases", count())
	}
	values.Del("once")
	w.post(action, 422, values).says("#said", "no key of its own")
	values.Set("once", "x")
	w.post(action, 422, values).says("#said", "no key of its own")
	if count() != 2 {
		t.Errorf("without a key it made %d cases", count())
	}
}

// What only an own key may sign is given as a file, and never done by the desk.
func actFile(t *testing.T, w *world) {
	bridge := w.caseWith("Ostrel Bridge")
	w.sit("oruvia")
	reply := w.get(w.get(bridge, 200).offered("Reply"), 200)
	reply.says(".matter", "Delegation of Zelmora says", "Men who came over the river")
	action, values := reply.form(url.Values{"text": {"Nobody set out from our bank."}, "denies": {"1"}})
	values.Set("step", "check")
	file := w.post(action, 200, values).Find("input[name=file]").AttrOr("value", "")
	if !strings.Contains(file, `"kind": "response_made"`) || !strings.Contains(file, `"denies": true`) {
		t.Errorf("the file to sign is %s", file)
	}
	handed := w.post("/sign/file", 200, url.Values{"file": {file}})
	if handed.body != file {
		t.Errorf("what is downloaded is not what is shown: %s", handed.body)
	}
	values.Set("step", "do")
	w.post(action, 403, values).says("#said", "the desk cannot speak for the seat")
}

// The pages for a capital, a headquarters and the chair, and the week's report.
func caseRooms(t *testing.T, w *world) {
	w.sit("guarantor-ithmar")
	p := w.get("/guarantors", 200)
	p.says("main", "Who is late", "requested by", "Only Zelmora may read 0", "The instrument defines no penalty")
	if p.Find(".aloud li").Length() != 8 {
		t.Errorf("the checkpoint has %d words", p.Find(".aloud li").Length())
	}
	p.says(".numbers", "Chair", "Monitors", "The accused side: Zelmora")
	w.sit("oruvia")
	w.get("/parties/oruvia", 200).says("main", "Alleged against Oruvia", "Attack said to come from the other side", "Its replies", "What is said of Oruvia")
	w.get("/parties/nobody", 404)
	w.sit("chair")
	w.get("/chair", 200).says("main", "Open cases, the oldest first", "Delegation of Oruvia alleges against Zelmora: Air or drone attack", "Every seat of the charter is filled")
	report := w.get("/report", 200)
	report.says("main", "These are records, not events", "Time limits missed")
}

// An allegation is made from the page of an incident, and names the promise that
// it says was broken. Then the incident stands beside that promise, on its own page
// and on the state of play, as the word of whoever alleges it, for those who may
// read the case and for nobody else.
func TestAllegationNamesWhatItBreaks(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	promise, _ := w.get("/undertakings", 200).Find(".promise h3 a").First().Attr("href")
	incident, _ := w.get("/incidents", 200).Find(".event h3 a").First().Attr("href")
	w.get(promise, 200).says("#bears ~ *", "no allegation that you may read")
	w.sit("secretariat")
	address, ok := w.get(incident, 200).Find(`a[href^="/cases/new?about="]`).First().Attr("href")
	if !ok {
		t.Fatal("the page of an incident leads to no allegation")
	}
	form := w.get(address, 200)
	head := form.text(`form.act p.line a`)
	action, values := form.form(url.Values{"against": {"oruvia"}, "submitter": {"other_body"}, "what": {"A post was shelled."}, "name": {"Sela Marn"}})
	if len(values["about"]) != 2 || values["about"][1] != "" {
		t.Fatalf("the form is about %q", values["about"])
	}
	values["about"][1] = strings.TrimPrefix(promise, "/undertakings/")
	values.Set("step", "check")
	checked := w.post(action, 200, values)
	checked.says("#says ~ *", "It is about", head)
	_, values = checked.form(nil)
	values.Set("step", "change")
	if got := w.post(action, 200, values).Find("#f-about option[selected]").AttrOr("value", ""); "/undertakings/"+got != promise {
		t.Errorf("changed, the form has lost the promise: %q", got)
	}
	values.Set("step", "do")
	values.Set("name", "Sela Marn")
	w.post(action, 200, values)
	for path, where := range map[string]string{promise: "#bears ~ *", "/": ".promise .bears"} {
		w.get(path, 200).says(where, head, "Secretariat", "Oruvia")
	}
	w.get("/", 200).says("#clocks, .todos", "Triage")
	w.client = fresh()
	w.sit("public")
	w.get(promise, 404)
	w.get("/", 200).silent("main", "Triage", head)
}
