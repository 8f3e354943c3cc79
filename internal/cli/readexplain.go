package cli

import (
	"bufio"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/text"
)

// note is one line of an explanation: where in the file it belongs, and what it says.
type note struct {
	start int
	words string
}

// explain prints the text of a document sentence by sentence, boilerplate in
// its place, and below each sentence what was found in it and by which rule.
func explain(w io.Writer, a *analysis.Analysis) error {
	out := bufio.NewWriter(w)
	d := a.Draft
	fmt.Fprintf(out, "== %s", d.File)
	if d.Item != nil {
		fmt.Fprintf(out, " item %d", *d.Item)
	}
	fmt.Fprintf(out, "\nlanguage %s", d.Language)
	if !d.Readable {
		out.WriteString(", which this program does not read")
	}
	out.WriteString("\n")
	for _, c := range d.Published.Candidates {
		where := ""
		if c.Span != nil {
			where = fmt.Sprintf(" %q at %d", inLine(words(*c.Span)), c.Start)
		}
		fmt.Fprintf(out, "published? %s by %s%s\n", c.Date, c.Basis, where)
	}
	if d.Published.Date != nil {
		fmt.Fprintf(out, "published %s by %s\n", *d.Published.Date, d.Published.Basis)
	}
	if d.Title != nil {
		fmt.Fprintf(out, "title at %d: %s\n", d.Title.Start, words(*d.Title))
	}
	out.WriteString("\n")

	notes := notesOf(d)
	next := 0
	until := func(end int) {
		for ; next < len(notes) && notes[next].start < end; next++ {
			fmt.Fprintf(out, "        %s\n", notes[next].words)
		}
	}
	t := a.Text
	mask := 0
	boilerplate := func(before int) {
		for ; mask < len(t.Masked) && t.Masked[mask].Start < before; mask++ {
			fmt.Fprintf(out, "  [%s] %s\n", kindAt(d, t, t.Masked[mask]), shortened(inLine(t.String(t.Masked[mask]))))
		}
	}
	paragraph := 0
	for i, s := range t.Sentences {
		boilerplate(s.Start)
		if s.Paragraph != paragraph {
			out.WriteString("\n")
			paragraph = s.Paragraph
		}
		start, end, _ := t.RawSpan(s.Span)
		fmt.Fprintf(out, "%6d  %s\n", start, inLine(t.String(s.Span)))
		if i+1 < len(t.Sentences) {
			if from, _, ok := t.RawSpan(t.Sentences[i+1].Span); ok {
				end = from
			}
		}
		until(end)
	}
	boilerplate(len(t.Plain) + 1)
	until(len(t.Raw) + 1)
	out.WriteString("\n")
	return out.Flush()
}

// kindAt gives the kind of the boilerplate that s is in.
func kindAt(d *draft.Document, t *text.Text, s text.Span) string {
	start, end, _ := t.RawSpan(s)
	for _, b := range d.Boilerplate {
		if b.Start < end && start < b.End {
			return b.Kind
		}
	}
	return "boilerplate"
}

func shortened(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120]) + " …"
	}
	return s
}

// notesOf tells of every record of a document, in the order they stand in the file.
func notesOf(d *draft.Document) []note {
	var all []note
	add := func(start int, format string, args ...any) {
		all = append(all, note{start, fmt.Sprintf(format, args...)})
	}
	for i, t := range d.Times {
		days := "no days"
		if t.From != nil {
			days = *t.From + " to " + *t.To
		}
		add(t.Start, "time %d %q: %s, %s, %s", i, words(t.Span), days, t.Grain, t.Basis)
	}
	for i, p := range d.Places {
		add(p.Start, "place %d %q: %s, %s, precision %d", i, words(p.Span), p.Name, p.Country, p.Precision)
	}
	for _, x := range d.Actors {
		add(x.Start, "actor %q: %s, %s, %s", words(x.Span), named(x.Name), x.Side, x.Kind)
	}
	for _, s := range d.Statements {
		who := "nobody named"
		if s.Speaker != nil {
			who = fmt.Sprintf("%q, %s", words(s.Speaker.Span), named(s.Speaker.Name))
		}
		cue := ""
		if s.Cue != nil {
			cue = words(*s.Cue)
		}
		add(s.Content.Start, "%s statement [%s] %s, %s, by %s, cue %q: %s", s.ID, s.Rule, strings.Join(s.Acts, "+"), s.Mode, who, cue, shortened(words(s.Content)))
	}
	for _, i := range d.Incidents {
		add(i.Start, "%s incident [%s] %s", i.ID, i.Rule, i.Type)
		for _, f := range i.Figures {
			add(f.Start, "%s figure [%s] %s %q of %q, according to %s, %s", f.ID, f.Rule, f.Effect, f.Phrase, f.Group, party(f.Claimant), f.Class)
		}
	}
	for _, t := range d.Talks {
		add(t.Start, "%s talks [%s] in %s, %s", t.ID, t.Rule, named(t.Place), t.Outcome)
	}
	for _, g := range d.Agreements {
		add(g.Start, "%s agreement [%s] %s, %s", g.ID, g.Rule, g.Kind, g.Status)
	}
	for _, x := range d.Crossings {
		add(x.Start, "%s crossing [%s] %s, %s", x.ID, x.Rule, named(x.Name), x.Status)
	}
	for _, u := range d.Undertakings {
		add(u.Content.Start, "%s undertaking [%s] by %s, %s, missing %s: %s", u.ID, u.Rule, party(u.By), u.State, strings.Join(u.Missing, " "), shortened(words(u.Content)))
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].start < all[j].start })
	return all
}

func named(name string) string {
	if name == "" {
		return "unresolved"
	}
	return name
}
