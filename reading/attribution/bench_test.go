package attribution_test

import (
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/attribution"
)

// BenchmarkRead measures finding statements in prose that is full of them, the
// stages before it left out.
func BenchmarkRead(b *testing.B) {
	piece := "The minister said on Friday that the talks had failed. “We will not leave the valley,” said Colonel Baraka, " +
		"who leads the post, warning that any raid would be answered. According to the governor, both posts were empty. " +
		"Kenya accused the militia of shelling the bridge and called for an inquiry.\n\n"
	a := read(strings.Repeat(piece, 200))
	b.SetBytes(int64(len(a.Text.Plain)))
	b.ReportAllocs()
	for b.Loop() {
		a.Statements = nil
		attribution.Read(a)
	}
}
