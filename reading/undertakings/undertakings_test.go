package undertakings

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/act"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/attribution"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan/scantest"
)

var cast = []string{
	"Idrin Vashko|ZEL|person|Vashko|Defence Minister Idrin Vashko", "Rahul Ostemi|ORU|person|Ostemi", "Zelmora|ZEL|government|Zelmoran|Nerimar",
	"Oruvia|ORU|government|Oruvian|Kessadin|the Council", "Highland Column|Highland Column|armed_group|the Column",
}

func read(s string) *analysis.Analysis {
	a := scantest.New(s, "2026-10-19", cast...)
	attribution.Read(a)
	act.Read(a)
	Read(a)
	return a
}

func name(p *draft.Party) string {
	if p == nil {
		return "?"
	}
	return p.Name
}

func show(d *draft.Document) string {
	var out []string
	for _, u := range d.Undertakings {
		s := name(u.By) + " " + u.State
		if u.To != nil {
			s += " to " + u.To.Name
		}
		if u.Form != "" {
			s += " " + u.Form
		}
		for _, g := range u.Guarantors {
			s += " [" + g.Name + " " + g.State + "]"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"sought assurances", "Zelmora sought assurances that no attacks would be launched from Oruvian territory.", "Oruvia demanded to Zelmora"},
		{"assurances from", "Zelmora is not convinced by recent assurances from Oruvia regarding action against the Highland Column.", "Oruvia reported_given reported_orally"},
		{"given on record", "Ostemi promised that Oruvia will not let anyone use its soil.", "Oruvia given stated_orally"},
		{"the parties", "Zelmora and Oruvia met. Under the deal, the parties promised not to enter hospitals.", "Zelmora agreed; Oruvia agreed"},
		{"must", "Vashko said that Oruvia must curb the Highland Column.", "Oruvia demanded to Zelmora"},
		{"own promise under demand for it", "Vashko said Zelmora is seeking an Oruvian commitment that its soil will not be used for attacks. \"An official commitment is needed,\" Vashko said.", "Oruvia demanded to Zelmora written_unsigned"},
		{"responsibility", "Vashko insisted that the responsibility lies with Kessadin to close the camps.", "Oruvia demanded to Zelmora"},
		{"a question binds nobody", "Asked what would happen if no document came from Oruvia, Vashko said the crossings would stay as they are.", ""},
		{"the two sides, both named", "Zelmora met Oruvia. Vashko said the two sides would observe the truce. \"The two sides will abide by the text,\" Ostemi said.", "Zelmora agreed; Oruvia agreed"},
		{"what an assurance must say", "Vashko said the assurance must state that Oruvian territory will not be used for attacks.", "Oruvia demanded to Zelmora"},
		{"urged", "Vashko urged Oruvia to close the camps.", "Oruvia demanded to Zelmora"},
		{"warned to stop", "Ostemi warned the Column to stop its attacks.", "Highland Column demanded to Oruvia"},
		{"only if", "Vashko said that relations will improve only if Oruvia provides a written commitment.", "Oruvia demanded to Zelmora written_unsigned"},
		{"agentless, both", "Vashko stressed that movement between the two countries must follow the rules.", "? demanded"},
		{"by report", "Ostemi said that Zelmora had undertaken to reopen the crossings within a week.", "Zelmora reported_given reported_orally"},
		{"provisions", "Under the deal, Oruvia was to close the camps within 60 days and Zelmora will reopen the crossings.", "Oruvia agreed; Zelmora agreed"},
		{"each owes it", "Kenya's envoy said Zelmora and Oruvia had agreed to reopen the crossings.", "Zelmora agreed; Oruvia agreed"},
		{"never agreed", "Ostemi said Oruvia had never agreed to a deadline.", "Oruvia denied"},
		{"what an assurance must say", "Vashko said the assurance must state that Oruvian territory will not be used for attacks.", "Oruvia demanded to Zelmora"},
		{"both owe it", "Vashko said the two sides had agreed to set up a commission.", "? agreed"},
		{"agreeing on a text is no undertaking", "Vashko said Zelmora and Oruvia had agreed the text of a treaty.", ""},
		{"analysts ask nothing", "Analysts said Oruvia must curb the Highland Column.", ""},
		{"told, with when and how", "Ostemi pledged in a broadcast on Sunday to open a road for food.", "Oruvia given stated_orally"},
		{"told, on a condition", "Vashko promised last month to free 40 detainees if the Column left the valley.", "Zelmora given stated_orally"},
		{"also told", "The group also undertook to stop taking hostages, spokesman Tarim Odel said. The Highland Column is small.", "Highland Column given stated_orally"},
		{"an if of a threat", "Vashko warned that the army would answer every shot unless the raids ended by Friday.", ""},
		{"a name for something", "The Zelmoran ministry called the report \"fiction\".", ""},
		{"open to lorries", "The bridge remains open to aid, Zelmora says.", ""},
		{"guarantees from one: its own promise", "Vashko demanded written guarantees from Kessadin.", "Oruvia demanded to Zelmora signed_guaranteed"},
		{"guarantees from several that another keeps its word", "Vashko demanded guarantees from Kenya and Peru that Oruvia would close the camps.", "Oruvia demanded to Zelmora [Kenya named_by_party] [Peru named_by_party]"},
		{"among three sides nobody is the other one", "Kenya, Peru and Chad met. Kenya fears Peru. Chad fears Kenya. Chad waits. Peru's envoy said stronger action was needed against smugglers.", "? demanded"},
		{"a guarantor who does something else", "Kenya, a guarantor of the talks, voiced concern.", ""},
		{"orders to one's own", "Ostemi ordered his forces to return to their camps.", ""},
		{"a call for a thing", "Vashko called for an international inquiry.", ""},
		{"rivals are no one party", "The leaders of Oruvia's rival clans agreed to open a road.", "? agreed"},
		{"who tells of it binds nobody", "The generals of the two armies spoke on Monday and agreed to stop firing, Vashko said.", "? agreed"},
		{"ready, on a condition", "Ostemi said Oruvia was ready to stop the raids provided that Zelmora freed the drivers.", "Oruvia offered"},
		{"a go-between's help", "Kenya offered to help the two sides.", ""},
		{"urged not to", "Vashko urged Oruvia not to close the camps.", "Oruvia demanded to Zelmora"},
		{"what would bring a threat about is not asked for", "Ostemi warned that the Column would lose its houses if it fired again.", ""},
		{"what would avert a threat is asked for", "Vashko warned that the army would answer unless Oruvia closes the camps.", "Oruvia demanded to Zelmora"},
		{"both, named together in the sentence", "Kenya, Peru and Chad watch. Under the deal between Zelmora and Oruvia, both parties will release prisoners.", "Zelmora agreed; Oruvia agreed"},
		{"both, named together just before", "The deal was reached between Zelmora and Oruvia. Both sides agreed to reopen the crossing.", "Zelmora agreed; Oruvia agreed"},
		{"two who sign and pledge", "Zelmora and the Highland Column signed a truce on Monday, pledging to stop all attacks.", "Zelmora given stated_orally; Highland Column given stated_orally"},
		{"rejects", "Oruvia rejected the accusation.", ""},
	} {
		if got := show(read(c.in).Draft); got != c.want {
			t.Errorf("%s: %q:\n\t%s\n\twant %s", c.name, c.in, got, c.want)
		}
	}
}

func TestProvisionContent(t *testing.T) {
	a := read("Under the deal brokered by Kenya in May, Oruvia was to close the camps.")
	if len(a.Draft.Undertakings) != 1 || a.Draft.Undertakings[0].Content.Text != "Oruvia was to close the camps" {
		t.Errorf("%s: %+v", show(a.Draft), a.Draft.Undertakings)
	}
}

func TestGuarantors(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"named, forwards", "Vashko stressed that this assurance must be supported by countries such as Kenya, Norway, the United Arab Emirates and Peru. According to Vashko, Zelmora seeks an Oruvian commitment that its soil will not be used for attacks.",
			"Oruvia demanded to Zelmora [Kenya named_by_party] [Norway named_by_party] [United Arab Emirates named_by_party] [Peru named_by_party]"},
		{"stand surety", "Vashko said Zelmora seeks an Oruvian commitment that its soil will not be used and that Kenya and Peru should stand surety for it.",
			"Oruvia demanded to Zelmora [Kenya named_by_party] [Peru named_by_party]"},
		{"guarantees from others", "Zelmora wants written guarantees from Kenya and Peru that Oruvia will close the camps.", "Oruvia demanded to Zelmora signed_guaranteed [Kenya named_by_party] [Peru named_by_party]"},
		{"a mediator is none", "Vashko said Zelmora seeks a written Oruvian commitment that its soil will not be used. Talks mediated by Kenya and hosted by Norway ended.", "Oruvia demanded to Zelmora written_unsigned"},
		{"a broker is none", "A ceasefire brokered by Kenya with support from Norway was agreed between Zelmora and Oruvia.", ""},
		{"support of something else", "Vashko said Zelmora seeks an Oruvian commitment that its soil will not be used. Rebels supported by Kenya attacked.", "Oruvia demanded to Zelmora"},
		{"a guarantee is a thing too", "Oruvia said it would not sign a guarantee for the fighters of the Highland Column.", ""},
		{"who wants a guarantee gives none", "Oruvia pledged to close the camps. Peru said Zelmora wanted guarantees of the pledge.", "Oruvia given stated_orally"},
		{"who is to guarantee a promise does not owe it", "Oruvia promised to close the camps. Zelmora wanted the promise guaranteed by Kenya.", "Oruvia given stated_orally [Kenya named_by_party]"},
		{"accepted", "Kenya agreed to act as guarantor of the ceasefire between Zelmora and Oruvia.", "? agreed [Kenya accepted]"},
		{"signed as", "Zelmora and Oruvia agreed to extend the truce. Kenya and Peru signed the text as guarantors.", "Zelmora agreed [Kenya accepted] [Peru accepted]; Oruvia agreed [Kenya accepted] [Peru accepted]"},
		{"declined", "Kenya refused to act as guarantor of the ceasefire between Zelmora and Oruvia.", "? demanded [Kenya declined]"},
		{"said that it would be", "Kenya and Peru would act as guarantors of the deal, Zelmora said.", "? offered [Kenya named_by_party] [Peru named_by_party]"},
		{"asked", "Zelmora asked Kenya to act as guarantor of the ceasefire with Oruvia.", "? demanded [Kenya invited]"},
	} {
		if got := show(read(c.in).Draft); got != c.want {
			t.Errorf("%s: %q:\n\t%s\n\twant %s", c.name, c.in, got, c.want)
		}
	}
}

func TestMissing(t *testing.T) {
	for _, c := range []struct{ in, has, lacks string }{
		{"Ostemi promised that Oruvia will not let anyone use its soil against another country.", "duty_bearer act object place", "end condition exception verification evidence_owed"},
		{"Vashko urged Oruvia to close the camps by the end of May under the eyes of monitors.", "duty_bearer act object end verification", "start condition exception"},
		{"Vashko stressed that movement between the two countries must follow the rules.", "object", "duty_bearer start end verification"},
	} {
		a := read(c.in)
		if len(a.Draft.Undertakings) != 1 {
			t.Errorf("%q: %s", c.in, show(a.Draft))
			continue
		}
		missing := strings.Join(a.Draft.Undertakings[0].Missing, " ")
		for _, p := range strings.Fields(c.lacks) {
			if !strings.Contains(missing, p) {
				t.Errorf("%q: %s is not missing: %s", c.in, p, missing)
			}
		}
		for _, p := range strings.Fields(c.has) {
			if strings.Contains(missing, p) {
				t.Errorf("%q: %s is missing: %s", c.in, p, missing)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Vashko said that this assurance must be supported by", "assurances from Oruvia that", "as guarantors", "responsibility lies with", "If not, a commitment to", "000000000000 A00! assure BY"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		a := read(s)
		ids := map[string]bool{}
		for i := range a.Statements {
			ids[a.Statements[i].ID] = true
		}
		for _, u := range a.Draft.Undertakings {
			if c := u.Content; c.Start < 0 || c.End > len(s) || c.Start >= c.End || c.Text != s[c.Start:c.End] || u.Rule == "" || u.State == "" {
				t.Fatalf("%q: %+v", s, u)
			}
			for _, id := range u.Statements {
				if !ids[id] {
					t.Fatalf("%q names %s, which is none", u.Content.Text, id)
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("Vashko said that Zelmora seeks an Oruvian commitment that its soil will not be used for attacks, and that Kenya and Peru should stand surety for it. The weather was fine and nobody on the road to the coast spoke of anything else. ", 400)
	a := read(s)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		a.Draft.Undertakings = nil
		Read(a)
	}
}
