package charter

import (
	"github.com/surety-mechanism/surety/lang"
)

// Publisher is somebody who prints, broadcasts or announces: a newspaper, an
// agency, a spokesman's office. Whose it is stands beside everything that was read
// in it: what a side says through its own outlet is that side's
// word.
type Publisher struct {
	ID        string   `yaml:"id"`
	Name      Names    `yaml:"name"`
	Aliases   []string `yaml:"aliases"`   // other names, its site's among them
	Alignment string   `yaml:"alignment"` // of record.Alignments
	Of        string   `yaml:"of"`        // the party, group or third party whose it is; "" for nobody's
	Basis     Names    `yaml:"basis"`     // who says so
}

// owned are the alignments that say that a publisher is somebody's.
var owned = map[string]bool{"state": true, "party_affiliated": true}

// Named gives the publisher that goes by a name, as documents write it: case,
// accents and the spellings of a script's letters make no difference.
func Named(all []Publisher, name string) (Publisher, bool) {
	wanted := lang.Fold(name)
	if wanted == "" {
		return Publisher{}, false
	}
	return find(all, func(p Publisher) bool {
		for _, known := range append(inOrder(p.Name), p.Aliases...) {
			if lang.Fold(known) == wanted {
				return true
			}
		}
		return false
	})
}

// publishers: each has an id and names of its own, and whoever it is said to be of
// is in the charter.
func (k *checker) publishers() {
	ids := once{k, map[string]string{}}
	names := map[string]string{}
	for i, p := range k.Publishers {
		place := at("publishers", i)
		ids.see(p.ID, place)
		for _, name := range append(inOrder(p.Name), p.Aliases...) {
			folded := lang.Fold(name)
			if before, ok := names[folded]; ok && before != p.ID {
				k.wrong(place, "%q is a name of the publisher %q too; one name can be of one alone", name, before)
			}
			names[folded] = p.ID
		}
		switch {
		case p.Of != "":
			if !k.somebody(p.Of) {
				k.wrong(at(place, "of"), "there is no party, group or third party %q", p.Of)
			}
			if !owned[p.Alignment] {
				k.wrong(at(place, "of"), "a publisher that is %q is nobody's; leave of out, or say state or party_affiliated", p.Alignment)
			}
		case p.Alignment == "party_affiliated":
			k.wrong(place, "of is missing: say with which party, group or third party %s is affiliated", p.ID)
		}
	}
}

// somebody reports whether an id is that of a party, group or third party.
func (k *checker) somebody(id string) bool {
	_, party := k.Party(id)
	_, third := k.ThirdParty(id)
	_, group := find(k.Groups, func(g Group) bool { return g.ID == id })
	return party || third || group
}
