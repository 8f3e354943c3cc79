package who

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/text"
)

// noun is what a common noun says of the actor it stands for.
type noun struct {
	kind   string // of the actor
	plural bool
	office bool // an office: one person
	self   bool // stands for its owner: "government" of Pakistan is Pakistan
}

var nouns = text.NewKnown(table(map[noun]string{
	{kind: "government", self: true}:               `government administration regime leadership cabinet junta presidency state`,
	{kind: "government", self: true, plural: true}: `governments`,
	{kind: "government", plural: true}:             `authorities officials diplomats negotiators lawmakers leaders ministers envoys politicians parliamentarians mediators representatives`,
	{kind: "government"}:                           `delegation ministry parliament embassy side official`,
	{kind: "force"}:                                `military army navy police force airforce coalition contingent intelligence officer`,
	{kind: "force", plural: true}:                  `forces troops soldiers guards rangers paramilitaries policemen officers commandos peacekeepers warplanes marines`,
	{kind: "armed_group"}:                          `group militia faction cartel movement network outfit`,
	{kind: "armed_group", plural: true}:            `militants rebels insurgents fighters guerrillas terrorists gunmen jihadists jihadis separatists groups militias factions militiamen extremists`,
	{kind: "organisation"}:                         `organisation organization party agency company council commission committee union opposition charity watchdog alliance bloc ngo court firm team`,
	{kind: "organisation", plural: true}:           `organisations organizations parties agencies companies ngos`,
	{kind: "media"}:                                `newspaper broadcaster channel station website`,
	{kind: "media", plural: true}:                  `media newspapers broadcasters outlets`,
	{kind: "unnamed", plural: true}:                `sources analysts experts residents villagers witnesses observers refugees people civilians activists protesters traders families relatives survivors critics commentators citizens journalists reporters eyewitnesses investigators prosecutors doctors aides commanders elders clerics lawyers supporters spokesmen detainees migrants`,
	{kind: "unnamed"}:                              `source analyst expert resident witness observer refugee`,
	{kind: "person", office: true}:                 `minister president premier secretary chancellor governor mayor senator ambassador envoy spokesman spokeswoman spokesperson chairman chairwoman chief leader commander general prosecutor judge king queen prince emir pope secretary-general adviser diplomat negotiator colonel lawmaker`,
}))

func table(m map[noun]string) map[string]noun {
	out := map[string]noun{}
	for n, words := range m {
		for _, w := range strings.Fields(words) {
			out[w] = n
		}
	}
	return out
}

// modifiers may stand between a nationality and the noun: "Pakistani security officials".
var modifiers = text.Words(`security military defence defense intelligence government foreign senior top interim civilian local state police army air naval navy border armed special
	political diplomatic opposition ruling federal provincial regional national health public interior law enforcement counterterrorism counter-terrorism paramilitary
	transitional caretaker de facto facto central former new two three several some many other rebel militant separatist islamist insurgent peacekeeping ground
	prime deputy vice acting chief supreme finance justice negotiating media news official information army general united religious tribal occupation coalition
	and`)

// mass are nouns that speak without an article: "Police said".
var mass = text.Set(`police officials authorities`)
