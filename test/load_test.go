package test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/surety-mechanism/surety/internal/app"
	"github.com/surety-mechanism/surety/internal/desk"
	"github.com/surety-mechanism/surety/internal/testkit"
)

// load is the process that gets killed: `surety-load DIR GUARD ROUND` opens the
// mechanism and accepts drafts by several hands at once, while another signs
// checkpoints as fast as it can, until somebody ends it. Each accepted entry is
// acknowledged on standard output, after it was acknowledged to the caller:
//
//	accepted INDEX ID
//
// and each checkpoint handed out:
//
//	signed SIZE
func load(args []string) int {
	if len(args) != 3 {
		return tell(fmt.Errorf("usage: surety-load DIR GUARD ROUND"))
	}
	round, err := strconv.Atoi(args[2])
	if err != nil {
		return tell(err)
	}
	ctx := context.Background()
	m, err := app.Open(ctx, args[0], app.Options{Guard: args[1]})
	if err != nil {
		return tell(err)
	}
	const hands = 4
	var said sync.Mutex
	say := func(format string, args ...any) {
		said.Lock()
		defer said.Unlock()
		fmt.Fprintf(os.Stdout, format+"\n", args...) // one write a line
	}
	failed := make(chan error)
	for hand := range hands {
		go func() {
			for n := 0; ; n++ {
				if err := loadOne(ctx, m, round*1_000_000+hand*10_000+n, say); err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	go func() {
		for {
			if _, err := m.Publisher.Publish(ctx); err != nil {
				failed <- err
				return
			}
			c, err := m.Store.LatestCheckpoint(ctx)
			if err != nil {
				failed <- err
				return
			}
			say("signed %d", c.Size)
			time.Sleep(time.Millisecond)
		}
	}()
	return tell(<-failed)
}

// loadOne takes in an article and accepts its drafts, one after another.
func loadOne(ctx context.Context, m *app.Mechanism, number int, say func(string, ...any)) error {
	raw, read := testkit.Article(number, 3)
	sealed, err := m.Evidence.Put(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	doc, _, err := m.Desk.TakeIn(ctx, "secretariat", read.File, "text/plain", read, sealed)
	if err != nil {
		return err
	}
	who := desk.Person{Seat: m.Founding.Charter.Secretariat(), Name: "Load", Session: "test:load"}
	for _, ids := range [][]string{{"s1"}, {"s2", "s3"}, {"i1", "f1"}} {
		for i := range ids {
			ids[i] = doc.ID + "-" + ids[i]
		}
		made, err := m.Desk.Accept(ctx, who, ids)
		if err != nil {
			return err
		}
		for _, o := range made {
			say("accepted %d %s", o.Index, o.Entry)
		}
	}
	return nil
}
