// Command bench measures what surety costs on this machine, and prints one
// table. Each section is a file; flags choose sections and sizes.
//
//	go run ./bench                          all of it, in a few minutes
//	go run ./bench -sections append -writers 1,64
//	go run ./bench -sections audit -entries 10000000
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// section measures something and adds its rows to the table.
type section struct {
	name string
	what string
	run  func(context.Context, *bench) error
}

// sections in the order of the table. A new one is a file and a line here.
var sections = []section{
	{"append", "durable appends of sealed, signed entries, beside others' on the same disk", appends},
	{"witnessed", "from accepting to a receipt that witnesses vouch for", witnessedReceipts},
	{"seal", "sealing and signing, one core", seals},
	{"verify", "receipts, one core", receipts},
	{"browser", "receipts in a browser", receiptsInBrowser},
	{"desk", "the desk by keyboard", deskKeys},
	{"paint", "first paint on a slow line", paints},
	{"audit", "a whole log, computed again", audits},
	{"fold", "acts applied in memory", folds},
	{"rebuild", "the register made again from its log", rebuilt},
	{"queries", "what readers ask for most, of a full register", queries},
	{"guess", "what a guesser is told, and how fast", guesses},
	{"reading", "the stages of reading, one core", readings},
}

// bench is one run.
type bench struct {
	dir       string        // on the disk that is measured
	writers   []int         // at once
	span      time.Duration // of each measurement
	entries   int64         // of the log that is audited
	folded    int64         // entries of the log that the register is made of
	log       string        // where that log stays: a SQLite file, and folders of keys and of PostgreSQL's beside it; "" for one that does not
	profile   string        // a file for a profile of what is measured alone, by the names of the databases; "" for none
	incidents int64         // in the register that is asked
	only      string        // of the questions that are asked, those whose name has this in it
	register  string        // where that register stays: a SQLite file, and a folder of PostgreSQL's beside it; "" for none that stays
	databases string        // that hold it, or the one that is made again
	rows      []row
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == childWord {
		if err := child(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	names := make([]string, len(sections))
	for i, s := range sections {
		names[i] = s.name
	}
	chosen := flag.String("sections", strings.Join(names, ","), "which sections to run")
	writers := flag.String("writers", "1,64,512", "how many append at once")
	span := flag.Duration("for", 3*time.Second, "how long each measurement takes, about")
	entries := flag.Int64("entries", 1_000_000, "entries of the log that is audited")
	folded := flag.Int64("folded", 50_000, "entries of the log that the register is made of; each takes 6 KB of disk")
	log := flag.String("log", "", "a file for the SQLite log that the register is made of, with .keys behind its name a folder for its keys, and with .postgres one for PostgreSQL's: made where they are not there, and left there")
	incidents := flag.Int64("incidents", 20_000, "incidents of the register that is asked")
	only := flag.String("ask", "", "which questions of a register are asked: those whose name has this in it")
	kept := flag.String("register", "", "a file for the SQLite register that is asked, and, with .postgres behind its name, a folder for PostgreSQL's: made where they are not there, and left there")
	databases := flag.String("on", "sqlite,postgres", "which databases hold the register that is asked or made again")
	dir := flag.String("dir", "build", "a folder on the disk to measure; what is written there is removed")
	profile := flag.String("cpuprofile", "", "a file for a profile of the processor, to be read with go tool pprof")
	rebuilds := flag.String("rebuildprofile", "", "a file for a profile of the rebuild alone, with the database's name behind it")
	flag.Parse()
	if *profile != "" {
		stop, err := profiled(*profile)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		defer stop()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *chosen, *writers, *dir, &bench{span: *span, entries: *entries, folded: *folded, log: *log, profile: *rebuilds, incidents: *incidents, only: *only, register: *kept, databases: *databases}); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures the sections that are chosen, with the sizes that b has.
func run(ctx context.Context, chosen, writers, parent string, b *bench) error {
	for _, w := range strings.Split(writers, ",") {
		n, err := strconv.Atoi(w)
		if err != nil || n < 1 || n > 10000 {
			return fmt.Errorf("%q is no number of writers", w)
		}
		b.writers = append(b.writers, n)
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	var err error
	if b.dir, err = os.MkdirTemp(parent, "bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)
	if b.dir, err = filepath.Abs(b.dir); err != nil {
		return err
	}
	if err := os.Chmod(b.dir, 0o755); err != nil { // PostgreSQL runs as another user below it
		return err
	}
	want := strings.Split(chosen, ",")
	for _, s := range sections {
		if !slices.Contains(want, s.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%s: %s\n", s.name, s.what)
		if err := s.run(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	fmt.Printf("%s, %d processors, %s; load before: %s\n\n", runtime.Version(), runtime.NumCPU(), runtime.GOARCH, load())
	b.print(os.Stdout)
	return nil
}

// load tells how busy the machine was, where it can be told.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}

// profiled writes a profile of the processor to a file until it is stopped.
func profiled(file string) (stop func(), err error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
		}
	}, nil
}
