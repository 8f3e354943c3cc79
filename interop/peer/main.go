// Command peer measures another log beside surety's: durable appends to Tessera
// on POSIX files, in the folder and for the time that it is told. It prints one
// line: entries, seconds, and the 50th and 99th percentile of one append in
// milliseconds.
package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"log"
	"slices"
	"sync"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
)

func main() {
	dir := flag.String("dir", "", "an empty folder")
	writers := flag.Int("writers", 1, "how many append at once")
	size := flag.Int("size", 1024, "bytes of an entry")
	span := flag.Duration("for", 3*time.Second, "how long")
	flag.Parse()
	if err := run(*dir, *writers, *size, *span); err != nil {
		log.Fatal(err)
	}
}

func run(dir string, writers, size int, span time.Duration) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	secret, _, err := note.GenerateKey(rand.Reader, "surety-bench/peer")
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		return err
	}
	driver, err := posix.New(ctx, posix.Config{Path: dir})
	if err != nil {
		return err
	}
	// Tuned as for an append that is to be answered soon: small batches at once.
	batch := uint(max(1, writers))
	options := tessera.NewAppendOptions().WithCheckpointSigner(signer).WithBatching(batch, 2*time.Millisecond).
		WithCheckpointInterval(time.Second)
	appender, shutdown, _, err := tessera.NewAppender(ctx, driver, options)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var took []time.Duration
	var wg sync.WaitGroup
	failed := make(chan error, writers)
	begin := time.Now()
	for range writers {
		wg.Go(func() {
			entry := make([]byte, size)
			var own []time.Duration
			for time.Since(begin) < span {
				rand.Read(entry)
				at := time.Now()
				if _, err := appender.Add(ctx, tessera.NewEntry(slices.Clone(entry)))(); err != nil {
					failed <- err
					return
				}
				own = append(own, time.Since(at))
			}
			mu.Lock()
			took = append(took, own...)
			mu.Unlock()
		})
	}
	wg.Wait()
	elapsed := time.Since(begin)
	select {
	case err := <-failed:
		return err
	default:
	}
	if err := shutdown(ctx); err != nil {
		return err
	}
	slices.Sort(took)
	at := func(q float64) float64 { return float64(took[int(q*float64(len(took)-1))].Microseconds()) / 1000 }
	fmt.Println(len(took), elapsed.Seconds(), at(.5), at(.99))
	return nil
}
