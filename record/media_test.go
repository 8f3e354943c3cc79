package record

import (
	"reflect"
	"testing"
)

// TestNoVerdictOnMedia: what is looked at in a picture is kept as what was found and
// how. There is no field in which somebody could say yes or no to it, and no way to
// leave out what was found.
func TestNoVerdictOnMedia(t *testing.T) {
	body := reflect.TypeFor[MediaChecked]()
	for i := range body.NumField() {
		if f := body.Field(i); f.Type.Kind() != reflect.String {
			t.Errorf("%s is a %s: a check is told in words", f.Name, f.Type)
		}
	}
	for _, check := range MediaChecks {
		if err := (&MediaChecked{Check: check, Found: "f", Method: "m"}).Validate(); err != nil {
			t.Errorf("%s: %v", check, err)
		}
	}
	for _, wrong := range []MediaChecked{
		{Check: "genuine", Found: "f", Method: "m"},
		{Check: "edit_traces", Method: "m"},
		{Check: "edit_traces", Found: "f"},
		{Check: "edit_traces", Found: "f", Method: "m", Day: "2026-01-02"},
		{Check: "first_appearance", Found: "f", Method: "m", Day: "last week"},
	} {
		if wrong.Validate() == nil {
			t.Errorf("%+v was taken", wrong)
		}
	}
}
