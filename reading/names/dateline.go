package names

import (
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/reading/text"
)

// Datelines gives the countries (alpha-3) of the towns that the text's datelines
// begin with. A dateline is boilerplate, in which no stage looks for records, but
// it says where the story is from.
func Datelines(t *text.Text) []string {
	var out []string
	for _, m := range t.Masked {
		if m.Len() > 100 {
			continue
		}
		line := t.String(m)
		if n := strings.IndexAny(line, ",(:—–-"); n > 0 {
			line = line[:n]
		}
		if line != strings.ToUpper(line) || len(line) > 40 {
			continue
		}
		ps := place.Known(line)
		if len(ps) == 0 {
			ps = place.Find(line)
		}
		best := place.Place{}
		for i, p := range ps {
			if i == 0 || p.Size+8*p.Seat > best.Size+8*best.Seat {
				best = p
			}
		}
		if best.Country != "" {
			out = append(out, best.Country)
		}
	}
	return out
}
