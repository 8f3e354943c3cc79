package merge

import (
	"slices"
	"strconv"

	"github.com/surety-mechanism/surety/reading/draft"
)

// conflicts links the records that contradict each other over several
// documents. None is resolved.
func (m *Merger) conflicts(r *result) []draft.Contradicted {
	var out []draft.Contradicted
	out = append(out, r.figureConflicts()...)
	out = append(out, r.outcomeConflicts()...)
	return append(out, m.crossingConflicts()...)
}

// add puts a value to a conflict, with its record.
func add(c *draft.Contradicted, ref draft.Ref, value string) {
	c.Members = append(c.Members, ref)
	if !slices.Contains(c.Values, value) {
		c.Values = append(c.Values, value)
	}
}

// figureConflicts: counts of the same harm to the same group in one incident
// that differ. "At least five" and "seven" do not contradict each other.
func (r *result) figureConflicts() []draft.Contradicted {
	var out []draft.Contradicted
	for _, members := range r.incidents.same.many() {
		type key struct{ effect, group string }
		of := map[key]*draft.Contradicted{}
		exact := map[key]map[int]bool{}
		docs := map[key]map[int]bool{}
		var order []key
		for _, i := range members {
			x := r.incidents.all[i]
			for _, f := range r.m.docs[x.doc].incidents[x.n].figures {
				k := key{f.effect, f.group}
				if of[k] == nil {
					of[k], exact[k], docs[k] = &draft.Contradicted{About: f.effect}, map[int]bool{}, map[int]bool{}
					order = append(order, k)
				}
				if f.low {
					continue
				}
				ref := r.m.docs[x.doc].ref
				ref.ID = f.id
				add(of[k], ref, strconv.Itoa(f.number))
				exact[k][f.number], docs[k][x.doc] = true, true
			}
		}
		for _, k := range order {
			if len(exact[k]) > 1 && len(docs[k]) > 1 {
				out = append(out, *of[k])
			}
		}
	}
	return out
}

// outcomeConflicts: one round of talks that ended in two ways.
func (r *result) outcomeConflicts() []draft.Contradicted {
	var out []draft.Contradicted
	for _, members := range r.talks.same.many() {
		c := draft.Contradicted{About: "outcome"}
		for _, i := range members {
			x := r.talks.all[i]
			if o := r.m.docs[x.doc].talks[x.n].Outcome; o != "unknown" {
				add(&c, r.ref(r.talks, i), o)
			}
		}
		if len(c.Values) > 1 {
			out = append(out, c)
		}
	}
	return out
}

// crossingConflicts: one crossing in two states, in documents of one day.
func (m *Merger) crossingConflicts() []draft.Contradicted {
	type key struct{ name, day string }
	of := map[key]*draft.Contradicted{}
	var order []key
	for _, d := range m.docs {
		if d.published == "" {
			continue
		}
		for _, x := range d.crossings {
			if x.Status == "unknown" {
				continue
			}
			k := key{x.Name, d.published}
			if of[k] == nil {
				of[k] = &draft.Contradicted{About: "status"}
				order = append(order, k)
			}
			ref := d.ref
			ref.ID = x.ID
			add(of[k], ref, x.Status)
		}
	}
	var out []draft.Contradicted
	for _, k := range order {
		c := of[k]
		several := slices.ContainsFunc(c.Members, func(x draft.Ref) bool { return x.File != c.Members[0].File })
		if len(c.Values) > 1 && several {
			out = append(out, *c)
		}
	}
	return out
}
