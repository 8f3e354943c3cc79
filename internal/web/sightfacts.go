package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// toldLine is a field of an entry as somebody would read it: what it is called and
// what it says, or the fields under it.
type toldLine struct {
	Label, Says string
	Under       []toldLine
}

// toldLines gives the fields of a content in their order, with their labels and the
// values' names in the page's language. Empty ones are left out, and somebody's words
// stay as they are. Content that cannot be taken apart so gives none.
func toldLines(v *view, kind record.Kind, content json.RawMessage) []toldLine {
	d := json.NewDecoder(bytes.NewReader(content))
	d.UseNumber()
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	var all []toldLine
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil
		}
		one := toldLine{Label: toldLabel(v, kind, fmt.Sprint(name))}
		if one.Under = toldLines(v, kind, value); one.Under == nil {
			one.Says, one.Under = toldValue(v, kind, fmt.Sprint(name), value)
		}
		if one.Says != "" || len(one.Under) > 0 {
			all = append(all, one)
		}
	}
	return all
}

// toldLabel gives what a field is called to who reads it; where forms call it what
// its author is asked, it is words.
func toldLabel(v *view, kind record.Kind, name string) string {
	switch own := "field." + string(kind) + "." + name; {
	case name == "what" && !v.has(own), name == "text" && !v.has(own):
		return v.T("field.words")
	case name == "precision":
		return v.T("incident.place.exact")
	case v.has(own), v.has("field." + name):
		return fieldLabel(v, kind, name)
	}
	return strings.ReplaceAll(name, "_", " ")
}

// idLike is what can be an id of the charter or of a list of values, and no words.
var idLike = regexp.MustCompile(`^[a-z0-9][a-z0-9_:-]*$`)

// toldValue gives a value in words; objects of a list as fields under it.
func toldValue(v *view, kind record.Kind, name string, value json.RawMessage) (string, []toldLine) {
	var x any
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	if err := d.Decode(&x); err != nil {
		return "", nil
	}
	switch x := x.(type) {
	case bool:
		return v.Word("harmanswer", map[bool]string{true: "yes", false: "no"}[x]), nil
	case json.Number:
		if name == "precision" {
			n, _ := x.Int64()
			return where(v, record.Place{Precision: int(n)}), nil
		}
		return v.digitsOf(x.String()), nil
	case string:
		return toldText(v, kind, name, x), nil
	case []any:
		var list []json.RawMessage
		if json.Unmarshal(value, &list) != nil {
			return "", nil
		}
		var says []string
		var under []toldLine
		for i, one := range list {
			if inside := toldLines(v, kind, one); inside != nil {
				under = append(under, toldLine{Label: v.Int(i + 1), Under: inside})
			} else if s, _ := toldValue(v, kind, name, one); s != "" {
				says = append(says, v.isolate(s))
			}
		}
		return strings.Join(says, v.T("list.and")), under
	}
	return "", nil
}

func toldText(v *view, kind record.Kind, name, s string) string {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return v.Day(s)
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return v.Clock(at)
	}
	if !idLike.MatchString(s) {
		return s
	}
	for _, family := range []string{kindFamilies[kind][name], families[name]} {
		if family != "" && v.has(family+"."+s) {
			return v.Word(family, s)
		}
	}
	return v.valueOf(s)
}

// toldNames gives the names of fields as who reads them knows them.
func toldNames(v *view, kind record.Kind, names []string) string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = v.isolate(toldLabel(v, kind, n))
	}
	return strings.Join(all, v.T("list.and"))
}
