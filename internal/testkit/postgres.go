// Package testkit is what several packages' tests share: a real PostgreSQL of
// the test's own, golden files, a real browser.
package testkit

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// cluster is a PostgreSQL server that a test binary started for itself.
type cluster struct {
	socket  string // folder of its Unix socket; it listens nowhere else
	stop    func()
	process int
	err     error
	n       int
}

var (
	startOnce sync.Once
	running   cluster
	databases sync.Mutex
)

// Postgres gives the connection string of a new, empty database in a private
// PostgreSQL server, started when a test first asks and stopped by Main. Where
// PostgreSQL is not installed the test is skipped, and says so.
func Postgres(t testing.TB) string {
	t.Helper()
	startOnce.Do(func() { running = newPostgres("", "fsync=off") })
	if running.err != nil {
		t.Skipf("no PostgreSQL to test on: %v (on Debian: apt-get install postgresql)", running.err)
	}
	databases.Lock()
	defer databases.Unlock()
	dsn, err := running.database()
	if err != nil {
		t.Fatal(err)
	}
	return dsn
}

// Main runs the tests and stops what they started. Call it from TestMain.
func Main(m *testing.M) int {
	status := m.Run()
	if running.stop != nil {
		running.stop()
	}
	return status
}

// PostgresServer starts a PostgreSQL of its own in a new folder below parent,
// with flushing on as in earnest, and gives a function that makes a database
// and tells how to connect to it. stop ends and removes it.
func PostgresServer(parent string) (database func() (string, error), stop func(), err error) {
	c := newPostgres(parent, "fsync=on")
	if c.err != nil {
		return nil, nil, c.err
	}
	return c.database, c.stop, nil
}

// Kept is a PostgreSQL server of the caller's own, on files that stay.
type Kept struct {
	DSN     string // of its one database
	Made    bool   // whether it is new, and empty
	Process int    // the server's, whose children answer
	Stop    func() // ends it and leaves its files
}

// PostgresKept starts the PostgreSQL whose files are in a folder, or makes it there.
func PostgresKept(dir string) (k Kept, err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return k, err
	}
	_, err = os.Stat(dir)
	if k.Made = os.IsNotExist(err); k.Made {
		err = os.Mkdir(dir, 0o700)
	}
	if err != nil {
		return k, err
	}
	c := startPostgres(dir, "fsync=on", k.Made)
	if c.err != nil {
		return k, c.err
	}
	k.Stop, k.Process = c.stop, c.process
	if k.DSN = c.named("test1"); k.Made {
		k.DSN, err = c.database()
	}
	if err != nil {
		c.stop()
	}
	return k, err
}

// database makes a new, empty database.
func (c *cluster) database() (string, error) {
	c.n++
	name := fmt.Sprintf("test%d", c.n)
	out, err := exec.Command("psql", "-h", c.socket, "-U", "surety", "-d", "postgres", "-c", "CREATE DATABASE "+name).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("making a database: %w: %s", err, out)
	}
	return c.named(name), nil
}

// named tells how to connect to a database.
func (c *cluster) named(name string) string {
	return fmt.Sprintf("host=%s user=surety dbname=%s sslmode=disable", c.socket, name)
}

// newPostgres starts a server in a folder of its own, which its end removes.
func newPostgres(parent, flushing string) cluster {
	dir, err := os.MkdirTemp(parent, "surety-postgres-")
	if err != nil {
		return cluster{err: err}
	}
	c := startPostgres(dir, flushing, true)
	if c.err != nil {
		os.RemoveAll(dir)
		return c
	}
	end := c.stop
	c.stop = func() {
		end()
		os.RemoveAll(dir)
	}
	return c
}

// startPostgres starts a server on the files in a folder, which are made where it is fresh.
func startPostgres(dir, flushing string, fresh bool) cluster {
	bin, err := postgresFolder()
	if err != nil {
		return cluster{err: err}
	}
	attr, err := unprivileged(dir)
	if err != nil {
		return cluster{err: err}
	}
	data := filepath.Join(dir, "data")
	run := func(name string, args ...string) error {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.SysProcAttr, cmd.Dir = attr, dir
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(out))
		}
		return nil
	}
	if fresh {
		if err := run("initdb", "-D", data, "-U", "surety", "-A", "trust", "-E", "UTF8", "--no-sync"); err != nil {
			return cluster{err: err}
		}
	}
	// Started directly rather than by pg_ctl, so that it dies with the test.
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", flushing)
	attr.Pdeathsig = syscall.SIGTERM
	server.SysProcAttr, server.Dir = attr, dir
	var log bytes.Buffer
	server.Stdout, server.Stderr = &log, &log
	if err := server.Start(); err != nil {
		return cluster{err: err}
	}
	stop := func() {
		server.Process.Signal(syscall.SIGINT)
		server.Wait()
	}
	for range 100 {
		if exec.Command("psql", "-h", dir, "-U", "surety", "-d", "postgres", "-c", "SELECT 1").Run() == nil {
			return cluster{socket: dir, stop: stop, process: server.Process.Pid}
		}
		time.Sleep(100 * time.Millisecond)
	}
	stop()
	return cluster{err: fmt.Errorf("the server did not answer within ten seconds: %s", log.String())}
}

// postgresFolder finds the server's programs, which Debian keeps off the PATH.
func postgresFolder() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("postgres")
	if err != nil {
		return "", err
	}
	return filepath.Dir(path), nil
}

// unprivileged makes the server run as the user postgres where the test runs as
// root, which PostgreSQL refuses, and hands it the folder.
func unprivileged(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chmod(dir, 0o755)
}
