package reading_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
)

// told prints what a case looks at: of each statement who, which act and how true
// its quotation is to the words; then figures, crossings, agreements and talks.
func told(d *draft.Document) string {
	var out []string
	for _, s := range d.Statements {
		who := "-"
		if s.Speaker != nil {
			if who = s.Speaker.Name; who == "" {
				who = s.Speaker.Text
			}
		}
		line := who + " " + s.Act
		if s.Fidelity != "" {
			line += " " + s.Fidelity
		}
		out = append(out, line)
	}
	for _, i := range d.Incidents {
		for _, f := range i.Figures {
			n := "?"
			if f.Number != nil {
				n = fmt.Sprint(*f.Number)
			}
			if f.Low {
				n += "+"
			}
			out = append(out, f.Effect+" "+n+" "+f.Group)
		}
	}
	for _, c := range d.Crossings {
		out = append(out, c.Name+" "+c.Status)
	}
	for _, a := range d.Agreements {
		out = append(out, a.Kind+" "+a.Status)
	}
	for _, t := range d.Talks {
		day := "-"
		if t.From != nil {
			day = *t.From
		}
		out = append(out, "talks "+t.Place+" "+day)
	}
	return strings.Join(out, "; ")
}

// TestWholeTraps holds the traps of conflict reporting that only all stages
// together meet, each with sentences of our own.
func TestWholeTraps(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a paraphrase in quotation marks, and the words themselves",
			"Kenya's defence minister warned that any future “raid or ambush” from there would be answered. On X, Kenya's Defence Minister Omar Saleh wrote that “any raid from there or any ambush shall be answered in kind.”",
			"Omar Saleh threat paraphrase_in_quotes; Omar Saleh claim paraphrase_in_quotes"},
		{"these allegations are those just told",
			"Kenya accused Chad of sheltering rebels. Chad vehemently denies these allegations.", "Kenya accusation; Chad denial"},
		{"a garbled warning stays as it is",
			"Kenya also warned Chad against using its soil from being used for raids.", "Kenya demand"},
		{"two descriptions of one group, each with its source",
			"Kenya says the Column is distinct from the army of Chad. Chad says the Column is a branch of the police of Kenya.", "Kenya claim; Chad claim"},
		{"a capital as a government, and as a place",
			"The envoy arrived in Nairobi on Monday. Nairobi said the road was open.", "Kenya claim"},
		{"a source on condition of anonymity",
			"\"We were told to leave at night,\" said the source, who spoke on the condition of anonymity.", "the source, who spoke on the condition of anonymity claim"},
		{"seventy killed and hundreds wounded",
			"More than 70 people were killed and hundreds wounded in the attack in Kutum on Monday.", "killed 70+ people; injured ? people"},
		{"shut, and open again",
			"The Torkham crossing was shut on September 6. It reopened on Friday after more than a week of closure.", "Torkham closed; Torkham open"},
		{"kept closed", "Both countries have kept major crossings closed.", "major crossings closed"},
		{"a round that is yet to come",
			"Kenya and Chad have agreed to continue the ceasefire and hold a high-level meeting in Istanbul on November 6, 2025.", "Kenya agreement; ceasefire in_force; talks Istanbul 2025-11-06"},
		{"a country that has changed the spelling of its name", "Türkiye said on Monday that the road was open.", "Turkey claim"},
	} {
		all, err := reading.Read("test.txt", []byte(c.in), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(&all[0]); got != c.want {
			t.Errorf("%s:\n\t%s\n\twant %s", c.name, got, c.want)
		}
	}
}
