//go:build !linux

package testkit

import "time"

// Work gives how long what is done took.
func Work(do func()) time.Duration {
	start := time.Now()
	do()
	return time.Since(start)
}
