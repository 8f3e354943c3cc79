package attribution

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// speaks reports whether the subject in tokens [i, j) can be somebody who has a
// position: a name, a pronoun for people, a noun for people or for what people
// say. "A durable settlement" has none.
func (r *reader) speaks(i, j int) bool {
	if i >= j {
		return false
	}
	switch r.is(i) {
	case subject:
		switch r.low(i) {
		case "there":
			return false
		case "it":
			return true
		}
		return true
	case relative:
		return r.low(i) == "who" || r.low(i) == "which"
	case that:
		return false
	}
	if m := r.a.Cast.At(r.span(i, j)); m != nil && m.Actor.Kind != "unnamed" {
		return true
	}
	head := r.headOf(i, j)
	w := r.low(head)
	if i := strings.IndexByte(w, '\''); i > 0 {
		w = w[:i]
	}
	return r.is(head) == name || r.is(head) == number || people[w] || agentive(w) || utterances[w] || r.is(head) == det
}

// hears reports whether somebody in tokens [i, j) can be asked something.
func (r *reader) hears(i, j int) bool { return r.is(i) == object || r.speaks(i, j) }

// agentive reports whether w is formed as nouns for people in the plural are.
func agentive(w string) bool {
	for _, end := range []string{"ers", "ors", "ists", "ians", "ants", "crats", "women", "men", "gist", "yst", "ivist", "mist", "byist", "nist"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+2 {
			return !things[w]
		}
	}
	return false
}

var things = text.Set(`numbers orders borders powers papers matters factors errors doors floors colors colours plants restaurants
	computers towers waters quarters winters letters characters centers centres chapters clusters covers dollars elements
	layers levers markers meters metres offers others parameters posters rivers rumors servers shelters sectors
	motors warrants grants variants tensions missiles`)

// headOf gives the token of the head noun of the phrase [i, j): the last noun
// before a preposition, a comma or a participle.
func (r *reader) headOf(i, j int) int {
	h := i
	for k := i; k < j; k++ {
		switch r.is(k) {
		case other, name, number, possessive:
			h = k
		case det, adverb:
		case coord:
			if k > i+1 {
				return h
			}
		case past, ing:
			if k > i && (r.is(k-1) == other || r.is(k-1) == name) {
				return h
			}
		case prep:
			if k > i && !(r.low(k) == "of" && quantities[r.low(h)]) {
				return h
			}
		case mark:
			if w := r.low(k); k > i && w != "/" && w != "&" {
				return h // "the Radio/Nord poll" has one head
			}
		default:
			if k > i {
				return h
			}
		}
	}
	return h
}

var quantities = text.Set(`hundreds thousands dozens scores number majority group half most percent many some several couple handful
	lot lots third quarter series pair minority members handful`)

// people are nouns for those who speak.
var people = text.Set(`official officials spokesman spokeswoman spokesperson spokespeople spokesmen minister ministers president
	leader leaders leadership government governments army armies navy authority authorities ministry administration delegation delegations
	negotiator negotiators mediator mediators envoy envoys ambassador ambassadors diplomat diplomats analyst analysts expert
	experts observer observers critic critics opponent opponents supporter supporters ally allies adviser advisers advisor
	advisors aide aides general commander commanders army military forces police officer officers officials troops soldiers
	soldier rebels rebel militants militant group groups movement party parties council committee commission parliament
	lawmaker lawmakers legislator legislators senator senators congressman congresswoman representative representatives
	governor commissioner commissioners administrator prefect warlord warlords coordinator rapporteur ombudsman marshal colonel major
	lieutenant sergeant admiral brigadier medic medics elder herder herders peacekeeper peacekeepers contractor dissident dissidents
	defector defectors combatant combatants eyewitness eyewitnesses mayor judge judges court prosecutor prosecutors lawyer lawyers attorney investigators investigator witness
	witnesses resident residents villager villagers refugee refugees trader traders families family people voters voter
	protesters protester activists activist campaign campaigner campaigners candidate candidates nominee strategist politician physician historian organisation
	organization agency agencies mission team members member source sources insider insiders sides side countries country
	nations nation states state republic kingdom capital cabinet office department embassy union alliance coalition bloc
	company companies broadcaster network newspaper media journalist journalists reporter reporters editor editors author
	authors writer columnist commentator commentators professor scholar scholars researcher researchers scientist scientists
	historian doctor doctors director directors chief head chairman chairwoman chair secretary deputy premier chancellor king
	queen prince sheikh emir pope bishop cleric clerics imam mullah father mother brother sister son daughter wife husband man
	men woman women girl boy student students teacher teachers worker workers owner owners manager managers executive
	executives economist economists veteran veterans victim victims survivor survivors relatives neighbour neighbours
	neighbor neighbors others many some most few majority democrats republicans conservatives liberals progressives
	respondents americans board panel monitor monitors watchdog charity ngo advocates foundation institute regime junta
	faction factions wing leadership fighters insurgents separatists elders tribesmen signatories guarantor guarantors
	crowd audience public establishment house senate city town village province region bureau service university college
	school hospital church bank firm corporation club league federation association society centre center court tribunal
	mechanism secretariat summit conference rival rivals counterpart counterparts colleague colleagues friend friends
	partner partners buyer seller lender user users customer customers fan fans patient patients viewer viewers player players
	coach driver drivers captain pilot mayor sheriff detective agent agents intelligence watchers caucus`)

// utterances are nouns for what is said, written or found.
var utterances = text.Set(`statement statements tweet tweets post posts message messages letter letters report reports article
	articles editorial editorials speech speeches remarks comments interview memo memorandum communique communiqué declaration
	resolution document documents email emails e-mail warning poll polls survey surveys study studies data figures assessment
	assessments analysis review investigation investigations inquiry ad ads advertisement book release lawsuit complaint
	filing indictment ruling verdict agreement draft text video call note notice order transcript account accounts findings
	headline story stories column paper website page file files records record evidence statistics estimate estimates
	polling pollster average results proposal plan bill measure initiative platform petition motion roadmap treaty constitution charter law`)

// utters reports whether the subject in tokens [i, j) is a document or a count.
func (r *reader) utters(i, j int) bool {
	return utterances[r.low(r.headOf(i, j))] || r.is(i) == subject && r.low(i) == "it"
}

// asked reports whether what is sought or offered is so in words: assurances,
// not a place to sleep.
func (r *reader) asked(s text.Span) bool {
	i := r.token(r.s.First, s.Start)
	for k := i; k < r.last && k < i+6; k++ {
		if sought[r.low(k)] {
			return true
		}
	}
	return false
}

var sought = text.Set(`assurance assurances guarantee guarantees commitment commitments clarification clarifications explanation
	explanations apology promise promises pledge pledges permission approval consent help assistance support compensation
	extradition extension ceasefire truce talks dialogue mediation meeting answers information details concessions
	recognition access withdrawal release condolences sympathy sympathies praise criticism congratulations thanks amnesty ransom reward
	refuge asylum aid concession mediator mediators negotiations explanations reassurance reassurances retort rebuke rebuttal
	assessment assessments defense defence view views opinion opinions comment comments account description descriptions evidence
	proof insight insights advice suggestions ideas proposals deal terms swap exchange pause endorsement hint hints warning`)
