package record

// CountReported: how many of something were handed over, moved, released, as one
// recorder counts it. The five numbers are kept apart.
type CountReported struct {
	Level        string `json:"level" role:"control"`
	CountingUnit string `json:"counting_unit" role:"content"`
	RecordedBy   string `json:"recorded_by" role:"content"`
	AttributedTo Party  `json:"attributed_to,omitzero" role:"content"`
	Batch        string `json:"batch,omitempty" role:"content"`

	Claimed   *int `json:"claimed,omitempty" role:"content"`
	Presented *int `json:"presented,omitempty" role:"content"`
	Accepted  *int `json:"accepted,omitempty" role:"content"`
	Rejected  *int `json:"rejected,omitempty" role:"content"`
	Disputed  *int `json:"disputed,omitempty" role:"content"`

	// A balance: opening + in - out = closing, or the difference is explained.
	Opening   *int   `json:"opening,omitempty" role:"content"`
	In        *int   `json:"in,omitempty" role:"content"`
	Out       *int   `json:"out,omitempty" role:"content"`
	Closing   *int   `json:"closing,omitempty" role:"content"`
	Explained string `json:"explained,omitempty" role:"content"`
}

// EntryKind gives KindCountReported.
func (*CountReported) EntryKind() Kind { return KindCountReported }

// Validate says what is wrong with the body, or nil.
func (b *CountReported) Validate() error {
	if err := firstOf(oneOf("level", b.Level, VerificationLevels), required("counting_unit", b.CountingUnit), required("recorded_by", b.RecordedBy)); err != nil {
		return err
	}
	some := false
	for _, n := range []*int{b.Claimed, b.Presented, b.Accepted, b.Rejected, b.Disputed, b.Opening, b.In, b.Out, b.Closing} {
		if n != nil {
			some = true
			if *n < 0 || *n > 1_000_000_000 {
				return invalid("a count is from 0 to 1000000000, not %d", *n)
			}
		}
	}
	if !some {
		return invalid("no number is given: claimed, presented, accepted, rejected, disputed, or a balance")
	}
	if b.Presented != nil && b.Accepted != nil && b.Rejected != nil && b.Disputed != nil &&
		*b.Accepted+*b.Rejected+*b.Disputed != *b.Presented {
		return invalid("%d accepted, %d rejected and %d disputed are not the %d that were presented", *b.Accepted, *b.Rejected, *b.Disputed, *b.Presented)
	}
	if b.Opening != nil || b.In != nil || b.Out != nil || b.Closing != nil {
		if b.Opening == nil || b.In == nil || b.Out == nil || b.Closing == nil {
			return invalid("a balance has all of opening, in, out and closing")
		}
		if d := b.Difference(); d != 0 && b.Explained == "" {
			return invalid("the balance is out by %d, and explained is empty", d)
		}
	}
	return nil
}

// Difference gives by how much a balance is out: closing less what it should be.
// It is 0 where no balance is given.
func (b *CountReported) Difference() int {
	if b.Opening == nil || b.In == nil || b.Out == nil || b.Closing == nil {
		return 0
	}
	return *b.Closing - (*b.Opening + *b.In - *b.Out)
}

// Indicators are what shows whether a duty to prevent is being kept.
var Indicators = []string{"named_list_accepted", "site_status", "relocation_distance", "arrests_notified", "decree_issued",
	"cross_border_attacks", "infiltration_attempts", "information_requests_answered", "liaison_line"}

// SiteStatuses are what can be seen of a site.
var SiteStatuses = []string{"existing", "vacated", "dismantled", "repurposed", "not_accessible"}

// IndicatorRead: somebody looked at an indicator of an undertaking.
type IndicatorRead struct {
	Indicator string `json:"indicator" role:"control"`
	Site      string `json:"site,omitempty" role:"control"` // of site_status
	Level     string `json:"level" role:"control"`
	Method    string `json:"method,omitempty" role:"control"`

	Value        string `json:"value,omitempty" role:"content"` // with its unit in CountingUnit
	CountingUnit string `json:"counting_unit,omitempty" role:"content"`
	RecordedBy   string `json:"recorded_by" role:"content"`
	Place        Place  `json:"place,omitzero" role:"content"`
	Date         string `json:"date,omitempty" role:"content"` // YYYY-MM-DD
	Note         string `json:"note,omitempty" role:"content"`
}

// EntryKind gives KindIndicatorRead.
func (*IndicatorRead) EntryKind() Kind { return KindIndicatorRead }

// Validate says what is wrong with the body, or nil.
func (b *IndicatorRead) Validate() error {
	if b.Value != "" && b.CountingUnit == "" {
		return invalid("counting_unit is empty; a value says what one of it is")
	}
	if (b.Indicator == "site_status") != (b.Site != "") {
		return invalid("site goes with the indicator site_status, and that with it")
	}
	return firstOf(oneOf("indicator", b.Indicator, Indicators), oneOf("site", b.Site, append([]string{""}, SiteStatuses...)),
		oneOf("level", b.Level, VerificationLevels), oneOf("method", b.Method, append([]string{""}, Methods...)),
		required("recorded_by", b.RecordedBy), interval(b.Date, b.Date))
}
