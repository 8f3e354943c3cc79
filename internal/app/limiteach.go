package app

import (
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/ledger/witness"
)

// maxAddresses bounds how many addresses are told apart. Beyond it all of them
// begin again: a flood from many addresses gains a burst by that, and no memory.
const maxAddresses = 4096

// limitEach lets each address have so many requests a second, so that who floods
// shuts out himself, and not the other side.
func limitEach(h http.Handler, perSecond float64, now func() time.Time) http.Handler {
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
			limited = witness.Limit(h, perSecond, now)
			each[address] = limited
		}
		mu.Unlock()
		limited.ServeHTTP(w, r)
	})
}
