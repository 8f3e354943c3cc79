package web

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/surety-mechanism/surety/internal/session"
	"github.com/surety-mechanism/surety/internal/web/outline"
)

// Config is what the pages work with.
type Config struct {
	Views Views
	Desk  Desk // nil: nothing can be decided on these pages

	SignIn  SignIn  // nil: nobody has a session here
	Signing Signing // nil: nothing is signed on these pages

	// Identify says who is at the other end of a request; nil means a reader
	// who sees what is public.
	Identify func(*http.Request) Identity

	// BaseMap is the file of a base map that the deployer brings, in the PMTiles
	// format with pictures as tiles; "" for none. What it draws, and which lines,
	// is the deployer's to answer for.
	BaseMap string

	// Boundaries are the mechanism's own, as its charter names them; nil where it
	// names none, or their file is not there.
	Boundaries *outline.Own

	Now func() time.Time // nil means time.Now
	Log *slog.Logger     // nil means slog.Default
}

// Identity is who asks: whom they read and act for, and by which session.
type Identity = session.Identity

// site is the pages at work. It is read only after New.
type site struct {
	Config
	mux *http.ServeMux
}

// New gives the pages. Serve them with Server, or with limits like its own.
func New(c Config) http.Handler {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.Identify == nil {
		c.Identify = func(*http.Request) Identity { return Identity{} }
	}
	s := &site{Config: c, mux: http.NewServeMux()}
	s.routes()
	return s.guard(s.mux)
}

// Server gives an HTTP server for the pages, with limits on time and size.
func Server(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}
