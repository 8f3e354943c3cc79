package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Verdict is what a verification came to.
type Verdict string

// The verdicts.
const (
	Proven     Verdict = "proven"     // against the trust file given
	Consistent Verdict = "consistent" // with itself only: there was no trust file
	Failed     Verdict = "failed"     // something does not fit
)

// Sentence is one plain sentence of a report. Code stays the same between
// versions, so that a page can say it in another language with the same Args;
// a time stands in Args in RFC 3339, a number of entries as the number alone.
type Sentence struct {
	Code string
	Text string
	Args []string
}

func say(code, format string, args ...any) Sentence {
	if len(args) == 0 {
		return Sentence{Code: code, Text: format}
	}
	s := Sentence{Code: code, Text: fmt.Sprintf(format, args...), Args: make([]string, len(args))}
	for i, a := range args {
		switch a := a.(type) {
		case string:
			s.Args[i] = a
		case moment:
			s.Args[i] = time.Time(a).UTC().Format(time.RFC3339)
		case entries:
			s.Args[i] = strconv.FormatInt(int64(a), 10)
		default:
			s.Args[i] = fmt.Sprint(a)
		}
	}
	return s
}

// Report says in words what was checked, against what, and what that proves.
type Report struct {
	Verdict      Verdict
	Opening      []Sentence // read first: exercise, and who vouches
	Failure      *Failure   // the first thing wrong, if Verdict is Failed
	Checked      []Sentence
	Proves       []Sentence
	DoesNotProve []Sentence

	// What was verified, for a page to show. Only what precedes the failure is set.
	Receipt  *Receipt
	Envelope *Envelope
	Opened   *Opened
}

// Failure is the first thing that does not fit.
type Failure struct {
	Code  string
	Place string // where: "the checkpoint", "entry 17"
	What  string // a sentence
	Means string // a sentence: what the reader may and may not conclude
	Index int64  // of the entry, or -1
}

// OK reports whether everything was checked against a trust file and fits.
func (r *Report) OK() bool { return r.Verdict == Proven }

// String sets the report as a page of plain text.
func (r *Report) String() string {
	var b strings.Builder
	list := func(title string, s []Sentence) {
		if len(s) == 0 {
			return
		}
		b.WriteString("\n" + title + "\n")
		for _, s := range s {
			b.WriteString("  - " + s.Text + "\n")
		}
	}
	for _, s := range r.Opening {
		b.WriteString(s.Text + "\n")
	}
	switch r.Verdict {
	case Failed:
		fmt.Fprintf(&b, "\nNOT PROVEN. In %s: %s.\n%s\n", r.Failure.Place, r.Failure.What, r.Failure.Means)
		list("Checked before that:", r.Checked)
		return strings.TrimLeft(b.String(), "\n")
	case Consistent:
		b.WriteString("\nCONSISTENT WITH ITSELF, and no more: there was no trust file to check it against.\n")
	default:
		b.WriteString("\nPROVEN, against the trust file you gave.\n")
	}
	list("What was checked:", r.Checked)
	list("What this proves:", r.Proves)
	list("What this does not prove:", r.DoesNotProve)
	return strings.TrimLeft(b.String(), "\n")
}

// moment is a time as it stands in a sentence.
type moment time.Time

// String writes the time for people.
func (m moment) String() string { return time.Time(m).UTC().Format("2 January 2006, 15:04:05 UTC") }

// entries is a number of entries as it stands in a sentence.
type entries int64

// String writes the number with its noun: a log may have a single entry.
func (n entries) String() string {
	if n == 1 {
		return "1 entry"
	}
	return strconv.FormatInt(int64(n), 10) + " entries"
}

// open writes what every report opens with.
func (r *Report) open(t *Trust) {
	if t.Exercise {
		r.Opening = append(r.Opening, say("exercise", "EXERCISE. Nothing in this log is real."))
	}
	if t.Policy.None() {
		r.Opening = append(r.Opening, say("operator-alone", "Vouched for by the operator alone: no witness cosigns this log."))
	}
}

// limits is what no log can prove, in the words of the product.
func limits(t *Trust) []Sentence {
	out := []Sentence{
		say("not-truth", "That a statement is true: only who said it, when, and that it is unaltered."),
		say("not-presence", "That a person was where they said."),
		say("not-absence", "That nothing happened where nothing was reported."),
	}
	if t.Policy.None() {
		return append(out, say("not-one-view", "That the operator shows everyone the same log. Read the checkpoint's words to the other side and compare."))
	}
	return append(out, say("not-collusion", "That two colluding signers and all witnesses did not agree on a lie."))
}
