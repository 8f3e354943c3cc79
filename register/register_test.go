package register

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/record"
)

// world makes events for the fold, one after another.
type world struct {
	t     testing.TB
	state *State
	n     int64
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, state: New()}
	w.do("desk", "secretariat", &record.CharterAdopted{Digest: "d", Rules: 1, Name: "n", Charter: "c", Keys: []record.Key{
		{Seat: "secretariat", ID: "desk", Mode: "desk", Public: "k"},
		{Seat: "qarn", ID: "q1", Mode: "own", Public: "k"},
	}})
	return w
}

func (w *world) event(key string, seat record.Seat, body record.Body, refs ...record.Ref) Event {
	w.n++
	id := record.ID(fmt.Sprintf("%032x", w.n))
	e := record.Entry{Kind: body.EntryKind(), ID: id, Mechanism: "m", Stated: time.Unix(1_700_000_000+w.n, 0), Refs: refs,
		Audience: []record.Seat{"secretariat"}, Author: record.Author{Seat: seat, Key: key}, Body: body}
	mode := "own"
	if key == "desk" {
		mode, e.Author.Session = "desk", "s"
	}
	head, _, err := record.Split(e)
	if err != nil {
		w.t.Fatal(err)
	}
	h, err := record.ParseHead(head, id, "m", key)
	if err != nil {
		w.t.Fatal(err)
	}
	return Event{Index: w.state.Size(), At: e.Stated, Head: &h, Mode: mode, Key: key}
}

func (w *world) do(key string, seat record.Seat, body record.Body, refs ...record.Ref) *Object {
	w.t.Helper()
	changes, err := w.state.Apply(w.event(key, seat, body, refs...))
	if err != nil {
		w.t.Fatal(err)
	}
	return changes[0].After
}

var quoted = record.Words{Text: "x", Start: 0, End: 1}

func (w *world) source() record.Ref {
	o := w.do("desk", "secretariat", &record.SourceFiled{Submitter: "press", Reliability: "F", File: "f", SHA256: "s",
		Evidence: record.Evidence{Name: "e"}})
	return record.Ref{Role: record.FromSource, ID: o.ID}
}

func (w *world) undertaking() *Object {
	return w.do("desk", "secretariat", &record.UndertakingRecorded{State: "demanded", Form: "stated_orally", Words: quoted,
		Guarantors: []record.Guarantor{{Handle: "g1", State: "named_by_party"}},
		Named:      []record.NamedGuarantor{{Handle: "g1", Name: "Qarn"}}}, w.source())
}

func about(o *Object) record.Ref { return record.Ref{Role: record.AboutObject, ID: o.ID} }

// TestUnknownRules: a program does not guess what a log means that follows later rules
// than it knows, and an entry cannot say so afterwards.
func TestUnknownRules(t *testing.T) {
	w := &world{t: t, state: New()}
	adopted := func(rules int) Event {
		return w.event("desk", "secretariat", &record.CharterAdopted{Digest: "d", Rules: rules, Name: "n", Charter: "c",
			Keys: []record.Key{{Seat: "secretariat", ID: "desk", Mode: "desk", Public: "k"}}})
	}
	changes, err := w.state.Apply(adopted(record.RulesVersion + 1))
	if err == nil || !strings.Contains(err.Error(), "will not guess") || len(changes) != 0 || w.state.Size() != 0 {
		t.Fatalf("later rules are taken: %v, %v, %d entries", changes, err, w.state.Size())
	}
	if _, err := w.state.Apply(adopted(record.RulesVersion)); err != nil {
		t.Fatalf("the rules that it knows: %v", err)
	}
}

func TestVoid(t *testing.T) {
	accept := &record.GuaranteeMoved{Handle: "g1", State: "accepted", Scope: "s", Trigger: "t", Action: "a"}
	for _, c := range []struct {
		name string
		do   func(w *world) *Object
		want string
	}{
		{"a second charter", func(w *world) *Object {
			return w.do("desk", "secretariat", &record.CharterAdopted{Digest: "d", Rules: 1, Name: "n", Charter: "c",
				Keys: []record.Key{{Seat: "x", ID: "x", Mode: "desk", Public: "k"}}})
		}, "adopted once"},
		{"a key nobody holds", func(w *world) *Object {
			return w.do("stranger", "secretariat", &record.EntryWithdrawn{Reason: "r"})
		}, "no seat holds"},
		{"a key of another seat", func(w *world) *Object {
			return w.do("q1", "secretariat", &record.EntryWithdrawn{Reason: "r"})
		}, "belongs to qarn"},
		{"the desk accepting for a guarantor", func(w *world) *Object {
			return w.do("desk", "qarn", accept, about(w.undertaking()))
		}, "cannot speak for anyone"},
		{"a guarantor acting before it accepted", func(w *world) *Object {
			return w.do("q1", "qarn", &record.GuaranteeMoved{Handle: "g1", State: "acted"}, about(w.undertaking()))
		}, `cannot become "acted"`},
		{"a guarantor accepting for itself", func(w *world) *Object {
			return w.do("q1", "qarn", accept, about(w.undertaking()))
		}, ""},
		{"a statement without a source", func(w *world) *Object {
			return w.do("desk", "secretariat", &record.StatementRecorded{Acts: []record.Act{"claim"}, Mode: "direct", Credibility: "6", Words: quoted})
		}, "does not name the source"},
		{"a claim about an undertaking", func(w *world) *Object {
			one := 1
			return w.do("desk", "secretariat", &record.ClaimRecorded{Subject: record.SubjectNumber, Effect: "killed", Class: "own_loss",
				Credibility: "6", Number: &one, Words: quoted, CountingUnit: "persons", RecordedBy: "x"}, about(w.undertaking()))
		}, "name the incident"},
		{"a correction by another seat", func(w *world) *Object {
			return w.do("q1", "qarn", &record.EntryCorrected{Of: record.KindUndertakingRecorded, Fields: []string{"to"}, Reason: "r",
				Values: map[string]json.RawMessage{"to": json.RawMessage(`{"name":"x"}`)}},
				record.Ref{Role: record.Target, ID: w.undertaking().ID})
		}, "by the seat that made it"},
		{"a reference to nothing", func(w *world) *Object {
			return w.do("desk", "secretariat", &record.EntryWithdrawn{Reason: "r"},
				record.Ref{Role: record.Target, ID: record.ID(strings.Repeat("f", 32))})
		}, "no earlier entry"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.do(newWorld(t)).Void
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("void = %q, want %q", got, c.want)
			}
		})
	}
}

func TestGuarantorAccepts(t *testing.T) {
	w := newWorld(t)
	u := w.undertaking()
	w.do("q1", "qarn", &record.GuaranteeMoved{Handle: "g1", State: "accepted", Scope: "s", Trigger: "t", Action: "a"}, about(u))
	w.do("desk", "secretariat", &record.FormAdvanced{Form: "signed", Issuer: "x"}, about(u))
	w.do("desk", "secretariat", &record.FormAdvanced{Form: "initialled", Issuer: "x"}, about(u))
	got := w.state.Object(u.ID).Undertaking
	if got.Guarantors["g1"] != "accepted" || got.Form != "signed" {
		t.Errorf("undertaking = %+v", got)
	}
	if u.Undertaking.Guarantors["g1"] != "named_by_party" {
		t.Error("an earlier state was edited in place")
	}
}

// Whatever is thrown at it, the fold answers without error; undoing an event
// and doing it again gives the same digest; a content that is sealed gives it too.
func TestFoldIsTotalAndUndoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		source := w.source()
		u := w.undertaking()
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			key := rapid.SampledFrom([]string{"desk", "q1", "stranger"}).Draw(rt, "key")
			seat := record.Seat(rapid.SampledFrom([]string{"secretariat", "qarn"}).Draw(rt, "seat"))
			known := w.state.All()
			ref := func(role record.Role) record.Ref {
				return record.Ref{Role: role, ID: rapid.SampledFrom(known).Draw(rt, "ref").ID}
			}
			var body record.Body
			var refs []record.Ref
			switch rapid.IntRange(0, 8).Draw(rt, "kind") {
			case 0:
				body, refs = &record.GuaranteeMoved{Handle: "g1", State: rapid.SampledFrom(record.GuarantorStates).Draw(rt, "state"),
					Scope: "s", Trigger: "t", Action: "a"}, []record.Ref{about(u)}
			case 1:
				body, refs = &record.FormAdvanced{Form: rapid.SampledFrom(record.Forms).Draw(rt, "form"), Issuer: "i",
					Disputed: rapid.Bool().Draw(rt, "disputed")}, []record.Ref{ref(record.AboutObject)}
			case 2:
				body, refs = &record.EntryWithdrawn{Reason: "r"}, []record.Ref{ref(record.Target)}
			case 3:
				body, refs = &record.IncidentRecorded{Type: "Attack", Words: quoted}, []record.Ref{source}
			case 4:
				body = &record.KeyRevoked{KeyID: rapid.SampledFrom([]string{"desk", "q1", "k9"}).Draw(rt, "revoked"), Reason: "r"}
			case 5:
				body = &record.KeyAdded{Key: record.Key{Seat: seat, ID: "k9", Mode: "own", Public: "k"}, Proof: "p"}
			case 6:
				body = &record.KeyApproved{KeyID: "k9"}
			case 7:
				body = &record.ContentErased{Reason: "r"}
				refs = append(refs, record.Ref{Role: record.Target, ID: record.ID(fmt.Sprintf("%032x", rapid.Int64Range(1, w.n+1).Draw(rt, "erased")))})
			case 8:
				body = &record.TimeAttested{Size: rapid.Int64Range(1, w.n+2).Draw(rt, "size"), Root: strings.Repeat("0", 64),
					Witnessed: "2026-01-01T00:00:00Z", Checkpoint: "c"}
			}
			ev := w.event(key, seat, body, refs...)
			before := digest(rt, w.state)
			changes, err := w.state.Apply(ev)
			if err != nil {
				rt.Fatal(err)
			}
			after := digest(rt, w.state)
			w.state.Undo(changes)
			if digest(rt, w.state) != before {
				rt.Fatal("undo did not give the state before")
			}
			if _, err := w.state.Apply(ev); err != nil || digest(rt, w.state) != after {
				rt.Fatalf("doing it again gave another state: %v", err)
			}
		}
	})
}

func digest(t *rapid.T, s *State) string {
	d, err := s.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d
}
