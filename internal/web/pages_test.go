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
	play.says(".board", "Hadrel", "closed", "Ostrel Bridge ◐ Oruvia says: open for some")
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
