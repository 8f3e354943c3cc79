package web

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/a-h/templ"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// languageOf gives the language of a source's words, "und" where it is not known.
func languageOf(src *filed) string {
	if src == nil || src.Language == "" {
		return "und"
	}
	return src.Language
}

// wordsURL leads to an object's words in their source.
func wordsURL(src *filed, it register.Item) templ.SafeURL {
	return templ.SafeURL("/sources/" + string(src.ID) + "#w-" + string(it.ID))
}

func receiptURL(it register.Item) templ.SafeURL {
	return templ.SafeURL("/log/" + strconv.FormatInt(it.Index, 10) + "/receipt")
}

func receiptName(it register.Item) string {
	return "entry-" + strconv.FormatInt(it.Index, 10) + ".tlog-proof"
}

// published tells when a source was published, or that this is not known.
func published(v *view, src *filed) string {
	switch {
	case src.Published == "":
		return v.T("published.unknown")
	case src.DateConflict:
		return v.T("published.conflict", "date", v.Day(src.Published))
	}
	return v.Day(src.Published)
}

func onRecord(v *view, on *bool) string {
	switch {
	case on == nil:
		return v.T("chain.record.unknown")
	case *on:
		return v.T("chain.record.on")
	}
	return v.T("chain.record.off")
}

// indented writes JSON for people.
func indented(raw json.RawMessage) string {
	var out bytes.Buffer
	if json.Indent(&out, raw, "", "  ") != nil {
		return string(raw)
	}
	return out.String()
}

// words gives the texts of several values of an enumeration, in one line.
func (v *view) words(family string, values []string) string {
	out := ""
	for i, value := range values {
		if i > 0 {
			out += v.T("list.and")
		}
		out += v.Word(family, value)
	}
	return out
}

// acts gives the texts of verbal acts.
func (v *view) acts(acts []record.Act) string {
	out := make([]string, len(acts))
	for i, a := range acts {
		out[i] = string(a)
	}
	return v.words("act", out)
}
