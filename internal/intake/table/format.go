package table

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/record"
)

// format is one way of writing event data: the columns that it has, and how a
// row of them is read.
type format struct {
	name     string
	recorder string   // "" where somebody has to say who recorded it
	days     string   // the column that holds the first day
	needed   []string // columns without which there is nothing to read
	known    []string // others that the codebook has
	row      func(get cells, w record.Words) (Row, error)
}

// acled is the data of the Armed Conflict Location and Event Data project, in
// the columns of its codebook.
var acled = format{name: "acled", recorder: "ACLED", days: "event_date",
	needed: []string{"event_id_cnty", "event_date", "sub_event_type", "location"},
	known: strings.Fields(`year time_precision disorder_type event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction
		civilian_targeting iso iso3 region country admin1 admin2 admin3 latitude longitude geo_precision source source_scale notes fatalities tags
		timestamp data_id event_id_no_cnty population_1km population_2km population_5km population_best`),
	row: func(get cells, w record.Words) (r Row, err error) {
		if r.ID = get("event_id_cnty"); r.ID == "" {
			return r, fmt.Errorf("event_id_cnty is empty")
		}
		b := &record.IncidentRecorded{Type: get("sub_event_type"), Words: w}
		if b.From, err = day(get("event_date")); err != nil {
			return r, err
		}
		b.To = b.From
		// ACLED: 1 the day is known, 2 the week, 3 the month.
		if b.DatePrecision, err = code(get("time_precision"), map[string]int{"": 0, "1": 1, "2": 3, "3": 4}); err != nil {
			return r, fmt.Errorf("time_precision: %w", err)
		}
		// ACLED: 1 the place itself, 2 near it or a part of a region, 3 a region.
		if b.WherePrec, err = code(get("geo_precision"), map[string]int{"": 0, "1": 1, "2": 3, "3": 4}); err != nil {
			return r, fmt.Errorf("geo_precision: %w", err)
		}
		if b.Place, err = place(get("location"), get("latitude"), get("longitude"), b.WherePrec); err != nil {
			return r, err
		}
		n, err := whole(get("fatalities"))
		if err != nil {
			return r, fmt.Errorf("fatalities: %w", err)
		}
		r.Incident, r.Counts = b, counted(n, "killed", "", w)
		return r, nil
	}}

// ucdp is the Georeferenced Event Dataset of the Uppsala Conflict Data Program.
var ucdp = format{name: "ucdp", recorder: "UCDP GED", days: "date_start",
	needed: []string{"id", "type_of_violence", "date_start", "date_end"},
	known: strings.Fields(`relid year active_year code_status conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name
		side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
		source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country
		country_id region event_clarity date_prec deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob iso3`),
	row: func(get cells, w record.Words) (r Row, err error) {
		if r.ID = get("id"); r.ID == "" {
			return r, fmt.Errorf("id is empty")
		}
		b := &record.IncidentRecorded{Words: w}
		switch get("type_of_violence") {
		case "1":
			b.Type = "State-based conflict"
		case "2":
			b.Type = "Non-state conflict"
		case "3":
			b.Type = "One-sided violence"
		default:
			return r, fmt.Errorf("type_of_violence is %q; it is 1, 2 or 3", get("type_of_violence"))
		}
		if b.From, err = day(get("date_start")); err != nil {
			return r, err
		}
		if b.To, err = day(get("date_end")); err != nil {
			return r, err
		}
		if b.DatePrecision, err = upTo(get("date_prec"), 5); err != nil {
			return r, fmt.Errorf("date_prec: %w", err)
		}
		if b.WherePrec, err = upTo(get("where_prec"), 7); err != nil {
			return r, fmt.Errorf("where_prec: %w", err)
		}
		if b.Place, err = place(get("where_coordinates"), get("latitude"), get("longitude"), b.WherePrec); err != nil {
			return r, err
		}
		r.Incident = b
		for _, c := range []struct{ column, group string }{{"deaths_a", get("side_a")}, {"deaths_b", get("side_b")},
			{"deaths_civilians", "civilians"}, {"deaths_unknown", "unknown"}, {"best", "all, best estimate"}} {
			n, err := whole(get(c.column))
			if err != nil {
				return r, fmt.Errorf("%s: %w", c.column, err)
			}
			r.Counts = append(r.Counts, counted(n, "killed", c.group, w)...)
		}
		return r, nil
	}}

// plain is data under HXL hashtags, or a GeoJSON feature's properties under the
// same names without them.
var plain = format{name: "hxl", days: "#date+occurred+start",
	needed: []string{"#event+id", "#event+type", "#date+occurred+start"},
	known:  strings.Fields(`#date+occurred+end #loc+name #geo+lat #geo+lon #affected+killed #affected+injured #meta+source #meta+url #adm1+name #adm2+name #status`),
	row: func(get cells, w record.Words) (r Row, err error) {
		if r.ID = get("#event+id"); r.ID == "" {
			return r, fmt.Errorf("#event+id is empty")
		}
		b := &record.IncidentRecorded{Type: get("#event+type"), Words: w}
		if b.From, err = day(get("#date+occurred+start")); err != nil {
			return r, err
		}
		if b.To = b.From; get("#date+occurred+end") != "" {
			if b.To, err = day(get("#date+occurred+end")); err != nil {
				return r, err
			}
		}
		if b.Place, err = place(get("#loc+name"), get("#geo+lat"), get("#geo+lon"), 0); err != nil {
			return r, err
		}
		r.Incident = b
		for _, c := range []struct{ column, effect string }{{"#affected+killed", "killed"}, {"#affected+injured", "injured"}} {
			n, err := whole(get(c.column))
			if err != nil {
				return r, fmt.Errorf("%s: %w", c.column, err)
			}
			r.Counts = append(r.Counts, counted(n, c.effect, "", w)...)
		}
		return r, nil
	}}

func code(s string, codes map[string]int) (int, error) {
	n, ok := codes[s]
	if !ok {
		return 0, fmt.Errorf("%q is no code of the codebook", s)
	}
	return n, nil
}

func upTo(s string, most int) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%q is no code of the codebook", s)
	}
	return n, nil
}
