package undertakings

import (
	"github.com/surety-mechanism/surety/reading/scan"
)

// parts are the words by which an undertaking says one of the things that it
// should say. The list is that of record.ObligationParts: duty-bearer, act, object, place, start, end,
// condition, exception, verification, evidence owed.
var parts = scan.NewLexicon(`
act: attack, attacks, used, use, allow, allowed, permit, permitted, curb, stop, prevent, eliminate, dismantle, withdraw, harm, launch, launched, release, reopen, open, close, hand over, return, observe, respect, halt, cease, end, disarm, move, relocate, implement, take action, act, action against, arrest, extradite, deny, shelter, support, provide, pay, lift, guarantee, protect, cooperate, share, negotiate, talk, talks, negotiations, refrain, managed, manage, avoid, rebuild, restore, expel, build, patrol, keep, maintain, deploy, suspend
object: attacks, attack, groups, group, militants, militant, terrorists, terrorist, soil, territory, operations, fire, prisoners, hostages, weapons, forces, troops, crossing, crossings, border, border crossings, camps, sanctuaries, havens, safe haven, anyone, civilians, aid, networks, fighters, factions, leaders, threats, movement, trade, refugees, ceasefire, country, drones, missiles, rockets, shelling, strikes, bases, bank, funds, talks, negotiations
start: immediately, from today, from midnight, with immediate effect, starting, beginning, as of, effective, as from, at once, without delay, from monday, from tuesday, from wednesday, from thursday, from friday, from saturday, from sunday, from tomorrow
end: until, by the end of, within, no later than, not later than, deadline, before the end, permanently, for good, indefinitely, for three months, for six months, for one year, days of, for the duration
condition: if, unless, provided that, on condition, on condition that, as long as, in return for, in exchange for, once, only if, depends on, depend on, subject to
exception: except, unless, other than, save for, excluding, apart from, with the exception of
verification: verify, verified, verifiable, verification, monitor, monitored, monitoring, inspect, inspected, inspection, inspections, observers, monitors, independently, inspectors, oversight
evidence_owed: evidence, proof, report, reports, documented, documentation, list of, lists of, data, records, notify, notification, inform
`)

// order is that of the contract.
var order = []string{"duty_bearer", "act", "object", "place", "start", "end", "condition", "exception", "verification", "evidence_owed"}

// lacks gives what the undertaking does not say, in any of its places.
func (r *reader) lacks(u *undertaking) []string {
	has := map[string]bool{"duty_bearer": u.by != nil, "condition": u.condition.Len() > 0}
	for _, f := range u.all {
		toks := r.tokens(f.at)
		for i := range toks {
			if _, tag := parts.At(toks, i); tag != "" {
				has[tag] = true
			}
			switch toks[i].Base() {
			case "soil", "territory", "border", "line", "land", "airspace":
				has["place"] = true
			case "attack", "attacks", "talks", "use": // an act that is its own object
				has["object"] = true
			}
		}
		if len(scan.PlacesIn(r.a, f.at)) > 0 {
			has["place"] = true
		}
		for _, t := range scan.TimesIn(r.a, f.at) {
			i := 0
			for i < len(toks) && toks[i].Start < t.At.Start {
				i++
			}
			if i == 0 {
				continue
			}
			switch toks[i-1].Lower {
			case "by", "until", "within", "before", "than", "for":
				has["end"] = true
			case "from", "on", "since", "at", "starting":
				has["start"] = true
			}
		}
	}
	var out []string
	for _, p := range order {
		if !has[p] {
			out = append(out, p)
		}
	}
	return out
}
