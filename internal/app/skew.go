package app

import (
	"fmt"
	"time"

	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// clockTolerance is how far the operator's clock may be from the witnesses' before
// it is told. A checkpoint is cosigned within seconds of being signed, or another
// is signed instead.
const clockTolerance = 15 * time.Minute

// The bounds of what is kept and told of clocks.
const (
	mostWaiting = 10_000
	mostTold    = 5
)

// clocks compares the times that the operator's clock gave to entries with those by
// which witnesses had seen the log. A leaf that is dated after witnesses saw it, or
// before a time at which they were shown a log without it, was not dated by a clock
// that goes right. Entries come in the order of the log.
type clocks struct {
	waiting []dated   // entries that no attestation covers yet
	size    int64     // that the latest attestation covers
	at      time.Time // and by when they were witnessed
	told    []string
	more    int // that were not written down
}

// dated is an entry's place, and when it was logged by the operator's clock.
type dated struct {
	index int64
	at    time.Time
}

func (c *clocks) tell(format string, args ...any) {
	if len(c.told) == mostTold {
		c.more++
		return
	}
	c.told = append(c.told, fmt.Sprintf(format, args...))
}

// entry takes the next entry.
func (c *clocks) entry(index int64, at time.Time) {
	d := dated{index, at}
	c.behind(d)
	if len(c.waiting) == mostWaiting {
		c.waiting = c.waiting[mostWaiting/2:]
	}
	c.waiting = append(c.waiting, d)
}

// behind tells of an entry that is dated before a time at which the log still
// ended before it.
func (c *clocks) behind(d dated) {
	if d.index >= c.size && d.at.Before(c.at.Add(-clockTolerance)) {
		c.tell("entry %d is dated %s, but the log that witnesses had been shown by %s ended before it: it was dated back, or the operator's clock was behind",
			d.index, moment(d.at), moment(c.at))
	}
}

// attested takes an attestation of time, at its place in the log.
func (c *clocks) attested(size int64, at time.Time) {
	if size <= c.size {
		return
	}
	c.size, c.at = size, at
	rest := c.waiting[:0]
	for _, d := range c.waiting {
		switch {
		case d.index >= size:
			c.behind(d)
			rest = append(rest, d)
		case d.at.After(at.Add(clockTolerance)):
			c.tell("entry %d is dated %s, but witnesses had seen it by %s: the operator's clock was ahead", d.index, moment(d.at), moment(at))
		}
	}
	c.waiting = rest
}

// read takes an event as an entry, and what it attests. A nil clocks takes nothing.
func (c *clocks) read(ev register.Event) {
	if c == nil {
		return
	}
	if ev.Head != nil {
		if b, ok := ev.Head.Body.(*record.TimeAttested); ok && b.Size <= ev.Index {
			if at, err := time.Parse(time.RFC3339, b.Witnessed); err == nil {
				c.attested(b.Size, at)
			}
		}
	}
	c.entry(ev.Index, ev.At)
}

// notes gives what is to be told.
func (c *clocks) notes() []string {
	if c.more > 0 {
		return append(c.told, fmt.Sprintf("and %d entries more whose dates do not fit what witnesses saw", c.more))
	}
	return c.told
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
