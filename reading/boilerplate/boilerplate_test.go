package boilerplate

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/text"
)

const (
	lead  = "The ministry said on Tuesday that the gate would stay shut until both sides had agreed on new rules."
	prose = "Traders at the gate said they had been told nothing, and that some of their goods had gone bad in the heat."
)

func marked(s string) (*text.Text, []Mark, string) {
	t := &text.Text{Raw: []byte(s), Plain: s}
	marks, title := Find(t)
	return t, marks, t.String(title)
}

// Each line stands in an article, above or below its prose.
func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, before, line, after, kind string
	}{
		{"page clock above the title", "", "Tuesday, 02 January 2024 12:17 GMT", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose, Header},
		{"share bar, glued", "Gate stays shut at Hadrel\n\n", "ShareFacebook Twitter WhatsApp Email Print Telegram", lead + "\n\n" + prose, Share},
		{"byline", "Gate stays shut at Hadrel\n\n", "By Mirela Sand", lead + "\n\n" + prose, Byline},
		{"byline with a day", "Gate stays shut at Hadrel\n\n", "Lake News Agency July 20, 2023", lead + "\n\n" + prose, Byline},
		{"publication line", "Gate stays shut at Hadrel\n\n", "Published: 3 May 2021, 10:15 | Updated: 4 May 2021", lead + "\n\n" + prose, Header},
		{"picture credit", "Gate stays shut at Hadrel\n\n", "PHOTO: LAKE NEWS/ @someone", lead + "\n\n" + prose, Credit},
		{"dateline alone", "Gate stays shut at Hadrel\n\n", "NERIMAR:", lead + "\n\n" + prose, Dateline},
		{"dateline of a wire, alone", "", "NERIMAR, August 7 (Lakewire) --", lead + "\n\n" + prose, Dateline},
		{"read more among the paragraphs", "Gate stays shut at Hadrel\n\n" + lead + "\n\n", "Read more:\u00a0Envoys to meet at the lake", prose, ReadMore},
		{"read more in German", "Gate stays shut at Hadrel\n\n" + lead + "\n\n", "Lesen Sie auch: Unterhändler am See", prose, ReadMore},
		{"read more in Urdu", "Gate stays shut at Hadrel\n\n" + lead + "\n\n", "یہ بھی پڑھیں: مذاکرات", prose, ReadMore},
		{"wire id", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\n", "LAKEW27102025000228011069ID1110251643", "", WireID},
		{"legal notice", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\n", "The agency provides the information “as is” without warranty of any kind. We do not accept any responsibility or liability for its accuracy.", "", Legal},
		{"rights", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\n", "© 2026 Lake News. All rights reserved.", "", Legal},
		{"comment form", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\n", "Your email address will not be published. Required fields are marked *", "", Comments},
		{"leave a reply", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\n", "Leave a Reply", "Latest Tweet", Comments},
		{"address", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\nAbout Us\n\n", "Address 2933 41k St", "Contact\n\n+1 (825) 555-2079", Contact},
		{"telephone", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\nContact\n\n", "+1 (825) 555-2079", "", Contact},
		{"mail address", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\nContact\n\n", "info@lakenews.example", "", Contact},
		{"donations", "", "Your support helps us to tell the story. Donate now.", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose, Appeal},
		{"row of labels", "", "Home | Politics | Frontier | Weather", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose, Menu},
		{"row of labels below", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose + "\n\n", "Imprint · Jobs · Contact us", "", Menu},
		{"masthead", "", "The Nerimar Courier", "\"Not a handshake\": Vashko names four states\n\n" + lead + "\n\n" + prose, Menu},
		{"label", "", "Latest", "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + prose, Menu},
	} {
		s := c.before + c.line + "\n\n" + c.after
		x, marks, _ := marked(s)
		got := ""
		for _, m := range marks {
			if m.Start == len(c.before) {
				got = m.Kind
				if x.String(m.Span) != c.line {
					t.Errorf("%s: marked %q", c.name, x.String(m.Span))
				}
			}
		}
		if got != c.kind {
			t.Errorf("%s: %q is %q, want %q", c.name, c.line, got, c.kind)
		}
	}
}

// What must not be marked.
func TestProse(t *testing.T) {
	for _, line := range []string{
		lead, prose,
		"The border was shut.",
		"“We do not accept it,” she said.",
		"Follow the rules, he told them.",
		"On July 20, 2023 the envoy arrived in the capital.",
		"READ more he would not, the minister said with a smile.",
		"Contact between the two sides was lost on Friday.",
		"Share of the water: two thirds to the plains, said the report that was printed on Monday.",
	} {
		s := "Gate stays shut at Hadrel\n\n" + lead + "\n\n" + line + "\n\n" + prose + "\n"
		x, marks, title := marked(s)
		for _, m := range marks {
			t.Errorf("%q: %q is marked as %s", line, x.String(m.Span), m.Kind)
		}
		if title != "Gate stays shut at Hadrel" {
			t.Errorf("%q: title %q", line, title)
		}
	}
}

func TestDateline(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"NERIMAR: The ministry said so.", "NERIMAR: "},
		{"PORT ELVANE, Casteva (LWN) — The ministry said so.", "PORT ELVANE, Casteva (LWN) — "},
		{"KESSADIN, 22 October (TNA) - Oruvia denied it.", "KESSADIN, 22 October (TNA) - "},
		{"Nerimar (Reuters) - The ministry said so.", "Nerimar (Reuters) - "},
		{"(LAKEWIRE- Gate Press) The ministry said so.", "(LAKEWIRE- Gate Press) "},
		{"NERIMAR, Casteva (Lake Wire) 3 December 2024 — The ministry said so.", "NERIMAR, Casteva (Lake Wire) 3 December 2024 — "},
		{"NERIMAR (Gate Line), 12 September 2023 - The ministry said so.", "NERIMAR (Gate Line), 12 September 2023 - "},
		{"NERIMAR (AFP) - 19 February 2025 - The ministry said so.", "NERIMAR (AFP) - 19 February 2025 - "},
		{"(Lake Monitor, 21.06.2024) The ministry said so.", "(Lake Monitor, 21.06.2024) "},
		{"(Two of them, unarmed) The ministry said so.", ""},
		{"The ministry said: nothing.", ""},
		{"UPDATE: the gate is shut.", ""},
		{"UN-backed talks failed.", ""},
	} {
		if n := dateline(c.in); c.in[:n] != c.want {
			t.Errorf("%q: %q, want %q", c.in, c.in[:n], c.want)
		}
	}
}

func TestBarredDateline(t *testing.T) {
	for line, want := range map[string]string{
		"NERIMAR | Lake Wire | 26.08.2024": Dateline,
		"NERIMAR | 26 August 2024":         Dateline,
		"HOME | NEWS | WEATHER":            Menu,
	} {
		marks, _ := Find(&text.Text{Raw: []byte(""), Plain: "Two gates shut in the north\n\n" + line + "\n\nThe mission said on Monday that two of the gates had been shut for a week."})
		if len(marks) != 1 || marks[0].Kind != want {
			t.Errorf("%q: %v, want %s", line, marks, want)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"below a clock and a label", "Tuesday, 02 January 2024 12:17 GMT\n\nLatest\n\nGate stays shut at Hadrel\n\n" + lead + "\n\n" + prose, "Gate stays shut at Hadrel"},
		{"below a paper's name and its section", "Lake Mirror - World\nTue 2 Jan 2024\n\nChad's general wants four states behind any pledge\n\n" + lead + "\n\n" + prose, "Chad's general wants four states behind any pledge"},
		{"none", lead + "\n\n" + prose, ""},
		{"glued quotation", "Armed Groups“Unacceptable” to Nerimar\n\n" + lead + "\n\n" + prose, "Armed Groups“Unacceptable” to Nerimar"},
	} {
		if _, _, title := marked(c.in); title != c.want {
			t.Errorf("%s: %q, want %q", c.name, title, c.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{lead, "By A. Sand\n\n" + lead, "NERIMAR (AP) —", "© 2026", "Read more:", "PHOTO: ", "\xff\n\n\xf0\x9f", "+1 (825)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := &text.Text{Raw: []byte(s), Plain: text.Decode([]byte(s))}
		marks, title := Find(x)
		at := 0
		for _, m := range marks {
			if m.Start < at || m.End <= m.Start || m.End > len(x.Plain) || m.Kind == "" {
				t.Fatalf("mark %+v after %d of %d", m, at, len(x.Plain))
			}
			at = m.End
		}
		if title.Start < 0 || title.End > len(x.Plain) || title.End < title.Start {
			t.Fatalf("title %v of %d", title, len(x.Plain))
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := "Gate stays shut at Hadrel\n\nBy Mirela Sand\n\n" + strings.Repeat(lead+"\n\nRead more: Envoys\n\n"+prose+"\n\n", 200)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Find(&text.Text{Raw: []byte(s), Plain: s})
	}
}
