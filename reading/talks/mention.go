package talks

import (
	"slices"
	"sort"
	"strings"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// talks takes what a sentence says of talks.
func (r *reader) talks(s scan.Sentence) {
	for _, h := range heads.All(s.Toks) {
		var m *mention
		switch h.Tag {
		case "strong", "weak":
			m = r.noun(s, h)
		case "verb":
			m = r.met(s, h)
		case "visit":
			m = r.visit(s, h)
		}
		if m != nil {
			r.join(*m)
		}
	}
}

// noun reads "the second round of talks held in Geneva".
func (r *reader) noun(s scan.Sentence, h scan.Hit) *mention {
	toks := s.Toks
	if h.Tag == "weak" && h.First > 0 && bodies.Has(toks[h.First-1:h.First]) || toks[h.First].Lower == "talks" && speaks(toks, h) {
		return nil
	}
	from, to := scan.Clause(toks, h.First, h.Last)
	to = r.extend(toks, h.Last, to)
	if absent.Has(toks[max(from, h.First-5):h.First]) {
		return nil
	}
	m := &mention{sentence: s.Index, rule: "talks-noun", weak: h.Tag == "weak", title: s.Title(), at: scan.Cover(toks, from, to)}
	near := toks[max(from, h.First-5):h.First]
	m.wished = wished.Has(near)
	m.ahead = ahead.Has(toks[from:to]) && !over.Has(near)
	m.other = before.Has(toks[max(from, h.First-3):h.First])
	m.number = number(toks, from, to)
	if m.weak && toks[h.First].Lower == "round" && len(r.rounds) > 0 && (m.number > 0 || m.other) {
		m.weak = false // "the previous round": of the talks that were spoken of
	}
	r.venue(m, toks, from, to, h)
	r.days(m, toks, from, to)
	r.outcome(m, toks, from, to)
	r.who(m, toks, from, to, h)
	m.specified = len(m.places) > 0 || m.from != nil || m.number > 0 || len(m.parties) > 1 || m.length
	if m.weak && !m.specified && m.outcome == "" {
		return nil
	}
	if m.wished && m.from != nil {
		m.wished = false
	}
	return m
}

// speaks reports whether "talks" is a verb here: "he talks to".
func speaks(toks []text.Token, h scan.Hit) bool {
	if h.First == 0 || h.Last >= len(toks) {
		return false
	}
	switch toks[h.First-1].Lower {
	case "he", "she", "who", "never", "it":
		return toks[h.Last].Lower == "to" || toks[h.Last].Lower == "about" || toks[h.Last].Lower == "of"
	}
	return false
}

// extend takes the relative clause that tells how the talks ended, and the one
// that tells where: "talks in Oslo, which ended without a result".
func (r *reader) extend(toks []text.Token, last, to int) int {
	if to+1 < len(toks) && toks[to].Lower == "," && to-last < 12 {
		switch toks[to+1].Lower {
		case "which", "with", "that", "after", "leaving", "and", "where":
			_, end := scan.Clause(toks, to+2, min(to+3, len(toks)))
			if outcomes.Has(toks[to:max(end, to)]) {
				return end
			}
		}
	}
	return to
}

// number gives the number of the round that is named.
func number(toks []text.Token, from, to int) int {
	for i := from; i < to; i++ {
		w := toks[i].Lower
		if w != "round" && w != "rounds" && w != "session" {
			continue
		}
		for j := max(from, i-3); j < i; j++ {
			if n := ordinals[toks[j].Lower]; n > 0 {
				return n
			}
		}
		if i+1 < to {
			if n := cardinals[toks[i+1].Lower]; n > 0 {
				return n
			}
		}
	}
	return 0
}

// venue finds where the talks are: "Istanbul talks", "talks in Istanbul", "in
// Doha, talks". What stands behind another preposition is no venue.
func (r *reader) venue(m *mention, toks []text.Token, from, to int, h scan.Hit) {
	for _, p := range scan.PlacesIn(r.a, text.Span{Start: toks[from].Start, End: toks[to-1].End}) {
		i := from
		for i < to && toks[i].Start < p.At.Start {
			i++
		}
		prep := ""
		if i > from {
			prep = toks[i-1].Lower
		}
		switch {
		case i < h.First && h.First-i <= 4 && onlyModifiers(toks[i+1:h.First]) && prep != "from" && prep != "to":
		case prep == "in" || prep == "at" || prep == "to" && i > from+1 && travels[toks[i-2].Lower]:
			if i < h.First && !leads(toks, from, i, h.First) {
				continue // "the crisis in Sudan led to talks"
			}
			if i > h.Last && (i > h.Last+14 || !held.Has(toks[i-2:i-1]) && other(toks[min(h.Last, i):i], p.Precision <= 2 && i-h.Last <= 8)) {
				continue
			}
		case (prep == "and" || prep == ",") && len(m.places) > 0:
		default:
			continue
		}
		if p.Precision == 6 && len(m.places) > 0 && prep != "and" {
			continue // "in Geneva, Switzerland"
		}
		if !slices.Contains(m.places, p.Name) {
			m.places = append(m.places, p.Name)
		}
	}
}

// other reports whether toks speak of something else in between: what happened
// in the place is then not the talks. A town named soon after what the talks are
// on is where they are.
func other(toks []text.Token, town bool) bool {
	for _, t := range toks {
		switch t.Lower {
		case "on", "about", "over", "regarding", "concerning":
			if !town {
				return true
			}
		case "since", "announced", "signed", "ceasefire", "truce", "agreement", "fighting", "war", "conflict", "attack", "attacks", "situation", "violence", "end", "presence", "operations", "operating":
			return true
		}
	}
	return false
}

func onlyModifiers(toks []text.Token) bool {
	for _, t := range toks {
		switch t.Lower {
		case "peace", "ceasefire", "security", "technical", "border", "bilateral", "round", "of", "indirect", "direct", "failed", "latest", "recent", "process", "truce", "first", "second", "third", "-", "trilateral":
		default:
			return false
		}
	}
	return true
}

// travels are the verbs of going where talks are.
var travels = map[string]bool{"travelled": true, "traveled": true, "flew": true, "arrived": true, "went": true, "came": true, "travels": true, "arrives": true, "gathered": true, "headed": true}

// leads reports whether the place at i belongs to talks at h that come later in
// the clause: "in Doha, talks", "met in Geneva for a second round of talks".
func leads(toks []text.Token, from, i, h int) bool {
	if i-1 <= from+1 && h-i <= 8 || i > from+1 && travels[toks[i-2].Lower] && h-i <= 6 {
		return true
	}
	for j, t := range toks[i+1 : h] {
		switch t.Lower {
		case "after", "following":
			// "signed in Doha on Friday after ten days of talks"
			return j < 8 && h-(i+1+j) <= 6
		case "for", "a", "an", "the", "on", "in", "new", "another", "more", "fresh", "further", "at", "end", "close":
		default:
			if ordinals[t.Lower] == 0 && t.Kind != text.Number && !strings.HasSuffix(t.Lower, "day") && !months[t.Lower] && !onlyModifiers([]text.Token{t}) {
				return false
			}
		}
	}
	return true
}

var months = text.Set(`january february march april may june july august september october november december`)

// days takes the day or days that the clause gives. What is longer than a month
// is no date of a round; a length says only that it is spoken of in full.
func (r *reader) days(m *mention, toks []text.Token, from, to int) {
	for _, t := range scan.TimesIn(r.a, text.Span{Start: toks[from].Start, End: toks[to-1].End}) {
		switch t.Grain {
		case "duration":
			m.length = true
		case "day", "time", "week":
			if r.ofSpeech(toks, from, t.At) {
				continue
			}
			m.dated = m.dated || t.Grain != "week"
			if m.from == nil && t.From != nil {
				m.from, m.to = t.From, t.To
			}
		}
	}
}

// ofSpeech reports whether the time is that of a saying, or of what was before:
// "said on Monday", "since the truce signed on Friday".
func (r *reader) ofSpeech(toks []text.Token, from int, at text.Span) bool {
	for i := from; i < len(toks) && toks[i].Start <= at.Start; i++ {
		if toks[i].Start != at.Start {
			continue
		}
		for j := i - 1; j >= max(from, i-4); j-- {
			if j < i-2 && toks[j].Lower != "since" && toks[j].Lower != "announced" && toks[j].Lower != "signed" {
				continue
			}
			switch toks[j].Lower {
			case "since", "signed":
				return true
			case "said", "told", "says", "reported", "announced", "added", "tweeted", "wrote":
				return true
			}
		}
	}
	return false
}

// outcome takes how they ended.
func (r *reader) outcome(m *mention, toks []text.Token, from, to int) {
	if m.wished || m.ahead {
		return
	}
	best := ""
	for _, h := range outcomes.All(toks[from:to]) {
		tag := h.Tag
		if tag == "none" {
			tag = "deadlock"
		}
		if tag == "collapsed" && fails(toks[from:to], h) {
			tag = "deadlock" // "failed to yield": nothing came of them, and no more
		}
		if best == "" || best == "deadlock" && tag == "collapsed" {
			best = tag
		}
	}
	m.outcome = best
}

// fails reports whether "failed to" is all that the hit says.
func fails(toks []text.Token, h scan.Hit) bool {
	return h.Last-h.First == 2 && strings.HasPrefix(toks[h.First].Lower, "fail") && toks[h.First+1].Lower == "to"
}

// who takes the parties and the roles beside them.
func (r *reader) who(m *mention, toks []text.Token, from, to int, h scan.Hit) {
	roles, used := scan.RolesIn(r.a, toks, from, to)
	m.roles = roles
	span := text.Span{Start: toks[from].Start, End: toks[to-1].End}
	for _, p := range scan.Parties(r.a, span) {
		if slices.ContainsFunc(used, p.Overlaps) || p.Kind == "organisation" && p.Side == "" {
			continue
		}
		if clashed(toks[from:to], p.Span) {
			continue
		}
		if r.tells(m.sentence, p.Span, h, toks) || r.isVenue(toks, from, p) || slices.Contains(m.places, p.Name) && p.Kind != "person" {
			continue
		}
		m.parties = scan.Add(m.parties, p.Party)
	}
	m.named = len(m.parties) > 1
	if len(m.parties) < 2 && both.Has(toks[max(from, h.First-9):min(to, h.Last+8)]) {
		m.parties = r.twoSides(m.parties, slices.Concat(m.roles.Mediators, m.roles.Hosts, m.roles.Brokers))
	}
	if len(m.parties) > 4 {
		m.parties = m.parties[:4]
	}
}

// clashed reports whether who stands at p is one of those whose fighting broke the
// talks off, "suspended after clashes between", and need not be one who talked.
func clashed(toks []text.Token, p text.Span) bool {
	broken, after, fought := false, false, false
	for _, t := range toks {
		if t.Start >= p.Start {
			break
		}
		switch w := t.Lower; {
		case interrupts[w]:
			broken = true
		case w == "after" || w == "following" || w == "amid" || w == "over":
			after = true
		case after && fights[w]:
			fought = true
		}
	}
	return broken && fought
}

// interrupts are verbs for breaking off talks, fights nouns for what breaks them off.
var (
	interrupts = map[string]bool{"suspended": true, "suspending": true, "suspend": true, "postponed": true, "postponing": true, "postpone": true, "halted": true, "halting": true, "cancelled": true, "canceled": true, "delayed": true, "paused": true, "interrupted": true, "adjourned": true, "boycotted": true}
	fights     = map[string]bool{"clashes": true, "clash": true, "fighting": true, "attacks": true, "attack": true, "raids": true, "raid": true, "shelling": true, "battles": true, "battle": true, "violence": true, "killings": true, "killing": true, "skirmishes": true, "skirmish": true, "bombing": true, "bombings": true, "ambush": true}
)

// tells reports whether who stands at p is the speaker of a statement about the
// talks at h, "the EU said Chad and Sudan had talked", and not one who talked.
func (r *reader) tells(sentence int, p text.Span, h scan.Hit, toks []text.Token) bool {
	at := text.Span{Start: toks[h.First].Start, End: toks[h.Last-1].End}
	for _, i := range r.said[sentence] {
		s := &r.a.Statements[i]
		if s.SpeakerAt.Len() > 0 && s.SpeakerAt.Overlaps(p) && s.ContentAt.Contains(at) && !s.ContentAt.Overlaps(p) && s.Mode == "indirect" && telling[s.Verb] {
			return true
		}
	}
	return false
}

// telling are the verbs of those who report what they may have no part in.
var telling = map[string]bool{"say": true, "tell": true, "state": true, "report": true, "announce": true, "note": true, "confirm": true, "write": true}

// isVenue reports whether the party is only the name of the place: "in Kabul".
func (r *reader) isVenue(toks []text.Token, from int, p scan.Named) bool {
	for i := from; i < len(toks) && toks[i].Start <= p.Start; i++ {
		if toks[i].Start == p.Start && i > 0 {
			switch toks[i-1].Lower {
			case "in", "at", "near", "inside", "within", "across", "into", "to", "through", "against", "around", "outside":
				return p.Kind == "place" || toks[i-1].Lower == "in" || toks[i-1].Lower == "at"
			case "for", "on", "about":
				return p.Kind == "place" // "envoy for X"
			}
			return false
		}
	}
	return false
}

// twoSides fills up the parties with the two sides the document is about, where
// it is plain who they are.
func (r *reader) twoSides(have, apart []draft.Party) []draft.Party {
	for _, s := range r.sides.Rivals(apart...) {
		if len(have) >= 2 {
			break
		}
		have = scan.Add(have, draft.Party{Name: scan.SideName(r.a, s), Side: s})
	}
	return have
}

// met reads "the minister met the envoy in Ankara": people of two sides.
func (r *reader) met(s scan.Sentence, h scan.Hit) *mention {
	toks := s.Toks
	if h.First == 0 || wished.Has(toks[max(0, h.First-3):h.First]) && !due.Has(toks[max(0, h.First-3):h.First]) {
		return nil
	}
	from, to := scan.Clause(toks, h.First, h.Last)
	ps := scan.Parties(r.a, text.Span{Start: toks[from].Start, End: toks[to-1].End})
	if m := r.reciprocal(s, h, from, to); m != nil {
		return m
	}
	var subject, object *scan.Named
	for i := range ps {
		switch {
		case ps[i].End <= toks[h.First].Start:
			subject = &ps[i]
		case object == nil && ps[i].Start >= toks[h.Last-1].End:
			object = &ps[i]
		}
	}
	if toks[h.First].Lower == "meet" {
		return nil // "want to meet"
	}
	held := h.Last-h.First > 1
	if subject == nil || subject.Kind == "place" || !held && (object == nil || subject.Side == object.Side || object.Side == "") {
		return nil
	}
	if toks[h.First].Lower == "received" || toks[h.First].Lower == "hosted" {
		if object == nil || object.Kind != "person" || subject.Kind != "person" {
			return nil
		}
	}
	if !held && object.Start > toks[min(h.Last+6, len(toks)-1)].Start {
		return nil
	}
	to = r.arrival(toks, to)
	m := &mention{sentence: s.Index, rule: "talks-met", weak: !held, title: s.Title(), at: scan.Cover(toks, from, to)}
	r.venue(m, toks, from, to, h)
	r.days(m, toks, from, to)
	r.outcome(m, toks, from, to)
	r.who(m, toks, from, to, h)
	m.specified = true
	if len(m.parties) < 2 && !held {
		return nil
	}
	return m
}

// reciprocal reads "the foreign ministers met in Geneva", "the two sides met":
// those who meet one another are the two sides, unless they are named.
func (r *reader) reciprocal(s scan.Sentence, h scan.Hit, from, to int) *mention {
	toks := s.Toks
	coming := toks[h.First].Lower == "meet" && due.Has(toks[max(from, h.First-4):h.First])
	reach := 4
	if coming {
		reach = 6
	}
	if toks[h.First].Lower != "met" && !coming || !meeters.Has(toks[max(from, h.First-reach):h.First]) || h.Last >= len(toks) {
		return nil
	}
	switch toks[h.Last].Lower {
	case "in", "at", "on", "again", "for", "face", "to", "behind":
	default:
		return nil
	}
	m := &mention{sentence: s.Index, rule: "talks-met", title: s.Title(), at: scan.Cover(toks, from, to), specified: true, ahead: coming, other: coming}
	r.venue(m, toks, from, to, h)
	r.days(m, toks, from, to)
	m.number = number(toks, from, to)
	r.outcome(m, toks, from, to)
	r.who(m, toks, from, to, h)
	if len(m.parties) < 2 {
		m.parties = r.twoSides(m.parties, slices.Concat(m.roles.Mediators, m.roles.Hosts, m.roles.Brokers))
	}
	if len(m.parties) < 2 || len(m.places) == 0 && m.from == nil {
		return nil
	}
	return m
}

// arrival takes the relative clause after those who met: "the envoy, who
// arrived in Kabul on Wednesday".
func (r *reader) arrival(toks []text.Token, to int) int {
	if to+2 < len(toks) && toks[to].Lower == "," && toks[to+1].Lower == "who" && (toks[to+2].Lower == "arrived" || toks[to+2].Lower == "is" || toks[to+2].Lower == "was" || toks[to+2].Lower == "flew") {
		_, end := scan.Clause(toks, to+2, to+3)
		return max(to, end)
	}
	return to
}

// guest gives the party of the last person in s, who holds an office or is of a
// known side; the person alone where no side is known.
func (r *reader) guest(s text.Span) *draft.Party {
	var out *draft.Party
	all := r.a.Cast.Mentions
	i := sort.Search(len(all), func(i int) bool { return all[i].End > s.Start })
	for ; i < len(all) && all[i].Start < s.End; i++ {
		x := all[i].Actor
		if x.Kind != "person" || x.Side == "" && (x.Title == "" || x.Name == "") {
			continue
		}
		p, ok := scan.PartyOf(r.a, x)
		if !ok {
			p = draft.Party{Name: x.Name}
		}
		out = &p
	}
	return out
}

// visit reads "the Prime Minister's visit to Peru", "the envoy visited Lima": an
// office holder of one side with another.
func (r *reader) visit(s scan.Sentence, h scan.Hit) *mention {
	toks := s.Toks
	from, to := scan.Clause(toks, h.First, h.Last)
	span := text.Span{Start: toks[from].Start, End: toks[h.First].End}
	if w := toks[h.First].Lower; h.Last >= len(toks) || (w == "visit" || w == "trip" || w == "visits") && toks[h.Last].Lower == "by" {
		return nil
	}
	guest := r.guest(span)
	for i := h.Last; i < to; i++ {
		if n, tag := heads.At(toks, i); n > 0 && tag == "strong" {
			return nil // "travelled to Muscat for talks": the talks are what counts
		}
	}
	if guest == nil || wished.Has(toks[max(from, h.First-3):h.First]) {
		return nil
	}
	end := min(to, h.Last+4)
	if h.Last >= end {
		return nil
	}
	host, place := "", ""
	for _, p := range scan.PlacesIn(r.a, text.Span{Start: toks[h.Last].Start, End: toks[end-1].End}) {
		if host = scan.SideOf(r.a, p.Country); host != "" {
			place = p.Name
			break
		}
	}
	if host == "" {
		for _, p := range scan.Parties(r.a, text.Span{Start: toks[h.Last].Start, End: toks[end-1].End}) {
			if p.Kind == "government" || p.Kind == "place" {
				host, place = p.Side, p.Name
				break
			}
		}
	}
	if host == "" || host == guest.Side {
		return nil
	}
	m := &mention{sentence: s.Index, rule: "talks-visit", weak: true, title: s.Title(), specified: true, places: []string{place}, at: scan.Cover(toks, from, to)}
	m.parties = scan.Add([]draft.Party{*guest}, draft.Party{Name: scan.SideName(r.a, host), Side: host})
	m.ahead = ahead.Has(toks[from:h.First])
	r.days(m, toks, from, to)
	return m
}
