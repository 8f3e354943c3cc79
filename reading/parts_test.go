package reading

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// long is a report of many paragraphs, each with records of its own that refer to one another.
func long(paragraphs int) string {
	var b strings.Builder
	b.WriteString("Gate stays shut at Hadrel\n\n")
	for i := range paragraphs {
		fmt.Fprintf(&b, "Officials of Chad said on Tuesday that at least %d soldiers had been killed in an attack near Abéché on July 3, 2023. "+
			"Chad's defence minister demanded that Sudan must give a guarantee. The rebels claimed that %d soldiers were killed. Talks between Chad and Sudan in Geneva failed.\n\n", i%90+2, i%90+5)
	}
	return b.String()
}

// A document read in parts has the records of all of them, each id once, in
// order, and all that they refer to.
func TestParts(t *testing.T) {
	in := long(60)
	for _, size := range []int{0, 4000, 1500, 900} {
		all, err := Read("a.txt", []byte(in), Options{part: size})
		if err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		d := all[0]
		verbatim(t, d, []byte(in))
		if n := len(d.Statements); n < 150 || d.Title == nil {
			t.Fatalf("parts of %d bytes: %d statements, title %v", size, n, d.Title)
		}
		whole(t, d)
		if size == 0 {
			continue
		}
		if !slices.IsSortedFunc(d.Statements, func(a, b draft.Statement) int { return a.Content.Start - b.Content.Start }) {
			t.Errorf("parts of %d bytes: the statements are out of order", size)
		}
		last := len(in) - 1000
		if d.Times[len(d.Times)-1].Start < last || d.Places[len(d.Places)-1].Start < last || d.Statements[len(d.Statements)-1].Content.Start < last || len(d.Incidents) < 5 || len(d.Talks) < 5 {
			t.Errorf("parts of %d bytes: the end was not read: %d incidents, %d talks", size, len(d.Incidents), len(d.Talks))
		}
	}
}

// whole checks that every id stands once, numbered through, and that what is
// referred to is there.
func whole(t *testing.T, d draft.Document) {
	t.Helper()
	ids := map[string]bool{"": true, "document": true}
	add := func(letter string, n int, id string) {
		if id != fmt.Sprint(letter, n) || ids[id] {
			t.Fatalf("%s is number %d", id, n)
		}
		ids[id] = true
	}
	figures := 0
	for i, s := range d.Statements {
		add("s", i+1, s.ID)
		if s.Time != nil && (*s.Time < 0 || *s.Time >= len(d.Times) || max(s.Content.Start-d.Times[*s.Time].Start, d.Times[*s.Time].Start-s.Content.Start) > 2000) {
			t.Fatalf("%s was said at time %d of %d", s.ID, *s.Time, len(d.Times))
		}
	}
	for i, x := range d.Incidents {
		add("i", i+1, x.ID)
		for _, f := range x.Figures {
			figures++
			if ids[f.ID] || f.ID[0] != 'f' {
				t.Fatalf("figure %s of %s", f.ID, x.ID)
			}
			ids[f.ID] = true
		}
		if x.Place != nil && (*x.Place >= len(d.Places) || max(x.Start-d.Places[*x.Place].Start, d.Places[*x.Place].Start-x.Start) > 2000) {
			t.Fatalf("%s is at place %d of %d", x.ID, *x.Place, len(d.Places))
		}
	}
	if figures > 0 && !ids[fmt.Sprint("f", figures)] {
		t.Fatalf("%d figures, and none is the last", figures)
	}
	for i, x := range d.Talks {
		add("t", i+1, x.ID)
	}
	for i, x := range d.Agreements {
		add("a", i+1, x.ID)
	}
	for i, x := range d.Crossings {
		add("c", i+1, x.ID)
	}
	for i, x := range d.Undertakings {
		add("u", i+1, x.ID)
	}
	refer := func(from string, to ...string) {
		for _, id := range to {
			if !ids[id] {
				t.Fatalf("%s refers to %s, which is not there", from, id)
			}
		}
	}
	for _, s := range d.Statements {
		refer(s.ID, s.Inside, s.Repeats)
	}
	for _, x := range d.Incidents {
		for _, a := range x.Attributions {
			refer(x.ID, a.By)
		}
		for _, f := range x.Figures {
			refer(f.ID, f.Statement)
		}
		for _, c := range x.Conflicts {
			refer(x.ID, c.Between...)
		}
	}
	for _, x := range d.Undertakings {
		refer(x.ID, x.Statements...)
	}
}

// What fits into one part is read as it is without parts.
func TestOnePart(t *testing.T) {
	in := []byte(long(5))
	one, err := Read("a.txt", in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	other, err := Read("a.txt", in, Options{part: len(in)})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(one)
	b, _ := json.Marshal(other)
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
}

// Parts end where something ends, and together are the whole.
func TestPartEnd(t *testing.T) {
	for _, c := range []struct{ in, first string }{
		{"One line here.\n\nAnother. And more", "One line here.\n\n"},
		{"One line here.\nAnother. And more of it", "One line here.\n"},
		{"One thing so. Another and more of it", "One thing so. "},
		{"one sentence without any end of it", "one sentence "},
		{strings.Repeat("a", 40), strings.Repeat("a", 16)},
		{"a" + strings.Repeat("é", 40), "a" + strings.Repeat("é", 7)},
	} {
		if got := c.in[:partEnd(c.in, 0, 16)]; got != c.first {
			t.Errorf("%q begins with %q", c.in, got)
		}
	}
}

// Bytes cut anywhere: every part leads to its own bytes of the file.
func FuzzParts(f *testing.F) {
	f.Add([]byte(long(2)), 900)
	f.Add([]byte("<html><body><p>"+story+"</p><aside>"+story+"</aside><p>"+story+"</p></body></html>"), 40)
	f.Add([]byte("\xff“He said “no” on \xe2\x82 May 3"), 3)
	f.Add([]byte("From: a\nSubject: b\nMessage-ID: c\n\n"+story+"\n-- \nB"), 50)
	f.Fuzz(func(t *testing.T, raw []byte, size int) {
		size = max(4, size%4096)
		all, err := Analyse("a", raw, Options{part: size})
		if err != nil {
			return
		}
		for _, a := range all {
			verbatim(t, *a.Draft, raw)
			whole(t, *a.Draft)
			for from := 0; from < len(a.Text.Plain); {
				s := text.Span{Start: from, End: partEnd(a.Text.Plain, from, size)}
				if s.Len() == 0 {
					t.Fatalf("an empty part at %d", from)
				}
				cut := a.Text.Cut(s)
				for i := range s.Len() {
					for j := i + 1; j <= min(s.Len(), i+3); j++ {
						a1, b1, ok1 := cut.RawSpan(text.Span{Start: i, End: j})
						a2, b2, ok2 := a.Text.RawSpan(text.Span{Start: from + i, End: from + j})
						if a1 != a2 || b1 != b2 || ok1 != ok2 {
							t.Fatalf("%d to %d of the part at %d: %d, %d, %v, and %d, %d, %v in the whole", i, j, from, a1, b1, ok1, a2, b2, ok2)
						}
					}
				}
				from = s.End
			}
		}
	})
}
