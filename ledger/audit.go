package ledger

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Source gives a whole log, in order, to be audited. Nothing it gives is trusted.
type Source interface {
	// Size is the number of entries.
	Size(ctx context.Context) (int64, error)

	// Items gives the entries from one index up to, not including, another. An
	// error of the kind fault.Corrupt counts as a finding of the audit.
	Items(ctx context.Context, from, to int64) iter.Seq2[Item, error]

	// StoredHashes gives the stored hashes from one number up to, not
	// including, another. A source that keeps none, a static export for
	// instance, gives nil and no error.
	StoredHashes(ctx context.Context, from, to int64) ([]Hash, error)

	// Checkpoints gives every signed checkpoint that was kept, smallest first.
	Checkpoints(ctx context.Context) iter.Seq2[[]byte, error]
}

// Item is one entry as a source gives it. What a source may not open is nil.
type Item struct {
	Leaf     []byte
	Signed   *Signed    // nil where the envelope is withheld from this reader
	Key      *PublicKey // the key that the envelope names; not nil where Signed is not
	Payload  bool       // whether Openings are those of the whole payload
	Openings []Opening  // none where the content is withheld or was erased
}

// AuditOptions say how to audit.
type AuditOptions struct {
	Trust    *Trust
	Own      bool                    // the trust file came with the log itself: fitting it proves little
	Progress func(done, total int64) // called now and then, if not nil
	Workers  int                     // how many check at once; 0 for one a processor
	Promises []*Submission           // submission receipts to look for
	Against  [][]byte                // signed checkpoints from elsewhere, which the log has to fit too
	Now      time.Time               // by which a promise not kept is broken; needed with Promises only

	// Refused says of a promise that the log does not keep why its entry was
	// refused, where the log has that; nil where nobody can tell.
	Refused func(*Submission) (reason string, ok bool)
}

// AuditReport is what an audit found.
type AuditReport struct {
	Report
	Tree        Tree  // as recomputed
	Envelopes   int64 // how many envelopes could be checked
	Payloads    int64 // how many payloads
	Checkpoints int64
	Newest      *Opened // the largest checkpoint that satisfies the policy
}

// An audit holds this many entries at once, and of large ones only so many as
// are this many bytes together.
const (
	auditBatch = 512
	auditBytes = 16 << 20
)

// weight is about how many bytes of memory an item takes.
func (i *Item) weight() int {
	n := len(i.Leaf)
	if i.Signed != nil {
		n += len(i.Signed.Envelope) + len(i.Signed.Signature.Sig)
	}
	for _, o := range i.Openings {
		n += len(o.Value)
	}
	return n
}

// Audit recomputes a whole log: every commitment from envelope, signature and
// salt, every signature, every digest from its opening, every stored hash,
// every checkpoint. It names the first entry that does not fit. The error is
// only for a source that cannot be read, or a context that ends.
func Audit(ctx context.Context, src Source, o AuditOptions) (*AuditReport, error) {
	a := &auditor{src: src, options: o, edge: &Edge{}, promises: newPromises(o.Promises)}
	r := &a.report
	v, err := NewVerifier(o.Trust)
	if err != nil {
		r.fail("trust", "the trust file", err, "Nothing was checked. Ask for the trust file again, and compare its fingerprint.", -1)
		return r, nil
	}
	a.verifier = v
	r.open(o.Trust)
	if !a.brought() {
		return r, nil
	}
	if a.size, err = src.Size(ctx); err != nil {
		return nil, fmt.Errorf("reading the log's size: %w", err)
	}
	next, stop := iter.Pull2(src.Checkpoints(ctx))
	defer stop()
	a.next = next
	if err := a.run(ctx); err != nil {
		return nil, err
	}
	r.Tree = a.edge.Tree()
	if r.Verdict != Failed {
		a.conclude()
	}
	return r, nil
}

// auditor is one audit under way.
type auditor struct {
	src      Source
	options  AuditOptions
	verifier *Verifier
	next     func() ([]byte, error, bool)
	waiting  *Opened // a checkpoint of a size not reached yet
	edge     *Edge
	size     int64
	promises *promises
	fitted   int64           // the size of the last checkpoint that fitted
	fits     []Sentence      // about those from elsewhere that fit
	cosigned map[string]seen // what each witness cosigned last
	others   []Checkpoint    // from elsewhere, that the log has not come to yet; smallest first
	items    []Item
	checked  []checked
	report   AuditReport
}

func (a *auditor) run(ctx context.Context) error {
	if done, err := a.checkpoints(); done || err != nil || a.contradicted() {
		return err
	}
	for a.edge.Size() < a.size {
		from := a.edge.Size()
		done, err := a.batch(ctx, from, min(from+auditBatch, a.size))
		if done || err != nil {
			return err
		}
		if a.options.Progress != nil {
			a.options.Progress(a.edge.Size(), a.size)
		}
	}
	if len(a.others) > 0 {
		a.report.fail("against", placeBrought(a.others[0]), fault.New(fault.Corrupt, "the operator signed for %s, and this log has %d", entries(a.others[0].Size), a.size),
			"Ask for the newest copy of the log. If it has no more entries, they were removed, or you were shown another log than others.", -1)
	}
	if a.waiting != nil {
		a.report.fail("shrunk", "the log", fault.New(fault.Corrupt, "it has %s, but the operator signed for %d", entries(a.size), a.waiting.Size),
			"Entries were removed, or an old copy was put back. Keep this copy and the checkpoint, and tell the guarantors.", a.size)
	}
	return nil
}

// batch checks the entries from one index to another, or fewer if they are
// large; done says that a failure was found.
func (a *auditor) batch(ctx context.Context, from, to int64) (done bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, fmt.Errorf("the audit was stopped at entry %d: %w", from, err)
	}
	items := a.items[:0]
	weight := 0
	for item, err := range a.src.Items(ctx, from, to) {
		if at := from + int64(len(items)); corrupt(err) {
			a.failAt(at, "source", err)
			return true, nil
		} else if err != nil {
			return false, fmt.Errorf("reading entry %d: %w", at, err)
		}
		items = append(items, item)
		if weight += item.weight(); weight > auditBytes {
			to = from + int64(len(items))
		}
		if int64(len(items)) == to-from {
			break
		}
	}
	a.items = items
	if int64(len(items)) < to-from {
		at := from + int64(len(items))
		a.failAt(at, "missing", fault.New(fault.Corrupt, "it is missing, though the log is said to have %s", entries(a.size)))
		return true, nil
	}
	first := FirstHash(from)
	stored, err := a.src.StoredHashes(ctx, first, FirstHash(to))
	if err != nil {
		return false, fmt.Errorf("reading the stored hashes from number %d: %w", first, err)
	}
	if stored != nil && int64(len(stored)) > FirstHash(to)-first {
		return false, fault.New(fault.Internal, "the source gave %d stored hashes too many", int64(len(stored))-(FirstHash(to)-first))
	}
	keepsHashes := stored != nil
	checked := a.checkItems(items)
	var rows []Hash
	for i := range items {
		item := &items[i]
		if wrong := checked[i].misfit; wrong != nil {
			a.failAt(from+int64(i), wrong.code, wrong.err)
			return true, nil
		}
		rows = a.edge.appendHash(rows[:0], checked[i].hash)
		for _, h := range rows {
			if !keepsHashes {
				break
			}
			if len(stored) == 0 {
				a.failAt(from+int64(i), "stored-hash", fault.New(fault.Corrupt, "its stored hash is missing"))
				return true, nil
			}
			if stored[0] != h {
				a.failAt(from+int64(i), "stored-hash", fault.New(fault.Corrupt, "the leaf and the stored hash do not fit: one of them was altered"))
				return true, nil
			}
			stored = stored[1:]
		}
		if len(a.promises.list) > 0 {
			a.promises.see(from+int64(i), item.Leaf)
		}
		if item.Signed != nil {
			a.report.Envelopes++
		}
		if item.Payload {
			a.report.Payloads++
		}
		if a.contradicted() {
			return true, nil
		}
		if a.waiting == nil || a.waiting.Size > a.edge.Size() {
			continue // between two checkpoints, or after the last
		}
		if done, err := a.checkpoints(); done || err != nil {
			return done, err
		}
	}
	return false, nil
}

type misfit struct {
	code string
	err  error
}

// checked is what came of looking at one item by itself: its leaf's hash in the
// tree, or what is wrong with it.
type checked struct {
	hash Hash
	*misfit
}

// share is how many items a worker takes at a time.
const share = 16

// checkItems checks each item by itself, several at once.
func (a *auditor) checkItems(items []Item) []checked {
	if a.checked == nil {
		a.checked = make([]checked, auditBatch)
	}
	out := a.checked[:len(items)]
	workers := a.options.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	work := func() {
		for {
			from := int(next.Add(share)) - share
			if from >= len(items) {
				return
			}
			for i := from; i < min(from+share, len(items)); i++ {
				out[i] = checked{hash: leafHash(items[i].Leaf)}
				if code, err := checkItem(&items[i], a.options.Trust.Origin); err != nil {
					out[i].misfit = &misfit{code, err}
				}
			}
		}
	}
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	return out
}

func checkItem(item *Item, origin string) (code string, err error) {
	var leaf Leaf
	if err := leaf.read(item.Leaf, origin); err != nil {
		return "leaf", err
	}
	if leaf.Origin != origin {
		return "other-log", fault.New(fault.Corrupt, "the leaf is of the log %s", leaf.Origin)
	}
	if item.Signed == nil {
		if len(item.Openings) > 0 || item.Payload {
			return "source", fault.New(fault.Corrupt, "there is content without an envelope to hold it against")
		}
		return "", nil
	}
	pae := PAE(EnvelopeType, item.Signed.Envelope)
	if commitment(item.Signed.LeafSalt, pae, item.Signed.Signature) != leaf.Commitment {
		return "commitment", fault.New(fault.Corrupt, "envelope, signature or salt is not what the leaf commits to: it was altered or exchanged")
	}
	env, err := ParseEnvelope(item.Signed.Envelope)
	if err != nil {
		return "envelope", err
	}
	if env.Origin != origin {
		return "other-log", fault.New(fault.Corrupt, "the envelope is meant for the log %s", env.Origin)
	}
	if item.Key == nil {
		return "key", fault.New(fault.Corrupt, "the public key %s, which the envelope names, is missing", env.Key)
	}
	if err := env.verify(pae, item.Signed.Signature, *item.Key); err != nil {
		return "signature", err
	}
	if err := env.Fits(item.Openings); err != nil {
		return "opening", err
	}
	return "", nil
}

// checkpoints checks all the checkpoints of the size reached.
func (a *auditor) checkpoints() (done bool, err error) {
	for {
		if a.waiting == nil {
			signed, err, more := a.next()
			if err != nil {
				return false, fmt.Errorf("reading the checkpoints: %w", err)
			}
			if !more {
				return false, nil
			}
			o, err := a.verifier.PeekCheckpoint(signed)
			if err != nil {
				a.report.fail("checkpoint", fmt.Sprintf("checkpoint number %d", a.report.Checkpoints+1), err, meansTampered, -1)
				return true, nil
			}
			a.waiting = o
		}
		c := a.waiting
		if c.Size > a.edge.Size() {
			return false, nil
		}
		if c.Size < a.edge.Size() {
			a.report.fail("checkpoint-order", fmt.Sprintf("the checkpoint of %s", entries(c.Size)),
				fault.New(fault.Corrupt, "it stands after a larger one: the log went backwards"), meansTampered, -1)
			return true, nil
		}
		if c.Tree != a.edge.Tree() {
			a.report.fail("root", fmt.Sprintf("the checkpoint of %s", entries(c.Size)),
				fault.New(fault.Corrupt, "the entries do not give the root that was signed. Up to entry %d they fit; between there and entry %d one was altered, added or removed", a.fitted, c.Size),
				meansTampered, a.fitted)
			return true, nil
		}
		a.report.Checkpoints++
		a.fitted = c.Size
		for _, one := range c.Cosigned {
			if a.cosigned == nil {
				a.cosigned = map[string]seen{}
			}
			a.cosigned[one.Witness] = seen{c.Size, one.Time}
		}
		if a.options.Trust.Policy.None() || !c.WitnessedAt.IsZero() {
			a.report.Newest = c
		}
		a.waiting = nil
	}
}

const meansTampered = "The log was altered after it was signed, or this copy is damaged. Keep it, compare with other copies, and tell the guarantors."

func (a *auditor) failAt(index int64, code string, err error) {
	a.report.fail(code, fmt.Sprintf("entry %d", index), err, meansTampered, index)
}

// seen is what a witness cosigned last: how many entries, and when by its clock.
type seen struct {
	size int64
	at   time.Time
}

// since tells that the witness has cosigned nothing more.
func (s seen) since(witness string) Sentence {
	return say("not-cosigned-since", "Not cosigned by the witness %s since %s, at %s.", witness, moment(s.at), entries(s.size))
}

// conclude tells what an audit without a failure comes to.
func (a *auditor) conclude() {
	r, t := &a.report, a.options.Trust
	if r.Newest == nil {
		if r.Checkpoints > 0 {
			r.fail("witnesses", "the checkpoints", fault.New(fault.Unavailable, "none of the %d was signed by enough witnesses", r.Checkpoints), meansWait, -1)
			return
		}
		r.fail("no-checkpoint", "the log", fault.New(fault.Unavailable, "there is no signed checkpoint"),
			"Nothing vouches for this log yet: what stands in it could still be exchanged. Ask for a checkpoint.", -1)
		return
	}
	r.Verdict = Proven
	if a.options.Own {
		r.Verdict = Consistent
	}
	print := t.Fingerprint()
	r.checkpoint(a.verifier, r.Newest, a.cosigned)
	r.Checked = append(r.Checked,
		say("entries", "Every one of %s was read, and the whole tree was computed again.", entries(a.size)),
		say("envelopes", "Of %d the envelope was at hand: its commitment, its signature and its key fit.", r.Envelopes),
		say("payloads", "Of %d the content was at hand: every field is what was signed. The others are withheld from this copy, or were erased.", r.Payloads),
		say("checkpoints", "All %d checkpoints kept here fit, and each continues the one before.", r.Checkpoints))
	r.Checked = append(r.Checked, a.fits...)
	r.Checked = append(r.Checked,
		say("trust-words", "The trust file's words: %s.", print.Words()))
	if a.options.Own {
		r.Proves = append(r.Proves, say("compare-words", "Nothing yet beyond that the copy is undamaged: the trust file came with it. Compare its words with those you were given at accession."))
	} else {
		r.Proves = append(r.Proves, say("nothing-changed", "Nothing among the first %s was altered, removed, added or moved since the operator signed for them.", entries(r.Newest.Size)))
		if !t.Policy.None() {
			r.Proves = append(r.Proves,
				say("witnessed", "They existed by %s at the latest: by then enough witnesses had signed.", moment(r.Newest.WitnessedAt)),
				a.verifier.oneList(r.Newest.Size))
		}
	}
	if a.promises.tell(&r.Report, t, &a.options); r.Verdict == Failed {
		return
	}
	r.DoesNotProve = limits(t)
	if rest := a.size - r.Newest.Size; rest > 0 {
		r.DoesNotProve = append(r.DoesNotProve, say("uncovered", "That nothing of the last %s will be changed: no checkpoint that counts covers them yet.", entries(rest)))
	}
}
