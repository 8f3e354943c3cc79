// Package table reads event data that others have coded: ACLED and UCDP GED in
// the columns of their public codebooks, tables with HXL hashtags, GeoJSON. Each
// row becomes what that recorder recorded, never a finding. Columns are taken by
// their names: those that are missing or not known are reported, not guessed. A
// row that makes no sense is reported with its number, and the rest goes on.
package table

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
)

// MaxBytes bounds a file, MaxRows its rows, maxWords what of a row is kept as its
// words beside the file itself.
const (
	MaxBytes = 64 << 20
	MaxRows  = 500_000
	maxWords = 4000
)

// Row is one event as its recorder has it.
type Row struct {
	N        int    // of the row or feature in the file, from 1; a table's header is row 1
	ID       string // the recorder's own, with the data set before it: acled:AFG12345
	Incident *record.IncidentRecorded
	Counts   []*record.ClaimRecorded
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
	Rows     []Row
	Bad      []Bad
	Missing  []string // columns that the format has and the file has not
	Unknown  []string // columns of the file that the format does not know
}

// Read reads a file. recorder is who recorded it, "" for the one that the format
// names; by is the person who imports it.
func Read(data []byte, recorder, by string) (*Table, error) {
	if len(data) > MaxBytes {
		return nil, fault.New(fault.Invalid, "the file is %d bytes long; the most is %d", len(data), MaxBytes)
	}
	if !utf8.Valid(data) {
		return nil, fault.New(fault.Invalid, "the file is not UTF-8 text; save it as UTF-8")
	}
	t := &Table{Recorder: recorder}
	var err error
	if first := strings.TrimLeft(strings.TrimPrefix(string(data[:min(len(data), 64)]), "\ufeff"), " \r\n\t"); strings.HasPrefix(first, "{") {
		err = t.geojson(data, by)
	} else {
		err = t.csv(data, by)
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// cells gives a row's value of a column, "" where there is none.
type cells func(column string) string

// words gives what stands in the file for a row.
func words(data []byte, start, end int) record.Words {
	for end > start && (data[end-1] == '\n' || data[end-1] == '\r' || data[end-1] == ' ' || data[end-1] == ',') {
		end--
	}
	for start < end && (data[start] == '\n' || data[start] == '\r') {
		start++
	}
	end = min(end, start+maxWords)
	for end > start && !utf8.Valid(data[start:end]) {
		end--
	}
	return record.Words{Text: string(data[start:end]), Start: start, End: end}
}

// take makes a row of its cells by a format, or reports it.
func (t *Table) take(n int, f format, get cells, w record.Words, by string) {
	row, err := f.row(get, w)
	if err == nil {
		row.N, row.ID = n, f.name+":"+row.ID
		acc := record.Acceptance{Rule: "import:" + f.name, AcceptedBy: by}
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
		t.Bad = append(t.Bad, Bad{n, err.Error()})
		return
	}
	t.Rows = append(t.Rows, row)
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
