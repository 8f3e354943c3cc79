package web

import (
	"slices"

	"github.com/surety-mechanism/surety/lang"
	"github.com/surety-mechanism/surety/record"
	"github.com/surety-mechanism/surety/register"
)

// publisher gives the charter's publisher of a name, as documents write it.
func (v *view) publisher(name string) (Publisher, bool) {
	wanted := lang.Fold(name)
	i := slices.IndexFunc(v.M.Charter.Publishers, func(p Publisher) bool {
		for _, known := range p.Name {
			if lang.Fold(known) == wanted {
				return true
			}
		}
		return slices.ContainsFunc(p.Aliases, func(known string) bool { return lang.Fold(known) == wanted })
	})
	if wanted == "" || i < 0 {
		return Publisher{}, false
	}
	return v.M.Charter.Publishers[i], true
}

// alignment says whose the publisher of a name is; "" where the charter does not
// know the name.
func (v *view) alignment(name string) string {
	p, ok := v.publisher(name)
	switch {
	case !ok:
		return ""
	case p.Of != "":
		return v.T("alignment.of", "what", v.Word("alignment", p.Alignment), "whom", v.side(p.Of))
	}
	return v.Word("alignment", p.Alignment)
}

// aligned names a publisher and says whose it is, where the charter says it.
func (v *view) aligned(name string) string {
	if says := v.alignment(name); says != "" {
		return v.T("party.of", "name", name, "side", says)
	}
	return v.isolate(name)
}

// imprint is who published a document, and when.
func imprint(v *view, src *filed) string {
	if src.Publisher == "" {
		return published(v, src)
	}
	return v.aligned(src.Publisher) + v.T("list.and") + published(v, src)
}

// alignedOf is the same of a document: of one that no publisher of the charter has,
// that it is not known.
func (v *view) alignedOf(name string) string {
	return or(v.alignment(name), v.Word("alignment", "unknown"))
}

// basisOf says who says so.
func (v *view) basisOf(name string) string {
	p, _ := v.publisher(name)
	if len(p.Basis) == 0 {
		return ""
	}
	return v.Name(p.Basis)
}

// mediaCheck is one thing that is looked at in a picture or recording, with
// everything that somebody found.
type mediaCheck struct {
	What  string
	Found []thing[*record.MediaChecked]
}

// checksOf gives what was looked at in a file, by what was looked at; nil for a text
// that nobody looked at so.
func (g *gather) checksOf(t thing[*record.SourceFiled]) ([]mediaCheck, error) {
	found, err := linked[*record.MediaChecked](g, t.ID, record.AboutObject)
	if err != nil || len(found) == 0 && isText(t.B.MIME) {
		return nil, err
	}
	all := make([]mediaCheck, len(record.MediaChecks))
	for i, what := range record.MediaChecks {
		all[i].What = what
		for _, one := range found {
			if one.B.Check == what {
				all[i].Found = append(all[i].Found, one)
			}
		}
	}
	return all, nil
}

// shownIn gives the document that shows what was found, where there is one.
func shownIn(it register.Item) record.ID { return first(it, record.FromSource) }
