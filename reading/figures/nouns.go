package figures

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// The standing of those who are counted, as far as the word for them tells.
const (
	Unsaid     = ""
	Civilians  = "civilians"
	Forces     = "forces"     // of a state: soldiers, police, guards
	Insurgents = "insurgents" // of no state: militants, rebels, gunmen
	Officials  = "officials"
)

// peopleNouns are the nouns that count people, in the singular, by standing.
var peopleNouns = map[string]string{
	Unsaid: `person individual man woman human other body corpse victim casualty member resident citizen national native foreigner hostage prisoner
		inmate detainee captive passenger traveller traveler driver motorist pilot crewman crew-member crewmember seaman sailor fisherman hunter survivor
		adult male female youth teen teenager teenage adolescent elder youngster minor relative brother sister father mother son daughter wife husband
		uncle aunt cousin nephew niece grandfather grandmother grandson granddaughter sibling twin friend girlfriend boyfriend ex-girlfriend
		ex-boyfriend ex-wife ex-husband fiance fiancee spouse parent partner stepson stepfather stepmother stepdaughter roommate housemate classmate colleague
		acquaintance neighbor neighbour guest visitor partygoer customer client patron homeowner owner employer companion occupant suspect bystander onlooker
		pedestrian jogger cyclist bicyclist motorcyclist biker rider protester protestor demonstrator rioter supporter activist voter spectator fan participant attendee
		indian pakistani afghan iranian iraqi israeli palestinian syrian turk kurd american briton german frenchman spaniard russian ukrainian chinese
		italian peruvian colombian salvadoran chilean bolivian ecuadoran panamanian nicaraguan guatemalan honduran mexican cuban brazilian
		argentine venezuelan lebanese yemeni saudi egyptian libyan somali kenyan ethiopian sudanese nigerian congolese rwandan ugandan tamil hindu muslim
		christian jew sikh shiite sunni hazara pashtun baloch tutsi hutu african asian european arab latino hispanic caucasian white black
		local expatriate emigrant somebody someone
		player athlete footballer singer actor musician rapper star celebrity
		defendant felon criminal burglar robber thief trafficker smuggler drug-trafficker gangster ex-con convict fugitive intruder`,
	Civilians: `civilian noncombatant non-combatant villager farmer peasant labourer laborer worker miner employee staffer teacher student pupil schoolchild
		schoolboy schoolgirl child boy girl baby infant toddler kid newborn shopper vendor shopkeeper trader merchant businessman businesswoman
		engineer doctor nurse medic paramedic journalist reporter photographer cameraman editor broadcaster correspondent lawyer attorney priest nun
		bishop archbishop cardinal monk cleric imam pastor preacher missionary jesuit worshipper worshiper pilgrim mourner devotee tourist
		refugee migrant immigrant returnee settler evacuee townsperson townsman housewife homemaker pensioner widow orphan professor academic
		scientist economist architect intellectual artist writer poet playwright novelist unionist trade-unionist clerk cashier technician mechanic
		electrician carpenter cook waiter waitress bartender barber janitor gardener maid servant nanny chauffeur taxi-driver cabbie
		trucker salesman saleswoman saleswoman banker rancher herder shepherd grower aid-worker humanitarian volunteer rescuer
		firefighter fireman schoolteacher lecturer principal dean coach referee churchgoer parishioner nomad tribesman tribeswoman dj clubgoer
		concertgoer holidaymaker vacationer commuter contractor subcontractor operative-worker`,
	Forces: `soldier troop serviceman servicewoman servicemember policeman policewoman policeperson cop constable officer guard bodyguard escort
		guardsman ranger marine paratrooper commando conscript recruit cadet gendarme trooper infantryman airman levy jawan sepoy private corporal
		sergeant lieutenant captain major colonel general brigadier admiral lieutenant-colonel warrant-officer noncommissioned-officer
		subordinate peacekeeper patrolman sheriff deputy detective agent marshal warden jailer sentry watchman border-guard
		adviser advisor gunner sapper reservist rifleman`,
	Insurgents: `insurgent militant terrorist rebel guerrilla guerilla gunman fighter extremist subversive combatant attacker assailant militiaman
		paramilitary jihadist jihadi islamist separatist khawarij khariji bomber suicide-bomber shooter sniper hijacker kidnapper
		assassin infiltrator miscreant outlaw bandit mercenary contra sicario hitman partisan warlord operative dissident-fighter`,
	Officials: `official mayor councillor councilor councilman councilwoman senator deputy-mayor congressman congresswoman lawmaker legislator
		parliamentarian minister ex-minister governor judge magistrate prosecutor diplomat ambassador consul attache envoy candidate
		politician president ex-president vice-president premier leader commander commandant chief ringleader director manager executive chairman
		secretary spokesman spokeswoman administrator commissioner inspector bureaucrat functionary representative negotiator delegate`,
}

// plurals that no rule gives.
var irregular = map[string]string{"person": "people persons", "child": "children", "schoolchild": "schoolchildren", "body": "bodies", "casualty": "casualties",
	"wife": "wives", "housewife": "housewives", "ex-wife": "ex-wives", "thief": "thieves", "chinese": "chinese", "lebanese": "lebanese", "sudanese": "sudanese", "congolese": "congolese", "levy": "levies",
	"khawarij": "khawarij khwarij kharijites", "townsperson": "townspeople", "policeperson": "police", "crewman": "crewmen crew", "taxi-driver": "taxi-drivers",
	"youth": "youths", "somebody": "", "someone": "", "fisherman": "fishermen", "hispanic": "hispanics"}

// collectives count people in the plural only with a number before them: "25
// personnel", "12 police".
var collectives = map[string]string{"personnel": Forces, "troops": Forces, "police": Forces, "infantry": Forces, "servicemen": Forces, "staff": Unsaid, "crew": Unsaid,
	"militia": Insurgents, "cattle": "", "men": Unsaid, "people": Unsaid, "clergy": Civilians, "taliban": Insurgents, "mujahideen": Insurgents, "mujahedin": Insurgents, "ttp": Insurgents,
	"gis": Forces, "lives": Unsaid, "souls": Unsaid, "folk": Unsaid, "folks": Unsaid, "dead": Unsaid}

// things are what a count before "killed", "captured" or "lost" may also count,
// and units; no figure of people comes of them.
var things = text.Set(`attack attacks bombing bombings explosion explosions blast blasts clash clashes incident incidents strike strikes raid raids operation operations
	vehicle vehicles truck trucks car cars bus buses van vans tank tanks plane planes aircraft helicopter helicopters drone drones boat boats ship ships train trains motorcycle motorcycles
	post posts checkpost checkposts checkpoint checkpoints base bases camp camps hideout hideouts outpost outposts position positions station stations
	weapon weapons rifle rifles gun guns pistol pistols handgun handguns grenade grenades rocket rockets missile missiles bomb bombs mortar mortars mine mines round rounds shot shots bullet bullets shell shells cartridge cartridges casing casings
	house houses home homes building buildings shop shops school schools mosque mosques church churches hospital hospitals store stores bridge bridges tower towers town towns village villages city cities district districts province provinces country countries area areas neighborhood neighborhoods block blocks street streets
	family families household households tribe tribes group groups gang gangs company companies organization organizations organisation organisations party parties unit units battalion battalions squad squads team teams cell cells
	second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months year years decade decades century centuries time times o'clock
	kilometer kilometers kilometre kilometres km mile miles meter meters metre metres foot feet inch inches yard yards acre acres hectare hectares ton tons tonne tonnes kilogram kilograms kg pound pounds gram grams liter liters litre litres gallon gallons
	dollar dollars peso pesos rupee rupees euro euros cent cents percent percentage point points degree degrees
	dog dogs cat cats horse horses cow cows sheep goat goats camel camels bird birds chicken chickens animal animals cattle livestock fish
	charge charges count counts case cases report reports article articles statement statements call calls tip tips letter letters phone phones camera cameras
	arrest arrests war wars battle battles election elections meeting meetings game games match matches season seasons goal goals
	injury injuries wound wounds surgery surgeries gunshot gunshots
	site sites target targets facility facilities installation installations front fronts side sides part parts way ways thing things reason reasons occasion occasions side-effects
	number numbers total toll half third quarter rest majority minority handful couple pair name names address addresses trial trials hearing hearings sentence sentences term terms
	lot lots kind kinds type types series string wave spate piece pieces copy copies item items photo photos video videos story stories comment comments`)

type noun struct {
	standing string
	plural   bool
}

// people gives the noun for each form.
var people = func() map[string]noun {
	out := map[string]noun{}
	for standing, list := range peopleNouns {
		for _, w := range strings.Fields(list) {
			out[w] = noun{standing: standing}
			forms := plural(w)
			if irr, ok := irregular[w]; ok {
				forms = strings.Fields(irr)
			}
			for _, p := range forms {
				out[p] = noun{standing, true}
			}
		}
	}
	for w, standing := range collectives {
		out[w] = noun{standing, true}
	}
	delete(out, "cattle")
	return out
}()

// plural gives the regular plural forms of a noun.
func plural(w string) []string {
	switch {
	case strings.HasSuffix(w, "man") && w != "human" && w != "german":
		return []string{strings.TrimSuffix(w, "man") + "men"}
	case strings.HasSuffix(w, "y") && !strings.ContainsAny(w[len(w)-2:len(w)-1], "aeiou"):
		return []string{strings.TrimSuffix(w, "y") + "ies"}
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "x"):
		return []string{w + "es"}
	}
	return []string{w + "s"}
}
