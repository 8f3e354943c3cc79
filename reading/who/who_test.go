package who

import (
	"strings"
	"testing"

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
		{"bare officials inherit the nation", "Kenya warned its neighbour. Officials said so.", "Kenya=Kenya/KEN; Officials=Kenyan officials/KEN"},
		{"officials who will not be named", "Kenya waits. Officials familiar with the matter said so.", "Kenya=Kenya/KEN; Officials=/"},
		{"the delegation", "Kenyan negotiators met Ugandan ones. The delegation left.", "Kenyan negotiators=Kenyan negotiators/KEN; The delegation=Kenyan delegation/KEN"},
		{"the group", "Boko Haram attacked. The group said so.", "Boko Haram=Boko Haram/Boko Haram; The group=Boko Haram/Boko Haram"},
		{"it is said", "Kenya waits. It is said that trade stopped.", "Kenya=Kenya/KEN"},
		{"from whom", "Representatives from Kenya spoke.", "Representatives from Kenya=Kenyan representatives/KEN"},
		{"a ruler's regime", "The Assad regime fell.", "Assad regime=Assad regime/Assad regime"},
		{"social media", "He wrote on social media about Kenya.", "He=/; Kenya=Kenya/KEN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, cast := castOf(c.in, nil)
			if got := shown(x, cast); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
