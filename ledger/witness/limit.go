package witness

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// Limit lets perSecond requests through to h on average, with bursts of ten
// times as many; whoever comes beyond that is told to wait.
func Limit(h http.Handler, perSecond float64, now func() time.Time) http.Handler {
	limit := &bucket{rate: perSecond, most: 10 * perSecond, level: 10 * perSecond, at: now()}
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !limit.take(now()) {
			rw.Header().Set("Retry-After", "1")
			http.Error(rw, "too many requests", http.StatusTooManyRequests)
			return
		}
		h.ServeHTTP(rw, r)
	})
}

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

// bucket lets rate requests a second through on average.
type bucket struct {
	mu                sync.Mutex
	rate, most, level float64
	at                time.Time
}

func (b *bucket) take(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if d := now.Sub(b.at).Seconds(); d > 0 {
		b.level = min(b.most, b.level+d*b.rate)
		b.at = now
	}
	if b.level < 1 {
		return false
	}
	b.level--
	return true
}
