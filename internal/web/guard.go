package web

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/surety-mechanism/surety/internal/fault"
)

// maxBody bounds what a form may send: a correction of one draft, with room.
const maxBody = 1 << 20

// policy lets a page load its own style, script, font and pictures, and nothing
// from anywhere else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard is what every request meets before its page: headers, limits, refusal
// of forms sent by other sites, compression, and an answer even to a bug.
func (s *site) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, fault.New(fault.Forbidden, "this form was sent by another site, and nothing was done"))
	}))
	inner := origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("X-Frame-Options", "DENY")
		if !strings.HasPrefix(r.URL.Path, "/assets/") {
			// A page depends on its reader: their seat, their language.
			h.Set("Cache-Control", "private, no-cache")
			h.Set("Vary", "Accept-Language, Cookie")
		}
		limit := int64(maxBody)
		if r.Method == http.MethodPost && r.URL.Path == fieldPath {
			limit = maxReport // streamed, and never held
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		cw := compress(w, r)
		defer cw.Close()
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.Log.Error("a page panicked", "path", told(r.URL.Path), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if !cw.wrote {
					s.fail(cw, r, fmt.Errorf("panic: %v", p))
				}
			}
		}()
		inner.ServeHTTP(cw, r)
	})
}

var gzips = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// compressed is a response that is sent with gzip where the reader takes it and
// the content is text.
type compressed struct {
	http.ResponseWriter
	takes bool
	wrote bool
	gz    *gzip.Writer
}

func compress(w http.ResponseWriter, r *http.Request) *compressed {
	return &compressed{ResponseWriter: w, takes: strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Method != http.MethodHead}
}

// Unwrap gives the response under it, whose deadlines a long form moves.
func (c *compressed) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// WriteHeader decides whether the answer is compressed.
func (c *compressed) WriteHeader(status int) {
	if c.wrote {
		return
	}
	c.wrote = true
	h := c.Header()
	h.Add("Vary", "Accept-Encoding")
	kind, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	text := strings.HasPrefix(kind, "text/") || kind == "application/json" || kind == "image/svg+xml"
	if c.takes && text && status != http.StatusNoContent && status != http.StatusNotModified && h.Get("Content-Encoding") == "" {
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		c.gz = gzips.Get().(*gzip.Writer)
		c.gz.Reset(c.ResponseWriter)
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write sends a piece of the answer.
func (c *compressed) Write(b []byte) (int, error) {
	if !c.wrote {
		if c.Header().Get("Content-Type") == "" {
			c.Header().Set("Content-Type", http.DetectContentType(b))
		}
		c.WriteHeader(http.StatusOK)
	}
	if c.gz != nil {
		return c.gz.Write(b)
	}
	return c.ResponseWriter.Write(b)
}

// Close ends the answer.
func (c *compressed) Close() {
	if c.gz != nil {
		c.gz.Close()
		c.gz.Reset(nil)
		gzips.Put(c.gz)
		c.gz = nil
	}
}
