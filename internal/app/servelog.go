package app

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/ledger/witness"
	"github.com/surety-mechanism/surety/register"
)

// logAt is where a server has the log: the address that `surety verify` and any
// reader of tiled logs are given.
const logAt = "/tlog/"

// The log's files are small and come out of the database: each address is answered
// so many a second on average, and all of them together four times as many.
const logRate = 200

// serveLog answers with the files that ExportLog writes, as they stand now: the
// log for everyone, and what everyone may read of it.
func (m *Mechanism) serveLog() http.Handler {
	s := &logServer{m: m}
	all := witness.Limit(s, 4*logRate, time.Now)
	return witness.LimitEach(all, logRate, time.Now)
}

type logServer struct {
	m *Mechanism

	mu   sync.Mutex
	fold viewFold // everyone's view, as far as it was asked for
	view []byte   // of the fold
}

// ServeHTTP gives one file.
func (s *logServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, kind, err := s.file(r.Context(), r.URL.Path)
	switch {
	case fault.Is(err, fault.NotFound):
		http.Error(w, "the log has no such file", http.StatusNotFound)
		return
	case err != nil:
		http.Error(w, "the log cannot be read now", http.StatusServiceUnavailable)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	// It is public, and a verifier on another page may read it.
	h.Set("Access-Control-Allow-Origin", "*")
	w.Write(data) // #nosec G705 -- the log's own files, of the types that file gives
}

func (s *logServer) file(ctx context.Context, path string) (data []byte, kind string, err error) {
	const text, binary = "text/plain; charset=utf-8", "application/octet-stream"
	switch {
	case path == ledger.CheckpointPath:
		c, err := s.m.Store.LatestCheckpoint(ctx)
		return c.Note, text, err
	case path == trustPath:
		data, err := s.m.trustText()
		return data, text, err
	case path == viewPath:
		data, err := s.everyone(ctx)
		return data, text, err
	case strings.HasPrefix(path, "tile/"):
		data, err := s.tile(ctx, path)
		return data, binary, err
	case strings.HasPrefix(path, "disclosed/"):
		index, err := ledger.ParseDisclosedPath(path)
		if err != nil {
			return nil, "", err
		}
		data, err := s.disclosed(ctx, index)
		return data, text, err
	}
	return nil, "", fault.New(fault.NotFound, "there is no file %s", path)
}

// tile gives a tile or bundle of what is committed, published or not: a witness
// that mirrors the log has to see an entry before it signs.
func (s *logServer) tile(ctx context.Context, path string) ([]byte, error) {
	t, err := ledger.ParseTile(path)
	if err != nil {
		return nil, err
	}
	size, err := s.m.Store.Size(ctx)
	if err != nil {
		return nil, err
	}
	if !t.Holds(size) {
		return nil, fault.New(fault.NotFound, "there is no file %s", path)
	}
	if t.Level >= 0 {
		return t.Hashes(s.m.Store.Hashes(ctx))
	}
	rows, err := s.m.whole.Rows(ctx, t.First(), t.First()+int64(t.Width))
	if err != nil {
		return nil, err
	}
	leaves := make([][]byte, len(rows))
	for i, row := range rows {
		leaves[i] = row.Leaf
	}
	return ledger.Bundle(leaves)
}

// disclosed gives what everyone may read of the entries that are published.
func (s *logServer) disclosed(ctx context.Context, index int64) ([]byte, error) {
	c, err := s.m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	if index >= c.Size {
		return nil, fault.New(fault.NotFound, "entry %d is not published", index)
	}
	return s.m.disclosed(ctx, register.Viewer{}, index, c.Size)
}

// everyone gives everyone's view at the size of the published checkpoint.
func (s *logServer) everyone(ctx context.Context) ([]byte, error) {
	c, err := s.m.Store.LatestCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.view != nil && s.fold.state.Size() == c.Size {
		return s.view, nil
	}
	if err := s.m.viewState(ctx, &s.fold, c.Size); err != nil {
		s.fold, s.view = viewFold{}, nil
		return nil, err
	}
	digest, err := s.fold.state.Digest()
	if err != nil {
		return nil, err
	}
	v := View{Origin: s.m.Founding.Origin, Size: c.Size, State: digest}
	s.view = v.Marshal()
	return s.view, nil
}
