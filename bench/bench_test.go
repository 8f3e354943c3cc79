package main

import (
	"fmt"
	"os"
	"testing"
	"time"
)

// TestMain lets this binary be the process that audits.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childWord {
		if err := child(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// TestSections runs what needs no disk, as small as it goes: what is measured
// has to work, whatever it takes.
func TestSections(t *testing.T) {
	if err := run(t.Context(), "seal,witnessed,verify,audit,fold,rebuild,queries", "1", t.TempDir(),
		&bench{span: 10 * time.Millisecond, entries: 2000, folded: 200, incidents: 300, databases: "sqlite,postgres"}); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), "seal", "many", t.TempDir(), &bench{span: time.Millisecond}); err == nil {
		t.Error("many is no number of writers")
	}
}

func TestThousands(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 1234567.4: "1,234,567", 4.25: "4.2"} {
		if got := thousands(f); got != want {
			t.Errorf("thousands(%v) = %q, want %q", f, got, want)
		}
	}
}

func TestReadingRows(t *testing.T) {
	rows := readingRows([]byte("goos: linux\npkg: github.com/surety-mechanism/surety/reading/when\ncpu: x\n" +
		"BenchmarkFind-2   \t     100\t  500000 ns/op\t   9.53 MB/s\t  12 B/op\nPASS\nok  \tx\t1s\n" +
		"pkg: github.com/surety-mechanism/surety/reading/merge\nBenchmarkMerged/100-2 \t 7\t 17000000 ns/op\n"))
	if len(rows) != 2 || rows[0].what != "reading/when, Find" || rows[0].rate != 9.53 || rows[0].unit != "MB/s" ||
		rows[1].what != "reading/merge, Merged/100" || int(rows[1].rate) != 58 {
		t.Errorf("%+v", rows)
	}
}
