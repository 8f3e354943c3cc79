package api

import (
	"encoding/json"
	"strings"

	"github.com/surety-mechanism/surety/place"
	"github.com/surety-mechanism/surety/record"
)

// alike are letters and digits that one word is written with in one language and
// otherwise in another; the rest is what place.Fold does.
var alike = strings.NewReplacer("ي", "ی", "ى", "ی", "ې", "ی", "ے", "ی", "ك", "ک", "ګ", "گ", "ة", "ه", "ہ", "ه", "ھ", "ه", "ۃ", "ه", "ـ", "",
	"٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9",
	"۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9")

func fold(s string) string { return alike.Replace(place.Fold(s)) }

// words gives the words of a search, folded.
func words(q string) []string { return strings.Fields(fold(q)) }

// holds reports whether every word stands somewhere in a body's texts.
func holds(body record.Body, wanted []string) bool {
	if len(wanted) == 0 {
		return true
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return false
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return false
	}
	var all strings.Builder
	texts(v, &all)
	text := fold(all.String())
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// texts collects the strings of a JSON value, one a line.
func texts(v any, into *strings.Builder) {
	switch v := v.(type) {
	case string:
		into.WriteString(v)
		into.WriteByte('\n')
	case []any:
		for _, one := range v {
			texts(one, into)
		}
	case map[string]any:
		for _, one := range v {
			texts(one, into)
		}
	}
}
