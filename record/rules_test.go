package record

import (
	"bytes"
	"testing"

	"github.com/surety-mechanism/surety/internal/fault"
)

// A program refuses what it does not know, instead of folding the rest without it: a
// kind, or a field of one that steers the fold, at any depth. So neither needs a new
// version of the rules.
func TestUnknownIsRefused(t *testing.T) {
	head, _, _ := Split(statement())
	if _, err := ParseHead(head, "", "", ""); err != nil {
		t.Fatal(err)
	}
	constitution := []byte(`{"v":1,"kind":"charter_adopted","control":{"digest":"d","rules":1,"keys":null,"constitution":{"declassify":[{"of":["a"],"to":["b"],"after":"30d"}]}},"stated":"2026-01-02T03:04:05Z"}`)
	if _, err := ParseHead(constitution, "", "", ""); err != nil {
		t.Fatal(err)
	}
	for name, head := range map[string][]byte{
		"a kind":                        bytes.Replace(head, []byte(`"kind":"statement_recorded"`), []byte(`"kind":"statement_sung"`), 1),
		"a field":                       bytes.Replace(head, []byte(`"control":{`), []byte(`"control":{"zeal":1,`), 1),
		"a field of the header":         bytes.Replace(head, []byte(`"control":{`), []byte(`"zeal":1,"control":{`), 1),
		"a field inside a constitution": bytes.Replace(constitution, []byte(`"after"`), []byte(`"zeal":1,"after"`), 1),
	} {
		if _, err := ParseHead(head, "", "", ""); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s that is not known: %v\n%s", name, err, head)
		}
	}
}
