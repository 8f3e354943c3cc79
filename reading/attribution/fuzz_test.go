package attribution_test

import (
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
)

// FuzzRead reads arbitrary bytes: whatever stands there, every part of a
// statement points at bytes of the file, none of them boilerplate, and every
// reference at another statement.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"The envoy said that the truce would hold.",
		"# Juba: No talks under fire\n\n“We will not go,” said the minister. “Not now.”\n\n“Nor later.”",
		"According to officials, the group has told Kigali that its leader warned the men to stop.",
		"It is said that he said she said ((“'\"’”)) — , said, he said, according to according to",
		"وزیر نے کہا کہ سرحد بند ہے۔ «ما»، گفت.",
		"KHAN: No.\n\nMENON: Yes, he said, and warned, adding that \"",
		"\xff\xfe said \x00 that “",
		"Leave a Reply\n\nYour email address will not be published. He said so.",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		docs, err := reading.Read("x.txt", raw, reading.Options{})
		if err != nil {
			t.Skip()
		}
		for _, d := range docs {
			check(t, raw, d)
		}
	})
}

func check(t *testing.T, raw []byte, d draft.Document) {
	ids := map[string]bool{"": true}
	for _, s := range d.Statements {
		ids[s.ID] = true
	}
	size := len(raw)
	if d.Part != nil {
		size = d.Part.Bytes
	}
	last := 0
	for _, s := range d.Statements {
		spans := []draft.Span{s.Content, *s.Cue}
		if s.Speaker != nil {
			spans = append(spans, s.Speaker.Span)
		}
		if s.Condition != nil {
			spans = append(spans, *s.Condition)
		}
		for _, x := range spans {
			if x.Start < 0 || x.End > size || x.Start >= x.End {
				t.Fatalf("%s %s: span %d to %d of %d bytes", s.ID, s.Rule, x.Start, x.End, size)
			}
			for _, b := range d.Boilerplate {
				if x.Start < b.End && b.Start < x.End && !(x.Start < b.Start && b.End < x.End) {
					t.Fatalf("%s %s stands in boilerplate: %q", s.ID, s.Rule, x.Text)
				}
			}
		}
		if s.Content.Start < last {
			t.Fatalf("%s is out of order", s.ID)
		}
		last = s.Content.Start
		if s.Rule == "" || s.Act == "" || len(s.Acts) == 0 || s.Acts[0] != s.Act || s.Mode == "" {
			t.Fatalf("%s lacks rule, act or mode: %+v", s.ID, s)
		}
		if !ids[s.Inside] || !ids[s.Repeats] || s.Inside == s.ID || s.Repeats == s.ID {
			t.Fatalf("%s names %q and %q", s.ID, s.Inside, s.Repeats)
		}
		if s.Time != nil && (*s.Time < 0 || *s.Time >= len(d.Times)) {
			t.Fatalf("%s: time %d of %d", s.ID, *s.Time, len(d.Times))
		}
	}
}
