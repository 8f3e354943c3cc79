package figures

// form is how a cue says that something befell somebody.
type form uint8

const (
	participle          form = iota // killed, wounded: active, passive or short for either
	gerund                          // killing
	present                         // kills, wound
	intransitive                    // died, lost their lives
	predicate                       // dead, missing, in critical condition
	effectNoun                      // deaths, fatalities
	nounOf                          // the death of, the murder of, the lives of
	toll                            // death toll
	presentIntransitive             // dies
	conveyance                      // taken to hospital
	owned                           // X's death, X's body
)

// cue is the word or words for what befell somebody.
type cue struct {
	first, last int // tokens, half open
	effect      string
	form        form
	weak        bool // shot, stabbed: the outcome is not said
	caution     bool // as good as always said of people only when a noun for them stands there: captured, missing
}

type entry struct {
	effect string
	form   form
}

// single holds the cues of one word.
var single = func() map[string]entry {
	out := map[string]entry{}
	for _, l := range []struct {
		effect string
		form   form
		list   string
	}{
		{Killed, participle, "killed slain murdered assassinated massacred executed martyred slaughtered beheaded lynched slew electrocuted decapitated strangled drowned neutralised neutralized liquidated"},
		{Killed, gerund, "killing murdering slaying assassinating massacring executing slaughtering beheading martyring neutralising neutralizing"},
		{Killed, present, "kills kill murders murder slays assassinates massacres"},
		{Killed, intransitive, "died perished succumbed"},
		{Killed, presentIntransitive, "dies die"},
		{Killed, predicate, "dead deceased"},
		{Killed, effectNoun, "deaths fatalities fatality killings murders homicides slayings"},
		{Killed, nounOf, "death killing murder assassination massacre execution slaying martyrdom murders deaths killings assassinations lives life homicide"},
		{Injured, participle, "injured wounded hurt maimed"},
		{Injured, gerund, "injuring wounding hurting maiming"},
		{Injured, present, "injures wounds injure wound hurts hospitalizes hospitalises"},
		{Injured, participle, "hospitalized hospitalised"},
		{Injured, gerund, "hospitalizing hospitalising"},
		{Captured, participle, "captured abducted kidnapped"},
		{Captured, gerund, "capturing abducting kidnapping"},
		{Captured, present, "captures abducts kidnaps"},
		{Captured, nounOf, "kidnapping abduction capture kidnappings"},
		{Missing, predicate, "missing disappeared"},
		{Displaced, participle, "displaced uprooted"},
		{Displaced, gerund, "displacing uprooting"},
		{Displaced, present, "displaces"},
	} {
		for w := range words(l.list) {
			if _, taken := out[w]; !taken {
				out[w] = entry{l.effect, l.form}
			}
		}
	}
	return out
}()

// nouns that are also read as nounOf when "of" follows.
var ofNouns = words("death killing murder assassination massacre execution slaying martyrdom deaths killings murders assassinations lives life homicide kidnapping kidnappings abduction capture")

// adjective cues may stand between a count and its noun: "two wounded men".
var adjective = words("dead wounded injured slain murdered missing captured kidnapped displaced abducted deceased")

// fatal are verbs of harm that kill when "dead" or "to death" follows.
var fatal = words("shot stabbed beaten bludgeoned hacked burned burnt strangled trampled crushed choked tortured stoned clubbed kicked frozen")

// cueAt reads the cue that begins at token i.
func (s *scan) cueAt(i int) (cue, bool) {
	w := s.low(i)
	if !s.word(i) {
		return cue{}, false
	}
	v, u := s.low(i+1), s.low(i+2)
	switch {
	case w == "fatally" || w == "mortally":
		switch v {
		case "shot", "stabbed", "wounded", "injured", "beaten", "struck", "hit", "burned":
			return cue{first: i, last: i + 2, effect: Killed, form: participle}, true
		case "shooting", "stabbing", "wounding", "injuring", "striking":
			return cue{first: i, last: i + 2, effect: Killed, form: gerund}, true
		}
	case fatal[w] && v == "dead":
		return cue{first: i, last: i + 2, effect: Killed, form: participle}, true
	case fatal[w] && v == "to" && u == "death", fatal[w] && v == "and" && u == "killed":
		return cue{first: i, last: i + 3, effect: Killed, form: participle}, true
	case fatal[w] && v == "and" && (u == "fatally" || u == "mortally"):
		return cue{first: i, last: i + 4, effect: Killed, form: participle}, true
	case fatal[w] && v == "and" && (u == "wounded" || u == "injured"):
		return cue{first: i, last: i + 3, effect: Injured, form: participle}, true
	case (w == "shooting" || w == "stabbing") && v == "dead", (w == "shooting" || w == "stabbing") && v == "and" && u == "killing":
		n := 2
		if v == "and" {
			n = 3
		}
		return cue{first: i, last: i + n, effect: Killed, form: gerund}, true
	case w == "gunned" && v == "down", w == "cut" && v == "down", w == "mowed" && v == "down":
		return cue{first: i, last: i + 2, effect: Killed, form: participle}, true
	case w == "riddled" && v == "with" && (u == "bullets" || u == "bullet"):
		return cue{first: i, last: i + 3, effect: Killed, form: participle, weak: true}, true
	case w == "put" && v == "to" && u == "death":
		return cue{first: i, last: i + 3, effect: Killed, form: participle}, true
	case w == "shot" && s.shotFired(i):
		return cue{}, false
	case (w == "shot" || w == "stabbed") && s.toDeath(i):
		return cue{first: i, last: i + 1, effect: Killed, form: participle}, true
	case w == "shot" || w == "stabbed":
		return cue{first: i, last: i + 1, effect: Injured, form: participle, weak: true}, true
	case (w == "lost" || w == "lose" || w == "losing") && (possessives[v]) && (u == "lives" || u == "life"):
		return cue{first: i, last: i + 3, effect: Killed, form: intransitive}, true
	case (w == "suffered" || w == "sustained" || w == "suffering" || w == "sustaining" || w == "received" || w == "suffers" || w == "receiving"):
		for n := i + 1; n < i+7 && s.word(n); n++ {
			switch s.low(n) {
			case "injuries", "injury", "wounds", "wound", "burns":
				return cue{first: i, last: n + 1, effect: Injured, form: intransitive, weak: s.is(n-1, "gunshot") || s.is(n-1, "stab")}, true
			}
		}
	case w == "in" && (v == "critical" || v == "serious" || v == "stable" || v == "fair" || v == "grave" || v == "guarded") && u == "condition",
		w == "in" && v == "critical" && u == "but":
		return cue{first: i, last: i + 3, effect: Injured, form: predicate}, true
	case (w == "fatal" || w == "deadly") && (v == "shooting" || v == "stabbing" || v == "beating") && u == "of":
		return cue{first: i, last: i + 2, effect: Killed, form: nounOf}, true
	case (w == "shooting" || w == "stabbing") && v == "of":
		return cue{first: i, last: i + 1, effect: Injured, form: nounOf, weak: true}, true
	case (w == "body" || w == "bodies" || w == "corpse" || w == "corpses" || w == "remains") && v == "of":
		return cue{first: i, last: i + 1, effect: Killed, form: nounOf}, true
	case (w == "bodies" || w == "corpses") && !s.toks[i].Possessive():
		return cue{first: i, last: i + 1, effect: Killed, form: effectNoun}, true
	case s.possessiveBefore(i) && (w == "death" || w == "murder" || w == "killing" || w == "assassination" || w == "body" || w == "corpse" || w == "execution" || w == "slaying"):
		return cue{first: i, last: i + 1, effect: Killed, form: owned}, true
	case s.possessiveBefore(i) && (w == "kidnapping" || w == "abduction"):
		return cue{first: i, last: i + 1, effect: Captured, form: owned}, true
	case (w == "injuries" || w == "injury" || w == "wounds") && v == "to" || w == "wounding" && v == "of":
		return cue{first: i, last: i + 1, effect: Injured, form: nounOf, caution: true}, true
	case w == "number" && v == "of" && (u == "dead" || u == "deaths" || u == "fatalities" || u == "killed"):
		return cue{first: i, last: i + 3, effect: Killed, form: toll}, true
	case w == "number" && v == "of" && (u == "wounded" || u == "injured"):
		return cue{first: i, last: i + 3, effect: Injured, form: toll}, true
	case (w == "struck" || w == "hit" || w == "grazed") && v == "by" && s.projectile(i+2):
		return cue{first: i, last: i + 2, effect: Injured, form: participle, weak: true}, true
	case w == "expected" && v == "to" && (u == "survive" || u == "recover" || u == "live"):
		return cue{first: i, last: i + 3, effect: Injured, form: predicate, caution: true}, true
	case (w == "with" || w == "had") && s.gunshot(i+1) > 0:
		return cue{first: i, last: s.gunshot(i + 1), effect: Injured, form: intransitive, weak: true, caution: true}, true
	case conveyed[w] && s.hospital(i+1) > 0:
		return cue{first: i, last: s.hospital(i + 1), effect: Injured, form: conveyance, weak: true, caution: true}, true
	case w == "unaccounted" && v == "for":
		return cue{first: i, last: i + 2, effect: Missing, form: predicate, caution: true}, true
	case (w == "taken" || w == "held" || w == "took" || w == "taking" || w == "take") && (v == "hostage" || v == "prisoner" || v == "captive"):
		return cue{first: i, last: i + 2, effect: Captured, form: participle}, true
	case (w == "death" || w == "casualty") && (v == "toll" || v == "tolls"):
		return cue{first: i, last: i + 2, effect: Killed, form: toll}, w == "death"
	case (w == "fled" || w == "flee" || w == "fleeing") && (possessives[v] && (u == "homes" || u == "villages" || u == "houses")):
		return cue{first: i, last: i + 3, effect: Displaced, form: intransitive, caution: true}, w != "flee" || s.is(i-1, "to") && (s.is(i-2, "forced") || s.is(i-2, "had"))
	case w == "forced" && v == "from" && possessives[u], w == "driven" && v == "from" && possessives[u]:
		return cue{first: i, last: i + 4, effect: Displaced, form: participle, caution: true}, s.is(i+3, "homes") || s.is(i+3, "villages")
	}
	e, ok := single[w]
	if !ok {
		return cue{}, false
	}
	c := cue{first: i, last: i + 1, effect: e.effect, form: e.form}
	c.caution = e.effect == Captured || e.effect == Missing || e.effect == Displaced
	if ofNouns[w] && v == "of" {
		c.form = nounOf
		return c, true
	}
	if ofNouns[w] && s.laterOf(i+1) > 0 {
		c.form = nounOf
		return c, true
	}
	switch {
	case (w == "dead" || w == "wounded" || w == "injured" || w == "missing" || w == "displaced" || w == "deceased") && (s.is(i-1, "the") || s.is(i-1, "their") || s.is(i-1, "of")) && !s.noun(i+1):
		return c, false
	case w == "hurt" && (s.is(i-1, "to") || s.is(i-1, "will") || s.is(i-1, "could")):
		return c, false
	case c.form == nounOf: // the same words without "of" are no cue
		return c, false
	case w == "murders" || w == "murder" || w == "kill":
		if s.is(i-1, "the") || s.is(i-1, "a") || s.is(i-1, "of") || s.is(i-1, "for") {
			return c, false
		}
	case w == "killing" && (s.is(i-1, "the") || s.is(i-1, "a")):
		return c, false
	case w == "wounds" || w == "wound":
		if p := s.low(i - 1); p == "gunshot" || p == "bullet" || p == "stab" || p == "shrapnel" || p == "the" || p == "his" || p == "her" || p == "their" || p == "serious" || p == "of" || p == "a" {
			return c, false
		}
	}
	return c, true
}

// conveyed are verbs by which the hurt come to a hospital.
var conveyed = words("taken rushed transported airlifted flown sent brought transferred evacuated driven moved")

// hospital gives the token after "to … hospital" when that begins within two
// tokens of i, or 0.
func (s *scan) hospital(i int) int {
	for n := i; n < i+3; n++ {
		if !s.is(n, "to") {
			continue
		}
		for k := n + 1; k < n+8 && s.word(k); k++ {
			switch s.low(k) {
			case "hospital", "hospitals", "clinic":
				return k + 1
			}
		}
		return 0
	}
	return 0
}

// projectile reports whether gunfire or the like stands at i.
func (s *scan) projectile(i int) bool {
	for k := i; k < i+4; k++ {
		switch s.low(k) {
		case "bullet", "bullets", "gunfire", "shrapnel", "shot", "shots", "pellets", "rounds", "splinters":
			return true
		}
	}
	return false
}

// gunshot gives the token after "a gunshot wound" within a few tokens of i, or 0.
func (s *scan) gunshot(i int) int {
	for k := i; k < i+5 && s.word(k); k++ {
		switch s.low(k) {
		case "gunshot", "bullet", "stab", "shrapnel":
			if w := s.low(k + 1); w == "wound" || w == "wounds" || w == "injuries" || w == "injury" {
				return k + 2
			}
		}
	}
	return 0
}

// noun reports whether the word at i goes on a noun phrase.
func (s *scan) noun(i int) bool { return s.word(i) && !stops[s.low(i)] && s.cueless(i) }

func (s *scan) cueless(i int) bool { _, is := single[s.low(i)]; return !is }

// shotFired reports whether "shot" at i is a noun: "fired one shot".
func (s *scan) shotFired(i int) bool {
	switch s.low(i - 1) {
	case "a", "the", "single", "warning", "first", "last", "each", "every", "fatal", "this", "big", "long", "gun":
		return true
	case "one":
		return s.is(i-2, "fired") || s.is(i-2, "fires") || s.is(i-2, "with")
	}
	return s.is(i+1, "at") || s.is(i+1, "up") || s.is(i+1, "down") && !s.is(i+2, "by") || s.is(i+1, "through") || s.is(i+1, "toward") || s.is(i+1, "towards") || s.is(i+1, "video")
}

// toDeath reports whether "to death" or "dead" ends what the verb at i does:
// "shot two women and their driver to death".
func (s *scan) toDeath(i int) bool {
	for k := i + 1; k < i+10 && k < len(s.toks); k++ {
		if s.is(k, "to") && s.is(k+1, "death") {
			return true
		}
		if s.mark(k) || s.is(k, "was") || s.is(k, "were") {
			return false
		}
	}
	return false
}

// possessiveBefore reports whether the word before i is in the possessive.
func (s *scan) possessiveBefore(i int) bool { return s.word(i-1) && s.toks[i-1].Possessive() }

// laterOf gives the token of an "of" that a time or place parts from its noun:
// "the murder on 3 May of two farmers", 0 when there is none.
func (s *scan) laterOf(i int) int {
	if !(s.is(i, "on") || s.is(i, "in") || s.is(i, "last") || s.is(i, "yesterday") || s.is(i, "this") || s.is(i, "today")) {
		return 0
	}
	for k := i; k < i+8 && k < len(s.toks); k++ {
		if s.mark(k) {
			return 0
		}
		if s.is(k, "of") && (k == i+1 || !s.blocked(k)) {
			return k
		}
	}
	return 0
}

// cueIndex gives the index of the cue that covers token i, or -1.
func (s *scan) cueIndex(i int) int {
	if i < 0 || i >= len(s.cueOf) {
		return -1
	}
	return int(s.cueOf[i])
}
