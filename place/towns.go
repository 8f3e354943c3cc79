package place

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"sync"
)

//go:embed towns.bin
var townsPacked []byte

// table is towns.bin, unpacked. Its layout, all deflated as one stream, numbers
// little-endian: the number of countries (16 bits); for each its alpha-2 code,
// the number of its first-level areas (16), and for each of these the numbers
// (16 each) of second-level areas and of towns in it; then the number of records
// and the bytes of names (32 each), the names between line ends, and the columns
// rank, low and high byte of the latitude, of the longitude. Records follow each
// other by area: the area itself, its second-level areas, its towns. A latitude
// is counted from -90, a longitude from -180, in hundredths of a degree. The
// rank of a town is its seat in the upper three bits and its size in the lower five.
type table struct {
	names   []byte
	starts  []uint32 // of names; one more than there are records
	columns []byte
	n       int
	areas   []area // in order of first
	hashes  []uint32
	next    []int32 // next record of the same bucket, -1 at the end
	buckets []int32
}

// area is a first-level area and its records [first:end].
type area struct {
	country           *Country
	first, towns, end int
}

const bucketBits = 17

var towns = sync.OnceValue(func() *table {
	var raw bytes.Buffer
	raw.Grow(5 * len(townsPacked) / 2) // it packs to about a half
	if _, err := raw.ReadFrom(flate.NewReader(bytes.NewReader(townsPacked))); err != nil {
		panic("place: towns.bin, built into the program, cannot be unpacked: " + err.Error())
	}
	return index(raw.Bytes())
})

func index(raw []byte) *table {
	t := &table{}
	at := 0
	u16 := func() int { at += 2; return int(binary.LittleEndian.Uint16(raw[at-2:])) }
	for range u16() {
		c := world().alpha2[string(raw[at:at+2])]
		at += 2
		for range u16() {
			second, town := u16(), u16()
			t.areas = append(t.areas, area{country: c, first: t.n, towns: t.n + 1 + second, end: t.n + 1 + second + town})
			t.n += 1 + second + town
		}
	}
	t.n = int(binary.LittleEndian.Uint32(raw[at:]))
	size := int(binary.LittleEndian.Uint32(raw[at+4:]))
	t.names, t.columns = raw[at+8:at+8+size], raw[at+8+size:]

	t.starts = make([]uint32, 1, t.n+1)
	for i, b := range t.names {
		if b == '\n' {
			t.starts = append(t.starts, uint32(i+1))
		}
	}
	t.starts = append(t.starts, uint32(len(t.names)+1)) // #nosec G115 -- a table that is built in
	t.hashes, t.next, t.buckets = make([]uint32, t.n), make([]int32, t.n), make([]int32, 1<<bucketBits)
	for i := range t.buckets {
		t.buckets[i] = -1
	}
	var buf []byte
	for i := t.n - 1; i >= 0; i-- { // backwards, so that chains run forwards
		buf = t.folded(buf[:0], i)
		h := hash(buf)
		t.hashes[i] = h
		b := &t.buckets[h>>(32-bucketBits)]
		t.next[i], *b = *b, int32(i) // #nosec G115 -- as above
	}
	return t
}

func (t *table) name(i int) []byte { return t.names[t.starts[i] : t.starts[i+1]-1] }

// folded appends the folded name of record i to b. Most names are plain letters
// and blanks, for which there is a short way.
func (t *table) folded(b []byte, i int) []byte {
	name := t.name(i)
	for j, c := range name {
		switch {
		case c >= 'a' && c <= 'z':
			b = append(b, c)
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c == ' ' && j > 0 && name[j-1] != ' ' && j+1 < len(name):
			b = append(b, c)
		default:
			return appendFold(b[:len(b)-j], string(name))
		}
	}
	return b
}

// find gives the records whose folded name is key.
func (t *table) find(key string) []Place {
	var out []Place
	var buf []byte
	h := hash([]byte(key))
	for i := t.buckets[h>>(32-bucketBits)]; i >= 0; i = t.next[i] {
		if t.hashes[i] != h {
			continue
		}
		if buf = t.folded(buf[:0], int(i)); string(buf) == key {
			out = append(out, t.place(int(i)))
		}
	}
	return out
}

func (t *table) has(key string) bool {
	var buf []byte
	h := hash([]byte(key))
	for i := t.buckets[h>>(32-bucketBits)]; i >= 0; i = t.next[i] {
		if t.hashes[i] == h {
			if buf = t.folded(buf[:0], int(i)); string(buf) == key {
				return true
			}
		}
	}
	return false
}

// place gives record i.
func (t *table) place(i int) Place {
	lo, hi := 0, len(t.areas)
	for lo < hi { // the area whose records end after i
		if mid := (lo + hi) / 2; t.areas[mid].end <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	a, n, c := t.areas[lo], t.n, t.columns
	p := Place{
		Name: string(t.name(i)),
		Area: string(t.name(a.first)),
		Lat:  float64(int(c[n+i])|int(c[2*n+i])<<8)/100 - 90,
		Lon:  float64(int(c[3*n+i])|int(c[4*n+i])<<8)/100 - 180,
	}
	if a.country != nil {
		p.Country = a.country.Alpha3
	}
	switch {
	case i == a.first:
		p.Kind, p.Area = Area1, ""
	case i < a.towns:
		p.Kind = Area2
	default:
		p.Seat, p.Size = int(c[i]>>5), int(c[i]&31)
	}
	return p
}

// hash is FNV-1a, mixed so that its upper bits can be used.
func hash(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h ^ h>>15*0x85ebca6b
}
