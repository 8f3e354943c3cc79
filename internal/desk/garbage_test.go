package desk

import (
	"runtime/debug"
	"testing"
)

// Garbage may lie as long as there is room; the more is held the less, and the
// setting is put back.
func TestRoomOf(t *testing.T) {
	for held, want := range map[uint64]int{0: mostGarbage, 1 << 20: mostGarbage, 128 << 20: 200, 256 << 20: 100, 4 << 30: leastRoom} {
		if got := roomOf(held); got != want {
			t.Errorf("of %d bytes held, %d percent may be garbage, not %d", held, want, got)
		}
	}
	before := debug.SetGCPercent(77)
	defer debug.SetGCPercent(before)
	letLie().done()
	if after := debug.SetGCPercent(77); after != 77 {
		t.Errorf("the setting was 77 and is %d", after)
	}
}
