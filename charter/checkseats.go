package charter

import (
	"fmt"
	"slices"

	"github.com/surety-mechanism/surety/record"
)

// roles are those that a seat can have, and that a clock's body can be.
var roles = []string{"party", "guarantor", "mediator", "chair", "secretariat", "monitor", "legal", "observer", "handler", "depositary"}

func (k *checker) seats() {
	seen := once{k, map[string]string{string(record.Public): "everyone"}}
	held := map[string]bool{}
	for i, s := range k.Seats {
		p := at("seats", i)
		seen.see(string(s.ID), p)
		if s.Of == "" && (s.Role == "party" || s.Role == "guarantor") {
			k.wrong(p, "a seat of the role %s says whose it is; add the field of", s.Role)
		}
		switch {
		case s.Of == "":
		case s.Role == "party":
			k.party(s.Of, at(p, "of"))
			held[s.Of] = true
		default:
			k.partyOrThird(s.Of, at(p, "of"))
		}
		if s.Role == "observer" && s.MayQualify != nil && *s.MayQualify {
			k.wrong(at(p, "may_qualify"), "an observer submits and reads, but does not rate; write may_qualify: false, or give the seat the role monitor")
		}
	}
	if k.Holding("secretariat") == "" {
		k.wrong(at("seats"), "there is no seat of the role secretariat; somebody has to run the desk")
	}
	for i, p := range k.Parties {
		if !held[p.ID] {
			k.wrong(at("parties", i, "id"), "the party %q has no seat; add one of the role party with of: %s", p.ID, p.ID)
		}
	}
}

func (k *checker) levels() {
	l := k.Levels
	for _, one := range []struct {
		name  string
		seats []record.Seat
	}{{"P0", l.P0}, {"P1", l.P1}, {"P3", l.P3}, {"P4", l.P4}} {
		k.seatset(one.seats, at("levels", one.name))
		if one.name != "P0" {
			k.notPublic(one.seats, one.name, at("levels", one.name))
		}
	}
	if !slices.Contains(l.P0, record.Public) {
		k.wrong(at("levels", "P0"), "P0 is what everyone may read, and public is not in it; add public")
	}
	for _, party := range sortedKeys(l.P2) {
		p := at("levels", "P2", party)
		k.party(party, p)
		k.seatset(l.P2[party], p)
		k.notPublic(l.P2[party], "P2", p)
		for i, s := range l.P2[party] {
			if seat, ok := k.Seat(s); ok && seat.Role == "party" && seat.Of != party {
				k.wrong(at(p, i), "%q is a seat of another party; P2 is between one party and the mechanism", s)
			}
		}
	}
}

func (k *checker) notPublic(seats []record.Seat, level string, p path) {
	if i := slices.Index(seats, record.Public); i >= 0 {
		k.wrong(at(p, i), "public is in %s, so that everyone could read what is meant for few; only P0 is public", level)
	}
}

// witnesses: enough of them, and a quorum that two histories cannot both reach
// (2k - n > f).
func (k *checker) witnesses() {
	w := k.Witnesses
	if w.None {
		return
	}
	n, names, keys := 0, map[string]bool{}, map[string]string{}
	for i, one := range w.List {
		p := at("witnesses", "list", i)
		if names[one.Name] {
			k.wrong(at(p, "name"), "the witness %q is there already; every witness has its own name", one.Name)
		}
		if other, ok := keys[one.Key]; ok {
			k.wrong(at(p, "key"), "this is the key of the witness %q already; one key counts once", other)
		}
		names[one.Name], keys[one.Key] = true, one.Name
		if one.Of != "" {
			k.partyOrThird(one.Of, at(p, "of"))
		}
		if !one.Optional {
			n++
		}
	}
	switch p := at("witnesses", "quorum"); {
	case w.Quorum > n:
		k.wrong(p, "the quorum is %d, but only %d of the witnesses count towards it; lower it or add witnesses", w.Quorum, n)
	case 2*w.Quorum-n <= w.Dishonest:
		k.wrong(p, "with a quorum of %d of %d, two histories could both be vouched for if %d of them collude; it has to be at least %d",
			w.Quorum, n, w.Dishonest, (n+w.Dishonest)/2+1)
	}
}

func (k *checker) clocks() {
	for i, c := range k.Clocks {
		p := at("clocks", i)
		if c.Body != "" && c.Body != "accused" && !slices.Contains(roles, c.Body) {
			k.wrong(at(p, "body"), "%q is no role; it has to be accused, or one of %s", c.Body, quoted(roles))
		}
		if c.Calendar == "working_days" && len(k.Weekend) == 0 {
			k.wrong(at(p, "calendar"), "the clock counts working days, but the charter does not say which days are none; add the field weekend, as weekend: [friday]")
		}
		if _, hours := c.Duration.Hours(); hours && c.Calendar == "working_days" {
			k.wrong(at(p, "duration"), "%s is counted in hours and cannot keep to working days; give it in days, as 2d", c.Duration)
		}
	}
}

func (k *checker) notices() {
	seen := map[string]bool{}
	for i, n := range k.Notices {
		if seen[n.What] {
			k.wrong(at("notices", i, "what"), "there is a rule for this already; one kind of notice has one")
		}
		seen[n.What] = true
	}
}

func (k *checker) decisions() {
	stages := map[string]bool{}
	for i, d := range k.Decisions {
		p := at("decisions", i)
		if stages[d.Stage] {
			k.wrong(at(p, "stage"), "there is a rule for the stage %q already; a stage has one", d.Stage)
		}
		stages[d.Stage] = true
		k.seatset(d.Seats, at(p, "seats"))
		k.quorum(d.Rule, d.K, len(d.Seats), p)
		k.chairs(d.Rule, d.Seats, p)
		if d.Rule == "two_tier" && d.Deadlock.After == "" {
			k.wrong(at(p, "rule"), "a seat of the first tier that says nothing would hold up the ruling for ever; say when the talking is over, as deadlock: { after: 14d, rule: chair }")
		}
		k.noConsensus(d, p)
		for j, c := range d.Components {
			q := at(p, "components", j)
			k.seatset(c.Seats, at(q, "seats"))
			if c.AtLeast > len(c.Seats) {
				k.wrong(at(q, "at_least"), "%d of the component %q have to agree, but it has %d seats", c.AtLeast, c.ID, len(c.Seats))
			}
			for n, s := range c.Seats {
				if len(d.Seats) > 0 && !slices.Contains(d.Seats, s) {
					k.wrong(at(q, "seats", n), "%q is in the component %q, but takes no part in the decision; add it to the seats", s, c.ID)
				}
			}
		}
		k.seatset(d.Deadlock.Seats, at(p, "deadlock", "seats"))
		k.chairs(d.Deadlock.Rule, d.Deadlock.Seats, at(p, "deadlock"))
	}
	for i, r := range k.Ladder {
		k.seatset(r.Seats, at("ladder", i, "seats"))
	}
	if b := k.Penalties.Body; b != "" {
		if _, ok := k.Seat(record.Seat(b)); !ok {
			if _, ok := k.ThirdParty(b); !ok {
				k.wrong(at("penalties", "body"), "there is no seat or third party %q; name one that the charter has", b)
			}
		}
	}
}

// noConsensus: a finding that needs the word of all says what comes of it when one
// of them says nothing, or is against everything.
func (k *checker) noConsensus(d Decision, p path) {
	finding := d.Stage == "preliminary_finding" || d.Stage == "final_finding"
	if d.Rule == "consensus" && (finding || d.Stage == "publication") && d.Deadlock.After == "" {
		k.wrong(at(p, "rule"), "one seat that says nothing would hold this up for ever; say what follows when there is no consensus, as deadlock: { after: 14d, rule: chair }, or rule: referral (to the next rung) or statement (of everybody's position) for a finding")
	}
	if slices.Contains(record.Undecided, d.Deadlock.Rule) {
		switch {
		case !finding || d.Rule != "consensus":
			k.wrong(at(p, "deadlock", "rule"), "%s is for findings that are decided by consensus; name another rule", d.Deadlock.Rule)
		case d.Deadlock.Rule == "referral" && len(k.Ladder) == 0:
			k.wrong(at(p, "deadlock", "rule"), "there is no ladder to refer it to; write one, or rule: statement")
		}
	}
}

func (k *checker) quorum(rule string, need, seats int, p path) {
	switch {
	case rule == "k_of_n" && (need < 1 || need > seats):
		k.wrong(p, "the rule k_of_n has k = %d and %s; k has to be from 1 to the number of seats", need, counted(seats))
	case rule != "k_of_n" && need != 0:
		k.wrong(at(p, "k"), "the rule %s counts no k; drop it, or write rule: k_of_n", rule)
	}
}

func counted(seats int) string {
	if seats == 1 {
		return "1 seat"
	}
	return fmt.Sprintf("%d seats", seats)
}

// chairs: a rule that lets one seat decide needs that seat.
func (k *checker) chairs(rule string, seats []record.Seat, p path) {
	if rule != "chair" && rule != "single_head" && rule != "two_tier" {
		return
	}
	if rule == "single_head" && len(seats) == 1 {
		return
	}
	if k.Holding("chair") == "" {
		k.wrong(at(p, "rule"), "the rule %s needs a chair, and there is no seat of the role chair; add one", rule)
	}
}

// coarsening names categories that there are, and tells everyone no more than those
// around the table.
func (k *checker) coarsening() {
	for i, id := range k.Coarsening.Movement {
		if _, ok := k.Category(id); !ok {
			k.wrong(at("coarsening", "movement", i), "there is no category %q", id)
		}
	}
	if public, table := k.Coarsening.Filled(); public.Finer(table) != "" {
		what := public.Finer(table)
		k.wrong(at("coarsening", "P0", what), "everyone would be told more than those around the table: P0 has %s, P1 has %s (left out: P0 place 3, days 1, delay 72h; P1 place 1, days 1, delay 24h)", public.said(what), table.said(what))
	}
}
