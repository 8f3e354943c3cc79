package table

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strconv"

	"github.com/surety-mechanism/surety/internal/fault"
)

// feature is one feature of a collection (RFC 7946): a point, or no geometry.
type feature struct {
	Type     string `json:"type"`
	Geometry *struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"` // of a point two numbers or three; other shapes have others
	} `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

// properties are the names of a feature's properties beside those of the two
// codebooks, and what they stand for.
var properties = map[string]string{"id": "#event+id", "type": "#event+type", "from": "#date+occurred+start", "to": "#date+occurred+end",
	"place": "#loc+name", "killed": "#affected+killed", "injured": "#affected+injured", "source": "#meta+source", "url": "#meta+url"}

// geojson reads a FeatureCollection, one feature after another.
func (t *Table) geojson() error {
	bad := func(err error) error { return fault.New(fault.Invalid, "the file is no GeoJSON: %w", err) }
	shift := 0
	mark := make([]byte, 3)
	if _, err := io.ReadFull(t.file, mark); err != nil {
		return bad(err)
	}
	rest := io.MultiReader(bytes.NewReader(mark), t.file)
	if string(mark) == "\ufeff" {
		shift, rest = 3, t.file
	}
	dec := json.NewDecoder(rest)
	if err := find(dec, "features"); err != nil {
		return err
	}
	if d, err := dec.Token(); err != nil || d != json.Delim('[') {
		return fault.New(fault.Invalid, "the file is no GeoJSON: features is no list")
	}
	seen := map[string]bool{}
	var f format
	for n := 1; dec.More(); n++ {
		if n > MaxRows {
			return fault.New(fault.Invalid, "the file has more than %d features", MaxRows)
		}
		start := shift + int(dec.InputOffset())
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return bad(err)
		}
		end := shift + int(dec.InputOffset())
		start = max(start, end-len(raw))
		var one feature
		if err := json.Unmarshal(raw, &one); err != nil {
			t.bad(n, "it is no feature of GeoJSON: "+err.Error())
			t.file.from(end)
			continue
		}
		if f.name == "" {
			f = t.guess(one)
			if t.Recorder == "" {
				t.Recorder = f.recorder
			}
			if t.Format = "geojson"; t.Recorder == "" {
				return fault.New(fault.Invalid, "nothing in the file says who recorded it; say so with --recorder")
			}
		}
		for p := range one.Properties {
			seen[p] = true
		}
		taken := t.Rows
		if err := t.take(n, f, one.cell(f), start, end); err != nil {
			return err
		}
		if _, point := one.point(); t.Rows > taken && one.Geometry != nil && !point {
			t.Shapes++
		}
		t.file.from(end)
	}
	if d, err := dec.Token(); err != nil || d != json.Delim(']') {
		return fault.New(fault.Invalid, "the file is no GeoJSON: its list of features does not end")
	}
	t.names(f, seen)
	return nil
}

// names reports the properties that no feature had, and those that nothing says
// anything of.
func (t *Table) names(f format, seen map[string]bool) {
	known := map[string]bool{}
	for _, column := range slices.Concat(f.needed, f.known) {
		if f.name != "geojson" && column != "latitude" && column != "longitude" {
			known[column] = true
		}
	}
	if f.name == "geojson" {
		for p := range properties {
			known[p] = true
		}
	}
	for p := range known {
		if !seen[p] {
			t.Missing = append(t.Missing, p)
		}
	}
	for p := range seen {
		if !known[p] && !slices.Contains(f.known, p) {
			t.Unknown = append(t.Unknown, p)
		}
	}
	slices.Sort(t.Missing)
	slices.Sort(t.Unknown)
}

// guess gives the format that a feature's properties are written in.
func (t *Table) guess(one feature) format {
	switch {
	case one.Properties["event_id_cnty"] != nil:
		return acled
	case one.Properties["type_of_violence"] != nil:
		return ucdp
	}
	f := plain
	f.name = "geojson"
	return f
}

// point gives a feature's coordinates, longitude first, where its shape is a point.
func (one feature) point() (at []float64, ok bool) {
	ok = one.Geometry != nil && one.Geometry.Type == "Point" && json.Unmarshal(one.Geometry.Coordinates, &at) == nil && len(at) >= 2
	return at, ok
}

// cell gives a feature's values by a format's columns; coordinates come from its
// geometry.
func (one feature) cell(f format) cells {
	return func(column string) string {
		at, point := one.point()
		switch column {
		case "#geo+lat", "latitude":
			if point {
				return strconv.FormatFloat(at[1], 'f', -1, 64)
			}
		case "#geo+lon", "longitude":
			if point {
				return strconv.FormatFloat(at[0], 'f', -1, 64)
			}
		}
		v := one.Properties[column]
		if f.name == "geojson" {
			for name, tag := range properties {
				if tag == column {
					v = one.Properties[name]
				}
			}
		}
		switch v := v.(type) {
		case string:
			return v
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		return ""
	}
}

// find goes to the value of a name in the outermost object.
func find(dec *json.Decoder, name string) error {
	if d, err := dec.Token(); err != nil || d != json.Delim('{') {
		return fault.New(fault.Invalid, "the file is no GeoJSON: it is no object")
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fault.New(fault.Invalid, "the file is no GeoJSON: %w", err)
		}
		if key == name {
			return nil
		}
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil && err != io.EOF {
			return fault.New(fault.Invalid, "the file is no GeoJSON: %w", err)
		}
	}
	return fault.New(fault.Invalid, "the file is no GeoJSON: it has no %s", name)
}
