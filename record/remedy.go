package record

// RecommendationMade: what should be done, so that it can be seen whether it was.
type RecommendationMade struct {
	Addressee string `json:"addressee" role:"control"` // a party's or seat's id
	Due       string `json:"due" role:"control"`       // RFC 3339
	Method    string `json:"method" role:"control"`    // of verification
	Act       string `json:"act" role:"content"`
	Object    string `json:"object" role:"content"`
	Quantity  string `json:"quantity" role:"content"` // with its unit
	Place     string `json:"place" role:"content"`
	Closes    string `json:"closes_when" role:"content"` // what closes it
}

// EntryKind gives KindRecommendationMade.
func (*RecommendationMade) EntryKind() Kind { return KindRecommendationMade }

// Validate says what is wrong with the body, or nil.
func (b *RecommendationMade) Validate() error {
	return firstOf(required("addressee", b.Addressee), instant("due", b.Due), oneOf("method", b.Method, Methods), required("act", b.Act),
		required("object", b.Object), required("quantity", b.Quantity), required("place", b.Place), required("closes_when", b.Closes))
}

// ReferralMade: a final finding goes to the body that can draw a consequence.
type ReferralMade struct {
	Measure string `json:"measure,omitempty" role:"control"` // asked for, from the charter's menu
	To      string `json:"to,omitempty" role:"content"`      // where the charter names no body
	Note    string `json:"note,omitempty" role:"content"`
}

// EntryKind gives KindReferralMade.
func (*ReferralMade) EntryKind() Kind { return KindReferralMade }

// Validate says what is wrong with the body, or nil: a referral needs a body to
// go to, which the charter names or the words do.
func (b *ReferralMade) Validate() error { return required("note", b.Note) }

// PenaltyDecided: the body that decides on consequences has decided. It is a
// record of its own, beside the finding.
type PenaltyDecided struct {
	Imposed  bool   `json:"imposed" role:"control"`
	Measure  string `json:"measure,omitempty" role:"control"`
	Reasons  string `json:"reasons" role:"content"`
	Executed string `json:"executed,omitempty" role:"content"` // what shows that it was carried out
}

// EntryKind gives KindPenaltyDecided.
func (*PenaltyDecided) EntryKind() Kind { return KindPenaltyDecided }

// Validate says what is wrong with the body, or nil.
func (b *PenaltyDecided) Validate() error {
	if b.Imposed != (b.Measure != "") {
		return invalid("measure: a penalty that is imposed names its measure, one that is not names none")
	}
	return required("reasons", b.Reasons)
}

// RemedyReported: the addressee of a recommendation says what it has done, or a
// verifier says what there is to see of it.
type RemedyReported struct {
	Verified bool   `json:"verified,omitempty" role:"control"` // by somebody other than the addressee
	Method   string `json:"method,omitempty" role:"control"`
	What     string `json:"what" role:"content"`
}

// EntryKind gives KindRemedyReported.
func (*RemedyReported) EntryKind() Kind { return KindRemedyReported }

// Validate says what is wrong with the body, or nil.
func (b *RemedyReported) Validate() error {
	if b.Verified && b.Method == "" {
		return invalid("method is empty; what is verified says how")
	}
	return firstOf(oneOf("method", b.Method, append([]string{""}, Methods...)), required("what", b.What))
}
