package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

const origin = "surety-bench/log"

// entrySize is about the size of an entry as others take it: that of ours on
// disk, so that all write as much.
const entrySize = 1024

// appends measures how many entries are on disk, a second, before their authors
// hear of it: signature checked, payload sealed and kept, tree and register
// moved. Beside them the bare file, and Tessera where it builds.
func appends(ctx context.Context, b *bench) error {
	peer, err := buildPeer(ctx, b.dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "Tessera is left out:", err)
	}
	database, stop, err := testkit.PostgresServer(b.dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "PostgreSQL is left out:", err)
	} else {
		defer stop()
	}
	for _, n := range b.writers {
		bare, err := bareFile(filepath.Join(b.dir, fmt.Sprint("bare-", n)), n, b.span)
		if err != nil {
			return err
		}
		bare.notes = fmt.Sprintf("%d bytes each, flushed together", entrySize)
		b.add(bare)
		share := func(r row, bytes float64) row {
			r.notes = fmt.Sprintf("%.0f %% of the bare file", 100*r.rate/bare.rate)
			if bytes > 0 {
				r.notes += fmt.Sprintf("; %.0f bytes an entry on disk", bytes)
			}
			return r
		}
		if peer != "" {
			r, err := runPeer(ctx, peer, filepath.Join(b.dir, fmt.Sprint("peer-", n)), n, b.span)
			if err != nil {
				return err
			}
			b.add(share(r, 0))
		}
		path := filepath.Join(b.dir, fmt.Sprintf("surety-%d.db", n))
		s, err := store.OpenSQLite(ctx, path, true)
		if err != nil {
			return err
		}
		r, each, err := submitWeighed(ctx, s, "SQLite", b.dir, n, b.span)
		if err := errors.Join(err, s.Close()); err != nil {
			return err
		}
		b.add(share(r, each))
		if database == nil {
			continue
		}
		dsn, err := database()
		if err != nil {
			return err
		}
		if s, err = store.OpenPostgres(ctx, dsn, true); err != nil {
			return err
		}
		r, each, err = submitWeighed(ctx, s, "PostgreSQL", b.dir, n, b.span)
		if err := errors.Join(err, s.Close()); err != nil {
			return err
		}
		r.cpu = 0 // the server's is not ours to see
		b.add(share(r, each))
	}
	return nil
}

// submitWeighed is submitAll, and tells by how many bytes an entry the database grew.
func submitWeighed(ctx context.Context, s *store.Whole, name, dir string, writers int, span time.Duration) (r row, each float64, err error) {
	before, err := s.Weight(ctx)
	if err != nil {
		return r, 0, err
	}
	r, made, err := submitAll(ctx, s, name, dir, writers, span)
	if err != nil {
		return r, 0, err
	}
	after, err := s.Weight(ctx)
	return r, float64(after-before) / float64(max(1, made)), err
}

// submitAll hands in entries by so many writers at once, for a time.
func submitAll(ctx context.Context, s *store.Whole, name, dir string, writers int, span time.Duration) (r row, made int, err error) {
	d, author, source, err := newDesk(ctx, s, dir)
	if err != nil {
		return r, 0, err
	}
	defer d.Close()
	// Signed before, since an author signs on a machine of their own; the check
	// of the signature is the desk's, and is measured.
	pool := make([]*ledger.SignedEntry, int(span.Seconds()*8000)+writers)
	var wg sync.WaitGroup
	errs := make(chan error, writers+2)
	for half := range 2 {
		wg.Go(func() {
			for i := half; i < len(pool); i += 2 {
				if pool[i], err = signed(author, source); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	took := make([][]time.Duration, writers)
	runtime.GC() // what sealing them left is not the desk's
	before, begin := used(), time.Now()
	for w := range writers {
		wg.Go(func() {
			for i := w; i < len(pool) && time.Since(begin) < span; i += writers {
				at := time.Now()
				h, err := d.Submit(ctx, pool[i])
				if err == nil && h.Refused != "" {
					err = errors.New(h.Refused)
				}
				if err != nil {
					errs <- err
					return
				}
				took[w] = append(took[w], time.Since(at))
			}
		})
	}
	wg.Wait()
	elapsed := time.Since(begin)
	select {
	case err := <-errs:
		return r, 0, err
	default:
	}
	var all []time.Duration
	for _, t := range took {
		all = append(all, t...)
	}
	r = row{what: fmt.Sprintf("append, %s, %d at once", name, writers), rate: float64(len(all)) / elapsed.Seconds(), unit: "entries/s"}
	r.p50, r.p99 = quantiles(all)
	r.cpu = (used() - before) / time.Duration(max(1, len(all)))
	return r, len(all), nil
}

// newDesk opens a desk on an empty store, with an author's own key bound and a
// source that entries may refer to.
func newDesk(ctx context.Context, s *store.Whole, dir string) (*desk.Desk, ledger.Signer, record.ID, error) {
	folder, err := os.MkdirTemp(dir, "keys-")
	if err != nil {
		return nil, nil, "", err
	}
	k, err := keys.Create(filepath.Join(folder, "keys"), rand.Reader, origin)
	if err != nil {
		return nil, nil, "", err
	}
	author, _, err := ledger.GenerateSigner(rand.Reader, ledger.Ed25519)
	if err != nil {
		return nil, nil, "", err
	}
	audience := []record.Seat{"party", "secretariat"}
	d := desk.New(desk.Config{Store: s, Vault: k, Signer: k.Desk, Origin: origin, Audience: audience})
	public := author.PublicKey()
	if err := d.Found(ctx, "secretariat", "bench", &record.CharterAdopted{Digest: "d", Name: "Bench", Charter: "name: Bench\n",
		Keys: []record.Key{{Seat: "party", ID: public.ID().String(), Mode: "own", Public: public.String()}}}, audience); err != nil {
		return nil, nil, "", err
	}
	raw, read := testkit.Article(1, 1)
	doc, _, err := d.TakeIn(ctx, "secretariat", read.File, "text/plain", read, record.Evidence{Name: "bench", Key: raw[:32]})
	if err != nil {
		return nil, nil, "", err
	}
	if _, err := d.Accept(ctx, desk.Person{Seat: "secretariat", Name: "Bench", Session: "bench"}, []string{doc.ID + "-s1"}); err != nil {
		return nil, nil, "", err
	}
	it, err := s.ItemAt(ctx, register.Viewer{Seats: audience}, 1)
	return d, author, it.ID, err
}

// signed makes a statement of the author's, sealed and signed.
func signed(author ledger.Signer, source record.ID) (*ledger.SignedEntry, error) {
	id, err := record.NewID(rand.Reader)
	if err != nil {
		return nil, err
	}
	head, fields, err := record.Split(record.Entry{Kind: record.KindStatementRecorded, ID: id, Mechanism: origin, Stated: time.Now(),
		Audience: []record.Seat{"party", "secretariat"}, Refs: []record.Ref{{Role: record.FromSource, ID: source}},
		Author: record.Author{Seat: "party", Key: author.PublicKey().ID().String()},
		Body: &record.StatementRecorded{Acts: []record.Act{"claim"}, Mode: "indirect", Credibility: "6",
			Speaker: record.Party{Name: "Delegation of Qarn", Side: "qarn"}, Cue: "said",
			Words: record.Words{Text: "the guard post at the Tal bridge was shelled for two hours after dawn", Start: 120, End: 190}}})
	if err != nil {
		return nil, err
	}
	control, err := ledger.Canonical(head)
	if err != nil {
		return nil, err
	}
	parsed, err := ledger.ParseID(string(id))
	if err != nil {
		return nil, err
	}
	content := make([]ledger.Field, len(fields))
	for i, f := range fields {
		content[i] = ledger.Field{Path: f.Name, Value: json.RawMessage(f.Value)}
	}
	return ledger.SealEntry(rand.Reader, author, ledger.Header{Origin: origin, ID: parsed, Control: control}, content)
}

// buildPeer builds the program that measures Tessera, from the module interop.
func buildPeer(ctx context.Context, dir string) (string, error) {
	name := filepath.Join(dir, "peer")
	out, err := exec.CommandContext(ctx, "go", "build", "-C", "interop", "-o", name, "./peer").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return name, nil
}

func runPeer(ctx context.Context, peer, dir string, writers int, span time.Duration) (row, error) {
	r := row{what: fmt.Sprintf("append, Tessera on files, %d at once", writers), unit: "entries/s"}
	cmd := exec.CommandContext(ctx, peer, "-dir", dir, "-writers", fmt.Sprint(writers), "-size", fmt.Sprint(entrySize), "-for", span.String())
	out, err := cmd.Output()
	if err != nil {
		return r, fmt.Errorf("running Tessera: %w", err)
	}
	var made, seconds, p50, p99 float64
	if _, err := fmt.Sscan(string(out), &made, &seconds, &p50, &p99); err != nil {
		return r, fmt.Errorf("Tessera's line %q: %w", out, err)
	}
	r.rate = made / seconds
	r.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()) / time.Duration(max(1, made))
	r.p50, r.p99 = time.Duration(p50*float64(time.Millisecond)), time.Duration(p99*float64(time.Millisecond))
	return r, nil
}
