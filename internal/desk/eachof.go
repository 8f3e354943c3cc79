package desk

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/surety-mechanism/surety/internal/fault"
)

// piece is how many entries are read and made ready together at most: enough to keep
// all processors busy. An entry is a few kilobytes as a rule.
const piece = 1000

// pieceBytes is how many bytes of entries a piece should have: one entry may have
// some megabytes (ledger.MaxPayload). How long entries are is known once they are read,
// so a piece has as many as would fit if they were like those before, and never many
// times as many as the one before. Where entries suddenly become long, one piece may
// be too large; the next is not.
const pieceBytes = 8 << 20

// firstPiece is how many entries the first piece has, and mostGrowth how many times as
// many the next may have.
const (
	firstPiece = 64
	mostGrowth = 4
)

// ahead is how many pieces may be ready before they are used: what is made of one
// and what is done with it take turns at being the slower. With the one that is used
// and the one that is read there are two more in memory.
const ahead = 3

// nextPiece gives how many entries are read after so many, which had so many bytes.
func nextPiece(n, bytes int64) int64 {
	return max(1, min(n*mostGrowth, piece, n*pieceBytes/max(1, bytes)))
}

// eachOf makes something of every entry below size, on all processors, and uses
// what was made in the order of the log. read gives rows [from, to), as much of each
// as begin needs. While one piece of the log is used, the next is read and made.
// read and begin are called by one goroutine, use by the caller's; the function that
// begin gives is called by others, beside those of other entries. None of them is
// called any more once eachOf has returned.
func eachOf[T any](read func(from, to int64) ([]Row, error), size int64, begin func(Row) (func() (T, error), error), use func(T) error) error {
	type result struct {
		made T
		err  error
	}
	type begun struct {
		results []result
		done    *sync.WaitGroup
		err     error
	}
	start := func(from, to int64) (b begun, bytes int64) {
		rows, err := read(from, to)
		if err == nil && int64(len(rows)) != to-from {
			err = fault.New(fault.Corrupt, "entry %d, or one of the next %d, is missing", from, to-from)
		}
		for i := range rows {
			bytes += int64(len(rows[i].Envelope) + len(rows[i].Payload))
		}
		work := make([]func() (T, error), len(rows))
		for i := 0; i < len(rows) && err == nil; i++ {
			work[i], err = begin(rows[i])
		}
		b = begun{make([]result, len(rows)), &sync.WaitGroup{}, err}
		if err != nil {
			return b, bytes
		}
		var next atomic.Int64
		for range runtime.GOMAXPROCS(0) {
			b.done.Go(func() {
				for i := next.Add(1) - 1; i < int64(len(work)); i = next.Add(1) - 1 {
					b.results[i].made, b.results[i].err = work[i]()
				}
			})
		}
		return b, bytes
	}
	pieces, enough := make(chan begun, ahead), make(chan struct{})
	go func() {
		defer close(pieces)
		for from, n := int64(0), int64(firstPiece); from < size; {
			to := min(size, from+n)
			b, bytes := start(from, to)
			from, n = to, nextPiece(to-from, bytes)
			select {
			case pieces <- b:
			case <-enough:
				b.done.Wait()
				return
			}
			if b.err != nil {
				return
			}
		}
	}()
	defer func() {
		close(enough)
		for b := range pieces {
			b.done.Wait()
		}
	}()
	for b := range pieces {
		b.done.Wait()
		if b.err != nil {
			return b.err
		}
		for _, r := range b.results {
			err := r.err
			if err == nil {
				err = use(r.made)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
