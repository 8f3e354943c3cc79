package store

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// indexed is an object's row with what finds it.
type indexed struct {
	register.Indexed
	audience int64
	day      string // its own, or that of what it hangs on
	also     int64  // the index of the incident that carries its sides too; -1 none
	alsoDay  string
}

// label is a row of the table label.
type label struct {
	label, kind string
	audience    int64
	day         string
	item, idx   int64
}

// labels gives the rows that find an object.
func (x *indexed) labels(o *register.Object) []label {
	if !o.Stands() {
		return nil
	}
	all := []label{{"", string(o.Kind), x.audience, x.day, o.Index, o.Index}}
	for _, l := range x.Labels {
		all = append(all, label{l, string(o.Kind), x.audience, x.day, o.Index, o.Index})
		if x.also >= 0 && strings.HasPrefix(l, register.BySide+":") {
			all = append(all, label{l, string(record.KindIncidentRecorded), x.audience, x.alsoDay, x.also, o.Index})
		}
	}
	return all
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

// labelLines writes labels as an object's row keeps them, to find them again.
func labelLines(all []label) string {
	var out strings.Builder
	for _, l := range all {
		fmt.Fprintf(&out, "%s\t%s\t%d\t%s\t%d\n", l.label, l.kind, l.audience, l.day, l.item)
	}
	return out.String()
}

// parseLabels reads what labelLines wrote of an object.
func parseLabels(text string, idx int64) ([]label, error) {
	var all []label
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(parts) != 5 {
			return nil, fault.New(fault.Corrupt, "the labels of entry %d in the register are damaged; `surety rebuild` makes it again", idx)
		}
		audience, err := strconv.ParseInt(parts[2], 10, 64)
		item, err2 := strconv.ParseInt(parts[4], 10, 64)
		if err != nil || err2 != nil {
			return nil, fault.New(fault.Corrupt, "the labels of entry %d in the register are damaged; `surety rebuild` makes it again", idx)
		}
		all = append(all, label{parts[0], parts[1], audience, parts[3], item, idx})
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
