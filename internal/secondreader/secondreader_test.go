package secondreader_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/secondreader"
	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
)

const article = `Bridge closed after clash

Zelmora said on Wednesday that its troops had come under fire near the Hadrel bridge.

The elders of Kelbin are of one mind: no column will pass while the bridge is shut.

Leave a Reply

Your email address will not be published.
`

// model answers like a chat completions endpoint whose model says what it is given.
func model(t *testing.T, says string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/v1/chat/completions" || r.Method != http.MethodPost {
			t.Errorf("asked %s %s", r.Method, r.URL.Path)
		}
		var question struct {
			Model    string
			Messages []struct{ Role, Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&question); err != nil || question.Model != "stand-in" || len(question.Messages) != 2 {
			t.Errorf("asked %+v: %v", question, err)
		}
		if text := question.Messages[1].Content; !strings.Contains(text, "elders of Kelbin") || strings.Contains(text, "email address") {
			t.Errorf("the model was shown %q", text)
		}
		json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"message": map[string]string{"role": "assistant", "content": says}}}})
	}))
	t.Cleanup(s.Close)
	return s
}

// read reads the article with a second reader at an address.
func read(t *testing.T, address string) (draft.Document, error) {
	t.Helper()
	client, err := secondreader.New(address+"/v1", "stand-in", "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	all, err := reading.Analyse("a.txt", []byte(article), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = client.Read(ctx, all[0])
	return *all[0].Draft, err
}

// alone is what the deterministic stages read.
func alone(t *testing.T) draft.Document {
	t.Helper()
	all, err := reading.Read("a.txt", []byte(article), reading.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(all[0].Statements) == 0 {
		t.Fatal("the article gives no statement by itself")
	}
	return all[0]
}

func TestProposals(t *testing.T) {
	for name, c := range map[string]struct {
		says string
		adds string // the content of the one statement that is added; "" for none
	}{
		"holds":                {`{"statements":[{"content":"no column will pass while the bridge is shut","speaker":"The elders of Kelbin","cue":"are of one mind","act":"threat"}]}`, "no column will pass while the bridge is shut"},
		"in a fence":           {"```json\n" + `{"statements":[{"content":"no column will pass while the bridge is shut","speaker":"","cue":"","act":"threat"}]}` + "\n```", "no column will pass while the bridge is shut"},
		"invented quote":       {`{"statements":[{"content":"we will burn the bridge tomorrow","speaker":"The elders of Kelbin","cue":"","act":"threat"}]}`, ""},
		"repaired quote":       {`{"statements":[{"content":"No column will pass while the bridge is shut.","speaker":"","cue":"","act":"threat"}]}`, ""},
		"invented speaker":     {`{"statements":[{"content":"no column will pass while the bridge is shut","speaker":"General Tamsin","cue":"","act":"threat"}]}`, ""},
		"invented cue":         {`{"statements":[{"content":"no column will pass while the bridge is shut","speaker":"","cue":"vowed solemnly","act":"threat"}]}`, ""},
		"unknown act":          {`{"statements":[{"content":"no column will pass while the bridge is shut","speaker":"","cue":"","act":"ultimatum"}]}`, ""},
		"what was read":        {`{"statements":[{"content":"its troops had come under fire near the Hadrel bridge","speaker":"Zelmora","cue":"said","act":"denial"}]}`, ""},
		"from boilerplate":     {`{"statements":[{"content":"Your email address will not be published","speaker":"","cue":"","act":"claim"}]}`, ""},
		"a word":               {`{"statements":[{"content":"shut","speaker":"","cue":"","act":"claim"}]}`, ""},
		"nothing":              {`{"statements":[]}`, ""},
		"of another shape":     {`{"answer":42}`, ""},
		"the same thing twice": {`{"statements":[{"content":"no column will pass while the bridge is shut","speaker":"","cue":"","act":"threat"},{"content":"no column will pass while the bridge is shut","speaker":"","cue":"","act":"claim"}]}`, "no column will pass while the bridge is shut"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(t, model(t, c.says).URL)
			if err != nil {
				t.Fatal(err)
			}
			var added []draft.Statement
			kept := got
			kept.Statements = nil
			for _, s := range got.Statements {
				if strings.HasPrefix(s.Rule, "model:") {
					added = append(added, s)
				} else {
					kept.Statements = append(kept.Statements, s)
				}
			}
			if !reflect.DeepEqual(kept, alone(t)) {
				t.Error("what the stages read was changed")
			}
			switch {
			case c.adds == "" && len(added) == 0:
			case len(added) != 1 || added[0].Content.Text != c.adds || added[0].Rule != "model:stand-in" || added[0].ID != "m1":
				t.Errorf("added %+v, want %q", added, c.adds)
			case article[added[0].Content.Start:added[0].Content.End] != c.adds:
				t.Error("the content does not stand where it says")
			}
		})
	}
}

// An endpoint that misbehaves costs its proposals, and nothing else.
func TestMisbehaviour(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"no JSON": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "I am sorry") },
		"half an answer": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"choices":[{"message":{"content":"{\"statem`)
		},
		"no choices": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"choices":[]}`) },
		"prose": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"choices":[{"message":{"content":"Here are the statements:"}}]}`)
		},
		"an error": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "overloaded", http.StatusServiceUnavailable)
		},
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://192.0.2.1/", http.StatusFound)
		},
		"without end": func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 2<<20)) },
		"drop by drop": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil { // an answer that never ends, and never grows large
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		},
		"a length that is not true": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "500")
			fmt.Fprint(w, `{"choices":[]}`)
		},
		"a refusal": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, `{"choices":[{"message":{"content":"{\"statements\":[{\"content\":\"no column will pass while the bridge is shut\",\"act\":\"threat\"}]}"}}]}`, http.StatusUnauthorized)
		},
		"too many requests": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) },
		"statements of another kind": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"choices":[{"message":{"content":"{\"statements\":[7]}"}}]}`)
		},
		"slowness":      func(_ http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body); <-r.Context().Done() },
		"hanging up":    func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"deeply nested": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("[", 500_000)) },
		"null statements": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `{"choices":[{"message":{"content":"null and void"}}]}`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(answer)
			defer s.Close()
			got, err := read(t, s.URL)
			if err == nil {
				t.Error("nothing was told")
			}
			if !reflect.DeepEqual(got, alone(t)) {
				t.Error("what the stages read was changed")
			}
		})
	}
}

// Nothing is asked elsewhere than where one said, the key least of all.
func TestRedirected(t *testing.T) {
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		asked := false
		elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
		endpoint := httptest.NewServer(http.RedirectHandler(elsewhere.URL+"/v1/chat/completions", status))
		got, err := read(t, endpoint.URL)
		endpoint.Close()
		elsewhere.Close()
		if err == nil || asked {
			t.Errorf("%d: %v; another host was asked: %v", status, err, asked)
		}
		if !reflect.DeepEqual(got, alone(t)) {
			t.Errorf("%d: what the stages read was changed", status)
		}
	}
}

// However much is proposed, only so much is looked at, and no answer about one
// piece grows with the next.
func TestManyProposals(t *testing.T) {
	one := `{"content":"we will burn the bridge tomorrow","speaker":"","cue":"","act":"threat"},`
	last := `{"content":"no column will pass while the bridge is shut","speaker":"","cue":"","act":"threat"}`
	got, err := read(t, model(t, `{"statements":[`+strings.Repeat(one, 3000)+last+`]}`).URL)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, alone(t)) {
		t.Error("a proposal behind 3000 invented ones was looked at")
	}
}

func TestNew(t *testing.T) {
	for _, base := range []string{"", "localhost:11434", "ftp://localhost/v1", "http://"} {
		if _, err := secondreader.New(base, "stand-in", ""); err == nil {
			t.Errorf("%q was taken for an endpoint", base)
		}
	}
	if _, err := secondreader.New("http://localhost:11434/v1", "", ""); err == nil {
		t.Error("a model without a name was taken")
	}
}
