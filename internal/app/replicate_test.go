package app

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// replicaOf names the variable that makes this test's program a replica of the log
// at an address: it goes on from where its file says it was, and says what it has.
const replicaOf = "SURETY_TEST_REPLICA_OF"

// replica is what a replica keeps: the log as it was given, piece by piece.
type replica struct {
	Next    int64
	Entries []api.Sequenced
}

// replicated runs a replica once: arguments are its file and the header to ask with.
func replicated(address string) int {
	digest, err := follows(address, os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(digest)
	return 0
}

func follows(address, file, header string) (string, error) {
	r := replica{Next: -1}
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	root := ""
	for size := int64(-1); r.Next != size-1; {
		piece, err := pieceAt(fmt.Sprintf("%s/log?after=%d&limit=7", address, r.Next), header)
		if err != nil {
			return "", err
		}
		r.Entries = append(r.Entries, piece.Entries...)
		for _, e := range piece.Opened {
			r.Entries[e.Index] = e
		}
		r.Next, size = piece.Next, piece.Size
		root = strings.Split(piece.Checkpoint, "\n")[2]
	}
	if text, err = json.Marshal(r); err == nil {
		err = os.WriteFile(file, text, 0o600)
	}
	if err != nil {
		return "", err
	}
	// What it has is the log whose checkpoint was signed, and folds to a state.
	state, edge := register.New(), &ledger.Edge{}
	for i, e := range r.Entries {
		edge.Append(e.Leaf)
		var leaf ledger.Leaf
		if err := leaf.UnmarshalBinary(e.Leaf); err != nil || e.Index != int64(i) {
			return "", fmt.Errorf("entry %d in place %d: %w", e.Index, i, err)
		}
		ev := register.Event{Index: e.Index, Commitment: leaf.Commitment}
		if e.Disclosed != "" {
			some, err := ledger.ParseDisclosed([]byte(e.Disclosed))
			if err != nil || len(some) != 1 {
				return "", fmt.Errorf("entry %d: %d disclosed, %w", i, len(some), err)
			}
			d := some[0]
			if ev, err = desk.Read(desk.Row{Index: d.Index, Leaf: e.Leaf, Envelope: d.Signed.Envelope, Signature: d.Signed.Signature.Marshal(), LeafSalt: d.Signed.LeafSalt[:]}); err != nil {
				return "", err
			}
			if ev.Commitment != leaf.Commitment {
				return "", fmt.Errorf("entry %d is not the one that the log commits to", i)
			}
		}
		if _, err := state.Apply(ev); err != nil {
			return "", err
		}
	}
	if tree := edge.Tree().Root; base64.StdEncoding.EncodeToString(tree[:]) != root {
		return "", fmt.Errorf("the leaves come to another root than the checkpoint's, %s", root)
	}
	return state.Digest()
}

func pieceAt(address, header string) (piece api.Replicated, err error) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return piece, err
	}
	name, value, _ := strings.Cut(header, ": ")
	req.Header.Set(name, value)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return piece, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return piece, fmt.Errorf("%s answers %s", address, res.Status)
	}
	return piece, json.NewDecoder(res.Body).Decode(&piece)
}

// Replicas of the log, each a process of its own that knows nothing but what the API
// gives its reader, come to the state that the mechanism attests to that reader's
// view: the chair's, a party's, everyone's. They go on from the index where they
// stopped, and take in what was released to them meanwhile.
func TestReplicas(t *testing.T) {
	w := newTokenWorld(t)
	ctx, m := t.Context(), w.m
	server := httptest.NewServer(w.h)
	defer server.Close()
	folder := t.TempDir()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	headers := map[record.Seat]string{"chair": "Authorization: " + w.issue("replica", 7, "replicate")}
	if cookie, _, err := m.Sessions.Open(ctx, session.Session{Seat: record.Public, How: session.ByChoice, Browser: "Go-http-client/1.1"}); err != nil {
		t.Fatal(err)
	} else {
		headers[record.Public] = "Cookie: session=" + cookie
	}
	_, party, err := m.Sessions.Open(ctx, session.Session{Seat: "oruvia", Name: "Ana Orr", Key: m.people["oruvia"].PublicKey().ID().String(), How: session.ByPasskey})
	if err != nil {
		t.Fatal(err)
	}
	token, err := signIn{m}.Issue(session.With(ctx, m.seated(party)), "replica", []string{"replicate"}, 7)
	if err != nil {
		t.Fatal(err)
	}
	headers["oruvia"] = "Authorization: Bearer " + token
	seen := func() map[record.Seat]string {
		t.Helper()
		if _, err := m.Publisher.Publish(ctx); err != nil {
			t.Fatal(err)
		}
		size, err := m.Store.Size(ctx)
		if err != nil {
			t.Fatal(err)
		}
		digests := map[record.Seat]string{}
		for seat, header := range headers {
			v := register.Viewer{}
			if seat != record.Public {
				v.Seats = []record.Seat{seat}
			}
			view, err := m.View(ctx, v, size)
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(program, filepath.Join(folder, string(seat)), header)
			cmd.Env = append(os.Environ(), replicaOf+"="+server.URL+api.Prefix)
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if got := strings.TrimSpace(string(out)); err != nil || got != view.State {
				t.Errorf("at %d entries the replica of %s comes to the state %q, the mechanism to %s: %v", size, seat, got, view.State, err)
			}
			digests[seat] = view.State
		}
		return digests
	}
	act := func(audience []record.Seat, body record.Body, refs ...record.Ref) record.ID {
		t.Helper()
		o, err := m.Desk.Do(ctx, desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:a"}, desk.Act{Audience: audience, Body: body, Refs: refs})
		if err != nil {
			t.Fatal(err)
		}
		return o.Entry
	}
	open := act([]record.Seat{"chair", "secretariat"}, &record.ConsentRecorded{Consent: "given", RetainUntil: "2999-01-31", Purpose: "Seen by everyone"})
	for range 9 { // more than one piece
		act([]record.Seat{"chair", "oruvia", "secretariat"}, &record.ConsentRecorded{Consent: "given", RetainUntil: "2999-01-31", Purpose: "Seen by a party"})
	}
	hidden := act([]record.Seat{"chair", "secretariat"}, &record.ConsentRecorded{Consent: "given", RetainUntil: "2999-01-31", Purpose: "Seen by the chair"})
	before := seen()
	if before["chair"] == before["oruvia"] || before["oruvia"] == before[record.Public] {
		t.Fatalf("the views are one: nothing is shown: %v", before)
	}
	released := func(id record.ID, to record.Seat) {
		t.Helper()
		harms := map[string]string{}
		for _, q := range record.HarmQuestions {
			harms[q] = "no"
		}
		one := ""
		if to != record.Public {
			harms["one_side_first"], one = "yes", "it gave its consent to it"
		}
		p, err := m.ProposeRelease(ctx, m.Secretariat(), desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:a"}, string(id),
			&record.ReleaseProposed{To: []record.Seat{to}, Harms: harms, OneSided: one, Risk: "none known"})
		if err != nil {
			t.Fatal(err)
		}
		seen()
		if _, err := m.Approve(ctx, m.Secretariat(), desk.Person{Seat: "chair", Name: "Orin Tale", Session: "test:c"}, string(p.Entry)); err != nil {
			t.Fatal(err)
		}
	}
	released(hidden, "oruvia")
	seen()
	released(open, record.Public)
	seen()
	var kept replica
	text, err := os.ReadFile(filepath.Join(folder, "oruvia"))
	if err == nil {
		err = json.Unmarshal(text, &kept)
	}
	it, err2 := m.Store.Item(ctx, m.Secretariat(), hidden)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(kept.Entries[it.Index].Disclosed, "Seen by the chair") {
		t.Error("what was released to the party is not in its replica")
	}
	text, err = os.ReadFile(filepath.Join(folder, string(record.Public)))
	if err != nil || strings.Contains(string(text), "Seen by the chair") || strings.Contains(string(text), "Seen by a party") || !strings.Contains(string(text), "Seen by everyone") {
		t.Errorf("everyone's replica holds what it should not, or lacks what it should: %v", err)
	}
}
