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
func sharedOf(m casework.Mechanism, readers []register.Readership) (out shared) {
	for _, r := range readers {
		out.Looked += r.N
	}
	if m.Constitution == nil {
		return out
	}
	only := map[string]int{}
	for _, r := range readers {
		var can []string
		for _, p := range m.Constitution.Parties {
			if slices.ContainsFunc(m.Constitution.SeatsOf(p), func(s record.Seat) bool { return register.Viewer{Seats: []record.Seat{s}}.Sees(r.Seats) }) {
				can = append(can, p)
			}
		}
		switch len(can) {
		case 0:
			out.None += r.N
		case len(m.Constitution.Parties):
			out.Both += r.N
		default:
			for _, p := range can {
				only[p] += r.N
			}
		}
	}
	for _, p := range m.Constitution.Parties {
		out.Only = append(out.Only, sideCount{p, only[p]})
	}
	return out
}
