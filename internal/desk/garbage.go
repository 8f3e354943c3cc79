package desk

import (
	"runtime/debug"
	"runtime/metrics"
)

// A rebuild makes some twenty thousand bytes of garbage an entry, and holds some
// seven hundred: how long it lets garbage lie is a tenth of what it costs. A small
// register is given room, since there is memory for it; a large one is collected
// the sooner the larger it is, so that a million entries stay near a gigabyte.
const (
	roomBytes   = 256 << 20 // of garbage that may lie before it is collected
	mostGarbage = 400       // percent of what is held
	leastRoom   = 100       // percent, as Go has it: at half of it, of a million entries, it would be a quarter of the work
)

// garbage sets how often garbage is collected while something is done that holds
// more and more. It is for one piece of work at a time: the setting is the process's.
type garbage struct {
	before int // the setting that it found
	live   []metrics.Sample
}

// letLie begins to set it. done puts it back.
func letLie() *garbage {
	g := &garbage{live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	g.before = debug.SetGCPercent(mostGarbage)
	g.look()
	return g
}

// look sets it by what is held now.
func (g *garbage) look() {
	metrics.Read(g.live)
	if g.live[0].Value.Kind() == metrics.KindUint64 {
		debug.SetGCPercent(roomOf(g.live[0].Value.Uint64()))
	}
}

// roomOf gives how much garbage may lie beside so many bytes that are held, in
// percent of them.
func roomOf(held uint64) int {
	return int(min(max(roomBytes*100/max(held, 1), leastRoom), mostGarbage))
}

func (g *garbage) done() { debug.SetGCPercent(g.before) }
