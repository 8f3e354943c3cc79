package reading

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/internal/testkit"
)

// shapes are texts and pages that grammars, tables and parsers choke on: a
// beginning, and a piece that is repeated.
var shapes = []struct{ name, file, begin, piece string }{
	{"paragraphs", "a.txt", "", story + "\n\n"},
	{"one line", "a.txt", "", story + " "},
	{"nothing but quotation marks", "a.txt", "", "\""},
	{"curly quotation marks", "a.txt", "", "“"},
	{"quotation marks of every kind", "a.txt", "", "“ ” \" ' « "},
	{"one word", "a.txt", "", "a"},
	{"digits", "a.txt", "", "7"},
	{"points", "a.txt", "", "a. "},
	{"lines", "a.txt", "", "By A\n"},
	{"short lines", "a.txt", "", "a\n"},
	{"days and numbers", "a.txt", "", "12 2021 3 May "},
	{"brackets", "a.txt", "", "(("},
	{"commas", "a.txt", "", "the minister, "},
	{"capitals", "a.txt", "", "Nerimar Hadrel "},
	{"words in capitals", "a.txt", "", "PRESIDENT KHAN OF KENYA AND THE MINISTRY OF "},
	{"said", "a.txt", "", "said "},
	{"he said that", "a.txt", "", "he said that "},
	{"according to", "a.txt", "", "according to "},
	{"that", "a.txt", "", "that "},
	{"sentences", "a.txt", "", "He further said that it was so. "},
	{"participles", "a.txt", "", "He left, saying it, "},
	{"said in brackets", "a.txt", "", "said ("},
	{"quotations in a row", "a.txt", "", "“It is so,” he said. "},
	{"open quotations", "a.txt", "", "“It is so, he said.\n\n"},
	{"relative clauses", "a.txt", "", "the man who said that the man who said "},
	{"predicates in a row", "a.txt", "", "and said and warned "},
	{"one sentence of victims", "a.txt", "", "and 12 soldiers were killed in an attack in Kabul and "},
	{"attacks", "a.txt", "", "Twelve soldiers were killed in an attack in Kabul on Monday, the army said. "},
	{"cues of victims", "a.txt", "", "killed wounded "},
	{"numbers", "a.txt", "", "12 at least two hundred and "},
	{"those who act", "a.txt", "", "the officials of Kenya and they and he and the minister and Kabul-Moscow and "},
	{"one surname", "a.txt", "", "Bilal Khan and Ahmad Khan and Khan and Mr. Khan said he left. "},
	{"offices", "a.txt", "", "Foreign Minister and "},
	{"promises", "a.txt", "", "Chad promised Sudan that it would open the gate, and Sudan demanded a guarantee. "},
	{"talks", "a.txt", "", "The second round of talks between Chad and Sudan in Geneva failed. "},
	{"crossings", "a.txt", "", "The Torkham crossing was closed and opened and "},
	{"crossings and who shut them", "a.txt", "", "“The Torkham crossing is closed,” said the minister of Chad. Officials of Chad said that the crossing at Torkham was shut. "},
	{"Urdu", "a.txt", "", "وزیر نے کہا کہ سرحد ۲۷ اکتوبر ۲۰۲۵ تک «بند» رہے گی۔ "},
	{"broken bytes", "a.txt", "", "\xff said \xe2\x82 "},
	{"open formatting", "a.html", "<html><b class=a><i id=b><font color=c><b class=a><i id=b><font color=c>", "<b class=a><p>x"},
	{"open links", "a.html", "<html>", "<a href=x><p>x"},
	{"tables", "a.html", "<html>", "<table><tr><td>x</table>y"},
	{"text in tables", "a.html", "<html><table>", "x<tr>"},
	{"attributes", "a.html", "<html><p ", "a=b "},
	{"entities", "a.html", "<html><p>", "&amp"},
	{"angle brackets", "a.html", "<html>", "<"},
	{"comments", "a.html", "<html>", "<!--"},
	{"list items", "a.html", "<html><ul>", "<li><a href=x>y</a>"},
	{"line breaks", "a.html", "<html>", "x<br>"},
	{"divisions", "a.html", "<html>", "<div>x</div>"},
	{"articles", "a.html", "<html>", "<p>" + story + "</p><aside>" + story + "</aside>"},
	{"a feed", "a.xml", "<rss><channel>", "<item><title>T</title><description>&lt;p&gt;" + story + "&lt;/p&gt;</description></item>"},
	{"a mail", "a.eml", "From: a@b.example\nSubject: c\nMessage-ID: <d@e>\n\n", "> " + story + "\n"},
}

// shapesBytes names the variable that has TestShapes read something.
const shapesBytes = "SURETY_SHAPES"

// TestShapes reads every shape at the size that TestLinear asks for.
func TestShapes(t *testing.T) {
	size, err := strconv.Atoi(os.Getenv(shapesBytes))
	if err != nil {
		t.Skip("only for TestLinear")
	}
	for _, s := range shapes {
		in := []byte(s.begin + strings.Repeat(s.piece, size/len(s.piece)+1))
		all, err := Read(s.file, in, Options{})
		if err != nil {
			t.Fatal(s.name, err)
		}
		for _, d := range all {
			if d.Part == nil {
				verbatim(t, d, in)
			}
		}
	}
}

// TestLinear counts how often each statement of the reader runs, by the same
// counters that tell a test's coverage, over all shapes once and eight times as
// long. None may run sixteen times as often: work grows with the length of a
// document, and no clock is asked.
func TestLinear(t *testing.T) {
	if os.Getenv(shapesBytes) != "" {
		t.Skip("this is the run that is counted")
	}
	size := 6000
	if testkit.Torture() {
		size = 20_000
	}
	const times, most = 8, 16
	binary := filepath.Join(t.TempDir(), "reading.test")
	if out, err := exec.Command("go", "test", "-c", "-o", binary, "-covermode=count", "-coverpkg=../reading/...,../place/...,../lang/...,golang.org/x/net/html,codeberg.org/readeck/go-readability", ".").CombinedOutput(); err != nil {
		t.Fatalf("building the reader with counters: %v\n%s", err, out)
	}
	small, large := counted(t, binary, size), counted(t, binary, times*size)
	var sum, all uint64
	for block, n := range large {
		m := small[block]
		sum, all = sum+m, all+n
		// A statement that runs seldom says nothing, nor does one that only the longer text reaches.
		if n > 20_000 && n > most*max(m, 1000) {
			t.Errorf("%s ran %d times for %d bytes of each shape, %d times for %d", block, m, size, n, times*size)
		}
	}
	if sum < 1_000_000 || all > most*sum {
		t.Errorf("%d steps for %d bytes of each shape, %d for %d", sum, size, all, times*size)
	}
	t.Logf("%d steps for %d bytes of each shape, %d for %d", sum, size, all, times*size)
}

// counted gives how often each block of the program ran for shapes of a size.
func counted(t *testing.T, binary string, size int) map[string]uint64 {
	t.Helper()
	profile := filepath.Join(t.TempDir(), "steps")
	cmd := exec.Command(binary, "-test.run", "^TestShapes$", "-test.coverprofile", profile)
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", shapesBytes, size))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("reading %d bytes of each shape: %v\n%s", size, err, out)
	}
	f, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]uint64{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		block, rest, _ := strings.Cut(lines.Text(), " ") // file:from,to statements times
		_, times, ok := strings.Cut(rest, " ")
		if n, err := strconv.ParseUint(times, 10, 64); ok && err == nil {
			out[block] += n
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
