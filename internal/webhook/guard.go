package webhook

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"time"
)

// Resolver finds the addresses of a name. *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// closed are the networks that are nobody's on the internet, or lead back into
// this one (IANA's special-purpose address registries). Beside them everything
// that is not global unicast is closed.
var closed = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
	"fc00::/7", "fe80::/10", "fec0::/10")

func prefixes(list ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(list))
	for i, s := range list {
		all[i] = netip.MustParsePrefix(s)
	}
	return all
}

// open reports whether an address may be gone to: a public one, or one of those
// that the subscription names. Over http only the latter.
func (sub Subscription) open(a netip.Addr, plain bool) bool {
	a = a.Unmap().WithZone("")
	in := func(p netip.Prefix) bool { return p.Contains(a) }
	if slices.ContainsFunc(sub.Allow, in) {
		return true
	}
	return !plain && a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(closed, in)
}

// transport connects to the subscription's address and to nothing else: the name
// is resolved once, every address that it has is looked at, and the one that was
// looked at is connected to. No proxy of the environment stands between.
func (sub Subscription) transport(r Resolver) http.RoundTripper {
	if r == nil {
		r = net.DefaultResolver
	}
	dial := func(plain bool) func(ctx context.Context, network, address string) (net.Conn, error) {
		return func(ctx context.Context, _, address string) (net.Conn, error) {
			host, port, err := net.SplitHostPort(address)
			if err != nil {
				return nil, err
			}
			all, err := addresses(ctx, r, host)
			if err != nil {
				return nil, err
			}
			for _, a := range all {
				if !sub.open(a, plain) {
					return nil, fmt.Errorf("%s is at %s, which is not an address that deliveries go to; name it in allow if they are to", host, a)
				}
			}
			var d net.Dialer
			var last error
			for _, a := range all {
				c, err := d.DialContext(ctx, "tcp", net.JoinHostPort(a.Unmap().String(), port))
				if err == nil {
					return c, nil
				}
				last = err
			}
			return nil, last
		}
	}
	// http takes DialContext for plain connections and for those that TLS is laid
	// over; which it is follows from the address that the subscription has.
	plain := len(sub.URL) < 8 || sub.URL[:8] != "https://"
	return &http.Transport{Proxy: nil, DialContext: dial(plain), TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience,
		MaxResponseHeaderBytes: 64 << 10, DisableCompression: true, MaxIdleConns: 1, IdleConnTimeout: time.Minute}
}

func addresses(ctx context.Context, r Resolver, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	all, err := r.LookupNetIP(ctx, "ip", host)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%s has no address", host)
	}
	return all, err
}
