package web

import "time"

// The band is the timeline as a picture: a lane a kind, a bar a day, week, month
// or year, as high as there are entries. It counts entries of the record and
// nothing else: where it is empty, nothing is on record.

const (
	bandWidth  = 960.0
	bandLane   = 44.0 // of each kind
	bandMargin = 22.0 // for the axis
)

// band is the picture, ready to be drawn.
type band struct {
	From, To string // days, both in it
	Unit     string // what a bar stands for: day, week, month, year
	Most     int    // entries of the highest bar
	Lanes    []lane
	Ticks    []tick
	In       [2]string // days to look at from nearer
	Out      [2]string // from further off; both "" for everything
	Earlier  [2]string
	Later    [2]string
}

type lane struct {
	Name string // of the kind
	N    int
	Y    float64
	Bars []bar
}

type bar struct {
	X, Y, W, H float64
	From, To   string
	N          int
}

type tick struct {
	X     float64
	Month string // YYYY-MM, or YYYY where Year
	Year  bool
}

// Height gives the picture's height.
func (b *band) Height() float64 { return float64(len(b.Lanes))*bandLane + bandMargin }

// bandOf draws moments from one day to another, mirrored where the page runs from
// the right; nil where there are no days.
func bandOf(all []moment, f filter, mirrored bool) *band {
	first, last := f.From, f.To
	for _, m := range all {
		if m.From == "" {
			continue
		}
		if f.From == "" && (first == "" || m.From < first) {
			first = m.From
		}
		end := max(m.From, m.To)
		if f.To == "" && end > last {
			last = end
		}
	}
	from, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return nil
	}
	to, err := time.Parse(time.DateOnly, last)
	if err != nil || to.Before(from) {
		to = from
	}
	days := int(to.Sub(from).Hours()/24) + 1
	b := &band{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly), Unit: unitFor(days)}
	width := bandWidth / float64(days)
	at := func(t time.Time) float64 { return t.Sub(from).Hours() / 24 * width }
	for _, k := range timelineKinds {
		if !f.Show[k.Name] {
			continue
		}
		l := lane{Name: k.Name, Y: float64(len(b.Lanes)) * bandLane}
		var starts []time.Time
		count := map[time.Time]int{}
		for _, m := range all {
			t, err := time.Parse(time.DateOnly, m.From)
			if m.Name != k.Name || err != nil || t.After(to) {
				continue
			}
			if t.Before(from) {
				t = from // it began before and reaches into these days
			}
			s := unitStart(t, b.Unit)
			if count[s] == 0 {
				starts = append(starts, s)
			}
			count[s]++
			l.N++
			b.Most = max(b.Most, count[s])
		}
		for _, s := range starts {
			end := nextOf(s, b.Unit)
			x0, x1 := max(at(s), 0), min(at(end), bandWidth)
			l.Bars = append(l.Bars, bar{X: x0, W: max(x1-x0-1, 1.5), N: count[s], From: s.Format(time.DateOnly), To: end.AddDate(0, 0, -1).Format(time.DateOnly)})
		}
		b.Lanes = append(b.Lanes, l)
	}
	for i := range b.Lanes {
		for j := range b.Lanes[i].Bars {
			one := &b.Lanes[i].Bars[j]
			one.H = max(float64(one.N)/float64(b.Most)*(bandLane-20), 3)
			one.Y = b.Lanes[i].Y + bandLane - 2 - one.H
			if mirrored {
				one.X = bandWidth - one.X - one.W
			}
		}
	}
	b.ticks(from, to, at, mirrored)
	b.windows(from, days)
	return b
}

// unitFor chooses what a bar stands for, so that there are at most about a hundred.
func unitFor(days int) string {
	switch {
	case days <= 100:
		return "day"
	case days <= 700:
		return "week"
	case days <= 3000:
		return "month"
	}
	return "year"
}

func unitStart(t time.Time, unit string) time.Time {
	switch unit {
	case "week":
		return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	case "month":
		return t.AddDate(0, 0, 1-t.Day())
	case "year":
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t
}

func nextOf(t time.Time, unit string) time.Time {
	switch unit {
	case "week":
		return t.AddDate(0, 0, 7)
	case "month":
		return t.AddDate(0, 1, 0)
	case "year":
		return t.AddDate(1, 0, 0)
	}
	return t.AddDate(0, 0, 1)
}

// ticks marks months, or years, as many as have room.
func (b *band) ticks(from, to time.Time, at func(time.Time) float64, mirrored bool) {
	months := 1
	for span := to.Sub(from).Hours() / 24 / 30; span/float64(months) > 8; {
		switch months {
		case 1:
			months = 3
		case 3:
			months = 12
		default:
			months *= 2
		}
	}
	t := time.Date(from.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	for ; !t.After(to); t = t.AddDate(0, months, 0) {
		if t.Before(from) {
			continue
		}
		one := tick{X: at(t), Month: t.Format("2006-01"), Year: months >= 12}
		if one.X > bandWidth-60 {
			continue // no room for its word
		}
		if mirrored {
			one.X = bandWidth - one.X
		}
		b.Ticks = append(b.Ticks, one)
	}
}

// windows works out where the links for nearer, further, earlier and later lead.
func (b *band) windows(from time.Time, days int) {
	span := func(start, n int) [2]string {
		first := from.AddDate(0, 0, start)
		return [2]string{first.Format(time.DateOnly), first.AddDate(0, 0, n-1).Format(time.DateOnly)}
	}
	half := max((days+1)/2, 1)
	if days > 2 {
		b.In = span((days-half)/2, half)
	}
	b.Out = span(-days/2-days%2, 2*days)
	b.Earlier, b.Later = span(-half, days), span(half, days)
}
