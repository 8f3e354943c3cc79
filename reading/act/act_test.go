package act_test

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
)

// TestActs holds sentences of one statement each, and all the acts of it.
func TestActs(t *testing.T) {
	for _, c := range []struct{ text, acts string }{
		{"Chad promised that no weapons would be sent.", "assurance"},
		{"Chad vowed to avenge the dead.", "threat"},
		{"The general vowed to protect the farmers.", "assurance"},
		{"Chad demanded that the camps be closed.", "demand"},
		{"Chad urged all sides to show restraint.", "appeal"},
		{"“Trade will wait,” the minister said in response to a question. “The gate will open once written guarantees are given that no camps will be allowed.”", "demand condition"},
		{"The minister said the gate will reopen once written guarantees are provided that no camps will be allowed.", "demand condition"},
		{"The minister expects action against the rebels.", "demand"},
		{"Chad expects Niger to close the camps.", "demand"},
		{"“We order all our units to suspend their raids,” the general said.", "assurance"},
		{"The list stays sealed unless both sides agree, the envoy said.", "claim condition"},
		{"Senators criticised the deal as a gift.", "assessment"},
		{"Chad called on all parties to open the road.", "appeal"},
		{"Chad called the raid “a blatant violation of the truce”.", "accusation"},
		{"“If they cross again, we will respond with every means,” the general said.", "threat condition"},
		{"The minister said the camps must be closed.", "demand"},
		{"The minister said Chad will not allow its soil to be used.", "assurance"},
		{"The minister said any attack will be met with a befitting reply.", "threat"},
		{"The minister said the army had no role in the raid.", "denial"},
		{"The minister said the offer was unacceptable.", "rejection"},
		{"The minister said Chad was ready for talks.", "offer_to_talk"},
		{"The minister said militants operate from camps in Chad.", "accusation"},
		{"The premier said the truce would not be carried out “until our demands are met”.", "rejection condition"},
		{"The minister said Chad will not implement the accord.", "rejection"},
		{"The minister said the road was open.", "claim"},
		{"Chad accused Niger of harbouring rebels.", "accusation"},
		{"Chad denied that its men had crossed.", "denial"},
		{"Chad dismissed the claims as propaganda.", "denial"},
		{"Chad dismissed the plan as a waste of time.", "rejection"},
		{"Chad threatened to close the border.", "threat"},
		{"Chad warned Niger against sheltering rebels.", "demand threat"},
		{"Chad has never agreed to a deadline.", "rejection"},
		{"Chad did not deny the reports.", "claim"},
		{"Chad agreed to extend the truce.", "agreement"},
		{"The group claimed responsibility for the blast.", "claim_of_responsibility"},
		{"The blast was claimed by the Red Valley Front.", "claim_of_responsibility"},
		{"Chad refused to comment.", "no_comment"},
		{"Chad has yet to comment.", "no_comment"},
		{"The envoy asked whether the road was open.", "other"},
		{"The envoy asked Chad to open the road.", "demand"},
		{"The ministry called the report “disinformation”.", "rejection"},
		{"The ministry called the visit “a good start”.", "assessment"},
		{"Chad turned down the offer of mediation.", "rejection"},
		{"Chad consented to the patrols.", "agreement"},
		{"The envoy entreated Chad to open the road.", "appeal"},
		{"The envoy invited Chad to send observers.", "demand"},
		{"The minister contradicted the reports.", "denial"},
		{"The general likened the camp to a prison.", "assessment"},
		{"The mayor is uneasy about the closure.", "assessment"},
		{"The envoy described the talks as useful.", "assessment"},
		{"Experts predict that the truce will hold.", "assessment"},
		{"Residents expressed anger over the closure.", "other"},
		{"Chad vowed to give a fitting reply to every bullet.", "threat"},
		{"The mission said the sides differed over who must clear the road.", "claim"},
		{"The general said the country must be ready to defend itself.", "claim"},
		{"Chad wants to join the pact.", "claim"},
		{"Chad told Niger to stop its raids.", "demand"},
		{"Chad offered to help the two sides.", "offer_to_talk"},
		{"The minister said the assurance must state that no camps will be allowed.", "demand"},
		{"The minister said nobody will be allowed to use the soil of Chad.", "assurance"},
		{"Chad offered mediation between the two sides.", "offer_to_talk"},
		{"Chad offered condolences to the families.", "other"},
		{"The mayor won't say whether the road is mined.", "no_comment"},
		{"The governor said the town would honour every line of the text.", "assurance"},
		{"The army said no shots were fired from dusk until 01:10.", "claim"},
		{"Chad said the matter was an internal issue.", "rejection denial"},
		{"Chad said it would withdraw only if Niger disarmed the rebels.", "condition demand"},
	} {
		docs, err := reading.Read("x.txt", []byte(c.text), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(docs[0].Statements) != 1 {
			t.Errorf("%s: %d statements", c.text, len(docs[0].Statements))
			continue
		}
		if got := strings.Join(docs[0].Statements[0].Acts, " "); got != c.acts {
			t.Errorf("%s: %s, want %s", c.text, got, c.acts)
		}
	}
}
