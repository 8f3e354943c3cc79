package session

import (
	"net"
	"net/netip"
	"sync"
	"time"
)

// What one address may try: so many at once, and then one each interval.
const (
	triesAtOnce  = 20
	triesEvery   = 3 * time.Second
	maxAddresses = 10_000
)

// Limiter bounds how often one address tries to sign in. It is safe for use by
// several goroutines; the zero Limiter is ready.
type Limiter struct {
	Now func() time.Time // nil means time.Now

	mu    sync.Mutex
	until map[string]time.Time // when the address has all its tries again
}

// Allow reports whether an address, as host:port, may try now, and counts the try.
// Addresses of IPv6 count by the network of 64 bits that one household has.
func (l *Limiter) Allow(address string) bool {
	now := time.Now()
	if l.Now != nil {
		now = l.Now()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.until == nil || len(l.until) >= maxAddresses {
		fresh := map[string]time.Time{}
		for a, t := range l.until {
			if t.After(now) {
				fresh[a] = t
			}
		}
		if len(fresh) >= maxAddresses {
			return false // so many at once is an attack; those who are signed in stay so
		}
		l.until = fresh
	}
	key := household(address)
	t := l.until[key]
	if t.Before(now) {
		t = now
	}
	if t = t.Add(triesEvery); t.Sub(now) > triesAtOnce*triesEvery {
		return false
	}
	l.until[key] = t
	return true
}

func household(address string) string {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		if p, err := ip.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}
