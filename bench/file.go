package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// bareFile is what the disk can do: bytes appended to a file and flushed, those
// of all writers that wait together.
func bareFile(name string, writers int, span time.Duration) (row, error) {
	r := row{what: fmt.Sprintf("append, a bare file, %d at once", writers), unit: "entries/s"}
	f, err := os.Create(name)
	if err != nil {
		return r, err
	}
	type request struct {
		data []byte
		done chan error
	}
	requests := make(chan request)
	go func() {
		for first := range requests {
			batch := []request{first}
			data := first.data
		more:
			for len(batch) < 256 {
				select {
				case next, ok := <-requests:
					if !ok {
						break more
					}
					batch, data = append(batch, next), append(data, next.data...)
				default:
					break more
				}
			}
			_, err := f.Write(data)
			err = errors.Join(err, f.Sync())
			for _, b := range batch {
				b.done <- err
			}
		}
	}()
	took := make([][]time.Duration, writers)
	failed := make(chan error, writers)
	var wg sync.WaitGroup
	before, begin := used(), time.Now()
	for w := range writers {
		wg.Go(func() {
			data := make([]byte, entrySize)
			rand.Read(data)
			done := make(chan error, 1)
			for time.Since(begin) < span {
				at := time.Now()
				requests <- request{append([]byte(nil), data...), done}
				if err := <-done; err != nil {
					failed <- err
					return
				}
				took[w] = append(took[w], time.Since(at))
			}
		})
	}
	wg.Wait()
	elapsed := time.Since(begin)
	close(requests)
	select {
	case err := <-failed:
		return r, err
	default:
	}
	var all []time.Duration
	for _, t := range took {
		all = append(all, t...)
	}
	r.rate = float64(len(all)) / elapsed.Seconds()
	r.p50, r.p99 = quantiles(all)
	r.cpu = (used() - before) / time.Duration(max(1, len(all)))
	return r, f.Close()
}
