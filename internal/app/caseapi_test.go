package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/record"
)

// described is the API as its published description says: what is sent and what is
// answered is held against it.
type described struct {
	t        *testing.T
	doc      map[string]any
	compiler *jsonschema.Compiler
}

func describe(t *testing.T, raw string) *described {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	d := &described{t: t, doc: v.(map[string]any), compiler: jsonschema.NewCompiler()}
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	if err := d.compiler.AddResource("openapi.json", v); err != nil {
		t.Fatal(err)
	}
	return d
}

// at finds a part of the description, and its pointer; nil where there is none.
func (d *described) at(steps ...string) (any, string) {
	var v any = d.doc
	pointer := "openapi.json#"
	for _, s := range steps {
		m, _ := v.(map[string]any)
		v = m[s]
		pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(s)
	}
	return v, pointer
}

// operation finds what the description says of a request.
func (d *described) operation(method, path string) []string {
	path, _, _ = strings.Cut(path, "?")
	given := strings.Split(path, "/")
	for template := range d.doc["paths"].(map[string]any) {
		parts := strings.Split(template, "/")
		if len(parts) != len(given) {
			continue
		}
		fits := true
		for i, p := range parts {
			fits = fits && (p == given[i] || strings.HasPrefix(p, "{"))
		}
		steps := []string{"paths", template, strings.ToLower(method)}
		if op, _ := d.at(steps...); fits && op != nil {
			return steps
		}
	}
	d.t.Fatalf("the description has no %s %s", method, path)
	return nil
}

// holds checks a value against the schema at a place of the description.
func (d *described) holds(what string, body []byte, steps ...string) {
	d.t.Helper()
	if v, _ := d.at(steps...); v == nil {
		d.t.Errorf("%s: the description has nothing at %v", what, steps)
		return
	}
	_, pointer := d.at(steps...)
	s, err := d.compiler.Compile(pointer)
	if err != nil {
		d.t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		d.t.Fatalf("%s: %v", what, err)
	}
	if err := s.Validate(v); err != nil {
		d.t.Errorf("%s is not as described: %v", what, err)
	}
}

// A case goes from an allegation to a published finding over the wire alone: each seat's
// own program, with a token, hands in what the seat has signed, reads what it may, and
// is told why something is refused. Bodies are the examples that the API gives of each
// kind; every request and answer is held against the description that it publishes.
func TestACaseWalkedOverTheWire(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	m, err := Peopled(ctx, filepath.Join(dir, "m"), Options{Guard: filepath.Join(dir, "guard")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	h := m.handler()
	tokens := map[record.Seat]string{}
	for _, seat := range []record.Seat{"zelmora", "oruvia", "chair", "monitors", "secretariat", "legal", "observer"} {
		_, own, err := m.Sessions.Open(ctx, session.Session{Seat: seat, Name: "A person of " + string(seat), Key: m.people[seat].PublicKey().ID().String(), How: session.ByPasskey})
		if err != nil {
			t.Fatal(err)
		}
		token, err := signIn{m}.Issue(session.With(ctx, m.seated(own)), "a program of "+string(seat), []string{session.ScopeRead, "submit", "check"}, 1)
		if err != nil {
			t.Fatal(err)
		}
		tokens[seat] = "Bearer " + token
	}
	var d *described
	ask := func(seat record.Seat, method, path, kind string, body []byte, want int) map[string]any {
		t.Helper()
		r := httptest.NewRequest(method, "http://localhost:8080"+path, bytes.NewReader(body))
		r.Header.Set("Authorization", tokens[seat])
		if kind != "" {
			r.Header.Set("Content-Type", kind)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Fatalf("%s: %s %s: %d, want %d: %.600s", seat, method, path, w.Code, want, w.Body)
		}
		if d != nil {
			op := d.operation(method, path)
			if kind != "" {
				if v, _ := d.at(append(op, "requestBody", "content", kind)...); v == nil {
					t.Errorf("%s %s is described without a body of the type %s", method, path, kind)
				}
			}
			status, media := fmt.Sprint(w.Code), strings.Split(w.Header().Get("Content-Type"), ";")[0]
			if v, _ := d.at(append(op, "responses", status)...); v == nil && w.Code >= 400 {
				status = "default"
			}
			d.holds(method+" "+path, w.Body.Bytes(), append(op, "responses", status, "content", media, "schema")...)
		}
		var got map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		return got
	}
	get := func(seat record.Seat, path string) map[string]any {
		t.Helper()
		return ask(seat, http.MethodGet, api.Prefix+path, "", nil, http.StatusOK)
	}
	raw, err := json.Marshal(get("observer", "/openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	d = describe(t, string(raw))

	// example gives the body of a kind as the API's schema has it, with some fields changed.
	example := func(kind record.Kind, change map[string]any) record.Body {
		t.Helper()
		one := get("observer", "/schemas/"+string(kind))["examples"].([]any)[0].(map[string]any)
		for name, v := range change {
			if one[name] = v; v == nil {
				delete(one, name)
			}
		}
		text, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		body, err := record.ReadBody(kind, text)
		if err != nil {
			t.Fatalf("the example of a %s: %v", kind, err)
		}
		return body
	}
	says := func(seat record.Seat, want int, body record.Body, refs ...record.Ref) (record.ID, string) {
		t.Helper()
		signed := signedElsewhere(t, m, m.people[seat], record.Entry{Author: record.Author{Seat: seat}, Refs: refs, Body: body}).Marshal()
		if want == http.StatusCreated {
			if got := ask(seat, http.MethodPost, api.Prefix+"/submissions/check", api.SubmissionKind, signed, http.StatusOK); got["stands"] != true {
				t.Errorf("%s's %s is said not to stand: %v", seat, body.EntryKind(), got)
			}
		}
		got := ask(seat, http.MethodPost, api.Prefix+"/submissions", api.SubmissionKind, signed, want)
		if want != http.StatusCreated {
			return "", fmt.Sprint(got["detail"])
		}
		return record.ID(got["id"].(string)), fmt.Sprint(got["receipt"])
	}
	refused := func(seat record.Seat, why string, body record.Body, refs ...record.Ref) {
		t.Helper()
		if _, detail := says(seat, http.StatusUnprocessableEntity, body, refs...); !strings.Contains(detail, why) {
			t.Errorf("%s's %s is refused with %q, want %q", seat, body.EntryKind(), detail, why)
		}
	}
	done := func(seat record.Seat, body record.Body, refs ...record.Ref) record.ID {
		t.Helper()
		id, receipt := says(seat, http.StatusCreated, body, refs...)
		if !strings.Contains(receipt, m.Founding.Origin) {
			t.Errorf("%s's %s has the receipt %q", seat, body.EntryKind(), receipt)
		}
		return id
	}

	refused("zelmora", "the charter has no category \"unheard-of\"; it has", example("allegation_made", map[string]any{"against": []string{"oruvia"}, "submitter": "party", "category": "unheard-of"}))
	id := done("zelmora", example("allegation_made", map[string]any{"against": []string{"oruvia"}, "submitter": "party", "category": "fighting"}))
	in := record.Ref{Role: record.InCase, ID: id}
	refused("oruvia", "is not for the seat oruvia", example("case_notified", map[string]any{"to": []string{"oruvia"}}), in)
	done("secretariat", example("case_notified", map[string]any{"to": []string{"oruvia"}}), in)
	done("chair", example("case_moved", map[string]any{"to": "triaged", "outcome": nil}), in)
	done("chair", example("task_given", map[string]any{"to": "monitors"}), in)
	axes := []map[string]any{{"n": 1, "axis": "occurred", "standard": "reasonable_grounds", "result": "met"}, {"n": 2, "axis": "breach", "standard": "reasonable_grounds", "result": "met"},
		{"n": 3, "axis": "attribution", "standard": "clear_and_convincing", "result": "not_met"}}
	texts := []map[string]any{{"n": 1, "text": "A post was fired on."}, {"n": 2, "text": "That is a breach.", "clause": "1"}, {"n": 3, "text": "Who fired was not established."}}
	finding := func(preliminary bool) record.Body {
		return example("finding_proposed", map[string]any{"preliminary": preliminary, "outcome": "violation_unattributed", "propositions": axes, "texts": texts})
	}
	refused("monitors", "the time to answer is not over", finding(true), in)
	done("oruvia", example("response_made", map[string]any{"denies": true}), in)
	refused("observer", "", finding(true), in)
	done("monitors", finding(true), in)
	done("oruvia", example("response_made", nil), in)
	done("zelmora", example("response_made", nil), in)
	f := done("monitors", finding(false), in)
	on := record.Ref{Role: record.OnFinding, ID: f}
	final := func(v string) record.Body {
		return example("vote_cast", map[string]any{"stage": "final_finding", "vote": v})
	}
	refused("monitors", "nobody writes and decides the same one", final("for"), in, on)
	refused("observer", "", final("for"), in, on)
	for _, seat := range []record.Seat{"chair", "zelmora", "oruvia"} {
		done(seat, final("for"), in, on)
	}
	refused("chair", "there is no vote on it", final("against"), in, on)
	refused("oruvia", "has no proposition 9; it has 1 to 3", example("dissent_filed", map[string]any{"propositions": []int{9}}), in, on)
	done("oruvia", example("dissent_filed", map[string]any{"propositions": []int{2}}), in, on)
	for _, seat := range []record.Seat{"chair", "legal"} {
		done(seat, example("vote_cast", map[string]any{"stage": "publication", "vote": "for"}), in, on)
	}

	// Every seat reads one case, as it went.
	for _, seat := range []record.Seat{"zelmora", "oruvia", "chair", "observer"} {
		c := get(seat, "/objects/"+string(id))["case"].(map[string]any)
		last := c["findings"].([]any)[1].(map[string]any)
		dissents, votes := last["dissents"].([]any), last["votes"].([]any)
		if c["state"] != "final_finding" || c["outcome"] != "violation_unattributed" || last["status"] != "final" || last["rule"] != "consensus" ||
			len(dissents) != 1 || dissents[0].(map[string]any)["seat"] != "oruvia" || len(votes) != 5 || len(c["replies"].([]any)) != 3 || last["published"] == nil {
			t.Errorf("%s reads the case as %v", seat, c)
		}
		steps := get(seat, "/objects/"+string(id)+"/linked/case?limit=100")["entries"].([]any)
		if len(steps) != 14 {
			t.Errorf("%s reads %d steps, want 14", seat, len(steps))
		}
	}
	totals := get("observer", "/outcomes")
	if text := toText(totals); !strings.Contains(text, `"violation_unattributed":1`) || !strings.Contains(text, `"unable_to_rule":0`) {
		t.Errorf("outcomes are %s", text)
	}
}
