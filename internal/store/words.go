package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/surety-mechanism/surety/register"
)

// group is words of which what is found has one.
type group struct {
	forms  []string // as the index has them
	begins bool     // what begins with one of them is enough
}

// asGroups writes what a query asks for by words: its words, and those of its
// labels that have one.
func (f *finding) asGroups() {
	for _, words := range f.q.Words {
		var exact, begins group
		for _, w := range words {
			if w = strings.Map(letters, w); w == "" {
				continue
			}
			if len([]rune(w)) < shortest {
				exact.forms = append(exact.forms, f.forms(w)...)
			} else {
				begins.forms = append(begins.forms, f.forms(w)...)
			}
		}
		switch {
		case len(begins.forms) == 0 && len(exact.forms) > 0:
			f.groups = append(f.groups, exact)
		case len(begins.forms) > 0:
			// A short word of the group is looked for whole all the same.
			f.groups = append(f.groups, group{append(begins.forms, entire(exact.forms)...), true})
		}
	}
	for _, l := range f.q.Labels {
		if w, ok := register.LabelWord(l); ok {
			f.groups = append(f.groups, group{forms: f.forms(w)})
		}
	}
}

// entire marks words that are looked for whole among those that may go on.
func entire(words []string) (all []string) {
	for _, w := range words {
		all = append(all, w+" ")
	}
	return all
}

// forms gives a word as the viewer finds it: what all are told alike, what those
// are told who are told as much, and what they said themselves.
func (f *finding) forms(word string) []string {
	if f.told == nil {
		return []string{word}
	}
	all := []string{word, register.WordTold(f.told.Of(f.viewer, ""), word)}
	if f.viewer.As == nil {
		for _, seat := range f.viewer.Seats {
			all = append(all, register.WordOwn(seat, word))
		}
	}
	return all
}

// shortest is how long a word has to be for its beginning to be enough: what
// begins with fewer letters is everything.
const shortest = 3

// letters leaves what words are made of.
func letters(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

// tsquery writes groups of words as PostgreSQL asks for them, before those of which
// exact words are asked: they are rarer, and the first that is not there ends it.
func tsquery(exact [][]string, groups ...group) string {
	var all []string
	for _, g := range groups {
		words := make([]string, len(g.forms))
		for i, w := range g.forms {
			w, short := strings.CutSuffix(w, " ")
			if words[i] = "'" + w + "'"; g.begins && !short {
				words[i] += ":*"
			}
		}
		all = append(all, "("+strings.Join(words, "|")+")")
	}
	for _, g := range exact {
		all = append(all, "('"+strings.Join(g, "'|'")+"')")
	}
	return strings.Join(all, "&")
}

// fts5 writes a group of words as SQLite's index is asked for them; terms are the
// words that begin so, where they are few.
func (g group) fts5(terms map[string][]string) string {
	var words []string
	for _, w := range g.forms {
		form, short := strings.CutSuffix(w, " ")
		some, few := terms[form]
		switch {
		case !g.begins || short:
			words = append(words, `"`+form+`"`)
		case !few:
			words = append(words, `"`+form+`"*`)
		default:
			words = append(words, `"`+form+`"`)
			for _, term := range some {
				if term != form {
					words = append(words, `"`+term+`"`)
				}
			}
		}
	}
	return "(" + strings.Join(words, " OR ") + ")"
}

// has writes that an object of SQLite's has one of a group of words: its column has
// a space before each and after.
func (f *finding) has(g group) string {
	var any []string
	for _, w := range g.forms {
		if !g.begins && !strings.HasSuffix(w, " ") {
			w += " "
		}
		any = append(any, "instr(object.words, "+f.arg(" "+w)+") > 0")
	}
	return "(" + strings.Join(any, " OR ") + ")"
}

// mostTerms is how many words may begin like one that is looked for, to be looked
// for one by one.
const mostTerms = 150

// complete finds the words that begin like those of a group. SQLite goes
// through what has one of some words in the order of the log, and stops when it
// has found enough; of words of which it is told the beginning, it first gathers
// all that has any of them.
func (s *Store) complete(ctx context.Context, g group) (map[string][]string, error) {
	all := map[string][]string{}
	if !g.begins {
		return all, nil
	}
	for _, form := range g.forms {
		if strings.HasSuffix(form, " ") {
			continue
		}
		terms, err := collect(ctx, s.read, "searching the register", func(scan func(...any) error) (t string, err error) { return t, scan(&t) },
			`WITH RECURSIVE next (term) AS (
				SELECT (SELECT term FROM wording_terms WHERE term >= $1 AND term <= $2 LIMIT 1)
				UNION ALL SELECT (SELECT term FROM wording_terms WHERE term >= next.term || char(1) AND term <= $2 LIMIT 1) FROM next WHERE next.term IS NOT NULL)
			SELECT term FROM next WHERE term IS NOT NULL LIMIT $3`, form, form+"\U0010FFFF", mostTerms+1)
		if err != nil {
			return nil, err
		}
		if len(terms) <= mostTerms {
			all[form] = terms
		}
	}
	return all, nil
}

// must writes the groups of exact words that everything has that is found: its kind,
// and an audience that the viewer may read.
func (f *finding) must() [][]string {
	var kinds, readers []string
	for _, k := range f.q.Kinds {
		kinds = append(kinds, kindWord(k))
	}
	for _, a := range f.whole {
		readers = append(readers, audienceWord(a))
	}
	return [][]string{kinds, readers}
}

// ofKinds writes that an object is of the kinds that are looked for. The plus keeps
// SQLite from going through all of a kind.
func (f *finding) ofKinds() string {
	all := make([]string, len(f.q.Kinds))
	for i, k := range f.q.Kinds {
		all[i] = f.arg(string(k))
	}
	plus := ""
	if f.sqlite {
		plus = "+"
	}
	return plus + "object.kind IN (" + strings.Join(all, ",") + ")"
}

// dated are the labels by which the days of what is found are asked: its labels, or
// that which every object has.
func (f *finding) dated() []string {
	if len(f.q.Labels) == 0 && (f.q.From != "" || f.q.To != "") {
		return []string{""}
	}
	return slices.Clone(f.q.Labels)
}

// between writes that a row of the table label has a day that is looked for.
func (f *finding) between() (days string) {
	if f.q.From != "" {
		days += " AND label.day >= " + f.arg(f.q.From)
	}
	if f.q.To != "" {
		days += " AND label.day <= " + f.arg(f.q.To)
	}
	return days
}

// labelled writes that an object has the labels, within the days. PostgreSQL would
// look at all days of a label, so it is told to look at each that the object has.
func (f *finding) labelled() string {
	var and strings.Builder
	for _, l := range f.dated() {
		around, whose := f.either(f.audiences)
		own := "IN (object.day, object.day_table, object.day_public)"
		if !f.sqlite {
			around = strings.Replace(around, ", LATERAL", ", unnest(ARRAY[object.day, object.day_table, object.day_public]) AS days (day), LATERAL", 1)
			own = "= days.day"
		}
		row := fmt.Sprintf(`SELECT 1 FROM label WHERE label.label = %s AND label.kind = object.kind AND label.audience %s
			AND label.day %s AND label.item = object.idx%s LIMIT 1 OFFSET 0`, f.arg(l), whose, own, f.between())
		fmt.Fprintf(&and, " AND EXISTS ("+around+")", row)
	}
	return and.String()
}
