package register

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// JSON writes the object exactly as encoding/json does, which takes ten times as
// long for what most objects have. Objects' digests are of these bytes.
func (o *Object) JSON() ([]byte, error) {
	return o.AppendJSON(make([]byte, 0, 768+len(o.Control)))
}

// AppendJSON writes the object behind what is in out, as JSON does.
func (o *Object) AppendJSON(out []byte) ([]byte, error) {
	w := writer{out: out, first: true}
	w.out = append(w.out, '{')
	w.text("id", string(o.ID))
	w.name("index")
	w.out = strconv.AppendInt(w.out, o.Index, 10)
	w.text("commitment", o.Commitment)
	if o.Sealed {
		w.name("sealed")
		w.out = append(w.out, "true"...)
	}
	w.some("kind", string(o.Kind))
	w.some("seat", string(o.Seat))
	w.some("mode", o.Mode)
	w.some("key", o.Key)
	w.some("stated", o.Stated)
	if len(o.Refs) > 0 {
		w.name("refs")
		w.list(len(o.Refs), func(i int) {
			w.out = append(w.out, '{')
			w.first = true
			w.text("role", string(o.Refs[i].Role))
			w.text("id", string(o.Refs[i].ID))
			w.out = append(w.out, '}')
		})
	}
	if len(o.Audience) > 0 {
		w.name("audience")
		w.list(len(o.Audience), func(i int) { w.string(string(o.Audience[i])) })
	}
	if len(o.Control) > 0 {
		w.name("control")
		w.raw(o.Control)
	}
	if len(o.Present) > 0 {
		w.name("present")
		w.list(len(o.Present), func(i int) { w.string(o.Present[i]) })
	}
	w.some("content", o.Content)
	w.some("void", o.Void)
	w.some("withdrawn_by", string(o.WithdrawnBy))
	if len(o.CorrectedBy) > 0 {
		w.name("corrected_by")
		w.list(len(o.CorrectedBy), func(i int) { w.string(string(o.CorrectedBy[i])) })
	}
	if o.Erasing != nil {
		w.value("erasing", o.Erasing)
	}
	w.some("erased_by", string(o.ErasedBy))
	w.some("disputed", string(o.Disputed))
	w.some("affirmed_by", string(o.AffirmedBy))
	// What few objects have is left to encoding/json.
	if o.Proposal != nil {
		w.value("proposal", o.Proposal)
	}
	if len(o.Released) > 0 {
		w.value("released", o.Released)
	}
	if len(o.Redacted) > 0 {
		w.value("redacted", o.Redacted)
	}
	if o.Undertaking != nil {
		w.value("undertaking", o.Undertaking)
	}
	if o.Incident != nil {
		w.value("incident", o.Incident)
	}
	if len(o.Graded) > 0 {
		w.value("graded", o.Graded)
	}
	if o.Case != nil {
		w.value("case", o.Case)
	}
	if o.Mechanism != nil {
		w.value("mechanism", o.Mechanism)
	}
	if w.err != nil {
		return nil, fmt.Errorf("writing entry %d of the register: %w", o.Index, w.err)
	}
	return append(w.out, '}'), nil
}

// ContentJSON writes content fields by name as encoding/json does, for a map: in
// the order of their names.
func ContentJSON(content map[string]json.RawMessage) ([]byte, error) {
	n := 4
	for name, value := range content {
		n += len(name) + len(value) + 4
	}
	return AppendContent(make([]byte, 0, n), content)
}

// AppendContent writes content fields behind what is in out, as ContentJSON does.
func AppendContent(out []byte, content map[string]json.RawMessage) ([]byte, error) {
	if content == nil {
		return append(out, "null"...), nil
	}
	names := make([]string, 0, 16)
	for name := range content {
		names = append(names, name)
	}
	slices.Sort(names)
	w := writer{out: append(out, '{'), first: true}
	for _, name := range names {
		w.name(name)
		w.raw(content[name])
	}
	return append(w.out, '}'), w.err
}

// writer writes JSON. Its first error sticks.
type writer struct {
	out   []byte
	first bool // no member of the object has been written yet
	err   error
}

func (w *writer) name(name string) {
	if !w.first {
		w.out = append(w.out, ',')
	}
	w.first = false
	w.string(name)
	w.out = append(w.out, ':')
}

func (w *writer) text(name, value string) {
	w.name(name)
	w.string(value)
}

func (w *writer) some(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

func (w *writer) list(n int, element func(int)) {
	w.out = append(w.out, '[')
	for i := range n {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		element(i)
	}
	w.out = append(w.out, ']')
	w.first = false
}

// string writes a text that needs no escapes as it is.
func (w *writer) string(s string) {
	for i := range len(s) {
		if b := s[i]; b < 0x20 || b >= utf8.RuneSelf || b == '"' || b == '\\' || b == '<' || b == '>' || b == '&' {
			w.any(s)
			return
		}
	}
	w.out = append(w.out, '"')
	w.out = append(w.out, s...)
	w.out = append(w.out, '"')
}

// raw writes what is JSON already. encoding/json takes blanks out of it, and
// escapes what HTML gives a meaning to.
func (w *writer) raw(value json.RawMessage) {
	if tight(value) {
		w.out = append(w.out, value...)
		return
	}
	w.any(value)
}

// tight reports whether encoding/json would write a JSON value as it is.
func tight(value json.RawMessage) bool {
	text := false
	for i := 0; i < len(value); i++ {
		switch b := value[i]; {
		case b == '<' || b == '>' || b == '&':
			return false
		case b == 0xe2 && i+2 < len(value) && value[i+1] == 0x80 && value[i+2]&^1 == 0xa8: // a line or paragraph separator
			return false
		case b == '"':
			text = !text
		case text && b == '\\':
			i++
		case !text && b <= ' ':
			return false
		}
	}
	return len(value) > 0
}

func (w *writer) value(name string, v any) {
	w.name(name)
	w.any(v)
}

func (w *writer) any(v any) {
	raw, err := json.Marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.out = append(w.out, raw...)
}
