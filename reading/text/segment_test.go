package text

import (
	"reflect"
	"strings"
	"testing"
)

func segmented(s string, masked ...Span) *Text {
	t := &Text{Raw: []byte(s), Plain: s, Masked: masked}
	Segment(t)
	return t
}

func (t *Text) pieces(spans []Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, t.String(s))
	}
	return out
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"two", "He left. She stayed.", []string{"He left.", "She stayed."}},
		{"title", "Mr. Asif met Gen. Khan. They spoke.", []string{"Mr. Asif met Gen. Khan.", "They spoke."}},
		{"initials", "George W. Bush and J. K. Rowling came. He left.", []string{"George W. Bush and J. K. Rowling came.", "He left."}},
		{"country inside", "The U.S. Senate voted. It ended.", []string{"The U.S. Senate voted.", "It ended."}},
		{"country at the end", "He lives in the U.S. The house is old.", []string{"He lives in the U.S.", "The house is old."}},
		{"no-break space", "resolve the issue.\u00a0They argue so.", []string{"resolve the issue.", "They argue so."}},
		{"quotation ends", `"I will go." He went.`, []string{`"I will go."`, "He went."}},
		{"verb after a quotation", `“Will you go?” asked Khan. No.`, []string{`“Will you go?” asked Khan.`, "No."}},
		{"time of day", "It came at 3 p.m. on Monday. He ran.", []string{"It came at 3 p.m. on Monday.", "He ran."}},
		{"decimal", "It rose 3.5 percent to 1,200.50 rupees. Good.", []string{"It rose 3.5 percent to 1,200.50 rupees.", "Good."}},
		{"month", "On Nov. 6 they met. On Mar. 3 too.", []string{"On Nov. 6 they met.", "On Mar. 3 too."}},
		{"capitals", "GEN. LOPEZ SAID SO. THE ARMY LEFT.", []string{"GEN. LOPEZ SAID SO.", "THE ARMY LEFT."}},
		{"ellipsis", "He paused... then spoke. Done.", []string{"He paused... then spoke.", "Done."}},
		{"tokens apart", "`` I go . '' He left .", []string{"`` I go . ''", "He left ."}},
		{"urdu", "وہ آیا۔ وہ گیا؟ ہاں۔", []string{"وہ آیا۔", "وہ گیا؟", "ہاں۔"}},
		{"lines are paragraphs", "Title of it\nBody here. More.", []string{"Title of it", "Body here.", "More."}},
		{"number", "No. 5 fell. No. He stood.", []string{"No. 5 fell.", "No.", "He stood."}},
	} {
		x := segmented(c.in)
		var got []string
		for _, s := range x.Sentences {
			got = append(got, x.String(s.Span))
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWrappedLines(t *testing.T) {
	in := "LIMA, 3 FEB 89 -- THE GUERRILLAS OF THE NORTH HAVE ATTACKED THE\n" +
		"BRIDGE AND THE ROAD THAT LEADS TO THE TOWN OF AYACUCHO AND THE\n" +
		"NEIGHBOURING VILLAGES OF THE MOUNTAINS, POLICE SAID TODAY.\n" +
		"   THE ARMY HAS SENT TROOPS TO THE REGION TO PROTECT THE PEOPLE AND\n" +
		"THE CROPS.\n\nEND\n"
	x := segmented(in)
	if len(x.Paragraphs) != 3 {
		t.Errorf("%d paragraphs: %q", len(x.Paragraphs), x.pieces(x.Paragraphs))
	}
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"Terror Groups“Unacceptable”":     `terror|groups|"|unacceptable|"`,
		"Pakistan’s 58-year-old minister": "pakistan's|58|-|year-old|minister",
		"U.S. troops (12,000) on X":       "u.s.|troops|(|12,000|)|on|x",
		"the 1990s, 20th, F-16 and AT&T":  "the|1990s|,|20th|,|f-16|and|at&t",
		"2023-07-20 10:30":                "2023|-|07|-|20|10|:|30",
		"soldiers' deaths":                "soldiers|'|deaths",
		"آتش‌بس در ۱۲ جون":                "آتش‌بس|در|۱۲|جون",
		"Mr. A. Khan":                     "mr.|a.|khan",
	} {
		var got []string
		for _, k := range segmented(in).Tokens {
			got = append(got, k.Lower)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%q: %s, want %s", in, s, want)
		}
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string // inner; "…" after one that runs on
	}{
		{"straight", `He said: "We go." and "stay" too.`, []string{"We go.", "stay"}},
		{"curly", "He said “we go” – ‘now’.", []string{"we go", "now"}},
		{"single with apostrophes", "He said ‘we don’t go’ today.", []string{"we don’t go"}},
		{"straight single", "It's 'a sham', the soldiers' mother said.", []string{"a sham"}},
		{"no single", "It's the soldiers' own '90s idea.", nil},
		{"nested", "“He told us ‘never’ twice,” she said.", []string{"He told us ‘never’ twice,", "never"}},
		{"glued", "Groups“Unacceptable”", []string{"Unacceptable"}},
		{"guillemets", "Il dit « jamais » hier", []string{" jamais "}},
		{"closed by an opening mark", "“It is odd,“ said the mayor of the town.", []string{"It is odd,"}},
		{"german", "Er sagte: „Nie“ und ging", []string{"Nie"}},
		{"over paragraphs", "“We go.\n\n“We stay,” he said.", []string{"We go.…", "We stay,"}},
		{"over paragraphs, not opened anew", "“We go.\n\nWe stay,” he said.", []string{"We go.…", "We stay,"}},
		{"backticks", "`` We go , '' he said", []string{" We go , "}},
		{"apart", `he said " we go " and left`, []string{" we go "}},
		{"feet and inches", `a 5'10" man`, nil},
	} {
		x := segmented(c.in)
		var got []string
		for _, q := range x.Quotes {
			s := x.String(q.Inner)
			if q.Open {
				s += "…"
			}
			got = append(got, s)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMaskedIsLeftOut(t *testing.T) {
	in := "By A Writer. (WIRE) The army left. Share this"
	x := segmented(in, Span{0, 19}, Span{35, 45})
	if got := x.String(x.Sentences[0].Span); len(x.Sentences) != 1 || got != "The army left." {
		t.Errorf("%d sentences, the first %q", len(x.Sentences), got)
	}
	for _, k := range x.Tokens {
		if x.IsMasked(k.Span) {
			t.Errorf("token %q is masked", x.String(k.Span))
		}
	}
}

// check states what Segment promises of any text.
func check(t *testing.T, x *Text) {
	t.Helper()
	at := 0
	for _, k := range x.Tokens {
		if k.Start < at || k.End <= k.Start || k.End > len(x.Plain) {
			t.Fatalf("token %v after %d of %d", k.Span, at, len(x.Plain))
		}
		at = k.End
	}
	next := 0
	for _, s := range x.Sentences {
		if s.First != next || s.Last <= s.First || s.Start != x.Tokens[s.First].Start || s.End != x.Tokens[s.Last-1].End {
			t.Fatalf("sentence %+v, tokens from %d", s, next)
		}
		next = s.Last
		if !x.Paragraphs[s.Paragraph].Contains(s.Span) {
			t.Fatalf("sentence %+v outside its paragraph", s)
		}
	}
	if next != len(x.Tokens) {
		t.Fatalf("%d of %d tokens are in sentences", next, len(x.Tokens))
	}
	for _, q := range x.Quotes {
		if q.Start < 0 || q.End > len(x.Plain) || !q.Contains(q.Inner) || q.Inner.Len() == 0 {
			t.Fatalf("quote %+v", q)
		}
	}
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{"Mr. A said “x.", `""""`, "''``''", "\u00a0.\u2029", "a.b.c.", "۔؟", "\xff\xc3(", "‘’‘’ 's'"} {
		f.Add(s, 1, 3)
	}
	f.Fuzz(func(t *testing.T, s string, a, b int) {
		x := &Text{Raw: []byte(s), Plain: Decode([]byte(s))}
		if a >= 0 && a < b && b <= len(x.Plain) {
			x.Masked = []Span{{a, b}}
		}
		Segment(x)
		check(t, x)
	})
}

// Work must grow with the length of the text, not with its square: tokens and
// quotations counted, not the clock.
func TestLargeDocuments(t *testing.T) {
	for name, unit := range map[string]string{
		"one line":       "The army said on Monday that “nothing” had happened in the U.S. embassy. ",
		"only marks":     `"“”'‘’`,
		"only one mark":  `"`,
		"opening only":   "“a ",
		"capital points": "A.",
		"lines":          "a line\n",
	} {
		x := segmented(strings.Repeat(unit, 2<<20/len(unit)))
		check(t, x)
		if len(x.Quotes) > len(x.Tokens) {
			t.Errorf("%s: %d quotations of %d tokens", name, len(x.Quotes), len(x.Tokens))
		}
	}
}

func BenchmarkSegment(b *testing.B) {
	t := &Text{Plain: strings.Repeat("Mr. Khan said on Monday that “nothing” had happened at the U.S. embassy; the army's 12 men had left.\n\n", 2000)}
	b.SetBytes(int64(len(t.Plain)))
	for b.Loop() {
		Segment(t)
	}
}
