package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
)

// csv reads a table: its first row names the columns; a second row of hashtags
// makes it HXL.
func (t *Table) csv() error {
	r := csv.NewReader(t.file)
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	first, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return fault.New(fault.Invalid, "the file is empty")
	case err != nil:
		return fault.New(fault.Invalid, "the file is no table: %w", err)
	}
	if !utf8.ValidString(strings.Join(first, "")) {
		return fault.New(fault.Invalid, "the file is not UTF-8 text; save it as UTF-8")
	}
	header := slices.Clone(first)
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
	}
	start := int(r.InputOffset())
	n := 1 + t.blank(0, start)
	var f format
	switch {
	case has(header, "event_id_cnty"):
		f = acled
	case has(header, "type_of_violence") && has(header, "date_start"):
		f = ucdp
	default:
		f = plain
		if !slices.ContainsFunc(header, hashtag) {
			second, err := r.Read()
			if err != nil || !slices.ContainsFunc(second, hashtag) {
				if sign := divider(header); sign != "" {
					return fault.New(fault.Invalid, "its columns are divided by %s, as some spreadsheets write them; save the table with commas", sign)
				}
				return fault.New(fault.Invalid, "the columns are neither those of ACLED (event_id_cnty …) nor of UCDP GED (type_of_violence …), and no row of HXL hashtags (#event+id …) follows")
			}
			header = slices.Clone(second)
			end := int(r.InputOffset())
			n, start = n+1+t.blank(start, end), end
		}
		for i, tag := range header {
			header[i] = normal(tag)
		}
	}
	if err := t.columns(f, header); err != nil {
		return err
	}
	days := slices.Index(header, f.days)
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if fault.KindOf(err) == fault.Invalid {
			return err // a row that is longer than any
		}
		end := int(r.InputOffset())
		n += 1 + t.blank(start, end)
		if n > MaxRows {
			return fault.New(fault.Invalid, "the table has more than %d rows", MaxRows)
		}
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken) && broken.Line > broken.StartLine:
			t.bad(n, fmt.Sprintf("a quotation mark that is opened on line %d of the file is not closed as it should be up to line %d; "+
				"what stands on these lines is left out with it, %d rows that follow among it, perhaps: close it and import the file again",
				broken.StartLine, broken.Line, broken.Line-broken.StartLine))
			n += broken.Line - broken.StartLine
		case err != nil:
			t.bad(n, err.Error())
		case len(rec) != len(header):
			t.bad(n, "it has another number of cells than the header"+lines(r, rec))
		case swallowed(rec, days) > 0:
			more := swallowed(rec, days)
			t.bad(n, fmt.Sprintf("a quotation mark is closed only %d lines further%s, and what stands between looks like rows of the table, which are left out with it: "+
				"close it and import the file again", more, lines(r, rec)))
			n += more
		default:
			if err := t.take(n, f, func(column string) string {
				if i := slices.Index(header, column); i >= 0 {
					return strings.TrimSpace(rec[i])
				}
				return ""
			}, start, end); err != nil {
				return err
			}
		}
		start = end
		t.file.from(start)
	}
}

// blank counts the empty lines before a row, which are no rows, but which everybody
// counts who looks for one.
func (t *Table) blank(start, end int) int {
	n := 0
	for _, c := range t.file.between(start, end) {
		switch c {
		case '\n':
			n++
		case '\r':
		default:
			return n
		}
	}
	return n
}

// lines says on which lines a row stands that is longer than one: most often
// because a quotation mark in it is not closed.
func lines(r *csv.Reader, rec []string) string {
	from, _ := r.FieldPos(0)
	to, _ := r.FieldPos(len(rec) - 1)
	if to += strings.Count(rec[len(rec)-1], "\n"); to == from {
		return ""
	}
	return fmt.Sprintf(" (it reaches from line %d to line %d of the file: a quotation mark in it is not closed where it should be, perhaps, and rows that follow are in it)", from, to)
}

// swallowed gives how many rows stand within one cell of a row, since a quotation
// mark was closed in one of them: without the marks each is a whole row, and the
// first and another have a day where days stand. A text of several lines is none.
func swallowed(rec []string, days int) int {
	for i, cell := range rec {
		parts := strings.Split(cell, "\n")
		if len(parts) == 1 {
			continue
		}
		last, dated := len(parts)-1, 0
		for k, part := range parts {
			row := strings.Split(part, ",")
			if k == 0 {
				row = slices.Concat(rec[:i], row)
			}
			if k == last {
				row = append(row, rec[i+1:]...)
			}
			if len(row) != len(rec) {
				dated = 0
				break
			}
			if _, err := day(strings.TrimSpace(row[days])); err == nil {
				dated++
			} else if k == 0 {
				break
			}
		}
		if dated > 1 {
			return last
		}
	}
	return 0
}

// divider gives what divides the columns of a first row that has no commas, or "":
// of several signs that which stands there most often.
func divider(header []string) (name string) {
	most := 1
	if len(header) != 1 {
		return ""
	}
	for _, sign := range []struct{ text, name string }{{";", "semicolons"}, {"\t", "tabs"}, {"|", "bars"}} {
		if n := strings.Count(header[0], sign.text); n > most {
			most, name = n, sign.name
		}
	}
	return name
}

func has(header []string, column string) bool { return slices.Contains(header, column) }

func hashtag(cell string) bool { return strings.HasPrefix(strings.TrimSpace(cell), "#") }

// normal writes an HXL tag one way: attributes may stand in any order, and with
// spaces.
func normal(tag string) string {
	tag = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(tag), " ", ""))
	parts := strings.Split(tag, "+")
	if len(parts) < 3 {
		return tag
	}
	for _, known := range slices.Concat(plain.needed, plain.known) {
		other := strings.Split(known, "+")
		if len(other) == len(parts) && other[0] == parts[0] && !slices.ContainsFunc(other[1:], func(a string) bool { return !slices.Contains(parts[1:], a) }) {
			return known
		}
	}
	return tag
}

// columns reports what the header lacks and what it has beyond the codebook.
func (t *Table) columns(f format, header []string) error {
	t.Format = f.name
	if t.Recorder == "" {
		t.Recorder = f.recorder
	}
	if t.Recorder == "" {
		return fault.New(fault.Invalid, "nothing in the file says who recorded it; say so with --recorder")
	}
	for _, c := range f.needed {
		if !has(header, c) {
			return fault.New(fault.Invalid, "the column %s is missing: without it there is nothing to read", c)
		}
	}
	for i, c := range header {
		if (slices.Contains(f.needed, c) || slices.Contains(f.known, c)) && slices.Contains(header[:i], c) {
			return fault.New(fault.Invalid, "the column %s stands twice, and nothing says which of them holds; take one out", c)
		}
	}
	for _, c := range f.known {
		if !has(header, c) {
			t.Missing = append(t.Missing, c)
		}
	}
	for _, c := range header {
		if !slices.Contains(f.needed, c) && !slices.Contains(f.known, c) {
			t.Unknown = append(t.Unknown, c)
		}
	}
	return nil
}
