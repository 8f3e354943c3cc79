package attribution_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
)

// statement is what a case wants of one statement; what is empty is not looked at.
type statement struct {
	speaker string // in the name, or in the words where there is no name
	act     string
	content string // words that stand in it
	chain   string // words that stand in names and channels of the chain
	hedge   string
	inside  int // the number of the statement that it stands in, from 1
	repeats int
	iff     string // words of the condition
	to      string
}

// TestTraps holds what misleads a reader of reports on a conflict, one case each.
func TestTraps(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		want []statement // in order; all of them
	}{
		{"a promise of violence is a threat",
			"“Let me assure them that we will crush every last post,” said Defence Minister Omar Saleh.",
			[]statement{{speaker: "Saleh", act: "threat", content: "crush every last post"}}},
		{"analysts who warn foresee",
			"Analysts warn that the truce may not survive the winter. They say neither side trusts the other.",
			[]statement{{speaker: "Analysts", act: "assessment"}, {speaker: "Analysts", act: "assessment"}}},
		{"a promise told of by another is within what he said",
			"Prime Minister Daniel Mwangi said Uganda had given a verbal promise to the envoy Sam Okello that all restrictions would end by May.",
			[]statement{{speaker: "Mwangi", act: "claim"}, {speaker: "Uganda", act: "assurance", content: "that all restrictions", to: "Okello", inside: 1}}},
		{"in writing is asked for",
			"“A verbal promise is not a commitment,” Daniel Mwangi said. “We want it in writing.”",
			[]statement{{speaker: "Mwangi", act: "demand"}}},
		{"a right reserved threatens",
			"“We reserve the right to respond,” Kenya's army said. Uganda reserves the right to retaliate, its foreign minister said.",
			[]statement{{speaker: "Kenya", act: "threat"}, {act: "threat"}}},
		{"neither confirmed nor denied is no denial",
			"Kenya has neither confirmed nor denied that its troops crossed the river.",
			[]statement{{speaker: "Kenya", act: "no_comment"}}},
		{"whoever is denied passage is told nothing",
			"Two armed men denied the team passage. The ministry denied inspectors access to the site.", nil},
		{"both undertook",
			"Under the declaration, both sides undertook to refrain from attacks. Kenya undertook repairs to the bridge.",
			[]statement{{speaker: "both sides", act: "assurance", content: "to refrain from attacks"}}},
		{"they committed themselves",
			"On 22 April the parties committed themselves to refrain from the use of force.",
			[]statement{{speaker: "the parties", act: "assurance", content: "to refrain"}}},
		{"we, in a body's own statement",
			"Statement by the Ministry of Foreign Affairs of Kenya\n\nThe Ministry of Foreign Affairs of Kenya rejects the claim. We call on Uganda to open the crossing.",
			[]statement{{act: "denial"}, {speaker: "Ministry of Foreign Affairs of Kenya", act: "demand", to: "Uganda"}}},
		{"a person's office",
			"President Daniel Mwangi promised on Friday to open the road. His office said it was shut. Mwangi's office denied the report.",
			[]statement{{speaker: "Daniel Mwangi", act: "assurance"}, {speaker: "Office of Daniel Mwangi"}, {speaker: "Office of Daniel Mwangi", act: "denial"}}},
		{"an official without a name",
			"A Kenyan official, speaking on condition of anonymity, said the draft had been handed over. In a post on X he said it was short.",
			[]statement{{speaker: "Kenyan official", chain: "unnamed_source"}, {chain: "post"}}},
		{"what a headline tells of besides",
			"Kenya accuses Uganda of breaking truce as Qatar calls for restraint\n\nKenya accused Uganda of attacks.",
			[]statement{{speaker: "Kenya", act: "accusation"}, {speaker: "Qatar", act: "appeal"}, {speaker: "Kenya", act: "accusation"}}},
		{"whoever is quoted by the press speaks",
			"State broadcaster NTV quoted military spokesman Omar Saleh as saying that the group had fired first.",
			[]statement{{speaker: "Omar Saleh", content: "that the group had fired first", chain: "NTV"}}},
		{"a briefing: who asks says nothing, who answers denies",
			"Transcript of the briefing\n\nQUESTION: Has Kenya agreed to act as a guarantor?\n\nSPOKESPERSON: We reject this allegation completely. Our forces did not fire.\n\nQUESTION: Will the crossing be reopened?\n\nSPOKESPERSON: I have no comment on that.",
			[]statement{{speaker: "SPOKESPERSON", act: "denial"}, {speaker: "SPOKESPERSON", act: "no_comment"}}},
		{"a topic before the colon says nothing",
			"Kenya: rebel party says drones hit trucks\n\nThe rebel party said on Monday that drones had hit trucks.",
			[]statement{{act: "claim", content: "drones hit trucks"}, {act: "claim"}}},
		{"whose junta it is the text has said",
			"Myanmar's junta fired on villages. A truce had been signed with China as witness. The junta did not respond to requests for comment.",
			[]statement{{speaker: "Myanmar", act: "no_comment"}}},
		{"warned to stop is a demand",
			"Kenya warned the militia to stop its raids across the river.",
			[]statement{{speaker: "Kenya", act: "demand", content: "to stop its raids"}}},
		{"called on somebody: a visit",
			"The special envoy called on Foreign Minister Daniel Mwangi in Nairobi on Tuesday.", nil},
		{"called on somebody to do: a demand",
			"The special envoy called on Kenya to reopen the crossing.",
			[]statement{{act: "demand", content: "to reopen the crossing"}}},
		{"sought assurances is a demand, not an assurance",
			"Uganda had sought assurances that no fighters would be sent over the border.",
			[]statement{{speaker: "Uganda", act: "demand", content: "assurances that"}}},
		{"rejecting an allegation is a denial",
			"Rwanda continues to reject allegations that its troops crossed the border.",
			[]statement{{speaker: "Rwanda", act: "denial", content: "allegations that its troops"}}},
		{"rejecting a proposal is a rejection",
			"Rwanda rejected a proposal for joint patrols.",
			[]statement{{speaker: "Rwanda", act: "rejection"}}},
		{"not the lack of one thing but of another: no denial",
			"Authorities say the problem is not the lack of meetings but the absence of anything that can be verified.",
			[]statement{{act: "accusation", content: "not the lack of meetings"}}},
		{"nobody in a capital has confirmed it",
			"Nobody in Nairobi has confirmed the report. Kenya has not confirmed it.", nil},
		{"a statement sent to those who print it",
			"A Kenyan army statement sent to news outlets last month said that the road was clear.",
			[]statement{{speaker: "Kenyan army", act: "claim", content: "the road was clear"}}},
		{"of reports in general",
			"An order that is reported by one side can be forgotten.", nil},
		{"he who has no name is not who was named before",
			"The Kenyan minister Daniel Mwangi said the road was open. Another official said it was not. He said lorries were waiting.",
			[]statement{{speaker: "Mwangi"}, {speaker: "Another official"}, {speaker: "He"}}},
		{"Dari, as it is written in Afghanistan",
			"والی کابل گفت که این ولسوالی از دیروز بسته است و پولیس در آن است.",
			[]statement{{speaker: "والی کابل", act: "claim", content: "این ولسوالی"}}},
		{"has yet to comment",
			"Burundi has yet to comment on the breakdown of the talks.",
			[]statement{{speaker: "Burundi", act: "no_comment"}}},
		{"those who quote are the way the words came",
			"State media quoted General Omar Saleh as saying the bridge was gone.",
			[]statement{{speaker: "Saleh", act: "claim", content: "the bridge was gone", chain: "press"}}},
		{"insisted that somebody did not",
			"The governor insisted that nobody had crossed the river.",
			[]statement{{act: "claim"}}},
		{"insisted that somebody must",
			"The governor insisted that the militia must leave.",
			[]statement{{act: "demand"}}},
		{"somebody's chief of staff is not that person",
			"President Omar Saleh was silent. “We trust nobody,” Saleh's chief of staff said.",
			[]statement{{speaker: "Saleh's chief of staff", content: "We trust nobody"}}},
		{"a relative clause names its subject before it",
			"Aid came from Rwanda, which denies backing the militia.",
			[]statement{{speaker: "Rwanda", act: "denial", content: "backing the militia"}}},
		{"a body is not its members",
			"The monitoring team, which includes the African Union, said it had seen nothing.",
			[]statement{{speaker: "The monitoring team", content: "it had seen nothing"}}},
		{"until an hour is no condition",
			"The army said no shots were fired from dusk until 01:10.",
			[]statement{{act: "claim"}}},
		{"ready to stop, provided",
			"Kampala said it was ready to halt the raids provided Nairobi freed the drivers.",
			[]statement{{speaker: "Uganda", act: "assurance", iff: "provided Nairobi freed"}}},
		{"need guarantees",
			"The governor said the town would need guarantees that the truce held.",
			[]statement{{act: "demand"}}},
		{"a road open to aid is no offer",
			"The governor said the road remains open to aid.",
			[]statement{{act: "claim"}}},
		{"could host talks",
			"Kenya said Nairobi could host the talks next month.",
			[]statement{{act: "offer_to_talk"}}},
		{"we will reconsider",
			"“If they fire again, we will reconsider our part in the talks,” General Omar Saleh said.",
			[]statement{{act: "threat", iff: "If they fire again"}}},
		{"promised last week to",
			"The governor promised last week to release the drivers.",
			[]statement{{act: "assurance", content: "to release the drivers"}}},
		{"the head of something, named behind a comma",
			"The head of the Red Valley council, Omar Saleh, said the road was open.",
			[]statement{{speaker: "Omar Saleh", content: "the road was open"}}},
		{"a spokesman named behind whose he is",
			"Omar Saleh left. Saleh's spokesman, Ahmed Mansour, denied that the road was closed.",
			[]statement{{speaker: "Ahmed Mansour", act: "denial"}}},
		{"authorities of a breakaway region are not the state's",
			"Authorities in Kenya's breakaway region of Baringo said the bridge was closed.",
			[]statement{{speaker: "Authorities in Kenya's breakaway region of Baringo", content: "the bridge was closed"}}},
		{"police are not the army named before",
			"The Kenyan army left. A farmer was hit, police said.",
			[]statement{{speaker: "police", content: "A farmer was hit"}}},
		{"remained committed is one statement",
			"The group said the army remained committed to the truce.",
			[]statement{{act: "claim"}}},
		{"told reporters after a two-hour meeting that",
			"The mayor told reporters after a two-hour meeting in the hall that the road was open.",
			[]statement{{content: "that the road was open"}}},
		{"urged not to",
			"The mayor urged Uganda not to close the road.",
			[]statement{{act: "demand", content: "not to close", to: "Uganda"}}},
		{"a relative clause in what is said",
			"Uganda, which denies it, pledged to free the drivers, its envoy said.",
			[]statement{{content: "Uganda, which denies it, pledged to free the drivers"}, {inside: 1, act: "assurance", speaker: "Uganda"}}},
		{"declined to comment",
			"A spokesman for the ministry declined to comment on the report.",
			[]statement{{act: "no_comment"}}},
		{"groups accused of, by nobody",
			"The army shelled groups accused of smuggling weapons.", nil},
		{"it is said, nobody says by whom",
			"It is said that the closure has ruined the traders.",
			[]statement{{act: "claim", content: "the closure has ruined"}}},
		{"are said to view: theirs, with a hedge of the reporter",
			"Ethiopian officials are said to view the offer as insufficient.",
			[]statement{{speaker: "Ethiopian officials", act: "rejection", content: "the offer as insufficient"}}},
		{"a relative clause lacks its subject",
			"Attacks by the Red Valley Front, which Kenya says operates from Somalia, have grown.",
			[]statement{{speaker: "Kenya", content: "operates from Somalia"}}},
		{"possessive: the owner of the tweet speaks",
			"Mr. Saleh’s angry tweet accused Kampala of pushing the region into war.",
			[]statement{{speaker: "Saleh", act: "accusation", chain: "post"}}},
		{"three levels, each with its reporter and hedge",
			"According to officials familiar with the talks, the Sudanese government has reportedly told Chad that its president, Idris Haroun, ordered the militia to stop the raids.",
			[]statement{
				{speaker: "officials familiar", act: "claim"},
				{speaker: "Sudan", act: "assurance", hedge: "reportedly", chain: "officials", inside: 1},
				{speaker: "Haroun", act: "demand", chain: "Sudan", inside: 2}}},
		{"a medium that reports a position is a step of the way",
			"According to Radio Okapi, Uganda had demanded the release of the prisoners. In response, Rwanda maintained that it held nobody.",
			[]statement{{speaker: "Uganda", act: "demand", chain: "Okapi"}, {speaker: "Rwanda", chain: "Okapi"}}},
		{"a spokesman who posts his minister's words is a step of the way",
			"\"[Haroun] said that nobody will be allowed to cross; our men have their orders,\" Musa Adan, spokesman for the ministry, said in a tweet.",
			[]statement{{speaker: "Haroun", content: "our men have their orders", chain: "Musa Adan"}}},
		{"the headline repeats the body",
			"# Kenya warns Somalia: raids “intolerable”\n\nKenya has warned Somalia that further raids over the border are intolerable and will be answered.",
			[]statement{{speaker: "Kenya", act: "threat", repeats: 2}, {speaker: "Kenya", act: "threat"}}},
		{"a headline with the speaker last",
			"# Won't let anyone use our airstrips: Kenya assures Somalia\n\nThe two sides met on Monday.",
			[]statement{{speaker: "Kenya", act: "assurance", content: "Won't let anyone", to: "Somalia"}}},
		{"a condition has two halves",
			"Sudan said talks will only be possible if Chad closes the camps.",
			[]statement{{speaker: "Sudan", act: "condition", iff: "if Chad closes the camps"}}},
		{"ready to talk, if",
			"Ethiopia has indicated that it remains open to further talks if there is a chance of progress.",
			[]statement{{speaker: "Ethiopia", act: "offer_to_talk", iff: "if there is a chance"}}},
		{"two speakers, two acts",
			"In a joint statement, Kenya and Uganda expressed concern over armed groups in the border area and called for swift action against them.",
			[]statement{{speaker: "Kenya", act: "accusation", chain: "statement"}, {speaker: "Kenya", act: "demand"}}},
		{"carried on in the next sentence",
			"On the platform X, Defence Minister Omar Saleh wrote that the posts were empty. He further declared, “We know where they sleep.”",
			[]statement{{speaker: "Saleh", chain: "post"}, {speaker: "Saleh", chain: "post"}}},
		{"the warning that said: its speaker is who warned",
			"General Abel Tesfaye warned the rebels to lay down their arms. The warning stated that those who refused would lose all support.",
			[]statement{{speaker: "Tesfaye", act: "demand"}, {speaker: "Tesfaye", act: "threat"}}},
		{"an inquiry indicates nothing by itself",
			"He claimed that police investigations in Goma indicate that the two raids are linked to militants across the border.",
			[]statement{{speaker: "He", act: "accusation", chain: "investigation"}}},
		{"a minister on what his government wants",
			"According to Kenya’s Foreign Minister Daniel Mwangi, Kenya is seeking a guarantee that the road stays open.",
			[]statement{{speaker: "Mwangi", act: "demand"}}},
		{"glued quotation mark",
			"# Kampala Warns Kigali: Raids“Intolerable”\n\nNothing else is known.",
			[]statement{{speaker: "Uganda", act: "threat", content: "Intolerable"}}},
		{"what he calls it stands inside what he says",
			"RTNC indicated that the talks failed over what it termed “absurd conditions” from Kigali.",
			[]statement{{content: "absurd conditions"}}},
		{"nobody has claimed it", "Nobody has claimed the bombing of the depot. No group claimed responsibility.", nil},
		{"did not say whether", "The minister did not say whether the guards had been paid.",
			[]statement{{act: "no_comment"}}},
		{"a group claims an ambush", "The Red Valley Front claimed the ambush on the Kelo road.",
			[]statement{{speaker: "Red Valley Front", act: "claim_of_responsibility"}}},
		{"that after those who are told", "The envoy told a news conference that the parties had agreed to meet again.",
			[]statement{{content: "that the parties had agreed"}, {content: "to meet again", inside: 1}}},
		{"both sides are asked: an appeal",
			"China has encouraged both countries to settle their differences through dialogue.",
			[]statement{{speaker: "China", act: "appeal"}}},
		{"nobody says what a legal notice says",
			"Officials said the bridge was open.\n\nLegal Disclaimer:\nThis site provides the information “as is”. We do not accept any responsibility for its accuracy.",
			[]statement{{content: "the bridge was open"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			words, title := strings.CutPrefix(c.text, "# ")
			_ = title
			docs, err := reading.Read("x.txt", []byte(words), reading.Options{Published: "2024-05-15"})
			if err != nil {
				t.Fatal(err)
			}
			got := docs[0].Statements
			if len(got) != len(c.want) {
				t.Fatalf("%d statements, want %d: %s", len(got), len(c.want), list(got))
			}
			for i, w := range c.want {
				if miss := w.miss(got[i]); miss != "" {
					t.Errorf("statement %d: %s: %s", i+1, miss, list(got[i:i+1]))
				}
			}
		})
	}
}

// miss says what of w is not so in s.
func (w statement) miss(s draft.Statement) string {
	speaker := ""
	if s.Speaker != nil {
		speaker = s.Speaker.Name + " / " + s.Speaker.Text
	}
	var chain []string
	for _, l := range s.Chain {
		chain = append(chain, l.Name, l.Channel)
	}
	iff, to := "", ""
	if s.Condition != nil {
		iff = s.Condition.Text
	}
	if s.Addressee != nil {
		to = s.Addressee.Name
	}
	for _, x := range []struct{ what, got, want string }{
		{"speaker", speaker, w.speaker}, {"content", s.Content.Text, w.content}, {"chain", strings.Join(chain, " "), w.chain},
		{"hedge", s.Hedge, w.hedge}, {"condition", iff, w.iff}, {"addressee", to, w.to},
	} {
		if !strings.Contains(x.got, x.want) {
			return x.what + " " + x.got + " has no " + x.want
		}
	}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return "s" + string(rune('0'+n))
	}
	switch {
	case w.act != "" && s.Act != w.act:
		return "act is " + s.Act + ", not " + w.act
	case w.inside != 0 && s.Inside != number(w.inside):
		return "inside is " + s.Inside
	case w.repeats != 0 && s.Repeats != number(w.repeats):
		return "repeats is " + s.Repeats
	case !slices.Contains(s.Acts, s.Act):
		return "act is not among acts"
	}
	return ""
}

func list(all []draft.Statement) string {
	var b strings.Builder
	for _, s := range all {
		who := ""
		if s.Speaker != nil {
			who = s.Speaker.Text + " (" + s.Speaker.Name + ")"
		}
		b.WriteString("\n  " + s.ID + " " + s.Rule + " | " + who + " | " + s.Cue.Text + " | " + s.Content.Text + " | " + strings.Join(s.Acts, ",") + " | in " + s.Inside)
	}
	return b.String()
}
