package desk

import (
	"encoding/json"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/reading/text"
)

// verbatim checks that every span in a record, at whatever depth, says exactly
// what the source says there. nil source: the check is left out.
func verbatim(rec json.RawMessage, source []byte) error {
	if source == nil {
		return nil
	}
	var v any
	if err := json.Unmarshal(rec, &v); err != nil {
		return fault.New(fault.Invalid, "the correction is not JSON: %w", err)
	}
	return spans(v, source)
}

func spans(v any, source []byte) error {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			if err := spans(one, source); err != nil {
				return err
			}
		}
	case map[string]any:
		words, ok := v["text"].(string)
		if !ok {
			words, ok = v["phrase"].(string)
		}
		start, hasStart := v["start"].(float64)
		end, hasEnd := v["end"].(float64)
		if ok && hasStart && hasEnd && words != "" {
			a, b := int(start), int(end)
			if a < 0 || b > len(source) || a >= b || text.Decode(source[a:b]) != words {
				return fault.New(fault.Invalid, "%q does not stand at bytes %d to %d of the source; quoted words cannot be changed", words, a, b)
			}
		}
		for _, one := range v {
			if err := spans(one, source); err != nil {
				return err
			}
		}
	}
	return nil
}
