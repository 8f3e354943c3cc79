package desk

import (
	"bytes"
	"encoding/json"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// normal gives a correction as this program writes it: the fields of its kind,
// each once, all of them. What is checked is then what is used: JSON as people
// and other programs write it can name a field twice, or in capitals, and be
// read one way here and another there.
func normal(kind string, raw json.RawMessage) (json.RawMessage, error) {
	var v any
	var err error
	switch kind {
	case "statement":
		v, err = decode[draft.Statement](raw, kind)
	case "incident":
		v, err = decode[draft.Incident](raw, kind)
	case "figure":
		v, err = decode[FigureDraft](raw, kind)
	case "attribution":
		v, err = decode[AttributionDraft](raw, kind)
	case "talks":
		v, err = decode[draft.Talks](raw, kind)
	case "agreement":
		v, err = decode[draft.Agreement](raw, kind)
	case "crossing":
		v, err = decode[draft.Crossing](raw, kind)
	case "undertaking":
		v, err = decode[draft.Undertaking](raw, kind)
	default:
		err = fault.New(fault.Invalid, "a draft of kind %q cannot be corrected", kind)
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

// span is a piece of a source as a record shows it.
type span struct {
	text, plain string
	start, end  int
}

// quotes are the words of a source that a record may show: those that the reader
// found, as it found them, and any others exactly as they stand in the source.
type quotes struct {
	found  map[span]bool
	hedges map[string]bool
	source []byte
}

// verbatim checks that every span in a record, at whatever depth, says what the
// source says there. The reading is the reader's, of the same document.
func verbatim(rec, reading json.RawMessage, source []byte) error {
	q := quotes{map[span]bool{}, map[string]bool{}, source}
	err := walk(reading, func(s span) error { q.found[s] = true; return nil }, func(h string) error { q.hedges[h] = true; return nil })
	if err != nil {
		return fault.New(fault.Corrupt, "the reading of the document is damaged: %w", err)
	}
	return walk(rec, q.check, func(hedge string) error {
		if !q.hedges[hedge] && !bytes.Contains(source, []byte(hedge)) {
			return fault.New(fault.Invalid, "%q does not stand in the source; quoted words cannot be changed", hedge)
		}
		return nil
	})
}

func (q quotes) check(s span) error {
	switch {
	case q.found[s] || s == span{}:
		return nil
	case s.plain != "":
		return fault.New(fault.Invalid, "%q is not how the reader decoded that place; quoted words cannot be changed", s.plain)
	case s.start < 0 || s.end > len(q.source) || s.start >= s.end || text.Decode(q.source[s.start:s.end]) != s.text:
		return fault.New(fault.Invalid, "%q does not stand at bytes %d to %d of the source; quoted words cannot be changed", s.text, s.start, s.end)
	}
	return nil
}

// walk gives every span and every hedge in a record to a function each.
func walk(rec json.RawMessage, each func(span) error, hedge func(string) error) error {
	var v any
	if err := json.Unmarshal(rec, &v); err != nil {
		return err
	}
	var down func(v any) error
	down = func(v any) error {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				if err := down(one); err != nil {
					return err
				}
			}
		case map[string]any:
			words, placed := v["text"].(string)
			if !placed {
				words, placed = v["phrase"].(string)
			}
			if placed {
				start, _ := v["start"].(float64)
				end, _ := v["end"].(float64)
				plain, _ := v["plain"].(string)
				if err := each(span{words, plain, int(start), int(end)}); err != nil {
					return err
				}
			}
			if h, _ := v["hedge"].(string); h != "" {
				if err := hedge(h); err != nil {
					return err
				}
			}
			for _, one := range v {
				if err := down(one); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return down(v)
}
