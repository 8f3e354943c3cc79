package attribution

import "github.com/surety-mechanism/surety/reading/text"

// sayingNouns are nouns for an act of speaking, and the verb of each.
var sayingNouns *text.Table[*entry]

func init() {
	all := map[string]*entry{}
	for lemma, list := range map[string]string{
		"assure": "assurance assurances reassurance reassurances", "promise": "promise promises", "pledge": "pledge pledges",
		"guarantee": "guarantee guarantees", "commit": "commitment commitments",
		"warn": "warning warnings", "threaten": "threat threats", "demand": "demand demands", "request": "request requests",
		"appeal": "appeal appeals plea pleas", "call": "call calls", "claim": "claim claims contention contentions assertion assertions",
		"allege": "allegation allegations", "accuse": "accusation accusations", "criticize": "criticism criticisms critique critiques",
		"condemn": "condemnation condemnations denunciation rebukes outcry", "deny": "denial denials", "reject": "rejection", "refuse": "refusal",
		"suggest": "suggestion suggestions", "propose": "proposal proposals", "offer": "offer offers", "insist": "insistence",
		"argue": "argument arguments", "believe": "belief beliefs", "hope": "hope hopes", "fear": "fear fears",
		"announce": "announcement announcements", "declare": "declaration declarations", "state": "statement statements",
		"describe": "description descriptions depiction", "praise": "praise",
		"complain": "complaint complaints", "predict": "prediction predictions",
		"report": "report reports",
		"admit":  "admission admissions", "say": "remark remarks comment comments", "conclude": "conclusion conclusions",
		"advocate": "advocacy", "mock": "mockery", "acknowledge": "acknowledgment acknowledgement", "question": "question questions",
		"express": `concern concerns doubt doubts reservation reservations misgivings qualms skepticism scepticism unease optimism pessimism
			confidence frustration anger regret regrets worry worries disappointment dismay outrage`, "view": `view views opinion opinions stance position positions thoughts
			outlook assessment interpretation`, "explain": "explanation explanations",
		"expect": "expectation expectations", "speculate": "speculation", "intend": "intention intentions intent",
		"want": "desire desires", "oppose": "opposition objection objections", "endorse": "endorsement endorsements",
		"support":   "support backing",
		"recommend": "recommendation recommendations advice", "invite": "invitation invitations", "recall": "recollection recollections memories",
		"speak": "rhetoric speech speeches talk lecture tirade rant diatribe", "agree": "agreement",
		"advise": "guidance", "answer": "answer answers response responses reply", "ask": "inquiry inquiries query queries",
		"joke": "joke jokes quip quips", "boast": "boast boasts", "observe": "observation observations", "vow": "vow vows oath",
		"lie": "lie lies", "understand": "understanding", "confess": "confession", "insult": "insult insults",
		"rebuke": "rebuke", "convey": "message messages", "vilify": "vilification", "defend": "defense defence", "mention": "mention mentions reference references",
	} {
		for w := range text.Set(list) {
			e := &entry{lemma: lemma, kind: Stance}
			if f, ok := forms[lemma]; ok {
				e = &lexicon[f.entry]
			}
			all[w] = e
		}
	}
	sayingNouns = text.NewTable(all)
}

// wished are cues after which a noun for a promise is what is wanted, not what
// was given: "seeks assurances from".
var wished = text.Set(`seek demand want request require need expect ask call insist urge`)

// nominals reads "assurances from Kabul regarding …", "Khan's claim that …",
// "his promise to …".
func (r *reader) nominals() {
	for c := r.s.First; c+1 < r.last; c++ {
		w := r.low(c)
		e := sayingNouns.At(w)
		if e == nil || r.quote[c] >= 0 || r.is(c) == name && c > r.s.First && !r.titled() {
			continue
		}
		if r.cues[c] >= 0 && r.group(c).ok || r.wishedFor(c) || r.second(c) {
			continue
		}
		f := &found{verb: e, first: c, mode: "nominal", cue: r.span(c, c+1)}
		i := c + 1
		if r.drawn(c, f) || r.byWhom(c, f) {
			continue
		}
		if r.is(i) == to && !r.verbAt(i+1) { // "a promise to the envoy that"
			if n := r.nounPhrase(i+1, true); n > i+1 && r.is(n) == that {
				f.to, i = r.span(i+1, n), n
			}
		}
		if w := r.low(i); w == "from" || w == "by" {
			n := r.nounPhrase(i+1, true)
			if n == i+1 || !r.speaks(i+1, n) || !r.opensMatter(n) {
				continue
			}
			f.rule, f.speaker, i = "noun.from", r.span(i+1, n), n
		} else {
			from, to, ok := r.owner(c)
			if !ok {
				from, to, ok = r.light(c)
			}
			if !ok && rumours[r.low(c)] && r.wholeClause(i) && !r.said(c) {
				f.rule = "noun.nobody" // "amid reports that the bridge fell"
			} else if !ok || !r.opensMatter(i) || !r.governs(e.lemma, i) {
				continue
			} else {
				f.rule, f.speaker = "noun.owner", r.span(from, to)
			}
		}
		g := group{entry: e, start: c, end: c + 1, frame: fNoun, owned: true}
		start := i
		switch r.is(i) {
		case that:
			g.frame, g.owned = 0, false
		case to:
			g.frame = fInfinitive
		default:
			if w := r.low(i); w == "of" || w == "for" {
				start = i + 1
				f.cue = r.span(c, i+1)
			}
		}
		f.content = r.span(start, r.clauseEnd(start, g))
		r.add(f)
	}
}

// rumours are nouns for what people say, of which a text may not tell who.
var rumours = text.Set(`report reports claim claims allegation allegations accusation accusations suggestion suggestions assertion assertions
	rumor rumors rumour rumours fear fears concern concerns worry worries hope hopes expectation expectations warning warnings
	speculation complaint complaints charge charges criticism assurances promises threats demands belief contention`)

// said reports whether the noun at c is all that a statement of this sentence is
// about: "rejected the allegation that".
func (r *reader) said(c int) bool {
	for _, f := range r.found[r.here:] {
		if i := r.token(r.s.First, f.content.Start); i <= c && c-i < 4 {
			return true
		}
	}
	return false
}

// wholeClause reports whether "that" at i begins a clause with a subject of its
// own, and not one about the noun before it: "reports that troops had crossed",
// but not "reports that caused alarm".
func (r *reader) wholeClause(i int) bool {
	if r.is(i) != that {
		return false
	}
	j := r.subjectEnd(i + 1)
	if j == i+1 {
		return false
	}
	for k := j; k < r.last && k < j+8; k++ {
		switch r.is(k) {
		case aux, modal, present, past:
			n := r.is(k + 1)
			return n != stop && n != comma
		case stop, comma:
			return false
		}
	}
	return false
}

// opensMatter reports whether what was said begins at i.
func (r *reader) opensMatter(i int) bool {
	switch r.is(i) {
	case that:
		return true
	case to:
		return r.verbAt(i+1) || resisting[r.low(i-1)] && r.nounAt(i+1)
	case prep:
		switch r.low(i) {
		case "of", "for", "about", "regarding", "over", "concerning", "on", "against", "toward", "towards":
			return true
		}
	}
	return false
}

// resisting are nouns after which "to" names what somebody is against.
var resisting = text.Set(`opposition objection objections resistance`)

// governs reports whether what follows the noun of verb at i is what was said:
// a that-clause always, an infinitive or "of" and "for" after some.
func (r *reader) governs(verb string, i int) bool {
	switch r.is(i) {
	case that:
		return true
	case to:
		switch verb {
		case "promise", "pledge", "vow", "threaten", "refuse", "offer", "commit", "call", "demand", "request", "intend", "want",
			"agree", "invite", "oppose", "propose", "recommend":
			return true
		}
		return false
	}
	switch r.low(i) {
	case "of":
		switch verb {
		case "criticize", "condemn", "deny", "reject", "describe", "praise", "warn", "accuse", "allege", "view", "explain",
			"recall", "understand", "defend", "mention", "rebuke", "endorse", "convey":
			return true
		}
	case "for":
		switch verb {
		case "call", "demand", "appeal", "request", "express", "praise", "support":
			return true
		}
	case "about", "over", "regarding", "concerning":
		return true
	case "on":
		switch verb {
		case "say", "view", "state", "speak", "explain", "question", "report", "propose", "advise":
			return true
		}
	case "against":
		return verb == "allege" || verb == "accuse" || verb == "threaten" || verb == "warn" || verb == "speak" || verb == "argue"
	case "toward", "towards":
		return verb == "view" || verb == "express"
	}
	return false
}

// owner finds whose the noun at c is: "Khan's latest claim", "his claim".
func (r *reader) owner(c int) (from, to int, ok bool) {
	for k := c - 1; k >= r.s.First && c-k < 5; k-- {
		switch r.is(k) {
		case other, past, ing, number, name:
			continue
		case possessive:
			f := k
			for f > r.s.First && k-f < 6 && (r.is(f-1) == name || r.is(f-1) == other && r.cues[f-1] < 0 && r.is(f) != det || r.is(f-1) == det) {
				f--
				if r.is(f) == det {
					break
				}
			}
			if f <= k && r.speaks(f, k+1) {
				return f, k + 1, true
			}
			return 0, 0, false
		case det:
			switch r.low(k) {
			case "his", "her", "their", "my", "our", "your":
				return k, k + 1, true
			}
			return 0, 0, false
		default:
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// lightVerbs say nothing by themselves: what is said is in their object.
var lightVerbs = text.Set(`make makes made making have has had having hold holds held issue issues issued give gives gave given raise raises raised
	share shares shared harbor harbors harbored harbour harbours harboured deliver delivered delivers launch launched lodge lodged lodges
	offer offers offered send sends sent release releases released publish published
	circulate circulated file filed sign signed`)

// light finds whose the noun at c is by the verb that it is the object of: "has
// doubts about", "made the claim that", "issued a warning that".
func (r *reader) light(c int) (from, to int, ok bool) {
	for k := c - 1; k > r.s.First && c-k < 5; k-- {
		if (r.is(k) == past || r.is(k) == ing) && k > r.s.First && haveForms[r.low(k-1)] && !lightVerbs[r.low(k)] {
			return 0, 0, false // "has expressed regret for": it has done so, and has no regret
		}
		if lightVerbs[r.low(k)] && r.written(k) {
			g := r.skipAux(k)
			from, to, ok = r.leftNP(g, r.s.First)
			return from, to, ok && r.is(from) != that && r.speaks(from, to) && !(r.is(from) == subject && narrators[r.low(from)])
		}
		switch r.is(k) {
		case other, past, ing, number, name, adverb:
		case det:
			if w := r.low(k); w == "no" || w == "his" || w == "her" || w == "their" {
				return 0, 0, false
			}
		default:
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// second reports whether the token at c is the second of a cue: "raised doubts".
func (r *reader) second(c int) bool {
	if c == r.s.First || r.cues[c-1] < 0 {
		return false
	}
	_, width := r.formOf(c - 1)
	return width > 1
}

// skipAux gives the first token of the auxiliaries before the verb at k.
func (r *reader) skipAux(k int) int {
	for k > r.s.First+1 && (r.is(k-1) == aux || r.is(k-1) == adverb || r.is(k-1) == not) {
		k--
	}
	return k
}

// wishedFor reports whether the noun at c is the object of a verb that wants it.
func (r *reader) wishedFor(c int) bool {
	for k := c - 1; k >= r.s.First && c-k < 7; k-- {
		if r.cues[k] >= 0 && wished[lexicon[r.cues[k]].lemma] {
			return true
		}
		switch r.is(k) {
		case comma, stop, dash, that:
			return false
		}
		switch r.low(k) {
		case "provide", "provides", "give", "gives", "without", "no", "any", "if":
			return true
		}
	}
	return false
}
