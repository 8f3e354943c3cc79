package access_test

import (
	"testing"
	"time"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// A key sits in its own seat, from the moment that it counts until it does not.
func TestRoll(t *testing.T) {
	r, now := access.NewRoll(), time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	sits := func(when string, seat record.Seat, key string, want bool) {
		t.Helper()
		if r.Sits(seat, key, now) != want {
			t.Errorf("%s: %s sits at %s is %v", when, key, seat, !want)
		}
	}
	r.Take(&record.CharterAdopted{Keys: []record.Key{{Seat: "chair", ID: "first", Mode: "own"}}})
	sits("founded", "chair", "first", true)
	sits("founded", "zelmora", "first", false)
	sits("founded", "chair", "", false)
	r.Take(&record.KeyAdded{Key: record.Key{Seat: "zelmora", ID: "z", Mode: "passkey"}, Credential: "zc"})
	if len(r.Passkeys("zc", now)) != 0 {
		t.Error("a passkey that nobody approved opens something")
	}
	sits("added", "zelmora", "z", false)
	r.Take(&record.KeyApproved{KeyID: "z"})
	sits("approved", "zelmora", "z", true)
	r.Take(&record.KeyApproved{KeyID: "unknown"})
	sits("approved", "", "unknown", false)
	if got := r.Passkeys("zc", now); len(got) != 1 || got[0].ID != "z" || len(r.Passkeys("", now)) != 0 {
		t.Errorf("%v", got)
	}
	// A delegation counts until its end, and not a second longer.
	r.Take(&record.KeyAdded{Key: record.Key{Seat: "chair", ID: "d", Mode: "passkey", Until: "2026-03-01T12:00:00Z"}, Credential: "dc"})
	r.Take(&record.KeyApproved{KeyID: "d"})
	sits("until its end", "chair", "d", true)
	now = now.Add(time.Second)
	sits("after its end", "chair", "d", false)
	if len(r.Passkeys("dc", now)) != 0 {
		t.Error("a delegation that has ended opens something")
	}
	r.Vacate("zelmora")
	if len(r.Passkeys("zc", now)) != 0 {
		t.Error("a passkey of an empty seat opens it")
	}
	sits("vacated", "zelmora", "z", false)
	sits("vacated", "chair", "first", true)
	r.Take(&record.KeyRevoked{KeyID: "first"})
	sits("revoked", "chair", "first", false)
	if all := r.Holders(); len(all) != 3 || all[1].ID != "first" || all[2].Seat != "zelmora" || !all[1].Revoked {
		t.Errorf("%+v", all)
	}
	if _, ok := r.Holder("unknown"); ok {
		t.Error("an approval made a key")
	}
}
