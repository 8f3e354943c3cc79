package where

import (
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/names"
	"github.com/surety-mechanism/surety/reading/text"
)

// built are nouns for what stands in a place and is struck, seized or held there,
// without a name of its own: "a petrol station", "two bunkers".
var built = text.Words(`hospital hospitals clinic clinics school schools university mosque mosques church churches shrine temple seminary madrasa madrassa
	market markets marketplace bazaar shop shops restaurant restaurants hotel hotels cafe station stations stop stops terminal airport airfield airbase
	airstrip runway base bases camp camps barracks headquarters compound compounds building buildings house houses home homes apartment apartments
	checkpoint checkpoints checkpost checkposts post posts outpost outposts bunker bunkers trench trenches tunnel tunnels position positions
	bridge bridges road roads highway highways route routes dam dams plant plants refinery refineries pipeline pipelines depot depots warehouse
	warehouses factory factories facility facilities site sites workshop workshops cache caches hideout hideouts hideaway safehouse
	prison prisons jail jails courthouse court embassy consulate ministry village villages town towns neighbourhood neighbourhoods neighborhood
	neighborhoods structure structures fortification fortifications entrance entrances node shelter shelters orphanage farm farms
	infrastructure tower towers port harbour harbor silo silos square cemetery gate crossing outskirts hangar hangars stronghold strongholds`)

// struck are verbs for what is done to such places.
var struck = text.Set(`destroyed destroying destroy destroys damaged damaging damage damages hit hits hitting struck strike striking targeted targeting target
	targets bombed bombing bomb shelled shelling torched burned burnt ransacked looted stormed storming storm seized seizing seize captured capturing capture
	recaptured attacked attacking attack raided raiding besieged demolished demolishing levelled leveled flattened bombarded bombarding rocketed
	overran overrunning razed occupied occupying dynamited blew liberated liberating liberate`)

// blows are nouns for what strikes, with the prepositions that say where.
var blows = text.Set(`attack attacks strike strikes airstrike airstrikes raid raids assault assaults bombing bombings shelling blast blasts explosion explosions
	siege bombardment shooting shootings ambush ambushes`)

var upon = text.Set(`on at against in inside outside near`)

// furthest is how many tokens back the verb of a list may stand, and how many a
// phrase may have.
const furthest, phrase = 40, 7

// struck adds the places that have no name of their own but are struck, seized or
// held. They lie where the words behind them put them; else nobody knows where.
func (r *resolver) struck() {
	t := r.a.Text
	named := r.a.Places
	out := named[:0:0]
	next, end := 0, 0
	for _, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			if t.Tokens[i].Kind != text.Word || !built.HasBase(t.Tokens[i]) || r.compound(i, s) {
				continue
			}
			first := r.begins(i, s)
			if first < 0 || !r.hit(first, s) && !r.suffers(i, s) {
				continue
			}
			at := text.Span{Start: t.Tokens[first].Start, End: t.Tokens[i].Start + len(t.Tokens[i].Base())}
			for next < len(named) && named[next].At.Start < at.Start {
				end = named[next].At.End
				out = append(out, named[next])
				next++
			}
			d, ok := t.Draft(at)
			if !ok || end > at.Start || next < len(named) && named[next].At.Start < at.End || t.IsMasked(at) {
				continue
			}
			p := r.setting(i, s)
			p.Span, p.Name = d, strings.Join(strings.Fields(t.String(at)), " ")
			out = append(out, analysis.Place{At: at, Place: p, Unnamed: true})
		}
	}
	r.a.Places = append(out, named[next:]...)
}

// compound reports whether the noun at i only stands before another noun, or is
// part of a name, or
// is named behind: "a school bus", "Camp David", "villages including Arn".
func (r *resolver) compound(i int, s text.Sentence) bool {
	t := r.a.Text
	if c := t.Plain[t.Tokens[i].Start]; c >= 'A' && c <= 'Z' {
		return true
	}
	if i+1 >= s.Last || t.Tokens[i].Possessive() {
		return false
	}
	n := t.Tokens[i+1]
	if n.Kind != text.Word {
		return n.Kind == text.Number
	}
	if names.IsLocative(n.Lower) || struck[n.Lower] {
		return false
	}
	if n.Lower == "including" || n.Lower == "like" {
		return true // the names follow
	}
	return n.Lower == "of" || names.IsOrdinary(n.Base()) && !strings.HasSuffix(n.Lower, "ed") && !strings.HasSuffix(n.Lower, "ly") && !strings.HasSuffix(n.Lower, "ing")
}

// begins gives the token where the phrase that ends in the noun at i begins: at an
// article or a number, or in the plural at an adjective. -1 where it is another's
// by name ("Ali's house"), or too long.
func (r *resolver) begins(i int, s text.Sentence) int {
	t := r.a.Text
	k := i - 1
	for ; k >= s.First && i-k < phrase; k-- {
		w := t.Tokens[k]
		switch {
		case determiners[w.Lower] || w.Kind == text.Number:
			return k
		case w.Kind != text.Word || names.IsLocative(w.Lower) || struck[w.Lower]:
			return k + 1
		case strings.IndexByte(w.Lower, '-') > 0, r.capitals(w):
		case !names.MayBeNoun(w.Base()) && t.Plain[w.Start] > 'Z':
			return k + 1
		}
	}
	if i-k >= phrase {
		return -1
	}
	return k + 1
}

var determiners = text.Set(`a an the this that these those their its his her our some several many two three four five six seven eight nine ten dozens
	numerous multiple other another both all one`)

// hit reports whether a verb for what is done to places governs the phrase that
// begins at token i, itself or through the list that the phrase stands in.
func (r *resolver) hit(i int, s text.Sentence) bool {
	t := r.a.Text
	for k := i - 1; k >= s.First && i-k < furthest; k-- {
		w := t.Tokens[k]
		if w.Kind != text.Word {
			if w.Lower == "," || w.Kind == text.Number || w.Lower == "(" || w.Lower == ")" {
				continue
			}
			return false
		}
		switch {
		case struck[w.Lower]:
			return true
		case upon[w.Lower] && k > s.First && blows[t.Tokens[k-1].Lower]:
			return true
		case w.Lower == "and", w.Lower == "or", w.Lower == "including", determiners[w.Lower], strings.IndexByte(w.Lower, '-') > 0, r.capitals(w):
		case names.IsLocative(w.Lower), names.IsActing(w.Lower), strings.HasSuffix(w.Lower, "ed"):
			return false
		case names.MayBeNoun(w.Base()):
		default:
			return false
		}
	}
	return false
}

// capitals reports whether a word is written in capitals, but for the ending of
// the plural.
func (r *resolver) capitals(w text.Token) bool {
	s := strings.TrimSuffix(r.a.Text.String(w.Span), "s")
	return strings.ToUpper(s) == s
}

// suffers reports whether the noun at i is what a passive verb is said of: "the
// bridge was destroyed".
func (r *resolver) suffers(i int, s text.Sentence) bool {
	t := r.a.Text
	k := i + 1
	be := false
	for ; k < s.Last && k < i+5 && t.Tokens[k].Kind == text.Word; k++ {
		switch w := t.Tokens[k].Lower; w {
		case "was", "were", "been", "being", "be", "is", "are":
			be = true
		case "had", "has", "have", "also", "badly", "completely", "heavily", "reportedly", "partly", "later", "not":
		default:
			return be && struck[w] && strings.HasSuffix(w, "ed") || be && (w == "hit" || w == "struck" || w == "burnt")
		}
	}
	return false
}

// setting gives where the place at token i lies: the named place that "in", "near"
// and the like put behind it.
func (r *resolver) setting(i int, s text.Sentence) draft.Place {
	t := r.a.Text
	if i+1 < s.Last && names.IsLocative(t.Tokens[i+1].Lower) {
		at := t.Tokens[i+1].End
		for _, p := range r.a.Places {
			if p.At.Start < at {
				continue
			}
			if p.At.Start-at <= len(" the city of ") && p.Lat != nil {
				return draft.Place{Country: p.Country, Lat: p.Lat, Lon: p.Lon, Precision: max(2, p.Precision)}
			}
			break
		}
	}
	return draft.Place{Precision: 7}
}
