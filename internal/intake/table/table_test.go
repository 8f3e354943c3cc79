package table

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/surety-mechanism/surety/internal/testkit"
)

const acledFile = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,actor2,country,location,latitude,longitude,geo_precision,source,notes,fatalities,shoe_size\n" +
	"ZEL101,2026-03-02,2026,1,Battles,Armed clash,Army of Zelmora,Highland Column,Zelmora,Hadrel,34.62,70.41,1,The Lantern,\"Two posts\nexchanged fire\",7,44\n" +
	"ZEL102,03 March 2026,2026,2,Explosions/Remote violence,Air/drone strike,Army of Zelmora,,Oruvia,Dorsa,33.0,69.2,3,The Lantern,A strike,0,44\n" +
	"ZEL103,soon,2026,1,Battles,Armed clash,,,Oruvia,Dorsa,33.0,69.2,1,The Lantern,x,1,44\n" +
	"ZEL104,2026-03-05,2026,1,Battles,Armed clash,,,Oruvia,Dorsa,133.0,69.2,1,The Lantern,x,1,44\n" +
	"ZEL105,2026-03-05,2026,9,Battles,Armed clash,,,Oruvia,Dorsa,33.0,69.2,1,The Lantern,x,many,44\n" +
	"ZEL106,2026-03-06\n"

// all reads a file and keeps its rows.
type all struct {
	*Table
	Rows []Row
}

func read(file, recorder string) (all, error) {
	var a all
	var err error
	// One byte at a time: no row may depend on how a file comes in.
	a.Table, err = Read(iotest.OneByteReader(strings.NewReader(file)), recorder, "Amina", func(_ *Table, r Row) error {
		a.Rows = append(a.Rows, r)
		return nil
	})
	return a, err
}

func TestACLED(t *testing.T) {
	got, err := read(acledFile, "")
	if err != nil {
		t.Fatal(err)
	}
	if got.Format != "acled" || got.Recorder != "ACLED" || len(got.Rows) != 2 || len(got.Bad) != 4 {
		t.Fatalf("%s by %s: %d rows, bad %v", got.Format, got.Recorder, len(got.Rows), got.Bad)
	}
	first, second := got.Rows[0], got.Rows[1]
	if first.N != 2 || first.ID != "acled:ZEL101" || first.Incident.Type != "Armed clash" || first.Incident.DatePrecision != 1 ||
		*first.Incident.Place.Lat != 34.62 || len(first.Counts) != 1 || *first.Counts[0].Number != 7 || first.Counts[0].RecordedBy != "ACLED" ||
		first.Counts[0].Class != "third_party_count" {
		t.Errorf("first = %+v %+v", first.Incident, first.Counts)
	}
	if w := first.Incident.Words; acledFile[w.Start:w.End] != w.Text || !strings.Contains(w.Text, "exchanged fire") || !strings.HasPrefix(w.Text, "ZEL101") {
		t.Errorf("words %q do not stand at %d", w.Text, w.Start)
	}
	// None recorded is no count of none; a week is a week.
	if len(second.Counts) != 0 || second.Incident.DatePrecision != 3 || second.Incident.WherePrec != 4 || second.Incident.From != "2026-03-03" {
		t.Errorf("second = %+v %+v", second.Incident, second.Counts)
	}
	for i, want := range []string{"is no day", "no coordinates", "no code of the codebook", "another number of cells"} {
		if b := got.Bad[i]; b.N != i+4 || !strings.Contains(b.Why, want) {
			t.Errorf("bad row %d: %s, want %q", b.N, b.Why, want)
		}
	}
	if len(got.Unknown) != 1 || got.Unknown[0] != "shoe_size" {
		t.Errorf("unknown columns: %v", got.Unknown)
	}
	if !strings.Contains(strings.Join(got.Missing, " "), "disorder_type") {
		t.Errorf("missing columns: %v", got.Missing)
	}
}

func TestUCDP(t *testing.T) {
	got, err := read("id,type_of_violence,side_a,side_b,where_prec,where_coordinates,latitude,longitude,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n"+
		"9001,1,Government of Zelmora,Highland Column,2,Hadrel,34.62,70.41,2,2026-03-02 00:00:00.000,2026-03-04 00:00:00.000,4,0,2,1,7,12,6\n"+
		"9002,7,a,b,1,x,1,1,1,2026-03-02,2026-03-02,0,0,0,0,0,0,0\n", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 1 || len(got.Bad) != 1 || !strings.Contains(got.Bad[0].Why, "type_of_violence") {
		t.Fatalf("rows %d, bad %v", len(got.Rows), got.Bad)
	}
	r := got.Rows[0]
	if r.ID != "ucdp:9001" || r.Incident.To != "2026-03-04" || r.Incident.WherePrec != 2 || len(r.Counts) != 4 || r.Counts[0].Group != "Government of Zelmora" ||
		r.Counts[3].Group != "all, best estimate" || *r.Counts[3].Number != 7 {
		t.Errorf("row = %+v, counts %d", r.Incident, len(r.Counts))
	}
}

func TestHXL(t *testing.T) {
	file := "Id,What,When,Where,Killed\n#event+id,#event+type,#date+start+occurred,#loc+name,#affected + killed\n17,Attack,2026-03-02,Hadrel,3\n"
	if _, err := read(file, ""); err == nil || !strings.Contains(err.Error(), "--recorder") {
		t.Errorf("a table that nobody recorded: %v", err)
	}
	got, err := read(file, "Red Crescent of Oruvia")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 1 || got.Rows[0].N != 3 || got.Rows[0].ID != "hxl:Red Crescent of Oruvia:17" || got.Rows[0].Counts[0].RecordedBy != "Red Crescent of Oruvia" ||
		got.Rows[0].Incident.From != "2026-03-02" {
		t.Errorf("got %+v", got)
	}
}

func TestGeoJSON(t *testing.T) {
	file := `{"type": "FeatureCollection", "name": "x", "features": [
	 {"type": "Feature", "geometry": {"type": "Point", "coordinates": [70.41, 34.62]}, "properties": {"id": "a1", "type": "Attack", "from": "2026-03-02", "killed": 2, "mood": "bad"}},
	 {"type": "Feature", "geometry": null, "properties": {"id": "a2", "from": "2026-03-02"}}]}`
	got, err := read(file, "Monitors")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 1 || *got.Rows[0].Incident.Place.Lon != 70.41 || *got.Rows[0].Counts[0].Number != 2 || got.Rows[0].ID != "geojson:Monitors:a1" {
		t.Fatalf("got %+v, bad %v", got.Rows, got.Bad)
	}
	if w := got.Rows[0].Incident.Words; file[w.Start:w.End] != w.Text || !strings.HasPrefix(w.Text, `{"type": "Feature"`) {
		t.Errorf("words %q do not stand at %d", w.Text, w.Start)
	}
	if len(got.Bad) != 1 || got.Bad[0].N != 2 || !strings.Contains(got.Bad[0].Why, "type is empty") || len(got.Unknown) != 1 || got.Unknown[0] != "mood" {
		t.Errorf("bad %v, unknown %v", got.Bad, got.Unknown)
	}
	if m := strings.Join(got.Missing, " "); m != "injured place source to url" {
		t.Errorf("missing %q", m)
	}
}

// An event whose shape is no point is taken without it, and that is told; what is no
// feature is a row left out. Neither is a file.
func TestOtherShapes(t *testing.T) {
	got, err := read(`{"features": [{"properties": {"id": "1", "type": "A", "from": "2026-03-02"}, "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}},
		7, {"properties": 3}, {"properties": {"id": "2", "type": "A", "from": "2026-03-02"}}]}`, "Monitors")
	if err != nil || len(got.Rows) != 2 || got.Left != 2 || got.Bad[0].N != 2 || got.Bad[1].N != 3 || got.Rows[0].Incident.Place.Lat != nil || got.Shapes != 1 {
		t.Errorf("%+v %v", got, err)
	}
}

// A file of any length is read in the memory of a row.
func TestLongFile(t *testing.T) {
	rows := 40_000 // some 18 MB
	if testkit.Torture() {
		rows = 400_000
	}
	r, w := io.Pipe()
	go func() {
		fmt.Fprintln(w, "event_id_cnty,event_date,sub_event_type,location,notes")
		pad := strings.Repeat("x", 400)
		for i := range rows {
			fmt.Fprintf(w, "ZEL%d,2026-03-02,Attack,Hadrel,%s\n", i, pad)
		}
		w.Close()
	}()
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most, n := uint64(0), 0
	got, err := Read(r, "", "Amina", func(_ *Table, row Row) error {
		if n++; n%10_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc-min(now.HeapAlloc, before.HeapAlloc))
		}
		return nil
	})
	if err != nil || got.Rows != rows || n != rows {
		t.Fatalf("%d rows, %v", n, err)
	}
	if most > 4<<20 {
		t.Errorf("it held %d bytes", most)
	}
	if _, err := read("event_id_cnty,event_date,sub_event_type,location\nA,2026-03-02,Attack,\""+strings.Repeat("x", maxRow+1), ""); err == nil {
		t.Error("a row without an end was read")
	}
}

// What the caller says ends it.
func TestStopped(t *testing.T) {
	full := errors.New("full")
	if _, err := Read(strings.NewReader(acledFile), "", "Amina", func(*Table, Row) error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

func TestRefused(t *testing.T) {
	for name, file := range map[string]string{
		"nothing": "", "another table": "a,b\n1,2\n", "no text": "\xff\xfe", "no features": `{"type": "Topology"}`, "cut short": `{"features": [{"type": "Fea`,
		"a needed column": "event_id_cnty,event_date\nA,2026-03-02\n",
	} {
		if got, err := read(file, "x"); err == nil {
			t.Errorf("%s: read as %+v", name, got)
		}
	}
}

// What a spreadsheet made of a table is told so that it can be mended.
func TestSaysWhatIsWrong(t *testing.T) {
	header, rest, _ := strings.Cut(acledFile, "\n")
	for name, c := range map[string]struct{ file, want string }{
		"nothing":                {"", "the file is empty"},
		"semicolons":             {strings.ReplaceAll(acledFile, ",", ";"), "divided by semicolons"},
		"tabs":                   {strings.ReplaceAll(acledFile, ",", "\t"), "divided by tabs"},
		"a column twice":         {header + ",notes\n" + rest, "the column notes stands twice"},
		"twice, in another case": {strings.Replace(header, "year", "Event_Date", 1) + "\n" + rest, "the column event_date stands twice"},
		"in UTF-16":              {"\xff\xfee\x00v\x00e\x00", "UTF-8"},
	} {
		if _, err := read(c.file, ""); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	// A column that nothing knows may stand as often as it likes; a mark of the order of
	// bytes and ends of lines as Windows has them change nothing.
	for name, file := range map[string]string{"unknown twice": strings.Replace(acledFile, "year,", "shoe_size,", 1),
		"as Windows has it": "\ufeff" + strings.ReplaceAll(acledFile, "\n", "\r\n")} {
		if got, err := read(file, ""); err != nil || len(got.Rows) != 2 {
			t.Errorf("%s: %d rows, %v", name, len(got.Rows), err)
		}
	}
}

// A quotation mark that is not closed takes the rows after it with it: what is told
// says where it began and how far it reaches, and no row goes without a word. Rows
// are counted as everybody counts them, empty lines among them.
func TestUnclosedQuotationMark(t *testing.T) {
	const header = "event_id_cnty,event_date,sub_event_type,location,notes\n"
	row := func(i int, location string) string { return fmt.Sprintf("Z%d,2026-03-02,Attack,%s,n\n", i, location) }
	rows := func(from, to int) (s string) {
		for i := from; i <= to; i++ {
			s += row(i, "Hadrel")
		}
		return s
	}
	for name, c := range map[string]struct {
		file  string
		taken int
		bad   int // the row of the file that is told, 0 for none
		why   string
	}{
		"never closed":               {header + rows(1, 2) + row(3, `"Hadrel`) + rows(4, 9), 2, 4, "opened on line 4 of the file is not closed as it should be up to line 10"},
		"the next one closes it":     {header + rows(1, 2) + row(3, `"Hadrel`) + rows(4, 5) + row(6, `"Hadrel`) + rows(7, 8), 4, 4, "not closed as it should be up to line 7"},
		"closed in a later row":      {header + rows(1, 2) + row(3, `"Hadrel`) + rows(4, 5) + row(6, `Hadrel"`) + rows(7, 8), 4, 4, "from line 4 to line 7"},
		"closed in the next row":     {header + row(1, `"Hadrel`) + row(2, `Hadrel"`) + rows(3, 3), 1, 2, "looks like rows of the table"},
		"closed in another column":   {header + row(1, `"Hadrel`) + "Z2,2026-03-02,\"Attack\",Hadrel,n\n" + rows(3, 3), 1, 2, "not closed as it should be"},
		"closed with cells too many": {header + row(1, `"Hadrel`) + "Z2,2026-03-02,Attack\",Hadrel,n\n" + rows(3, 3), 1, 2, "rows that follow are in it"},
		"a text of lines":            {header + "Z1,2026-03-02,Attack,Hadrel,\"first, a shot\nthen, 2026-03-02, two, more, shots\nthen none\"\n" + rows(2, 2), 2, 0, ""},
		"a bare one":                 {header + row(1, `Had"rel`) + rows(2, 2), 1, 2, `bare "`},
		"after empty lines":          {"\n" + header + "\n\r\n" + rows(1, 1) + "\n" + row(2, `Had"rel`), 1, 7, `bare "`},
	} {
		got, err := read(c.file, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		switch {
		case len(got.Rows) != c.taken:
			t.Errorf("%s: %d rows were taken, bad %v", name, len(got.Rows), got.Bad)
		case c.bad == 0 && got.Left > 0, c.bad > 0 && (got.Left != 1 || got.Bad[0].N != c.bad || !strings.Contains(got.Bad[0].Why, c.why)):
			t.Errorf("%s: told %v, want row %d: %s", name, got.Bad, c.bad, c.why)
		}
		// Rows after it are counted on from where it ends.
		if last := strings.Count(strings.TrimSpace(c.file), "\n") + 1; c.bad > 0 && len(got.Rows) > 0 {
			if r := got.Rows[len(got.Rows)-1]; r.N > c.bad && r.N != last && !strings.Contains(c.why, "are in it") {
				t.Errorf("%s: the last row is told as row %d of %d", name, r.N, last)
			}
		}
	}
}

// Whatever the bytes, what is read stands in the file where it says, and is
// well-formed.
func FuzzRead(f *testing.F) {
	f.Add([]byte(acledFile))
	f.Add([]byte(`{"features": [{"type":"Feature","properties":{"id":"1","type":"A","from":"2026-01-01"}}]}`))
	f.Add([]byte("a\n#event+id,#event+type,#date+occurred+start\n1,2,2026-01-01\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := read(string(data), "r")
		if err != nil {
			return
		}
		if len(got.Rows) != got.Table.Rows {
			t.Errorf("%d rows were given, %d are counted", len(got.Rows), got.Table.Rows)
		}
		for _, r := range got.Rows {
			w := r.Incident.Words
			if w.End > len(data) || string(data[w.Start:w.End]) != w.Text {
				t.Errorf("row %d: words %q do not stand at %d", r.N, w.Text, w.Start)
			}
			if err := r.Incident.Validate(); err != nil {
				t.Error(err)
			}
		}
	})
}
