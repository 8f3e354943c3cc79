package app

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/net/netutil"

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

// Listen takes an address for the pages. Without a Serving that settles who signs
// in and over what it refuses any that is not this machine's own.
func Listen(address string, s *Serving) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%q is not an address as host:port: %w", address, err)
	}
	if s == nil && !loopback(host) {
		return nil, fault.New(fault.Forbidden, "%q is not a loopback address such as localhost:8080: beyond this machine the pages are served only with a file %s in the data folder, which settles sign-in and transport (docs/running.md)", address, servingFile)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "listening on %s: %w", address, err)
	}
	return l, nil
}

// loopback reports whether a host names this machine itself.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Serve answers on l until ctx ends, then finishes what it has begun. One
// process at a time serves a folder; ready is called when this one does.
//
// Before anything is served every witness is asked for the last checkpoint that
// it cosigned: a log that does not continue it is not served.
//
// With a Serving people sign in, over TLS; without, whoever reaches the machine is
// its operator.
func (m *Mechanism) Serve(ctx context.Context, l net.Listener, serving *Serving, interval time.Duration, ready func()) error {
	attesting := m.AttestEvery
	if attesting == 0 {
		attesting = DefaultAttesting
	}
	if attesting < MinAttesting {
		l.Close()
		return fault.New(fault.Invalid, "time and state can be attested every %v at the most, not every %v", MinAttesting, attesting)
	}
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
	limited := netutil.LimitListener(l, maxConnections)
	if m.serving = serving; serving != nil {
		config, err := m.transport(serving)
		if err != nil {
			l.Close()
			return err
		}
		limited = tls.NewListener(limited, config)
	}
	subscribers, err := m.Webhooks()
	if err == nil {
		err = m.Publisher.Agree(ctx)
	}
	if err != nil {
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
		m.attesting(ctx, attesting)
	}()
	go m.awaitNextDesk(ctx, keyWatch)
	told := make(chan struct{})
	go func() {
		defer close(told)
		m.tellSubscribers(ctx, subscribers)
	}()
	server := web.Server(l.Addr().String(), m.handler())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(limited) }()
	last, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	time.AfterFunc(lastWork, cancel)
	if err == nil {
		err = server.Shutdown(last)
	}
	stop()
	<-published
	<-attested
	<-told
	m.tellRefusals(last)
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// lastWork is how long a server that was told to end takes for what it has begun.
const lastWork = 10 * time.Second

// tellRefusals has the log tell, before a server ends, what was refused since the last
// round: nothing else remembers it. Without a checkpoint over it the entry waits for
// the next start, as any other does.
func (m *Mechanism) tellRefusals(ctx context.Context) {
	some, err := m.AttestRefusals(ctx)
	if err != nil {
		slog.Error("what was refused was not committed to", "error", err)
	}
	if !some {
		return
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		slog.Warn("the last entry has no checkpoint yet", "error", err)
	}
}

// maxConnections bounds how many connections are open at a time.
const maxConnections = 1024

// handler gives everything that a server answers: the pages, and below /tlog/ the
// log itself for whoever wants to check it.
func (m *Mechanism) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", m.refused.Handler("pages", m.Pages()))
	programs := m.API()
	mux.Handle(api.Prefix+"/", m.refused.Handler("api", programs))
	signed := m.refused.Handler("submissions", witness.LimitEach(programs, submitRate, time.Now))
	mux.Handle("POST "+api.Prefix+"/submissions", signed)
	mux.Handle("POST "+api.Prefix+"/submissions/check", signed)
	mux.Handle("GET "+logAt, m.refused.Handler("log", http.StripPrefix(logAt, m.serveLog())))
	mux.Handle("POST "+submitAt, m.refused.Handler("submit", witness.LimitEach(http.HandlerFunc(m.takeSubmission), submitRate, time.Now)))
	return m.ownName(mux)
}

// ownName answers to the machine's own name alone: a name of somebody else's that
// leads here is how a page elsewhere would read what is served here. Over TLS it
// also tells browsers never to come without.
func (m *Mechanism) ownName(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(r.Host); err == nil {
			host = h
		}
		if m.serving == nil && !loopback(strings.Trim(host, "[]")) || m.serving != nil && host != m.serving.Domain {
			http.Error(w, "this machine answers to its own name alone", http.StatusMisdirectedRequest)
			return
		}
		if m.serving != nil {
			w.Header().Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}
