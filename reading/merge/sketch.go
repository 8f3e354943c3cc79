package merge

import (
	"math/bits"
	"slices"

	"github.com/surety-mechanism/surety/reading/text"
)

// sketch is a document's runs of words, few enough to keep and to compare.
//
// least holds, for each of many hash functions, the smallest value over all runs
// (Broder 1997): two documents agree in one with the probability that their sets
// of runs are alike. sample holds the runs whose hash ends in level zero bits, so
// that samples of two documents can be compared at the higher level.
type sketch struct {
	least  [hashes]uint32
	sample []uint64 // ascending
	level  int
}

const (
	run       = 5   // words that make a shingle
	hashes    = 64  // values of least, in bands of rows
	rows      = 2   // with 2 rows, 32 bands find pairs that share a third in 98 of 100 cases
	maxSample = 512 // shingles kept
	maxWords  = 200_000
)

// sketchOf gives the sketch of t. What is boilerplate has no tokens.
func sketchOf(t *text.Text) sketch {
	var s sketch
	for i := range s.least {
		s.least[i] = ^uint32(0)
	}
	var window [run]uint64
	n := 0
	var all []uint64
	for _, k := range t.Tokens[:min(len(t.Tokens), maxWords)] {
		if k.Kind == text.Mark {
			continue
		}
		copy(window[:], window[1:])
		window[run-1] = hash(k.Base())
		if n++; n < run {
			continue
		}
		h := uint64(n0)
		for _, w := range window {
			h = mix(h ^ w)
		}
		all = append(all, h)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for _, h := range all {
		x := h
		for i := 0; i < hashes; i++ {
			x = x*6364136223846793005 + 1442695040888963407
			if v := uint32(mix(x) >> 32); v < s.least[i] {
				s.least[i] = v
			}
		}
	}
	for len(all)>>s.level > maxSample {
		s.level++
	}
	for _, h := range all {
		if bits.TrailingZeros64(h) >= s.level {
			s.sample = append(s.sample, h)
		}
	}
	return s
}

const n0 = 0x9e3779b97f4a7c15

// hash is FNV-1a: the same in every run and on every machine.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix is the finaliser of MurmurHash3.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// shared gives what part of the smaller document's shingles the other has, and
// what part of both together they share. Both are 0 where one has too few to tell.
func shared(x, y *sketch) (contained, alike float64) {
	level := max(x.level, y.level)
	both, nx, ny := 0, 0, 0
	i, j := 0, 0
	deep := func(h uint64) bool { return bits.TrailingZeros64(h) >= level }
	for i < len(x.sample) || j < len(y.sample) {
		switch {
		case j == len(y.sample) || i < len(x.sample) && x.sample[i] < y.sample[j]:
			if deep(x.sample[i]) {
				nx++
			}
			i++
		case i == len(x.sample) || x.sample[i] > y.sample[j]:
			if deep(y.sample[j]) {
				ny++
			}
			j++
		default:
			if deep(x.sample[i]) {
				nx, ny, both = nx+1, ny+1, both+1
			}
			i, j = i+1, j+1
		}
	}
	if min(nx, ny) < 8 {
		if nx == ny && nx == both && nx > 0 {
			return 1, 1
		}
		return 0, 0
	}
	return float64(both) / float64(min(nx, ny)), float64(both) / float64(nx+ny-both)
}
