package desk

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/surety-mechanism/surety/internal/fault"
)

// piece is how many entries are read and made ready together: enough to keep all
// processors busy, few enough that their bytes count for nothing in memory.
const piece = 1000

// ahead is how many pieces may be ready before they are used: what is made of one
// and what is done with it take turns at being the slower.
const ahead = 3

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
	start := func(from int64) begun {
		rows, err := read(from, min(size, from+piece))
		if err == nil && int64(len(rows)) != min(size, from+piece)-from {
			err = fault.New(fault.Corrupt, "entry %d, or one of the next %d, is missing", from, piece)
		}
		work := make([]func() (T, error), len(rows))
		for i := 0; i < len(rows) && err == nil; i++ {
			work[i], err = begin(rows[i])
		}
		b := begun{make([]result, len(rows)), &sync.WaitGroup{}, err}
		if err != nil {
			return b
		}
		var next atomic.Int64
		for range runtime.GOMAXPROCS(0) {
			b.done.Go(func() {
				for i := next.Add(1) - 1; i < int64(len(work)); i = next.Add(1) - 1 {
					b.results[i].made, b.results[i].err = work[i]()
				}
			})
		}
		return b
	}
	pieces, enough := make(chan begun, ahead), make(chan struct{})
	go func() {
		defer close(pieces)
		for from := int64(0); from < size; from += piece {
			b := start(from)
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
