package access_test

import (
	"testing"

	"github.com/surety-mechanism/surety/access"
	"github.com/surety-mechanism/surety/record"
)

// A key sits in its own seat, from the moment that it counts until it does not.
func TestRoll(t *testing.T) {
	r := access.NewRoll()
	sits := func(when string, seat record.Seat, key string, want bool) {
		t.Helper()
		if r.Sits(seat, key) != want {
			t.Errorf("%s: %s sits at %s is %v", when, key, seat, !want)
		}
	}
	r.Take(&record.CharterAdopted{Keys: []record.Key{{Seat: "chair", ID: "first", Mode: "own"}}})
	sits("founded", "chair", "first", true)
	sits("founded", "zelmora", "first", false)
	sits("founded", "chair", "", false)
	r.Take(&record.KeyAdded{Key: record.Key{Seat: "zelmora", ID: "z", Mode: "passkey"}, Credential: "zc"})
	if len(r.Passkeys("zc")) != 0 {
		t.Error("a passkey that nobody approved opens something")
	}
	sits("added", "zelmora", "z", false)
	r.Take(&record.KeyApproved{KeyID: "z"})
	sits("approved", "zelmora", "z", true)
	r.Take(&record.KeyApproved{KeyID: "unknown"})
	sits("approved", "", "unknown", false)
	if got := r.Passkeys("zc"); len(got) != 1 || got[0].ID != "z" || len(r.Passkeys("")) != 0 {
		t.Errorf("%v", got)
	}
	r.Vacate("zelmora")
	if len(r.Passkeys("zc")) != 0 {
		t.Error("a passkey of an empty seat opens it")
	}
	sits("vacated", "zelmora", "z", false)
	sits("vacated", "chair", "first", true)
	r.Take(&record.KeyRevoked{KeyID: "first"})
	sits("revoked", "chair", "first", false)
	if all := r.Holders(); len(all) != 2 || all[0].ID != "first" || all[1].Seat != "zelmora" || !all[0].Revoked {
		t.Errorf("%+v", all)
	}
	if _, ok := r.Holder("unknown"); ok {
		t.Error("an approval made a key")
	}
}
