package store

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// days are an object's, by how its readers are told it: its own, or those of what
// it hangs on.
type days [access.Tellings]string

// dated is an object on which others may hang.
type dated struct {
	idx   int64
	days  days
	exact record.Seat // who is told its days exactly, where others are not
}

// indexed is an object's row with what finds it.
type indexed struct {
	register.Indexed
	audience int64
	days     days
	also     int64 // the index of the incident that carries its sides too; -1 none
	alsoDays days
}

// hang completes the days of an object with those of what it hangs on; found says
// whether that is there.
func (x *indexed) hang(on dated, found bool) {
	for i, own := range x.days {
		if own == "" {
			x.days[i] = on.days[i]
		}
	}
	if x.Exact == "" {
		x.Exact = on.exact
	}
	if found && x.Also == x.DayOf {
		x.also, x.alsoDays = on.idx, on.days
	}
}

// telling is which of an audience's seats find an object by a row: those who are told
// it so (a set of access.Telling, a bit each), and who is told it exactly although
// other seats of theirs are not. What all are told alike is found by all.
type telling struct {
	by    int
	exact record.Seat
}

const everybody = 1<<access.Tellings - 1

// finds reports whether a viewer, whom a query lets read the audience, finds by
// its rows.
func (t telling) finds(tell *register.Tellings, v register.Viewer) bool {
	return t.by == everybody || t.by&(1<<tell.Of(v, t.exact)) != 0
}

// name names an audience's seats who find by the same rows.
func (t telling) name(seats []record.Seat) string {
	if t.by == everybody {
		return seatList(seats)
	}
	return fmt.Sprintf("%s/%d/%s", seatList(seats), t.by, t.exact)
}

// label is a row of the table label.
type label struct {
	label, kind string
	audience    int64
	day         string
	item, idx   int64
}

// labels gives the rows that find an object. number numbers an audience.
func (x *indexed) labels(o *register.Object, number func([]record.Seat, telling) (int64, error)) (all []label, err error) {
	if !o.Stands() {
		return nil, nil
	}
	for _, piece := range x.Glance {
		all = append(all, label{register.AtAGlance, string(o.Kind), x.audience, piece, o.Index, o.Index})
	}
	var done int
	for i := range x.days {
		if done&(1<<i) != 0 {
			continue
		}
		who := telling{}
		for j := i; j < len(x.days); j++ {
			if x.days[j] == x.days[i] && x.alsoDays[j] == x.alsoDays[i] && sameLabels(x.Labels[j], x.Labels[i]) {
				who.by |= 1 << j
			}
		}
		done |= who.by
		audience := x.audience
		if who.by != everybody {
			who.exact = x.Exact
			if audience, err = number(o.Readers(), who); err != nil {
				return nil, err
			}
		}
		all = append(all, label{"", string(o.Kind), audience, x.days[i], o.Index, o.Index})
		for _, l := range x.Labels[i] {
			all = append(all, label{l, string(o.Kind), audience, x.days[i], o.Index, o.Index})
			if x.also >= 0 && strings.HasPrefix(l, register.BySide+":") {
				all = append(all, label{l, string(record.KindIncidentRecorded), audience, x.alsoDays[i], x.also, o.Index})
			}
		}
	}
	return all, nil
}

// sameLabels compares two lists of labels, which are mostly one.
func sameLabels(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) > 0 && &a[0] == &b[0] {
		return true
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// wording gives the words that find an object, with its kind and readers among them.
func (x *indexed) wording(o *register.Object) []string {
	if !o.Stands() {
		return nil
	}
	return append(x.Words, kindWord(o.Kind), audienceWord(x.audience))
}

func kindWord(k record.Kind) string      { return "k:" + string(k) }
func audienceWord(audience int64) string { return "a:" + strconv.FormatInt(audience, 10) }

// labelLines writes labels as an object's row keeps them, to find them again: one a
// line, with what it does not share with the one before.
func labelLines(all []label) string {
	out := make([]byte, 0, 96+32*len(all))
	for i, l := range all {
		out = append(out, l.label...)
		if i == 0 || l.kind != all[i-1].kind || l.audience != all[i-1].audience || l.day != all[i-1].day || l.item != all[i-1].item {
			out = append(append(out, '\t'), l.kind...)
			out = strconv.AppendInt(append(out, '\t'), l.audience, 10)
			out = append(append(out, '\t'), l.day...)
			out = strconv.AppendInt(append(out, '\t'), l.item, 10)
		}
		out = append(out, '\n')
	}
	return string(out)
}

// parseLabels reads what labelLines wrote of an object.
func parseLabels(text string, idx int64) ([]label, error) {
	damaged := func() error {
		return fault.New(fault.Corrupt, "the labels of entry %d in the register are damaged; `surety rebuild` makes it again", idx)
	}
	var all []label
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case len(parts) == 1 && len(all) > 0:
			l := all[len(all)-1]
			l.label = parts[0]
			all = append(all, l)
		case len(parts) == 5:
			audience, err := strconv.ParseInt(parts[2], 10, 64)
			item, err2 := strconv.ParseInt(parts[4], 10, 64)
			if err != nil || err2 != nil {
				return nil, damaged()
			}
			all = append(all, label{parts[0], parts[1], audience, parts[3], item, idx})
		default:
			return nil, damaged()
		}
	}
	return all, nil
}

// wordingText writes words as the table wording takes them: a text for SQLite, a
// tsvector for PostgreSQL. Words have no quotes in them.
func wordingText(sqlite bool, words []string) string {
	if sqlite {
		return strings.Join(words, " ")
	}
	return "'" + strings.Join(words, "' '") + "'"
}

// spaced writes words as SQLite's table object has them, to look among them for one
// or for its beginning.
func spaced(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}
