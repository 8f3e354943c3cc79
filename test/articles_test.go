package test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/surety-mechanism/surety/reading"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/merge"
)

// seeds reads the five press articles that the project began with. Their texts
// belong to their publishers and are not part of it: they lie in shared/seeds
// beside the repository, where somebody has them.
func seeds(t *testing.T) (read [5]draft.Document, raw [5][]byte, together draft.Merged) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join("..", "..", "shared", "seeds", "00*.txt"))
	if len(files) != len(read) {
		t.Skip("the five seed articles are not beside the project (../shared/seeds)")
	}
	m := merge.New()
	for i, file := range files {
		var err error
		if raw[i], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
		all, err := reading.Analyse(filepath.Base(file), raw[i], reading.Options{})
		if err != nil {
			t.Fatal(err)
		}
		m.Add(all[0])
		read[i] = *all[0].Draft
	}
	return read, raw, m.Merged()
}

// TestSeedArticles: what the five articles have to give, at the least.
func TestSeedArticles(t *testing.T) {
	read, raw, together := seeds(t)

	days := [5]string{2: "2025-10-27", 4: "2023-07-20"}
	for i, d := range read {
		day := ""
		if d.Published.Date != nil {
			day = *d.Published.Date
		}
		if day != days[i] {
			t.Errorf("article %d is dated %q, want %q", i, day, days[i])
		}
		if i != 3 && len(d.Boilerplate) == 0 {
			t.Errorf("article %d has no boilerplate", i)
		}
		for _, s := range d.Statements {
			if string(raw[i][s.Content.Start:s.Content.End]) != s.Content.Text {
				t.Errorf("article %d, %s: the words do not stand where it says", i, s.ID)
			}
			for _, b := range d.Boilerplate {
				if s.Content.Start < b.End && b.Start < s.Content.End {
					t.Errorf("article %d, %s lies in boilerplate", i, s.ID)
				}
			}
		}
	}
	if !read[2].Published.Conflict {
		t.Error("the page's clock and the wire's number of article 2 disagree, and nobody says so")
	}
	if len(together.Dates) != 1 || !strings.HasPrefix(together.Dates[0].Document.File, "003") || together.Dates[0].Date != "2025-10-29" {
		t.Errorf("days that only another article fixes: %+v", together.Dates)
	}

	rival := map[int]draft.Figure{}
	for _, i := range read[3].Incidents {
		for _, f := range i.Figures {
			if f.Number != nil && (*f.Number == 58 || *f.Number == 23) {
				rival[*f.Number] = f
				if !slices.ContainsFunc(i.Conflicts, func(c draft.Conflict) bool { return c.On == "number" && slices.Contains(c.Between, f.ID) }) {
					t.Errorf("no conflict is told of the figure %d", *f.Number)
				}
			}
		}
	}
	if a, b := rival[58], rival[23]; a.Claimant == nil || b.Claimant == nil || a.Claimant.Side == b.Claimant.Side ||
		a.Class != "inflicted_loss" || b.Class != "own_loss" {
		t.Errorf("the figures 58 and 23 are %+v", rival)
	}

	named := map[string]bool{}
	for _, u := range read[0].Undertakings {
		for _, g := range u.Guarantors {
			named[g.Name] = true
			if g.State != "named_by_party" {
				t.Errorf("%s is a guarantor in the state %s", g.Name, g.State)
			}
		}
	}
	if len(named) != 6 {
		t.Errorf("guarantors named: %v", named)
	}
	if !slices.ContainsFunc(read[3].Talks, func(x draft.Talks) bool { return x.Place == "Istanbul" }) {
		t.Errorf("talks of article 3: %+v", read[3].Talks)
	}
	if !slices.ContainsFunc(read[3].Crossings, func(c draft.Crossing) bool { return c.Status == "closed" }) {
		t.Errorf("crossings of article 3: %+v", read[3].Crossings)
	}
	if !slices.ContainsFunc(read[4].Statements, func(s draft.Statement) bool {
		return s.Act == "assurance" && s.Speaker != nil && strings.Contains(s.Speaker.Name, "Muttaqi") &&
			slices.ContainsFunc(s.Chain, func(l draft.Link) bool { return strings.Contains(l.Name, "Balkhi") && l.Channel == "post" })
	}) {
		t.Error("the assurance of article 4, through its spokesman's post, is missing")
	}
}
