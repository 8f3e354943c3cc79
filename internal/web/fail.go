package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// statuses tells each kind of failure in HTTP.
var statuses = map[fault.Kind]int{
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.NotFound:    http.StatusNotFound,
	fault.Forbidden:   http.StatusForbidden,
	fault.Conflict:    http.StatusConflict,
	fault.Unavailable: http.StatusServiceUnavailable,
	fault.Corrupt:     http.StatusInternalServerError,
	fault.Internal:    http.StatusInternalServerError,
}

// fail tells a failure as a page: what is wrong, and what to do. A failure that
// is ours, not the reader's, goes to the log with its cause and is told in
// general words.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	kind := fault.KindOf(err)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		kind = fault.Invalid
	}
	if errors.Is(err, r.Context().Err()) && r.Context().Err() != nil {
		return // the reader went away
	}
	if kind == fault.Internal || kind == fault.Corrupt || kind == fault.Unavailable {
		s.Log.Error("a page failed", "path", told(r.URL.Path), "kind", kind, "error", err)
	}
	v, seen := s.see(w, r)
	if seen != nil {
		// Not even the head of the page can be read: say so in plain text.
		t, _ := tongueOf(r)
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(statuses[kind])
		w.Write([]byte(t.T("fail."+string(kind)) + "\n" + t.T("fail."+string(kind)+".do") + "\n")) // #nosec G705 -- plain text, of the program's own sentences
		return
	}
	v.Title = v.T("fail." + string(kind))
	s.draw(w, r, statuses[kind], failPage(v, string(kind), v.told(err)))
}

// told gives a path as the operator's log may hold it: without what opens something.
func told(path string) string {
	if strings.HasPrefix(path, "/invitation/") {
		return "/invitation/…"
	}
	return path
}

// sentence gives what may be said of a failure to a reader.
func sentence(kind fault.Kind, err error) string {
	var e *fault.Error
	if kind == fault.Internal || kind == fault.Corrupt || !errors.As(err, &e) {
		return ""
	}
	return e.Sentence
}

// nothingHere answers an address that no page has.
func (s *site) nothingHere(_ http.ResponseWriter, r *http.Request) error {
	return fault.New(fault.NotFound, "there is no page %s", r.URL.Path)
}

// health answers whether the record can be read.
func (s *site) health(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if _, err := s.Views.Mechanism(r.Context()); err != nil {
		s.Log.Error("the health check failed", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write([]byte("not well\n"))
		return nil
	}
	w.Write([]byte("ok\n"))
	return nil
}
