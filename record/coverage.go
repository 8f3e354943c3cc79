package record

import "time"

// CoverageRecorded: how much looking stands behind what a recorder counts, from
// one day to another. Without it nothing recorded would be read as nothing
// happened. Several posts add up, each once for the same days however often it is
// told; an entry that names no post is of all that there are, or of all of a side.
type CoverageRecorded struct {
	Side string `json:"side,omitempty" role:"control"` // the party on whose side was watched; "" both, or not one alone

	RecordedBy string   `json:"recorded_by" role:"content"` // as the counts name their recorder
	Post       string   `json:"post,omitempty" role:"content"`
	From       string   `json:"from" role:"content"` // YYYY-MM-DD
	To         string   `json:"to" role:"content"`
	Days       int      `json:"observed_days" role:"content"`            // days of these on which somebody looked
	Posts      int      `json:"posts" role:"content"`                    // staffed on those days
	Hours      int      `json:"observed_hours,omitempty" role:"content"` // of observation, over all posts
	Down       []string `json:"sensors_down,omitempty" role:"content"`
	Denied     []string `json:"areas_denied,omitempty" role:"content"`
	Note       string   `json:"note,omitempty" role:"content"`
}

// EntryKind gives KindCoverageRecorded.
func (*CoverageRecorded) EntryKind() Kind { return KindCoverageRecorded }

// maxCoverage bounds the days of one entry on coverage.
const maxCoverage = 366

// Validate says what is wrong with the body, or nil.
func (b *CoverageRecorded) Validate() error {
	if err := firstOf(required("recorded_by", b.RecordedBy), required("from", b.From), required("to", b.To), interval(b.From, b.To)); err != nil {
		return err
	}
	days := maxCoverage
	from, err := time.Parse(time.DateOnly, b.From)
	to, err2 := time.Parse(time.DateOnly, b.To)
	if err == nil && err2 == nil {
		days = int(to.Sub(from).Hours()/24) + 1
	}
	if days > maxCoverage {
		return invalid("from and to are %d days apart; one entry is of %d at the most", days, maxCoverage)
	}
	if (b.Days == 0) != (b.Posts == 0) {
		return invalid("observed_days and posts go together: where nobody looked, both are 0")
	}
	return firstOf(between("observed_days", b.Days, 0, days), between("posts", b.Posts, 0, 10_000), between("observed_hours", b.Hours, 0, b.Days*24*b.Posts))
}
