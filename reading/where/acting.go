package where

import (
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// acting reports whether the country m is named for what it is or does alone, and
// says nothing of where: before its own people, organs and deeds ("US forces",
// where an adjective could stand), or in a list of those who act ("members of the
// coalition include France and Jordan").
func (r *resolver) acting(m names.Name) bool {
	t := r.a.Text
	if m.Kind == names.Location {
		return r.governing(m.Last)
	}
	if m.Kind != names.Country || m.Last >= len(t.Tokens) {
		return false
	}
	if w := t.Tokens[m.First]; w.Start == m.Start && w.End > m.End && t.Plain[m.End] == '-' {
		if doneBy[strings.ToLower(t.Plain[m.End+1:w.End])] { // "the Qatar-brokered truce"
			return true
		}
	}
	if w := t.Tokens[m.First]; w.Len() > m.Len() && strings.IndexByte(w.Lower, '-') > 0 && between[t.Tokens[m.Last].Lower] {
		return true // "the Chad-Sudan talks"
	}
	if t.Tokens[m.First].Start != m.Start || t.Tokens[m.Last-1].End != m.End {
		return false
	}
	if r.listed[m.First] {
		return true
	}
	i := m.Last
	short := strings.ToUpper(t.String(m.Span)) == t.String(m.Span)
	if b := t.Plain[t.Tokens[i].Start]; !short && b >= 'A' && b <= 'Z' {
		return false // "In Turkey Minister Khan met"
	}
	if t.Tokens[i].Kind == text.Word && (organs[t.Tokens[i].Lower] || i+1 < len(t.Tokens) && arms[t.Tokens[i].Lower] && organs[t.Tokens[i+1].Lower]) {
		return true
	}
	// A country whose name is short for another has no adjective of its own: where
	// one is needed the name stands for it.
	if !short {
		return false
	}
	return t.Tokens[i].Kind == text.Word && deeds[t.Tokens[i].Lower] || r.besideAdjective(i)
}

// land reports whether the nation m stands before a word for its country's land
// ("Iraqi territory"), and gives the end of that.
func (r *resolver) land(m names.Name) (int, bool) {
	t := r.a.Text
	if m.Country == "" || m.Last >= len(t.Tokens) || t.Tokens[m.Last-1].End != m.End {
		return 0, false
	}
	switch k := t.Tokens[m.Last]; k.Base() {
	case "territory", "soil", "airspace", "waters":
		return k.Start + len(k.Base()), k.Start+len(k.Base()) <= k.End
	}
	return 0, false
}

// governing reports whether the words from token i on make a government of the
// region before them: "the Punjab government", "Kurdistan regional government".
func (r *resolver) governing(i int) bool {
	t := r.a.Text
	for n := 0; n < 2 && i < len(t.Tokens) && t.Tokens[i].Kind == text.Word; n++ {
		switch t.Tokens[i].Lower {
		case "government", "governments", "government's", "administration", "parliament", "authorities":
			return true
		case "regional", "provincial", "state", "local":
			i++
		default:
			return false
		}
	}
	return false
}

// besideAdjective reports whether the tokens from i on join the name before them
// to the name of a nation, which is an adjective: "U.S., German and Kenyan firms".
func (r *resolver) besideAdjective(i int) bool {
	t, all := r.a.Text, r.a.Cast.Names
	joint := false
	for ; i < len(t.Tokens); i++ {
		w := t.Tokens[i].Lower
		if w == "," || w == "and" || w == "or" {
			joint = true
			continue
		}
		k := sort.Search(len(all), func(k int) bool { return all[k].First >= i })
		if k == len(all) || all[k].First != i || !joint {
			return false
		}
		switch all[k].Kind {
		case names.Nationality:
			return true
		case names.Country:
			i, joint = all[k].Last-1, false
		default:
			return false
		}
	}
	return false
}

// organs are nouns for a state's own people, organs and deeds, before which its
// name does the work of an adjective.
var organs = text.Set(`forces troops soldiers soldier serviceman servicemen personnel military army navy marines airmen warplanes aircraft jets drones
	warships ships officials official officers diplomats diplomat government administration lawmakers ministers minister president
	secretary ambassador envoy envoys delegation negotiators mediators representative intelligence commanders commander adviser advisers
	advisors spokesman spokeswoman leadership authorities members citizens`)

// deeds are nouns for what states do, which others do in them as well.
var deeds = text.Set(`airstrike airstrikes strike strikes raid raids sanctions policy support assistance aid efforts commitment backing pressure sovereign
	foreign firms companies`)

// doneBy are participles that a hyphen joins to who did it.
var doneBy = text.Set(`led backed brokered mediated sponsored funded supported drafted run controlled held allied aligned trained armed hosted
	proposed occupied dominated imposed`)

// between are nouns for what two states have with each other.
var between = text.Set(`relations ties talks partnership agreement deal cooperation dialogue summit tensions truce ceasefire accord pact treaty
	trade negotiations`)

// arms are words between a state's name and such a noun.
var arms = text.Set(`service air naval ground special security armed defence defense coast border peace foreign combat senior military intelligence`)

// members are nouns for states that do something together; doing so of states
// must be said in a relative clause.
var members = text.Set(`members allies partners signatories donors guarantors mediators participants contributors observers`)

var states = text.Set(`nations countries states governments`)

// lists notes the countries of "coalition nations which have sent troops include
// France, Jordan and Kenya": they are named as those who act.
func (r *resolver) lists(all []names.Name) {
	t := r.a.Text
	next := 0
	for _, s := range t.Sentences {
		for i := s.First + 1; i < s.Last; i++ {
			switch t.Tokens[i].Lower {
			case "include", "includes", "included", "including":
			default:
				continue
			}
			if !r.doers(s.First, i) {
				continue
			}
			for next < len(all) && all[next].First <= i {
				next++
			}
			last := i + 1
			for ; next < len(all) && all[next].Kind == names.Country && r.joined(last, all[next].First); next++ {
				r.listed[all[next].First] = true
				last = all[next].Last
			}
		}
	}
}

// doers reports whether the tokens [i:j) end in states that act: members and
// allies, or states of which a relative clause tells what they have done.
func (r *resolver) doers(i, j int) bool {
	t := r.a.Text
	done := false
	for k := j - 1; k >= max(i, j-16); k-- {
		switch w := t.Tokens[k].Lower; {
		case members[w]:
			return true
		case (w == "which" || w == "that" || w == "who") && k+2 < j:
			switch t.Tokens[k+1].Lower {
			case "have", "had", "has":
				done = t.Tokens[k+2].Lower != "been"
			}
		case states[w]:
			return done
		}
	}
	return false
}

// joined reports whether nothing but commas, "and" and articles stands in tokens [i:j).
func (r *resolver) joined(i, j int) bool {
	if j-i > 3 {
		return false
	}
	for ; i < j; i++ {
		switch r.a.Text.Tokens[i].Lower {
		case ",", "and", "the", ":":
		default:
			return false
		}
	}
	return true
}
