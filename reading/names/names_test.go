package names

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/text"
)

func segmented(s string) *text.Text {
	x := &text.Text{Raw: []byte(s), Plain: s}
	text.Segment(x)
	return x
}

// found gives the names in s as "kind:words", joined by bars.
func found(s string, k *Known) string {
	x := segmented(s)
	var out []string
	for _, n := range Find(x, k) {
		out = append(out, kindNames[n.Kind]+":"+x.String(n.Span))
	}
	return strings.Join(out, "|")
}

var kindNames = map[Kind]string{Person: "person", Location: "place", Country: "country", Government: "gov", ArmedGroup: "group", Force: "force", Organisation: "org", Medium: "media", Nationality: "nation"}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"titles stay out", "He said that Pakistan's Defence Minister Khawaja Asif had told Reuters so in Doha.", "country:Pakistan|person:Khawaja Asif|media:Reuters|place:Doha"},
		{"title with a complement", "They met Secretary of State John Kerry and the Minister for Central Asia there.", "person:John Kerry|place:Central Asia"},
		{"nation and body", "They asked the Pakistani Foreign Ministry about it.", "gov:Pakistani Foreign Ministry"},
		{"body with a complement", "He works at the Ministry of Culture and Heritage in Amman.", "gov:Ministry of Culture and Heritage|place:Amman"},
		{"words with hyphens", "The US-led forces left the Pakistan-Afghanistan border in a hurry.", "country:US|country:Pakistan|country:Afghanistan"},
		{"surname later", "The talks, Nureddine Mehmud said, went well. There was no doubt, and Mehmud left.", "person:Nureddine Mehmud|person:Mehmud"},
		{"two groups of nearly one name", "The Pakistani Taliban and the Afghan Taliban are two groups.", "group:Pakistani Taliban|group:Afghan Taliban"},
		{"place with its kind", "Five died in Akita Prefecture and near Lake Chad.", "place:Akita Prefecture|place:Lake Chad"},
		{"place no table knows, by what stands around it", "Three died in the village of Zurbatuq on the coast.", "place:Zurbatuq"},
		{"places in a list", "The towns of Maldorin, Ebrakh and Zurbatuq burned for days.", "place:Maldorin|place:Ebrakh|place:Zurbatuq"},
		{"person who is a town elsewhere", "For years Senator Lee Clinton and the others waited, and then Clinton left.", "person:Lee Clinton|person:Clinton"},
		{"abbreviation in brackets", "The World Monuments Fund (WMF) paid for it, and WMF experts came.", "org:World Monuments Fund|org:WMF|org:WMF"},
		{"things in capitals are no bodies", "They found an IED and a GPS there.", ""},
		{"happenings are no bodies", "They spoke of Operation Red Dawn and of Resolution 2254 for hours.", ""},
		{"ordinary words at the beginning", "Rebels fled. Three men died. Witnesses saw it.", ""},
		{"a day is no group", "They met on November 17 in Rome.", "place:Rome"},
		{"contractions are no places", "He said that I'll go and he'll stay.", ""},
		{"months are no people", "They met in May 2016 and again on June 3.", ""},
		{"state after a town", "He lives in Springfield, Mass., with a friend.", "place:Springfield|place:Mass."},
		{"mass is no state", "He attended Mass on Sunday.", ""},
		{"particles", "The lawyer Abdullah bin Rashid al-Nur met Ludwig van der Berg there.", "person:Abdullah bin Rashid al-Nur|person:Ludwig van der Berg"},
		{"initials", "Yesterday J. K. Lowell and George W. Bush came.", "person:J. K. Lowell|person:George W. Bush"},
		{"possessive inside a name", "He joined the People's Protection Units and the Lord's Resistance Army last year.", "group:People's Protection Units|group:Lord's Resistance Army"},
		{"surname before the whole name", "What Berg says, nobody knows, but Ole Berg is a minister.", "person:Berg|person:Ole Berg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := found(c.in, nil); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestFindInCapitals(t *testing.T) {
	const in = "BOGOTA, 3 MAY 89 -- THE ARMY REPORTED TODAY THAT GUERRILLAS ATTACKED A PATROL IN SAN VICENTE DEL CAGUAN IN ADDITION TO THREE TOWNS OF COLOMBIA. PRESIDENT VIRGILIO BARCO CONDEMNED THE ATTACK BY THE NATIONAL LIBERATION ARMY."
	want := "place:BOGOTA|place:SAN VICENTE DEL CAGUAN|country:COLOMBIA|person:VIRGILIO BARCO|group:NATIONAL LIBERATION ARMY"
	if got := found(in, nil); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFindInArabicLetters(t *testing.T) {
	for in, want := range map[string]string{
		"پاکستان نے کابل میں طالبان سے بات کی۔":                "country:پاکستان|place:کابل|group:طالبان",
		"وزیر خارجه افغانستان در دوحه با سازمان ملل دیدار کرد": "country:افغانستان|place:دوحه|org:سازمان ملل",
		"وقالت باكستان للولايات المتحدة في القاهرة":            "country:باكستان|country:لولايات المتحدة|place:القاهرة",
	} {
		if got := found(in, nil); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestFindWithCharter(t *testing.T) {
	k := &Known{
		Parties: []Party{{ID: "north", Name: "Northland", Aliases: []string{"Republic of Northland"}, Demonyms: []string{"Northlander", "Northlanders"}, Offices: []Office{{Title: "Premier", Holder: "Tor Vask"}}}},
		Groups:  []Group{{Name: "Free Coast Band", Side: "north", Aliases: []string{"FCB"}}},
		Places:  []Place{{Name: "Ferry Gate", Country: "NOR"}},
	}
	in := "The Northlander army and FCB were at Ferry Gate when Tor Vask of Northland came."
	x := segmented(in)
	sides := map[string]string{"Northlander": "north", "FCB": "north", "Ferry Gate": "", "Tor Vask": "north", "Northland": "north"}
	all := Find(x, k)
	if len(all) != len(sides) {
		t.Fatalf("found %v", all)
	}
	for _, n := range all {
		if want, ok := sides[x.String(n.Span)]; !ok || n.Side != want {
			t.Errorf("%q has side %q, want %q", x.String(n.Span), n.Side, want)
		}
	}
}

// FuzzFind: whatever the text, names stand inside it, in order, none in another,
// and in the tokens they say.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "Dr. Al-", "A. B. C. of the of", "Ministry of", "The U.S.-led (UN) 'People's Army", "PRESIDENT OF THE", "Lake", "al-Q'", "\"\"\"\"", "Mr.\n\nMr. Saint", "Kabul-Kabul-", "x\xffY Province’s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := segmented(strings.ToValidUTF8(s, "\ufffd"))
		end := 0
		for _, n := range Find(x, nil) {
			if n.Start < end || n.End <= n.Start || n.End > len(x.Plain) {
				t.Fatalf("name at %v after %d", n.Span, end)
			}
			if n.First < 0 || n.Last > len(x.Tokens) || n.First >= n.Last || n.Start < x.Tokens[n.First].Start || n.End > x.Tokens[n.Last-1].End {
				t.Fatalf("name at %v is not in tokens %d to %d", n.Span, n.First, n.Last)
			}
			end = n.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	x := segmented(strings.Repeat("Norway's Foreign Minister Kari Berg told Reuters on Tuesday that the rebels had left Maldorin, near Oslo. Officials said the army had shelled three villages of the district, and that nobody was to blame for what had happened there before the talks.\n\n", 400))
	Find(x, nil)
	b.SetBytes(int64(len(x.Plain)))
	for b.Loop() {
		Find(x, nil)
	}
}
