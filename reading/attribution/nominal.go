package attribution

// sayingNouns are nouns for an act of speaking, and the verb of each.
var sayingNouns = map[string]*entry{}

func init() {
	for lemma, list := range map[string]string{
		"assure": "assurance assurances reassurance reassurances", "promise": "promise promises", "pledge": "pledge pledges",
		"guarantee": "guarantee guarantees", "commit": "commitment commitments",
		"vow":  "vow vows",
		"warn": "warning warnings", "threaten": "threat threats", "demand": "demand demands", "request": "request requests",
		"appeal": "appeal appeals plea pleas", "call": "call calls", "claim": "claim claims contention contentions assertion assertions",
		"allege": "allegation allegations", "accuse": "accusation accusations", "criticize": "criticism criticisms critique critiques",
		"condemn": "condemnation denunciation", "deny": "denial denials", "reject": "rejection", "refuse": "refusal",
		"suggest": "suggestion suggestions", "propose": "proposal proposals", "offer": "offer offers", "insist": "insistence",
		"argue": "argument arguments", "believe": "belief beliefs", "hope": "hope hopes", "fear": "fear fears",
		"announce": "announcement announcements", "declare": "declaration declarations", "state": "statement statements",
		"describe": "description descriptions depiction", "praise": "praise",
		"complain": "complaint complaints", "predict": "prediction predictions",
		"report": "report reports",
		"admit":  "admission admissions", "say": "remark remarks comment comments", "conclude": "conclusion conclusions",
		"advocate": "advocacy", "mock": "mockery", "acknowledge": "acknowledgment acknowledgement", "question": "question questions",
		"express": "concern concerns doubt doubts", "view": "view views", "explain": "explanation explanations",
	} {
		for w := range words(list) {
			e := &entry{lemma: lemma, kind: Stance}
			if f, ok := forms[lemma]; ok {
				e = &lexicon[f.entry]
			}
			sayingNouns[w] = e
		}
	}
}

// wished are cues after which a noun for a promise is what is wanted, not what
// was given: "seeks assurances from".
var wished = words(`seek demand want request require need expect ask call insist urge`)

// nominals reads "assurances from Kabul regarding …", "Khan's claim that …",
// "his promise to …".
func (r *reader) nominals() {
	for c := r.s.First; c+1 < r.last; c++ {
		e := sayingNouns[r.low(c)]
		if e == nil || r.quote[c] >= 0 || r.is(c) == name && c > r.s.First && !r.titled() {
			continue
		}
		if r.cues[c] >= 0 && r.group(c).ok || r.wishedFor(c) {
			continue
		}
		f := &found{verb: e, first: c, mode: "nominal", cue: r.span(c, c+1)}
		i := c + 1
		if w := r.low(i); w == "from" || w == "by" {
			n := r.nounPhrase(i+1, true)
			if n == i+1 || !r.speaks(i+1, n) || !r.opensMatter(n) {
				continue
			}
			f.rule, f.speaker, i = "noun.from", r.span(i+1, n), n
		} else {
			from, to, ok := r.owner(c)
			if !ok || !r.opensMatter(i) || !r.governs(e.lemma, i) {
				continue
			}
			f.rule, f.speaker = "noun.owner", r.span(from, to)
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

// opensMatter reports whether what was said begins at i.
func (r *reader) opensMatter(i int) bool {
	switch r.is(i) {
	case that:
		return true
	case to:
		return r.verbAt(i + 1)
	case prep:
		switch r.low(i) {
		case "of", "for", "about", "regarding", "over", "concerning":
			return true
		}
	}
	return false
}

// governs reports whether what follows the noun of verb at i is what was said:
// a that-clause always, an infinitive or "of" and "for" after some.
func (r *reader) governs(verb string, i int) bool {
	switch r.is(i) {
	case that:
		return true
	case to:
		switch verb {
		case "promise", "pledge", "vow", "threaten", "refuse", "offer", "commit", "call", "demand", "request":
			return true
		}
		return false
	}
	switch r.low(i) {
	case "of":
		switch verb {
		case "criticize", "condemn", "deny", "reject", "describe", "praise", "warn", "accuse", "allege":
			return true
		}
	case "for":
		return verb == "call" || verb == "demand" || verb == "appeal" || verb == "request"
	case "about", "over", "regarding", "concerning":
		return verb == "warn" || verb == "complain" || verb == "assure"
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
