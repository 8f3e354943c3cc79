package witness

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// maxAddresses bounds how many addresses are told apart. Beyond it all of them
// begin again: a flood from many addresses gains a burst by that, and no memory.
const maxAddresses = 4096

// LimitEach lets each address have so many requests a second on average, so that
// who floods shuts out himself, and not the other side. Behind a server that speaks
// for all, it is that server which has to tell addresses apart.
func LimitEach(h http.Handler, perSecond float64, now func() time.Time) http.Handler {
	var mu sync.Mutex
	each := map[string]http.Handler{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			address = r.RemoteAddr
		}
		mu.Lock()
		limited := each[address]
		if limited == nil {
			if len(each) >= maxAddresses {
				clear(each)
			}
			limited = Limit(h, perSecond, now)
			each[address] = limited
		}
		mu.Unlock()
		limited.ServeHTTP(w, r)
	})
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
