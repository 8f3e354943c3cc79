package cli

import (
	"io"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"

	"github.com/surety-mechanism/surety/lang"
)

// onScreen gives what writes to w. On a screen, characters of a document that would
// steer it come out as U+FFFD: somebody's words could wipe a line, name the window, or
// turn the order of digits around. A file or another program gets every byte as it is.
// returns says whether a carriage return is the program's own.
func onScreen(w io.Writer, returns bool) io.Writer {
	f, ok := w.(interface{ Fd() uintptr })
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return w
	}
	return &screen{transform.NewWriter(w, steerless(returns)), f.Fd()}
}

// screen is a terminal that is written to, still known as one.
type screen struct {
	io.Writer
	fd uintptr
}

// Fd gives the terminal's descriptor.
func (s *screen) Fd() uintptr { return s.fd }

// steerless replaces what steers a terminal: control characters but the end of a line
// and the tab, and Unicode's two overrides of the order of letters.
func steerless(returns bool) transform.Transformer {
	return runes.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r' && returns:
			return r
		case unicode.IsControl(r), lang.Overrides(r):
			return unicode.ReplacementChar
		}
		return r
	})
}
