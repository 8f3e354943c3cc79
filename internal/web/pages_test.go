package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// What is accepted on the page stands in the register, as what it is.
func TestFromDeskToRegister(t *testing.T) {
	w := newWorld(t)
	play := w.get("/", 200)
	play.says("main", "Nothing has been recorded yet", "11 drafts wait")
	play.says("body", "EXERCISE", "Vouched for by the operator alone")

	done := w.acceptAll()
	done.says(".notice.good", "11 entries were made")
	if !strings.Contains(done.text("#done"), "Nothing waits here any more") {
		t.Errorf("after all was accepted: %s", done.text("main"))
	}

	play = w.get("/", 200)
	play.says(".promise", "Oruvia to Zelmora", "reported as given", "published by one side", "rung 3 of 12",
		"requested by Zelmora, not confirmed", "Casteva, Pellandor, Ithmar", "Underspecified", "from when, until when, how it is verified")
	play.silent(".promise", "accepted")
	play.says(".event", "Claim", "Armed clash, Hadrel", "Zelmora says 6 killed", "Oruvia says at least 20 killed")
	play.says(".board", "Hadrel ● closed HIGHLAND WIRE reports as of 13 August 2026", "Ostrel Bridge ◐ open for some Oruvia says")
	play.says("main", "Round 2, Port Elvane", "Reported: in force")

	one := follow(w, play, ".promise h3 a")
	one.says("h1", "Oruvia to Zelmora")
	one.says("main", "Somebody else reports that it was given", "not said: until when", "Ithmar requested by Zelmora, not confirmed",
		"To be named is another’s act", "Rahul Ostemi (Oruvia) to Zelmora: assurance", "Entry", "Amina Rahimi")
	one.says(".excerpt mark", "No one will be allowed to use our soil against a neighbour")

	event := follow(w, play, ".event h3 a")
	event.says("main", "Claims, not findings", "The mechanism has not ruled", "losses the claimant says it suffered", "the press only", "exact day")
	if n := event.Find(".side-by-side .voice").Length(); n != 3 {
		t.Errorf("an incident with figures of two claimants and an attribution of a third has %d voices: %s", n, event.text(".side-by-side"))
	}
	event.says(".side-by-side", "Ministry of Defence (Zelmora) says it was done by River Guard")
	event.silent("main", "26 killed", "13 killed") // no sum, no mean

	source := follow(w, event, ".excerpt figcaption a")
	source.says("h1", "Six dead or twenty")
	source.says(".article .aside", "Home | Frontier | Weather")
	if source.Find(".article a.mk").Length() < 8 {
		t.Errorf("few words are marked: %s", source.text(".article"))
	}
	w.get("/statements", 200).says(".statement", "Rahul Ostemi (Oruvia) to Zelmora: assurance", "Through Yasen Pardu (post)")
	follow(w, w.get("/statements", 200), ".statement h3 a").says("main", "The mechanism does not say that it is true", "not on record", "Undertakings that rest on it")
	follow(w, w.get("/talks", 200), ".round h3 a").says("main", "Mediators", "Casteva")
	follow(w, w.get("/agreements", 200), ".agreement h3 a").says("main", "It is not the text itself", "Reported: in force")
	w.get("/crossings/hadrel", 200).says("main", "Oruvia calls it", "Tolm Gate", "Both sides shut the crossing")
	w.get("/sources", 200).says("main", "HIGHLAND WIRE", "F: cannot be judged")
	w.get("/undertakings", 200).says("main", "Oruvia to Zelmora")
	w.get("/incidents", 200).says("main", "Armed clash, Hadrel")
	w.get("/log", 200).says("main", "Charter adopted", "Incident recorded", "It covers")
}

// Where nobody knows who published a document, its file's name does not speak.
func TestNoFileSpeaks(t *testing.T) {
	w := played(t)
	found := 0
	for path := "/incidents"; path != ""; {
		p := w.get(path, 200)
		p.Find(".claimant, .who").Each(func(_ int, s *goquery.Selection) {
			if strings.Contains(s.Text(), "in its own voice") {
				found++
			}
			if strings.Contains(s.Text(), ".txt") || strings.Contains(s.Text(), ".html") {
				t.Errorf("%s: %q", path, s.Text())
			}
		})
		path, _ = p.Find("a[rel=next]").Attr("href")
	}
	if found == 0 {
		t.Error("no document speaks in its own voice")
	}
	w.get("/incidents", 200).says("main", "“\"Not a handshake. A document\": Vashko names four states he wants behind any Oruvian pledge” (publisher not known) writes, in its own voice")
	w.get("/incidents?lang=ur", 200).says("main", "ناشر معلوم نہیں")
}

func follow(w *world, p page, selector string) page {
	w.t.Helper()
	to, ok := p.Find(selector).First().Attr("href")
	if !ok {
		w.t.Fatalf("%s has no %s", p.path, selector)
	}
	to, _, _ = strings.Cut(to, "#")
	return w.get(to, 200)
}

// No link of any page leads nowhere, inside the page or out of it.
func TestNoDeadEnds(t *testing.T) {
	w := newWorld(t)
	w.acceptAll()
	seen, todo := map[string]page{}, []string{"/"}
	type jump struct{ from, to, anchor string }
	var jumps []jump
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if _, ok := seen[path]; ok {
			continue
		}
		p := w.get(path, 200)
		seen[path] = p
		if !strings.HasPrefix(p.header.Get("Content-Type"), "text/html") {
			continue
		}
		ids := map[string]bool{}
		p.Find("[id]").Each(func(_ int, s *goquery.Selection) {
			if id := s.AttrOr("id", ""); ids[id] {
				t.Errorf("%s has the id %q twice", path, id)
			} else {
				ids[id] = true
			}
		})
		p.Find("a[href], link[href], script[src], img[src]").Each(func(_ int, s *goquery.Selection) {
			to := s.AttrOr("href", s.AttrOr("src", ""))
			u, err := url.Parse(to)
			if err != nil || u.Host != "" || u.Scheme != "" {
				t.Errorf("%s leads to %q", path, to)
				return
			}
			if u.Path == "" {
				u.Path = path
			}
			if u.Query().Has("lang") {
				return
			}
			if about := u.Query().Get("about"); about != "" {
				u.Path += "?about=" + about // a form about something is no page without it
			}
			jumps = append(jumps, jump{path, u.Path, u.Fragment})
			todo = append(todo, u.Path)
		})
	}
	for _, j := range jumps {
		if j.anchor != "" && seen[j.to].Find("[id='"+j.anchor+"']").Length() == 0 {
			t.Errorf("%s leads to %s#%s, which is not there", j.from, j.to, j.anchor)
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d pages were found", len(seen))
	}
}

// Two people at one desk: neither accepts what the other has just corrected, nor
// corrects what the other has just corrected, and neither decides twice.
func TestTwoAtTheDesk(t *testing.T) {
	w := newWorld(t)
	path := "/desk/" + w.doc
	first := w.get(path, 200)
	seen := first.Find("input[name='seen."+w.doc+"-s1']").AttrOr("value", "")
	form := w.get(path+"/s1", 200)
	corrected := fill(form)
	corrected.Set("name", "Bashir Noori")
	corrected.Set("mode", "mixed")
	corrected.Set("do", "save")
	w.post(path+"/s1", 200, corrected).says(".notice.good", "The correction is kept")

	accept := url.Values{"name": {"Amina Rahimi"}, "accept": {w.doc + "-s1"}, "seen." + w.doc + "-s1": {seen}}
	late := w.post(path, 409, accept)
	late.says("#said", "was corrected by Bashir Noori since you looked at it", "Nothing was done")
	corrected.Set("mode", "direct") // another form made from the same first state
	w.post(path+"/s1", 409, corrected).says("#said", "was corrected by Bashir Noori")

	accept.Set("seen."+w.doc+"-s1", late.Find("input[name='seen."+w.doc+"-s1']").AttrOr("value", ""))
	w.post(path, 200, accept).says(".notice.good", "1 entry was made")
	w.post(path, 409, accept).says("#said", "was accepted by Amina Rahimi before")
	w.post(path+"/s1", 409, corrected)
	statement := follow(w, w.get("/statements", 200), ".statement h3 a")
	statement.says("main", "partly in quotation marks", "and corrected", "The draft as the machine made it", `"mode": "indirect"`)
}

// fill gives a page's form as a browser would send it.
func fill(p page) url.Values {
	form := url.Values{}
	p.Find("form#correct").Find("input, select, textarea").Each(func(_ int, s *goquery.Selection) {
		name, kind := s.AttrOr("name", ""), s.AttrOr("type", "")
		_, checked := s.Attr("checked")
		switch {
		case kind == "checkbox" && !checked:
		case goquery.NodeName(s) == "select":
			form.Add(name, s.Find("option[selected]").AttrOr("value", s.Find("option").First().AttrOr("value", "")))
		case goquery.NodeName(s) == "textarea":
			form.Add(name, s.Text())
		default:
			form.Add(name, s.AttrOr("value", ""))
		}
	})
	return form
}

// Every kind of draft has a form that changes nothing when nothing is changed,
// and whose words can be chosen otherwise but not made up.
func TestCorrectEveryKind(t *testing.T) {
	w := newWorld(t)
	for _, local := range []string{"s1", "s2", "i1", "f1", "f2", "i1a1", "t1", "g1", "c1", "c2", "u1"} {
		path := "/desk/" + w.doc + "/" + local
		form := fill(w.get(path, 200))
		form.Set("name", "Amina Rahimi")
		form.Set("do", "save")
		before := w.get("/desk/"+w.doc, 200).text("#d-" + local + " > h3, #d-" + local + " > .drawn, #d-" + local + " > .facts")
		w.post(path, 200, form)
		if after := w.get("/desk/"+w.doc, 200).text("#d-" + local + " > h3, #d-" + local + " > .drawn, #d-" + local + " > .facts"); after != before {
			t.Errorf("%s: a form sent as it was made %q of %q", local, after, before)
		}
		for _, field := range []string{"content", "text", "phrase"} {
			if form.Has(field) {
				form = fill(w.get(path, 200))
				form.Set("name", "Amina Rahimi")
				form.Set(field, "nine hundred dragons")
				w.post(path, 422, form).says("#said", "does not stand in the document like that")
				form.Set(field, "told the envoy in Kessadin")
				form.Set("do", "save")
				w.post(path, 200, form).says("#d-"+local+" > .drawn", "told the envoy in Kessadin")
			}
		}
	}
	form := fill(w.get("/desk/"+w.doc+"/f2", 200))
	form.Set("name", "Amina Rahimi")
	form.Set("number", "۲۱")
	form.Set("do", "accept")
	w.post("/desk/"+w.doc+"/f2", 200, form).says(".notice.good", "2 entries were made") // the figure and its incident
	follow(w, w.get("/incidents", 200), ".event h3 a").says(".voice", "at least 21")
}

// What cannot be done is told, and nothing is done.
func TestDeskRefuses(t *testing.T) {
	w := newWorld(t)
	path := "/desk/" + w.doc
	for _, c := range []struct {
		form   url.Values
		status int
		says   string
	}{
		{url.Values{"accept": {w.doc + "-s1"}}, 422, "fill in your name"},
		{url.Values{"name": {"A"}, "batch": {"accept"}}, 422, "no draft is marked"},
		{url.Values{"name": {"A"}, "reject": {w.doc + "-s1"}, "reason." + w.doc + "-s1": {" "}}, 422, "needs a reason"},
		{url.Values{"name": {"A"}, "accept": {w.doc + "-s99"}}, 404, "no draft"},
		{url.Values{"name": {"A"}, "accept": {"00000000-s1"}}, 422, "another document"},
	} {
		w.post(path, c.status, c.form).says("main", c.says)
	}
	w.post(path, 200, url.Values{"name": {"A"}, "batch": {"reject"}, "draft": {w.doc + "-s1", w.doc + "-t1"}, "reason": {"It is no part of the article"}}).
		says("main", "2 drafts were rejected", "Rejected by A: It is no part of the article")
	if size, _ := w.m.Store.Size(t.Context()); size != 1 {
		t.Errorf("the log has %d entries after nothing was accepted", size)
	}
	w.get("/desk/00000000", 404).says("main", "Not here")
	w.get(path+"/nothing", 404)
	w.get("/statements/0123456789abcdef0123456789abcdef", 404).says("main", "It is not there, or it is not for you to see")
	w.get("/log/99", 404)
	w.get("/log/x", 404).says("main", "numbered from 0")
}
