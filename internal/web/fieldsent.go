package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Of the incidents on record so many are looked through for a person's own reports,
// newest first, and so many of those shown.
const (
	lookedThrough = 600
	ownReports    = 10
)

// reporterCookie remembers on a device who reports from it, so that the page can
// show that person what was sent.
const reporterCookie = "reporter"

// ownReport is a report that was sent before: what it became, and its files.
type ownReport struct {
	thing[*record.IncidentRecorded]
	Files []thing[*record.SourceFiled] // what came with it
}

// reporter gives who reports, where it is known: whoever is signed in, or who sent
// a report from this device before.
func reporter(r *http.Request, v *view) string {
	if v.Who.Person.Name != "" {
		return v.Who.Person.Name
	}
	c, err := r.Cookie(reporterCookie)
	if err != nil {
		return ""
	}
	name, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return name
}

// rememberReporter has the device remember who reports from it.
func rememberReporter(w http.ResponseWriter, r *http.Request, name string) {
	session.Remember(w, r, session.Kept{Name: reporterCookie, Value: url.QueryEscape(name), Path: fieldPath, For: 90 * 24 * time.Hour})
}

// ownReports gives the reports that a seat made, newest first; with a name, those
// of that person alone.
func (g *gather) ownReports(seat record.Seat, name string) ([]ownReport, error) {
	var all []ownReport
	page := register.Page{Limit: 200}
	for looked := 0; looked < lookedThrough; looked += page.Limit {
		items, err := g.views.Items(g.ctx, g.who, record.KindIncidentRecorded, page)
		if err != nil {
			return nil, err
		}
		for _, it := range items {
			b, ok := it.Body.(*record.IncidentRecorded)
			if !ok || it.Seat != seat {
				continue
			}
			files, err := referred[*record.SourceFiled](g, it, record.FromSource)
			if err != nil {
				return nil, err
			}
			// Its own words come first, as they were filed; the press is not its author's.
			if len(files) == 0 || files[0].B.PublishedFrom != reportedBy || name != "" && files[0].B.AcceptedBy != name {
				continue
			}
			if all = append(all, ownReport{thing[*record.IncidentRecorded]{Item: it, B: b}, files[1:]}); len(all) == ownReports {
				return all, nil
			}
		}
		if len(items) < page.Limit {
			break
		}
		page.Before = items[len(items)-1].Index
	}
	return all, nil
}
