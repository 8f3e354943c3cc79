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

// eachOf makes something of every entry below size, on all processors, and uses
// what was made in the order of the log. read gives rows [from, to), as much of each
// as begin needs. While one piece of the log is used, the
// next is made. begin and use are called by one goroutine; the function that
// begin gives is called by others, beside those of other entries.
func eachOf[T any](read func(from, to int64) ([]Row, error), size int64, begin func(Row) (func() (T, error), error), use func(T) error) error {
	type result struct {
		made T
		err  error
	}
	start := func(from int64) (func() []result, error) {
		rows, err := read(from, min(size, from+piece))
		if err != nil {
			return nil, err
		}
		if int64(len(rows)) != min(size, from+piece)-from {
			return nil, fault.New(fault.Corrupt, "entry %d, or one of the next %d, is missing", from, piece)
		}
		work := make([]func() (T, error), len(rows))
		for i, row := range rows {
			if work[i], err = begin(row); err != nil {
				return nil, err
			}
		}
		results := make([]result, len(rows))
		var next atomic.Int64
		var wg sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			wg.Go(func() {
				for i := next.Add(1) - 1; i < int64(len(work)); i = next.Add(1) - 1 {
					results[i].made, results[i].err = work[i]()
				}
			})
		}
		return func() []result { wg.Wait(); return results }, nil
	}
	var ready func() []result
	for from := int64(0); from < size || ready != nil; from += piece {
		var coming func() []result
		if from < size {
			var err error
			if coming, err = start(from); err != nil {
				if ready != nil {
					ready()
				}
				return err
			}
		}
		if ready != nil {
			for _, r := range ready() {
				err := r.err
				if err == nil {
					err = use(r.made)
				}
				if err != nil {
					if coming != nil {
						coming()
					}
					return err
				}
			}
		}
		ready = coming
	}
	return nil
}
