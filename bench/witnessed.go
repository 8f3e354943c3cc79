package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/charters"
	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/keys"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// every is how often a checkpoint is signed.
const every = app.MinInterval

// witnessedReceipts measures how long it takes from handing a draft's acceptance
// in until its receipt proves it: appended, covered by a checkpoint that two of
// three witnesses cosigned, and verified. The witnesses answer over HTTP on this
// machine, each from a folder of its own; a network adds its round trip.
func witnessedReceipts(ctx context.Context, b *bench) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	m, end, err := witnessedMechanism(ctx, filepath.Join(b.dir, "witnessed"))
	if err != nil {
		return err
	}
	defer end()
	trust, err := m.Trust()
	if err != nil {
		return err
	}
	verifier, err := ledger.NewVerifier(trust)
	if err != nil {
		return err
	}
	var running sync.WaitGroup
	running.Go(func() { m.Publisher.Run(ctx, every, slog.New(slog.DiscardHandler)) })
	defer running.Wait()
	defer stop()
	number := 0
	for _, n := range []int{1, 16} {
		var took []time.Duration
		var mu sync.Mutex
		var all sync.WaitGroup
		failed := make(chan error, n)
		before, begin := used(), time.Now()
		for range n {
			number++
			drafts, err := waitingDrafts(ctx, m, number, 40)
			if err != nil {
				return err
			}
			all.Go(func() {
				for i := 0; i < len(drafts) && time.Since(begin) < b.span; i++ {
					at := time.Now()
					if err := untilProven(ctx, m, verifier, drafts[i]); err != nil {
						failed <- err
						return
					}
					mu.Lock()
					took = append(took, time.Since(at))
					mu.Unlock()
				}
			})
		}
		all.Wait()
		elapsed := time.Since(begin)
		select {
		case err := <-failed:
			return err
		default:
		}
		r := row{what: fmt.Sprintf("accepted to witnessed receipt, %d at once", n), rate: float64(len(took)) / elapsed.Seconds(), unit: "receipts/s",
			notes: fmt.Sprintf("a checkpoint every %v, two of three witnesses on this machine; verified", every)}
		r.cpu = (used() - before) / time.Duration(max(1, len(took)))
		r.p50, r.p99 = quantiles(took)
		b.add(r)
	}
	return nil
}

// untilProven accepts a draft, waits for a checkpoint that covers it, and has its
// receipt checked.
func untilProven(ctx context.Context, m *app.Mechanism, v *ledger.Verifier, draft string) error {
	who := desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Bench", Session: "bench"}
	made, err := m.Desk.Accept(ctx, who, []string{draft})
	if err != nil {
		return err
	}
	for {
		c, err := m.Store.LatestCheckpoint(ctx)
		if err == nil && c.Size > made[0].Index {
			break
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(2 * time.Millisecond):
		}
	}
	_, receipt, err := m.Receipt(ctx, m.Secretariat(), string(made[0].Entry))
	if err != nil {
		return err
	}
	if r := v.VerifyReceipt(receipt); !r.OK() {
		return errors.New(r.String())
	}
	return nil
}

// waitingDrafts takes a document in and gives the ids of its statements' drafts.
func waitingDrafts(ctx context.Context, m *app.Mechanism, number, n int) ([]string, error) {
	raw, read := testkit.Article(number, n)
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	doc, _, err := m.Desk.TakeIn(ctx, m.Founding.Charter.Secretariat(), read.File, "text/plain", read, sealed)
	if err != nil {
		return nil, err
	}
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s-s%d", doc.ID, i+1)
	}
	return out, nil
}

// witnessedMechanism founds a mechanism with three witnesses, of whom two have to
// sign, and opens it.
func witnessedMechanism(ctx context.Context, dir string) (m *app.Mechanism, end func(), err error) {
	var ends []func()
	all := func() {
		for _, e := range ends {
			e()
		}
	}
	defer func() {
		if err != nil {
			all()
		}
	}()
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, nil, err
	}
	list := "witnesses:\n  quorum: 2\n  list:\n"
	type seat struct {
		folder *keys.WitnessFolder
		secret *keys.Secret
		server *httptest.Server
	}
	var seats []*seat
	for _, name := range []string{"ithmar", "pellandor", "casteva"} {
		s := &seat{server: httptest.NewUnstartedServer(nil)}
		if s.secret, err = keys.NewSecret(rand.Reader, name+".example/witness", ledger.Ed25519); err != nil {
			return nil, nil, err
		}
		if s.folder, err = keys.NewWitness(filepath.Join(dir, name), s.secret, ""); err != nil {
			return nil, nil, err
		}
		c, err := ledger.NewCosigner(s.secret.Name, s.secret.Signer)
		if err != nil {
			return nil, nil, err
		}
		list += fmt.Sprintf("    - { name: %s, key: %q, url: %q }\n", name, c.Verifier().String(), "http://"+s.server.Listener.Addr().String())
		seats = append(seats, s)
	}
	charter := bytes.Replace(charters.Exercise, []byte("witnesses: none\n"), []byte(list), 1)
	if !strings.Contains(string(charter), "quorum: 2") {
		return nil, nil, errors.New("the exercise's charter names witnesses now; it has to be changed for the bench")
	}
	if m, err = app.Init(ctx, filepath.Join(dir, "mechanism"), "Bench", "charter.yaml", charter, app.Options{Guard: filepath.Join(dir, "guard")}); err != nil {
		return nil, nil, err
	}
	ends = append(ends, func() { m.Close() })
	genesis, err := m.Genesis()
	if err != nil {
		return nil, nil, err
	}
	for _, s := range seats {
		if err := s.folder.Introduce(ctx, m.Keys.LogPublic, genesis); err != nil {
			return nil, nil, err
		}
		logs, err := s.folder.Logs()
		if err != nil {
			return nil, nil, err
		}
		c, err := ledger.NewCosigner(s.secret.Name, s.secret.Signer)
		if err != nil {
			return nil, nil, err
		}
		w, err := witness.New(s.folder, logs, c)
		if err != nil {
			return nil, nil, err
		}
		s.server.Config.Handler = w.Handler(1000, time.Now)
		s.server.Start()
		ends = append(ends, s.server.Close)
	}
	return m, all, nil
}
