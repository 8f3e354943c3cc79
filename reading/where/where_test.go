package where

import (
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

func read(s string, k names.Known) *analysis.Analysis {
	t := &text.Text{Raw: []byte(s), Plain: s}
	text.Segment(t)
	a := &analysis.Analysis{Text: t, Known: k, Draft: &draft.Document{}}
	a.Cast = who.Find(t, &a.Known)
	Read(a)
	return a
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"town of the country named", "Two died in Hyderabad, police in India said.", "Hyderabad:IND:1; India:IND:6"},
		{"town of the other country", "Two died in Hyderabad, said police of Pakistan's Sindh.", "Hyderabad:PAK:1; Pakistan:PAK:6; Sindh:PAK:4"},
		{"country behind a comma", "The Syrian envoy flew to Tripoli, Lebanon.", "Tripoli:LBN:1; Lebanon:LBN:6"},
		{"state behind a comma", "He lives in Paris, Texas, and likes it.", "Paris:USA:1; Texas:USA:4"},
		{"the larger town where nothing else speaks", "He lives in Paris.", "Paris:FRA:1"},
		{"near the others", "Sudan: fighting in El Geneina and near Kutum went on.", "Sudan:SDN:6; El Geneina:SDN:1; Kutum:SDN:1"},
		{"nationality is no place", "The Kenyan army left.", ""},
		{"capital that acts is no place", "Nairobi said no.", ""},
		{"capital that is one", "They arrived in Nairobi.", "Nairobi:KEN:1"},
		{"sea", "A ship sank in the Red Sea.", "Red Sea::7"},
		{"town inside a building's name", "A bomb went off at Kabul Central Hospital.", "Kabul Central Hospital:AFG:2"},
		{"an organ of a state is no place in it", "The U.S. Department of State and the Pakistan Army said so.", ""},
		{"a river", "Villages along the Chenab and the Ibar were flooded.", "Chenab::5; Ibar::5"},
		{"house of a government", "He spoke at the White House.", "White House:USA:1"},
		{"house that acts", "The White House said no.", ""},
		{"a state's own men are no place", "US forces and UK service members met Kenya officials.", ""},
		{"strikes in a country are in it", "The Syria strikes went on.", "Syria:SYR:6"},
		{"strikes of a state without an adjective", "A U.S. strike killed a driver.", ""},
		{"a nation beside a nation", "U.S., German and Kenyan firms signed.", ""},
		{"a title behind a place", "In Turkey Minister Khan met the envoys.", "Turkey:TUR:6"},
		{"done by a state", "The Qatar-brokered truce held.", ""},
		{"between two states", "The Chad-Sudan talks went on.", ""},
		{"a border between two states is on the map", "The Chad-Sudan border is shut.", "Chad:TCD:6; Sudan:SDN:6"},
		{"members of a coalition are named as those who act", "Members of the coalition include Kenya, Chad and the Netherlands.", ""},
		{"states that have done something", "Nations which have sent troops to Mali include Kenya and Chad.", "Mali:MLI:6"},
		{"states to which something was done", "Countries that have been hit include Kenya and Chad.", "Kenya:KEN:6; Chad:TCD:6"},
		{"the government of a region", "The Punjab government said no.", ""},
		{"a country's land", "They fled into Sudanese territory.", "Sudanese territory:SDN:6"},
		{"the city is the one named", "Sudan: Shells fell near Kutum at dawn. Ten people in the city died.", "Sudan:SDN:6; Kutum:SDN:1; the city:SDN:1"},
		{"the city of two towns is neither", "Sudan: Shells fell in Kutum and Nyala at dawn. Ten people in the city died.", "Sudan:SDN:6; Kutum:SDN:1; Nyala:SDN:1"},
		{"another city", "Sudan: Shells fell near Kutum at dawn. The nearby city was quiet, and the city council met.", "Sudan:SDN:6; Kutum:SDN:1"},
		{"the camp is the one named", "Shells hit Zamzam camp. Ten people in the camp died.", "Zamzam::7; the camp::7"},
		{"no camp was named", "Sudan: Shells fell near Kutum. Ten people in the camp died.", "Sudan:SDN:6; Kutum:SDN:1"},
		{"the city of a name told before", "Sudan: Shells fell near Kutum at dawn. They retook the city of Kutum at night.", "Sudan:SDN:6; Kutum:SDN:1; the city:SDN:1; Kutum:SDN:1"},
		{"what is struck without a name", "Gunmen attacked a petrol station and a clinic in Kutum, Sudan.", "a petrol station::7; a clinic:SDN:2; Kutum:SDN:1; Sudan:SDN:6"},
		{"struck in a list of things", "Two strikes destroyed a tank, an ISIL-held building, three VBIEDs and two tunnels.", "an ISIL-held building::7; two tunnels::7"},
		{"struck in the passive", "A bridge was destroyed, and the clinic was later hit.", "A bridge::7; the clinic::7"},
		{"a blow upon a place", "He spoke of the attack on a mosque.", "a mosque::7"},
		{"a place that nothing is done to", "He works at a hospital and went to the market.", ""},
		{"a noun before another noun", "They destroyed a school bus and hit market prices.", ""},
		{"the object of another verb", "They attacked the convoy and reached a village.", ""},
		{"villages that nobody knows", "They burnt villages including Tulkeh and Amrin in Sudan.", "Tulkeh::7; Amrin::7; Sudan:SDN:6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range read(c.in, names.Known{}).Places {
				got = append(got, fmt.Sprintf("%s:%s:%d", p.Text, p.Country, p.Precision))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

func TestCharterPlacesFirst(t *testing.T) {
	k := names.Known{Places: []names.Place{{Name: "Paris Gate", Aliases: []string{"Paris"}, Country: "NOR", Lat: 60, Lon: 11}}}
	ps := read("They met in Paris.", k).Places
	if len(ps) != 1 || ps[0].Name != "Paris Gate" || ps[0].Country != "NOR" || *ps[0].Lat != 60 || ps[0].Precision != 1 {
		t.Errorf("%+v", ps)
	}
}

func BenchmarkRead(b *testing.B) {
	a := read(strings.Repeat("Two died in Hyderabad, India, and in Chaman near Kabul. The army left Paris for the Red Sea on Monday.\n\n", 300), names.Known{})
	b.SetBytes(int64(len(a.Text.Plain)))
	for b.Loop() {
		a.Places = nil
		Read(a)
	}
}
