package talks

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/reading/draft"
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// instruments are the words for what is agreed.
var instruments = scan.NewLexicon(`
ceasefire: ceasefire, cease-fire, ceasefires, truce, armistice, cessation of hostilities, cessation of fire, halt to hostilities, ceasefire agreement, ceasefire deal, truce agreement, truce deal, ceasefire accord, humanitarian pause, silence of arms, halt to the fighting, stop firing, halt fire, cease fire, stop fighting, stop hostilities
mechanism: monitoring mechanism, verification mechanism, joint mechanism, follow-up mechanism, coordination mechanism, monitoring and verification mechanism, joint commission, line commission, monitoring commission, monitoring committee, joint committee, ceasefire commission, military commission, monitoring mission, verification commission, liaison mechanism, joint monitoring mechanism, deconfliction mechanism, mechanism
joint_statement: joint statement, joint communique, joint communiqué, joint declaration, joint press release
peace: peace agreement, peace deal, peace accord, peace accords, peace treaty, peace pact, peace plan, peace settlement, peace framework
other: agreement, accord, pact, memorandum of understanding, memorandum, protocol, treaty, deal, roadmap, road map, political agreement, framework agreement, action plan, interim agreement, declaration, declaration of principles, prisoner exchange agreement, written agreement, security agreement, understanding
`)

// steps are the words for how far it has come, the most telling first where
// several are near.
var steps = scan.NewLexicon(`
not: no, without, not reached, failed to, fail to, failing to, failure to, unable to, yet to, could not, did not, not signed, not agreed, neither, refused to, absence of, lack of, cannot, not been, never, rejected, reject, rejects
violated: violated, violating, breaching, breach, breaking, violation of, violations of, breached, breach of, breaches of, broke the, breaking the, broken, flouted, flouting, break the, breaks the, violate, violates
lapsed: expired, lapsed, expires, expiry of, ended, collapsed, collapse of, fell apart, unravelled, unraveled, in tatters, broke down
extended: extended, extend, extension of, extending, prolonged, prolong, renewed, renew, renewal of
suspended: suspended, suspend, suspension of, suspending, put on hold, pulled out of, withdrew from, withdrawn from
in_force: in effect, in force, into force, into effect, took effect, takes effect, taken effect, took hold, holds, held, holding, hold, remains in place, remain in place, in place, observing, observed, observe, continues to hold, still stands, operational, respected, respect, continue, maintain
agreed_in_principle: agreed in principle, agreement in principle, agree in principle, preliminary, framework
signed: signed, sign, signing of, signing, signatories, signs, initialled, initialed, inked
agreed: agreed, agree, agrees, agreeing, reached, reach, brokered, mediated, concluded, clinched, struck, sealed, accepted, announced, announce, declared, secured, finalised, finalized, produced, yielded, concluding, issued, released, set up, established, approved, adopted
proposed: proposed, propose, proposes, proposing, proposal for, proposals for, proposal, discussions on, discussion of, discussed, discuss, discussing, discussions, efforts to, effort to, call for, calls for, called for, calling for, urge, urged, urges, urging, demand, demands, demanded, seek, seeks, seeking, sought, offer, offered, offers, draft, drafts, tabled, considering, aimed at, aim to, hopes for, hope for, push for, pushing for, work on, working on, negotiating, negotiate, want, wants, establish, creating, create, set to, would, towards, toward, plan for, ready for, willing to, needs, need for, should, must, to be set up, will be, shall be
`)

// agreement is one agreement in one state.
type agreement struct {
	at           text.Span
	kind, status string
	place        string
	date         *string
	parties      []draft.Party
	brokers      []draft.Party
	title        bool // it stands in the headline
	meant        bool // the parties are not both named
}

// agreements takes what a sentence says of agreements.
func (r *reader) agreements(s scan.Sentence) {
	toks := s.Toks
	end := 0
	var told *agreement // the one that the sentence told of last
	for _, h := range instruments.All(toks) {
		if h.First < end {
			continue
		}
		// "a ceasefire agreement", "a joint monitoring mechanism": one thing
		for h.Last < len(toks) {
			n, tag, gap := compound(toks, h)
			if n == 0 {
				break
			}
			if h.Tag == "other" {
				h.Tag = tag // "agreement on a cessation of hostilities"
			}
			h.Last += gap + n
		}
		inside := end > 0 && h.First-end <= 4 && within.Has(toks[end:h.First])
		end = h.Last
		if inside {
			continue // "a mechanism to monitor the ceasefire"
		}
		from, to := scan.Clause(toks, h.First, h.Last)
		if to == h.Last && to+2 < len(toks) && toks[to].Lower == "," && (toks[to+1].Lower == "which" || toks[to+1].Lower == "that") {
			_, to = scan.Clause(toks, to+2, to+3) // "under the truce, which took effect on"
		}
		status := r.step(toks, from, to, h)
		if dated(toks, h) && (status == "signed" || status == "agreed" || status == "proposed") {
			continue // "stayed out of a 2018 peace deal": what is told is of another one
		}
		if status == "signed" && unsigned.Has(toks[from:to]) || status == "extended" && offering.Has(toks[from:to]) {
			status = "proposed"
		}
		if h.Tag == "mechanism" && status == "proposed" && meets(toks, h) {
			continue // "the Joint Commission would meet": it is there already
		}
		if h.Tag == "joint_statement" && status == "" && h.First > 0 && jointly(toks, h) {
			status = "agreed"
		}
		if status == "" || h.Tag == "other" && !r.definite(toks, h, status) {
			continue
		}
		g := &agreement{at: scan.Cover(toks, subject(toks, from, h), to), kind: h.Tag, status: status, title: s.Title()}
		if h.Tag == "joint_statement" {
			g.status = "agreed"
		}
		roles, used := scan.RolesIn(r.a, toks, from, to)
		g.brokers = append(append(g.brokers, roles.Brokers...), roles.Mediators...)
		span := text.Span{Start: toks[from].Start, End: toks[to-1].End}
		for _, p := range scan.Parties(r.a, span) {
			if !slices.ContainsFunc(used, p.Overlaps) && !r.isVenue(toks, from, p) && (p.Kind != "organisation" || p.Side != "") && !slices.Contains(g.brokers, p.Party) {
				g.parties = scan.Add(g.parties, p.Party)
			}
		}
		if g.meant = len(g.parties) < 2; g.meant && both.Has(toks[from:to]) {
			g.parties = r.twoSides(g.parties, g.brokers)
		}
		if h.Tag == "other" && told != nil && h.Last < len(toks) && brokered[toks[h.Last].Lower] {
			for _, b := range g.brokers { // "the truce broke down, a blow to the deal brokered by"
				told.brokers = scan.Add(told.brokers, b)
			}
			continue
		}
		g.place = r.placeOf(toks, from, h, span)
		if status != "in_force" {
			g.date = r.dayOf(h, toks, span)
		}
		told = g
		r.keep(g)
	}
}

// brokered are participles right behind a deal that say who brought it about.
var brokered = map[string]bool{"brokered": true, "mediated": true, "negotiated": true}

// placeOf gives where the agreement at h was come to: what is named behind it
// ("a truce signed in Doha"), else before it ("in Doha they signed").
func (r *reader) placeOf(toks []text.Token, from int, h scan.Hit, s text.Span) string {
	place := ""
	for _, p := range scan.PlacesIn(r.a, s) {
		if !in(toks, from, p.At) || elsewhere(toks, h.Last, p.At.Start) {
			continue
		}
		if p.At.Start > toks[h.First].Start {
			return p.Name
		}
		if place == "" {
			place = p.Name
		}
	}
	return place
}

// dayOf is placeOf for the day. Where a month or a year stands behind the agreement
// ("signed last month"), no day of something else is its own.
func (r *reader) dayOf(h scan.Hit, toks []text.Token, s text.Span) *string {
	var day *string
	for _, t := range scan.TimesIn(r.a, s) {
		if t.From == nil {
			continue
		}
		if t.Grain != "day" {
			if (t.Grain == "month" || t.Grain == "year") && t.At.Start > toks[h.First].Start && !elsewhere(toks, h.Last, t.At.Start) {
				return nil
			}
			continue
		}
		if t.At.Start <= toks[h.First].Start {
			if day == nil {
				day = t.From
			}
		} else if !elsewhere(toks, h.Last, t.At.Start) {
			return t.From
		}
	}
	return day
}

// dated reports whether the instrument is told apart by its year, as one of old:
// "a 2018 peace deal", "the 2015 accord".
func dated(toks []text.Token, h scan.Hit) bool {
	for i := h.First - 1; i >= max(0, h.First-2); i-- {
		if toks[i].Kind == text.Number && len(toks[i].Lower) == 4 && (toks[i].Lower[:2] == "19" || toks[i].Lower[:2] == "20") {
			return i > 0 && (toks[i-1].Lower == "a" || toks[i-1].Lower == "the" || toks[i-1].Lower == "its" || toks[i-1].Lower == "their")
		}
	}
	return false
}

// unsigned are the words by which a signature is only spoken of.
var unsigned = scan.NewLexicon(`
u: to sign, not sign, will sign, would sign, could sign, before signing, refused to sign, yet to sign, signing of any, if signed, may sign, might sign
`)

// meets reports whether the body at h, named with capitals, is said to meet or
// to do its work.
func meets(toks []text.Token, h scan.Hit) bool {
	for i := h.Last; i < len(toks) && i < h.Last+4; i++ {
		if toks[i-1].Lower == "to" {
			return false // "a commission to investigate"
		}
		switch toks[i].Lower {
		case "meet", "meets", "met", "convene", "convened", "discuss", "investigate", "visit", "report":
			return true
		}
	}
	return false
}

// compound gives the instrument that h goes on with: right behind it, or behind
// "on the permanent"; gap is how many words stand between.
func compound(toks []text.Token, h scan.Hit) (n int, tag string, gap int) {
	if n, tag := instruments.At(toks, h.Last); n > 0 {
		return n, tag, 0
	}
	if h.Tag != "other" || toks[h.Last].Lower != "on" && toks[h.Last].Lower != "for" {
		return 0, "", 0
	}
	for gap := 1; gap <= 4 && h.Last+gap < len(toks); gap++ {
		if n, tag := instruments.At(toks, h.Last+gap); n > 0 && tag != "other" {
			return n, tag, gap
		}
	}
	return 0, "", 0
}

// within stand between an instrument and what it is for.
var within = scan.NewLexicon(`
w: investigate, to investigate, investigating, to probe, to document, to record, to track, to look into, to examine, monitor, monitoring, to monitor, to observe, to verify, verify, of, for, under, to oversee, oversee, to supervise, to police, on, implement, to implement
`)

// jointly reads "In a joint statement, Chad and Sudan expressed": a statement
// that is there.
func jointly(toks []text.Token, h scan.Hit) bool {
	for i := h.First - 1; i >= max(0, h.First-3); i-- {
		if toks[i].Lower == "in" {
			return h.Last < len(toks) && toks[h.Last].Lower == "," || h.First >= 4
		}
	}
	return false
}

// subject gives where the clause begins that the instrument is the subject of:
// what stands before a comma ahead of it ("Despite the failure, the truce holds")
// is another matter.
func subject(toks []text.Token, from int, h scan.Hit) int {
	for i := h.First - 1; i > from && h.First-i <= 4; i-- {
		if toks[i].Lower == "," {
			return i + 1
		}
	}
	return from
}

// step gives how far the instrument has come, by the nearest words of its
// clause; "" when nothing is said of it, or that there is none.
func (r *reader) step(toks []text.Token, from, to int, h scan.Hit) string {
	status, best := "", 9
	for _, x := range steps.All(toks[from:to]) {
		x.First, x.Last = x.First+from, x.Last+from
		d := 0
		switch {
		case x.Last <= h.First:
			d = h.First - x.Last
		case x.First >= h.Last:
			d = x.First - h.Last
		default:
			continue
		}
		if x.Tag == "not" {
			if x.Last <= h.First && d <= 4 || x.First >= h.Last && d <= 3 {
				return ""
			}
			continue
		}
		if x.Tag == "in_force" && x.Last <= h.First && !keeping[toks[x.First].Lower] {
			continue // "held talks on a ceasefire"
		}
		if x.Tag == "in_force" && x.First >= h.Last && convened(toks, x.First) {
			continue // "agreed to set up a commission and to hold another round"
		}
		if x.Tag == "agreed" && x.Last <= h.First && yetToAgree(toks, x.First) {
			x.Tag = "proposed" // "called on Chad to agree to a mechanism"
		}
		if x.Tag == "violated" && supposed(toks, from, x.First, h) {
			return ""
		}
		if denied(toks[max(from, x.First-3):x.First]) {
			if x.First >= h.Last {
				return ""
			}
			continue
		}
		if x.First >= h.Last && h.Last < to && (toks[h.Last].Lower == "that" || toks[h.Last].Lower == "which") {
			d = min(d, 8) // "a truce that the army and the rebels of the north signed"
		}
		if d < best || d <= 8 && rank[x.Tag] > rank[status] && status != "" {
			status, best = x.Tag, min(d, best)
		}
	}
	return status
}

// keeping are verbs that say of what follows them that it is in force.
var keeping = map[string]bool{"observe": true, "observing": true, "respect": true, "hold": true, "continue": true, "maintain": true}

// convened reports whether the verb at token i is said of a meeting, and not of
// what was agreed: "hold another round of talks", but not "the truce holds".
func convened(toks []text.Token, i int) bool {
	switch toks[i].Lower {
	case "hold", "holds", "held", "holding":
	default:
		return false
	}
	for k := i + 1; k < len(toks) && k < i+6; k++ {
		switch toks[k].Lower {
		case "talks", "talk", "round", "rounds", "meeting", "meetings", "session", "sessions", "consultations", "elections", "summit", "conference":
			return true
		}
	}
	return false
}

// yetToAgree reports whether the verb at token i is an infinitive: what somebody
// is asked to agree to. Who was able to has agreed.
func yetToAgree(toks []text.Token, i int) bool {
	if i < 2 || toks[i].Lower != "agree" && toks[i].Lower != "accept" || toks[i-1].Lower != "to" {
		return false
	}
	return toks[i-2].Lower != "able" && toks[i-2].Lower != "managed"
}

// supposed reports whether the breach at token i is but thought of: "if the truce is
// violated", "those who break it".
func supposed(toks []text.Token, from, i int, h scan.Hit) bool {
	for j := max(from, min(i, h.First)-4); j < i; j++ {
		switch toks[j].Lower {
		case "if", "who", "whoever", "anyone", "any", "should", "not", "to":
			return true
		}
	}
	return false
}

// denied reports whether what follows toks is said not to be.
func denied(toks []text.Token) bool {
	for _, t := range toks {
		switch t.Lower {
		case "not", "never", "n't", "hasn't", "haven't", "wasn't", "weren't", "neither", "nobody", "no":
			return true
		}
	}
	return false
}

// rank orders steps that stand near one another: "agreed to propose" is a
// proposal, "agreed to extend" an extension, "said it was violated" a violation.
// offering says that what follows is to come, if the other side will have it.
var offering = scan.NewLexicon(`
o: offered to, offers to, offer to, ready to, proposed to, proposes to, willing to, prepared to
`)

var rank = map[string]int{"agreed": 1, "proposed": 2, "signed": 3, "agreed_in_principle": 4, "in_force": 5, "suspended": 6, "extended": 7, "lapsed": 8, "violated": 9}

// definite reports whether a bare "agreement" or "deal" is one between sides:
// reached, signed, brokered, not "under the agreement", not a firm's.
func (r *reader) definite(toks []text.Token, h scan.Hit, status string) bool {
	if h.First > 0 {
		switch toks[h.First-1].Lower {
		case "in", "under", "great", "good", "to":
			return false
		case "the", "this", "that":
			// one that was spoken of before
			if status == "proposed" || status == "agreed" && len(r.order) > 0 {
				return false
			}
		}
	}
	return len(r.sides.Names) > 1 && status != ""
}

// in reports whether the place stands behind "in" or "at".
func in(toks []text.Token, from int, s text.Span) bool {
	for i := max(from, 1); i < len(toks) && toks[i].Start <= s.Start; i++ {
		if toks[i].Start == s.Start {
			return toks[i-1].Lower == "in" || toks[i-1].Lower == "at"
		}
	}
	return false
}

// elsewhere reports whether a clause of its own begins after token i and before the
// offset at: what it names is where something else was ("the truce broke down after
// a blast in").
func elsewhere(toks []text.Token, i, at int) bool {
	for ; i < len(toks) && toks[i].Start < at; i++ {
		switch toks[i].Lower {
		case "after", "before", "while", "because", "since", "as", "when", "where":
			return true
		}
		if convened(toks, i) {
			return true // "a commission, and to hold another round on 20 November"
		}
	}
	return false
}

// keep adds g, or what it says to the same agreement in the same state.
func (r *reader) keep(g *agreement) {
	if r.agreed == nil {
		r.agreed = map[string]*agreement{}
	}
	key := g.kind + " " + g.status
	old := r.agreed[key]
	if old != nil && (old.place == "" || g.place == "" || old.place == g.place) && (old.date == nil || g.date == nil || *old.date == *g.date) {
		if old.title && !g.title {
			old.at, old.title = g.at, false
		}
		if old.place == "" {
			old.place = g.place
		}
		if old.date == nil {
			old.date = g.date
		}
		if old.meant && (!g.meant || len(g.parties) > len(old.parties)) {
			old.parties, old.meant = g.parties, g.meant
		}
		for _, b := range g.brokers {
			old.brokers = scan.Add(old.brokers, b)
		}
		return
	}
	r.agreed[key] = g
	if len(r.order) < maxRounds {
		r.order = append(r.order, g)
	}
}

func (r *reader) putAgreements() {
	for _, g := range r.order {
		s, ok := r.a.Text.Draft(g.at)
		if !ok || r.a.Text.IsMasked(g.at) {
			continue
		}
		r.a.Draft.Agreements = append(r.a.Draft.Agreements, draft.Agreement{
			ID: fmt.Sprintf("a%d", len(r.a.Draft.Agreements)+1), Rule: "agreement-" + g.status, Span: s,
			Kind: g.kind, Place: g.place, Date: g.date, Parties: g.parties, Brokers: g.brokers, Status: g.status,
		})
	}
}
