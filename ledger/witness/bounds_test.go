package witness_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
	"golang.org/x/mod/sumdb/note"
)

// TestHandlerBounds: too large, too often, another way.
func TestHandlerBounds(t *testing.T) {
	o := newOperator(3, 3)
	s := newStation(t, "guarantor.example", o)
	if res := must(http.Post(s.server.URL+"/add-checkpoint", "", strings.NewReader(strings.Repeat("x", 200<<10)))); res.StatusCode != 413 {
		t.Errorf("a body too large: %d", res.StatusCode)
	}
	if res := must(http.Get(s.server.URL + "/add-checkpoint")); res.StatusCode != 405 {
		t.Errorf("GET: %d", res.StatusCode)
	}
	if res := must(http.Get(s.server.URL + "/" + witness.LogID("surety-test/other") + "/checkpoint")); res.StatusCode != 404 {
		t.Errorf("another log: %d", res.StatusCode)
	}
	slow := httptest.NewServer(s.w.Handler(0.2, func() time.Time { return s.now }))
	defer slow.Close()
	var statuses []int
	for range 3 {
		statuses = append(statuses, must(http.Get(slow.URL+"/"+witness.LogID(origin)+"/checkpoint")).StatusCode)
	}
	s.now = s.now.Add(10 * time.Second)
	statuses = append(statuses, must(http.Get(slow.URL+"/"+witness.LogID(origin)+"/checkpoint")).StatusCode)
	if fmt.Sprint(statuses) != "[200 200 429 200]" {
		t.Errorf("asked three times at one in five seconds, and once later: %v", statuses)
	}

	// One address that floods leaves the others theirs; many that do, no more than four times as much.
	flooded, answered := s.w.Handler(0.2, func() time.Time { return s.now }), 0
	for n := range 300 {
		r := httptest.NewRequest("GET", "/"+witness.LogID(origin)+"/checkpoint", nil)
		if n > 100 {
			r.RemoteAddr = fmt.Sprintf("192.0.2.%d:1000", n/10)
		}
		rec := httptest.NewRecorder()
		if flooded.ServeHTTP(rec, r); rec.Code == 200 {
			answered++
		} else if rec.Code != 429 || rec.Header().Get("Retry-After") == "" {
			t.Fatalf("asked too often: %d", rec.Code)
		}
		if n == 100 && answered != 2 {
			t.Errorf("one address was answered %d times", answered)
		}
	}
	if answered != 8 {
		t.Errorf("all addresses were answered %d times", answered)
	}
	if b := witness.Server(flooded); b.ReadHeaderTimeout == 0 || b.ReadTimeout == 0 || b.WriteTimeout == 0 || b.IdleTimeout == 0 || b.MaxHeaderBytes == 0 {
		t.Errorf("a witness's server waits for ever: %+v", b)
	}
}

// TestClientDistrusts: a witness that answers nonsense gets no further.
func TestClientDistrusts(t *testing.T) {
	o := newOperator(9, 9)
	good := newStation(t, "guarantor.example", o)
	for name, answer := range map[string]http.HandlerFunc{
		"another's cosignature": func(w http.ResponseWriter, r *http.Request) {
			a := newStation(t, "stranger.example", o).w.AddCheckpoint(r.Context(), o.request(0, 9), good.now)
			w.Write(a.Body)
		},
		"of another size": func(w http.ResponseWriter, r *http.Request) {
			a := newStation(t, "guarantor.example", o).w.AddCheckpoint(r.Context(), o.request(0, 8), good.now)
			w.Write(a.Body)
		},
		"nothing":      func(http.ResponseWriter, *http.Request) {},
		"very much":    func(w http.ResponseWriter, _ *http.Request) { w.Write(bytes.Repeat([]byte("— x AAAA\n"), 1<<16)) },
		"a bad size":   func(w http.ResponseWriter, _ *http.Request) { size(w, "seven\n") },
		"a minus size": func(w http.ResponseWriter, _ *http.Request) { size(w, "-1\n") },
		"always another": func() http.HandlerFunc {
			n := 0
			return func(w http.ResponseWriter, _ *http.Request) { n++; size(w, fmt.Sprint(n%9, "\n")) }
		}(),
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, good.server.URL+"/add-checkpoint", 307)
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(answer)
			defer server.Close()
			line, _, err := witness.NewClient(server.URL, good.keys[0], nil).Cosign(t.Context(), o.checkpoint(9), o.sign(9), o.store)
			if err == nil || line != "" {
				t.Errorf("believed: %q, %v", line, err)
			}
		})
	}
}

func size(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "text/x.tlog.size")
	w.WriteHeader(409)
	w.Write([]byte(body))
}

func FuzzAddCheckpoint(f *testing.F) {
	o := newOperator(20, 20)
	f.Add(o.request(0, 20))
	f.Add(o.request(5, 10))
	key, _, err := ledger.GenerateSigner(seed("w"), ledger.Ed25519)
	if err != nil {
		f.Fatal(err)
	}
	cosigner := must(ledger.NewCosigner("w.example", key))
	f.Fuzz(func(t *testing.T, body []byte) {
		m := &memory{}
		w := must(witness.New(m, []note.Verifier{o.public}, cosigner))
		if err := witness.Introduce(t.Context(), m, o.public, o.sign(0)); err != nil {
			t.Fatal(err)
		}
		a := w.AddCheckpoint(t.Context(), body, time.Unix(5, 0))
		if a.Status == 200 {
			c, err := ledger.OpenCheckpoint(m.last[origin], o.public)
			if err != nil || c.Tree != o.trees[c.Size] {
				t.Fatalf("cosigned what the log never was: %v, %v", c, err)
			}
		}
		if len(m.evidence) > 0 {
			checkEvidence(t, m.evidence[origin][0], o.public)
		}
	})
}
