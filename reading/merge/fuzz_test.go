package merge_test

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/merge"
)

// FuzzMerged cuts arbitrary bytes into documents. In whatever order they come,
// the groups are the same to the byte, name only documents and records that are
// there, and none is alone.
func FuzzMerged(f *testing.F) {
	for _, s := range []string{
		quakeA + "\x00" + quakeA2 + "\x00" + quakeB + "\x00" + ferry,
		ferry + "\x00" + rewritten() + "\x00" + ferry,
		going + "\x00" + over,
		"a\x00a\x00a\x00", "He said no.\x00He said no!\x00\xff",
		"10 May 2024\n\nA bomb exploded in Mombasa on Thursday, killing 12 people, police said.\x0010 May 2024\n\nA bomb exploded in Mombasa on Thursday and killed 15 people.",
		"<rss><item><title>A</title><description>He said that it was so.</description></item><item><title>A</title><description>He said that it was so.</description></item></rss>\x00He said that it was so.",
	} {
		f.Add([]byte(s), "a")
	}
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		var all []*analysis.Analysis
		for i, part := range bytes.SplitN(raw, []byte{0}, 8) {
			as, err := reading.Analyse(name+strconv.Itoa(i%6), part, reading.Options{}) // some of one name
			if err == nil {
				all = append(all, as...)
			}
		}
		forth, back := merge.New(), merge.New()
		refs := map[string]bool{}
		for i := range all {
			forth.Add(all[i])
			back.Add(all[len(all)-1-i])
			there(refs, all[i].Draft)
		}
		m := forth.Merged()
		a, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := json.Marshal(back.Merged()); err != nil || !bytes.Equal(a, b) {
			t.Fatalf("%v: in one order\n%s\nin the other\n%s", err, a, b)
		}
		check := func(what string, members ...draft.Ref) {
			if what != "" && len(members) < 2 {
				t.Fatalf("%s of %d", what, len(members))
			}
			for _, r := range members {
				if !refs[key(r)] {
					t.Fatalf("%s names %s, which is not there", what, key(r))
				}
			}
		}
		for _, d := range m.Duplicates {
			check("copies", d.Members...)
			check("", d.Root)
		}
		for what, groups := range map[string][]draft.Group{"stories": m.Stories, "statements": m.Statements, "incidents": m.Incidents, "talks": m.Talks, "undertakings": m.Undertakings} {
			for _, g := range groups {
				check(what, g.Members...)
			}
		}
		for _, d := range m.Dates {
			check("", d.Document, d.From)
		}
		for _, c := range m.Conflicts {
			check("a conflict", c.Members...)
		}
	})
}

func key(r draft.Ref) string {
	item := ""
	if r.Item != nil {
		item = strconv.Itoa(*r.Item)
	}
	return r.File + "|" + item + "|" + r.ID
}

// there adds what can be referred to of d.
func there(refs map[string]bool, d *draft.Document) {
	add := func(id string) { refs[key(draft.Ref{File: d.File, Item: d.Item, ID: id})] = true }
	add("")
	for _, x := range d.Statements {
		add(x.ID)
	}
	for _, x := range d.Incidents {
		add(x.ID)
		for _, f := range x.Figures {
			add(f.ID)
		}
	}
	for _, x := range d.Talks {
		add(x.ID)
	}
	for _, x := range d.Agreements {
		add(x.ID)
	}
	for _, x := range d.Crossings {
		add(x.ID)
	}
	for _, x := range d.Undertakings {
		add(x.ID)
	}
}
