package store

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// PutReleased keeps what of an entry was released, sealed for its new readers.
func (t tx) PutReleased(r desk.Released) error {
	return t.exec("keeping what was released", "INSERT INTO released (entry, decision, audience, epoch, key, payload) VALUES ($1,$2,$3,$4,$5,$6)",
		string(r.Entry), string(r.Decision), r.Audience, r.Epoch, r.Key, r.Payload)
}

// EraseReleased deletes what was released of an entry, in all its copies.
func (t tx) EraseReleased(id record.ID) error {
	return t.exec("erasing what was released", "DELETE FROM released WHERE entry = $1", string(id))
}

// ResealEntry exchanges an entry's payload and key.
func (t tx) ResealEntry(r desk.Row) error {
	return t.exec("sealing an entry anew", "UPDATE entry SET audience = $2, epoch = $3, key = $4, payload = $5 WHERE id = $1",
		string(r.ID), r.Audience, r.Epoch, r.Key, r.Payload)
}

// Released gives what was released of entries, sealed, by entry and decision.
func (s *Whole) Released(ctx context.Context) ([]desk.Released, error) {
	return collect(ctx, s.read, "reading what was released", func(scan func(...any) error) (r desk.Released, err error) {
		return r, scan(&r.Entry, &r.Decision, &r.Audience, &r.Epoch, &r.Key, &r.Payload)
	}, "SELECT entry, decision, audience, epoch, key, payload FROM released ORDER BY entry, decision")
}

// Regarded gives the objects that a decision to release or to redact was about,
// whoever may read them, in the order of the log. It is for deciding who may
// read what, not for anything that is shown.
func (s *Whole) Regarded(ctx context.Context) ([]*register.Object, error) {
	decisions, err := s.objects(ctx, "kind IN ($1,$2)", string(record.KindContentReleased), string(record.KindContentRedacted))
	if err != nil {
		return nil, err
	}
	proposals, err := s.referred(ctx, decisions, record.OfProposal)
	if err != nil {
		return nil, err
	}
	regarded, err := s.referred(ctx, proposals, record.Target)
	if err != nil {
		return nil, err
	}
	all := append(regarded, proposals...)
	slices.SortFunc(all, func(a, b *register.Object) int { return cmp.Compare(a.Index, b.Index) })
	return slices.CompactFunc(all, func(a, b *register.Object) bool { return a.Index == b.Index }), nil
}

// referred gives the objects that others refer to in a role, each once.
func (s *Whole) referred(ctx context.Context, by []*register.Object, role record.Role) (all []*register.Object, err error) {
	var ids []any
	for _, o := range by {
		for _, r := range o.Refs {
			if r.Role == role && !slices.Contains(ids, any(string(r.ID))) {
				ids = append(ids, string(r.ID))
			}
		}
	}
	for some := range slices.Chunk(ids, mostTogether) {
		found, err := s.objects(ctx, "id IN ("+places(len(some))+")", padded(some)...)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// objects gives the objects that meet a condition, whoever may read them.
func (s *Whole) objects(ctx context.Context, condition string, args ...any) ([]*register.Object, error) {
	return collect(ctx, s.read, "reading what was released", func(scan func(...any) error) (*register.Object, error) {
		var state string
		if err := scan(&state); err != nil {
			return nil, err
		}
		o := &register.Object{}
		if err := json.Unmarshal([]byte(state), o); err != nil {
			return nil, fault.New(fault.Corrupt, "a row of the register is damaged; `surety rebuild` makes it again: %w", err)
		}
		return o, nil
	}, "SELECT state FROM object WHERE "+condition, args...)
}
