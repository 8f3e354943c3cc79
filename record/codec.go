package record

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	quick "github.com/go-json-experiment/json/v1" // as encoding/json reads, in half of the time
)

// FormatVersion is the version of the header below.
const FormatVersion = 1

// Field is one content field of an entry: its name and its value as JSON.
type Field struct {
	Name  string
	Value json.RawMessage
}

// header is the control half of an entry: the control part of the signed
// envelope, which itself says the entry's id, its log and its key.
type header struct {
	V        int             `json:"v"`
	Kind     Kind            `json:"kind"`
	Seat     Seat            `json:"seat"`
	Session  string          `json:"session,omitempty"`
	Stated   string          `json:"stated"`
	Refs     []Ref           `json:"refs"`
	Audience []Seat          `json:"audience"`
	Control  json.RawMessage `json:"control"`
	Present  []string        `json:"present"` // names of the content fields that are there, sorted
}

// Split divides a well-formed entry into its header (a JSON object of control,
// without the id, the log and the key, which the envelope says) and its content
// fields, sorted by name. Content fields that are empty are
// left out; which are there is control.
func Split(e Entry) (head []byte, fields []Field, err error) {
	if err := e.Validate(); err != nil {
		return nil, nil, err
	}
	control, fields, err := splitBody(e.Body, "control", "content")
	if err != nil {
		return nil, nil, fmt.Errorf("splitting %s into control and content: %w", e.Kind, err)
	}
	h := header{
		V: FormatVersion, Kind: e.Kind, Seat: e.Author.Seat, Session: e.Author.Session,
		Stated: e.Stated.UTC().Format(time.RFC3339), Refs: e.Refs, Audience: e.Audience,
		Control: control, Present: []string{},
	}
	if h.Refs == nil {
		h.Refs = []Ref{}
	}
	for _, f := range fields {
		h.Present = append(h.Present, f.Name)
	}
	head, err = marshal(h)
	return head, fields, err
}

// Head is what a header says, with the body's content still closed.
type Head struct {
	Entry
	Present []string
	control json.RawMessage // of the body, as ControlOf gives it
}

// Control gives the control half of the body, as ControlOf does.
func (h *Head) Control() (json.RawMessage, error) {
	if h.control != nil {
		return h.control, nil
	}
	return ControlOf(h.Body)
}

// Has reports whether the content field is there, open or not.
func (h Head) Has(field string) bool {
	i := sort.SearchStrings(h.Present, field)
	return i < len(h.Present) && h.Present[i] == field
}

// ParseHead reads a header: the entry with its control, its content empty. What
// the envelope says of the entry (its id, its log, its key) is given beside it.
func ParseHead(head []byte, id ID, mechanism, key string) (Head, error) {
	h, err := parseHeader(head)
	if err != nil {
		return Head{}, invalid("the entry's header is not what it should be: %w", err)
	}
	if h.V != FormatVersion {
		return Head{}, invalid("the entry's header has version %d; this program knows version %d", h.V, FormatVersion)
	}
	body, control, err := bodyOf(h.Kind, h.Control)
	if err != nil {
		return Head{}, err
	}
	stated, err := time.Parse(time.RFC3339, h.Stated)
	if err != nil {
		return Head{}, invalid("the entry's stated time %q is not RFC 3339", h.Stated)
	}
	return Head{
		Entry: Entry{Kind: h.Kind, ID: id, Mechanism: mechanism, Author: Author{Seat: h.Seat, Key: key, Session: h.Session},
			Stated: stated, Refs: h.Refs, Audience: h.Audience, Body: body},
		Present: h.Present,
		control: control,
	}, nil
}

// Open fills the entry's content from the fields that are open to the reader.
// A field that is not one of the body's content fields is an error.
func (h *Head) Open(fields []Field) error { return OpenBody(h.Body, fields) }

// OpenBody sets content fields of a body by name. A name that is not one of the
// body's content fields is an error.
func OpenBody(body Body, fields []Field) error {
	v := reflect.ValueOf(body).Elem()
	all := parts(v.Type())
	for _, f := range fields {
		i := sort.Search(len(all), func(i int) bool { return all[i].name >= f.Name })
		if i == len(all) || all[i].name != f.Name || all[i].role != "content" {
			return invalid("%s has no content field %q", body.EntryKind(), f.Name)
		}
		into := v.FieldByIndex(all[i].index)
		if words, ok := into.Addr().Interface().(*Words); ok && words.plain(f.Value) {
			continue
		}
		if all[i].plain {
			if text, ok := plainString(f.Value); ok {
				into.SetString(text)
				continue
			}
		}
		if err := quick.Unmarshal(f.Value, into.Addr().Interface()); err != nil {
			return invalid("the content field %q of %s is not what it should be: %w", f.Name, body.EntryKind(), err)
		}
	}
	return nil
}

// knownOnly reads as quick does, and refuses a field that this program does not
// know: what steers the fold is not to be left out without a word.
var knownOnly = jsonv2.JoinOptions(quick.DefaultOptionsV1(), jsonv2.RejectUnknownMembers(true))

// SetControl sets the control half of an empty body from what ControlOf gives.
func SetControl(b Body, control json.RawMessage) error {
	if err := jsonv2.Unmarshal(control, b, knownOnly); err != nil {
		return invalid("the control fields of %s are not what they should be: %w", b.EntryKind(), err)
	}
	return nil
}

// ControlOf gives the control half of a body, as canonical JSON.
func ControlOf(b Body) (json.RawMessage, error) {
	control, _, err := splitBody(b, "control")
	return control, err
}

// ContentOf gives the content half of a body, its empty fields left out.
func ContentOf(b Body) ([]Field, error) {
	_, fields, err := splitBody(b, "content")
	return fields, err
}

// part is a field of a body: its name, where it stands, and its half.
type part struct {
	name  string
	index []int
	role  string
	plain bool // a string, read as JSON has it
}

var (
	readsJSON = reflect.TypeFor[json.Unmarshaler]()
	readsText = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// parts gives the fields of a body's type, sorted by name. Every field has a
// `role` tag, control or content.
func parts(t reflect.Type) []part {
	if known, ok := partsOf.Load(t); ok {
		return known.([]part)
	}
	var all []part
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			own := reflect.PointerTo(f.Type)
			all = append(all, part{name, f.Index, f.Tag.Get("role"), f.Type.Kind() == reflect.String && !own.Implements(readsJSON) && !own.Implements(readsText)})
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].name < all[j].name })
	partsOf.Store(t, all)
	return all
}

// partsOf keeps what parts found, by type: to look takes longer than all else
// that is done with a body.
var partsOf sync.Map

// splitBody writes the fields of the halves that are wanted and not empty.
func splitBody(b Body, wanted ...string) (control json.RawMessage, fields []Field, err error) {
	v := reflect.ValueOf(b).Elem()
	steer := []byte{'{'}
	for _, p := range parts(v.Type()) {
		value := v.FieldByIndex(p.index)
		switch {
		case p.role != "control" && p.role != "content":
			return nil, nil, fmt.Errorf("field %s of %s has role %q", p.name, v.Type(), p.role)
		case value.IsZero() || !slices.Contains(wanted, p.role):
			continue
		}
		raw, err := marshal(value.Interface())
		if err != nil {
			return nil, nil, fmt.Errorf("field %s: %w", p.name, err)
		}
		if p.role == "content" {
			fields = append(fields, Field{p.name, raw})
			continue
		}
		if len(steer) > 1 {
			steer = append(steer, ',')
		}
		steer = append(append(append(append(steer, '"'), p.name...), '"', ':'), raw...)
	}
	return append(steer, '}'), fields, nil
}

// marshal is encoding/json without its HTML escapes and its final newline. Keys
// of maps are sorted by encoding/json, so equal values give equal bytes.
func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
