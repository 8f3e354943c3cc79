package web

import (
	"slices"

	"github.com/surety-mechanism/surety/casework"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// shared says how much of the record both sides may read: of the newest entries
// that the reader may read himself.
type shared struct {
	Looked int
	Both   int
	Only   []sideCount // those that one side may read and another may not
	None   int
}

type sideCount struct {
	Side string
	N    int
}

// sharedOf counts entries by who of the parties may read them.
func sharedOf(m casework.Mechanism, items []register.Item) shared {
	out := shared{Looked: len(items)}
	if m.Constitution == nil {
		return out
	}
	only := map[string]int{}
	for _, it := range items {
		var can []string
		for _, p := range m.Constitution.Parties {
			if slices.ContainsFunc(m.Constitution.SeatsOf(p), func(s record.Seat) bool { return register.Viewer{Seats: []record.Seat{s}}.Sees(it.Audience) }) {
				can = append(can, p)
			}
		}
		switch len(can) {
		case 0:
			out.None++
		case len(m.Constitution.Parties):
			out.Both++
		default:
			for _, p := range can {
				only[p]++
			}
		}
	}
	for _, p := range m.Constitution.Parties {
		out.Only = append(out.Only, sideCount{p, only[p]})
	}
	return out
}
