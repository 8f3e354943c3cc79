package undertakings

import (
	"github.com/surety-mechanism/surety/reading/scan"
	"github.com/surety-mechanism/surety/reading/text"
)

// promises are the nouns for an undertaking.
var promises = scan.NewLexicon(`
p: assurance, assurances, commitment, commitments, pledge, pledges, promise, promises, undertaking, undertakings, guarantee, guarantees, word of honour, vow, vows
`)

// promised are the verbs of giving one; the subject is who owes it.
var promised = scan.NewLexicon(`
v: promised, pledged, vowed, undertaken, undertook, committed, agreed, assured, guaranteed, promises, pledges, vows, undertakes, agrees, consented, accepted, sworn, given its word, gave its word
`)

// wanted are the words that ask for a promise, tried around the noun.
var wanted = scan.NewLexicon(`
w: seek, seeks, seeking, sought, demand, demands, demanded, demanding, want, wants, wanted, ask, asks, asked, asking, request, requested, requests, require, requires, required, insist, insists, insisted, insisting, call for, calls for, called for, calling for, provide, providing, without, must, should, need, needs, needed, expect, expects, expected, only if, if, unless, until, would like, press for, pressed for, pressing for, awaiting, awaits, urged, urges, await, lack of, absence of, hope for, obtain, extract
`)

// given are the verbs by which one is given, also of a promise that was asked for.
var given = scan.NewLexicon(`
g: gave, given, gives, offered, offers, provided, received, receives, recent, repeated, repeatedly, conveyed, issued, made, renewed, reiterated, reaffirmed, previous, earlier, past, latest, had, existing, verbal, signed, its, their, unconvinced by, unsatisfied with, dissatisfied with, sceptical of, skeptical of, welcomed, welcomes, despite, broken, violated, honour, honor, fulfil, fulfill, the
`)

// offers are the words by which something is offered to be done or talked about.
var offers = scan.NewLexicon(`
o: talk, talks, negotiate, negotiations, negotiation, negotiating, dialogue, meet, meeting, meetings, discuss, discussions, discussing, mediate, mediation, host, hosting, offer, offers, offered, offering, ready, willing, prepared, willingness, readiness, consultations, diplomacy, compromise, settlement, solution
`)

// readiness is short of a promise.
var readiness = scan.NewLexicon(`
r: ready to, prepared to, willing to, open to
`)

// helps are offered by those who stand between the parties and owe them nothing.
var helps = scan.NewLexicon(`
h: to help, to assist, to mediate, to facilitate, to broker, good offices, to act as mediator
`)

// duties say who must do something, the bearer standing before or after.
var duties = scan.NewLexicon(`
before: must, should, has to, have to, needs to, need to, ought to, has the responsibility to, have the responsibility to, has a responsibility to, have a responsibility to, has the obligation to, has an obligation to, have an obligation to, has a duty to, have a duty to, is obliged to, are obliged to, is responsible for, is bound to, are bound to, bears responsibility for, shall
after: responsibility lies with, responsibility now lies with, onus is on, burden is on, responsibility rests with, responsibility is on, it is for, up to, is required of, is required from, is expected of, responsibility of
passive: must be, should be, has to be, have to be, needs to be, need to be, is required, are required, is needed, are needed, is necessary, shall be, are necessary
`)

// soils are what a state answers for: what is done from "X's soil" is for X to prevent.
var soils = scan.NewLexicon(`
s: soil, territory, land, side, airspace, territories, ground, waters
`)

// strong marks the rungs of record.Forms by words near the promise.
var forms = scan.NewLexicon(`
written_unsigned: written, in writing, on paper, official, formal, document, documented, text of, formally
initialled: initialled, initialed
signed: signed, sign, signing, signature, binding, legally binding, treaty
signed_witnessed: witnessed by, in the presence of
signed_guaranteed: written guarantee, written and guaranteed, written guarantees
endorsed: endorsed by the security council, security council resolution, endorsed by the african union, endorsed by the united nations
domesticated: decree, fatwa, orders to, by law, legislation, edict, religious ruling
joint_statement: joint statement, joint communique, joint communiqué, joint declaration
published_unilateral: tweet, tweeted, posted, post on, on x, on twitter, on facebook, on telegram, published
relayed_by_mediator: conveyed through, relayed by, through mediators, via mediators, conveyed by mediators
`)

// stop are words that tell nothing of what an undertaking is about.
var stop = text.Words(`a an the of to in on for by with from at as that this these those it its their his her they he she we our us i you your be is are was were been being
	will would shall should must may might can could not no never any anyone none nobody all some such and or but if unless until than then also very more most less
	has have had do does did done make made take taken use used allow allowed let against into over under between among toward towards about
	assurance assurances commitment commitments pledge pledges promise promises guarantee guarantees undertaking undertakings provide provided providing give given
	written official formal country countries state states government authorities side sides ensure prevent stop continue measures action other another one two both only
	said says say told called call urged demanded responsibility demand need needs needed required`)

// guarantorRoles are the words that name guarantors. What brokers, mediates,
// hosts or helps is not among them.
var guarantorRoles = scan.NewLexicon(`
by: guaranteed by, supported by, backed by, underwritten by, vouched for by, with guarantees from, guarantees from, guarantee from, guarantees by, guarantee by, with guarantees by, with the guarantee of, under the guarantee of, under the guarantees of, with guarantees of, with the backing of, endorsed by, backed up by, with a guarantee from, ensured by, secured by guarantees from
noun: guarantor, guarantors, guarantor state, guarantor states, guarantor countries, guarantors such as, as guarantors, as guarantor, guarantor powers, sureties
verb: guarantee, guarantees, guaranteed, guaranteeing, stand surety, stands surety, stood surety, vouch for, vouches for, underwrite, underwrites, stand behind, act as guarantor, act as guarantors, acting as guarantors, acts as guarantor, serve as guarantor, serve as guarantors, serving as guarantors, be guarantors, be a guarantor, be guarantor
`)

// strict are the words of the table that mean a guarantee without more; the
// others ("supported by") do so only of a promise.
var strict = text.Set(`guaranteed guarantees guarantee guarantor guarantors vouched vouch vouches underwritten underwrite underwrites stand stands stood sureties guaranteeing act acting acts serve serving be as`)

// accepting, inviting, declining tell the state of a guarantor.
var guarantorStates = scan.NewLexicon(`
accepted: signed the text as, signed the agreement as, signed the deal as, signed the accord as, signed the document as, signed the ceasefire as, signed the truce as, signed it as, signed on as, countersigned, agreed to, accepted, accepts, has agreed to, have agreed to, signed as, confirmed, will act, will serve, undertook to, act as guarantors of the signed, consented to
declined: declined, refused, rejected, declines, refuses, will not, would not, ruled out, unwilling to, turned down, not willing to
invited: invited, asked, approached, requested, urged, called on, appealed to, proposed that, suggested that
`)
