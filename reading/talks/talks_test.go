package talks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan/scantest"
)

func names(ps []draft.Party) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Name)
	}
	return strings.Join(out, "+")
}

func showTalks(d *draft.Document) string {
	var out []string
	for _, t := range d.Talks {
		s := t.Place
		if t.Round != nil {
			s += fmt.Sprintf(" #%d", *t.Round)
		}
		if t.From != nil {
			s += " " + *t.From
		}
		if len(t.Parties) > 0 {
			s += " " + names(t.Parties)
		}
		if len(t.Mediators) > 0 {
			s += " mediators " + names(t.Mediators)
		}
		if len(t.Hosts) > 0 {
			s += " hosts " + names(t.Hosts)
		}
		out = append(out, strings.TrimSpace(s+" "+t.Outcome))
	}
	return strings.Join(out, "; ")
}

func TestTalks(t *testing.T) {
	cast := []string{"Ada Brenn|NOR|person", "Juan Pola|PER|person", "Taliban|AFG|armed_group"}
	for _, c := range []struct{ name, in, want string }{
		{"number, place", "The second round of talks between Chad and Sudan was held in Geneva.", "Geneva #2 Chad+Sudan unknown"},
		{"one round named three times", "Peace negotiations between Chad and Sudan in Istanbul failed on Tuesday. The four days of talks in Istanbul were tense. Despite the unsuccessful outcome of the talks, the border is quiet.", "Istanbul 2025-10-28 Chad+Sudan collapsed"},
		{"two rounds", "Talks between Chad and Sudan in Geneva ended without a breakthrough. Earlier talks in Doha collapsed.", "Geneva Chad+Sudan deadlock; Doha collapsed"},
		{"two numbers", "The first round of talks in Geneva failed. The second round of talks in Geneva was adjourned.", "Geneva #1 collapsed; Geneva #2 adjourned"},
		{"place before", "The Istanbul talks between Chad and Sudan stalled.", "Istanbul Chad+Sudan deadlock"},
		{"several venues, one failure", "Recent Chadian negotiations with Sudanese officials in Turkey and Qatar ended without results.", "Turkey and Qatar Chad+Sudan deadlock"},
		{"mediator is no party", "Chad and Sudan held talks in Geneva mediated by Kenya and Norway.", "Geneva Chad+Sudan mediators Kenya+Norway unknown"},
		{"host is no mediator", "Talks between Chad and Sudan, hosted by Kenya, ended on Monday.", "2025-10-27 Chad+Sudan hosts Kenya unknown"},
		{"support at home is hosting", "Chad and Sudan held discussions in Oslo with support from Norway.", "Oslo Chad+Sudan hosts Norway unknown"},
		{"support elsewhere is no role", "Chad and Sudan held discussions in Nairobi with support from Norway.", "Nairobi Chad+Sudan unknown"},
		{"both sides", "Chad blames Sudan. Four days of talks between the two sides in Geneva ended without a deal.", "Geneva Chad+Sudan deadlock"},
		{"met", "Ada Brenn met Juan Pola in Lima on Wednesday.", "Lima 2025-10-29 Norway+Peru unknown"},
		{"met, arrived", "Ada Brenn met Juan Pola, who arrived in Oslo on Wednesday.", "Oslo 2025-10-29 Norway+Peru unknown"},
		{"visit", "The matter was raised during Ada Brenn's recent visit to Peru.", "Peru Norway+Peru unknown"},
		{"delegations", "Delegations of Chad and Sudan met in Geneva for the second round of talks.", "Geneva #2 Chad+Sudan unknown"},
		{"they are to meet", "Chad blames Sudan. The two sides are to meet again in Doha on Friday.", "Doha 2025-10-31 Chad+Sudan unknown"},
		{"what came of them", "The truce, agreed in Doha in June at the end of a third round of talks hosted by Qatar, will be monitored by Kenya.", "Doha #3 hosts Qatar unknown"},
		{"a place of something else", "At a camp in Peru, families spoke of the failed talks between Chad and Sudan.", "Chad+Sudan collapsed"},
		{"travels for talks", "Juan Pola travelled to Oslo on Monday for talks with Norway.", "Oslo 2025-10-27 Peru+Norway unknown"},
		{"a wish", "Chad called for talks with Sudan. Sudan said it was open to talks in Geneva.", ""},
		{"refused", "Sudan refused to hold talks with Chad.", ""},
		{"through dialogue", "Kenya urged them to settle their differences through dialogue.", ""},
		{"cabinet", "The cabinet meeting in Nairobi dealt with Sudan.", ""},
		{"a verb", "He talks to Chad and Sudan every day.", ""},
		{"signed", "Talks in Doha between Chad and Sudan ended with an agreement.", "Doha Chad+Sudan agreement_signed"},
		{"again", "Chad and Sudan held talks in Doha and agreed to meet again.", "Doha Chad+Sudan next_round"},
		{"the round before", "A second round of talks between Chad and Sudan began in Oslo. The previous round, in Nairobi, was adjourned without a text.", "Oslo #2 Chad+Sudan unknown; Nairobi adjourned"},
		{"due, adjectives of the mediators", "Chad blames Sudan. The two sides are due to hold a fourth round of direct talks in Doha on November 3 under Kenyan and Norwegian mediation.", "Doha #4 2025-11-03 Chad+Sudan mediators Kenya+Norway unknown"},
		{"both sides, where it is not plain who they are", "Chad, Sudan and Kenya quarrel. Four days of talks between the two sides in Geneva ended without a deal.", "Geneva deadlock"},
		{"who tells of them is no party", "The European Union's envoy said that Chad and Sudan had failed to reach a deal despite eight hours of talks in Oslo.", "Oslo Chad+Sudan deadlock"},
		{"those whose fighting broke them off", "Mediators suspended the talks in Doha after clashes between Chad and Sudan.", "Doha adjourned"},
		{"those who talk after fighting", "Talks resumed in Doha after clashes between Chad and Sudan.", "Doha Chad+Sudan unknown"},
		{"planned, with its day", "The next round of talks between Chad and Sudan will be held in Doha next week.", "Doha 2025-11-03 Chad+Sudan unknown"},
	} {
		a := scantest.New(c.in, "2025-10-29", cast...)
		Read(a)
		if got := showTalks(a.Draft); got != c.want {
			t.Errorf("%s: %q:\n\t%s\n\twant %s", c.name, c.in, got, c.want)
		}
	}
}

func showAgreements(d *draft.Document) string {
	var out []string
	for _, g := range d.Agreements {
		s := g.Kind + " " + g.Status
		if g.Place != "" {
			s += " " + g.Place
		}
		if g.Date != nil {
			s += " " + *g.Date
		}
		if len(g.Parties) > 0 {
			s += " " + names(g.Parties)
		}
		if len(g.Brokers) > 0 {
			s += " brokers " + names(g.Brokers)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestAgreements(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"brokered", "A ceasefire brokered by Kenya was agreed upon in Geneva on October 19.", "ceasefire agreed Geneva 2025-10-19 brokers Kenya"},
		{"each step is one of its own", "Chad and Sudan agreed to a ceasefire on Monday. The ceasefire appears to remain in effect.", "ceasefire agreed 2025-10-27 Chad+Sudan; ceasefire in_force"},
		{"none", "The talks failed to yield an agreement. No ceasefire was reached between Chad and Sudan.", ""},
		{"proposed mechanism", "Chad and Sudan are in discussions on creating a joint monitoring mechanism.", "mechanism proposed Chad+Sudan"},
		{"offered to extend", "Chad offered to extend the monitoring mission with Sudan.", "mechanism proposed Chad+Sudan"},
		{"ready to sign", "Chad said it was prepared to sign a peace treaty with Sudan.", "peace proposed Chad+Sudan"},
		{"a body that meets", "The Joint Monitoring Commission would meet in Oslo, Chad said.", ""},
		{"one of old", "Groups that stayed out of a 2018 peace deal signed a text on Monday, Chad said.", ""},
		{"what it would look into", "Chad again proposed a joint commission to investigate truce breaches.", "mechanism proposed Chad"},
		{"set up, and another round to be held", "Chad and Sudan agreed to set up a joint commission and to hold another round of talks on 20 November.", "mechanism agreed Chad+Sudan"},
		{"asked to agree to one", "Chad called on Sudan to agree to the establishment of a joint mechanism.", "mechanism proposed Chad+Sudan"},
		{"joint statement", "In a joint statement, Chad and Sudan expressed concern.", "joint_statement agreed Chad+Sudan"},
		{"no joint statement", "Talks between Chad and Sudan ended with no joint statement.", ""},
		{"joint statement issued", "Chad and Sudan issued a joint statement in Geneva.", "joint_statement agreed Geneva Chad+Sudan"},
		{"extended", "Chad and Sudan agreed to extend the ceasefire.", "ceasefire extended Chad+Sudan"},
		{"violated", "Chad accused Sudan of violating the truce.", "ceasefire violated Chad+Sudan"},
		{"in a clause of its own", "Under the truce, which took effect in May, Chad was to leave Sudan.", "ceasefire in_force Chad+Sudan"},
		{"a breach only thought of", "Chad warned of sanctions for those who break the truce with Sudan.", ""},
		{"far behind its verb", "It came two days into a seven-day truce that the army of Chad and the armed forces of Sudan signed in Doha on Monday.", "ceasefire signed Doha 2025-10-27 Chad+Sudan"},
		{"where something else was", "Chad and Sudan suspended the truce after a blast in Geneva.", "ceasefire suspended Chad+Sudan"},
		{"its other name", "Chad suspended its truce with Sudan, a blow to a deal brokered by Kenya.", "ceasefire suspended Chad+Sudan brokers Kenya"},
		{"who brokered it", "Kenya, which brokered the truce between Chad and Sudan, said nothing.", "ceasefire agreed Chad+Sudan brokers Kenya"},
		{"a month, and a day that is another's", "Chad said on Monday that its men would keep to the truce it signed with Sudan last month.", "ceasefire signed Chad+Sudan"},
		{"lapsed", "The truce between Chad and Sudan expired on Monday.", "ceasefire lapsed 2025-10-27 Chad+Sudan"},
		{"signed", "Chad and Sudan signed a peace deal in Doha.", "peace signed Doha Chad+Sudan"},
		{"in agreement", "Chad and Sudan are in agreement.", ""},
	} {
		a := scantest.New(c.in, "2025-10-29")
		Read(a)
		if got := showAgreements(a.Draft); got != c.want {
			t.Errorf("%s: %q:\n\t%s\n\twant %s", c.name, c.in, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"the second round of talks in Geneva, which", "Chad met Sudan, who arrived", "agreed a ceasefire agreement deal pact", "a visit to", "mediated by Chad, and the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		a := scantest.New(s, "2025-10-29")
		Read(a)
		check := func(x draft.Span, rule string) {
			if x.Start < 0 || x.End > len(s) || x.Start >= x.End || x.Text != s[x.Start:x.End] || rule == "" {
				t.Fatalf("%q: %+v", s, x)
			}
		}
		for _, x := range a.Draft.Talks {
			check(x.Span, x.Rule)
		}
		for _, x := range a.Draft.Agreements {
			check(x.Span, x.Rule)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := strings.Repeat("The second round of talks between Chad and Sudan was held in Geneva. A ceasefire brokered by Kenya was agreed upon on October 19, and the sides agreed to meet again while officials spoke of the weather. ", 500)
	a := scantest.New(s, "2025-10-29")
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		a.Draft.Talks, a.Draft.Agreements = nil, nil
		Read(a)
	}
}
