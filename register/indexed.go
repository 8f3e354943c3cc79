package register

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
)

// Indexed is what an object is found by, by how its readers are told it
// (access.Telling): whoever is told a day or a place less exactly finds it by what
// they are told, and by nothing else. It is empty for what does not stand.
type Indexed struct {
	Day    [access.Tellings]string   // the first day that it is about, YYYY-MM-DD; "" where it names none
	DayOf  record.ID                 // whose day counts where it names none: the incident of a claim, else the source
	Labels [access.Tellings][]string // as Label gives them; sorted, each once
	Also   record.ID                 // what carries its sides too: the incident that a claim is about
	Words  []string                  // of its texts, as search compares them; those that not everyone is told as WordTold and WordOwn write them
	Glance []string                  // what is counted of it, in pieces as Glances reads them
	Exact  record.Seat               // who made it, and is told exactly what others are not; "" where all are told alike
}

// The labels that an object is found by.
const (
	BySide    = "side"    // a party that it names in a part of its own
	ByPlace   = "place"   // where it was, by name; a crossing by its id
	ByType    = "type"    // of an incident or instrument
	ByState   = "state"   // of a case, clause or undertaking
	ByOutcome = "outcome" // of a case, or of talks

	ByGuarantee = "guarantee" // of an undertaking: how far a guarantor that was named has come

	byTypeAndPlace = "type+place" // both at once, as Paired writes them
)

// Label writes a label, so that what people type one for the other is the same.
func Label(by, value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, lang.Fold(value))
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest])
	}
	return by + ":" + value
}

// Paired puts a label of a type and a place in the stead of one of either: what
// has both has it too. Few things have both of two labels that many have each, and
// would be looked for among all that have one.
func Paired(labels []string) []string {
	kind := slices.IndexFunc(labels, func(l string) bool { return strings.HasPrefix(l, ByType+":") })
	where := slices.IndexFunc(labels, func(l string) bool { return strings.HasPrefix(l, ByPlace+":") })
	if kind < 0 || where < 0 {
		return labels
	}
	all := []string{pair(labels[kind], labels[where])}
	for i, l := range labels {
		if i != kind && i != where {
			all = append(all, l)
		}
	}
	return all
}

// pair writes the label of what has a type and a place. No label has a control
// character of its own.
func pair(kind, where string) string {
	return byTypeAndPlace + ":" + strings.TrimPrefix(kind, ByType+":") + "\x1f" + strings.TrimPrefix(where, ByPlace+":")
}

// longest bounds the runes of a label or word: no name is longer.
const longest = 100

// Indexed works out what the object is found by, from its content fields by
// name, as JSON. A field that is closed to anybody who may read the object finds
// nothing: neither a hit nor its absence tells of it. tell says how readers are
// told; nil: as it was recorded.
func (o *Object) Indexed(content map[string]json.RawMessage, tell *Tellings) (x Indexed, err error) {
	if !o.Stands() {
		return x, nil
	}
	body, err := o.body()
	if err != nil {
		return x, err
	}
	for name, value := range content {
		if name == record.HandleField || len(o.Released)+len(o.Redacted) > 0 && !o.showsAll(name) {
			continue
		}
		if record.OpenBody(body, []record.Field{{Name: name, Value: value}}) != nil {
			continue // what cannot be read finds nothing
		}
	}
	x = tell.indexed(Item{Object: *o, Body: body})
	x.Glance = o.glance()
	return x, nil
}

// showsAll reports whether everybody who may read the object may read a field of it.
func (o *Object) showsAll(field string) bool {
	return !slices.ContainsFunc(o.Readers(), func(s record.Seat) bool { return !o.Shows(Viewer{Seats: []record.Seat{s}}, field) })
}

// ways is what finds an item as it is told in one way.
type ways struct {
	day           string
	dayOf, also   record.ID
	labels, words []string
}

func (it Item) ways() (x ways) {
	add := func(by string, values ...string) {
		for _, v := range values {
			if v != "" {
				x.labels = append(x.labels, Label(by, v))
			}
		}
	}
	if x.day, _ = Days(it.Body); x.day != "" {
		if _, err := time.Parse(time.DateOnly, x.day); err != nil {
			x.day = "" // not every kind says how its days are written
		}
	}
	add(BySide, Sides(it.Body)...)
	switch b := it.Body.(type) {
	case *record.IncidentRecorded:
		add(ByType, b.Type, b.Category)
		add(ByPlace, b.Place.Name)
	case *record.TalksRecorded:
		add(ByPlace, b.Place)
		add(ByOutcome, b.Outcome)
	case *record.InstrumentRecorded:
		add(ByType, b.Type)
	case *record.CrossingStatusRecorded:
		add(ByPlace, b.Crossing, b.Gate, b.Name)
	case *record.AllegationMade:
		add(ByType, b.Category)
		add(ByPlace, b.Place.Name)
	case *record.ClaimRecorded:
		x.also = it.reference(record.AboutObject)
		x.dayOf = x.also
	}
	switch {
	case it.Case != nil:
		add(ByState, it.Case.State)
		add(ByOutcome, it.Case.Outcome)
	case it.Undertaking != nil && it.Undertaking.Clause != nil:
		add(ByState, it.Undertaking.Clause.State)
	case it.Undertaking != nil:
		add(ByState, it.Undertaking.Stage)
		for _, state := range it.Undertaking.Guarantors {
			add(ByGuarantee, state)
		}
	}
	if x.day == "" && x.dayOf == "" {
		x.dayOf = it.reference(record.FromSource)
	}
	slices.Sort(x.labels)
	x.labels = slices.Compact(x.labels)
	x.words = slices.DeleteFunc(lang.Words(Text(it.Body)), func(w string) bool { return len(w) > 4*longest })
	for _, l := range x.labels {
		if w, ok := LabelWord(l); ok {
			x.words = append(x.words, w)
		}
	}
	for _, kind := range x.labels {
		for _, where := range x.labels {
			if strings.HasPrefix(kind, ByType+":") && strings.HasPrefix(where, ByPlace+":") {
				x.labels = append(x.labels, pair(kind, where))
			}
		}
	}
	slices.Sort(x.labels)
	return x
}

// LabelWord writes a label as a word, by which what has it is found together with
// other words. A side is none: it finds what only a claim about it names, too.
func LabelWord(label string) (word string, ok bool) {
	sum := sha256.Sum256([]byte(label))
	return "l:" + hex.EncodeToString(sum[:8]), !strings.HasPrefix(label, BySide+":")
}

// reference gives the first reference of a role, or "".
func (o *Object) reference(role record.Role) record.ID {
	for _, r := range o.Refs {
		if r.Role == role {
			return r.ID
		}
	}
	return ""
}

// Days gives the first and the last day that a body is about, "" where it names none.
func Days(b record.Body) (from, to string) {
	switch b := b.(type) {
	case *record.StatementRecorded:
		return b.From, b.To
	case *record.IncidentRecorded:
		return b.From, b.To
	case *record.TalksRecorded:
		return b.From, b.To
	case *record.InstrumentRecorded:
		return b.Date, b.Date
	case *record.CrossingStatusRecorded:
		return b.From, b.From
	case *record.AllegationMade:
		return b.From, b.To
	case *record.SourceFiled:
		return b.Published, b.Published
	}
	return "", ""
}

// Sides gives the sides that a body names in a part of its own.
func Sides(b record.Body) []string {
	var all []record.Party
	switch b := b.(type) {
	case *record.StatementRecorded:
		all = append(append(all, b.Speaker, b.Addressee), b.Others...)
	case *record.TalksRecorded:
		all = append(append(append(all, b.Parties...), b.Mediators...), b.Hosts...)
	case *record.InstrumentRecorded:
		all = append(append(all, b.Parties...), b.Brokers...)
	case *record.CrossingStatusRecorded:
		all = append(all, b.DeclaredBy)
	case *record.UndertakingRecorded:
		all = append(all, b.By, b.To)
	case *record.ClaimRecorded:
		all = append(all, b.Claimant, b.AttributedTo)
	case *record.AllegationMade:
		return b.Against
	}
	var sides []string
	for _, p := range all {
		if p.Side != "" {
			sides = append(sides, p.Side)
		}
	}
	return sides
}

// unread are fields that say nothing to whoever searches.
var unread = map[string]bool{"machine": true, "rule": true, "draft": true, "sha256": true, "evidence": true, "charter": true, "handle": true,
	"constitution": true, "keys": true, "key": true, "proof": true, "notes": true}

// Text gives every text in a body that says something to whoever searches, one a line.
func Text(b record.Body) string {
	var out strings.Builder
	texts(reflect.ValueOf(b), &out)
	return out.String()
}

func texts(v reflect.Value, out *strings.Builder) {
	switch v.Kind() {
	case reflect.String:
		if v.Len() > 0 {
			out.WriteString(v.String())
			out.WriteByte('\n')
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			texts(v.Elem(), out)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return // bytes, or a draft as the machine made it
		}
		for i := range v.Len() {
			texts(v.Index(i), out)
		}
	case reflect.Struct:
		for _, i := range readOf(v.Type()) {
			texts(v.Field(i), out)
		}
	}
}

// readOf gives the fields of a type that say something to whoever searches.
func readOf(t reflect.Type) []int {
	if known, ok := readFields.Load(t); ok {
		return known.([]int)
	}
	var all []int
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if t.Field(i).IsExported() && !unread[name] && says(t.Field(i).Type) {
			all = append(all, i)
		}
	}
	readFields.Store(t, all)
	return all
}

// readFields keeps what readOf found, by type: to look at the names takes longer
// than to read the fields.
var readFields sync.Map

// says reports whether a value of a type may hold texts.
func says(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Struct:
		return true
	}
	return false
}
