package text

import (
	"fmt"
	"strings"
	"testing"
)

// A table answers what the map does that it was made of.
func TestTable(t *testing.T) {
	m := map[string]int{"": 1, "a": 2, "an": 3, "the": 4, "said": 5, "says": 6, "سال": 7, strings.Repeat("x", 300): 8}
	for i := range 3000 {
		m[fmt.Sprintf("word%dend", i)] = i // of one beginning and end: only their numbers differ
		m[fmt.Sprintf("%dx", i)] = -i
	}
	for _, table := range []*Table[int]{NewTable(m), NewTable(map[string]int{}), NewTable(map[string]int{"said": 5})} {
		for w, n := range m {
			got, ok := table.Get(w)
			if ok && (got != n || table.At(w) != n || w == "") || !ok && table.At(w) != 0 {
				t.Fatalf("%q is %d, %v, want %d", w, got, ok, n)
			}
		}
	}
	table := NewTable(m)
	for w := range m {
		if _, ok := table.Get(w); !ok && w != "" {
			t.Fatalf("%q is not found", w)
		}
		if _, ok := table.Get(w + "?"); ok {
			t.Fatalf("%q is found", w+"?")
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add("a b c", "b")
	f.Fuzz(func(t *testing.T, words, w string) {
		m := map[string]bool{}
		for _, x := range strings.Split(words, " ") {
			m[x] = true
		}
		if got, ok := NewTable(m).Get(w); got != ok || ok != (m[w] && w != "") {
			t.Fatalf("%q in %q: %v, %v", w, words, got, ok)
		}
	})
}

// What tokens say of a list, and what a table made of it says, is what the map
// says that both were made of.
func TestKnown(t *testing.T) {
	said := known.At("said")
	tx := &Text{Plain: "The envoy said that Kabul's army, which the Envoy's men said little of, left Kabul."}
	Segment(tx)
	for _, k := range tx.Tokens {
		want, base := known.At(k.Lower), known.At(k.Base())
		if got, ok := known.Of(k); got != want || ok != want || known.Has(k) != want {
			t.Errorf("%q: %v, %v, want %v", k.Lower, got, ok, want)
		}
		if got, ok := known.OfBase(k); got != base || ok != base || known.HasBase(k) != base {
			t.Errorf("%q without its ending: %v, %v, want %v", k.Lower, got, ok, base)
		}
		if late := NewKnown(map[string]int{"envoy": 1}); k.Lower == "envoy" && !late.Has(k) {
			t.Error("a table made after the tokens does not know its word")
		}
		if k.Lower == "left" && k.May(known.list) {
			t.Error("a word of no list says that it may be in one")
		}
	}
	if !said || known.At("left") {
		t.Error("the table is not its words")
	}
	if k := (Token{Lower: "said"}); !known.Has(k) {
		t.Error("a token made by hand is not found")
	}
}

var known = Words("said kabul army")
