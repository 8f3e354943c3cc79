package crossings

import (
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

func read(s string, k names.Known) *analysis.Analysis {
	t := &text.Text{Raw: []byte(s), Plain: text.Decode([]byte(s))}
	text.Segment(t)
	a := &analysis.Analysis{Text: t, Known: k, Draft: &draft.Document{}, Cast: who.Find(t, &k)}
	Read(a)
	return a
}

func show(d *draft.Document) string {
	var out []string
	for _, c := range d.Crossings {
		out = append(out, fmt.Sprintf("%s %s", c.Name, c.Status))
	}
	return strings.Join(out, "; ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"closed by both", "Both countries have shut all major border crossings, leaving lorries in long lines.", "all major border crossings closed"},
		{"nominal", "The closure of border crossings has hurt traders.", "border crossings closed"},
		{"named, closed", "The Torkham border crossing remained closed on Friday.", "Torkham closed"},
		{"named, no noun", "Traders at the border hope. Torkham was reopened on Friday after more than a week of closure.", "Torkham open"},
		{"reopened after being shut", "The Metema crossing, shut on May 6, reopened on Friday.", "Metema open"},
		{"it, told of just before", "The Metema crossing was shut on May 6. It reopened on Friday.", "Metema closed; Metema open"},
		{"it, of something else", "The Metema crossing was shut on May 6. It is said that trade fell. It opened fire.", "Metema closed"},
		{"blanket", "All border crossings have been closed. At the Chaman border crossing, families waited.", "All border crossings closed; Chaman closed"},
		{"one of them reopened", "All border crossings have been closed. The Chaman border crossing reopened.", "All border crossings closed; Chaman open"},
		{"list", "The crossings Torkham, Chaman and Kharlachi were closed.", "Torkham closed; Chaman closed; Kharlachi closed"},
		{"list after", "Zelmora closed the crossings at Hadrel, Ostrel Bridge and Saddle Pass to all traffic.", "Hadrel closed; Ostrel Bridge closed; Saddle Pass closed"},
		{"list of countries", "All crossings of Chad and Sudan are shut.", "All crossings closed"},
		{"what it is", "Rafah is a border town. Kerem Shalom, the main crossing for goods, was opened on Sunday and closed again.", "Kerem Shalom closed"},
		{"the one named last", "The Rafah crossing reopened. The crossing had been closed since May.", "Rafah open; Rafah closed"},
		{"some of several, named", "Two of the four border crossings, Hadrel and Ostrel Bridge, remained closed on Monday.", "Hadrel closed; Ostrel Bridge closed"},
		{"some of several, and who says so", "Two of the four border crossings, Kenya and Chad said, remained closed on Monday.", "four border crossings closed"},
		{"those named before", "Torkham and Chaman border crossings were shut. The crossings were sealed after a clash.", "Torkham closed; Chaman closed"},
		{"headline of what is to come", "Rafah crossing to open next week", "Rafah closed"},
		{"a wish for the border", "We want the border to be opened.", ""},
		{"barred", "Lorries are barred at the Jarinje and Merdare border crossings.", "Jarinje open_limited; Merdare open_limited"},
		{"yet to reopen", "The Rafah crossing has yet to reopen.", "Rafah closed"},
		{"to be opened, by agreement", "The two sides agreed to open a border crossing at Mia Milia within six months.", ""},
		{"to be reopened, on demand", "Kenya demanded that Uganda reopen the border crossings.", ""},
		{"not reopened", "The Bunagana border post has not reopened.", "Bunagana closed"},
		{"to come", "The ministry said the Bunagana border post would reopen next week.", "Bunagana closed"},
		{"only a wish", "The union called for the closure of all crossings.", ""},
		{"threat", "The governor threatened to close the border crossing.", ""},
		{"limited", "The Busia border post was partially reopened for pedestrians.", "Busia open_limited"},
		{"only some", "The Busia border post is open only for patients.", "Busia open_limited"},
		{"open to aid", "The Allenby crossing from Jordan remains open to aid, officials say, but the army has threatened to close it.", "Allenby Bridge open_limited"},
		{"open, but only for some", "The Bunagana border post was reopened on Friday but only for pedestrians.", "Bunagana open_limited"},
		{"will stay open", "The Adre crossing from Chad will stay open until the end of the year.", "Adre open"},
		{"the noun is in the name", "The Adre crossing from Chad stays open to relief supplies.", "Adre open_limited"},
		{"some turned back", "The Busia border post was reopened on Monday for patients, but loaded lorries were still turned away.", "Busia open_limited"},
		{"open to trade too", "The Busia border post reopened for pedestrians and trade.", "Busia open"},
		{"border", "Rwanda closed its border with Burundi on Thursday.", "border closed"},
		{"near the border", "Rebels closed in on villages near the border.", ""},
		{"close to the border", "The camp lies close to the border.", ""},
		{"no state", "Gunmen fired at the Torkham border crossing.", ""},
		{"gate without a name", "The gate was closed.", ""},
		{"crossing the line", "Crossing the river is hard. The road is closed.", ""},
		{"not a border", "The school closed; the border guards went home.", ""},
	} {
		if got := show(read(c.in, names.Known{}).Draft); got != c.want {
			t.Errorf("%s: %q: %s, want %s", c.name, c.in, got, c.want)
		}
	}
}

func TestCharter(t *testing.T) {
	k := names.Known{Places: []names.Place{{Name: "Hadrel", Aliases: []string{"Hadrel Gate", "Tolm Gate"}}}}
	a := read("Hadrel remains closed to everyone because of snow.", k)
	if got := show(a.Draft); got != "Hadrel closed" {
		t.Fatalf("%s, want Hadrel closed", got)
	}
	if got := a.Draft.Crossings[0].Reason; got != "snow" {
		t.Errorf("reason %q, want snow", got)
	}
}

func TestUsers(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"The Busia border post is open for patients and pedestrians only.", "patients, pedestrian local"},
		{"The Busia border post was closed to trade.", "commercial export, commercial import"},
		{"The Busia border post reopened for humanitarian aid.", "humanitarian cargo"},
		{"The Busia border post was closed.", ""},
	} {
		a := read(c.in, names.Known{})
		if len(a.Draft.Crossings) != 1 {
			t.Errorf("%q: %s", c.in, show(a.Draft))
			continue
		}
		if got := strings.Join(a.Draft.Crossings[0].Users, ", "); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"closed the crossings at A, B and", "the X crossing", "border closed", "crossings of the", "Torkham Chaman border gate shut ,, and"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		for _, c := range read(s, names.Known{}).Draft.Crossings {
			if c.Start < 0 || c.End > len(s) || c.Start >= c.End || c.Text != s[c.Start:c.End] {
				t.Fatalf("%q: %+v", s, c)
			}
			if c.Name == "" || c.Status == "" || c.Rule == "" {
				t.Fatalf("%q: %+v", s, c)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("Both countries have shut all major border crossings, leaving lorries in long lines. At the Chaman border crossing, families waited while officials of the two sides spoke of the weather and of the road to the coast. ", 500)
	a := read(s, names.Known{})
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		a.Draft.Crossings = nil
		Read(a)
	}
}
