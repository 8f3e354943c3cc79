package metadata

import (
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/page"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/when"
)

// weight of a basis: how far one believes it against others. A page's clock
// alone is no publication date.
var weight = map[string]int{"wire_id": 7, "dateline": 5, "byline": 5, "url": 4, "page_clock": 1}

// believed is how far one believes what markup says, by where it says so.
var believed = map[string]int{"json-ld": 9, "json-ld dateCreated": 4, "json-ld uploadDate": 3, "time published": 6, "time": 3, "feed date": 8, "header Date": 9,
	"date": 6, "timestamp": 4, "created": 5, "datecreated": 5, "dc.date.created": 6, "dcterms.created": 6, "datepublished": 8, "pubdate": 8}

// ballot is every candidate with the weight of its vote.
type ballot struct {
	candidates []draft.DateCandidate
	weights    []int
	updates    []draft.DateCandidate // days of changes: they count where nothing else does
}

func (b *ballot) add(c draft.DateCandidate, weight int) {
	for _, o := range b.candidates {
		if o.Date == c.Date && o.Basis == c.Basis && (o.Span == c.Span || o.Span != nil && c.Span != nil && o.Start == c.Start) {
			return
		}
	}
	b.candidates = append(b.candidates, c)
	b.weights = append(b.weights, weight)
}

// hint adds what the markup says.
func (b *ballot) hint(t *text.Text, x page.Hint) {
	if x.About == "url" {
		if d, ok := addressDay(x.Value); ok {
			b.add(draft.DateCandidate{Date: d, Basis: "url"}, weight["url"])
		}
		return
	}
	d, ok := isoDay(x.Value)
	if !ok {
		return
	}
	c := draft.DateCandidate{Date: d, Basis: "metadata"}
	switch {
	case strings.HasPrefix(x.Source, "feed"):
		c.Basis = "feed"
	case x.Start == x.End: // a mail's header, which lies outside the part
		c.Basis = "given"
	}
	if x.Start < x.End {
		c.Span = &draft.Span{Text: text.Decode(t.Raw[x.Start:x.End]), Start: x.Start, End: x.End}
	}
	if x.About == "modified" {
		b.updates = append(b.updates, c)
		return
	}
	w, ok := believed[x.Source]
	if !ok {
		w = 8
	}
	b.add(c, w)
}

// lines adds the days that the lines of a page speak of: the nearest to the
// title below it, then those called a date, then the others.
func (b *ballot) lines(t *text.Text, lines []page.Line) {
	type found struct {
		draft.DateCandidate
		far int
	}
	var all []found
	for _, l := range lines {
		words := t.String(l.Span)
		if len(strings.Fields(words)) > 25 || asks.MatchString(words) {
			continue
		}
		at, d, ok := when.Line(words)
		if !ok || !sane(d) {
			continue
		}
		s := spanOf(t, text.Span{Start: l.Start + at.Start, End: l.Start + at.End})
		if s == nil {
			continue
		}
		far := l.Near
		if far < 0 {
			far = -2 * far
		}
		if l.Class {
			far /= 2
		}
		if changed.MatchString(words) {
			far += 100
		}
		basis := "byline"
		if l.Near < -2 && clock.MatchString(words) {
			basis = "page_clock"
		}
		all = append(all, found{draft.DateCandidate{Date: d.Format(time.DateOnly), Basis: basis, Span: s}, far})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].far < all[j].far })
	for i, f := range all {
		switch {
		case f.far >= 100:
			b.updates = append(b.updates, f.DateCandidate)
		case i == 0 || f.Date == all[0].Date:
			b.add(f.DateCandidate, weight[f.Basis])
		case i < 3:
			b.add(f.DateCandidate, 1)
		}
	}
}

var (
	// A line that tells of another day than that of publication.
	asks    = regexp.MustCompile(`(?i)\b(?:event|deadline|expires|valid until|born|copyright)\b|©`)
	changed = regexp.MustCompile(`(?i)\b(?:updated|modified|last edited|last change|aktualisiert|update|modifié|mis à jour|actualizado|aggiornato|stand:)`)
)

// count gives the day most is said for. Where two days have as much, the
// earlier.
func (b *ballot) count() draft.Published {
	if len(b.candidates) == 0 {
		for _, c := range b.updates {
			b.add(c, 1)
		}
	}
	p := draft.Published{Candidates: b.candidates}
	sum, best, most := map[string]int{}, map[string]string{}, map[string]int{}
	seen := map[[2]string]int{} // the same basis twice is no second witness
	for i, c := range b.candidates {
		w := b.weights[i]
		if best[c.Date] == "" || w > most[c.Date] {
			best[c.Date], most[c.Date] = c.Basis, w
		}
		k := [2]string{c.Date, c.Basis}
		if w > seen[k] {
			sum[c.Date] += w - seen[k]
			seen[k] = w
		}
	}
	days := make([]string, 0, len(sum))
	for d := range sum {
		days = append(days, d)
	}
	sort.Slice(days, func(i, j int) bool {
		if sum[days[i]] != sum[days[j]] {
			return sum[days[i]] > sum[days[j]]
		}
		return days[i] < days[j]
	})
	p.Conflict = len(days) > 1
	if len(days) > 0 && best[days[0]] != "page_clock" {
		d := days[0]
		p.Date, p.Basis = &d, best[d]
	}
	return p
}
