package reading

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

const story = "The ministry said on Tuesday that the gate at Hadrel would stay shut until both sides had agreed on new rules. " +
	"At least 12 soldiers were killed there on July 3, 2023, officials said."

func read(t testing.TB, file, in string) draft.Document {
	t.Helper()
	all, err := Read(file, []byte(in), Options{})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d documents, %v", len(all), err)
	}
	return all[0]
}

func day(d draft.Document) string {
	if d.Published.Date == nil {
		return ""
	}
	return *d.Published.Date
}

// The traps that the first stages meet, each with a text of its own.
func TestTraps(t *testing.T) {
	for _, c := range []struct {
		name string
		in   string
		bad  func(d draft.Document) bool
	}{
		{"1: a page's clock is outvoted, and the conflict reported", "Tuesday, 02 January 2024 12:17 GMT\n\nGate stays shut at Hadrel\n\n(LAKEW- Gate Press) " + story + "\n\nLAKEW27102025000228011069ID1110251643\n",
			func(d draft.Document) bool { return day(d) != "2025-10-27" || !d.Published.Conflict }},
		{"2: of two day-like strings in a wire's number the first counts", "Gate stays shut at Hadrel\n\n" + story + "\n\nLAKEW27102025000228011069ID1110251643\n",
			func(d draft.Document) bool { return day(d) != "2025-10-27" || len(d.Published.Candidates) != 1 }},
		{"3: a month's day without any year has none", "Gate stays shut at Hadrel\n\nIt was agreed on October 19, the ministry said on Wednesday, and signed earlier this month.",
			func(d draft.Document) bool { return day(d) != "" || anchored(d) > 0 }},
		{"4: recent and earlier this year make no day of publication", "Gate stays shut at Hadrel\n\nThe recent talks failed, the ministry said. Earlier this year it had agreed to open the gate.",
			func(d draft.Document) bool { return day(d) != "" || anchored(d) > 0 }},
		{"5: two days for one meeting are both kept", "Gate stays shut at Hadrel\n\nLake News Agency July 20, 2023\n\nThe envoys met on Wednesday, the ministry said in a statement of two lines.\n\nThe envoys at their meeting on July 20, 2023, in the capital of the plains.",
			func(d draft.Document) bool {
				return !has(d, "Wednesday", "2023-07-19", "2023-07-19") || !has(d, "July 20, 2023", "2023-07-20", "2023-07-20")
			}},
		{"6: coarse times stay coarse", "Gate stays shut at Hadrel\n\nLake News Agency July 20, 2023\n\nLast week, 12 soldiers fell. This February the ministry had warned them; it had been so last year and over the past decade.",
			func(d draft.Document) bool {
				return !has(d, "Last week", "2023-07-10", "2023-07-16") || !has(d, "This February", "2023-02-01", "2023-02-28") || !has(d, "last year", "2022-01-01", "2022-12-31") || has(d, "the past decade", "x", "x")
			}},
		{"8: a footer has no places, numbers or actors", "Gate stays shut at Hadrel\n\n" + story + "\n\nyasamin\n\nLeave a Reply\n\nAbout Us\n\nAddress 2933 41k St\n\nLondon, UK\n\nContact\n\n+1 (825) 555-2079\n\ninfo@lakenews.example\n\nLatest Tweet\n",
			func(d draft.Document) bool {
				return strings.Contains(texts(d), "London") || strings.Contains(texts(d), "yasamin")
			}},
		{"9: a disclaimer denies nothing and quotes nobody", "Gate stays shut at Hadrel\n\n" + story + "\n\nLegal Disclaimer:\n\nThe agency provides the information “as is” without warranty of any kind. We do not accept any responsibility or liability for its accuracy.\n",
			func(d draft.Document) bool {
				for _, s := range d.Statements {
					if s.Act == "denial" || strings.Contains(s.Content.Text, "as is") {
						return true
					}
				}
				return false
			}},
		{"10: a read-more line among the paragraphs", "Gate stays shut at Hadrel\n\n" + story + "\n\nRead more:\u00a0Nerimar to convey a strong message to Kessadin\n\nTraders said they were waiting at the gate for a word from either side.",
			func(d draft.Document) bool { return strings.Contains(texts(d), "convey") }},
		{"11: a no-break space ends a sentence, and stays in the quotation", "Gate stays shut at Hadrel\n\nThe ministry said it was no issue.\u00a0They left on 3\u00a0May 2021, it said.",
			func(d draft.Document) bool { return !has(d, "3\u00a0May 2021", "2021-05-03", "2021-05-03") }},
		{"42: a quotation glued to a word", "Armed Groups“Unacceptable” to Nerimar\n\n" + story,
			func(d draft.Document) bool {
				return d.Title == nil || !strings.Contains(d.Title.Text, "Groups“Unacceptable”")
			}},
		{"entities and tags garble, and plain tells", "<html><body><h1>Gate shut</h1><p>" + story + " It left on 3&nbsp;<b>May</b> 2021.</p><p>" + story + "</p></body></html>",
			func(d draft.Document) bool {
				for _, x := range d.Times {
					if x.Text == "3&nbsp;<b>May</b> 2021" {
						return x.Plain != "3\u00a0May 2021"
					}
				}
				return true
			}},
		{"a language that cannot be read says so", "Menteri itu mengatakan bahwa perbatasan tidak akan dibuka untuk saat ini, dan \"kami tidak akan membukanya\" pada 3 Mei 2021.",
			func(d draft.Document) bool {
				return d.Readable || d.Language != "id" || len(d.Times)+len(d.Statements)+len(d.Actors) > 0
			}},
		{"Urdu dates in eastern digits", "وزیر دفاع نے کہا ہے کہ سرحد ۲۷ اکتوبر ۲۰۲۵ تک بند رہے گی اور تجارت نہیں ہو گی۔",
			func(d draft.Document) bool {
				return d.Language != "ur" || !has(d, "۲۷ اکتوبر ۲۰۲۵", "2025-10-27", "2025-10-27")
			}},
		{"Dari dates of the Solar Hijri year", "والی کابل گفت که این ولسوالی از ۵ عقرب ۱۴۰۴ بسته است و پولیس در آن است.",
			func(d draft.Document) bool {
				return d.Language != "fa-AF" || !has(d, "۵ عقرب ۱۴۰۴", "2025-10-27", "2025-10-27")
			}},
		{"Pashto dates", "د دفاع وزیر وویل چې پوله به د ۲۰۲۵ کال د اکتوبر تر ۲۷ پورې تړلې وي او سوداګري به ونشي",
			func(d draft.Document) bool { return d.Language != "ps" || !d.Readable }},
		{"Arabic dates", "قال وزير الدفاع إن الحدود ستبقى مغلقة حتى ٢٧ أكتوبر ٢٠٢٥ ولن تفتح قبل ذلك",
			func(d draft.Document) bool {
				return d.Language != "ar" || !has(d, "٢٧ أكتوبر ٢٠٢٥", "2025-10-27", "2025-10-27")
			}},
	} {
		file := "a.txt"
		if strings.HasPrefix(c.in, "<") {
			file = "a.html"
		}
		d := read(t, file, c.in)
		verbatim(t, d, []byte(c.in))
		if c.bad(d) {
			out, _ := json.Marshal(d)
			t.Errorf("%s: %s", c.name, out)
		}
	}
}

// anchored counts the times that were given days.
func anchored(d draft.Document) (n int) {
	for _, x := range d.Times {
		if x.From != nil {
			n++
		}
	}
	return n
}

func has(d draft.Document, words, from, to string) bool {
	for _, x := range d.Times {
		if x.Text == words {
			return x.From != nil && *x.From == from && *x.To == to || x.From == nil && from == ""
		}
	}
	return false
}

// texts gives the words of everything found.
func texts(d draft.Document) string {
	var b strings.Builder
	for _, x := range d.Places {
		b.WriteString(x.Text + "|")
	}
	for _, x := range d.Actors {
		b.WriteString(x.Text + "|")
	}
	for _, x := range d.Statements {
		b.WriteString(x.Content.Text + "|")
	}
	return b.String()
}

// verbatim checks every span of a document: its words stand where it says, and
// no record stands in boilerplate.
func verbatim(t testing.TB, d draft.Document, raw []byte) {
	t.Helper()
	if d.Part != nil {
		return // its bytes are those of a decoded part
	}
	out, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(out, &v); err != nil {
		t.Fatal(err)
	}
	for key, all := range v {
		records := key == "times" || key == "places" || key == "actors" || key == "statements" || key == "incidents" || key == "talks" || key == "agreements" || key == "crossings"
		spans(all, func(words string, start, end int) {
			if start < 0 || end > len(raw) || start >= end || text.Decode(raw[start:end]) != words {
				t.Fatalf("%s: %q does not stand at %d to %d of %q", key, words, start, end, raw[:min(len(raw), 300)])
			}
			for _, b := range d.Boilerplate {
				if records && b.Start <= start && end <= b.End {
					t.Fatalf("%s: %q stands in boilerplate (%s)", key, words, b.Kind)
				}
			}
		})
	}
}

func spans(v any, each func(words string, start, end int)) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			spans(x, each)
		}
	case map[string]any:
		words, ok := v["text"].(string)
		if !ok {
			words, ok = v["phrase"].(string)
		}
		start, placed := v["start"].(float64)
		end, _ := v["end"].(float64)
		if ok && placed {
			each(words, int(start), int(end))
		}
		for _, x := range v {
			spans(x, each)
		}
	}
}

// bounded checks that no more was found than there are bytes to find it in, so
// that what a document costs is bounded by its length; TestLinear counts the rest.
func bounded(t testing.TB, d draft.Document, size int) {
	t.Helper()
	figures := 0
	for _, x := range d.Incidents {
		figures += len(x.Figures) + len(x.Conflicts)
	}
	if n := max(len(d.Times), len(d.Places), len(d.Actors), len(d.Statements), len(d.Incidents), figures, len(d.Talks), len(d.Agreements), len(d.Crossings), len(d.Undertakings)); n > size {
		t.Fatalf("%d records of one kind in %d bytes", n, size)
	}
}

// Whatever bytes come: no panic, no span outside, nothing in boilerplate, bounded.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		story, "<html><body><p>" + story + "</p><aside>" + story + "</aside></body></html>", "Gate\n\nBy A. Sand\n\n" + story + "\n\nLeave a Reply\n\n" + story,
		"<rss><item><title>T</title><description>&lt;p&gt;" + story + "&lt;/p&gt;</description></item></rss>", "\xff\xfea\x00", "“He said “no” on \xe2\x82 May 3", "وزیر نے کہا «نہیں» ۲۷ اکتوبر",
		"Officials said the ministry told them \"we will not\" if they left.", "From: a\nSubject: b\nMessage-ID: c\n\n" + story,
	} {
		f.Add("a.txt", []byte(s))
		f.Add("a.html", []byte(s))
	}
	f.Fuzz(func(t *testing.T, file string, raw []byte) {
		all, err := Read(file, raw, Options{})
		if err != nil {
			return
		}
		for _, d := range all {
			verbatim(t, d, raw)
			bounded(t, d, len(raw))
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := []byte("Gate stays shut at Hadrel\n\n" + strings.Repeat(story+"\n\n", 200))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("a.txt", in, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
