package app

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

func notSource(id record.ID) error {
	return fault.New(fault.NotFound, "the entry %s is not a source", id)
}

// Trust gives what a verifier has to be handed, by a hand it trusts: once, and
// again when the desk has taken a new key.
func (m *Mechanism) Trust() (*ledger.Trust, error) {
	_, desks, err := m.keyring(context.Background())
	if err != nil {
		return nil, err
	}
	if len(desks) == 0 {
		desks = []ledger.PublicKey{m.Keys.Desk.PublicKey()}
	}
	return m.trust(desks...)
}

// trust gives it with the keys of the desk, the newest first.
func (m *Mechanism) trust(desks ...ledger.PublicKey) (*ledger.Trust, error) {
	digest, err := hex.DecodeString(m.Founding.CharterDigest)
	if err != nil || len(digest) != len(ledger.Digest{}) {
		return nil, fault.New(fault.Corrupt, "the charter's digest is not 64 hexadecimal digits")
	}
	keys, err := m.Founding.Charter.seatKeys()
	if err != nil {
		return nil, err
	}
	var authors []ledger.Author
	for _, k := range keys {
		public, err := ledger.ParsePublicKey(k.Public)
		if err != nil {
			return nil, err
		}
		authors = append(authors, ledger.Author{Name: string(k.Seat), Key: public})
	}
	return &ledger.Trust{Origin: m.Founding.Origin, LogKey: m.Keys.LogPublic, Desk: desks[0], Earlier: desks[1:],
		Charter: ledger.Digest(digest), Exercise: m.Founding.Charter.Exercise, Policy: m.Founding.Charter.policy(), Authors: authors}, nil
}

// Receipt gives the proof of one entry, named by its id or its place in the
// log, with everything the viewer may read of it.
func (m *Mechanism) Receipt(ctx context.Context, v register.Viewer, entry string) (register.Item, []byte, error) {
	it, err := m.find(ctx, v, entry)
	if err != nil {
		return it, nil, err
	}
	checkpoint, err := m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return it, nil, err
	}
	if checkpoint.Size <= it.Index {
		return it, nil, fault.New(fault.Unavailable, "entry %d is %w; ask again in a moment", it.Index, m.waits())
	}
	rows, err := m.whole.Rows(ctx, it.Index, it.Index+1)
	if err != nil {
		return it, nil, err
	}
	if len(rows) != 1 {
		return it, nil, fault.New(fault.Corrupt, "entry %d is missing", it.Index)
	}
	src := m.source()
	if src.ring, _, err = m.keyring(ctx); err != nil {
		return it, nil, err
	}
	item, err := src.item(ctx, rows[0])
	if err != nil {
		return it, nil, err
	}
	if item.Key == nil {
		return it, nil, fault.New(fault.Corrupt, "the public key that entry %d names is missing", it.Index)
	}
	var leaf ledger.Leaf
	if err := leaf.UnmarshalBinary(item.Leaf); err != nil {
		return it, nil, err
	}
	proof, err := ledger.Inclusion(checkpoint.Size, it.Index, m.Store.Hashes(ctx))
	if err != nil {
		return it, nil, err
	}
	text, err := m.trustText()
	if err != nil {
		return it, nil, err
	}
	r := ledger.Receipt{Index: it.Index, Hashes: proof, Checkpoint: checkpoint.Note, Class: leaf.Class, Time: leaf.Time,
		Signed: *item.Signed, Key: *item.Key, Openings: exact(it, shown(&it.Object, v, item.Openings)), Trust: text}
	return it, r.Marshal(), nil
}

// Waits says what an entry is that no published checkpoint covers yet. Where the
// charter names no witnesses, none are waited for.
func (m *Mechanism) Waits() string { return m.waits().Error() }

// waits says it as what stands in the way of a proof.
func (m *Mechanism) waits() error {
	if m.Founding.Charter.Witnesses.None {
		return fault.New(fault.Unavailable, "received, and covered by no published checkpoint yet")
	}
	return fault.New(fault.Unavailable, "received, not yet witnessed: no published checkpoint covers it")
}

// find gives an entry by its id or its place in the log.
func (m *Mechanism) find(ctx context.Context, v register.Viewer, entry string) (register.Item, error) {
	if n, err := strconv.ParseInt(entry, 10, 64); err == nil && len(entry) < 19 {
		return m.Store.ItemAt(ctx, v, n)
	}
	return m.Store.Item(ctx, v, record.ID(entry))
}

func (m *Mechanism) source() *auditSource {
	return &auditSource{store: m.whole, opener: desk.Opener{Vault: m.Keys, Key: func(a string, e int) ([]byte, error) {
		return m.whole.AudienceKey(context.Background(), a, e)
	}}}
}

// Verification is what verifying a whole mechanism came to.
type Verification struct {
	Ledger   *ledger.AuditReport
	Digest   string   // of the state, as folded from the log
	Faults   []string // what else does not fit, in the order found: register and evidence
	Register int      // rows of the register that were compared
	Evidence int      // evidence files that were checked
	Notes    []string // what fits and is remarkable: clocks that went wrong
}

// OK reports whether everything fits.
func (v *Verification) OK() bool {
	return v.Ledger.Verdict != ledger.Failed && len(v.Faults) == 0
}

// Verify recomputes everything: the log from envelopes, salts and signatures,
// the register from the log, each evidence file against its seal. Without a
// trust file it takes the mechanism's own, which proves little.
func (m *Mechanism) Verify(ctx context.Context, o ledger.AuditOptions) (_ *Verification, err error) {
	defer fault.Wrap(&err, "verifying %s", m.Dir)
	if err := m.progress.meanwhile(stepFile, nil, func() error { return m.whole.Sound(ctx) }); err != nil {
		return nil, err
	}
	if o.Trust == nil {
		o.Own = true
		if o.Trust, err = m.Trust(); err != nil {
			return nil, err
		}
	}
	refused, err := m.whole.AllOf(ctx, record.KindSubmissionRefused)
	if err != nil {
		return nil, err
	}
	o.Refused = func(s *ledger.Submission) (string, bool) {
		for _, it := range refused {
			if b := it.Body.(*record.SubmissionRefused); b.Commitment == s.Commitment.String() && it.Void == "" {
				return b.Reason, true
			}
		}
		return "", false
	}
	v := &Verification{}
	src := m.source()
	if !o.Trust.Policy.None() {
		src.clocks = &clocks{}
	}
	if v.Ledger, err = ledger.Audit(ctx, src, m.progress.audited(o)); err != nil {
		return nil, err
	}
	if src.clocks != nil {
		v.Notes = src.clocks.notes()
	}
	if v.Ledger.Verdict == ledger.Failed {
		return v, nil // what is folded from a log that does not fit means nothing
	}
	stray, err := m.whole.Stray(ctx)
	if err != nil {
		return nil, err
	}
	for _, n := range stray {
		v.Faults = append(v.Faults, fmt.Sprintf("tree hash %d is kept, and no entry made it", n))
	}
	if m.Founding.CharterDigest != o.Trust.Charter.String() {
		v.Faults = append(v.Faults, "the charter in the first entry is not the one that the trust file names")
	}
	if err := cites(m.Founding.Succeeds); err != nil {
		v.Faults = append(v.Faults, fmt.Sprintf("entry 0: %s", err))
	}
	if c := m.Founding.Constitution; c != nil && !sameJSON(c, m.Founding.Charter.Constitution(c.Offset)) {
		v.Faults = append(v.Faults, "what steers the fold in the first entry is not what its charter says")
	}
	if err := m.verifyRegister(ctx, v); err != nil {
		return nil, err
	}
	m.verifyAnchors(ctx, v)
	if err := m.verifyReads(ctx, v); err != nil {
		return nil, err
	}
	if err := m.verifyReleased(ctx, v); err != nil {
		return nil, err
	}
	if err := m.verifyAttested(ctx, v); err != nil {
		return nil, err
	}
	if err := m.verifyEvidence(ctx, v); err != nil {
		return nil, err
	}
	return v, m.verifyDesk(ctx, v)
}

// sameJSON reports whether two values are written alike.
func sameJSON(a, b any) bool {
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err == nil && err2 == nil && string(one) == string(other)
}

// verifyRegister folds the log again, in memory, and compares row by row.
func (m *Mechanism) verifyRegister(ctx context.Context, v *Verification) error {
	want := memory{all: map[record.ID]*folded{}, tell: m.whole.Tellings()}
	log, err := m.progress.followed(logRows{ctx, m.whole}, stepFolded)
	if err != nil {
		return err
	}
	state, err := desk.Fold(log, m.Keys, want)
	if err != nil {
		return err
	}
	if v.Digest, err = state.Digest(); err != nil {
		return err
	}
	kept, err := m.whole.Register(ctx)
	if err != nil {
		return err
	}
	v.Register = len(kept)
	ids := slices.SortedFunc(maps.Keys(want.all), func(a, b record.ID) int { return int(want.all[a].index - want.all[b].index) })
	for i, id := range ids {
		m.progress.tell(stepCompared, int64(i), int64(len(ids)))
		w := want.all[id]
		k, ok := kept[id]
		switch {
		case !ok:
			v.Faults = append(v.Faults, fmt.Sprintf("entry %d stands in the log, but its row in the register is missing", w.index))
		case !want.same(w, k):
			v.Faults = append(v.Faults, fmt.Sprintf("the register shows entry %d otherwise than the log has it", w.index))
		}
		delete(kept, id)
	}
	for id := range kept {
		v.Faults = append(v.Faults, fmt.Sprintf("the register has a row %s that no entry of the log made", id))
	}
	return nil
}

// verifyEvidence opens every evidence file that an entry cites.
func (m *Mechanism) verifyEvidence(ctx context.Context, v *Verification) error {
	sources, err := m.whole.AllOf(ctx, record.KindSourceFiled)
	if err != nil {
		return err
	}
	for i, it := range sources {
		m.progress.tell(stepEvidence, int64(i), int64(len(sources)))
		b := it.Body.(*record.SourceFiled)
		if b.Evidence.Name == "" {
			continue // erased
		}
		digest, err := m.Evidence.Check(b.Evidence)
		switch {
		case err != nil:
			v.Faults = append(v.Faults, fmt.Sprintf("entry %d: %s", it.Index, err))
		case digest != b.SHA256:
			v.Faults = append(v.Faults, fmt.Sprintf("entry %d: the evidence file %s is not the document that was filed", it.Index, b.Evidence.Name))
		}
		v.Evidence++
	}
	return nil
}

// auditSource gives the log's rows to an audit.
type auditSource struct {
	store  *store.Whole
	opener desk.Opener
	ring   map[ledger.KeyID]ledger.PublicKey // every key there is; nil: those bound by entries read so far
	keys   map[ledger.KeyID]ledger.PublicKey // those
	clocks *clocks                           // nil: nobody asks for them
}

// Size gives the number of entries.
func (a *auditSource) Size(ctx context.Context) (int64, error) { return a.store.Size(ctx) }

// Items gives the entries [from, to).
func (a *auditSource) Items(ctx context.Context, from, to int64) iter.Seq2[ledger.Item, error] {
	return func(yield func(ledger.Item, error) bool) {
		rows, err := a.store.Rows(ctx, from, to)
		if err != nil {
			yield(ledger.Item{}, err)
			return
		}
		for i, row := range rows {
			if row.Index != from+int64(i) {
				return // a gap: the audit tells which entry is missing
			}
			item, err := a.item(ctx, row)
			if !yield(item, err) || err != nil {
				return
			}
		}
	}
}

// item gives one row as the audit wants it. What is damaged beyond reading is
// given as it is, for the audit to name.
func (a *auditSource) item(_ context.Context, row desk.Row) (ledger.Item, error) {
	item := ledger.Item{Leaf: row.Leaf}
	sig, err := ledger.ParseSignature(row.Signature)
	if err != nil || len(row.LeafSalt) != len(ledger.Salt{}) {
		return item, fault.New(fault.Corrupt, "entry %d is damaged: its signature or its salt cannot be read", row.Index)
	}
	item.Signed = &ledger.Signed{Envelope: row.Envelope, Signature: sig, LeafSalt: ledger.Salt(row.LeafSalt)}
	if item.Key, err = a.key(row, sig); err != nil {
		return item, err
	}
	if item.Openings, err = a.opener.Open(row); err != nil {
		return item, err
	}
	item.Payload = row.Payload != nil
	return item, nil
}

// key gives the public key that an entry names: one that it or an earlier entry
// bound to a seat.
func (a *auditSource) key(row desk.Row, sig ledger.Signature) (*ledger.PublicKey, error) {
	if a.ring != nil {
		if k, ok := a.ring[sig.Key]; ok {
			return &k, nil
		}
		return nil, nil
	}
	if a.keys == nil {
		a.keys = map[ledger.KeyID]ledger.PublicKey{}
	}
	if ev, err := desk.Read(row); err == nil {
		bind(a.keys, ev.Head.Body)
		a.clocks.read(ev)
	}
	if k, ok := a.keys[sig.Key]; ok {
		return &k, nil
	}
	return nil, nil
}

// StoredHashes gives the tree's hashes [from, to).
func (a *auditSource) StoredHashes(ctx context.Context, from, to int64) ([]ledger.Hash, error) {
	return a.store.Nodes(ctx, from, to)
}

// Checkpoints gives every checkpoint kept, smallest first.
func (a *auditSource) Checkpoints(ctx context.Context) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		all, err := a.store.Checkpoints(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, c := range all {
			if !yield(c.Note, nil) {
				return
			}
		}
	}
}

// logRows is the store as a fold reads it.
type logRows struct {
	ctx context.Context
	*store.Whole
}

// Size gives the number of entries.
func (l logRows) Size() (int64, error) { return l.Whole.Size(l.ctx) }

// Rows gives the entries [from, to).
func (l logRows) Rows(from, to int64) ([]desk.Row, error) { return l.Whole.Rows(l.ctx, from, to) }

// OldAudienceKey gives an audience's sealed key of one epoch.
func (l logRows) OldAudienceKey(audience string, epoch int) ([]byte, error) {
	return l.Whole.AudienceKey(l.ctx, audience, epoch)
}
