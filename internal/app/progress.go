package app

import (
	"context"
	"iter"
	"os"
	"time"

	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/store"
	"github.com/surety-mechanism/surety/ledger"
)

// Progress is told how far a step of long work has come: what is counted, such as
// "entries checked", how many of them are done, and of how many. It is called often,
// from one goroutine at a time, and has to be quick.
type Progress func(step string, done, total int64)

// tell tells of a step, where somebody asked.
func (p Progress) tell(step string, done, total int64) {
	if p != nil {
		p(step, done, total)
	}
}

// The steps of verifying and of rebuilding.
const (
	stepChecked  = "entries checked"
	stepFolded   = "entries folded again"
	stepCompared = "rows of the register compared"
	stepAttested = "attested states folded again"
	stepEvidence = "evidence files opened"
	stepRead     = "entries read"
	stepFile     = "seconds spent looking through the database file"
	stepUnpacked = "seconds spent unpacking the backup"
	stepCopied   = "KB of the database copied"
	stepBacked   = "evidence files backed up"
	stepCut      = "KB of the record looked through for what changed"
	stepPacked   = "KB of the backup written and read back"
	stepMade     = "rows of the register made"
)

// meanwhile does one piece of work that says nothing of itself, and tells every
// second what far gives: seconds, where it is nil.
func (p Progress) meanwhile(step string, far func() int64, work func() error) error {
	if p == nil {
		return work()
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	ended := make(chan error, 1)
	go func() { ended <- work() }()
	for seconds := int64(1); ; seconds++ {
		select {
		case err := <-ended:
			return err
		case <-tick.C:
			if far == nil {
				p(step, seconds, 0)
			} else {
				p(step, far(), 0)
			}
		}
	}
}

// grown gives how long a file is by now, in KB.
func grown(file string) func() int64 {
	return func() int64 {
		info, err := os.Stat(file)
		if err != nil {
			return 0
		}
		return info.Size() >> 10
	}
}

// audited has an audit tell too, beside whom its options name.
func (p Progress) audited(o ledger.AuditOptions) ledger.AuditOptions {
	if before := o.Progress; p != nil {
		o.Progress = func(done, total int64) {
			if before != nil {
				before(done, total)
			}
			p(stepChecked, done, total)
		}
	}
	return o
}

// told is a log whose reader is followed.
type told struct {
	desk.Log
	step string
	tell Progress
	size int64
}

// Rows gives entries [from, to).
func (t told) Rows(from, to int64) ([]desk.Row, error) {
	t.tell.tell(t.step, from, t.size)
	return t.Log.Rows(from, to)
}

// followed follows the reader of a log.
func (p Progress) followed(log desk.Log, step string) (desk.Log, error) {
	if p == nil {
		return log, nil
	}
	size, err := log.Size()
	return told{log, step, p, size}, err
}

// toldHalves is the same of a log that is read in halves.
type toldHalves struct {
	desk.HalvedLog
	tell Progress
	size int64
}

// Signed gives what was signed of entries [from, to).
func (t toldHalves) Signed(from, to int64) ([]desk.Row, error) {
	t.tell.tell(stepRead, from, t.size)
	return t.HalvedLog.Signed(from, to)
}

// Sealed gives what was sealed of them.
func (t toldHalves) Sealed(from, to int64) ([]desk.Row, error) {
	t.tell.tell(stepMade, from, t.size)
	return t.HalvedLog.Sealed(from, to)
}

// reloading is a database whose rebuild is followed.
type reloading struct {
	*store.Whole
	tell Progress
}

// Reload puts other rows in place of the register's; desk.Reloader says how.
func (r reloading) Reload(ctx context.Context, made func(desk.Log) iter.Seq2[desk.Made, error]) error {
	return r.Whole.Reload(ctx, func(log desk.Log) iter.Seq2[desk.Made, error] {
		halves, ok := log.(desk.HalvedLog)
		size, err := log.Size()
		if !ok || err != nil || r.tell == nil {
			return made(log) // which meets the error itself
		}
		return made(toldHalves{halves, r.tell, size})
	})
}
