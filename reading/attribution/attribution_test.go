package attribution_test

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/attribution"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/when"
	"github.com/surety-mechanism/surety/reading/who"
)

// read runs the stages that attribution needs on plain text. A first line
// followed by an empty one is the title when it begins with "# ".
func read(words string) *analysis.Analysis { return readIn("en", words) }

// readIn is read for a language.
func readIn(language, words string) *analysis.Analysis {
	a := &analysis.Analysis{Draft: &draft.Document{}, Published: "2024-05-15", Language: language}
	title := false
	if rest, ok := strings.CutPrefix(words, "# "); ok {
		words, title = rest, true
	}
	a.Text = &text.Text{Raw: []byte(words), Plain: words}
	if title {
		a.Title = text.Span{Start: 0, End: strings.IndexByte(words+"\n", '\n')}
	}
	text.Segment(a.Text)
	when.Read(a)
	a.Cast = who.Find(a.Text, nil)
	attribution.Read(a)
	return a
}

// told gives the statements as "speaker | cue | content" lines.
func told(a *analysis.Analysis) []string {
	var out []string
	for _, s := range a.Statements {
		out = append(out, a.Text.String(s.SpeakerAt)+" | "+a.Text.String(s.CueAt)+" | "+a.Text.String(s.ContentAt))
	}
	return out
}

func (c example) run(t *testing.T) {
	t.Helper()
	got := strings.Join(told(read(c.text)), "\n")
	if want := strings.Join(c.want, "\n"); got != want {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", c.text, got, want)
	}
}

type example struct {
	name string
	text string
	want []string
}

func TestRead(t *testing.T) {
	for _, c := range []example{
		{"said that", "The envoy said that the truce would hold.", []string{"The envoy | said | that the truce would hold"}},
		{"said, no that", "Officials say the bridge is open again.", []string{"Officials | say | the bridge is open again"}},
		{"promised not to", "Both parties promised not to enter hospitals.", []string{"Both parties | promised | not to enter hospitals"}},
		{"only if they agree", "The list stays sealed unless both sides agree to publish it, the envoy said.",
			[]string{"the envoy | said | The list stays sealed unless both sides agree to publish it"}},
		{"where it may be seen", "“We hold our fire,” the commander said in a video posted on social media.",
			[]string{"the commander | said | “We hold our fire,”"}},
		{"through two others", "Chad conveyed to the rebels through Kenya and Qatar that it would wait.",
			[]string{"Chad | conveyed | that it would wait"}},
		{"a visiting envoy", "The president told a visiting Kenyan envoy that the truce held.",
			[]string{"The president | told | that the truce held"}},
		{"asked in a quotation", "The spokeswoman called on “all parties to refrain from reprisals.”",
			[]string{"The spokeswoman | called on | to refrain from reprisals"}},
		{"a headline's two", "Chad, Niger accuse each other of shelling", []string{"Chad, Niger | accuse | each other of shelling"}},
		{"two armies", "The two armies accused each other of firing first.", []string{"The two armies | accused | each other of firing first"}},
		{"who would not be named", "“The road is mined,” said an officer who asked not to be named.",
			[]string{"an officer who asked not to be named | said | “The road is mined,”"}},
		{"what a text is silent on", "Under the deal, the army left the town. It did not say what would follow.", nil},
		{"direct, after", "“We will not leave the valley,” said Colonel Baraka.", []string{"Colonel Baraka | said | “We will not leave the valley,”"}},
		{"direct, inverted with an apposition", "“Nobody fired first,” said Leyla Aras, a nurse at the clinic.",
			[]string{"Leyla Aras, a nurse at the clinic | said | “Nobody fired first,”"}},
		{"direct, before", "She added: “The road is mined.”", []string{"She | added | “The road is mined.”"}},
		{"quotation resumed", "“They came at night,” he said. “We heard nothing.”", []string{"he | said | “They came at night,” he said. “We heard nothing.”"}},
		{"according to, first", "According to the governor, both posts were empty.", []string{"the governor | According to | both posts were empty"}},
		{"according to, last", "Both posts were empty, according to the governor.", []string{"the governor | according to | Both posts were empty"}},
		{"according to rules nobody says", "Prisoners are held according to the rules of the convention.", nil},
		{"told somebody that", "The general told reporters in Juba on Friday that his men had withdrawn.",
			[]string{"The general | told | that his men had withdrawn"}},
		{"warned somebody that", "Kigali warned Kinshasa that any raid would be answered.", []string{"Kigali | warned | that any raid would be answered"}},
		{"passive, nobody named", "It is said that the prisoners were moved.", []string{" | is said | that the prisoners were moved"}},
		{"discussed", "The envoys discussed the exchange of prisoners.", []string{"The envoys | discussed | the exchange of prisoners"}},
		{"questioned", "The general questioned the wisdom of the patrols.", []string{"The general | questioned | the wisdom of the patrols"}},
		{"referred to", "The minister referred to the rebels as bandits.", []string{"The minister | referred to | the rebels as bandits"}},
		{"spoke about", "She spoke about the closure of the port.", []string{"She | spoke about | the closure of the port"}},
		{"knows whether", "The governor doesn’t know whether the road is open.", []string{"The governor | doesn’t know | whether the road is open"}},
		{"took issue with", "The envoy took issue with the wording of the map.", []string{"The envoy | took issue with | the wording of the map"}},
		{"raised doubts about", "Traders raised doubts about the new toll.", []string{"Traders | raised doubts about | the new toll"}},
		{"spoke out against", "The bishop spoke out against the curfew.", []string{"The bishop | spoke out | against the curfew"}},
		{"compared", "The senator compared the wall to a dam.", []string{"The senator | compared | the wall to a dam"}},
		{"is uneasy about", "The mayor is uneasy about the convoys.", []string{"The mayor | is uneasy about | the convoys"}},
		{"asked about", "Asked about the toll, the mayor left.", []string{" | Asked about | the toll"}},
		{"when asked whether", "When asked whether the pass was open, the mayor left.", []string{" | asked | whether the pass was open"}},
		{"was asked about", "The general was asked about the raid.", []string{" | was asked about | the raid"}},
		{"told just before that", "The mayor had been told just before the vote that he would lose.", []string{" | had been told | that he would lose"}},
		{"asked several times whether", "The paper asked several times whether the bridge was safe.", []string{"The paper | asked | whether the bridge was safe"}},
		{"said before leaving that", "The envoy said before leaving the hall that nobody was hurt.", []string{"The envoy | said | that nobody was hurt"}},
		{"about a number", "The mayor said about 20 people had been moved.", []string{"The mayor | said | about 20 people had been moved"}},
		{"most of them", "Most of them said the road was shut.", []string{"Most of them | said | the road was shut"}},
		{"as some hope, in the middle", "Prices will fall, as some traders hope, by winter.", []string{"some traders | hope | Prices will fall"}},
		{"reported after the words", "“We saw smoke over the hill and ran,” Radio Delta reported.",
			[]string{"Radio Delta | reported | “We saw smoke over the hill and ran,”"}},
		{"called on somebody to at least do", "The paper called on the minister to at least answer.", []string{"The paper | called on | to at least answer"}},
		{"is widely seen as", "The visit is widely seen as a gesture.", []string{" | is widely seen | as a gesture"}},
		{"was seen as, nobody says by whom", "The visit was seen as a gesture.", nil},
		{"has doubts about", "The mayor has serious doubts about the plan.", []string{"The mayor | doubts | about the plan"}},
		{"made the claim that", "The general made the claim that nobody had crossed.", []string{"The general | claim | that nobody had crossed"}},
		{"a charge somebody denied", "The army shelled the town, a charge the group denied.", []string{"the group | denied | a charge"}},
		{"took to the radio to say", "The general took to the radio to say that nobody had fled.", []string{"The general | to say | that nobody had fled"}},
		{"a poll of two bodies", "The Radio/Nord poll shows the Greens leading the Reds.", []string{"The Radio/Nord poll | shows | the Greens leading the Reds"}},
		{"they’re wary of", "They're wary of the offer.", []string{"They're | wary of | the offer"}},
		{"ruled that", "The court ruled that the levy was void.", []string{"The court | ruled | that the levy was void"}},
		{"rules, figures and posts are no verbs", "The rules that bind border posts and the figures they print are old.", nil},
		{"pushed into is no cue", "The closure has pushed relations into a crisis.", nil},
		{"said on a programme", "“They paint us with one brush,” Mansour said on Radio Delta's “Morning Hour.”", []string{"Mansour | said | “They paint us with one brush,”"}},
		{"has since said", "The governor has since said the road is open.", []string{"The governor | has since said | the road is open"}},
		{"was first reported by", "The raid was first reported by Radio Delta.", []string{"Radio Delta | was first reported by | The raid"}},
		{"as reported by", "As reported by Radio Delta, the army left the town.", []string{"Radio Delta | As reported by | the army left the town"}},
		{"agreed with somebody that", "The mayor agreed with the envoy that the port should open.", []string{"The mayor | agreed | that the port should open"}},
		{"insists, most recently", "The mayor insists, most recently in an interview, that he never fled.", []string{"The mayor | insists | that he never fled"}},
		{"a participle before the speaker", "“We will stay,” retired general Pedro Salas said.", []string{"retired general Pedro Salas | said | “We will stay,”"}},
		{"asked somewhere whether", "Asked in Lima on Monday whether the pass was open, the mayor left.", []string{" | Asked | whether the pass was open"}},
		{"said after meeting somebody", "The truce is vital, he said after meeting his aides.", []string{"he | said | The truce is vital"}},
		{"and others say", "Some say the envoy is tired and others say he is well.", []string{"Some | say | the envoy is tired", "others | say | he is well"}},
		{"everything somebody says", "Not everything the general says is true.", nil},
		{"whose laws were struck down say", "The elders whose laws were struck down say nothing has changed.",
			[]string{"The elders whose laws were struck down | say | nothing has changed"}},
		{"requested anonymity is asked of nobody", "A clerk requested anonymity to speak.", nil},
		{"used a speech to call", "The chief used his speech to call the governor a hostage.", []string{"The chief | to call | the governor a hostage"}},
		{"rushed to the radio to say", "The chief denied the raid, rushing to the radio to say he had stayed.",
			[]string{"The chief | denied | the raid", "The chief | to say | he had stayed"}},
		{"stepped up, saying", "The minister stepped up his attacks, saying the truce was dead.", []string{"The minister | saying | the truce was dead"}},
		{"the quotation stands on the next line", "He said:\n\n“Nobody will cross this bridge.”", []string{"He | said | “Nobody will cross this bridge.”"}},
		{"was quoted as saying", "He was quoted as saying the road was shut.", []string{"He | was quoted as saying | the road was shut"}},
		{"is quoted by somebody as saying", "The general was quoted by the agency as saying that the road was shut.", []string{"The general | was quoted | that the road was shut"}},
		{"quoted somebody as saying", "The agency quoted the general as saying the bridge was gone.", []string{"the general | quoted | the bridge was gone"}},
		{"two in three said", "Two in three said they had fled.", []string{"Two in three | said | they had fled"}},
		{"amid reports that, nobody says by whom", "Prices rose amid reports that the army had left the port.", []string{" | reports | that the army had left the port"}},
		{"reports that caused alarm say nothing", "Prices rose after reports that caused alarm.", nil},
		{"I think", "I think the truce will hold.", []string{"I | think | the truce will hold"}},
		{"people who condemn", "He met villagers condemning the raid.", []string{"villagers | condemning | the raid"}},
		{"maintaining order is no statement", "The police maintained a strict curfew.", nil},
		{"a headline without a mark of its own", "Envoy: Both sides want the road open\n\nThe envoy left on Monday, and the road stayed shut.",
			[]string{"Envoy | : | Both sides want the road open", "Both sides | want | the road open"}},
		{"a headline that only names the subject", "Sudan: Forty people were killed at a market\n\nForty people were killed at a market, medics said.",
			[]string{"medics | said | Forty people were killed at a market"}},
		{"a headline's label", "Analysis: The road stays shut\n\nThe road stayed shut for a week.", nil},
		{"put a number at", "The commissioner put the number of dead at five.", []string{"The commissioner | put | the number of dead at five"}},
		{"put nothing at", "The commissioner put the car at the door.", nil},
		{"citing, between the subject and its verb", "The mayor, citing records of the clinic, said that nobody had died.",
			[]string{"The mayor | citing | records of the clinic", "The mayor | said | that nobody had died"}},
		{"made it clear", "The general made it clear they would stay.", []string{"The general | made it clear | they would stay"}},
		{"made it a habit is no cue", "The general made it a habit to rise early.", nil},
		{"put it", "As the envoy put it, the map is a wound.", []string{"the envoy | put it | the map is a wound"}},
		{"put it on the table is no cue", "The envoy put it on the table.", nil},
		{"in somebody's view", "In the mayor's view, the truce is dead.", []string{"the mayor's | view | the truce is dead"}},
		{"in the view of somebody, in the middle", "The truce, in the view of the mission, is dead.",
			[]string{"the mission | in the view of | The truce, in the view of the mission, is dead"}},
		{"in view of something is nobody's", "In view of the storm, the road is shut.", nil},
		{"reportedly", "The army has reportedly taken the dam.", []string{" | reportedly | The army has reportedly taken the dam"}},
		{"reportedly, in what somebody says", "The mayor said the army had reportedly left.", []string{"The mayor | said | the army had reportedly left"}},
		{"voted to", "Parliament voted to close the border.", []string{"Parliament | voted | to close the border"}},
		{"voted against", "The council voted against the plan.", []string{"The council | voted | against the plan"}},
		{"offered mediation", "The sultan's envoys offered mediation.", []string{"The sultan's envoys | offered | mediation"}},
		{"offering a view of the sea says nothing", "The mayors offered a fine dinner.", nil},
		{"drew condemnation from", "The raid drew condemnation from the mission.", []string{"the mission | condemnation | The raid"}},
		{"drew a crowd from", "The fair drew a crowd from the mission.", nil},
		{"criticism of something by somebody", "Criticism of the truce by the army has grown.", []string{"the army | Criticism of | the truce"}},
		{"that noun is no verb", "The minister called that claim “absurd.”", []string{"The minister | called | that claim “absurd.”"}},
		{"called unfair", "Critics called the ruling unfair.", []string{"Critics | called | the ruling unfair"}},
		{"records from somewhere show", "Records from the prison show two men were held there.",
			[]string{"Records from the prison | show | two men were held there"}},
		{"a clause between dashes", "Mr. Tarek - who once said he would resign - said on Monday that he would stay.",
			[]string{"who | once said | he would resign", "Mr. Tarek - who once said he would resign | said | that he would stay"}},
		{"said, if elected,", "The mayor said, if elected, she would end the levy.", []string{"The mayor | said | she would end the levy"}},
		{"a quotation closed by an opening mark", "“Nobody fired,“ said the nurse.", []string{"the nurse | said | “Nobody fired,“"}},
		{"forecast in the past", "The governor forecast that the river would rise.", []string{"The governor | forecast | that the river would rise"}},
		{"won't say", "The mayor won't say whether the road is mined.", []string{"The mayor | won't say | whether the road is mined"}},
		{"just this month announced", "The bank just this month announced it would close.", []string{"The bank | announced | it would close"}},
		{"backed a plan", "The mayor backed the plan.", []string{"The mayor | backed | the plan"}},
		{"backed rebels, with arms", "The governor backed the rebels.", nil},
		{"a group that somebody accuses somebody of arming", "The Guard, a group Kigali accuses Juba of arming, said it had blown up a tower.",
			[]string{"Kigali | accuses | Juba of arming", "The Guard, a group Kigali accuses Juba of arming | said | it had blown up a tower"}},
		{"a quotation, a dash, a name", "“Nobody fired on us that night.” ― Leyla Aras, nurse", []string{"Leyla Aras | ― | “Nobody fired on us that night.”"}},
		{"two quotations that close together", "''We are told, 'The road is shut,''' Mr. Salas said.", []string{"Mr. Salas | said | ''We are told, 'The road is shut,'''"}},
		{"said so", "Half of the traders said so in May.", []string{"Half of the traders | said | so"}},
		{"asked by somebody to", "Asked by Radio Delta to explain the toll, the mayor left.", []string{"Radio Delta | Asked by | to explain the toll"}},
		{"accused somebody of nothing that is told", "The governor accused the Column; the group denied it.",
			[]string{"The governor | accused | the Column", "the group | denied | it"}},
		{"a relative clause with a list in it", "Kenya, which together with Chad, Niger and Mali had signed the truce, said it was alarmed.",
			[]string{"Kenya, which together with Chad, Niger and Mali had signed the truce | said | it was alarmed"}},
		{"urged somebody, with an apposition, to", "The mayor urged Kenya and Chad, the guarantors of the truce, to make the army leave.", []string{"The mayor | urged | to make the army leave"}},
		{"what reports nothing by itself", "The mission, an organ of the lake council, reported 1,200 new arrivals.", []string{"The mission, an organ of the lake council | reported | 1,200 new arrivals"}},
		{"responded to what is in quotation marks", "The army responded to a “provocation” near the dam.", nil},
		{"made to know", "Chad has let Niger know that the road is shut.", nil},
		{"regret that was expressed", "The mission has expressed regret for the deaths.", []string{"The mission | has expressed | regret for the deaths"}},
		{"a state is recognised by an act", "Norway recognised Palestine.", nil},
		{"recognised that", "Norway recognised that the truce was broken.", []string{"Norway | recognised | that the truce was broken"}},
		{"polls showing", "Despite polls showing a lead, the mayor resigned.", []string{"polls | showing | a lead"}},
		{"sent a message of", "The bishop sent a message of sympathy.", []string{"The bishop | message of | sympathy"}},
		{"took aim, but at nobody", "The archer took aim and let go.", nil},
	} {
		t.Run(c.name, c.run)
	}
}
