package table

import (
	"io"

	"github.com/surety-mechanism/surety/internal/fault"
)

// maxRow bounds how much of a file is held at a time: no row is longer.
const maxRow = 8 << 20

// window reads a file and keeps of it what a row may still need: a file of any
// length passes through it.
type window struct {
	r    io.Reader
	base int // where in the file buf begins
	buf  []byte
}

// Read reads on, and keeps what was read.
func (w *window) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	w.buf = append(w.buf, p[:n]...)
	if len(w.buf) > maxRow {
		return n, fault.New(fault.Invalid, "after byte %d there is a row of more than %d bytes; a quotation mark that is not closed, perhaps", w.base, maxRow)
	}
	return n, err
}

// from drops what stands before an offset.
func (w *window) from(offset int) {
	drop := min(max(0, offset-w.base), len(w.buf))
	w.base += drop
	w.buf = w.buf[drop:]
	if len(w.buf) < cap(w.buf)/4 { // what was dropped is let go of
		w.buf = append(make([]byte, 0, 2*len(w.buf)), w.buf...)
	}
}

// between gives what stands between two offsets that are still held.
func (w *window) between(start, end int) []byte {
	start, end = max(0, start-w.base), min(max(0, end-w.base), len(w.buf))
	return w.buf[min(start, end):end]
}
