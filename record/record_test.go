package record

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func statement() Entry {
	yes := true
	return Entry{
		Kind: KindStatementRecorded, ID: ID(strings.Repeat("ab", 16)), Mechanism: "log.example/exercise",
		Author: Author{Seat: "secretariat", Key: "k1", Session: "cli:amina"},
		Stated: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Refs:   []Ref{{FromSource, ID(strings.Repeat("cd", 16))}}, Audience: []Seat{"chair", "secretariat"},
		Body: &StatementRecorded{
			Acts: []Act{"assurance"}, Mode: "direct", Credibility: "6", Speaker: Party{Name: "Minister of Vesh", Side: "vesh"},
			Words:      Words{Text: "we will allow <none>", Start: 10, End: 30},
			Chain:      []Link{{Name: "spokesman", Channel: "post", OnRecord: &yes}},
			Acceptance: Acceptance{Corrected: true, AcceptedBy: "Amina"},
		},
	}
}

// What an entry says comes back from its header and its fields, and no content
// stands in the header.
func TestSplitAndOpen(t *testing.T) {
	e := statement()
	head, fields, err := Split(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Minister", "allow", "Amina", "spokesman"} {
		if bytes.Contains(head, []byte(word)) {
			t.Errorf("the header holds content %q: %s", word, head)
		}
	}
	h, err := ParseHead(head, statement().ID, "log.example/exercise", "k1")
	if err != nil {
		t.Fatal(err)
	}
	if h.Has("condition") || !h.Has("words") {
		t.Errorf("present = %v", h.Present)
	}
	if got := h.Body.(*StatementRecorded); got.Words.Text != "" || got.Acts[0] != "assurance" || !got.Corrected {
		t.Errorf("closed body = %+v", got)
	}
	if err := h.Open(fields); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e, h.Entry); diff != "" {
		t.Error(diff)
	}
}

func TestOpenRefusesControl(t *testing.T) {
	head, _, _ := Split(statement())
	h, _ := ParseHead(head, statement().ID, "log.example/exercise", "k1")
	for _, name := range []string{"acts", "corrected", "nonsense"} {
		if err := h.Open([]Field{{name, []byte(`"x"`)}}); err == nil {
			t.Errorf("%s was set as content", name)
		}
	}
}

// Every field of every body is control or content, none is both or neither, and
// every kind's body knows its kind.
func TestEveryFieldHasARole(t *testing.T) {
	for _, k := range Kinds() {
		body, err := k.Empty()
		if err != nil {
			t.Fatal(err)
		}
		if body.EntryKind() != k {
			t.Errorf("%s makes a %s", k, body.EntryKind())
		}
		for _, f := range reflect.VisibleFields(reflect.TypeOf(body).Elem()) {
			if role := f.Tag.Get("role"); !f.Anonymous && role != "control" && role != "content" {
				t.Errorf("%s.%s has role %q", k, f.Name, role)
			}
		}
		if err := body.Validate(); err == nil {
			t.Errorf("an empty %s is taken for a well-formed one", k)
		}
	}
}

func TestValidate(t *testing.T) {
	words := Words{Text: "x", Start: 0, End: 1}
	number := 3
	for _, c := range []struct {
		name string
		body Body
		want string // part of the sentence; "" for none
	}{
		{"an act that is none", &StatementRecorded{Acts: []Act{"boast"}, Mode: "direct", Credibility: "6", Words: words}, `acts is "boast"`},
		{"a span of nothing", &IncidentRecorded{Type: "Attack", Words: Words{Text: "x", Start: 5, End: 5}}, "exact words"},
		{"an interval backwards", &IncidentRecorded{Type: "Attack", Words: words, From: "2026-02-02", To: "2026-02-01"}, "ends (2026-02-01) before it begins"},
		{"a count without a recorder", &ClaimRecorded{Subject: SubjectNumber, Effect: "killed", Class: "own_loss", Credibility: "6",
			Number: &number, Words: words, CountingUnit: "persons"}, "recorded_by is empty"},
		{"a count", &ClaimRecorded{Subject: SubjectNumber, Effect: "killed", Class: "own_loss", Credibility: "6",
			Number: &number, Words: words, CountingUnit: "persons", RecordedBy: "Vesh"}, ""},
		{"a guarantor who has accepted from the start", &UndertakingRecorded{State: "demanded", Words: words,
			Guarantors: []Guarantor{{"g1", "accepted"}}}, "only by its own act"},
		{"a queue of nobody knows what", &CrossingStatusRecorded{Status: "closed", Words: words, Queues: []CrossingQueue{{Phrase: "hundreds", Scope: "transit cargo", RecordedBy: "Vesh"}}}, "counting_unit is empty"},
		{"a queue without its scope", &CrossingStatusRecorded{Status: "closed", Words: words, Queues: []CrossingQueue{{Number: &number, CountingUnit: "vehicles", RecordedBy: "Vesh"}}}, "scope is empty"},
		{"a queue that nobody counted", &CrossingStatusRecorded{Status: "closed", Words: words, Queues: []CrossingQueue{{CountingUnit: "vehicles", Scope: "transit cargo", RecordedBy: "Vesh"}}}, "a queue has a number"},
		{"an acceptance without a trigger", &GuaranteeMoved{Handle: "g1", State: "accepted", Scope: "s", Action: "a"}, "trigger is empty"},
		{"an acceptance without an action", &GuaranteeMoved{Handle: "g1", State: "accepted", Scope: "s", Trigger: "t"}, "action is empty"},
		{"a notice to the accused without a summary", &CaseNotified{To: []string{"south"}}, "summary is empty"},
		{"a translation of nobody's", &TextVariantFiled{Relation: "translation", Issuer: "Vesh", Language: "en", Text: "t"}, "translator is empty"},
		{"an acceptance without scope", &GuaranteeMoved{Handle: "g1", State: "accepted"}, "scope is empty"},
		{"a correction of control", &EntryCorrected{Of: KindIncidentRecorded, Fields: []string{"type"},
			Values: map[string]json.RawMessage{"type": json.RawMessage(`"Attack"`)}, Reason: "r"}, "no content field"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.body.Validate()
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func FuzzParseHead(f *testing.F) {
	head, _, _ := Split(statement())
	f.Add(head)
	f.Add([]byte(`{"v":1,"kind":"charter_adopted","control":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ParseHead(data, "", "", "")
		if err == nil && (h.Body == nil || h.Body.EntryKind() != h.Kind) {
			t.Errorf("%s holds %T", h.Kind, h.Body)
		}
	})
}
