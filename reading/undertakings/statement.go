package undertakings

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/surety-mechanism/surety/reading/analysis"
	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
	"github.com/surety-mechanism/surety/reading/who"
)

// statement draws an undertaking from statement i, if it carries one.
func (r *reader) statement(i int) {
	s := &r.a.Statements[i]
	toks := r.tokens(s.ContentAt)
	if len(toks) == 0 {
		return
	}
	speaker := r.speaker(s)
	f := &found{
		at: s.ContentAt, sentence: s.Sentence, speaker: speaker, statement: s.ID,
		words: r.about(toks), condition: s.ConditionAt, title: r.a.Title.Len() > 0 && r.a.Title.Overlaps(s.ContentAt),
	}
	if s.Rule == "passive.asked" {
		return // a question binds nobody
	}
	if r.guaranteeOnly(toks) || labels(s) || r.ownOrders(s) || helps.Has(toks) && slices.Contains(s.Acts, "offer_to_talk") {
		return
	}
	switch {
	case slices.Contains(s.Acts, "assurance") && r.wants(toks), slices.Contains(s.Acts, "demand"), slices.Contains(s.Acts, "threat") && orders(toks, s):
		f.rule, f.state = "undertaking-demand", "demanded"
		f.by = r.owes(toks, s, speaker)
		if f.by == nil && (r.toOthers(s) || bareThing(toks)) {
			return // "urged traders to", "called for an inquiry": no party's to keep
		}
	case slices.Contains(s.Acts, "assurance"):
		r.assurance(s, f, toks)
		if f.rule == "undertaking-agreement" && r.each(f, r.bothSides(s.Sentence, s.ContentAt.Start+1)) {
			return // "the two sides will observe"
		}
		if f.state == "given" && len(s.Actors) > 1 && r.together(s, f) {
			return // "signed, pledging to": each of them
		}
	case slices.Contains(s.Acts, "offer_to_talk"):
		if !offers.Has(toks) && !offers.Has(r.tokens(s.CueAt)) {
			return // "the road remains open to aid": nobody offers anything
		}
		f.rule, f.state, f.by = "undertaking-offer", "offered", speaker
	case slices.Contains(s.Acts, "agreement"):
		if !agrees(toks, s) {
			return
		}
		f.rule, f.state, f.by = "undertaking-agreement", "agreed", speaker
		if r.agreedWithin(s) {
			r.severalAgree(f, toks)
			return
		}
		if s.Verb != "agree" && s.Verb != "offer" && othersAgreed(toks) {
			f.by = nil // unless those who agreed are named below
		}
		switch {
		case s.Cue != nil && strings.Contains(strings.ToLower(s.Cue.Text), "offer"):
			f.state = "offered"
		case neverAgreed(toks):
			f.rule, f.state = "undertaking-denied", "denied"
		case mutual.Has(toks):
			f.by, f.speaker = nil, nil // both owe it: who they are must be plain
			r.each(f, r.bothSides(s.Sentence, s.ContentAt.Start+1))
			return
		case mutual.Has(r.tokens(s.SpeakerAt)) && r.each(f, r.bothSides(s.Sentence, s.SpeakerAt.Start)), r.severalAgree(f, toks), r.together(s, f):
			return
		}
	case slices.Contains(s.Acts, "condition"), slices.Contains(s.Acts, "threat") && s.ConditionAt.Len() > 0:
		if !r.conditional(s, f, speaker) {
			return
		}
	case slices.Contains(s.Acts, "denial") && promised.Has(toks) && !slices.Contains(s.Acts, "accusation"):
		f.rule, f.state, f.by = "undertaking-denied", "denied", speaker
	default:
		if !r.reported(f, toks) && !r.duty(f, toks, s, speaker) {
			return
		}
	}
	f.pointing, f.promise = f.pointing || r.points(toks), promises.Has(toks) || f.state == "given" && promising[s.Verb]
	if f.rule == "" || f.speaker == nil && f.by == nil && !f.pointing && f.state != "agreed" || len(f.words) == 0 && !f.pointing {
		return
	}
	if f.by != nil && f.to == nil && f.speaker != nil && f.rule != "undertaking-reported" && !sameSide(f.by, f.speaker) {
		f.to = f.speaker
	}
	if f.to == nil && s.Addressee != nil && (s.Addressee.Name != "" || s.Addressee.Side != "") && !sameSide(f.by, s.Addressee) {
		f.to = s.Addressee
	}
	if f.form == "" {
		f.form = r.formIn(f, toks)
	}
	r.found = append(r.found, f)
}

// guaranteeOnly reports whether all that toks speak of is that somebody stands
// behind what others promise.
func (r *reader) guaranteeOnly(toks []text.Token) bool {
	for i := range toks {
		if n, tag := guarantorRoles.At(toks, i); n > 0 && tag != "by" {
			return !promises.Has(toks[:i]) && !(tag == "verb" && r.promiser(toks, i, n))
		}
	}
	return false
}

// labels reports whether the cue only gives something a name: "called the
// report a fabrication" asks for nothing.
func labels(s *analysis.Statement) bool {
	if s.Cue == nil {
		return false
	}
	cue := strings.Fields(strings.ToLower(s.Cue.Text))
	if len(cue) == 0 || s.Content.Text == "" {
		return false
	}
	switch cue[len(cue)-1] {
	case "called", "calls", "call", "calling":
	default:
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(s.Content.Text), " ")
	switch first {
	case "the", "it", "this", "that", "these", "those", "them", "him", "her", "a", "an", "his", "its", "their":
		return s.Addressee == nil && s.CueAt.End <= s.ContentAt.Start && s.ContentAt.Start-s.CueAt.End <= 2
	}
	return false
}

// wants reports whether toks ask for a promise: "is seeking a commitment that".
func (r *reader) wants(toks []text.Token) bool {
	for _, h := range promises.All(toks) {
		if wanted.Has(toks[max(0, h.First-6):h.First]) || duties.Has(toks[h.Last:min(len(toks), h.Last+3)]) {
			return true
		}
	}
	return false
}

// orders reports whether a warning asks for something: "warned the group to stop".
func orders(toks []text.Token, s *analysis.Statement) bool {
	return len(toks) > 1 && (toks[0].Lower == "to" || toks[0].Lower == "not" || toks[0].Lower == "against") && s.Addressee != nil
}

// agrees reports whether something is agreed to be done: "agreed to open", "will
// be settled"; agreeing on a text is none.
func agrees(toks []text.Token, s *analysis.Statement) bool {
	if len(toks) > 1 && toks[0].Lower == "to" && s.Cue != nil {
		return true
	}
	for i := range toks {
		n, tag := promised.At(toks, i)
		if n > 0 && tag == "v" && i+n < len(toks) && (toks[i+n].Lower == "to" || toks[i+n].Lower == "not") {
			return true
		}
		switch toks[i].Lower {
		case "will", "shall":
			return true
		}
	}
	return false
}

// speaker gives the party that speaks in s.
func (r *reader) speaker(s *analysis.Statement) *draft.Party {
	if r.rivalsSpeak(s) {
		return nil
	}
	for _, x := range s.Actors {
		if p, ok := scan.PartyOf(r.a, x); ok && x.Kind != "media" {
			return &p
		}
	}
	return nil
}

// assurance reads a promise: who speaks owes it, unless the content names
// another who does ("said that Zelmora had undertaken to").
func (r *reader) assurance(s *analysis.Statement, f *found, toks []text.Token) {
	f.rule, f.state, f.by = "undertaking-assurance", "given", f.speaker
	if r.reported(f, toks) {
		return
	}
	if f.by == nil && len(s.Actors) == 1 && s.Actors[0].Kind == "person" && s.Actors[0].Name != "" {
		f.by = &draft.Party{Name: s.Actors[0].Name} // whose side he is on nothing tells
		f.speaker = f.by
	}
	if mutual.Has(toks[:min(len(toks), 5)]) || mutual.Has(r.tokens(s.SpeakerAt)) {
		f.rule, f.state, f.by, f.speaker = "undertaking-agreement", "agreed", nil, nil
		return
	}
	if r.calledFor(s) {
		f.rule, f.state, f.speaker = "undertaking-demand", "demanded", r.other(f.by)
		return
	}
	if s.Mode == "nominal" || s.Hedge != "" || hearsay(s) {
		f.state = "reported_given"
	}
	if s.ConditionAt.Len() > 0 && readiness.Has(toks) {
		f.rule, f.state = "undertaking-offer", "offered" // "is ready to stop, provided that"
	}
}

// othersAgreed reports whether the words tell that some people agreed who are
// neither the speaker nor named: "the generals agreed to stop".
func othersAgreed(toks []text.Token) bool {
	for _, h := range promised.All(toks) {
		if toks[h.First].Lower != "agreed" || h.First == 0 {
			continue
		}
		i := 0
		if toks[0].Lower == "that" {
			i++
		}
		switch toks[i].Lower {
		case "it", "we", "they", "he", "she", "i":
			return false
		case "the", "both", "two", "all":
			return true
		}
	}
	return false
}

// rivalsSpeak reports whether those who speak are told to be of more than one
// side: "the leaders of Cyprus's rival communities" are no one party.
func (r *reader) rivalsSpeak(s *analysis.Statement) bool {
	return slices.ContainsFunc(r.tokens(s.SpeakerAt), func(t text.Token) bool {
		return t.Base() == "rival" || t.Base() == "rivals" || t.Base() == "opposing" || t.Base() == "warring"
	})
}

// agreedWithin reports whether those who agreed have a statement of their own in
// s, so that its speaker, who tells of it, binds nobody.
func (r *reader) agreedWithin(s *analysis.Statement) bool {
	if s.Verb == "agree" {
		return false
	}
	for _, i := range r.at[s.Sentence] {
		if o := &r.a.Statements[i]; o.Inside == s.ID && o.Verb == "agree" {
			return true
		}
	}
	return false
}

// ownOrders reports whether s is an order to the speaker's own people: "ordered
// their forces to return".
func (r *reader) ownOrders(s *analysis.Statement) bool {
	switch s.Verb {
	case "order", "instruct", "command", "direct":
	default:
		return false
	}
	if s.CueAt.Len() == 0 || s.CueAt.End >= s.ContentAt.Start {
		return false
	}
	toks := r.tokens(text.Span{Start: s.CueAt.End, End: s.ContentAt.Start})
	return len(toks) > 0 && (toks[0].Lower == "its" || toks[0].Lower == "their" || toks[0].Lower == "his" || toks[0].Lower == "her")
}

// bareThing reports whether what is asked for is a thing and nothing that a
// party could be held to: "an international inquiry".
func bareThing(toks []text.Token) bool {
	switch toks[0].Lower {
	case "a", "an", "more", "further", "greater":
	default:
		return false
	}
	for _, t := range toks {
		switch t.Base() {
		case "that", "to", "from", "by", "withdrawal", "release", "halt", "end", "ceasefire", "truce", "reopening", "return", "cessation", "pause",
			"commitment", "commitments", "guarantee", "guarantees", "assurance", "assurances", "pledge", "undertaking", "lifting", "pullback", "freeze":
			return false
		}
	}
	return true
}

// neverAgreed reports whether it is said that nothing was agreed or promised.
func neverAgreed(toks []text.Token) bool {
	for _, h := range promised.All(toks) {
		for _, t := range toks[max(0, h.First-3):h.First] {
			switch t.Lower {
			case "never", "not", "no", "n't", "neither":
				return true
			}
		}
	}
	return false
}

// severalAgree reads "delegations from Chad and Sudan have agreed to stop", said
// by somebody else: each of them owes it.
func (r *reader) severalAgree(f *found, toks []text.Token) bool {
	for _, h := range promised.All(toks) {
		if h.First == 0 || h.Last >= len(toks) || toks[h.Last].Lower != "to" {
			continue
		}
		ps := scan.Parties(r.a, text.Span{Start: toks[max(0, h.First-8)].Start, End: toks[h.First].Start})
		return r.each(f, ps)
	}
	return false
}

// together reads what several speakers agree to: each of them owes it.
func (r *reader) together(s *analysis.Statement, f *found) bool {
	var ps []scan.Named
	if r.rivalsSpeak(s) {
		return false
	}
	for _, x := range s.Actors {
		if p, ok := scan.PartyOf(r.a, x); ok {
			ps = append(ps, scan.Named{Party: p})
		}
	}
	if len(ps) == 1 && s.SpeakerAt.Len() > 0 {
		ps = r.listed(s.SpeakerAt, ps)
	}
	return r.each(f, ps)
}

// listed gives the parties that a speaker's own words join by "and": "the
// government and the rebels".
func (r *reader) listed(at text.Span, have []scan.Named) []scan.Named {
	ps := scan.Parties(r.a, at)
	for i := 1; i < len(ps); i++ {
		if ps[i-1].End <= ps[i].Start && onlyJoins(r.a.Text.String(text.Span{Start: ps[i-1].End, End: ps[i].Start})) {
			return []scan.Named{ps[i-1], ps[i]}
		}
	}
	return have
}

// each adds f once for each party, if they are of several sides.
func (r *reader) each(f *found, ps []scan.Named) bool {
	var parties []draft.Party
	for _, p := range ps {
		parties = scan.Add(parties, p.Party)
	}
	if len(parties) < 2 {
		return false
	}
	for _, p := range parties {
		g := *f
		g.by, g.speaker = &p, &p
		if g.state == "given" && g.form == "" {
			g.form = r.formIn(&g, r.tokens(g.at))
		}
		r.found = append(r.found, &g)
	}
	return true
}

// calledFor reports whether the promise is one that somebody asks for: "calling
// for a written assurance that is guaranteed by other governments".
func (r *reader) calledFor(s *analysis.Statement) bool {
	start := r.a.Text.Sentences[s.Sentence].Start
	before := r.tokens(text.Span{Start: start, End: s.ContentAt.Start})
	return s.Inside != "" && wanted.Has(before[max(0, len(before)-3):])
}

// hearsay reports whether the promise came through somebody who is not on
// record, or through somebody else's report of it.
func hearsay(s *analysis.Statement) bool {
	for _, l := range s.Chain {
		if l.Hedge != "" || l.Channel == "unnamed_source" {
			return true
		}
	}
	return s.Inside != ""
}

// reported reads "Zelmora had undertaken to reopen the crossings" in what
// somebody says, a promise of Zelmora's by report.
func (r *reader) reported(f *found, toks []text.Token) bool {
	for _, h := range promised.All(toks) {
		if h.Last >= len(toks) || h.First == 0 {
			continue
		}
		if w := toks[h.Last].Lower; w != "to" && w != "that" && w != "not" {
			continue
		}
		ps := scan.Parties(r.a, text.Span{Start: toks[max(0, h.First-8)].Start, End: toks[h.First].Start})
		if len(ps) == 0 {
			continue
		}
		p := ps[len(ps)-1].Party
		if f.speaker != nil && sameSide(&p, f.speaker) {
			continue
		}
		f.rule, f.state, f.by = "undertaking-reported", "reported_given", &p
		return true
	}
	return false
}

// duty reads "the responsibility lies with the authorities", "the ministry must
// curb": what the speaker says that somebody else owes.
func (r *reader) duty(f *found, toks []text.Token, s *analysis.Statement, speaker *draft.Party) bool {
	if speaker == nil || slices.Contains(s.Acts, "denial") || slices.Contains(s.Acts, "assessment") || slices.Contains(s.Acts, "rejection") {
		return false
	}
	if !duties.Has(toks) {
		return false
	}
	by := r.bearer(toks)
	if by == nil || sameSide(by, speaker) {
		return false
	}
	f.rule, f.state, f.by = "undertaking-duty", "demanded", by
	return true
}

// promising are the verbs of which what follows is called a promise.
var promising = text.Set(`promise pledge vow assure guarantee undertake commit swear`)

// formIn gives the form that the words around a promise speak of, else the one
// in which it was made: on record, by a post, by hearsay.
func (r *reader) formIn(f *found, toks []text.Token) string {
	best := ""
	paper := promises.Has(toks) || f.state == "agreed"
	for _, h := range forms.All(toks) {
		written := rank[h.Tag] >= rank["written_unsigned"]
		if written && !paper && toks[h.First].Lower != "in" && toks[h.First].Lower != "on" {
			continue // "before signing" says nothing of the form of what is asked for
		}
		if rank[h.Tag] > rank[best] {
			best = h.Tag
		}
	}
	if best != "" {
		return best
	}
	if f.state != "given" && f.state != "reported_given" || f.statement == "" {
		return ""
	}
	// Statements are numbered from s1 in their order.
	n, err := strconv.Atoi(strings.TrimPrefix(f.statement, "s"))
	if err != nil || n < 1 || n > len(r.a.Statements) {
		return ""
	}
	for _, l := range r.a.Statements[n-1].Chain {
		if l.Channel == "post" || l.Channel == "statement" {
			return "published_unilateral"
		}
	}
	if f.state == "reported_given" {
		return "reported_orally"
	}
	return "stated_orally"
}

// points reports whether the words hold a promise with no content of its own:
// "this assurance must be supported by", "provide a written commitment".
func (r *reader) points(toks []text.Token) bool {
	all := promises.All(toks)
	if len(all) == 0 {
		return false
	}
	h := all[0]
	for j := h.Last; j < len(toks)-1 && j < h.Last+4; j++ {
		if toks[j].Lower == "that" && !relative[toks[j+1].Lower] {
			return false // "the assurance must state that"
		}
	}
	if h.Last < len(toks) {
		switch toks[h.Last].Lower {
		case "that", "to", "not", "regarding", "on", "about", "against", "concerning", "of":
			return false
		}
	}
	return true
}

// tokens gives the tokens in s.
func (r *reader) tokens(s text.Span) []text.Token {
	all := r.a.Text.Tokens
	lo, hi := 0, len(all)
	for lo < hi {
		m := (lo + hi) / 2
		if all[m].Start < s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	end := lo
	for end < len(all) && all[end].End <= s.End && end-lo < 400 {
		end++
	}
	return all[lo:end]
}

// about gives the stems of the words that tell what toks are about, without the
// names of parties.
func (r *reader) about(toks []text.Token) map[string]bool {
	out := map[string]bool{}
	if len(toks) == 0 {
		return out
	}
	named := r.named(text.Span{Start: toks[0].Start, End: toks[len(toks)-1].End})
	for _, t := range toks {
		for len(named) > 0 && named[0].End <= t.Start {
			named = named[1:]
		}
		if len(named) > 0 && named[0].Start <= t.Start {
			// A group that is neither side is what it is about; the sides are in all.
			if k := named[0].Actor; k.Kind == "armed_group" && k.Name != "" && !r.isSide(k.Side) {
				out["@"+k.Name] = true
			}
			continue
		}
		if t.Kind != text.Word || stop.HasBase(t) || len(t.Lower) < 3 {
			continue
		}
		out[stem(t.Base())] = true
	}
	return out
}

// named gives the mentions with a name in s.
func (r *reader) named(s text.Span) []who.Mention {
	all := r.a.Cast.Mentions
	i := sort.Search(len(all), func(i int) bool { return all[i].End > s.Start })
	var out []who.Mention
	for ; i < len(all) && all[i].Start < s.End; i++ {
		if all[i].Form == who.Named {
			out = append(out, all[i])
		}
	}
	return out
}

// isSide reports whether the side is one of the two the document is about.
func (r *reader) isSide(side string) bool {
	return slices.Contains(r.sides.Names[:min(2, len(r.sides.Names))], side)
}

// stem cuts the endings that change with number and tense; what is left is
// compared and never shown.
func stem(w string) string {
	for _, end := range []string{"ations", "ation", "ings", "ing", "ists", "ist", "ies", "ed", "es", "s", "y"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}
