package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/surety-mechanism/surety/internal/api"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/web"
	"github.com/surety-mechanism/surety/ledger/witness"
)

// The interval at which a server signs a checkpoint when something came.
const (
	DefaultInterval = time.Second
	MinInterval     = 100 * time.Millisecond
)

// Listen takes an address for the pages. It refuses any that is not this
// machine's own: who may see what is not settled beyond it.
func Listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%q is not an address as host:port: %w", address, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fault.New(fault.Forbidden, "the pages are served on this machine alone for now: %q is not a loopback address such as localhost:8080", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "listening on %s: %w", address, err)
	}
	return l, nil
}

// Serve answers on l until ctx ends, then finishes what it has begun. One
// process at a time serves a folder; ready is called when this one does.
//
// Before anything is served every witness is asked for the last checkpoint that
// it cosigned: a log that does not continue it is not served.
func (m *Mechanism) Serve(ctx context.Context, l net.Listener, interval time.Duration, ready func()) error {
	if interval < MinInterval {
		l.Close()
		return fault.New(fault.Invalid, "checkpoints can be signed every %v at the most, not every %v", MinInterval, interval)
	}
	release, err := m.Hold()
	if err != nil {
		l.Close()
		return err
	}
	defer release()
	if err := m.Publisher.Agree(ctx); err != nil {
		l.Close()
		return err
	}
	ready()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	published := make(chan struct{})
	go func() {
		defer close(published)
		m.Publisher.Run(ctx, interval, slog.Default())
	}()
	attested := make(chan struct{})
	go func() {
		defer close(attested)
		m.attesting(ctx, attestEvery)
	}()
	server := web.Server(l.Addr().String(), m.handler())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err = <-ended:
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		err = server.Shutdown(last)
	}
	stop()
	<-published
	<-attested
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// handler gives everything that a server answers: the pages, and below /tlog/ the
// log itself for whoever wants to check it.
func (m *Mechanism) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", m.Pages())
	mux.Handle(api.Prefix+"/", m.API())
	mux.Handle("GET "+logAt, http.StripPrefix(logAt, m.serveLog()))
	mux.Handle("POST "+submitAt, witness.Limit(http.HandlerFunc(m.takeSubmission), submitRate, time.Now))
	return mux
}
