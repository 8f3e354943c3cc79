package test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/ledger"
	"github.com/surety-mechanism/surety/record"
)

const testCharter = "charter.yaml"

// found makes a mechanism in a new folder and gives the folder and the guard's.
func found(t testing.TB) (dir, guard string) { return foundIn(t, "") }

// foundIn makes one with its record in a database.
func foundIn(t testing.TB, database string) (dir, guard string) {
	t.Helper()
	root := t.TempDir()
	dir, guard = filepath.Join(root, "mechanism"), filepath.Join(root, "guard")
	m, err := app.Init(context.Background(), dir, "Amina", testCharter, charter(t), app.Options{Guard: guard, Database: database})
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, guard
}

// charter is the charter that the tests adopt, and that lies beside each script
// as charter.yaml: that of the exercise.
func charter(t testing.TB) []byte {
	text, err := os.ReadFile(filepath.Join("..", "charters", "exercise.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// killsOfALog is how often one mechanism is killed before a new one is founded:
// each look at what is left goes through the whole log, which grows.
const killsOfALog = 25

// TestKill kills a process that accepts drafts by several hands, again and
// again, at random moments, and looks each time at what is left: every entry
// that was acknowledged stands at its index, no index was given twice, every
// checkpoint that was handed out is still covered, and everything verifies.
func TestKill(t *testing.T) {
	moments := 10
	if testkit.Torture() {
		moments = 1000
	}
	for log := 0; log*killsOfALog < moments; log++ {
		t.Run(fmt.Sprint("log", log), func(t *testing.T) { killOne(t, "", min(killsOfALog, moments-log*killsOfALog)) })
	}
}

// TestKillOnPostgres does the same with the record on a server, which lives on.
func TestKillOnPostgres(t *testing.T) {
	moments := 6
	if testkit.Torture() {
		moments = 200
	}
	for log := 0; log*killsOfALog < moments; log++ {
		t.Run(fmt.Sprint("log", log), func(t *testing.T) {
			killOne(t, testkit.Postgres(t), min(killsOfALog, moments-log*killsOfALog))
		})
	}
}

// killOne founds a mechanism and kills its process a number of times.
func killOne(t *testing.T, database string, moments int) {
	chance := testkit.Random(t)
	dir, guard := foundIn(t, database)
	at := map[string]record.ID{} // acknowledged entries by index
	for round := range moments {
		signed, err := killed(dir, guard, round, time.Duration(chance.Int64N(int64(400*time.Millisecond))), at)
		if err != nil {
			t.Fatalf("moment %d: %v", round, err)
		}
		m, err := app.Open(context.Background(), dir, app.Options{Guard: guard})
		if err != nil {
			t.Fatalf("moment %d: opening what is left: %v", round, err)
		}
		check(t, m, at, signed, fmt.Sprintf("moment %d", round))
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			return
		}
	}
	if len(at) < moments {
		t.Errorf("only %d entries were acknowledged in %d rounds: the load is too light to show anything", len(at), moments)
	}
	t.Logf("%d acknowledged entries after %d kills", len(at), moments)
}

// killed runs the load until after its first acknowledgement, waits a moment,
// kills it, and notes what it had acknowledged. It gives the size of the largest
// checkpoint that was handed out.
func killed(dir, guard string, round int, moment time.Duration, at map[string]record.ID) (signed int64, err error) {
	cmd := exec.Command("surety-load", dir, guard, fmt.Sprint(round)) // this test binary (TestMain)
	var out, errs bytes.Buffer
	first := make(chan struct{})
	cmd.Stdout, cmd.Stderr = &signal{out: &out, first: first}, &errs
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	late := false
	select {
	case <-first:
		time.Sleep(moment)
	case <-time.After(time.Minute):
		late = true
	}
	if err := cmd.Process.Kill(); err != nil {
		return 0, err
	}
	cmd.Wait() // it was killed: that it did not end well is no news
	switch {
	case errs.Len() > 0:
		return 0, fmt.Errorf("the load failed before it was killed: %s", errs.String())
	case late:
		return 0, errors.New("the load acknowledged nothing within a minute")
	}
	for line := range strings.Lines(out.String()) {
		if !strings.HasSuffix(line, "\n") {
			continue // cut by the kill: not acknowledged
		}
		f := strings.Fields(line)
		switch f[0] {
		case "accepted":
			if had, twice := at[f[1]]; twice {
				return 0, fmt.Errorf("index %s was given to %s and to %s", f[1], had, f[2])
			}
			at[f[1]] = record.ID(f[2])
		case "signed":
			var n int64
			if _, err := fmt.Sscan(f[1], &n); err != nil {
				return 0, err
			}
			signed = max(signed, n)
		}
	}
	return signed, nil
}

// signal tells when an entry was first acknowledged.
type signal struct {
	out   *bytes.Buffer // not embedded: its ReadFrom would be used instead of Write
	first chan struct{}
	told  bool
}

func (s *signal) Write(p []byte) (int, error) {
	n, err := s.out.Write(p)
	if !s.told && bytes.Contains(s.out.Bytes(), []byte("accepted ")) {
		s.told = true
		close(s.first)
	}
	return n, err
}

// check compares what is left with what was acknowledged.
func check(t *testing.T, m *app.Mechanism, at map[string]record.ID, signed int64, when string) {
	t.Helper()
	ctx := context.Background()
	for index, id := range at {
		it, err := m.Store.Item(ctx, m.Secretariat(), id)
		if err != nil {
			t.Errorf("%s: entry %s, acknowledged as %s, is lost: %v", when, index, id, err)
		} else if fmt.Sprint(it.Index) != index {
			t.Errorf("%s: entry %s was acknowledged at %s and stands at %d", when, id, index, it.Index)
		}
	}
	size, err := m.Store.Size(ctx)
	if err != nil || size < signed {
		t.Errorf("%s: a checkpoint of %d was handed out, the log has %d (%v)", when, signed, size, err)
	}
	if _, err := m.Publisher.Publish(ctx); err != nil {
		t.Errorf("%s: nothing can be signed any more: %v", when, err)
	}
	v, err := m.Verify(ctx, ledger.AuditOptions{})
	if err != nil {
		t.Errorf("%s: verifying: %v", when, err)
	} else if !v.OK() {
		t.Errorf("%s: what is left does not verify: %s %v", when, v.Ledger, v.Faults)
	}
}
