package table

import (
	"encoding/csv"
	"errors"
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
	n, start := 1, int(r.InputOffset())
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
			n, start = 2, int(r.InputOffset())
		}
		for i, tag := range header {
			header[i] = normal(tag)
		}
	}
	if err := t.columns(f, header); err != nil {
		return err
	}
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if fault.KindOf(err) == fault.Invalid {
			return err // a row that is longer than any
		}
		n++
		if n > MaxRows {
			return fault.New(fault.Invalid, "the table has more than %d rows", MaxRows)
		}
		end := int(r.InputOffset())
		switch {
		case err != nil:
			t.bad(n, err.Error())
		case len(rec) != len(header):
			t.bad(n, "it has another number of cells than the header")
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
