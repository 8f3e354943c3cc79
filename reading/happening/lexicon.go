package happening

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// ACLED's sub-event types, as far as words of the press tell them.
const (
	ArmedClash = "Armed clash"
	Regains    = "Government regains territory"
	Overtakes  = "Non-state actor overtakes territory"
	AirStrike  = "Air/drone strike"
	Suicide    = "Suicide bomb"
	Shelling   = "Shelling/artillery/missile attack"
	Remote     = "Remote explosive/landmine/IED"
	Grenade    = "Grenade"
	Chemical   = "Chemical weapon"
	Attack     = "Attack"
	Abduction  = "Abduction/forced disappearance"
	Sexual     = "Sexual violence"
	Protest    = "Peaceful protest"
	Intervened = "Protest with intervention"
	Riot       = "Violent demonstration"
	Mob        = "Mob violence"
	Looting    = "Looting/property destruction"
	Disrupted  = "Disrupted weapons use"
	Other      = "Other"
)

// eventNouns name an incident, in the singular, by type.
var eventNouns = table(map[string]string{
	Attack: `attack assault ambush shooting massacre killing murder assassination execution stabbing bloodshed slaughter gunfire rampage slaying
		homicide violence hold-up robbery assassination-attempt murder-suicide`,
	ArmedClash: `clash skirmish firefight gunfight gunbattle shootout shoot-out battle fighting confrontation raid operation offensive
		crossfire encounter incursion infiltration retaliation counterattack counter-attack counteroffensive hostilities`,
	AirStrike: `airstrike air-strike strike bombardment airraid drone-strike air-raid`,
	Suicide:   `suicide-bombing suicide-attack`,
	Remote:    `bombing explosion blast detonation car-bomb car-bombing bomb-blast ied dynamiting`,
	Shelling:  `shelling rocket-attack mortar-attack barrage cannonade`,
	Abduction: `kidnapping abduction hijacking hostage-taking kidnaping disappearance`,
	Riot:      `riot unrest disturbance`,
	Mob:       `lynching`,
	Looting:   `looting arson sabotage vandalism`,
})

// generalNouns mean an incident that was named before.
var generalNouns = text.Words("incident incidents event events tragedy crime crimes carnage")

// eventVerbs tell that an incident happened: past forms, by type.
var eventVerbs = text.NewKnown(table(map[string]string{
	Attack: `attacked assaulted ambushed murdered assassinated massacred gunned shot stabbed executed machine-gunned fired-on slaughtered killed slain beheaded robbed
		attacking ambushing murdering assassinating martyred`,
	ArmedClash: `clashed raided stormed skirmished retaliated battled clashing raiding storming`,
	Remote:     `exploded detonated bombed blew dynamited detonating exploding bombing`,
	Shelling:   `shelled mortared shelling`,
	AirStrike:  `bombarded strafed bombarding`,
	Abduction:  `kidnapped abducted hijacked kidnaped kidnapping abducting`,
	Looting:    `looted torched ransacked sabotaged vandalized vandalised blew-up burned burnt destroyed demolished`,
	Overtakes:  `overran`,
}))

// table turns lists of words by type into the type of each word.
func table(lists map[string]string) map[string]string {
	out := map[string]string{}
	for kind, list := range lists {
		for _, w := range strings.Fields(list) {
			out[w] = kind
		}
	}
	return out
}

// named is what an event's noun tells.
type named struct {
	kind   string
	plural bool
}

// nounForms holds the event's nouns in both numbers.
var nounForms = func() *text.Table[named] {
	out := map[string]named{}
	for w, kind := range eventNouns {
		out[w] = named{kind, w == "hostilities"}
		many := w + "s"
		switch {
		case strings.HasSuffix(w, "y") && !strings.HasSuffix(w, "ay"):
			many = strings.TrimSuffix(w, "y") + "ies"
		case strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"):
			many = w + "es"
		}
		out[many] = named{kind, true}
	}
	return text.NewKnown(out)
}()

// eventNoun gives the type of incident that a noun names, and whether it is a
// plural.
func eventNoun(w string) (kind string, plural, ok bool) {
	n, ok := nounForms.Get(w)
	return n.kind, n.plural, ok
}

// refine are words before an event's noun that make its type more exact.
var refine = table(map[string]string{
	Suicide:    `suicide`,
	AirStrike:  `air drone airborne aerial`,
	Shelling:   `rocket missile mortar artillery`,
	Grenade:    `grenade`,
	Remote:     `bomb mine landmine roadside ied dynamite explosive explosives car-bomb`,
	Chemical:   `chemical gas`,
	ArmedClash: `border military ground cross-border counter-terrorism counterterrorism security clearance intelligence-based gun`,
	Mob:        `mob`,
})

// specific orders types: of two names for one incident the one that says more
// stands.
var specific = map[string]int{Chemical: 9, Suicide: 8, AirStrike: 7, Grenade: 6, Shelling: 5, Remote: 5, Abduction: 4, Overtakes: 4, Mob: 4, Sexual: 4, Riot: 3, ArmedClash: 3, Looting: 2, Attack: 1}

// family says which types may name one and the same incident.
func family(kind string) uint8 {
	switch kind {
	case Abduction:
		return 2
	case Riot, Protest, Intervened:
		return 4
	case Looting, Disrupted:
		return 8
	case Remote, Suicide, Grenade:
		return 16 | 1
	case AirStrike, Shelling, Chemical:
		return 32 | 1
	case ArmedClash, Overtakes, Regains:
		return 64 | 1
	}
	return 1
}

// unreal before an event's noun says that it did not happen, or not yet, or is
// any such event.
var unreal = text.Set(`any no future further such possible potential planned imminent threatened attempted against without never avoid prevent preventing stop stopping
	halt halting curb curbing end ending deter foil foiled thwart thwarted plan plans planning plot plotting threat threats fear fears risk if would could
	may might launch launching carry conducting facing condemn condemns`)

// operation words that are incidents only as military or security operations.
var armed = text.Set(`military security army forces police counter-terrorism counterterrorism anti-terrorism anti-terror intelligence-based ground cross-border
	clearance search-and-destroy army's subsequent joint special commando pakistani israeli turkish indian russian ukrainian afghan`)
