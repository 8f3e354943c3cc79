// Package table reads event data that others have coded: ACLED and UCDP GED in
// the columns of their public codebooks, tables with HXL hashtags, GeoJSON. Each
// row becomes what that recorder recorded, never a finding. Columns are taken by
// their names: those that are missing or not known are reported, not guessed. A
// row that makes no sense is reported with its number, and the rest goes on.
package table

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// MaxRows bounds the rows of a file, whose length is not bounded: it is read row by
// row. maxWords bounds what of a row is kept as its words beside the file itself,
// maxBad how many of the rows that were left out are kept one by one.
const (
	MaxRows  = 5_000_000
	maxWords = 4000
	maxBad   = 1000
)

// Row is one event as its recorder has it.
type Row struct {
	N        int    // of the row or feature in the file, from 1; a table's header is row 1
	ID       string // the recorder's own, with the data set before it: acled:AFG12345, or hxl:RECORDER:17
	Incident *record.IncidentRecorded
	Counts   []*record.ClaimRecorded
	Cut      bool // its words are the row's beginning alone: the row is longer
}

// Bad is a row that was left out, and why.
type Bad struct {
	N   int
	Why string
}

// Table is what a file came to.
type Table struct {
	Format   string // acled, ucdp, hxl or geojson
	Recorder string
	Rows     int      // that were taken
	Left     int      // that were left out
	Bad      []Bad    // of those that were left out, the first thousand
	Missing  []string // columns that the format has and the file has not
	Unknown  []string // columns of the file that the format does not know
	Shapes   int      // rows that were taken without the shape that they have in the file: only points are read

	by   string
	each func(*Table, Row) error
	file *window
}

// Read reads a file, and gives each of its rows to each, in order, with what is
// known of the table by then; what each gives ends it. recorder is who recorded
// it, "" for the one that the format names; by is the person who imports it.
func Read(file io.Reader, recorder, by string, each func(*Table, Row) error) (*Table, error) {
	in := bufio.NewReaderSize(file, 64<<10)
	first, err := in.Peek(64)
	if err != nil && err != io.EOF {
		return nil, fault.New(fault.Unavailable, "reading the file: %w", err)
	}
	t := &Table{Recorder: recorder, by: by, each: each, file: &window{r: in}}
	if strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(string(first), "\ufeff"), " \r\n\t"), "{") {
		err = t.geojson()
	} else {
		err = t.csv()
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// cells gives a row's value of a column, "" where there is none.
type cells func(column string) string

// words gives what stands in the file for a row, whether it is text, and whether
// it is more than is kept.
func (t *Table) words(start, end int) (w record.Words, text, cut bool) {
	data := t.file.between(start, end)
	text = utf8.Valid(data)
	for len(data) > 0 && strings.IndexByte("\n\r ,", data[len(data)-1]) >= 0 {
		data = data[:len(data)-1]
	}
	for len(data) > 0 && (data[0] == '\n' || data[0] == '\r') {
		data, start = data[1:], start+1
	}
	cut = len(data) > maxWords
	data = data[:min(len(data), maxWords)]
	for len(data) > 0 && !utf8.Valid(data) {
		data = data[:len(data)-1]
	}
	return record.Words{Text: string(data), Start: start, End: start + len(data)}, text, cut
}

// take makes a row of its cells by a format, or reports it. What each says is
// given on.
func (t *Table) take(n int, f format, get cells, start, end int) error {
	w, text, cut := t.words(start, end)
	if !text {
		t.bad(n, "it is not UTF-8 text; save the file as UTF-8")
		return nil
	}
	row, err := f.row(get, w)
	if err == nil {
		of := f.name
		if t.Recorder != f.recorder {
			of += ":" + t.Recorder // two recorders number their events alike
		}
		row.N, row.ID, row.Cut = n, of+":"+row.ID, cut
		acc := record.Acceptance{Rule: "import:" + f.name, AcceptedBy: t.by}
		row.Incident.External, row.Incident.Acceptance = row.ID, acc
		if err = row.Incident.Validate(); err == nil {
			for _, c := range row.Counts {
				c.RecordedBy, c.Claimant, c.Acceptance = t.Recorder, record.Party{Name: t.Recorder}, acc
				if err = c.Validate(); err != nil {
					break
				}
			}
		}
	}
	if err != nil {
		t.bad(n, err.Error())
		return nil
	}
	t.Rows++
	return t.each(t, row)
}

// Leave reports that a row that was given on is left out after all.
func (t *Table) Leave(n int, why string) {
	t.Rows--
	t.bad(n, why)
}

// bad reports a row that is left out.
func (t *Table) bad(n int, why string) {
	t.Left++
	if len(t.Bad) < maxBad {
		t.Bad = append(t.Bad, Bad{n, why})
	}
}

// day reads a day as the codebooks write it.
func day(s string) (string, error) {
	for _, layout := range []string{time.DateOnly, "2 January 2006", "02 January 2006", "2006-01-02 15:04:05.000", "2006-01-02 15:04:05", time.RFC3339} {
		if d, err := time.Parse(layout, s); err == nil {
			return d.Format(time.DateOnly), nil
		}
	}
	return "", fmt.Errorf("%q is no day written 2026-01-31", s)
}

// whole reads a count; nil where the cell is empty.
func whole(s string) (*int, error) {
	if s == "" {
		return nil, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 10_000_000 {
		return nil, fmt.Errorf("%q is no count", s)
	}
	return &n, nil
}

// place reads a name and coordinates, which may be missing, both or neither.
func place(name, lat, lon string, precision int) (record.Place, error) {
	p := record.Place{Name: name, Precision: precision}
	if lat == "" && lon == "" {
		return p, nil
	}
	a, err := strconv.ParseFloat(lat, 64)
	b, err2 := strconv.ParseFloat(lon, 64)
	if err != nil || err2 != nil || math.Abs(a) > 90 || math.Abs(b) > 180 || math.IsNaN(a) || math.IsNaN(b) {
		return p, fmt.Errorf("%q, %q are no coordinates", lat, lon)
	}
	p.Lat, p.Lon = &a, &b
	return p, nil
}

// counted makes a claim of a number; nil where there is none, and where none was
// recorded: nothing recorded is not nothing happened.
func counted(n *int, effect, group string, w record.Words) []*record.ClaimRecorded {
	if n == nil || *n == 0 {
		return nil
	}
	return []*record.ClaimRecorded{{Subject: record.SubjectNumber, Effect: effect, Class: "third_party_count", Credibility: "6", Number: n,
		Group: group, Words: w, CountingUnit: "persons"}}
}
