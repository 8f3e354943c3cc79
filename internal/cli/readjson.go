package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
)

// printJSON prints d as one line, as encoding/json does, but never holds more of
// the line than one record of it.
func printJSON(w io.Writer, d *draft.Document) error {
	p := jsonPrinter{w: w}
	p.encoder = json.NewEncoder(&p.buf)
	p.encoder.SetEscapeHTML(false)
	v := reflect.ValueOf(d).Elem()
	before := "{"
	for i := range v.NumField() {
		name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		f := v.Field(i)
		if options == "omitempty" && f.IsZero() {
			continue
		}
		p.raw(before + `"` + name + `":`)
		before = ","
		if f.Kind() == reflect.Slice {
			p.list(f)
		} else {
			p.value(f)
		}
	}
	p.raw("}\n")
	return p.err
}

// jsonPrinter prints the parts of a JSON value. After an error it prints nothing more.
type jsonPrinter struct {
	w       io.Writer
	buf     bytes.Buffer
	encoder *json.Encoder
	err     error
}

func (p *jsonPrinter) raw(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s)
	}
}

func (p *jsonPrinter) list(v reflect.Value) {
	p.raw("[")
	for i := range v.Len() {
		if i > 0 {
			p.raw(",")
		}
		p.value(v.Index(i))
	}
	p.raw("]")
}

func (p *jsonPrinter) value(v reflect.Value) {
	if p.err != nil {
		return
	}
	p.buf.Reset()
	if p.err = p.encoder.Encode(v.Addr().Interface()); p.err == nil { // its address, so that nothing is copied
		_, p.err = p.w.Write(bytes.TrimSuffix(p.buf.Bytes(), []byte("\n")))
	}
}
