package who

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

func castOf(s string, k *Names) (*text.Text, *Cast) {
	t := &text.Text{Raw: []byte(s), Plain: s}
	text.Segment(t)
	return t, Find(t, k)
}

// shown gives the mentions as "words=name/side".
func shown(t *text.Text, c *Cast) string {
	var out []string
	for _, m := range c.Mentions {
		out = append(out, t.String(m.Span)+"="+m.Actor.Name+"/"+m.Actor.Side)
	}
	return strings.Join(out, "; ")
}

func TestCast(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"title and name are one mention", "Norway's Foreign Minister Kari Berg spoke.",
			"Norway's Foreign Minister Kari Berg=Kari Berg/NOR"},
		{"surname later", "Kari Berg arrived. Mr. Hansen waited. Berg said no.",
			"Kari Berg=Kari Berg/; Mr. Hansen=Hansen/; Berg=Kari Berg/"},
		{"two of one surname kept apart", "Nawaz Sharif spoke first. Shehbaz Sharif answered. Sharif said yes.",
			"Nawaz Sharif=Nawaz Sharif/; Shehbaz Sharif=Shehbaz Sharif/; Sharif=Shehbaz Sharif/"},
		{"one's surname is another's given name", "Defence Minister Khawaja Asif spoke. Envoy Asif Durrani listened. Asif said no. Durrani left.",
			"Defence Minister Khawaja Asif=Khawaja Asif/; Envoy Asif Durrani=Asif Durrani/; Asif=Khawaja Asif/; Durrani=Asif Durrani/"},
		{"longer name of the same person", "Asif spoke. Khawaja Mohammad Asif nodded. Khawaja Asif left.",
			"Asif=Khawaja Mohammad Asif/; Khawaja Mohammad Asif=Khawaja Mohammad Asif/; Khawaja Asif=Khawaja Mohammad Asif/"},
		{"office in apposition", "Kari Berg, the Norwegian foreign minister, spoke. Norway's foreign minister left.",
			"Kari Berg=Kari Berg/NOR; Norwegian foreign minister=Kari Berg/NOR; Norway's foreign minister=Kari Berg/NOR"},
		{"nation and noun", "Colombian officials met Peru's military.",
			"Colombian officials=Colombian officials/COL; Peru's military=Peruvian military/PER"},
		{"group and noun", "Taliban officials met the Houthi leadership.",
			"Taliban officials=Taliban officials/Taliban; Houthi leadership=Houthis/Houthis"},
		{"every country has such a ministry", "Chad's Defence Ministry denied it. Niger's Defence Ministry spoke. The ministry left.",
			"Chad's Defence Ministry=Chadian Defence Ministry/TCD; it=Chadian Defence Ministry/TCD; Niger's Defence Ministry=Nigerien Defence Ministry/NER; The ministry=Nigerien Defence Ministry/NER"},
		{"a ministry's spokesman", "Chad's Foreign Ministry spokesman Ali Oumar spoke.", "Chad's Foreign Ministry spokesman Ali Oumar=Ali Oumar/TCD"},
		{"a title with a complement", "US Secretary of State Mary Hale spoke.", "US Secretary of State Mary Hale=Mary Hale/USA"},
		{"an office and a rank", "Thai army spokesman Major General Somchai Dee spoke.", "Thai army spokesman Major General Somchai Dee=Somchai Dee/THA"},
		{"an officer", "A senior Thai officer spoke.", "Thai officer=Thai officer/THA"},
		{"both are them", "Kenya spoke to both sides and urged them.", "Kenya=Kenya/KEN; them=/"},
		{"a country's name is a given name too", "Kenyan Defence Minister Israel Katz spoke. Katz left.", "Kenyan Defence Minister Israel Katz=Israel Katz/KEN; Katz=Israel Katz/KEN"},
		{"ministers of both", "Kenya waits. The two ministers left. Two diplomats said so.", "Kenya=Kenya/KEN; The two ministers=/; Two diplomats=/"},
		{"capital acts", "Nairobi said it was ready.", "Nairobi=Kenya/KEN; it=Kenya/KEN"},
		{"capital is a place", "The envoy arrived in Nairobi on Monday.", "The envoy=/"},
		{"capital falls", "The takeover of Kabul took a day.", ""},
		{"capital and its officials", "The duty lies with Kabul's authorities.", "Kabul's authorities=Afghan authorities/AFG"},
		{"two capitals in one word", "Moscow-Kyiv relations are bad.", "Moscow=Russia/RUS; Kyiv=Ukraine/UKR"},
		{"capital for its government after a source", "According to Reuters, Ankara had sought assurances.", "Reuters=Reuters/GBR; Ankara=Turkey/TUR"},
		{"country where something is", "The shelling in Sudan and Chad went on.", ""},
		{"country that acts", "Sudan accused Chad of that.", "Sudan=Sudan/SDN; Chad=Chad/TCD"},
		{"possessive inside a phrase", "Mr. Asif’s strongly worded post accused Norway.", "Mr. Asif=Asif/; Norway=Norway/NOR"},
		{"broadcaster by its country", "Kenya's state broadcaster RTX News reported so.", "Kenya's state broadcaster RTX News=RTX News/KEN"},
		{"he is the subject before", "Kari Berg met Ola Dahl. He left.", "Kari Berg=Kari Berg/; Ola Dahl=Ola Dahl/; He=Kari Berg/"},
		{"she", "Mrs. Berg met Mr. Dahl. She left.", "Mrs. Berg=Berg/; Mr. Dahl=Dahl/; She=Berg/"},
		{"they are the officials before", "Kenyan officials met Uganda's minister. They left.",
			"Kenyan officials=Kenyan officials/KEN; Uganda's minister=minister of Uganda/UGA; They=Kenyan officials/KEN"},
		{"the president of the only country named", "The president promised to free them. Kenya's north is dry.",
			"The president=president of Kenya/KEN; them=/; Kenya=Kenya/KEN"},
		{"the military where two countries are named", "The military left. The road from Kenya to Chad is shut.", "The military=/; Chad=Chad/TCD"},
		{"the president of something else", "The president of the club spoke. The road in Kenya is shut.", "The president=/"},
		{"the Foreign Office of nobody", "The Foreign Office denied it.", "Foreign Office=Foreign Office/; it=Foreign Office/"},
		{"the Foreign Office of the only country named", "The Foreign Office denied it. The road in Kenya is shut.", "Foreign Office=Kenyan Foreign Office/KEN; it=Kenyan Foreign Office/KEN"},
		{"those who left a group are not the group", "FARC dissidents burnt a bus. The FARC left.",
			"FARC dissidents=Revolutionary Armed Forces of Colombia dissidents/Revolutionary Armed Forces of Colombia dissidents; FARC=Revolutionary Armed Forces of Colombia/Revolutionary Armed Forces of Colombia"},
		{"diplomats from elsewhere", "Kenya warned its neighbour. Western diplomats said so.", "Kenya=Kenya/KEN; diplomats=/"},
		{"a group's negotiator speaks for no country", "The FARC's negotiator Pablo Rios spoke. The defence ministry said no.",
			"FARC's negotiator Pablo Rios=Pablo Rios/Revolutionary Armed Forces of Colombia; The defence ministry=/"},
		{"bare officials inherit the nation", "Kenya warned its neighbour. Officials said so.", "Kenya=Kenya/KEN; Officials=Kenyan officials/KEN"},
		{"officials who will not be named", "Kenya waits. Officials familiar with the matter said so.", "Kenya=Kenya/KEN; Officials=/"},
		{"the delegation", "Kenyan negotiators met Ugandan ones. The delegation left.", "Kenyan negotiators=Kenyan negotiators/KEN; The delegation=Kenyan delegation/KEN"},
		{"the group", "Boko Haram attacked. The group said so.", "Boko Haram=Boko Haram/Boko Haram; The group=Boko Haram/Boko Haram"},
		{"it is said", "Kenya waits. It is said that trade stopped.", "Kenya=Kenya/KEN"},
		{"from whom", "Representatives from Kenya spoke.", "Representatives from Kenya=Kenyan representatives/KEN"},
		{"a ruler's regime", "The Assad regime fell.", "Assad regime=Assad regime/Assad regime"},
		{"in Urdu", "کابل نے کہا کہ پاکستان میں امن ہے۔", "کابل=Afghanistan/AFG"},
		{"a talked-about country", "The meeting on Yemen ended. The Syria crisis goes on.", ""},
		{"called on", "Oslo called on Yemen to stop.", "Oslo=Norway/NOR; Yemen=Yemen/YEM"},
		{"nearest who said", "Boko Haram attacked but Kenyan officials said they were safe.", "Boko Haram=Boko Haram/Boko Haram; Kenyan officials=Kenyan officials/KEN; they=Kenyan officials/KEN"},
		{"office without an article", "Foreign Minister, Kari Berg, spoke. Foreign Minister condemns attack.", "Foreign Minister=Kari Berg/; Kari Berg=Kari Berg/; Foreign Minister=Kari Berg/"},
		{"its army", "Kenya waits and its army left.", "Kenya=Kenya/KEN; its army=Kenyan army/KEN"},
		{"capital with a train to it", "Trains between London and Paris run. Relations between London and Paris are good.", "London=United Kingdom/GBR; Paris=France/FRA"},
		{"officials of both", "Kenya waits. Officials on both sides said so.", "Kenya=Kenya/KEN; Officials=/"},
		{"the government of a country", "Chad waits. The road is shut, the Government of Kenya said.", "Chad=Chad/TCD; the Government of Kenya=Kenya/KEN"},
		{"the other side", "Kenya waits. The other side left.", "Kenya=Kenya/KEN; The other side=/"},
		{"social media", "He wrote on social media about Kenya.", "He=/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, cast := castOf(c.in, nil)
			if got := shown(x, cast); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	x, c := castOf("Analysts say trade fell. They warn of more. Kenyan officials left. According to Kenyan assessments nothing changed in Nairobi.", nil)
	at := func(w string) text.Span {
		i := strings.Index(x.Plain, w)
		if i < 0 {
			t.Fatalf("%q is not in the text", w)
		}
		return text.Span{Start: i, End: i + len(w)}
	}
	analysts := c.Resolve(x, at("Analysts"), Context{})
	if analysts.Kind != "unnamed" || analysts.Name != "" {
		t.Errorf("analysts are %+v", analysts)
	}
	officials := c.Resolve(x, at("Kenyan officials"), Context{})
	if officials.Name != "Kenyan officials" || officials.Side != "KEN" {
		t.Errorf("officials are %+v", officials)
	}
	for np, want := range map[string]string{"Kenyan assessments": "Kenya", "Nairobi": "Kenya", "nothing": ""} {
		if a := c.Resolve(x, at(np), Context{}); a == nil || a.Name != want {
			t.Errorf("%q is %+v, want %q", np, a, want)
		}
	}
	if a := c.Resolve(x, at("They"), Context{Speakers: []*Actor{analysts, officials}}); a != analysts {
		t.Errorf("they are %+v, want the analysts", a)
	}
}

func TestCharterSidesAndHolders(t *testing.T) {
	k := &Names{Parties: []names.Party{{ID: "ke", Name: "Kenya", Country: "KEN", Demonyms: []string{"Kenyan"}, Capital: "Nairobi",
		Offices: []names.Office{{Title: "Foreign Minister", Holder: "Amina Wekesa"}}}},
		Groups: []names.Group{{Name: "Free Coast Band", Side: "ke", Aliases: []string{"FCB"}}}}
	x, c := castOf("Kenya's foreign minister spoke. Nairobi said no. The FCB left. Kenyan officials agreed.", k)
	want := "Kenya's foreign minister=Amina Wekesa/ke; Nairobi=Kenya/ke; FCB=Free Coast Band/ke; Kenyan officials=Kenyan officials/ke"
	if got := shown(x, c); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCharterOfNoCountryOnEarth(t *testing.T) {
	k := &Names{Parties: []names.Party{{ID: "zel", Name: "Zelmora", Demonyms: []string{"Zelmoran"}, Capital: "Nerimar",
		Offices: []names.Office{{Title: "Defence Minister", Holder: "Idrin Vashko", Aliases: []string{"Idrin Vasko"}}}}},
		Places: []names.Place{{Name: "Nerimar"}}}
	x, c := castOf("Zelmoran soldiers left. Nerimar said no. Mr. Vashko agreed. Idrin Vasko spoke. The ministry of defence waits. Officials left. He was in Nerimar.", k)
	want := "Zelmoran soldiers=Zelmoran soldiers/zel; Nerimar=Zelmora/zel; Mr. Vashko=Idrin Vashko/zel; Idrin Vasko=Idrin Vashko/zel; The ministry=Zelmoran ministry/zel; Officials=Zelmoran officials/zel; He=Idrin Vashko/zel"
	if got := shown(x, c); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSelves(t *testing.T) {
	x, c := castOf("\"I think we can win,\" Kari Berg, Norway's foreign minister, said.\n\nWe mourn.", nil)
	var got []string
	for _, m := range c.Selves {
		got = append(got, x.String(m.Span)+"="+m.Actor.Name)
	}
	if s := strings.Join(got, "; "); s != "I=Kari Berg; we=Norway; We=" {
		t.Error(s)
	}
}

// FuzzFind: whatever the text, mentions stand inside it, in order, none in
// another, each with an actor, and every phrase resolves to somebody.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "Pakistan's", "the the minister of of", "Kabul-Kabul's authorities, the", "\"I we\" said Mr.", "officials from the", "It is", "Lt. Gen. of Kenya and Uganda's the Assad regime", "he, she, they; its supreme leader, Ali Khan, the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, c := castOf(strings.ToValidUTF8(s, "\ufffd"), nil)
		end := 0
		for _, m := range c.Mentions {
			if m.Start < end || m.End <= m.Start || m.End > len(x.Plain) || m.Actor == nil {
				t.Fatalf("mention %+v after %d", m, end)
			}
			if m.Name.Len() > 0 && !m.Contains(m.Name) {
				t.Fatalf("name outside its mention: %+v", m)
			}
			end = m.End
		}
		for _, q := range x.Sentences {
			if c.Resolve(x, q.Span, Context{Speakers: c.Actors}) == nil {
				t.Fatal("nobody")
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	x := &text.Text{Plain: strings.Repeat("Norway's Foreign Minister Kari Berg told Reuters on Tuesday that Kenyan officials had left Maldorin, near Oslo. He said the army had shelled three villages, and they denied it. Nairobi accused the Taliban of the attack that had been expected for so long.\n\n", 400)}
	text.Segment(x)
	Find(x, nil)
	b.SetBytes(int64(len(x.Plain)))
	for b.Loop() {
		Find(x, nil)
	}
}
