package charter

import "slices"

// Known is what the charter tells a reader of documents about names: whom and
// what its parties, groups and places are called, in every language at hand.
type Known struct {
	Parties []KnownParty // parties first, then third parties
	Groups  []KnownGroup
	Places  []KnownPlace // crossings first, with both gates' names, then places
}

// KnownParty is a party or third party as documents name it.
type KnownParty struct {
	ID       string
	Name     string   // neutral, in English
	Aliases  []string // other names, and the name in other languages
	Demonyms []string
	Capital  string
	Country  string // ISO 3166-1 alpha-3, "" where it has none
	Offices  []KnownOffice
}

// KnownOffice is a person in an office. From and To are YYYY-MM-DD, "" when open.
type KnownOffice struct {
	Title, Holder string
	Aliases       []string // of the holder
	From, To      string
}

// KnownGroup is an armed group that is not a party.
type KnownGroup struct {
	ID, Name string
	Aliases  []string
}

// KnownPlace is a crossing, a gate or another place.
type KnownPlace struct {
	ID, Name  string
	Aliases   []string
	Country   string // ISO 3166-1 alpha-3, "" for a place of both sides
	Lat, Lon  float64
	Precision int // UCDP where_prec
}

// Names gives what the charter adds to a reader's tables of names.
func (c *Charter) Names() Known {
	var k Known
	for _, p := range c.Parties {
		k.Parties = append(k.Parties, KnownParty{p.ID, p.Name["en"], others(p.Name, p.Aliases), p.Demonyms, p.Capital, p.Country, offices(p.Offices)})
	}
	for _, t := range c.ThirdParties {
		k.Parties = append(k.Parties, KnownParty{t.ID, t.Name["en"], others(t.Name, t.Aliases), t.Demonyms, t.Capital, t.Country, offices(t.Offices)})
	}
	for _, g := range c.Groups {
		k.Groups = append(k.Groups, KnownGroup{g.ID, g.Name["en"], others(g.Name, g.Aliases)})
	}
	for _, x := range c.Crossings {
		aliases := others(x.Name, x.Aliases, x.Called)
		for _, g := range x.Gates {
			aliases = add(aliases, x.Name["en"], append([]string{g.Name["en"]}, others(g.Name, g.Aliases)...)...)
		}
		k.Places = append(k.Places, KnownPlace{x.ID, x.Name["en"], aliases, "", x.At.Lat, x.At.Lon, x.At.Precision})
	}
	for _, p := range c.Places {
		country := p.Country
		if owner, ok := c.Party(p.Party); ok && country == "" {
			country = owner.Country
		}
		k.Places = append(k.Places, KnownPlace{p.ID, p.Name["en"], others(p.Name, p.Aliases, p.Called), country, p.At.Lat, p.At.Lon, p.At.Precision})
	}
	return k
}

func offices(list []Office) []KnownOffice {
	var all []KnownOffice
	for _, o := range list {
		for _, h := range o.Holders {
			all = append(all, KnownOffice{o.Title, h.Name, h.Aliases, h.From, h.To})
		}
	}
	return all
}

// others gives every name but the English one, each once: aliases first, then
// the other languages, then what the parties call it.
func others(name Names, aliases []string, called ...map[string]Names) []string {
	all := add(nil, name["en"], aliases...)
	all = add(all, name["en"], inOrder(name)...)
	for _, by := range called {
		for _, party := range sortedKeys(by) {
			all = add(all, name["en"], inOrder(by[party])...)
		}
	}
	return all
}

func add(list []string, but string, more ...string) []string {
	for _, s := range more {
		if s != but && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

func inOrder(n Names) []string {
	var all []string
	for _, language := range sortedKeys(n) {
		all = append(all, n[language])
	}
	return all
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
