package webhook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/record"
)

// entries is a log of n entries, of which a seat may read every nth.
type entries struct {
	mu   sync.Mutex
	n    int64
	nth  map[record.Seat]int64
	fail error
}

func (e *entries) Follow(_ context.Context, sub Subscription, after int64, limit int) (Batch, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	b := Batch{Origin: "o", After: after, Next: e.n - 1}
	var all []int64
	for i := after + 1; i < e.n && len(all) < limit; i++ {
		if nth := e.nth[sub.Seat]; nth > 0 && i%nth == 0 {
			all, b.Next = append(all, i), i
		}
	}
	if len(all) < limit {
		b.Next = e.n - 1
	}
	b.Entries, b.Count, b.More = all, len(all), len(all) == limit
	return b, e.fail
}

func (e *entries) grow(n int64) { e.mu.Lock(); e.n += n; e.mu.Unlock() }

type memory struct {
	mu   sync.Mutex
	kept map[string]Progress
}

func (m *memory) Progress(id string) (Progress, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p, ok := m.kept[id]; ok {
		return p, nil
	}
	return Progress{Next: -1}, nil
}

func (m *memory) Keep(id string, p Progress) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[id] = p
	return nil
}

// receiver is a subscriber that answers as it is told to.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []int64
	ids    []string
	tries  int
	answer func(w http.ResponseWriter, r *http.Request, try int) bool // false: it was not taken
}

var secret = []byte("0123456789012345678901234567890123456789")

func receive(t *testing.T, answer func(http.ResponseWriter, *http.Request, int) bool) *receiver {
	rec := &receiver{answer: answer}
	rec.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		rec.mu.Lock()
		defer rec.mu.Unlock()
		rec.tries++
		var sent time.Time
		var unix int64
		if _, err := fmt.Sscan(r.Header.Get("Webhook-Timestamp"), &unix); err == nil {
			sent = time.Unix(unix, 0)
		}
		if want := (Subscription{Secret: secret}).sign(r.Header.Get("Webhook-Id"), sent, body); r.Header.Get("Webhook-Signature") != want {
			t.Errorf("signature %q, want %q", r.Header.Get("Webhook-Signature"), want)
		}
		if rec.answer != nil && !rec.answer(w, r, rec.tries) {
			return
		}
		var d struct{ Data struct{ Entries []int64 } }
		if err := json.Unmarshal(body, &d); err != nil {
			t.Error(err)
		}
		rec.got, rec.ids = append(rec.got, d.Data.Entries...), append(rec.ids, r.Header.Get("Webhook-Id"))
	}))
	t.Cleanup(rec.Close)
	return rec
}

func (r *receiver) has(n int) bool { r.mu.Lock(); defer r.mu.Unlock(); return len(r.got) >= n }

func (r *receiver) sub(id string, seat record.Seat) Subscription {
	return Subscription{ID: id, URL: r.URL, Seat: seat, Secret: secret, Allow: prefixes("127.0.0.0/8", "::1/128")}
}

// run delivers until done, or the test's patience ends.
func run(t *testing.T, log Log, m Memory, done func() bool, subs ...Subscription) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	s := &Sender{Log: log, Memory: m, Subs: subs, Errors: slog.New(slog.DiscardHandler), Now: time.Now, Interval: 5 * time.Millisecond,
		Pause: func(int) time.Duration { return 5 * time.Millisecond }}
	ended := make(chan struct{})
	go func() { s.Run(ctx); close(ended) }()
	for !done() {
		if ctx.Err() != nil {
			t.Fatal("it was not delivered")
		}
		time.Sleep(2 * time.Millisecond)
	}
	cancel()
	<-ended
}

// The test vector of the reference implementations of Standard Webhooks.
func TestSignature(t *testing.T) {
	key, err := ParseSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
	if err != nil {
		t.Fatal(err)
	}
	got := Subscription{Secret: key}.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A seat is sent what it may read, each entry once and in order, over a restart
// too; another's subscription that fails changes nothing of it.
func TestDelivered(t *testing.T) {
	log := &entries{n: 250, nth: map[record.Seat]int64{record.Public: 2, "north": 1}}
	m := &memory{kept: map[string]Progress{}}
	public, north := receive(t, nil), receive(t, nil)
	broken := receive(t, func(w http.ResponseWriter, _ *http.Request, _ int) bool { w.WriteHeader(500); return false })
	subs := []Subscription{public.sub("public", record.Public), north.sub("north", "north"), broken.sub("broken", "north")}
	// What was taken and not yet noted down when the server stops is sent again.
	at := func(next int64) bool {
		one, _ := m.Progress("public")
		other, _ := m.Progress("north")
		return one.Next == next && other.Next == next
	}
	run(t, log, m, func() bool { return at(249) }, subs...)
	log.grow(50)
	run(t, log, m, func() bool { return at(299) }, subs...)
	if len(public.got) != 150 || len(north.got) != 300 {
		t.Errorf("%d and %d entries were taken", len(public.got), len(north.got))
	}
	for name, r := range map[string]*receiver{"public": public, "north": north} {
		step := int64(1)
		if name == "public" {
			step = 2
		}
		for i, got := range r.got {
			if got != int64(i)*step {
				t.Fatalf("%s was sent %d as its %dth", name, got, i)
			}
		}
	}
	if p, _ := m.Progress("broken"); p.Next != -1 || p.Failed == 0 || !strings.Contains(p.Why, "500") {
		t.Errorf("of the one that failed it is kept: %+v", p)
	}
	if p, _ := m.Progress("public"); p.Next != 299 {
		t.Errorf("public: %+v", p)
	}
}

// Whatever a subscriber does, what it did not acknowledge is sent again, under
// the same id; what sends elsewhere is not followed.
func TestMisbehaving(t *testing.T) {
	elsewhere := receive(t, func(http.ResponseWriter, *http.Request, int) bool { t.Error("a redirection was followed"); return true })
	for name, bad := range map[string]func(w http.ResponseWriter, r *http.Request){
		"an error":       func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) },
		"a client error": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) },
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		},
		"elsewhere for ever": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusPermanentRedirect)
		},
		"hanging up": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"endless headers": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X", strings.Repeat("x", 1<<20))
			w.WriteHeader(200)
		},
		"an answer for a page": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(500)
			io.WriteString(w, strings.Repeat("x", 1<<20))
		}, //nolint:errcheck // a test
	} {
		t.Run(name, func(t *testing.T) {
			var first string
			r := receive(t, func(w http.ResponseWriter, r *http.Request, try int) bool {
				if try == 1 {
					first = r.Header.Get("Webhook-Id")
				}
				if try <= 2 {
					bad(w, r)
					return false
				}
				return true
			})
			log, m := &entries{n: 3, nth: map[record.Seat]int64{"s": 1}}, &memory{kept: map[string]Progress{}}
			run(t, log, m, func() bool { p, _ := m.Progress("x"); return p.Next == 2 }, r.sub("x", "s"))
			if len(r.got) != 3 || r.tries != 3 || r.ids[0] != first || first != "x_0_2" {
				t.Errorf("%d tries, got %v as %v, first as %q", r.tries, r.got, r.ids, first)
			}
			if p, _ := m.Progress("x"); p.Failed != 0 || p.Why != "" {
				t.Errorf("after it went well: %+v", p)
			}
		})
	}
}

// What a subscriber refuses again and again is set aside with its place in the log,
// and the rest goes on, its own and others'; whoever cannot be reached, or closes the
// door for now, loses nothing. From its first entry on it can be sent again.
func TestDeadLetters(t *testing.T) {
	stubborn := receive(t, func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if r.Header.Get("Webhook-Id") == "x_0_2" {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return false
		}
		return true
	})
	closed := receive(t, func(w http.ResponseWriter, _ *http.Request, try int) bool {
		if try <= 2*mostRefused {
			w.WriteHeader(http.StatusForbidden)
			return false
		}
		return true
	})
	other := receive(t, nil)
	log, m := &entries{n: 3, nth: map[record.Seat]int64{"s": 1}}, &memory{kept: map[string]Progress{}}
	grown := false
	run(t, log, m, func() bool {
		if p, _ := m.Progress("x"); len(p.Dead) == 1 && !grown {
			log.grow(2)
			grown = true
		}
		p, _ := m.Progress("x")
		return grown && p.Next == 4 && closed.has(5) && other.has(5)
	}, stubborn.sub("x", "s"), closed.sub("y", "s"), other.sub("z", "s"))
	p, _ := m.Progress("x")
	if len(p.Dead) != 1 || p.Dead[0].After != -1 || p.Dead[0].Next != 2 || p.Dead[0].Count != 3 || !strings.Contains(p.Dead[0].Why, "422") || p.Failed != 0 {
		t.Fatalf("what was not taken: %+v", p)
	}
	if stubborn.tries < mostRefused+1 || len(stubborn.got) != 2 {
		t.Errorf("%d tries, got %v", stubborn.tries, stubborn.got)
	}
	if p, _ := m.Progress("y"); len(p.Dead) != 0 || len(closed.got) != 5 {
		t.Errorf("a door that was shut for a while lost something: %+v, got %v", p, closed.got)
	}
	if again := p.Again(p.Dead[0].After); again.Next != -1 || len(again.Dead) != 0 {
		t.Errorf("again: %+v", again)
	}
	if kept := p.Again(2); len(kept.Dead) != 1 {
		t.Errorf("what lies before is no longer dead: %+v", kept)
	}
}

// Of dead letters the latest are kept, and the others counted.
func TestDeadLettersAreBounded(t *testing.T) {
	p := Progress{Next: -1}
	for i := range int64(mostDead + 5) {
		for range mostRefused {
			p.fail(Batch{After: p.Next, Next: i, Count: 1}, fmt.Errorf("no: %w", errRefused), time.Unix(i, 0))
		}
	}
	if len(p.Dead) != mostDead || p.Dropped != 5 || p.Dead[0].Next != 5 || p.Next != mostDead+4 {
		t.Errorf("%d kept, %d dropped, at %d", len(p.Dead), p.Dropped, p.Next)
	}
}

// One that says it is gone is left alone, after a restart too.
// What a subscriber takes while the server closes was delivered: it is not sent again.
func TestClosing(t *testing.T) {
	log, m := &entries{n: 4, nth: map[record.Seat]int64{"": 1}}, &memory{kept: map[string]Progress{}}
	ctx, cancel := context.WithCancel(t.Context())
	rec := receive(t, func(http.ResponseWriter, *http.Request, int) bool {
		cancel() // the server closes with the delivery under way
		time.Sleep(50 * time.Millisecond)
		return true
	})
	s := &Sender{Log: log, Memory: m, Subs: []Subscription{rec.sub("a", "")}, Errors: slog.New(slog.DiscardHandler), Now: time.Now, Interval: 5 * time.Millisecond}
	s.Run(ctx)
	if p, _ := m.Progress("a"); p.Next != 3 || !rec.has(4) {
		t.Errorf("the subscriber took %v, and what is noted is %+v", rec.got, p)
	}
}

func TestGone(t *testing.T) {
	r := receive(t, func(w http.ResponseWriter, _ *http.Request, _ int) bool { w.WriteHeader(http.StatusGone); return false })
	log, m := &entries{n: 3, nth: map[record.Seat]int64{"s": 1}}, &memory{kept: map[string]Progress{}}
	gone := func() bool { p, _ := m.Progress("x"); return p.Gone }
	run(t, log, m, gone, r.sub("x", "s"))
	run(t, log, m, gone, r.sub("x", "s"))
	if r.tries != 1 {
		t.Errorf("%d tries", r.tries)
	}
}

// names is a resolver that says something else every time it is asked.
type names struct {
	mu      sync.Mutex
	answers [][]netip.Addr
	asked   int
}

func (n *names) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	a := n.answers[min(n.asked, len(n.answers)-1)]
	n.asked++
	return a, nil
}

// Nothing is sent to addresses that are nobody's on the internet, however they
// are written and whatever a name says the second time.
func TestGuard(t *testing.T) {
	for _, a := range []string{"127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
		"198.18.0.1", "::1", "::", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:db8::1", "::10.0.0.1"} {
		if (Subscription{}).open(netip.MustParseAddr(a), false) {
			t.Errorf("%s is open", a)
		}
	}
	for _, a := range []string{"9.9.9.9", "2620:fe::fe"} {
		if !(Subscription{}).open(netip.MustParseAddr(a), false) {
			t.Errorf("%s is closed", a)
		}
		if (Subscription{}).open(netip.MustParseAddr(a), true) {
			t.Errorf("%s is open over http", a)
		}
	}
	own := Subscription{Allow: prefixes("10.1.2.0/24")}
	if !own.open(netip.MustParseAddr("10.1.2.9"), true) || !own.open(netip.MustParseAddr("::ffff:10.1.2.9"), true) || own.open(netip.MustParseAddr("10.1.3.9"), false) {
		t.Error("what is named is not what is open")
	}
	local := netip.MustParseAddr("127.0.0.1")
	for name, n := range map[string]*names{
		"one of several is internal":     {answers: [][]netip.Addr{{netip.MustParseAddr("9.9.9.9"), local}}},
		"internal":                       {answers: [][]netip.Addr{{local}}},
		"internal, written as IPv6 does": {answers: [][]netip.Addr{{netip.MustParseAddr("::ffff:127.0.0.1")}}},
	} {
		sub := Subscription{ID: "x", URL: "https://hooks.example.org/", Secret: secret}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, sub.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := sub.transport(n).RoundTrip(req)
		if err == nil {
			res.Body.Close()
			t.Fatalf("%s: it was sent", name)
		}
		if !strings.Contains(err.Error(), "is not an address that deliveries go to") || n.asked != 1 {
			t.Errorf("%s: %v, asked %d times", name, err, n.asked)
		}
	}
}

// The name is resolved once: what was looked at is what is connected to.
func TestResolvedOnce(t *testing.T) {
	r := receive(t, nil)
	host := strings.TrimPrefix(r.URL, "http://")
	_, port, _ := strings.Cut(host, ":")
	n := &names{answers: [][]netip.Addr{{netip.MustParseAddr("127.0.0.1")}, {netip.MustParseAddr("10.9.9.9")}}}
	sub := r.sub("x", "s")
	sub.URL = "http://hooks.example.org:" + port + "/"
	c := &http.Client{Transport: sub.transport(n)}
	b := Batch{Entries: []int64{1}, Count: 1}
	s := &Sender{Now: time.Now}
	if err := s.post(t.Context(), c, sub, b); err != nil || n.asked != 1 {
		t.Errorf("asked %d times: %v", n.asked, err)
	}
}

// A log that cannot be read is tried again.
func TestLogFails(t *testing.T) {
	r := receive(t, nil)
	log, m := &entries{n: 1, nth: map[record.Seat]int64{"s": 1}, fail: errors.New("no")}, &memory{kept: map[string]Progress{}}
	n := 0
	run(t, log, m, func() bool {
		if n++; n == 20 {
			log.mu.Lock()
			log.fail = nil
			log.mu.Unlock()
		}
		return r.has(1)
	}, r.sub("x", "s"))
}

func TestBackoff(t *testing.T) {
	for failed, want := range map[int]time.Duration{0: time.Second, 1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 12: 2048 * time.Second, 13: time.Hour, 1 << 40: time.Hour} {
		if got := Backoff(failed); got > want || got < want*8/10 {
			t.Errorf("after %d: %v, want about %v", failed, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	files := func(name string) ([]byte, error) {
		if name == "s" {
			s, err := NewSecret(strings.NewReader(strings.Repeat("x", 32)))
			return []byte(s + "\n"), err
		}
		return []byte("whsec_x"), nil
	}
	known := Known{func(s record.Seat) bool { return s == "north" }, func(level string) bool { return level == "P0" }}
	good := "subscriptions:\n  - { id: news, url: https://hooks.example.org/x, secret_file: s }\n  - { id: own, url: http://10.1.2.3:80/, seat: north, secret_file: s, allow: [10.1.2.3, 10.2.0.0/16], kinds: [talks_recorded], levels: [P0] }\n"
	all, err := Parse([]byte(good), files, known)
	if err != nil || len(all) != 2 || all[0].Seat != record.Public || all[1].Seat != "north" || len(all[1].Allow) != 2 || all[1].Kinds[0] != record.KindTalksRecorded || all[1].Levels[0] != "P0" || len(all[0].Secret) != 32 {
		t.Fatalf("%+v %v", all, err)
	}
	if none, err := Parse(nil, files, known); err != nil || len(none) != 0 {
		t.Errorf("an empty file: %v %v", none, err)
	}
	for change, want := range map[[2]string]string{
		{"id: own", "id: news"}:                      "twice",
		{"seat: north", "seat: nobody"}:              "no seat",
		{"https://hooks", "http://hooks"}:            "https",
		{"https://hooks", "ftp://hooks"}:             "https",
		{"https://hooks", "https://a:b@hooks"}:       "no address",
		{"secret_file: s }", "}"}:                    "secret_file is missing",
		{"secret_file: s }", "secret_file: other }"}: "24 to 64 bytes",
		{"10.2.0.0/16", "everywhere"}:                "no network",
		{"talks_recorded", "talks"}:                  "no kind of entry",
		{"levels: [P0]", "levels: [P7]"}:             "no level",
		{"id: news,", "id: news, retries: 3,"}:       "could not be read",
	} {
		if _, err := Parse([]byte(strings.Replace(good, change[0], change[1], 1)), files, known); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", change[1], err, want)
		}
	}
}

// Whatever the file: an error, or subscriptions that are signed and go to one
// address.
func FuzzParse(f *testing.F) {
	f.Add([]byte("subscriptions:\n  - { id: a, url: https://x/, secret_file: s }\n"))
	f.Add([]byte("subscriptions: [{ id: b, url: 'http://10.0.0.1/', allow: [10.0.0.1], secret_file: s }]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := Parse(text, func(string) ([]byte, error) { return []byte("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), nil },
			Known{func(record.Seat) bool { return true }, func(string) bool { return true }})
		if err != nil {
			return
		}
		for _, s := range all {
			if len(s.Secret) < 24 || s.ID == "" || s.Seat == "" || !strings.HasPrefix(s.URL, "http") && !strings.HasPrefix(s.URL, "HTTP") {
				t.Errorf("%+v", s)
			}
		}
	})
}
