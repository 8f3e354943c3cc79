package charters_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/charters"
)

// docs/charter.md explains every field of the schema.
func TestEveryFieldIsExplained(t *testing.T) {
	doc, err := os.ReadFile("../docs/charter.md")
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := json.Unmarshal(charters.Schema, &schema); err != nil {
		t.Fatal(err)
	}
	fields := map[string]bool{}
	properties(schema, fields)
	if len(fields) < 50 {
		t.Fatalf("the schema has %d fields", len(fields))
	}
	for field := range fields {
		if !strings.Contains(string(doc), "`"+field+"`") {
			t.Errorf("docs/charter.md does not explain %s", field)
		}
	}
}

// properties collects the names of all fields that a schema allows.
func properties(schema any, into map[string]bool) {
	switch s := schema.(type) {
	case map[string]any:
		if fields, ok := s["properties"].(map[string]any); ok {
			for name := range fields {
				into[name] = true
			}
		}
		for _, v := range s {
			properties(v, into)
		}
	case []any:
		for _, v := range s {
			properties(v, into)
		}
	}
}
