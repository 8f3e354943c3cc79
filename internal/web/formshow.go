package web

import (
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
)

// plainText writes a value of a record into a form.
func plainText(x any) string {
	if x == nil {
		return ""
	}
	return fmt.Sprint(x)
}

// strList gives a list of texts out of a record.
func strList(x any) []string {
	switch x := x.(type) {
	case []string:
		return x
	case []any:
		var all []string
		for _, one := range x {
			all = append(all, fmt.Sprint(one))
		}
		return all
	}
	return nil
}

// inner gives a text of an object in a record.
func inner(x any, key string) string {
	m, _ := x.(map[string]any)
	return plainText(m[key])
}

// partyText writes actors one a line, as a form takes them.
func partyText(x any) string {
	list, _ := x.([]any)
	var out strings.Builder
	for _, one := range list {
		out.WriteString(inner(one, "name"))
		if side := inner(one, "side"); side != "" {
			out.WriteString(" | " + side)
		}
		out.WriteString("\n")
	}
	return out.String()
}

func placeChoice(v *view, p draft.Place) string {
	words := spanWords(p.Span).Readable()
	if p.Name == "" || p.Name == words {
		return words
	}
	return v.T("correct.resolves", "words", words, "to", p.Name)
}

func timeChoice(v *view, t draft.Time) string {
	words := spanWords(t.Span).Readable()
	if t.From == nil && t.To == nil {
		return words
	}
	return v.T("correct.resolves", "words", words, "to", v.Range(str(t.From), str(t.To)))
}
