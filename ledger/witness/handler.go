package witness

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Handler serves a witness over HTTP:
//
//	POST /add-checkpoint                  c2sp.org/tlog-witness
//	GET  /<hex SHA-256 of origin>/checkpoint   the last one cosigned, for monitors
//
// Requests are bounded in size, and to perSecond on average from each address, four
// times as many from all, with bursts of ten times as many; whoever comes beyond that
// is told to wait. Server bounds their time.
func (w *Witness) Handler(perSecond float64, now func() time.Time) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
		if err != nil {
			http.Error(rw, "the request is too long, or was cut off", http.StatusRequestEntityTooLarge)
			return
		}
		a := w.AddCheckpoint(r.Context(), body, now())
		kind := "text/plain; charset=utf-8"
		if a.Size {
			kind = "text/x.tlog.size"
		}
		send(rw, a.Status, kind, a.Body)
	})
	names := map[string]string{}
	for _, o := range w.Origins() {
		names[LogID(o)] = o
	}
	mux.HandleFunc("GET /{log}/checkpoint", func(rw http.ResponseWriter, r *http.Request) {
		origin, ok := names[r.PathValue("log")]
		if !ok {
			http.NotFound(rw, r)
			return
		}
		signed, err := w.Last(r.Context(), origin)
		if err != nil {
			http.Error(rw, "this witness has no memory of the log", http.StatusInternalServerError)
			return
		}
		send(rw, http.StatusOK, "text/plain; charset=utf-8", signed)
	})
	return LimitEach(Limit(mux, 4*perSecond, now), perSecond, now)
}

// LogID names a log in a witness's URLs.
func LogID(origin string) string {
	sum := sha256.Sum256([]byte(origin))
	return hex.EncodeToString(sum[:])
}

func send(rw http.ResponseWriter, status int, kind string, body []byte) {
	h := rw.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("X-Content-Type-Options", "nosniff")
	rw.WriteHeader(status)
	rw.Write(body) //nolint:errcheck // whoever asked has gone
}

// Server gives an HTTP server for a witness, which bounds the time that anybody
// takes to ask. To answer may take long: a witness that mirrors fetches the log first.
func Server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
}
