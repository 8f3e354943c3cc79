package names

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/text"
)

// found gives the names in s as "kind:words", joined by blanks.
func found(s string, k *Known) []string {
	x := &text.Text{Raw: []byte(s), Plain: s}
	text.Segment(x)
	var out []string
	for _, n := range Find(x, k) {
		out = append(out, kindNames[n.Kind]+":"+x.String(n.Span))
	}
	return out
}

var kindNames = map[Kind]string{Person: "person", Location: "place", Country: "country", Government: "gov", ArmedGroup: "group", Force: "force", Organisation: "org", Medium: "media", Nationality: "nation"}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"titles stay out", "He said that Pakistan's Defence Minister Khawaja Asif had told Reuters so in Doha.", "country:Pakistan|person:Khawaja Asif|media:Reuters|place:Doha"},
		{"nation and body", "They asked the Pakistani Foreign Ministry about it.", "gov:Pakistani Foreign Ministry"},
		{"words with hyphens", "The US-led forces left the Pakistan-Afghanistan border in a hurry.", "country:US|country:Pakistan|country:Afghanistan"},
		{"surname later", "The talks, Nureddine Mehmud said, went well. There was no doubt, and Mehmud left.", "person:Nureddine Mehmud|person:Mehmud"},
		{"group named like a people", "The Pakistani Taliban and the Afghan Taliban are two groups.", "group:Pakistani Taliban|group:Afghan Taliban"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(found(c.in, nil), "|"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
