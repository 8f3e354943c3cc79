package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

// signing is how a person signs on a page what only their own key can say.
type signing struct{ m *Mechanism }

// draft is an act as surety sign reads it.
type draft struct {
	Kind     record.Kind     `json:"kind"`
	Audience []record.Seat   `json:"audience"`
	Refs     []record.Ref    `json:"refs,omitempty"`
	Body     json.RawMessage `json:"body"`
}

// Prepare makes an act ready to be signed for the seat of whoever asks: as a file
// for surety sign; for whoever signed in with a passkey also sealed, with what the
// passkey is to sign; and in an exercise by the key that the program holds.
func (s signing) Prepare(ctx context.Context, a desk.Act) (out web.ToSign, err error) {
	defer fault.Wrap(&err, "preparing %s to be signed", a.Body.EntryKind())
	who := session.From(ctx)
	if who.Person.Seat == "" {
		return out, fault.New(fault.Forbidden, "sign in first: an act is signed for a seat")
	}
	body, err := json.Marshal(a.Body)
	if err != nil {
		return out, err
	}
	audience := append(slices.Clone(a.Audience), who.Person.Seat)
	slices.Sort(audience)
	audience = slices.Compact(audience)
	d := draft{Kind: a.Body.EntryKind(), Audience: audience, Refs: a.Refs, Body: body}
	var file bytes.Buffer
	enc := json.NewEncoder(&file)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return out, err
	}
	out = web.ToSign{Kind: d.Kind, Seat: who.Person.Seat, Audience: audience, Refs: a.Refs, File: file.String()}
	out.Played = (who.Session.How == session.ByChoice || who.Operator) && s.m.PlayedBy(who.Person.Seat)
	if who.Session.How != session.ByPasskey {
		return out, nil
	}
	roll, err := s.m.rollNow(ctx)
	if err != nil {
		return out, err
	}
	h, ok := roll.Holder(who.Session.Key)
	if !ok || !h.Counts(s.m.now()) {
		return out, errNoPasskey
	}
	key, err := ledger.ParsePublicKey(h.Public)
	if err != nil {
		return out, err
	}
	id, err := record.NewID(rand.Reader)
	if err != nil {
		return out, err
	}
	e := record.Entry{Kind: d.Kind, ID: id, Mechanism: s.m.Founding.Origin, Refs: a.Refs, Audience: audience, Body: a.Body,
		Author: record.Author{Seat: who.Person.Seat, Key: h.ID}, Stated: s.m.now().UTC().Truncate(time.Second)}
	if err := e.Validate(); err != nil {
		return out, err
	}
	sealed, err := desk.Seal(rand.Reader, e, key.ID())
	if err != nil {
		return out, err
	}
	c := ledger.Challenge(sealed.Envelope)
	out.Envelope, out.Openings = string(sealed.Envelope), string(ledger.MarshalOpenings(sealed.Openings))
	out.Challenge = web.Challenge{Domain: key.RelyingParty, Credential: h.Credential, Bytes: base64.RawURLEncoding.EncodeToString(c[:])}
	return out, nil
}

// Signed takes what a passkey signed, and hands the entry in. The key has to be the
// one with which whoever asks signed in.
func (s signing) Signed(ctx context.Context, envelope, openings []byte, a ledger.Assertion) (h desk.Handed, err error) {
	who := session.From(ctx)
	roll, err := s.m.rollNow(ctx)
	if err != nil {
		return h, err
	}
	holder, ok := roll.Holder(who.Session.Key)
	if !ok || !holder.Counts(s.m.now()) || who.Session.How != session.ByPasskey {
		return h, errNoPasskey
	}
	key, err := ledger.ParsePublicKey(holder.Public)
	if err != nil {
		return h, err
	}
	e := &ledger.SignedEntry{Envelope: envelope, Key: key}
	if e.Signature, err = ledger.PasskeySignature(envelope, a, key); err == nil {
		e.Openings, err = ledger.ParseOpenings(openings)
	}
	if err == nil {
		_, err = e.Check(s.m.Founding.Origin)
	}
	if err != nil {
		// Whatever was changed on the way, it is not what was shown and signed.
		return h, fault.New(fault.Invalid, "what came back is not what was shown, signed by the passkey that you signed in with; nothing was done")
	}
	if h, err = s.m.Desk.Submit(ctx, e); err == nil {
		s.m.publish(ctx)
	}
	return h, err
}

// Play signs an act in an exercise with the key that the program holds of the seat
// that was chosen.
func (s signing) Play(ctx context.Context, file []byte) (h desk.Handed, err error) {
	who := session.From(ctx)
	if who.Session.How != session.ByChoice && !who.Operator {
		return h, fault.New(fault.Forbidden, "the program signs in an exercise only, for a seat that was chosen there")
	}
	var d draft
	dec := json.NewDecoder(bytes.NewReader(file))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return h, fault.New(fault.Invalid, "what is to be signed could not be read: %w", err)
	}
	body, err := record.ReadBody(d.Kind, d.Body)
	if err != nil {
		return h, err
	}
	if h, err = s.m.ActFor(ctx, who.Person.Seat, desk.Act{Body: body, Refs: d.Refs, Audience: d.Audience}); err == nil {
		s.m.publish(ctx)
	}
	return h, err
}
