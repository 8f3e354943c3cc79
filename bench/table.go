package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// row is one line of the table. Rate is what counts; the rest may be empty.
type row struct {
	what  string
	rate  float64
	unit  string
	p50   time.Duration
	p99   time.Duration
	cpu   time.Duration // of a processor, for one; what a busy machine disturbs least
	notes string
}

func (b *bench) add(r row) { b.rows = append(b.rows, r) }

// print writes the table.
func (b *bench) print(w io.Writer) {
	fmt.Fprintln(w, "| what | rate | CPU µs each | p50 ms | p99 ms | |")
	fmt.Fprintln(w, "|---|---:|---:|---:|---:|---|")
	for _, r := range b.rows {
		fmt.Fprintf(w, "| %s | %s %s | %s | %s | %s | %s |\n", r.what, thousands(r.rate), r.unit, micro(r.cpu), milliseconds(r.p50), milliseconds(r.p99), r.notes)
	}
}

func micro(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprint(d.Microseconds())
}

func milliseconds(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000)
}

// thousands writes a number in groups of three; a small one with a decimal.
func thousands(f float64) string {
	if f < 100 && f != float64(int(f)) {
		return fmt.Sprintf("%.1f", f)
	}
	s := fmt.Sprintf("%.0f", f)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// used gives the processor time that this process has used.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// usedBelow gives how long processors have worked for the children of a process
// that live, where the system tells.
func usedBelow(process int) (sum time.Duration) {
	parts, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", process))
	for _, p := range parts {
		children, _ := os.ReadFile(p)
		for _, child := range strings.Fields(string(children)) {
			text, _ := os.ReadFile("/proc/" + child + "/schedstat")
			on, _, _ := strings.Cut(string(text), " ")
			n, _ := strconv.ParseInt(on, 10, 64)
			sum += time.Duration(n)
		}
	}
	return sum
}

// quantiles gives the median and the 99th percentile.
func quantiles(took []time.Duration) (p50, p99 time.Duration) {
	if len(took) == 0 {
		return 0, 0
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*99/100]
}
