package store_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/fault"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// line is a line to a PostgreSQL server that can be cut at COMMIT.
type line struct {
	net.Listener
	server string // its socket
	mu     sync.Mutex
	cut    func(client, server net.Conn, commit []byte) // once; nil: not at all
	cuts   int
}

// lineTo gives a line to the server of a connection string, and the string for it.
func lineTo(t *testing.T, dsn string) (*line, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	words := strings.Fields(dsn)
	through := &line{Listener: l}
	for i, w := range words {
		if folder, ok := strings.CutPrefix(w, "host="); ok {
			through.server = filepath.Join(folder, ".s.PGSQL.5432")
			words[i] = fmt.Sprintf("host=127.0.0.1 port=%d", l.Addr().(*net.TCPAddr).Port)
		}
	}
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go through.carry(client)
		}
	}()
	return through, strings.Join(words, " ")
}

// commit is how the driver asks for it: a simple query of one word.
var commit = append([]byte{'Q', 0, 0, 0, 11}, "commit\x00"...)

func (l *line) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("unix", l.server)
	if err != nil {
		return
	}
	defer server.Close()
	stopped := make(chan struct{})
	go func() {
		defer client.Close()
		buf := make([]byte, 32<<10)
		for {
			n, err := server.Read(buf)
			select {
			case <-stopped: // the answer does not arrive
				return
			default:
			}
			if err != nil {
				return
			}
			if _, err := client.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		l.mu.Lock()
		cut := l.cut
		if cut != nil && bytes.Equal(buf[:n], commit) {
			l.cut, l.cuts = nil, l.cuts+1
			l.mu.Unlock()
			close(stopped)
			cut(client, server, commit)
			return
		}
		l.mu.Unlock()
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
	}
}

// pause is longer than the store waits between two questions.
const pause = 300 * time.Millisecond

// ways are how a line can break at COMMIT, and whether what was done stands then.
var ways = map[string]struct {
	cut    func(client, server net.Conn, commit []byte)
	stands bool
}{
	"before the server reads it": {func(_, server net.Conn, _ []byte) { server.Close() }, false},
	"before, and the server learns it late": {func(client, server net.Conn, _ []byte) {
		client.Close()
		time.Sleep(pause)
		server.Close()
	}, false},
	"after the server did it": {func(client, server net.Conn, commit []byte) {
		server.Write(commit)
		server.SetReadDeadline(time.Now().Add(10 * time.Second))
		io.ReadFull(server, make([]byte, 5)) // the answer begins
		client.Close()
	}, true},
	"and the server does it late": {func(client, server net.Conn, commit []byte) {
		client.Close()
		time.Sleep(pause)
		server.Write(commit)
		io.Copy(io.Discard, server)
	}, true},
}

// TestLineBreaksAtCommit: where the line to the server breaks while it is to commit,
// the desk says what became of it: what stands is told as done, and is not done a
// second time; what does not stand is told as failed, and can be done again.
func TestLineBreaksAtCommit(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			ctx, dsn := t.Context(), testkit.Postgres(t)
			through, over := lineTo(t, dsn)
			s, err := store.OpenPostgres(ctx, over, true)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			d, _ := newDesk(t, s)
			found(t, d)
			doc, _, err := d.TakeIn(ctx, "secretariat", "a.txt", "text/plain", article(1), evidence)
			if err != nil {
				t.Fatal(err)
			}
			size := func() int64 {
				t.Helper()
				n, err := s.Size(context.WithoutCancel(ctx))
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			break_ := func() {
				through.mu.Lock()
				defer through.mu.Unlock()
				through.cut = way.cut
			}
			before := size()
			break_()
			done, err := d.Accept(ctx, amina, []string{doc.ID + "-s1"})
			stands := size() - before
			if way.stands {
				if err != nil || len(done) != 1 || stands == 0 {
					t.Fatalf("it stands (%d entries) and is told as %v, %v", stands, done, err)
				}
			} else if !fault.Is(err, fault.Unavailable) || stands != 0 {
				t.Fatalf("it does not stand (%d entries) and is told as %v, %v", stands, done, err)
			}
			// Who does it again after an error does it once.
			if err != nil {
				if _, err := d.Accept(ctx, amina, []string{doc.ID + "-s1"}); err != nil {
					t.Fatalf("done again: %v", err)
				}
			}
			once := size()
			// What is no draft has no mark of its own that it was done: an act of the desk.
			break_()
			err = d.Reject(ctx, desk.Person{Seat: "secretariat", Name: "Amina", Session: "test:amina"}, "said twice", []string{doc.ID + "-i1"})
			if (err == nil) != way.stands {
				t.Errorf("a transaction without an entry: %v", err)
			}
			if through.cuts != 2 || size() != once {
				t.Errorf("the line was cut %d times; %d entries came of nothing", through.cuts, size()-once)
			}
		})
	}
}
