package who

import (
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// recent are the actors mentioned so far, the last one last.
type recent struct{ list []seen }

type seen struct {
	actor    *Actor
	sentence int
}

func (r *recent) saw(a *Actor, n int, form Form) {
	if a.Name == "" {
		return
	}
	r.list = append(r.list, seen{a, n})
}

// last gives the actor mentioned last that fits, at most back sentences before n.
func (r *recent) last(n, back int, fits func(*Actor) bool) *Actor {
	for i := len(r.list) - 1; i >= 0 && r.list[i].sentence >= n-back; i-- {
		if fits(r.list[i].actor) {
			return r.list[i].actor
		}
	}
	return nil
}

// pronoun makes the mention of a pronoun at token i.
func (f *finder) pronoun(i, n int) bool {
	k := f.t.Tokens[i]
	var fits func(*Actor) bool
	switch k.Lower {
	case "he", "him", "himself":
		fits = func(a *Actor) bool { return a.Kind == "person" && a.Gender != She }
	case "she", "herself":
		fits = func(a *Actor) bool { return a.Kind == "person" && a.Gender != He }
	case "they", "them", "themselves":
		fits = func(a *Actor) bool { return a.Plural }
	case "it", "itself":
		fits = func(a *Actor) bool { return a.Kind != "person" && !a.Plural && a.Kind != "unnamed" }
	default:
		return false
	}
	a := f.recent.last(n, 4, fits)
	if a == nil && k.Lower[0] == 't' {
		a = f.recent.last(n, 3, func(a *Actor) bool { return a.Kind != "person" })
	}
	if a == nil {
		a = &Actor{Kind: "unnamed"}
	}
	f.mention(k.Span, text.Span{}, a, Pronoun, n)
	return true
}

// bare makes the mention of a noun that names nobody: "the minister",
// "officials", "the group".
func (f *finder) bare(i int, s text.Sentence, n int) int {
	j := i
	definite := false
	switch f.t.Tokens[i].Lower {
	case "the", "this", "that", "these", "those", "its", "their", "his", "both":
		definite = true
		j++
	}
	start := j
	for j < s.Last && j < start+4 && f.owner[j] < 0 && f.t.Tokens[j].Kind == text.Word {
		w := f.t.Tokens[j].Base()
		q, ok := nouns[w]
		if ok && (j+1 >= s.Last || !f.goesOn(j, s)) {
			if !definite && !q.plural && !mass[w] {
				return 0
			}
			f.noun(i, start, j, q, definite, n)
			return j + 1
		}
		r := names.RoleOf(w)
		if !modifiers[w] && !r.Modifier && !r.Office && !ok {
			return 0
		}
		j++
	}
	return 0
}

// noun makes the mention of the bare noun in tokens [i:j].
func (f *finder) noun(i, start, j int, q noun, definite bool, n int) {
	span := text.Span{Start: f.t.Tokens[i].Start, End: f.end(j)}
	words := text.Fold(f.t.Plain[f.t.Tokens[start].Start:span.End])
	var a *Actor
	switch {
	case q.office && definite:
		title := f.titleWords(start, j+1)
		if a = f.titled[title]; a == nil {
			a = f.recent.last(n, 6, func(a *Actor) bool {
				return a.Kind == "person" && a.Title != "" && (a.Title == title || hasWord(a.Title, title))
			})
		}
	case q.self || definite && (q.kind == "armed_group" || q.kind == "organisation" || q.kind == "media") && !q.plural:
		a = f.recent.last(n, 4, func(a *Actor) bool { return a.Kind == q.kind && !a.Plural })
	default:
		if near := f.nation(n); near != nil && q.kind != "unnamed" && q.kind != "armed_group" {
			a = f.actor(q.kind, adjective(near, names.Name{Kind: names.Country, Country: near.Country})+" "+words)
			a.Side, a.Country, a.Plural = near.Side, near.Country, q.plural
		}
	}
	if a == nil {
		a = &Actor{Kind: q.kind, Plural: q.plural}
		if q.office {
			a.Title = words
		}
		if q.kind == "government" || q.kind == "unnamed" {
			a.Kind = "unnamed"
		}
	}
	f.mention(span, text.Span{}, a, Bare, n)
}

func hasWord(title, w string) bool {
	return len(title) > len(w) && title[len(title)-len(w):] == w && title[len(title)-len(w)-1] == ' '
}

// nation gives the country that the paragraph of sentence n speaks of: the last
// one that acted in it, or in the one before.
func (f *finder) nation(n int) *Actor {
	p := f.t.Sentences[n].Paragraph
	for i := len(f.recent.list) - 1; i >= 0; i-- {
		m := f.recent.list[i]
		if f.t.Sentences[m.sentence].Paragraph < p-1 {
			break
		}
		if m.actor.Country != "" && m.actor.Kind != "media" && m.actor.Kind != "person" {
			if c := f.by["government\x00"+text.Fold(f.countryName(m.actor.Country))]; c != nil {
				return c
			}
			return f.country(m.actor.Country, "")
		}
	}
	return nil
}

func (f *finder) countryName(code string) string { return f.country(code, "").Name }
