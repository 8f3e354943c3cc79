package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Charts count entries of the record, and say so: how many a month, a kind, a
// step. None of them sets one side beside the other, and none says that nothing
// happened where nothing was recorded. Each is a table first; its bars only show
// what the table says.

// chart is one of them.
type chart struct {
	ID    string // of its words: "chart.ID", "chart.ID.means"
	Bars  []counted
	Total int // entries counted
	Out   int // entries left out, since what the chart goes by is not known of them
	Cut   bool
}

// counted is one bar: what is counted, in the page's words, and how many.
type counted struct {
	Key, Label string
	N          int
}

// Most gives the longest bar's number.
func (c chart) Most() int {
	most := 1
	for _, b := range c.Bars {
		most = max(most, b.N)
	}
	return most
}

// chartDepth is how many of each kind, the newest entries, the charts look at.
const chartDepth = 500

// charts shows them.
func (s *site) charts(w http.ResponseWriter, r *http.Request) error {
	v, err := s.see(w, r)
	if err != nil {
		return err
	}
	g := s.gather(r, v)
	var all []chart
	read := map[record.Kind][]register.Item{}
	for _, c := range []struct {
		id   string
		kind record.Kind
		by   func(register.Item) (key, label string)
	}{
		{"incidents", record.KindIncidentRecorded, func(it register.Item) (string, string) {
			from, _ := register.Days(it.Body)
			return byMonth(v, from)
		}},
		{"types", record.KindIncidentRecorded, func(it register.Item) (string, string) {
			b, ok := it.Body.(*record.IncidentRecorded)
			if !ok || b.Type == "" {
				return "", ""
			}
			return b.Type, v.Word("incident", b.Type)
		}},
		{"crossings", record.KindCrossingStatusRecorded, func(it register.Item) (string, string) {
			from, _ := register.Days(it.Body)
			if src, err := g.source(it); from == "" && err == nil && src != nil {
				from = src.Published
			}
			return byMonth(v, from)
		}},
		{"sources", record.KindSourceFiled, func(it register.Item) (string, string) {
			b, ok := it.Body.(*record.SourceFiled)
			if !ok {
				return "", ""
			}
			return byMonth(v, b.Published)
		}},
	} {
		items, had := read[c.kind]
		if !had {
			if items, err = s.Views.Items(r.Context(), g.who, c.kind, register.Page{Limit: chartDepth + 1}); err != nil {
				return err
			}
			read[c.kind] = items
		}
		if c.kind == record.KindCrossingStatusRecorded { // of which some go by the document's day
			if err := g.sourcesOf(items); err != nil {
				return err
			}
		}
		one := chart{ID: c.id, Cut: len(items) > chartDepth}
		for _, it := range items[:min(len(items), chartDepth)] {
			one.count(c.by(it))
		}
		slices.SortFunc(one.Bars, func(a, b counted) int { return strings.Compare(a.Key, b.Key) })
		all = append(all, one)
	}
	v.Title = v.T("charts.title")
	return s.draw(w, r, http.StatusOK, chartsPage(v, all))
}

// count puts one entry into its bar.
func (c *chart) count(key, label string) {
	if key == "" {
		c.Out++
		return
	}
	c.Total++
	i := slices.IndexFunc(c.Bars, func(b counted) bool { return b.Key == key })
	if i < 0 {
		i = len(c.Bars)
		c.Bars = append(c.Bars, counted{Key: key, Label: label})
	}
	c.Bars[i].N++
}

// byMonth sorts by a day's month.
func byMonth(v *view, day string) (key, label string) {
	if len(day) < 7 {
		return "", ""
	}
	return day[:7], v.Month(day[:7])
}
