package register

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/surety-mechanism/surety/record"
)

// Records of incidents are merged and split in whatever order, sensibly or not: what
// is let through is what a plain model of it lets through; every id ever given leads
// to records that stand, and to those that the model says; no circle closes.
func TestMergedAndSplitLeadSomewhere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := caseWorld(t)
		var all []record.ID
		for range rapid.IntRange(2, 6).Draw(rt, "records") {
			all = append(all, w.incident().ID)
		}
		forward := map[record.ID][]record.ID{} // the model
		ends := func(id record.ID) []record.ID {
			out := []record.ID{}
			for todo := []record.ID{id}; len(todo) > 0; todo = todo[1:] {
				if next := forward[todo[0]]; len(next) > 0 {
					todo = append(todo, next...)
				} else if !slices.Contains(out, todo[0]) {
					out = append(out, todo[0])
				}
				if len(out)+len(todo) > 1000 {
					rt.Fatalf("a circle was let through: %v", forward)
				}
			}
			slices.Sort(out)
			return out
		}
		pick := rapid.SliceOfN(rapid.SampledFrom(all), 1, 3)
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			one, some := rapid.SampledFrom(all).Draw(rt, "one"), pick.Draw(rt, "some")
			open := len(forward[one]) == 0
			for i, id := range some {
				open = open && len(forward[id]) == 0 && id != one && !slices.Contains(some[:i], id)
			}
			var body record.Body = &record.IncidentsMerged{Why: "w"}
			refs := []record.Ref{{Role: record.Into, ID: one}}
			role := record.Merged
			if rapid.Bool().Draw(rt, "split") {
				body, role = &record.IncidentSplit{Why: "w"}, record.Into
				refs, open = []record.Ref{{Role: record.AboutObject, ID: one}}, open && len(some) > 1
			}
			for _, id := range some {
				refs = append(refs, record.Ref{Role: role, ID: id})
			}
			o := w.do("desk", "secretariat", body, refs...)
			if (o.Void == "") != open {
				rt.Fatalf("a %s of %v stands: %v (%s), want %v", o.Kind, refs, o.Void == "", o.Void, open)
			}
			if open && role == record.Into {
				forward[one] = some
			} else if open {
				for _, id := range some {
					forward[id] = []record.ID{one}
				}
			}
		}
		for _, id := range all {
			want, got := ends(id), w.state.Current(id)
			slices.Sort(got)
			if len(got) == 0 || !slices.Equal(got, want) || !slices.Equal(w.state.EndsOf(id), want) {
				rt.Fatalf("%s goes on in %v and %v, want %v", id, got, w.state.EndsOf(id), want)
			}
		}
	})
}
