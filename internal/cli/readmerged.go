package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
)

// printMerged prints what the documents say together, as the last line or for a person.
func (c *readCommand) printMerged(w io.Writer, m draft.Merged) error {
	if c.Format != "text" {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(struct {
			Merged draft.Merged `json:"merged"`
		}{m})
	}
	var b strings.Builder
	b.WriteString("== together\n")
	for _, d := range m.Duplicates {
		fmt.Fprintf(&b, "copies: %s; the likeliest original is %s\n", refs(d.Members), ref(d.Root))
	}
	for _, g := range m.Stories {
		fmt.Fprintf(&b, "one story: %s\n", refs(g.Members))
	}
	for _, x := range []struct {
		name   string
		groups []draft.Group
	}{{"statement", m.Statements}, {"incident", m.Incidents}, {"round of talks", m.Talks}, {"undertaking", m.Undertakings}} {
		for _, g := range x.groups {
			fmt.Fprintf(&b, "the same %s: %s\n", x.name, refs(g.Members))
		}
	}
	for _, d := range m.Dates {
		fmt.Fprintf(&b, "published: %s on %s, going by %s: %s\n", ref(d.Document), d.Date, ref(d.From), d.Reason)
	}
	for _, x := range m.Conflicts {
		fmt.Fprintf(&b, "contradicting each other on %s (%s): %s\n", x.About, strings.Join(x.Values, ", "), refs(x.Members))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func refs(rs []draft.Ref) string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = ref(r)
	}
	return strings.Join(out, ", ")
}

func ref(r draft.Ref) string {
	s := r.File
	if r.Item != nil {
		s += fmt.Sprintf(" item %d", *r.Item)
	}
	if r.ID != "" {
		s += " " + r.ID
	}
	return s
}
