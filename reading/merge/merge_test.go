package merge_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/merge"
)

type file struct{ name, text string }

func merged(t testing.TB, files ...file) draft.Merged {
	t.Helper()
	m := merge.New()
	for _, f := range files {
		as, err := reading.Analyse(f.name, []byte(f.text), reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range as {
			m.Add(a)
		}
	}
	return m.Merged()
}

func groups(gs []draft.Group) string {
	var out []string
	for _, g := range gs {
		var names []string
		for _, r := range g.Members {
			names = append(names, strings.TrimSpace(r.File+" "+r.ID))
		}
		out = append(out, strings.Join(names, "+"))
	}
	return strings.Join(out, "; ")
}

const ferry = `A ferry with 80 people on board sank off Mombasa on Tuesday, the port authority of Kenya said. Rescuers in small boats pulled most of them from the water before dark.

The captain, Josiah Wekesa, told reporters that a wave had broken the ramp. He said the vessel had been inspected in March and that nobody had found a fault in it.

Relatives waited at the quay through the night. The ministry of transport promised an inquiry within thirty days and offered to pay for the burials of those who were lost.

The line carries two thousand people each week between the town and the southern villages, and has had no accident for eleven years.
`

// rewritten drops a paragraph of ferry, moves another to the front and adds a footer.
func rewritten() string {
	p := strings.Split(strings.TrimSpace(ferry), "\n\n")
	return strings.Join([]string{p[2], p[0], p[1], "This story was supplied by our partners. Readers may write to the editor."}, "\n\n")
}

const (
	quakeA  = "A strong earthquake of magnitude 6.1 shook Mardin in Turkey early on Monday, killing 12 people and cutting power. Governor Ahmet Kaya said rescuers were digging in the rubble of six houses in Mardin. Shops in Mardin stayed closed, and schools in the province of Mardin sent their pupils home."
	quakeA2 = "Rescuers in Mardin were still searching on Monday after the earthquake that killed 12 people, Governor Ahmet Kaya said. The magnitude 6.1 earthquake brought down six houses in Mardin, in the south-east of Turkey. Aftershocks kept people of Mardin outdoors."
	quakeB  = "An earthquake of magnitude 5.4 shook Arequipa in Peru on Friday, injuring 30 people and cutting power. Mayor Rosa Quispe said rescuers were digging in the rubble of a school in Arequipa. Shops in Arequipa stayed closed, and the road to Puno was blocked by stones."
	quakeB2 = "Mayor Rosa Quispe said on Friday that rescuers in Arequipa had freed the last of the people under a school. The earthquake of magnitude 5.4 injured 30 people in Arequipa and blocked the road to Puno, in the south of Peru."
)

func TestDuplicates(t *testing.T) {
	m := merged(t, file{"a", ferry}, file{"b", rewritten()}, file{"c", quakeA}, file{"d", quakeA2})
	if len(m.Duplicates) != 1 || groups([]draft.Group{{Members: m.Duplicates[0].Members}}) != "a+b" || m.Duplicates[0].Root.File != "a" {
		t.Errorf("%+v, want a and its rewrite b with root a", m.Duplicates)
	}
}

// What a publisher's credit names is the original, however short it is.
func TestRoot(t *testing.T) {
	source := "Lake Wire\n\nBy Mirela Sand, Lake Wire, 22 August 2026\n\n" + ferry
	copied := "23 August 2026\n\n" + ferry + "\nMore ferries were stopped on Wednesday.\n"
	m := merged(t, file{"copy", copied}, file{"source", source})
	if len(m.Duplicates) != 1 || m.Duplicates[0].Root.File != "source" {
		t.Errorf("%+v, want the root source", m.Duplicates)
	}
}

// Two events of one kind are two stories.
func TestStories(t *testing.T) {
	m := merged(t, file{"a1", quakeA}, file{"a2", quakeA2}, file{"b1", quakeB}, file{"b2", quakeB2}, file{"c", ferry})
	if got := groups(m.Stories); got != "a1+a2; b1+b2" {
		t.Errorf("stories %s, want a1+a2; b1+b2", got)
	}
}

// The order in which documents come changes nothing, to the byte.
func TestOrder(t *testing.T) {
	files := []file{{"a1", quakeA}, {"a2", quakeA2}, {"b1", quakeB}, {"b2", quakeB2}, {"c1", ferry}, {"c2", rewritten()}, {"d1", going}, {"d2", over}}
	want, _ := json.Marshal(merged(t, files...))
	r := testkit.Random(t)
	for range 10 {
		r.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		if got, _ := json.Marshal(merged(t, files...)); string(got) != string(want) {
			t.Fatalf("in the order %v:\n%s\nwant\n%s", files, got, want)
		}
	}
}

const (
	going = "27 October 2025\n\nDelegations of Chad and Sudan met in Geneva for the second round of talks, mediators said. The talks between Chad and Sudan in Geneva go on.\n"
	over  = "In a statement issued on Wednesday, the foreign minister of Chad blamed Sudan. Talks between Chad and Sudan in Geneva collapsed hours before. Earlier this month, on October 19, both had agreed on a ceasefire.\n"
)

func TestDates(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
	}{
		{"fixed by the talks that had still gone on", over, "2025-10-29"},
		{"no weekday", strings.Replace(over, "on Wednesday", "later", 1), ""},
		{"another place", strings.ReplaceAll(over, "Geneva", "Oslo"), ""},
		{"two days fit", strings.Replace(over, "collapsed hours before", "are going on", 1), ""},
		{"of another month", strings.Replace(over, "October 19", "November 19", 1), ""},
	} {
		m := merged(t, file{"going", going}, file{"over", c.text})
		got := ""
		for _, d := range m.Dates {
			if d.Document.File != "over" || d.From.File != "going" || d.Reason == "" {
				t.Errorf("%s: %+v", c.name, d)
			}
			got += d.Date
		}
		if got != c.want {
			t.Errorf("%s: dates %q, want %q", c.name, got, c.want)
		}
	}
}

// Where one document leaves several days and another leaves one of them, it is the
// other that dates.
func TestDatesByTheOneThatDecides(t *testing.T) {
	still := strings.Replace(over, "collapsed hours before", "are going on", 1)
	ended := "31 October 2025\n\nTalks between Chad and Sudan in Geneva collapsed, mediators said.\n"
	m := merged(t, file{"going", going}, file{"later", ended}, file{"undated", still})
	if len(m.Dates) != 1 || m.Dates[0].Document.File != "undated" || m.Dates[0].Date != "2025-10-29" || m.Dates[0].From.File != "later" {
		t.Errorf("%+v, want undated to be of 2025-10-29 by later", m.Dates)
	}
}

func TestRecords(t *testing.T) {
	m := merged(t, file{"going", going}, file{"over", over})
	if got := groups(m.Talks); !strings.Contains(got, "going t1") || !strings.Contains(got, "over t1") {
		t.Errorf("talks %q, want those of both documents", got)
	}
	m = merged(t,
		file{"a", "Prime Minister Anna Berg of Norway said that the border with Sweden will stay open for all travellers and goods."},
		file{"b", "The border with Sweden will stay open for all travellers and goods, Prime Minister Anna Berg said. Norway has no plans to change it."},
		file{"c", "Prime Minister Anna Berg said that the harvest in Norway was poor and that farmers would need help."})
	if got := groups(m.Statements); got != "a s1+b s1" {
		t.Errorf("statements %q, want a s1+b s1", got)
	}
}

// Figures that differ are linked; neither is taken for the right one.
func TestConflicts(t *testing.T) {
	m := merged(t,
		file{"a", "10 May 2024\n\nA bomb exploded in a market in Mombasa on Thursday, killing 12 people, police in Kenya said.\n"},
		file{"b", "10 May 2024\n\nA bomb exploded in a market in Mombasa on Thursday and killed 15 people, the Red Cross in Kenya said.\n"})
	i := slices.IndexFunc(m.Conflicts, func(c draft.Contradicted) bool { return c.About == "killed" })
	if i < 0 || fmt.Sprint(m.Conflicts[i].Values) != "[12 15]" || len(m.Conflicts[i].Members) != 2 {
		t.Errorf("%+v, want one conflict of 12 and 15 killed", m.Conflicts)
	}
}

// Nothing together is no group, and every list is there.
func TestEmpty(t *testing.T) {
	out, _ := json.Marshal(merge.New().Merged())
	if strings.Contains(string(out), "null") {
		t.Errorf("%s", out)
	}
}

// Time grows with the documents, not with their pairs.
func BenchmarkMerged(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				m := merge.New()
				r := rand.New(rand.NewPCG(1, 2))
				for i := range n {
					a, err := reading.Analyse(fmt.Sprintf("f%05d", i), []byte(article(r, i)), reading.Options{})
					if err != nil {
						b.Fatal(err)
					}
					m.Add(a[0])
				}
				b.StartTimer()
				m.Merged()
			}
		})
	}
}

// article makes a report of one of many happenings, in words that are shared by all.
func article(r *rand.Rand, i int) string {
	places := strings.Fields("Mombasa Arequipa Mardin Oslo Nairobi Lima Ankara Geneva Quito Dakar Tunis Hanoi")
	var b strings.Builder
	event := i % 997
	for s := range 12 {
		fmt.Fprintf(&b, "Officials of %s said that the %s number %d ", places[(event+s)%len(places)], []string{"bridge", "market", "school", "harbour"}[event%4], event)
		for range 12 {
			fmt.Fprintf(&b, "w%d ", r.IntN(4000))
		}
		fmt.Fprintf(&b, "in Xanthos%d. ", event)
	}
	return b.String()
}
