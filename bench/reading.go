package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// benchLine is a line of go test -bench that tells a speed.
var benchLine = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op(?:\s+([\d.]+) MB/s)?`)

// readings runs the benchmarks that stand beside the stages of reading: each is
// one stage on prose of its own, on one core.
func readings(ctx context.Context, b *bench) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", ".", "-benchtime", min(b.span, time.Second).String(), "./reading/...")
	var told bytes.Buffer
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go test -bench: %w\n%s", err, told.String())
	}
	b.rows = append(b.rows, readingRows(out)...)
	return nil
}

// readingRows makes rows of what go test -bench prints.
func readingRows(out []byte) (rows []row) {
	stage := ""
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if pkg, ok := strings.CutPrefix(lines.Text(), "pkg: "); ok {
			_, stage, _ = strings.Cut(pkg, "/surety/")
			continue
		}
		m := benchLine.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		ns, err := strconv.ParseFloat(m[2], 64)
		if err != nil || ns == 0 {
			continue
		}
		r := row{what: stage + ", " + m[1], rate: 1e9 / ns, unit: "runs/s"}
		if m[3] != "" {
			r.rate, _ = strconv.ParseFloat(m[3], 64)
			r.unit = "MB/s"
		}
		rows = append(rows, r)
	}
	return rows
}
