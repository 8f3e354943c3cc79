package register

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/internal/schema"
	"github.com/surety-mechanism/surety/record"
)

// lone is a register in which one person acts: with the key of a seat, or with the
// session of a seat that the desk speaks for.
type lone struct {
	*world
	seat record.Seat
	key  string
}

// onlyWithTwo gives what of a state one person may not bring about: what of it
// everyone may read that no party and no guarantor said of itself, whom something
// was released to, what was closed or destroyed, every deadline, every key and every
// seat's holder. before is the state from which that person went on.
func onlyWithTwo(s *State, seat record.Seat) (all []string) {
	for _, o := range s.All() {
		if o.Void != "" {
			continue
		}
		for _, r := range o.Released {
			all = append(all, "release of "+string(o.ID)+" by "+string(r.By))
		}
		for _, r := range o.Redacted {
			all = append(all, "redaction of "+string(o.ID)+" by "+string(r.By))
		}
		if o.ErasedBy != "" {
			all = append(all, "erasure of "+string(o.ID))
		}
		free := o.Kind.Founding() || o.Kind.Attestation() || o.Kind == record.KindSubmissionRefused || o.Kind == record.KindReleaseProposed
		if slices.Contains(o.Audience, record.Public) && !free && !s.speaksForItself(o.Seat) {
			all = append(all, "publication of "+string(o.ID)+", a "+string(o.Kind))
		}
		if o.Case != nil {
			for _, d := range o.Case.Deadlines {
				for _, r := range d.Requests {
					if !r.Given.IsZero() {
						all = append(all, "extension of "+d.Rule.ID)
					}
				}
			}
		}
	}
	for id := range s.keys {
		if k, counts := s.Key(id); counts {
			all = append(all, "key "+id+" of "+string(k.Seat))
		}
	}
	if m, ok := s.Mechanism(); ok {
		for empty := range m.Vacant {
			if empty != seat { // who leaves asks nobody
				all = append(all, "vacancy of "+string(empty))
			}
		}
		all = append(all, "charter "+string(m.Charter))
	}
	slices.Sort(all)
	return all
}

// Whatever one person signs, in whatever order, and whatever the charter says:
// nothing is published, released, closed, erased or extended by it, no key comes to
// count, and nobody else's seat is emptied or filled (R74).
func TestWhateverOneAloneSigns(t *testing.T) {
	examples, err := schema.Examples()
	if err != nil {
		t.Fatal(err)
	}
	took := map[record.Kind]int{}
	rapid.Check(t, func(rt *rapid.T) {
		c := everyone(rt)
		w := &lone{world: &world{t: t, state: New()}}
		keys := []record.Key{{Seat: "secretariat", ID: "desk", Mode: "desk", Public: "k"}}
		for _, s := range c.Seats {
			keys = append(keys, record.Key{Seat: s.ID, ID: "k" + string(s.ID), Mode: "own", Public: "k"})
		}
		w.do("desk", "secretariat", &record.CharterAdopted{Digest: "d", Rules: 1, Name: "n", Charter: "c", Keys: keys, Constitution: c})
		w.seat = rapid.SampledFrom(c.Seats).Draw(rt, "seat").ID
		w.key = rapid.SampledFrom([]string{"k" + string(w.seat), "desk"}).Draw(rt, "key")
		// What others have made, for those around the table: there is something to publish.
		var from []record.Ref
		for _, b := range []struct {
			kind record.Kind
			by   record.Seat
		}{{record.KindSourceFiled, "secretariat"}, {record.KindUndertakingRecorded, w.seat}, {record.KindIncidentRecorded, "monitors"},
			{record.KindAllegationMade, "north"}, {record.KindCaseNotified, "secretariat"}} {
			body := example(rt, b.kind, examples)
			refs := from
			if b.kind == record.KindCaseNotified {
				refs = []record.Ref{{Role: record.InCase, ID: w.state.All()[w.state.Size()-1].ID}}
			}
			ev := w.event("k"+string(b.by), b.by, body, refs...)
			ev.Head.Audience, ev.At = table(c), time.Unix(1_773_000_000, 0).UTC()
			if _, err := w.state.Apply(ev); err != nil {
				rt.Fatal(err)
			}
			from = []record.Ref{{Role: record.FromSource, ID: w.state.All()[1].ID}}
		}
		var made []record.ID
		for _, o := range w.state.All()[1:] {
			made = append(made, o.ID)
		}
		before := onlyWithTwo(w.state, w.seat)
		at := int64(1_773_000_000)
		for range rapid.IntRange(5, 40).Draw(rt, "steps") {
			kind := rapid.SampledFrom(slices.Concat(anyKinds, secondKinds, secondKinds)).Draw(rt, "kind")
			if examples[kind] == nil {
				continue
			}
			body := anyBody(rt, kind, examples)
			if b, ok := body.(*record.ReleaseProposed); ok {
				b.To = []record.Seat{record.Public}
			}
			if b, ok := body.(*record.SeatVacated); ok {
				b.Seat = rapid.SampledFrom(c.Seats).Draw(rt, "vacated").ID
			}
			if body.Validate() != nil {
				continue
			}
			refs := anyRefs(rt, w.state, kind)
			switch b := body.(type) {
			case *record.ContentErased:
				refs = []record.Ref{{Role: record.Target, ID: rapid.SampledFrom(made).Draw(rt, "erased")}}
			case *record.DeadlineExtended: // the clock that runs
				b.Clock, b.Of, b.Until = "first-response", "south", time.Unix(at, 0).UTC().AddDate(0, 1, 0).Format(time.RFC3339)
				refs = []record.Ref{{Role: record.InCase, ID: made[3]}}
			}
			seat := w.seat
			if w.key == "desk" { // one session, for whatever seat it names
				seat = rapid.SampledFrom(c.Seats).Draw(rt, "for").ID
			}
			ev := w.event(w.key, seat, body, refs...)
			ev.Head.Audience = rapid.SampledFrom([][]record.Seat{table(c), {record.Public}, {w.seat}}).Draw(rt, "audience")
			at += rapid.Int64Range(0, 24*3600).Draw(rt, "later")
			ev.At = time.Unix(at, 0).UTC()
			changes, err := w.state.Apply(ev)
			if err != nil {
				rt.Fatalf("%s: %v", kind, err)
			}
			if changes[0].After.Void == "" {
				took[kind]++
			}
		}
		after := slices.DeleteFunc(onlyWithTwo(w.state, w.seat), func(s string) bool { return slices.Contains(before, s) })
		if len(after) > 0 {
			rt.Fatalf("%s alone, with the key %s: %v", w.seat, w.key, after)
		}
	})
	// By itself a first half stands: that is what the test rests on. There are 32 of
	// them on the average, with few draws under 20.
	if first := took[record.KindReleaseProposed] + took[record.KindRedactionProposed] + took[record.KindKeyAdded] + took[record.KindContentErased]; first < 5 {
		t.Errorf("only %d first halves were taken: this test tries nothing: %v", first, took)
	}
}

// secondKinds are what takes two people, by its first half or its second.
var secondKinds = []record.Kind{record.KindReleaseProposed, record.KindContentReleased, record.KindRedactionProposed, record.KindContentRedacted,
	record.KindContentErased, record.KindDeadlineExtended, record.KindKeyAdded, record.KindKeyApproved, record.KindSeatVacated, record.KindCharterAmended}

func example(rt *rapid.T, kind record.Kind, examples map[record.Kind]json.RawMessage) record.Body {
	body, err := kind.Empty()
	if err == nil {
		err = json.Unmarshal(examples[kind], body)
	}
	if err != nil {
		rt.Fatal(err)
	}
	return body
}

// A release that gives one party what another does not get counts only where its
// entry says so: the asymmetry is in the log.
func TestOneSidedIsSaid(t *testing.T) {
	w := caseWorld(t)
	staff := []record.Seat{"c", "m", "secretariat"}
	o := w.forSome(staff, "m", &record.AllegationMade{Against: []string{"south"}, Submitter: "public", What: "w"})
	harms := func(first string) map[string]string {
		all := map[string]string{}
		for _, q := range record.HarmQuestions {
			all[q] = "no"
		}
		all["one_side_first"] = first
		return all
	}
	for _, c := range []struct {
		name  string
		to    []record.Seat
		first string
		why   string
		want  string
	}{
		{"to one, and it is denied", []record.Seat{"s"}, "no", "", "north would not get what another party gets"},
		{"to one, denied with a reason", []record.Seat{"s"}, "no", "asked first", "north would not get what another party gets"},
		{"to one, without a reason", []record.Seat{"s"}, "yes", "", "one_side_first is answered with yes"},
		{"to one, and it is said", []record.Seat{"s"}, "yes", "It is asked what it saw.", ""},
		{"to both", []record.Seat{"n", "s"}, "no", "", ""},
		{"to everyone", []record.Seat{record.Public}, "no", "", ""},
	} {
		b := &record.ReleaseProposed{To: c.to, Harms: harms(c.first), Risk: "r", OneSided: c.why}
		got := w.forSome(staff, "c", b, record.Ref{Role: record.Target, ID: o.ID}).Void
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
