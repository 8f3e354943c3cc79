package act

import "strings"

// group is the act that a cue stands for by itself. A cue of two words is written
// with a low line.
var group = verbs(map[string]string{
	Assurance:   `assure reassure pledge promise vow swear guarantee commit undertake committed determined dedicated resolved`,
	OfferToTalk: `ready willing open prepared`,
	Demand:      `demand urge call ask order instruct request seek press require insist want exhort advise invite petition push prod nudge dare`,
	Appeal:      `appeal encourage implore beg plead entreat beseech`,
	Accusation:  `accuse blame allege condemn denounce lambast lambaste fault assail vilify malign`,
	Denial:      `deny refute rebut dispute disavow disown contradict debunk`,
	Rejection: `reject dismiss refuse decline oppose renounce unconvinced unsatisfied dissatisfied sceptical skeptical opposed unwilling
		reluctant unimpressed dismissive spurn scorn disapprove turn_down brush_aside wave_off shrug_off laugh_off`,
	Threat:    `warn threaten caution`,
	Agreement: `agree accept offer endorse consent accede approve`,
	Assessment: `describe call consider regard view deem label brand term characterize characterise portray believe think expect
		predict forecast estimate doubt fear hope suspect assume speculate conclude welcome praise hail
		satisfied wary doubtful concerned worried alarmed anxious afraid fearful confident hopeful optimistic pessimistic convinced certain
		criticise criticize sure disappointed dismayed troubled disturbed suspicious pleased critical interpret liken compare equate imagine suppose presume figure infer deduce trust distrust mistrust dread bet wager
		conjecture postulate appreciate regret unsure surprised puzzled uneasy nervous apprehensive hesitant enthusiastic cynical cautious stunned
		bullish upset relieved heartened encouraged`,
})

func verbs(lists map[string]string) map[string]string {
	out := map[string]string{}
	for _, act := range []string{Assurance, Demand, Appeal, Accusation, Denial, Rejection, Threat, Agreement, OfferToTalk, Assessment} {
		for _, v := range strings.Fields(lists[act]) {
			if v = strings.ReplaceAll(v, "_", " "); out[v] == "" {
				out[v] = act
			}
		}
	}
	return out
}

// withholding are verbs of which the negation tells that nothing was said.
var withholding = map[string]bool{"say": true, "tell": true, "disclose": true, "reveal": true, "explain": true, "elaborate": true, "mention": true}

var (
	// onlookers judge what others do and bind nobody.
	onlookers = phrases(`analyst, analysts, expert, experts, observer, observers, commentator, commentators, scholar, scholars, researcher,
		researchers, think tank, academic, academics, historian, historians, economist, economists, pollster, pollsters`)

	// relayed are verbs by which one side tells the other what it has done; ordered
	// what it says it told its own people.
	relayed = map[string]bool{"inform": true, "tell": true, "notify": true, "assure": true}
	ordered = phrases(`warned the, ordered the, ordered its, instructed its, instructed the, ordered all, told its, banned its, forbidden its,
		directed its, instructed all, told its fighters, ordered fighters, instructed fighters`)

	// orderly is how a commander tells what his own will leave off.
	orderly = phrases(`order all our, order our, ordered our, ordered all our, instruct our, instructed our, instruct all our, ordered all units, order all units`)
	ceasing = phrases(`suspend, cease, halt, stop, refrain, hold fire, hold their fire, withdraw, pull back, observe, respect, release, end`)

	allegations = phrases(`allegation, allegations, accusation, accusations, claim, claims, charge, charges, report, reports, rumour, rumours,
		rumor, rumors, suggestion, suggestions, assertion, assertions, insinuation, insinuations, involvement, responsibility`)

	commenting = phrases(`comment, commented, commenting, responded, replied, respond, reply, react, elaborate, return calls, response, statement`)
	withheld   = phrases(`yet, yet to, declined to, refused to, decline to, declines to, refuses to, declined, refused`)

	// attacks are what a group claims when it says that it did it.
	attacks = phrases(`attack, attacks, ambush, bombing, bombings, blast, explosion, raid, raids, assault, killing, killings, shooting,
		strike, strikes, assassination, kidnapping`)

	// questions open what somebody wants to be told.
	questions = phrases(`whether, if, how, why, what, who, whom, when, where, which`)
	// untrue is what somebody calls words that he will not have.
	untrue = phrases(`disinformation, misinformation, lie, lies, false, falsehood, falsehoods, fake, fabrication, fabricated, propaganda, baseless,
		unfounded, groundless, nonsense, absurd, slander, slanderous, unacceptable, untrue, fiction`)

	// wrongs are what somebody calls an act that another answers for.
	wrongs = phrases(`violation, violations, breach, breaches, aggression, provocation, provocations, war crime, war crimes, massacre, act of war,
		terrorism, escalation`)

	happened = phrases(`was, were, had, has, have, is, are, would, will`)

	everybody = phrases(`both, all sides, all parties, both sides, sides, parties, neighbours, neighbors, two countries, neighbouring countries,
		neighboring countries, everyone, international community`)
	peace = phrases(`calm, restraint, peace, dialogue, de-escalation, de-escalate, reconciliation, differences, unity, cooperation`)

	negation = phrases(`not, no, never, none, nobody, nothing, neither, cannot`)
	future   = phrases(`will, shall, would, must, going to, ready to, let me, soon`)
	first    = phrases(`we, our, us, i, my`)

	// hostile is what is threatened with.
	hostile = phrases(`right to respond, right to retaliate, right to reply, right to strike back, obliterate, obliterated, retaliate, retaliation, retaliatory, revenge, avenge, avenged, punish, punished, destroy, destroyed,
		crush, crushed, bitter taste, pay the price, pay a price, heavy price, pay for it, consequences, strike back, hit back, strike inside,
		strikes inside, response, decisive response, befitting reply, teach a lesson, teach them a lesson, open war, all-out war, eliminate,
		annihilate, wipe out, wiped out, flatten, bomb, not be tolerated, cannot be tolerated, will not tolerate, no longer tolerate,
		fitting reply, fitting response, befitting response, every bullet, go unanswered, lose the support, could result in, losing, push them back, hunt down, hunt them, regret it, act forcefully, without compromise, act with force, respond with every means, with every means, by every means, respond with force, respond forcefully,
		respond decisively, hold violators accountable, hold them accountable, hold it accountable, by force, use force, iron fist`)

	// refusing and asked are what somebody does in saying so.
	refusing = phrases(`we reject, we deny, we refute, i reject, i deny, i refute, we categorically reject, we strongly reject, we completely reject,
		we firmly reject, we categorically deny, we strongly deny, we firmly deny, we totally reject`)
	asked = phrases(`we demand, we expect, we call on, we call upon, we urge, we insist, we ask, i demand, we want it, we want a`)

	// reserved is a threat in the words of diplomats.
	reserved = phrases(`reserve the right to, reserves the right to, reserved the right to, reserving the right to`)

	// pledged is what an assurance is made of.
	pledged = phrases(`will not allow, not allow, never allow, will allow none, allow none, allow no one, will not permit, not permit, will never harm,
		will never allow, shall not allow, will ensure, will guarantee, is committed to, are committed to, remain committed, remains committed,
		fully committed, will abide, will honour, will honor, will respect, will comply, will uphold, will protect, will not be used, give assurances,
		gave assurances, given assurances, guarantees that, we undertake, undertake not to, we pledge, we commit, we promise, we guarantee, would honour, would honor, would abide by, no one will be allowed, nobody will be allowed, will not be allowed, no one would be allowed, nobody would be allowed, will not be turned against, would not be turned against, will hand over, will release, will withdraw, will refrain, will halt, will cease`)

	// required is what a promise that is still to be given must say.
	required = phrases(`assurance must, assurances must, guarantee must, guarantees must, pledge must, commitment must, promise must, undertaking must,
		document must, text must, agreement must, guarantees are provided, guarantees are given, guarantee is provided, guarantee is given,
		assurances are provided, assurances are given, assurance is given, assurance is provided, commitment is given`)

	// awaited and steps together are what is expected of somebody.
	awaited = phrases(`expect, expects, expected, expecting`)
	steps   = phrases(`action, steps, measures`)

	notOurs = phrases(`no role in, not involved, no involvement, nothing to do with, had no part, no link, no links, no connection, not responsible,
		baseless, unfounded, fabricated, propaganda, categorically false, totally false, completely false, not true, untrue, no presence, not present
		in, does not have any, no such`)

	open = phrases(`open to talks, open to dialogue, open to negotiations, open to future negotiations, open to further talks, open to further
		negotiations, open to discussion, open to discussions, ready for talks, ready for dialogue, ready for negotiations, ready to talk, ready to
		negotiate, ready to hold talks, ready to resume talks, ready to sit, willing to talk, willing to negotiate, willing to hold talks, willing
		to resume, willing to meet, ready to meet, remains open, remain open to, door is open, doors are open, prepared to talk, prepared to
		negotiate, prepared to resume`)
	talk = phrases(`talk, talks, negotiate, negotiations, dialogue, mediate, mediation, meeting, meet`)

	promiseWords = phrases(`guarantee, guarantees, assurance, assurances, commitment, commitments, promise, promises`)

	obliged = phrases(`must, should, ought to, has to, have to, need to, needs to, is required, are required, is needed, are needed, needed,
		responsibility to, responsibility lies, responsibility now lies, is responsible for ensuring, obliged to, obligation to, time for, not be allowed, required to, it is up to, essential that, imperative, seeking a, is seeking, wants, needs`)

	// asking are clauses about who is to do something, which ask nothing of anybody.
	asking = phrases(`who must, who should, who has to, what must, what should, whether to, how to, where to, when to`)
	// ownDuty is what a country says of itself.
	ownDuty = phrases(`must be ready, must be prepared, must defend, must remain vigilant, should be ready, have to be ready, has to be ready, need to be ready,
		must remain ready, must protect ourselves, must defend itself, must stay alert`)

	finite = phrases(`is, are, was, were, has, have, had, did, does, do, never, would, will, could`)

	// readied is what somebody offers to do or to leave off.
	readied = phrases(`ready to free, willing to free, prepared to free, ready to stop, ready to halt, ready to suspend, ready to pause, ready to withdraw, ready to release, ready to open, ready to reopen,
		ready to cease, ready to lift, ready to extend, ready to sign, ready to hand over, ready to pull back, ready to exchange, ready to observe, ready to abide,
		prepared to stop, prepared to halt, prepared to suspend, prepared to withdraw, prepared to release, prepared to open, prepared to reopen,
		prepared to cease, prepared to lift, prepared to sign, prepared to hand over, prepared to pull back,
		willing to stop, willing to halt, willing to suspend, willing to pause, willing to withdraw, willing to release, willing to open, willing to reopen,
		willing to cease, willing to lift, willing to extend, willing to sign, willing to hand over, willing to pull back, willing to exchange`)
	// hosting is offered by those who would have others talk.
	hosting = phrases(`could host, would host, ready to host, willing to host, prepared to host, offered to host, to host, offering to host`)
	// helping is what those offer who stand between two others.
	helping = phrases(`to help, to assist, to mediate, to facilitate, to broker, its good offices, their good offices, good offices, to act as mediator`)
	// quitting is how one threatens to leave what was agreed.
	quitting = phrases(`reconsider our, reconsider its, reconsider their, suspend our, walk away, withdraw from the, pull out of the, leave the talks, quit the talks, end our`)
	// lacking is what is needed of others.
	lacking = phrases(`wanted guarantees, wanted assurances, seeks guarantees, sought guarantees, sought assurances, seeks assurances, demanded guarantees, would need, will need, needs guarantees, needs assurances, want it in writing, wants it in writing, need guarantees, need assurances, wants guarantees, wants assurances, want guarantees, want assurances,
		requires guarantees, require guarantees, expects guarantees, expects assurances`)

	rejected = phrases(`will not be carried out, would not be carried out, will not carry out, would not carry out, will not be implemented, would not be implemented, will not implement, would not implement, unacceptable, inadequate, insufficient, not enough, unrealistic, irrational, unreasonable, not acceptable, will not accept,
		cannot accept, not accept, does not recognise, does not recognize, out of the question, no talks, not negotiate, never negotiate, rejects,
		rejected, cannot resolve, disconnected from, unsatisfactory, unconvinced, not satisfied, dissatisfied`)

	agreed = phrases(`had agreed, have agreed, has agreed, agreed to, agreed on, agreement had been, agreement was reached, reached an agreement,
		signed an agreement, will sign`)

	// menace is who and what one accuses of; blamed what they do.
	menace = phrases(`armed group, armed groups, militia, militias, gunmen, rebels, fighters, raid, raids, terrorist, terrorists, terror, terrorism, militant, militants, insurgents, attack, attacks, violation, violations, violated,
		violating, aggression, sanctuary, sanctuaries, safe haven, safe havens, haven, shelter, harbouring, harboring, bases, camps, hideouts,
		infiltration, smuggling, civilians, massacre, war crimes, occupation, provocation, provocations, demands, agenda, shelling, incursion,
		ttp, proxies, proxy, sabotage, ambiguous`)
	blamed = phrases(`operate, operates, operating, recruit, linked to, behind, responsible for, launched from, launching, supports, supporting,
		backs, backing, backed, harbours, harbors, sheltering, shelters, violated, violating, broke, breached, carried out, using, used, targeted,
		were civilians, killed civilians, pursuing, sponsored, sponsors, funded, funding, trained, training, presence of, originated, planned,
		orchestrated, shelled, fired, faltered, due to, failed to, lacks, ignored, individual was present, hideouts`)

	disparaged = phrases(`crumbling, failed, illegal, illegitimate, weak, corrupt, barbaric, brutal, cowardly, hypocritical, dangerous, reckless,
		provocative, sanctuary, hideouts, usurped, puppet, terrorist, terrorists, ambiguous, dishonest, deceitful, irresponsible`)

	feeling = phrases(`frustration, anxiety, anger, grief, sorrow, condolences, sympathy, gratitude, hope, relief, regret, joy, solidarity, thanks,
		satisfaction, confidence, appreciation, optimism, disappointment, shock, sadness`)
)
