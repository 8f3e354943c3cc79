package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
)

// printText prints the drafts of one document for a person.
func printText(w io.Writer, a *analysis.Analysis) error {
	d := a.Draft
	var b strings.Builder
	fmt.Fprintf(&b, "== %s", d.File)
	if d.Item != nil {
		fmt.Fprintf(&b, " item %d", *d.Item)
	}
	b.WriteString("\n")
	for _, x := range []struct {
		name string
		span *draft.Span
	}{{"title", d.Title}, {"author", d.Author}, {"publisher", d.Publisher}} {
		if x.span != nil {
			fmt.Fprintf(&b, "%s: %s\n", x.name, words(*x.span))
		}
	}
	switch {
	case d.Published.Date == nil:
		b.WriteString("published: unknown\n")
	case d.Published.Conflict:
		fmt.Fprintf(&b, "published: %s (%s; other dates in the document disagree)\n", *d.Published.Date, d.Published.Basis)
	default:
		fmt.Fprintf(&b, "published: %s (%s)\n", *d.Published.Date, d.Published.Basis)
	}
	if !d.Readable {
		fmt.Fprintf(&b, "language: %s, which this program does not read\n", d.Language)
	}
	for _, s := range d.Statements {
		who := "somebody"
		if s.Speaker != nil {
			who = s.Speaker.Name
			if who == "" {
				who = inLine(s.Speaker.Text)
			}
		}
		if s.Addressee != nil {
			who += " to " + party(s.Addressee)
		}
		fmt.Fprintf(&b, "%s %s, %s: %s\n", s.ID, who, strings.Join(s.Acts, " and "), words(s.Content))
		if notes := statementNotes(s); len(notes) > 0 {
			fmt.Fprintf(&b, "   %s\n", strings.Join(notes, "; "))
		}
	}
	for _, u := range d.Undertakings {
		fmt.Fprintf(&b, "%s undertaking of %s, %s: %s\n", u.ID, bearer(u.By), u.State, words(u.Content))
	}
	for _, i := range d.Incidents {
		fmt.Fprintf(&b, "%s %s: %s\n", i.ID, i.Type, words(i.Span))
		for _, f := range i.Figures {
			fmt.Fprintf(&b, "   %s %s %s, according to %s\n", f.ID, f.Effect, inLine(f.Phrase), party(f.Claimant))
		}
	}
	for _, t := range d.Talks {
		fmt.Fprintf(&b, "%s talks %s, %s: %s\n", t.ID, t.Place, t.Outcome, words(t.Span))
	}
	for _, g := range d.Agreements {
		fmt.Fprintf(&b, "%s %s, %s: %s\n", g.ID, g.Kind, g.Status, words(g.Span))
	}
	for _, x := range d.Crossings {
		fmt.Fprintf(&b, "%s crossing %s, %s: %s\n", x.ID, x.Name, x.Status, words(x.Span))
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// statementNotes says how a statement came, with what reserve, and what it
// hangs on.
func statementNotes(s draft.Statement) []string {
	var out []string
	for _, l := range s.Chain {
		through := l.Name
		if c := strings.ReplaceAll(l.Channel, "_", " "); c != "" {
			through = strings.TrimSpace(through + " (" + c + ")")
		}
		if l.Hedge != "" {
			through += ", " + inLine(l.Hedge)
		}
		if through != "" {
			out = append(out, "through "+through)
		}
	}
	if s.Hedge != "" {
		out = append(out, "reported with reserve: "+inLine(s.Hedge))
	}
	if s.Condition != nil {
		out = append(out, "on condition: "+words(*s.Condition))
	}
	if s.Inside != "" {
		out = append(out, "within "+s.Inside)
	}
	if s.Repeats != "" {
		out = append(out, "the same as "+s.Repeats)
	}
	return out
}

// words gives the decoded words of a span, on one line.
func words(s draft.Span) string {
	if s.Plain != "" {
		return inLine(s.Plain)
	}
	return inLine(s.Text)
}

func inLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func party(p *draft.Party) string {
	switch {
	case p == nil:
		return "the document itself"
	case p.Name == "":
		return p.Side
	}
	return p.Name
}

// bearer names who is bound by an undertaking.
func bearer(p *draft.Party) string {
	if p == nil {
		return "nobody named"
	}
	return party(p)
}
