package store_test

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"slices"
	"testing"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// member is a person with a key file of their own.
type member struct {
	seat    record.Seat
	secret  *keys.Secret
	counts  bool // approved and not revoked
	revoked bool
}

func newMember(t *testing.T, seat record.Seat) *member {
	s, err := keys.NewSecret(rand.Reader, string(seat), ledger.Ed25519)
	if err != nil {
		t.Fatal(err)
	}
	return &member{seat: seat, secret: s}
}

func (m *member) author() author { return author{m.seat, m.secret.Signer} }

func (m *member) key(t *testing.T) record.Key {
	to, err := m.secret.Recipient()
	if err != nil {
		t.Fatal(err)
	}
	k := m.author().key()
	k.Recipient = to
	return k
}

// TestAudienceEpochs: over random sequences of keys and seats that come and go,
// what was sealed opens with the own key of everyone who counted then, or came to
// count later, and of nobody who had gone before.
func TestAudienceEpochs(t *testing.T) {
	each(t, func(t *testing.T, s *store.Whole) {
		ctx, rng := t.Context(), testkit.Random(t)
		_, k := newDesk(t, s)
		d := desk.New(desk.Config{Store: s, Vault: k, Signer: k.Desk, Origin: origin,
			Audience: []record.Seat{"chair", "monitors", "oruvia", "secretariat", "zelmora"}})
		t.Cleanup(d.Close)
		seats := []record.Seat{"zelmora", "oruvia", "monitors"}
		chair, legal := newAuthor(t, "chair"), newAuthor(t, "legal") // they decide, and are nobody's readers here
		holding := map[record.Seat][]*member{}
		founding := &record.CharterAdopted{Digest: "d", Name: "Test", Charter: "name: Test\n", Keys: []record.Key{chair.key(), legal.key()},
			Constitution: &record.Constitution{Mode: "running", Parties: []string{"zelmora", "oruvia"},
				Seats: []record.SeatRule{{ID: "secretariat", Role: "secretariat"}, {ID: "chair", Role: "chair"}, {ID: "legal", Role: "legal"}, {ID: "monitors", Role: "monitor"},
					{ID: "zelmora", Role: "party", Of: "zelmora"}, {ID: "oruvia", Role: "party", Of: "oruvia"}},
				Decisions: []record.DecisionRule{{Stage: "role_change", Rule: "k_of_n", K: 2, Seats: []record.Seat{"chair", "legal"}}}}}
		for _, seat := range seats {
			m := newMember(t, seat)
			m.counts = true
			holding[seat] = append(holding[seat], m)
			founding.Keys = append(founding.Keys, m.key(t))
		}
		everyone := []record.Seat{record.Public}
		if err := d.Found(ctx, "secretariat", "amina", founding, everyone); err != nil {
			t.Fatal(err)
		}
		source := filed(t, d, s)
		vacant := map[record.Seat]bool{}
		submit := func(a author, b record.Body) {
			t.Helper()
			h, err := d.Submit(ctx, a.sign(t, a.statement(t, source, func(e *record.Entry) {
				e.Kind, e.Refs, e.Audience, e.Body = b.EntryKind(), nil, everyone, b
			})))
			if err != nil || h.Refused != "" {
				t.Fatalf("%s: %v %s", b.EntryKind(), err, h.Refused)
			}
		}
		type sealed struct {
			id  record.ID
			may map[*member]bool
		}
		var all []*sealed
		may := func(m *member) bool { return m.counts && !m.revoked && !vacant[m.seat] }
		come := func(seat record.Seat) { // who comes to hold a seat gets what it could read before
			for _, one := range all {
				if !slices.Contains(audienceOf(t, s, one.id), seat) {
					continue
				}
				for _, m := range holding[seat] {
					one.may[m] = one.may[m] || may(m)
				}
			}
		}
		steps := 40
		if testkit.Torture() {
			steps = 400
		}
		for step := range steps {
			seat := seats[rng.IntN(len(seats))]
			switch rng.IntN(7) {
			case 0: // a further key
				m := newMember(t, seat)
				proof, err := ledger.ProveHolder(m.secret.Signer, string(seat), m.key(t).Recipient)
				if err != nil {
					t.Fatal(err)
				}
				submit(chair, &record.KeyAdded{Key: m.key(t), Proof: base64.StdEncoding.EncodeToString(proof)})
				by := legal
				for _, o := range holding[seat] { // while people sit in it, one of them has to approve
					if may(o) {
						by = o.author()
					}
				}
				submit(by, &record.KeyApproved{KeyID: m.key(t).ID})
				m.counts = true
				holding[seat] = append(holding[seat], m)
				come(seat)
			case 1: // a key revoked, by itself
				list := holding[seat]
				m := list[rng.IntN(len(list))]
				if !m.counts || m.revoked {
					continue
				}
				submit(m.author(), &record.KeyRevoked{KeyID: m.key(t).ID, Reason: "lost"})
				m.revoked = true
			case 2:
				if vacant[seat] {
					continue
				}
				submit(chair, &record.SeatVacated{Seat: seat, Reason: "recalled"})
				submit(legal, &record.SeatVacated{Seat: seat, Reason: "recalled"})
				vacant[seat] = true
			case 3:
				if !vacant[seat] {
					continue
				}
				submit(chair, &record.SeatFilled{Seat: seat})
				submit(legal, &record.SeatFilled{Seat: seat})
				vacant[seat] = false
				come(seat)
			default:
				audience := []record.Seat{"secretariat"}
				for _, s := range seats {
					if rng.IntN(2) == 0 {
						audience = append(audience, s)
					}
				}
				slices.Sort(audience)
				o, err := d.Do(ctx, amina, desk.Act{Audience: audience, Refs: []record.Ref{{Role: record.FromSource, ID: source}},
					Body: &record.StatementRecorded{Acts: []record.Act{"claim"}, Mode: "indirect", Credibility: "6", Speaker: record.Party{Name: "Delegate"},
						Words: record.Words{Text: fmt.Sprintf("secret %d", step), Start: 0, End: 8}}})
				if err != nil {
					t.Fatal(err)
				}
				one := &sealed{o.Entry, map[*member]bool{}}
				for _, list := range holding {
					for _, m := range list {
						one.may[m] = may(m) && slices.Contains(audience, m.seat)
					}
				}
				all = append(all, one)
			}
		}
		if len(all) == 0 {
			t.Skip("nothing was sealed in this sequence")
		}
		opened := 0
		for _, one := range all {
			for _, list := range holding {
				for _, m := range list {
					got := opens(t, s, m, one.id)
					if got != one.may[m] {
						t.Errorf("%s (counts %v, revoked %v) opens %s: %v, want %v", m.seat, m.counts, m.revoked, one.id, got, one.may[m])
					}
					if got {
						opened++
					}
				}
			}
		}
		t.Logf("%d entries sealed, opened %d times", len(all), opened)
		checkLog(t, s, k)
	})
}

func audienceOf(t *testing.T, s *store.Whole, id record.ID) []record.Seat {
	t.Helper()
	it, err := s.Item(t.Context(), clerk, id)
	if err != nil {
		t.Fatal(err)
	}
	return it.Audience
}

// opens reports whether a member's own key opens an entry's payload.
func opens(t *testing.T, s *store.Whole, m *member, id record.ID) bool {
	t.Helper()
	row, err := s.Row(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Members(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range list {
		if one.Audience != row.Audience || one.Epoch != row.Epoch {
			continue
		}
		shared, err := m.secret.OpenMember(one.Sealed)
		if err != nil {
			continue
		}
		if one.Key != m.secret.Signer.PublicKey().ID().String() {
			t.Errorf("%s opens what is said to be sealed to %s", m.seat, one.Key)
		}
		key, err := ledger.UnwrapKey(shared, row.Key, ledger.Wrapping(row.Audience, row.Epoch, string(id)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.OpenPayload(key, row.Payload, []byte(id)); err != nil {
			t.Fatal(err)
		}
		return true
	}
	return false
}
