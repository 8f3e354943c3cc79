package app

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/survey"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// Pages gives the mechanism's pages. Who asks is told by their session; while no
// sign-in is configured, whoever reaches this machine is its operator, who works
// at the secretariat, which is why they are served on loopback only.
func (m *Mechanism) Pages() http.Handler {
	return m.identified(web.New(web.Config{Views: views{m, m.Store}, Desk: writes{m}, SignIn: signIn{m}, Signing: signing{m}, BaseMap: m.baseMap(), Boundaries: m.boundaries(),
		Identify: func(r *http.Request) web.Identity { return session.From(r.Context()) }}))
}

// BaseMapFile is the base map that a deployer may put into the data folder.
const BaseMapFile = "basemap.pmtiles"

// baseMap gives the deployer's base map, "" where there is none.
func (m *Mechanism) baseMap() string {
	name := filepath.Join(m.Dir, BaseMapFile)
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return ""
	}
	if why := notDrawn(name); why != "" {
		slog.Warn("the base map is not drawn", "file", name, "why", why)
		return ""
	}
	return name
}

// notDrawn gives why a file is no base map that the pages can draw, or "": it has
// to be PMTiles, version 3, whose tiles are pictures.
func notDrawn(name string) string {
	f, err := os.Open(name)
	if err != nil {
		return "it cannot be read"
	}
	defer f.Close()
	var head [127]byte
	if _, err := io.ReadFull(f, head[:]); err != nil || string(head[:8]) != "PMTiles\x03" {
		return "it is no PMTiles file of version 3"
	}
	// https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md#tile-type-tt
	switch head[99] {
	case 2, 3, 4, 5: // PNG, JPEG, WebP, AVIF
		return ""
	case 1:
		return "its tiles are vectors; only pictures are drawn (docs/running.md)"
	}
	return "its tiles are of no kind that is known"
}

// views is the mechanism as the pages read it: the store's read models, and what
// needs more than the store.
type views struct {
	m *Mechanism
	storeViews
}

// Survey reads the register as a whole with a viewer's eyes.
func (v views) Survey(who register.Viewer) survey.Reader {
	return survey.Reader{Views: v.m.Store, Who: who, Charter: v.m.Founding.Charter.Charter}
}

// storeViews is what the store answers by itself.
type storeViews interface {
	Items(context.Context, register.Viewer, record.Kind, register.Page) ([]register.Item, error)
	Count(context.Context, register.Viewer, record.Kind, int64, int64) (int, error)
	Logged(context.Context, register.Viewer, record.ID) (time.Time, error)
	Find(context.Context, register.Viewer, register.Query) ([]register.Found, error)
	Item(context.Context, register.Viewer, record.ID) (register.Item, error)
	Several(context.Context, register.Viewer, []record.ID) ([]register.Item, error)
	ItemAt(context.Context, register.Viewer, int64) (register.Item, error)
	Linked(context.Context, register.Viewer, record.ID, record.Role) ([]register.Item, error)
	LinkedTo(context.Context, register.Viewer, []record.ID, record.Role) ([]register.Item, error)
	Entries(context.Context, register.Viewer, register.Page) ([]register.Item, error)
	Readership(context.Context, register.Viewer, int) ([]register.Readership, error)
	Among(context.Context, register.Viewer, register.Page, func([]record.Seat) bool) ([]register.Item, error)
}

// Mechanism gives what stands at the head of every page.
func (v views) Mechanism(ctx context.Context) (out web.Mechanism, err error) {
	c := v.m.Founding.Charter
	if out.Size, err = v.m.Store.Size(ctx); err != nil {
		return out, err
	}
	latest, err := v.m.Store.LatestCheckpoint(ctx)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return out, err
	}
	out.Name, out.Exercise, out.Origin = c.Name, c.Exercise, v.m.Founding.Origin
	out.Checkpoint = web.Checkpoint{Size: latest.Size, Note: string(latest.Note), Signed: latest.Signed}
	for _, w := range c.Witnesses.List {
		out.Witnesses = append(out.Witnesses, w.Name)
	}
	standings, err := v.m.Publisher.Standings(ctx)
	if err != nil {
		return out, err
	}
	for _, s := range standings {
		if s.Lacks() {
			out.Absent = append(out.Absent, web.Absent{Witness: s.Witness, Since: s.AbsentSince, Size: s.AbsentFrom})
		}
	}
	out.Charter = charterPage(v.m.Founding)
	return out, nil
}

// Sights gives what a release of an entry would give to whom.
func (v views) Sights(ctx context.Context, who register.Viewer, entry record.ID, b *record.ReleaseProposed) (all []web.Sight, err error) {
	sights, err := v.m.Sights(ctx, who, string(entry), b)
	for _, s := range sights {
		all = append(all, web.Sight(s))
	}
	return all, err
}

// ReleaseAct gives the act by which a person proposes a release.
func (v views) ReleaseAct(ctx context.Context, who register.Viewer, p desk.Person, entry record.ID, b *record.ReleaseProposed) (desk.Act, error) {
	return v.m.ReleaseAct(ctx, who, p, string(entry), b)
}

// ApprovalAct gives the act by which a second person lets a release take effect.
func (v views) ApprovalAct(ctx context.Context, who register.Viewer, p desk.Person, proposal record.ID) (desk.Act, error) {
	return v.m.ApprovalAct(ctx, who, p, string(proposal))
}

// SourceBytes gives the raw bytes of a source.
func (v views) SourceBytes(ctx context.Context, who register.Viewer, id record.ID) ([]byte, error) {
	return v.m.SourceBytes(ctx, who, id)
}

// Reading gives what was read in a source when it was taken in.
func (v views) Reading(ctx context.Context, who register.Viewer, id record.ID) (json.RawMessage, error) {
	return v.m.Store.ReadingOf(ctx, who, id)
}

// Refused tells how often each door refused what was handed in.
func (v views) Refused(_ context.Context, who register.Viewer) (all []web.DoorCount, err error) {
	if err := v.m.worksHere(who); err != nil {
		return nil, err
	}
	for _, c := range v.m.refused.All() {
		all = append(all, web.DoorCount(c))
	}
	return all, nil
}

// Documents gives what was taken in at the desk.
func (v views) Documents(ctx context.Context, who register.Viewer) ([]desk.Document, error) {
	if err := v.m.worksHere(who); err != nil {
		return nil, err
	}
	return v.m.Store.Documents(ctx, who)
}

// Document gives one of them, its bytes and its drafts.
func (v views) Document(ctx context.Context, who register.Viewer, id string) (desk.Document, []byte, []desk.Draft, error) {
	if err := v.m.worksHere(who); err != nil {
		return desk.Document{}, nil, nil, err
	}
	return v.m.Document(ctx, who, id)
}

// Receipt gives the proof of one entry.
func (v views) Receipt(ctx context.Context, who register.Viewer, entry string) (register.Item, []byte, error) {
	return v.m.Receipt(ctx, who, entry)
}

// Standing gives how the mechanism itself stands.
func (v views) Standing(ctx context.Context) (casework.Mechanism, error) {
	who := v.m.Secretariat()
	all, err := v.m.Store.Items(ctx, who, record.KindCharterAdopted, register.Page{Limit: 1})
	if err != nil || len(all) == 0 || all[0].Mechanism == nil {
		return casework.Mechanism{}, err
	}
	m := *all[0].Mechanism
	m.Constitution = v.m.Founding.Constitution
	if m.Charter != all[0].ID {
		it, err := v.m.Store.Item(ctx, who, m.Charter)
		if err != nil {
			return m, err
		}
		if b, ok := it.Body.(*record.CharterAmended); ok {
			m.Constitution = b.Constitution
		}
	}
	return m, nil
}

// Trust gives the trust file.
func (v views) Trust(context.Context) ([]byte, error) {
	t, err := v.m.Trust()
	if err != nil {
		return nil, err
	}
	return t.Marshal()
}

// worksHere refuses the desk to whoever does not work at it.
func (m *Mechanism) worksHere(who register.Viewer) error {
	if slices.Contains(who.Seats, m.Founding.Charter.Secretariat()) {
		return nil
	}
	return fault.New(fault.Forbidden, "the drafts are the secretariat's to look at")
}

// worksFor refuses to decide on drafts for another seat than the secretariat's.
func (m *Mechanism) worksFor(who desk.Person) error {
	return m.worksHere(register.Viewer{Seats: []record.Seat{who.Seat}})
}

// writes is the desk as the pages write through it. A checkpoint follows at
// once, so that a receipt can be had; if it cannot be signed now, the publisher
// tries again, and the entry stands.
type writes struct{ m *Mechanism }

// Accept makes entries of drafts.
func (w writes) Accept(ctx context.Context, who desk.Person, drafts []string, seen ...desk.Seen) ([]desk.Outcome, error) {
	if err := w.m.worksFor(who); err != nil {
		return nil, err
	}
	made, err := w.m.Desk.Accept(ctx, who, drafts, seen...)
	if err == nil {
		w.m.publish(ctx)
	}
	return made, err
}

// Reject puts drafts aside.
func (w writes) Reject(ctx context.Context, who desk.Person, reason string, drafts []string) error {
	if err := w.m.worksFor(who); err != nil {
		return err
	}
	return w.m.Desk.Reject(ctx, who, reason, drafts)
}

// Reopen takes rejections back.
func (w writes) Reopen(ctx context.Context, who desk.Person, drafts []string) error {
	if err := w.m.worksFor(who); err != nil {
		return err
	}
	return w.m.Desk.Reopen(ctx, who, drafts)
}

// Merge makes one of several drafts.
func (w writes) Merge(ctx context.Context, who desk.Person, drafts []string, seen ...desk.Seen) error {
	if err := w.m.worksFor(who); err != nil {
		return err
	}
	return w.m.Desk.Merge(ctx, who, drafts, seen...)
}

// EditDraft keeps a person's correction of a draft.
func (w writes) EditDraft(ctx context.Context, who desk.Person, draft string, corrected json.RawMessage, seen ...desk.Seen) error {
	if err := w.m.worksFor(who); err != nil {
		return err
	}
	return w.m.EditDraft(ctx, who, draft, corrected, seen...)
}

// Do makes an entry of a person's act.
func (w writes) Do(ctx context.Context, who desk.Person, a desk.Act) (desk.Outcome, error) {
	o, err := w.m.Desk.Do(ctx, who, a)
	if err == nil {
		w.m.publish(ctx)
	}
	return o, err
}

// Did gives where an act with a key stands, if it was made before.
func (w writes) Did(ctx context.Context, seat record.Seat, a desk.Act) (desk.Outcome, bool, error) {
	return w.m.Desk.Did(ctx, seat, a)
}

// Submit takes an entry that its author has signed.
func (w writes) Submit(ctx context.Context, signed []byte) (desk.Handed, error) {
	h, err := w.m.Submit(ctx, signed)
	if err == nil {
		w.m.publish(ctx)
	}
	return h, err
}
