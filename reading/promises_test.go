package reading_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
)

// Traps of talks, agreements, crossings and undertakings that conflict reporting
// sets, each read by all stages together.
func TestTalksAndPromises(t *testing.T) {
	for _, c := range []struct {
		name, in string
		check    func(d *draft.Document) string // what is wrong, "" when nothing is
	}{
		{"a promise sought, by way of a broadcaster of the other side", "According to Sudan's state broadcaster, Chad had sought assurances that no raids would be launched from Sudanese territory. In response, the Sudanese delegation maintained that the rebels were an internal matter of Chad.",
			func(d *draft.Document) string {
				return undertakings(d, "Sudan demanded")
			}},
		{"the day of a report is not the day of the talks", "The second round of talks between Chad and Sudan was held in Geneva, according to Swiss media reports on Sunday.",
			func(d *draft.Document) string {
				if len(d.Talks) != 1 || d.Talks[0].From != nil || d.Talks[0].Round == nil || *d.Talks[0].Round != 2 {
					return fmt.Sprintf("talks %+v", d.Talks)
				}
				return ""
			}},
		{"one round named three times", "Chad blamed Sudan hours after peace negotiations between the two nations in Geneva failed. Four days of talks in Geneva had ended without a resolution. Despite the unsuccessful outcome of the talks, the border was calm.",
			func(d *draft.Document) string {
				if len(d.Talks) != 1 || d.Talks[0].Place != "Geneva" {
					return fmt.Sprintf("talks %+v", d.Talks)
				}
				return ""
			}},
		{"if it is claimed is no denial and no promise", "\"If it is claimed that the raids do not start in Sudan, then giving an official guarantee should be easy,\" Chad's defence minister said.",
			func(d *draft.Document) string {
				for _, u := range d.Undertakings {
					if u.State != "demanded" {
						return fmt.Sprintf("undertaking %+v", u)
					}
				}
				return ""
			}},
		{"guarantor, mediator, host, broker", "Chad's defence minister said that a Sudanese commitment must be guaranteed by Kenya, Norway and Peru. A ceasefire brokered by Egypt was agreed in Doha. Talks between Chad and Sudan in Nairobi were mediated by Ghana and hosted by Kenya.",
			func(d *draft.Document) string {
				var names []string
				for _, u := range d.Undertakings {
					for _, g := range u.Guarantors {
						names = append(names, g.Name+" "+g.State)
					}
				}
				if got := strings.Join(names, ", "); got != "Kenya named_by_party, Norway named_by_party, Peru named_by_party" {
					return "guarantors " + got
				}
				i := slices.IndexFunc(d.Talks, func(t draft.Talks) bool { return t.Place == "Nairobi" })
				if i < 0 || len(d.Talks[i].Mediators) != 1 || d.Talks[i].Mediators[0].Name != "Ghana" || len(d.Talks[i].Hosts) != 1 || d.Talks[i].Hosts[0].Name != "Kenya" {
					return fmt.Sprintf("talks %+v", d.Talks)
				}
				if len(d.Agreements) != 1 || len(d.Agreements[0].Brokers) != 1 || d.Agreements[0].Brokers[0].Name != "Egypt" {
					return fmt.Sprintf("agreements %+v", d.Agreements)
				}
				return ""
			}},
		{"no accepting without a word of it", "Chad's defence minister said that a Sudanese commitment must be guaranteed by Kenya and Norway. Kenya declined to comment.",
			func(d *draft.Document) string {
				for _, u := range d.Undertakings {
					for _, g := range u.Guarantors {
						if g.State != "named_by_party" {
							return fmt.Sprintf("guarantor %+v", g)
						}
					}
				}
				return ""
			}},
		{"a threat is no assurance", "\"Let me assure them that we need not even a part of our arsenal to destroy that regime,\" Chad's defence minister said of Sudan.",
			func(d *draft.Document) string { return undertakings(d, "") }},
		{"a call on a minister is no demand", "Chad's envoy called on Sudan's foreign minister in Khartoum on Monday.",
			func(d *draft.Document) string { return undertakings(d, "") }},
		{"spelling and quotation marks make no other word", "Chad’s Defense Minister said that Sudan must “curb” the rebels. Chad's Defence Minister said that Sudan must \"curb\" the rebels.",
			func(d *draft.Document) string { return undertakings(d, "Sudan demanded") }},
	} {
		all, err := reading.Read("test.txt", []byte(c.in), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if wrong := c.check(&all[0]); wrong != "" {
			t.Errorf("%s: %s", c.name, wrong)
		}
	}
}

func undertakings(d *draft.Document, want string) string {
	var out []string
	for _, u := range d.Undertakings {
		by := "?"
		if u.By != nil {
			by = u.By.Name
		}
		out = append(out, by+" "+u.State)
	}
	if got := strings.Join(out, "; "); got != want {
		return fmt.Sprintf("undertakings %q, want %q", got, want)
	}
	return ""
}
