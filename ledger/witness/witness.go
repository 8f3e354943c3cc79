// Package witness lets guarantors and parties stand witness to a log, and lets
// the operator ask them: both sides of c2sp.org/tlog-witness. A witness cosigns
// a checkpoint only after a proof that it continues the last one it cosigned,
// so that an operator cannot show two histories to people who ask the same
// witnesses. It keeps what an operator signed in contradiction to itself.
//
// A witness knows checkpoints only: no entry, no member of the mechanism, and
// nothing of what a log is about. Where it keeps its memory is behind [Memory].
package witness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
)

// Memory is what a witness must not forget. A witness that lost it is retired,
// not restarted: a new one, under a new name and key, takes its place.
//
// Every implementation passes memorytest.Run.
type Memory interface {
	// Last gives the last checkpoint cosigned for a log, with its signatures, or
	// a fault.NotFound for a log that was never introduced.
	Last(ctx context.Context, origin string) ([]byte, error)

	// Advance replaces last by next, durably before it returns; last is nil to
	// introduce a log. It fails with fault.Conflict if the memory is not last,
	// and then changes nothing.
	Advance(ctx context.Context, origin string, last, next []byte) error

	// Keep keeps evidence durably, beside what it keeps already; the same two
	// checkpoints once, however often they come.
	Keep(ctx context.Context, origin string, e *ledger.Evidence) error
}

// Witness cosigns the checkpoints of the logs it was introduced to. It is safe
// for use by several goroutines.
type Witness struct {
	// Approve is asked before anything is signed, if it is not nil, and its error
	// ends the matter: a witness that mirrors the log looks there at every entry.
	Approve func(ctx context.Context, next ledger.Checkpoint) error

	signers []*ledger.Cosigner
	memory  Memory
	logs    map[string]note.Verifier
	mu      sync.Mutex // held from reading the memory to advancing it
}

// New makes a witness that signs with one key, or with several of different
// algorithms, all under one name.
func New(m Memory, logs []note.Verifier, signers ...*ledger.Cosigner) (*Witness, error) {
	w := &Witness{signers: signers, memory: m, logs: map[string]note.Verifier{}}
	if len(signers) == 0 {
		return nil, fault.New(fault.Invalid, "a witness needs a key")
	}
	for _, l := range logs {
		if _, twice := w.logs[l.Name()]; twice {
			return nil, fault.New(fault.Invalid, "the log %s is named twice", l.Name())
		}
		w.logs[l.Name()] = l
	}
	return w, nil
}

// Introduce makes a witness remember a log by its first checkpoint, which was
// handed over out of band. Without it the first checkpoint that arrived would
// be believed, whoever sent it.
func Introduce(ctx context.Context, m Memory, log note.Verifier, genesis []byte) error {
	if _, err := ledger.OpenCheckpoint(genesis, log); err != nil {
		return err
	}
	return m.Advance(ctx, log.Name(), nil, genesis)
}

// Answer is what a witness says: an HTTP status and a body.
type Answer struct {
	Status int
	Body   []byte
	Size   bool   // the body is a size, of type text/x.tlog.size
	Origin string // the log concerned, where it is a known one
}

// AddCheckpoint answers one request of the protocol at a time given.
func (w *Witness) AddCheckpoint(ctx context.Context, body []byte, now time.Time) Answer {
	req, err := parseRequest(body)
	if err != nil {
		return refuse(400, err)
	}
	text, _, _ := strings.Cut(string(req.checkpoint), "\n")
	log, ok := w.logs[text]
	if !ok {
		return refuse(404, fault.New(fault.NotFound, "this witness does not know the log"))
	}
	next, err := ledger.OpenCheckpoint(req.checkpoint, log)
	if err != nil {
		return refuse(403, fault.New(fault.Forbidden, "the checkpoint is not signed by the log's key, or is not in the form of a checkpoint"))
	}
	a := w.decide(ctx, log, req, next, now)
	a.Origin = next.Origin
	return a
}

func (w *Witness) decide(ctx context.Context, log note.Verifier, req *request, next ledger.Checkpoint, now time.Time) Answer {
	if req.old > next.Size {
		return refuse(400, fault.New(fault.Invalid, "the old size is larger than the checkpoint's"))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	signed, err := w.memory.Last(ctx, next.Origin)
	if err != nil {
		return refuse(500, fmt.Errorf("this witness has lost its memory of the log, and signs nothing: %w", err))
	}
	last, err := ledger.OpenCheckpoint(signed, log)
	if err != nil {
		return refuse(500, fmt.Errorf("this witness's memory of the log is damaged, and it signs nothing: %w", err))
	}
	if next.Size == last.Size && next.Root != last.Root {
		if err := w.keep(ctx, signed, req, now); err != nil {
			return refuse(500, err)
		}
	}
	if req.old != last.Size {
		return conflict(last.Size)
	}
	if err := ledger.CheckConsistency(req.proof, last.Tree, next.Tree); err != nil {
		if next.Size > last.Size {
			if err := w.keep(ctx, signed, req, now); err != nil {
				return refuse(500, err)
			}
		}
		return refuse(422, err)
	}
	if w.Approve != nil {
		if err := w.Approve(ctx, next); err != nil {
			return refuse(500, fmt.Errorf("this witness does not sign before it has seen the log itself: %w", err))
		}
	}
	var lines []string
	for _, s := range w.signers {
		if _, before, err := s.Verifier().ReadCosignature(signed, signatures(signed)); err == nil && now.Before(before) {
			return refuse(500, fault.New(fault.Unavailable, "this witness's clock is set back to before its last signature, and it signs nothing"))
		}
		line, err := s.Cosign(next, now)
		if err != nil {
			return refuse(500, err)
		}
		lines = append(lines, line)
	}
	if err := w.memory.Advance(ctx, next.Origin, signed, ledger.Attach(req.checkpoint, lines...)); err != nil {
		if fault.Is(err, fault.Conflict) { // another process shares this memory
			if newer, err := w.lastSize(ctx, log); err == nil {
				return conflict(newer)
			}
		}
		return refuse(500, fmt.Errorf("this witness could not remember the checkpoint, and so does not sign it: %w", err))
	}
	return Answer{Status: 200, Body: []byte(strings.Join(lines, ""))}
}

// keep keeps the two checkpoints as evidence, which both are signed by the log.
func (w *Witness) keep(ctx context.Context, last []byte, req *request, now time.Time) error {
	e := &ledger.Evidence{First: last, Second: req.checkpoint, Proof: req.proof, Seen: now}
	origin, _, _ := strings.Cut(string(last), "\n")
	if err := w.memory.Keep(ctx, origin, e); err != nil {
		return fmt.Errorf("keeping the evidence: %w", err)
	}
	return nil
}

// Last gives the last checkpoint cosigned for a log.
func (w *Witness) Last(ctx context.Context, origin string) ([]byte, error) {
	if _, ok := w.logs[origin]; !ok {
		return nil, fault.New(fault.NotFound, "this witness does not know the log")
	}
	return w.memory.Last(ctx, origin)
}

// Origins names the logs it was introduced to.
func (w *Witness) Origins() []string {
	var out []string
	for o := range w.logs {
		out = append(out, o)
	}
	return out
}

func (w *Witness) lastSize(ctx context.Context, log note.Verifier) (int64, error) {
	signed, err := w.memory.Last(ctx, log.Name())
	if err != nil {
		return 0, err
	}
	c, err := ledger.OpenCheckpoint(signed, log)
	return c.Size, err
}

func signatures(signed []byte) []byte {
	_, lines, _ := bytes.Cut(signed, []byte("\n\n"))
	return lines
}

func refuse(status int, err error) Answer {
	return Answer{Status: status, Body: []byte(err.Error() + "\n")}
}

func conflict(size int64) Answer {
	return Answer{Status: 409, Body: []byte(strconv.FormatInt(size, 10) + "\n"), Size: true}
}

// request is the body of add-checkpoint.
type request struct {
	old        int64
	proof      []ledger.Hash
	checkpoint []byte
}

// maxBody bounds a request: a size, 63 hashes, and a checkpoint with signatures.
const maxBody = 160 << 10

var errRequest = errors.New("expected \"old\" and a size, at most 63 hashes in base64, an empty line, and a signed checkpoint")

// parseRequest reads "old <size>", proof lines, an empty line, a checkpoint.
func parseRequest(body []byte) (*request, error) {
	if len(body) > maxBody {
		return nil, fault.New(fault.Invalid, "the request is longer than %d bytes", maxBody)
	}
	head, checkpoint, ok := strings.Cut(string(body), "\n\n")
	lines := strings.Split(head, "\n")
	size, isOld := strings.CutPrefix(lines[0], "old ")
	n, err := strconv.ParseInt(size, 10, 64)
	if !ok || !isOld || err != nil || n < 0 || strconv.FormatInt(n, 10) != size || len(lines) > 64 || checkpoint == "" {
		return nil, fault.New(fault.Invalid, "the request is malformed: %w", errRequest)
	}
	r := &request{old: n, checkpoint: []byte(checkpoint)}
	for _, l := range lines[1:] {
		h, err := ledger.ParseHash(l)
		if err != nil {
			return nil, fault.New(fault.Invalid, "the request is malformed: %w", errRequest)
		}
		r.proof = append(r.proof, h)
	}
	return r, nil
}

// marshal writes the request.
func (r *request) marshal() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", r.old)
	for _, h := range r.proof {
		b.WriteString(h.String() + "\n")
	}
	b.WriteByte('\n')
	b.Write(r.checkpoint)
	return b.Bytes()
}
