package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/term"
)

// How long work has to take before it is told how far it has come, and how often then.
const (
	silentFor  = 2 * time.Second
	tellScreen = 200 * time.Millisecond
	tellFile   = 10 * time.Second // where lines are kept
)

// sofar tells on standard error how far long work has come, a line at a time, which
// on a screen takes the last one's place. Short work it leaves alone.
type sofar struct {
	out    io.Writer
	screen bool
	now    func() time.Time
	last   time.Time // when something was told, or is to be counted from
	width  int       // of the line that stands on the screen
}

// progressTo gives what tells on w.
func progressTo(w io.Writer) *sofar {
	f, ok := w.(interface{ Fd() uintptr })
	p := &sofar{out: w, screen: ok && term.IsTerminal(int(f.Fd())), now: time.Now}
	p.last = p.now().Add(silentFor - p.every())
	return p
}

func (p *sofar) every() time.Duration {
	if p.screen {
		return tellScreen
	}
	return tellFile
}

// tell tells of a step, such as "entries checked". total may be 0 where it is not known.
func (p *sofar) tell(step string, done, total int64) {
	now := p.now()
	if now.Sub(p.last) < p.every() {
		return
	}
	p.last = now
	line := fmt.Sprintf("%s: %d", step, done)
	if total > 0 {
		line += fmt.Sprintf(" of %d", total)
	}
	if !p.screen {
		fmt.Fprintln(p.out, line)
		return
	}
	fmt.Fprintf(p.out, "\r%s%s", line, strings.Repeat(" ", max(0, p.width-len(line))))
	p.width = len(line)
}

// done clears the screen's line, before anything else is said.
func (p *sofar) done() {
	if p.width > 0 {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}
