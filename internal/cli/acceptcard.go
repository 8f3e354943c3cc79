package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
)

// card prints a draft so that a person can decide on it: its words first, as they
// stand in the document, then what was made of them, a line a field, in the terms
// of docs/read-format.md; what is not there is not printed, and said once.
func card(out io.Writer, doc desk.Document, d desk.Draft) error {
	raw := d.Record
	if d.Edited != nil {
		raw = d.Edited
	}
	var rec map[string]any
	if err := json.Unmarshal(raw, &rec); err != nil {
		return fault.New(fault.Corrupt, "the draft %s cannot be read: %w", d.ID, err)
	}
	var read draft.Document
	if err := json.Unmarshal(doc.Read, &read); err != nil {
		return fault.New(fault.Corrupt, "what was read in %s cannot be read: %w", doc.File, err)
	}
	state := string(d.State)
	if d.Edited != nil {
		state += ", corrected"
	}
	fmt.Fprintf(out, "%s  %s, %s, in %s\n", d.ID, d.Kind, state, doc.File)
	if w := cardWords(rec); w != "" {
		fmt.Fprintf(out, "    %q\n", oneLine(fmt.Errorf("%s", w)))
	}
	var missing []string
	for _, name := range cardFields(rec) {
		text := cardValue(read, name, rec[name])
		if text == "" {
			missing = append(missing, name)
			continue
		}
		fmt.Fprintf(out, "    %-14s %s\n", name, text)
	}
	if len(missing) > 0 {
		fmt.Fprintf(out, "    %-14s %s\n", "not said", strings.Join(missing, ", "))
	}
	if d.Reason != "" {
		fmt.Fprintf(out, "    %-14s %s, by %s\n", "rejected", d.Reason, d.By)
	}
	fmt.Fprintln(out)
	return nil
}

// cardWords gives the words that a record stands on.
func cardWords(rec map[string]any) string {
	if span, ok := rec["content"].(map[string]any); ok {
		return spanText(span)
	}
	if phrase, ok := rec["phrase"].(string); ok {
		return phrase
	}
	return spanText(rec)
}

func spanText(span map[string]any) string {
	if plain, ok := span["plain"].(string); ok && plain != "" {
		return plain
	}
	text, _ := span["text"].(string)
	return text
}

// cardFields gives the fields of a card in order: who and what first.
func cardFields(rec map[string]any) []string {
	first := []string{"act", "acts", "type", "effect", "outcome", "kind", "state", "status", "form", "speaker", "speakers", "by", "to", "claimant", "addressee"}
	var all []string
	for name := range rec {
		switch name {
		case "id", "text", "start", "end", "plain", "content", "phrase", "figures", "act":
			continue // the head, the words, drafts of their own; acts say the act
		}
		all = append(all, name)
	}
	slices.SortFunc(all, func(a, b string) int {
		i, j := slices.Index(first, a), slices.Index(first, b)
		switch {
		case i >= 0 && j >= 0:
			return i - j
		case i >= 0:
			return -1
		case j >= 0:
			return 1
		}
		return strings.Compare(a, b)
	})
	return all
}

// cardValue tells a value in a line; "" where there is none.
func cardValue(read draft.Document, name string, v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case float64:
		i := int(v)
		switch {
		case name == "time" && i >= 0 && i < len(read.Times):
			t := read.Times[i]
			return fmt.Sprintf("%q: %s to %s", t.Text, orUnknown(t.From), orUnknown(t.To))
		case name == "place" && i >= 0 && i < len(read.Places):
			p := read.Places[i]
			return strings.Trim(fmt.Sprintf("%s, %s, precision %d", p.Name, p.Country, p.Precision), ", ")
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var all []string
		for _, one := range v {
			if text := cardValue(read, "", one); text != "" {
				all = append(all, text)
			}
		}
		return strings.Join(all, "; ")
	case map[string]any:
		return cardObject(read, v)
	}
	return ""
}

func orUnknown(day *string) string {
	if day == nil {
		return "not known"
	}
	return *day
}

// cardObject tells a party, a span, or anything else in a line.
func cardObject(read draft.Document, v map[string]any) string {
	var parts []string
	if name, _ := v["name"].(string); name != "" {
		parts = append(parts, name)
	}
	if side, _ := v["side"].(string); side != "" {
		parts = append(parts, "("+side+")")
	}
	if text := spanText(v); text != "" {
		parts = append(parts, strconv.Quote(text))
	}
	var rest []string
	for key := range v {
		switch key {
		case "name", "side", "text", "plain", "start", "end":
			continue
		}
		if text := cardValue(read, "", v[key]); text != "" {
			rest = append(rest, strings.ReplaceAll(key, "_", " ")+" "+text)
		}
	}
	slices.Sort(rest)
	return strings.Join(append(parts, rest...), " ")
}
