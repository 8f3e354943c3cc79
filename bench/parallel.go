package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parallel does something n times on all cores and counts how often it went well.
func parallel(n int64, do func(int64) bool) int64 {
	var next, good atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for {
				i := next.Add(1) - 1
				if i >= n {
					return
				}
				if do(i) {
					good.Add(1)
				}
			}
		})
	}
	wg.Wait()
	return good.Load()
}
