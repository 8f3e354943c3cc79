package web

import "github.com/surety-mechanism/surety/record"

// saysHead is how every claim begins: somebody says so.
func saysHead(v *view, c claimant) string {
	if c.Own {
		return v.T("claim.source", "who", c.Name)
	}
	return v.T("claim.says", "who", c.Name)
}

// claimWhat says what is counted: the effect, and who it is said to have struck.
func claimWhat(v *view, c *record.ClaimRecorded) string {
	if c.Group == "" {
		return v.Word("effect", c.Effect)
	}
	return v.T("claim.what", "effect", v.Word("effect", c.Effect), "group", c.Group)
}

// claimLine is a claim in one line.
func claimLine(v *view, c *record.ClaimRecorded) string {
	if c.Subject == record.SubjectAttribution {
		return v.T("claim.attributes", "who", v.Party(c.AttributedTo))
	}
	return v.T("claim.line", "n", number(v, c), "what", claimWhat(v, c))
}
