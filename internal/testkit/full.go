package testkit

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
)

// fullText is an invented report that has something of every kind in it.
const fullText = `Home | Frontier | Weather

Six dead or twenty: both sides count at Hadrel

HIGHLAND WIRE, 13 August 2026

Zelmora's defence ministry said that six of its soldiers were killed near Hadrel on Wednesday. Oruvia's spokesman Yasen Pardu put the number at "twenty or more" and blamed the River Guard.

"No one will be allowed to use our soil against a neighbour," Acting Foreign Minister Rahul Ostemi told the envoy in Kessadin, according to a post by his spokesman. Zelmora asked Casteva, Pellandor and Ithmar to guarantee it. None of the three has answered.

The second round in Port Elvane ended without a date for a third. The ceasefire of 2 July "appears to hold", an official close to the mediators said.

Both sides shut the crossing at Hadrel on Thursday. Ostrel Bridge is open for patients, Oruvia said.
`

// Full makes an invented report about the exercise's two neighbours and a
// reading of it, without a reader, with at least one draft of every kind.
func Full() (raw []byte, read draft.Document) {
	span := func(words string) draft.Span {
		i := strings.Index(fullText, words)
		if i < 0 {
			panic("the report does not say: " + words)
		}
		return draft.Span{Text: words, Start: i, End: i + len(words)}
	}
	p := func(words string) *draft.Span { s := span(words); return &s }
	ptr := func(s string) *string { return &s }
	n := func(i int) *int { return &i }
	on, off := true, false
	lat, lon := 34.62, 70.41
	zelmora, oruvia := draft.Party{Name: "Zelmora", Side: "zelmora"}, draft.Party{Name: "Oruvia", Side: "oruvia"}
	menu := span("Home | Frontier | Weather")
	six, twenty := span("six of its soldiers were killed"), span(`"twenty or more"`)
	read = draft.Document{
		Language: "en", Readable: true, Title: p("Six dead or twenty: both sides count at Hadrel"), Publisher: p("HIGHLAND WIRE"),
		Published:   draft.Published{Date: ptr("2026-08-13"), Basis: "dateline", Candidates: []draft.DateCandidate{{Date: "2026-08-13", Basis: "dateline", Span: p("13 August 2026")}}},
		Boilerplate: []draft.Boilerplate{{Start: menu.Start, End: menu.End, Kind: "menu"}},
		Times:       []draft.Time{{Span: span("Wednesday"), From: ptr("2026-08-12"), To: ptr("2026-08-12"), Grain: "day", Basis: "dateline"}},
		Places:      []draft.Place{{Span: span("Hadrel"), Name: "Hadrel", Lat: &lat, Lon: &lon, Precision: 2}},
		Actors:      []draft.Actor{},
		Statements: []draft.Statement{
			{ID: "s1", Rule: "test", Act: "claim", Acts: []string{"claim"}, Speaker: &draft.Speaker{Span: span("Zelmora's defence ministry"), Name: "Ministry of Defence", Side: "zelmora"},
				Cue: p("said"), Content: span("six of its soldiers were killed near Hadrel on Wednesday"), Mode: "indirect", Chain: []draft.Link{}, Time: n(0)},
			{ID: "s2", Rule: "test", Act: "assurance", Acts: []string{"assurance"}, Speaker: &draft.Speaker{Span: span("Rahul Ostemi"), Name: "Rahul Ostemi", Side: "oruvia"},
				Addressee: &zelmora, Cue: p("told"), Content: span(`"No one will be allowed to use our soil against a neighbour,"`), Mode: "direct",
				Chain: []draft.Link{{Name: "Yasen Pardu", Channel: "post", OnRecord: &on}, {Name: "", Channel: "meeting", OnRecord: &off}}},
		},
		Incidents: []draft.Incident{{ID: "i1", Rule: "test", Type: "Armed clash", Span: span("six of its soldiers were killed near Hadrel on Wednesday"),
			From: ptr("2026-08-12"), To: ptr("2026-08-12"), DatePrecision: 1, Place: n(0),
			Attributions: []draft.Attribution{{To: draft.Party{Name: "River Guard", Side: "River Guard"}, By: "s1"}},
			Figures: []draft.Figure{
				{ID: "f1", Rule: "test", Effect: "killed", Group: "soldiers of Zelmora", Number: n(6), Phrase: six.Text, Start: six.Start, End: six.End, Claimant: &zelmora, Class: "own_loss", Statement: "s1"},
				{ID: "f2", Rule: "test", Effect: "killed", Group: "soldiers of Zelmora", Number: n(20), Low: true, Phrase: twenty.Text, Start: twenty.Start, End: twenty.End, Claimant: &oruvia, Class: "inflicted_loss"},
			}, Conflicts: []draft.Conflict{{On: "number", Between: []string{"f1", "f2"}}}}},
		Talks: []draft.Talks{{ID: "t1", Rule: "test", Span: span("The second round in Port Elvane ended without a date for a third"), Place: "Port Elvane", Round: n(2),
			Parties: []draft.Party{zelmora, oruvia}, Mediators: []draft.Party{{Name: "Casteva", Side: "casteva"}}, Hosts: []draft.Party{}, Outcome: "unknown"}},
		Agreements: []draft.Agreement{{ID: "g1", Rule: "test", Span: span(`The ceasefire of 2 July "appears to hold"`), Kind: "ceasefire", Date: ptr("2026-07-02"),
			Parties: []draft.Party{zelmora, oruvia}, Brokers: []draft.Party{}, Status: "in_force"}},
		Crossings: []draft.Crossing{
			{ID: "c1", Rule: "test", Span: span("Both sides shut the crossing at Hadrel on Thursday"), Name: "Hadrel", Status: "closed", Users: []string{}},
			{ID: "c2", Rule: "test", Span: span("Ostrel Bridge is open for patients"), Name: "Ostrel Bridge", Status: "open_limited", Users: []string{"patients"}, DeclaredBy: &oruvia},
		},
		Undertakings: []draft.Undertaking{{ID: "u1", Rule: "test", By: &oruvia, To: &zelmora, Content: span("No one will be allowed to use our soil against a neighbour"),
			State: "reported_given", Form: "published_unilateral", Statements: []string{"s2"}, Missing: []string{"start", "end", "verification"},
			Guarantors: []draft.Guarantor{{Name: "Casteva", State: "named_by_party", NamedBy: &zelmora}, {Name: "Pellandor", State: "named_by_party", NamedBy: &zelmora},
				{Name: "Ithmar", State: "accepted", NamedBy: &zelmora}}}},
	}
	raw = []byte(fullText)
	sum := sha256.Sum256(raw)
	read.SHA256, read.Bytes, read.File = hex.EncodeToString(sum[:]), len(raw), "hadrel.txt"
	return raw, read
}
