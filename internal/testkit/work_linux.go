package testkit

import (
	"runtime"
	"syscall"
	"time"
)

// Work gives how long a processor was busy with what is done, on the goroutine's
// own thread. Unlike the time on the wall it does not grow with what others do on
// the machine, so that the work of two inputs can be compared. Where threads are
// not counted it is the time on the wall.
func Work(do func()) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before := busy()
	do()
	return busy() - before
}

func busy() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &u); err != nil {
		panic(err) // of this thread it can always be asked
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
