package store

import (
	"context"
	"slices"
	"strings"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/record"
)

// Members gives the ids of the keys to which an epoch of an audience is sealed.
func (t tx) Members(audience string, epoch int) ([]string, error) {
	return collect(t.ctx, t, "reading an audience's members", func(scan func(...any) error) (id string, err error) { return id, scan(&id) },
		"SELECT member FROM audience_member WHERE audience = $1 AND epoch = $2 ORDER BY member", audience, epoch)
}

// PutMember keeps an audience's key as it is sealed to one member.
func (t tx) PutMember(audience string, epoch int, key string, sealed []byte) error {
	return t.exec("keeping an audience's key", "INSERT INTO audience_member (audience, epoch, member, sealed) VALUES ($1,$2,$3,$4)",
		audience, epoch, key, sealed)
}

// AudiencesOf gives every epoch of every audience that a seat is in. What is for
// everyone is sealed to nobody.
func (t tx) AudiencesOf(seat record.Seat) ([]desk.Audience, error) {
	all, err := epochs(t.ctx, t)
	return slices.DeleteFunc(all, func(a desk.Audience) bool { return !slices.Contains(a.Seats, seat) }), err
}

func epochs(ctx context.Context, q querier) ([]desk.Audience, error) {
	return collect(ctx, q, "reading who may read", func(scan func(...any) error) (a desk.Audience, err error) {
		var seats string
		err = scan(&a.Name, &a.Epoch, &seats, &a.Sealed)
		for _, s := range strings.Fields(seats) {
			a.Seats = append(a.Seats, record.Seat(s))
		}
		if slices.Contains(a.Seats, record.Public) {
			a.Seats = []record.Seat{record.Public}
		}
		return a, err
	}, "SELECT audience, epoch, seats, sealed FROM audience_key ORDER BY audience, epoch")
}

// Epochs gives every epoch of every audience. The seats of one that is for
// everyone are record.Public alone.
func (s *Whole) Epochs(ctx context.Context) ([]desk.Audience, error) { return epochs(ctx, s.read) }

// Member is an audience's key as it is sealed to one member.
type Member struct {
	Audience string
	Epoch    int
	Key      string // the id of the member's key
	Sealed   []byte
}

// Members gives every audience's key as it is sealed to its members.
func (s *Whole) Members(ctx context.Context) ([]Member, error) {
	return collect(ctx, s.read, "reading an audience's members", func(scan func(...any) error) (m Member, err error) {
		return m, scan(&m.Audience, &m.Epoch, &m.Key, &m.Sealed)
	}, "SELECT audience, epoch, member, sealed FROM audience_member ORDER BY audience, epoch, member")
}
