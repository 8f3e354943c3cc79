package web

import (
	"maps"
	"slices"
	"strings"
)

// A name may change with its place in a sentence: before a postposition Urdu's
// "کا وفد" is "کے وفد", and Pashto's "پلاوی" is "پلاوي". A message asks for the form
// with {who:oblique}; a charter gives it under the language's tag with -x-oblique,
// and a language's own file under "oblique". A name without one stays as it is.

// obliqueTag is what a language's tag ends in for oblique forms; a private use
// subtag of BCP 47.
const obliqueTag = "-x-oblique"

// inCharter gives the language with the oblique forms of a charter's names.
func (t *tongue) inCharter(c Charter) *tongue {
	if own := t.messages["oblique"].forms; len(own) == 0 {
		return t
	}
	forms := map[string]string{}
	add := func(names map[string]string) {
		if form := names[t.Tag+obliqueTag]; form != "" && names[t.Tag] != form {
			forms[names[t.Tag]] = form
		}
	}
	for _, names := range c.Seats {
		add(names)
	}
	for _, s := range c.Sides {
		add(s.Name)
	}
	for _, x := range c.Crossings {
		add(x.Name)
	}
	for _, p := range c.Places {
		add(p.Name)
	}
	for _, term := range c.Terms {
		add(term.Name)
	}
	maps.Copy(forms, t.messages["oblique"].forms)
	direct := slices.SortedFunc(maps.Keys(forms), func(a, b string) int { return len(b) - len(a) }) // the longer name first
	pairs := make([]string, 0, 2*len(direct))
	for _, name := range direct {
		pairs = append(pairs, name, forms[name])
	}
	own := *t
	own.oblique = strings.NewReplacer(pairs...)
	own.forms = forms
	return &own
}

// inOblique gives a name's oblique form, also where it stands in a list of names
// or with something behind it, as "name (side)" or "body: side".
func (t *tongue) inOblique(name string) string {
	if form, ok := t.forms[name]; ok {
		return form
	}
	if t.oblique == nil || !strings.ContainsAny(name, "(:،,"+leftIsolate+rightIsolate) {
		return name
	}
	return t.oblique.Replace(name)
}
