package ledger

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/surety-mechanism/surety/internal/fault"
)

// An export may carry, beside the tiles, what its reader may read of the
// entries: envelopes, signatures and openings, in files of 256 entries.

// maxDisclosed bounds a file of disclosed entries.
const maxDisclosed = 256 << 20

// Disclosed is one entry as it is handed to whoever may read it.
type Disclosed struct {
	Index    int64
	Signed   Signed
	Key      PublicKey
	Openings []Opening // none where the content was erased
}

// DisclosedPath names the file that an entry is disclosed in.
func DisclosedPath(index int64) string {
	t := Tile{Level: -1, N: index / tileWidth, Width: tileWidth}
	return "disclosed" + t.Path()[len("tile/entries"):]
}

// ParseDisclosedPath gives the first index that a file of disclosed entries covers.
func ParseDisclosedPath(path string) (int64, error) {
	n, ok := strings.CutPrefix(path, "disclosed/")
	t, err := ParseTile("tile/entries/" + n)
	if !ok || err != nil || t.Width != tileWidth || t.N > 1<<50 {
		return 0, fault.New(fault.NotFound, "there is no file %q", path)
	}
	return t.First(), nil
}

// DisclosedEach is how many entries of the log a file of disclosed ones covers.
const DisclosedEach = tileWidth

// AppendDisclosed appends the entry to a file's bytes, as a line of canonical JSON.
func AppendDisclosed(out []byte, d *Disclosed) []byte {
	out = append(out, `{"envelope":`...)
	out = appendString(out, string(d.Signed.Envelope))
	out = append(out, `,"index":`...)
	out = appendInt(out, d.Index)
	out = append(out, `,"key":`...)
	out = appendString(out, d.Key.String())
	out = append(out, `,"leaf_salt":`...)
	out = append64(out, d.Signed.LeafSalt[:])
	out = append(out, `,"openings":`...)
	out = appendOpenings(out, d.Openings)
	out = append(out, `,"signature":`...)
	out = d.Signed.Signature.append(out)
	return append(out, ",\"version\":1}\n"...)
}

// ParseDisclosed reads a file of disclosed entries, whose indexes rise.
func ParseDisclosed(data []byte) (out []Disclosed, err error) {
	if len(data) > maxDisclosed {
		return nil, fault.New(fault.Invalid, "the file of disclosed entries is %d bytes; the most is %d", len(data), maxDisclosed)
	}
	for n := 1; len(data) > 0; n++ {
		line, rest, ok := bytes.Cut(data, []byte("\n"))
		if !ok {
			return nil, fault.New(fault.Corrupt, "line %d of the disclosed entries is cut short", n)
		}
		data = rest
		c := &cursor{what: fmt.Sprintf("line %d of the disclosed entries", n), data: line}
		var d Disclosed
		c.lit(`{"envelope":`)
		d.Signed.Envelope = bytes.Clone(c.raw())
		c.lit(`,"index":`)
		d.Index = c.integer()
		c.lit(`,"key":`)
		key := c.str()
		c.lit(`,"leaf_salt":`)
		c.fixed64(d.Signed.LeafSalt[:])
		c.lit(`,"openings":`)
		d.Openings = c.openings()
		c.lit(`,"signature":`)
		d.Signed.Signature = c.signature()
		c.lit(`,"version":1}`)
		if err := c.end(); err != nil {
			return nil, err
		}
		if len(out) > 0 && d.Index <= out[len(out)-1].Index {
			return nil, fault.New(fault.Corrupt, "line %d of the disclosed entries is out of order", n)
		}
		if d.Key, err = ParsePublicKey(key); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// disclose lays what is disclosed of a bundle's entries over its items, the
// first of which has the index from. Entries beyond them are passed over: the
// file may be of a larger log.
func disclose(items []Item, from int64, list []Disclosed) error {
	for i := range list {
		d := &list[i]
		at := d.Index - from
		switch {
		case d.Index/tileWidth != from/tileWidth:
			return fault.New(fault.Corrupt, "%s discloses entry %d, which belongs elsewhere", DisclosedPath(from), d.Index)
		case at < 0 || at >= int64(len(items)):
			continue
		}
		items[at].Signed, items[at].Key = &d.Signed, &d.Key
		items[at].Openings, items[at].Payload = d.Openings, len(d.Openings) > 0
	}
	return nil
}
