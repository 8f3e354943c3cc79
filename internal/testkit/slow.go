package testkit

import (
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// Slow comes to a server as those do who want to keep it busy: without a word; with a
// head that never ends; with a body that comes byte by byte (post, a path); asking
// without end for what they never read (get, a path). It fails unless the server ends
// each of these by itself, and answers somebody else meanwhile. The server's limits of
// time are each a hundredth of what it came with, so that a test need not wait for them.
func Slow(t *testing.T, s *http.Server, get, post string) {
	t.Helper()
	address, ended := hurried(t, s)
	const host = "Host: localhost:8080\r\n"
	for name, c := range map[string]struct {
		begin, on string
	}{
		"says nothing":        {},
		"never ends its head": {"GET " + get + " HTTP/1.1\r\n" + host + "X-Slow: ", "x"},
		"sends a body byte by byte": {"POST " + post + " HTTP/1.1\r\n" + host +
			"Content-Type: application/vnd.surety.entry.v1+json\r\nContent-Length: 100000\r\n\r\n", "x"},
		"never reads": {"", strings.Repeat("GET "+get+" HTTP/1.1\r\n"+host+"\r\n", 100)},
	} {
		t.Run(name, func(t *testing.T) {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			gone := ended(conn.LocalAddr())
			go func() {
				_, err := io.WriteString(conn, c.begin)
				for err == nil && c.on != "" {
					_, err = io.WriteString(conn, c.on)
					if len(c.on) == 1 {
						time.Sleep(5 * time.Millisecond)
					}
				}
			}()
			if err := answered("http://" + address + get); err != nil {
				t.Fatalf("nobody else is answered meanwhile: %v", err)
			}
			select {
			case <-gone:
			case <-time.After(time.Minute):
				t.Fatal("the server waits for it")
			}
		})
	}
}

// answered asks until it is answered, some times at the most: limits that are a
// hundredth as long end on a busy machine what is quick enough on any other.
func answered(url string) (err error) {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for range 20 {
		var res *http.Response
		if res, err = client.Get(url); err == nil {
			return res.Body.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// hurried serves with limits a hundredth as long, and gives the address, and what
// tells when the connection from an address ended on the server's side.
func hurried(t *testing.T, s *http.Server) (address string, ended func(net.Addr) <-chan struct{}) {
	t.Helper()
	for _, limit := range []*time.Duration{&s.ReadHeaderTimeout, &s.ReadTimeout, &s.WriteTimeout, &s.IdleTimeout} {
		if *limit <= 0 {
			t.Fatalf("the server lacks a limit of time: %+v", s)
		}
		*limit /= 100
	}
	var mu sync.Mutex
	all := map[string]chan struct{}{}
	of := func(a net.Addr) chan struct{} {
		mu.Lock()
		defer mu.Unlock()
		if all[a.String()] == nil {
			all[a.String()] = make(chan struct{})
		}
		return all[a.String()]
	}
	s.ConnState = func(c net.Conn, state http.ConnState) {
		if state == http.StateClosed {
			select {
			case <-of(c.RemoteAddr()): // an address that comes again
			default:
				close(of(c.RemoteAddr()))
			}
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(l) //nolint:errcheck // it ends with the test
	t.Cleanup(func() { s.Close() })
	return l.Addr().String(), func(a net.Addr) <-chan struct{} { return of(a) }
}
